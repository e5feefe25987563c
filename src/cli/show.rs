//! `scrutiny show`: one record, field by field, and what bears on it.

use clap::Args;
use serde_json::{Value as Json, json};

use super::desk::Desk;
use super::help::{self, Examples};
use super::name;
use crate::failure::{Exit, Failure};
use crate::record::tombstone::Tombstone;
use crate::record::{Entry, Kind};
use crate::register::AnyEntry;

/// What its help shows first.
const EXAMPLES: Examples = [
    ("scrutiny show kent-hosc", "one record, by its id"),
    (
        "scrutiny show change/all-age",
        "by the beginning of it, and its kind where two share it",
    ),
    (
        "scrutiny show all-age-mental-health-2025 --at 2026-03-31",
        "as it stood at the end of a day",
    ),
];

/// Show one record and what bears on it.
#[derive(Debug, Args)]
#[command(before_help = help::first(&EXAMPLES))]
pub(super) struct Show {
    /// The record, by its id or the beginning of it
    record: String,
}

impl Show {
    pub(super) fn run(&self, desk: &Desk<'_>) -> Result<Exit, Failure> {
        let read = desk.open()?.read_to_look()?.for_good();
        let (kind, id) = name::find(&read.register, &self.record)?;
        if let Some(tombstone) = read.register.withdrawal(kind, &id) {
            withdrawn(desk, kind, tombstone);
            return Ok(Exit::Fine);
        }
        let Some(entry) = read.register.entry(kind, &id) else {
            return Err(name::not_sound(&read.register, kind, &id, "shown"));
        };
        let asked = self.record.rsplit('/').next().unwrap_or(&self.record);
        if entry.aliases.iter().any(|alias| alias.value.as_str() == asked) && !id.as_str().starts_with(asked)
        {
            desk.output
                .say(&format!("The {kind} `{asked}` is now called `{id}`."));
        }
        let naming: Vec<AnyEntry<'_>> = read.register.holders(kind, &id).collect();
        if desk.output.is_json() {
            let list: Vec<Json> = naming
                .iter()
                .map(|holder| json!({ "kind": holder.kind.word(), "id": holder.id }))
                .collect();
            let data = json!({
                "kind": kind.word(), "id": id, "path": entry.path, "record": entry.to_json(), "named_by": list,
            });
            desk.output.of_register(&read.faults(), &data);
            return Ok(read.exit());
        }
        let mut out = format!("{}\n{kind}/{id}, in {}\n\n", entry.title, entry.path);
        fields(&mut out, &told(entry.to_json()), 0);
        if !naming.is_empty() {
            out.push_str("\nNamed by\n");
            for holder in naming {
                out.push_str(&format!("  {}/{}  {}\n", holder.kind, holder.id, holder.title));
            }
        }
        desk.output.article(&out);
        Ok(read.exit())
    }
}

/// What is left of a withdrawn record.
fn withdrawn(desk: &Desk<'_>, kind: Kind, tombstone: &Entry<Tombstone>) {
    let Entry { id, path, body, .. } = tombstone;
    if desk.output.is_json() {
        return desk.output.json(&json!({
            "kind": kind.word(), "id": id, "path": path, "withdrawn": body.withdrawn,
        }));
    }
    let withdrawn = &body.withdrawn;
    let mut out = format!(
        "This {kind} was withdrawn {}.\n{kind}/{id}, in {path}\n\n",
        withdrawn.date.value.placed()
    );
    fields(&mut out, &json!(withdrawn), 0);
    desk.output.article(&out);
    desk.output.next(&format!(
        "scrutiny log {}/{id} tells what happened to it; its id is not used again",
        kind.folder()
    ));
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
                let lines: Vec<String> = plain(other).trim_end().split('\n').map(str::to_owned).collect();
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
