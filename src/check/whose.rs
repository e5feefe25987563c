//! Whose view a determination is: a council's is about one council's area, and only the NHS can follow a council's.

use super::{Case, Rule};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Example, Severity};
use crate::record::determination::View;

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: &VIEW_WITHOUT_COUNCIL,
        check: view_without_council,
    },
    Rule {
        code: &COUNCIL_FOLLOWS_ITSELF,
        check: council_follows_itself,
    },
];

const PATH: &str = "records/determinations/2026/kent-hosc-2026-01-20-kent-therapeutic-alliance.yaml";
const GOOD: &str = "\
change: kent-therapeutic-alliance-2025
by: kent-hosc
authority: kent-county-council
view: not-substantial
date: 2026-01-20
sources: [{title: Letter of the committee}]
";

/// A committee's view without the council it is about.
pub(super) const VIEW_WITHOUT_COUNCIL: Code = Code {
    name: "view-without-council",
    severity: Severity::Error,
    summary: "A view of a committee does not say which council's area it is about.",
    explain: "The duty to consult is owed council by council (SI 2013/218 reg 23(1)), so a view taken for a council says \
              for which. Only an NHS body or provider can mean every affected council at once, by leaving it out.",
    example: Example {
        path: PATH,
        bad: "\
change: kent-therapeutic-alliance-2025
by: kent-hosc
view: not-substantial
date: 2026-01-20
sources: [{title: Letter of the committee}]
",
        good: GOOD,
    },
};

/// A council that is said to follow a council's view.
pub(super) const COUNCIL_FOLLOWS_ITSELF: Code = Code {
    name: "council-follows-itself",
    severity: Severity::Error,
    summary: "A council's view is recorded as one that follows the council's.",
    explain: "`accepts-authority-view` is for an NHS body or provider that leaves the question to the council. A council \
              or committee that has not answered has no view, or has put its answer off (`deferred`).",
    example: Example {
        path: PATH,
        bad: "\
change: kent-therapeutic-alliance-2025
by: kent-hosc
authority: kent-county-council
view: accepts-authority-view
date: 2026-01-20
sources: [{title: Letter of the committee}]
",
        good: GOOD,
    },
};

fn view_without_council(case: &Case<'_>, problems: &mut Diagnostics) {
    for entry in case.register.determinations.iter() {
        let by = &case.register.bodies[&entry.body.by].body;
        if by.role.speaks_for_council() && entry.body.authority.is_none() {
            let message = format!(
                "this view of {} does not say which council's area it is about",
                by.known_as()
            );
            problems.push(
                Diagnostic::new(&VIEW_WITHOUT_COUNCIL, entry.at(entry.body.by.span), message)
                    .cure("add `authority:` with the id of the council"),
            );
        }
    }
}

fn council_follows_itself(case: &Case<'_>, problems: &mut Diagnostics) {
    for entry in case.register.determinations.iter() {
        let by = &case.register.bodies[&entry.body.by].body;
        if by.role.speaks_for_council() && entry.body.view.value == View::AcceptsAuthorityView {
            let message = format!(
                "{} speaks for a council and cannot follow its view",
                by.known_as()
            );
            problems.push(
                Diagnostic::new(&COUNCIL_FOLLOWS_ITSELF, entry.at(entry.body.view.span), message)
                    .cure("record the view it took, or `deferred`, or delete this record"),
            );
        }
    }
}
