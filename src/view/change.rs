//! The page of one change: whether it was judged substantial, by whom, what must be done, and the exact words.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::law::derive::Derivation;
use crate::record::change::{Change, ChangeKind};
use crate::record::determination::Determination;
use crate::record::{Entry, Kind, RecordId, Ref, body::Body};
use crate::site::{List, PagePath, facet_folder};
use crate::value::Truth;

use super::cite::Cite;
use super::clauses::{self, Action, Minuted};
use super::correction::{self, Corrected};
use super::frame::Head;
use super::historic::{self, Historic};
use super::judgement::{self, CouncilView, Judgement, Standing};
use super::law::{self, LawView};
use super::notice::{self, Notice};
use super::piece::{Dated, Fact, Linked, Said, Source, Step, Tag};
use super::say::Say;
use super::timeline::{self, Timeline};
use super::{Here, anchor, words};

/// What the page of a change says.
#[derive(Debug, Serialize)]
pub struct ChangeView {
    title: String,
    summary: Option<String>,
    status: Tag,
    sentence: String,
    /// That another change took its place.
    replaced: Option<Historic>,
    glance: Vec<Fact>,
    /// The bodies it names that are no more.
    historic: Vec<Historic>,
    councils: Vec<Council>,
    nhs: Vec<View>,
    nhs_missing: Option<String>,
    details_html: Option<String>,
    /// Whether it is a matter that a council looks into, and no proposal.
    review: bool,
    law: LawView,
    meetings: Vec<Minuted>,
    actions: Vec<Action>,
    say: Say,
    timeline: Timeline,
    corrections: Vec<Corrected>,
    sources: Vec<Source>,
    history: Vec<Step>,
    notice: Notice,
    cite: Cite,
}

/// One council: what it judged, or that nothing is recorded.
#[derive(Debug, Serialize)]
struct Council {
    council: Linked,
    tag: Tag,
    /// Whether to say what "not substantial" does not mean.
    caution: bool,
    /// Whether the change does not name it as affected.
    unexpected: bool,
    current: Vec<View>,
    earlier: Vec<View>,
}

/// One recorded view.
#[derive(Debug, Serialize)]
struct View {
    anchor: String,
    tag: Tag,
    sentence: String,
    exactly: &'static str,
    by: Linked,
    council: Option<Linked>,
    taken_by: Option<&'static str>,
    date: Dated,
    scope: Option<String>,
    reasons_html: Option<String>,
    conditions_html: Option<String>,
    clause: Option<Linked>,
    clause_words: Option<String>,
    minutes: Option<Tag>,
    replaced_by: Option<Linked>,
    corrections: Vec<Corrected>,
    data: String,
    sources: Vec<Source>,
}

/// What surrounds the page.
pub fn head(entry: &Entry<Change>) -> Head {
    Head {
        title: entry.body.title.to_string(),
        about: entry.body.summary.as_ref().map(|summary| summary.to_string()),
        data: Some(PagePath::data(Kind::Change, &entry.id)),
        part: Some("changes"),
    }
}

/// What the page says.
pub fn view(here: Here<'_, '_>, entry: &Entry<Change>, derivation: &Derivation<'_>) -> ChangeView {
    let register = here.register();
    let change = &entry.body;
    let judgement = Judgement::of(register, entry);
    let resolutions = register.resolutions_of(&entry.id);
    let duties = register.duties_of(&entry.id);
    let meetings = resolutions
        .iter()
        .map(|resolution| clauses::minuted(here, resolution, Some(&entry.id)));
    let actions = resolutions
        .iter()
        .flat_map(|resolution| clauses::actions(here, resolution, Some(&entry.id)));
    let law = law::view(here, entry, derivation);
    let say = Say::of(here, entry, &resolutions, &duties);
    ChangeView {
        notice: notice::of_change(here, entry, &judgement, &law, &say),
        cite: Cite::of(here, Kind::Change, &entry.id, &change.title),
        say,
        replaced: historic::of_change(here, &entry.id),
        historic: historic(here, change),
        title: change.title.to_string(),
        summary: change.summary.as_ref().map(|summary| summary.to_string()),
        status: Tag::of_change(&judgement),
        sentence: judgement.sentence(register),
        glance: glance(here, change),
        councils: judgement
            .councils
            .iter()
            .map(|council| self::council(here, council))
            .collect(),
        nhs_missing: nhs_missing(here, change, &judgement),
        nhs: judgement
            .nhs
            .iter()
            .map(|view| self::recorded(here, view))
            .collect(),
        details_html: change.details.as_ref().map(|text| here.markdown(text, 2)),
        review: change.kind.value == ChangeKind::Review,
        law,
        meetings: meetings.collect(),
        actions: actions.collect(),
        timeline: timeline::of(here, entry, &resolutions, &duties),
        corrections: correction::plain(&change.corrections),
        sources: here.sources(&change.sources),
        history: here.history("changes", &entry.id),
    }
}

