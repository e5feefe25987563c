//! Confirmed minutes, and what is put right in them; what is locked does not change in any other way.

use super::*;

#[test]
fn confirmed_minutes_say_on_which_day_and_nothing_else_changes() {
    let environment = Environment::with_demonstration();
    let before = environment.read(ITEM_FILE);
    let ran = environment.run(&["confirm", ITEM, "--on", "27/11/2025"]).ok();
    assert!(ran.err.contains("Their words are now locked"), "{}", ran.err);
    assert!(
        ran.err.contains(&format!("scrutiny correct {ITEM} --reason")),
        "{}",
        ran.err
    );
    let expected = before.replacen("status: unknown", "status: confirmed", 1);
    let now = environment.read(ITEM_FILE);
    assert_eq!(now.replacen("  confirmed_on: 2025-11-27\n", "", 1), expected);
    assert_eq!(
        last_commit(&environment),
        format!(
            "Confirm resolution: {0}\nRecord: resolutions/{0}\nKind: resolution\n\n\nM\t{ITEM_FILE}\n",
            &ITEM[11..]
        )
    );
    environment.run(&["check"]).ok();
}

#[test]
fn confirming_is_strict_about_days() {
    let environment = Environment::with_demonstration();
    refused(
        &environment,
        &["confirm", ITEM],
        2,
        &["is not given", "--on DATE", "--on unknown"],
    );
    refused(
        &environment,
        &["confirm", ITEM, "--on", "1/10/2025"],
        3,
        &["9 October 2025", "1 October 2025"],
    );
    refused(
        &environment,
        &["confirm", ITEM, "--on", "1/10/2199"],
        3,
        &["has not come yet"],
    );
    refused(
        &environment,
        &["confirm", ITEM, "--on", "soon"],
        2,
        &["`soon` is not a date"],
    );
    refused(
        &environment,
        &["confirm", "body/kmpt"],
        3,
        &["is no draft", "list --drafts"],
    );
    environment.run(&["confirm", ITEM, "--on", "unknown"]).ok();
    assert!(environment.read(ITEM_FILE).contains("confirmed_on: unknown\n"));
    refused(
        &environment,
        &["confirm", ITEM, "--on", "unknown"],
        3,
        &["confirmed already", "--on DATE"],
    );
    // A day that was not known can still be filled in, once.
    environment.run(&["confirm", ITEM, "--on", "27/11/2025"]).ok();
    refused(
        &environment,
        &["confirm", ITEM, "--on", "28/11/2025"],
        3,
        &["on 27 November 2025", "scrutiny correct"],
    );
    let path = "records/resolutions/2199/later.yaml";
    environment.write(
        path,
        "committee: kent-hosc\nmeeting: 2199-01-20\nitem: To come\nclauses: []\n",
    );
    environment.git(&["add", "--all"]);
    environment.git(&["commit", "--quiet", "--message", "A meeting to come"]);
    refused(
        &environment,
        &["confirm", "later", "--on", "today"],
        3,
        &["has not come yet", "a meeting after it"],
    );
}

#[test]
fn drafts_are_lenient_and_confirmation_is_strict() {
    let environment = Environment::with_demonstration();
    let path = "records/resolutions/2026/kent-hosc-2026-01-20-ward.yaml";
    // The determination that the clause holds is not recorded: a warning.
    environment.write(
        path,
        "committee: kent-hosc\nmeeting: 2026-01-20\nitem: Ward\nchanges: [kent-therapeutic-alliance-2025]\nstatus: draft\n\
         clauses:\n  - {label: a, words: The Committee deems the change a substantial variation., reads_as: determination}\n",
    );
    environment.git(&["add", "--all"]);
    environment.git(&["commit", "--quiet", "--message", "A draft"]);
    environment.run(&["check"]).ok();
    let says = ["warning[unrecorded-determination]", "a draft may be incomplete"];
    refused(
        &environment,
        &["confirm", "kent-hosc-2026-01-20-ward", "--on", "10/03/2026"],
        1,
        &says,
    );
    let ran = environment
        .run(&[
            "confirm",
            "kent-hosc-2026-01-20-ward",
            "--on",
            "10/03/2026",
            "--format",
            "json",
        ])
        .ended(1)
        .json();
    assert_eq!(ran["ok"], false);
    assert_eq!(ran["problems"][0]["code"], "unrecorded-determination");
    environment.write(
        path,
        &environment
            .read(path)
            .replace("reads_as: determination", "reads_as: other"),
    );
    environment.git(&["commit", "--quiet", "--all", "--message", "Read it otherwise"]);
    environment
        .run(&["confirm", "kent-hosc-2026-01-20-ward", "--on", "10/03/2026"])
        .ok();
    let now = environment.read(path);
    assert!(now.contains("status: recorded\n"), "{now}");
    assert!(
        now.contains("minutes:\n  status: confirmed\n  confirmed_on: 2026-03-10\n"),
        "{now}"
    );
}

