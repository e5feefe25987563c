//! The questions of a determination.

use super::{Answer, Need, Question, row};
use crate::record::Kind;
use crate::record::body::Role;
use crate::record::determination::{TakenBy, View};

pub(super) const QUESTIONS: &[Question] = &[
    Question::new(
        "change",
        "change",
        Answer::Record(Kind::Change),
        "Which change is it about?",
        "The change it is about",
    )
    .must(),
    Question::new(
        "resolution",
        "resolution.id",
        Answer::Record(Kind::Resolution),
        "Which resolution holds it?",
        "The resolution whose clause holds it",
    )
    .more("The body, the council and the day are taken from it. Leave it empty for a view of an NHS body or provider, or one that no committee resolved."),
    Question::new(
        "clause",
        "resolution.clause",
        Answer::Clause,
        "Which of its clauses?",
        "The label of the clause",
    )
    .when(|answers| answers.has("resolution")),
    Question::new(
        "view",
        "view",
        Answer::Word(View::WORDS),
        "What was judged?",
        "What was determined",
    )
    .must()
    .law("hs-reg23-1a-consult")
    .more("Only what the body itself judged. That it noted a report, or said nothing, is no view and no record."),
    Question::new(
        "by",
        "by",
        Answer::Body(&[]),
        "Whose view is it?",
        "The body whose view it is [default: the committee of the resolution]",
    )
    .need(Need::Unless("resolution")),
    Question::new(
        "authority",
        "authority",
        Answer::Body(&[Role::LocalAuthority]),
        "Which council's area is it about?",
        "The council whose area it is about [default: the council the committee is part of]",
    )
    .more("An NHS body or provider may mean every affected council at once: then leave it empty."),
    Question::new(
        "taken-by",
        "taken_by",
        Answer::Word(TakenBy::WORDS),
        "Who took it for the body?",
        "Who took it for the body",
    ),
    Question::new(
        "scope",
        "scope",
        Answer::Line,
        "What does it cover, and what not?",
        "What it covers, and what it does not",
    )
    .more("A committee often judges one part of what was before it. Say which, so that nobody reads more into it."),
    Question::new(
        "date",
        "date",
        Answer::Date,
        "On which day was it taken?",
        "The day it was taken [default: the day of the meeting]",
    )
    .need(Need::Unless("resolution")),
    Question::new(
        "reasons",
        "reasons",
        Answer::Prose,
        "Which reasons were given?",
        "The reasons given",
    ),
    Question::new(
        "conditions",
        "conditions",
        Answer::Prose,
        "What was it made subject to?",
        "What it was made subject to",
    ),
    Question::new(
        "supersedes",
        "supersedes",
        Answer::Record(Kind::Determination),
        "Which earlier view does it take the place of?",
        "The earlier view of the same body that it takes the place of",
    ),
    row::SOURCES,
];
