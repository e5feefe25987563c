//! What of a record may no longer change unsaid, and what a change to it must say.
//!
//! The words of confirmed minutes, and what a recorded determination says, are what others rely on. They may still be put
//! right, by a correction that stands in the same record with the day, the reason and the words that stood there before.
//! A correction itself is never changed, and a record that was published does not become a draft again.

use serde_json::Value as Json;

use crate::compare::{Change, Step, What, compare};
use crate::record::Kind;
use crate::record::tombstone;

/// A change to what is locked that no correction in the record speaks of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rewrite {
    /// Where it stands.
    pub place: Vec<Step>,
    /// What was changed, in words: "clause a, words".
    pub what: String,
    /// The label of the clause, where it is one's words.
    pub clause: Option<String>,
    /// The field, as a correction names it; none for the words of a clause.
    pub field: Option<String>,
    /// What stood there before, if anything did.
    pub was: Option<String>,
    /// What stands there after.
    pub now: Option<String>,
    /// Why it is locked.
    pub lock: Lock,
}

/// Why something is locked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lock {
    /// The minutes are confirmed.
    Confirmed,
    /// A recorded determination says it.
    Determined,
    /// A correction is kept as it was made.
    Correction,
    /// What was published is withdrawn, not hidden.
    Published,
    /// What was withdrawn does not come back under its id.
    Withdrawn,
}

impl Lock {
    /// The reason in a sentence.
    pub fn reason(self) -> &'static str {
        match self {
            Self::Confirmed => "the committee has confirmed these minutes as a correct record",
            Self::Determined => "others rely on what a recorded determination says",
            Self::Correction => "a correction stays as it was made",
            Self::Published => "a record that was published does not become a draft again",
            Self::Withdrawn => "a withdrawn record does not come back under its id",
        }
    }
}

/// Whether a field that is locked holds a reference, which may follow a record to its new id.
type Renamed<'r> = dyn Fn(&str, &str) -> bool + 'r;

/// What a new version of a record changes of what the old one locks, and no correction that is new in it speaks of.
///
/// `renamed` says whether the second id is the new one of the record that had the first: a reference that follows a record to
/// its new id changes nothing.
pub fn rewritten(kind: Kind, old: &Json, new: &Json, renamed: &Renamed<'_>) -> Vec<Rewrite> {
    let is_tombstone = |record: &Json| record.get(tombstone::FIELD).is_some();
    if is_tombstone(new) {
        return Vec::new();
    }
    if is_tombstone(old) {
        return vec![Rewrite {
            place: vec![Step::Field(tombstone::FIELD.to_owned())],
            what: "the withdrawal".to_owned(),
            clause: None,
            field: Some(tombstone::FIELD.to_owned()),
            was: None,
            now: None,
            lock: Lock::Withdrawn,
        }];
    }
    if text(old, "status") == Some("draft") {
        return Vec::new();
    }
    let said = said(old, new);
    let changes = compare(old, new);
    let touched = changes.iter().filter_map(|change| {
        let lock = lock_of(kind, old, change, renamed)?;
        let rewrite = rewrite(change, lock);
        (lock == Lock::Correction || !said.iter().any(|correction| covers(correction, &rewrite)))
            .then_some(rewrite)
    });
    touched.collect()
}

/// Whether the words of a record are locked: those of a resolution with confirmed minutes.
pub fn is_confirmed(record: &Json) -> bool {
    record
        .get("minutes")
        .is_some_and(|minutes| text(minutes, "status") == Some("confirmed"))
}

/// The corrections that the new version holds and the old one did not.
fn said<'j>(old: &Json, new: &'j Json) -> Vec<&'j Json> {
    let list = |record: &'j Json| record.get("corrections").and_then(Json::as_array);
    let before = old.get("corrections").and_then(Json::as_array);
    let mut before: Vec<&Json> = before.into_iter().flatten().collect();
    let mut said = Vec::new();
    for correction in list(new).into_iter().flatten() {
        match before.iter().position(|old| *old == correction) {
            Some(at) => drop(before.swap_remove(at)),
            None => said.push(correction),
        }
    }
    said
}

