//! A record's file made to say what rows want, with everything else left as it stands.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json};

use super::draft::{Base, Draft};
use crate::compare;
use crate::form;
use crate::merge;
use crate::schema;
use crate::sheet::fault::Fault;
use crate::sheet::field::{Field, is_number};
use crate::sheet::flat;
use crate::sheet::intake::Given;
use crate::sheet::value;
use crate::yaml::{self, Graft, Part, graft};

/// What the record shall say.
pub(super) fn wanted(draft: &Draft, base: &Base, fields: &[Field]) -> Result<Json, Vec<Fault>> {
    let mut wanted = base.json.clone();
    for (path, text) in &draft.wishes {
        flat::set(&mut wanted, path, laid(path, text.as_deref(), base, fields));
    }
    gapless(&wanted, "", &draft.cells)?;
    Ok(flat::pruned(wanted).unwrap_or_else(|| Json::Object(Map::new())))
}

/// The value of a wish. A block of lines ends with a line break that nobody sees in a cell; it stays.
fn laid(path: &str, text: Option<&str>, base: &Base, fields: &[Field]) -> Option<Json> {
    let value = value::value(text?, flat::field(fields, path)?, false)?;
    let ended = flat::get(&base.json, path)
        .and_then(Json::as_str)
        .is_some_and(|old| old.ends_with('\n'));
    Some(match value {
        Json::String(text) if ended && !text.ends_with('\n') => Json::from(text + "\n"),
        // What was a list of one stays a list.
        Json::String(text) if flat::get(&base.json, path).is_some_and(Json::is_array) => {
            Json::from(vec![text])
        }
        other => other,
    })
}

/// The file that says so.
pub(super) fn text(draft: &Draft, base: &Base, wanted: &Json) -> Result<String, Vec<Fault>> {
    let mut text = base.text.clone();
    for path in draft.wishes.keys() {
        // A single value is set in its place, which keeps comments beside it even where it names an item of a list.
        let (old, new) = (flat::get(&base.json, path), flat::get(wanted, path));
        if let (Some(Json::String(_)), Some(new @ Json::String(_))) = (old, new)
            && let Ok(changed) = graft(&text, &parts(path), &Graft::Set(new))
        {
            text = changed;
        }
    }
    let order = form::arranged(wanted.clone(), &schema::of(draft.kind));
    let laid = merge::lay(&text, wanted, &order);
    let says_so = |text: &String| yaml::json(text).is_some_and(|json| compare::same(&json, wanted));
    laid.filter(says_so).ok_or_else(|| {
        vec![Fault::row(
            draft.row,
            format!(
                "the file of {}/{} is laid out so that this cannot be done without touching more",
                draft.kind, draft.id
            ),
            format!(
                "change it in an editor: scrutiny edit {}/{}",
                draft.kind, draft.id
            ),
        )]
    })
}

fn parts(path: &str) -> Vec<Part<'_>> {
    let part = |part| match is_number(part) {
        true => Part::Item(part.parse::<usize>().map_or(0, |number| number.saturating_sub(1))),
        false => Part::Field(part),
    };
    path.split('.').map(part).collect()
}

/// Makes sure that items are numbered without a gap: what stands behind one would be counted otherwise the next time.
pub(super) fn gapless(record: &Json, path: &str, cells: &BTreeMap<String, Given>) -> Result<(), Vec<Fault>> {
    let below = |name: &str| match path {
        "" => name.to_owned(),
        path => format!("{path}.{name}"),
    };
    match record {
        Json::Object(group) => group
            .iter()
            .try_for_each(|(name, value)| gapless(value, &below(name), cells)),
        Json::Array(items) => {
            let says = |item: &Json| flat::pruned(item.clone()).is_some();
            let last = items.iter().rposition(says).unwrap_or(0);
            let gap = items[..last].iter().position(|item| !says(item));
            // An empty item that no cell is about was there before, and stays what it is.
            let touched = |number: usize| {
                let start = below(&format!("{}.", number + 1));
                cells
                    .iter()
                    .find(|(path, given)| path.starts_with(&start) && !given.cell.is_blank())
            };
            if let (Some(gap), Some((_, given))) = (gap, touched(last)) {
                return Err(vec![Fault::at(
                    given.place,
                    &given.head,
                    &given.cell.shown(),
                    format!(
                        "item {} of `{path}` is filled, but item {} is empty",
                        last + 1,
                        gap + 1
                    ),
                    "move the items up so that none is left out",
                )]);
            }
            let mut each = items.iter().enumerate();
            each.try_for_each(|(number, item)| gapless(item, &below(&(number + 1).to_string()), cells))
        }
        _ => Ok(()),
    }
}
