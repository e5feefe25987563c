//! `scrutiny save`: what was changed in another program.

use super::{ITEM, ITEM_FILE, SLIP, commits, confirmed, last_commit, meant};
use crate::environment::{Environment, Ran};

const SETTINGS: &str = "records/register.yaml";
const BODY: &str = "records/bodies/kmpt.yaml";

/// One text put in the place of another, by hand.
#[track_caller]
fn by_hand(environment: &Environment, path: &str, was: &str, now: &str) {
    let text = environment.read(path);
    assert!(text.contains(was), "{path} does not hold {was}");
    environment.write(path, &text.replacen(was, now, 1));
}

fn remove(environment: &Environment, path: &str) {
    std::fs::remove_file(environment.path().join(path)).expect("the file is there");
}

/// The command ends with a code, says each of these, and nothing is saved or changed.
#[track_caller]
fn refused(environment: &Environment, args: &[&str], code: i32, says: &[&str]) -> Ran {
    let (head, status) = (
        environment.git(&["rev-parse", "HEAD"]),
        environment.git(&["status", "--porcelain"]),
    );
    let ran = environment.run(args).ended(code);
    for part in says {
        assert!(ran.err.contains(part), "`{part}` is not said:\n{}", ran.err);
    }
    assert_eq!(environment.git(&["rev-parse", "HEAD"]), head, "a commit was made");
    assert_eq!(
        environment.git(&["status", "--porcelain"]),
        status,
        "a file was changed"
    );
    ran
}

#[test]
fn what_was_changed_by_hand_is_shown_saved_and_can_be_taken_back() {
    let environment = Environment::with_demonstration();
    by_hand(&environment, BODY, "short_name: KMPT", "short_name: The Trust");
    by_hand(&environment, SETTINGS, "name: ", "# Ours.\nname: ");
    environment.write("records/pages/terms.md", "# Terms\n\nTake what you like.\n");
    environment.write(
        "templates/assets/logo.svg",
        "<svg xmlns=\"http://www.w3.org/2000/svg\"/>\n",
    );
    let before = commits(&environment);
    let would = environment.run(&["save", "--dry-run"]).ok();
    for part in [
        "bodies/kmpt\n",
        "“The Trust”",
        "records/pages/terms.md: added",
        "templates/assets/logo.svg: added",
    ] {
        assert!(would.out.contains(part), "{part}: {}", would.out);
    }
    assert_eq!(commits(&environment), before);
    let done = environment.run(&["save"]).ok();
    assert_eq!(done.out, would.out);
    assert!(done.err.contains("Saved as commit"), "{}", done.err);
    assert_eq!(commits(&environment), before + 1);
    assert_eq!(environment.git(&["status", "--porcelain"]), "");
    let commit = last_commit(&environment);
    assert!(commit.contains("Change by hand: 4 files"), "{commit}");
    assert!(commit.contains("Record: bodies/kmpt"), "{commit}");
    environment.run(&["undo", "--yes"]).ok();
    assert!(!environment.has("records/pages/terms.md"));
    assert!(!environment.read(BODY).contains("The Trust"));
    let nothing = environment.run(&["save"]).ok();
    assert!(
        nothing.err.contains("Nothing was changed by hand."),
        "{}",
        nothing.err
    );
}

#[test]
fn a_part_is_saved_by_id_file_or_folder_and_the_rest_stays() {
    let environment = Environment::with_demonstration();
    by_hand(&environment, BODY, "short_name: KMPT", "short_name: The Trust");
    by_hand(&environment, SETTINGS, "name: ", "# Ours.\nname: ");
    environment.write("records/pages/terms.md", "# Terms\n");
    environment.write("records/pages/more.md", "# More\n");
    environment.run(&["save", "kmpt"]).ok();
    assert!(last_commit(&environment).contains("Change by hand: bodies/kmpt"));
    environment
        .run(&["save", "register.yaml", "--summary", "The name of the register"])
        .ok();
    assert!(last_commit(&environment).contains("The name of the register"));
    environment.run(&["save", "./records/pages/terms.md"]).ok();
    assert_eq!(
        environment.git(&["status", "--porcelain"]),
        "?? records/pages/more.md\n"
    );
    let nothing = environment.run(&["save", "body/kmpt"]).ok();
    assert!(
        nothing.err.contains("Nothing was changed by hand."),
        "{}",
        nothing.err
    );
    refused(
        &environment,
        &["save", "kmp"],
        4,
        &["there is no record or file `kmp`", "scrutiny save --dry-run"],
    );
    refused(
        &environment,
        &["save", "--summary", "two\nlines"],
        2,
        &["takes one line"],
    );
    let json = environment
        .run(&["save", "records/", "--format", "json"])
        .ok()
        .json();
    assert_eq!(json["data"]["saved"], true);
    assert_eq!(json["data"]["files"][0]["path"], "records/pages/more.md");
    assert_eq!(environment.git(&["status", "--porcelain"]), "");
}

