//! What can differ between recorded duties and the law, with an example of each.

use crate::diagnostic::{Code, Example, Severity};

const CHANGE: &str = "records/changes/2026/ward-2026.yaml";
const DUTY: &str = "records/duties/2026/all-age-duty.yaml";

/// A required duty that nobody has recorded.
pub(super) const DUTIES_NOT_RECORDED: Code = Code {
    name: "duties-not-recorded",
    severity: Severity::Warning,
    summary: "The law requires something that no recorded duty follows.",
    explain: "What the law requires of a change is derived from its record. A duty record beside it holds who sees to it, \
              the engagement and the evidence. `scrutiny duty adopt` writes the records that are missing.",
    example: Example {
        path: CHANGE,
        bad: "\
title: A ward moves
summary: A ward moves to another building.
kind: move
commissioners: [nhs-kent-and-medway]
affects_manner_or_range: {answer: no}
providers: {current: [kmpt]}
",
        good: "\
title: A ward moves
summary: A ward moves to another building.
kind: move
commissioners: [medway-council]
",
    },
};

/// A recorded duty that the law does not require.
pub(super) const DUTY_NOT_REQUIRED: Code = Code {
    name: "duty-not-required",
    severity: Severity::Warning,
    summary: "A recorded duty rests on a provision that does not require it now.",
    explain: "The provision was weighed on the records as they are, on the day of the check, and does not apply. Either the \
              change leaves something out, or the duty has ended or rests on something else.",
    example: Example {
        path: DUTY,
        bad: "\
title: Tell Kent of the urgent decision
change: all-age-mental-health-2025
basis: {provision: hs-reg23-3-urgent-notify}
owed_by: nhs-kent-and-medway
owed_to: [kent-county-council]
",
        good: "\
title: Tell Kent of the urgent decision
change: all-age-mental-health-2025
basis: {provision: hs-reg23-3-urgent-notify}
owed_by: nhs-kent-and-medway
owed_to: [kent-county-council]
no_longer_owed: The change was not decided urgently after all.
",
    },
};

/// A duty recorded for somebody the provision does not bind.
pub(super) const DUTY_OF_ANOTHER: Code = Code {
    name: "duty-of-another",
    severity: Severity::Warning,
    summary: "A recorded duty names a body that the provision does not bind here.",
    explain: "Who owes a duty follows from the change: the body responsible, or its commissioner in a provider's place \
              (SI 2013/218 reg 23(12)), the buyer, or the council.",
    example: Example {
        path: DUTY,
        bad: "\
title: Consult Kent
change: all-age-mental-health-2025
basis: {provision: hs-reg23-1a-consult}
owed_by: kmpt
owed_to: [kent-county-council]
",
        good: "\
title: Consult Kent
change: all-age-mental-health-2025
basis: {provision: hs-reg23-1a-consult}
owed_by: nhs-kent-and-medway
owed_to: [kent-county-council]
discharged: {date: 2025-07-01, evidence: Letter to the council}
",
    },
};

/// A due date that is not the one the law gives.
pub(super) const DUE_DIFFERS: Code = Code {
    name: "due-differs",
    severity: Severity::Warning,
    summary: "A recorded due date is not the day the law gives.",
    explain: "The day was reckoned from the dates in the change by the counting rule of the provision; `scrutiny why` shows \
              the sum.",
    example: Example {
        path: DUTY,
        bad: "\
title: Give Kent the date for comments
change: all-age-mental-health-2025
basis: {provision: hs-reg23-1b-ii-comments-date}
owed_by: nhs-kent-and-medway
owed_to: [kent-county-council]
due: 2025-07-08
discharged: {date: 2025-07-01, evidence: Letter to the council}
",
        good: "\
title: Give Kent the date for comments
change: all-age-mental-health-2025
basis: {provision: hs-reg23-1b-ii-comments-date}
owed_by: nhs-kent-and-medway
owed_to: [kent-county-council]
due: 2025-07-01
discharged: {date: 2025-07-01, evidence: Letter to the council}
",
    },
};

/// Something the change shows as done and the duty does not.
pub(super) const DONE_NOT_DISCHARGED: Code = Code {
    name: "done-not-discharged",
    severity: Severity::Warning,
    summary: "The change shows that a duty was done, and its record does not.",
    explain: "A date in the change is evidence that the duty was met. Its own record should say so, or the date be \
              corrected.",
    example: Example {
        path: DUTY,
        bad: "\
title: Consult Kent
change: all-age-mental-health-2025
basis: {provision: hs-reg23-1a-consult}
owed_by: nhs-kent-and-medway
owed_to: [kent-county-council]
",
        good: "\
title: Consult Kent
change: all-age-mental-health-2025
basis: {provision: hs-reg23-1a-consult}
owed_by: nhs-kent-and-medway
owed_to: [kent-county-council]
discharged: {date: 2025-07-01, evidence: Letter to the council}
",
    },
};

/// A duty recorded as no longer owed that the law still requires.
pub(super) const STILL_OWED: Code = Code {
    name: "still-owed",
    severity: Severity::Warning,
    summary: "A duty is recorded as no longer owed, and the law still requires it.",
    explain: "What ends a duty shows in the change: that it was given up, that the council was consulted, that a date was \
              published. Until the change says so, the law goes on requiring it.",
    example: Example {
        path: DUTY,
        bad: "\
title: Publish the dates
change: all-age-mental-health-2025
basis: {provision: hs-reg23-1d-publish-dates}
owed_by: nhs-kent-and-medway
owed_to: [public, carers]
no_longer_owed: Nobody asked for them.
",
        good: "\
title: Publish the dates
change: all-age-mental-health-2025
basis: {provision: hs-reg23-1d-publish-dates}
owed_by: nhs-kent-and-medway
owed_to: [public, carers]
",
    },
};
