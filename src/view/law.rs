//! What the law requires in one change: who must do what, for whom, by when, and why.
//!
//! The page gives the answer first: what has to be done, what cannot be told yet, what was done. All else is folded, so
//! that a reader who asks for the reasons finds every one of them, and nobody has to read them.

pub mod card;
pub mod meeting;
pub mod owing;
pub mod reason;
pub mod state;

use serde::Serialize;

use crate::law::case::Subject;
use crate::law::derive::{Derivation, Derived, IF_ONE_IS_RIGHT, State, Unrequired};
use crate::law::provision::{Effect, Weight};
use crate::law::trace::Finding;
use crate::record::change::{Change, ChangeKind};
use crate::record::duty::Duty;
use crate::record::{Entry, Kind};

use super::duty;
use super::piece::Linked;
use super::{Here, words};
use card::{Card, Depth, Line};
use owing::{Owed, OwingView};
use state::Timing;

/// What the law says of a change.
#[derive(Debug, Serialize)]
pub struct LawView {
    /// The answer in a sentence or two.
    answer: Vec<String>,
    /// Who owes what to whom, drawn.
    owing: Option<OwingView>,
    /// The duties to be met.
    must: Vec<Card>,
    /// What cannot be told, by what is missing.
    unknown: Vec<Unknown>,
    /// The duties that were met.
    done: Vec<Card>,
    /// What people ask about and is not required.
    not: Vec<Card>,
    /// What may be done, or was.
    may: Vec<Card>,
    /// Bars, exemptions, savings, guidance and definitions.
    other: Vec<Card>,
    /// What is done for every decision.
    routine: Vec<Line>,
    /// Recorded duties that the law does not require.
    extras: Vec<Extra>,
    /// Recorded duties that rest on something else.
    beside: Vec<duty::Card>,
    cautions: Vec<Told>,
}

/// Provisions that wait for the same fact.
#[derive(Debug, Serialize)]
struct Unknown {
    missing: Vec<String>,
    /// The steps that are the same for all of them.
    common_html: Option<String>,
    /// Whether there are any.
    shared: bool,
    cards: Vec<Card>,
}

/// A recorded duty that the law does not require.
#[derive(Debug, Serialize)]
struct Extra {
    duty: duty::Card,
    /// Whether the law asks the same of another body, or for another council.
    elsewhere: bool,
    reasons_html: Option<String>,
}

/// A caution, with the records it is about.
#[derive(Debug, Serialize)]
struct Told {
    says: String,
    from: Vec<Linked>,
}

/// What the law says of a change.
pub fn view(here: Here<'_, '_>, entry: &Entry<Change>, derivation: &Derivation<'_>) -> LawView {
    let cards = |depth: Depth, wanted: fn(&Derived<'_>) -> bool| {
        let rows = derivation.derived.iter().enumerate();
        let mut rows: Vec<_> = rows.filter(|(_, one)| wanted(one)).collect();
        // Within what stands alike the earliest day first, and then what people ask about.
        rows.sort_by_key(|(_, one)| (one.state, one.time.day(), one.weight() != Weight::Headline));
        card::merged(here, derivation, rows.into_iter(), depth)
    };
    let unknown = derivation.derived.iter().enumerate();
    let unknown =
        unknown.filter(|(_, one)| one.weight() != Weight::Routine && one.state == State::CannotTell);
    let must = cards(Depth::Whole, is_open);
    let unknown = by_missing(card::merged(here, derivation, unknown, Depth::Whole));
    let done = cards(Depth::Reasons, |one| {
        one.weight() != Weight::Routine && is_duty(one) && one.state == State::Discharged
    });
    let beside = beside(here, entry, derivation);
    LawView {
        answer: answer(here, entry, derivation, &must),
        owing: owing::view(
            &must,
            &beside,
            &done,
            unknown.iter().flat_map(|group| &group.cards),
        ),
        must,
        unknown,
        done,
        not: cards(Depth::Whole, |one| one.state == State::NotRequired),
        may: cards(Depth::Reasons, |one| {
            one.weight() != Weight::Routine
                && one.provision.effect.value == Effect::Power
                && matches!(one.state, State::Available | State::Discharged)
        }),
        other: cards(Depth::Reasons, |one| {
            one.weight() != Weight::Routine && is_other(one)
        }),
        routine: routine(here, derivation),
        extras: derivation
            .unrequired
            .iter()
            .map(|extra| self::extra(here, extra))
            .collect(),
        beside,
        cautions: here
            .teller()
            .cautions(derivation)
            .into_iter()
            .map(|told| Told {
                says: told.says,
                from: reason::places(here, &told.from),
            })
            .collect(),
    }
}

