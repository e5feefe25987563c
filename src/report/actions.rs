//! What committees asked for and what became of it, as a report to go with an agenda.

use chrono::NaiveDate;

use super::asked::{Asked, Found, Wanted, Which, lately};
use super::document::{Block, Document, Rich, Section, Table, Term};
use super::page::{self, Place};
use crate::law::account::Named;
use crate::record::RecordId;
use crate::record::resolution::MinutesStatus;
use crate::value::{PartialDate, capital};
use crate::view::words::{self, count};

/// What a report is made from beside what was found.
#[derive(Clone, Copy, Debug)]
pub struct Made<'a> {
    /// The register it is of.
    pub place: Place<'a>,
    /// The day that decides which days have passed.
    pub as_at: NaiveDate,
    /// What was asked for in the command.
    pub wanted: &'a Wanted,
    /// What stands in drafts and is left out.
    pub drafts: usize,
}

/// The report.
pub fn report(made: Made<'_>, found: &Found) -> Document {
    let mut blocks = vec![Block::Terms(about(made))];
    blocks.push(Block::says(
        "This report lists what committees asked for, in the exact words of their resolutions, and what is on record of what \
         became of it. A committee’s request is not a duty in law, unless the law says so. That we hold no record of \
         something does not mean that it was not done.",
    ));
    blocks.extend(made.place.caution());
    blocks.push(Block::says(match found.asked.is_empty() {
        true => nothing(made.wanted, made.as_at),
        false => counted(&found.asked),
    }));
    blocks.extend(left_out(made, found).into_iter().map(Block::says));
    if found.asked.iter().any(|asked| asked.draft) {
        blocks.push(Block::caution(page::HOLDS_DRAFTS));
    }
    let committees = page::grouped(&found.asked, |one, other| one.committee == other.committee);
    if committees.len() > 1 {
        blocks.push(Block::Table(by_committee(&committees)));
    }
    Document {
        title: title(made.place, made.wanted),
        blocks,
        sections: committees.iter().map(|own| committee(own)).collect(),
    }
}

fn title(place: Place<'_>, wanted: &Wanted) -> String {
    match &wanted.committee {
        Some(body) => format!("What {} asked for, and what became of it", place.name_of(body)),
        None => "What committees asked for, and what became of it".to_owned(),
    }
}

/// The register, the day, and what was picked out.
fn about(made: Made<'_>) -> Vec<Term> {
    let (wanted, place) = (made.wanted, made.place);
    let day = |day: NaiveDate| PartialDate::Day(day).spoken();
    let meetings = match (wanted.since, wanted.until) {
        (Some(since), Some(until)) => Some(format!("from {} to {}", day(since), day(until))),
        (Some(since), None) => Some(format!("from {} on", day(since))),
        (None, Some(until)) => Some(format!("up to {}", day(until))),
        (None, None) => None,
    };
    let shown = match wanted.which {
        Which::Lately => format!("what is open, or was done since {}", day(lately(made.as_at))),
        Which::Open => "what is open".to_owned(),
        Which::Done => "what was done".to_owned(),
        Which::Overdue => "what is open although the day asked for has passed".to_owned(),
        Which::All => "what is open and what was done".to_owned(),
    };
    let body = |name: &str, body: &Option<RecordId>| {
        let body = body.as_ref()?;
        Some(Term::new(name, place.full_name_of(body)))
    };
    let change = wanted
        .change
        .as_ref()
        .map(|change| Term::new("About", place.title_of(change)));
    let picked = [
        body("Committee", &wanted.committee),
        body("Asked of, or to see to it", &wanted.of),
        change,
        meetings.map(|days| Term::new("Meetings", days)),
        Some(Term::new("Shown", shown)),
    ];
    place
        .terms(made.as_at)
        .into_iter()
        .chain(picked.into_iter().flatten())
        .collect()
}

/// That there is nothing, in words that claim no more than is known.
pub fn nothing(wanted: &Wanted, as_at: NaiveDate) -> String {
    match wanted.which {
        Which::Open => "No action is open.".to_owned(),
        Which::Overdue => "No action is open with a day that has passed.".to_owned(),
        Which::Done => "No action is recorded as done.".to_owned(),
        Which::All => "No action is on record.".to_owned(),
        Which::Lately => format!(
            "No action is open. None is recorded as done since {}.",
            PartialDate::Day(lately(as_at)).spoken()
        ),
    }
}

fn counted(asked: &[Asked]) -> String {
    let number = |fits: fn(&Asked) -> bool| asked.iter().filter(|asked| fits(asked)).count();
    let overdue = number(Asked::is_overdue);
    let parts = [
        (number(Asked::is_open) - overdue, "open"),
        (overdue, "open although the day asked for has passed"),
        (number(|asked| !asked.is_open()), "recorded as done"),
    ];
    page::counted(&count(asked.len(), "action", "actions"), &parts)
}

