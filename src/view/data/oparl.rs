//! Councils, committees, meetings and items in the manner of OParl 1.1, as far as they fit what a register holds.
//!
//! What OParl asks for and we do not hold stays out: hours and places of meetings, people, papers, files. Lists of those
//! are empty. A committee of several councils belongs to none of them, and a meeting whose day is not known cannot be
//! told from another, so both stay out too. OParl names things by whole addresses, so without one nothing is made.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;
use serde_json::{Map, Value as Json, json};

use super::base;
use crate::record::body::{Body, Role};
use crate::record::resolution::Resolution;
use crate::record::{Entry, Kind, RecordId};
use crate::register::Register;
use crate::site::{Input, Journal, Name, PagePath};
use crate::value::PartialDate;

const SCHEMA: &str = "https://schema.oparl.org/1.1/";
/// How many objects one page of a list holds.
const ROWS: usize = 100;

/// A file.
#[derive(Clone, Debug)]
pub enum Part<'r> {
    /// Where a reader begins.
    System,
    /// A page of a list, counted from 1.
    List(Arc<List<'r>>, usize),
    /// The list of what we do not hold.
    Nothing,
    /// A council.
    Council(&'r Entry<Body>),
    /// A committee of one council.
    Committee(&'r Entry<Body>),
    /// A meeting of a committee: what it held that is recorded.
    Meeting(Meeting<'r>),
    /// An item of a meeting.
    Item(&'r Entry<Resolution>),
}

impl<'r> Part<'r> {
    /// The records that it is told from: of a list those on this page of it.
    pub fn records(&self) -> Vec<Name<'r>> {
        let body = |entry: &&'r Entry<Body>| (Kind::Body, &entry.id);
        let item = |entry: &&'r Entry<Resolution>| (Kind::Resolution, &entry.id);
        match self {
            Self::Council(entry) | Self::Committee(entry) => vec![body(entry)],
            Self::Item(entry) => vec![item(entry)],
            Self::Meeting(meeting) => meeting.records(),
            Self::List(list, page) => {
                let start = (page - 1) * ROWS;
                match &**list {
                    List::Councils(all) | List::Committees(_, all) => rows(all, start).map(body).collect(),
                    List::Meetings(_, all) | List::Met(_, all) => {
                        rows(all, start).flat_map(Meeting::records).collect()
                    }
                    List::Items(_, all) => rows(all, start).map(item).collect(),
                }
            }
            Self::System | Self::Nothing => Vec::new(),
        }
    }

    /// How many there are of what it lists, on all of its pages.
    pub fn total(&self) -> usize {
        match self {
            Self::List(list, _) => list.len(),
            _ => 1,
        }
    }
}

impl<'r> Meeting<'r> {
    fn records(&self) -> Vec<Name<'r>> {
        let items = self.items.iter().map(|item| (Kind::Resolution, &item.id));
        items.chain([(Kind::Body, &self.committee.id)]).collect()
    }
}

/// A list.
#[derive(Clone, Debug)]
pub enum List<'r> {
    /// All councils.
    Councils(Vec<&'r Entry<Body>>),
    /// The committees of a council.
    Committees(&'r RecordId, Vec<&'r Entry<Body>>),
    /// The meetings of a council's committees.
    Meetings(&'r RecordId, Vec<Meeting<'r>>),
    /// The meetings of one committee.
    Met(&'r RecordId, Vec<Meeting<'r>>),
    /// The items of the meetings of a council's committees.
    Items(&'r RecordId, Vec<&'r Entry<Resolution>>),
}

/// A meeting.
#[derive(Clone, Debug)]
pub struct Meeting<'r> {
    committee: &'r Entry<Body>,
    day: NaiveDate,
    items: Vec<&'r Entry<Resolution>>,
}

impl List<'_> {
    fn len(&self) -> usize {
        match self {
            Self::Councils(all) | Self::Committees(_, all) => all.len(),
            Self::Meetings(_, all) | Self::Met(_, all) => all.len(),
            Self::Items(_, all) => all.len(),
        }
    }

    fn path(&self, page: usize) -> PagePath {
        let stem = match self {
            Self::Councils(_) => "bodies".to_owned(),
            Self::Committees(council, _) => format!("body/{council}/organizations"),
            Self::Meetings(council, _) => format!("body/{council}/meetings"),
            Self::Met(committee, _) => format!("organization/{committee}/meetings"),
            Self::Items(council, _) => format!("body/{council}/agendaitems"),
        };
        file(&match page {
            0 | 1 => stem,
            page => format!("{stem}-{page}"),
        })
    }
}

