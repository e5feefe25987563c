//! Conclusions and what carries them: no conclusion can be made without its reasons.

use std::borrow::Cow;
use std::sync::Arc;

use serde::Serialize;

use super::fact::Fact;
use super::provision::ProvisionId;
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
    pub says: Cow<'static, str>,
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
    pub fn not(part: Arc<Self>) -> Self {
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
            says: Cow::Borrowed(""),
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

/// A sentence with a capital letter at its beginning.
#[must_use]
pub fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
