//! From when commits must be signed: a rule that has no first day.

use super::{Case, Rule};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Example, Severity};
use crate::source::Location;

pub(super) const RULES: &[Rule] = &[Rule {
    code: &SIGNING_FROM_NO_DAY,
    check: from_no_day,
}];

/// No whole day.
const SIGNING_FROM_NO_DAY: Code = Code {
    name: "signing-from-no-day",
    severity: Severity::Error,
    summary: "It is not said from which day on commits must be signed.",
    explain: "`signing` asks for a signature on every commit from a day on, so that day is known whole. Until it is \
              written, `scrutiny verify` takes the first day that it can be.",
    example: Example {
        path: "records/register.yaml",
        bad: "name: Register\npublisher: A council\nsigning:\n  required_from: 2026-01\n",
        good: "name: Register\npublisher: A council\nsigning:\n  required_from: 2026-01-01\n",
    },
};

fn from_no_day(case: &Case<'_>, problems: &mut Diagnostics) {
    let settings = case.register.settings.as_ref();
    let signing = settings.and_then(|settings| settings.signing.as_ref());
    let file = case.sources.locate("records/register.yaml");
    let Some((signing, (source, _))) = signing.zip(file) else {
        return;
    };
    if signing.required_from.day().is_some() {
        return;
    }
    let span = signing.required_from.span;
    let problem = Diagnostic::new(
        &SIGNING_FROM_NO_DAY,
        Location { source, span },
        "`required_from` is not a whole day",
    );
    problems
        .push(problem.cure("write the first day on which commits must be signed: required_from: 2026-01-01"));
}
