//! Rows of answers as a flag gives them, in one piece.

use chrono::NaiveDate;

use super::{Answer, Answers, Question, Row};
use crate::value::spoken;

/// The day it is where it is only asked whether something is a date.
const NEVER: NaiveDate = NaiveDate::MIN;

/// Where a record comes from: the last question of every kind.
pub(super) const SOURCES: Question = Question::new(
    "source",
    "sources",
    Answer::Row(&SOURCE),
    "Where does this come from?",
    "Where this comes from",
)
.many()
.more("A paper, page, notice or letter, so that a reader can check it.");

static SOURCE: Row = Row {
    one: "source",
    parts: &[
        Question::new(
            "title",
            "title",
            Answer::Line,
            "What is it called?",
            "What it is called",
        )
        .must(),
        Question::new(
            "address",
            "address",
            Answer::Address,
            "Where can it be read?",
            "Where it can be read",
        ),
    ],
    form: "TITLE | ADDRESS",
    split: source,
};

/// The two sides of a mark, neither of them empty.
fn sides(text: &str, mark: char) -> Option<(&str, &str)> {
    let (left, right) = text.split_once(mark)?;
    let (left, right) = (left.trim(), right.trim());
    (!left.is_empty() && !right.is_empty()).then_some((left, right))
}

/// What stands before a mark, and behind it where there is something.
fn tail(text: &str, mark: char) -> (&str, &str) {
    sides(text, mark).unwrap_or((text.trim(), ""))
}

/// `kent-county-council`
pub(super) fn whole(text: &str) -> Option<Answers> {
    Some(Answers::new().with("authority", text.trim())).filter(|row| !row.is_empty())
}

/// `2026-04-01 = new contract begins | the notice`
pub(super) fn key_date(text: &str) -> Option<Answers> {
    let (date, rest) = sides(text, '=')?;
    let (what, source) = tail(rest, '|');
    Some(
        Answers::new()
            .with("date", date)
            .with("what", what)
            .with("source", source),
    )
}

/// `a = noted: The report be noted.`; with several readings `a = noted, invited: ...`; with what is asked, of whom and by when
/// `b = invited of nhs-kent-and-medway by 2026-06-30: ...`
pub(super) fn clause(text: &str) -> Option<Answers> {
    let (label, rest) = sides(text, '=')?;
    let (reads, words) = sides(rest, ':')?;
    let (reads, due) = reads.split_once(" by ").unwrap_or((reads, ""));
    let (readings, whom) = reads.split_once(" of ").unwrap_or((reads, ""));
    let mut row = Answers::new()
        .with("label", label)
        .with("words", words)
        .with("due", due.trim());
    row.set("reads-as", listed(readings, &[',', '+']));
    row.set("concerning", listed(whom, &[',']));
    Some(row)
}

/// The parts of a list.
fn listed(text: &str, marks: &[char]) -> Vec<String> {
    text.split(marks).map(|part| part.trim().to_owned()).collect()
}

/// `kent-hosc-2026-01-20-ward-moves # a`
pub(super) fn clause_of(text: &str) -> Option<Answers> {
    let (resolution, label) = sides(text, '#')?;
    Some(
        Answers::new()
            .with("resolution", resolution)
            .with("clause", label),
    )
}

/// `Online survey, 2026-01-05 to 2026-03-30 | https://...`; of one day: `Public meeting, 10 December 2026`. A day that stands
/// anywhere else is not kept as a part of the words, where no page and no calendar would find it.
pub(super) fn engagement(text: &str) -> Option<Answers> {
    let (told, address) = tail(text, '|');
    let mut parts = told
        .match_indices(',')
        .map(|(at, _)| (told[..at].trim(), told[at + 1..].trim()));
    let last = parts.clone().next_back();
    let found = parts
        .find_map(|(what, days)| Some((what, period(days)?)))
        .or_else(|| last.and_then(|(what, days)| Some((what, unclear(days)?))));
    let (what, (opens, closes)) = match found {
        Some(found) => found,
        None if spoken::names_a_day(told) => return None,
        None => (told, Default::default()),
    };
    let row = Answers::new()
        .with("what", what)
        .with("opens", &opens)
        .with("closes", &closes)
        .with("address", address);
    row.has("what").then_some(row)
}

