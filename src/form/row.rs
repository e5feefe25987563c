//! Rows of answers as a flag gives them, in one piece.

use super::{Answer, Answers, Question, Row};

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

/// `Online survey, 2026-01-05 to 2026-03-30 | https://...`
pub(super) fn engagement(text: &str) -> Option<Answers> {
    let (told, address) = tail(text, '|');
    let (what, days) = match told.rsplit_once(',') {
        Some((what, days)) if days.contains(" to ") => (what.trim(), days.trim()),
        _ => (told, ""),
    };
    let (opens, closes) = days.split_once(" to ").unwrap_or(("", ""));
    let row = Answers::new()
        .with("what", what)
        .with("opens", opens.trim())
        .with("closes", closes.trim())
        .with("address", address);
    row.has("what").then_some(row)
}

/// `Board paper | https://...`
fn source(text: &str) -> Option<Answers> {
    let (title, address) = tail(text, '|');
    let row = Answers::new().with("title", title).with("address", address);
    row.has("title").then_some(row)
}
