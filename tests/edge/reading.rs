//! What is read from disk and from a commit: the same, by the same rules.

use scrutiny::disk;
use scrutiny::failure::Exit;
use scrutiny::git::Repo;
use scrutiny::source::{Refusal, Source, Sources};

use crate::ground::{Ground, edit};

fn told(sources: &Sources) -> Vec<(String, String, Option<Refusal>)> {
    let tell = |source: &Source| (source.path.clone(), source.text.clone(), source.refusal.clone());
    sources.iter().map(|(_, source)| tell(source)).collect()
}

/// A register with everything in it that a register should not hold and Git can.
#[cfg(unix)]
fn odd(prefix: &str) -> Ground {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    let ground = Ground::settled(prefix);
    ground.put("records/pages/about.md", "# About\n");
    ground.put("records/pages/logo.png", "not text");
    ground.put("records/changes/2025/long.yaml", &"x".repeat(1 << 20));
    ground.put("records/changes/2025/too-long.yaml", &"x".repeat((1 << 20) + 1));
    ground.put("records/changes/folder.yaml/inner.yaml", "x: 1\n");
    ground.put("records/.hidden.yaml", "x: 1\n");
    ground.put("records/.cache/x.yaml", "x: 1\n");
    ground.put("records/Thumbs.db", "x");
    ground.put(&format!("records{}/deep.yaml", "/d".repeat(17)), "x: 1\n");
    let records = ground.root.join("records");
    std::fs::write(records.join("bodies/latin.yaml"), b"name: caf\xe9\n").unwrap();
    std::fs::write(records.join(OsStr::from_bytes(b"bodies/bad-\xff.yaml")), "x").unwrap();
    std::os::unix::fs::symlink("/etc/passwd", records.join("bodies/link.yaml")).unwrap();
    std::os::unix::fs::symlink("/etc", records.join("etc")).unwrap();
    ground
}

#[cfg(unix)]
#[test]
fn disk_and_commit_give_the_same() {
    for prefix in ["", "sub/register"] {
        let ground = odd(prefix);
        ground.commit("odd things", 1);
        let from_disk = told(&disk::read(&ground.root).unwrap());
        let (sources, commit) = ground.open().read("HEAD").unwrap();
        assert_eq!(told(&sources), from_disk);
        assert_eq!(Some(commit), ground.open().standing().head);
        let refusals: Vec<_> = from_disk
            .iter()
            .filter_map(|(path, _, refusal)| refusal.as_ref().map(|refusal| (path.as_str(), refusal.clone())))
            .collect();
        let words = |text: &str| Refusal::Unreadable(text.to_owned());
        let deepest = format!("records{}", "/d".repeat(16));
        assert_eq!(
            refusals,
            [
                (
                    "records/bodies/bad-\u{fffd}.yaml",
                    words("the name of the file is not UTF-8")
                ),
                ("records/bodies/latin.yaml", Refusal::NotUtf8(9)),
                ("records/bodies/link.yaml", Refusal::Link),
                (
                    "records/changes/2025/too-long.yaml",
                    Refusal::TooLarge((1 << 20) + 1)
                ),
                ("records/changes/folder.yaml", Refusal::Folder),
                (deepest.as_str(), words("it is more than 16 folders deep")),
                ("records/etc", Refusal::Link),
            ]
        );
        let (_, text, refusal) = from_disk
            .iter()
            .find(|(path, ..)| path == "records/pages/logo.png")
            .unwrap();
        assert!(text.is_empty() && refusal.is_none());
    }
}

