//! The merge of three versions of a record: what one side did is taken as it is, it does not matter who merges, no edit is
//! lost and none is nobody's, and answers settle what is open.
//!
//! The bytes are a choice and then three texts, parted by the byte 255; or choices only, by which two clerks change a record of
//! the sound register.

use scrutiny::compare::{Change, What, compare, items, same};
use scrutiny::explain::{SOUND, today};
use scrutiny::merge::{Answer, Answers, Files, Outcome, Sides, lines, marks, merge};
use scrutiny::yaml::{self, Graft, Part};
use serde_json::Value as Json;

use super::places::{TRAPS, places, value};
use super::tape::{Tape, cut};

/// Longest way to a result by answers.
const ROUNDS: usize = 6;

/// A file in three versions.
#[derive(Clone, Debug)]
pub struct Case {
    /// Where it stands.
    pub path: &'static str,
    /// As it was.
    pub base: Vec<u8>,
    /// As it is here.
    pub ours: Vec<u8>,
    /// As it is there.
    pub theirs: Vec<u8>,
}

/// Merges what the bytes hold.
pub fn hold(bytes: &[u8]) {
    let Some((first, rest)) = bytes.split_first() else {
        return;
    };
    let case = if first & 1 == 0 {
        texts(*first, rest)
    } else {
        edits(rest)
    };
    can_be_marked(&case);
    takes_what_one_side_did(&case);
    does_not_turn_on_who_merges(&case);
    answers_settle(&case, first & 2 == 0);
}

fn texts(first: u8, bytes: &[u8]) -> Case {
    let (base, rest) = cut(bytes);
    let (ours, theirs) = cut(rest);
    let paths = [
        "records/changes/2026/any.yaml",
        "records/resolutions/2026/any.yaml",
        "records/pages/any.md",
        "templates/any.txt",
    ];
    Case {
        path: paths[usize::from(first >> 2) % paths.len()],
        base: base.to_vec(),
        ours: ours.to_vec(),
        theirs: theirs.to_vec(),
    }
}

fn edits(bytes: &[u8]) -> Case {
    let mut tape = Tape::new(bytes);
    let (path, text) = SOUND[tape.below(SOUND.len())];
    let text = if tape.byte() & 7 == 7 {
        text.replace('\n', "\r\n")
    } else {
        text.to_owned()
    };
    let side = |tape: &mut Tape<'_>| {
        let mut side = text.clone();
        for _ in 0..=tape.below(5) {
            side = edited(&side, tape).unwrap_or(side);
        }
        side.into_bytes()
    };
    Case {
        path,
        ours: side(&mut tape),
        theirs: side(&mut tape),
        base: text.into_bytes(),
    }
}

/// A text with one change made, as an editor or a hand would make it.
fn edited(text: &str, tape: &mut Tape<'_>) -> Option<String> {
    let what = tape.below(8);
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let at = tape.below(lines.len().max(1));
    let with = |line: String| {
        let after = lines.get(at + 1..).unwrap_or_default().concat();
        format!("{}{line}{after}", lines[..at].concat())
    };
    let line = *lines.get(at)?;
    match what {
        0 => return Some(with(String::new())),
        1 => return Some(with(format!("# Note {}.\n{line}", tape.byte()))),
        2 => {
            let (name, _) = line.split_once(": ")?;
            return Some(with(format!("{name}: {}\n", tape.pick(&TRAPS))));
        }
        3 => return Some(with(format!("{line}{line}"))),
        _ => {}
    }
    let tree = yaml::json(text)?;
    let mut all = places(&tree);
    if all.is_empty() {
        return None;
    }
    let (mut place, held) = all.swap_remove(tape.below(all.len()));
    let new = value(tape);
    let mut order: Vec<usize> = (0..held.as_array().map_or(0, Vec::len)).rev().collect();
    let graft = match (what, held) {
        (4, Json::Array(items)) => {
            place.push(Part::Item(tape.below(items.len() + 1)));
            Graft::Item(&new)
        }
        (5, Json::Array(_)) => {
            let turn = tape.below(order.len().max(1));
            order.rotate_left(turn);
            Graft::Order(&order)
        }
        (4, Json::Object(_)) => {
            place.push(Part::Field("details"));
            Graft::Field {
                value: &new,
                after: None,
            }
        }
        (6, _) => Graft::Remove,
        _ => Graft::Set(&new),
    };
    yaml::graft(text, &place, &graft).ok()
}