/// What is not shown, so that nobody takes the rest for all.
pub fn left_out(made: Made<'_>, found: &Found) -> Vec<String> {
    let is = |number: usize| if number == 1 { "is" } else { "are" };
    let actions = |number: usize| count(number, "action", "actions");
    let earlier = (found.earlier > 0).then(|| {
        format!(
            "{} that {} recorded as done before {}, or on a day not known, {} left out.",
            actions(found.earlier),
            is(found.earlier),
            PartialDate::Day(lately(made.as_at)).spoken(),
            is(found.earlier)
        )
    });
    let undated = (found.undated > 0).then(|| {
        format!(
            "{} of meetings whose date is not known {} left out.",
            actions(found.undated),
            is(found.undated)
        )
    });
    let drafts = (made.drafts > 0).then(|| {
        format!(
            "{} in records that are still drafts {} left out.",
            actions(made.drafts),
            is(made.drafts)
        )
    });
    [earlier, undated, drafts].into_iter().flatten().collect()
}

fn by_committee(committees: &[Vec<&Asked>]) -> Table {
    let row = |own: &Vec<&Asked>| {
        let number =
            |fits: fn(&Asked) -> bool| words::grouped(own.iter().filter(|asked| fits(asked)).count());
        vec![
            own[0].committee.name.clone(),
            number(Asked::is_open),
            number(Asked::is_overdue),
            number(|asked| !asked.is_open()),
        ]
    };
    Table {
        caption: "By committee".to_owned(),
        head: ["Committee", "Open", "Of these, day passed", "Done"]
            .map(str::to_owned)
            .to_vec(),
        rows: committees.iter().map(row).collect(),
    }
}

/// What one committee asked for, the latest meeting first.
fn committee(own: &[&Asked]) -> Section {
    let mut meetings = page::group(own.iter().copied(), |one, other| one.meeting == other.meeting);
    meetings.sort_by_key(|own| std::cmp::Reverse(own[0].meeting.latest()));
    Section {
        sections: meetings.iter().map(|own| meeting(own)).collect(),
        ..Section::new(own[0].committee.name.clone(), Vec::new())
    }
}

fn meeting(own: &[&Asked]) -> Section {
    let heading = match own[0].meeting {
        PartialDate::Unknown => "Meeting on a date not known".to_owned(),
        day => format!("Meeting {}", day.placed()),
    };
    Section {
        sections: own.iter().map(|asked| action(asked)).collect(),
        ..Section::new(heading, Vec::new())
    }
}

/// One action: the words, who is asked, by when, and what became of it.
fn action(asked: &Asked) -> Section {
    let mut blocks = Vec::new();
    blocks.extend(asked.stem.iter().map(|stem| Block::says(stem.as_str())));
    blocks.push(Block::Quote(asked.words.clone()));
    let mut terms = vec![Term::new(
        "Asked of",
        asked
            .asked_of()
            .unwrap_or_else(|| "We hold no record of whom it was asked of".to_owned()),
    )];
    let owner = asked
        .owner
        .iter()
        .filter(|owner| asked.of != [Named::clone(owner)]);
    terms.extend(owner.map(|owner| Term::new("To see to it", owner.name.as_str())));
    terms.push(Term::new(
        "By when",
        match asked.due {
            PartialDate::Unknown => "no day was stated".to_owned(),
            day => day.spoken(),
        },
    ));
    terms.push(Term::new("What became of it", became(asked)));
    let changes = asked
        .changes
        .iter()
        .map(|change| Rich::from(change.title.as_str()));
    terms.extend(Term::of("About", changes.collect()));
    terms.push(Term::new("Minutes", minutes(asked)));
    terms.extend(
        asked
            .page
            .iter()
            .map(|page| Term::new("Record", Rich::address(page.as_str()))),
    );
    let ours = if asked.numbered_here {
        " (numbered here)"
    } else {
        ""
    };
    let heading = format!("Clause {}{ours}: {}", asked.clause, asked.item);
    Section {
        whole: true,
        blocks: blocks.into_iter().chain([Block::Terms(terms)]).collect(),
        ..Section::new(heading, Vec::new())
    }
}

fn became(asked: &Asked) -> Rich {
    let Some(done) = &asked.done else {
        return Rich::from(match asked.state {
            "overdue" => "The day asked for has passed. We hold no record of a response.",
            "due" => "The day asked for is still to come. We hold no record of a response.",
            _ => "We hold no record of a response.",
        });
    };
    let mut says = Rich::from(format!("Recorded as done {}", done.date.placed()));
    if let Some(evidence) = &done.evidence {
        says = says.and(format!(": {}", evidence.trim_end_matches('.')));
    }
    says = says.and(". ");
    match (&done.address, &done.evidence) {
        (Some(address), _) => says.and(Rich::address(address.as_str())),
        (None, None) => says.and("We hold no record of what shows it."),
        (None, Some(_)) => says,
    }
}

fn minutes(asked: &Asked) -> Rich {
    let (status, _) = words::minutes(asked.minutes);
    let mut says = Rich::from(match asked.minutes {
        MinutesStatus::Draft => "Draft minutes: they may change".to_owned(),
        _ => capital(status),
    });
    says = match &asked.source {
        Some(source) => says.and(". ").and(Rich::address(source.as_str())),
        None => says.and(". We hold no record of where they are published."),
    };
    match asked.draft {
        true => says.and(" This record is still a draft."),
        false => says,
    }
}
