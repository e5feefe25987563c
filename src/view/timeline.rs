//! What happened to a change and when, in order, as a picture and as a list; what is not known is shown as not known.

use serde::Serialize;

use crate::record::change::{Change, Consultation};
use crate::record::determination::Determination;
use crate::record::duty::Duty;
use crate::record::resolution::Resolution;
use crate::record::{Entry, RecordId};
use crate::value::{PartialDate, Truth};

use super::judgement::{Standing, standing_of};
use super::picture::timeline::{self as picture, Event, LANES, Shape};
use super::piece::{Dated, Linked};
use super::{Here, known_as, words};

/// The story of a change.
#[derive(Clone, Debug, Serialize)]
pub struct Timeline {
    /// Drawn; none where no date is known.
    picture: Option<picture::Timeline>,
    /// What the picture shows, in words.
    label: String,
    /// What each of its shapes stands for.
    shapes: String,
    /// The moments that are left to the list, in words.
    left: Option<String>,
    /// The same as a list.
    moments: Vec<Moment>,
}

/// One moment.
#[derive(Clone, Debug, Serialize)]
struct Moment {
    /// Its number in the list and in the picture.
    number: usize,
    date: Dated,
    /// What happened, or is to happen.
    what: String,
    /// Where more is said.
    more: Option<Linked>,
    /// Where this is stated, in words.
    source: Option<String>,
    /// The sort of moment, for its mark.
    shape: Shape,
    #[serde(skip)]
    order: PartialDate,
    /// The council or committee in whose lane it stands; none for the change itself.
    #[serde(skip)]
    lane: Option<RecordId>,
    /// What it opens or closes.
    #[serde(skip)]
    bar: Option<usize>,
}

impl Moment {
    fn new(date: PartialDate, what: impl Into<String>, shape: Shape) -> Self {
        Self {
            number: 0,
            date: Dated::new(date),
            what: what.into(),
            more: None,
            source: None,
            shape,
            order: date,
            lane: None,
            bar: None,
        }
    }

    fn of(self, lane: &RecordId) -> Self {
        Self {
            lane: Some(lane.clone()),
            ..self
        }
    }

    fn bar(self, bar: usize) -> Self {
        Self {
            bar: Some(bar),
            ..self
        }
    }

    fn more(self, more: Linked) -> Self {
        Self {
            more: Some(more),
            ..self
        }
    }
}

/// The story of a change: dated moments in order, then those whose date is not known.
pub fn of(
    here: Here<'_, '_>,
    entry: &Entry<Change>,
    resolutions: &[&Entry<Resolution>],
    duties: &[&Entry<Duty>],
) -> Timeline {
    let change = &entry.body;
    let mut moments = vec![Moment::new(
        change.under_consideration_from.value,
        "The change came under consideration",
        Shape::Event,
    )];
    moments.extend(change.key_dates.iter().map(|key| Moment {
        source: key.source.as_ref().map(|source| source.to_string()),
        ..Moment::new(key.date.value, key.what.to_string(), Shape::Event)
    }));
    // A date that is recorded twice, of the contract and among those that matter, is told once.
    let told = |moment: &Moment| {
        let same = |key: &Moment| key.order == moment.order && key.what == moment.what;
        moments.iter().any(same)
    };
    let procurement: Vec<Moment> = procurement(change).into_iter().filter(|one| !told(one)).collect();
    moments.extend(procurement);
    for (number, affected) in change.authorities.iter().enumerate() {
        if let Some(consultation) = &affected.consultation {
            let council = &here.register().bodies[&affected.authority];
            let own = consulted(known_as(council), consultation, number);
            moments.extend(own.into_iter().map(|moment| moment.of(&council.id)));
        }
    }
    moments.extend(resolutions.iter().map(|resolution| {
        let committee = &here.register().bodies[&resolution.body.committee];
        let what = format!("{} considered it: {}", known_as(committee), *resolution.body.item);
        Moment::new(resolution.body.meeting.value, what, Shape::Meeting)
            .more(here.resolution(resolution))
            .of(council_of(here, &committee.id))
    }));
    moments.extend(views(here, entry));
    let bars = change.authorities.len()..;
    moments.extend(duties.iter().flat_map(|duty| owed(here, duty)));
    moments.extend(engaged(duties, bars));
    moments.extend(ended(change));
    // A stable sort: on one day a meeting stays before the view it took.
    moments.sort_by_key(|moment| (moment.order.is_unknown(), moment.order.earliest()));
    for (number, moment) in (1..).zip(&mut moments) {
        moment.number = number;
    }
    drawn(here, change, moments)
}

