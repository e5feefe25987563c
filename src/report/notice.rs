//! A notice for one change: what each council judged in its own words, what must happen next, and how to have a say.
//!
//! It is to be put on a board or a website by itself. What it says of views, dates and ways to have a say is what the page of
//! the change says; here nothing is left out for want of room.

use chrono::NaiveDate;
use serde::Serialize;

use super::document::{Block, Document, Rich, Section, Term};
use super::due;
use super::owed::{self, Owed, Wanted};
use super::page::{self, Place};
use crate::law::Law;
use crate::record::change::Change;
use crate::record::determination::{Determination, View};
use crate::record::{Entry, Kind, RecordId};
use crate::register::Register;
use crate::site::PagePath;
use crate::value::{PartialDate, capital};
use crate::view::judgement::{Judgement, spoken};
use crate::view::notice::dates;
use crate::view::say::Say;
use crate::view::{Here, known_as, words};

/// What a notice says, as plain values.
#[derive(Clone, Debug, Serialize)]
pub struct Notice {
    /// The change.
    pub change: RecordId,
    /// What it is called.
    pub title: String,
    /// In a sentence or two.
    pub summary: Option<String>,
    /// The day it is judged on.
    pub as_at: NaiveDate,
    /// The status of the change, in a few words.
    pub status: String,
    /// Whether a view says "not substantial".
    #[serde(skip)]
    caution: bool,
    /// What each council judged.
    pub councils: Vec<Council>,
    /// What the NHS bodies themselves said.
    pub nhs: Vec<Judged>,
    /// What must be done next, by whom.
    pub to_do: Vec<Owed>,
    /// Consultations, meetings and notices that are open or to come.
    pub ways: Vec<Way>,
    /// Whether any is surely open.
    pub open: bool,
    /// Whom to write to.
    pub contacts: Vec<Contact>,
    /// The days that matter, the latest first.
    pub dates: Vec<Day>,
    /// Where the full record is published, where the register knows its own address.
    pub address: Option<String>,
    /// Whether the change is a draft, or rests on one.
    pub draft: bool,
}

/// What one council judged.
#[derive(Clone, Debug, Serialize)]
pub struct Council {
    /// The council.
    pub name: String,
    /// The views that count; none where we hold no record of one.
    pub views: Vec<Judged>,
}

/// A view, with the words it stands in.
#[derive(Clone, Debug, Serialize)]
pub struct Judged {
    /// Who judged what, when.
    pub says: String,
    /// What it covers.
    pub scope: Option<String>,
    /// The exact words of the clause.
    pub words: Option<String>,
    /// The clause: "Clause a, Kent HOSC, 9 October 2025".
    pub clause: Option<String>,
    /// How far its minutes can be relied on.
    pub minutes: Option<&'static str>,
    /// Where that can be read.
    pub sources: Vec<Source>,
}

/// Where something can be read.
#[derive(Clone, Debug, Serialize)]
pub struct Source {
    /// What it is called.
    pub title: String,
    /// Its address.
    pub address: Option<String>,
}

/// A consultation, meeting or notice.
#[derive(Clone, Debug, Serialize)]
pub struct Way {
    /// What it is.
    pub what: String,
    /// From when until when.
    pub days: String,
    /// Whether it is open or to come.
    pub state: &'static str,
    /// Where to take part.
    pub address: Option<String>,
}

/// Somebody to write to.
#[derive(Clone, Debug, Serialize)]
pub struct Contact {
    /// Who.
    pub name: String,
    /// Why.
    pub part: &'static str,
    /// Their own site.
    pub website: Option<String>,
}

/// A day that matters.
#[derive(Clone, Debug, Serialize)]
pub struct Day {
    /// The day.
    pub date: PartialDate,
    /// What it is.
    pub what: String,
}