#[test]
fn a_clause_is_put_right_and_keeps_what_it_said() {
    let environment = confirmed();
    let before = environment.read(ITEM_FILE);
    let words = meant();
    let args = [
        "correct",
        ITEM,
        "--clause",
        "a",
        "--words",
        &words,
        "--reason",
        "A letter was left out.",
    ];
    let dry = environment.run(&[&args[..], &["--dry-run"]].concat()).ok();
    assert!(
        dry.out.contains(&format!(
            "clause a, words\n  before: “{SLIP}”\n  after:  “{words}”"
        )),
        "{}",
        dry.out
    );
    assert_eq!(environment.read(ITEM_FILE), before);
    let done = environment
        .run(&[&args[..], &["--format", "json"]].concat())
        .ok()
        .json();
    assert_eq!(done["data"]["kind"], "resolution");
    let now = environment.read(ITEM_FILE);
    let (record, corrections) = now.split_once("corrections:\n").expect("they stand in it");
    assert_eq!(
        record,
        before.replacen("      he Committee", "      The Committee", 1)
    );
    for part in [
        "    clause: a\n",
        "    what: the words were put right\n",
        "      he Committee deems",
        "    why: A letter was left out.\n",
    ] {
        assert!(corrections.contains(part), "{part}\n{corrections}");
    }
    environment.run(&["check", "--strict"]).ok();
    let shown = environment.run(&["show", ITEM]).ok();
    assert!(
        shown.out.contains("corrections:") && shown.out.contains("why: A letter was left out."),
        "{}",
        shown.out
    );
    environment.run(&["build"]).ok();
    let page = environment.read(&format!("site/resolutions/{}.html", &ITEM[11..]));
    for part in [
        "id=\"corrections\"",
        ", clause a: the words were put right",
        "(A letter was left out.)",
        &format!("<p>{SLIP}</p>"),
    ] {
        assert!(page.contains(part), "{part}\n{page}");
    }
    let updates = environment.read("site/updates/index.html");
    assert!(
        updates.contains("Corrected, clause a: the words were put right (A letter was left out.)"),
        "{updates}"
    );
    let feed = environment.read("site/updates/feed.atom");
    assert_eq!(
        feed.matches("<title>Record corrected: Kent HOSC").count(),
        1,
        "{feed}"
    );
}

#[test]
fn a_correction_is_told_with_the_change_that_made_it_whatever_came_after_on_the_same_day() {
    let environment = confirmed();
    let words = meant();
    let args = [
        "correct",
        ITEM,
        "--clause",
        "a",
        "--words",
        &words,
        "--reason",
        "A letter was left out.",
    ];
    environment.run(&args).ok();
    environment
        .run(&["edit", ITEM, "--set", "clauses.b.action.due=2026-06-30"])
        .ok();
    environment.run(&["rename", ITEM, "kent-hosc-october"]).ok();
    environment.run(&["build"]).ok();
    let updates = environment.read("site/updates/index.html");
    let corrected = "Corrected, clause a: the words were put right";
    let (before, after) = updates.split_once(corrected).expect("it is told");
    assert!(!after.contains(corrected), "it is told twice");
    let told_with = [
        "Rename resolution",
        "Edit resolution",
        "Correct resolution",
        "Confirm",
    ]
    .into_iter()
    .max_by_key(|summary| before.rfind(summary));
    assert_eq!(told_with, Some("Correct resolution"), "{before}");
    let feed = environment.read("site/updates/feed.atom");
    let entry = feed
        .split("<entry>")
        .find(|entry| entry.contains("the words were put right"))
        .expect("it is told to those who follow");
    assert!(entry.contains("Correct resolution"), "{entry}");
}

