//! The story of the records, from real commits.

use git2::Oid;
use scrutiny::history::{History, Touch};

use crate::ground::Ground;

/// The story of a record as `summary touch` words, newest first.
fn story(history: &History, record: &str) -> Vec<String> {
    let tell = |step: scrutiny::history::Revision<'_>| format!("{} {:?}", step.commit.summary, step.touch);
    history.of(record).map(tell).collect()
}

#[test]
fn the_words_of_a_commit_neither_turn_round_what_is_shown_nor_control_a_terminal() {
    let ground = Ground::settled("");
    ground.put("records/bodies/d.yaml", "name: d\n");
    ground.commit(
        "Fix \u{202e}drow\u{2066} \u{1b}[31mred\u{200b}\tä\u{200d}b\r\n\nmore",
        1,
    );
    let history = ground.open().history("HEAD").unwrap();
    let wanted = "Fix \u{fffd}drow\u{fffd} \u{fffd}[31mred\u{fffd} ä\u{200d}b Added";
    assert_eq!(story(&history, "bodies/d"), [wanted]);
}

#[test]
fn a_record_is_followed_from_folder_to_folder() {
    for prefix in ["", "sub/register"] {
        let ground = Ground::settled(prefix);
        ground.put("records/changes/2025/x.yaml", "x: 1\n");
        ground.put("records/pages/about.md", "# About\n");
        ground.put("records/pages/odd.yaml", "x: 1\n");
        ground.commit("add", 1);
        ground.put("elsewhere.txt", "x\n");
        ground.commit("no record", 2);
        std::fs::create_dir_all(ground.root.join("records/changes/2026")).unwrap();
        let records = ground.root.join("records/changes");
        std::fs::rename(records.join("2025/x.yaml"), records.join("2026/x.yaml")).unwrap();
        ground.commit("moved", 3);
        std::fs::rename(records.join("2026/x.yaml"), records.join("x.yaml")).unwrap();
        ground.put("records/changes/x.yaml", "x: 2\n");
        ground.put("records/register.yaml", "name: New\n");
        ground.commit("moved and changed", 4);
        std::fs::remove_file(records.join("x.yaml")).unwrap();
        ground.commit("gone", 5);
        ground.put("records/changes/2026/x.yaml", "x: 3\n");
        let head = ground.commit("back\n\nwith a body", 6);
        let history = ground.open().history("HEAD").unwrap();
        let steps = [
            "back Added",
            "gone Removed",
            "moved and changed Changed",
            "add Added",
        ];
        assert_eq!(story(&history, "changes/x"), steps);
        assert_eq!(
            story(&history, "register"),
            ["moved and changed Changed", "start Added"]
        );
        assert_eq!(story(&history, "pages/about"), ["add Added"]);
        assert_eq!(history.head, Some(head.to_string()));
        let names: Vec<_> = history.touches.keys().map(String::as_str).collect();
        assert_eq!(
            names,
            [
                "bodies/a",
                "bodies/b",
                "bodies/c",
                "changes/x",
                "pages/about",
                "register"
            ]
        );
        let (first, last) = (&history.commits[0], &history.commits[4]);
        assert_eq!(
            (first.on.to_string(), last.on.to_string()),
            ("2026-01-07".into(), "2026-01-01".into())
        );
        assert_eq!((first.by.as_str(), history.cut_short), ("Clerk One", false));
    }
}

#[test]
fn a_merge_touches_only_what_it_changed_itself() {
    let ground = Ground::settled("");
    let base = ground.git.refname_to_id("HEAD").unwrap();
    ground.put("records/bodies/a.yaml", "name: left\n");
    ground.put("records/bodies/c.yaml", "name: left\n");
    let left = ground.commit("left", 1);
    ground.put("records/bodies/a.yaml", "name: a\n");
    ground.put("records/bodies/b.yaml", "name: right\n");
    ground.put("records/bodies/c.yaml", "name: right\n");
    let right = ground.commit_with("right", 2, &[base]);
    ground.put("records/bodies/a.yaml", "name: left\n");
    ground.put("records/bodies/c.yaml", "name: both\n");
    ground.commit_with("merge", 3, &[right, left]);
    let history = ground.open().history("HEAD").unwrap();
    assert_eq!(story(&history, "bodies/a"), ["left Changed", "start Added"]);
    assert_eq!(story(&history, "bodies/b"), ["right Changed", "start Added"]);
    assert_eq!(
        story(&history, "bodies/c"),
        ["merge Changed", "right Changed", "left Changed", "start Added"]
    );
}

#[test]
fn a_shallow_clone_says_that_it_is_cut_short() {
    let ground = Ground::settled("");
    ground.put("records/bodies/a.yaml", "name: two\n");
    ground.commit("two", 1);
    ground.put("records/bodies/a.yaml", "name: three\n");
    ground.commit("three", 2);
    let url = format!("file://{}", ground.top.display());
    ground
        .run(&["clone", "-q", "--depth", "2", &url, "shallow"])
        .unwrap();
    let repo = scrutiny::git::Repo::open(&ground.top.join("shallow"))
        .unwrap()
        .unwrap();
    assert!(repo.standing().shallow);
    let history = repo.history_cached("HEAD").unwrap();
    assert_eq!(story(&history, "bodies/a"), ["three Changed"]);
    assert!(history.cut_short);
    ground
        .run(&["-C", "shallow", "fetch", "-q", "--unshallow"])
        .unwrap();
    let history = repo.history_cached("HEAD").unwrap();
    assert_eq!((history.commits.len(), history.cut_short), (3, false));
}

/// Numbers that look random and are the same each time.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }
}

