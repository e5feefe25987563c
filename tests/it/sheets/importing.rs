//! The commands as a clerk meets them.

use super::fixture;
use crate::environment::{Environment, copy};

const CHANGE: &str = "records/changes/2026/stroke-ward-2026.yaml";
const RESOLUTION: &str = "records/resolutions/2026/northmere-hosc-2026-01-20-stroke-ward.yaml";

/// The small register in Git.
fn desk() -> Environment {
    let environment = Environment::new();
    copy(&fixture("register"), &environment.path().join("records"));
    environment.git(&["init", "--quiet", "--initial-branch=main", "."]);
    environment.git(&["add", "--all"]);
    environment.git(&["commit", "--quiet", "--message", "The register"]);
    environment
}

fn commits(environment: &Environment) -> usize {
    environment.git(&["log", "--format=%s"]).lines().count()
}

#[test]
fn a_cell_that_changes_is_one_value_in_one_file_and_everything_else_stays() {
    let desk = desk();
    desk.run(&["export", "changes", "--output", "changes.csv"]).ok();
    let sheet = desk.read("changes.csv");
    let mended = sheet.replacen("The old ward closes", "The old ward closes for good", 1);
    assert_ne!(sheet, mended);
    desk.write("changes.csv", &mended);
    let before = desk.read(CHANGE);
    let ran = desk.run(&["import", "sheet", "changes.csv", "--dry-run"]).ok();
    assert!(ran.out.contains("key_dates.2.what"), "{}", ran.out);
    assert!(
        ran.err
            .contains("0 new, 1 changed, 0 as they were. Nothing was written."),
        "{}",
        ran.err
    );
    assert_eq!((desk.read(CHANGE), commits(&desk)), (before.clone(), 1));
    let ran = desk.run(&["import", "sheet", "changes.csv"]).ok();
    assert!(
        ran.err.contains("changed  change/stroke-ward-2026  1 value"),
        "{}",
        ran.err
    );
    assert_eq!(
        desk.read(CHANGE),
        before.replacen("\"The old ward closes\"", "The old ward closes for good", 1)
    );
    let told = desk.git(&["log", "-1", "--format=%s%n%(trailers:only)"]);
    assert!(
        told.starts_with("Import sheet changes.csv: 1 record changed\n"),
        "{told}"
    );
    assert!(told.contains("Record: changes/stroke-ward-2026"), "{told}");
    let ran = desk.run(&["import", "sheet", "changes.csv"]).ok();
    assert!(ran.err.contains("Nothing to change"), "{}", ran.err);
    assert_eq!(commits(&desk), 2);
}

#[test]
fn items_that_are_added_come_in_their_place_and_comments_stay() {
    let desk = desk();
    let before = desk.read(CHANGE);
    desk.write(
        "changes.csv",
        "id,services,key_dates.3.date,key_dates.3.what,authority 2\r\nstroke-ward-2026,stroke; Urgent Care,31/12/2026,A review,wexcombe\r\n",
    );
    desk.run(&["import", "sheet", "changes.csv"]).ok();
    let after = desk.read(CHANGE);
    for line in before
        .lines()
        .filter(|line| line.contains('#') && !line.contains("one for now"))
    {
        assert!(after.contains(line), "{line}\n{after}");
    }
    assert!(
        after.contains("2026-12-31") && after.contains("urgent-care"),
        "{after}"
    );
    let ran = desk.run(&["import", "sheet", "changes.csv"]).ok();
    assert!(ran.err.contains("Nothing to change"), "{}", ran.err);
}

#[test]
fn what_would_break_another_record_is_refused_and_names_it() {
    let desk = desk();
    desk.write("bodies.csv", "id,role\nwexcombe,icb\n");
    let ran = desk.run(&["import", "sheet", "bodies.csv"]).ended(1);
    assert!(ran.err.contains("error[wrong-role]"), "{}", ran.err);
    // The file that names the body, and that the sheet says nothing of.
    assert!(
        ran.err.contains("records/changes/2026/stroke-ward-2026.yaml"),
        "{}",
        ran.err
    );
    assert_eq!(commits(&desk), 1);
    // What was wrong before stands in nobody's way.
    let body = "records/bodies/wexcombe.yaml";
    desk.write(body, &desk.read(body).replace("local-authority", "icb"));
    desk.run(&["check"]).ended(1);
    desk.write(
        "bodies.csv",
        "id,name\nharrowdale-trust,Harrowdale and Wexmere NHS Trust\n",
    );
    let ran = desk.run(&["import", "sheet", "bodies.csv"]).ok();
    assert!(ran.err.contains("1 changed"), "{}", ran.err);
}

