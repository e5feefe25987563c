//! Every path that the program makes can be held by every system, and registers work in folders of any name.

use std::collections::BTreeSet;
use std::path::Path;

use scrutiny::portable;

use crate::environment::{Environment, Ran, copy, files, repository};
use crate::import::{import, northmere};

/// Holds everything in a folder to the rule, but what Git makes itself and what was there; gives the paths.
#[track_caller]
fn held(environment: &Environment, known: &BTreeSet<String>) -> BTreeSet<String> {
    let gits = |path: &str| path.starts_with(".git/") && !path.starts_with(".git/scrutiny");
    let made: BTreeSet<String> = files(environment.path())
        .into_iter()
        .map(|(path, _)| path)
        .filter(|path| !gits(path) && !known.contains(path))
        .collect();
    for path in &made {
        // Below the folder of the site or of our own things, as each may stand anywhere.
        let below = path.strip_prefix("site/").unwrap_or(path);
        assert_eq!(portable::trouble(below), None, "{path}");
    }
    assert_eq!(portable::twins(made.iter().map(String::as_str)), None);
    made
}

fn in_git(records: &Path) -> Environment {
    let environment = Environment::new();
    copy(records, &environment.path().join("records"));
    environment.git(&["init", "--quiet", "--initial-branch=main", "."]);
    environment.git(&["add", "--all"]);
    environment.git(&["commit", "--quiet", "--message", "The register"]);
    environment
}

#[test]
fn every_file_of_a_site_can_be_held_everywhere() {
    for records in ["records", "tests/browser/busy/records"] {
        let environment = in_git(&repository().join(records));
        let known = files(environment.path())
            .into_iter()
            .map(|(path, _)| path)
            .collect();
        environment.run(&["build"]).ok();
        let made = held(&environment, &known);
        let ends: BTreeSet<&str> = made.iter().filter_map(|path| path.rsplit('.').next()).collect();
        for end in ["html", "json", "csv", "ics", "atom", "css", "js", "svg", "sha256"] {
            assert!(ends.contains(end), "no file of the kind {end}: {ends:?}");
        }
        let manifest = environment.read("site/MANIFEST.sha256");
        assert!(
            !manifest.contains('\\') && manifest.contains("  bodies/index.html\n"),
            "{manifest}"
        );
    }
}

#[test]
fn every_file_that_commands_make_can_be_held_everywhere() {
    let environment = northmere();
    let known = BTreeSet::new();
    import(&environment, "minutes.txt", &["--minutes", "draft"]).ok();
    environment.write("again.txt", &crate::import::confirmed());
    let item = "northmere-hsc-2026-03-12-community-mental-health-services-in-northmere";
    for args in [
        &[
            "add",
            "body",
            "--name",
            "Wexcombe Council",
            "--role",
            "local-authority",
        ][..],
        &[
            "add",
            "body",
            "--name",
            "Aux",
            "--role",
            "icb",
            "--id",
            "aux-board",
        ],
        &["duty", "adopt", "community-model-2026"],
        &["confirm", item, "--on", "14/05/2026"],
        &[
            "edit",
            "stroke-ward-2026",
            "--set",
            "summary=Stroke patients are treated at the General.",
        ],
        &[
            "correct",
            "body/northmere-trust",
            "--set",
            "area=Northmere",
            "--reason",
            "It was left out.",
        ],
        &["rename", "stroke-ward-2026", "stroke-care-2026"],
        &["undo", "--yes"],
        &["redo", "--yes"],
        &["build"],
        &[
            "withdraw",
            "body/wexcombe-council",
            "--reason",
            "It was entered twice.",
            "--yes",
        ],
        &["check"],
        &["verify"],
        &["build"],
        &["build", "--at", "HEAD~2", "--to", "before"],
    ] {
        let ran = environment.run(args);
        assert!(ran.code < 2, "{args:?}: {}", ran.err);
        held(&environment, &known);
    }
    let made = held(&environment, &known);
    for part in [
        "records/determinations/2026/",
        "records/duties/",
        ".git/scrutiny/",
        "before/",
    ] {
        assert!(made.iter().any(|path| path.starts_with(part)), "{part}: {made:?}");
    }
}

#[test]
fn the_longest_ids_leave_room_for_the_folders_above() {
    let environment = in_git(&repository().join("records"));
    let id = |start: &str| {
        format!("{start}{}", "-long".repeat(20))
            .chars()
            .take(100)
            .collect::<String>()
    };
    environment.run(&["rename", "body/kmpt", &id("b")]).ok();
    environment
        .run(&["rename", "change/all-age-mental-health-2025", &id("c")])
        .ok();
    for (kind, old) in [
        ("resolution", "kent-hosc-2025-10-09-all-age-mental-health"),
        ("determination", "kent-hosc-2025-10-09-all-age-mental-health"),
        ("duty", "kmpt-involve-all-age-mental-health-2025"),
    ] {
        environment
            .run(&["rename", &format!("{kind}/{old}"), &id(&kind[..1])])
            .ok();
    }
    environment
        .run(&[
            "edit",
            &format!("change/{}", id("c")),
            "--set",
            "title=Another title",
        ])
        .ok();
    environment.run(&["build"]).ok();
    let made = held(&environment, &BTreeSet::new());
    let longest = made
        .iter()
        .map(|path| path.strip_prefix("site/").unwrap_or(path).len())
        .max();
    assert!(
        longest.is_some_and(|longest| longest > 120),
        "so the test can fail: {longest:?}"
    );
}

