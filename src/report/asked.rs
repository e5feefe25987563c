//! What committees asked for, picked out of the register, as plain values: what `actions` lists, prints and reports.

use chrono::{Months, NaiveDate};
use serde::Serialize;

use crate::law::account::{Named, Teller, names};
use crate::law::case::Party;
use crate::record::body::Body;
use crate::record::resolution::{MinutesStatus, Resolution};
use crate::record::{Entry, Kind, Record, RecordId, Ref};
use crate::register::Register;
use crate::site::PagePath;
use crate::value::{PartialDate, Status};
use crate::view::actions::{self, Stage};
use crate::view::clauses;

/// Which of all that was asked for.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// Asked by this committee, or by any committee of this council.
    pub committee: Option<RecordId>,
    /// Asked of this body, or for it to see to.
    pub of: Option<RecordId>,
    /// Asked in an item about this change.
    pub change: Option<RecordId>,
    /// Asked in a meeting that may have been on this day or later.
    pub since: Option<NaiveDate>,
    /// Asked in a meeting that may have been on this day or earlier.
    pub until: Option<NaiveDate>,
    /// What became of it.
    pub which: Which,
}

/// What became of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Which {
    /// What is open, and what was done in the last three months.
    #[default]
    Lately,
    /// What is open.
    Open,
    /// What was done.
    Done,
    /// What is open although its day has passed.
    Overdue,
    /// Everything.
    All,
}

/// What was found.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// What was asked for: what is open first, by its date; what was done last of all, the latest first.
    pub asked: Vec<Asked>,
    /// How many were done before the last three months, or on a day not known, and are left out for that.
    pub earlier: usize,
    /// How many were asked in a meeting whose date is not known, where only certain days were wanted.
    pub undated: usize,
}

/// Something that a clause asks somebody to do.
#[derive(Clone, Debug, Serialize)]
pub struct Asked {
    /// The committee.
    pub committee: Named,
    /// When it met.
    pub meeting: PartialDate,
    /// The record of the item.
    pub resolution: RecordId,
    /// The title of the item.
    pub item: String,
    /// The label of the clause.
    pub clause: String,
    /// Whether that is ours, and not the minutes’.
    pub numbered_here: bool,
    /// The words before the first clause that each clause goes on from.
    pub stem: Option<String>,
    /// The exact words.
    pub words: String,
    /// Whom it is asked of.
    pub of: Vec<Named>,
    /// Who is to see to it.
    pub owner: Option<Named>,
    /// By when; unknown where no day was stated.
    pub due: PartialDate,
    /// What became of it: `overdue`, `due`, `no-day` or `done`.
    pub state: &'static str,
    /// When it was done, and what shows it.
    pub done: Option<Done>,
    /// What the item was about.
    pub changes: Vec<About>,
    /// How far the minutes can be relied on.
    pub minutes: MinutesStatus,
    /// Where the minutes are published.
    pub source: Option<String>,
    /// Where the clause stands on the site of the register, where it knows its address.
    pub page: Option<String>,
    /// Whether the record is a draft, which is not published.
    pub draft: bool,
}

/// When something was done, and what shows it.
#[derive(Clone, Debug, Serialize)]
pub struct Done {
    /// The day.
    pub date: PartialDate,
    /// What shows it.
    pub evidence: Option<String>,
    /// Where that can be read.
    pub address: Option<String>,
}

/// A change that an item was about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct About {
    /// The record.
    pub id: RecordId,
    /// What it is called.
    pub title: String,
}

impl Asked {
    /// Whether no record says that it was done.
    pub fn is_open(&self) -> bool {
        self.state != state(Stage::Done)
    }

    /// Whether its day has passed and no record says that it was done.
    pub fn is_overdue(&self) -> bool {
        self.state == state(Stage::Passed)
    }

    /// Those it is asked of, by name; nobody where that is not recorded. Who is to see to it is most often the committee
    /// itself, and is no answer to that.
    pub fn asked_of(&self) -> Option<String> {
        (!self.of.is_empty()).then(|| names(&self.of))
    }
}

/// The word for a stage in data.
fn state(stage: Stage) -> &'static str {
    match stage {
        Stage::Passed => "overdue",
        Stage::Due => "due",
        Stage::NoDate => "no-day",
        Stage::Done => "done",
    }
}

/// The first of the days that are lately: three months before.
pub fn lately(as_at: NaiveDate) -> NaiveDate {
    as_at.checked_sub_months(Months::new(3)).unwrap_or(as_at)
}

