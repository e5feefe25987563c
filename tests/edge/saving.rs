//! Saves: what they touch, and what they refuse.

use scrutiny::disk;
use scrutiny::failure::Exit;
use scrutiny::git::{Repo, Step, outside_save};

use crate::ground::{Ground, edit};

#[test]
fn a_save_touches_only_its_own_files() {
    for prefix in ["", "deep/register"] {
        let ground = Ground::settled(prefix);
        ground.put("staged.txt", "staged\n");
        ground
            .run(&["add", ground.root.join("staged.txt").to_str().unwrap()])
            .unwrap();
        ground.put("staged.txt", "and changed again\n");
        ground.put("records/bodies/c.yaml", "name: dirty\n");
        ground.put("unknown.txt", "x\n");
        let status = ground.status();
        let change = edit("records/bodies/a.yaml", Some("name: a\n"), Some("name: A\n"));
        let repo = ground.open();
        let saved = repo
            .save(&[change], "Correct the name\n\nReason: typing\n")
            .unwrap();
        assert_eq!(saved.note, None);
        assert_eq!(ground.status(), status);
        assert_eq!(ground.committed("records/bodies/a.yaml").unwrap(), "name: A\n");
        assert_eq!(ground.committed("records/bodies/c.yaml").unwrap(), "name: c\n");
        let files = ground
            .run(&["show", "--name-only", "--format=%an|%s", "HEAD"])
            .unwrap();
        let path = if prefix.is_empty() {
            String::new()
        } else {
            format!("{prefix}/")
        };
        assert_eq!(
            files,
            format!("Clerk One|Correct the name\n\n{path}records/bodies/a.yaml\n")
        );
        assert_eq!(repo.standing().head, saved.commit);
    }
}

#[test]
fn a_file_changed_by_hand_is_saved_whole() {
    let ground = Ground::settled("");
    ground.put("records/bodies/a.yaml", "name: by hand\n");
    let change = edit(
        "records/bodies/a.yaml",
        Some("name: by hand\n"),
        Some("name: by hand\nrole: icb\n"),
    );
    ground.open().save(&[change], "edit").unwrap();
    assert_eq!(
        ground.committed("records/bodies/a.yaml").unwrap(),
        "name: by hand\nrole: icb\n"
    );
    assert_eq!(ground.status(), "");
}

#[test]
fn the_first_save_makes_the_branch() {
    let ground = Ground::new();
    let repo = ground.open();
    assert!(repo.standing().unborn);
    assert_eq!(repo.standing().branch.as_deref(), Some("main"));
    assert_eq!(repo.read("HEAD").unwrap_err().exit, Exit::NotFound);
    let saved = repo
        .save(
            &[edit("records/register.yaml", None, Some("name: Kent\n"))],
            "start",
        )
        .unwrap();
    assert_eq!(repo.standing().head, saved.commit);
    assert_eq!(ground.status(), "");
    // The same again changes nothing and makes no commit.
    let same = edit(
        "records/register.yaml",
        Some("name: Kent\n"),
        Some("name: Kent\n"),
    );
    assert_eq!(repo.save(&[same], "again").unwrap().commit, None);
}

#[test]
fn removing_the_last_file_of_a_folder_removes_the_folder() {
    let ground = Ground::settled("");
    let path = "records/changes/2026/x.yaml";
    let repo = ground.open();
    repo.save(&[edit(path, None, Some("t: 1\n"))], "add").unwrap();
    repo.save(&[edit(path, Some("t: 1\n"), None)], "remove").unwrap();
    assert!(!ground.root.join("records/changes/2026").exists());
    assert_eq!(ground.status(), "");
}

#[test]
fn what_changed_meanwhile_is_refused() {
    let ground = Ground::settled("");
    let repo = ground.open();
    let head = repo.standing().head;
    for (change, says) in [
        (
            edit("records/bodies/a.yaml", Some("name: x\n"), Some("y\n")),
            "was changed meanwhile",
        ),
        (
            edit("records/bodies/a.yaml", None, Some("y\n")),
            "is already there",
        ),
        (edit("records/bodies/z.yaml", Some("name: z\n"), None), "is gone"),
        (
            edit("../escape.yaml", None, Some("y\n")),
            "does not name a file below",
        ),
        (
            edit(".git/config", None, Some("y\n")),
            "does not name a file below",
        ),
        (
            edit("records\\x.yaml", None, Some("y\n")),
            "does not name a file below",
        ),
    ] {
        let failure = repo.save(std::slice::from_ref(&change), "no").unwrap_err();
        assert_eq!(failure.exit, Exit::Refused);
        assert!(failure.what.contains(says), "{failure}");
        assert_eq!(outside_save(&ground.root, &[change]).unwrap_err(), failure);
    }
    assert_eq!(repo.standing().head, head);
    assert_eq!(ground.status(), "");
}

