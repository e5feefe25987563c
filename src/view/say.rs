//! How to have a say on a change: consultations and meetings on record, and whom to write to.
//!
//! What is open is decided by the day that the site is made for, so the number of a page counts [`When`] of each.

use chrono::NaiveDate;
use serde::Serialize;

use crate::record::change::Change;
use crate::record::duty::Duty;
use crate::record::resolution::Resolution;
use crate::record::{Entry, RecordId};
use crate::value::PartialDate;

use super::piece::Linked;
use super::{Here, known_as, words};

/// Where something with a first and a last day stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum When {
    /// It is open.
    Open,
    /// It opens later.
    Coming,
    /// The records do not tell.
    Unclear,
    /// It is over.
    Over,
}

impl When {
    /// Where it stands, as far as it is sure whatever the unknown parts of the dates are.
    pub fn of(opens: PartialDate, closes: PartialDate, as_at: NaiveDate) -> Self {
        let began = opens.latest().is_some_and(|day| day <= as_at);
        let lasts = closes.earliest().is_some_and(|day| day >= as_at);
        match (opens.earliest(), closes.latest()) {
            (_, Some(last)) if last < as_at => Self::Over,
            (Some(first), _) if first > as_at => Self::Coming,
            _ if began && lasts => Self::Open,
            _ => Self::Unclear,
        }
    }

    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Open => ("Open", "open"),
            Self::Coming => ("To come", "due"),
            Self::Unclear => ("Not known whether it is open", "unsure"),
            Self::Over => ("Closed", "done"),
        }
    }
}

/// Where all that belongs to a duty stands: for the number of a page.
pub fn of_duty(duty: &Duty, as_at: NaiveDate) -> Vec<When> {
    let each = duty.engagement.iter();
    each.map(|own| When::of(own.opens.value, own.closes.value, as_at))
        .collect()
}

/// Where all that a change itself tells of stands: for the number of a page.
pub fn of_change(change: &Change, as_at: NaiveDate) -> Vec<When> {
    let asked = |affected: &crate::record::change::AffectedAuthority| {
        let consultation = affected.consultation.as_ref();
        let own = consultation.map(|own| When::of(own.began.value, own.comments_due.value, as_at));
        let invited = affected.review_comments_invited.value;
        [
            own,
            (!invited.is_unknown()).then(|| When::of(invited, PartialDate::Unknown, as_at)),
        ]
    };
    change.authorities.iter().flat_map(asked).flatten().collect()
}

/// How to have a say.
#[derive(Clone, Debug, Serialize)]
pub struct Say {
    /// Whether anything is surely open.
    open: bool,
    /// What there is, the open ones first.
    ways: Vec<Way>,
    /// Whom to write to.
    contacts: Vec<Contact>,
}

/// A consultation, meeting or notice.
#[derive(Clone, Debug, Serialize)]
pub struct Way {
    /// What it is.
    pub what: String,
    /// From when until when.
    pub days: String,
    state: &'static str,
    shape: &'static str,
    /// Where to take part, or to read of it.
    pub address: Option<String>,
    report: Option<String>,
    /// Whether the council is asked, and not the public.
    council: bool,
    /// The duty it belongs to.
    duty: Option<Linked>,
    #[serde(skip)]
    when: When,
}

/// Somebody to write to.
#[derive(Clone, Debug, Serialize)]
pub struct Contact {
    /// Who.
    pub body: Linked,
    /// Their own site.
    pub website: Option<String>,
    /// Why they are to be written to.
    pub part: &'static str,
}

impl Way {
    /// Whether it is open, to come or over, in words.
    pub fn state(&self) -> &'static str {
        self.state
    }
}

impl Say {
    /// What is on record about a change.
    pub fn of(
        here: Here<'_, '_>,
        entry: &Entry<Change>,
        resolutions: &[&Entry<Resolution>],
        duties: &[&Entry<Duty>],
    ) -> Self {
        let mut ways = councils(here, &entry.body);
        ways.extend(duties.iter().flat_map(|duty| engaged(here, duty)));
        ways.sort_by_key(|way| way.when);
        Self {
            open: ways.iter().any(|way| way.when == When::Open),
            ways,
            contacts: contacts(here, entry, resolutions),
        }
    }

    /// What is open or to come.
    pub fn coming(&self) -> impl Iterator<Item = &Way> {
        self.ways
            .iter()
            .filter(|way| matches!(way.when, When::Open | When::Coming))
    }

    /// Whether anything is surely open.
    pub fn is_open(&self) -> bool {
        self.open
    }

    /// Whom to write to.
    pub fn contacts(&self) -> &[Contact] {
        &self.contacts
    }
}

