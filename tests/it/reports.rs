//! The reports: what committees asked for, what is owed, a notice, the text of an e-mail; as lists and as documents.

mod actions;
mod form;
mod left_out;
mod manual;
mod notice;
mod register;
mod summary;

use std::path::Path;

/// Compares what was printed with a file beside the tests; `SNAPSHOTS=overwrite` writes the file anew.
#[track_caller]
fn same(name: &str, printed: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/it/reports")
        .join(name);
    if std::env::var_os("SNAPSHOTS").is_some_and(|value| value == "overwrite") {
        std::fs::write(&path, printed).expect("the file can be written");
        return;
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        printed == expected,
        "{name} differs; SNAPSHOTS=overwrite writes it anew\n--- printed\n{printed}"
    );
}