#[cfg(unix)]
#[test]
fn links_are_not_written_through() {
    let ground = Ground::settled("");
    let away = tempfile::tempdir().unwrap();
    std::os::unix::fs::symlink(away.path(), ground.root.join("records/changes")).unwrap();
    let failure = ground
        .open()
        .save(&[edit("records/changes/x.yaml", None, Some("y\n"))], "no")
        .unwrap_err();
    assert!(failure.what.contains("is a link"), "{failure}");
    assert_eq!(std::fs::read_dir(away.path()).unwrap().count(), 0);
}

#[test]
fn a_lost_race_begins_again_on_the_new_head() {
    let ground = Ground::settled("");
    let repo = ground.open();
    let mut raced = false;
    let saved = repo.save_observed(
        &[edit(
            "records/bodies/a.yaml",
            Some("name: a\n"),
            Some("name: A\n"),
        )],
        "ours",
        &mut |step| {
            if step == Step::JournalWritten && !raced {
                raced = true;
                ground.put("other.txt", "theirs\n");
                ground.commit("theirs", 1);
            }
        },
    );
    assert!(saved.unwrap().commit.is_some());
    assert_eq!(
        ground.run(&["log", "--format=%s"]).unwrap(),
        "ours\ntheirs\nstart\n"
    );
    assert_eq!(ground.status(), "");
}

#[test]
fn a_lost_race_over_the_same_file_is_refused() {
    let ground = Ground::settled("");
    let repo = ground.open();
    let change = edit("records/bodies/a.yaml", Some("name: a\n"), Some("name: A\n"));
    let failure = repo.save_observed(&[change], "ours", &mut |step| {
        if step == Step::JournalWritten {
            ground.put("records/bodies/a.yaml", "name: theirs\n");
            ground.commit("theirs", 1);
        }
    });
    assert_eq!(failure.unwrap_err().exit, Exit::Refused);
    assert_eq!(repo.recover().unwrap(), None);
    assert_eq!(ground.text("records/bodies/a.yaml").unwrap(), "name: theirs\n");
    assert_eq!(ground.status(), "");
}

#[test]
fn a_repository_in_no_state_for_it_is_refused() {
    let ground = Ground::settled("");
    let new = || edit("records/bodies/n.yaml", None, Some("name: n\n"));
    let head = ground.git.refname_to_id("HEAD").unwrap();
    ground.git.set_head_detached(head).unwrap();
    let failure = ground.open().save(&[new()], "no").unwrap_err();
    assert!(
        failure.what.contains("no branch") && ground.open().standing().detached,
        "{failure}"
    );
    ground.git.set_head("refs/heads/main").unwrap();

    std::fs::write(ground.top.join(".git/MERGE_HEAD"), format!("{head}\n")).unwrap();
    let failure = ground.open().save(&[new()], "no").unwrap_err();
    assert!(failure.what.contains("a merge is under way"), "{failure}");
    std::fs::remove_file(ground.top.join(".git/MERGE_HEAD")).unwrap();

    let bare = ground.top.join("bare.git");
    ground.run(&["clone", "-q", "--bare", ".", "bare.git"]).unwrap();
    let bare = Repo::open(&bare).unwrap().unwrap();
    assert!(bare.standing().bare && !bare.changed_records().unwrap());
    assert_eq!(bare.read("HEAD").unwrap().0.len(), 4);
    assert_eq!(bare.save(&[new()], "no").unwrap_err().exit, Exit::Refused);

    ground.git.config().unwrap().set_str("user.name", "").unwrap();
    let failure = ground.open().author().unwrap_err();
    assert!(failure.cure.unwrap().contains("git config --global user.name"));
}

#[test]
fn an_index_that_stays_locked_is_left_alone() {
    let ground = Ground::settled("");
    let lock = ground.top.join(".git/index.lock");
    std::fs::write(&lock, "").unwrap();
    let change = edit("records/bodies/a.yaml", Some("name: a\n"), Some("name: A\n"));
    let saved = ground.open().save(&[change], "ours").unwrap();
    let note = saved.note.unwrap();
    assert!(
        note.contains("another program keeps it locked") && note.contains(".git/index.lock"),
        "{note}"
    );
    assert_eq!(ground.text("records/bodies/a.yaml").unwrap(), "name: A\n");
    std::fs::remove_file(&lock).unwrap();
    assert!(
        ground
            .open()
            .recover()
            .unwrap()
            .unwrap()
            .contains("has been finished")
    );
    assert_eq!(ground.status(), "");
}

#[test]
fn a_second_save_waits_for_the_first_to_be_finished() {
    let ground = Ground::settled("");
    let lock = ground.top.join(".git/index.lock");
    std::fs::write(&lock, "").unwrap();
    let change = |id: &str| {
        let path = format!("records/bodies/{id}.yaml");
        edit(&path, Some(&format!("name: {id}\n")), Some("name: other\n"))
    };
    ground.open().save(&[change("a")], "first").unwrap();
    let failure = ground.open().save(&[change("b")], "second").unwrap_err();
    assert_eq!(failure.exit, Exit::Refused);
    assert!(failure.to_string().contains(".git/index.lock"), "{failure}");
    assert_eq!(ground.text("records/bodies/b.yaml").unwrap(), "name: b\n");
    std::fs::remove_file(&lock).unwrap();
    ground.open().save(&[change("b")], "second").unwrap();
    assert_eq!(ground.status(), "", "both are in the list");
}

