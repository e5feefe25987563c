//! A correction: what differs between a record and the record put right, told in the record itself.

use chrono::NaiveDate;
use serde_json::{Map, Value as Json};

use crate::compare::{Change, Step, What, compare};
use crate::lock;
use crate::value::PartialDate;
use crate::yaml::{self, EditError};

/// How a correction is told.
#[derive(Clone, Copy, Debug)]
pub struct Correcting<'a> {
    /// The day it is made.
    pub today: NaiveDate,
    /// The reason.
    pub why: &'a str,
    /// What was changed, in a sentence; none to have it told from the difference.
    pub what: Option<&'a str>,
    /// Whether the words that stood there are left out, because they must not be published.
    pub withhold: bool,
}

/// A record put right.
#[derive(Clone, Debug)]
pub struct Corrected {
    /// The text of its file, with the corrections.
    pub text: String,
    /// What was put right, each with a correction.
    pub changes: Vec<Change>,
}

/// Why nothing was put right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// A text cannot be read as YAML.
    Unreadable,
    /// The two say the same.
    Nothing,
    /// A correction that stands in the record was changed or taken out.
    Rewritten,
    /// The corrections cannot be added without touching more.
    Stuck(EditError),
}

/// The record put right, with one correction for each thing that differs from what it said before. What the text looks like
/// beyond that is the clerk's.
///
/// # Errors
///
/// See [`Fault`].
pub fn corrected(old: &str, new: &str, how: &Correcting<'_>) -> Result<Corrected, Fault> {
    let before = yaml::json(old).ok_or(Fault::Unreadable)?;
    let after = yaml::json(new).ok_or(Fault::Unreadable)?;
    let (told, changes): (Vec<Change>, Vec<Change>) = compare(&before, &after)
        .into_iter()
        .partition(|change| matches!(change.place.first(), Some(Step::Field(name)) if name == "corrections"));
    if told.iter().any(|change| lock::was(change).is_some()) {
        return Err(Fault::Rewritten);
    }
    if changes.is_empty() {
        return Err(Fault::Nothing);
    }
    let mut text = new.to_owned();
    let held = after["corrections"].as_array().map_or(0, Vec::len);
    for (at, change) in changes.iter().enumerate() {
        let entry = entry(change, how);
        text = yaml::append(&text, "corrections", &entry).map_err(Fault::Stuck)?;
        let number = (held + at).to_string();
        for field in ["clause", "was", "what", "why"] {
            if entry.contains_key(field) {
                text = yaml::quote(&text, &["corrections", &number, field]).map_err(Fault::Stuck)?;
            }
        }
    }
    Ok(Corrected { text, changes })
}

/// What the record says of one difference.
fn entry(change: &Change, how: &Correcting<'_>) -> Map<String, Json> {
    let mut entry = Map::new();
    let mut put = |name: &str, text: &str| drop(entry.insert(name.to_owned(), text.into()));
    put("date", &PartialDate::Day(how.today).to_string());
    match clause(change) {
        Some(label) => put("clause", label),
        None => put("field", &change.path()),
    }
    put("what", how.what.unwrap_or(&sentence(change)));
    match was(change) {
        Some(_) if how.withhold => put("withheld", "yes"),
        Some(was) => put("was", &was),
        None => {}
    }
    put("why", how.why);
    entry
}

/// The clause a difference is about, where it is about its words, or about the clause as a whole.
fn clause(change: &Change) -> Option<&str> {
    match change.place.as_slice() {
        [Step::Field(list), Step::Item(item), rest @ ..] if list == "clauses" => match rest {
            [] => Some(&item.key),
            [Step::Field(field)] if field == "words" => Some(&item.key),
            _ => None,
        },
        _ => None,
    }
}

/// What stood there before, in words that can be shown.
fn was(change: &Change) -> Option<String> {
    match &change.what {
        What::Value { old: Some(old), .. } if !old.is_string() && clause(change).is_none() => {
            let told = change.told().was?;
            Some(told.trim_matches(['“', '”']).to_owned())
        }
        _ => lock::was(change),
    }
}

