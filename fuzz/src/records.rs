//! A whole register in which one file holds any bytes: it is read, linked and checked; every problem can be shown; what is
//! sound is data.

use std::sync::LazyLock;

use scrutiny::check::check;
use scrutiny::explain::{register, today};
use scrutiny::law::Law;
use scrutiny::register::Register;
use scrutiny::source::{Source, Sources};
use scrutiny::value::Status;

use super::drawable;

/// Where the file stands, by the first byte.
const PATHS: [&str; 8] = [
    "records/bodies/kmpt.yaml",
    "records/changes/2025/all-age-mental-health-2025.yaml",
    "records/resolutions/2026/any.yaml",
    "records/determinations/2026/any.yaml",
    "records/duties/2026/any.yaml",
    "records/pages/any.md",
    "records/changes/2026/any.yaml",
    "records/bodies/any.yaml",
];

static SOUND: LazyLock<Sources> = LazyLock::new(register);

/// What may be wrong with a file for the sole reason that it stands alone.
const ALONE: [&str; 5] = [
    "no-register",
    "dangling-reference",
    "names-withdrawn",
    "wrong-role",
    "wrong-kind-reference",
];

/// Reads bytes as a file of a register, and puts those that are well formed into a sound one.
pub fn hold(bytes: &[u8]) {
    let Some((first, rest)) = bytes.split_first() else {
        return;
    };
    let path = PATHS[usize::from(*first) % PATHS.len()];
    let file = Source::from_bytes(path, rest.to_vec());
    let alone = Sources::new(vec![file.clone()]);
    let (_, problems) = Register::build(&alone);
    drawable::hold(&problems, &alone);
    // A whole register takes a hundred times as long, and what is malformed is set aside in it all the same.
    if problems.iter().all(|problem| ALONE.contains(&problem.code.name)) {
        among_others(file);
    }
}

fn among_others(file: Source) {
    let sources = SOUND.clone().with(vec![file]);
    let (found, problems) = check(&sources, &Law::england(), today());
    drawable::hold(&problems, &sources);
    for entry in found.entries() {
        assert!(entry.to_json().is_object());
    }
    let published = found.published();
    assert!(published.entries().all(|entry| entry.status != Status::Draft));
}