#[test]
fn with_a_mistake_nothing_is_saved_and_the_rest_can_be() {
    let environment = Environment::with_demonstration();
    by_hand(&environment, BODY, "role: ", "roll: ");
    by_hand(&environment, SETTINGS, "name: ", "# Ours.\nname: ");
    refused(&environment, &["save"], 1, &["roll", "Nothing was saved."]);
    refused(
        &environment,
        &["save", "--dry-run"],
        1,
        &["roll", "Nothing was saved."],
    );
    environment.run(&["save", "register.yaml"]).ok();
    // A mistake that it would bring to another file counts as well.
    let environment = Environment::with_demonstration();
    remove(&environment, "records/bodies/salus-cic.yaml");
    refused(&environment, &["save"], 1, &["salus-cic"]);
}

#[test]
fn what_is_locked_needs_a_correction_by_hand_too() {
    let environment = confirmed();
    by_hand(&environment, ITEM_FILE, &SLIP[..40], &meant()[..41]);
    let says = [
        "the committee has confirmed these minutes",
        "scrutiny correct resolution",
    ];
    refused(&environment, &["save"], 3, &says);
    refused(&environment, &["save", "--dry-run"], 3, &says);
    // Nor does it get in with what another command changes in the same file, or when that gets another id.
    let says = [
        "the committee has confirmed these minutes",
        "scrutiny correct resolution/",
    ];
    refused(
        &environment,
        &["edit", ITEM, "--set", "clauses.b.action.due=2026-06-30"],
        3,
        &says,
    );
    refused(&environment, &["rename", ITEM, "another"], 3, &says);
    // Nor in another folder, or under another id.
    let text = environment.read(ITEM_FILE);
    remove(&environment, ITEM_FILE);
    let elsewhere = format!("records/resolutions/{}.yaml", &ITEM[11..]);
    environment.write(&elsewhere, &text);
    refused(
        &environment,
        &["save"],
        3,
        &["the committee has confirmed these minutes"],
    );
    refused(
        &environment,
        &["edit", ITEM, "--set", "clauses.b.action.due=2026-06-30"],
        3,
        &[
            "was moved by hand to",
            "save that first: scrutiny save resolution/",
        ],
    );
    remove(&environment, &elsewhere);
    let renamed = format!("{text}aliases: [{}]\n", &ITEM[11..]);
    environment.write("records/resolutions/2025/another.yaml", &renamed);
    let determination = "records/determinations/2025/kent-hosc-2025-10-09-all-age-mental-health.yaml";
    by_hand(&environment, determination, &ITEM[11..], "another");
    refused(
        &environment,
        &["save"],
        3,
        &["the committee has confirmed these minutes"],
    );
}

