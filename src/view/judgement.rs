//! What the recorded views on a change amount to: council by council, and for the change as a whole.
//!
//! Only recorded views count. An answer that was put off is no view, an earlier view that was replaced no longer
//! counts, and what the NHS itself thinks stands beside the councils' views and never among them.

use crate::record::body::Body;
use crate::record::change::Change;
use crate::record::determination::{Determination, View};
use crate::record::{Entry, Kind, RecordId};
use crate::register::Register;

use super::words::several;

/// Where one council stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Every view that counts says substantial.
    Substantial,
    /// Every view that counts says not substantial.
    NotSubstantial,
    /// Views that count say different things, as where each covers a part of the change.
    Several,
    /// The question was taken up and the answer put off.
    PutOff,
    /// The body goes by the council's view; only an NHS body or provider stands so.
    Follows,
    /// No view is recorded.
    Silent,
}

impl Standing {
    /// In words, for a tag.
    pub fn words(self) -> &'static str {
        match self {
            Self::Substantial => "Judged substantial",
            Self::NotSubstantial => "Judged not substantial",
            Self::Several => "More than one view",
            Self::PutOff => "Put off",
            Self::Follows => "Follows the council",
            Self::Silent => "No view recorded",
        }
    }

    /// The name of its shape in the style sheet.
    pub fn shape(self) -> &'static str {
        match self {
            Self::Substantial => "substantial",
            Self::NotSubstantial => "not-substantial",
            Self::Several => "differ",
            Self::PutOff | Self::Follows => "awaiting",
            Self::Silent => "silent",
        }
    }
}

/// One council and the views taken for it.
#[derive(Debug)]
pub struct CouncilView<'r> {
    /// The council.
    pub authority: &'r Entry<Body>,
    /// Whether the change names it as affected.
    pub affected: bool,
    /// Views that count, oldest first.
    pub current: Vec<&'r Entry<Determination>>,
    /// Views that later ones took the place of, oldest first.
    pub earlier: Vec<&'r Entry<Determination>>,
    /// What the views that count amount to.
    pub standing: Standing,
}

/// What the views on a change amount to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Overall {
    /// The proposal was given up.
    Withdrawn,
    /// One council judged the change substantial, another not.
    Differ,
    /// A council has views that say different things, and no two councils differ.
    Several,
    /// At least one council judged it substantial, none judged otherwise.
    Substantial,
    /// At least one council judged it not substantial, none judged otherwise.
    NotSubstantial,
    /// A council took the question up and put its answer off, and no view is recorded.
    Awaiting,
    /// No view is recorded.
    Silent,
}

/// The recorded views on one change.
#[derive(Debug)]
pub struct Judgement<'r> {
    /// Every council that is affected or has a view, in the order of the record.
    pub councils: Vec<CouncilView<'r>>,
    /// Views of NHS bodies and providers: their own, never a council's.
    pub nhs: Vec<&'r Entry<Determination>>,
    /// What it amounts to.
    pub overall: Overall,
}

impl<'r> Judgement<'r> {
    /// Gathers the views on a change.
    pub fn of(register: &'r Register, change: &'r Entry<Change>) -> Self {
        let (councils_views, nhs): (Vec<_>, Vec<_>) = register
            .determinations_of(&change.id)
            .into_iter()
            .partition(|entry| is_of_council(register, entry));
        let mut councils: Vec<CouncilView<'r>> = Vec::new();
        for affected in &change.body.authorities {
            push(&mut councils, &register.bodies[&affected.authority], true);
        }
        for view in councils_views {
            let Some(authority) = &view.body.authority else {
                continue;
            };
            let council = push(&mut councils, &register.bodies[authority], false);
            if is_replaced(register, view) {
                council.earlier.push(view);
            } else {
                council.current.push(view);
            }
        }
        for council in &mut councils {
            council.standing = standing(&council.current);
        }
        let overall = if change.body.abandoned.is_some() {
            Overall::Withdrawn
        } else {
            overall(councils.iter().map(|council| council.standing))
        };
        Self {
            councils,
            nhs,
            overall,
        }
    }

    /// How many councils stand so.
    pub fn count(&self, standing: Standing) -> usize {
        self.councils
            .iter()
            .filter(|council| council.standing == standing)
            .count()
    }

    /// The status of the change in a few words. Where only some councils have a view, it says which.
    pub fn label(&self) -> String {
        match self.overall {
            Overall::Withdrawn => "Withdrawn proposal".to_owned(),
            Overall::Differ => "Councils differ".to_owned(),
            Overall::Several => "More than one view".to_owned(),
            Overall::Substantial => self.judged(Standing::Substantial),
            Overall::NotSubstantial => self.judged(Standing::NotSubstantial),
            Overall::Awaiting => "Awaiting a view".to_owned(),
            Overall::Silent => "No view recorded".to_owned(),
        }
    }

    fn judged(&self, standing: Standing) -> String {
        let mut holders = self
            .councils
            .iter()
            .filter(|council| council.standing == standing);
        let all = self.councils.len();
        match (self.count(standing), holders.next()) {
            (count, _) if count == all => standing.words().to_owned(),
            (1, Some(only)) => format!("{} by {}", standing.words(), only.authority.body.known_as()),
            (count, _) => format!("{} by {count} of {all} councils", standing.words()),
        }
    }

