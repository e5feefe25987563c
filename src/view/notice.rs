//! A notice for the board: what a change or a duty comes to, on one sheet of paper; and how to cite its page.
//!
//! It is part of the page and shows in print alone, before the record itself. What it leaves out it counts.

use serde::Serialize;

use crate::record::change::Change;
use crate::record::determination::Determination;
use crate::record::duty::Duty;
use crate::record::{Entry, Kind, RecordId};
use crate::site::PagePath;
use crate::value::PartialDate;

use super::judgement::{CouncilView, Judgement, Standing, spoken};
use super::law::LawView;
use super::piece::{Said, Tag};
use super::say::Say;
use super::{Here, duty, known_as, words};

/// How many councils, duties, dates and ways to have a say are named.
const NAMED: usize = 4;
/// How many letters a summary, a scope and a title have at most: the sheet has no second side.
const SUMMARY: usize = 420;
const SCOPE: usize = 170;
const TITLE: usize = 170;

/// A notice.
#[derive(Debug, Serialize)]
pub struct Notice {
    publisher: Option<String>,
    /// What it is a notice of.
    about: &'static str,
    title: String,
    summary: Option<String>,
    status: Tag,
    parts: Vec<Part>,
    cite: Cite,
}

/// A part of it, under a heading.
#[derive(Debug, Serialize)]
struct Part {
    heading: &'static str,
    lines: Vec<Line>,
    /// What is left out, in words.
    more: Option<String>,
}

/// A line: what it is about, and what is said of it.
#[derive(Debug, Serialize)]
struct Line {
    head: String,
    says: String,
}

/// What is needed to find a page again.
#[derive(Clone, Debug, Serialize)]
pub struct Cite {
    title: String,
    register: String,
    publisher: Option<String>,
    /// The record, as `changes/ID`.
    record: String,
    /// The day of the last change to it, where a history tells.
    changed: Option<String>,
    /// Its address, where the register knows its own.
    address: Option<String>,
}

impl Cite {
    /// How to cite the page of a record.
    pub fn of(here: Here<'_, '_>, kind: Kind, id: &RecordId, title: &str) -> Self {
        let settings = here.register().settings.as_ref();
        let record = format!("{}/{id}", kind.folder());
        let changed = here.input.history.of(&record).next();
        let base = settings.and_then(|settings| settings.base_address.as_ref());
        Self {
            title: title.to_owned(),
            register: here.register().name().to_owned(),
            publisher: settings.map(|settings| settings.publisher.to_string()),
            changed: changed.map(|revision| PartialDate::Day(revision.commit.on).spoken()),
            address: base
                .map(|base| format!("{}/{}", base.trim_end_matches('/'), PagePath::record(kind, id))),
            record,
        }
    }
}

/// The notice of a change.
pub fn of_change(
    here: Here<'_, '_>,
    entry: &Entry<Change>,
    judgement: &Judgement<'_>,
    law: &LawView,
    say: &Say,
) -> Notice {
    let change = &entry.body;
    let parts = [
        councils(here, judgement),
        to_do(law),
        have_say(say),
        dates(change),
    ];
    Notice {
        about: "a change to a health service",
        title: clipped(&change.title, TITLE),
        summary: change.summary.as_ref().map(|summary| clipped(summary, SUMMARY)),
        status: Tag::of_change(judgement),
        parts: parts.into_iter().flatten().collect(),
        ..Notice::of(here, Kind::Change, &entry.id, &change.title)
    }
}

/// The notice of a duty.
pub fn of_duty(here: Here<'_, '_>, entry: &Entry<Duty>, card: &duty::Card) -> Notice {
    let duty = &entry.body;
    let change = &here.register().changes[&duty.change].body;
    let owed = card.owed();
    let due = duty
        .due
        .as_ref()
        .map(|due| due.value)
        .filter(|due| !due.is_unknown());
    let line = |head: &str, says: String| Line {
        head: head.to_owned(),
        says,
    };
    let mut lines = vec![
        line("Who must do it", names(owed.who)),
        line("For whom", names(owed.whom)),
        line(
            "By when",
            due.map_or_else(|| "No date is stated.".to_owned(), PartialDate::spoken),
        ),
        line("Change", clipped(&change.title, TITLE)),
    ];
    if let Some(basis) = card.basis() {
        lines.insert(3, line("Why", clipped(&basis, SUMMARY)));
    }
    if let Some(done) = &duty.discharged {
        lines.push(line(
            "Done",
            format!(
                "{}: {}",
                words::capital(&done.date.value.spoken()),
                *done.evidence
            ),
        ));
    }
    let ways = super::say::engaged(here, entry);
    let engaged = Part::of(
        "What was done or is planned",
        ways.iter().map(|way| Line {
            head: clipped(&way.what, TITLE),
            says: way
                .address
                .as_ref()
                .map_or_else(|| way.days.clone(), |address| format!("{} {address}", way.days)),
        }),
    );
    let own = Part {
        heading: "What is owed",
        lines,
        more: None,
    };
    Notice {
        about: "a duty to consult, involve or inform people",
        title: clipped(&duty.title, TITLE),
        summary: change.summary.as_ref().map(|summary| clipped(summary, SUMMARY)),
        status: card.tag().clone(),
        parts: std::iter::once(own).chain(engaged).collect(),
        ..Notice::of(here, Kind::Duty, &entry.id, &duty.title)
    }
}

impl Notice {
    fn of(here: Here<'_, '_>, kind: Kind, id: &RecordId, title: &str) -> Self {
        let cite = Cite::of(here, kind, id, title);
        Self {
            publisher: cite.publisher.clone(),
            about: "",
            title: String::new(),
            summary: None,
            status: Tag::new("", ""),
            parts: Vec::new(),
            cite,
        }
    }
}