fn sides(case: &Case) -> Sides {
    let files = |bytes: &[u8]| match bytes {
        [] => Files::new(),
        bytes => Files::from([(case.path.to_owned(), bytes.to_vec())]),
    };
    Sides {
        base: files(&case.base),
        ours: files(&case.ours),
        theirs: files(&case.theirs),
        prefix: String::new(),
        today: today(),
    }
}

/// What is open can be shown in the file itself.
fn can_be_marked(case: &Case) {
    let is_text = [&case.base, &case.ours, &case.theirs]
        .iter()
        .all(|bytes| !bytes.contains(&0));
    let marked = marks::marked(&sides(case), case.path, &lines::merged);
    assert!(
        marked.is_some() || case.ours == case.theirs || !is_text,
        "nothing is marked in {case:?}"
    );
}

fn run(case: &Case, answers: &Answers) -> Outcome {
    merge(&sides(case), answers, &lines::merged)
}

/// The text that comes of it; nothing where the file is removed.
fn text(case: &Case, outcome: &Outcome) -> Vec<u8> {
    match outcome.files.get(case.path) {
        Some(Some(bytes)) => bytes.clone(),
        Some(None) => Vec::new(),
        None => case.ours.clone(),
    }
}

fn of(case: &Case, base: &[u8], ours: &[u8], theirs: &[u8]) -> Result<Vec<u8>, Outcome> {
    let case = Case {
        path: case.path,
        base: base.to_vec(),
        ours: ours.to_vec(),
        theirs: theirs.to_vec(),
    };
    let outcome = run(&case, &Answers::new());
    if outcome.conflicts.is_empty() {
        Ok(text(&case, &outcome))
    } else {
        Err(outcome)
    }
}

/// What one side did, or both did alike, is taken as it is, to the byte.
pub fn takes_what_one_side_did(case: &Case) {
    let Case {
        base, ours, theirs, ..
    } = case;
    assert_eq!(of(case, base, ours, base).as_ref(), Ok(ours), "only ours changed");
    assert_eq!(
        of(case, base, base, theirs).as_ref(),
        Ok(theirs),
        "only theirs changed"
    );
    assert_eq!(
        of(case, base, ours, ours).as_ref(),
        Ok(ours),
        "both changed alike"
    );
    assert_eq!(
        of(case, b"", ours, ours).as_ref(),
        Ok(ours),
        "both added the same"
    );
}

/// Whether a list holds two items of one name, which are told apart by their number only.
pub fn has_twins(value: &Json) -> bool {
    match value {
        Json::Object(fields) => fields.iter().any(|(name, value)| {
            let twins = |list: &Vec<Json>| items(name, list).iter().any(|item| item.nth > 0);
            value.as_array().is_some_and(twins) || has_twins(value)
        }),
        Json::Array(list) => list.iter().any(has_twins),
        _ => false,
    }
}

/// The changes of single values, without those of order. An item that is new is told field by field, as both sides may add
/// one of the same name, each with fields that the other leaves out.
pub fn told(base: &Json, now: &Json) -> Vec<Change> {
    let is_value = |change: &Change| matches!(change.what, What::Value { .. });
    let changes = compare(base, now).into_iter().filter(is_value);
    changes.flat_map(apart).collect()
}

/// With what a clause does as a list, which may also be one word: where one side has the word and the other a list, a merge may
/// write either.
fn listed(value: Json) -> Json {
    let field = |(name, value): (String, Json)| match (name.as_str(), value) {
        ("reads_as", word @ Json::String(_)) => (name, Json::Array(vec![word])),
        (_, value) => (name, listed(value)),
    };
    match value {
        Json::Object(fields) => Json::Object(fields.into_iter().map(field).collect()),
        Json::Array(list) => Json::Array(list.into_iter().map(listed).collect()),
        value => value,
    }
}

