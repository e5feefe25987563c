//! A notice for the board: what a change or a duty comes to, on one sheet of paper; and how to cite its page.
//!
//! It is part of the page and shows in print alone, before the record itself. What it leaves out it counts.

use serde::Serialize;

use crate::law::derive::IF_ONE_IS_RIGHT;
use crate::record::change::Change;
use crate::record::determination::Determination;
use crate::record::duty::Duty;
use crate::record::{Entry, Kind, RecordId};
use crate::value::PartialDate;

use super::cite::Cite;
use super::judgement::{CouncilView, Judgement, Standing, spoken};
use super::law::LawView;
use super::law::state::DISPUTED;
use super::picture::width;
use super::piece::{Said, Tag};
use super::say::{Say, Way};
use super::{Here, duty, known_as, words};

/// How many councils, duties, dates and ways to have a say are named.
const NAMED: usize = 4;
/// How many letters a summary, a scope and a title have at most: the sheet has no second side.
const SUMMARY: usize = 420;
const SCOPE: usize = 170;
const TITLE: usize = 170;
/// How wide an A4 sheet is within margins of 15 mm, in CSS pixels.
const WIDE: i32 = 680;
/// How high it may stand as reckoned. The sheet has 1009; reckoning goes by a wide font and by lines that end early, so
/// that it was 90 too high or more on each of some two hundred pages it was measured on.
const SHEET: i32 = 1050;

/// How high a text stands in letters and lines of such a size.
fn text(words: &str, size: i32, line: i32) -> i32 {
    // Lines end between words, so that a part of each stays empty.
    line * (width(words, size) / (WIDE - 3 * size) + 1)
}

fn more(left: usize) -> String {
    format!("And {} more, in the whole record.", words::grouped(left))
}

/// A notice.
#[derive(Debug, Serialize)]
pub struct Notice {
    publisher: Option<String>,
    /// What it is a notice of.
    about: &'static str,
    title: String,
    summary: Option<String>,
    status: Tag,
    /// Whether to say what "not substantial" does not mean.
    caution: bool,
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
    #[serde(skip)]
    left: usize,
}

/// A line: what it is about, and what is said of it.
#[derive(Debug, Serialize)]
struct Line {
    head: String,
    says: String,
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
    let parts = [councils(here, judgement), to_do(law), have_say(say), days(change)];
    Notice {
        about: "a change to a health service",
        title: clipped(&change.title, TITLE),
        summary: change.summary.as_ref().map(|summary| clipped(summary, SUMMARY)),
        status: Tag::of_change(judgement),
        caution: judgement.count(Standing::NotSubstantial) > 0,
        parts: parts.into_iter().flatten().collect(),
        ..Notice::of(here, Kind::Change, &entry.id, &change.title)
    }
    .fitted()
}

/// The notice of a duty.
pub fn of_duty(here: Here<'_, '_>, entry: &Entry<Duty>, card: &duty::Card) -> Notice {
    let duty = &entry.body;
    let own = Part {
        heading: "What is owed",
        lines: owed(here, duty, card),
        more: None,
        left: 0,
    };
    let ways = super::say::engaged(here, entry);
    let engaged = Part::of("What was done or is planned", ways.iter().map(way));
    Notice {
        about: "a duty to consult, involve or inform people",
        title: clipped(&duty.title, TITLE),
        status: card.tag().clone(),
        parts: std::iter::once(own).chain(engaged).collect(),
        ..Notice::of(here, Kind::Duty, &entry.id, &duty.title)
    }
    .fitted()
}

/// Who owes a duty to whom, by when and why.
fn owed(here: Here<'_, '_>, duty: &Duty, card: &duty::Card) -> Vec<Line> {
    let change = &here.register().changes[&duty.change].body;
    let due = duty
        .due
        .as_ref()
        .map(|due| due.value)
        .filter(|due| !due.is_unknown());
    let when = due.map_or_else(|| "No date is stated.".to_owned(), PartialDate::spoken);
    let about = match &change.summary {
        Some(summary) => format!("{}. {}", *change.title, **summary),
        None => change.title.to_string(),
    };
    let done = duty.discharged.as_ref().map(|done| {
        let day = words::capital(&done.date.value.spoken());
        ("Done", format!("{day}: {}", *done.evidence))
    });
    let owed = card.owed();
    let lines = [
        ("Who must do it", names(owed.who)),
        ("For whom", names(owed.whom)),
        ("By when", when),
    ];
    let why = card.basis().map(|basis| ("Why", clipped(&basis, SUMMARY)));
    let lines = lines
        .into_iter()
        .chain(why)
        .chain([("Change", clipped(&about, SUMMARY))])
        .chain(done);
    let line = |(head, says): (&str, String)| Line {
        head: head.to_owned(),
        says,
    };
    lines.map(line).collect()
}