/// That it was decided or given up.
fn ended(change: &Change) -> impl Iterator<Item = Moment> {
    let events = [
        ("It was decided", &change.decided),
        ("The proposal was given up", &change.abandoned),
    ];
    events.into_iter().filter_map(|(words, event)| {
        let event = event.as_ref()?;
        let what = event.what.as_ref();
        let what = what.map_or_else(|| words.to_owned(), |what| what.to_string());
        Some(Moment::new(event.date.value, what, Shape::Decided))
    })
}

/// The moments with their picture.
fn drawn(here: Here<'_, '_>, change: &Change, moments: Vec<Moment>) -> Timeline {
    let (ids, names) = lanes(here, change, &moments);
    let events = moments.iter().map(|moment| Event {
        number: moment.number,
        lane: ids
            .iter()
            .position(|lane| *lane == moment.lane.as_ref())
            .unwrap_or(ids.len()),
        date: moment.order,
        shape: moment.shape,
        bar: moment.bar,
    });
    let events: Vec<Event> = events.collect();
    let picture = picture::draw(&events, &names);
    let mut shapes: Vec<Shape> = moments.iter().map(|moment| moment.shape).collect();
    shapes.sort_unstable();
    shapes.dedup();
    let mut shapes: Vec<&str> = shapes.into_iter().map(Shape::words).collect();
    let bars = || {
        picture
            .iter()
            .flat_map(|picture| &picture.lanes)
            .flat_map(|lane| &lane.bars)
    };
    shapes.extend(bars().any(|bar| bar.lasts).then_some(LASTS));
    shapes.extend(bars().any(|bar| !bar.lasts).then_some(ABOUT));
    let dated = || moments.iter().filter(|moment| !moment.order.is_unknown());
    let (first, last) = (dated().next(), dated().max_by_key(|moment| moment.order.latest()));
    let label = match (first, last) {
        (Some(first), Some(last)) if first.order != last.order => {
            format!(
                "Timeline of this change from {} to {}",
                first.order.spoken(),
                last.order.spoken()
            )
        }
        _ => "Timeline of this change".to_owned(),
    };
    Timeline {
        label,
        shapes: words::capital(&shapes.join("; ")),
        left: picture.as_ref().and_then(|picture| match picture.left {
            0 => None,
            1 => Some("One moment has no room in the picture and stands in the list alone.".to_owned()),
            left => Some(format!(
                "{} moments have no room in the picture and stand in the list alone.",
                words::grouped(left)
            )),
        }),
        picture,
        moments,
    }
}

/// What the two sorts of bar stand for.
const LASTS: &str = "a bar is something that lasts, from its first day to its last";
const ABOUT: &str = "a thin frame is a date known only to its month or year";

/// The lanes and their names: the change itself, its councils in the order of the record, then other committees. A few
/// councils all have a lane, also those of which nothing is recorded; of many, those with something to show.
fn lanes<'m>(
    here: Here<'_, '_>,
    change: &'m Change,
    moments: &'m [Moment],
) -> (Vec<Option<&'m RecordId>>, Vec<String>) {
    let councils = change.authorities.iter().map(|affected| &affected.authority.id);
    let few = change.authorities.len() < LANES;
    let has = |id: &RecordId| moments.iter().any(|moment| moment.lane.as_ref() == Some(id));
    let mut ids: Vec<Option<&RecordId>> = vec![None];
    ids.extend(councils.filter(|id| few || has(id)).map(Some));
    for moment in moments {
        if !ids.contains(&moment.lane.as_ref()) {
            ids.push(moment.lane.as_ref());
        }
    }
    ids.truncate(LANES);
    let body = |id: &RecordId| {
        here.register()
            .bodies
            .get(id)
            .map_or_else(|| id.to_string(), |body| known_as(body).to_owned())
    };
    let own = change.responsible_person.as_ref().map(|body| &body.id);
    let own = own.or_else(|| change.commissioners.first().map(|body| &body.id));
    let own = own.map_or_else(
        || "The change".to_owned(),
        |id| format!("The change: {}", body(id)),
    );
    let names = ids
        .iter()
        .map(|id| id.map_or_else(|| own.clone(), body))
        .collect();
    (ids, names)
}

