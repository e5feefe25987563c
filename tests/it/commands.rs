//! The commands as a clerk and a script meet them: what they print, write, commit and end with.

use crate::environment::Environment;

fn council(environment: &Environment) {
    environment
        .run(&[
            "add",
            "body",
            "--name",
            "North Council",
            "--role",
            "local-authority",
        ])
        .ok();
}

#[test]
fn each_addition_is_one_commit_of_its_own_files_whatever_else_is_staged_or_dirty() {
    let environment = Environment::with_register();
    environment.write("staged.txt", "staged\n");
    environment.git(&["add", "staged.txt"]);
    environment.write("dirty.txt", "dirty\n");
    council(&environment);
    let files = environment.git(&["show", "--name-only", "--format=%s%n%(trailers)", "HEAD"]);
    let expected = "Add body: North Council\nRecord: bodies/north-council\nKind: body\n\nrecords/bodies/north-council.yaml\n";
    assert_eq!(files.replace("\n\n\n", "\n\n"), expected);
    assert_eq!(
        environment.git(&["status", "--porcelain"]),
        "A  staged.txt\n?? dirty.txt\n"
    );
}

#[test]
fn a_record_with_a_mistake_is_not_saved() {
    let environment = Environment::with_register();
    let ran = environment.run(&[
        "add",
        "body",
        "--name",
        "HOSC",
        "--role",
        "scrutiny-committee",
        "--part-of",
        "nort-council",
    ]);
    let ran = ran.ended(1);
    assert!(ran.err.contains("error[dangling-reference]"), "{}", ran.err);
    assert!(ran.err.contains("records/bodies/hosc.yaml:4:10"), "{}", ran.err);
    assert!(ran.err.contains("Nothing was saved."), "{}", ran.err);
    assert!(!environment.has("records/bodies/hosc.yaml"));
    council(&environment);
    let ran = environment.run(&[
        "add",
        "body",
        "--name",
        "HOSC",
        "--role",
        "scrutiny-committee",
        "--part-of",
        "nort-council",
    ]);
    assert!(ran.ended(1).err.contains("did you mean `north-council`?"));
}

#[test]
fn an_id_that_is_taken_is_refused_and_names_the_cure() {
    let environment = Environment::with_register();
    council(&environment);
    let ran = environment
        .run(&["add", "body", "--name", "North Council", "--role", "icb"])
        .ended(3);
    assert!(
        ran.err.contains("scrutiny edit body/north-council"),
        "{}",
        ran.err
    );
}

#[test]
fn a_former_id_is_answered_with_what_it_is_called_now() {
    let environment = Environment::with_demonstration();
    let was = "kent-therapeutic-alliance-2025";
    environment.run(&["rename", was, "alliance"]).ok();
    let resolution = [
        "--committee",
        "kent-hosc",
        "--meeting",
        "2026-01-20",
        "--item",
        "Alliance",
    ];
    let ran = environment.run(&[&["add", "resolution", "--change", was][..], &resolution].concat());
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert!(ran.err.contains("is now called `alliance`"), "{}", ran.err);
}

#[test]
fn a_second_view_is_found_although_add_reads_only_a_part_of_the_register() {
    let environment = Environment::with_demonstration();
    let add = |more: &[&str]| {
        let mut args = vec![
            "add",
            "determination",
            "--change",
            "all-age-mental-health-2025",
            "--view",
            "substantial-variation",
            "--by",
            "kent-hosc",
            "--date",
            "20/01/2026",
            "--scope",
            "The all-age model only.",
            "--source",
            "A letter | https://kent.example/letter",
        ];
        args.extend(more);
        environment.run(&args)
    };
    let ran = add(&[]).ended(1);
    assert!(ran.err.contains("error[second-view]"), "{}", ran.err);
    add(&["--supersedes", "kent-hosc-2025-10-09-all-age-mental-health"]).ok();
    environment.run(&["check"]).ok();
}

