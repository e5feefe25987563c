//! Published folders and lists of sums.

use std::process::Command;

use super::{CHANGE, Kept};

const PAGE: &str = "site/changes/medway-therapeutic-alliance-2025.html";

/// A register with its site, made from its last commit.
fn published() -> Kept {
    let kept = Kept::new();
    kept.environment.write(".git/info/exclude", "site\nearlier\n");
    kept.edit(
        "records/register.yaml",
        "publisher",
        "base_address: https://register.example/health/\npublisher",
    );
    kept.commit("Publish");
    kept.run(&["build", "--quiet"]).ok();
    kept.verify(&["site"]).holds();
    kept
}

/// Whether `sha256sum -c` is content with the published folder.
fn sums_hold(kept: &Kept) -> bool {
    let mut command = Command::new("sha256sum");
    let site = kept.environment.path().join("site");
    let ran = command
        .current_dir(site)
        .args(["--check", "--quiet", "--strict", "MANIFEST.sha256"]);
    ran.output().expect("sha256sum starts").status.success()
}

#[test]
#[cfg(unix)]
fn anybody_can_check_the_list_with_sha256sum() {
    let kept = published();
    assert!(sums_hold(&kept));
    kept.edit(PAGE, "The same in Medway.", "Nothing in Medway.");
    assert!(!sums_hold(&kept));
}

#[test]
fn a_page_edited_in_the_published_folder_is_found_with_the_words() {
    let kept = published();
    kept.edit(PAGE, "The same in Medway.", "Nothing in Medway.");
    let verified = kept.verify(&["site"]);
    assert_eq!(
        (verified.codes(), verified.ran.code),
        (vec!["page-differs"], 1),
        "{:#}",
        verified.data
    );
    let finding = verified.list("findings")[0];
    assert_eq!(finding["page"], PAGE.trim_start_matches("site/"));
    assert!(
        finding["before"]
            .as_str()
            .unwrap()
            .contains("The same in Medway."),
        "{finding:#}"
    );
    assert!(
        finding["after"].as_str().unwrap().contains("Nothing in Medway."),
        "{finding:#}"
    );
    assert!(
        finding["message"]
            .as_str()
            .unwrap()
            .contains("still holds another sum"),
        "{finding:#}"
    );
}

#[test]
fn a_page_added_and_one_taken_away_are_found() {
    let kept = published();
    kept.environment.write("site/news.html", "<p>News</p>\n");
    std::fs::remove_file(kept.environment.path().join("site/404.html")).unwrap();
    let verified = kept.verify(&["site"]);
    assert_eq!(
        verified.codes(),
        ["page-missing", "page-unlisted"],
        "{:#}",
        verified.data
    );
    let pages: Vec<_> = verified
        .list("findings")
        .iter()
        .map(|finding| finding["page"].clone())
        .collect();
    assert_eq!(pages, ["404.html", "news.html"]);
}

#[test]
fn the_file_that_keeps_a_site_out_of_git_is_no_page_unless_it_says_something_else() {
    let kept = published();
    kept.environment
        .write("site/.gitignore", scrutiny::disk::NOT_KEPT);
    kept.verify(&["site"]).holds();
    kept.environment.write("site/.gitignore", "News\n");
    assert_eq!(kept.verify(&["site"]).codes(), ["page-unlisted"]);
}

#[test]
#[cfg(unix)]
fn a_list_altered_to_fit_an_altered_page_passes_sha256sum_and_not_this() {
    let kept = published();
    kept.edit(PAGE, "The same in Medway.", "Nothing in Medway.");
    let site = kept.environment.path().join("site");
    let page = PAGE.trim_start_matches("site/");
    let sum = Command::new("sha256sum")
        .current_dir(&site)
        .arg(page)
        .output()
        .unwrap()
        .stdout;
    let sum = String::from_utf8(sum).unwrap();
    let list = kept.environment.read("site/MANIFEST.sha256");
    let old = list.lines().find(|line| line.ends_with(page)).unwrap();
    kept.environment
        .write("site/MANIFEST.sha256", &list.replace(old, sum.trim_end()));
    assert!(sums_hold(&kept));
    let verified = kept.verify(&["site"]);
    assert_eq!(
        verified.codes(),
        ["page-differs", "manifest-differs"],
        "{:#}",
        verified.data
    );
    let message = verified.list("findings")[0]["message"].as_str().unwrap();
    assert!(message.contains("was made to fit"), "{message}");
}

#[test]
#[cfg(unix)]
fn a_link_in_the_place_of_a_page_is_no_page() {
    let kept = published();
    let place = kept.environment.path().join(PAGE);
    let copy = kept.environment.path().join("copy.html");
    std::fs::rename(&place, &copy).unwrap();
    std::os::unix::fs::symlink(&copy, &place).unwrap();
    let verified = kept.verify(&["site"]);
    assert_eq!(verified.codes(), ["page-differs"], "{:#}", verified.data);
}

