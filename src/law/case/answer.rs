//! How questions of fact are answered: yes, no or unknown, in a sentence, with the place it was recorded.
//!
//! What is not recorded is unknown. Only where the law turns on somebody having done or claimed something (referred,
//! called in, decided urgently) does the absence of a record count as no, and the sentence then says that none is recorded.

use chrono::NaiveDate;

use super::{Case, Subject, council, key, meeting, procurement, proposal, substantial};
use crate::law::fact::Fact;
use crate::law::trace::{Finding, Ground, Origin, Says, Step};
use crate::record::{Entry, Record};
use crate::source::{Span, Spanned};
use crate::value::{PartialDate, Truth};

/// An answer before it is known which question it answers.
pub(super) struct Answer {
    pub(super) finding: Finding,
    pub(super) unconfirmed: bool,
    pub(super) says: Says,
    pub(super) from: Vec<Origin>,
    pub(super) because: Vec<Step>,
}

/// The answer to a question about a subject.
pub(super) fn answer(case: &Case<'_>, subject: Subject<'_>, fact: Fact) -> Step {
    let answer = substantial::answer(case, subject, fact)
        .or_else(|| proposal::answer(case, subject, fact))
        .or_else(|| council::answer(case, subject, fact))
        .or_else(|| procurement::answer(case, subject, fact))
        .or_else(|| meeting::answer(case, subject, fact))
        .unwrap_or_else(|| Answer::no("nothing of the kind is recorded"));
    Step {
        finding: answer.finding,
        unconfirmed: answer.unconfirmed,
        ground: Ground::Fact(fact),
        says: answer.says,
        from: answer.from,
        because: answer.because.into_iter().map(std::sync::Arc::new).collect(),
    }
}

impl Answer {
    pub(super) fn new(finding: Finding, says: impl Into<Says>) -> Self {
        Self {
            finding,
            unconfirmed: false,
            says: says.into(),
            from: Vec::new(),
            because: Vec::new(),
        }
    }

    pub(super) fn yes(says: impl Into<Says>) -> Self {
        Self::new(Finding::Yes, says)
    }

    pub(super) fn no(says: impl Into<Says>) -> Self {
        Self::new(Finding::No, says)
    }

    pub(super) fn unknown(says: impl Into<Says>) -> Self {
        Self::new(Finding::Unknown, says)
    }

    /// With the place it was recorded.
    pub(super) fn from<T: Record>(mut self, entry: &Entry<T>, span: Span) -> Self {
        self.from.push(Origin {
            record: key(entry),
            at: entry.at(span),
        });
        self
    }
}

/// Whether something was done by the day asked about, on a date that is written, or was not recorded at all.
///
/// `done` and `undone` are the two halves of a sentence: "consultation of P began", "no consultation of P is recorded".
pub(super) fn happened<T: Record>(
    case: &Case<'_>,
    entry: &Entry<T>,
    date: &Spanned<PartialDate>,
    done: &str,
    undone: &str,
) -> Answer {
    if date.span == Span::default() {
        return Answer::no(undone.to_owned());
    }
    let answer = match (date.value.earliest(), date.value.latest()) {
        (Some(first), _) if first > case.as_at => Answer::no(format!("{done} only {}", date.value.placed())),
        (_, Some(last)) if last <= case.as_at => Answer::yes(format!("{done} {}", date.value.placed())),
        (Some(_), _) => Answer::unknown(format!(
            "{done} {}, and the exact day is not recorded",
            date.value.placed()
        )),
        (None, _) => Answer::unknown(format!("whether {done}, and when, is not known")),
    };
    answer.from(entry, date.span)
}

/// Whether a date that is recorded lies wholly after the day asked about.
pub(super) fn is_ahead(case: &Case<'_>, date: &Spanned<PartialDate>) -> bool {
    date.value.earliest().is_some_and(|first| first > case.as_at)
}

/// The answer that a record states, where leaving it out means that it is not known.
pub(super) fn stated<T: Record>(
    entry: &Entry<T>,
    written: &Spanned<Truth>,
    yes: &str,
    no: &str,
    question: &str,
) -> Answer {
    let answer = match written.value {
        Truth::Yes => Answer::yes(yes.to_owned()),
        Truth::No => Answer::no(no.to_owned()),
        Truth::Unknown => Answer::unknown(format!("whether {question} is not recorded")),
    };
    if written.span == Span::default() {
        return answer;
    }
    answer.from(entry, written.span)
}

/// The answer that a record states of what somebody has to claim: where it is left out, nobody has.
pub(super) fn claimed<T: Record>(
    entry: &Entry<T>,
    written: &Spanned<Truth>,
    yes: &str,
    no: &str,
    question: &str,
) -> Answer {
    if written.span == Span::default() {
        return Answer::no(no.to_owned());
    }
    stated(entry, written, yes, no, question)
}

/// The strongest of several answers; where there is none, a no.
pub(super) fn strongest(answers: impl IntoIterator<Item = Answer>, none: &'static str) -> Answer {
    // Of equals the first, so that the order of the record decides and nothing else.
    answers
        .into_iter()
        .reduce(|best, next| if next.finding > best.finding { next } else { best })
        .unwrap_or_else(|| Answer::no(none))
}

/// A day as it is said: "3 March 2025".
pub(crate) fn day(day: NaiveDate) -> String {
    PartialDate::Day(day).spoken()
}