fn file(stem: &str) -> PagePath {
    PagePath::file(format!("oparl/{stem}.json"))
}

/// Where a reader begins.
pub fn system() -> PagePath {
    file("system")
}

fn meeting_path(meeting: &Meeting<'_>) -> PagePath {
    file(&format!("meeting/{}.{}", meeting.committee.id, meeting.day))
}

/// The files there are.
pub fn plan(register: &Register) -> Vec<(PagePath, Part<'_>)> {
    let council = |entry: &&Entry<Body>| entry.body.role.value == Role::LocalAuthority;
    let councils: Vec<&Entry<Body>> = register.bodies.iter().filter(council).collect();
    let mut meetings: BTreeMap<&RecordId, BTreeMap<NaiveDate, Meeting<'_>>> = BTreeMap::new();
    for entry in register.resolutions.iter() {
        let committee = &register.bodies[&entry.body.committee];
        if let PartialDate::Day(day) = entry.body.meeting.value {
            let own = meetings.entry(&committee.id).or_default();
            let meeting = own.entry(day).or_insert_with(|| Meeting {
                committee,
                day,
                items: Vec::new(),
            });
            meeting.items.push(entry);
        }
    }
    let mut files = vec![(system(), Part::System), (file("none"), Part::Nothing)];
    pages(&mut files, List::Councils(councils.clone()));
    for council in councils {
        let (mut committees, mut met, mut items) = (Vec::new(), Vec::new(), Vec::new());
        for part in register.naming(Kind::Body, &council.id, &register.bodies) {
            let own = part
                .body
                .part_of
                .as_ref()
                .is_some_and(|whole| whole.id == council.id);
            if !own || part.body.role.value != Role::ScrutinyCommittee {
                continue;
            }
            committees.push(part);
            files.push((file(&format!("organization/{}", part.id)), Part::Committee(part)));
            let held: Vec<Meeting<'_>> = meetings
                .remove(&part.id)
                .into_iter()
                .flatten()
                .map(|(_, own)| own)
                .collect();
            pages(&mut files, List::Met(&part.id, held.clone()));
            for meeting in held {
                items.extend(meeting.items.iter().copied());
                files.push((meeting_path(&meeting), Part::Meeting(meeting.clone())));
                met.push(meeting);
            }
        }
        files.extend(
            items
                .iter()
                .map(|item| (file(&format!("agendaitem/{}", item.id)), Part::Item(item))),
        );
        files.push((file(&format!("body/{}", council.id)), Part::Council(council)));
        pages(&mut files, List::Committees(&council.id, committees));
        pages(&mut files, List::Meetings(&council.id, met));
        pages(&mut files, List::Items(&council.id, items));
    }
    files
}

fn pages<'r>(files: &mut Vec<(PagePath, Part<'r>)>, list: List<'r>) {
    let list = Arc::new(list);
    let count = list.len().div_ceil(ROWS).max(1);
    files.extend((1..=count).map(|page| (list.path(page), Part::List(Arc::clone(&list), page))));
}