#[cfg(unix)]
#[test]
fn devices_and_other_repositories_are_not_entered() {
    let ground = Ground::settled("");
    let fifo = ground.root.join("records/bodies/pipe.yaml");
    assert!(
        std::process::Command::new("mkfifo")
            .arg(&fifo)
            .status()
            .unwrap()
            .success()
    );
    ground.put("records/inner/x.yaml", "x: 1\n");
    git2::Repository::init(ground.root.join("records/inner")).unwrap();
    let sources = disk::read(&ground.root).unwrap();
    assert_eq!(
        sources.find("records/bodies/pipe.yaml").unwrap().refusal,
        Some(Refusal::Special)
    );
    assert_eq!(
        sources.find("records/inner").unwrap().refusal,
        Some(Refusal::Special)
    );
    std::fs::rename(ground.root.join("records"), ground.root.join("moved")).unwrap();
    assert_eq!(disk::read(&ground.root).unwrap_err().exit, Exit::NotFound);
    std::os::unix::fs::symlink("moved", ground.root.join("records")).unwrap();
    assert_eq!(disk::read(&ground.root).unwrap_err().exit, Exit::Refused);
}

#[test]
fn templates_come_by_their_names() {
    let ground = Ground::settled("sub");
    let repo = ground.open();
    assert!(repo.templates("HEAD").unwrap().is_empty());
    assert!(disk::read_templates(&ground.root).unwrap().is_empty());
    ground.put("templates/page.html", "<p>");
    ground.put("templates/assets/site.css", "p{}");
    ground.put("templates/.swp", "x");
    assert!(repo.changed_records().unwrap());
    ground.commit("templates", 1);
    assert!(!repo.changed_records().unwrap());
    let from_disk = disk::read_templates(&ground.root).unwrap();
    assert_eq!(
        from_disk.keys().collect::<Vec<_>>(),
        ["assets/site.css", "page.html"]
    );
    assert_eq!(repo.templates("HEAD").unwrap(), from_disk);
    ground.put("templates/big.png", &"x".repeat((5 << 20) + 1));
    ground.commit("too large", 2);
    for failure in [
        disk::read_templates(&ground.root).unwrap_err(),
        repo.templates("HEAD").unwrap_err(),
    ] {
        assert!(failure.what.contains("templates/big.png is larger"), "{failure}");
    }
}

#[test]
fn only_the_register_counts_as_changed() {
    let ground = Ground::settled("sub");
    let repo = ground.open();
    ground.put("notes.txt", "x");
    ground.put("records/.DS_Store", "x");
    assert!(!repo.changed_records().unwrap());
    ground.put("records/bodies/2026/new.yaml", "x: 1\n");
    assert!(repo.changed_records().unwrap());
    std::fs::remove_dir_all(ground.root.join("records/bodies/2026")).unwrap();
    assert!(!repo.changed_records().unwrap());
    std::fs::remove_file(ground.root.join("records/bodies/a.yaml")).unwrap();
    assert!(repo.changed_records().unwrap());
}

#[test]
fn a_commit_may_be_named_in_many_ways() {
    let ground = Ground::settled("");
    let first = ground.git.refname_to_id("HEAD").unwrap().to_string();
    ground.put("records/bodies/d.yaml", "name: d\n");
    let second = ground.commit("second", 10).to_string();
    ground
        .git
        .tag_lightweight("2026-03-01", &ground.git.revparse_single(&first).unwrap(), false)
        .unwrap();
    let repo = ground.open();
    let named = |rev: &str| repo.read(rev).map(|(sources, commit)| (sources.len(), commit));
    for rev in [
        &first,
        &first[..9],
        "HEAD~1",
        "2026-01-01",
        "2026-01-10",
        "2026-03-01",
    ] {
        assert_eq!(named(rev).unwrap(), (4, first.clone()), "{rev}");
    }
    for rev in ["HEAD", "main", "2026-01-11", "2026-12-31"] {
        assert_eq!(named(rev).unwrap(), (5, second.clone()), "{rev}");
    }
    for rev in [
        "2025-12-31",
        "no-such",
        "HEAD:records",
        "deadbeef",
        "2026-13-01",
        "",
    ] {
        assert_eq!(named(rev).unwrap_err().exit, Exit::NotFound, "{rev}");
    }
}

