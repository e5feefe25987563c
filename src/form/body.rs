//! The questions of a body.

use super::{Answer, Answers, Question};
use crate::record::body::{CouncilKind, Governance, Role};

pub(super) const QUESTIONS: &[Question] = &[
    Question::new(
        "name",
        "name",
        Answer::Line,
        "What is it called, in full?",
        "Its full name",
    )
    .must()
    .more("The name in law, as it stands on its own papers: Northmere County Council."),
    Question::new(
        "role",
        "role",
        Answer::Word(Role::WORDS),
        "What is it in law?",
        "What it is in law",
    )
    .must()
    .more(
        "The law treats each sort of body differently, so this decides which duties it can owe or be owed.",
    ),
    Question::new(
        "council-kind",
        "council_kind",
        Answer::Word(CouncilKind::WORDS),
        "Which kind of council is it?",
        "Which kind of council it is",
    )
    .when(is_council),
    Question::new(
        "governance",
        "governance",
        Answer::Word(Governance::WORDS),
        "How is it governed?",
        "How it takes its decisions, where it is a council",
    )
    .when(is_council),
    Question::new(
        "short-name",
        "short_name",
        Answer::Line,
        "What name does it go by?",
        "The name it goes by",
    )
    .more("Lists and pages use it where the full name is too long: Northmere HOSC."),
    Question::new(
        "part-of",
        "part_of",
        Answer::Body(&[]),
        "Which body is it a committee or part of?",
        "The body it is a committee or part of",
    )
    .when(|answers| !is_council(answers) && !is_joint(answers))
    .more("A scrutiny committee is part of its council; its views are about that council's area."),
    Question::new(
        "member",
        "members",
        Answer::Body(&[Role::LocalAuthority]),
        "Which councils appointed it?",
        "A council that appointed it, where it is a joint committee",
    )
    .many()
    .when(is_joint),
    Question::new(
        "area",
        "area",
        Answer::Line,
        "Where does it serve?",
        "Where it serves, in words",
    ),
    Question::new(
        "website",
        "website",
        Answer::Address,
        "Where is its website?",
        "Its website",
    ),
    Question::new(
        "ods",
        "codes.ods",
        Answer::Line,
        "Which code does the NHS know it by?",
        "Its code with the Organisation Data Service",
    )
    .when(|answers| !speaks_for_council(answers)),
    Question::new(
        "gss",
        "codes.gss",
        Answer::Line,
        "Which code do national statistics know it by?",
        "Its code with the Government Statistical Service",
    )
    .when(is_council),
    Question::new(
        "from",
        "active.from",
        Answer::Date,
        "From when did it exist?",
        "Its first day",
    ),
    Question::new(
        "until",
        "active.until",
        Answer::Date,
        "Until when did it exist?",
        "Its last day",
    )
    .more("Leave it empty while it exists."),
    Question::new(
        "succeeded-by",
        "succeeded_by",
        Answer::Body(&[]),
        "Which bodies took over from it?",
        "A body that took over from it",
    )
    .many()
    .when(|answers| answers.has("until")),
    super::row::SOURCES,
];

fn role(answers: &Answers) -> Option<Role> {
    answers.text("role")?.parse().ok()
}

fn is_council(answers: &Answers) -> bool {
    role(answers) == Some(Role::LocalAuthority)
}

fn is_joint(answers: &Answers) -> bool {
    role(answers) == Some(Role::JointScrutinyCommittee)
}

fn speaks_for_council(answers: &Answers) -> bool {
    role(answers).is_some_and(Role::speaks_for_council)
}