/// The council that a committee is part of; a joint committee stands for itself.
fn council_of<'r>(here: Here<'_, 'r>, committee: &RecordId) -> &'r RecordId {
    let bodies = &here.register().bodies;
    let entry = bodies
        .get(committee)
        .expect("a committee of a sound record is there");
    entry
        .body
        .part_of
        .as_ref()
        .map_or(&entry.id, |council| &bodies[council].id)
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
        .map(|(date, what)| Moment::new(date, what, Shape::Event))
        .collect()
}

/// A consultation names all its dates, also those that are not known: a council was to be told them.
fn consulted(council: &str, consultation: &Consultation, bar: usize) -> Vec<Moment> {
    let mut moments = vec![
        Moment::new(
            consultation.began.value,
            format!("Consultation of {council} began"),
            Shape::Event,
        )
        .bar(bar),
        Moment::new(
            consultation.comments_due.value,
            format!("Comments of {council} asked for by this day"),
            Shape::Due,
        )
        .bar(bar),
        Moment::new(
            consultation.decision_due.value,
            format!("Decision to be made by this day, as {council} was told"),
            Shape::Due,
        ),
    ];
    if let Some(comments) = &consultation.comments {
        let what = match comments.recommendation.value {
            Truth::Yes => format!("{council} commented, with a recommendation"),
            Truth::No => format!("{council} commented, without a recommendation"),
            Truth::Unknown => format!("{council} commented"),
        };
        moments.push(Moment::new(comments.received.value, what, Shape::Event));
    }
    moments
}

fn views(here: Here<'_, '_>, entry: &Entry<Change>) -> Vec<Moment> {
    let register = here.register();
    let views = register.determinations_of(&entry.id);
    let moment = |view: &&Entry<Determination>| {
        let by = &register.bodies[&view.body.by];
        let council = view.body.authority.as_ref();
        let named = council.map_or("every affected council", |id| known_as(&register.bodies[id]));
        let standing = standing_of(view.body.view.value);
        let what = match standing {
            Standing::PutOff => format!("{} put off its answer for {named}", known_as(by)),
            _ => format!("{} for {named}, by {}", standing.words(), known_as(by)),
        };
        let shape = match standing {
            Standing::Substantial => Shape::Substantial,
            Standing::NotSubstantial => Shape::NotSubstantial,
            _ => Shape::Awaiting,
        };
        let moment = Moment::new(view.body.date.value, what, shape)
            .more(here.determination(view, "The view and its scope"));
        match council {
            Some(council) if by.body.role.speaks_for_council() => moment.of(&council.id),
            _ => moment,
        }
    };
    views.iter().map(moment).collect()
}

/// When a duty on record was due and done; in the lane of a council that owes it.
fn owed(here: Here<'_, '_>, duty: &Entry<Duty>) -> Vec<Moment> {
    let due = duty.body.due.as_ref().map(|due| (due.value, "Due", Shape::Due));
    let done = duty
        .body
        .discharged
        .as_ref()
        .map(|done| (done.date.value, "Done", Shape::Event));
    let bearer = &here.register().bodies[&duty.body.owed_by];
    let own = due.into_iter().chain(done).map(|(date, word, shape)| {
        let what = format!("{word}: {}", *duty.body.title);
        let moment = Moment::new(date, what, shape).more(here.duty(duty));
        match bearer.body.role.speaks_for_council() {
            true => moment.of(council_of(here, &bearer.id)),
            false => moment,
        }
    });
    own.collect()
}

/// When meetings and consultations under duties open and close, each of them a bar.
fn engaged(duties: &[&Entry<Duty>], bars: std::ops::RangeFrom<usize>) -> Vec<Moment> {
    let all = duties.iter().flat_map(|duty| &duty.body.engagement);
    let ends = all.zip(bars).flat_map(|(engagement, bar)| {
        let opens = (engagement.opens.value, "opens", Shape::Event);
        let closes = (engagement.closes.value, "closes", Shape::Due);
        [opens, closes]
            .into_iter()
            .filter(|(date, ..)| !date.is_unknown())
            .map(move |(date, word, shape)| {
                Moment::new(date, format!("{} {word}", *engagement.what), shape).bar(bar)
            })
    });
    ends.collect()
}
