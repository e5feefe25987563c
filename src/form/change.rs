//! The questions of a change.

use super::{Answer, Question, Row, row};
use crate::record::body::Role;
use crate::record::change::ChangeKind;
use crate::value::Truth;

pub(super) const QUESTIONS: &[Question] = &[
    Question::new(
        "title",
        "title",
        Answer::Line,
        "What changes?",
        "A plain title that says what changes",
    )
    .must()
    .more("A title that somebody who uses the service would understand: The stroke ward moves to the General."),
    Question::new(
        "summary",
        "summary",
        Answer::Line,
        "How would you tell it in one or two sentences?",
        "One or two sentences that anybody can read",
    )
    .must(),
    Question::new(
        "kind",
        "kind",
        Answer::Word(ChangeKind::WORDS),
        "What sort of change is it?",
        "What sort of change it is",
    )
    .must()
    .more("Choose the word people use for it. What it is called decides nothing: whether it is substantial is for the bodies to say, and is recorded apart."),
    Question::new(
        "service",
        "services",
        Answer::Slug,
        "Which services does it touch?",
        "A service it touches, such as mental-health",
    )
    .many(),
    Question::new(
        "responsible-person",
        "responsible_person",
        Answer::Body(&[]),
        "Which NHS body or provider is responsible for it?",
        "The NHS body or provider on whom a duty to consult falls",
    )
    .law("hs-reg23-1a-consult")
    .more("The regulations call it the responsible person: the body that has the proposal under consideration. Leave it empty where that is not known, or where a council buys the service."),
    Question::new(
        "commissioner",
        "commissioners",
        Answer::Body(&[]),
        "Which bodies buy the service?",
        "A body that buys the service",
    )
    .many()
    .law("hs-reg23-12-commissioner")
    .more("Where a provider proposes the change, those of them that are NHS bodies consult in its place."),
    Question::new(
        "provider-now",
        "providers.current",
        Answer::Body(&[]),
        "Who provides it now?",
        "A body that provides it now",
    )
    .many(),
    Question::new(
        "provider-proposed",
        "providers.proposed",
        Answer::Body(&[]),
        "Who shall provide it?",
        "A body that shall provide it",
    )
    .many(),
    Question::new(
        "authority",
        "authorities",
        Answer::Row(&COUNCIL),
        "Which councils' areas are affected?",
        "A council whose area is affected",
    )
    .many()
    .law("hs-reg23-1a-consult")
    .more("Every one, whatever it has said: a council that has said nothing still has to be consulted where the law asks for it."),
    Question::new(
        "affects-manner-or-range",
        "affects_manner_or_range.answer",
        Answer::Word(Truth::WORDS),
        "Does it affect how services are delivered to people, or the range of them?",
        "Whether it affects the manner or range of services",
    )
    .law("nhsa-14Z45-involve-proposals")
    .more("This is the wider test: where the answer is yes, the public has to be involved even if the change is not substantial. Answer unknown where nobody has said."),
    Question::new(
        "asserted-by",
        "affects_manner_or_range.asserted_by",
        Answer::Body(&[]),
        "Who says so?",
        "Who says so",
    )
    .when(|answers| answers.text("affects-manner-or-range").is_some_and(|answer| answer != "unknown")),
    Question::new(
        "under-consideration-from",
        "under_consideration_from",
        Answer::Date,
        "Since when has it been under consideration?",
        "When it came under consideration",
    )
    .law("hs-reg23-1a-consult")
    .more("The day it was specific enough to be judged, even if no board had seen it. The law in force then may decide what was owed."),
    Question::new(
        "key-date",
        "key_dates",
        Answer::Row(&KEY_DATE),
        "Which dates matter?",
        "A date that matters, and what happens on it",
    )
    .many(),
    row::SOURCES,
];

static COUNCIL: Row = Row {
    one: "council",
    parts: &[Question::new(
        "authority",
        "authority",
        Answer::Body(&[Role::LocalAuthority]),
        "Which council?",
        "The council",
    )
    .must()],
    form: "BODY",
    split: row::whole,
};

static KEY_DATE: Row = Row {
    one: "date",
    parts: &[
        Question::new("date", "date", Answer::Date, "Which day?", "The day").must(),
        Question::new(
            "what",
            "what",
            Answer::Line,
            "What happens then?",
            "What happens on it",
        )
        .must(),
        Question::new(
            "source",
            "source",
            Answer::Line,
            "Where is this stated?",
            "Where this is stated",
        ),
    ],
    form: "DATE = WHAT | SOURCE",
    split: row::key_date,
};
