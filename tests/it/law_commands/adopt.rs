//! `scrutiny duty adopt`.

use super::register::shires;

#[test]
fn duties_of_law_become_records_in_one_commit_and_only_once() {
    let environment = shires();
    let before = environment.git(&["rev-list", "--count", "HEAD"]);
    let dry = environment.run(&["duty", "adopt", "maternity", "--dry-run"]).ok();
    assert!(
        dry.out.contains("basis:\n  provision: nhsa-sch10A-2-notify\n"),
        "{}",
        dry.out
    );
    assert_eq!(environment.git(&["status", "--porcelain"]), "");
    let ran = environment.run(&["duty", "adopt", "maternity"]).ok();
    assert!(ran.err.contains("Next: "), "{}", ran.err);
    let after = environment.git(&["rev-list", "--count", "HEAD"]);
    let count = |text: &str| text.trim().parse::<u32>().unwrap();
    assert_eq!(count(&after), count(&before) + 1);
    assert_eq!(environment.git(&["status", "--porcelain"]), "");
    let files = environment.git(&["show", "--name-only", "--format=%s", "HEAD"]);
    assert!(
        files
            .lines()
            .skip(2)
            .all(|path| path.starts_with("records/duties/2026/")),
        "{files}"
    );
    assert!(files.starts_with("Adopt "), "{files}");
    let written = files.lines().skip(2).count();
    assert!(written >= 3, "{files}");
    let checked = environment.run(&["check"]).ok();
    assert!(!checked.err.contains("maternity"), "{}", checked.err);
    let open = environment.run(&["due", "--format", "json"]).ok().json();
    let of_maternity = open["data"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|one| one["change"] == "maternity");
    for one in of_maternity {
        assert!(!one["recorded"].as_array().unwrap().is_empty(), "{one}");
    }
    let again = environment.run(&["duty", "adopt", "maternity"]).ok();
    assert!(again.err.contains("Nothing to adopt"), "{}", again.err);
    assert_eq!(environment.git(&["rev-list", "--count", "HEAD"]), after);
}

#[test]
fn one_provision_is_picked_out_and_its_day_is_recorded() {
    let environment = shires();
    let args = [
        "duty",
        "adopt",
        "ward-move",
        "--only",
        "hs-reg22-7-respond",
        "--format",
        "json",
    ];
    let json = environment.run(&args).ok().json();
    let duties = json["data"]["duties"].as_array().unwrap();
    assert_eq!(duties.len(), 1);
    let text = environment.read(duties[0]["path"].as_str().unwrap());
    assert!(text.contains("due: 2026-02-02\n"), "{text}");
    assert!(text.contains("owed_by: shires-icb\n"), "{text}");
    assert!(text.contains("owed_to: [eastshire]\n"), "{text}");
}

#[test]
fn what_is_not_owed_is_not_adopted() {
    let environment = shires();
    let ran = environment
        .run(&[
            "duty",
            "adopt",
            "clinic-contract",
            "--only",
            "hs-reg23-1a-consult",
        ])
        .ok();
    assert!(
        ran.err
            .contains("hs-reg23-1a-consult: nothing is owed (not required)."),
        "{}",
        ran.err
    );
    assert!(ran.err.contains("Nothing to adopt"), "{}", ran.err);
    let ran = environment
        .run(&["duty", "adopt", "clinic-contract", "--only", "hs-reg23-1a-consul"])
        .ended(4);
    assert!(
        ran.err.contains("did you mean `hs-reg23-1a-consult`?"),
        "{}",
        ran.err
    );
    environment.run(&["duty", "adopt", "nowhere"]).ended(4);
    environment.run(&["duty", "adopt", "shires-icb"]).ended(2);
    environment
        .run(&["duty", "adopt", "ward-move", "--at", "HEAD"])
        .ended(2);
    assert_eq!(environment.git(&["status", "--porcelain"]), "");
}
