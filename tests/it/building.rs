//! `scrutiny build`: what it writes, leaves, removes and refuses.

use std::process::Command;

use crate::environment::{Environment, files};

/// The numbers of files written, unchanged and removed.
fn build(environment: &Environment, more: &[&str]) -> (u64, u64, u64) {
    let args = [&["build", "--format", "json"], more].concat();
    let data = environment.run(&args).ok().json()["data"].clone();
    let number = |name: &str| data[name].as_u64().expect(name);
    (number("written"), number("unchanged"), number("removed"))
}

#[test]
fn one_thread_or_two_one_process_or_another_the_bytes_are_the_same() {
    let environment = Environment::with_demonstration();
    for (threads, folder) in [("1", "one"), ("2", "two")] {
        let mut command = environment.command(env!("CARGO_BIN_EXE_scrutiny"));
        command
            .env("RAYON_NUM_THREADS", threads)
            .current_dir(environment.path());
        let status = command
            .args(["--quiet", "build", "--at", "HEAD", "--to", folder])
            .status();
        assert!(status.expect("the program starts").success());
    }
    let sums = environment.read("one/MANIFEST.sha256");
    assert!(sums.lines().count() > 30, "{sums}");
    assert_eq!(sums, environment.read("two/MANIFEST.sha256"));
}

#[test]
#[cfg(unix)]
fn the_manifest_is_one_that_sha256sum_can_check() {
    let environment = Environment::with_demonstration();
    build(&environment, &[]);
    let mut check = Command::new("sha256sum");
    check
        .args(["--check", "--quiet", "MANIFEST.sha256"])
        .current_dir(environment.path().join("site"));
    assert!(check.status().expect("sha256sum starts").success());
}

#[test]
fn only_what_changed_is_written_and_what_is_gone_is_removed() {
    let environment = Environment::with_demonstration();
    let (all, ..) = build(&environment, &[]);
    assert_eq!(build(&environment, &[]), (0, all, 0));
    environment
        .run(&[
            "edit",
            "duty/kmpt-2025-10-09-service-change-protocols",
            "--set",
            "title=Keep to the agreed protocols",
        ])
        .ok();
    let (written, unchanged, removed) = build(&environment, &[]);
    assert_eq!(removed, 0);
    // The files of the search that hold its words, or what comes after them, are among these.
    assert!(unchanged >= all - 70, "{unchanged} of {all}");
    assert!((4..70).contains(&written), "{written} files tell of one duty");
    let page = environment.read("site/duties/kmpt-2025-10-09-service-change-protocols.html");
    assert!(page.contains("Keep to the agreed protocols"));
    std::fs::remove_file(
        environment
            .path()
            .join("records/duties/2025/kmpt-2025-10-09-service-change-protocols.yaml"),
    )
    .expect("the record can be removed");
    assert_eq!(
        build(&environment, &[]).2,
        3,
        "the page, how it changed, and its data"
    );
    assert!(!environment.has("site/duties/kmpt-2025-10-09-service-change-protocols.html"));
}

#[test]
fn a_quick_build_and_a_whole_one_leave_the_same_bytes() {
    let environment = Environment::with_demonstration();
    build(&environment, &["--to", "quick"]);
    environment
        .run(&["edit", "body/kent-hosc", "--set", "short_name=Kent Scrutiny"])
        .ok();
    build(&environment, &["--to", "quick"]);
    build(&environment, &["--to", "whole", "--whole"]);
    assert_eq!(
        environment.read("quick/MANIFEST.sha256"),
        environment.read("whole/MANIFEST.sha256")
    );
}