    /// The name of its shape in the style sheet.
    pub fn shape(&self) -> &'static str {
        match self.overall {
            Overall::Withdrawn => "withdrawn",
            Overall::Differ | Overall::Several => "differ",
            Overall::Substantial => "substantial",
            Overall::NotSubstantial => "not-substantial",
            Overall::Awaiting => "awaiting",
            Overall::Silent => "silent",
        }
    }

    /// The status in sentences that name who took each view, and for whom there is none.
    pub fn sentence(&self, register: &Register) -> String {
        if self.councils.is_empty() {
            return "We hold no record yet of which councils this change affects.".to_owned();
        }
        if self.councils.len() > 4 {
            return self.tally();
        }
        let mut said: Vec<String> = Vec::new();
        let mut silent: Vec<&str> = Vec::new();
        for council in &self.councils {
            if council.current.is_empty() {
                silent.push(council.authority.body.known_as());
            }
            said.extend(council.current.iter().map(|view| spoken(register, view)));
        }
        if !silent.is_empty() {
            said.push(format!("No view is recorded for {}.", several(&silent, "or")));
        }
        said.join(" ")
    }

    fn tally(&self) -> String {
        let each = [
            (Standing::Substantial, "judged it substantial"),
            (Standing::NotSubstantial, "judged it not substantial"),
            (Standing::Several, "recorded more than one view"),
            (Standing::PutOff, "put the question off"),
            (Standing::Silent, "have no view recorded"),
        ];
        let said: Vec<String> = each
            .iter()
            .map(|(standing, words)| (self.count(*standing), words))
            .filter(|(count, _)| *count > 0)
            .map(|(count, words)| format!("{count} {words}"))
            .collect();
        format!("Of {} councils, {}.", self.councils.len(), several(&said, "and"))
    }
}

/// One view in a sentence: who judged what, when.
pub fn spoken(register: &Register, view: &Entry<Determination>) -> String {
    let by = register.bodies[&view.body.by].body.known_as();
    let when = view.body.date.value.placed();
    match view.body.view.value {
        View::SubstantialVariation => format!("{by} judged the change substantial {when}."),
        View::SubstantialDevelopment => format!("{by} judged the change a substantial development {when}."),
        View::NotSubstantial => format!("{by} judged the change not substantial {when}."),
        View::Deferred => format!("{by} took up the question {when} and put off its answer."),
        View::AcceptsAuthorityView => {
            format!("{by} said {when} that it goes by what the council concludes.")
        }
    }
}

/// Where a single view stands.
pub fn standing_of(view: View) -> Standing {
    match view {
        View::SubstantialVariation | View::SubstantialDevelopment => Standing::Substantial,
        View::NotSubstantial => Standing::NotSubstantial,
        View::Deferred => Standing::PutOff,
        // Only an NHS body or provider has this view, and theirs are never counted among the councils'.
        View::AcceptsAuthorityView => Standing::Follows,
    }
}

/// Whether a later view took the place of this one.
pub fn is_replaced(register: &Register, view: &Entry<Determination>) -> bool {
    replaced_by(register, &view.id).is_some()
}

/// The view that took the place of another.
pub fn replaced_by<'r>(register: &'r Register, id: &RecordId) -> Option<&'r Entry<Determination>> {
    register
        .naming(Kind::Determination, id, &register.determinations)
        .next()
}

/// Whether a view was taken by a council or a committee for it, and not by the NHS for itself.
fn is_of_council(register: &Register, view: &Entry<Determination>) -> bool {
    register.bodies[&view.body.by].body.role.speaks_for_council()
}

fn push<'l, 'r>(
    list: &'l mut Vec<CouncilView<'r>>,
    authority: &'r Entry<Body>,
    affected: bool,
) -> &'l mut CouncilView<'r> {
    let found = list
        .iter()
        .position(|council| council.authority.id == authority.id);
    let index = found.unwrap_or_else(|| {
        list.push(CouncilView {
            authority,
            affected,
            current: Vec::new(),
            earlier: Vec::new(),
            standing: Standing::Silent,
        });
        list.len() - 1
    });
    &mut list[index]
}

/// An answer put off counts only where there is no answer.
fn standing(current: &[&Entry<Determination>]) -> Standing {
    let each: Vec<Standing> = current
        .iter()
        .map(|view| standing_of(view.body.view.value))
        .collect();
    let said = |standing| each.contains(&standing);
    match (said(Standing::Substantial), said(Standing::NotSubstantial)) {
        (true, true) => Standing::Several,
        (true, false) => Standing::Substantial,
        (false, true) => Standing::NotSubstantial,
        (false, false) if said(Standing::PutOff) => Standing::PutOff,
        (false, false) => Standing::Silent,
    }
}

fn overall(councils: impl Iterator<Item = Standing>) -> Overall {
    let each: Vec<Standing> = councils.collect();
    let said = |standing| each.contains(&standing);
    match (said(Standing::Substantial), said(Standing::NotSubstantial)) {
        (true, true) => Overall::Differ,
        _ if said(Standing::Several) => Overall::Several,
        (true, false) => Overall::Substantial,
        (false, true) => Overall::NotSubstantial,
        (false, false) if said(Standing::PutOff) => Overall::Awaiting,
        (false, false) => Overall::Silent,
    }
}

#[cfg(test)]
mod tests;
