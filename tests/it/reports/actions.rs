//! `scrutiny actions`, and `due` as a report.

use super::register::{northmere, with};
use super::same;

/// The records and clauses that a list holds, in its order.
fn listed(args: &[&str]) -> Vec<String> {
    let args = [&["actions", "--format", "json"], args].concat();
    let json = northmere().run(&args).ok().json();
    let each = json["data"].as_array().unwrap().iter();
    each.map(|own| {
        let record = own["resolution"].as_str().unwrap();
        format!("{record} {}", own["clause"].as_str().unwrap())
    })
    .collect()
}

#[test]
fn what_is_open_comes_first_and_what_was_done_lately_last() {
    let ran = northmere().run(&["actions"]).ok();
    same("actions.txt", &ran.out);
    let told =
        "1 action that is recorded as done before 31 December 2025, or on a day not known, is left out.\n";
    assert!(ran.err.contains(told), "{}", ran.err);
    assert!(
        ran.err.contains("Next: scrutiny done RECORD --clause LABEL"),
        "{}",
        ran.err
    );
}

#[test]
fn filters_pick_out_committee_council_body_change_days_and_state() {
    const B: &str = "northmere-hosc-2026-01-13 b";
    const C: &str = "northmere-hosc-2026-01-13 c";
    const D: &str = "northmere-hosc-2026-01-13 d";
    const W: &str = "wexcombe-panel-2026-03-03 1";
    const DRAFT: &str = "wexcombe-panel-2026-03-24 a";
    const OLD: &str = "northmere-hosc-2024-11-05 1";
    assert_eq!(listed(&[]), [B, W, DRAFT, C, D]);
    assert_eq!(listed(&["--all"]), [B, W, DRAFT, C, D, OLD]);
    assert_eq!(listed(&["--open"]), [B, W, DRAFT, C]);
    assert_eq!(listed(&["--done"]), [D, OLD]);
    assert_eq!(listed(&["--overdue"]), [B]);
    assert_eq!(listed(&["--committee", "wexcombe-panel"]), [W, DRAFT]);
    assert_eq!(listed(&["--committee", "northmere"]), [B, C, D]);
    assert_eq!(listed(&["--of", "harrowdale-trust", "--all"]), [W, C, OLD]);
    assert_eq!(listed(&["--of", "northmere-hosc"]), [B, D]);
    assert_eq!(listed(&["--change", "clinic-move", "--done"]), [D]);
    assert_eq!(listed(&["--since", "03/03/2026"]), [W, DRAFT]);
    assert_eq!(listed(&["--until", "2025", "--all"]), [OLD]);
    assert_eq!(
        listed(&["--since", "January 2026", "--until", "2026-01"]),
        [B, C, D]
    );
}

#[test]
fn what_came_later_than_the_day_that_is_asked_about_does_not_count() {
    let states = |day: &str| {
        let args = ["actions", "--format", "json", "--as-at", day];
        let json = northmere().run(&args).ok().json();
        let each = json["data"].as_array().unwrap().iter();
        each.map(|own| {
            format!(
                "{} {}",
                own["clause"].as_str().unwrap(),
                own["state"].as_str().unwrap()
            )
        })
        .collect::<Vec<_>>()
    };
    assert_eq!(states("2026-01-31"), ["b due", "d due", "c no-day"]);
    assert_eq!(states("2026-02-28"), ["b overdue", "c no-day", "d done"]);
}

#[test]
fn records_are_looked_at_as_they_stood_on_a_day() {
    let environment = northmere();
    let ran = environment
        .run(&["actions", "--at", "2026-01-01", "--report"])
        .ok();
    assert!(
        ran.out
            .contains("No action is open. None is recorded as done since 31 December 2025.")
    );
    assert!(
        ran.out
            .contains("State of the records: The records as they stood at the end of 1 January 2026"),
        "{}",
        ran.out
    );
    let ran = environment.run(&["actions", "--at", "2026-01-01", "--all"]).ok();
    assert!(ran.out.contains("northmere-hosc-2024-11-05"), "{}", ran.out);
}

