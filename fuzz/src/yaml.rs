//! The reader of YAML: any bytes give a tree or a problem, each part of the tree knows its place, a second reader says the
//! same, and what is written of it is read back.

use scrutiny::diagnostic::Diagnostics;
use scrutiny::source::{Source, SourceId, Sources, Span};
use scrutiny::yaml::{self, Node, Value};
use serde_json::Value as Json;

use super::{agree, drawable};

/// Reads bytes as a record's file.
pub fn hold(bytes: &[u8]) {
    let source = Source::from_bytes("records/bodies/any.yaml", bytes.to_vec());
    let mut problems = Diagnostics::new();
    let node = yaml::read(SourceId(0), &source, &mut problems);
    assert!(
        node.is_some() || !problems.is_empty(),
        "neither a tree nor a problem"
    );
    if let Some(node) = &node {
        assert!(source.refusal.is_none());
        is_placed(node, &source.text);
    }
    let sound = node.filter(|_| problems.is_empty());
    if let Some(node) = sound {
        if let Some(how) = agree::disagreement(&source.text) {
            panic!("{how}");
        }
        is_written(&yaml::to_json(&node));
    } else {
        drawable::hold(&problems, &Sources::new(vec![source]));
    }
}

/// Every part stands in the text, cut at whole characters, one after the other; a word without quotes is what stands there.
fn is_placed(node: &Node, text: &str) -> Span {
    let cut = text.get(node.span.range());
    assert!(cut.is_some(), "{:?} is not in {text:?}", node.span);
    match &node.value {
        Value::Null => {}
        Value::Scalar(scalar) => {
            let words = cut.unwrap_or_default();
            if scalar.plain && !words.contains(['\n', '\r']) {
                assert_eq!(words.trim_end(), scalar.text.trim_end(), "in {text:?}");
            }
        }
        Value::List(items) => {
            let mut at = node.span.start;
            for item in items {
                let span = is_placed(item, text);
                assert!(
                    at <= span.start && span.end <= node.span.end,
                    "{node:?} in {text:?}"
                );
                at = span.end;
            }
        }
        Value::Map(fields) => {
            let mut at = node.span.start;
            for (name, value) in fields {
                assert!(
                    text.get(name.span.range()).is_some(),
                    "{name:?} is not in {text:?}"
                );
                let span = is_placed(value, text);
                let stands = at <= name.span.start && name.span.end <= span.end && span.end <= node.span.end;
                assert!(stands, "{name:?} and {value:?} of {node:?} in {text:?}");
                at = span.end;
            }
        }
    }
    node.span
}

/// Whether a name is longer than a record's fields are: YAML ends the names of fields after 1,024 letters, as they are written.
fn has_long_name(json: &Json) -> bool {
    match json {
        Json::Object(fields) => fields
            .iter()
            .any(|(name, value)| name.len() > 100 || has_long_name(value)),
        Json::Array(items) => items.iter().any(has_long_name),
        _ => false,
    }
}

/// What is written of values is read back as they were.
fn is_written(json: &Json) {
    if has_long_name(json) {
        return;
    }
    let Json::Object(fields) = json else { return };
    let fields: Vec<(&str, Json)> = fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.clone()))
        .collect();
    let written = yaml::write(&fields);
    let expected = if fields.is_empty() {
        Json::Null
    } else {
        json.clone()
    };
    let read = yaml::json(&written);
    assert_eq!(read.as_ref(), Some(&expected), "{written:?}");
}
