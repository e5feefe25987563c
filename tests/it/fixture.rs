//! A small sound register that the tests add mistakes to.

use scrutiny::check::check;
use scrutiny::diagnostic::{Diagnostics, Style, render};
use scrutiny::law::Law;
use scrutiny::source::{Source, Sources};

pub(crate) use scrutiny::explain::{SOUND as BASE, register as base, today};

/// Some bytes as a file.
pub(crate) fn file(path: &str, bytes: impl AsRef<[u8]>) -> Source {
    Source::from_bytes(path, bytes.as_ref().to_vec())
}

/// The register with some files replaced or added.
pub(crate) fn with(files: Vec<Source>) -> Sources {
    base().with(files)
}

/// All that is wrong with a register.
pub(crate) fn problems(sources: &Sources) -> Diagnostics {
    check(sources, &Law::of(sources), today()).1
}

/// The names of the codes, in the order of the files.
pub(crate) fn codes(problems: &Diagnostics) -> Vec<&'static str> {
    problems.iter().map(|problem| problem.code.name).collect()
}

/// All problems as they are printed, a blank line between two.
pub(crate) fn printed(problems: &Diagnostics, sources: &Sources) -> String {
    let each = problems
        .iter()
        .map(|problem| render(problem, sources, Style::Plain));
    each.collect::<Vec<_>>().join("\n\n")
}

/// A body; every example about fields is one of these.
pub(crate) const NORTH: &str = "records/bodies/north-trust.yaml";

#[test]
fn the_register_of_the_tests_is_sound() {
    let sources = base();
    let problems = problems(&sources);
    assert!(problems.is_empty(), "{}", printed(&problems, &sources));
}
