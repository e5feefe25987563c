//! A sync that is cut off anywhere, and one during which others are at work.

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::Command;

use chrono::NaiveDate;
use scrutiny::cli::{SyncStep, sync_observed};
use scrutiny::failure::Exit;
use scrutiny::git::Step;

use crate::ground::{Ground, again, edit, order};

/// A register, the place where it is shared, and a colleague's copy.
struct Pair {
    ground: Ground,
    shared: PathBuf,
    other: PathBuf,
}

impl Pair {
    fn new(prefix: &str) -> Self {
        let ground = Ground::settled(prefix);
        ground.put("beside.sh", "#!/bin/sh\n");
        ground.commit("a file beside the records", 1);
        let above = ground.top.parent().unwrap().to_path_buf();
        let pair = Self {
            ground,
            shared: above.join("shared.git"),
            other: above.join("other"),
        };
        let shared = pair.shared.to_str().unwrap();
        pair.ground
            .run(&["clone", "--quiet", "--bare", ".", shared])
            .unwrap();
        pair.ground.run(&["remote", "add", "origin", shared]).unwrap();
        pair.ground
            .run(&["push", "--quiet", "--set-upstream", "origin", "main"])
            .unwrap();
        pair.ground
            .run(&["clone", "--quiet", shared, pair.other.to_str().unwrap()])
            .unwrap();
        pair
    }

    /// The colleague changes files and shares that.
    fn elsewhere(&self, files: &[(&str, Option<&str>)]) {
        let root = self
            .other
            .join(self.ground.root.strip_prefix(&self.ground.top).unwrap());
        for (path, text) in files {
            let place = root.join(path);
            match text {
                Some(text) => {
                    std::fs::create_dir_all(place.parent().unwrap()).unwrap();
                    std::fs::write(place, text).unwrap();
                }
                None => std::fs::remove_file(place).unwrap(),
            }
        }
        self.other_git(&["add", "--all"]);
        self.other_git(&["commit", "--quiet", "--message", "elsewhere"]);
        self.other_git(&["pull", "--quiet", "--no-edit", "--no-rebase"]);
        self.other_git(&["push", "--quiet"]);
    }

    fn other_git(&self, arguments: &[&str]) {
        let mut git = Command::new("git");
        git.current_dir(&self.other)
            .args(arguments)
            .env("HOME", &self.other);
        git.env("GIT_CONFIG_NOSYSTEM", "1");
        for who in ["AUTHOR", "COMMITTER"] {
            git.env(format!("GIT_{who}_NAME"), "Clerk Two");
            git.env(format!("GIT_{who}_EMAIL"), "two@example.org");
        }
        assert!(git.status().unwrap().success(), "{arguments:?}");
    }

    fn sync(&self, on_step: &mut dyn FnMut(SyncStep)) -> Exit {
        sync(&self.ground.root, on_step)
    }

    fn there(&self) -> String {
        let shared = self.shared.to_str().unwrap();
        self.ground
            .run(&["--git-dir", shared, "rev-parse", "main"])
            .unwrap()
    }

    fn head(&self) -> String {
        self.ground.run(&["rev-parse", "HEAD"]).unwrap()
    }
}

fn sync(root: &std::path::Path, on_step: &mut dyn FnMut(SyncStep)) -> Exit {
    let arguments = ["--quiet", "--no-input", "--register"].map(OsString::from);
    let arguments = arguments.into_iter().chain([root.as_os_str().to_owned()]);
    sync_observed(arguments, NaiveDate::from_ymd_opt(2026, 3, 31).unwrap(), on_step)
}

/// What the colleague does, and what it makes of the files.
const THEIRS: [(&str, Option<&str>); 4] = [
    ("records/bodies/b.yaml", Some("name: theirs\n")),
    ("records/bodies/2026/d.yaml", Some("name: d\n")),
    ("beside.sh", None),
    ("docs/new.md", Some("new\n")),
];

const BEFORE: [(&str, Option<&str>); 4] = [
    ("records/bodies/b.yaml", Some("name: b\n")),
    ("records/bodies/2026/d.yaml", None),
    ("beside.sh", Some("#!/bin/sh\n")),
    ("docs/new.md", None),
];

const OURS: (&str, &str) = ("records/bodies/a.yaml", "name: ours\n");