/// What a notice of a change says.
pub fn of(here: Here<'_, '_>, law: &Law, entry: &Entry<Change>, draft: bool) -> Notice {
    let register = here.register();
    let as_at = here.input.as_at;
    let judgement = Judgement::of(register, entry);
    let say = Say::of(
        here,
        entry,
        &register.resolutions_of(&entry.id),
        &register.duties_of(&entry.id),
    );
    let wanted = Wanted {
        change: Some(entry.id.clone()),
        undated: true,
        basis: true,
        ..Wanted::default()
    };
    let judged = |views: &[&Entry<Determination>]| views.iter().map(|view| judged(register, view)).collect();
    let councils: Vec<Council> = judgement
        .councils
        .iter()
        .map(|council| Council {
            name: known_as(council.authority).to_owned(),
            views: judged(&council.current),
        })
        .collect();
    let counts = judgement.councils.iter().flat_map(|council| &council.current);
    let place = Place {
        register,
        state: None,
        left_out: &[],
    };
    Notice {
        change: entry.id.clone(),
        title: entry.body.title.to_string(),
        summary: entry.body.summary.as_ref().map(|summary| summary.to_string()),
        as_at,
        status: judgement.label(),
        caution: counts
            .into_iter()
            .any(|view| view.body.view.value == View::NotSubstantial),
        nhs: judged(&judgement.nhs),
        councils,
        to_do: owed::owed(register, law, as_at, &wanted),
        ways: ways(&say),
        open: say.is_open(),
        contacts: contacts(&say),
        dates: dates(&entry.body)
            .into_iter()
            .map(|(date, what)| Day { date, what })
            .collect(),
        address: place
            .page(&PagePath::record(Kind::Change, &entry.id))
            .filter(|_| !draft),
        draft,
    }
}

fn judged(register: &Register, view: &Entry<Determination>) -> Judged {
    let held = view.body.resolution.as_ref();
    let held = held.map(|held| (held, &register.resolutions[&held.id].body));
    let minutes = held.and_then(|(_, resolution)| resolution.minutes.as_ref());
    let of_minutes = minutes
        .and_then(|minutes| minutes.source.as_ref())
        .map(|address| Source {
            title: "Minutes".to_owned(),
            address: Some(address.to_string()),
        });
    let others = view.body.sources.iter().map(|source| Source {
        title: source.title.to_string(),
        address: source.address.as_ref().map(|address| address.to_string()),
    });
    Judged {
        says: spoken(register, view),
        scope: view.body.scope.as_ref().map(|scope| scope.to_string()),
        words: held.and_then(|(held, resolution)| Some(resolution.clause(&held.clause)?.words.to_string())),
        clause: held.map(|(held, resolution)| {
            let committee = known_as(&register.bodies[&resolution.committee]);
            let label = resolution.label_of(&held.clause);
            format!("Clause {label}, {committee}, {}", resolution.meeting.spoken())
        }),
        minutes: held.map(|_| {
            let status = minutes.map(|minutes| minutes.status.value);
            words::minutes(status.unwrap_or(crate::record::resolution::MinutesStatus::Unknown)).0
        }),
        sources: of_minutes.into_iter().chain(others).collect(),
    }
}

fn ways(say: &Say) -> Vec<Way> {
    let way = |way: &crate::view::say::Way| Way {
        what: way.what.clone(),
        days: way.days.clone(),
        state: way.state(),
        address: way.address.clone(),
    };
    say.coming().map(way).collect()
}

fn contacts(say: &Say) -> Vec<Contact> {
    let contact = |contact: &crate::view::say::Contact| Contact {
        name: contact.body.words.clone(),
        part: contact.part,
        website: contact.website.clone(),
    };
    say.contacts().iter().map(contact).collect()
}

/// The notice as a document.
pub fn document(place: Place<'_>, notice: &Notice) -> Document {
    let mut blocks = vec![Block::says("Notice of a change to a health service.")];
    if notice.draft {
        blocks.push(Block::caution(page::HOLDS_DRAFTS));
    }
    blocks.extend(place.caution());
    blocks.extend(notice.summary.iter().map(|summary| Block::says(summary.as_str())));
    let caution = match notice.caution {
        true => {
            " “Not substantial” does not mean that a change is minor, or approved. The NHS may still have to involve the public."
        }
        false => "",
    };
    blocks.push(Block::says(format!("{}.{caution}", notice.status)));
    let sections = [
        Some(councils(notice)),
        nhs(notice),
        Some(to_do(notice)),
        Some(have_say(notice)),
        day_by_day(notice),
        Some(record(place, notice)),
    ];
    Document {
        title: notice.title.clone(),
        blocks,
        sections: sections.into_iter().flatten().collect(),
    }
}

