//! What can be wrong with a register's own provisions.

use crate::diagnostic::{Code, Example, Severity};

/// Every code of this file, for `explain`.
pub const CODES: &[&Code] = &[
    &BAD_PROVISION_ID,
    &BAD_DAY,
    &BAD_CONDITION,
    &PROVISION_TWICE,
    &PROVISION_LEADS_NOWHERE,
    &LAW_IN_CIRCLE,
    &VERB_OF_DUTY,
    &DEADLINE_MAKES_NO_SENSE,
];

const PATH: &str = "records/law/kent-protocol.yaml";

macro_rules! protocol {
    ($id:literal, $verb:literal, $from:literal, $rest:literal) => {
        concat!(
            "instrument: Kent protocol\ntitle: Protocol on urgent decisions\nprovisions:\n  - id: ",
            $id,
            "\n    cite: para 4\n    title: Telephone the chair\n    effect: duty\n",
            $verb,
            "    bearer: responsible-person\n    owed_to: local-authority\n    once_for: authority\n    in_force: {from: ",
            $from,
            "}\n    applies_when: A decision was taken without consultation.\n    summary: The NHS telephones the chair of the committee.\n    verified: primary\n",
            $rest
        )
    };
}

const GOOD: &str = protocol!(
    "kent-protocol-4",
    "    verb: notify\n",
    "2024-05-01",
    "    when: decided-urgently\n"
);

/// Not the id of a provision.
pub const BAD_PROVISION_ID: Code = Code {
    name: "bad-provision-id",
    severity: Severity::Error,
    summary: "The id of a provision is not made of letters, digits and hyphens.",
    explain: "Records and other provisions speak of a provision by its id, and its page on the site is named after it.",
    example: Example {
        path: PATH,
        bad: protocol!(
            "kent protocol 4",
            "    verb: notify\n",
            "2024-05-01",
            "    when: decided-urgently\n"
        ),
        good: GOOD,
    },
};

/// Not a whole day.
pub const BAD_DAY: Code = Code {
    name: "bad-day",
    severity: Severity::Error,
    summary: "A day on which law begins or ends is not a whole day.",
    explain: "Whether a provision is in force is asked for a day, so its first and last day are known whole. Where they \
              are not, leave the provision out until they are.",
    example: Example {
        path: PATH,
        bad: protocol!(
            "kent-protocol-4",
            "    verb: notify\n",
            "May 2024",
            "    when: decided-urgently\n"
        ),
        good: GOOD,
    },
};

/// Not a condition.
pub const BAD_CONDITION: Code = Code {
    name: "bad-condition",
    severity: Severity::Error,
    summary: "A condition of a provision is not one.",
    explain: "A condition is a fact, or `all`, `any` or `not` with conditions inside, or `applies` with the id of another \
              provision, or `event` with `before` and a day. `scrutiny schema law` lists the facts and events.",
    example: Example {
        path: PATH,
        bad: protocol!(
            "kent-protocol-4",
            "    verb: notify\n",
            "2024-05-01",
            "    when: {either: [proposal, substantial]}\n"
        ),
        good: GOOD,
    },
};

/// Two provisions of one id.
pub const PROVISION_TWICE: Code = Code {
    name: "provision-twice",
    severity: Severity::Error,
    summary: "A provision has the id of another.",
    explain: "An id names one provision, and those that are compiled in keep theirs. Begin the ids of your own with the \
              name of the register or the agreement.",
    example: Example {
        path: PATH,
        bad: protocol!(
            "hs-reg23-1a-consult",
            "    verb: notify\n",
            "2024-05-01",
            "    when: decided-urgently\n"
        ),
        good: GOOD,
    },
};

/// A provision that names one there is not.
pub const PROVISION_LEADS_NOWHERE: Code = Code {
    name: "provision-leads-nowhere",
    severity: Severity::Error,
    summary: "A provision speaks of another that there is not.",
    explain: "What lifts, saves or carries a provision is named by its id; `scrutiny law list` shows the ids.",
    example: Example {
        path: PATH,
        bad: protocol!(
            "kent-protocol-4",
            "    verb: notify\n",
            "2024-05-01",
            "    when: {applies: hs-reg23-1z}\n"
        ),
        good: GOOD,
    },
};

/// Provisions that wait for one another.
pub const LAW_IN_CIRCLE: Code = Code {
    name: "law-in-circle",
    severity: Severity::Error,
    summary: "Whether a provision applies depends on itself.",
    explain: "Provisions are weighed one after another, each after those it depends on. A circle has no first.",
    example: Example {
        path: PATH,
        bad: protocol!(
            "kent-protocol-4",
            "    verb: notify\n",
            "2024-05-01",
            "    when: {not: {applies: kent-protocol-4}}\n"
        ),
        good: GOOD,
    },
};

/// A duty without a verb, or a verb without a duty.
pub const VERB_OF_DUTY: Code = Code {
    name: "verb-of-duty",
    severity: Severity::Error,
    summary: "A duty has no verb, or what is no duty has one.",
    explain: "A duty says what must be done (`verb`); a power, exemption or guide does not.",
    example: Example {
        path: PATH,
        bad: protocol!(
            "kent-protocol-4",
            "",
            "2024-05-01",
            "    when: decided-urgently\n"
        ),
        good: GOOD,
    },
};

/// A deadline that counts nothing.
pub const DEADLINE_MAKES_NO_SENSE: Code = Code {
    name: "deadline-makes-no-sense",
    severity: Severity::Error,
    summary: "The unit, the rule and the calendar of a deadline do not fit together.",
    explain: "Instruments define a working day differently, so a deadline in working days, and no other, names a `calendar`. \
              Clear days are counted back from a meeting (`rule: before`). At least one of something is counted.",
    example: Example {
        path: PATH,
        bad: protocol!(
            "kent-protocol-4",
            "    verb: notify\n",
            "2024-05-01",
            "    when: decided-urgently\n    deadline: {words: within five working days, count: 5, unit: working-days, from: consideration, rule: event-day-excluded}\n"
        ),
        good: GOOD,
    },
};
