//! Undo and redo: what is refused, what is kept, and that one cut off anywhere is whole or not at all.

use scrutiny::failure::Exit;
use scrutiny::git::{FileEdit, Repo, Step, Way};

use crate::ground::{Ground, STEPS, again, edit, order};

fn edits() -> [FileEdit; 3] {
    [
        edit("records/bodies/a.yaml", Some("name: a\n"), Some("name: new a\n")),
        edit("records/bodies/2026/d.yaml", None, Some("name: d\n")),
        edit("records/bodies/b.yaml", Some("name: b\n"), None),
    ]
}

fn undo(repo: &Repo) -> Option<String> {
    repo.reverse(&repo.to_undo().unwrap()).unwrap()
}

fn redo(repo: &Repo) -> Option<String> {
    repo.reverse(&repo.to_redo(None).unwrap()).unwrap()
}

/// One change to one file, saved.
fn save(repo: &Repo, path: &str, before: Option<&str>, after: Option<&str>, says: &str) -> String {
    let saved = repo.save(&[edit(path, before, after)], says).unwrap();
    saved.commit.unwrap()
}

/// The process that is to end in the midst of an undo or a redo.
#[test]
fn child_that_crashes() {
    if let Some((root, told)) = order() {
        let (way, step) = told.split_once(' ').unwrap();
        let repo = Repo::open(&root).unwrap().unwrap();
        let mut crash = |reached| {
            if format!("{reached:?}") == step {
                std::process::abort();
            }
        };
        let reversal = match way {
            "undo" => repo.to_undo(),
            _ => repo.to_redo(None),
        };
        repo.reverse_observed(&reversal.unwrap(), &mut crash).unwrap();
    }
}

#[test]
fn an_undo_or_a_redo_cut_off_at_any_step_is_whole_or_not_at_all() {
    for prefix in ["", "register/kent"] {
        for way in ["undo", "redo"] {
            for step in STEPS {
                let ground = Ground::settled(prefix);
                ground.open().save(&edits(), "three at once").unwrap();
                if way == "redo" {
                    undo(&ground.open());
                }
                // Work of others: a staged file, a changed one and an unknown one.
                ground.put("staged.txt", "staged\n");
                let staged = ground.root.join("staged.txt");
                ground.run(&["add", staged.to_str().unwrap()]).unwrap();
                ground.put("records/bodies/c.yaml", "name: by hand\n");
                ground.put("untracked.txt", "x\n");
                let status = ground.status();
                let told = format!("{way} {step:?}");
                let ended = again("undo::child_that_crashes", &ground.root, &told)
                    .status()
                    .unwrap();
                assert!(!ended.success(), "{told} was not reached");
                assert!(cfg!(not(unix)) || ended.code().is_none(), "{told}: {ended}");
                is_whole(&ground, way, step, &status);
            }
        }
    }
}

/// Repairs the register and looks whether it is as before or as after, and whether the change can still be taken back or
/// brought back.
fn is_whole(ground: &Ground, way: &str, step: Step, status: &str) {
    let told = format!("{way} {step:?}");
    let repo = ground.open();
    let note = repo.recover().unwrap();
    let is_done = !matches!(
        step,
        Step::Locked | Step::Checked | Step::TextsStored | Step::CommitStored | Step::JournalWritten
    );
    let finished = note.is_some_and(|note| note.contains("has been finished"));
    assert_eq!(finished, is_done && step != Step::JournalRemoved, "{told}");
    // The change is in the register where an undo was not made, or a redo was.
    holds_change(ground, (way == "undo") != is_done, &told);
    assert_eq!(ground.status(), status, "{told}");
    assert_eq!(repo.recover().unwrap(), None, "{told}: nothing is left to do");
    assert!(
        ground.run(&["fsck", "--strict", "--no-dangling"]).is_some(),
        "{told}"
    );
    if (way == "undo") == is_done {
        redo(&repo);
        holds_change(ground, true, &told);
    }
    undo(&repo);
    holds_change(ground, false, &told);
    redo(&repo);
    holds_change(ground, true, &told);
    assert_eq!(ground.status(), status, "{told}");
}

