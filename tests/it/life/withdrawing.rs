//! What is withdrawn is gone from the site, word by word; and it is said that Git still holds it.

use std::collections::BTreeSet;

use super::*;
use crate::environment::files;

const FILE: &str = "records/duties/2026/ferry.yaml";
/// Words that stand nowhere else, in every field that a duty has.
const RECORD: &str = "\
title: Tell Bartleby of the quinquereme
change: all-age-mental-health-2025
basis: {undertaking: A promise of the harbourmaster.}
owed_by: kmpt
owed_to: [public]
due: 2026-12-31
engagement:
  - what: Supper aboard the xebec
    opens: 2026-02-03
    closes: 2026-02-04
    address: https://felucca.example/
details: |
  The [lugger](https://brigantine.example/) sailed past the *lighthouse*.
aliases: [schooner-before]
corrections:
  - {date: 2026-02-01, field: title, what: the tonnage was put right, was: Tell of the trireme, why: The bosun misheard}
sources:
  - {title: Logbook of the coxswain, address: 'https://dinghy.example/log'}
";

fn save(environment: &Environment, message: &str) {
    environment.git(&["add", "--all"]);
    environment.git(&["commit", "--quiet", "--message", message]);
}

fn words(text: &str) -> BTreeSet<String> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    words
        .filter(|word| word.chars().count() > 3)
        .map(str::to_lowercase)
        .collect()
}

fn site_words(environment: &Environment) -> BTreeSet<String> {
    let all = files(&environment.path().join("site"));
    // Sums are letters and figures too.
    let told = all.iter().filter(|(name, _)| !name.ends_with(".sha256"));
    told.flat_map(|(name, bytes)| words(&format!("{name} {}", String::from_utf8_lossy(bytes))))
        .collect()
}

#[test]
fn no_word_that_only_the_record_held_is_left_anywhere_in_the_site() {
    let environment = Environment::with_demonstration();
    environment.run(&["build"]).ok();
    let without = site_words(&environment);
    environment.write(FILE, RECORD);
    save(
        &environment,
        "Add duty: Tell Bartleby of the quinquereme and the catamaran",
    );
    environment.run(&["check"]).ok();
    environment.run(&["build"]).ok();
    let own: Vec<String> = words(&format!("{RECORD} catamaran"))
        .into_iter()
        .filter(|word| !without.contains(word) && !["schooner", "before"].contains(&word.as_str()))
        .collect();
    let with = site_words(&environment);
    let shown: Vec<&String> = own.iter().filter(|word| with.contains(*word)).collect();
    assert!(
        shown.len() > 18,
        "the test would find nothing: {shown:?} of {own:?}"
    );
    let ran = environment
        .run(&[
            "withdraw",
            "ferry",
            "--reason",
            "It was recorded in error.",
            "--see",
            "change/all-age",
        ])
        .ok();
    for part in [
        "Withdrew duty/ferry",
        "Git still holds it",
        "saved, printed or archived",
        "scrutiny withdraw --help",
    ] {
        assert!(ran.err.contains(part), "{part}\n{}", ran.err);
    }
    environment.run(&["check"]).ok();
    environment.run(&["build"]).ok();
    let after = site_words(&environment);
    let left: Vec<&String> = own.iter().filter(|word| after.contains(*word)).collect();
    assert_eq!(left, Vec::<&String>::new());
    // And a site that is made from nothing says the same.
    std::fs::remove_dir_all(environment.path().join("site")).unwrap();
    environment.run(&["build", "--whole"]).ok();
    assert_eq!(site_words(&environment), after);
    let page = environment.read("site/duties/ferry.html");
    assert!(
        page.contains("It was recorded in error.") && page.contains("all-age-mental-health-2025.html"),
        "{page}"
    );
    let former = environment.read("site/duties/schooner-before.html");
    assert!(
        former.contains("This record was withdrawn"),
        "its former address says so too\n{former}"
    );
    for told in ["site/updates/index.html", "site/updates/feed.atom"] {
        assert!(
            environment.read(told).contains("A record was withdrawn"),
            "{told}"
        );
    }
}

