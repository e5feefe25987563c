//! The marks that a merge leaves in a text where two versions differ, for a person to choose between.

use super::codes::MERGE_MARKS;
use crate::diagnostic::Diagnostic;
use crate::source::{Location, SourceId, Span};

/// The line between the two versions. By itself it underlines a heading in Markdown, so it says nothing alone.
const BETWEEN: &str = "=======";

/// What is wrong with a text that holds such marks at the beginning of lines; nothing where it holds none.
pub(crate) fn marks(source: SourceId, text: &str) -> Option<Diagnostic> {
    let found = |mark: &str, from: usize| line(text, mark, from);
    let (opens, closes) = (found("<<<<<<<", 0), found(">>>>>>>", 0));
    let first = match (opens, closes) {
        (Some(one), Some(other)) => one.min(other),
        (one, other) => one.or(other)?,
    };
    let at = |start: usize| {
        let line = text[start..].lines().next().unwrap_or_default();
        Location {
            source,
            span: Span::new(start, start + line.len()),
        }
    };
    let mut problem = Diagnostic::new(
        &MERGE_MARKS,
        at(first),
        "two versions of these lines stand here between the marks of a merge",
    )
    .cure(
        "keep the lines of one version, and delete the other and the lines of the marks; or take the merge back: git merge --abort",
    );
    if opens == Some(first) {
        problem = problem.label("the first begins here");
        let between = found(BETWEEN, first);
        if let Some(between) = between {
            problem = problem.related(at(between), "the second begins here");
        }
        if let Some(end) = found(">>>>>>>", between.unwrap_or(first)) {
            problem = problem.related(at(end), "it ends here");
        }
    }
    Some(problem)
}

/// Where a line from this place on begins with the mark, followed by nothing or a space, as merges write it.
fn line(text: &str, mark: &str, from: usize) -> Option<usize> {
    text[from..]
        .match_indices(mark)
        .map(|(at, _)| from + at)
        .find(|at| {
            let begins = *at == 0 || text.as_bytes()[at - 1] == b'\n';
            begins
                && matches!(
                    text.as_bytes().get(at + mark.len()),
                    None | Some(b' ' | b'\r' | b'\n')
                )
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_those_at_the_beginning_of_a_line() {
        let told = |text: &str| marks(SourceId::default(), text).map(|problem| problem.related.len());
        assert_eq!(
            told("a: 1\n<<<<<<< HEAD\nb: 1\n=======\nb: 2\n>>>>>>> other\n"),
            Some(2)
        );
        assert_eq!(told("<<<<<<< HEAD:records/a.yaml\r\n=======\r\n>>>>>>>"), Some(2));
        assert_eq!(told("a: 1\n>>>>>>> other\n"), Some(0));
        for none in [
            "",
            "a: |\n  <<<<<<< HEAD\n",
            "# Title\n\nHeading\n=======\n",
            "<<<<<<<<<\n",
            "a <<<<<<< b",
        ] {
            assert_eq!(told(none), None, "{none}");
        }
    }
}