#[test]
fn repositories_that_cannot_be_read_are_explained() {
    let dir = tempfile::tempdir().unwrap();
    assert!(Repo::open(dir.path()).unwrap().is_none());
    let ground = Ground::settled("");
    let config = ground.top.join(".git/config");
    let plain = std::fs::read_to_string(&config).unwrap();
    for (extension, says) in [
        ("objectformat = sha256", "SHA-256"),
        ("refstorage = reftable", "reftable"),
    ] {
        let text = plain.replace("repositoryformatversion = 0", "repositoryformatversion = 1");
        std::fs::write(&config, format!("{text}\n[extensions]\n\t{extension}\n")).unwrap();
        let failure = Repo::open(&ground.root).err().unwrap();
        assert!(failure.what.contains(says) && failure.cure.is_some(), "{failure}");
    }
}

#[test]
fn a_damaged_repository_is_neither_a_new_one_nor_none() {
    type Spoil = fn(&Ground);
    let pack = |ground: &Ground, end: &str| {
        ground.run(&["gc", "-q"]).unwrap();
        let folder = std::fs::read_dir(ground.top.join(".git/objects/pack")).unwrap();
        let all = folder.map(|entry| entry.unwrap().path());
        let place = all
            .into_iter()
            .find(|path| path.extension().is_some_and(|own| own == end));
        let bytes = std::fs::read(place.as_ref().unwrap()).unwrap();
        std::fs::remove_file(place.as_ref().unwrap()).unwrap();
        std::fs::write(place.unwrap(), &bytes[..bytes.len() / 2]).unwrap();
    };
    // An empty file is what a loss of power leaves.
    let emptied: Spoil = |ground| std::fs::write(ground.top.join(".git/refs/heads/main"), "").unwrap();
    let head_emptied: Spoil = |ground| std::fs::write(ground.top.join(".git/HEAD"), "").unwrap();
    let head_gone: Spoil = |ground| std::fs::remove_file(ground.top.join(".git/HEAD")).unwrap();
    let no_name: Spoil =
        |ground| std::fs::write(ground.top.join(".git/HEAD"), "ref: refs/heads/a..b\n").unwrap();
    let cases = [
        (
            emptied,
            "does not tell where refs/heads/main stands",
            "update-ref",
        ),
        (head_emptied, "does not tell its branch", "init && symbolic-ref"),
        (head_gone, "its HEAD is missing", "init && symbolic-ref"),
        (no_name, "a branch whose name Git does not allow", "symbolic-ref"),
    ];
    for (spoil, says, cure) in cases {
        let ground = Ground::settled("sub");
        let head = ground.git.refname_to_id("HEAD").unwrap().to_string();
        ground.run(&["reflog", "expire", "--all"]).unwrap();
        let log = format!(
            "{} {head} Clerk <c@example.org> 1767268800 +0000\tcommit\n",
            "0".repeat(40)
        );
        std::fs::create_dir_all(ground.top.join(".git/logs")).unwrap();
        std::fs::write(ground.top.join(".git/logs/HEAD"), log).unwrap();
        spoil(&ground);
        let failure = Repo::open(&ground.root).err().unwrap();
        assert_eq!(failure.exit, Exit::Failed);
        assert!(failure.to_string().contains(says), "{failure}");
        let told = failure.cure.unwrap();
        // The cure, as it is told.
        match cure {
            "update-ref" => {
                assert!(
                    told.ends_with(&format!("git update-ref refs/heads/main {head}")),
                    "{told}"
                );
                std::fs::remove_file(ground.top.join(".git/refs/heads/main")).unwrap();
                ground.run(&["update-ref", "refs/heads/main", &head]).unwrap();
            }
            cure => {
                assert!(told.contains("git symbolic-ref HEAD refs/heads/main"), "{told}");
                if cure.starts_with("init") {
                    std::fs::remove_file(ground.top.join(".git/HEAD")).ok();
                    ground.run(&["init"]).unwrap();
                }
                ground.run(&["symbolic-ref", "HEAD", "refs/heads/main"]).unwrap();
            }
        }
        assert_eq!(ground.open().standing().head, Some(head), "{says}");
        assert_eq!(ground.status(), "", "{says}");
    }
    for end in ["pack", "idx"] {
        let ground = Ground::settled("");
        pack(&ground, end);
        let repo = ground.open();
        let change = edit("records/bodies/a.yaml", Some("name: a\n"), Some("name: A\n"));
        for failure in [
            repo.read("HEAD").unwrap_err(),
            repo.read("main").unwrap_err(),
            repo.read("HEAD~1").unwrap_err(),
            repo.save(&[change], "no").unwrap_err(),
        ] {
            assert_eq!(failure.exit, Exit::Failed, "{failure}");
            assert!(failure.cure.as_ref().unwrap().contains("git fsck"), "{failure}");
        }
        assert_eq!(repo.read("no-such").unwrap_err().exit, Exit::Failed);
        assert_eq!(ground.text("records/bodies/a.yaml").unwrap(), "name: a\n");
    }
    // One that is new has no commit, and is well.
    assert!(Ground::new().open().standing().unborn);
    let ground = Ground::settled("");
    std::fs::remove_dir_all(ground.top.join(".git")).unwrap();
    assert!(Repo::open(&ground.root).unwrap().is_none());
    std::fs::write(ground.top.join(".git"), "gitdir: gone\n").unwrap();
    let failure = Repo::open(&ground.root).err().unwrap();
    assert!(
        failure.what.contains("names a repository that is not there"),
        "{failure}"
    );
}