#[test]
fn a_withdrawal_is_one_commit_that_does_not_repeat_the_title() {
    let environment = Environment::with_demonstration();
    let id = "kmpt-2025-10-09-service-change-protocols";
    let path = format!("records/duties/2025/{id}.yaml");
    environment
        .run(&[
            "withdraw",
            "duty/kmpt-2025",
            "--reason",
            "It was recorded in error",
            "--on",
            "20/03/2026",
        ])
        .ok();
    assert_eq!(
        environment.read(&path),
        "withdrawn:\n  date: 2026-03-20\n  reason: It was recorded in error\n"
    );
    assert_eq!(
        last_commit(&environment),
        format!("Withdraw a duty\nRecord: duties/{id}\nKind: duty\n\n\nM\t{path}\n")
    );
    let list = environment.run(&["list", "--withdrawn"]).ok();
    assert!(list.out.contains(id), "{}", list.out);
    let again = ["withdraw", "duty/kmpt-2025", "--reason", "x"];
    refused(
        &environment,
        &again,
        3,
        &["was withdrawn already, on 20 March 2026", "scrutiny show"],
    );
    let edit = format!("records/duties/2025/{id}.yaml");
    assert!(environment.has(&edit));
    refused(
        &environment,
        &[
            "add",
            "duty",
            "--id",
            id,
            "--title",
            "x",
            "--change",
            "all-age-mental-health-2025",
            "--undertaking",
            "x",
            "--owed-by",
            "kmpt",
            "--owed-to",
            "public",
        ],
        3,
        &["was withdrawn"],
    );
}

#[test]
fn what_is_named_is_not_withdrawn_unless_all_that_leans_on_it_is() {
    let environment = Environment::with_demonstration();
    let says = [
        "cannot be withdrawn while other records name it",
        &format!("{ITEM} names it in `committee`"),
        "determination/kent-hosc-2025-10-09-all-age-mental-health names it in `by`",
        "scrutiny edit determination/kent-hosc",
        "--with-dependants",
    ];
    let withdraw = [
        "withdraw",
        "body/kent-hosc",
        "--reason",
        "It was recorded in error.",
    ];
    refused(&environment, &withdraw, 3, &says);
    let json = environment
        .run(&[&withdraw[..], &["--format", "json"]].concat())
        .ended(3)
        .json();
    assert_eq!(
        json["data"]["named_by"].as_array().map(Vec::len),
        Some(2),
        "{json}"
    );
    let all = [&withdraw[..], &["--with-dependants"]].concat();
    refused(
        &environment,
        &all,
        2,
        &[
            "These lean on it and would be withdrawn too",
            "3 records",
            "--yes",
        ],
    );
    let dry = environment.run(&[&all[..], &["--dry-run"]].concat()).ok();
    assert_eq!(dry.out.matches("withdrawn:").count(), 3, "{}", dry.out);
    environment.run(&[&all[..], &["--yes"]].concat()).ok();
    assert!(last_commit(&environment).starts_with("Withdraw 3 records\n"));
    assert!(
        environment
            .read(ITEM_FILE)
            .contains("It rests on bodies/kent-hosc, which was withdrawn.")
    );
    assert_eq!(environment.run(&["check"]).err.matches("error[").count(), 0);
}

#[test]
fn links_in_texts_stand_in_the_way_too_and_a_person_changes_them() {
    let environment = Environment::with_demonstration();
    let withdraw = [
        "withdraw",
        "duty/kmpt-2025",
        "--reason",
        "It was recorded in error.",
    ];
    let page = "records/pages/about.md";
    let text = environment.read(page);
    let link = "\nSee [this](duties/kmpt-2025-10-09-service-change-protocols).\n";
    environment.write(page, &format!("{text}{link}"));
    save(&environment, "A link");
    let says = ["error[names-withdrawn]", page, "has to be changed first"];
    refused(&environment, &withdraw, 3, &says);
    environment.write(page, &text);
    save(&environment, "No link");
    environment.run(&withdraw).ok();
}

#[test]
fn a_reason_that_repeats_what_had_to_go_is_refused_or_warned_of() {
    let environment = Environment::with_demonstration();
    environment.write(FILE, RECORD);
    save(&environment, "Add a duty");
    let withdraw = |reason: &'static str| ["withdraw", "ferry", "--reason", reason];
    let title = "“tell Bartleby of the Quinquereme” should not be here";
    refused(
        &environment,
        &withdraw(title),
        3,
        &["repeats what duty/ferry is called", "say why without saying what"],
    );
    refused(
        &environment,
        &["withdraw", "ferry", "--no-input"],
        2,
        &["the reason is not given", "--reason TEXT"],
    );
    refused(
        &environment,
        &[&withdraw("Twice.")[..], &["--see", "duty/ferry"]].concat(),
        2,
        &["is withdrawn itself"],
    );
    refused(
        &environment,
        &[&withdraw("Twice.")[..], &["--see", "duty/ferryman"]].concat(),
        4,
        &["there is no record"],
    );
    refused(
        &environment,
        &[&withdraw("Twice.")[..], &["--on", "1/1/2199"]].concat(),
        3,
        &["has not come yet"],
    );
    let ran = environment.run(&withdraw("It named Bartleby.")).ok();
    assert!(
        ran.err.contains("Warning: the reason says “Bartleby”"),
        "{}",
        ran.err
    );
}