#[test]
fn a_view_may_be_recorded_after_the_later_one_that_took_its_place_and_takes_no_place_of_a_later() {
    let environment = Environment::with_demonstration();
    let later = "kent-hosc-2025-10-09-all-age-mental-health";
    let add = |more: &[&str]| {
        let mut args = vec!["add", "determination", "--change", "all-age-mental-health-2025"];
        args.extend([
            "--view",
            "substantial-variation",
            "--by",
            "kent-hosc",
            "--date",
            "20/01/2025",
        ]);
        args.extend([
            "--scope",
            "The all-age model only.",
            "--source",
            "A letter",
            "--id",
            "first-view",
        ]);
        args.extend(more);
        environment.run(&args)
    };
    let ran = add(&[]).ended(1);
    assert!(
        ran.err.contains("error[second-view]") && ran.err.contains("this is the later one"),
        "{}",
        ran.err
    );
    assert!(
        ran.err.contains(&format!("--superseded-by {later}")),
        "{}",
        ran.err
    );
    let ran = add(&["--supersedes", later]).ended(1);
    assert!(ran.err.contains("error[dates-out-of-order]"), "{}", ran.err);
    assert!(
        ran.err
            .contains("is said to take the place of a later one (9 October 2025)"),
        "{}",
        ran.err
    );
    let shown = add(&["--superseded-by", later, "--dry-run"]).ok();
    assert!(shown.out.contains("supersedes: first-view"), "{}", shown.out);
    assert_eq!(environment.git(&["status", "--porcelain"]), "");

    let before = environment.git(&["rev-list", "--count", "HEAD"]);
    let ran = add(&["--superseded-by", later]).ok();
    assert!(
        ran.err.contains(&format!(
            "The view `{later}` is recorded to have taken its place."
        )),
        "{}",
        ran.err
    );
    let after = environment.git(&["rev-list", "--count", "HEAD"]);
    assert_eq!(
        after.trim().parse::<u32>().unwrap(),
        before.trim().parse::<u32>().unwrap() + 1
    );
    environment.run(&["check"]).ok();
    let listed = environment.run(&["list", "changes"]).ok();
    assert!(listed.out.contains("not substantial"), "{}", listed.out);
    // Each view takes the place of one.
    let ran = environment.run(&[
        "add",
        "determination",
        "--change",
        "all-age-mental-health-2025",
        "--view",
        "not-substantial",
        "--by",
        "kent-hosc",
        "--date",
        "2025-02-01",
        "--scope",
        "The all-age model only.",
        "--source",
        "A letter",
        "--superseded-by",
        later,
    ]);
    assert!(ran.ended(3).err.contains("taken the place of `first-view`"));
}

#[test]
fn what_was_changed_by_hand_in_the_same_file_is_told_to_be_saved_with_it() {
    let environment = Environment::with_demonstration();
    let path = "records/bodies/kent-hosc.yaml";
    let told = |says: &str| {
        let field = format!("area={says}");
        let ran = environment.run(&["edit", "body/kent-hosc", "--set", &field]).ok();
        ran.err
            .contains("What was changed by hand in records/bodies/kent-hosc.yaml before was saved with it.")
    };
    assert!(!told("Kent"));
    let text = environment.read(path);
    environment.write(path, &text.replace("Kent HOSC", "Kent scrutiny"));
    assert!(told("Kent and beyond"));
    assert_eq!(environment.git(&["status", "--porcelain"]), "");
}

#[test]
fn setting_a_field_changes_that_field_and_nothing_else() {
    let environment = Environment::with_demonstration();
    let path = "records/resolutions/2025/kent-hosc-2025-10-09-all-age-mental-health.yaml";
    let before = environment.read(path);
    let id = "resolution/kent-hosc-2025-10-09-all-age-mental-health";
    environment
        .run(&["edit", id, "--set", "minutes.status=confirmed"])
        .ok();
    assert_eq!(
        environment.read(path),
        before.replacen("status: unknown", "status: confirmed", 1)
    );
    environment
        .run(&["edit", id, "--set", "minutes.confirmed_on=04/12/2025"])
        .ok();
    assert!(environment.read(path).contains("confirmed_on: 2025-12-04\n"));
    let ran = environment
        .run(&["edit", id, "--set", "minutes.status=certain"])
        .ended(1);
    assert!(ran.err.contains("error[unknown-word]"), "{}", ran.err);
    assert_eq!(environment.git(&["status", "--porcelain"]), "");
}

