//! Whether a machine and a register are fit for work: what was found around them, judged check by check.
//!
//! The edges gather [`Surroundings`]; each check is a function from them to [`Finding`]s. Nothing here looks at anything
//! itself, so that a Windows laptop with a shared drive is tested wherever the tests run.

mod letters;
mod machine;
mod names;
mod place;
mod repository;
mod rights;
mod sharing;
pub mod surroundings;

pub(crate) use names::is_copy;
use serde::Serialize;

use crate::view::words::count;
pub use surroundings::Surroundings;

/// How a thing stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// As it should be.
    Well,
    /// It works, and may cost something one day.
    Doubtful,
    /// Something does not work, or will not.
    Wrong,
}

impl State {
    /// The word that is printed.
    pub fn word(self) -> &'static str {
        match self {
            Self::Well => "well",
            Self::Doubtful => "doubtful",
            Self::Wrong => "wrong",
        }
    }
}

/// What a check found, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// What was looked at, as a name that stays.
    pub topic: &'static str,
    /// How it stands.
    pub state: State,
    /// What was found, in a sentence.
    pub what: String,
    /// What to do about it; none where all is well.
    pub cure: Option<String>,
}

impl Finding {
    fn well(topic: &'static str, what: impl Into<String>) -> Self {
        Self {
            topic,
            state: State::Well,
            what: what.into(),
            cure: None,
        }
    }

    fn doubtful(topic: &'static str, what: impl Into<String>, cure: impl Into<String>) -> Self {
        Self {
            topic,
            state: State::Doubtful,
            what: what.into(),
            cure: Some(cure.into()),
        }
    }

    fn wrong(topic: &'static str, what: impl Into<String>, cure: impl Into<String>) -> Self {
        Self {
            state: State::Wrong,
            ..Self::doubtful(topic, what, cure)
        }
    }
}

/// A check: what it makes of the surroundings. None of them says anything of what is not there.
type Check = fn(&Surroundings) -> Vec<Finding>;

/// The checks, in the order in which they are told.
const CHECKS: [Check; 25] = [
    machine::program,
    place::register,
    machine::records,
    repository::opened,
    repository::identity,
    repository::head,
    repository::damage,
    repository::depth,
    repository::locks,
    repository::list,
    repository::unfinished,
    repository::clock,
    letters::conversion,
    letters::files,
    names::clashes,
    names::portable,
    names::copies,
    place::cloud,
    place::network,
    rights::written,
    sharing::program,
    sharing::other_side,
    sharing::signing,
    machine::desk,
    machine::schemas,
];

/// Everything that the checks have to say, in their order.
pub fn examine(surroundings: &Surroundings) -> Vec<Finding> {
    CHECKS.iter().flat_map(|check| check(surroundings)).collect()
}

/// The worst of what was found.
pub fn worst(findings: &[Finding]) -> State {
    findings
        .iter()
        .map(|finding| finding.state)
        .max()
        .unwrap_or(State::Well)
}

/// The first few of many things, for a sentence.
fn few(all: &[String]) -> String {
    const MOST: usize = 3;
    let shown: Vec<&str> = all.iter().take(MOST).map(String::as_str).collect();
    match all.len().checked_sub(MOST) {
        Some(more) if more > 0 => format!("{} and {more} more", shown.join(", ")),
        _ => shown.join(", "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a check says of surroundings, as state and sentence.
    pub(super) fn told(check: Check, surroundings: &Surroundings) -> Vec<(State, String)> {
        let findings = check(surroundings);
        for finding in &findings {
            let needs = finding.state != State::Well;
            assert_eq!(finding.cure.is_some(), needs, "{finding:?}");
            assert!(!finding.what.ends_with('.'), "{finding:?}");
        }
        findings
            .into_iter()
            .map(|finding| (finding.state, finding.what))
            .collect()
    }

    #[test]
    fn nothing_is_said_of_what_was_not_seen() {
        for finding in examine(&Surroundings::default()) {
            assert!(
                ["program", "register", "git-program", "terminal", "editor"].contains(&finding.topic),
                "{finding:?}"
            );
        }
    }

    #[test]
    fn the_worst_finding_counts() {
        assert_eq!(worst(&[]), State::Well);
        let findings = [
            Finding::well("a", "fine"),
            Finding::wrong("b", "broken", "mend it"),
            Finding::doubtful("c", "odd", "look"),
        ];
        assert_eq!(worst(&findings), State::Wrong);
        assert_eq!(worst(&findings[..1]), State::Well);
    }

    #[test]
    fn many_things_are_told_by_the_first() {
        let all: Vec<String> = ["a", "b", "c", "d", "e"].map(str::to_owned).to_vec();
        assert_eq!(few(&all), "a, b, c and 2 more");
        assert_eq!(few(&all[..3]), "a, b, c");
        assert_eq!(few(&[]), "");
    }
}
