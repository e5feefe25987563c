//! What a change brings: problems that a register did not have before it.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::Sources;

/// What a problem is known by before and after a change, wherever in its file it stands: its code, the file and what it says.
pub type Name = (&'static str, String, String);

/// The name of a problem in one of these files.
#[must_use]
pub fn name(problem: &Diagnostic, sources: &Sources) -> Name {
    let path = sources.get(problem.primary.at.source).path.clone();
    (problem.code.name, path, problem.message.clone())
}

/// Problems that were there before, and how often each.
#[derive(Clone, Debug)]
pub struct Known<N>(BTreeMap<N, usize>);

impl<N: Ord> Known<N> {
    /// These problems.
    pub fn new(problems: impl IntoIterator<Item = N>) -> Self {
        let mut known = BTreeMap::new();
        for problem in problems {
            *known.entry(problem).or_default() += 1;
        }
        Self(known)
    }

    /// What was known on either of two sides: each problem as often as on the side that has more of it.
    #[must_use]
    pub fn or(mut self, other: Self) -> Self {
        for (problem, count) in other.0 {
            let most = self.0.entry(problem).or_default();
            *most = count.max(*most);
        }
        self
    }

    /// The problems that were not there, or not as often.
    #[must_use]
    pub fn brought(mut self, after: &Diagnostics, name: impl Fn(&Diagnostic) -> N) -> Diagnostics {
        let mut brought = Diagnostics::new();
        for problem in after {
            match self.0.get_mut(&name(problem)) {
                Some(left) if *left > 0 => *left -= 1,
                _ => brought.push(problem.clone()),
            }
        }
        brought
    }
}

impl Known<Name> {
    /// The problems of these files.
    #[must_use]
    pub fn of(problems: &Diagnostics, sources: &Sources) -> Self {
        Self::new(problems.iter().map(|problem| name(problem, sources)))
    }
}

#[cfg(test)]
mod tests {
    use super::Known;
    use crate::diagnostic::{Diagnostic, Diagnostics};
    use crate::source::Location;

    fn problems(messages: &[&str]) -> Diagnostics {
        let mut problems = Diagnostics::new();
        let at = Location::default();
        for message in messages {
            problems.push(Diagnostic::new(
                &crate::register::codes::DANGLING_REFERENCE,
                at,
                *message,
            ));
        }
        problems
    }

    fn brought(known: Known<&str>, after: &[&str]) -> Vec<String> {
        // The names are those of the test, which outlive what is asked about.
        let own = |problem: &Diagnostic| *after.iter().find(|text| **text == problem.message).unwrap();
        let brought = known.brought(&problems(after), own);
        brought.iter().map(|problem| problem.message.clone()).collect()
    }

    #[test]
    fn what_was_there_as_often_is_not_brought() {
        assert_eq!(brought(Known::new(["a", "b"]), &["b", "a", "a", "c"]), ["a", "c"]);
        assert!(brought(Known::new(["a", "a"]), &["a"]).is_empty());
    }

    #[test]
    fn of_two_sides_the_one_counts_that_has_more() {
        let known = || Known::new(["a", "b", "b"]).or(Known::new(["a", "b", "c"]));
        assert_eq!(brought(known(), &["a", "a", "b", "b", "b", "c"]), ["a", "b"]);
    }
}