#[test]
#[cfg(unix)]
fn text_from_an_editor_is_saved_or_kept() {
    let environment = Environment::with_register();
    council(&environment);
    let edit = |editor: &str| {
        let mut command = environment.command(env!("CARGO_BIN_EXE_scrutiny"));
        command
            .current_dir(environment.path())
            .env("EDITOR", editor)
            .args(["edit", "north-council"]);
        let output = command.output().expect("the program starts");
        (
            output.status.code(),
            String::from_utf8_lossy(&output.stderr).into_owned(),
        )
    };
    let (code, said) = edit("sed -i s/North/South/");
    assert_eq!(code, Some(0), "{said}");
    assert_eq!(
        environment.read("records/bodies/north-council.yaml"),
        "# yaml-language-server: $schema=../.schema/body.json\nname: South Council\nrole: local-authority\n"
    );
    let (code, said) = edit("sed -i s/role:/rol:/");
    assert_eq!(code, Some(1), "{said}");
    assert_eq!(said.matches("error[").count(), 1, "one fault, one report\n{said}");
    let kept = said
        .lines()
        .find_map(|line| line.split("is kept in ").nth(1))
        .expect("where the text is kept");
    let text = std::fs::read_to_string(kept).expect("the text is kept");
    assert_eq!(
        text,
        "# yaml-language-server: $schema=../.schema/body.json\nname: South Council\nrol: local-authority\n"
    );
    assert_eq!(
        environment.read("records/bodies/north-council.yaml"),
        "# yaml-language-server: $schema=../.schema/body.json\nname: South Council\nrole: local-authority\n"
    );
}

#[test]
fn json_is_one_object_with_data_and_problems() {
    let environment = Environment::with_demonstration();
    let checked = environment.run(&["check", "--format", "json"]).ok().json();
    assert_eq!(checked["ok"], true);
    assert_eq!(checked["schema_version"], 1);
    assert_eq!(checked["problems"].as_array().map(Vec::len), Some(0));
    environment.write("records/bodies/bad.yaml", "name: Bad\nrole: nhs-turst\n");
    let checked = environment.run(&["check", "--format", "json"]).ended(1).json();
    assert_eq!(checked["ok"], false);
    let problem = &checked["problems"][0];
    assert_eq!(
        (
            &problem["code"],
            &problem["file"],
            &problem["line"],
            &problem["column"],
            &problem["cure"]
        ),
        (
            &"unknown-word".into(),
            &"records/bodies/bad.yaml".into(),
            &2.into(),
            &7.into(),
            &"did you mean `nhs-trust`?".into()
        )
    );
    let missing = environment
        .run(&["show", "nowhere", "--format", "json"])
        .ended(4)
        .json();
    assert_eq!(missing["ok"], false);
}

#[test]
fn warnings_fail_only_a_strict_check() {
    let environment = Environment::with_demonstration();
    environment.write("records/bodies/note.txt", "not a record\n");
    let ran = environment.run(&["check"]).ok();
    assert!(ran.err.contains("warning[misplaced-file]"), "{}", ran.err);
    environment.run(&["check", "--strict"]).ended(1);
}