#[test]
fn what_must_not_be_published_is_left_out_of_the_record() {
    let environment = confirmed();
    let args = [
        "correct",
        ITEM,
        "--set",
        "clauses.b.words=NHS representatives be invited.",
        "--reason",
        "It named somebody.",
        "--withhold",
    ];
    let ran = environment.run(&args).ok();
    assert!(
        ran.err.contains("Git still holds them") && ran.err.contains("docs/withdrawing.md"),
        "{}",
        ran.err
    );
    let now = environment.read(ITEM_FILE);
    assert!(
        now.contains("withheld: ") && !now.contains("at an appropriate"),
        "{now}"
    );
    environment.run(&["build"]).ok();
    for (path, bytes) in crate::environment::files(&environment.path().join("site")) {
        let text = String::from_utf8_lossy(&bytes).to_lowercase();
        assert!(!text.contains("at an appropriate"), "{path}");
    }
    let page = environment.read(&format!("site/resolutions/{}.html", &ITEM[11..]));
    assert!(page.contains("What stood there before is not shown"), "{page}");
}

#[test]
fn every_kind_can_be_corrected_and_a_draft_need_not_be() {
    let environment = Environment::with_demonstration();
    for (record, set) in [
        ("determination/kent", "view=deferred"),
        ("change/all-age", "summary=Another summary."),
        ("body/kmpt", "short_name=The Trust"),
        ("duty/kmpt-2025", "title=Follow the rules"),
        (ITEM, "clauses.b.action.due=2026-06-30"),
        (ITEM, "clauses.a.reads_as=[determination, other]"),
    ] {
        environment
            .run(&["correct", record, "--set", set, "--reason", "Misread."])
            .ok();
    }
    let view =
        environment.read("records/determinations/2025/kent-hosc-2025-10-09-all-age-mental-health.yaml");
    assert!(
        view.contains("    field: view\n    what: changed to “deferred”\n    was: not-substantial\n"),
        "{view}"
    );
    let item = environment.read(ITEM_FILE);
    assert!(item.contains("    field: clauses.b.action.due\n"), "{item}");
    environment
        .run(&["add", "body", "--name", "New", "--role", "icb", "--draft"])
        .ok();
    let says = ["is a draft, and needs no correction", "scrutiny edit body/new"];
    refused(
        &environment,
        &["correct", "body/new", "--reason", "x", "--set", "area=y"],
        2,
        &says,
    );
    environment.run(&["build"]).ok();
    for page in [
        "bodies/kmpt",
        "changes/all-age-mental-health-2025",
        "duties/kmpt-2025-10-09-service-change-protocols",
    ] {
        let html = environment.read(&format!("site/{page}.html"));
        assert!(html.contains("<h2 id=\"corrections\">"), "{page}");
    }
    let change = environment.read("site/changes/all-age-mental-health-2025.html");
    assert!(change.contains(", view: changed to “deferred”"), "{change}");
    let json = environment.read("site/bodies/kmpt.json");
    assert!(json.contains("\"field\":\"short_name\""), "{json}");
}

#[test]
fn a_correction_that_says_nothing_is_refused() {
    let environment = confirmed();
    refused(
        &environment,
        &["correct", ITEM, "--set", "votes=Agreed"],
        2,
        &["the reason is not given", "--reason TEXT"],
    );
    refused(
        &environment,
        &["correct", ITEM, "--set", "votes=Agreed", "--reason", " "],
        2,
        &["the reason is empty"],
    );
    let same = format!("clauses.a.words={SLIP}");
    refused(
        &environment,
        &["correct", ITEM, "--set", &same, "--reason", "x"],
        2,
        &["nothing would change"],
    );
    refused(
        &environment,
        &["correct", ITEM, "--set", "clauses.z.words=x", "--reason", "x"],
        4,
        &["no field `z`", "there is: a, b"],
    );
    refused(
        &environment,
        &["correct", ITEM, "--set", "meeting=never", "--reason", "x"],
        2,
        &["`never` is not a date"],
    );
    refused(
        &environment,
        &["correct", ITEM, "--set", "minutes.status=never", "--reason", "x"],
        1,
        &["Nothing was saved"],
    );
    refused(
        &environment,
        &["correct", ITEM, "--dry-run", "--reason", "x"],
        2,
        &["--set FIELD=VALUE"],
    );
    refused(
        &environment,
        &["correct", ITEM, "--reason", "x", "--no-input"],
        2,
        &["--no-input", "--set FIELD=VALUE"],
    );
}