fn steps(is_parted: bool) -> Vec<SyncStep> {
    use SyncStep as S;
    let mut steps = vec![S::Fetched];
    if is_parted {
        steps.extend([S::Joined, S::CommitMade, S::Sending, S::Sent]);
    }
    let moves = [
        Step::Locked,
        Step::Checked,
        Step::CommitStored,
        Step::JournalWritten,
        Step::BranchMoved,
        Step::FileWritten(1),
        Step::FileWritten(2),
        Step::FileWritten(3),
        Step::FileWritten(4),
        Step::IndexWritten,
        Step::JournalRemoved,
    ];
    steps.extend(moves.map(S::Advancing));
    steps.push(S::Remembered);
    steps
}

/// The process that is to end in the midst of a sync.
#[test]
fn child_that_syncs() {
    if let Some((root, step)) = order() {
        let exit = sync(&root, &mut |reached| {
            if format!("{reached:?}") == step {
                std::process::abort();
            }
        });
        assert_eq!(exit, Exit::Fine);
    }
}

#[test]
fn a_sync_cut_off_at_any_step_is_whole_or_not_at_all() {
    let below = [
        SyncStep::Advancing(Step::BranchMoved),
        SyncStep::Advancing(Step::FileWritten(2)),
    ];
    for (prefix, is_parted, steps) in [
        ("", true, steps(true)),
        ("", false, steps(false)),
        ("register/kent", true, below.to_vec()),
    ] {
        for step in steps {
            let pair = Pair::new(prefix);
            let ground = &pair.ground;
            pair.elsewhere(&THEIRS);
            if is_parted {
                let ours = edit(OURS.0, Some("name: a\n"), Some(OURS.1));
                ground.open().save(&[ours], "ours").unwrap();
            }
            // Work that nobody may lose: staged, changed by hand, unknown.
            ground.put("staged.txt", "staged\n");
            ground
                .run(&["add", ground.root.join("staged.txt").to_str().unwrap()])
                .unwrap();
            ground.put("records/bodies/c.yaml", "name: by hand\n");
            ground.put("unknown.txt", "x\n");
            let (status, head, there) = (ground.status(), pair.head(), pair.there());

            let mut child = again("sync::child_that_syncs", &ground.root, &format!("{step:?}"));
            let ended = child.status().unwrap();
            assert!(!ended.success(), "{step:?} was not reached");
            assert!(cfg!(not(unix)) || ended.code().is_none(), "{step:?}: {ended}");

            ground.open().recover().unwrap();
            let is_after = pair.head() != head;
            let files = if is_after { THEIRS } else { BEFORE };
            for (path, text) in files {
                assert_eq!(ground.text(path).as_deref(), text, "{step:?} {path}");
                assert_eq!(ground.committed(path).as_deref(), text, "{step:?} {path}");
            }
            assert_eq!(ground.status(), status, "{step:?}");
            let is_sent = pair.there() != there;
            assert!(!is_sent || is_parted, "{step:?}");
            assert!(
                ground.run(&["fsck", "--strict", "--no-dangling"]).is_some(),
                "{step:?}"
            );
            let shared = pair.shared.to_str().unwrap();
            assert!(
                ground.run(&["--git-dir", shared, "fsck", "--strict"]).is_some(),
                "{step:?}"
            );

            // The command again, and all is well.
            assert_eq!(pair.sync(&mut |_| {}), Exit::Fine, "{step:?}");
            assert_eq!(pair.head(), pair.there(), "{step:?}");
            for (path, text) in THEIRS {
                assert_eq!(ground.text(path).as_deref(), text, "{step:?} {path}");
            }
            if is_parted {
                assert_eq!(ground.committed(OURS.0).as_deref(), Some(OURS.1), "{step:?}");
                let merges = ground.run(&["rev-list", "--merges", "--count", "HEAD"]).unwrap();
                assert_eq!(merges.trim(), "1", "{step:?}");
            }
            assert_eq!(ground.status(), status, "{step:?}");
        }
    }
}

