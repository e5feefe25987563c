//! The way from the root of a tree to a place in its text.

use super::{Node, Value};
use crate::source::Span;

/// One step into a tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way<'n> {
    /// Into the field of this name.
    Field(&'n str),
    /// To the item of this number, counted from 0.
    Item(usize),
}

/// The steps to the innermost value that holds the beginning of a place; the name of a field counts as its value.
pub fn way<'n>(tree: &'n Node<'_>, span: Span) -> Vec<Way<'n>> {
    let holds = |outer: Span| outer.start <= span.start && span.start < outer.end.max(outer.start + 1);
    let mut steps = Vec::new();
    let mut at = tree;
    loop {
        at = match &at.value {
            Value::Map(fields) => {
                let mut fields = fields.iter();
                let Some((name, value)) = fields.find(|(name, value)| holds(name.span) || holds(value.span))
                else {
                    return steps;
                };
                steps.push(Way::Field(&name.value));
                value
            }
            Value::List(items) => {
                let mut items = items.iter().enumerate();
                let Some((number, item)) = items.find(|(_, item)| holds(item.span)) else {
                    return steps;
                };
                steps.push(Way::Item(number));
                item
            }
            Value::Null | Value::Scalar(_) => return steps,
        };
    }
}
