//! Puts a value of any form into a file, at any place, or takes one out, and leaves every other byte as it is.
//!
//! Where the file is written in lines the new value is written in lines, where it is written in brackets, in brackets. The
//! result is read again; unless it says what was there with this one change, nothing is done.

mod add;
mod block;
mod flow;
mod lay;
mod page;

use serde_json::{Map, Value as Json};

use super::edit::EditError;
use super::values::{parse, to_json};
use super::{Field, Name, Node, Value};
pub(super) use add::relisted;
pub use add::{append, append_word, insert};
use page::Page;

/// A step to a place in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part<'p> {
    /// Into a field.
    Field(&'p str),
    /// Into a list, to the item of this number, counted from 0.
    Item(usize),
}

/// What to do at a place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Graft<'j> {
    /// Put this in place of the value that stands there.
    Set(&'j Json),
    /// Add the field that the place names, after another of its group, or else after all.
    Field {
        /// What it holds.
        value: &'j Json,
        /// The field that it comes after.
        after: Option<&'j str>,
    },
    /// Add an item before the one that the place names; where there is none of this number, after all.
    Item(&'j Json),
    /// Take out what stands there.
    Remove,
    /// Put the items of the list that stands there in this order, told by their numbers.
    Order(&'j [usize]),
}

/// Makes one change at a place and leaves every other byte as it is.
///
/// The result is read again and must differ from what was there in that change only. A field that holds nothing counts as one
/// that is not there.
///
/// # Errors
///
/// See [`EditError`]; the text is then as it was.
pub fn graft(text: &str, place: &[Part<'_>], graft: &Graft<'_>) -> Result<String, EditError> {
    let tree = parse(text)?;
    let mut expected = to_json(&tree);
    expect(&mut expected, place, graft)?;
    let page = Page::new(text);
    let changed = page.apply(&tree, place, graft).ok_or(EditError::Unsafe)?;
    if parse(&changed).is_ok_and(|tree| is_alike(&to_json(&tree), &expected)) {
        Ok(changed)
    } else {
        Err(EditError::Unsafe)
    }
}

/// Makes the change in what the file says.
fn expect(at: &mut Json, place: &[Part<'_>], graft: &Graft<'_>) -> Result<(), EditError> {
    let missing = |part: &Part<'_>| {
        EditError::NoSuchField(match part {
            Part::Field(name) => (*name).to_owned(),
            Part::Item(number) => number.to_string(),
        })
    };
    let Some((last, way)) = place.split_last() else {
        return reorder(at, graft).ok_or(EditError::Unsafe);
    };
    let mut held = at;
    for part in way {
        held = match (part, held) {
            (Part::Field(name), Json::Object(fields)) => fields.get_mut(*name),
            (Part::Item(number), Json::Array(items)) => items.get_mut(*number),
            _ => None,
        }
        .ok_or_else(|| missing(part))?;
    }
    if held.is_null() && matches!((last, graft), (Part::Field(_), Graft::Field { .. })) {
        *held = Json::Object(Map::new());
    }
    match (last, held, graft) {
        (Part::Field(name), Json::Object(fields), Graft::Field { value, .. }) => {
            if fields.contains_key(*name) {
                return Err(EditError::Unsafe);
            }
            fields.insert((*name).to_owned(), (*value).clone());
        }
        (Part::Field(name), Json::Object(fields), Graft::Remove) => {
            fields.shift_remove(*name).ok_or_else(|| missing(last))?;
        }
        (Part::Field(name), Json::Object(fields), graft) => {
            let value = fields.get_mut(*name).ok_or_else(|| missing(last))?;
            replace(value, graft)?;
        }
        (Part::Item(number), Json::Array(items), Graft::Item(value)) => {
            items.insert((*number).min(items.len()), (*value).clone());
        }
        (Part::Item(number), Json::Array(items), Graft::Remove) if *number < items.len() => {
            items.remove(*number);
        }
        (Part::Item(number), Json::Array(items), graft) => {
            replace(items.get_mut(*number).ok_or_else(|| missing(last))?, graft)?;
        }
        _ => return Err(missing(last)),
    }
    Ok(())
}

fn replace(value: &mut Json, graft: &Graft<'_>) -> Result<(), EditError> {
    if let Graft::Set(new) = graft {
        *value = (*new).clone();
        return Ok(());
    }
    reorder(value, graft).ok_or(EditError::Unsafe)
}

fn reorder(value: &mut Json, graft: &Graft<'_>) -> Option<()> {
    let (Json::Array(items), Graft::Order(order)) = (value, graft) else {
        return None;
    };
    let mut sorted = order.to_vec();
    sorted.sort_unstable();
    if !sorted.into_iter().eq(0..items.len()) {
        return None;
    }
    *items = order.iter().map(|number| items[*number].clone()).collect();
    Some(())
}

/// Whether two values say the same, where a field that holds nothing counts as none.
fn is_alike(one: &Json, other: &Json) -> bool {
    match (one, other) {
        (Json::Object(one), Json::Object(other)) => {
            let within = |one: &Map<String, Json>, other: &Map<String, Json>| {
                let none = Json::Null;
                one.iter()
                    .all(|(name, value)| is_alike(value, other.get(name).unwrap_or(&none)))
            };
            within(one, other) && within(other, one)
        }
        (Json::Array(one), Json::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| is_alike(one, other))
        }
        (one, other) => one == other || is_blank(one) && is_blank(other),
    }
}

fn is_blank(value: &Json) -> bool {
    match value {
        Json::Null => true,
        Json::Array(items) => items.is_empty(),
        Json::Object(fields) => fields.values().all(is_blank),
        _ => false,
    }
}

/// A value with what it hangs from.
#[derive(Clone, Copy)]
struct Spot<'n> {
    value: &'n Node<'n>,
    hold: Hold<'n>,
    /// Whether it stands between brackets.
    in_flow: bool,
}

/// What a value hangs from.
#[derive(Clone, Copy)]
enum Hold<'n> {
    /// It is the whole file.
    Root,
    /// The name of its field, and the fields beside it.
    Field(&'n Name<'n>, &'n [Field<'n>]),
    /// Its number, and the items beside it.
    Item(usize, &'n [Node<'n>]),
}

