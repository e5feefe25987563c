//! The page of one duty, and the card that stands for it elsewhere.

use serde::Serialize;

use crate::law::derive::State;
use crate::law::provision::Verification;
use crate::law::trace::Finding;
use crate::record::change::Change;
use crate::record::duty::{Audience, Duty};
use crate::record::{Entry, Kind};
use crate::site::{Kept, PagePath};

use super::cite::Cite;
use super::clauses;
use super::correction::{self, Corrected};
use super::frame::Head;
use super::law::{self, owing::Owed, state::Timing};
use super::notice::{self, Notice};
use super::piece::{Dated, Linked, Said, Source, Step, Tag};
use super::say::When;
use super::{Here, registers, words};

/// A duty in short: who must do what, for whom, by when, and whether it was done.
#[derive(Debug, Serialize)]
pub struct Card {
    duty: Linked,
    tag: Tag,
    owed_by: Vec<Said>,
    owed_to: Vec<Said>,
    due: Option<Dated>,
    /// By when, as the law has it, where the card stands for a duty that follows from the law.
    when: Option<Timing>,
    /// The records of that duty.
    recorded: Vec<Linked>,
    basis: Basis,
    /// The change, where the card stands on another page than the change's.
    change: Option<Linked>,
    discharged: Option<Discharge>,
    no_longer: Option<String>,
    /// From which register it is, where the site joins several.
    from: Option<String>,
}

/// Why the duty is owed.
#[derive(Debug, Serialize)]
struct Basis {
    words: &'static str,
    /// Where it can be read.
    cited: Option<Linked>,
    text: Option<String>,
    /// That our entry of a provision was not checked against the law itself, where that is so.
    unchecked: Option<&'static str>,
}

#[derive(Debug, Serialize)]
struct Discharge {
    date: Dated,
    evidence: String,
    address: Option<String>,
}

/// What the page of a duty says.
#[derive(Debug, Serialize)]
pub struct DutyView {
    title: String,
    card: Card,
    /// What the law says of it, where it rests on a provision.
    law: Option<InLaw>,
    notice: Notice,
    cite: Cite,
    engagement: Vec<Engagement>,
    details_html: Option<String>,
    corrections: Vec<Corrected>,
    sources: Vec<Source>,
    history: Vec<Step>,
}

#[derive(Debug, Serialize)]
struct Engagement {
    what: String,
    opens: Dated,
    closes: Dated,
    /// Whether its last day has passed, so that nobody can take part any more.
    over: bool,
    address: Option<String>,
    responses: Option<String>,
    report: Option<String>,
}

/// What the law says of a duty on record.
#[derive(Debug, Serialize)]
struct InLaw {
    /// Where it follows from the law: for each council or case, where it stands.
    follows: Vec<Follows>,
    /// Whether the law asks the same, but of another body or for another council.
    elsewhere: bool,
    /// What the law requires of the change, on its page.
    all: String,
}

/// Where the law stands on a duty in one case.
#[derive(Debug, Serialize)]
struct Follows {
    /// The conclusion on the page of the change, with its reasons.
    conclusion: Linked,
    tag: Tag,
    when: Timing,
    owed_to: Vec<Said>,
}

impl Card {
    /// The card of a duty.
    pub fn new(here: Here<'_, '_>, entry: &Entry<Duty>, on_change: bool) -> Self {
        let duty = &entry.body;
        let change = &here.register().changes[&duty.change];
        Self {
            duty: here.duty(entry),
            tag: tag(duty),
            owed_by: vec![here.body(&duty.owed_by.id).into()],
            owed_to: duty
                .owed_to
                .iter()
                .map(|audience| self::audience(here, audience))
                .collect(),
            due: duty.due.as_ref().and_then(|due| Dated::known(due.value)),
            when: None,
            recorded: Vec::new(),
            basis: basis(here, duty),
            change: (!on_change).then(|| here.change(change)),
            discharged: duty.discharged.as_ref().map(|done| Discharge {
                date: Dated::new(done.date.value),
                evidence: done.evidence.to_string(),
                address: done.address.as_ref().map(|address| address.to_string()),
            }),
            no_longer: duty.no_longer_owed.as_ref().map(|why| why.to_string()),
            from: registers::from(here, Kind::Duty, &entry.id).filter(|_| !on_change),
        }
    }

    /// Where it stands.
    pub(super) fn tag(&self) -> &Tag {
        &self.tag
    }

    /// Why it is owed, in a line.
    pub(super) fn basis(&self) -> Option<String> {
        let cited = self.basis.cited.as_ref().map(|cited| cited.words.clone());
        let parts: Vec<String> = cited.into_iter().chain(self.basis.text.clone()).collect();
        (!parts.is_empty()).then(|| format!("{}: {}", self.basis.words, parts.join(", ")))
    }

    /// Who owes it to whom.
    pub(super) fn owed(&self) -> Owed<'_> {
        Owed {
            what: self.duty.clone(),
            who: &self.owed_by,
            whom: &self.owed_to,
            tag: &self.tag,
        }
    }

    /// The card of a duty that follows from the law, on another page than its change's.
    pub fn derived(here: Here<'_, '_>, change: &Entry<Change>, kept: &Kept<'_>) -> Self {
        let one = &kept.outcome;
        let teller = here.teller();
        let page = here.change(change);
        Self {
            duty: Linked {
                words: one.provision.title.to_string(),
                address: format!("{}#{}", page.address, kept.anchor),
            },
            tag: kept.tag.clone(),
            owed_by: law::card::named(here, &teller.named(&one.bearers)),
            owed_to: law::card::named(here, &teller.named(&one.owed_to)),
            due: None,
            when: Some(law::state::when(here, one)),
            recorded: one.recorded.iter().map(|duty| here.duty(duty)).collect(),
            basis: Basis {
                text: None,
                ..provision(here, one.provision.id.value.as_str())
            },
            change: Some(page),
            discharged: None,
            no_longer: None,
            from: registers::from(here, Kind::Change, &change.id),
        }
    }
}

