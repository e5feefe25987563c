//! A value put into a file, or taken out: the file then says that and nothing else, to two readers; what stood around it
//! stays. The bytes are a few choices (what is done, where) and then the file; without a file it is one of a sound register.

use scrutiny::explain::SOUND;
use scrutiny::yaml::{self, EditError, Graft, Node, Part, Put, Value};
use serde_json::{Map, Value as Json};

use super::agree;
use super::places::{TRAPS, places, value};
use super::tape::Tape;

/// How many bytes are choices.
const CHOICES: usize = 12;

/// Makes one change.
pub fn hold(bytes: &[u8]) {
    let (choices, text) = bytes.split_at(bytes.len().min(CHOICES));
    let mut tape = Tape::new(choices);
    let sound = SOUND[tape.below(SOUND.len())].1;
    let Ok(text) = std::str::from_utf8(text) else {
        return;
    };
    let text = if text.is_empty() { sound } else { text };
    let Some(tree) = yaml::json(text) else { return };
    if tape.byte() & 1 == 0 {
        grafted(text, &tree, &mut tape);
    } else {
        set(text, &tree, &mut tape);
    }
}

fn grafted(text: &str, tree: &Json, tape: &mut Tape<'_>) {
    let mut all = places(tree);
    if all.is_empty() {
        return;
    }
    let (mut place, held) = all.swap_remove(tape.below(all.len()));
    let new = value(tape);
    let mut order: Vec<usize> = (0..held.as_array().map_or(0, Vec::len)).collect();
    let mut expected = tree.clone();
    let (what, keeps) = match (tape.below(4), held) {
        (0, Json::Object(fields)) => {
            place.push(Part::Field("new_field"));
            let after = fields.keys().nth(tape.below(fields.len() + 1));
            (
                Graft::Field {
                    value: &new,
                    after: after.map(String::as_str),
                },
                true,
            )
        }
        (0, Json::Array(items)) => {
            place.push(Part::Item(tape.below(items.len() + 1)));
            (Graft::Item(&new), true)
        }
        (1, Json::Array(_)) => {
            let turn = tape.below(order.len().max(1));
            order.rotate_left(turn);
            (Graft::Order(&order), true)
        }
        (0..2, _) => (Graft::Remove, false),
        _ => (Graft::Set(&new), false),
    };
    match yaml::graft(text, &place, &what) {
        Ok(changed) => {
            expect(&mut expected, &place, &what);
            says(&changed, &expected);
            stays(text, &changed, keeps);
        }
        Err(EditError::Unsafe) => {}
        Err(error) => panic!("{error:?} at {place:?} of {text:?}"),
    }
}

