//! `scrutiny show`: one record, field by field, and what bears on it.

use clap::Args;
use serde_json::{Value as Json, json};

use super::desk::Desk;
use super::name;
use super::output::wrap;
use crate::failure::{Exit, Failure};
use crate::register::AnyEntry;

/// Show one record and what bears on it.
#[derive(Debug, Args)]
pub(super) struct Show {
    /// The record, by its id or the beginning of it
    record: String,
}

impl Show {
    pub(super) fn run(&self, desk: &Desk<'_>) -> Result<Exit, Failure> {
        let read = desk.open()?.read_to_look()?;
        let (kind, id) = name::find(&read.register, &self.record)?;
        let Some(entry) = read.register.entry(kind, &id) else {
            let what = format!("the {kind} `{id}` cannot be shown: it, or a record it names, has mistakes");
            return Err(Failure::with(Exit::Problems, what).cure("run `scrutiny check` to see them"));
        };
        let naming: Vec<AnyEntry<'_>> = read.register.holders(kind, &id).collect();
        if desk.output.is_json() {
            let list: Vec<Json> = naming
                .iter()
                .map(|holder| json!({ "kind": holder.kind.word(), "id": holder.id }))
                .collect();
            desk.output.json(&json!({
                "kind": kind.word(), "id": id, "path": entry.path, "record": entry.to_json(), "named_by": list,
            }));
            return Ok(Exit::Fine);
        }
        let mut out = format!("{}\n{kind}/{id}, in {}\n\n", entry.title, entry.path);
        fields(&mut out, &told(entry.to_json()), 0);
        if !naming.is_empty() {
            out.push_str("\nNamed by\n");
            for holder in naming {
                out.push_str(&format!("  {}/{}  {}\n", holder.kind, holder.id, holder.title));
            }
        }
        desk.output.data(&out);
        Ok(Exit::Fine)
    }
}

/// A record as it is told: numbers that are ours, and not the minutes', say so.
fn told(mut record: Json) -> Json {
    if record["labels"] == "ours" {
        for clause in record["clauses"].as_array_mut().into_iter().flatten() {
            clause["label"] = format!("{} (numbered here)", plain(&clause["label"])).into();
        }
    }
    record
}

/// Fields that say something, indented by their depth; long text is broken into lines.
fn fields(out: &mut String, value: &Json, depth: usize) {
    let pad = "  ".repeat(depth + 1);
    let Json::Object(map) = value else { return };
    for (name, value) in map {
        let name = name.replace('_', " ");
        match value {
            Json::Null => {}
            Json::Array(items) if items.is_empty() => {}
            Json::Array(items) if items.iter().all(|item| !item.is_object()) => {
                let words: Vec<String> = items.iter().map(plain).collect();
                out.push_str(&format!("{pad}{name}: {}\n", words.join(", ")));
            }
            Json::Array(items) => {
                out.push_str(&format!("{pad}{name}:\n"));
                for item in items {
                    let mut inner = String::new();
                    fields(&mut inner, item, depth + 1);
                    let trimmed = inner.trim_start();
                    out.push_str(&format!("{pad}- {trimmed}"));
                }
            }
            Json::Object(_) => {
                out.push_str(&format!("{pad}{name}:\n"));
                fields(out, value, depth + 1);
            }
            other => {
                // Lists and paragraphs keep their own lines; a long line is broken.
                let lines: Vec<String> = plain(other)
                    .trim_end()
                    .split('\n')
                    .map(|line| wrap(line, 110))
                    .collect();
                let indent = format!("\n{pad}  ");
                out.push_str(&format!(
                    "{pad}{name}: {}\n",
                    lines.join("\n").replace('\n', &indent)
                ));
            }
        }
    }
}

fn plain(value: &Json) -> String {
    match value {
        Json::String(text) => text.clone(),
        other => other.to_string(),
    }
}