/// The first and the last of these days: one date is both, and of two the first may leave out what the last one says.
fn period(text: &str) -> Option<(String, String)> {
    let text = ["from ", "on "]
        .iter()
        .find_map(|word| text.strip_prefix(word))
        .unwrap_or(text);
    if spoken::date(text, NEVER).is_ok() {
        return Some((text.to_owned(), text.to_owned()));
    }
    // A mark within a word comes last: a date may hold a hyphen itself.
    let marks = [" to ", " until ", " - ", "\u{2013}", "\u{2014}", "-"];
    let halves = marks.iter().flat_map(|mark| {
        text.match_indices(mark)
            .map(|(at, mark)| (text[..at].trim(), text[at + mark.len()..].trim()))
    });
    halves.into_iter().find_map(|(opens, closes)| {
        let end = spoken::date(closes, NEVER).ok()?;
        let whole = |opens: &str| Some((opens.to_owned(), closes.to_owned()));
        if spoken::date(opens, NEVER).is_ok() {
            return whole(opens);
        }
        let words: Vec<&str> = closes.split_whitespace().collect();
        // `3 March` before `4 April 2026` lacks the year, `10` before `12 December 2026` the month as well.
        (1..words.len()).rev().find_map(|from| {
            let opens = format!("{opens} {}", words[from..].join(" "));
            let start = spoken::date(&opens, NEVER).ok()?;
            (!start.surely_after(end)).then(|| whole(&opens))?
        })
    })
}

/// What is meant as days and cannot be read, to be refused where dates are read.
fn unclear(text: &str) -> Option<(String, String)> {
    let has_figures = |side: &str| side.contains(|c: char| c.is_ascii_digit());
    match text.split_once(" to ") {
        Some((opens, closes)) if has_figures(opens) && has_figures(closes) => {
            Some((opens.trim().to_owned(), closes.trim().to_owned()))
        }
        _ => spoken::names_a_day(text).then(|| (text.to_owned(), String::new())),
    }
}

/// `Board paper | https://...`
fn source(text: &str) -> Option<Answers> {
    let (title, address) = tail(text, '|');
    let row = Answers::new().with("title", title).with("address", address);
    row.has("title").then_some(row)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_days_of_an_engagement_are_those_behind_its_comma() {
        let read = |text: &str| {
            let row = engagement(text)?;
            let part = |name| row.text(name).unwrap_or_default().to_owned();
            Some([part("what"), part("opens"), part("closes"), part("address")])
        };
        let day = "10 December 2026";
        for (text, what, opens, closes) in [
            ("Public meeting, 10 December 2026", "Public meeting", day, day),
            (
                "Meeting, Town Hall, 2026-12-10",
                "Meeting, Town Hall",
                "2026-12-10",
                "2026-12-10",
            ),
            (
                "Meeting, Thursday, 10 December 2026",
                "Meeting",
                "Thursday, 10 December 2026",
                "Thursday, 10 December 2026",
            ),
            ("Survey, 5/1/2026 to 30/3/2026", "Survey", "5/1/2026", "30/3/2026"),
            (
                "Survey, from 2026-01-05 until 2026-03",
                "Survey",
                "2026-01-05",
                "2026-03",
            ),
            (
                "Survey, 3 March 2026 - 4 April 2026",
                "Survey",
                "3 March 2026",
                "4 April 2026",
            ),
            (
                "Survey, 3 March \u{2013} 4 April 2026",
                "Survey",
                "3 March 2026",
                "4 April 2026",
            ),
            ("Survey, 10-12 December 2026", "Survey", day, "12 December 2026"),
            (
                "Survey, 2026-01-05-2026-03-30",
                "Survey",
                "2026-01-05",
                "2026-03-30",
            ),
            (
                "Survey for the carers of 2026, Room 5",
                "Survey for the carers of 2026, Room 5",
                "",
                "",
            ),
            // What is meant as a day and is none is refused where dates are read.
            ("Meeting, 31 February 2026", "Meeting", "31 February 2026", ""),
            (
                "Survey, 30 December - 4 January 2027",
                "Survey",
                "30 December - 4 January 2027",
                "",
            ),
            ("Meeting, 6pm to 8pm", "Meeting", "6pm", "8pm"),
        ] {
            let address = "https://nhs.example/m";
            assert_eq!(
                read(&format!("{text} | {address}")),
                Some([what, opens, closes, address].map(str::to_owned)),
                "{text}"
            );
        }
        for text in [
            "Public meeting on 10 December 2026",
            "Meeting, 10 December 2026, Town Hall",
            "Survey 2026-01-05 to 2026-03-30",
            ", 10 December 2026",
            "",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
