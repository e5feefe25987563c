//! What is owed, by whom, to whom, why and by when, as a report to go with an agenda.

use chrono::NaiveDate;

use super::document::{Block, Document, Rich, Section, Table, Term};
use super::owed::{Owed, Wanted};
use super::page::{self, Place};
use crate::law::Law;
use crate::law::account::Teller;
use crate::law::derive::IF_ONE_IS_RIGHT;
use crate::record::{Kind, RecordId};
use crate::site::PagePath;
use crate::value::{PartialDate, capital};
use crate::view::words::{self, count};

/// What a report is made from beside what is owed.
#[derive(Clone, Copy, Debug)]
pub struct Made<'a> {
    /// The register it is of.
    pub place: Place<'a>,
    /// The day that decides what the law requires, and which days have passed.
    pub as_at: NaiveDate,
    /// What was asked for in the command.
    pub wanted: &'a Wanted,
    /// How many records are drafts and left out, with all that would follow from them.
    pub drafts: usize,
    /// What to be told beside it.
    pub cautions: &'a [Cautions],
}

/// What a careful reader is told beside what follows from a change.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Cautions {
    /// The change.
    pub change: RecordId,
    /// What it is called.
    pub title: String,
    /// The cautions, as sentences.
    pub says: Vec<String>,
}

/// What is to be told beside what is owed: change by change, in the order in which they come.
pub fn cautions(place: Place<'_>, law: &Law, as_at: NaiveDate, owed: &[Owed]) -> Vec<Cautions> {
    let teller = Teller {
        register: place.register,
        sources: None,
    };
    let mut told: Vec<Cautions> = Vec::new();
    for own in owed {
        let Some(change) = place.register.changes.get(&own.change) else {
            continue;
        };
        if told.iter().any(|known| known.change == own.change) {
            continue;
        }
        let derivation = law.of_change(place.register, as_at, change);
        let says = teller.cautions(&derivation).into_iter().map(|told| told.says);
        told.push(Cautions {
            change: own.change.clone(),
            title: own.change_title.clone(),
            says: says.collect(),
        });
    }
    told.retain(|own| !own.says.is_empty());
    told
}

/// The report.
pub fn report(made: Made<'_>, owed: &[Owed]) -> Document {
    let mut blocks = vec![Block::Terms(about(made))];
    blocks.push(Block::says(
        "This report lists duties to consult, involve or inform people about changes to health services, of which we hold no \
         record that they were done: those that the law lays on somebody, as far as the records tell, and recorded duties \
         with a day of their own. Each is concluded from the records as at the day above, and shows what it rests on. It is \
         no legal advice. That we hold no record of something does not mean that it was not done.",
    ));
    blocks.extend(made.place.caution());
    blocks.push(Block::says(match owed.is_empty() {
        true => nothing(made.wanted).to_owned(),
        false => counted(owed),
    }));
    blocks.extend(page::drafts_left_out(made.drafts).map(Block::says));
    let bodies = page::grouped(owed, |one, other| one.bearers == other.bearers);
    if bodies.len() > 1 {
        blocks.push(Block::Table(by_body(&bodies)));
    }
    let mut sections: Vec<Section> = bodies.iter().map(|own| body(made.place, own)).collect();
    sections.extend(told(made.cautions));
    Document {
        title: match &made.wanted.by {
            Some(body) => format!("What {} owes, to whom and by when", made.place.name_of(body)),
            None => "What is owed, by whom, to whom and by when".to_owned(),
        },
        blocks,
        sections,
    }
}

fn about(made: Made<'_>) -> Vec<Term> {
    let wanted = made.wanted;
    let mut picked: Vec<String> = Vec::new();
    picked.extend(
        wanted
            .by
            .iter()
            .map(|body| format!("owed by {}", made.place.name_of(body))),
    );
    picked.extend(
        wanted
            .to
            .iter()
            .map(|body| format!("owed to {0}, or arises for {0}", made.place.name_of(body))),
    );
    let day = |day: NaiveDate| PartialDate::Day(day).spoken();
    picked.extend(
        wanted
            .until
            .map(|until| format!("due by {} or overdue", day(until))),
    );
    if wanted.overdue {
        picked.push("overdue".to_owned());
    }
    let mut terms = made.place.terms(made.as_at);
    if !picked.is_empty() {
        terms.push(Term::new(
            "Shown",
            format!("What is {}.", words::several(&picked, "and")),
        ));
    }
    if wanted.all {
        let says = "Routine duties too, and those of which the records cannot tell whether they are owed.";
        terms.push(Term::new("Also shown", says));
    }
    terms
}

/// That there is nothing, in words that claim no more than is known.
pub fn nothing(wanted: &Wanted) -> &'static str {
    if wanted.overdue {
        "We know of nothing overdue among what was asked for."
    } else if wanted.until.is_some() {
        "We know of nothing that falls due in that time."
    } else {
        "We know of nothing that is owed, on the records as they are."
    }
}

fn counted(owed: &[Owed]) -> String {
    let number = |state: &str| owed.iter().filter(|owed| owed.state == state).count();
    let parts = [
        (number("overdue"), "overdue on our records"),
        (number("due"), "with a last day to come"),
        (number("required"), "without a last day"),
        (number("disputed"), "disputed"),
        (
            number("cannot-tell"),
            "of which the records cannot tell whether it is owed",
        ),
    ];
    page::counted(&count(owed.len(), "duty", "duties"), &parts)
}

