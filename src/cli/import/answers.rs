//! What a person has settled about minutes, by flags or in the form; what is not settled is taken from what was read.

use std::collections::{BTreeMap, BTreeSet};

use crate::minutes::ItemDraft;
use crate::record::RecordId;
use crate::record::change::ChangeKind;
use crate::record::determination::View;
use crate::record::resolution::{MinutesStatus, Reading};
use crate::value::PartialDate;

/// All that is settled.
#[derive(Clone, Debug, Default)]
pub(super) struct Answers {
    /// The committee.
    pub(super) committee: Option<RecordId>,
    /// The day of the meeting, which may be said to be unknown.
    pub(super) meeting: Option<PartialDate>,
    /// The title of the item.
    pub(super) title: Option<String>,
    /// Its number on the agenda.
    pub(super) number: Option<String>,
    /// Where the minutes are published.
    pub(super) source: Option<String>,
    /// Whether they are confirmed.
    pub(super) status: Option<MinutesStatus>,
    /// The day they were.
    pub(super) confirmed_on: Option<PartialDate>,
    /// The recorded changes the item was about; an empty list says that it was about none.
    pub(super) changes: Option<Vec<RecordId>>,
    /// A change that is recorded with it.
    pub(super) new_change: Option<NewChangeAnswer>,
    /// What is settled of each clause, by its place in the item.
    pub(super) clauses: BTreeMap<usize, ClauseAnswer>,
    /// What was discussed, in the register's own words.
    pub(super) discussion: Option<String>,
    /// Days to be recorded as key dates.
    pub(super) key_dates: Vec<KeyDate>,
    /// The doubts, by their place in the item, of which a person says that the reading stands.
    pub(super) settled: BTreeSet<usize>,
    /// Whether the records are kept out of the site for now.
    pub(super) draft: bool,
}

/// What is settled of one clause.
#[derive(Clone, Debug, Default)]
pub(super) struct ClauseAnswer {
    /// Its label.
    pub(super) label: Option<String>,
    /// What it does.
    pub(super) readings: Option<Vec<Reading>>,
    /// What is settled of each view in it, in the order of the text.
    pub(super) views: Vec<ViewAnswer>,
}

/// What is settled of one view.
#[derive(Clone, Debug, Default)]
pub(super) struct ViewAnswer {
    /// What it is about.
    pub(super) about: Option<About>,
    /// The view.
    pub(super) view: Option<View>,
    /// What it covers.
    pub(super) scope: Option<String>,
    /// The earlier view that it takes the place of.
    pub(super) supersedes: Option<RecordId>,
}

/// What a view is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum About {
    /// A recorded change.
    Change(RecordId),
    /// The change that is recorded with it.
    New,
    /// Nothing: the clause holds no view.
    NoView,
}

/// A change that is recorded with the minutes.
#[derive(Clone, Debug, Default)]
pub(super) struct NewChangeAnswer {
    /// A plain title.
    pub(super) title: String,
    /// One or two sentences.
    pub(super) summary: Option<String>,
    /// What sort of change it is.
    pub(super) kind: Option<ChangeKind>,
    /// The services it touches.
    pub(super) services: Vec<String>,
    /// On whom a duty to consult falls.
    pub(super) responsible: Option<RecordId>,
    /// The councils it affects.
    pub(super) authorities: Vec<RecordId>,
}

/// A day to be recorded with a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct KeyDate {
    /// The day.
    pub(super) date: PartialDate,
    /// What happens.
    pub(super) what: String,
    /// The change, where it must be said.
    pub(super) change: Option<RecordId>,
}

impl Answers {
    /// What is settled of a clause, to be filled in.
    pub(super) fn clause(&mut self, at: usize) -> &mut ClauseAnswer {
        self.clauses.entry(at).or_default()
    }
}

impl ClauseAnswer {
    /// What is settled of one of its views, to be filled in.
    pub(super) fn view(&mut self, nth: usize) -> &mut ViewAnswer {
        while self.views.len() <= nth {
            self.views.push(ViewAnswer::default());
        }
        &mut self.views[nth]
    }

    /// Whether a person has looked at what it does.
    pub(super) fn is_looked_at(&self) -> bool {
        let viewed = |view: &ViewAnswer| view.about.is_some() || view.view.is_some();
        self.readings.is_some() || self.views.iter().any(viewed)
    }
}

/// The labels of an item's clauses, and whether they are ours: the minutes' own where every clause has one and none is
/// given twice; otherwise all are numbered, so that no number of ours can be taken for one of theirs.
pub(super) fn labels(item: &ItemDraft) -> (Vec<String>, bool) {
    let printed: Vec<&str> = item
        .clauses
        .iter()
        .filter_map(|clause| clause.label.as_ref().map(|label| &*label.value))
        .collect();
    let different: BTreeSet<&&str> = printed.iter().collect();
    if printed.len() == item.clauses.len() && different.len() == printed.len() {
        return (printed.into_iter().map(str::to_owned).collect(), false);
    }
    (
        (1..=item.clauses.len())
            .map(|number| number.to_string())
            .collect(),
        true,
    )
}