#[test]
fn wrong_use_is_told_with_its_cure() {
    let environment = northmere();
    let said = |args: &[&str], code: i32| environment.run(args).ended(code).err;
    let told = said(&["actions", "--committee", "northmere-hosx"], 4);
    assert!(told.contains("there is no record `northmere-hosx`"), "{told}");
    let told = said(&["actions", "--of", "clinic-move"], 2);
    assert!(
        told.contains("`clinic-move` is a change, and a body is asked for"),
        "{told}"
    );
    let told = said(&["actions", "--change", "northmere"], 2);
    assert!(told.contains("scrutiny list changes"), "{told}");
    let told = said(&["actions", "--since", "soon"], 2);
    assert!(told.contains("`soon` is not a day to go by"), "{told}");
    let told = said(&["actions", "--since", "unknown"], 2);
    assert!(told.contains("name a day, a month or a year"), "{told}");
    let told = said(&["actions", "--since", "2026-02-01", "--until", "2026-01-01"], 2);
    assert!(told.contains("give the earlier day to --since"), "{told}");
    said(&["actions", "--open", "--done"], 2);
    let told = said(&["actions", "--report", "--format", "csv"], 2);
    assert!(told.contains("choose one of: text, md, html, json"), "{told}");
    said(&["actions", "--format", "ics"], 2);
}

#[test]
fn a_spreadsheet_runs_nothing_and_gets_every_column() {
    let out = northmere()
        .run(&["actions", "--overdue", "--format", "csv"])
        .ok()
        .out;
    assert_eq!(
        out,
        "when,state,of,asked by,meeting,record,clause,words\r\n\
         2026-02-27,overdue,Harrowdale ICB,Northmere HOSC,2026-01-13,northmere-hosc-2026-01-13,b,\"the Board be asked for its \
         travel study by the end of February;\"\r\n"
    );
}

#[test]
fn a_report_goes_with_an_agenda_and_holds_no_draft() {
    let environment = northmere();
    let report = |form: &str| {
        environment
            .run(&["actions", "--report", "--format", form])
            .ok()
            .out
    };
    same("actions-report.txt", &report("text"));
    same("actions-report.md", &report("md"));
    same("actions-report.html", &report("html"));
    for form in ["text", "md", "html", "json"] {
        let out = report(form);
        assert!(!out.contains("secret"), "{out}");
    }
    assert_eq!(
        environment.run(&["actions", "--format", "html"]).ok().out,
        report("html")
    );
    let json = environment
        .run(&["actions", "--report", "--format", "json"])
        .ok()
        .json();
    assert_eq!(json["data"]["left_out"]["drafts"], 1);
    assert_eq!(json["data"]["left_out"]["done_earlier"], 1);
    let with_drafts = environment.run(&["actions", "--report", "--drafts"]).ok().out;
    let with_drafts = with_drafts.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(with_drafts.contains("The secret be asked for."), "{with_drafts}");
    assert!(
        with_drafts.contains("It is not finished, and not for"),
        "{with_drafts}"
    );
    assert!(
        with_drafts.contains("This record is still a draft."),
        "{with_drafts}"
    );
}

#[test]
fn that_there_is_nothing_is_said() {
    let environment = northmere();
    let nothing = |args: &[&str], words: &str| {
        let args = [&["actions", "--committee", "wexcombe-panel"], args].concat();
        let ran = environment.run(&args).ok();
        assert_eq!(ran.out, "");
        assert!(ran.err.starts_with(words), "{}", ran.err);
        let report = environment.run(&[&args[..], &["--report"]].concat()).ok().out;
        assert!(report.contains(words), "{report}");
    };
    nothing(&["--done"], "No action is recorded as done.");
    nothing(&["--overdue"], "No action is open with a day that has passed.");
    nothing(&["--open", "--until", "2025"], "No action is open.");
    nothing(&["--all", "--until", "2025"], "No action is on record.");
}

