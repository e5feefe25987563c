//! The summary in words.

use chrono::{Datelike, NaiveDate};

use super::{Item, Summary, Wanted};
use crate::record::Kind;
use crate::report::asked::Asked;
use crate::report::document::{Block, Document, Rich, Section};
use crate::report::owed::Owed;
use crate::report::page::{Place, drafts_left_out};
use crate::report::text::WIDTH;
use crate::site::PagePath;
use crate::value::{PartialDate, capital};
use crate::view::words::{self, count};

/// How many of each are named; the rest are counted.
const NAMED: usize = 15;

/// The summary as a document.
pub fn document(place: Place<'_>, wanted: &Wanted, summary: &Summary) -> Document {
    let day = |day: NaiveDate| PartialDate::Day(day).spoken();
    let whom = wanted.body.as_ref().map(|body| place.full_name_of(body));
    let period = format!("{} to {}", day(wanted.since), day(wanted.as_at));
    let mut blocks = vec![Block::says(format!(
        "This is what happened in “{}” from {period}, and what is to be done next, as far as it is recorded{}.",
        place.register.name(),
        whom.map_or_else(String::new, |whom| format!(" and concerns {whom}"))
    ))];
    blocks.extend(place.state.map(Block::says));
    blocks.extend(place.caution());
    blocks.push(Block::List(counts(summary)));
    let sections = [
        (
            "Overdue on our records".to_owned(),
            list(&summary.overdue, |owed| of_owed(place, owed)),
        ),
        (
            format!("Due by {}", day(wanted.until)),
            list(&summary.due, |owed| of_owed(place, owed)),
        ),
        (
            "Asked for by committees, and open".to_owned(),
            list(&summary.actions, of_action),
        ),
        (
            "Views recorded".to_owned(),
            list(&summary.views, |item| of_view(place, item)),
        ),
        (
            "New records".to_owned(),
            list(&summary.new, |item| of_item(place, item)),
        ),
        (
            "Changed records".to_owned(),
            list(&summary.changed, |item| of_item(place, item)),
        ),
    ];
    let filled = sections.into_iter().filter_map(|(heading, items)| {
        (!items.is_empty()).then(|| Section::new(heading, vec![Block::List(items)]))
    });
    let title = title(place, wanted);
    Document {
        title,
        blocks,
        sections: filled.chain([foot(place, summary)]).collect(),
    }
}

/// What it is called: in one line of a mail, so that the name of the register gives way to the days.
fn title(place: Place<'_>, wanted: &Wanted) -> String {
    const ROOM: usize = WIDTH - "Subject: ".len();
    let form = if wanted.since.year() == wanted.as_at.year() {
        "%-d %b"
    } else {
        "%-d %b %Y"
    };
    let whom = wanted
        .body
        .as_ref()
        .map(|body| format!(" for {}", place.name_of(body)));
    let rest = format!(
        "{}: {} to {}",
        whom.unwrap_or_default(),
        wanted.since.format(form),
        wanted.as_at.format("%-d %b %Y")
    );
    let name = place.register.name();
    let room = ROOM.saturating_sub(rest.chars().count()).max(10);
    if name.chars().count() <= room {
        return format!("{name}{rest}");
    }
    let cut: String = name.chars().take(room - 3).collect();
    format!("{}...{rest}", cut.trim_end())
}

/// How many there are of each.
fn counts(summary: &Summary) -> Vec<Rich> {
    let told = [
        (
            summary.overdue.len(),
            "duty overdue on our records",
            "duties overdue on our records",
        ),
        (summary.due.len(), "duty due soon", "duties due soon"),
        (summary.actions.len(), "action open", "actions open"),
        (summary.views.len(), "view recorded", "views recorded"),
        (summary.new.len(), "other new record", "other new records"),
        (summary.changed.len(), "changed record", "changed records"),
    ];
    let told = told.into_iter().filter(|(number, ..)| {
        // Without a history it is not known, rather than none.
        summary.has_history || *number > 0
    });
    let mut told: Vec<Rich> = told
        .map(|(number, one, many)| count(number, one, many).into())
        .collect();
    if summary.withdrawn > 0 {
        told.push(count(summary.withdrawn, "record withdrawn", "records withdrawn").into());
    }
    told
}