fn council(here: Here<'_, '_>, council: &CouncilView<'_>) -> Council {
    Council {
        council: here.body(&council.authority.id),
        tag: Tag::of_standing(council.standing),
        caution: matches!(council.standing, Standing::NotSubstantial | Standing::Several),
        unexpected: !council.affected,
        current: council.current.iter().map(|view| recorded(here, view)).collect(),
        earlier: council.earlier.iter().map(|view| recorded(here, view)).collect(),
    }
}

fn recorded(here: Here<'_, '_>, entry: &Entry<Determination>) -> View {
    let register = here.register();
    let view = &entry.body;
    let held = view
        .resolution
        .as_ref()
        .map(|held| (held, &register.resolutions[&held.id]));
    let clause = held.and_then(|(held, resolution)| resolution.body.clause(&held.clause));
    let replacing = judgement::replaced_by(register, &entry.id);
    View {
        anchor: anchor(&entry.id),
        tag: Tag::of_standing(judgement::standing_of(view.view.value)),
        sentence: judgement::spoken(register, entry),
        exactly: words::view(view.view.value),
        by: here.body(&view.by.id),
        council: view.authority.as_ref().map(|council| here.body(&council.id)),
        taken_by: view.taken_by.as_ref().map(|taken| words::taken_by(taken.value)),
        date: Dated::new(view.date.value),
        scope: view.scope.as_ref().map(|scope| scope.to_string()),
        reasons_html: view.reasons.as_ref().map(|text| here.markdown(text, 4)),
        conditions_html: view.conditions.as_ref().map(|text| here.markdown(text, 4)),
        clause: held.map(|(held, resolution)| clauses::linked(here, resolution, &held.clause)),
        clause_words: clause.map(|clause| clause.words.to_string()),
        minutes: held.map(|(_, resolution)| Tag::of_minutes(resolution.body.minutes.as_ref())),
        replaced_by: replacing.map(|later| here.determination(later, &judgement::spoken(register, later))),
        data: here.to(&PagePath::data(Kind::Determination, &entry.id)),
        corrections: correction::plain(&view.corrections),
        sources: here.sources(&view.sources),
    }
}

/// Says that the NHS's own view is not recorded, where there is an NHS body whose view could be.
fn nhs_missing(here: Here<'_, '_>, change: &Change, judgement: &Judgement<'_>) -> Option<String> {
    let responsible = change.responsible_person.as_ref()?;
    if judgement.nhs.iter().any(|view| view.body.by.id == responsible.id) {
        return None;
    }
    let name = here.register().bodies[responsible].body.known_as();
    Some(format!(
        "We hold no record of whether {name} itself thinks that this change is substantial."
    ))
}

/// The bodies that a change names and that are no more, each once.
fn historic(here: Here<'_, '_>, change: &Change) -> Vec<Historic> {
    let providers = change
        .providers
        .iter()
        .flat_map(|own| own.current.iter().chain(&own.proposed));
    let mut ids: Vec<&RecordId> = change.authorities.iter().map(|own| &own.authority.id).collect();
    ids.extend(change.responsible_person.iter().map(|own| &own.id));
    ids.extend(change.commissioners.iter().chain(providers).map(|own| &own.id));
    let mut seen = BTreeSet::new();
    ids.retain(|id| seen.insert(*id));
    ids.into_iter()
        .filter_map(|id| historic::of_body(here, id))
        .collect()
}