/// Makes the change in the values, in the plainest way.
fn expect(at: &mut Json, place: &[Part<'_>], what: &Graft<'_>) {
    let (last, way) = place.split_last().expect("a place is below the root");
    let held = way.iter().fold(at, |held, part| match part {
        Part::Field(name) => &mut held[*name],
        Part::Item(number) => &mut held[*number],
    });
    match (last, what) {
        (Part::Field(name), Graft::Set(new)) => held[*name] = (*new).clone(),
        (Part::Field(name), Graft::Field { value, .. }) => held[*name] = (*value).clone(),
        (Part::Item(number), Graft::Set(new)) => held[*number] = (*new).clone(),
        (Part::Item(number), Graft::Item(new)) => {
            held.as_array_mut()
                .expect("a list")
                .insert(*number, (*new).clone());
        }
        (Part::Field(name), Graft::Remove) => drop(held.as_object_mut().expect("fields").shift_remove(*name)),
        (Part::Item(number), Graft::Remove) => drop(held.as_array_mut().expect("a list").remove(*number)),
        (part, Graft::Order(order)) => {
            let list = match part {
                Part::Field(name) => &mut held[*name],
                Part::Item(number) => &mut held[*number],
            };
            *list = order.iter().map(|number| list[*number].clone()).collect();
        }
        (part, what) => panic!("{what:?} at {part:?}"),
    }
}

fn set(text: &str, tree: &Json, tape: &mut Tape<'_>) {
    let mut all = places(tree);
    if all.is_empty() {
        return;
    }
    let (place, held) = all.swap_remove(tape.below(all.len()));
    let numbers: Vec<String> = place.iter().map(step).collect();
    let mut path: Vec<&str> = numbers.iter().map(String::as_str).collect();
    let is_new = held.is_object() && tape.byte() & 1 == 0;
    if is_new {
        path.push("new_field");
    }
    let words = ["a", "no", "c d"].map(str::to_owned).to_vec();
    let put = match tape.below(4) {
        0 if !is_new => Put::Nothing,
        1 => Put::Words(words),
        _ => Put::Text(tape.pick(&TRAPS).to_owned()),
    };
    let Ok(changed) = yaml::set(text, &path, &put) else {
        return;
    };
    let mut expected = tree.clone();
    let held = path[..path.len() - 1]
        .iter()
        .fold(&mut expected, |held, step| match step.parse::<usize>() {
            Ok(number) if held.is_array() => &mut held[number],
            _ => &mut held[*step],
        });
    let last = path[path.len() - 1];
    match put {
        Put::Text(words) => held[last] = words.into(),
        Put::Words(words) => held[last] = words.into(),
        Put::Nothing => drop(held.as_object_mut().expect("fields").shift_remove(last)),
    }
    says(&changed, &expected);
    stays(text, &changed, is_new);
}

fn step(part: &Part<'_>) -> String {
    match part {
        Part::Field(name) => (*name).to_owned(),
        Part::Item(number) => number.to_string(),
    }
}

/// Both readers find what was asked. What holds nothing counts as not written.
fn says(changed: &str, expected: &Json) {
    let read = yaml::json(changed).unwrap_or_else(|| panic!("{changed:?} cannot be read"));
    assert_eq!(even(&read), even(expected), "{changed:?}");
    if let Some(how) = agree::disagreement(changed) {
        panic!("{how}");
    }
}

fn even(value: &Json) -> Option<Json> {
    match value {
        Json::Null => None,
        Json::Array(items) => {
            let items: Vec<Json> = items.iter().map(|item| even(item).unwrap_or_default()).collect();
            (!items.is_empty()).then(|| items.into())
        }
        Json::Object(fields) => {
            let named = |(name, value): (&String, &Json)| Some((name.clone(), even(value)?));
            let fields: Map<String, Json> = fields.iter().filter_map(named).collect();
            (!fields.is_empty()).then(|| fields.into())
        }
        other => Some(other.clone()),
    }
}

/// The marks of the file stay: its line ends, the mark of byte order, and where nothing was taken out every comment.
fn stays(text: &str, changed: &str, keeps: bool) {
    assert_eq!(
        text.starts_with('\u{feff}'),
        changed.starts_with('\u{feff}'),
        "{changed:?}"
    );
    if text.contains("\r\n") && !text.replace("\r\n", "").contains('\n') {
        assert!(
            !changed.replace("\r\n", "").contains('\n'),
            "{text:?} became {changed:?}"
        );
    }
    if keeps {
        let (before, after) = (notes(text), notes(changed));
        for note in before {
            assert!(
                after.contains(&note),
                "{note:?} is lost from {text:?} in {changed:?}"
            );
        }
    }
}

/// The lines that are comments, without the room before them. A line that begins so within a value is none.
fn notes(text: &str) -> Vec<String> {
    let source = agree::file(text);
    let mut values = Vec::new();
    if let Some(node) = agree::read(&source).0 {
        within(&node, &mut values);
    }
    let is_value = |at: usize| values.iter().any(|(start, end)| (*start..*end).contains(&at));
    let mut notes = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let note = line.trim_start();
        if note.starts_with('#') && !is_value(at + line.len() - note.len()) {
            notes.push(note.trim_end().to_owned());
        }
        at += line.len();
    }
    notes.sort();
    notes
}

/// From where to where each value stands that is no list and no group of fields.
fn within(node: &Node<'_>, values: &mut Vec<(usize, usize)>) {
    match &node.value {
        Value::List(items) => items.iter().for_each(|item| within(item, values)),
        Value::Map(fields) => fields.iter().for_each(|(name, value)| {
            values.push((name.span.start as usize, name.span.end as usize));
            within(value, values);
        }),
        Value::Null => {}
        Value::Scalar(_) => values.push((node.span.start as usize, node.span.end as usize)),
    }
}
