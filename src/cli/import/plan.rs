//! From drafts, answers and the register to what is to be recorded, or to all that a person still has to settle.

mod views;

use super::answers::{About, Answers, KeyDate, NewChangeAnswer, labels};
use super::matching::{bodies_in, committees};
use crate::minutes::{ClauseDraft, ItemDraft, Minutes, Page};
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
        lacks.push(no_committee(material, answers));
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
    doubts(material.item, answers, &mut lacks);
    new_change(material, answers, committee.as_ref(), &mut lacks);
    key_dates(answers, &mut lacks);
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
                clauses: clauses(material, answers, &committee, &names, &views),
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

fn no_committee(material: &Material<'_>, answers: &Answers) -> Lack {
    let named = material
        .item
        .item
        .committee
        .as_ref()
        .or(material.page.committee.as_ref());
    let what = match named {
        Some(named) => format!(
            "no committee of the register is certain to be \"{}\"",
            named.value
        ),
        None => "the minutes do not name the committee".to_owned(),
    };
    let perhaps: Vec<String> = proposed(material, answers)
        .into_iter()
        .take(3)
        .map(|one| format!("`--committee {}`: {}", one.id, one.reason))
        .collect();
    match perhaps.as_slice() {
        [] => Lack::new(what, "--committee BODY"),
        _ => Lack::new(what, format!("--committee BODY (perhaps {})", perhaps.join("; "))),
    }
}

/// The labels of the clauses as a person has settled them, and whether any of them is ours.
pub(super) fn named(item: &ItemDraft, answers: &Answers) -> (Vec<String>, bool) {
    let (mut names, ours) = labels(item);
    let mut kept = false;
    for (at, name) in names.iter_mut().enumerate() {
        match answers.clauses.get(&at).and_then(|answer| answer.label.clone()) {
            Some(label) => *name = label,
            None => kept = true,
        }
    }
    (names, ours && kept)
}

/// The stem that all clauses go on from; none where they have different ones.
pub(super) fn stem(item: &ItemDraft) -> Option<String> {
    let first = item.clauses.first()?.stem.as_ref()?;
    let is_first = |clause: &ClauseDraft| clause.stem.as_ref().is_some_and(|stem| stem.value == first.value);
    item.clauses.iter().all(is_first).then(|| first.value.to_string())
}

/// The exact words of each clause; with the stem, where clauses go on from different ones.
pub(super) fn words(item: &ItemDraft) -> Vec<String> {
    let shared = stem(item).is_some();
    let whole = |clause: &ClauseDraft| match &clause.stem {
        Some(stem) if !shared => format!("{} {}", stem.value, clause.words.value),
        _ => clause.words.value.to_string(),
    };
    item.clauses.iter().map(whole).collect()
}

/// What a clause does, as settled or read, and in step with the views it holds.
pub(super) fn readings(item: &ItemDraft, answers: &Answers, at: usize, holds_view: bool) -> Vec<Reading> {
    let answer = answers.clauses.get(&at);
    let read = || item.clauses[at].kinds.iter().map(|kind| kind.value).collect();
    let mut readings: Vec<Reading> = answer
        .and_then(|answer| answer.readings.clone())
        .unwrap_or_else(read);
    let mut seen = Vec::new();
    readings.retain(|reading| {
        let new = !seen.contains(reading);
        seen.push(*reading);
        new
    });
    let tells = readings.contains(&Reading::Determination);
    if holds_view && !tells {
        readings.insert(0, Reading::Determination);
    } else if !holds_view && tells {
        readings.retain(|reading| *reading != Reading::Determination);
    }
    if readings.is_empty() {
        readings.push(Reading::Other);
    }
    readings
}

/// Whether a clause so read asks somebody for something.
pub(super) fn asks(readings: &[Reading]) -> bool {
    readings.iter().any(|reading| {
        matches!(
            reading,
            Reading::Invited
                | Reading::RequestedInformation
                | Reading::RequestedResponse
                | Reading::RequestedAction
                | Reading::RequiresAttendance
        )
    })
}

