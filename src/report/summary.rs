//! What happened in a period, and what is to be done, as the text of an e-mail to members or officers.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};
use serde::Serialize;

use super::asked::{self, Asked, Which};
use super::document::{Block, Document, Rich, Section};
use super::owed::{self, Owed};
use super::page::Place;
use super::text::WIDTH;
use crate::history::{History, Touch};
use crate::law::Law;
use crate::law::account::{Named, names};
use crate::record::{Kind, RecordId};
use crate::register::{AnyEntry, Register};
use crate::site::{Journal, Name, PagePath};
use crate::value::{PartialDate, capital};
use crate::view::feed::{page_of, said};
use crate::view::words::{self, count};

/// How many of each are named; the rest are counted.
const NAMED: usize = 15;

/// What is wanted.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// Only what concerns this body.
    pub body: Option<RecordId>,
    /// The first day of the period.
    pub since: NaiveDate,
    /// Its last day, on which it is judged what is due.
    pub as_at: NaiveDate,
    /// Until when what falls due is told.
    pub until: NaiveDate,
}

/// What there is to tell.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Summary {
    /// What is overdue.
    pub overdue: Vec<Owed>,
    /// What falls due soon.
    pub due: Vec<Owed>,
    /// What committees asked for and is open.
    pub actions: Vec<Asked>,
    /// Views that came into the register in the period.
    pub views: Vec<Item>,
    /// Other records that came into it.
    pub new: Vec<Item>,
    /// Records that were changed.
    pub changed: Vec<Item>,
    /// How many records were withdrawn.
    pub withdrawn: usize,
    /// Whether the register keeps a history, without which nothing can be told of what is new.
    pub has_history: bool,
    /// How many records that are drafts are left out.
    pub drafts: usize,
}

/// A record that came in or was changed.
#[derive(Clone, Debug, Serialize)]
pub struct Item {
    /// The record, as `changes/ID`.
    pub record: String,
    /// What kind it is.
    pub kind: &'static str,
    /// What it is, in a line.
    pub title: String,
    /// A little more.
    pub more: String,
    /// The day of its last change in the period.
    pub on: NaiveDate,
    /// Its page, below the address of the register.
    #[serde(skip)]
    page: String,
}

/// Gathers what there is to tell. The register and its history are the published ones.
pub fn of(register: &Register, history: &History, law: &Law, wanted: &Wanted) -> Summary {
    let circle = wanted.body.as_ref().map(|body| Circle::of(register, body));
    let circle = circle.as_ref();
    let mut summary = Summary {
        has_history: history.head.is_some(),
        ..Summary::default()
    };
    for owed in owed::owed(register, law, wanted.as_at, &owed::Wanted::default()) {
        if circle.is_some_and(|circle| !circle.owes_or_is_owed(&owed)) {
            continue;
        }
        if owed.is_overdue() {
            summary.overdue.push(owed);
        } else if owed.day.is_some_and(|day| day <= wanted.until) {
            summary.due.push(owed);
        }
    }
    let open = asked::Wanted {
        which: Which::Open,
        ..asked::Wanted::default()
    };
    summary.actions = asked::asked(register, wanted.as_at, &open).asked;
    summary
        .actions
        .retain(|asked| circle.is_none_or(|circle| circle.asks_or_is_asked(asked)));
    happened(register, history, wanted, circle, &mut summary);
    let in_period = |day: NaiveDate| (wanted.since..=wanted.as_at).contains(&day);
    let withdrawn = register.withdrawn().filter(|(_, entry)| {
        let day = entry.body.withdrawn.date.value.day();
        day.is_some_and(in_period)
    });
    // What a withdrawn record was about is not told, so nobody knows whom it concerned.
    summary.withdrawn = if circle.is_none() { withdrawn.count() } else { 0 };
    summary
}

