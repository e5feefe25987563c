//! What changed in the register: the newest changes, and an archive for each month.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use serde::Serialize;

use crate::history::{Commit, History, Touch, tells_corrections};
use crate::record::{Kind, RecordId};
use crate::register::Register;
use crate::site::PagePath;
use crate::value::PartialDate;

use super::changes::paged;
use super::correction::made_on;
use super::former;
use super::frame::Head;
use super::paging::{self, Paging};
use super::piece::{Dated, Linked, touched};
use super::{Here, words};

/// How many commits the first page shows.
const NEWEST: usize = 40;
/// How many updates one page of a month shows.
const OF_MONTH: usize = 40;
/// How many records one commit names on a page of updates; the rest are counted.
const NAMED: usize = 25;
/// How many records the updates of one page name in all: beyond that, each names fewer.
const ROOM: usize = 120;
/// The fewest that each names all the same.
const FEWEST: usize = 3;

/// A year and a month.
pub type Month = (i32, u32);

/// A record, or a page of the register's own.
#[derive(Clone, Debug)]
enum Subject {
    Record(Kind, RecordId),
    Own(RecordId),
    /// A record that was withdrawn; nothing of it is told but that.
    Withdrawn(Kind, RecordId),
}

/// One commit with the published records it touched, or a withdrawal, which is told without its commit.
#[derive(Clone, Debug)]
pub struct Update<'r> {
    on: NaiveDate,
    commit: Option<&'r Commit>,
    touched: Vec<Named>,
}

/// What an update touched.
#[derive(Clone, Debug)]
struct Named {
    subject: Subject,
    touch: Touch,
    /// Whether what was put right in it that day is told here.
    tells_corrections: bool,
}

/// What is said of a withdrawal; the commit's own words are never published.
pub const WITHDRAWN: &str = "A record was withdrawn";

/// Everything that changed, newest first, and where each month is in it.
#[derive(Debug, Default)]
pub struct Updates<'r> {
    all: Vec<Update<'r>>,
    months: BTreeMap<Month, Vec<usize>>,
    cut_short: bool,
}

impl<'r> Updates<'r> {
    /// Gathers what changed. Only what is published is named: a draft's id must not come out here.
    pub fn new(register: &Register, history: &'r History) -> Self {
        let mut updates = Self {
            cut_short: history.cut_short,
            ..Self::default()
        };
        for (place, (commit, records)) in (0_u32..).zip(history.by_commit()) {
            let touched = records.into_iter().filter_map(|(name, touch)| {
                let tells = || {
                    let touches = history.touches.get(name);
                    touches.is_some_and(|touches| tells_corrections(&history.commits, touches, place))
                };
                Some(Named {
                    subject: subject(register, name)?,
                    touch,
                    tells_corrections: touch == Touch::Changed && tells(),
                })
            });
            let touched: Vec<Named> = touched.collect();
            if touched.is_empty() {
                continue;
            }
            updates.all.push(Update {
                on: commit.on,
                commit: Some(commit),
                touched,
            });
        }
        for ((kind, id), entry) in register.withdrawn() {
            let Some(on) = entry.body.withdrawn.date.value.earliest() else {
                continue;
            };
            let own = Update {
                on,
                commit: None,
                touched: vec![Named {
                    subject: Subject::Withdrawn(*kind, id.clone()),
                    touch: Touch::Removed,
                    tells_corrections: false,
                }],
            };
            let later = |update: &Update<'_>| update.on <= on;
            let at = updates.all.iter().position(later).unwrap_or(updates.all.len());
            updates.all.insert(at, own);
        }
        for (place, update) in updates.all.iter().enumerate() {
            let month = (update.on.year(), update.on.month());
            updates.months.entry(month).or_default().push(place);
        }
        updates
    }

    /// How many pages the updates of a month take.
    pub fn pages(&self, month: Month) -> usize {
        paging::pages_of(self.of(month).len(), OF_MONTH)
    }

    fn of(&self, month: Month) -> &[usize] {
        self.months.get(&month).map_or(&[], Vec::as_slice)
    }

    /// The months in which anything changed.
    pub fn months(&self) -> impl Iterator<Item = Month> + '_ {
        self.months.keys().copied()
    }
}

fn subject(register: &Register, name: &str) -> Option<Subject> {
    let (folder, id) = name.split_once('/')?;
    let id = RecordId::new(id).ok()?;
    if folder == "pages" {
        return register.pages.contains_key(&id).then_some(Subject::Own(id));
    }
    let kind = Kind::from_folder(folder)?;
    let entry = register.entry(kind, &id)?;
    Some(Subject::Record(kind, entry.id.clone()))
}

/// What a page of updates says.
#[derive(Debug, Serialize)]
pub struct UpdatesView {
    title: String,
    rows: Vec<Row>,
    /// The archives, newest first; on the archive of a month, the way to the others.
    months: Vec<Years>,
    /// Where the page stands among those of its month.
    paging: Option<Paging>,
    /// How many updates are only in the archives.
    older: usize,
    cut_short: bool,
}

/// The archives of a year.
#[derive(Debug, Serialize)]
struct Years {
    year: i32,
    months: Vec<Linked>,
}

/// One commit in words.
#[derive(Debug, Serialize)]
pub struct Row {
    on: Dated,
    /// Who made the commit, where it is one.
    by: Option<String>,
    summary: String,
    records: Vec<Touched>,
    /// How many more records it touched.
    more: usize,
}

#[derive(Debug, Serialize)]
struct Touched {
    touch: &'static str,
    kind: String,
    record: Linked,
    /// What was put right in it that day.
    corrected: Vec<String>,
}