/// Whether the three files are as the change makes them, on disk and in the last commit.
fn holds_change(ground: &Ground, is_there: bool, told: &str) {
    for change in edits() {
        let wanted = if is_there { change.after } else { change.before };
        let wanted = wanted.map(|bytes| String::from_utf8(bytes).unwrap());
        assert_eq!(ground.text(&change.path), wanted, "{told}, disk {}", change.path);
        assert_eq!(
            ground.committed(&change.path),
            wanted,
            "{told}, head {}",
            change.path
        );
    }
}

#[test]
fn several_are_undone_and_brought_back_in_order() {
    let ground = Ground::settled("");
    let repo = ground.open();
    let path = "records/bodies/a.yaml";
    let texts = ["name: a\n", "name: one\n", "name: two\n", "name: three\n"];
    let commits: Vec<String> = texts
        .windows(2)
        .map(|pair| save(&repo, path, Some(pair[0]), Some(pair[1]), pair[1]))
        .collect();
    for round in 0..3 {
        for text in texts.iter().rev().skip(1) {
            undo(&repo);
            assert_eq!(ground.text(path).unwrap(), *text, "round {round}");
        }
        let first = repo.to_undo().unwrap_err();
        assert_eq!(first.exit, Exit::Refused);
        assert!(first.what.contains("first change of the register"), "{first}");
        for text in &texts[1..] {
            redo(&repo);
            assert_eq!(ground.text(path).unwrap(), *text, "round {round}");
        }
        assert_eq!(repo.to_redo(None).unwrap_err().exit, Exit::NotFound);
        assert_eq!(repo.commit("HEAD").unwrap(), commits[2]);
        assert_eq!(ground.status(), "");
    }
}

#[test]
fn what_was_saved_since_stands_and_what_was_undone_is_kept() {
    let ground = Ground::settled("");
    let repo = ground.open();
    let path = "records/bodies/a.yaml";
    let lost = save(&repo, path, Some("name: a\n"), Some("name: lost\n"), "Edit a");
    undo(&repo);
    save(
        &repo,
        path,
        Some("name: a\n"),
        Some("name: new\n"),
        "Edit a again",
    );
    let failure = repo.to_redo(None).unwrap_err();
    assert_eq!(failure.exit, Exit::Refused);
    assert_eq!(
        failure.what,
        "“Edit a” was undone, and “Edit a again” has been saved since, so it cannot be brought back as it was"
    );
    let cure = failure.cure.unwrap();
    assert!(
        cure.contains(&format!("scrutiny show --at {} bodies/a", &lost[..10])),
        "{cure}"
    );
    // Nothing that Git clears away can take it.
    ground.run(&["gc", "--quiet", "--prune=now"]).unwrap();
    assert_eq!(
        ground
            .run(&["show", &format!("{lost}:records/bodies/a.yaml")])
            .unwrap(),
        "name: lost\n"
    );
    // Without what came since, each of the two comes back: the last undone, or the one that is named.
    undo(&repo);
    assert_eq!(repo.to_redo(None).unwrap().commit.summary, "Edit a again");
    let named = repo.to_redo(Some(&lost[..8])).unwrap();
    assert_eq!((named.way, named.commit.id.as_str()), (Way::Redo, lost.as_str()));
    repo.reverse(&named).unwrap();
    assert_eq!(ground.text(path).unwrap(), "name: lost\n");
    assert_eq!(repo.to_redo(Some("00000000")).unwrap_err().exit, Exit::NotFound);
}

