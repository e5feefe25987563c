//! All from flags: what is written, and what is refused when they leave something open.

use super::{MINUTES, SETTLED, commits, import, northmere, untouched};

const RESOLUTION: &str =
    "records/resolutions/2026/northmere-hsc-2026-03-12-community-mental-health-services-in-northmere.yaml";
const VIEW: &str = "records/determinations/2026/northmere-hsc-2026-03-12-community-model-2026.yaml";
const CHANGE: &str = "records/changes/2026/community-model-2026.yaml";

#[test]
fn minutes_become_a_resolution_a_view_and_a_key_date_in_one_commit() {
    let environment = northmere();
    let before = commits(&environment);
    let change = environment.read(CHANGE);
    import(
        &environment,
        "minutes.txt",
        &[
            "--key-date",
            "1/4/2026 = The model begins",
            "--source",
            "https://northmere.example/mgAi.aspx?ID=7",
        ],
    )
    .ok();
    assert_eq!(commits(&environment), before + 1);
    let said = environment.git(&["show", "--name-only", "--format=%B", "HEAD"]);
    assert!(
        said.starts_with(
            "Import minutes: Northmere HSC, 12 March 2026: Community mental health services in Northmere\n"
        ),
        "{said}"
    );
    for line in [
        "Record: resolutions/northmere-hsc-2026-03-12-community-mental-health-services-in-northmere",
        "Record: determinations/northmere-hsc-2026-03-12-community-model-2026",
        "Record: changes/community-model-2026",
        "Kind: resolution",
        RESOLUTION,
        VIEW,
        CHANGE,
    ] {
        assert!(said.lines().any(|own| own == line), "{line}\n{said}");
    }
    let resolution = environment.read(RESOLUTION);
    for part in [
        "committee: northmere-hsc\nmeeting: 2026-03-12\n",
        "  source: https://northmere.example/mgAi.aspx?ID=7\n",
        "changes: [community-model-2026]\n",
        "      he Committee deems that the proposal relating to the new community model is not a substantial\n",
        "    reads_as: determination\n",
        "    reads_as: invited\n    action:\n      owner: northmere-hsc\n      concerning: [northmere-trust]\n      due: unknown\n",
    ] {
        assert!(resolution.contains(part), "{part}\n{resolution}");
    }
    assert!(
        !resolution.contains("clinics open"),
        "the discussion is not stored\n{resolution}"
    );
    assert!(
        !resolution.contains("labels:"),
        "the labels are the minutes' own\n{resolution}"
    );
    let view = environment.read(VIEW);
    for part in [
        "change: community-model-2026\nby: northmere-hsc\nauthority: northmere-council\ntaken_by: committee\n",
        "view: not-substantial\n",
        "date: 2026-03-12\n",
        "  clause: a\n",
    ] {
        assert!(view.contains(part), "{part}\n{view}");
    }
    let dated = "key_dates:\n  - date: 2026-04-01\n    what: The model begins\n    source: \"Minutes of Northmere HSC, 12 March 2026\"\n";
    assert_eq!(
        environment.read(CHANGE),
        format!("{change}{dated}"),
        "the rest stays as the clerk left it"
    );
    environment.run(&["check"]).ok();
}

#[test]
fn all_that_is_open_is_listed_at_once_and_nothing_is_written() {
    let environment = northmere();
    let before = commits(&environment);
    let ran = environment
        .run(&["import", "minutes", "minutes.txt", "--no-input"])
        .ended(3);
    for part in [
        "the minutes do not name the committee",
        "--committee BODY",
        "the day of the meeting is not told",
        "--meeting DATE, or --meeting unknown",
        "clause a holds a view, and it is not certain about which change",
        "--determination \"a = CHANGE\" (perhaps `community-model-2026`: both speak of community",
    ] {
        assert!(ran.err.contains(part), "{part}\n{}", ran.err);
    }
    untouched(&environment, before);
}

#[test]
fn several_changes_need_to_be_told_apart_and_a_view_can_be_refused() {
    let environment = northmere();
    let before = commits(&environment);
    let both = ["--change", "stroke-ward-2026"];
    let ran = import(&environment, "minutes.txt", &both).ended(3);
    assert!(ran.err.contains("not certain about which change"), "{}", ran.err);
    untouched(&environment, before);
    let about = [
        "--change",
        "stroke-ward-2026",
        "--determination",
        "a = community-model-2026",
    ];
    import(&environment, "minutes.txt", &about).ok();
    assert!(environment.read(VIEW).contains("change: community-model-2026\n"));
    assert!(
        environment
            .read(RESOLUTION)
            .contains("changes: [community-model-2026, stroke-ward-2026]\n")
    );

    let other = northmere();
    import(
        &other,
        "minutes.txt",
        &["--determination", "a = none", "--reads", "a = agreed"],
    )
    .ok();
    assert!(!other.has(VIEW));
    assert!(other.read(RESOLUTION).contains("reads_as: agreed\n"));
}