#[test]
fn names_may_be_short_and_near_misses_are_suggested() {
    let environment = Environment::with_demonstration();
    assert!(
        environment
            .run(&["show", "kent-co"])
            .ok()
            .out
            .contains("Kent County Council")
    );
    let ran = environment
        .run(&["show", "kent-hosc-2025-10-09-all-age-mental-health"])
        .ended(2);
    assert!(
        ran.err
            .contains("resolution/kent-hosc-2025-10-09-all-age-mental-health"),
        "{}",
        ran.err
    );
    assert!(
        environment
            .run(&["show", "kent-hsc"])
            .ended(4)
            .err
            .contains("did you mean `kent-hosc`?")
    );
    assert!(
        environment
            .run(&["explain", "unknwn-field"])
            .ended(4)
            .err
            .contains("did you mean `unknown-field`?")
    );
    environment.run(&["list", "changs"]).ended(2);
    environment.run(&["find", "nothing-like-this"]).ended(4);
}

#[test]
fn earlier_states_are_read_without_touching_the_folder() {
    let environment = Environment::with_demonstration();
    environment
        .run(&["edit", "body/kent-hosc", "--set", "short_name=Kent Scrutiny"])
        .ok();
    environment.write("records/bodies/broken.yaml", "name: [\n");
    let before = environment
        .run(&["show", "body/kent-hosc", "--at", "HEAD~1"])
        .ok();
    assert!(!before.out.contains("Kent Scrutiny"), "{}", before.out);
    let after = environment.run(&["show", "body/kent-hosc", "--at", "HEAD"]).ok();
    assert!(after.out.contains("Kent Scrutiny"), "{}", after.out);
    environment.run(&["check", "--at", "HEAD"]).ok();
    environment.run(&["check"]).ended(1);
    environment
        .run(&["edit", "body/kent-hosc", "--set", "area=Kent", "--at", "HEAD"])
        .ended(2);
    let story = environment.run(&["log", "body/kent-hosc"]).ok().out;
    assert_eq!(story.matches("(commit ").count(), 2, "{story}");
    assert!(
        story.contains("short name: was “Kent HOSC”, is now “Kent Scrutiny”"),
        "{story}"
    );
}

#[test]
fn schemas_describe_every_field() {
    let environment = Environment::new();
    for kind in [
        "body",
        "change",
        "resolution",
        "determination",
        "duty",
        "register",
        "law",
    ] {
        let schema = environment.run(&["schema", kind]).ok().json();
        let fields = schema["properties"].as_object().expect("fields");
        for (name, field) in fields {
            let about = field["description"].as_str().unwrap_or("");
            assert!(about.ends_with('.'), "{kind}.{name}: {about}");
        }
    }
    environment.run(&["schema", "committee"]).ended(2);
}

#[test]
fn wrong_use_ends_with_two_and_help_with_zero() {
    let environment = Environment::new();
    environment.run(&["--help"]).ok();
    environment.run(&["help", "add"]).ok();
    environment.run(&["add", "change", "--help"]).ok();
    environment.run(&["nonsense"]).ended(2);
    environment.run(&["list", "--as-at", "soon"]).ended(2);
    let environment = Environment::with_register();
    let ran = environment
        .run(&["add", "body", "--name", "X", "--role", "king"])
        .ended(2);
    assert!(ran.err.contains("--role"), "{}", ran.err);
}

#[test]
fn what_the_register_says_of_itself_is_checked_too() {
    let environment = Environment::with_register();
    environment.write(
        "records/register.yaml",
        "name: Register\npublisher: A council\nmissing:\n  - Write to jo.bloggs@north.example.\n",
    );
    let ran = environment.run(&["check"]).ended(1);
    assert!(ran.err.contains("error[personal-email]"), "{}", ran.err);
    assert!(ran.err.contains("records/register.yaml:4:14"), "{}", ran.err);
}

#[test]
fn a_dry_run_tells_what_a_real_one_would() {
    let environment = Environment::with_register();
    let add = [
        "add",
        "body",
        "--name",
        "HOSC",
        "--role",
        "scrutiny-committee",
        "--part-of",
        "nowhere",
        "--dry-run",
    ];
    let ran = environment.run(&add).ended(1);
    assert!(ran.err.contains("error[dangling-reference]"), "{}", ran.err);
    assert!(ran.out.contains("part_of: nowhere"), "{}", ran.out);
}