fn councils(notice: &Notice) -> Section {
    let each = notice.councils.iter().map(|council| Section {
        whole: true,
        ..Section::new(
            council.name.clone(),
            match council.views.is_empty() {
                true => vec![Block::says("We hold no record of a view.")],
                false => council.views.iter().flat_map(blocks_of).collect(),
            },
        )
    });
    let none = notice.councils.is_empty();
    let none = none.then(|| Block::says("We hold no record yet of which councils this change affects."));
    Section {
        sections: each.collect(),
        ..Section::new("Was it judged substantial?", none.into_iter().collect())
    }
}

fn nhs(notice: &Notice) -> Option<Section> {
    let blocks: Vec<Block> = notice.nhs.iter().flat_map(blocks_of).collect();
    (!blocks.is_empty()).then(|| Section::new("What the NHS itself said of that", blocks))
}

fn blocks_of(view: &Judged) -> Vec<Block> {
    let mut blocks = vec![Block::says(match &view.scope {
        Some(scope) => format!("{} What it covers: {scope}", view.says),
        None => view.says.clone(),
    })];
    blocks.extend(view.words.clone().map(Block::Quote));
    let mut from = Rich::default();
    if let Some(clause) = &view.clause {
        let minutes = view
            .minutes
            .map_or_else(String::new, |status| format!(". {status}"));
        from = from.and(format!("{clause}{minutes}."));
    }
    for source in &view.sources {
        from = match &source.address {
            Some(address) => from
                .and(format!(" {}: ", source.title))
                .and(Rich::address(address.as_str())),
            None => from.and(format!(" {}.", source.title)),
        };
    }
    if from != Rich::default() {
        blocks.push(Block::says(from));
    }
    blocks
}

fn to_do(notice: &Notice) -> Section {
    let one = |owed: &Owed| {
        let basis = owed.basis.clone().unwrap_or_default();
        Rich::from(format!(
            "{}: {}, for {}. {} {} Basis: {}",
            capital(&owed.who()),
            owed.what.trim_end_matches('.'),
            owed.whom(),
            due::when(owed, basis.no_day.as_deref()),
            due::standing(owed),
            due::stated(owed, basis.words.as_deref(), basis.unchecked),
        ))
    };
    let block = match notice.to_do.is_empty() {
        true => {
            Block::says("On these records, no duty that this register keeps track of is still to be met.")
        }
        false => Block::List(notice.to_do.iter().map(one).collect()),
    };
    Section::new("What must be done next, and by whom", vec![block])
}

fn have_say(notice: &Notice) -> Section {
    let mut blocks = Vec::new();
    if !notice.open {
        blocks.push(Block::says("We hold no record of a consultation that is open."));
    }
    let ways = notice.ways.iter().map(|way| {
        let says = Rich::from(format!(
            "{} ({}). {} ",
            way.what,
            way.state.to_lowercase(),
            way.days
        ));
        match &way.address {
            Some(address) => says.and(Rich::address(address.as_str())),
            None => says,
        }
    });
    let ways: Vec<Rich> = ways.collect();
    blocks.extend((!ways.is_empty()).then_some(Block::List(ways)));
    let contacts = notice.contacts.iter().map(|contact| {
        let says = Rich::from(format!("{}, {}", contact.name, contact.part));
        match &contact.website {
            Some(website) => says.and(": ").and(Rich::address(website.as_str())),
            None => says,
        }
    });
    blocks.extend(Term::of("Whom to write to", contacts.collect()).map(|term| Block::Terms(vec![term])));
    Section::new("How to have your say", blocks)
}

fn day_by_day(notice: &Notice) -> Option<Section> {
    let each = notice.dates.iter();
    let each = each.map(|day| Term::new(capital(&day.date.spoken()), day.what.as_str()));
    let terms: Vec<Term> = each.collect();
    (!terms.is_empty()).then(|| Section::new("Dates, the latest first", vec![Block::Terms(terms)]))
}

fn record(place: Place<'_>, notice: &Notice) -> Section {
    let mut terms = place.terms(notice.as_at);
    terms.push(Term::new(
        "The full record",
        match &notice.address {
            Some(address) => Rich::address(address.as_str()),
            None => Rich::from(format!("changes/{} in this register", notice.change)),
        },
    ));
    let settings = place.register.settings.as_ref();
    let contact = settings.and_then(|settings| settings.contact.as_ref());
    terms.extend(contact.map(|contact| Term::new("To report a mistake", Rich::address(contact.to_string()))));
    Section {
        whole: true,
        ..Section::new("Where the full record is", vec![Block::Terms(terms)])
    }
}
