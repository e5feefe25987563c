//! Records that were withdrawn, and records that have another id now: what commands and pages say of them.

use crate::environment::{Environment, repository};

const TOMBSTONE: &str =
    "withdrawn:\n  date: 2026-03-20\n  reason: It was recorded twice.\n  see: changes/ward-move-2026\n";
const WARD: &str = "title: A ward moves\nsummary: A ward moves to another building.\nkind: move\naliases: [ward-2026]\n\
                    details: \"See [this plan](changes/ward-2026).\"\n";

/// A register with a withdrawn change, a withdrawn body and a change that had another id.
fn register() -> Environment {
    let environment = Environment::with_register();
    environment.write("records/changes/2026/ward-move-2026.yaml", WARD);
    environment.write("records/changes/2026/ward-again-2026.yaml", TOMBSTONE);
    environment.write(
        "records/determinations/2026/a-view.yaml",
        "withdrawn: {date: 2026-03, reason: No clause held it.}\n",
    );
    environment
}

#[test]
fn show_tells_what_is_left_of_a_withdrawn_record() {
    let environment = register();
    let ran = environment.run(&["show", "ward-again-2026"]).ok();
    assert_eq!(
        ran.out,
        "This change was withdrawn on 20 March 2026.\n\
         change/ward-again-2026, in records/changes/2026/ward-again-2026.yaml\n\n  \
         date: 2026-03-20\n  reason: It was recorded twice.\n  see: changes/ward-move-2026\n"
    );
    let json = environment
        .run(&["show", "change/ward-again-2026", "--format", "json"])
        .ok()
        .json();
    assert_eq!(json["data"]["withdrawn"]["reason"], "It was recorded twice.");
    assert!(json["data"].get("record").is_none(), "{json}");
}

#[test]
fn a_record_is_shown_by_an_id_that_it_had_before() {
    let environment = register();
    let ran = environment.run(&["show", "ward-2026"]).ok();
    assert!(ran.out.starts_with("A ward moves\n"), "{}", ran.out);
    assert!(
        ran.err
            .contains("The change `ward-2026` is now called `ward-move-2026`."),
        "{}",
        ran.err
    );
    let found = environment.run(&["find", "ward-2026"]).ok();
    assert!(found.out.contains("change/ward-move-2026"), "{}", found.out);
}

#[test]
fn lists_leave_withdrawn_records_out_unless_they_are_asked_for() {
    let environment = register();
    let all = environment.run(&["list"]).ok();
    assert!(!all.out.contains("ward-again-2026"), "{}", all.out);
    let gone = environment.run(&["list", "--withdrawn"]).ok();
    assert!(gone.out.contains("It was recorded twice."), "{}", gone.out);
    assert!(gone.out.contains("determination"), "{}", gone.out);
    let some = environment
        .run(&["list", "changes", "--withdrawn", "--format", "json"])
        .ok()
        .json();
    assert_eq!(some["data"].as_array().map(Vec::len), Some(1), "{some}");
    let found = environment.run(&["find", "recorded", "twice"]).ok();
    assert!(found.out.contains("(withdrawn)"), "{}", found.out);
}

#[test]
fn the_law_is_not_asked_about_a_withdrawn_record() {
    let environment = register();
    let ran = environment.run(&["why", "ward-again-2026"]).ended(4);
    assert!(
        ran.err.contains("it was withdrawn on 20 March 2026"),
        "{}",
        ran.err
    );
    assert!(ran.err.contains("changes/ward-move-2026"), "{}", ran.err);
}

#[test]
fn neither_a_withdrawn_id_nor_a_former_one_is_given_to_another_record() {
    let environment = register();
    for (id, why) in [
        ("ward-again-2026", "that was withdrawn"),
        ("ward-2026", "that is now called `ward-move-2026`"),
    ] {
        let add = [
            "add",
            "change",
            "--title",
            "T",
            "--summary",
            "S.",
            "--kind",
            "move",
            "--id",
            id,
        ];
        let ran = environment.run(&add).ended(3);
        assert!(ran.err.contains(why), "{}", ran.err);
        assert!(ran.err.contains("--id"), "{}", ran.err);
    }
}

#[test]
fn naming_what_was_withdrawn_or_renamed_is_a_mistake_with_its_cure() {
    let environment = register();
    environment.write(
        "records/changes/2026/other-2026.yaml",
        "title: Another\nsummary: Another.\nkind: move\nreplaces: [ward-again-2026, ward-2026]\n\
         details: \"See [it](changes/ward-again-2026).\"\n",
    );
    let ran = environment.run(&["check"]).ended(1);
    for part in [
        "error[names-withdrawn]: the change `ward-again-2026` was withdrawn",
        "name `ward-move-2026` (change), which its tombstone points to",
        "error[dangling-reference]: the change `ward-2026` is now called `ward-move-2026`",
        "= help: write `ward-move-2026`",
    ] {
        assert!(ran.err.contains(part), "{part}\n{}", ran.err);
    }
    // With sound references the record is read on, and its text is looked at.
    environment.write(
        "records/changes/2026/other-2026.yaml",
        "title: Another\nsummary: Another.\nkind: move\ndetails: \"See [it](changes/ward-again-2026).\"\n",
    );
    let ran = environment.run(&["check"]).ended(1);
    assert!(ran.err.contains("other-2026.yaml:4:20"), "{}", ran.err);
    assert!(ran.err.contains("names-withdrawn"), "{}", ran.err);
}