fn by_body(bodies: &[Vec<&Owed>]) -> Table {
    let row = |own: &Vec<&Owed>| {
        let number = |fits: fn(&Owed) -> bool| words::grouped(own.iter().filter(|owed| fits(owed)).count());
        vec![
            capital(&own[0].who()),
            number(Owed::is_overdue),
            number(|owed| !owed.is_overdue() && owed.day.is_some()),
            number(|owed| !owed.is_overdue() && owed.day.is_none()),
        ]
    };
    Table {
        caption: "By the body that owes it".to_owned(),
        head: ["Body", "Overdue", "Due by a day", "No day"]
            .map(str::to_owned)
            .to_vec(),
        rows: bodies.iter().map(row).collect(),
    }
}

/// What one body owes, change by change.
fn body(place: Place<'_>, own: &[&Owed]) -> Section {
    let changes = page::group(own.iter().copied(), |one, other| one.change == other.change);
    Section {
        sections: changes.iter().map(|own| change(place, own)).collect(),
        ..Section::new(capital(&own[0].who()), Vec::new())
    }
}

fn change(place: Place<'_>, own: &[&Owed]) -> Section {
    let page = place.page(&PagePath::record(Kind::Change, &own[0].change));
    let record = page.map(|page| Block::Terms(vec![Term::new("Record of the change", Rich::address(page))]));
    Section {
        sections: own.iter().map(|owed| duty(place, owed)).collect(),
        ..Section::new(own[0].change_title.clone(), record.into_iter().collect())
    }
}

/// One duty: for whom, on what basis, by when, where it stands and why.
fn duty(place: Place<'_>, owed: &Owed) -> Section {
    Section {
        whole: true,
        ..Section::new(owed.what.clone(), vec![Block::Terms(terms(place, owed))])
    }
}

/// What is said of one duty.
pub(super) fn terms(place: Place<'_>, owed: &Owed) -> Vec<Term> {
    let basis = owed.basis.clone().unwrap_or_default();
    let mut terms = vec![
        Term::new("For whom", capital(&owed.whom())),
        Term::new("Basis", stated(owed, basis.words.as_deref(), basis.unchecked)),
        Term::new("By when", when(owed, basis.no_day.as_deref())),
        Term::new("Where it stands", standing(owed)),
    ];
    let mut reasons: Vec<Rich> = basis.reasons.iter().map(|says| ended(says).into()).collect();
    if basis.unconfirmed {
        reasons.push("This rests on one body’s view alone; the other’s is not recorded.".into());
    }
    terms.extend(Term::of("Why", reasons));
    let records = owed.recorded.iter().map(|id| {
        let page = place.page(&PagePath::record(Kind::Duty, id));
        page.map_or_else(|| Rich::from(format!("duties/{id}")), Rich::address)
    });
    terms.extend(Term::of("On record as", records.collect()));
    terms
}

/// The citation, or the words that it rests on.
pub(super) fn stated(owed: &Owed, words: Option<&str>, unchecked: Option<&str>) -> String {
    let mut says = ended(&capital(&owed.law));
    for more in words.map(ended).into_iter().chain(unchecked.map(str::to_owned)) {
        says = format!("{says} {more}");
    }
    says
}

/// By when, with the law's measure of time; that no day is stated, or why none can be given.
pub(super) fn when(owed: &Owed, no_day: Option<&str>) -> String {
    let measure = owed.time.as_deref().map(|words| ended(&capital(words)));
    match (owed.day, measure, no_day) {
        (Some(day), Some(measure), _) => format!("{}. {measure}", PartialDate::Day(day).spoken()),
        (Some(day), None, _) => format!("{}.", PartialDate::Day(day).spoken()),
        (None, Some(measure), Some(why)) => format!("No day can be given. {measure} {}", ended(why)),
        (None, Some(measure), None) => format!("No day can be given. {measure}"),
        (None, None, _) if owed.provision.is_some() => "The law states no number of days.".to_owned(),
        (None, None, _) => "No day is stated.".to_owned(),
    }
}

/// Where it stands.
pub(super) fn standing(owed: &Owed) -> String {
    let disputed = format!("Disputed: {IF_ONE_IS_RIGHT}.");
    let state = match owed.state {
        "overdue" => "Overdue on our records.",
        "due" => "Due.",
        // A promise is no law.
        "required" if owed.provision.is_none() => "To be done.",
        "required" => "Required.",
        "disputed" => &disputed,
        _ => "",
    };
    format!("{state} {}", owed.standing()).trim().to_owned()
}

/// A sentence with a full stop.
fn ended(says: &str) -> String {
    match says.trim_end().ends_with(['.', '!', '?', '”']) {
        true => says.trim_end().to_owned(),
        false => format!("{}.", says.trim_end()),
    }
}

fn told(cautions: &[Cautions]) -> Option<Section> {
    let each = cautions.iter().map(|own| {
        let says = own.says.iter().map(|says| Rich::from(ended(says)));
        Section::new(own.title.clone(), vec![Block::List(says.collect())])
    });
    let sections: Vec<Section> = each.collect();
    (!sections.is_empty()).then(|| Section {
        sections,
        ..Section::new(
            "Cautions",
            vec![Block::says("What to know before relying on the above.")],
        )
    })
}
