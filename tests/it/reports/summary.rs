//! `scrutiny summary`.

use super::register::northmere;
use super::same;

#[test]
fn the_subject_comes_first_and_no_line_is_too_long() {
    let ran = northmere().run(&["summary"]).ok();
    same("summary.txt", &ran.out);
    assert!(
        ran.out
            .starts_with("Subject: Northmere and Wexcombe register: 1 Mar to 31 Mar 2026\n\n"),
        "{}",
        ran.out
    );
    for line in ran.out.lines() {
        let is_address = line.trim_start().starts_with("https://");
        assert!(line.chars().count() <= 76 || is_address, "{line}");
    }
    assert!(!ran.out.contains("secret"), "{}", ran.out);
    assert!(ran.err.contains("nothing was sent"), "{}", ran.err);
}

#[test]
fn one_body_gets_what_concerns_it_and_its_committees() {
    let environment = northmere();
    let told = |args: &[&str]| {
        let args = [&["summary", "--format", "json"], args].concat();
        environment.run(&args).ok().json()["data"]["summary"].clone()
    };
    let count = |of: &serde_json::Value, what: &str| of[what].as_array().map(Vec::len);
    let all = told(&[]);
    assert_eq!(count(&all, "actions"), Some(3));
    assert_eq!(count(&all, "views"), Some(1));
    assert_eq!(count(&all, "overdue"), Some(1));
    assert_eq!(all["drafts"], 1);
    let panel = told(&["--for", "wexcombe-panel"]);
    assert_eq!(count(&panel, "actions"), Some(1));
    // The change concerns its council, and so does what others judged of it.
    assert_eq!(count(&panel, "views"), Some(1));
    assert_eq!(count(&panel, "overdue"), Some(0));
    let trust = told(&["--for", "harrowdale-trust"]);
    assert_eq!(count(&trust, "actions"), Some(2));
}

#[test]
fn a_period_begins_where_it_is_told_to() {
    let environment = northmere();
    let new = |since: &str| {
        let args = ["summary", "--format", "json", "--since", since];
        let data = environment.run(&args).ok().json()["data"].clone();
        (
            data["since"].clone(),
            data["summary"]["new"].as_array().map(Vec::len),
        )
    };
    assert_eq!(new("12/03/2026"), ("2026-03-12".into(), Some(4)));
    assert_eq!(new("2026-03-13"), ("2026-03-13".into(), Some(0)));
    assert_eq!(new("2w"), ("2026-03-17".into(), Some(0)));
    assert_eq!(new("2025"), ("2025-01-01".into(), Some(11)));
    environment.run(&["summary", "--since", "2026-04-01"]).ended(2);
    environment.run(&["summary", "--since", "whenever"]).ended(2);
    environment.run(&["summary", "--for", "nobody"]).ended(4);
    let due = environment.run(&["summary", "--within", "1y"]).ended(2);
    assert!(due.err.contains("30d, 6w or 3m"), "{}", due.err);
}

#[test]
fn a_draft_of_a_mail_names_nobody_and_is_opened_by_mail_programs() {
    let environment = northmere();
    environment.run(&["summary", "--output", "summary.eml"]).ok();
    let text = environment.read("summary.eml");
    let (head, body) = text.split_once("\r\n\r\n").expect("headers end");
    assert!(
        head.starts_with("Subject: Northmere and Wexcombe register: 1 Mar to 31 Mar 2026\r\n"),
        "{head}"
    );
    assert!(
        head.is_ascii() && !head.contains("From:") && !head.contains("To:"),
        "{head}"
    );
    assert_eq!(body.matches('\n').count(), body.matches("\r\n").count());
    let printed = environment.run(&["summary", "--eml"]).ok().out;
    assert_eq!(printed.trim_end(), text.trim_end());
}

#[test]
fn a_register_without_a_history_says_that_nothing_can_be_told_of_what_is_new() {
    let environment = northmere();
    std::fs::remove_dir_all(environment.path().join(".git")).unwrap();
    let out = environment.run(&["summary"]).ok().out;
    let words = out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        words.contains("it cannot be told which records are new or changed."),
        "{words}"
    );
    assert!(words.contains("- 3 actions open"), "{words}");
    assert!(!words.contains("0 views recorded"), "{words}");
}