/// Everything that is wanted, as it stood on a day. What was asked later than that is not there yet.
pub fn asked(register: &Register, as_at: NaiveDate, wanted: &Wanted) -> Found {
    let mut found = Found::default();
    for own in actions::ordered(register, as_at) {
        let resolution = &own.entry.body;
        if resolution.meeting.earliest().is_some_and(|day| day > as_at) || !wanted.concerns(register, &own) {
            continue;
        }
        if !wanted.may_be_in(resolution.meeting.value) {
            found.undated += usize::from(resolution.meeting.is_unknown());
            continue;
        }
        let done = own.action.done.as_ref().and_then(|done| done.date.latest());
        let is_earlier = own.stage == Stage::Done && done.is_none_or(|day| day < lately(as_at));
        if wanted.which == Which::Lately && is_earlier {
            found.earlier += 1;
            continue;
        }
        if wanted.which.takes(own.stage) {
            found.asked.push(told(register, &own));
        }
    }
    found
}

impl Wanted {
    fn concerns(&self, register: &Register, own: &actions::Asked<'_>) -> bool {
        let resolution = &own.entry.body;
        let committee = &resolution.committee;
        let by = |wanted: &RecordId| {
            let part_of = register.bodies[committee].body.part_of.as_ref();
            committee.id == *wanted || part_of.is_some_and(|whole| whole.id == *wanted)
        };
        let mut of = own.action.owner.iter().chain(&own.action.concerning);
        self.committee.as_ref().is_none_or(by)
            && self
                .of
                .as_ref()
                .is_none_or(|wanted| of.any(|body| body.id == *wanted))
            && self
                .change
                .as_ref()
                .is_none_or(|wanted| resolution.changes.iter().any(|change| change.id == *wanted))
    }

    /// Whether a meeting may have been on one of the days that are wanted.
    fn may_be_in(&self, meeting: PartialDate) -> bool {
        let after = |since: NaiveDate| meeting.latest().is_some_and(|day| day >= since);
        let before = |until: NaiveDate| meeting.earliest().is_some_and(|day| day <= until);
        self.since.is_none_or(after) && self.until.is_none_or(before)
    }
}

impl Which {
    fn takes(self, stage: Stage) -> bool {
        match self {
            Self::Lately | Self::All => true,
            Self::Open => stage != Stage::Done,
            Self::Done => stage == Stage::Done,
            Self::Overdue => stage == Stage::Passed,
        }
    }
}

fn told(register: &Register, own: &actions::Asked<'_>) -> Asked {
    let resolution = &own.entry.body;
    let done = own.action.done.as_ref().filter(|_| own.stage == Stage::Done);
    Asked {
        committee: named(register, &resolution.committee.id),
        meeting: resolution.meeting.value,
        resolution: own.entry.id.clone(),
        item: resolution.item.to_string(),
        clause: own.clause.label.to_string(),
        numbered_here: resolution.is_numbered_here(),
        stem: resolution.stem.as_ref().map(|stem| stem.to_string()),
        words: own.clause.words.to_string(),
        of: own
            .action
            .concerning
            .iter()
            .map(|body| of(register, body))
            .collect(),
        owner: own.action.owner.as_ref().map(|body| of(register, body)),
        due: own.action.due.value,
        state: state(own.stage),
        done: done.map(|done| Done {
            date: done.date.value,
            evidence: done.evidence.as_ref().map(|text| text.to_string()),
            address: done.address.as_ref().map(|address| address.to_string()),
        }),
        changes: resolution
            .changes
            .iter()
            .map(|change| about(register, &change.id))
            .collect(),
        minutes: resolution
            .minutes
            .as_ref()
            .map_or(MinutesStatus::Unknown, |minutes| minutes.status.value),
        source: resolution
            .minutes
            .as_ref()
            .and_then(|minutes| Some(minutes.source.as_ref()?.to_string())),
        page: page(register, own.entry, own),
        draft: resolution.stated() == Some(Status::Draft),
    }
}

fn of(register: &Register, body: &Ref<Body>) -> Named {
    named(register, &body.id)
}

/// A body under the name it goes by.
pub(super) fn named(register: &Register, id: &RecordId) -> Named {
    let teller = Teller {
        register,
        sources: None,
    };
    let mut named = teller.named(&[Party::Body(id.clone())]);
    named.pop().expect("each party has a name")
}

/// A change under its title.
pub(super) fn about(register: &Register, id: &RecordId) -> About {
    let title = register
        .changes
        .get(id)
        .map(|change| change.body.title.to_string());
    About {
        id: id.clone(),
        title: title.unwrap_or_else(|| id.to_string()),
    }
}

/// Where the clause stands on the site. A draft stands nowhere.
fn page(register: &Register, entry: &Entry<Resolution>, own: &actions::Asked<'_>) -> Option<String> {
    let base = register.address()?;
    let page = PagePath::record(Kind::Resolution, &entry.id);
    let place = clauses::anchor(&entry.body, own.clause);
    (entry.body.stated() != Some(Status::Draft)).then(|| format!("{base}/{page}#{place}"))
}
