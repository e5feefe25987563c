//! One provision in a case, as a card: who must do what, for whom, by when, and why.

use serde::Serialize;

use crate::law::account::{Named, turns};
use crate::law::derive::{Derivation, Derived, State};
use crate::law::provision::{Effect, Verification};
use crate::value::PartialDate;

use super::super::piece::{Dated, Linked, Said, Tag};
use super::super::{Here, words};
use super::owing::Owed;
use super::reason;
use super::state::{self, Timing};
use super::{anchor, is_duty};

/// How much a card tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// Everything.
    Whole,
    /// The decisive reasons, and not every step.
    Reasons,
}

/// A provision in a line: what it is and where it stands; whom it binds says its own page.
#[derive(Debug, Serialize)]
pub struct Line {
    anchor: String,
    title: String,
    cited: Linked,
}

impl Line {
    /// The line of one conclusion.
    pub(super) fn new(here: Here<'_, '_>, derivation: &Derivation<'_>, which: usize) -> Self {
        let provision = derivation.derived[which].provision;
        Self {
            anchor: anchor(derivation, which),
            title: provision.title.to_string(),
            cited: here.provision(provision),
        }
    }
}

/// A provision in one case, or in several that end alike: one council's and another's.
#[derive(Debug, Serialize)]
pub struct Card {
    title: String,
    tag: Tag,
    /// The word for what the bearers have to do with it.
    role: &'static str,
    who: Vec<Said>,
    whom: Vec<Said>,
    when: Option<Timing>,
    summary: String,
    cited: Linked,
    /// That our entry was not checked against the law itself, where that is so.
    unchecked: Option<&'static str>,
    /// Whether it stands on one body's view alone.
    unconfirmed: bool,
    done: Vec<Done>,
    recorded: Vec<Linked>,
    /// Whether to say that nobody has recorded the duty.
    unrecorded: bool,
    cases: Vec<Case>,
    questions: Vec<String>,
    /// Whether there is more to tell, below the fold.
    why: bool,
    #[serde(skip)]
    key: Key,
}

/// What cards have in common that are shown as one.
type Key = (String, State, String, Vec<Named>);

/// The reasons in one case.
#[derive(Debug, Serialize)]
struct Case {
    anchor: String,
    /// What it is about, where the card is about several.
    about: String,
    missing: Vec<String>,
    reasons_html: Option<String>,
    /// Every step, where that is more than the reasons.
    trace_html: Option<String>,
    #[serde(skip)]
    steps: Vec<String>,
    sum: Vec<String>,
    turns: Vec<&'static str>,
}

/// What shows that it was done.
#[derive(Debug, Serialize)]
struct Done {
    on: Dated,
    evidence: String,
    from: Vec<Linked>,
    late: bool,
}

impl Card {
    /// The facts to record before it can be told whether it applies.
    pub(super) fn missing(&self) -> Vec<String> {
        let mut missing = Vec::new();
        for one in self.cases.iter().flat_map(|case| &case.missing) {
            if !missing.contains(one) {
                missing.push(one.clone());
            }
        }
        missing
    }

    /// Where it stands.
    pub(super) fn state(&self) -> State {
        self.key.1
    }

    /// Who owes it to whom, where it is a duty.
    pub(super) fn owed(&self) -> Option<Owed<'_>> {
        let anchor = &self.cases.first()?.anchor;
        (self.role == role(Effect::Duty)).then(|| Owed {
            what: Linked {
                words: self.title.clone(),
                address: format!("#{anchor}"),
            },
            who: &self.who,
            whom: &self.whom,
            tag: &self.tag,
        })
    }

    /// When it is to be done, where that is said.
    pub(super) fn when(&self) -> Option<&Timing> {
        self.when.as_ref()
    }

    /// The steps of each of its cases.
    pub(super) fn steps(&self) -> impl Iterator<Item = &Vec<String>> {
        self.cases.iter().map(|case| &case.steps)
    }

    /// Leaves out the steps that are told elsewhere, for many cards at once.
    pub(super) fn without(&mut self, told: &[String]) {
        for case in &mut self.cases {
            case.steps.retain(|step| !told.contains(step));
            case.trace_html = reason::listed(&case.steps);
        }
        let traced = self
            .cases
            .iter()
            .any(|case| case.trace_html.is_some() || !case.turns.is_empty());
        self.why = traced || !self.questions.is_empty();
    }

    fn add(&mut self, other: Self) {
        for said in other.whom {
            if !self.whom.iter().any(|own| own.words == said.words) {
                self.whom.push(said);
            }
        }
        for link in other.recorded {
            if !self.recorded.contains(&link) {
                self.recorded.push(link);
            }
        }
        self.unconfirmed |= other.unconfirmed;
        self.unrecorded |= other.unrecorded;
        self.why |= other.why;
        self.done.extend(other.done);
        self.cases.extend(other.cases);
    }
}

/// Cards for some of what was derived, those that end alike as one, in the order of the first of each.
pub(super) fn merged<'d, 'r: 'd>(
    here: Here<'_, '_>,
    derivation: &Derivation<'_>,
    rows: impl Iterator<Item = (usize, &'d Derived<'r>)>,
    depth: Depth,
) -> Vec<Card> {
    let mut cards: Vec<Card> = Vec::new();
    for (which, one) in rows {
        let card = card(here, derivation, (which, one), depth);
        let same = |other: &&mut Card| {
            other.key == card.key && (one.state != State::CannotTell || other.missing() == card.missing())
        };
        match cards.iter_mut().find(same) {
            Some(other) => other.add(card),
            None => cards.push(card),
        }
    }
    cards
}

