//! Conclusions and what carries them: no conclusion can be made without its reasons.

use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use serde::Serialize;

use super::fact::Fact;
use super::provision::ProvisionId;
use crate::record::{Kind, RecordId};
use crate::register::Key;
use crate::source::Location;

/// How a question of law or fact is answered, from the weakest answer to the strongest.
///
/// All of several hold as far as the weakest does; any of several as far as the strongest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Finding {
    /// No.
    No,
    /// The records do not tell.
    Unknown,
    /// The bodies concerned differ; neither is said to be right.
    Disputed,
    /// Yes.
    Yes,
}

impl Finding {
    /// The answer to the opposite question. What is unknown or disputed stays so.
    #[must_use]
    pub fn opposite(self) -> Self {
        match self {
            Self::No => Self::Yes,
            Self::Yes => Self::No,
            other => other,
        }
    }
}

/// Where an answer comes from: a record, and the place in its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The record.
    pub record: Key,
    /// The place.
    pub at: Location,
}

/// What a step rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ground {
    /// A fact, answered from records.
    Fact(Fact),
    /// A provision that applies or does not.
    Provision(ProvisionId),
    /// A view that a body has recorded, or that none is.
    View,
    /// A date compared with another.
    Date,
    /// Every one of the steps below it.
    All,
    /// One of the steps below it.
    Any,
    /// The opposite of the step below it.
    Not,
}

/// The words of a step. Many steps say the same, so that words are shared and not copied.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Says {
    /// Words that never change.
    Always(&'static str),
    /// Words made from records.
    Made(String),
    /// Words of the law, shared by all that repeat them.
    Shared(Arc<str>),
}

impl fmt::Display for Says {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self)
    }
}

impl Default for Says {
    fn default() -> Self {
        Self::Always("")
    }
}

impl Deref for Says {
    type Target = str;

    fn deref(&self) -> &str {
        match self {
            Self::Always(words) => words,
            Self::Made(words) => words,
            Self::Shared(words) => words,
        }
    }
}

impl From<&'static str> for Says {
    fn from(words: &'static str) -> Self {
        Self::Always(words)
    }
}

impl From<String> for Says {
    fn from(words: String) -> Self {
        Self::Made(words)
    }
}

impl From<Arc<str>> for Says {
    fn from(words: Arc<str>) -> Self {
        Self::Shared(words)
    }
}

/// One step of the reasons: an answer, what it rests on, and the steps that carry it.
#[derive(Clone, Debug)]
pub struct Step {
    /// The answer.
    pub finding: Finding,
    /// Whether a body whose view would count has not given one, so that the answer stands on the other's alone.
    pub unconfirmed: bool,
    /// What it rests on.
    pub ground: Ground,
    /// The answer in a sentence without a full stop; empty for `all`, `any` and `not`, which say nothing of their own.
    pub says: Says,
    /// Where it was recorded.
    pub from: Vec<Origin>,
    /// What carries it.
    pub because: Vec<Arc<Step>>,
}

impl Step {
    /// A step that compares dates.
    #[must_use]
    pub fn dated(finding: Finding, says: String) -> Self {
        Self {
            finding,
            unconfirmed: false,
            ground: Ground::Date,
            says: says.into(),
            from: Vec::new(),
            because: Vec::new(),
        }
    }

    /// All of some steps: as strong as the weakest.
    #[must_use]
    pub fn all(parts: Vec<Arc<Self>>) -> Self {
        let finding = parts
            .iter()
            .map(|part| part.finding)
            .min()
            .unwrap_or(Finding::Yes);
        Self::joined(Ground::All, finding, parts)
    }

    /// Any of some steps: as strong as the strongest.
    #[must_use]
    pub fn any(parts: Vec<Arc<Self>>) -> Self {
        let finding = parts.iter().map(|part| part.finding).max().unwrap_or(Finding::No);
        Self::joined(Ground::Any, finding, parts)
    }

    /// The opposite of a step.
    #[must_use]
    pub fn opposite(part: Arc<Self>) -> Self {
        let finding = part.finding.opposite();
        Self {
            unconfirmed: part.unconfirmed,
            ..Self::joined(Ground::Not, finding, vec![part])
        }
    }

    /// The answer is confirmed if one of the parts that decide it alone is; where all must hold, if all are.
    fn joined(ground: Ground, finding: Finding, because: Vec<Arc<Self>>) -> Self {
        let every = (ground == Ground::All) == (finding == Finding::Yes);
        let mut deciding = because.iter().filter(|part| part.finding == finding);
        let unconfirmed = if every {
            deciding.any(|part| part.unconfirmed)
        } else {
            deciding.clone().next().is_some() && deciding.all(|part| part.unconfirmed)
        };
        Self {
            finding,
            unconfirmed,
            ground,
            says: Says::default(),
            from: Vec::new(),
            because,
        }
    }

