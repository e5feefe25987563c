//! What is locked in a record does not change unsaid: looked at before anything is saved.

use std::cell::LazyCell;

use serde_json::Value as Json;

use super::batch::{Checked, File};
use crate::failure::{Exit, Failure};
use crate::lock::{Lock, Rewrite, rewritten};
use crate::record::{RecordId, tombstone};
use crate::register::Register;
use crate::yaml;

/// Makes sure that no file changes what is locked in it, unless it says so in a correction.
///
/// # Errors
///
/// [`Exit::Refused`], naming what is locked, why, and the command to give instead.
pub(super) fn respected(files: &[File], (sources, _): &Checked) -> Result<(), Failure> {
    // Who is called what now matters only where something that is locked changed, which is rare.
    let former = LazyCell::new(|| Register::former(sources));
    for file in files {
        let (Some(old), Some(new)) = (
            file.before.as_deref().and_then(yaml::json),
            yaml::json(&file.text),
        ) else {
            continue;
        };
        let is_renamed = |old: &str, new: &str| {
            let id = RecordId::new(old);
            id.is_ok_and(|id| {
                former
                    .iter()
                    .any(|((_, was), now)| *was == id && now.as_str() == new)
            })
        };
        let found = rewritten(file.kind, &old, &new, &is_renamed);
        if !found.is_empty() {
            return Err(refused(file, &found));
        }
        if let Some(id) = dropped(file, &old, &new) {
            let name = format!("{}/{}", file.kind, file.id);
            let what = format!("this takes the former id `{id}` from {name}; nothing was saved");
            return Err(Failure::with(Exit::Refused, what).cure(format!(
                "leave `{id}` among its aliases: the address of a former id leads to the record for good"
            )));
        }
    }
    Ok(())
}

/// A former id that a record would no longer have. A draft has no address yet, and one of a withdrawn record says so itself.
fn dropped(file: &File, old: &Json, new: &Json) -> Option<String> {
    let aliases = |record: &Json| -> Vec<String> {
        let list = record.get("aliases").and_then(Json::as_array);
        let words = list.into_iter().flatten().filter_map(Json::as_str);
        words.map(str::to_owned).collect()
    };
    let is_draft = old.get("status").and_then(Json::as_str) == Some("draft");
    if is_draft || new.get(tombstone::FIELD).is_some() {
        return None;
    }
    let left = aliases(new);
    aliases(old)
        .into_iter()
        .find(|id| !left.contains(id) && id != file.id.as_str())
}

fn refused(file: &File, found: &[Rewrite]) -> Failure {
    let name = format!("{}/{}", file.kind, file.id);
    let each: Vec<String> = found
        .iter()
        .map(|one| format!("{} ({})", one.what, one.lock.reason()))
        .collect();
    let what = match each.as_slice() {
        [one] => format!("this changes what is locked in {name}: {one}; nothing was saved"),
        several => format!(
            "this changes what is locked in {name}; nothing was saved:\n  - {}",
            several.join("\n  - ")
        ),
    };
    Failure::with(Exit::Refused, what).cure(cure(&name, found))
}

/// The command that does what was meant, and keeps what stood there.
pub(super) fn cure(name: &str, found: &[Rewrite]) -> String {
    let any = |lock: Lock| found.iter().any(|one| one.lock == lock);
    if any(Lock::Withdrawn) {
        return format!("record it anew under another id; {name} stays withdrawn");
    }
    if any(Lock::Correction) {
        return format!(
            "leave the corrections as they are; what is still wrong is put right by another: scrutiny correct {name} --reason \"...\""
        );
    }
    if any(Lock::Published) {
        return format!("take it off the site for good with: scrutiny withdraw {name} --reason \"...\"");
    }
    let whole =
        |one: &Rewrite| one.field.as_deref() == Some("clauses") || one.was.is_none() || one.now.is_none();
    if found.iter().any(whole) {
        return format!(
            "put it right with the reason, in the editor; the words that stood there are kept: scrutiny correct {name} --reason \"...\""
        );
    }
    let sets: Vec<String> = found
        .iter()
        .map(|one| match (&one.clause, &one.field) {
            (Some(label), _) => format!("--set clauses.{label}.words=\"...\""),
            (None, field) => format!("--set {}=\"...\"", field.as_deref().unwrap_or("stem")),
        })
        .collect();
    format!(
        "put it right with the reason; the words that stood there are kept: scrutiny correct {name} --reason \"...\" {}",
        sets.join(" ")
    )
}