fn glance(here: Here<'_, '_>, change: &Change) -> Vec<Fact> {
    let bodies =
        |list: &[Ref<Body>]| -> Vec<Said> { list.iter().map(|body| here.body(&body.id).into()).collect() };
    let responsible = change
        .responsible_person
        .iter()
        .map(|body| here.body(&body.id).into());
    let councils = change
        .authorities
        .iter()
        .map(|affected| here.body(&affected.authority.id).into());
    let services = change
        .services
        .iter()
        .map(|service| part(here, "service", service, words::from_slug(service)).into());
    let (current, proposed) = change.providers.as_ref().map_or((&[][..], &[][..]), |providers| {
        (&providers.current, &providers.proposed)
    });
    let mut facts = vec![
        Fact::new(
            "What sort of change",
            vec![Said::plain(words::kind(change.kind.value))],
            "",
        ),
        Fact::new("Services", services.collect(), "Not recorded"),
        Fact::new("Councils affected", councils.collect(), "Not recorded"),
        Fact::new(
            "NHS body or provider responsible",
            responsible.collect(),
            "None recorded",
        )
        .explained(here, "responsible-person"),
        Fact::new(
            "Who buys the service",
            bodies(&change.commissioners),
            "Not recorded",
        )
        .explained(here, "commissioner"),
        Fact::new("Provider now", bodies(current), "Not recorded"),
        Fact::new("Provider after the change", bodies(proposed), "Not recorded"),
        effect(here, change),
    ];
    facts.extend(procurement(here, change));
    let decided = [("Decided", &change.decided), ("Given up", &change.abandoned)];
    facts.extend(decided.into_iter().filter_map(|(term, event)| {
        let event = event.as_ref()?;
        Fact::maybe(term, Some(Said::plain(event.date.spoken())))
    }));
    let replaces = change
        .replaces
        .iter()
        .map(|older| here.change(&here.register().changes[older]).into());
    let replaces: Vec<Said> = replaces.collect();
    if !replaces.is_empty() {
        facts.push(Fact::new("Takes the place of", replaces, ""));
    }
    facts
}

/// The way to a part of the list of changes. It is never empty: this change is in it.
fn part(here: Here<'_, '_>, word: &str, slug: &str, words: String) -> Linked {
    Linked {
        words,
        address: here.to(&PagePath::list(&facet_folder(List::Changes, word, slug), 1)),
    }
}

/// The wider statutory test, which is a fact somebody asserts and not the same as being substantial.
fn effect(here: Here<'_, '_>, change: &Change) -> Fact {
    let asserted = change.affects_manner_or_range.as_ref();
    let answer = asserted.map_or(Truth::Unknown, |asserted| asserted.answer.value);
    let by = asserted.and_then(|asserted| asserted.asserted_by.as_ref());
    let note = by.map(|by| format!("according to {}", here.register().bodies[by].body.known_as()));
    let said = Said {
        note: note.filter(|_| answer != Truth::Unknown),
        ..Said::plain(words::truth(answer))
    };
    Fact::new(
        "Does it affect how people receive services, or which there are?",
        vec![said],
        "",
    )
    .explained(here, "manner-or-range")
}

fn procurement(here: Here<'_, '_>, change: &Change) -> Option<Fact> {
    let procurement = change.procurement.as_ref()?;
    let process = procurement
        .process
        .as_ref()
        .map(|process| words::process(process.value));
    let buyer = procurement
        .buyer
        .as_ref()
        .map(|buyer| format!("by {}", here.register().bodies[buyer].body.known_as()));
    let notices: Vec<&str> = procurement.notices.iter().map(|notice| &*notice.value).collect();
    let word = if notices.len() == 1 { "notice" } else { "notices" };
    let notices = (!notices.is_empty()).then(|| format!("{word} {}", words::several(&notices, "and")));
    let note: Vec<String> = buyer.into_iter().chain(notices).collect();
    let said = Said {
        note: (!note.is_empty()).then(|| note.join("; ")),
        ..Said::plain(process.unwrap_or("Process not recorded"))
    };
    let fact = Fact::maybe("How the provider was chosen", Some(said))?;
    Some(fact.explained(here, "provider-selection-regime"))
}
