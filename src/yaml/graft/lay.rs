//! A value as lines, and as one line in brackets.

use serde_json::Value as Json;

use crate::yaml::write::{self, scalar};

/// A value as it stands after the name of a field: what comes on the same line, and the lines below it, indented from their own
/// left edge.
pub(super) struct Laid {
    pub(super) head: String,
    pub(super) body: Vec<String>,
}

/// A value as it is laid out after a name.
pub(super) fn value(value: &Json) -> Laid {
    let text = write::write(&[("x", value.clone())]);
    let mut lines = text.lines();
    let head = lines.next().unwrap_or_default();
    let head = head
        .strip_prefix("x:")
        .unwrap_or_default()
        .trim_start()
        .to_owned();
    let body = lines.map(|line| line.strip_prefix("  ").unwrap_or(line).to_owned());
    Laid {
        head,
        body: body.collect(),
    }
}

/// A field with its value, as lines.
pub(super) fn field(name: &str, value: &Json) -> Vec<String> {
    let text = write::write(&[(name, value.clone())]);
    text.lines().map(str::to_owned).collect()
}

/// An item of a list, as lines that begin with its hyphen.
pub(super) fn item(value: &Json) -> Vec<String> {
    // A group beside it makes the list one of lines, whatever the item is.
    let list = Json::Array(vec![value.clone(), serde_json::json!({ "x": "y" })]);
    let laid = self::value(&list);
    let last = laid.body.len().saturating_sub(1);
    laid.body[..last].to_vec()
}

/// A value on one line, as it stands between brackets.
pub(super) fn inline(value: &Json) -> String {
    match value {
        Json::String(text) if text.contains([':', '#']) => Json::from(text.as_str()).to_string(),
        Json::String(text) => scalar(text),
        Json::Array(items) => {
            let items: Vec<String> = items.iter().map(inline).collect();
            format!("[{}]", items.join(", "))
        }
        Json::Object(fields) => {
            let field = |(name, value): (&String, &Json)| {
                format!("{}: {}", inline(&Json::from(name.as_str())), inline(value))
            };
            let fields: Vec<String> = fields.iter().map(field).collect();
            format!("{{{}}}", fields.join(", "))
        }
        other => other.to_string(),
    }
}