#[test]
fn what_is_shared_and_saved_during_a_sync_is_joined_too() {
    let pair = Pair::new("");
    pair.elsewhere(&THEIRS);
    let repo = pair.ground.open();
    repo.save(&[edit(OURS.0, Some("name: a\n"), Some(OURS.1))], "ours")
        .unwrap();
    let (mut is_pushed, mut is_saved) = (false, false);
    let exit = pair.sync(&mut |step| match step {
        // Between the question and the sending somebody else is quicker.
        SyncStep::Sending if !is_pushed => {
            is_pushed = true;
            pair.elsewhere(&[("records/bodies/e.yaml", Some("name: e\n"))]);
        }
        // And what was sent is not the last that was saved here.
        SyncStep::Sent if !is_saved => {
            is_saved = true;
            let more = edit("records/bodies/f.yaml", None, Some("name: f\n"));
            repo.save(&[more], "during").unwrap();
        }
        _ => {}
    });
    assert_eq!(exit, Exit::Fine);
    assert!(is_pushed && is_saved);
    assert_eq!(pair.head(), pair.there());
    for id in ["a", "b", "e", "f", "2026/d"] {
        let path = format!("records/bodies/{id}.yaml");
        assert!(pair.ground.committed(&path).is_some(), "{path}");
        assert_eq!(pair.ground.text(&path), pair.ground.committed(&path), "{path}");
    }
    assert_eq!(pair.ground.status(), "");
}

#[test]
fn a_file_changed_by_hand_while_it_is_sent_is_kept() {
    let pair = Pair::new("");
    pair.elsewhere(&THEIRS);
    let ours = edit(OURS.0, Some("name: a\n"), Some(OURS.1));
    pair.ground.open().save(&[ours], "ours").unwrap();
    let head = pair.head();
    let exit = pair.sync(&mut |step| {
        if step == SyncStep::Sent {
            pair.ground.put("records/bodies/b.yaml", "name: by hand\n");
        }
    });
    assert_eq!(exit, Exit::Refused);
    assert_eq!(pair.head(), head);
    assert_eq!(
        pair.ground.text("records/bodies/b.yaml").unwrap(),
        "name: by hand\n"
    );
    assert_eq!(pair.ground.status(), " M records/bodies/b.yaml\n");
    // Once it is settled by hand, what was sent comes back.
    pair.ground.put("records/bodies/b.yaml", "name: b\n");
    assert_eq!(pair.sync(&mut |_| {}), Exit::Fine);
    assert_eq!(pair.head(), pair.there());
    assert_eq!(
        pair.ground.text("records/bodies/b.yaml").unwrap(),
        "name: theirs\n"
    );
}

#[test]
fn two_who_merge_the_same_on_their_own_lose_nothing_when_they_meet() {
    // Both take in what the other did without sending it, then meet: there are two commits that both last held.
    let pair = Pair::new("");
    let ours = edit(OURS.0, Some("name: a\n"), Some(OURS.1));
    pair.ground.open().save(&[ours], "ours").unwrap();
    let mine = pair.head();
    pair.elsewhere(&THEIRS);
    let theirs = pair.there();
    pair.other_git(&["fetch", "--quiet", pair.ground.top.to_str().unwrap(), "main"]);
    pair.other_git(&["merge", "--quiet", "--no-edit", "FETCH_HEAD"]);
    std::fs::write(pair.other.join("records/bodies/b.yaml"), "name: theirs again\n").unwrap();
    pair.other_git(&["commit", "--quiet", "--all", "--message", "again"]);
    pair.ground.run(&["fetch", "--quiet"]).unwrap();
    pair.ground
        .run(&["merge", "--quiet", "--no-edit", theirs.trim()])
        .unwrap();
    pair.ground.put("records/bodies/c.yaml", "name: ours again\n");
    pair.ground
        .commit_with("again", 3, &[git2::Oid::from_str(pair.head().trim()).unwrap()]);
    pair.other_git(&["push", "--quiet"]);
    let bases = pair
        .ground
        .run(&["fetch", "--quiet"])
        .and_then(|_| pair.ground.run(&["merge-base", "--all", "HEAD", "origin/main"]));
    let bases = bases.unwrap();
    assert!(
        bases.contains(mine.trim()) && bases.contains(theirs.trim()),
        "{bases}"
    );
    assert_eq!(pair.sync(&mut |_| {}), Exit::Fine);
    assert_eq!(pair.head(), pair.there());
    assert_eq!(pair.ground.committed(OURS.0).as_deref(), Some(OURS.1));
    assert_eq!(
        pair.ground.committed("records/bodies/b.yaml").unwrap(),
        "name: theirs again\n"
    );
    assert_eq!(
        pair.ground.committed("records/bodies/c.yaml").unwrap(),
        "name: ours again\n"
    );
}
