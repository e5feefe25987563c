//! The history by published record: gathered once, so that feeds and calendars need not search it.

use chrono::NaiveDate;
use rustc_hash::FxHashMap;

use crate::history::{Commit, History, Touch, tells_corrections};
use crate::record::{Kind, RecordId};
use crate::register::Register;

/// What names a published record.
pub type Name<'r> = (Kind, &'r RecordId);

/// What happened to each published record. Of drafts, and of what is gone, nothing is here.
#[derive(Debug, Default)]
pub struct Journal<'r> {
    commits: &'r [Commit],
    touches: FxHashMap<Name<'r>, &'r [(u32, Touch)]>,
}

/// One commit of one record.
#[derive(Clone, Copy, Debug)]
pub struct Moment<'r> {
    /// The commit's place, 0 being the newest.
    pub place: u32,
    /// The commit.
    pub commit: &'r Commit,
    /// What it did.
    pub touch: Touch,
    /// The record.
    pub record: Name<'r>,
}

/// How often, and when last, some records were touched.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Revised {
    /// How many commits touched any of them.
    pub commits: usize,
    /// The day of the newest; none where there is no history.
    pub on: Option<NaiveDate>,
}

impl<'r> Journal<'r> {
    /// One pass over the history.
    pub fn new(register: &'r Register, history: &'r History) -> Self {
        let published = |name: &str| {
            let (folder, id) = name.split_once('/')?;
            let entry = register.entry(Kind::from_folder(folder)?, &RecordId::new(id).ok()?)?;
            Some((entry.kind, entry.id))
        };
        let touches = history.touches.iter();
        Self {
            commits: &history.commits,
            touches: touches
                .filter_map(|(name, list)| Some((published(name)?, list.as_slice())))
                .collect(),
        }
    }

    fn of(&self, record: Name<'_>) -> &'r [(u32, Touch)] {
        self.touches.get(&record).copied().unwrap_or_default()
    }

    /// Whether what was put right in the record that day is told with this moment: it is told once.
    pub fn tells_corrections(&self, moment: &Moment<'_>) -> bool {
        tells_corrections(self.commits, self.of(moment.record), moment.place)
    }

    /// What last happened to a record.
    pub fn last(&self, record: Name<'_>) -> Option<NaiveDate> {
        self.revised([record]).on
    }

    /// When a record came into the register, as far as the history tells.
    pub fn first(&self, record: Name<'_>) -> Option<NaiveDate> {
        let (place, _) = self.of(record).last()?;
        Some(self.commits[*place as usize].on)
    }

    /// How often, and when last, some records were touched.
    pub fn revised<'n>(&self, records: impl IntoIterator<Item = Name<'n>>) -> Revised {
        let all = records.into_iter().flat_map(|record| self.of(record));
        let mut places: Vec<u32> = all.map(|(place, _)| *place).collect();
        places.sort_unstable();
        places.dedup();
        Revised {
            commits: places.len(),
            on: places.iter().map(|place| self.commits[*place as usize].on).max(),
        }
    }

    /// The newest moments of some records, at most so many; those of one commit in the order in which people ask for them.
    pub fn newest(&self, records: impl IntoIterator<Item = Name<'r>>, most: usize) -> Vec<Moment<'r>> {
        let mut all: Vec<(u32, Name<'r>, Touch)> = records
            .into_iter()
            .flat_map(|record| {
                // Of one record no more than the newest can be among the newest of all.
                let own = self.of(record).iter().take(most);
                own.map(move |(place, touch)| (*place, record, *touch))
            })
            .collect();
        all.sort_unstable_by_key(|(place, record, _)| (*place, interest(record.0), record.1));
        all.dedup_by_key(|(place, record, _)| (*place, *record));
        all.truncate(most);
        let moment = |(place, record, touch): (u32, Name<'r>, Touch)| Moment {
            place,
            commit: &self.commits[place as usize],
            touch,
            record,
        };
        all.into_iter().map(moment).collect()
    }

    /// The newest moments of all records.
    pub fn newest_of_all(&self, most: usize) -> Vec<Moment<'r>> {
        self.newest(self.touches.keys().copied(), most)
    }

    /// The day of the newest commit that touched a published record.
    pub fn latest(&self) -> Option<NaiveDate> {
        let newest = self.touches.values().filter_map(|own| own.first());
        let place = newest.map(|(place, _)| *place).min()?;
        Some(self.commits[place as usize].on)
    }
}

/// Which kinds are told first of one commit.
fn interest(kind: Kind) -> usize {
    const ORDER: [Kind; 5] = [
        Kind::Determination,
        Kind::Change,
        Kind::Duty,
        Kind::Resolution,
        Kind::Body,
    ];
    ORDER.iter().position(|own| *own == kind).unwrap_or(ORDER.len())
}