#[test]
fn a_quick_build_on_another_day_leaves_the_bytes_of_a_whole_one() {
    let environment = Environment::with_demonstration();
    environment.write(
        "records/changes/2025/award.yaml",
        "title: An award\nsummary: One contract.\nkind: contract-award\nresponsible_person: nhs-kent-and-medway\ncommissioners: [nhs-kent-and-medway]\n\
         authorities: [{authority: kent-county-council}]\nprocurement: {buyer: nhs-kent-and-medway, process: \
         direct-award-c, awarded: 2025-05-20}\n",
    );
    let day = "site/changes/award.html";
    build(&environment, &["--as-at", "2025-06-19"]);
    assert!(environment.read(day).contains("Due by 19 June 2025"));
    let (written, ..) = build(&environment, &["--as-at", "2025-06-20"]);
    assert!(environment.read(day).contains("Overdue on our records"));
    assert!(
        (4..80).contains(&written),
        "{written} files tell of one last day that has passed"
    );
    build(&environment, &["--to", "whole", "--as-at", "2025-06-20"]);
    assert_eq!(
        environment.read("site/MANIFEST.sha256"),
        environment.read("whole/MANIFEST.sha256")
    );
    let (written, ..) = build(&environment, &["--as-at", "2025-06-21"]);
    // Nothing was due or over on that day, so only the files that tell the day differ.
    let telling = files(&environment.path().join("site"))
        .iter()
        .filter(|(_, bytes)| {
            let text = String::from_utf8_lossy(bytes);
            text.contains("21 June 2025") || text.contains("2025-06-21")
        })
        .count();
    assert!(telling > 5);
    assert_eq!(written, telling as u64);
}

#[test]
fn a_page_changed_by_hand_is_made_again() {
    let environment = Environment::with_demonstration();
    build(&environment, &[]);
    let page = "site/changes/all-age-mental-health-2025.html";
    let good = environment.read(page);
    environment.write(page, &good.replace("not substantial", "very substantial"));
    assert_eq!(build(&environment, &[]).0, 1);
    assert_eq!(environment.read(page), good);
}

#[test]
fn records_outside_the_commit_are_told_whatever_git_was_told_to_overlook() {
    let says = |environment: &Environment| {
        build(environment, &[]);
        let about: serde_json::Value =
            serde_json::from_str(&environment.read("site/register.json")).expect("JSON");
        about["edition"]["uncommitted"].as_bool().expect("it is said")
    };
    let body = "records/bodies/kmpt.yaml";
    let changed = |environment: &Environment| {
        let text = environment.read(body);
        environment.write(body, &format!("{text}# by hand\n"));
    };
    let environment = Environment::with_demonstration();
    assert!(!says(&environment));
    environment.git(&["update-index", "--assume-unchanged", body]);
    changed(&environment);
    assert!(says(&environment), "assume-unchanged");

    let environment = Environment::with_demonstration();
    environment.git(&["update-index", "--skip-worktree", body]);
    changed(&environment);
    assert!(says(&environment), "skip-worktree");

    let environment = Environment::with_demonstration();
    environment.write(".git/info/exclude", "records/pages/mine.md\ntemplates/\n");
    environment.write("records/pages/mine.md", "# Mine\n");
    assert!(says(&environment), "a record that Git ignores");
    std::fs::remove_file(environment.path().join("records/pages/mine.md")).expect("it can be removed");
    assert!(!says(&environment));
    environment.write("templates/style/own.css", ".own {}\n");
    assert!(says(&environment), "a template that Git ignores");

    // Lines that end as on Windows are the same records, and make the same site.
    let environment = Environment::with_demonstration();
    let text = environment.read(body);
    environment.write(body, &text.replace('\n', "\r\n"));
    assert!(!says(&environment));
    environment.git(&["rm", "--quiet", "--cached", body]);
    assert!(!says(&environment), "what is staged is not in the site");
}

#[test]
fn what_a_commit_says_is_shown_without_marks_that_turn_it_round() {
    let environment = Environment::with_demonstration();
    let text = environment.read("records/bodies/kmpt.yaml");
    environment.write("records/bodies/kmpt.yaml", &format!("{text}# changed\n"));
    let name = "user.name=Eve\u{202e}live";
    let summary = "Mend \u{202e}eman eht\u{2069} \u{1b}[31m";
    environment.git(&["-c", name, "commit", "--quiet", "--all", "--message", summary]);
    build(&environment, &[]);
    let is_odd = |text: &str| text.contains(['\u{202e}', '\u{2069}', '\u{1b}']);
    let mut told = 0;
    for (path, bytes) in files(&environment.path().join("site")) {
        let text = String::from_utf8_lossy(&bytes);
        assert!(!is_odd(&text), "{path}");
        told += usize::from(text.contains("Mend \u{fffd}eman"));
    }
    assert!(told >= 4, "{told} files tell of it");
    let log = environment.run(&["log"]).ok().out;
    assert!(log.contains("Mend \u{fffd}eman") && !is_odd(&log), "{log}");
}