#[test]
fn names_that_windows_cannot_hold_are_refused_with_the_reason() {
    let environment = Environment::with_register();
    let add = ["add", "body", "--role", "icb", "--name"];
    for name in ["con", "aux", "nul", "com1", "lpt9"] {
        let ran = environment
            .run(&[&add[..], &["A board", "--id", name]].concat())
            .ended(2);
        assert!(
            ran.err.contains("Windows keeps this name for a device"),
            "{}",
            ran.err
        );
    }
    environment.run(&[&add[..], &["A board"]].concat()).ok();
    let ran = environment.run(&["rename", "a-board", "prn"]).ended(2);
    assert!(ran.err.contains("Windows"), "{}", ran.err);
    // Of the name `Con` an id is made that can be held, or the clerk is asked for one.
    let ran = environment.run(&[&add[..], &["Con"]].concat());
    assert!(ran.code == 0 || ran.err.contains("--id"), "{}", ran.err);
    held(&environment, &BTreeSet::new());
    environment.write("records/bodies/nul.yaml", "name: N\nrole: icb\n");
    let ran = environment.run(&["check"]).ended(1);
    assert!(
        ran.err.contains("error[bad-id]") && ran.err.contains("Windows"),
        "{}",
        ran.err
    );
}

#[test]
fn assets_that_some_systems_cannot_hold_are_refused_before_the_site_is_touched() {
    for (names, says) in [
        (&["CON.svg"][..], "Windows keeps the name `CON.svg` for a device"),
        (&["fonts/logo."], "ends with a full stop"),
        (&["Logo.svg", "logo.svg"], "differ in capitals alone"),
        (&["Wappen Köln.svg"], "an asset's name is made of letters"),
    ] {
        let environment = Environment::with_register();
        for name in names {
            environment.write(
                &format!("templates/assets/{name}"),
                "<svg xmlns='http://www.w3.org/2000/svg'/>",
            );
        }
        let ran = environment.run(&["build"]);
        assert!(
            ran.code != 0 && ran.err.contains(says),
            "{names:?}: {} {}",
            ran.code,
            ran.err
        );
        assert!(!environment.has("site/index.html"), "{names:?}");
    }
}

/// Runs the program in a folder, with a home whose name is not ASCII.
fn at(environment: &Environment, folder: &str, args: &[&str]) -> Ran {
    let mut command = environment.command(env!("CARGO_BIN_EXE_scrutiny"));
    command.env("HOME", environment.path().join("Zuhause der Größe 🏠"));
    command.current_dir(environment.path().join(folder)).args(args);
    Ran::of(&command.output().expect("the program starts"))
}

#[test]
fn registers_work_in_folders_of_any_name() {
    for folder in [
        "with spaces in it",
        "Größe & Übersicht",
        "🏛 日本",
        "-dash --register",
        "it's \"quoted\" $HOME %TEMP%",
    ] {
        let environment = Environment::new();
        std::fs::create_dir_all(environment.path().join("Zuhause der Größe 🏠")).expect("a home");
        std::fs::create_dir_all(environment.path().join(folder)).expect("the folder");
        let run = |args: &[&str]| at(&environment, folder, args);
        run(&["init", "--name", "Größe", "--publisher", "Northmere"]).ok();
        let file = |path: &str| format!("{folder}/{path}");
        environment.write(&file("records/pages/about.md"), "# Über uns\n\nText.\n");
        environment.write(&file("templates/größe.html"), "<p>Größe</p>\n");
        run(&[
            "add",
            "body",
            "--name",
            "Größe Council",
            "--role",
            "local-authority",
            "--id",
            "council",
        ])
        .ok();
        run(&[
            "add",
            "body",
            "--name",
            "Northmere Committee",
            "--role",
            "scrutiny-committee",
            "--part-of",
            "council",
            "--id",
            "committee",
        ])
        .ok();
        run(&[
            "add",
            "body",
            "--name",
            "The Board",
            "--role",
            "icb",
            "--id",
            "board",
        ])
        .ok();
        environment.write(&file("Protokoll März 🗎.txt"), crate::import::MINUTES);
        let minutes = run(&[
            "import",
            "minutes",
            "Protokoll März 🗎.txt",
            "--committee",
            "committee",
            "--meeting",
            "12/03/2026",
            "--title",
            "Größe",
            "--dry-run",
            "--no-input",
        ]);
        assert!(
            minutes.out.contains("a: determination"),
            "{folder}: {} {}",
            minutes.out,
            minutes.err
        );
        for args in [
            &["edit", "board", "--set", "area=Größe"][..],
            &[
                "correct",
                "board",
                "--set",
                "area=Die Größe",
                "--reason",
                "Übersehen",
            ],
            &["rename", "board", "the-board"],
            &["undo", "--yes"],
            &["redo", "--yes"],
            &["list"],
            &["show", "the-board"],
            &["find", "größe"],
            &["due"],
            &["log"],
            &["log", "the-board"],
            &["diff", "HEAD~1"],
            &["check"],
            &["build"],
            &["build", "--to", "Öffentliche Seite"],
            &["verify"],
            &["withdraw", "the-board", "--reason", "Übersehen", "--yes"],
            &["sync", "--with", "../geteilt für alle.git", "--new"],
        ] {
            let ran = run(args);
            assert_eq!(ran.code, 0, "{folder}, {args:?}: {}{}", ran.out, ran.err);
        }
        let page = environment.read(&file("site/pages/about.html"));
        assert!(page.contains("Über uns"), "{page}");
        assert!(environment.has(&file("Öffentliche Seite/index.html")));
        // From outside, by the folder's name.
        let named = format!("--register={folder}");
        let ran = at(&environment, "", &[&named, "list", "--quiet"]).ok();
        assert!(ran.out.contains("Größe Council"), "{}", ran.out);
    }
}
