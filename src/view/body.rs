//! The page of one body: what it is, the changes it has to do with, its views, resolutions and duties.

use serde::Serialize;

use crate::record::body::{Body, Role};
use crate::record::change::Change;
use crate::record::determination::Determination;
use crate::record::{Entry, Kind, RecordId, Ref};
use crate::site::{Facets, List, PagePath, Place};
use crate::value::PartialDate;

use super::browse::{self, Way};
use super::correction::{self, Corrected};
use super::duty::Card;
use super::frame::Head;
use super::judgement::{self, Judgement};
use super::piece::{Dated, Fact, Linked, Said, Source, Step, Tag};
use super::resolutions::Row as Meeting;
use super::{Here, changes, words};

/// How many rows of each sort the page shows. Its data twin names all, and most have a list of their own.
const MOST: usize = 20;
/// How many duties it shows: each takes more room.
const DUTIES: usize = 8;

/// The lists that have a part for a body.
const LISTS: [(List, &str); 7] = [
    (List::Changes, "council"),
    (List::Changes, "nhs-body"),
    (List::Resolutions, "committee"),
    (List::Duties, "owed-by"),
    (List::Duties, "owed-to"),
    (List::Actions, "owner"),
    (List::Actions, "asked-of"),
];

/// What the page of a body says.
#[derive(Debug, Serialize)]
pub struct BodyView {
    title: String,
    known_as: Option<String>,
    what: &'static str,
    /// The entry of the glossary that explains what it is.
    what_term: Option<&'static str>,
    glance: Vec<Fact>,
    /// The parts of lists that are about it.
    lists: Vec<About>,
    changes: Short<Involved>,
    views: Short<Viewed>,
    resolutions: Short<Meeting>,
    duties: Short<Card>,
    corrections: Vec<Corrected>,
    sources: Vec<Source>,
    history: Vec<Step>,
}

/// The first rows of a list.
#[derive(Debug, Serialize)]
struct Short<T> {
    rows: Vec<T>,
    /// That there are more, where there are.
    rest: Option<String>,
}

/// A part of a list that is about the body, with what it can be looked at by in turn.
#[derive(Debug, Serialize)]
struct About {
    all: Linked,
    within: Vec<Way>,
}

impl<T> Short<T> {
    fn new<S>(all: &[S], most: usize, row: impl Fn(&S) -> T) -> Self {
        Self {
            rows: all.iter().take(most).map(row).collect(),
            rest: (all.len() > most).then(|| {
                let total = words::grouped(all.len());
                format!("The first {most} of {total} are shown. The data file of this page names them all.")
            }),
        }
    }
}

/// A change and what the body has to do with it.
#[derive(Debug, Serialize)]
struct Involved {
    change: Linked,
    parts: String,
    tag: Tag,
}

/// A view the body took, or that was taken for it.
#[derive(Debug, Serialize)]
struct Viewed {
    tag: Tag,
    change: Linked,
    view: Linked,
    by: Linked,
    council: Option<Linked>,
    date: Dated,
    scope: Option<String>,
    replaced: bool,
}

/// What surrounds the page.
pub fn head(entry: &Entry<Body>) -> Head {
    Head {
        title: entry.body.name.to_string(),
        about: None,
        data: Some(PagePath::data(Kind::Body, &entry.id)),
        part: Some("bodies"),
    }
}