/// What came in and what was changed in the period, the latest first.
fn happened(
    register: &Register,
    history: &History,
    wanted: &Wanted,
    circle: Option<&Circle>,
    summary: &mut Summary,
) {
    let journal = Journal::new(register, history);
    let mut seen: BTreeSet<Name<'_>> = BTreeSet::new();
    for moment in journal.newest_of_all(usize::MAX) {
        let record = moment.record;
        if !(wanted.since..=wanted.as_at).contains(&moment.commit.on)
            || circle.is_some_and(|circle| !circle.records.contains(&(record.0, record.1.clone())))
            || !seen.insert(record)
        {
            continue;
        }
        let (said, more) = said(register, record);
        let title = titled(register, record).unwrap_or(said);
        let is_new = journal.first(record).is_some_and(|first| first >= wanted.since)
            && moments_add(history, record, wanted.since);
        let more: Vec<String> = more.into_iter().filter(|line| !line.is_empty()).collect();
        let item = Item {
            record: format!("{}/{}", record.0.folder(), record.1),
            kind: record.0.word(),
            title,
            more: more.join(" "),
            on: moment.commit.on,
            page: page_of(register, record),
        };
        match (is_new, record.0) {
            (true, Kind::Determination) => summary.views.push(item),
            (true, _) => summary.new.push(item),
            (false, _) => summary.changed.push(item),
        }
    }
}

/// What a view or a duty is about is told with it: by itself it has no title, or one that others have.
fn titled(register: &Register, record: Name<'_>) -> Option<String> {
    match record.0 {
        Kind::Determination => {
            let view = register.determinations.get(record.1)?;
            Some(register.changes[&view.body.change].body.title.to_string())
        }
        Kind::Duty => {
            let duty = &register.duties.get(record.1)?.body;
            let change = &register.changes[&duty.change].body.title;
            Some(format!("{} ({})", *duty.title, **change))
        }
        _ => None,
    }
}

/// Whether the history tells that a record came in on a day or later: the first commit of a shallow clone does not.
fn moments_add(history: &History, record: Name<'_>, since: NaiveDate) -> bool {
    let name = format!("{}/{}", record.0.folder(), record.1);
    history
        .of(&name)
        .any(|revision| revision.touch == Touch::Added && revision.commit.on >= since)
}

/// A body with what belongs to it, and the records that concern them.
struct Circle {
    bodies: BTreeSet<RecordId>,
    records: BTreeSet<(Kind, RecordId)>,
}

impl Circle {
    /// A body, the council it is a part of and the committees that are parts of it; with the records that name them, and all
    /// that is about the changes that these are about.
    fn of(register: &Register, body: &RecordId) -> Self {
        let own = register.bodies.get(body);
        let whole = own
            .and_then(|own| own.body.part_of.as_ref())
            .map(|part| part.id.clone());
        let parts = register
            .naming(Kind::Body, body, &register.bodies)
            .filter(|part| part.body.part_of.as_ref().is_some_and(|whole| whole.id == *body));
        let parts = parts.map(|part| part.id.clone());
        let bodies: BTreeSet<RecordId> = [body.clone()].into_iter().chain(whole).chain(parts).collect();
        let mut records: BTreeSet<(Kind, RecordId)> =
            bodies.iter().map(|body| (Kind::Body, body.clone())).collect();
        let mut changes: BTreeSet<RecordId> = BTreeSet::new();
        for holder in bodies.iter().flat_map(|body| register.holders(Kind::Body, body)) {
            records.insert(holder.key());
            changes.extend(changes_of(register, &holder));
        }
        for change in changes {
            records.extend(register.holders(Kind::Change, &change).map(|holder| holder.key()));
            records.insert((Kind::Change, change));
        }
        Self { bodies, records }
    }

    fn holds(&self, named: &[Named]) -> bool {
        named
            .iter()
            .filter_map(|one| one.id.as_ref())
            .any(|id| self.bodies.contains(id))
    }

    fn owes_or_is_owed(&self, owed: &Owed) -> bool {
        self.holds(&owed.bearers) || self.holds(&owed.owed_to) || self.holds(owed.council.as_slice())
    }

