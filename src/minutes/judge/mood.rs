//! What becomes of a phrase that is not known to be the committee's judgement: plainly something else, or a doubt.

use super::Finding;
use super::context;
use super::noun;
use super::phrase::Phrase;
use super::vocabulary::{ASK, HAND_ON, OPEN, OTHERS, holds};
use super::word::Word;
use crate::minutes::draft::Doubt;
use crate::source::Span;

/// Why a clerk is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reason {
    /// The words are there; nothing known governs them.
    Unclear,
    /// The committee judges, within words that may make it something else.
    Tangled,
    /// Somebody is asked to take the view.
    Asked,
    /// Denied twice, or denied through a verb that does not carry it.
    TwiceDenied,
    /// Limited, or taken back in part.
    Limited,
    /// Perhaps another sense of the word.
    Sense,
    /// Two views of one thing.
    Contradiction,
    /// Something is put off, perhaps this question.
    PutOff,
    /// Somebody's view is taken up unsaid, and the question was before the committee.
    Adopted,
    /// A sentence too long to be read.
    Long,
}

impl Reason {
    /// The doubt as it is put to the clerk.
    pub(super) fn doubt(self, span: Span) -> Doubt {
        let says = match self {
            Self::Unclear => {
                "These words speak of a substantial change, but it is not clear that the committee decides it."
            }
            Self::Tangled => {
                "The committee seems to judge here, but the words around it may tell of another view or day."
            }
            Self::Asked => {
                "Somebody is asked to treat the change as substantial or not; whether the committee decides it is not clear."
            }
            Self::TwiceDenied => "The view is denied in a way that can be read as either answer.",
            Self::Limited => "The view is limited or made uncertain by the words around it.",
            Self::Sense => {
                "It is not clear whether \"substantial\" or \"significant\" is meant as a variation of service here."
            }
            Self::Contradiction => {
                "The clause holds different views, and it is not clear which is about what."
            }
            Self::PutOff => {
                "Something is put off here; it is not clear that the committee puts off whether the change is substantial."
            }
            Self::Adopted => {
                "The committee agrees with a view that is not set out here; it may be that the change is, or is not, substantial."
            }
            Self::Long => {
                "The sentence is too long to tell whether the committee decides that a change is substantial."
            }
        };
        Doubt {
            span,
            says: says.into(),
            blocks: true,
        }
    }
}

/// A phrase on no known path: nothing where the words before it plainly report, ask or hand on, a doubt otherwise.
pub(super) fn missed(words: &[Word], phrase: &Phrase) -> Finding {
    let before = &words[..phrase.from];
    let asks = before.iter().position(|word| word.any(ASK));
    let tells = context::tells(before);
    // "Were the plan to be", not "the changes were".
    let inverted =
        (0..before.len()).any(|at| before[at].is("were") && (at == 0 || !before[at - 1].is_word()));
    if inverted || holds(before, OPEN) {
        return Finding::Nothing;
    }
    match (asks, tells) {
        (Some(asks), Some(tells)) if asks < tells => Finding::Doubt(Reason::Asked),
        (Some(_), None) => Finding::Doubt(Reason::Asked),
        (_, Some(_)) => Finding::Nothing,
        (None, None) if holds(before, HAND_ON) || another_body(before) => Finding::Nothing,
        (None, None) if holds(before, OTHERS) && !names_committee(before) => Finding::Nothing,
        (None, None) => Finding::Doubt(Reason::Unclear),
    }
}

/// Whether the committee is the one who acts somewhere here.
fn names_committee(words: &[Word]) -> bool {
    (1..=words.len()).any(|end| {
        let at = end - 1;
        let acts = words[at].any(&[
            "committee",
            "board",
            "panel",
            "commission",
            "members",
            "jhosc",
            "hosc",
        ]);
        let by = at > 1 && words[at - 2].any(&["of", "by", "to", "from", "for", "with", "at", "on"]);
        acts && at > 0 && words[at - 1].any(&["the", "this", "that"]) && !by
            || noun::body(words, end).is_some()
    })
}

/// "Northmere's committee", "some Members": not this committee as a whole.
fn another_body(words: &[Word]) -> bool {
    words.windows(2).any(|two| {
        two[1].any(&["committee", "board", "panel"]) && two[0].text.ends_with("'s")
            || two[1].any(&["members", "committee"])
                && two[0].any(&[
                    "some",
                    "several",
                    "most",
                    "many",
                    "few",
                    "two",
                    "three",
                    "other",
                    "another",
                    "individual",
                ])
    })
}

/// A committee's judgement in words that may make it another's, an earlier or an uncertain one.
pub(super) fn tangled(words: &[Word], phrase: &Phrase) -> Finding {
    if holds(&words[..phrase.from], &["if", "whether", "unless", "should"]) {
        Finding::Nothing
    } else {
        Finding::Doubt(Reason::Tangled)
    }
}