/// A way to have a say: its days, and where.
fn way(way: &Way) -> Line {
    let address = way.address.as_ref();
    Line {
        head: clipped(&way.what, TITLE),
        says: address.map_or_else(|| way.days.clone(), |address| format!("{} {address}", way.days)),
    }
}

impl Notice {
    /// Leaves out lines until the rest has room on one sheet: the last of the longest part first. Each part keeps one.
    fn fitted(mut self) -> Self {
        while self.height() > SHEET {
            let longest = self.parts.iter_mut().filter(|part| part.lines.len() > 1);
            let Some(part) = longest.max_by_key(|part| part.lines.len()) else {
                break;
            };
            part.lines.pop();
            part.left += 1;
            part.more = Some(more(part.left));
        }
        self
    }

    /// How high it stands on a sheet, by what its style sheet says of letters and gaps.
    fn height(&self) -> i32 {
        let publisher = self
            .publisher
            .as_deref()
            .map_or(0, |publisher| text(publisher, 17, 21));
        let mut height = publisher + text(&self.cite.register, 17, 21) + 15;
        height += if self.caution { 50 } else { 0 };
        height += 26 + 20 + text(&self.title, 34, 37) + 8 + 42;
        height += self
            .summary
            .as_deref()
            .map_or(0, |summary| text(summary, 19, 25) + 4);
        for part in &self.parts {
            height += 22 + 24;
            let lines = part
                .lines
                .iter()
                .map(|line| format!("{}: {}", line.head, line.says));
            let lines = lines.chain(part.more.clone());
            height += lines.map(|line| text(&line, 16, 21) + 4).sum::<i32>();
        }
        let address = self.cite.address.as_deref().unwrap_or_default();
        let foot = "The whole record, with the exact words and their sources: record of this register. As recorded on 30 September 2026.";
        height + text(&format!("{foot} {address} {}", self.cite.record), 17, 21) + 30
    }

    fn of(here: Here<'_, '_>, kind: Kind, id: &RecordId, title: &str) -> Self {
        let cite = Cite::of(here, kind, id, title);
        Self {
            publisher: cite.publisher.clone(),
            about: "",
            title: String::new(),
            summary: None,
            status: Tag::new("", ""),
            caution: false,
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
            more: (left > 0).then(|| more(left)),
            left,
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
    Part::of("Was it judged substantial?", said.iter().chain(&silent).map(line))
}

fn recorded(here: Here<'_, '_>, view: &Entry<Determination>) -> String {
    let sentence = spoken(here.register(), view);
    match &view.body.scope {
        Some(scope) => format!("{sentence} What it covers: {}", clipped(scope, SCOPE)),
        None => sentence,
    }
}

fn to_do(law: &LawView) -> Option<Part> {
    let lines = law.to_do().map(|(owed, when)| {
        let who = names(owed.who);
        let when = when.map_or("No date is stated", |when| &when.words);
        Line {
            head: clipped(&owed.what.words, TITLE),
            says: match owed.tag.shape {
                DISPUTED => format!("{who}. Disputed: {IF_ONE_IS_RIGHT}. {when}."),
                _ => format!("{who}. {when}."),
            },
        }
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
    lines.extend(say.coming().take(NAMED - 1).map(way));
    Part::of("How to have your say", lines.into_iter())
}

/// The dates that matter, the latest first: where there is no room for all, what is over can be read elsewhere.
pub(crate) fn dates(change: &Change) -> Vec<(PartialDate, String)> {
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
    dates.sort_by_key(|(date, _)| std::cmp::Reverse(date.earliest()));
    dates
}

fn days(change: &Change) -> Option<Part> {
    let lines = dates(change).into_iter().map(|(date, what)| Line {
        head: words::capital(&date.spoken()),
        says: clipped(&what, TITLE),
    });
    Part::of("Dates, the latest first", lines)
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