/// What was changed. The words that stood there are not in it, because they may be withheld.
fn sentence(change: &Change) -> String {
    const SHORT: usize = 80;
    let words = clause(change).is_some() || change.path() == "stem";
    let is_whole = matches!(change.place.last(), Some(Step::Item(_)));
    let now = change.told().now.filter(|now| now.chars().count() <= SHORT);
    match &change.what {
        What::Order { .. } => "put in another order".to_owned(),
        What::Value { old: None, .. } if words && is_whole => "the clause was added".to_owned(),
        What::Value { new: None, .. } if words && is_whole => "the clause was taken out".to_owned(),
        What::Value { old: None, .. } if words || is_whole => "added".to_owned(),
        What::Value { new: None, .. } => "taken out".to_owned(),
        What::Value { .. } if words => "the words were put right".to_owned(),
        What::Value { old: None, .. } => now.map_or("added".to_owned(), |now| format!("added: {now}")),
        What::Value { .. } => now.map_or("put right".to_owned(), |now| format!("changed to {now}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Kind;

    const RECORD: &str = "\
# Kept by the clerk.
committee: kent-hosc
meeting: 2025-10-09   # as printed
item: Ward 4
minutes: {status: confirmed, confirmed_on: 2025-11-27}
stem: RESOLVED that
clauses:
  - label: a
    # As published.
    words: he report be noted.
    reads_as: noted
  - label: '2'
    words: It come back.
    reads_as: other
";

    fn how(withhold: bool) -> Correcting<'static> {
        let today = NaiveDate::from_ymd_opt(2026, 3, 1).expect("a day");
        Correcting {
            today,
            why: "A slip of the pen.",
            what: None,
            withhold,
        }
    }

    fn unsaid(new: &str) -> Vec<String> {
        let json = |text: &str| yaml::json(text).expect(text);
        let found = lock::rewritten(Kind::Resolution, &json(RECORD), &json(new), &|_, _| false);
        found.into_iter().map(|one| one.what).collect()
    }

    #[test]
    fn each_difference_is_told_and_nothing_else_is_touched() {
        let new = RECORD
            .replace("he report", "The report")
            .replace("2025-10-09", "2025-10-10")
            .replace("reads_as: other", "reads_as: deferred");
        assert_eq!(unsaid(&new).len(), 2);
        let done = corrected(RECORD, &new, &how(false)).expect("put right");
        let expected = format!(
            "{new}corrections:
  - date: 2026-03-01
    field: meeting
    what: changed to 10 October 2025
    was: \"2025-10-09\"
    why: A slip of the pen.
  - date: 2026-03-01
    clause: a
    what: the words were put right
    was: he report be noted.
    why: A slip of the pen.
  - date: 2026-03-01
    field: clauses.2.reads_as
    what: changed to “deferred”
    was: other
    why: A slip of the pen.
"
        );
        assert_eq!(done.text, expected);
        assert_eq!(unsaid(&done.text), [""; 0]);
        assert_eq!(done.changes.len(), 3);
    }

    #[test]
    fn clauses_that_come_go_or_move_are_told_too() {
        let second = "  - label: '2'\n    words: It come back.\n    reads_as: other\n";
        let first =
            "  - label: a\n    # As published.\n    words: he report be noted.\n    reads_as: noted\n";
        for new in [
            RECORD.replace(second, ""),
            RECORD.replace(second, &second.replace("'2'", "c")),
            RECORD.replace(&format!("{first}{second}"), &format!("{second}{first}")),
            RECORD.replace("stem: RESOLVED that\n", ""),
            RECORD.replace("confirmed_on: 2025-11-27", "confirmed_on: 2025-11-28"),
        ] {
            assert!(!unsaid(&new).is_empty(), "{new}");
            let done = corrected(RECORD, &new, &how(false)).expect("put right");
            assert_eq!(unsaid(&done.text), [""; 0], "{}", done.text);
        }
    }

    #[test]
    fn words_that_must_not_be_published_are_left_out_of_the_file() {
        let new = RECORD.replace("he report be noted", "A resident's report be noted");
        let done = corrected(RECORD, &new, &how(true)).expect("put right");
        assert!(!done.text.contains("he report be"), "{}", done.text);
        assert!(done.text.contains("    withheld: \"yes\"\n"), "{}", done.text);
        assert_eq!(unsaid(&done.text), [""; 0]);
    }

    #[test]
    fn nothing_to_put_right_and_corrections_put_right_are_refused() {
        let same = RECORD.replace("# Kept", "# Still kept");
        let fault = |old: &str, new: &str| corrected(old, new, &how(false)).expect_err("refused");
        assert_eq!(fault(RECORD, &same), Fault::Nothing);
        assert_eq!(fault(RECORD, "a: ["), Fault::Unreadable);
        let new = RECORD.replace("he report", "The report");
        let done = corrected(RECORD, &new, &how(false)).expect("put right").text;
        assert_eq!(
            fault(&done, &done.replace("was: he", "was: she")),
            Fault::Rewritten
        );
    }
}