#[test]
fn new_records_may_name_one_another_in_any_order_and_are_not_made_twice() {
    let desk = desk();
    desk.write(
        "determinations.csv",
        "change,resolution,clause,view,scope\nclinic-closes,harrow-hosc-item,a,not substantial,The clinic only.\n",
    );
    desk.write(
        "resolutions.csv",
        "id,committee,meeting,item,clause 1 label,clause 1 words,clause 1 reads as,change\n\
         harrow-hosc-item,harrow-hosc,2026-02-03,Clinic,a,The closing of the clinic is not a substantial variation.,determination,clinic-closes\n",
    );
    // What leans on records that are not there yet is refused, by its cells.
    let ran = desk.run(&["import", "sheet", "resolutions.csv"]).ended(1);
    assert!(
        ran.err
            .contains("error[dangling-reference]: resolutions.csv, cell B2 (committee)"),
        "{}",
        ran.err
    );
    assert!(ran.err.contains("cell H2 (change)"), "{}", ran.err);
    assert_eq!(commits(&desk), 1);
    desk.write(
        "bodies.csv",
        "name,role,part of,id\nHarrowdale HOSC,scrutiny committee,harrowdale,harrow-hosc\nHarrowdale,local-authority,,\n",
    );
    desk.write(
        "changes.csv",
        "id,title,summary,kind,authority\nclinic-closes,The clinic closes,It closes.,closure,harrowdale\n",
    );
    for name in ["bodies", "changes", "resolutions", "determinations"] {
        desk.run(&["import", "sheet", &format!("{name}.csv")]).ok();
    }
    assert!(desk.has("records/bodies/harrowdale.yaml"));
    let view = "records/determinations/2026/harrow-hosc-2026-02-03-clinic-closes.yaml";
    let view = desk.read(view);
    for line in [
        "by: harrow-hosc",
        "date: 2026-02-03",
        "authority: harrowdale",
        "taken_by: committee",
        "view: not-substantial",
    ] {
        assert!(view.contains(line), "{line}\n{view}");
    }
    let before = commits(&desk);
    for (name, note) in [
        ("bodies", "body `harrowdale`"),
        (
            "determinations",
            "determination `harrow-hosc-2026-02-03-clinic-closes`",
        ),
    ] {
        let ran = desk.run(&["import", "sheet", &format!("{name}.csv")]).ok();
        assert!(
            ran.err.contains("has no id and is taken for the") && ran.err.contains(note),
            "{}",
            ran.err
        );
        assert!(ran.err.contains("Nothing to change"), "{}", ran.err);
    }
    assert_eq!(commits(&desk), before);
    desk.run(&["check"]).ok();
}

#[test]
fn one_workbook_brings_records_of_every_kind_at_once() {
    let desk = desk();
    desk.run(&["export", "--output", "all.xlsx"]).ok();
    let other = Environment::with_register();
    std::fs::copy(desk.path().join("all.xlsx"), other.path().join("all.xlsx")).unwrap();
    let before = commits(&other);
    other.run(&["import", "sheet", "all.xlsx"]).ok();
    assert_eq!(commits(&other), before + 1, "one commit for all");
    let ran = other.run(&["import", "sheet", "all.xlsx"]).ok();
    assert!(ran.err.contains("Nothing to change"), "{}", ran.err);
    assert_eq!(other.git(&["status", "--porcelain", "records"]), "");
}