/// A commit whose tree holds the given versions of records.
fn commit_of(ground: &Ground, versions: &[u64], day: i64, parents: &[Oid]) -> Oid {
    let git = &ground.git;
    let mut update = git2::build::TreeUpdateBuilder::new();
    for (number, version) in versions.iter().enumerate().filter(|(_, version)| **version > 0) {
        let blob = git.blob(format!("v: {}\n", version % 4).as_bytes()).unwrap();
        // Some versions are filed in another folder.
        let path = format!("records/changes/{}/r{number}.yaml", 2024 + version % 2);
        update.upsert(path, blob, git2::FileMode::Blob);
    }
    let empty = git
        .find_tree(git.treebuilder(None).unwrap().write().unwrap())
        .unwrap();
    let tree = git
        .find_tree(update.create_updated(git, &empty).unwrap())
        .unwrap();
    let parents: Vec<_> = parents.iter().map(|id| git.find_commit(*id).unwrap()).collect();
    let parents: Vec<_> = parents.iter().collect();
    let by = Ground::signature(day);
    git.commit(None, &by, &by, &format!("day {day}"), &tree, &parents)
        .unwrap()
}

/// The story told the slow way: every commit's whole list of records beside its parents'.
fn plainly(ground: &Ground, head: Oid) -> Vec<(String, String, Touch)> {
    use std::collections::BTreeMap;
    let records = |commit: &git2::Commit<'_>| {
        let mut found = BTreeMap::new();
        let walk = |_: &str, entry: &git2::TreeEntry<'_>| {
            if entry.kind() == Some(git2::ObjectType::Blob) {
                found.insert(entry.name().unwrap().to_owned(), entry.id());
            }
            git2::TreeWalkResult::Ok
        };
        commit
            .tree()
            .unwrap()
            .walk(git2::TreeWalkMode::PreOrder, walk)
            .unwrap();
        found
    };
    let mut walk = ground.git.revwalk().unwrap();
    walk.push(head).unwrap();
    let mut told = Vec::new();
    for id in walk {
        let commit = ground.git.find_commit(id.unwrap()).unwrap();
        let (now, before): (_, Vec<_>) = (records(&commit), commit.parents().map(|p| records(&p)).collect());
        let names: std::collections::BTreeSet<_> =
            before.iter().flat_map(BTreeMap::keys).chain(now.keys()).collect();
        for name in names {
            let new = now.get(name);
            let old: Vec<_> = before.iter().map(|parent| parent.get(name)).collect();
            if old.contains(&new) || (old.is_empty() && new.is_none()) {
                continue;
            }
            let touch = match (old.iter().any(Option::is_some), new) {
                (false, _) => Touch::Added,
                (true, None) => Touch::Removed,
                (true, Some(_)) => Touch::Changed,
            };
            told.push((commit.id().to_string(), name.replace(".yaml", ""), touch));
        }
    }
    told.sort();
    told
}

#[test]
fn the_kept_history_carried_on_is_the_whole_one() {
    for seed in 0..12 {
        let ground = Ground::new();
        let mut dice = Dice(seed);
        let mut tips: Vec<(Oid, Vec<u64>)> = Vec::new();
        let mut versions = vec![0; 6];
        for day in 0..25 {
            for _ in 0..=dice.roll(2) {
                versions[usize::try_from(dice.roll(6)).unwrap()] = dice.roll(8);
            }
            let mut parents: Vec<Oid> = tips.last().map(|tip| tip.0).into_iter().collect();
            if tips.len() > 2 && dice.roll(4) == 0 {
                // A merge with some commit before, or a new line from it.
                let other = &tips[usize::try_from(dice.roll(tips.len() as u64 - 1)).unwrap()];
                if dice.roll(2) == 0 {
                    parents.push(other.0);
                    versions[0] = other.1[0];
                } else {
                    parents = vec![other.0];
                }
            }
            // Days go back at times, as clocks do.
            let on = day - i64::try_from(dice.roll(3)).unwrap();
            let id = commit_of(&ground, &versions, on, &parents);
            ground.git.reference("refs/heads/main", id, true, "test").unwrap();
            tips.push((id, versions.clone()));
            if dice.roll(3) > 0 {
                let repo = ground.open();
                let full = repo.history("HEAD").unwrap();
                assert_eq!(
                    repo.history_cached("HEAD").unwrap(),
                    full,
                    "seed {seed}, day {day}"
                );
                let mut told: Vec<_> = full
                    .touches
                    .iter()
                    .flat_map(|(record, touches)| touches.iter().map(move |touch| (record, touch)))
                    .map(|(record, (at, touch))| {
                        let id = full.commits[*at as usize].id.clone();
                        (id, record.replace("changes/", ""), *touch)
                    })
                    .collect();
                told.sort();
                assert_eq!(told, plainly(&ground, id), "seed {seed}, day {day}");
            }
        }
    }
}

#[test]
fn a_damaged_cache_is_replaced() {
    let ground = Ground::settled("");
    let repo = ground.open();
    let full = repo.history_cached("HEAD").unwrap();
    let place = ground.top.join(".git/scrutiny/history");
    let kept = std::fs::read(&place).unwrap();
    for at in [0, 40, kept.len() - 1] {
        let mut damaged = kept.clone();
        damaged[at] ^= 1;
        std::fs::write(&place, damaged).unwrap();
        assert_eq!(repo.history_cached("HEAD").unwrap(), full);
        assert_eq!(std::fs::read(&place).unwrap(), kept);
    }
    std::fs::write(&place, "short").unwrap();
    assert_eq!(repo.history_cached("HEAD").unwrap(), full);
}
