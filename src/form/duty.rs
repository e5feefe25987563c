//! The questions of a duty.

use super::{Answer, Need, Question, Row, row};
use crate::record::Kind;
use crate::record::duty::People;

pub(super) const QUESTIONS: &[Question] = &[
    Question::new(
        "title",
        "title",
        Answer::Line,
        "What must be done?",
        "What must be done, as a plain title",
    )
    .must(),
    Question::new(
        "change",
        "change",
        Answer::Record(Kind::Change),
        "From which change does it arise?",
        "The change it arises from",
    )
    .must(),
    Question::new(
        "provision",
        "basis.provision",
        Answer::Provision,
        "On which provision of law does it rest?",
        "The provision of law it rests on, such as nhsa-14Z45-involve-planning",
    )
    .need(Need::OneOf("basis"))
    .more("`scrutiny law list` lists them. Leave it empty where it rests on a clause or an undertaking instead."),
    Question::new(
        "undertaking",
        "basis.undertaking",
        Answer::Line,
        "On which undertaking does it rest?",
        "The undertaking it rests on, in our own words",
    )
    .need(Need::OneOf("basis"))
    .when(|answers| !answers.has("provision"))
    .more("Such as a term of a contract, or a promise made in public."),
    Question::new(
        "clause",
        "basis.clause",
        Answer::Row(&CLAUSE),
        "On which clause does it rest?",
        "The clause it rests on",
    )
    .need(Need::OneOf("basis"))
    .when(|answers| !answers.has("provision") && !answers.has("undertaking")),
    Question::new(
        "owed-by",
        "owed_by",
        Answer::Body(&[]),
        "Which body owes it?",
        "The body that owes it",
    )
    .must(),
    Question::new(
        "owed-to",
        "owed_to",
        Answer::Whom(People::WORDS),
        "To whom is it owed?",
        "To whom it is owed: public, users, carers, representatives, suppliers, staff, or a body",
    )
    .must()
    .many(),
    Question::new(
        "due",
        "due",
        Answer::Date,
        "By when?",
        "By when; left out where no date is stated",
    )
    .more("The law seldom states a number of days. Leave it empty rather than guess."),
    Question::new(
        "engagement",
        "engagement",
        Answer::Row(&ENGAGEMENT),
        "What was done, or is planned?",
        "A consultation, meeting or notice, done or planned",
    )
    .many(),
    Question::new(
        "details",
        "details",
        Answer::Prose,
        "What else should be known of it?",
        "More about it",
    ),
    row::SOURCES,
];

static CLAUSE: Row = Row {
    one: "clause",
    parts: &[
        Question::new(
            "resolution",
            "id",
            Answer::Record(Kind::Resolution),
            "Which resolution?",
            "The resolution",
        )
        .must(),
        Question::new(
            "clause",
            "clause",
            Answer::Clause,
            "Which of its clauses?",
            "The label of the clause",
        )
        .must(),
    ],
    form: "RESOLUTION # LABEL",
    split: row::clause_of,
};

static ENGAGEMENT: Row = Row {
    one: "engagement",
    parts: &[
        Question::new("what", "what", Answer::Line, "What is it?", "What it is").must(),
        Question::new(
            "opens",
            "opens",
            Answer::Date,
            "When does it begin?",
            "Its first day",
        ),
        Question::new(
            "closes",
            "closes",
            Answer::Date,
            "When does it end?",
            "Its last day",
        ),
        Question::new(
            "address",
            "address",
            Answer::Address,
            "Where can people take part?",
            "Where people can take part",
        ),
    ],
    form: "WHAT, DATE [to DATE] | ADDRESS",
    split: row::engagement,
};