#[test]
fn a_new_change_is_recorded_with_the_minutes() {
    let environment = northmere();
    let args = [
        "import",
        "minutes",
        "minutes.txt",
        "--no-input",
        "--committee",
        "northmere-hsc",
        "--meeting",
        "unknown",
        "--title",
        "Community services",
        "--new-change",
        "Community teams merge",
        "--summary",
        "Two teams become one.",
        "--service",
        "mental-health",
        "--responsible",
        "harrow-vale-icb",
    ];
    let before = commits(&environment);
    let ran = environment.run(&args).ended(3);
    assert!(ran.err.contains("--kind move, closure"), "{}", ran.err);
    untouched(&environment, before);
    environment.run(&[&args[..], &["--kind", "merger"]].concat()).ok();
    assert_eq!(commits(&environment), before + 1);
    let files = environment.git(&["show", "--name-only", "--format=", "HEAD"]);
    assert_eq!(files.lines().count(), 3, "{files}");
    let path = files.lines().find(|path| path.contains("/changes/")).unwrap();
    let change = environment.read(path);
    assert!(
        change.contains("responsible_person: harrow-vale-icb\n"),
        "{change}"
    );
    assert!(
        change.contains("authorities:\n  - authority: northmere-council\n"),
        "{change}"
    );
    let path = files
        .lines()
        .find(|path| path.contains("/determinations/"))
        .unwrap();
    assert!(environment.read(path).contains("date: unknown\n"));
    environment.run(&["check"]).ok();
}

#[test]
fn a_draft_stays_out_of_the_site_and_a_dry_run_writes_nothing() {
    let environment = northmere();
    let before = commits(&environment);
    let ran = import(&environment, "minutes.txt", &["--dry-run"]).ok();
    assert!(ran.out.contains("view: not-substantial\n"), "{}", ran.out);
    assert!(
        ran.err.contains(&format!("{RESOLUTION} would hold:")),
        "{}",
        ran.err
    );
    untouched(&environment, before);
    import(&environment, "minutes.txt", &["--draft"]).ok();
    assert!(environment.read(RESOLUTION).ends_with("status: draft\n"));
    assert!(environment.read(VIEW).ends_with("status: draft\n"));
}

#[test]
fn without_a_register_a_dry_run_shows_what_was_read() {
    let environment = crate::environment::Environment::new();
    environment.write("minutes.txt", MINUTES);
    let dry = ["import", "minutes", "minutes.txt", "--dry-run"];
    let ran = environment.run(&dry).ok();
    assert!(ran.out.contains("a: determination"), "{}", ran.out);
    assert!(ran.err.contains("No register is here"), "{}", ran.err);
    let json = environment
        .run(&[&dry[..], &["--format", "json"]].concat())
        .ok()
        .json();
    let data = &json["data"];
    assert_eq!(data["form"], "text");
    assert_eq!(data["sha256"].as_str().unwrap().len(), 64);
    let item = &data["items"][0];
    assert_eq!(item["clauses"][0]["label"], "a");
    assert_eq!(item["clauses"][0]["kinds"][0]["value"], "determination");
    assert_eq!(item["determinations"][0]["view"], "not-substantial");
    let span = &item["clauses"][1]["span"];
    let at = |name: &str| usize::try_from(span[name].as_u64().unwrap()).unwrap();
    let words = &MINUTES[at("start")..at("end")];
    assert!(
        words.starts_with("Northmere Mental Health Trust be invited"),
        "{words}"
    );
    assert_eq!(at("line"), 7);
    environment
        .run(&["import", "minutes", "minutes.txt", "--no-input"])
        .ended(4);
}

#[test]
fn json_holds_what_was_read_and_what_is_written() {
    let environment = northmere();
    let json = import(&environment, "minutes.txt", &["--dry-run", "--format", "json"])
        .ok()
        .json();
    let records = json["data"]["records"].as_array().unwrap();
    let kinds: Vec<&str> = records
        .iter()
        .map(|record| record["kind"].as_str().unwrap())
        .collect();
    assert_eq!(kinds, ["resolution", "determination"]);
    assert_eq!(
        json["data"]["read"]["items"][0]["clauses"][1]["kinds"][0]["value"],
        "invited"
    );
    let json = environment
        .run(&[
            "import",
            "minutes",
            "minutes.txt",
            "--no-input",
            "--format",
            "json",
        ])
        .ended(3)
        .json();
    assert_eq!(json["ok"], false);
    assert_eq!(json["problems"][0]["code"], "unsettled");
    assert!(json["problems"][0]["cure"].as_str().unwrap().starts_with("--"));
}

#[test]
fn what_cannot_be_read_says_so() {
    let environment = northmere();
    let ended = |file: &str, code: i32, part: &str| {
        let ran = import(&environment, file, &[]).ended(code);
        assert!(ran.err.contains(part), "{file}: {}", ran.err);
    };
    environment.write("empty.txt", "  \n");
    ended("nowhere.txt", 4, "there is no file nowhere.txt");
    ended("records", 2, "records is a folder");
    ended("empty.txt", 6, "empty.txt cannot be read as minutes");
    let ran = environment
        .run(&[&["import", "minutes"], SETTLED].concat())
        .ended(2);
    assert!(ran.err.contains("no minutes were named"), "{}", ran.err);
}

