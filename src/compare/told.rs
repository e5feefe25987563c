//! A difference in plain words.

use std::fmt;

use serde_json::Value as Json;

use super::list::one_of;
use super::{Change, Item, Step, What};
use crate::value::PartialDate;

/// A difference as a person is told of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// What differs: "clause a, words".
    pub what: String,
    /// What stood there before, if anything did.
    pub was: Option<String>,
    /// What stands there after.
    pub now: Option<String>,
    /// How the three go together.
    how: How,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum How {
    /// A value became another.
    Value,
    /// A word came into a list or left it: there is nothing to tell but that.
    Member,
    /// A group of fields came into a list or left it.
    Group,
    /// A list stands in another order.
    Order,
}

impl Change {
    /// The difference in plain words.
    pub fn told(&self) -> Told {
        let what = place(&self.place);
        match &self.what {
            What::Order { old, new } => Told {
                what,
                was: Some(joined(old)),
                now: Some(joined(new)),
                how: How::Order,
            },
            What::Value { old, new } => {
                let words = |value: &Json| value.is_string() && self.is_item();
                let is_member = old.iter().chain(new).all(words);
                Told {
                    what,
                    was: old.as_ref().map(value),
                    now: new.as_ref().map(value),
                    how: match self.is_item() {
                        true if is_member => How::Member,
                        true if old.is_none() || new.is_none() => How::Group,
                        _ => How::Value,
                    },
                }
            }
        }
    }

    /// Whether it is about an item of a list as a whole.
    fn is_item(&self) -> bool {
        matches!(self.place.last(), Some(Step::Item(_)))
    }
}

impl fmt::Display for Told {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: ", self.what)?;
        match (self.how, &self.was, &self.now) {
            (How::Order, Some(was), Some(now)) => write!(out, "stood in the order {was}; now {now}"),
            (How::Member, None, _) => out.write_str("added"),
            (How::Member, _, _) => out.write_str("taken out"),
            (How::Group, None, Some(now)) => write!(out, "added, {now}"),
            (_, Some(was), Some(now)) => write!(out, "was {was}, is now {now}"),
            (_, None, Some(now)) => write!(out, "is now {now}"),
            (_, Some(was), None) => write!(out, "taken out; was {was}"),
            (_, None, None) => out.write_str("unchanged"),
        }
    }
}

/// A place in words: "clause a, words".
pub fn place(place: &[Step]) -> String {
    let mut words: Vec<String> = Vec::new();
    for (at, step) in place.iter().enumerate() {
        match step {
            Step::Field(name) if matches!(place.get(at + 1), Some(Step::Item(_))) => words.push(one_of(name)),
            Step::Field(name) => words.push(name.replace('_', " ")),
            Step::Item(item) => {
                let list = words.pop().unwrap_or_default();
                words.push(format!("{list} {}", named(item)));
            }
        }
    }
    words.join(", ")
}

/// An item as a person names it. One that is named by all it holds is named by its day and what it is about.
fn named(item: &Item) -> String {
    let Ok(Json::Object(fields)) = serde_json::from_str(&item.key) else {
        return dated(&item.to_string());
    };
    let text = |name: &str| fields.get(name).and_then(Json::as_str);
    let about = text("clause").map(|label| format!("clause {label}"));
    let about = about.or_else(|| Some(text("field")?.replace(['_', '.'], " ")));
    let day = text("date").map(|day| format!("of {}", dated(day)));
    let parts: Vec<String> = day
        .into_iter()
        .chain(about.map(|about| format!("({about})")))
        .collect();
    if parts.is_empty() {
        inner(&Json::Object(fields))
    } else {
        parts.join(" ")
    }
}

fn joined(items: &[Item]) -> String {
    items.iter().map(named).collect::<Vec<_>>().join(", ")
}

/// A value in words: a day as people say it, words in quotes.
fn value(value: &Json) -> String {
    match value {
        Json::String(text) if date(text).is_some() => dated(text),
        value => format!("“{}”", inner(value)),
    }
}

fn inner(value: &Json) -> String {
    match value {
        Json::String(text) => dated(text),
        Json::Array(items) => items.iter().map(inner).collect::<Vec<_>>().join(", "),
        // What stood there before is told by the difference that the correction is about.
        Json::Object(fields) if fields.contains_key("why") && fields.contains_key("what") => {
            let text = |name: &str| fields.get(name).map(inner).unwrap_or_default();
            format!("{}: {}", text("what"), text("why"))
        }
        Json::Object(fields) => {
            let each = fields
                .iter()
                .map(|(name, value)| format!("{}: {}", name.replace('_', " "), inner(value)));
            each.collect::<Vec<_>>().join("; ")
        }
        Json::Null => String::new(),
        other => other.to_string(),
    }
}

/// A date that says at least the year.
fn date(text: &str) -> Option<PartialDate> {
    PartialDate::parse(text).ok().filter(|date| !date.is_unknown())
}

fn dated(text: &str) -> String {
    date(text).map_or_else(|| text.to_owned(), PartialDate::spoken)
}