/// One file.
pub fn bytes(input: &Input<'_>, journal: &Journal<'_>, part: &Part<'_>) -> Vec<u8> {
    let teller = Teller { input, journal };
    let json = match part {
        Part::System => teller.system(),
        Part::List(list, page) => teller.list(list, *page),
        Part::Nothing => json!({ "data": [], "pagination": {}, "links": {} }),
        Part::Council(entry) => teller.council(entry),
        Part::Committee(entry) => teller.committee(entry),
        Part::Meeting(meeting) => teller.meeting(meeting, true),
        Part::Item(entry) => teller.item(entry, true),
    };
    format!("{json:#}\n").into_bytes()
}

struct Teller<'t, 'r> {
    input: &'t Input<'r>,
    journal: &'t Journal<'r>,
}

impl Teller<'_, '_> {
    fn to(&self, page: &PagePath) -> String {
        format!("{}/{page}", base(self.input).unwrap_or_default())
    }

    /// An object with what is known of it. Where a record has a history, that says when it was made and changed.
    fn object(&self, kind: &str, path: &PagePath, fields: Json, records: &[Name<'_>]) -> Json {
        let mut object = Map::new();
        object.insert("id".to_owned(), self.to(path).into());
        object.insert("type".to_owned(), format!("{SCHEMA}{kind}").into());
        if let Json::Object(fields) = fields {
            object.extend(fields.into_iter().filter(|(_, value)| !value.is_null()));
        }
        let stamp = |day: NaiveDate| Json::from(format!("{day}T00:00:00Z"));
        let created = records
            .iter()
            .filter_map(|record| self.journal.first(*record))
            .min();
        let modified = self.journal.revised(records.iter().copied()).on;
        object.extend(created.map(|day| ("created".to_owned(), stamp(day))));
        object.extend(modified.map(|day| ("modified".to_owned(), stamp(day))));
        Json::Object(object)
    }

    fn system(&self) -> Json {
        let settings = self.input.register.settings.as_ref();
        let licence = settings.and_then(|settings| settings.licence.as_ref()?.address.as_ref());
        let fields = json!({
            "oparlVersion": SCHEMA,
            "name": self.input.register.name(),
            "license": licence.map(|address| address.to_string()),
            "website": self.to(&PagePath::home()),
            "contactName": settings.map(|settings| settings.publisher.to_string()),
            "body": self.to(&List::Councils(Vec::new()).path(1)),
            "web": self.to(&PagePath::list("data", 1)),
        });
        self.object("System", &system(), fields, &[])
    }

    fn list(&self, list: &List<'_>, page: usize) -> Json {
        let start = (page - 1) * ROWS;
        let data: Vec<Json> = match list {
            List::Councils(all) => rows(all, start).map(|one| self.council(one)).collect(),
            List::Committees(_, all) => rows(all, start).map(|one| self.committee(one)).collect(),
            List::Meetings(_, all) | List::Met(_, all) => {
                rows(all, start).map(|one| self.meeting(one, true)).collect()
            }
            List::Items(_, all) => rows(all, start).map(|one| self.item(one, true)).collect(),
        };
        let (total, last) = (list.len(), list.len().div_ceil(ROWS).max(1));
        let to = |page: usize| Json::from(self.to(&list.path(page)));
        let mut links = Map::from_iter([("first".to_owned(), to(1)), ("last".to_owned(), to(last))]);
        if page > 1 {
            links.insert("prev".to_owned(), to(page - 1));
        }
        if page < last {
            links.insert("next".to_owned(), to(page + 1));
        }
        json!({
            "data": data,
            "pagination": {
                "totalElements": total, "elementsPerPage": ROWS, "currentPage": page, "totalPages": last,
            },
            "links": links,
        })
    }

    fn council(&self, entry: &Entry<Body>) -> Json {
        let none = self.to(&file("none"));
        let body = &entry.body;
        let fields = json!({
            "system": self.to(&system()),
            "name": body.name.to_string(),
            "shortName": body.short_name.as_ref().map(|name| name.to_string()),
            "website": body.website.as_ref().map(|address| address.to_string()),
            "license": licence(body),
            "organization": self.to(&List::Committees(&entry.id, Vec::new()).path(1)),
            "meeting": self.to(&List::Meetings(&entry.id, Vec::new()).path(1)),
            "agendaItem": self.to(&List::Items(&entry.id, Vec::new()).path(1)),
            "person": none, "paper": none, "consultation": none, "file": none,
            "locationList": none, "legislativeTermList": none, "membership": none,
            "legislativeTerm": [],
            "web": self.to(&PagePath::record(Kind::Body, &entry.id)),
        });
        let path = file(&format!("body/{}", entry.id));
        self.object("Body", &path, fields, &[(Kind::Body, &entry.id)])
    }

    fn committee(&self, entry: &Entry<Body>) -> Json {
        let body = &entry.body;
        let council = body.part_of.as_ref();
        let fields = json!({
            "body": council.map(|council| self.to(&file(&format!("body/{}", council.id)))),
            "name": body.name.to_string(),
            "shortName": body.short_name.as_ref().map(|name| name.to_string()),
            "website": body.website.as_ref().map(|address| address.to_string()),
            "meeting": self.to(&List::Met(&entry.id, Vec::new()).path(1)),
            "organizationType": "Gremium",
            "classification": "Scrutiny committee",
            "web": self.to(&PagePath::record(Kind::Body, &entry.id)),
        });
        let path = file(&format!("organization/{}", entry.id));
        self.object("Organization", &path, fields, &[(Kind::Body, &entry.id)])
    }

    /// OParl tells a meeting by the hour. We hold the day, which stands in a field of our own.
    fn meeting(&self, meeting: &Meeting<'_>, whole: bool) -> Json {
        let day = PartialDate::Day(meeting.day).spoken();
        let organization = self.to(&file(&format!("organization/{}", meeting.committee.id)));
        let items = meeting.items.iter().filter(|_| whole);
        let fields = json!({
            "name": format!("{}, {day}", meeting.committee.body.known_as()),
            "organization": [organization],
            "agendaItem": items.map(|item| self.item(item, false)).collect::<Vec<_>>(),
            "scrutiny:day": meeting.day.to_string(),
        });
        let records: Vec<Name<'_>> = meeting
            .items
            .iter()
            .map(|item| (Kind::Resolution, &item.id))
            .collect();
        self.object("Meeting", &meeting_path(meeting), fields, &records)
    }

    fn item(&self, entry: &Entry<Resolution>, alone: bool) -> Json {
        let item = &entry.body;
        let stem = item.stem.iter().map(|stem| stem.to_string());
        let clauses = item
            .clauses
            .iter()
            .map(|clause| format!("{} {}", *clause.label, *clause.words));
        let words: Vec<String> = stem.chain(clauses).collect();
        let committee = &self.input.register.bodies[&item.committee];
        let meeting = item.meeting.day().map(|day| Meeting {
            committee,
            day,
            items: Vec::new(),
        });
        let minutes = item.minutes.as_ref().and_then(|minutes| minutes.source.as_ref());
        let fields = json!({
            "meeting": meeting.filter(|_| alone).map(|meeting| self.to(&meeting_path(&meeting))),
            "number": item.item_number.as_ref().map(|number| number.to_string()),
            "name": item.item.to_string(),
            "resolutionText": (!words.is_empty()).then(|| words.join("\n")),
            "license": licence(&committee.body),
            "web": self.to(&PagePath::record(Kind::Resolution, &entry.id)),
            "scrutiny:minutes": minutes.map(|address| address.to_string()),
        });
        let path = file(&format!("agendaitem/{}", entry.id));
        self.object("AgendaItem", &path, fields, &[(Kind::Resolution, &entry.id)])
    }
}

/// The terms under which a body publishes, where they are recorded with an address.
fn licence(body: &Body) -> Option<String> {
    Some(body.licence.as_ref()?.address.as_ref()?.to_string())
}

fn rows<T>(all: &[T], start: usize) -> impl Iterator<Item = &T> {
    all.iter().skip(start).take(ROWS)
}
