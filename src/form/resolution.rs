//! The questions of a resolution.

use super::{Answer, Answers, Question, Row, row};
use crate::record::Kind;
use crate::record::body::Role;
use crate::record::resolution::{Labels, MinutesStatus, Reading};

pub(super) const QUESTIONS: &[Question] = &[
    Question::new(
        "committee",
        "committee",
        Answer::Body(&[Role::ScrutinyCommittee, Role::JointScrutinyCommittee]),
        "Which committee resolved it?",
        "The committee",
    )
    .must(),
    Question::new(
        "meeting",
        "meeting",
        Answer::Date,
        "When did it meet?",
        "The day of the meeting",
    )
    .must()
    .more("Write unknown where nobody can tell; it can be added later."),
    Question::new(
        "item",
        "item",
        Answer::Line,
        "What was the item called?",
        "The title of the item",
    )
    .must()
    .more("As on the agenda: it is how people will find it."),
    Question::new(
        "item-number",
        "item_number",
        Answer::Line,
        "Which number did it have on the agenda?",
        "The number of the item on the agenda",
    ),
    Question::new(
        "minutes",
        "minutes.status",
        Answer::Word(MinutesStatus::WORDS),
        "How far can the minutes be relied on?",
        "Whether the minutes are confirmed, draft or unknown [default: unknown]",
    )
    .law("lga72-100C-1-minutes")
    .more("Minutes are a draft until the committee confirms them, mostly at its next meeting. Once confirmed, the words here change only by a recorded correction."),
    Question::new(
        "confirmed-on",
        "minutes.confirmed_on",
        Answer::Date,
        "On which day were they confirmed?",
        "The day the minutes were confirmed",
    )
    .when(|answers| answers.text("minutes") == Some("confirmed")),
    Question::new(
        "minutes-source",
        "minutes.source",
        Answer::Address,
        "Where are the minutes published?",
        "Where the minutes are published",
    )
    .law("lga72-100C-1-minutes"),
    Question::new(
        "change",
        "changes",
        Answer::Record(Kind::Change),
        "Which changes was the item about?",
        "A change the item was about",
    )
    .many(),
    Question::new(
        "discussion",
        "discussion",
        Answer::Prose,
        "What was discussed?",
        "What was discussed, in our own words",
    )
    .more("A summary in your own words. Leave out what was said in private, and the names of patients."),
    Question::new(
        "stem",
        "stem",
        Answer::Line,
        "Which words stand before the first clause?",
        "The words before the first clause that each clause goes on from",
    )
    .more("Such as: RESOLVED that the Committee. Leave it empty where there are none."),
    Question::new(
        "labels",
        "labels",
        Answer::Word(Labels::WORDS),
        "Whose labels do the clauses have?",
        "Whose labels the clauses have [default: the minutes' own]",
    )
    .when(|_| false),
    Question::new(
        "clause",
        "clauses",
        Answer::Row(&CLAUSE),
        "What was resolved?",
        "A clause: its label, what it does, and its exact words. READING is determination, noted, agreed, \
         recommended, invited, requested-information or another of `scrutiny schema resolution`; several are joined by commas. \
         What asks somebody for something becomes an action of the committee: of whom it is asked, and by when",
    )
    .many()
    .more("Clause by clause, in the exact words of the minutes, slips included."),
    Question::new(
        "votes",
        "votes",
        Answer::Line,
        "How did the committee vote?",
        "The votes, where they were minuted",
    ),
    row::SOURCES,
];

static CLAUSE: Row = Row {
    one: "clause",
    parts: &[
        Question::new(
            "label",
            "label",
            Answer::Line,
            "What is its label?",
            "Its label as published, such as a or 1",
        )
        .must(),
        Question::new(
            "words",
            "words",
            Answer::Line,
            "What are its exact words?",
            "The exact words as published, slips included",
        )
        .must()
        .more("Copy them. A slip of the minutes stays: our reading stands beside it, not in its place."),
        Question::new(
            "reads-as",
            "reads_as",
            Answer::Word(Reading::WORDS),
            "What does it do?",
            "What it does",
        )
        .must()
        .many()
        .law("hs-reg23-1a-consult")
        .more("Determination only where the committee itself says whether a change is substantial. To note, to hear or to invite is never a view."),
        Question::new(
            "owner",
            "action.owner",
            Answer::Body(&[]),
            "Who is to see to it?",
            "Who is to see to it [default: the committee]",
        )
        .when(asks),
        Question::new(
            "concerning",
            "action.concerning",
            Answer::Body(&[]),
            "Of whom is it asked?",
            "Whom it is asked of",
        )
        .many()
        .when(asks),
        Question::new(
            "due",
            "action.due",
            Answer::Date,
            "By when?",
            "By when it is to be done [default: unknown]",
        )
        .when(asks)
        .more("Write unknown where no day is stated: at an appropriate time is no day."),
    ],
    form: "LABEL = READING [of BODY] [by DATE]: WORDS",
    split: row::clause,
};

/// Whether a clause asks somebody for something.
pub(super) fn asks(clause: &Answers) -> bool {
    let mut readings = clause.texts("reads-as").iter();
    readings.any(|word| word.parse().is_ok_and(Reading::asks))
}