    fn asks_or_is_asked(&self, asked: &Asked) -> bool {
        self.holds(std::slice::from_ref(&asked.committee))
            || self.holds(&asked.of)
            || self.holds(asked.owner.as_slice())
    }
}

/// The changes that a record is, or is about.
fn changes_of(register: &Register, entry: &AnyEntry<'_>) -> Vec<RecordId> {
    match entry.kind {
        Kind::Change => vec![entry.id.clone()],
        Kind::Determination => register
            .determinations
            .get(entry.id)
            .map_or_else(Vec::new, |own| vec![own.body.change.id.clone()]),
        Kind::Duty => register
            .duties
            .get(entry.id)
            .map_or_else(Vec::new, |own| vec![own.body.change.id.clone()]),
        Kind::Resolution => register.resolutions.get(entry.id).map_or_else(Vec::new, |own| {
            own.body.changes.iter().map(|change| change.id.clone()).collect()
        }),
        Kind::Body => Vec::new(),
    }
}

/// The summary as a document.
pub fn document(place: Place<'_>, wanted: &Wanted, summary: &Summary) -> Document {
    let day = |day: NaiveDate| PartialDate::Day(day).spoken();
    let whom = wanted.body.as_ref().map(|body| place.full_name_of(body));
    let period = format!("{} to {}", day(wanted.since), day(wanted.as_at));
    let mut blocks = vec![Block::says(format!(
        "This is what happened in “{}” from {period}, and what is to be done next, as far as it is recorded{}.",
        place.register.name(),
        whom.map_or_else(String::new, |whom| format!(" and concerns {whom}"))
    ))];
    blocks.extend(place.state.map(Block::says));
    blocks.push(Block::List(counts(summary)));
    let sections = [
        (
            "Overdue on our records".to_owned(),
            list(&summary.overdue, |owed| of_owed(place, owed)),
        ),
        (
            format!("Due by {}", day(wanted.until)),
            list(&summary.due, |owed| of_owed(place, owed)),
        ),
        (
            "Asked for by committees, and open".to_owned(),
            list(&summary.actions, of_action),
        ),
        (
            "Views recorded".to_owned(),
            list(&summary.views, |item| of_view(place, item)),
        ),
        (
            "New records".to_owned(),
            list(&summary.new, |item| of_item(place, item)),
        ),
        (
            "Changed records".to_owned(),
            list(&summary.changed, |item| of_item(place, item)),
        ),
    ];
    let filled = sections.into_iter().filter_map(|(heading, items)| {
        (!items.is_empty()).then(|| Section::new(heading, vec![Block::List(items)]))
    });
    let title = title(place, wanted);
    Document {
        title,
        blocks,
        sections: filled.chain([foot(place, summary)]).collect(),
    }
}

/// What it is called: in one line of a mail, so that the name of the register gives way to the days.
fn title(place: Place<'_>, wanted: &Wanted) -> String {
    const ROOM: usize = WIDTH - "Subject: ".len();
    let form = if wanted.since.year() == wanted.as_at.year() {
        "%-d %b"
    } else {
        "%-d %b %Y"
    };
    let whom = wanted
        .body
        .as_ref()
        .map(|body| format!(" for {}", place.name_of(body)));
    let rest = format!(
        "{}: {} to {}",
        whom.unwrap_or_default(),
        wanted.since.format(form),
        wanted.as_at.format("%-d %b %Y")
    );
    let name = place.register.name();
    let room = ROOM.saturating_sub(rest.chars().count()).max(10);
    if name.chars().count() <= room {
        return format!("{name}{rest}");
    }
    let cut: String = name.chars().take(room - 3).collect();
    format!("{}...{rest}", cut.trim_end())
}

