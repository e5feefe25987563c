//! How long the edges take in a register of 10,000 records and 20,000 commits.

use crate::ground::{Clock, Ground};
use crate::history::Dice;

/// 20,000 commits of one record each, of 10,000 records in year folders.
fn import(ground: &Ground) {
    use std::fmt::Write as _;

    let kinds = ["bodies", "changes", "resolutions", "determinations", "duties"];
    let path = |number: u64| {
        let (kind, year) = (
            kinds[usize::try_from(number % 5).unwrap()],
            2017 + number / 5 % 10,
        );
        format!("records/{kind}/{year}/kent-hosc-{year}-record-number-{number}.yaml")
    };
    let mut stream = String::new();
    let mut dice = Dice(1);
    for commit in 0..20_000_u64 {
        let number = if commit < 10_000 {
            commit
        } else {
            dice.roll(10_000)
        };
        let text = format!(
            "name: record {number}\nversion: {commit}\n{}",
            "text: some words of it\n".repeat(60)
        );
        let time = 1_500_000_000 + commit * 3_600;
        write!(
            stream,
            "commit refs/heads/main\ncommitter Clerk <c@example.org> {time} +0000\ndata 8\nedit one\n"
        )
        .unwrap();
        write!(
            stream,
            "M 100644 inline {}\ndata {}\n{text}\n",
            path(number),
            text.len()
        )
        .unwrap();
    }
    let mut import = std::process::Command::new("git");
    import
        .args(["fast-import", "--quiet"])
        .current_dir(&ground.top)
        .stdin(std::process::Stdio::piped());
    let mut import = import.spawn().unwrap();
    std::io::Write::write_all(&mut import.stdin.take().unwrap(), stream.as_bytes()).unwrap();
    assert!(import.wait().unwrap().success());
}

/// `cargo test --release --test edge -- --ignored --nocapture measured`
#[test]
#[ignore = "measures, and needs a release build"]
fn the_time_of_twenty_thousand_commits_is_measured() {
    use crate::ground::Clock;
    let ground = Ground::new();
    import(&ground);
    let root = ground.root.clone();
    for packing in ["as imported", "repacked"] {
        if packing == "repacked" {
            ground.run(&["repack", "-adfq"]).unwrap();
        }
        for threads in [1, 2] {
            let pool = rayon::ThreadPoolBuilder::new()
                .num_threads(threads)
                .build()
                .unwrap();
            let open = || scrutiny::git::Repo::open(&root).unwrap().unwrap();
            let start = Clock::start();
            let history = pool.install(|| open().history("HEAD")).unwrap();
            eprintln!("history, {packing}, {threads} threads: {}", start.read());
            assert_eq!((history.commits.len(), history.touches.len()), (20_000, 10_000));
            let start = Clock::start();
            pool.install(|| open().read("HEAD")).unwrap();
            eprintln!("read of a commit, {threads} threads: {}", start.read());
        }
    }
    ground.run(&["reset", "-q", "--hard"]).unwrap();
    measure_the_rest(&ground);
}

/// What the commands do in a register of that size.
fn measure_the_rest(ground: &Ground) {
    let time = |what: &str, act: &dyn Fn()| {
        let start = Clock::start();
        act();
        eprintln!("{what}: {}", start.read());
    };
    let repo = ground.open();
    time("history_cached, nothing kept", &|| {
        drop(repo.history_cached("HEAD").unwrap());
    });
    time("history_cached, kept", &|| {
        drop(repo.history_cached("HEAD").unwrap());
    });
    time("save", &|| {
        let new = crate::ground::edit("records/bodies/2026/new.yaml", None, Some("x: 1\n"));
        repo.save(&[new], "new").unwrap();
    });
    time("history_cached, one commit more", &|| {
        drop(repo.history_cached("HEAD").unwrap());
    });
    time("changed_records", &|| {
        assert!(!repo.changed_records().unwrap());
    });
    let sources = scrutiny::disk::read(&ground.root).unwrap();
    time("contents of a commit, compared", &|| {
        assert!(
            repo.contents("HEAD")
                .unwrap()
                .are(&sources, &std::collections::BTreeMap::new())
        );
    });
    time("read from disk", &|| {
        assert_eq!(scrutiny::disk::read(&ground.root).unwrap().len(), 10_001);
    });
    time("open", &|| drop(ground.open()));
    time("recover, nothing to do", &|| {
        assert_eq!(repo.recover().unwrap(), None);
    });
}
