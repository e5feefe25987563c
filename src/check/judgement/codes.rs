//! What can be wrong with a determination, with an example of each.

use crate::diagnostic::{Code, Example, Severity};

const PATH: &str = "records/determinations/2026/kent-hosc-2026-01-20-all-age-mental-health.yaml";
const GOOD: &str = "\
change: kent-therapeutic-alliance-2025
by: kent-hosc
authority: kent-county-council
view: not-substantial
date: 2026-01-20
sources: [{title: Letter of the committee}]
";

/// The clause is not in the resolution.
pub(super) const MISSING_CLAUSE: Code = Code {
    name: "missing-clause",
    severity: Severity::Error,
    summary: "A clause is named that its resolution does not have.",
    explain: "A determination or duty that rests on a clause names the resolution and the label of the clause, exactly \
              as it is written there. Readers are sent to those words.",
    example: Example {
        path: PATH,
        bad: "\
change: all-age-mental-health-2025
by: kent-hosc
authority: kent-county-council
view: not-substantial
scope: The all-age model only.
date: 2025-10-09
supersedes: kent-hosc-2025-10-09-all-age-mental-health
resolution: {id: kent-hosc-2025-10-09-all-age-mental-health, clause: z}
",
        good: "\
change: all-age-mental-health-2025
by: kent-hosc
authority: kent-county-council
view: not-substantial
scope: The all-age model only.
date: 2025-10-09
supersedes: kent-hosc-2025-10-09-all-age-mental-health
resolution: {id: kent-hosc-2025-10-09-all-age-mental-health, clause: a}
",
    },
};

/// A clause that only notes is used as a determination.
pub(super) const NOTED_AS_DETERMINATION: Code = Code {
    name: "noted-as-determination",
    severity: Severity::Error,
    summary: "A determination rests on a clause that only notes something.",
    explain: "To note or receive a report says nothing on whether a change is substantial: the register shows it as \
              \"no view recorded\". If the committee did decide the question, another clause will say so; if it did \
              not, there is no determination to record.",
    example: Example {
        path: "records/determinations/2026/medway-view.yaml",
        bad: "\
change: medway-therapeutic-alliance-2025
by: medway-cyp-overview-and-scrutiny
authority: medway-council
view: not-substantial
date: unknown
resolution: {id: medway-cyp-therapeutic-alliance-award, clause: a}
",
        good: "",
    },
};

/// A clause read as something else is used as a determination.
pub(super) const CLAUSE_NOT_DETERMINATION: Code = Code {
    name: "clause-not-determination",
    severity: Severity::Error,
    summary: "A determination rests on a clause that is not read as one.",
    explain: "The clause's own `reads_as` says that it does something else: invites, requests, recommends. Either the \
              determination rests on another clause, or the clause should be read as `determination`, which it is only \
              where the committee itself says whether the change is substantial.",
    example: Example {
        path: PATH,
        bad: "\
change: all-age-mental-health-2025
by: kent-hosc
authority: kent-county-council
view: not-substantial
scope: The all-age model only.
date: 2025-10-09
supersedes: kent-hosc-2025-10-09-all-age-mental-health
resolution: {id: kent-hosc-2025-10-09-all-age-mental-health, clause: b}
",
        good: "\
change: all-age-mental-health-2025
by: kent-hosc
authority: kent-county-council
view: not-substantial
scope: The all-age model only.
date: 2025-10-09
supersedes: kent-hosc-2025-10-09-all-age-mental-health
resolution: {id: kent-hosc-2025-10-09-all-age-mental-health, clause: a}
",
    },
};

/// Two clauses have one label.
pub(super) const DUPLICATE_LABEL: Code = Code {
    name: "duplicate-label",
    severity: Severity::Error,
    summary: "Two clauses of a resolution have the same label.",
    explain: "Clauses are cited by their labels. Where the minutes themselves use a label twice, tell them apart with \
              a word, such as \"a (second)\".",
    example: Example {
        path: "records/resolutions/2026/kent-hosc-2026-01-20-ward.yaml",
        bad: "\
committee: kent-hosc
meeting: 2026-01-20
item: A ward
clauses:
  - {label: a, words: The report be noted., reads_as: noted}
  - {label: a, words: The Trust be invited., reads_as: invited}
",
        good: "\
committee: kent-hosc
meeting: 2026-01-20
item: A ward
clauses:
  - {label: a, words: The report be noted., reads_as: noted}
  - {label: b, words: The Trust be invited., reads_as: invited}
",
    },
};

/// The item was about several changes and the view does not say which part it covers.
pub(super) const MISSING_SCOPE: Code = Code {
    name: "missing-scope",
    severity: Severity::Error,
    summary: "A determination does not say what it covers, and its resolution concerns several changes.",
    explain: "Where one item dealt with several changes, a view on one of them must not be read as a view on the \
              others. Say in `scope` what the view covers and what it does not.",
    example: Example {
        path: PATH,
        bad: "\
change: all-age-mental-health-2025
by: kent-hosc
authority: kent-county-council
view: not-substantial
date: 2025-10-09
supersedes: kent-hosc-2025-10-09-all-age-mental-health
resolution: {id: kent-hosc-2025-10-09-all-age-mental-health, clause: a}
",
        good: "\
change: all-age-mental-health-2025
by: kent-hosc
authority: kent-county-council
view: not-substantial
scope: The all-age model only.
date: 2025-10-09
supersedes: kent-hosc-2025-10-09-all-age-mental-health
resolution: {id: kent-hosc-2025-10-09-all-age-mental-health, clause: a}
",
    },
};