#[test]
fn everything_that_is_wrong_is_told_at_once_in_order_and_nothing_is_written() {
    let desk = desk();
    desk.write(
        "bodies.csv",
        "Name;Role;From;Nots;Colour;Website;id\r\n\
         North;nhs-trst;03/04/2026;;x;northmere;\r\n\
         ;icb;soon;;;;No Id!\r\n\
         NHS Wexmere\u{202e};icb;;;;;\r\n",
    );
    let ran = desk.run(&["import", "sheet", "bodies.csv"]).ended(1);
    let at: Vec<Option<usize>> = [
        "cell E1",
        "cell B2 (Role)",
        "cell C2 (From)",
        "cell G3 (id)",
        "U+202E",
    ]
    .map(|place| ran.err.find(place))
    .to_vec();
    assert!(
        at.iter().all(Option::is_some) && at.is_sorted(),
        "{at:?}\n{}",
        ran.err
    );
    assert!(ran.err.contains("did you mean `nhs-trust`?"), "{}", ran.err);
    assert!(ran.err.contains("3 April 2026 or 4 March 2026?"), "{}", ran.err);
    assert!(ran.err.contains("Nothing was saved."), "{}", ran.err);
    assert_eq!(desk.git(&["status", "--porcelain", "records"]), "");
    let json = desk
        .run(&["import", "sheet", "bodies.csv", "--format", "json"])
        .ended(1)
        .json();
    let problem = &json["problems"][1];
    assert_eq!(
        (&json["ok"], &problem["sheet"]),
        (&false.into(), &"bodies".into()),
        "{json:#}"
    );
    let found = json["problems"]
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["column"] == "B")
        .expect("the role");
    assert_eq!(
        (&found["row"], &found["value"], &found["file"]),
        (&2.into(), &"nhs-trst".into(), &"bodies.csv".into())
    );
    assert!(found["cure"].as_str().unwrap().contains("nhs-trust"));
}

#[test]
fn locked_words_are_refused_with_the_command_that_puts_them_right() {
    let desk = desk();
    let id = "northmere-hosc-2026-01-20-stroke-ward";
    desk.write(
        "resolutions.csv",
        &format!("id,clause 3 words,votes\n{id},The report be welcomed.,5 to 2\n"),
    );
    let ran = desk.run(&["import", "sheet", "resolutions.csv"]).ended(3);
    assert!(ran.err.contains("cell B2 (clause 3 words)"), "{}", ran.err);
    assert!(
        ran.err.contains(&format!("scrutiny correct resolution/{id}")),
        "{}",
        ran.err
    );
    assert!(!ran.err.contains("cell C2"), "{}", ran.err);
    desk.write("determinations.csv", &format!("id,view\n{id},not-substantial\n"));
    let ran = desk.run(&["import", "sheet", "determinations.csv"]).ended(3);
    assert!(ran.err.contains("cell B2 (view)"), "{}", ran.err);
    assert_eq!(desk.git(&["status", "--porcelain", "records"]), "");
}

#[test]
fn an_empty_cell_takes_something_away_only_where_that_is_asked() {
    let desk = desk();
    desk.write("bodies.csv", "id,area,name\nnorthmere,,\nwexcombe,Wexcombe,\n");
    desk.run(&["import", "sheet", "bodies.csv"]).ok();
    assert!(desk.read("records/bodies/northmere.yaml").contains("area:"));
    desk.write("bodies.csv", "id,area\nnorthmere,\n");
    let ran = desk
        .run(&["import", "sheet", "bodies.csv", "--empty-clears", "--dry-run"])
        .ok();
    assert!(ran.out.contains("(taken away)"), "{}", ran.out);
    assert!(
        ran.err
            .contains("scrutiny import sheet bodies.csv --empty-clears"),
        "{}",
        ran.err
    );
    desk.run(&["import", "sheet", "bodies.csv", "--empty-clears"])
        .ok();
    let body = desk.read("records/bodies/northmere.yaml");
    assert!(
        !body.contains("area:") && body.starts_with("# The council;"),
        "{body}"
    );
}