/// What the page says.
pub fn view(here: Here<'_, '_>, facets: &Facets, entry: &Entry<Body>) -> BodyView {
    let register = here.register();
    let body = &entry.body;
    let mut involved: Vec<(PartialDate, &Entry<Change>)> = register
        .naming(Kind::Body, &entry.id, &register.changes)
        .map(|change| (changes::latest(register, change), change))
        .collect();
    involved.sort_by(|(a, one), (b, other)| b.latest().cmp(&a.latest()).then_with(|| one.id.cmp(&other.id)));
    let mut views: Vec<_> = register
        .naming(Kind::Body, &entry.id, &register.determinations)
        .collect();
    views.sort_by(|a, b| {
        b.body
            .date
            .latest()
            .cmp(&a.body.date.latest())
            .then_with(|| a.id.cmp(&b.id))
    });
    let mut resolutions: Vec<_> = register
        .naming(Kind::Body, &entry.id, &register.resolutions)
        .filter(|resolution| resolution.body.committee.id == entry.id)
        .collect();
    resolutions.sort_by(|a, b| {
        b.body
            .meeting
            .latest()
            .cmp(&a.body.meeting.latest())
            .then_with(|| a.id.cmp(&b.id))
    });
    let duties: Vec<_> = register.naming(Kind::Body, &entry.id, &register.duties).collect();
    BodyView {
        title: body.name.to_string(),
        known_as: body.short_name.as_ref().map(|name| name.to_string()),
        what: words::role(body.role.value),
        what_term: term(body.role.value),
        glance: glance(here, entry),
        lists: lists(here, facets, entry),
        changes: Short::new(&involved, MOST, |(_, change)| self::involved(here, entry, change)),
        views: Short::new(&views, MOST, |view| viewed(here, view)),
        resolutions: Short::new(&resolutions, MOST, |resolution| Meeting::new(here, resolution)),
        duties: Short::new(&duties, DUTIES, |duty| Card::new(here, duty, false)),
        corrections: correction::plain(&body.corrections),
        sources: here.sources(&body.sources),
        history: here.history("bodies", &entry.id),
    }
}

/// The parts of lists that are about a body.
pub fn parts_of(facets: &Facets, id: &RecordId) -> Vec<Place> {
    let parts = LISTS.iter();
    parts
        .filter_map(|(list, word)| facets.find(*list, word, id.as_str()))
        .collect()
}

fn lists(here: Here<'_, '_>, facets: &Facets, entry: &Entry<Body>) -> Vec<About> {
    let parts = parts_of(facets, &entry.id).into_iter().map(|place| About {
        all: Linked {
            words: browse::sentence(place.list, facets.at(place).1),
            address: here.to(&PagePath::list(&facets.folder(place), 1)),
        },
        within: browse::inner(here, facets, place, None),
    });
    parts.collect()
}

fn glance(here: Here<'_, '_>, entry: &Entry<Body>) -> Vec<Fact> {
    let body = &entry.body;
    let mut facts = kin(here, entry);
    let area = body.area.as_ref().map(|area| Said::plain(area.to_string()));
    facts.extend(Fact::maybe("Area", area));
    facts.extend(Fact::maybe("Active", active(body)));
    let website = body.website.as_ref().map(|address| Said {
        address: Some(address.to_string()),
        ..Said::plain(address.to_string())
    });
    facts.extend(Fact::maybe("Website", website));
    facts.extend(codes(body));
    facts
}

/// The bodies it is part of, made of, or in line with.
fn kin(here: Here<'_, '_>, entry: &Entry<Body>) -> Vec<Fact> {
    let body = &entry.body;
    let own =
        |refs: &[Ref<Body>]| -> Vec<Said> { refs.iter().map(|other| here.body(&other.id).into()).collect() };
    let naming: Vec<&Entry<Body>> = here
        .register()
        .naming(Kind::Body, &entry.id, &here.register().bodies)
        .collect();
    let others = |holds: &dyn Fn(&Body) -> bool| -> Vec<Said> {
        let held = naming.iter().filter(|other| holds(&other.body));
        held.map(|other| here.body(&other.id).into()).collect()
    };
    let members = body.members.iter().map(|member| here.body(&member.id).into());
    let lists = [
        ("Part of", own(body.part_of.as_slice())),
        (
            "Its committees and parts",
            others(&|other| other.part_of.as_ref().is_some_and(|whole| whole.id == entry.id)),
        ),
        ("Appointed by", members.collect()),
        (
            "Joint committees",
            others(&|other| other.members.iter().any(|member| member.id == entry.id)),
        ),
        (
            "Took over from",
            others(&|other| other.succeeded_by.iter().any(|next| next.id == entry.id)),
        ),
        ("Followed by", own(&body.succeeded_by)),
    ];
    let known = lists.into_iter().filter(|(_, list)| !list.is_empty());
    known.map(|(term, list)| Fact::new(term, list, "")).collect()
}