#[test]
fn a_wrong_flag_names_what_there_is() {
    let environment = northmere();
    let ended = |more: &[&str], code: i32, part: &str| {
        let ran = import(&environment, "minutes.txt", more).ended(code);
        assert!(ran.err.contains(part), "{more:?}: {}", ran.err);
    };
    ended(&["--reads", "c = noted"], 4, "the clauses are: a, b");
    ended(&["--reads", "a = nodded"], 2, "noted");
    ended(&["--view", "a"], 2, "write it as");
    ended(&["--settle", "9"], 2, "there is no doubt 9");
    ended(&["--item", "Dentistry"], 4, "no item of these minutes is called");
    ended(
        &["--determination", "a = northmere-hsc"],
        2,
        "is a body, and a change is meant here",
    );
}

#[test]
fn clauses_without_labels_are_numbered_here_and_say_so() {
    let environment = northmere();
    environment.write("bare.txt", &MINUTES.replace("\na. ", "\n").replace("\nb. ", "\n"));
    import(&environment, "bare.txt", &[]).ok();
    let resolution = environment.read(RESOLUTION);
    assert!(
        resolution.contains("labels: ours\nclauses:\n  - label: \"1\"\n"),
        "{resolution}"
    );
    environment.run(&["build"]).ok();
    let page = environment
        .read("site/resolutions/northmere-hsc-2026-03-12-community-mental-health-services-in-northmere.html");
    assert!(page.contains("Clause 1 (numbered here"), "{page}");
    let shown = environment.run(&["show", "resolution/northmere-hsc"]).ok();
    assert!(shown.out.contains("label: 1 (numbered here)"), "{}", shown.out);
}

#[test]
fn an_earlier_view_is_not_passed_over() {
    let environment = northmere();
    import(&environment, "minutes.txt", &[]).ok();
    let before = commits(&environment);
    environment.write("later.txt", &MINUTES.replace("would begin", "will begin"));
    let later = [
        "import",
        "minutes",
        "later.txt",
        "--no-input",
        "--committee",
        "northmere-hsc",
        "--meeting",
        "2026-05-14",
        "--title",
        "Community model, second paper",
        "--change",
        "community-model-2026",
    ];
    let ran = environment.run(&later).ended(3);
    let flag = "--supersedes \"a = northmere-hsc-2026-03-12-community-model-2026\"";
    assert!(ran.err.contains(flag), "{}", ran.err);
    untouched(&environment, before);
    let said = [
        "--supersedes",
        "a = northmere-hsc-2026-03-12-community-model-2026",
    ];
    environment.run(&[&later[..], &said].concat()).ok();
    environment.run(&["check"]).ok();
    // Minutes of a meeting before both cannot have taken the place of the view that stands.
    let mut first = later;
    (first[7], first[9]) = ("2026-01-15", "Community model, first paper");
    let ran = environment.run(&first).ended(3);
    assert!(ran.err.contains("holds a later view"), "{}", ran.err);
    assert!(
        !ran.err.contains("--supersedes ") && ran.err.contains("--superseded-by "),
        "{}",
        ran.err
    );
    assert!(ran.err.contains("--determination \"a = none\""), "{}", ran.err);
}

#[test]
fn help_begins_with_three_examples() {
    let environment = northmere();
    for command in [&["import", "--help"][..], &["import", "minutes", "--help"]] {
        let help = environment.run(command).ok().out;
        let (before, shown) = help.split_once("Examples:\n").expect("examples");
        assert!(!before.contains("Usage:"), "{help}");
        let shown = shown.split("\n\n").next().unwrap();
        assert_eq!(shown.matches("scrutiny import minutes").count(), 3, "{shown}");
    }
}

#[test]
fn an_id_that_a_record_had_before_is_not_given_again() {
    let environment = northmere();
    let text = "\
committee: northmere-hsc
meeting: 2026-03-12
item: Mental health
aliases: [northmere-hsc-2026-03-12-community-mental-health-services-in-northmere]
clauses:
  - {label: a, words: The report be noted., reads_as: noted}
";
    environment.write("records/resolutions/2026/mental-health.yaml", text);
    environment.git(&["add", "."]);
    environment.git(&["commit", "--quiet", "--message=Another item"]);
    import(&environment, "minutes.txt", &[]).ok();
    assert!(!environment.has(RESOLUTION));
    assert!(environment.has(&RESOLUTION.replace(".yaml", "-2.yaml")));
}

#[test]
fn a_key_date_that_stands_already_is_not_added_again() {
    let environment = northmere();
    let change = environment.read(CHANGE);
    environment.write(
        CHANGE,
        &format!("{change}key_dates:\n  - {{date: 2026-04-01, what: the model begins}}\n"),
    );
    environment.git(&["commit", "--quiet", "--all", "--message", "A date"]);
    let before = environment.read(CHANGE);
    let ran = import(
        &environment,
        "minutes.txt",
        &["--key-date", "1/4/2026 = The model begins"],
    )
    .ok();
    assert!(
        ran.err.contains("stands in `community-model-2026` already"),
        "{}",
        ran.err
    );
    assert_eq!(environment.read(CHANGE), before);
}