    /// The steps that decide the answer, each with something to say: facts, dates and provisions, outermost first.
    ///
    /// Of a yes, all that had to hold; of a no, those that do not; of an unknown, those that are not known.
    #[must_use]
    pub fn reasons(&self) -> Vec<&Self> {
        let mut found = Vec::new();
        self.gather(&mut found);
        found
    }

    /// The records that the reasons name, in their order: one that several name comes several times.
    #[must_use]
    pub fn records(&self) -> Vec<(Kind, &RecordId)> {
        let reasons = self.reasons().into_iter();
        let origins = reasons.flat_map(|step| &step.from);
        origins.map(|from| (from.record.0, &from.record.1)).collect()
    }

    fn gather<'s>(&'s self, found: &mut Vec<&'s Self>) {
        let wanted = match self.ground {
            Ground::Not => self.finding.opposite(),
            _ => self.finding,
        };
        for part in &self.because {
            if part.finding != wanted && !(self.finding == Finding::Disputed && part.finding > wanted) {
                continue;
            }
            match part.ground {
                Ground::All | Ground::Any | Ground::Not => part.gather(found),
                _ if found.iter().any(|known| known.says == part.says) => {}
                _ => found.push(part),
            }
        }
    }

    /// The facts that are not known and keep the answer from being known, innermost, each once.
    #[must_use]
    pub fn missing(&self) -> Vec<&Self> {
        let mut found: Vec<&Self> = Vec::new();
        self.seek(&mut found);
        found
    }

    fn seek<'s>(&'s self, found: &mut Vec<&'s Self>) {
        if self.finding != Finding::Unknown {
            return;
        }
        if matches!(self.ground, Ground::Fact(_) | Ground::Date) {
            if !found.iter().any(|known| known.says == self.says) {
                found.push(self);
            }
            return;
        }
        for part in &self.because {
            part.seek(found);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Finding; 4] = [Finding::No, Finding::Unknown, Finding::Disputed, Finding::Yes];

    fn step(finding: Finding, unconfirmed: bool) -> Arc<Step> {
        Arc::new(Step {
            finding,
            unconfirmed,
            ground: Ground::Date,
            says: "it is so".into(),
            from: Vec::new(),
            because: Vec::new(),
        })
    }

    #[test]
    fn all_is_as_strong_as_the_weakest_and_any_as_the_strongest() {
        for a in ALL {
            for b in ALL {
                let parts = || vec![step(a, false), step(b, false)];
                assert_eq!(Step::all(parts()).finding, a.min(b));
                assert_eq!(Step::any(parts()).finding, a.max(b));
            }
            let not = |finding| Step::opposite(step(finding, false)).finding;
            assert_eq!(not(not(a)), a);
        }
        assert_eq!(Step::all(Vec::new()).finding, Finding::Yes);
        assert_eq!(Step::any(Vec::new()).finding, Finding::No);
    }

    #[test]
    fn to_learn_what_was_unknown_never_makes_a_known_answer_unknown() {
        for known in [Finding::No, Finding::Yes] {
            for other in ALL {
                for (join, name) in [(Step::all as fn(_) -> Step, "all"), (Step::any, "any")] {
                    let before = join(vec![step(Finding::Unknown, false), step(other, false)]).finding;
                    let after = join(vec![step(known, false), step(other, false)]).finding;
                    let lost = before != Finding::Unknown && after == Finding::Unknown;
                    assert!(!lost, "{name} of unknown and {other:?}, then {known:?}");
                }
            }
        }
    }

    #[test]
    fn an_answer_is_unconfirmed_only_where_no_confirmed_part_carries_it_alone() {
        let (sure, unsure) = (step(Finding::No, false), step(Finding::No, true));
        assert!(!Step::all(vec![sure.clone(), unsure.clone()]).unconfirmed);
        assert!(Step::all(vec![step(Finding::Yes, false), unsure]).unconfirmed);
        let (sure, unsure) = (step(Finding::Yes, false), step(Finding::Yes, true));
        assert!(Step::all(vec![sure.clone(), unsure.clone()]).unconfirmed);
        assert!(!Step::any(vec![sure, unsure]).unconfirmed);
    }

    #[test]
    fn the_reasons_of_an_unknown_are_what_is_not_known() {
        let whole = Step::all(vec![step(Finding::Yes, false), step(Finding::Unknown, false)]);
        assert_eq!(whole.reasons().len(), 1);
        assert_eq!(whole.reasons()[0].finding, Finding::Unknown);
        assert_eq!(whole.missing().len(), 1);
    }
}