#[test]
fn what_a_clause_asks_for_is_todays_work() {
    let environment = Environment::with_demonstration();
    environment
        .run(&[
            "add",
            "resolution",
            "--committee",
            "kent-hosc",
            "--meeting",
            "20/01/2026",
            "--item",
            "Wards",
            "--clause",
            "a = invited: That the Trust be invited to return.",
        ])
        .ok();
    let ran = environment.run(&[]).ok();
    assert!(
        ran.out.contains("That the Trust be invited to return."),
        "{}",
        ran.out
    );
}

#[test]
fn nobody_is_led_from_an_unclear_view_to_a_certain_one() {
    let environment = Environment::with_demonstration();
    let ran = environment.run(&[
        "add",
        "determination",
        "--change",
        "all-age-mental-health-2025",
        "--by",
        "kent-hosc",
        "--view",
        "substantial",
    ]);
    let ran = ran.ended(2);
    assert!(!ran.err.contains("did you mean"), "{}", ran.err);
    assert!(
        ran.err.contains("substantial-variation, substantial-development"),
        "{}",
        ran.err
    );
}

/// A register with a council, an NHS body and a change between them.
fn with_a_change() -> Environment {
    let environment = Environment::with_register();
    council(&environment);
    let add = |args: &[&str]| drop(environment.run(&[&["add"], args].concat()).ok());
    add(&["body", "--name", "NHS North", "--id", "icb", "--role", "icb"]);
    let change = [
        "change",
        "--id",
        "ward",
        "--title",
        "The ward moves",
        "--summary",
        "It moves.",
        "--kind",
        "move",
    ];
    add(&[
        &change as &[&str],
        &["--responsible-person", "icb", "--authority", "north-council"],
    ]
    .concat());
    environment
}

#[test]
fn a_date_is_read_alike_by_every_flag_that_takes_one() {
    let environment = with_a_change();
    let path = "records/changes/2026/ward.yaml";
    for (said, written) in [
        ("2 Feb 2026", "2026-02-02"),
        ("03/02/2026", "2026-02-03"),
        ("5th February 2026", "2026-02-05"),
        ("February 2026", "2026-02"),
        ("unknown", "unknown"),
    ] {
        let set = format!("under_consideration_from={said}");
        environment.run(&["edit", "ward", "--set", &set]).ok();
        let line = format!("under_consideration_from: {written}\n");
        assert!(
            environment.read(path).contains(&line),
            "{}",
            environment.read(path)
        );
    }
    environment
        .run(&["edit", "ward", "--set", "summary=On 2 Feb 2026"])
        .ok();
    assert!(environment.read(path).contains("summary: On 2 Feb 2026\n"));
    let none = |args: &[&str]| {
        let told = environment.run(args).ended(2).err;
        assert!(
            told.contains("is not a date") && told.contains("there is no such day"),
            "{told}"
        );
    };
    none(&["edit", "ward", "--set", "under_consideration_from=31/02/2026"]);
    none(&["due", "--as-at", "31 February 2023"]);
    none(&["due", "--as-at", "2023-02-29"]);
    none(&["law", "list", "--in-force", "2023-02-29"]);
    none(&["law", "diff", "2023-02-29", "tomorrow"]);
    none(&["log", "--since", "29/02/2023"]);
    for day in ["31/12/2023", "tomorrow", "31 December 2023", "2023-12-31"] {
        environment.run(&["due", "--as-at", day]).ok();
        environment.run(&["law", "list", "--in-force", day]).ok();
    }
    let told = environment.run(&["due", "--as-at", "March 2026"]).ended(2).err;
    assert!(
        told.contains("--as-at: `March 2026` is not a single day"),
        "{told}"
    );
}

