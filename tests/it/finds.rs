//! What the fuzzer found once, what it begins with, and a short run of its kind without it: the same properties hold.

mod damage;

use std::panic::catch_unwind;
use std::path::{Path, PathBuf};

use damage::Damage;

#[path = "../../fuzz/src/lib.rs"]
#[allow(
    dead_code,
    unreachable_pub,
    reason = "the fuzzer is a package of its own, to which these are public"
)]
pub(crate) mod properties;

/// How many inputs of each target are damaged: `FUZZ_ROUNDS` asks for more.
const ROUNDS: usize = 150;

/// The files of a target below a folder of the fuzzer, in the order of their names.
fn inputs(folder: &str, target: &str) -> Vec<(PathBuf, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz").join(folder);
    let entries = std::fs::read_dir(folder.join(target)).into_iter().flatten();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("a file").path()).collect();
    paths.sort();
    let read = |path: PathBuf| {
        let bytes = std::fs::read(&path).expect("a file that can be read");
        (path, bytes)
    };
    paths.into_iter().map(read).collect()
}

/// Each file below a folder is held to the property of its target; how many there were.
fn hold(folder: &str) -> usize {
    let (mut count, mut failed) = (0, Vec::new());
    for (target, property) in properties::TARGETS {
        for (path, bytes) in inputs(folder, target) {
            if catch_unwind(|| property(&bytes)).is_err() {
                failed.push(path.display().to_string());
            }
            count += 1;
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
    count
}

#[test]
fn what_was_found_once_is_mended() {
    assert!(hold("finds") > 0);
}

#[test]
fn what_the_fuzzer_begins_with_holds() {
    assert!(hold("corpus") > 100);
}

/// What fails is left in the folder of temporary files, to be given to the fuzzer's own program.
#[test]
fn what_the_fuzzer_begins_with_holds_when_it_is_damaged() {
    let asked = std::env::var("FUZZ_ROUNDS")
        .ok()
        .and_then(|rounds| rounds.parse().ok());
    let only = std::env::var("FUZZ_TARGET").ok();
    let seed = std::env::var("FUZZ_SEED").ok().and_then(|seed| seed.parse().ok());
    let mut failed = Vec::new();
    for (target, property) in properties::TARGETS {
        if only.as_ref().is_some_and(|only| only != target) {
            continue;
        }
        let begun = inputs("corpus", target);
        let words = damage::words(target);
        let mut damage = Damage::new(seed);
        for round in 0..asked.unwrap_or(ROUNDS) {
            let bytes = damage.of(&begun, &words);
            if catch_unwind(|| property(&bytes)).is_err() {
                let left = std::env::temp_dir().join(format!("fuzz-{target}-{round}"));
                std::fs::write(&left, &bytes).expect("a file that can be written");
                failed.push(left.display().to_string());
            }
        }
    }
    assert!(
        failed.is_empty(),
        "with FUZZ_SEED={seed:?}:\n{}",
        failed.join("\n")
    );
}