/// The determination is by another body than the committee that resolved.
pub(super) const OTHER_COMMITTEE: Code = Code {
    name: "other-committee",
    severity: Severity::Error,
    summary: "A determination rests on a resolution of another body.",
    explain: "Only the committee that resolved can have determined anything in that clause. What another body thinks \
              needs a record and a source of its own.",
    example: Example {
        path: PATH,
        bad: "\
change: all-age-mental-health-2025
by: nhs-kent-and-medway
authority: kent-county-council
view: not-substantial
scope: The all-age model only.
date: 2025-10-09
resolution: {id: kent-hosc-2025-10-09-all-age-mental-health, clause: a}
",
        good: "\
change: all-age-mental-health-2025
by: nhs-kent-and-medway
authority: kent-county-council
view: not-substantial
scope: The all-age model only.
date: 2025-10-09
sources: [{title: Letter of NHS Kent and Medway}]
",
    },
};

/// The resolution is not about the change.
pub(super) const CHANGE_NOT_IN_ITEM: Code = Code {
    name: "change-not-in-item",
    severity: Severity::Error,
    summary: "A determination rests on a resolution that is not about its change.",
    explain: "The resolution lists the changes its item was about. If this change was one of them, add it there; if \
              not, the determination names the wrong change or the wrong resolution.",
    example: Example {
        path: PATH,
        bad: "\
change: medway-therapeutic-alliance-2025
by: kent-hosc
authority: medway-council
view: not-substantial
scope: The Medway service only.
date: 2025-10-09
resolution: {id: kent-hosc-2025-10-09-all-age-mental-health, clause: a}
",
        good: "\
change: all-age-mental-health-2025
by: kent-hosc
authority: kent-county-council
view: not-substantial
scope: The all-age model only.
date: 2025-10-09
supersedes: kent-hosc-2025-10-09-all-age-mental-health
resolution: {id: kent-hosc-2025-10-09-all-age-mental-health, clause: a}
",
    },
};

/// A clause is read as a determination but none is recorded.
pub(super) const UNRECORDED_DETERMINATION: Code = Code {
    name: "unrecorded-determination",
    severity: Severity::Warning,
    summary: "A clause is read as a determination, but no determination is recorded from it.",
    explain: "The site shows determinations, not clauses, when it says which changes were judged substantial. Record \
              the view with `scrutiny add determination`, or correct the reading of the clause.",
    example: Example {
        path: "records/resolutions/2026/kent-hosc-2026-01-20-ward.yaml",
        bad: "\
committee: kent-hosc
meeting: 2026-01-20
item: A ward
clauses:
  - {label: a, words: It be decided later whether the move is substantial., reads_as: determination}
",
        good: "\
committee: kent-hosc
meeting: 2026-01-20
item: A ward
clauses:
  - {label: a, words: It be decided later whether the move is substantial., reads_as: deferred}
",
    },
};

/// Nothing shows where the view comes from.
pub(super) const UNSUPPORTED_DETERMINATION: Code = Code {
    name: "unsupported-determination",
    severity: Severity::Error,
    summary: "A determination names neither a clause nor a source.",
    explain: "A view is recorded, never inferred, so a reader must be able to see the words it was taken in. Name the \
              `resolution` and its clause, or a document under `sources`.",
    example: Example {
        path: PATH,
        bad: "\
change: kent-therapeutic-alliance-2025
by: kent-hosc
authority: kent-county-council
view: not-substantial
date: 2026-01-20
",
        good: GOOD,
    },
};

/// One council is listed twice.
pub(super) const AUTHORITY_TWICE: Code = Code {
    name: "authority-twice",
    severity: Severity::Error,
    summary: "A council is listed twice among those a change affects.",
    explain: "Each council has one consultation and one place in the table of views. Merge the two entries.",
    example: Example {
        path: "records/changes/2026/ward-move-2026.yaml",
        bad: "\
title: A ward moves
summary: A ward moves to another building.
kind: move
authorities:
  - authority: kent-county-council
  - authority: medway-council
  - authority: kent-county-council
",
        good: "\
title: A ward moves
summary: A ward moves to another building.
kind: move
authorities:
  - authority: kent-county-council
  - authority: medway-council
",
    },
};

/// The council is not among those affected.
pub(super) const AUTHORITY_NOT_AFFECTED: Code = Code {
    name: "authority-not-affected",
    severity: Severity::Error,
    summary: "A determination is for a council that its change does not list as affected.",
    explain: "A change lists every council whose area is affected, whatever it has said. Add the council there, or \
              correct the determination.",
    example: Example {
        path: PATH,
        bad: "\
change: kent-therapeutic-alliance-2025
by: kent-hosc
authority: medway-council
view: not-substantial
date: 2026-01-20
sources: [{title: Letter of the committee}]
",
        good: GOOD,
    },
};

/// A second view without saying that it takes the place of the first.
pub(super) const SECOND_VIEW: Code = Code {
    name: "second-view",
    severity: Severity::Error,
    summary: "A body has two views of one change for one council, and neither takes the place of the other.",
    explain: "A body may change its mind, and both views stay on the record; the later one names the earlier in \
              `supersedes`. If the two are about different parts of the proposal, record each part as a change of its \
              own.",
    example: Example {
        path: PATH,
        bad: "\
change: all-age-mental-health-2025
by: kent-hosc
authority: kent-county-council
view: substantial-variation
scope: The all-age model only.
date: 2026-01-20
sources: [{title: Letter of the committee}]
",
        good: "\
change: all-age-mental-health-2025
by: kent-hosc
authority: kent-county-council
view: substantial-variation
scope: The all-age model only.
date: 2026-01-20
supersedes: kent-hosc-2025-10-09-all-age-mental-health
sources: [{title: Letter of the committee}]
",
    },
};