#[test]
fn a_fact_that_is_not_recorded_is_recorded_by_the_command_that_why_names() {
    let environment = with_a_change();
    let told = environment.run(&["why", "ward"]).ok().out;
    let command = "scrutiny edit change/ward --set \"affects_manner_or_range.answer=YES-OR-NO\"";
    let whole = told.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(whole.contains(command), "{told}");
    environment
        .run(&[
            "edit",
            "change/ward",
            "--set",
            "affects_manner_or_range.answer=no",
        ])
        .ok();
    let path = "records/changes/2026/ward.yaml";
    assert!(
        environment
            .read(path)
            .contains("affects_manner_or_range:\n  answer: \"no\"\n"),
        "{}",
        environment.read(path)
    );
    // One word for the group is its answer.
    environment
        .run(&["edit", "ward", "--set", "affects_manner_or_range=yes"])
        .ok();
    assert!(
        environment
            .read(path)
            .contains("affects_manner_or_range:\n  answer: \"yes\"\n"),
        "{}",
        environment.read(path)
    );
    environment.write(
        path,
        &environment.read(path).replace("\n  answer: \"yes\"", " yes"),
    );
    let told = environment.run(&["check"]).ended(1).err;
    assert!(
        told.contains("the fields of an assertion belong here, not text"),
        "{told}"
    );
    assert!(told.contains("such as `answer: ...`"), "{told}");
}

#[test]
fn what_is_there_already_is_saved_with_a_warning() {
    let environment = with_a_change();
    let again = |args: &[&str], other: &str| {
        let ran = environment.run(&[&["add"], args].concat()).ok();
        assert!(ran.err.contains("warning[recorded-twice]"), "{}", ran.err);
        assert!(
            ran.err.contains(other) && ran.err.contains("scrutiny undo takes back"),
            "{}",
            ran.err
        );
        let quiet = environment
            .run(&[&["add"], args, &["--id", "third", "--quiet"]].concat())
            .ok();
        assert_eq!(quiet.err, "");
    };
    let change = [
        "change",
        "--title",
        "the ward  MOVES",
        "--summary",
        "It moves.",
        "--kind",
        "move",
    ];
    let change = [
        &change as &[&str],
        &["--responsible-person", "icb", "--authority", "north-council"],
    ]
    .concat();
    again(&change, "has the title of this change");
    let hosc = [
        "body",
        "--name",
        "HOSC",
        "--role",
        "scrutiny-committee",
        "--part-of",
        "north-council",
    ];
    environment.run(&[&["add"], &hosc as &[&str]].concat()).ok();
    let item = [
        "resolution",
        "--committee",
        "hosc",
        "--meeting",
        "2026-01-20",
        "--item",
        "Wards",
        "--clause",
        "a = noted: Noted.",
    ];
    environment
        .run(&[&["add"], &item as &[&str], &["--id", "first"]].concat())
        .ok();
    again(&item, "is of the same item");
    let duty = [
        "duty",
        "--change",
        "ward",
        "--owed-by",
        "icb",
        "--owed-to",
        "public",
        "--title",
        "Involve",
    ];
    let duty = [&duty as &[&str], &["--provision", "nhsa-14Z45-involve-planning"]].concat();
    environment
        .run(&[&["add"], &duty as &[&str], &["--id", "first"]].concat())
        .ok();
    again(&duty, "rests on the same provision");
    // Another day, another item: nothing is said.
    let other = [
        "resolution",
        "--committee",
        "hosc",
        "--meeting",
        "2026-02-20",
        "--item",
        "Wards",
        "--clause",
        "a = noted: Noted.",
    ];
    let ran = environment.run(&[&["add"], &other as &[&str]].concat()).ok();
    assert!(!ran.err.contains("recorded-twice"), "{}", ran.err);
}