impl LawView {
    /// What has to be done: the duties that follow from the law, then those that rest on something else.
    pub(super) fn to_do(&self) -> impl Iterator<Item = (Owed<'_>, Option<&Timing>)> {
        let of_law = self
            .must
            .iter()
            .filter_map(|card| Some((card.owed()?, card.when())));
        let beside = self.beside.iter().filter(|card| card.tag().shape == "open");
        of_law.chain(beside.map(|card| (card.owed(), None)))
    }
}

/// What is done for every decision, in the order of the catalogue.
fn routine(here: Here<'_, '_>, derivation: &Derivation<'_>) -> Vec<Line> {
    let all = derivation.derived.iter().enumerate();
    let routine = all.filter(|(_, one)| {
        one.weight() == Weight::Routine && one.state != State::NotRequired && !is_of_meeting(one)
    });
    routine
        .map(|(which, _)| Line::new(here, derivation, which))
        .collect()
}

fn is_open(one: &Derived<'_>) -> bool {
    one.is_open()
}

fn is_duty(one: &Derived<'_>) -> bool {
    one.provision.effect.value == Effect::Duty
}

/// What is neither to be done, nor unknown, nor done, nor a power to use.
fn is_other(one: &Derived<'_>) -> bool {
    match one.state {
        State::InEffect | State::Passed => true,
        State::Disputed | State::Required | State::Overdue | State::Due => !is_duty(one),
        _ => false,
    }
}

/// What arises for each meeting stands on the pages of the resolutions.
fn is_of_meeting(one: &Derived<'_>) -> bool {
    matches!(one.subject, Subject::Meeting(_) | Subject::Item(_))
}

/// The duties still to be met, counted, and the next of their days.
fn answer(
    here: Here<'_, '_>,
    entry: &Entry<Change>,
    derivation: &Derivation<'_>,
    must: &[Card],
) -> Vec<String> {
    let count = |state: State| must.iter().filter(|card| card.state() == state).count();
    let mut answer = Vec::new();
    if entry.body.kind.value == ChangeKind::Review {
        answer.push(REVIEW.to_owned());
    }
    let (overdue, due, required) = (count(State::Overdue), count(State::Due), count(State::Required));
    let parts = [
        (overdue, "overdue on our records"),
        (due, "with a last day to come"),
        (required, "without a last day"),
    ];
    let parts: Vec<String> = parts
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, words)| format!("{} {words}", words::grouped(count)))
        .collect();
    let duties = |count: usize| words::count(count, "duty is", "duties are");
    answer.push(match overdue + due + required {
        0 => "On these records, no duty that this register keeps track of is still to be met.".to_owned(),
        all if all == required => format!(
            "On these records, {} still to be met. The law gives no last day, or none that can be reckoned yet.",
            duties(all)
        ),
        all => format!(
            "On these records, {} still to be met: {}.",
            duties(all),
            words::several(&parts, "and")
        ),
    });
    match count(State::Disputed) {
        0 => {}
        all => answer.push(format!("{} disputed: {IF_ONE_IS_RIGHT}.", duties(all))),
    }
    let open = derivation.derived.iter().filter(|one| one.is_open());
    let next = open.filter(|one| one.state == State::Due);
    if let Some(next) = next.min_by_key(|one| one.time.day()) {
        let who: Vec<String> = here
            .teller()
            .named(&next.bearers)
            .into_iter()
            .map(|who| who.name)
            .collect();
        answer.push(format!(
            "The next day is for {}: {}, {}.",
            words::several(&who, "and"),
            words::uncapital(&next.provision.title),
            words::uncapital(&state::when(here, next).words),
        ));
    }
    answer
}

