//! What the checks find in a record that a row made, led back to the cell it comes from.

use super::book::Place;
use super::fault::Fault;
use super::plan::{Plan, Planned};
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::source::{Sources, Span};
use crate::yaml::{self, Way};

/// The problems of a plan's records as faults of their cells, in the order of the cells.
pub fn traced(plan: &Plan, problems: &Diagnostics, sources: &Sources) -> Vec<Fault> {
    let faults = problems.iter().map(|problem| fault(plan, problem, sources));
    super::plan::in_order(faults.collect())
}

fn fault(plan: &Plan, problem: &Diagnostic, sources: &Sources) -> Fault {
    let mut places = std::iter::once(&problem.primary).chain(&problem.related);
    let found = places.find_map(|label| {
        let source = sources.get(label.at.source);
        let planned = plan.records.iter().find(|planned| planned.path == source.path)?;
        Some((planned, path_at(&source.text, label.at.span)))
    });
    let cure = problem.cure.clone().unwrap_or_default();
    let what = match problem.primary.text.as_str() {
        "" => problem.message.clone(),
        label => format!("{} ({label})", problem.message),
    };
    let fault = match found {
        Some((planned, path)) => {
            let (place, head, value) = cell(planned, &path);
            Fault::at(place, &head, &value, what, cure)
        }
        // A record that the sheet does not hold, and which is wrong because of it.
        None => {
            let path = &sources.get(problem.primary.at.source).path;
            Fault::whole(format!("{path}: {what}"), cure)
        }
    };
    Fault {
        code: Some(problem.code.name),
        is_warning: problem.severity() == Severity::Warning,
        ..fault
    }
}

/// The cell that a way leads to, or the nearest to it; the row where there is none.
fn cell(planned: &Planned, path: &str) -> (Place, String, String) {
    let mut start = path;
    while !start.is_empty() {
        let fits = |own: &str| {
            own.strip_prefix(start)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        let mut below = planned.cells.iter().filter(|(own, _)| fits(own));
        // A cell that holds something is more likely to be the one that is meant.
        let found = below
            .clone()
            .find(|(_, (_, _, value))| !value.trim().is_empty())
            .or_else(|| below.next());
        if let Some((_, told)) = found {
            return told.clone();
        }
        start = start.rsplit_once('.').map_or("", |(above, _)| above);
    }
    (planned.row, path.to_owned(), String::new())
}

/// The way to the innermost value that holds a place of a record's text: `key_dates.1.date`. What the items of a list of words
/// say stands in one cell.
pub(super) fn path_at(text: &str, span: Span) -> String {
    let Ok(tree) = yaml::parse(text) else {
        return String::new();
    };
    let mut steps = yaml::way(&tree, span);
    if matches!(steps.last(), Some(Way::Item(_))) {
        steps.pop();
    }
    let named = steps.into_iter().map(|step| match step {
        Way::Field(name) => name.to_owned(),
        Way::Item(number) => (number + 1).to_string(),
    });
    named.collect::<Vec<_>>().join(".")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_in_a_record_is_the_way_to_a_cell() {
        let text = "title: Ward\nservices: [a, b]\nkey_dates:\n  - date: 2026\n    what: x\n  - date: soon\n    what: y\n";
        let at = |words: &str| {
            let start = text.find(words).expect(words);
            path_at(text, Span::new(start, start + words.len()))
        };
        assert_eq!(at("Ward"), "title");
        assert_eq!(at("b]"), "services");
        assert_eq!(at("soon"), "key_dates.2.date");
        assert_eq!(at("what: y"), "key_dates.2.what");
        assert_eq!(path_at("a: [", Span::new(0, 1)), "");
    }
}