#[test]
fn other_commands_do_not_change_what_is_locked() {
    let environment = confirmed();
    let words = format!("clauses.a.words={}", meant());
    let says = [
        "this changes what is locked",
        "clause a, words",
        "the committee has confirmed these minutes",
        &format!("scrutiny correct {ITEM} --reason \"...\" --set clauses.a.words"),
    ];
    refused(&environment, &["edit", ITEM, "--set", &words], 3, &says);
    refused(
        &environment,
        &["edit", "duty/kmpt-2025", "--set", "status=draft"],
        3,
        &["does not become a draft again", "scrutiny withdraw"],
    );
    let both = [
        "edit",
        ITEM,
        "--set",
        "minutes.status=draft",
        "--set",
        "item=Another",
    ];
    refused(&environment, &both, 3, &["minutes, status (", "item ("]);
    refused(
        &environment,
        &["edit", "determination/kent", "--set", "view=deferred"],
        3,
        &["others rely on what a recorded determination says", "--set view="],
    );
    let json = environment
        .run(&["edit", ITEM, "--set", &words, "--format", "json"])
        .ended(3)
        .json();
    assert!(
        json["problems"][0]["cure"]
            .as_str()
            .is_some_and(|cure| cure.contains("scrutiny correct")),
        "{json}"
    );
    // Our own reading of the words is ours to change.
    environment
        .run(&["edit", ITEM, "--set", "clauses.b.reads_as=other"])
        .ok();
    environment
        .run(&["correct", ITEM, "--set", &words, "--reason", "A letter."])
        .ok();
    refused(
        &environment,
        &["edit", ITEM, "--set", "corrections.0.why=Because"],
        3,
        &["a correction stays as it was made"],
    );
}

#[test]
#[cfg(unix)]
fn in_the_editor_a_locked_change_is_told_and_the_text_is_kept() {
    let environment = confirmed();
    let run = |editor: &str, args: &[&str]| {
        let mut command = environment.command(env!("CARGO_BIN_EXE_scrutiny"));
        command
            .current_dir(environment.path())
            .env("EDITOR", editor)
            .args(args);
        let output = command.output().expect("the program starts");
        (
            output.status.code(),
            String::from_utf8_lossy(&output.stderr).into_owned(),
        )
    };
    let (code, said) = run("sed -i s/be.invited/be-summoned/", &["edit", ITEM]);
    assert_eq!(code, Some(3), "{said}");
    assert!(
        said.contains("clause b, words") && said.contains("scrutiny correct"),
        "{said}"
    );
    let kept = said
        .lines()
        .find_map(|line| line.split("is kept in ").nth(1))
        .expect("where the text is kept");
    assert!(
        std::fs::read_to_string(kept)
            .expect("it is kept")
            .contains("be-summoned to attend")
    );
    assert!(!environment.read(ITEM_FILE).contains("be-summoned"));
    // The same in the editor of a correction is saved, with the words that stood there.
    let (code, said) = run(
        "sed -i s/be.invited/be-summoned/",
        &["correct", ITEM, "--reason", "Misheard."],
    );
    assert_eq!(code, Some(0), "{said}");
    let now = environment.read(ITEM_FILE);
    assert!(
        now.contains("be-summoned") && now.contains("    was: >-\n      NHS representatives be invited"),
        "{now}"
    );
    let (code, said) = run("sed -i s/Misheard/Misread/", &["correct", ITEM, "--reason", "x"]);
    assert_eq!(code, Some(3), "{said}");
    assert!(said.contains("a correction stays as it was made"), "{said}");
}
