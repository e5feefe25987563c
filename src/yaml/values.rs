//! What a text says: its tree, and the same without places.

use serde_json::Value as Json;

use super::edit::EditError;
use super::{Node, Value};
use crate::diagnostic::Diagnostics;
use crate::source::{Source, SourceId};

/// What the bytes of a file say, where all of them can be read.
pub fn values(bytes: &[u8]) -> Option<Json> {
    json(std::str::from_utf8(bytes).ok()?)
}

/// The tree of a text in which nothing is wrong.
///
/// # Errors
///
/// The text cannot be read as YAML of ours.
pub fn parse(text: &str) -> Result<Node<'_>, EditError> {
    let mut problems = Diagnostics::new();
    let is_taken_in = text.len() as u64 <= Source::LIMIT;
    let node = is_taken_in.then(|| super::read_text(SourceId::default(), text, &mut problems));
    let node = node.flatten();
    node.filter(|_| problems.is_empty()).ok_or(EditError::Unreadable)
}

/// What the text of a file says, without places; none where it cannot be read.
pub fn json(text: &str) -> Option<Json> {
    parse(text).ok().map(|tree| to_json(&tree))
}

/// What a tree says, without its places.
pub fn to_json(node: &Node) -> Json {
    match &node.value {
        Value::Null => Json::Null,
        Value::Scalar(scalar) => (*scalar.text).into(),
        Value::List(items) => items.iter().map(to_json).collect(),
        Value::Map(fields) => {
            let fields = fields
                .iter()
                .map(|(name, value)| (name.value.to_string(), to_json(value)));
            Json::Object(fields.collect())
        }
    }
}