fn clauses(
    material: &Material<'_>,
    answers: &Answers,
    committee: &RecordId,
    names: &[String],
    views: &[PlannedView],
) -> Vec<PlannedClause> {
    let each = words(material.item).into_iter().zip(names).enumerate();
    each.map(|(at, (words, label))| {
        let readings = readings(
            material.item,
            answers,
            at,
            views.iter().any(|view| view.clause == at),
        );
        let corrected = answers
            .clauses
            .get(&at)
            .is_some_and(|answer| answer.readings.is_some());
        let action = action(material, at, committee).filter(|_| !corrected);
        let unnamed = || PlannedAction {
            concerning: Vec::new(),
            due: PartialDate::Unknown,
        };
        PlannedClause {
            label: label.clone(),
            words,
            action: match asks(&readings) {
                true => Some(
                    action
                        .or_else(|| self::action(material, at, committee))
                        .unwrap_or_else(unnamed),
                ),
                false => action,
            },
            readings,
        }
    })
    .collect()
}

/// What a clause was read to ask for.
pub(super) fn action(material: &Material<'_>, at: usize, committee: &RecordId) -> Option<PlannedAction> {
    let action = material.item.clauses[at].action.as_ref()?;
    let asked = action.asked.as_ref();
    Some(PlannedAction {
        concerning: asked.map_or_else(Vec::new, |asked| {
            bodies_in(material.register, &asked.value, committee)
        }),
        due: action.due,
    })
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

/// The doubts that stop everything and that nobody has settled.
fn doubts(item: &ItemDraft, answers: &Answers, lacks: &mut Vec<Lack>) {
    for (number, doubt) in item.doubts.iter().enumerate().filter(|(_, doubt)| doubt.blocks) {
        let clause = clause_at(item, doubt.span);
        let looked_at = clause.and_then(|at| answers.clauses.get(&at));
        if answers.settled.contains(&number)
            || looked_at.is_some_and(super::answers::ClauseAnswer::is_looked_at)
        {
            continue;
        }
        let label = clause.map(|at| labels(item).0[at].clone());
        let other = label.map_or_else(String::new, |label| {
            format!(", or correct it with --reads \"{label} = ...\" or --determination \"{label} = ...\"")
        });
        let says = doubt.says.trim_end_matches('.');
        lacks.push(Lack::new(
            format!("doubt {}: {says}", number + 1),
            format!("--settle {} where the reading stands{other}", number + 1),
        ));
    }
}

/// The clause whose words hold a place.
pub(super) fn clause_at(item: &ItemDraft, span: crate::source::Span) -> Option<usize> {
    item.clauses
        .iter()
        .position(|clause| clause.words.span.start < span.end && span.start < clause.words.span.end)
}

/// What a new change still lacks.
fn new_change(
    material: &Material<'_>,
    answers: &Answers,
    committee: Option<&RecordId>,
    lacks: &mut Vec<Lack>,
) {
    let Some(new) = &answers.new_change else { return };
    if new.summary.is_none() {
        lacks.push(Lack::new(
            "the new change has no summary: one or two sentences that anybody can read",
            "--summary TEXT",
        ));
    }
    if new.kind.is_none() {
        lacks.push(Lack::new(
            "it is not said what sort of change the new one is",
            "--kind move, closure, new-model or another of `scrutiny add change --help`",
        ));
    }
    if new.authorities.is_empty()
        && committee.is_some_and(|own| views::councils(material.register, own).is_empty())
    {
        lacks.push(Lack::new(
            "it is not known which councils the new change affects",
            "--authority BODY",
        ));
    }
}

/// Key dates whose change is not plain.
fn key_dates(answers: &Answers, lacks: &mut Vec<Lack>) {
    let count = answers.changes.as_ref().map_or(0, Vec::len) + usize::from(answers.new_change.is_some());
    for key in answers
        .key_dates
        .iter()
        .filter(|key| key.change.is_none() && count != 1)
    {
        lacks.push(Lack::new(
            format!("it is not plain which change the key date \"{}\" is of", key.what),
            format!("--key-date \"{} = {} @ CHANGE\"", key.date, key.what),
        ));
    }
}

/// The items that hold clauses, as a person can name them.
pub(super) fn with_clauses(minutes: &Minutes) -> Vec<usize> {
    let holds = |(at, item): (usize, &ItemDraft)| (!item.clauses.is_empty()).then_some(at);
    minutes.items.iter().enumerate().filter_map(holds).collect()
}

/// The councils whose areas a committee speaks for.
pub(super) use views::councils;
/// The views of a clause, as far as they are plain.
pub(super) use views::{Pending, pending, standing};

/// The view of one of them.
pub(super) fn view_of(one: &Pending<'_>) -> Option<View> {
    one.view()
}
