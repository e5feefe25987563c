//! From drafts, answers and the register to what is to be recorded, or to all that a person still has to settle.

mod clauses;
mod lacks;
mod views;

use super::answers::{About, Answers, KeyDate, NewChangeAnswer};
use super::matching::committees;
use crate::minutes::{ItemDraft, Minutes, Page};
use crate::record::RecordId;
use crate::record::determination::View;
use crate::record::resolution::{MinutesStatus, Reading};
use crate::register::Register;
use crate::value::{PartialDate, capital};

/// What a plan is made from.
#[derive(Clone, Copy)]
pub(super) struct Material<'m> {
    /// The document.
    pub(super) page: &'m Page,
    /// The item of it.
    pub(super) item: &'m ItemDraft,
    /// How many items the document has.
    pub(super) items: usize,
    /// The records.
    pub(super) register: &'m Register,
    /// The SHA-256 sum of the bytes read.
    pub(super) sum: &'m str,
}

/// Something that only a person can settle, and the flag that settles it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Lack {
    /// What is not settled, as a clause.
    pub(super) what: String,
    /// The flag.
    pub(super) flag: String,
}

/// What is to be recorded.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    /// The committee.
    pub(super) committee: RecordId,
    /// The day of the meeting.
    pub(super) meeting: PartialDate,
    /// The title of the item.
    pub(super) title: String,
    /// Its number on the agenda.
    pub(super) number: Option<String>,
    /// Whether the minutes are confirmed.
    pub(super) status: MinutesStatus,
    /// The day they were.
    pub(super) confirmed_on: Option<PartialDate>,
    /// Where they are published.
    pub(super) source: Option<String>,
    /// The recorded changes the item was about.
    pub(super) changes: Vec<RecordId>,
    /// A change that is recorded with it.
    pub(super) new_change: Option<NewChangeAnswer>,
    /// The words before the first clause.
    pub(super) stem: Option<String>,
    /// Whether the clauses are numbered by us.
    pub(super) ours: bool,
    /// The clauses.
    pub(super) clauses: Vec<PlannedClause>,
    /// The views.
    pub(super) views: Vec<PlannedView>,
    /// How members voted.
    pub(super) votes: Option<String>,
    /// What was discussed, in the register's own words.
    pub(super) discussion: Option<String>,
    /// Days to be recorded with a change.
    pub(super) key_dates: Vec<KeyDate>,
    /// Whether the records are kept out of the site for now.
    pub(super) draft: bool,
}

/// A clause that is to be recorded.
#[derive(Clone, Debug)]
pub(super) struct PlannedClause {
    /// Its label.
    pub(super) label: String,
    /// Its exact words.
    pub(super) words: String,
    /// What it does.
    pub(super) readings: Vec<Reading>,
    /// What it asks somebody to do.
    pub(super) action: Option<PlannedAction>,
}

/// An action that is to be recorded; its owner is the committee.
#[derive(Clone, Debug)]
pub(super) struct PlannedAction {
    /// Whom it is asked of, as far as the register knows them by that name.
    pub(super) concerning: Vec<RecordId>,
    /// By when.
    pub(super) due: PartialDate,
}

/// A view that is to be recorded.
#[derive(Clone, Debug)]
pub(super) struct PlannedView {
    /// The place of its clause.
    pub(super) clause: usize,
    /// What it is about: a recorded change, or the new one.
    pub(super) about: About,
    /// The council whose area it is about.
    pub(super) authority: RecordId,
    /// The view.
    pub(super) view: View,
    /// What it covers.
    pub(super) scope: Option<String>,
    /// What it is subject to.
    pub(super) conditions: Option<String>,
    /// The earlier view it takes the place of.
    pub(super) supersedes: Option<RecordId>,
}

/// The committee, as far as it is certain.
pub(super) fn committee(material: &Material<'_>, answers: &Answers) -> Option<RecordId> {
    answers.committee.clone().or_else(|| {
        let found = proposed(material, answers);
        found.into_iter().find(|one| one.certain).map(|one| one.id)
    })
}

/// The committees that may be meant.
pub(super) fn proposed(material: &Material<'_>, answers: &Answers) -> Vec<super::matching::Proposal> {
    let (page, item) = (material.page, &material.item.item);
    let named = item.committee.as_ref().or(page.committee.as_ref());
    let source = source(material, answers);
    committees(
        material.register,
        named.map(|named| &*named.value),
        source.as_deref(),
    )
}

/// The day of the meeting, where it was said or read.
pub(super) fn meeting(material: &Material<'_>, answers: &Answers) -> Option<PartialDate> {
    let (page, item) = (material.page, &material.item.item);
    let read = item.meeting.as_ref().or(page.meeting.as_ref());
    let read = read.map(|date| date.value).filter(|date| !date.is_unknown());
    answers.meeting.or(read)
}