#[test]
fn a_body_named_by_what_it_is_called_is_met_with_its_id() {
    let environment = with_a_change();
    let cure = "did you mean `north-council` (North Council)?";
    let told = |args: &[&str], code: i32| {
        let told = environment.run(args).ended(code).err;
        assert!(told.contains(cure), "{args:?}\n{told}");
    };
    let hosc = [
        "add",
        "body",
        "--name",
        "HOSC",
        "--role",
        "scrutiny-committee",
        "--part-of",
    ];
    told(&[&hosc as &[&str], &["North Council"]].concat(), 1);
    told(&["edit", "icb", "--set", "part_of=North Council"], 1);
    told(&["due", "--to", "North Council"], 4);
    environment.write(
        "bodies.csv",
        "name,role,part_of\nHOSC,scrutiny-committee,North Council\n",
    );
    told(&["import", "sheet", "bodies.csv"], 1);
    environment.write(
        "changes.csv",
        "title,summary,kind,authorities.1.authority\nT,S.,move,North Council\n",
    );
    told(&["import", "sheet", "changes.csv"], 1);
}

#[test]
fn a_register_has_a_name_and_a_publisher() {
    let environment = Environment::new();
    let told = environment
        .run(&["init", "new", "--name", " ", "--publisher", "A council"])
        .ended(2)
        .err;
    assert!(told.contains("--name is empty"), "{told}");
    let told = environment
        .run(&["init", "new", "--name", "R", "--publisher", ""])
        .ended(2)
        .err;
    assert!(told.contains("--publisher is empty"), "{told}");
    assert!(!environment.has("new"));
}

#[test]
fn what_editors_leave_behind_is_told_as_such() {
    let environment = with_a_change();
    for copy in ["ward.yaml~", ".ward.yaml.swp", "ward.yaml.orig"] {
        environment.write(&format!("records/changes/2026/{copy}"), "x: 1\n");
    }
    let told = environment.run(&["check", "--quiet"]).ok().err;
    assert!(told.contains("ward.yaml~:1:1"), "{told}");
    assert!(told.contains("this is a copy that a program left here"), "{told}");
    std::fs::write(
        environment.path().join("x.png"),
        [0x89, b'P', b'N', b'G', 0, 1, 2, 255],
    )
    .unwrap();
    let told = environment.run(&["import", "sheet", "x.png"]).ended(6).err;
    assert!(told.contains("cannot be read as a table"), "{told}");
}

/// What is recorded as done has been done; what is to come may be recorded as that.
#[test]
fn what_is_recorded_as_done_has_a_day_that_has_come() {
    const CHANGE: &str = "records/changes/2025/kent-therapeutic-alliance-2025.yaml";
    let environment = Environment::with_demonstration();
    let change = environment.read(CHANGE);
    let told = |path: &str, text: &str| {
        environment.write(path, text);
        let json = environment.run(&["check", "--format", "json"]).json();
        let problems = json["problems"].as_array().unwrap().clone();
        let codes = problems
            .iter()
            .map(|one| one["code"].as_str().unwrap().to_owned());
        let told = codes.filter(|code| code == "date-not-come").count();
        environment.write(CHANGE, &change);
        told
    };
    for field in [
        "decided: {date: 2199-01-01}",
        "abandoned: {date: 2199-01-01}",
        "secretary_of_state_notified: 2199-01-01",
    ] {
        assert_eq!(told(CHANGE, &format!("{change}{field}\n")), 1, "{field}");
    }
    assert_eq!(
        told(CHANGE, &format!("{change}decided: {{date: 2026-02-01}}\n")),
        0
    );
    let meeting = |day: &str| format!("committee: kent-hosc\nmeeting: {day}\nitem: Wards\n");
    let path = "records/resolutions/2026/to-come.yaml";
    let soon = chrono::Local::now().date_naive() + chrono::Days::new(60);
    let soon = meeting(&soon.to_string());
    assert_eq!(told(path, &soon), 0, "a meeting to come");
    assert_eq!(
        told(path, &meeting("2199-01-20")),
        1,
        "none is planned so far ahead"
    );
    let clauses = "clauses:\n  - {label: a, words: That the report be noted., reads_as: noted}\n";
    assert_eq!(told(path, &format!("{soon}{clauses}")), 1);
    let confirmed = "minutes: {status: confirmed, confirmed_on: 2199-02-01}\n";
    let confirmed = format!("{}{clauses}{confirmed}", meeting("2026-01-20"));
    assert_eq!(told(path, &confirmed), 1);
}