#[test]
fn what_the_build_did_not_write_is_not_touched() {
    let environment = Environment::with_demonstration();
    environment.write("site/index.html", "somebody else's");
    let ran = environment.run(&["build"]).ended(3);
    assert!(ran.err.contains("index.html"), "{}", ran.err);
    assert_eq!(environment.read("site/index.html"), "somebody else's");
    assert!(!environment.has("site/changes"), "nothing was written");
    environment.write("out/notes.txt", "kept");
    build(&environment, &["--to", "out"]);
    build(&environment, &["--to", "out"]);
    assert_eq!(environment.read("out/notes.txt"), "kept");
}

#[test]
fn a_mistake_leaves_the_site_as_it_stood() {
    let environment = Environment::with_demonstration();
    build(&environment, &[]);
    let before = environment.read("site/MANIFEST.sha256");
    environment.write("records/bodies/bad.yaml", "name: Bad\n");
    let ran = environment.run(&["build"]).ended(1);
    assert!(ran.err.contains("error[missing-field]"), "{}", ran.err);
    assert_eq!(environment.read("site/MANIFEST.sha256"), before);
}

#[test]
fn drafts_appear_nowhere_in_the_site() {
    let environment = Environment::with_demonstration();
    environment
        .run(&[
            "add",
            "change",
            "--id",
            "canary-2026",
            "--title",
            "Canary title",
            "--summary",
            "Canary summary.",
            "--kind",
            "move",
            "--authority",
            "kent-county-council",
            "--draft",
        ])
        .ok();
    let view = [
        "add",
        "determination",
        "--id",
        "canary-view",
        "--change",
        "canary-2026",
        "--view",
        "not-substantial",
        "--by",
        "kent-hosc",
        "--date",
        "2026-01-20",
        "--source",
        "Canary letter",
        "--draft",
    ];
    environment.run(&view).ok();
    build(&environment, &[]);
    let mut left = vec![environment.path().join("site")];
    while let Some(place) = left.pop() {
        if place.is_dir() {
            left.extend(
                std::fs::read_dir(&place)
                    .expect("a folder")
                    .map(|entry| entry.expect("an entry").path()),
            );
        } else {
            let text = String::from_utf8_lossy(&std::fs::read(&place).expect("a file")).to_lowercase();
            assert!(!text.contains("canary"), "{}", place.display());
        }
    }
}

#[test]
fn a_site_is_never_written_over_the_register() {
    let environment = Environment::with_demonstration();
    for folder in ["records", "records/site", "templates/x", ".git", ".", ".."] {
        let ran = environment.run(&["build", "--to", folder]).ended(3);
        assert!(
            ran.err.contains("the register is kept there"),
            "{folder}: {}",
            ran.err
        );
    }
    assert_eq!(environment.git(&["status", "--porcelain"]), "");
}