/// How many there are of each.
fn counts(summary: &Summary) -> Vec<Rich> {
    let told = [
        (
            summary.overdue.len(),
            "duty overdue on our records",
            "duties overdue on our records",
        ),
        (summary.due.len(), "duty due soon", "duties due soon"),
        (summary.actions.len(), "action open", "actions open"),
        (summary.views.len(), "view recorded", "views recorded"),
        (summary.new.len(), "other new record", "other new records"),
        (summary.changed.len(), "changed record", "changed records"),
    ];
    let told = told.into_iter().filter(|(number, ..)| {
        // Without a history it is not known, rather than none.
        summary.has_history || *number > 0
    });
    let mut told: Vec<Rich> = told
        .map(|(number, one, many)| count(number, one, many).into())
        .collect();
    if summary.withdrawn > 0 {
        told.push(count(summary.withdrawn, "record withdrawn", "records withdrawn").into());
    }
    told
}

/// The first few as lines, and how many more there are.
fn list<T>(all: &[T], line: impl Fn(&T) -> Rich) -> Vec<Rich> {
    let mut lines: Vec<Rich> = all.iter().take(NAMED).map(line).collect();
    if all.len() > NAMED {
        lines.push(format!("And {} more.", words::grouped(all.len() - NAMED)).into());
    }
    lines
}

fn of_owed(place: Place<'_>, owed: &Owed) -> Rich {
    let by = owed
        .day
        .map_or_else(String::new, |day| format!("{}. ", PartialDate::Day(day).spoken()));
    let says = format!(
        "{by}{}: {}, for {}. {}. Basis: {}.",
        capital(&owed.who()),
        owed.what.trim_end_matches('.'),
        owed.whom(),
        owed.change_title.trim_end_matches('.'),
        owed.law
    );
    led(says, place.page(&PagePath::record(Kind::Change, &owed.change)))
}

fn of_action(asked: &Asked) -> Rich {
    let of = match asked.asked_of() {
        [] => "somebody not named".to_owned(),
        named => names(named),
    };
    let by = match (asked.is_overdue(), asked.due) {
        (_, PartialDate::Unknown) => "No day was stated.".to_owned(),
        (true, day) => format!("The day asked for has passed: {}.", day.spoken()),
        (false, day) => format!("By {}.", day.spoken()),
    };
    let says = format!(
        "{}, {}, asked of {of}: “{}” {by}",
        asked.committee.name,
        asked.meeting.spoken(),
        asked.words
    );
    led(says, asked.page.clone())
}

/// A view with all that is said of it: what "not substantial" does not mean is part of it.
fn of_view(place: Place<'_>, item: &Item) -> Rich {
    led(
        format!("{}: {}", item.title.trim_end_matches('.'), item.more),
        item.address(place),
    )
}

fn of_item(place: Place<'_>, item: &Item) -> Rich {
    led(
        format!("{}: {}.", capital(item.kind), item.title.trim_end_matches('.')),
        item.address(place),
    )
}

fn led(says: String, address: Option<String>) -> Rich {
    match address {
        Some(address) => Rich::from(format!("{says} ")).and(Rich::address(address)),
        None => says.into(),
    }
}

impl Item {
    fn address(&self, place: Place<'_>) -> Option<String> {
        let base = place.register.address()?;
        Some(format!("{base}/{}", self.page))
    }
}

/// Where to read on, and what not to take from it.
fn foot(place: Place<'_>, summary: &Summary) -> Section {
    let mut blocks = Vec::new();
    if !summary.has_history {
        blocks.push(Block::says(
            "This register keeps no history here, so it cannot be told which records are new or changed.",
        ));
    }
    blocks.extend(super::page::drafts_left_out(summary.drafts).map(Block::says));
    blocks.push(Block::says(
        "A committee’s request is not a duty in law, unless the law says so. That we hold no record of something does not \
         mean that it was not done. This is no legal advice.",
    ));
    let pages = [
        ("What changed", PagePath::list("updates", 1)),
        ("Duties", PagePath::list("duties", 1)),
        ("Actions", PagePath::list("actions", 1)),
    ];
    let pages = pages.into_iter().filter_map(|(words, page)| {
        let address = place.page(&page)?;
        Some(Rich::from(format!("{words}: ")).and(Rich::address(address)))
    });
    let pages: Vec<Rich> = pages.collect();
    blocks.extend((!pages.is_empty()).then_some(Block::List(pages)));
    Section::new("About this summary", blocks)
}