fn card(
    here: Here<'_, '_>,
    derivation: &Derivation<'_>,
    (which, one): (usize, &Derived<'_>),
    depth: Depth,
) -> Card {
    let provision = one.provision;
    let teller = here.teller();
    let (bearers, owed_to) = (teller.named(&one.bearers), teller.named(&one.owed_to));
    let when = state::when(here, one);
    let timed = !matches!(one.state, State::NotRequired | State::CannotTell) && is_timed(one);
    let case = case(here, derivation, (which, one), depth);
    let told = case.reasons_html.is_some() || case.trace_html.is_some();
    Card {
        title: provision.title.to_string(),
        tag: state::tag(one),
        role: role(provision.effect.value),
        who: named(here, &bearers),
        whom: named(here, &owed_to),
        summary: provision.summary.to_string(),
        cited: here.provision(provision),
        unchecked: Some(provision.verified.value)
            .filter(|verified| *verified != Verification::Primary)
            .map(Verification::sentence),
        unconfirmed: one.because.unconfirmed,
        done: done(here, one),
        recorded: one.recorded.iter().map(|duty| here.duty(duty)).collect(),
        unrecorded: one.is_open() && one.recorded.is_empty(),
        why: told || !case.turns.is_empty() || !provision.open_questions.is_empty(),
        cases: vec![case],
        questions: provision
            .open_questions
            .iter()
            .map(|text| text.to_string())
            .collect(),
        key: (
            provision.id.value.to_string(),
            one.state,
            when.words.clone(),
            bearers,
        ),
        when: timed.then_some(when),
    }
}

/// That no number of days is stated is worth saying of duties alone.
fn is_timed(one: &Derived<'_>) -> bool {
    is_duty(one) || one.provision.deadline.is_some()
}

fn case(
    here: Here<'_, '_>,
    derivation: &Derivation<'_>,
    (which, one): (usize, &Derived<'_>),
    depth: Depth,
) -> Case {
    let mut case = Case {
        anchor: anchor(derivation, which),
        about: about(here, one),
        missing: Vec::new(),
        reasons_html: None,
        trace_html: None,
        steps: Vec::new(),
        sum: Vec::new(),
        turns: Vec::new(),
    };
    if one.state == State::CannotTell {
        let missing = one.because.missing();
        case.missing = missing.iter().map(|step| words::capital(&step.says)).collect();
    }
    // Where it cannot be told, what is missing is the reason, and stands above.
    if one.state != State::CannotTell {
        case.reasons_html = Some(reason::decisive(here, &one.because));
    }
    case.turns = turns(&one.because);
    case.sum = one.time.due().map_or_else(Vec::new, |due| due.steps.clone());
    if depth == Depth::Whole {
        case.steps = reason::trace(here, &one.because);
        case.trace_html = reason::listed(&case.steps);
    }
    case
}

/// What a card of several cases is about in one of them: a council, a meeting, a day.
fn about(here: Here<'_, '_>, one: &Derived<'_>) -> String {
    use crate::law::case::Subject;
    let council = one
        .subject
        .council()
        .map(|council| here.body(&council.authority.id).words);
    let day = match one.subject {
        Subject::Report(_, it) => Some(("report", it.made.value)),
        Subject::Information(_, it) => Some(("request", it.date.value)),
        Subject::Attendance(_, it) => Some(("requirement to attend", it.date.value)),
        Subject::Healthwatch(_, it) => Some(("referral by Healthwatch", it.date.value)),
        Subject::Modification(_, it) => Some(("modification of the contract", it.date.value)),
        _ => None,
    };
    let day = day.map(|(what, date)| match date {
        PartialDate::Unknown => format!("{what}, date not known"),
        _ => format!("{what} of {}", date.spoken()),
    });
    let parts: Vec<String> = council.into_iter().chain(day).collect();
    match (one.subject, parts.is_empty()) {
        (Subject::Meeting(item) | Subject::Item(item), _) => here.meeting(&item.body),
        (Subject::Joint, _) => "The joint committee".to_owned(),
        (_, true) => "The change as a whole".to_owned(),
        _ => words::capital(&parts.join(", ")),
    }
}

fn done(here: Here<'_, '_>, one: &Derived<'_>) -> Vec<Done> {
    let met = one.met.iter().filter(|_| one.state == State::Discharged);
    met.map(|met| Done {
        on: Dated::new(met.on),
        evidence: words::capital(&met.says),
        from: reason::places(here, &[here.teller().place(&met.from)]),
        late: met.late,
    })
    .collect()
}

/// The word for what the bearers of a provision have to do with it.
pub fn role(effect: Effect) -> &'static str {
    match effect {
        Effect::Duty => "Who must",
        Effect::Power => "Who may",
        Effect::Bar => "Who must not",
        Effect::Exemption => "Who need not",
        Effect::Saving | Effect::Guidance | Effect::Definition => "Who is concerned",
    }
}

/// Those who owe or are owed; bodies lead to their pages.
pub(in crate::view) fn named(here: Here<'_, '_>, named: &[Named]) -> Vec<Said> {
    let each = named.iter().map(|one| match &one.id {
        Some(id) => here.body(id).into(),
        None => Said::plain(one.name.as_str()),
    });
    each.collect()
}