/// Why a difference is one of what is locked; none where it is not.
fn lock_of(kind: Kind, old: &Json, change: &Change, renamed: &Renamed<'_>) -> Option<Lock> {
    let names: Vec<&str> = change
        .place
        .iter()
        .map(|step| match step {
            Step::Field(name) => name.as_str(),
            Step::Item(_) => "*",
        })
        .collect();
    let filled_in = match &change.what {
        What::Value { old: None, .. } => true,
        What::Value { old: Some(old), .. } => old == "unknown",
        What::Order { .. } => false,
    };
    let moved_on = match &change.what {
        What::Value {
            old: Some(Json::String(old)),
            new: Some(Json::String(new)),
        } => renamed(old, new),
        _ => false,
    };
    match (kind, names.as_slice()) {
        (_, ["corrections", ..]) => (!filled_in).then_some(Lock::Correction),
        (_, ["status"]) => now(change)
            .is_some_and(|now| now == "draft")
            .then_some(Lock::Published),
        (Kind::Resolution, _) if !is_confirmed(old) => None,
        (Kind::Resolution, ["meeting" | "votes"] | ["minutes", "confirmed_on"]) => {
            (!filled_in).then_some(Lock::Confirmed)
        }
        (Kind::Resolution, ["committee"]) => (!moved_on).then_some(Lock::Confirmed),
        (
            Kind::Resolution,
            ["item" | "stem" | "clauses"]
            | ["minutes", "status"]
            | ["clauses", "*"]
            | ["clauses", "*", "words"],
        ) => Some(Lock::Confirmed),
        (Kind::Determination, ["date"]) => (!filled_in).then_some(Lock::Determined),
        (Kind::Determination, ["by" | "authority" | "change"] | ["resolution", "id"]) => {
            (!moved_on).then_some(Lock::Determined)
        }
        (Kind::Determination, ["view"] | ["resolution", "clause"]) => Some(Lock::Determined),
        _ => None,
    }
}

fn now(change: &Change) -> Option<&str> {
    match &change.what {
        What::Value { new, .. } => new.as_ref()?.as_str(),
        What::Order { .. } => None,
    }
}

fn rewrite(change: &Change, lock: Lock) -> Rewrite {
    let told = change.told();
    let clause = match change.place.as_slice() {
        [Step::Field(list), Step::Item(item), ..] if list == "clauses" => Some(item.key.clone()),
        _ => None,
    };
    let now = match &change.what {
        What::Value { new, .. } => new.as_ref().map(words),
        What::Order { .. } => told.now,
    };
    Rewrite {
        place: change.place.clone(),
        what: told.what,
        field: clause.is_none().then(|| change.path()),
        clause,
        was: was(change),
        now,
        lock,
    }
}

/// What stood there before, as a correction keeps it; none where nothing did.
pub fn was(change: &Change) -> Option<String> {
    match &change.what {
        What::Value { old, .. } => old.as_ref().map(words),
        What::Order { .. } => change.told().was,
    }
}

/// A value as a correction keeps it: of a clause, its words.
fn words(value: &Json) -> String {
    match value {
        Json::String(text) => text.clone(),
        Json::Object(fields) => fields.get("words").map_or_else(|| value.to_string(), words),
        value => value.to_string(),
    }
}

/// Whether a correction speaks of a change: it names the place, and keeps what stood there or says that it is withheld.
fn covers(correction: &Json, rewrite: &Rewrite) -> bool {
    let field = text(correction, "field");
    let same_place = match (&rewrite.clause, &rewrite.field) {
        (Some(label), _) => text(correction, "clause") == Some(label),
        // The words before the clauses are the only words of the minutes that are no clause's.
        (None, Some(own)) => {
            field == Some(own)
                || own == "stem" && field.is_none() && correction.get("clause").is_none_or(Json::is_null)
        }
        (None, None) => false,
    };
    let withheld = text(correction, "withheld") == Some("yes");
    same_place && (withheld || text(correction, "was") == rewrite.was.as_deref())
}