#[test]
fn no_record_goes_without_a_trace() {
    let environment = Environment::with_demonstration();
    let duty = environment.git(&["ls-files", "records/duties"]);
    let duty = duty.lines().next().expect("the demonstration has a duty");
    remove(&environment, duty);
    let says = [
        "was removed",
        "scrutiny withdraw duties/",
        "git checkout HEAD -- records/duties/",
    ];
    refused(&environment, &["save"], 3, &says);
    environment.git(&["checkout", "HEAD", "--", duty]);
    // One that was only a draft may go.
    let path = "records/bodies/new-trust.yaml";
    environment.write(path, "status: draft\nname: New Trust\nrole: nhs-trust\n");
    environment.run(&["save"]).ok();
    remove(&environment, path);
    environment.run(&["save"]).ok();
    // So may one that has another id now, and names the former one.
    environment.write(path, "name: New Trust\nrole: nhs-trust\n");
    environment.run(&["save"]).ok();
    remove(&environment, path);
    let renamed = "name: New Trust\nrole: nhs-trust\naliases: [new-trust]\n";
    environment.write("records/bodies/newer-trust.yaml", renamed);
    let saved = environment.run(&["save"]).ok();
    assert!(
        saved.out.contains("renamed: before, it was bodies/new-trust"),
        "{}",
        saved.out
    );
    // Its former id stays with it, whichever command is asked.
    let says = [
        "takes the former id `new-trust` from body/newer-trust",
        "leave `new-trust` among its aliases",
    ];
    refused(
        &environment,
        &["edit", "newer-trust", "--unset", "aliases"],
        3,
        &says,
    );
    by_hand(
        &environment,
        "records/bodies/newer-trust.yaml",
        "aliases: [new-trust]\n",
        "",
    );
    refused(
        &environment,
        &["save"],
        3,
        &["no longer leads on from its former id new-trust"],
    );
    environment.git(&["checkout", "."]);
    // And what was withdrawn stays so.
    environment
        .run(&["withdraw", "newer-trust", "--reason", "Recorded twice.", "--yes"])
        .ok();
    remove(&environment, "records/bodies/newer-trust.yaml");
    refused(
        &environment,
        &["save"],
        3,
        &["the tombstone of bodies/newer-trust is gone"],
    );
    environment.git(&["checkout", "."]);
    environment.run(&["verify"]).ok();
}

#[test]
fn line_ends_are_no_change_and_a_file_in_another_folder_is() {
    let environment = Environment::with_demonstration();
    environment.write("templates/assets/words.txt", "one\ntwo\n");
    environment.run(&["save"]).ok();
    for path in [BODY, "templates/assets/words.txt"] {
        let text = environment.read(path).replace('\n', "\r\n");
        environment.write(path, &text);
    }
    let nothing = environment.run(&["save"]).ok();
    assert!(
        nothing.err.contains("Nothing was changed by hand"),
        "{}",
        nothing.err
    );
    let differs = environment.run(&["diff"]).ok();
    assert!(
        differs.err.contains("Nothing differs."),
        "{}{}",
        differs.out,
        differs.err
    );
    environment.git(&["checkout", "."]);
    let text = environment.read(BODY);
    remove(&environment, BODY);
    environment.write("records/bodies/2025/kmpt.yaml", &text);
    let moved = environment.run(&["save", "kmpt"]).ok();
    let told = "bodies/kmpt: moved from records/bodies/kmpt.yaml to records/bodies/2025/kmpt.yaml\n";
    assert_eq!(moved.out, told);
    assert_eq!(environment.git(&["status", "--porcelain"]), "");
    assert_eq!(
        environment.git(&["ls-files", "records/bodies/2025", BODY]),
        "records/bodies/2025/kmpt.yaml\n"
    );
    environment.run(&["verify"]).ok();
}

#[test]
fn what_could_not_be_built_or_held_elsewhere_is_not_saved() {
    let environment = Environment::with_demonstration();
    environment.write("templates/base.html", "{% if x %}{{ foo( }}");
    refused(&environment, &["save"], 1, &["base.html"]);
    remove(&environment, "templates/base.html");
    environment.write("templates/assets/a?.txt", "a\n");
    refused(
        &environment,
        &["save"],
        3,
        &["cannot be the name of a file", "give it another name"],
    );
    remove(&environment, "templates/assets/a?.txt");
    environment.write("templates/assets/words", "a\n");
    environment.run(&["save"]).ok();
    remove(&environment, "templates/assets/words");
    environment.write("templates/assets/words/a.txt", "a\n");
    refused(
        &environment,
        &["save"],
        3,
        &[
            "templates/assets/words is a file in one state",
            "put it back, and save again",
        ],
    );
    std::fs::remove_dir_all(environment.path().join("templates/assets/words")).expect("it is there");
    environment.run(&["save"]).ok();
    environment.write("templates/assets/words/a.txt", "a\n");
    environment.run(&["save"]).ok();
    environment.git(&["rm", "-r", "--quiet", "templates"]);
    environment.run(&["save"]).ok();
    environment.write("templates/assets/Logo.txt", "a\n");
    environment.write("templates/assets/logo.txt", "a\n");
    refused(
        &environment,
        &["save"],
        3,
        &["are one name where capitals do not count"],
    );
}