fn apart(change: Change) -> Vec<Change> {
    let What::Value {
        old: None,
        new: Some(new @ Json::Object(_)),
    } = &change.what
    else {
        return vec![change];
    };
    let fields = told(&Json::Null, new);
    if fields.is_empty() {
        return vec![change];
    }
    let whole = fields.into_iter().map(|field| Change {
        place: [change.place.clone(), field.place].concat(),
        what: field.what,
    });
    whole.collect()
}

/// The same comes of it whichever side is called ours; every edit of either is in it, and nothing else.
pub fn does_not_turn_on_who_merges(case: &Case) {
    let one = of(case, &case.base, &case.ours, &case.theirs);
    let other = of(case, &case.base, &case.theirs, &case.ours);
    let keys = |outcome: &Outcome| -> Vec<String> {
        outcome
            .conflicts
            .iter()
            .map(|conflict| conflict.key.clone())
            .collect()
    };
    match (one, other) {
        (Ok(one), Ok(other)) => {
            assert_eq!(one, other, "it matters who merges {case:?}");
            loses_no_edit(case, &one);
        }
        (Err(one), Err(other)) => {
            assert_eq!(keys(&one), keys(&other));
            assert!(one.files.is_empty() && other.files.is_empty(), "{one:?}");
        }
        (one, other) => panic!("{one:?} but {other:?}"),
    }
}

fn loses_no_edit(case: &Case, merged: &[u8]) {
    let all = [&*case.base, &*case.ours, &*case.theirs];
    let read: Vec<Json> = all
        .iter()
        .filter_map(|bytes| yaml::values(bytes))
        .filter(Json::is_object)
        .map(listed)
        .collect();
    let [base, ours, theirs] = read.as_slice() else {
        return;
    };
    let is_record = case.path.ends_with(".yaml");
    if !is_record || merged.is_empty() {
        return;
    }
    let shown = String::from_utf8_lossy(merged);
    let merged = yaml::values(merged).unwrap_or_else(|| panic!("{shown:?} cannot be read"));
    let merged = listed(merged);
    if [base, ours, theirs, &merged].into_iter().any(has_twins) {
        return;
    }
    let (done, own, others) = (told(base, &merged), told(base, ours), told(base, theirs));
    for change in own.iter().chain(&others) {
        assert!(done.contains(change), "{change:?} is lost in\n{shown}");
    }
    for change in &done {
        assert!(
            own.contains(change) || others.contains(change),
            "{change:?} is nobody's in\n{shown}"
        );
    }
}

/// A few rounds of answers settle whatever is open.
pub fn answers_settle(case: &Case, ours: bool) {
    let (answer, other) = match ours {
        true => (Answer::Ours, Answer::Theirs),
        false => (Answer::Theirs, Answer::Ours),
    };
    let mut answers = Answers::new();
    for _ in 0..ROUNDS {
        let outcome = run(case, &answers);
        if outcome.conflicts.is_empty() {
            if answers.is_empty() && case.ours == case.base {
                assert_eq!(text(case, &outcome), case.theirs);
            }
            let read = |bytes: &[u8]| yaml::values(bytes);
            if let (Some(own), Some(base), Some(other)) =
                (read(&case.ours), read(&case.base), read(&case.theirs))
                && answers.is_empty()
                && same(&own, &base)
                && case.path.ends_with(".yaml")
            {
                let merged = text(case, &outcome);
                let merged = read(&merged).unwrap_or_else(|| panic!("{merged:?} cannot be read"));
                assert!(same(&merged, &other), "{merged:?}");
            }
            return;
        }
        for conflict in outcome.conflicts {
            assert!(
                conflict.ours != conflict.theirs || conflict.why.is_some(),
                "{conflict:?} of {case:?}"
            );
            // What is locked stays, though the answer was another: then the other one settles it.
            let settles = if answers.contains_key(&conflict.key) {
                other.clone()
            } else {
                answer.clone()
            };
            answers.insert(conflict.key, settles);
        }
    }
    panic!("{answers:?} settle nothing of {case:?}");
}