fn text<'j>(record: &'j Json, field: &str) -> Option<&'j str> {
    record.get(field)?.as_str()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn resolution() -> Json {
        json!({
            "committee": "kent-hosc", "meeting": "2025-10-09", "item": "Ward 4",
            "minutes": { "status": "confirmed", "confirmed_on": "unknown" },
            "stem": "RESOLVED that",
            "clauses": [
                { "label": "a", "words": "he report be noted.", "reads_as": "noted" },
                { "label": "b", "words": "it come back.", "reads_as": "other" },
            ],
            "corrections": [{ "date": "2025-11-01", "clause": "b", "what": "w", "was": "x", "why": "y" }],
        })
    }

    fn found(kind: Kind, old: &Json, change: impl FnOnce(&mut Json)) -> Vec<(String, Lock)> {
        let mut new = old.clone();
        change(&mut new);
        let renamed = |old: &str, new: &str| (old, new) == ("kent-hosc", "kent-health-scrutiny");
        let found = rewritten(kind, old, &new, &renamed);
        found.into_iter().map(|one| (one.what, one.lock)).collect()
    }

    fn of_resolution(change: impl FnOnce(&mut Json)) -> Vec<(String, Lock)> {
        found(Kind::Resolution, &resolution(), change)
    }

    fn correct(record: &mut Json, correction: Json) {
        record["corrections"]
            .as_array_mut()
            .expect("a list")
            .push(correction);
    }

    #[test]
    fn words_of_confirmed_minutes_change_only_by_a_correction() {
        let words = |record: &mut Json| record["clauses"][0]["words"] = "the report be noted.".into();
        let changed = ("clause a, words".to_owned(), Lock::Confirmed);
        assert_eq!(of_resolution(words), std::slice::from_ref(&changed));
        let with = |correction: Json| {
            of_resolution(|record| {
                words(record);
                correct(record, correction);
            })
        };
        let spoken = json!({ "date": "2025-12-01", "clause": "a", "what": "w", "was": "he report be noted.", "why": "y" });
        assert_eq!(with(spoken.clone()), []);
        for (name, value) in [("clause", "b"), ("was", "she report be noted.")] {
            let mut other = spoken.clone();
            other[name] = value.into();
            assert_eq!(with(other), std::slice::from_ref(&changed), "{name}");
        }
        let withheld =
            json!({ "date": "2025-12-01", "clause": "a", "what": "w", "withheld": "yes", "why": "y" });
        assert_eq!(with(withheld), []);
    }

    #[test]
    fn no_clause_comes_goes_or_moves_unsaid() {
        let names = |found: Vec<(String, Lock)>| found.into_iter().map(|one| one.0).collect::<Vec<_>>();
        let list = |record: &mut Json| record["clauses"].as_array_mut().expect("a list").clone();
        let gone = of_resolution(|record| {
            record["clauses"].as_array_mut().expect("a list").pop();
        });
        assert_eq!(names(gone), ["clause b"]);
        let moved = of_resolution(|record| {
            let mut clauses = list(record);
            clauses.reverse();
            record["clauses"] = clauses.into();
        });
        assert_eq!(names(moved), ["clauses"]);
        let swapped = of_resolution(|record| {
            record["clauses"][0]["label"] = "b".into();
            record["clauses"][1]["label"] = "a".into();
        });
        assert_eq!(names(swapped), ["clause a, words", "clause b, words", "clauses"]);
        let stem = of_resolution(|record| {
            record["stem"] = "AGREED that".into();
            correct(
                record,
                json!({ "date": "2025-12-01", "what": "w", "was": "RESOLVED that", "why": "y" }),
            );
        });
        assert_eq!(stem, []);
        let back = of_resolution(|record| record["minutes"]["status"] = "draft".into());
        assert_eq!(names(back), ["minutes, status"]);
    }

    #[test]
    fn our_reading_what_was_unknown_and_new_ids_are_free() {
        assert_eq!(
            of_resolution(|record| {
                record["clauses"][0]["reads_as"] = "agreed".into();
                record["minutes"]["confirmed_on"] = "2025-11-01".into();
                record["votes"] = "Unanimous".into();
                record["committee"] = "kent-health-scrutiny".into();
            }),
            []
        );
        let other = of_resolution(|record| record["committee"] = "medway-hasc".into());
        assert_eq!(other, [("committee".to_owned(), Lock::Confirmed)]);
        let mut draft = resolution();
        draft["minutes"]["status"] = "draft".into();
        let words = |record: &mut Json| record["clauses"][0]["words"] = "X".into();
        assert_eq!(found(Kind::Resolution, &draft, words), []);
    }

    #[test]
    fn corrections_stay_and_what_is_published_or_withdrawn_stays_so() {
        let forged = of_resolution(|record| record["corrections"][0]["was"] = "z".into());
        assert_eq!(forged.len(), 1);
        assert_eq!(forged[0].1, Lock::Correction);
        let hidden = of_resolution(|record| record["status"] = "draft".into());
        assert_eq!(hidden, [("status".to_owned(), Lock::Published)]);
        let tombstone = json!({ "withdrawn": { "date": "2026-01-01", "reason": "Twice." } });
        assert_eq!(of_resolution(|record| *record = tombstone.clone()), []);
        let back = found(Kind::Resolution, &tombstone, |record| *record = resolution());
        assert_eq!(back, [("the withdrawal".to_owned(), Lock::Withdrawn)]);
    }

    #[test]
    fn what_a_determination_says_is_locked_once_it_is_recorded() {
        let view = |record: &mut Json| record["view"] = "substantial-variation".into();
        let mut determination = json!({ "change": "ward-move", "by": "kent-hosc", "view": "not-substantial",
            "date": "unknown", "status": "draft" });
        assert_eq!(found(Kind::Determination, &determination, view), []);
        determination["status"] = "recorded".into();
        assert_eq!(
            found(Kind::Determination, &determination, view),
            [("view".to_owned(), Lock::Determined)]
        );
        let said = found(Kind::Determination, &determination, |record| {
            view(record);
            record["date"] = "2025-10-09".into();
            record["corrections"] = json!([{ "date": "2026-01-01", "field": "view", "what": "w",
                "was": "not-substantial", "why": "y" }]);
        });
        assert_eq!(said, []);
    }
}