#[test]
fn what_others_may_have_is_told_and_not_undone() {
    for reference in [
        "refs/remotes/origin/main",
        "refs/tags/v1",
        "refs/scrutiny/shared/origin/main",
    ] {
        let ground = Ground::settled("");
        let repo = ground.open();
        save(&repo, "records/bodies/d.yaml", None, Some("name: d\n"), "Add d");
        let before = repo.to_undo().unwrap();
        assert_eq!(before.shared, None);
        // Held by one that came later and is not here any more, too.
        save(&repo, "records/bodies/e.yaml", None, Some("name: e\n"), "Add e");
        ground.run(&["update-ref", reference, "HEAD"]).unwrap();
        ground.run(&["reset", "--hard", "--quiet", "HEAD~1"]).unwrap();
        let now = repo.to_undo().unwrap();
        assert!(now.shared.is_some(), "{reference}");
        let refused = repo.reverse(&before).unwrap_err();
        assert_eq!(refused.exit, Exit::Refused, "{reference}");
        assert_eq!(ground.text("records/bodies/d.yaml").unwrap(), "name: d\n");
        assert_eq!(ground.status(), "");
    }
}

#[test]
fn a_change_that_is_not_as_it_was_saved_is_refused_and_nothing_is_touched() {
    type Spoil = fn(&Ground);
    let cases: [(&str, Spoil); 7] = [
        ("records/bodies/a.yaml was changed by hand", |ground| {
            ground.put("records/bodies/a.yaml", "name: by hand\n");
        }),
        ("records/bodies/2026/d.yaml was changed by hand", |ground| {
            std::fs::remove_file(ground.root.join("records/bodies/2026/d.yaml")).unwrap();
        }),
        ("records/bodies/b.yaml was changed by hand", |ground| {
            ground.put("records/bodies/b.yaml", "name: again\n");
        }),
        ("records/bodies/a.yaml was changed by hand", |ground| {
            ground.put("records/bodies/a.yaml", "name: staged\n");
            ground.run(&["add", "records/bodies/a.yaml"]).unwrap();
            ground.put("records/bodies/a.yaml", "name: new a\n");
        }),
        ("touches notes.txt", |ground| {
            ground.put("notes.txt", "x\n");
            ground.commit("notes", 2);
        }),
        ("a merge is under way", |ground| {
            let head = ground.run(&["rev-parse", "HEAD"]).unwrap();
            std::fs::write(ground.top.join(".git/MERGE_HEAD"), head).unwrap();
        }),
        ("a single commit and no branch", |ground| {
            ground.run(&["checkout", "--quiet", "--detach"]).unwrap();
        }),
    ];
    for (says, spoil) in cases {
        let ground = Ground::settled("");
        ground.open().save(&edits(), "three at once").unwrap();
        spoil(&ground);
        let before = (ground.status(), ground.run(&["for-each-ref"]).unwrap());
        let failure = ground.open().to_undo().unwrap_err();
        assert_eq!(failure.exit, Exit::Refused, "{says}");
        assert!(failure.what.contains(says), "{says}: {failure}");
        assert!(failure.cure.is_some(), "{says}");
        assert_eq!(
            (ground.status(), ground.run(&["for-each-ref"]).unwrap()),
            before,
            "{says}"
        );
    }
}

#[test]
fn a_commit_that_joins_two_lines_and_one_whose_past_is_missing_are_refused() {
    let ground = Ground::settled("");
    let base = ground.git.refname_to_id("HEAD").unwrap();
    ground.put("records/bodies/a.yaml", "name: left\n");
    let left = ground.commit_with("left", 1, &[base]);
    let right = ground.commit_with("right", 1, &[base]);
    ground.commit_with("joined", 2, &[left, right]);
    let failure = ground.open().to_undo().unwrap_err();
    assert!(failure.what.contains("joined two lines of work"), "{failure}");

    let ground = Ground::settled("");
    save(
        &ground.open(),
        "records/bodies/d.yaml",
        None,
        Some("name: d\n"),
        "Add d",
    );
    let shallow = ground.top.join("../shallow");
    let from = format!("file://{}", ground.top.display());
    ground
        .run(&[
            "clone",
            "--quiet",
            "--depth",
            "1",
            &from,
            shallow.to_str().unwrap(),
        ])
        .unwrap();
    let failure = Repo::open(&shallow).unwrap().unwrap().to_undo().unwrap_err();
    assert_eq!(failure.exit, Exit::Refused);

    let bare = ground.top.join("../bare.git");
    ground
        .run(&[
            "clone",
            "--quiet",
            "--bare",
            ground.top.to_str().unwrap(),
            bare.to_str().unwrap(),
        ])
        .unwrap();
    let failure = Repo::open(&bare).unwrap().unwrap().to_undo().unwrap_err();
    assert!(failure.what.contains("bare repository"), "{failure}");
}