impl Page<'_> {
    fn apply(&self, tree: &Node, place: &[Part<'_>], graft: &Graft<'_>) -> Option<String> {
        match graft {
            Graft::Set(value) => self.set(&self.find(tree, place)?, value),
            Graft::Remove => self.remove(tree, place),
            Graft::Order(order) => {
                let spot = self.find(tree, place)?;
                let Value::List(items) = &spot.value.value else {
                    return None;
                };
                if self.is_flow(&spot) {
                    self.order_in_flow(items, order)
                } else {
                    self.order_lines(items, order)
                }
            }
            Graft::Field { value, after } => {
                let (Part::Field(name), way) = place.split_last()? else {
                    return None;
                };
                self.add_field(&self.find(tree, way)?, name, value, *after)
            }
            Graft::Item(value) => {
                let (Part::Item(number), way) = place.split_last()? else {
                    return None;
                };
                self.add_item(&self.find(tree, way)?, *number, value)
            }
        }
    }

    fn find<'n>(&self, tree: &'n Node<'n>, place: &[Part<'_>]) -> Option<Spot<'n>> {
        let mut spot = Spot {
            value: tree,
            hold: Hold::Root,
            in_flow: false,
        };
        for part in place {
            let in_flow = self.is_flow(&spot);
            spot = match (part, &spot.value.value) {
                (Part::Field(name), Value::Map(fields)) => {
                    let (key, value) = fields.iter().find(|(key, _)| key.value == *name)?;
                    Spot {
                        value,
                        hold: Hold::Field(key, fields),
                        in_flow,
                    }
                }
                (Part::Item(number), Value::List(items)) => Spot {
                    value: items.get(*number)?,
                    hold: Hold::Item(*number, items),
                    in_flow,
                },
                _ => return None,
            };
        }
        Some(spot)
    }

    /// Whether what a value holds stands between brackets.
    fn is_flow(&self, spot: &Spot<'_>) -> bool {
        spot.in_flow || self.is_bracketed(spot.value)
    }

    fn set(&self, spot: &Spot<'_>, value: &Json) -> Option<String> {
        match spot.hold {
            Hold::Root => None,
            _ if spot.in_flow => self.set_in_flow(spot, value),
            Hold::Field(key, fields) => self.set_field(spot.value, key, fields, value),
            Hold::Item(number, items) => self.set_item(number, items, value),
        }
    }

    fn remove(&self, tree: &Node, place: &[Part<'_>]) -> Option<String> {
        let spot = self.find(tree, place)?;
        let (removed, left) = match spot.hold {
            Hold::Root => return None,
            _ if spot.in_flow => (self.remove_in_flow(&spot), None),
            Hold::Field(key, fields) => (self.remove_field(key, fields), Some(Json::Object(Map::new()))),
            Hold::Item(number, items) => (self.remove_item(number, items), Some(Json::Array(Vec::new()))),
        };
        // With the last of a group or list, what is left is an empty one.
        removed.or_else(|| self.set(&self.find(tree, &place[..place.len() - 1])?, &left?))
    }

    fn add_field(&self, spot: &Spot<'_>, name: &str, value: &Json, after: Option<&str>) -> Option<String> {
        match &spot.value.value {
            Value::Map(fields) if !fields.is_empty() => {
                let place = |after| fields.iter().position(|(key, _)| key.value == after);
                let after = after.and_then(place);
                // After everything else in the file, comments too.
                let is_top = matches!(spot.hold, Hold::Root) && !self.is_flow(spot);
                if after.is_none() && is_top && self.ends_with(fields) {
                    return Some(self.ended(&lay::field(name, value)));
                }
                let after = after.unwrap_or(fields.len() - 1);
                if self.is_flow(spot) {
                    self.add_field_in_flow(fields, after, name, value)
                } else {
                    self.add_field_line(fields, after, name, value)
                }
            }
            Value::Map(_) | Value::Null if matches!(spot.hold, Hold::Root) => self
                .is_blank_page(spot.value)
                .then(|| self.ended(&lay::field(name, value))),
            Value::Map(_) | Value::Null => {
                let group = Json::Object([(name.to_owned(), value.clone())].into_iter().collect());
                self.set(spot, &group)
            }
            _ => None,
        }
    }

    fn add_item(&self, spot: &Spot<'_>, number: usize, value: &Json) -> Option<String> {
        match &spot.value.value {
            Value::List(items) if !items.is_empty() => {
                if self.is_flow(spot) {
                    self.add_item_in_flow(items, number, value)
                } else {
                    self.add_item_lines(items, number, value)
                }
            }
            Value::List(_) | Value::Null => self.set(spot, &Json::Array(vec![value.clone()])),
            _ => None,
        }
    }

    /// Whether nothing but comments comes after the last field of a file written in lines.
    fn ends_with(&self, fields: &[Field<'_>]) -> bool {
        let end = fields.last().and_then(|(key, value)| self.field_end(key, value));
        end.is_some_and(|end| {
            let mut rest = self.text[self.next_line(end)..].lines().map(str::trim_start);
            rest.all(|line| line.is_empty() || line.starts_with('#'))
        })
    }

    /// Whether a file holds nothing but comments.
    fn is_blank_page(&self, root: &Node) -> bool {
        matches!(root.value, Value::Null) && root.span.start == root.span.end
    }
}

#[cfg(test)]
mod tests;