/// What surrounds the newest updates.
pub fn head() -> Head {
    Head {
        title: "What changed".to_owned(),
        about: Some("What was added to this register or changed in it, newest first.".to_owned()),
        ..Head::default()
    }
}

/// What surrounds the updates of a month.
pub fn month_head(month: Month, page: usize) -> Head {
    let title = format!(
        "What changed in {}",
        PartialDate::Month(month.0, month.1).spoken()
    );
    Head {
        title: paged(&title, page),
        about: None,
        data: None,
        part: Some("updates"),
    }
}

/// The newest updates.
pub fn view(here: Here<'_, '_>, updates: &Updates<'_>) -> UpdatesView {
    let shown: Vec<&Update<'_>> = updates.all.iter().take(NEWEST).collect();
    UpdatesView {
        title: head().title,
        rows: rows(here, &shown),
        months: months(here, updates),
        paging: None,
        older: updates.all.len().saturating_sub(NEWEST),
        cut_short: updates.cut_short,
    }
}

/// A page of the updates of one month.
pub fn month(here: Here<'_, '_>, updates: &Updates<'_>, month: Month, page: usize) -> UpdatesView {
    let of_month = updates.of(month);
    let shown = paging::rows_of(of_month, page, OF_MONTH).iter();
    let shown: Vec<&Update<'_>> = shown.map(|index| &updates.all[*index]).collect();
    let to = |page: usize| here.to(&PagePath::month(month.0, month.1, page));
    UpdatesView {
        title: month_head(month, page).title,
        rows: rows(here, &shown),
        months: months(here, updates),
        paging: Some(Paging::by(page, of_month.len(), OF_MONTH, to)),
        older: 0,
        cut_short: false,
    }
}

/// The updates of a page. Where they touched many records, each names fewer, so that the page stays short.
fn rows(here: Here<'_, '_>, shown: &[&Update<'_>]) -> Vec<Row> {
    let named = |each: usize| -> usize { shown.iter().map(|update| update.touched.len().min(each)).sum() };
    let each = (FEWEST..=NAMED).rev().find(|each| named(*each) <= ROOM);
    let each = each.unwrap_or(FEWEST);
    shown.iter().map(|update| row(here, update, each)).collect()
}

/// The newest few updates, each with the first few records that it touched.
pub fn newest(here: Here<'_, '_>, updates: &Updates<'_>, most: usize, named: usize) -> Vec<Row> {
    updates
        .all
        .iter()
        .take(most)
        .map(|update| row(here, update, named))
        .collect()
}

fn months(here: Here<'_, '_>, updates: &Updates<'_>) -> Vec<Years> {
    let newest_first = updates.months.keys().rev();
    let mut years: Vec<Years> = Vec::new();
    for (year, month) in newest_first {
        let link = Linked {
            words: PartialDate::Month(*year, *month)
                .spoken()
                .replace(&format!(" {year}"), ""),
            address: here.to(&PagePath::month(*year, *month, 1)),
        };
        match years.last_mut() {
            Some(own) if own.year == *year => own.months.push(link),
            _ => years.push(Years {
                year: *year,
                months: vec![link],
            }),
        }
    }
    years
}

fn row(here: Here<'_, '_>, update: &Update<'_>, named: usize) -> Row {
    let records = update.touched.iter().take(named).map(|one| {
        let (kind, record) = match &one.subject {
            Subject::Record(kind, id) => (kind.word(), record(here, *kind, id)),
            Subject::Own(id) => ("page", own(here, id)),
            Subject::Withdrawn(kind, id) => (kind.word(), gone(here, *kind, id)),
        };
        let entry = match &one.subject {
            Subject::Record(kind, id) if one.tells_corrections => here.register().entry(*kind, id),
            _ => None,
        };
        Touched {
            touch: match &one.subject {
                Subject::Withdrawn(..) => "Withdrawn",
                _ => touched(one.touch),
            },
            kind: kind.to_owned(),
            record,
            corrected: entry.map_or_else(Vec::new, |entry| made_on(entry.corrections, update.on)),
        }
    });
    Row {
        on: Dated::new(PartialDate::Day(update.on)),
        by: update.commit.map(|commit| commit.by.clone()),
        summary: update
            .commit
            .map_or_else(|| WITHDRAWN.to_owned(), |commit| commit.summary.clone()),
        records: records.collect(),
        more: update.touched.len().saturating_sub(named),
    }
}

fn own(here: Here<'_, '_>, id: &RecordId) -> Linked {
    let title = here.register().pages.get(id).map(|page| page.title.as_str());
    Linked {
        words: title.unwrap_or(id.as_str()).to_owned(),
        address: here.to(&PagePath::own(id)),
    }
}

/// The way to what is left of a withdrawn record. A determination has no page of its own.
fn gone(here: Here<'_, '_>, kind: Kind, id: &RecordId) -> Linked {
    let page = match kind {
        Kind::Determination => PagePath::list(former::FOLDER, 1),
        _ => PagePath::record(kind, id),
    };
    Linked {
        words: "when and why".to_owned(),
        address: here.to(&page),
    }
}

fn record(here: Here<'_, '_>, kind: Kind, id: &RecordId) -> Linked {
    let register = here.register();
    if let (Kind::Determination, Some(view)) = (kind, register.determinations.get(id)) {
        let by = register.bodies[&view.body.by].body.known_as();
        let change = &register.changes[&view.body.change].body.title;
        let view_words = words::view(view.body.view.value).to_lowercase();
        return here.determination(view, &format!("{by}, {}: {view_words}", change.value));
    }
    if let (Kind::Resolution, Some(resolution)) = (kind, register.resolutions.get(id)) {
        return here.resolution(resolution);
    }
    here.record(kind, id, register.entry(kind, id).map(|entry| entry.title))
}