impl Part {
    /// The first few lines under a heading; none where there is no line.
    fn of(heading: &'static str, lines: impl Iterator<Item = Line>) -> Option<Self> {
        let mut lines: Vec<Line> = lines.collect();
        let left = lines.len().saturating_sub(NAMED);
        lines.truncate(NAMED);
        (!lines.is_empty()).then(|| Self {
            heading,
            lines,
            more: (left > 0).then(|| format!("And {} more, in the whole record.", words::grouped(left))),
        })
    }
}

/// What each council judged, those with a view first.
fn councils(here: Here<'_, '_>, judgement: &Judgement<'_>) -> Option<Part> {
    let (said, silent): (Vec<_>, Vec<_>) = judgement
        .councils
        .iter()
        .partition(|council| council.standing != Standing::Silent);
    let line = |council: &&CouncilView<'_>| {
        let each = council.current.iter().map(|view| recorded(here, view));
        let each: Vec<String> = each.collect();
        Line {
            head: known_as(council.authority).to_owned(),
            says: match each.is_empty() {
                true => "We hold no record of a view.".to_owned(),
                false => each.join(" "),
            },
        }
    };
    let mut part = Part::of("Was it judged substantial?", said.iter().chain(&silent).map(line))?;
    if judgement.count(Standing::NotSubstantial) > 0 {
        part.lines.push(Line {
            head: String::new(),
            says: "“Not substantial” does not mean that a change is minor, or approved. The NHS may still have to involve the public."
                .to_owned(),
        });
    }
    Some(part)
}

fn recorded(here: Here<'_, '_>, view: &Entry<Determination>) -> String {
    let sentence = spoken(here.register(), view);
    match &view.body.scope {
        Some(scope) => format!("{sentence} What it covers: {}", clipped(scope, SCOPE)),
        None => sentence,
    }
}

fn to_do(law: &LawView) -> Option<Part> {
    let lines = law.to_do().map(|(owed, when)| Line {
        head: clipped(&owed.what.words, TITLE),
        says: match when {
            Some(when) => format!("{}. {}.", names(owed.who), when.words),
            None => format!("{}. No date is stated.", names(owed.who)),
        },
    });
    Part::of("What must be done, by whom, by when", lines)
}

fn have_say(say: &Say) -> Option<Part> {
    let mut lines: Vec<Line> = Vec::new();
    if !say.is_open() {
        lines.push(Line {
            head: String::new(),
            says: "We hold no record of a consultation that is open.".to_owned(),
        });
    }
    lines.extend(say.coming().take(NAMED - 1).map(|way| {
        Line {
            head: clipped(&way.what, TITLE),
            says: way
                .address
                .as_ref()
                .map_or_else(|| way.days.clone(), |address| format!("{} {address}", way.days)),
        }
    }));
    let to: Vec<String> = say
        .contacts()
        .iter()
        .take(3)
        .map(|contact| match &contact.website {
            Some(website) => format!("{} ({website})", contact.body.words),
            None => contact.body.words.clone(),
        })
        .collect();
    if !to.is_empty() {
        lines.push(Line {
            head: "Whom to write to".to_owned(),
            says: format!("{}.", words::several(&to, "or")),
        });
    }
    Part::of("How to have your say", lines.into_iter())
}

/// The dates that matter, the latest of them where they are many.
fn dates(change: &Change) -> Option<Part> {
    let mut dates: Vec<(PartialDate, String)> = change
        .key_dates
        .iter()
        .map(|key| (key.date.value, key.what.to_string()))
        .collect();
    let begins = change
        .procurement
        .as_ref()
        .map(|procurement| procurement.begins.value);
    let told = |date: PartialDate| dates.iter().any(|(known, _)| *known == date);
    let begins = begins.filter(|date| !date.is_unknown() && !told(*date));
    let events = [("Decided", &change.decided), ("Given up", &change.abandoned)];
    dates.extend(begins.map(|date| (date, "Service under the contract begins".to_owned())));
    dates.extend(
        events
            .into_iter()
            .filter_map(|(word, event)| Some((event.as_ref()?.date.value, word.to_owned()))),
    );
    dates.sort_by_key(|(date, _)| (date.is_unknown(), date.earliest()));
    let (left, from) = (
        dates.len().saturating_sub(NAMED),
        dates.len().saturating_sub(NAMED),
    );
    let lines = dates.drain(from..).map(|(date, what)| Line {
        head: words::capital(&date.spoken()),
        says: clipped(&what, TITLE),
    });
    let part = Part::of("Dates", lines)?;
    Some(Part {
        more: (left > 0).then(|| format!("And {} before these, in the whole record.", words::grouped(left))),
        ..part
    })
}

fn names(said: &[Said]) -> String {
    let names: Vec<&str> = said.iter().map(|said| said.words.as_str()).collect();
    match names.as_slice() {
        [] => "not recorded".to_owned(),
        [first, rest @ ..] if rest.len() >= NAMED => {
            format!("{first} and {} more", words::grouped(rest.len()))
        }
        names => words::several(names, "and"),
    }
}

/// A text as far as there is room for it, cut between words with a sign of it.
fn clipped(text: &str, most: usize) -> String {
    let text = text.trim();
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let end = text.char_indices().nth(most).map_or(text.len(), |(at, _)| at);
    let end = text[..end].rfind(' ').unwrap_or(end);
    format!("{} …", text[..end].trim_end_matches([',', ';', ':']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_no_room_is_cut_between_words_with_a_sign_of_it() {
        assert_eq!(clipped("One, two and three", 10), "One, two …");
        assert_eq!(clipped(" One ", 10), "One");
        assert_eq!(clipped("Überlanges", 4), "Über …");
    }
}