/// What to say of a matter that is no proposal.
const REVIEW: &str = "This is a matter that a council looks into, and not a proposal for a change. The duties to consult on a \
                      proposal begin only when there is one; what follows is what a review brings with it.";

/// Puts cards together that wait for the same fact first, in the order of the first of them. What others of them wait
/// for besides is named with it.
fn by_missing(cards: Vec<Card>) -> Vec<Unknown> {
    let mut groups: Vec<Unknown> = Vec::new();
    for card in cards {
        let missing = card.missing();
        match groups
            .iter_mut()
            .find(|group| group.missing.first() == missing.first())
        {
            Some(group) => {
                for one in missing {
                    if !group.missing.contains(&one) {
                        group.missing.push(one);
                    }
                }
                group.cards.push(card);
            }
            None => groups.push(Unknown {
                missing,
                common_html: None,
                shared: false,
                cards: vec![card],
            }),
        }
    }
    groups.iter_mut().for_each(Unknown::gather);
    groups
}

impl Unknown {
    /// Tells once what is told alike of each of several: what waits for the same fact mostly rests on the same.
    fn gather(&mut self) {
        let mut all = self.cards.iter().flat_map(Card::steps);
        let Some(first) = all.next().filter(|_| self.cards.len() > 2) else {
            return;
        };
        let rest: Vec<_> = all.collect();
        let common = first
            .iter()
            .filter(|step| rest.iter().all(|steps| steps.contains(step)));
        let common: Vec<String> = common.cloned().collect();
        self.cards.iter_mut().for_each(|card| card.without(&common));
        self.common_html = reason::listed(&common);
        self.shared = self.common_html.is_some();
    }
}

fn extra(here: Here<'_, '_>, extra: &Unrequired<'_>) -> Extra {
    let step = extra.because.as_deref();
    let elsewhere = step.is_some_and(|step| step.finding != Finding::No);
    let step = step.filter(|_| !elsewhere);
    Extra {
        duty: duty::Card::new(here, extra.duty, true),
        elsewhere,
        reasons_html: step.map(|step| reason::decisive(here, step)),
    }
}

/// The recorded duties that stand on no card: they rest on a clause or an undertaking, or on law that we do not know.
fn beside(here: Here<'_, '_>, entry: &Entry<Change>, derivation: &Derivation<'_>) -> Vec<duty::Card> {
    let duties = here.register().duties_of(&entry.id);
    let rest = duties.into_iter().filter(|duty| !is_told(duty, derivation));
    rest.map(|duty| duty::Card::new(here, duty, true)).collect()
}

/// Whether a recorded duty stands with what was derived.
pub(super) fn is_told(duty: &Entry<Duty>, derivation: &Derivation<'_>) -> bool {
    let extra = derivation.unrequired.iter().any(|extra| extra.duty.id == duty.id);
    extra || is_followed(duty, derivation)
}

/// Whether a recorded duty follows from what was derived.
pub(super) fn is_followed(duty: &Entry<Duty>, derivation: &Derivation<'_>) -> bool {
    let all = derivation.derived.iter();
    all.filter(|one| one.state != State::NotRequired)
        .any(|one| one.recorded.iter().any(|own| own.id == duty.id))
}

/// The name of a conclusion's place on the page of its change. It does not depend on where the others stand.
pub fn anchor(derivation: &Derivation<'_>, which: usize) -> String {
    let name = |one: &Derived<'_>| {
        let about = match (one.subject, one.subject.council(), one.subject.item()) {
            (Subject::Joint, ..) => "-joint".to_owned(),
            (_, Some(council), _) => format!("-{}", council.authority.id),
            (_, _, Some(item)) => format!("-{}-{}", Kind::Resolution.word(), item.id),
            _ => String::new(),
        };
        format!("law-{}{about}", one.provision.id.value)
    };
    let wanted = &derivation.derived[which];
    let own = name(wanted);
    let before = derivation.derived[..which].iter();
    let same = before.filter(|one| one.provision.id.value == wanted.provision.id.value && name(one) == own);
    match same.count() {
        0 => own,
        before => format!("{own}-{}", before + 1),
    }
}