/// The entry of the glossary that explains what a body of this role is.
fn term(role: Role) -> Option<&'static str> {
    match role {
        Role::ScrutinyCommittee => Some("health-scrutiny"),
        Role::JointScrutinyCommittee => Some("joint-committee"),
        Role::Icb | Role::Ccg => Some("integrated-care-board"),
        Role::NhsEngland | Role::NhsTrust | Role::NhsFoundationTrust => Some("nhs-body"),
        Role::Healthwatch => Some("healthwatch"),
        Role::LocalAuthority
        | Role::IndependentProvider
        | Role::VoluntaryProvider
        | Role::SecretaryOfState => None,
    }
}

fn active(body: &Body) -> Option<Said> {
    let active = body.active.as_ref()?;
    let words = match (active.from.is_unknown(), active.until.is_unknown()) {
        (true, true) => return None,
        (false, true) => format!("From {}", active.from.spoken()),
        (true, false) => format!("Historic: until {}", active.until.spoken()),
        (false, false) => format!("Historic: {} to {}", active.from.spoken(), active.until.spoken()),
    };
    Some(Said::plain(words))
}

fn codes(body: &Body) -> Vec<Fact> {
    let Some(codes) = &body.codes else {
        return Vec::new();
    };
    let each = [
        ("NHS organisation code (ODS)", &codes.ods),
        ("Area code (GSS)", &codes.gss),
    ];
    each.into_iter()
        .filter_map(|(term, code)| Fact::maybe(term, code.as_ref().map(|code| Said::plain(code.to_string()))))
        .collect()
}

fn involved(here: Here<'_, '_>, entry: &Entry<Body>, change: &Entry<Change>) -> Involved {
    let judgement = Judgement::of(here.register(), change);
    let own = judgement
        .councils
        .iter()
        .find(|council| council.authority.id == entry.id);
    // On a council's page its own standing is the answer; elsewhere the change's status is.
    let tag = match own {
        Some(council) if entry.body.role.value == Role::LocalAuthority => Tag::of_standing(council.standing),
        _ => Tag::of_change(&judgement),
    };
    Involved {
        change: here.change(change),
        parts: parts(entry, &change.body),
        tag,
    }
}

/// What a body has to do with a change, in words.
fn parts(entry: &Entry<Body>, change: &Change) -> String {
    let own = |list: &[Ref<Body>]| list.iter().any(|body| body.id == entry.id);
    let affected = change
        .authorities
        .iter()
        .any(|affected| affected.authority.id == entry.id);
    let responsible = change
        .responsible_person
        .as_ref()
        .is_some_and(|body| body.id == entry.id);
    let (now, after) = change.providers.as_ref().map_or((false, false), |providers| {
        (own(&providers.current), own(&providers.proposed))
    });
    let each = [
        (affected, "its area is affected"),
        (responsible, "is responsible for it"),
        (own(&change.commissioners), "buys the service"),
        (now, "provides the service now"),
        (after, "is to provide the service"),
    ];
    let said: Vec<&str> = each
        .iter()
        .filter(|(holds, _)| *holds)
        .map(|(_, words)| *words)
        .collect();
    if said.is_empty() {
        "Is named in the record".to_owned()
    } else {
        words::capital(&words::several(&said, "and"))
    }
}

fn viewed(here: Here<'_, '_>, view: &Entry<Determination>) -> Viewed {
    let register = here.register();
    let change = &register.changes[&view.body.change];
    Viewed {
        tag: Tag::of_standing(judgement::standing_of(view.body.view.value)),
        change: here.change(change),
        view: here.determination(view, &change.body.title),
        by: here.body(&view.body.by.id),
        council: view.body.authority.as_ref().map(|council| here.body(&council.id)),
        date: Dated::new(view.body.date.value),
        scope: view.body.scope.as_ref().map(|scope| scope.to_string()),
        replaced: judgement::is_replaced(register, view),
    }
}