#[test]
fn a_list_of_files_that_cannot_be_read_is_found_out_before_anything_is_saved() {
    type Spoil = fn(&Ground);
    let split: Spoil = |ground| {
        ground.run(&["config", "core.splitIndex", "true"]).unwrap();
        ground.run(&["update-index", "--split-index"]).unwrap();
    };
    let empty: Spoil = |ground| std::fs::write(ground.top.join(".git/index"), "").unwrap();
    let short: Spoil = |ground| {
        let place = ground.top.join(".git/index");
        let bytes = std::fs::read(&place).unwrap();
        std::fs::write(&place, &bytes[..bytes.len() / 2]).unwrap();
    };
    let cases = [
        (split, "split index"),
        (empty, "it is empty"),
        (short, "is damaged"),
    ];
    for (spoil, says) in cases {
        let ground = Ground::settled("");
        spoil(&ground);
        let head = ground.git.refname_to_id("HEAD").unwrap();
        let change = || edit("records/bodies/a.yaml", Some("name: a\n"), Some("name: A\n"));
        let failure = ground.open().save(&[change()], "no").unwrap_err();
        assert_eq!(failure.exit, Exit::Failed);
        assert!(failure.to_string().contains(says), "{failure}");
        assert_eq!(ground.git.refname_to_id("HEAD").unwrap(), head, "{says}");
        assert_eq!(ground.text("records/bodies/a.yaml").unwrap(), "name: a\n");
        let own = ground.top.join(".git/scrutiny");
        assert!(
            !own.join("journal").exists() && !own.join("index").exists(),
            "{says}"
        );
        // The cure, as it is told.
        let cure = failure.cure.unwrap();
        if says == "split index" {
            let commands = "git config core.splitIndex false && git update-index --no-split-index";
            assert!(cure.ends_with(commands), "{cure}");
            ground.run(&["config", "core.splitIndex", "false"]).unwrap();
            ground.run(&["update-index", "--no-split-index"]).unwrap();
        } else {
            assert!(cure.contains(".git/index, then: git reset"), "{cure}");
            std::fs::remove_file(ground.top.join(".git/index")).unwrap();
            ground.run(&["reset"]).unwrap();
        }
        ground.open().save(&[change()], "yes").unwrap();
        assert_eq!(ground.status(), "", "{says}");
    }
}

#[test]
fn a_list_that_another_program_writes_in_the_midst_of_a_save_is_kept() {
    let ground = Ground::settled("");
    ground.put("notes.txt", "mine\n");
    let change = edit("records/bodies/a.yaml", Some("name: a\n"), Some("name: A\n"));
    let save = ground.open().save_observed(&[change], "ours", &mut |step| {
        if step == Step::CommitStored {
            ground.run(&["add", "notes.txt"]).unwrap();
        }
    });
    save.unwrap();
    assert_eq!(ground.status(), "A  notes.txt\n");
}

#[test]
fn a_folder_that_cannot_be_locked_is_a_failure_in_words() {
    let ground = Ground::settled("");
    std::fs::write(ground.top.join(".git/scrutiny"), "in the way").unwrap();
    let failure = ground
        .open()
        .save(&[edit("records/x.yaml", None, Some("y\n"))], "no")
        .unwrap_err();
    assert_eq!(failure.exit, Exit::Failed);
    assert_eq!(
        ground.open().history_cached("HEAD").unwrap().commits.len(),
        1,
        "the cache is no must"
    );
}

#[cfg(unix)]
#[test]
fn executable_files_stay_so() {
    use std::os::unix::fs::PermissionsExt;
    let ground = Ground::settled("");
    let place = ground.root.join("records/bodies/a.yaml");
    std::fs::set_permissions(&place, std::fs::Permissions::from_mode(0o755)).unwrap();
    ground.commit("mode", 1);
    let change = edit("records/bodies/a.yaml", Some("name: a\n"), Some("name: A\n"));
    ground.open().save(&[change], "edit").unwrap();
    assert_eq!(ground.status(), "");
    assert_eq!(
        std::fs::metadata(&place).unwrap().permissions().mode() & 0o777,
        0o755
    );
}

#[test]
fn a_register_is_found_from_below_and_outside_git_it_saves_too() {
    let dir = tempfile::tempdir().unwrap();
    let root = dir.path().canonicalize().unwrap();
    assert_eq!(disk::find_register(&root).unwrap_err().exit, Exit::NotFound);
    outside_save(&root, &[edit("records/bodies/2026/a.yaml", None, Some("x"))]).unwrap();
    assert_eq!(
        disk::find_register(&root.join("records/bodies/2026")).unwrap(),
        root
    );
    outside_save(&root, &[edit("records/bodies/2026/a.yaml", Some("x"), None)]).unwrap();
    assert!(root.join("records/bodies").exists() && !root.join("records/bodies/2026").exists());
}
