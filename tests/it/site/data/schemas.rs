//! The schemas that stand beside the data: each record is as its schema has it.

use scrutiny::record::Kind;
use serde_json::Value as Json;

use super::{build, json, site};

/// What in a value is not as a schema has it: as much of JSON Schema as ours use.
fn faults(schema: &Json, value: &Json, place: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (rule, wanted) in schema.as_object().unwrap() {
        let holds = match rule.as_str() {
            "anyOf" | "oneOf" => {
                let all = wanted.as_array().unwrap();
                all.iter().any(|one| faults(one, value, place).is_empty())
            }
            "type" => {
                let is = |name: &Json| match name.as_str().unwrap() {
                    "null" => value.is_null(),
                    "string" => value.is_string(),
                    "integer" => value.is_i64() || value.is_u64(),
                    "boolean" => value.is_boolean(),
                    "array" => value.is_array(),
                    "object" => value.is_object(),
                    other => panic!("the type {other}"),
                };
                wanted
                    .as_array()
                    .map_or_else(|| is(wanted), |all| all.iter().any(is))
            }
            "if" => {
                let holds = faults(wanted, value, place).is_empty();
                let then = &schema[if holds { "then" } else { "else" }];
                found.extend(faults(then, value, place));
                true
            }
            "then" | "else" => true,
            "maxProperties" => value
                .as_object()
                .is_none_or(|own| own.len() as u64 <= wanted.as_u64().unwrap()),
            "const" => value == wanted,
            "enum" => wanted.as_array().unwrap().contains(value),
            "minLength" => value
                .as_str()
                .is_none_or(|text| text.len() as u64 >= wanted.as_u64().unwrap()),
            "minimum" => value
                .as_i64()
                .is_none_or(|number| number >= wanted.as_i64().unwrap()),
            "maximum" => value
                .as_i64()
                .is_none_or(|number| number <= wanted.as_i64().unwrap()),
            "pattern" => {
                let pattern = regex::Regex::new(wanted.as_str().unwrap()).unwrap();
                value.as_str().is_none_or(|text| pattern.is_match(text))
            }
            "required" => {
                let all = wanted.as_array().unwrap().iter();
                value
                    .as_object()
                    .is_none_or(|own| all.clone().all(|name| own.contains_key(name.as_str().unwrap())))
            }
            "additionalProperties" => {
                assert_eq!(wanted, &Json::Bool(false));
                let known = schema["properties"].as_object().unwrap();
                value
                    .as_object()
                    .is_none_or(|own| own.keys().all(|name| known.contains_key(name)))
            }
            "properties" => {
                for (name, inner) in wanted.as_object().unwrap() {
                    if let Some(own) = value.get(name) {
                        found.extend(faults(inner, own, &format!("{place}/{name}")));
                    }
                }
                true
            }
            "items" => {
                for (number, own) in value.as_array().into_iter().flatten().enumerate() {
                    found.extend(faults(wanted, own, &format!("{place}/{number}")));
                }
                true
            }
            "$schema" | "title" | "description" | "format" | "default" | "examples" => true,
            other => panic!("the rule {other} at {place}"),
        };
        if !holds {
            found.push(format!("{place}: {rule} {wanted} and {value}"));
        }
    }
    found
}

#[test]
fn records_are_as_their_schemas_have_them() {
    let mut seen = 0;
    for output in [build(), site(None)] {
        for kind in Kind::ALL {
            let schema = json(&output, &format!("data/schema/{}.json", kind.word()));
            let whole = json(&output, &format!("data/{}.json", kind.folder()));
            for one in whole["records"].as_array().unwrap() {
                assert_eq!(
                    faults(&schema, &one["record"], one["id"].as_str().unwrap()),
                    Vec::<String>::new()
                );
                seen += 1;
            }
            let broken = serde_json::json!({ "no-such-field": 1 });
            assert!(
                !faults(&schema, &broken, "").is_empty(),
                "a schema that refuses nothing"
            );
        }
        let settings = json(&output, "register.json");
        let schema = json(&output, "data/schema/register.json");
        assert_eq!(
            faults(&schema, &settings["register"], "register"),
            Vec::<String>::new()
        );
    }
    assert!(seen > 20, "{seen}");
}
