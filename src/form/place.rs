//! Where an answer stands in a record, and to which question a place in a record belongs.

use serde_json::{Map, Value as Json};

use super::{Question, questions};
use crate::record::Kind;
use crate::source::Span;
use crate::yaml::{self, Way};

/// A question, and within a row which row and which part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    /// The name of the question.
    pub name: &'static str,
    /// The number of the row, counted from 0, and the name of the question within it, if it is about one.
    pub within: Option<(usize, Option<&'static str>)>,
}

impl Spot {
    /// A question as a whole.
    pub fn of(name: &'static str) -> Self {
        Self { name, within: None }
    }

    /// A question within a row.
    pub fn part(name: &'static str, row: usize, part: &'static str) -> Self {
        Self {
            name,
            within: Some((row, Some(part))),
        }
    }
}

/// What stands at a place; nothing where a value is empty, or a group is written in short.
pub(super) fn get<'j>(record: &'j Map<String, Json>, place: &str) -> Option<&'j Json> {
    match place.split_once('.') {
        None => record.get(place).filter(|value| !value.is_null()),
        Some((group, rest)) => get(record.get(group)?.as_object()?, rest),
    }
}

/// Puts a value at a place, or takes it away, with the groups that are left empty.
pub(super) fn put(record: &mut Map<String, Json>, place: &str, value: Option<Json>) {
    let Some((group, rest)) = place.split_once('.') else {
        match value {
            Some(value) => record.insert(place.to_owned(), value),
            None => record.shift_remove(place),
        };
        return;
    };
    let inner = record
        .entry(group.to_owned())
        .or_insert_with(|| Json::Object(Map::new()));
    if !inner.is_object() {
        *inner = Json::Object(Map::new());
    }
    let Some(fields) = inner.as_object_mut() else {
        return;
    };
    put(fields, rest, value);
    if fields.is_empty() {
        record.shift_remove(group);
    }
}

/// A record with its fields in the order of its schema; those that the schema does not know come last.
pub(crate) fn arranged(value: Json, schema: &Json) -> Json {
    let schema = match schema.get("anyOf").and_then(Json::as_array) {
        Some(ways) => ways
            .iter()
            .find(|way| way.get("properties").is_some() || way.get("items").is_some())
            .unwrap_or(schema),
        None => schema,
    };
    match value {
        Json::Object(mut fields) => {
            let mut sorted = Map::new();
            let properties = schema.get("properties").and_then(Json::as_object);
            for (name, inner) in properties.into_iter().flatten() {
                if let Some(value) = fields.shift_remove(name) {
                    sorted.insert(name.clone(), arranged(value, inner));
                }
            }
            sorted.append(&mut fields);
            Json::Object(sorted)
        }
        Json::Array(items) => {
            let one = schema.get("items").unwrap_or(&Json::Null);
            Json::Array(items.into_iter().map(|item| arranged(item, one)).collect())
        }
        other => other,
    }
}

/// The question whose answer stands at a place in the text of a record, for a message about that place.
pub fn spot(kind: Kind, text: &str, span: Span) -> Option<Spot> {
    let tree = yaml::parse(text).ok()?;
    let path = yaml::way(&tree, span);
    let fields: Vec<&str> = path
        .iter()
        .filter_map(|step| match step {
            Way::Field(name) => Some(*name),
            Way::Item(_) => None,
        })
        .collect();
    let item = path.iter().find_map(|step| match step {
        Way::Item(number) => Some(*number),
        Way::Field(_) => None,
    });
    let (question, rest) = nearest(questions(kind), &fields)?;
    let part = nearest(question.parts(), rest).map(|(part, _)| part.name);
    let within = (!question.parts().is_empty()).then(|| (item.unwrap_or(0), part));
    Some(Spot {
        name: question.name,
        within,
    })
}

/// The question whose place is the beginning of a path, or whose place the path is the beginning of.
fn nearest<'p>(
    questions: &'static [Question],
    path: &'p [&'p str],
) -> Option<(&'static Question, &'p [&'p str])> {
    let shared = |question: &Question| {
        let steps = question.place.split('.');
        steps.zip(path).take_while(|(own, other)| own == *other).count()
    };
    let best = questions.iter().filter(|question| shared(question) > 0);
    // Of several that begin alike the first is meant: max_by_key would take the last.
    let best = best.rev().max_by_key(|question| shared(question))?;
    Some((best, &path[shared(best)..]))
}