/// The first few as lines, and how many more there are.
fn list<T>(all: &[T], line: impl Fn(&T) -> Rich) -> Vec<Rich> {
    let mut lines: Vec<Rich> = all.iter().take(NAMED).map(line).collect();
    if all.len() > NAMED {
        lines.push(format!("And {} more.", words::grouped(all.len() - NAMED)).into());
    }
    lines
}

fn of_owed(place: Place<'_>, owed: &Owed) -> Rich {
    let by = owed
        .day
        .map_or_else(String::new, |day| format!("{}. ", PartialDate::Day(day).spoken()));
    let says = format!(
        "{by}{}: {}, for {}. {}. Basis: {}.",
        capital(&owed.who()),
        owed.what.trim_end_matches('.'),
        owed.whom(),
        owed.change_title.trim_end_matches('.'),
        owed.law
    );
    led(says, place.page(&PagePath::record(Kind::Change, &owed.change)))
}

fn of_action(asked: &Asked) -> Rich {
    let of = asked.asked_of().map_or_else(
        || "no record of whom it was asked of".to_owned(),
        |of| format!("asked of {of}"),
    );
    let by = match (asked.is_overdue(), asked.due) {
        (_, PartialDate::Unknown) => "No day was stated.".to_owned(),
        (true, day) => format!("The day asked for has passed: {}.", day.spoken()),
        (false, day) => format!("By {}.", day.spoken()),
    };
    let says = format!(
        "{}, {}, {of}: “{}” {by}",
        asked.committee.name,
        asked.meeting.spoken(),
        asked.words
    );
    led(says, asked.page.clone())
}

/// A view with all that is said of it: what "not substantial" does not mean is part of it.
fn of_view(place: Place<'_>, item: &Item) -> Rich {
    led(
        format!("{}: {}", item.title.trim_end_matches('.'), item.more),
        item.address(place),
    )
}

fn of_item(place: Place<'_>, item: &Item) -> Rich {
    led(
        format!("{}: {}.", capital(item.kind), item.title.trim_end_matches('.')),
        item.address(place),
    )
}

fn led(says: String, address: Option<String>) -> Rich {
    match address {
        Some(address) => Rich::from(format!("{says} ")).and(Rich::address(address)),
        None => says.into(),
    }
}

impl Item {
    fn address(&self, place: Place<'_>) -> Option<String> {
        let base = place.register.address()?;
        Some(format!("{base}/{}", self.page))
    }
}

/// Where to read on, and what not to take from it.
fn foot(place: Place<'_>, summary: &Summary) -> Section {
    let mut blocks = Vec::new();
    if !summary.has_history {
        blocks.push(Block::says(
            "This register keeps no history here, so it cannot be told which records are new or changed.",
        ));
    }
    blocks.extend(drafts_left_out(summary.drafts).map(Block::says));
    blocks.push(Block::says(
        "A committee’s request is not a duty in law, unless the law says so. That we hold no record of something does not \
         mean that it was not done. This is no legal advice.",
    ));
    let pages = [
        ("What changed", PagePath::list("updates", 1)),
        ("Duties", PagePath::list("duties", 1)),
        ("Actions", PagePath::list("actions", 1)),
    ];
    let pages = pages.into_iter().filter_map(|(words, page)| {
        let address = place.page(&page)?;
        Some(Rich::from(format!("{words}: ")).and(Rich::address(address)))
    });
    let pages: Vec<Rich> = pages.collect();
    blocks.extend((!pages.is_empty()).then_some(Block::List(pages)));
    Section::new("About this summary", blocks)
}