#[test]
fn the_site_is_made_from_its_commit_whatever_the_folder_holds_now() {
    let kept = published();
    let commit = kept.head();
    kept.edit(CHANGE, "The same in Medway.", "Something else.");
    kept.verify(&["site"]).holds();
    kept.commit("Go on");
    kept.verify(&["site"]).holds();
    // A site that names another commit than the one it was made from is not what that commit gives.
    kept.edit("site/register.json", &commit, &kept.head());
    let verified = kept.verify(&["site"]);
    assert!(verified.codes().contains(&"page-differs"), "{:#}", verified.data);
    assert!(
        verified
            .list("findings")
            .iter()
            .any(|finding| finding["page"] == "changes/medway-therapeutic-alliance-2025.html")
    );
    // What is known from elsewhere counts more than what the site says of itself.
    let verified = kept.verify(&["site", "--at", &commit]);
    assert_eq!(verified.codes(), ["page-differs"]);
    assert_eq!(verified.list("findings")[0]["page"], "register.json");
}

#[test]
fn a_site_made_without_history_or_from_unsaved_records_says_so() {
    let kept = published();
    kept.run(&["build", "--quiet", "--no-history"]).ok();
    kept.verify(&["site"]).holds();
    kept.edit(CHANGE, "The same in Medway.", "Something else.");
    kept.run(&["build", "--quiet"]).ok();
    let verified = kept.verify(&["site"]);
    assert_eq!(
        (verified.codes(), verified.ran.code),
        (vec!["site-uncommitted"], 1),
        "{:#}",
        verified.data
    );
}

#[test]
fn a_list_alone_will_do_with_paths_or_with_addresses() {
    let kept = published();
    let list = kept.environment.read("site/MANIFEST.sha256");
    let with = |list: &str, more: &[&str]| {
        kept.environment.write(".git/list.sha256", list);
        let args = ["--manifest", ".git/list.sha256", "--as-at", "2026-03-31"];
        kept.verify(&args.iter().chain(more).copied().collect::<Vec<_>>())
    };
    let commit = kept.head();
    with(&list, &["--at", &commit]).holds();
    let addresses = list.replace("  ", "  https://register.example/health/");
    with(&addresses, &["--at", "HEAD"]).holds();
    let elsewhere = list.replace("  ", "  https://elsewhere.example/");
    assert_eq!(with(&elsewhere, &["--at", "HEAD"]).ran.code, 1);
    let (first, rest) = list.split_once('\n').unwrap();
    let verified = with(
        &format!("{}{}\n{rest}", "0".repeat(64), &first[64..]),
        &["--at", "HEAD"],
    );
    assert_eq!(verified.codes(), ["page-differs"], "{:#}", verified.data);
    assert_eq!(with(rest, &["--at", "HEAD"]).codes(), ["page-missing"]);
    kept.run(&["build", "--quiet", "--no-history"]).ok();
    let without = kept.environment.read("site/MANIFEST.sha256");
    assert_ne!(without, list);
    with(&without, &["--at", "HEAD"]).holds();
    let ran = kept.run(&["verify", "--manifest", ".git/list.sha256"]).ended(2);
    assert!(ran.err.contains("--at"), "{}", ran.err);
    kept.run(&["verify", "--manifest", "no-such-file", "--at", "HEAD"])
        .ended(4);
    kept.run(&["verify", "no-such-folder"]).ended(4);
}

#[test]
fn another_version_of_the_program_is_told_where_files_differ() {
    let kept = published();
    let version = format!("\"version\": \"{}\"", env!("CARGO_PKG_VERSION"));
    kept.edit("site/register.json", &version, "\"version\": \"0.0.9\"");
    let verified = kept.verify(&["site"]);
    assert_eq!(verified.codes(), ["page-differs"]);
    let told = verified.list("unchecked")[0];
    assert!(
        told["what"].as_str().unwrap().contains("made by scrutiny 0.0.9"),
        "{told}"
    );
    assert_eq!(told["cure"], "verify it with scrutiny 0.0.9");
}

#[test]
fn a_site_of_an_earlier_state_is_made_again_as_one() {
    let kept = published();
    let before = kept.head();
    kept.edit(CHANGE, "The same in Medway.", "Something else.");
    kept.commit("Go on");
    kept.run(&["build", "--quiet", "--at", &before, "--to", "earlier"])
        .ok();
    kept.verify(&["earlier"]).holds();
    let page = "earlier/changes/medway-therapeutic-alliance-2025.html";
    kept.edit(page, "The same in Medway.", "Nothing in Medway.");
    assert_eq!(kept.verify(&["earlier"]).codes(), ["page-differs"]);
}
