//! What happened to a change and when, in order; what is not known is shown as not known.

use serde::Serialize;

use crate::record::Entry;
use crate::record::change::{Change, Consultation};
use crate::record::determination::Determination;
use crate::record::duty::Duty;
use crate::record::resolution::Resolution;
use crate::value::{PartialDate, Truth};

use super::judgement::standing_of;
use super::piece::{Dated, Linked};
use super::{Here, known_as};

/// One moment.
#[derive(Clone, Debug, Serialize)]
pub struct Moment {
    date: Dated,
    /// What happened, or is to happen.
    what: String,
    /// Where more is said.
    more: Option<Linked>,
    /// Where this is stated, in words.
    source: Option<String>,
    /// The sort of moment, for its mark.
    shape: &'static str,
    #[serde(skip)]
    order: PartialDate,
}

impl Moment {
    fn new(date: PartialDate, what: impl Into<String>, shape: &'static str) -> Self {
        Self {
            date: Dated::new(date),
            what: what.into(),
            more: None,
            source: None,
            shape,
            order: date,
        }
    }

    fn more(self, more: Linked) -> Self {
        Self {
            more: Some(more),
            ..self
        }
    }
}

/// The moments of a change: dated ones in order, then those whose date is not known.
pub fn of(
    here: Here<'_, '_>,
    entry: &Entry<Change>,
    resolutions: &[&Entry<Resolution>],
    duties: &[&Entry<Duty>],
) -> Vec<Moment> {
    let change = &entry.body;
    let mut moments = vec![Moment::new(
        change.under_consideration_from.value,
        "The change came under consideration",
        "event",
    )];
    moments.extend(change.key_dates.iter().map(|key| Moment {
        source: key.source.as_ref().map(|source| source.to_string()),
        ..Moment::new(key.date.value, key.what.to_string(), "event")
    }));
    moments.extend(procurement(change));
    for affected in &change.authorities {
        if let Some(consultation) = &affected.consultation {
            let council = known_as(&here.register().bodies[&affected.authority]);
            moments.extend(consulted(council, consultation));
        }
    }
    moments.extend(resolutions.iter().map(|resolution| {
        let committee = known_as(&here.register().bodies[&resolution.body.committee]);
        let what = format!("{committee} considered it: {}", *resolution.body.item);
        Moment::new(resolution.body.meeting.value, what, "meeting").more(here.resolution(resolution))
    }));
    moments.extend(views(here, entry));
    moments.extend(duties.iter().flat_map(|duty| owed(here, duty)));
    let events = [
        ("It was decided", &change.decided),
        ("The proposal was given up", &change.abandoned),
    ];
    for (words, event) in events {
        if let Some(event) = event {
            let what = event
                .what
                .as_ref()
                .map_or_else(|| words.to_owned(), |what| what.to_string());
            moments.push(Moment::new(event.date.value, what, "view"));
        }
    }
    // A stable sort: on one day a meeting stays before the view it took.
    moments.sort_by_key(|moment| (moment.order.is_unknown(), moment.order.earliest()));
    moments
}

fn procurement(change: &Change) -> Vec<Moment> {
    let Some(procurement) = &change.procurement else {
        return Vec::new();
    };
    let dates = [
        (
            procurement.intent_published.value,
            "Intention to award the contract published",
        ),
        (procurement.awarded.value, "Contract awarded"),
        (procurement.award_notice.value, "Notice of the award submitted"),
        (procurement.begins.value, "Service under the contract begins"),
    ];
    dates
        .into_iter()
        .filter(|(date, _)| !date.is_unknown())
        .map(|(date, what)| Moment::new(date, what, "event"))
        .collect()
}

/// A consultation names all its dates, also those that are not known: a council was to be told them.
fn consulted(council: &str, consultation: &Consultation) -> Vec<Moment> {
    let mut moments = vec![
        Moment::new(
            consultation.began.value,
            format!("Consultation of {council} began"),
            "event",
        ),
        Moment::new(
            consultation.comments_due.value,
            format!("Comments of {council} asked for by this day"),
            "event",
        ),
        Moment::new(
            consultation.decision_due.value,
            format!("Decision to be made by this day, as {council} was told"),
            "event",
        ),
    ];
    if let Some(comments) = &consultation.comments {
        let what = match comments.recommendation.value {
            Truth::Yes => format!("{council} commented, with a recommendation"),
            Truth::No => format!("{council} commented, without a recommendation"),
            Truth::Unknown => format!("{council} commented"),
        };
        moments.push(Moment::new(comments.received.value, what, "meeting"));
    }
    moments
}

fn views(here: Here<'_, '_>, entry: &Entry<Change>) -> Vec<Moment> {
    let register = here.register();
    let views = register.determinations_of(&entry.id);
    let moment = |view: &&Entry<Determination>| {
        let by = known_as(&register.bodies[&view.body.by]);
        let council = view.body.authority.as_ref();
        let council = council.map_or("every affected council", |id| known_as(&register.bodies[id]));
        let said = standing_of(view.body.view.value).words().to_lowercase();
        let what = match said.as_str() {
            "put off" => format!("{by} put off its answer for {council}"),
            said => format!("{} for {council}, by {by}", super::words::capital(said)),
        };
        Moment::new(view.body.date.value, what, "view")
            .more(here.determination(view, "The view and its scope"))
    };
    views.iter().map(moment).collect()
}

fn owed(here: Here<'_, '_>, duty: &Entry<Duty>) -> Vec<Moment> {
    let due = duty.body.due.as_ref().map(|due| (due.value, "Due"));
    let done = duty
        .body
        .discharged
        .as_ref()
        .map(|done| (done.date.value, "Done"));
    let own = due.into_iter().chain(done).map(|(date, word)| {
        let what = format!("{word}: {}", *duty.body.title);
        Moment::new(date, what, "event").more(here.duty(duty))
    });
    let engaged = duty.body.engagement.iter().flat_map(|engagement| {
        let opens = (engagement.opens.value, "opens");
        let closes = (engagement.closes.value, "closes");
        [opens, closes]
            .into_iter()
            .filter(|(date, _)| !date.is_unknown())
            .map(|(date, word)| Moment::new(date, format!("{} {word}", *engagement.what), "event"))
    });
    own.chain(engaged).collect()
}