#[test]
fn a_duty_that_was_met_later_is_open_on_the_day_asked_about() {
    let environment = Environment::with_demonstration();
    let duty = "duty/kmpt-2025-10-09-service-change-protocols";
    environment.run(&["edit", duty, "--set", "due=2026-01-15"]).ok();
    let set = [
        "--set",
        "discharged.date=2026-02-10",
        "--set",
        "discharged.evidence=Protocols agreed",
    ];
    environment.run(&[&["edit", duty][..], &set].concat()).ok();
    let named = "Follow the agreed rules when services change";
    for (day, is_open) in [("2026-01-31", true), ("2026-02-10", false)] {
        let due = environment.run(&["due", "--as-at", day]).ok().out;
        assert_eq!(due.contains(named), is_open, "{day}: {due}");
        let today = environment.run(&["--as-at", day]).ok().out;
        assert_eq!(today.contains(named), is_open, "{day}: {today}");
        let list = environment.run(&["list", "duties", "--as-at", day]).ok().out;
        let own = list
            .lines()
            .find(|line| line.contains(named))
            .expect("it is listed");
        assert_eq!(own.contains("not recorded as met"), is_open, "{day}: {own}");
        let why = environment
            .run(&["why", "all-age-mental-health-2025", "--as-at", day])
            .ok()
            .out;
        assert_eq!(
            why.contains("overdue: the last day was 15 January 2026"),
            is_open,
            "{day}: {why}"
        );
        build(&environment, &["--as-at", day]);
        let page = environment.read("site/duties/index.html");
        let (open, done) = page.split_once("Recorded as done</h2>").unwrap_or((&page, ""));
        assert_eq!(
            (open.contains(named), done.contains(named)),
            (is_open, !is_open),
            "{day}"
        );
        let calendar = environment.read("site/changes/all-age-mental-health-2025.ics");
        assert_eq!(
            calendar.contains("we hold no record"),
            is_open,
            "{day}: {calendar}"
        );
        build(&environment, &["--as-at", day, "--to", "whole", "--whole"]);
        assert_eq!(
            environment.read("site/MANIFEST.sha256"),
            environment.read("whole/MANIFEST.sha256"),
            "{day}"
        );
    }
}

#[cfg(unix)]
#[test]
fn a_file_that_became_a_link_is_told_although_nothing_else_changed() {
    let environment = Environment::with_demonstration();
    let notes = environment.path().join("records/notes.txt");
    environment.write("records/notes.txt", "");
    build(&environment, &[]);
    std::fs::remove_file(&notes).unwrap();
    std::os::unix::fs::symlink("/etc/hostname", &notes).unwrap();
    let ran = environment.run(&["build"]).ended(1);
    assert!(ran.err.contains("error[not-a-file]"), "{}", ran.err);
}

#[test]
fn a_way_round_to_the_register_is_seen_through() {
    let environment = Environment::with_demonstration();
    for folder in [
        "no/../records",
        "no/../.git",
        "a/b/../../templates/x",
        "site/../no/../.git/refs",
    ] {
        let ran = environment.run(&["build", "--to", folder]).ended(3);
        assert!(
            ran.err.contains("the register is kept there"),
            "{folder}: {}",
            ran.err
        );
        assert!(!environment.has("no") && !environment.has("a"), "{folder}");
    }
    environment.run(&["build", "--to", "no/../public"]).ok();
}

#[test]
fn a_site_is_never_written_among_the_files_of_git_wherever_they_are() {
    let (demonstration, environment) = (Environment::with_demonstration(), Environment::new());
    let from = demonstration.path().display().to_string();
    environment.git(&["clone", "--quiet", &from, "."]);
    environment.git(&["worktree", "add", "--quiet", "beside", "-b", "beside"]);
    let bare = Environment::new();
    bare.git(&["clone", "--quiet", "--bare", &from, "bare.git"]);
    let refused = |register: &str, folder: &str| {
        let ran = environment
            .run(&["--register", register, "build", "--to", folder])
            .ended(3);
        assert!(
            ran.err.contains("the register is kept there"),
            "{register}, {folder}: {}",
            ran.err
        );
    };
    refused("beside", ".git/refs/heads");
    refused("beside", ".git/worktrees/beside");
    for folder in ["bare.git/refs/heads", "bare.git", "."] {
        let ran = bare
            .run(&["--register", "bare.git", "build", "--to", folder])
            .ended(3);
        assert!(
            ran.err.contains("the register is kept there"),
            "{folder}: {}",
            ran.err
        );
    }
    bare.run(&["--register", "bare.git", "build", "--to", "public"])
        .ok();
    // A register below the top of its repository.
    environment.write(
        "below/records/register.yaml",
        &environment.read("records/register.yaml"),
    );
    refused("below", ".git/refs");
}

#[test]
fn a_finished_record_may_not_lean_on_a_draft() {
    let environment = Environment::with_demonstration();
    let ran = environment
        .run(&["edit", "body/kent-hosc", "--set", "status=draft"])
        .ended(1);
    assert!(ran.err.contains("error[names-a-draft]"), "{}", ran.err);
    environment.run(&["check"]).ok();
}