#[test]
fn a_tombstone_may_not_point_to_what_is_not_there_or_is_a_draft() {
    let environment = register();
    environment.write(
        "records/changes/2026/ward-move-2026.yaml",
        &WARD.replace("kind: move", "kind: move\nstatus: draft"),
    );
    let ran = environment.run(&["check"]).ended(1);
    assert!(ran.err.contains("names-a-draft"), "{}", ran.err);
    environment.write(
        "records/changes/2026/ward-again-2026.yaml",
        &TOMBSTONE.replace("ward-move-2026", "ward-mvoe-2026"),
    );
    let ran = environment.run(&["check"]).ended(1);
    assert!(ran.err.contains("did you mean `ward-move-2026`"), "{}", ran.err);
    environment.write(
        "records/changes/2026/ward-again-2026.yaml",
        "withdrawn: {date: 2062-03-20, reason: 'Ask jo@north.example', see: nothing at all}\n",
    );
    let ran = environment.run(&["check"]).ended(1);
    assert!(
        ran.err.contains("neither a record nor a web address"),
        "{}",
        ran.err
    );
    environment.write(
        "records/changes/2026/ward-again-2026.yaml",
        "withdrawn: {date: 2062-03-20, reason: 'Ask jo@north.example', see: 'https://north.example/'}\n",
    );
    let ran = environment.run(&["check"]).ended(1);
    for code in ["personal-email", "date-not-come"] {
        assert!(ran.err.contains(code), "{}", ran.err);
    }
}

#[test]
fn the_site_keeps_each_address() {
    let environment = register();
    environment.run(&["build"]).ok();
    let tombstone = environment.read("site/changes/ward-again-2026.html");
    for part in [
        "This record was withdrawn",
        "A record of a service change stood at this address.",
        "<time datetime=\"2026-03-20\">on 20 March 2026</time>",
        "It was recorded twice.",
        "<a href=\"ward-move-2026.html\">A ward moves</a>",
        "No other record will stand here",
    ] {
        assert!(tombstone.contains(part), "{part}\n{tombstone}");
    }
    let moved = environment.read("site/changes/ward-2026.html");
    for part in [
        "<meta http-equiv=\"refresh\" content=\"0; url=ward-move-2026.html\">",
        "<link rel=\"canonical\" href=\"ward-move-2026.html\">",
        "<a href=\"ward-move-2026.html\">Go to the page: A ward moves</a>",
        "Content-Security-Policy",
    ] {
        assert!(moved.contains(part), "{part}\n{moved}");
    }
    let page = environment.read("site/changes/ward-move-2026.html");
    assert!(
        page.contains("See <a href=\"ward-move-2026.html\">this plan</a>"),
        "a link to a former id leads to the record"
    );
    let list = environment.read("site/withdrawn/index.html");
    for part in [
        "ward-again-2026.html",
        "../determinations/a-view.json",
        "No clause held it.",
    ] {
        assert!(list.contains(part), "{part}\n{list}");
    }
    assert!(!environment.has("site/determinations/a-view.html"));
    assert!(
        page.contains("../withdrawn/index.html"),
        "it is linked at the foot of pages"
    );
    let json = |path: &str| -> serde_json::Value {
        serde_json::from_str(&environment.read(path)).expect("a data file is JSON")
    };
    let twin = json("site/changes/ward-again-2026.json");
    assert_eq!(twin["withdrawn"]["see"], "changes/ward-move-2026");
    let twin = json("site/changes/ward-2026.json");
    assert_eq!(twin["renamed_to"], "ward-move-2026");
    assert_eq!(twin["data"], "ward-move-2026.json");
    let whole = json("site/register.json");
    assert_eq!(whole["withdrawn"][0], "changes/ward-again-2026");
    assert_eq!(whole["renamed"]["changes/ward-2026"], "changes/ward-move-2026");
    assert_eq!(whole["counts"]["changes"], 1);
}

#[test]
fn where_nothing_was_withdrawn_no_list_of_it_is_offered() {
    let environment = Environment::with_register();
    environment.run(&["build"]).ok();
    assert!(!environment.has("site/withdrawn"));
    assert!(!environment.read("site/index.html").contains("withdrawn/"));
}

#[test]
fn the_first_withdrawal_is_linked_from_pages_that_a_quick_build_would_leave() {
    let environment = Environment::with_demonstration();
    environment.run(&["build"]).ok();
    environment.write(
        "records/changes/2026/ward-again-2026.yaml",
        "withdrawn: {date: 2026-03-20, reason: Twice.}\n",
    );
    environment.run(&["build"]).ok();
    let quick = environment.read("site/bodies/kmpt.html");
    assert!(quick.contains("../withdrawn/index.html"));
    environment.run(&["build", "--whole"]).ok();
    assert_eq!(environment.read("site/bodies/kmpt.html"), quick);
}

#[test]
fn the_schema_of_a_kind_allows_a_record_or_its_tombstone() {
    let environment = Environment::new();
    for kind in ["body", "change", "resolution", "determination", "duty"] {
        let schema = environment.run(&["schema", kind]).ok().json();
        assert_eq!(schema["if"]["required"][0], "withdrawn", "{kind}");
        assert_eq!(schema["then"]["maxProperties"], 1);
        assert!(
            schema["else"]["required"]
                .as_array()
                .is_some_and(|fields| !fields.is_empty())
        );
        assert_eq!(
            schema["properties"]["withdrawn"]["required"][0], "reason",
            "{kind}: {schema:#}"
        );
    }
    assert!(repository().join("templates/tombstone.html").is_file());
}