#[test]
fn an_action_is_done_by_its_row() {
    let desk = desk();
    desk.run(&["export", "actions", "--output", "actions.csv"]).ok();
    let sheet = desk.read("actions.csv");
    assert!(
        sheet.contains(",\"'-5 beds or more:") || sheet.contains(",'-5 beds or more:"),
        "{sheet}"
    );
    desk.write(
        "actions.csv",
        &sheet.replace("unknown,,,", "unknown,2026-03-01,\"A report; on beds\","),
    );
    let before = desk.read(RESOLUTION);
    desk.run(&["import", "sheet", "actions.csv"]).ok();
    let after = desk.read(RESOLUTION);
    assert!(
        after.contains("done: {date: 2026-03-01, evidence: \"A report; on beds\"}")
            || after.contains("A report; on beds"),
        "{after}"
    );
    let other = |text: &str| {
        text.lines()
            .filter(|line| !line.contains("action:"))
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    assert_eq!(other(&before), other(&after));
    desk.write(
        "actions.csv",
        &sheet.replace("-5 beds", "-6 beds").replace(",unknown,", ",2026,"),
    );
    let ran = desk.run(&["import", "sheet", "actions.csv"]).ended(1);
    assert!(
        ran.err.contains("are other ones") && ran.err.contains("cell C2 (words)"),
        "{}",
        ran.err
    );
    desk.write(
        "actions.csv",
        "resolution,clause,due\nnorthmere-hosc-2026-01-20-stroke-ward,z,2026\nnobody,a,2026\n",
    );
    let ran = desk.run(&["import", "sheet", "actions.csv"]).ended(1);
    assert!(
        ran.err.contains("its clauses are a, b, c") && ran.err.contains("no resolution `nobody`"),
        "{}",
        ran.err
    );
}

#[test]
fn rows_that_cannot_be_told_apart_are_refused() {
    let desk = desk();
    desk.write(
        "bodies.csv",
        "id,name,role\n,Northmere County Council,local-authority\nnorthmere,,\nnorthmeer,Northmere County Council,local-authority\n,,icb\n",
    );
    let ran = desk.run(&["import", "sheet", "bodies.csv"]).ended(1);
    assert!(
        ran.err
            .contains("row 3: the row is about the body `northmere`, as row 2 is"),
        "{}",
        ran.err
    );
    assert!(
        ran.err
            .contains("cell A4 (id): there is no body `northmeer`, but `northmere` says the same"),
        "{}",
        ran.err
    );
    assert!(
        ran.err
            .contains("row 5: the row has no id, and too little to make one from (name, role)"),
        "{}",
        ran.err
    );
    desk.write(
        "changes.csv",
        "id,key_dates.4.date,key_dates.4.what\nstroke-ward-2026,2026-05,Later\n",
    );
    let ran = desk.run(&["import", "sheet", "changes.csv"]).ended(1);
    assert!(
        ran.err
            .contains("item 4 of `key_dates` is filled, but item 3 is empty"),
        "{}",
        ran.err
    );
}

#[test]
fn an_export_says_where_it_goes_and_writes_over_nothing_unasked() {
    let desk = desk();
    let ran = desk.run(&["export"]).ended(2);
    assert!(ran.err.contains("--output register.xlsx"), "{}", ran.err);
    let ran = desk.run(&["export", "bodies"]).ok();
    assert!(ran.out.starts_with("\u{feff}id,name,"), "{}", ran.out);
    let json = desk.run(&["export", "bodies", "--format", "json"]).ok().json();
    assert_eq!(json["data"]["rows"].as_array().unwrap().len(), 5);
    desk.run(&["export", "--output", "caf\u{e9} & more/"]).ok();
    assert!(desk.has("caf\u{e9} & more/determinations.csv"));
    desk.write("bodies.csv", "mine\n");
    let ran = desk.run(&["export", "bodies", "--output", "bodies.csv"]).ended(3);
    assert!(ran.err.contains("--replace"), "{}", ran.err);
    assert_eq!(desk.read("bodies.csv"), "mine\n");
    desk.run(&["export", "bodies", "--output", "bodies.csv", "--replace"])
        .ok();
    desk.run(&["export", "--output", "records/all.xlsx"]).ended(3);
    for (args, words) in [
        (&["export", "--output", "a.csv"][..], "one table"),
        (&["export", "--output", "a.ods"], ".xlsx"),
        (&["export", "--output", "a.xlsx", "--sheet", "csv"], "workbook"),
    ] {
        let ran = desk.run(args).ended(2);
        assert!(ran.err.contains(words), "{}", ran.err);
    }
    desk.write("records/bodies/odd.yaml", "name: Odd\nrole: icb\ncolour: red\n");
    let ran = desk.run(&["export", "--output", "b.xlsx"]).ended(1);
    assert!(
        ran.err
            .contains("records/bodies/odd.yaml was left out: `colour` has no column"),
        "{}",
        ran.err
    );
}