/// What people are told of a change under a duty.
pub(super) fn engaged(here: Here<'_, '_>, duty: &Entry<Duty>) -> Vec<Way> {
    let each = duty.body.engagement.iter().map(|own| Way {
        address: own.address.as_ref().map(|address| address.to_string()),
        report: own.report.as_ref().map(|address| address.to_string()),
        duty: Some(here.duty(duty)),
        ..way(here, own.what.to_string(), own.opens.value, own.closes.value)
    });
    each.collect()
}

/// Consultations of councils, and what councils ask of others.
fn councils(here: Here<'_, '_>, change: &Change) -> Vec<Way> {
    let mut ways = Vec::new();
    for affected in &change.authorities {
        let council = known_as(&here.register().bodies[&affected.authority]);
        if let Some(own) = &affected.consultation {
            let mut told = Way {
                address: own.published.as_ref().map(|address| address.to_string()),
                council: true,
                ..way(
                    here,
                    format!("Consultation of {council}"),
                    own.began.value,
                    own.comments_due.value,
                )
            };
            let came = own
                .comments
                .as_ref()
                .filter(|comments| !comments.received.value.is_unknown());
            if let Some(came) = came {
                told.days = format!(
                    "{} Its comments came {}.",
                    told.days,
                    came.received.value.placed()
                );
            }
            ways.push(told);
        }
        let invited = affected.review_comments_invited.value;
        if !invited.is_unknown() {
            ways.push(Way {
                days: format!("Invited {}. We hold no record of a last day.", invited.placed()),
                ..way(
                    here,
                    format!("Comments invited by {council} for its review"),
                    invited,
                    PartialDate::Unknown,
                )
            });
        }
    }
    ways
}

fn way(here: Here<'_, '_>, what: String, opens: PartialDate, closes: PartialDate) -> Way {
    let when = When::of(opens, closes, here.input.as_at);
    let (state, shape) = when.words();
    let days = match (opens.is_unknown(), closes.is_unknown()) {
        (false, false) if opens == closes => format!("{}.", words::capital(&opens.placed())),
        (false, false) => format!("From {} to {}.", opens.spoken(), closes.spoken()),
        (false, true) => format!("From {}. We hold no record of its last day.", opens.spoken()),
        (true, false) => format!("Until {}. We hold no record of its first day.", closes.spoken()),
        (true, true) => "We hold no record of its days.".to_owned(),
    };
    Way {
        what,
        days,
        state,
        shape,
        address: None,
        report: None,
        council: false,
        duty: None,
        when,
    }
}

/// The body that makes the change, and for each council the committee that took it up, or the council itself.
fn contacts(here: Here<'_, '_>, entry: &Entry<Change>, resolutions: &[&Entry<Resolution>]) -> Vec<Contact> {
    let register = here.register();
    let mut ids: Vec<(&RecordId, &'static str)> = Vec::new();
    let maker = entry.body.responsible_person.as_ref().map(|body| &body.id);
    let maker = maker.or_else(|| entry.body.commissioners.first().map(|body| &body.id));
    ids.extend(maker.map(|id| (id, "about the change itself")));
    for affected in &entry.body.authorities {
        let council = &affected.authority.id;
        let of_council = |id: &&RecordId| {
            let body = register.bodies.get(id);
            body.and_then(|body| body.body.part_of.as_ref())
                .is_some_and(|part| part.id == *council)
        };
        let mut committees = resolutions
            .iter()
            .map(|item| &item.body.committee.id)
            .filter(of_council);
        let to = committees.next_back().unwrap_or(council);
        ids.push((to, "about what the council judges"));
    }
    let mut contacts: Vec<Contact> = Vec::new();
    for (id, part) in ids {
        let Some(body) = register.bodies.get(id) else {
            continue;
        };
        if contacts.iter().all(|known| known.body != here.body(id)) && contacts.len() < MOST {
            contacts.push(Contact {
                body: here.body(id),
                website: body.body.website.as_ref().map(|address| address.to_string()),
                part,
            });
        }
    }
    contacts
}

/// How many are named to write to: of a change in many areas, the list of councils stands above.
const MOST: usize = 6;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_open_is_said_only_where_it_is_sure() {
        let date = |text: &str| PartialDate::parse(text).expect(text);
        let day = NaiveDate::from_ymd_opt(2026, 3, 10).expect("a day");
        let when = |opens, closes| When::of(date(opens), date(closes), day);
        assert_eq!(when("2026-03-10", "2026-03-10"), When::Open);
        assert_eq!(when("2026-02", "2026-04"), When::Open);
        assert_eq!(when("2026-03-11", "unknown"), When::Coming);
        assert_eq!(when("2026-03", "2026-04"), When::Unclear);
        assert_eq!(when("2026-01-01", "2026-03"), When::Unclear);
        assert_eq!(when("2026-01-01", "unknown"), When::Unclear);
        assert_eq!(when("unknown", "2026-03-09"), When::Over);
        assert_eq!(when("unknown", "unknown"), When::Unclear);
    }
}