#[test]
fn a_name_that_no_folder_can_hold_is_refused_with_its_cure() {
    let ground = Ground::settled("");
    let from = ground.git.refname_to_id("HEAD").unwrap();
    let odb = ground.git.odb().unwrap();
    let text = odb.write(git2::ObjectType::Blob, b"name: x\n").unwrap();
    // Git itself makes no such tree, and takes one in.
    let tree = [b"100644 ..\0".as_slice(), text.as_bytes()].concat();
    let tree = odb.write(git2::ObjectType::Tree, &tree).unwrap();
    let failure = ground
        .open()
        .may_become(&from.to_string(), &tree.to_string())
        .unwrap_err();
    assert_eq!(failure.exit, Exit::Refused);
    assert!(failure.what.contains("does not name a file below"), "{failure}");
    assert!(failure.cure.unwrap().contains("another name"));
}

#[cfg(target_os = "linux")]
#[test]
fn a_branch_whose_name_is_not_utf_8_is_told_as_such() {
    use std::os::unix::ffi::OsStrExt;
    let ground = Ground::settled("");
    let heads = ground.top.join(".git/refs/heads");
    let name = std::ffi::OsStr::from_bytes(b"b\xff");
    std::fs::copy(heads.join("main"), heads.join(name)).unwrap();
    std::fs::write(ground.top.join(".git/HEAD"), b"ref: refs/heads/b\xff\n").unwrap();
    let standing = ground.open().standing();
    assert!(
        !standing.detached && !standing.unborn && standing.branch.is_none(),
        "{standing:?}"
    );
    let change = edit("records/bodies/a.yaml", Some("name: a\n"), Some("name: A\n"));
    let failure = ground.open().save(&[change], "no").unwrap_err();
    assert!(failure.what.contains("is not UTF-8"), "{failure}");
    ground.run(&["branch", "-m", "new-name"]).unwrap();
    assert_eq!(ground.open().standing().branch.as_deref(), Some("new-name"));
}

#[test]
fn init_makes_a_repository_once() {
    let dir = tempfile::tempdir().unwrap();
    let repo = Repo::init(dir.path()).unwrap();
    let standing = repo.standing();
    assert_eq!(
        (standing.branch.as_deref(), standing.unborn),
        (Some("main"), true)
    );
    let below = dir.path().join("below");
    std::fs::create_dir(&below).unwrap();
    Repo::init(&below).unwrap();
    assert!(!below.join(".git").exists());
}