/// The title of the item, where it was said or read.
pub(super) fn title(material: &Material<'_>, answers: &Answers) -> Option<String> {
    let read = material
        .item
        .item
        .title
        .as_ref()
        .map(|title| title.value.trim().to_owned());
    answers.title.clone().or(read.filter(|title| !title.is_empty()))
}

/// The number of the item, where it was said or read.
pub(super) fn number(material: &Material<'_>, answers: &Answers) -> Option<String> {
    let read = material
        .item
        .item
        .number
        .as_ref()
        .map(|number| number.value.to_string());
    answers.number.clone().or(read)
}

/// Where the minutes are published.
pub(super) fn source(material: &Material<'_>, answers: &Answers) -> Option<String> {
    let read = material
        .page
        .source
        .as_ref()
        .map(|source| source.value.to_string());
    answers.source.clone().or(read)
}

/// How far the minutes can be relied on.
pub(super) fn status(material: &Material<'_>, answers: &Answers) -> MinutesStatus {
    let confirmed = answers.confirmed_on.map(|_| MinutesStatus::Confirmed);
    answers.status.or(confirmed).unwrap_or(material.page.status)
}

/// Everything that is to be recorded.
///
/// # Errors
///
/// All that is not settled, at once.
pub(super) fn plan(material: &Material<'_>, answers: &Answers) -> Result<Plan, Vec<Lack>> {
    let mut lacks = Vec::new();
    let committee = committee(material, answers);
    if committee.is_none() {
        lacks.push(lacks::no_committee(material, answers));
    }
    let meeting = meeting(material, answers);
    if meeting.is_none() {
        lacks.push(Lack::new(
            "the day of the meeting is not told",
            "--meeting DATE, or --meeting unknown",
        ));
    }
    let title = title(material, answers);
    if title.is_none() {
        lacks.push(Lack::new("the item has no title", "--title TEXT"));
    }
    if material.item.clauses.is_empty() {
        lacks.push(Lack::new(
            "no clause was found: nothing here is certain to have been resolved",
            "look at it with --dry-run, and record it with `scrutiny add resolution`",
        ));
    }
    let (names, ours) = named(material.item, answers);
    let views = views::views(material, answers, committee.as_ref(), &names, &mut lacks);
    lacks::doubts(material.item, answers, &mut lacks);
    lacks::new_change(material, answers, committee.as_ref(), &mut lacks);
    lacks::key_dates(answers, &mut lacks);
    match (committee, meeting, title) {
        (Some(committee), Some(meeting), Some(title)) if lacks.is_empty() => {
            let stem = stem(material.item);
            Ok(Plan {
                meeting,
                title,
                number: number(material, answers),
                status: status(material, answers),
                confirmed_on: answers.confirmed_on,
                source: source(material, answers),
                changes: changes(answers, &views),
                new_change: answers.new_change.clone(),
                clauses: clauses::clauses(material, answers, &committee, &names, &views),
                stem,
                ours,
                views,
                votes: votes(material),
                discussion: answers.discussion.clone(),
                key_dates: answers.key_dates.clone(),
                draft: answers.draft,
                committee,
            })
        }
        _ => Err(lacks),
    }
}

impl Lack {
    /// Something not settled, and its flag.
    pub(super) fn new(what: impl Into<String>, flag: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            flag: flag.into(),
        }
    }
}

/// The changes that were named, with those that views are about.
fn changes(answers: &Answers, views: &[PlannedView]) -> Vec<RecordId> {
    let mut changes = answers.changes.clone().unwrap_or_default();
    for view in views {
        if let About::Change(id) = &view.about
            && !changes.contains(id)
        {
            changes.push(id.clone());
        }
    }
    changes
}

fn votes(material: &Material<'_>) -> Option<String> {
    let votes: Vec<&str> = material
        .item
        .votes
        .iter()
        .map(|votes| votes.value.trim())
        .collect();
    (!votes.is_empty()).then(|| capital(&votes.join("; ")))
}

/// The items that hold clauses, as a person can name them.
pub(super) fn with_clauses(minutes: &Minutes) -> Vec<usize> {
    let holds = |(at, item): (usize, &ItemDraft)| (!item.clauses.is_empty()).then_some(at);
    minutes.items.iter().enumerate().filter_map(holds).collect()
}

pub(super) use clauses::{action, asks, named, readings, stem, words};
pub(super) use lacks::clause_at;
/// The councils whose areas a committee speaks for.
pub(super) use views::councils;
/// The views of a clause, as far as they are plain.
pub(super) use views::{Pending, pending, standing};

/// The view of one of them.
pub(super) fn view_of(one: &Pending<'_>) -> Option<View> {
    one.view()
}