#[test]
fn what_was_shown_is_what_is_done_or_nothing() {
    let ground = Ground::settled("");
    let repo = ground.open();
    save(&repo, "records/bodies/d.yaml", None, Some("name: d\n"), "Add d");
    let shown = repo.to_undo().unwrap();
    save(&repo, "records/bodies/e.yaml", None, Some("name: e\n"), "Add e");
    let failure = repo.reverse(&shown).unwrap_err();
    assert_eq!(failure.exit, Exit::Refused);
    assert!(failure.what.contains("meanwhile"), "{failure}");
    assert!(ground.text("records/bodies/d.yaml").is_some() && ground.text("records/bodies/e.yaml").is_some());
}

#[test]
fn files_with_the_line_ends_of_windows_keep_them() {
    let ground = Ground::settled("");
    ground.run(&["config", "core.autocrlf", "true"]).unwrap();
    let repo = ground.open();
    let path = "records/bodies/a.yaml";
    save(
        &repo,
        path,
        Some("name: a\n"),
        Some("name: a\r\narea: b\r\n"),
        "Edit a",
    );
    assert_eq!(ground.committed(path).unwrap(), "name: a\narea: b\n");
    undo(&repo);
    assert_eq!(ground.text(path).unwrap(), "name: a\r\n");
    assert_eq!(ground.committed(path).unwrap(), "name: a\n");
    redo(&repo);
    assert_eq!(ground.text(path).unwrap(), "name: a\r\narea: b\r\n");
    assert_eq!(ground.status(), "");
}

/// A process that saves while another undoes.
#[test]
fn child_that_adds() {
    if let Some((root, name)) = order() {
        let repo = Repo::open(&root).unwrap().unwrap();
        for number in 0..60 {
            let path = format!("records/changes/{name}-{number}.yaml");
            save(
                &repo,
                &path,
                None,
                Some("title: x\n"),
                &format!("add {name}-{number}"),
            );
            // Whoever saves without a pause leaves nobody else a turn.
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
    }
}

#[test]
fn undoing_while_another_program_saves_loses_nothing() {
    let ground = Ground::settled("");
    let mut child = again("undo::child_that_adds", &ground.root, "one")
        .spawn()
        .unwrap();
    let repo = ground.open();
    let (mut done, mut refused) = (0, 0);
    while child.try_wait().unwrap().is_none() {
        match repo.to_undo().and_then(|shown| repo.reverse(&shown)) {
            Ok(_) => done += 1,
            Err(failure) => {
                assert_eq!(failure.exit, Exit::Refused, "{failure}");
                refused += 1;
            }
        }
    }
    assert!(child.wait().unwrap().success());
    assert!(done > 0, "{done} undone, {refused} refused");
    let log = ground.run(&["log", "--all", "--format=%s"]).unwrap();
    for number in 0..60 {
        assert!(
            log.lines().any(|line| line == format!("add one-{number}")),
            "{number} is lost ({done} undone)"
        );
    }
    assert_eq!(ground.status(), "");
    let (committed, _) = ground.open().read("HEAD").unwrap();
    assert_eq!(scrutiny::disk::read(&ground.root).unwrap().len(), committed.len());
    assert!(ground.run(&["fsck", "--strict", "--no-dangling"]).is_some());
}