/// Where a duty stands, as far as the record says. That a date has passed is not said here: it depends on the day.
pub fn tag(duty: &Duty) -> Tag {
    if duty.discharged.is_some() {
        Tag::new("Done", "done")
    } else if duty.no_longer_owed.is_some() {
        Tag::new("No longer owed", "withdrawn")
    } else {
        Tag::new("Not yet recorded as done", "open")
    }
}

/// Those a duty is owed to.
pub fn audience(here: Here<'_, '_>, audience: &Audience) -> Said {
    match audience {
        Audience::People(people) => Said::plain(words::people(people.value)),
        Audience::Body(body) => here.body(&body.id).into(),
    }
}

fn basis(here: Here<'_, '_>, duty: &Duty) -> Basis {
    let basis = &duty.basis;
    if let Some(held) = &basis.clause {
        let resolution = &here.register().resolutions[&held.id];
        return Basis {
            words: "A resolution",
            cited: Some(clauses::linked(here, resolution, &held.clause)),
            text: None,
            unchecked: None,
        };
    }
    if let Some(id) = &basis.provision {
        return provision(here, id);
    }
    Basis {
        words: basis
            .undertaking
            .as_ref()
            .map_or("Not recorded", |_| "An undertaking"),
        cited: None,
        text: basis.undertaking.as_ref().map(|text| text.to_string()),
        unchecked: None,
    }
}

/// A provision of law, with its page; one that is not in our catalogue is shown by its id alone.
fn provision(here: Here<'_, '_>, id: &str) -> Basis {
    let known = here.input.law.get(id);
    Basis {
        words: "The law",
        cited: known.map(|provision| here.provision(provision)),
        text: Some(known.map_or_else(|| id.to_owned(), |provision| provision.title.to_string())),
        unchecked: known
            .filter(|provision| provision.verified.value != Verification::Primary)
            .map(|provision| provision.verified.value.sentence()),
    }
}

/// What surrounds the page.
pub fn head(here: Here<'_, '_>, entry: &Entry<Duty>) -> Head {
    // Duties of one name arise in many changes, and no two pages share a title.
    let change = &here.register().changes[&entry.body.change].body.title.value;
    Head {
        title: format!("{}: {change}", entry.body.title.value),
        about: None,
        data: Some(PagePath::data(Kind::Duty, &entry.id)),
        part: Some("duties"),
    }
}

/// What the page says.
pub fn view(here: Here<'_, '_>, entry: &Entry<Duty>) -> DutyView {
    let duty = &entry.body;
    let engagement = duty.engagement.iter().map(|engagement| Engagement {
        what: engagement.what.to_string(),
        opens: Dated::new(engagement.opens.value),
        closes: Dated::new(engagement.closes.value),
        over: When::of(engagement.opens.value, engagement.closes.value, here.input.as_at) == When::Over,
        address: engagement.address.as_ref().map(|address| address.to_string()),
        responses: engagement
            .responses
            .as_ref()
            .map(|number| words::grouped(number.value as usize)),
        report: engagement.report.as_ref().map(|address| address.to_string()),
    });
    let card = Card::new(here, entry, false);
    DutyView {
        title: duty.title.to_string(),
        notice: notice::of_duty(here, entry, &card),
        cite: Cite::of(here, Kind::Duty, &entry.id, &duty.title),
        card,
        law: in_law(here, entry),
        engagement: engagement.collect(),
        details_html: duty.details.as_ref().map(|text| here.markdown(text, 2)),
        corrections: correction::plain(&duty.corrections),
        sources: here.sources(&duty.sources),
        history: here.history("duties", &entry.id),
    }
}

/// What the law says of a duty that rests on a provision; nothing of others.
fn in_law(here: Here<'_, '_>, entry: &Entry<Duty>) -> Option<InLaw> {
    entry.body.basis.provision.as_ref()?;
    let concluded = here.conclusions.about(&entry.body.change.id)?;
    let page = here.change(&here.register().changes[&entry.body.change]);
    let own = concluded.kept.iter().filter(|kept| {
        let recorded = kept.outcome.recorded.iter().any(|duty| duty.id == entry.id);
        recorded && kept.outcome.state != State::NotRequired
    });
    let follows = own.map(
        |Kept {
             anchor,
             outcome: one,
             tag,
             ..
         }| Follows {
            conclusion: Linked {
                words: one.provision.title.to_string(),
                address: format!("{}#{anchor}", page.address),
            },
            tag: tag.clone(),
            when: law::state::when(here, one),
            owed_to: law::card::named(here, &here.teller().named(&one.owed_to)),
        },
    );
    let extra = concluded
        .unrequired
        .iter()
        .find(|extra| extra.duty.id == entry.id);
    let applies = extra.and_then(|extra| extra.applies);
    Some(InLaw {
        follows: follows.collect(),
        elsewhere: applies.is_some_and(|applies| applies != Finding::No),
        all: format!("{}#law", page.address),
    })
}