#[test]
fn what_is_owed_is_reported_with_its_basis_and_reasons() {
    let environment = northmere();
    let report = |args: &[&str]| {
        let args = [&["due", "--report"], args].concat();
        environment.run(&args).ok().out
    };
    same("due-report.md", &report(&["--format", "md"]));
    let overdue = report(&["--overdue"]);
    assert!(overdue.contains("Shown: What is overdue."), "{overdue}");
    assert!(overdue.contains("1 duty: overdue on our records."), "{overdue}");
    assert!(
        overdue.contains("“the Board be asked for its travel study"),
        "{overdue}"
    );
    let json = environment
        .run(&["due", "--report", "--format", "json"])
        .ok()
        .json();
    assert_eq!(json["data"]["left_out"]["drafts"], 1);
    assert!(json["data"]["owed"][0]["basis"].is_object());
    let list = environment.run(&["due", "--format", "json"]).ok().json();
    assert!(list["data"][0].get("basis").is_none());
    let none = report(&["--by", "harrowdale-trust", "--overdue"]);
    assert!(
        none.contains("We know of nothing overdue among what was asked for."),
        "{none}"
    );
}

#[test]
fn a_provision_that_was_not_checked_says_so() {
    let environment = northmere();
    let listed = environment
        .run(&["law", "list", "--unverified", "--format", "json"])
        .ok()
        .json();
    let unverified: Vec<&str> = listed["data"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|own| own["id"].as_str())
        .collect();
    let due = environment
        .run(&["due", "--all", "--report", "--format", "json"])
        .ok()
        .json();
    let owed = due["data"]["owed"].as_array().unwrap();
    for own in owed {
        let is_unverified = own["provision"]
            .as_str()
            .is_some_and(|id| unverified.contains(&id));
        assert_eq!(own["basis"]["unchecked"].is_string(), is_unverified, "{own}");
    }
    assert!(owed.len() > 3);
}

#[test]
fn hostile_words_stay_words() {
    let environment = with(&[(
        "records/resolutions/2026/northmere-hosc-2026-02-03.yaml",
        "\
committee: northmere-hosc
meeting: 2026-02-03
item: \"# A | <b>bold</b> *item* [x](javascript:alert(1))\"
clauses:
  - label: \"1.\"
    words: \"- One | two\\n<script>alert(1)</script>\\n\\n1. *three* &amp; `four`\"
    reads_as: requested-action
    action: {concerning: [harrowdale-icb], due: unknown}
",
    )]);
    let report = |form: &str| {
        let args = [
            "actions",
            "--report",
            "--since",
            "2026-02-03",
            "--until",
            "2026-02-03",
            "--format",
            form,
        ];
        environment.run(&args).ok().out
    };
    same("hostile.md", &report("md"));
    let html = report("html");
    assert!(!html.contains("<b>") && !html.contains("<script"), "{html}");
    assert!(!html.contains("href=\"javascript"), "{html}");
    assert!(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;"), "{html}");
    let table = environment
        .run(&[
            "actions",
            "--since",
            "2026-02-03",
            "--until",
            "2026-02-03",
            "--format",
            "md",
        ])
        .ok();
    assert!(
        table.out.lines().all(|line| line.starts_with('|')),
        "{}",
        table.out
    );
    assert!(table.out.contains("\\<script\\>"), "{}", table.out);
}

#[test]
fn whoever_is_to_see_to_it_is_never_told_as_the_body_that_was_asked() {
    let environment = northmere();
    let path = "records/resolutions/2026/northmere-hosc-2026-01-13.yaml";
    let text = environment.read(path);
    environment.write(
        path,
        &text.replace("concerning: [harrowdale-icb], due: 2026-02-27", "due: 2026-02-27"),
    );
    let asked = environment.run(&["actions", "--format", "csv"]).ok().out;
    let row = asked.lines().find(|row| row.contains("travel study")).unwrap();
    assert!(
        row.starts_with("2026-02-27,overdue,not recorded,Northmere HOSC,"),
        "{row}"
    );
    let json = environment.run(&["actions", "--format", "json"]).ok().json();
    assert_eq!(json["data"][0]["of"], serde_json::json!([]));
    assert_eq!(json["data"][0]["owner"]["name"], "Northmere HOSC");
    let mail = environment.run(&["summary"]).ok().out;
    let mail = mail.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        mail.contains("Northmere HOSC, 13 January 2026, no record of whom it was asked of: “the Board"),
        "{mail}"
    );
    assert!(!mail.contains("asked of Northmere HOSC"), "{mail}");
}