#[test]
fn a_logo_is_saved_with_the_settings_that_name_it_and_not_taken_from_them() {
    const LOGO: &str = "templates/assets/logo.svg";
    let environment = Environment::with_demonstration();
    let settings = environment.read("records/register.yaml");
    environment.write(
        "records/register.yaml",
        &format!("{settings}look: {{logo: logo.svg}}\n"),
    );
    let missing = [
        "names it as the logo",
        "put a file of that name below templates/assets/",
    ];
    refused(&environment, &["save"], 1, &missing);
    environment.write(LOGO, "<svg xmlns='http://www.w3.org/2000/svg'/>\n");
    refused(
        &environment,
        &["save"],
        1,
        &["how wide and high", "save it again"],
    );
    environment.write(
        LOGO,
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 1'/>\n",
    );
    environment.run(&["save"]).ok();
    remove(&environment, LOGO);
    refused(&environment, &["save"], 1, &missing);
    environment.git(&["checkout", "--quiet", "--", LOGO]);
    environment.write("templates/assets/our logo.svg", "<svg/>\n");
    refused(&environment, &["save"], 1, &["letters, digits", "another name"]);
}

#[test]
fn files_are_named_from_where_one_stands() {
    let environment = Environment::with_demonstration();
    let change = |words: &str| {
        let text = environment.read(SETTINGS);
        environment.write(SETTINGS, &format!("{text}# {words}\n"));
    };
    let whole = environment.path().join(SETTINGS);
    for (at, said) in [
        (".", whole.to_str().expect("a plain name")),
        ("records", "register.yaml"),
        ("records/bodies", "../register.yaml"),
        ("records/bodies", ".."),
        (".", "records\\register.yaml"),
        (".", "."),
    ] {
        change(said);
        environment.run_in(at, &["save", said]).ok();
        assert_eq!(environment.git(&["status", "--porcelain"]), "", "{said}");
    }
    // An id of two records has to say which.
    by_hand(&environment, ITEM_FILE, "status: unknown", "status: draft");
    let says = ["could be more than one record", "name one of: resolution/"];
    refused(&environment, &["save", &ITEM[11..]], 2, &says);
    environment.run(&["save", ITEM]).ok();
}

#[test]
fn a_register_is_saved_for_the_first_time_below_a_repository_that_holds_other_work() {
    let environment = Environment::with_demonstration();
    let place = Environment::new();
    place.git(&["init", "--quiet", "--initial-branch=main", "."]);
    place.write("README", "Other work.\n");
    place.git(&["add", "--all"]);
    place.git(&["commit", "--quiet", "--message", "Other work"]);
    crate::environment::copy(
        &environment.path().join("records"),
        &place.path().join("register/records"),
    );
    place.run_in("register", &["save"]).ok();
    assert_eq!(place.git(&["status", "--porcelain"]), "");
    place.run_in("register", &["verify"]).ok();
}

#[test]
fn the_first_save_of_a_register_that_was_made_by_hand() {
    let environment = Environment::new();
    environment.write(SETTINGS, "name: Test register\npublisher: Test council\n");
    let ran = environment.run(&["save"]).ended(2);
    assert!(ran.err.contains("git init"), "{}", ran.err);
    environment.git(&["init", "--quiet", "--initial-branch=main", "."]);
    environment.run(&["save"]).ok();
    assert_eq!(commits(&environment), 1);
    assert_eq!(environment.git(&["status", "--porcelain"]), "");
}

#[test]
fn a_folder_of_templates_with_the_name_of_a_text_is_told() {
    let environment = Environment::with_demonstration();
    environment.write("templates/assets/notes.md/logo.svg", "<svg/>\n");
    let says = [
        "templates/assets/notes.md is a folder with the name of a text",
        "move it out",
    ];
    for args in [&["save"][..], &["build"]] {
        refused(&environment, args, 3, &says);
    }
}
