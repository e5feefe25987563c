//! The table of actions: each row is the action of one clause of a resolution.

use super::Ground;
use super::draft::{self, Base, Draft};
use crate::diagnostic::clip;
use crate::record::{Kind, RecordId};
use crate::sheet::fault::Fault;
use crate::sheet::intake::{Given, Row};

/// Adds what rows of actions want to the drafts of their resolutions.
pub(super) fn add<'r>(
    rows: impl Iterator<Item = &'r Row>,
    ground: &Ground<'_>,
    drafts: &mut Vec<Draft>,
    faults: &mut Vec<Fault>,
) {
    let mut seen: Vec<(RecordId, usize, u32)> = Vec::new();
    for row in rows {
        if let Err(mut wrong) = one(row, ground, drafts, &mut seen) {
            faults.append(&mut wrong);
        }
    }
}

fn one(
    row: &Row,
    ground: &Ground<'_>,
    drafts: &mut Vec<Draft>,
    seen: &mut Vec<(RecordId, usize, u32)>,
) -> Result<(), Vec<Fault>> {
    let cell = |name: &str| row.cells.get(name).filter(|given| !given.cell.is_blank());
    let missing = |name: &str, cure: &str| {
        vec![Fault::row(
            row.place,
            format!("the column `{name}` is missing, or empty in this row"),
            cure,
        )]
    };
    let resolution =
        cell("resolution").ok_or_else(|| missing("resolution", "write the id of the resolution"))?;
    let label = cell("clause").ok_or_else(|| missing("clause", "write the label of the clause"))?;
    let at = draft_of(resolution, row, ground, drafts)?;
    let draft = &mut drafts[at];
    let number = clause(draft, label)?;
    if let Some((_, _, other)) = seen
        .iter()
        .find(|(id, clause, _)| *id == draft.id && *clause == number)
    {
        return Err(vec![Fault::row(
            row.place,
            format!("the row is about the same clause as row {other}"),
            "keep one of the two rows",
        )]);
    }
    seen.push((draft.id.clone(), number, row.place.row));
    if let Some(words) = cell("words") {
        same_words(draft, number, words)?;
    }
    let fields = &ground.fields[&Kind::Resolution];
    let mut faults = Vec::new();
    let had = said(draft, &format!("clauses.{number}.action."));
    for (name, given) in &row.cells {
        if ["resolution", "clause", "words"].contains(&name.as_str()) {
            continue;
        }
        let path = format!("clauses.{number}.action.{name}");
        let none = crate::sheet::flat::Flat::new();
        let was = draft.base.as_ref().map_or(&none, |base| &base.flat);
        match draft::wish(&path, given, was, fields, ground.options.empty_clears) {
            Ok(None) => {}
            Ok(Some(wish)) => {
                if let Some(other) = draft.wishes.get(&path).filter(|other| **other != wish) {
                    let other = other.clone().unwrap_or_default();
                    faults.push(Fault::at(
                        given.place,
                        &given.head,
                        &given.cell.shown(),
                        format!(
                            "the sheet of resolutions wants `{}` in the same place",
                            clip(&other)
                        ),
                        "make both the same, or leave one as it was",
                    ));
                }
                draft.wishes.insert(path.clone(), wish);
            }
            Err(fault) => faults.push(*fault),
        }
        if !given.cell.is_blank() {
            draft.cells.insert(path, given.clone());
        }
    }
    // An action has to say by when, if only that nobody knows.
    let due = format!("clauses.{number}.action.due");
    let is_begun = draft
        .wishes
        .keys()
        .any(|path| path.starts_with(&format!("clauses.{number}.action.")));
    if !had && is_begun && !draft.wishes.contains_key(&due) {
        draft.wishes.insert(due, Some("unknown".to_owned()));
    }
    if faults.is_empty() { Ok(()) } else { Err(faults) }
}

/// Whether the record says anything below a place.
fn said(draft: &Draft, start: &str) -> bool {
    let base = draft.base.as_ref();
    base.is_some_and(|base| base.flat.keys().any(|path| path.starts_with(start)))
        || draft.wishes.keys().any(|path| path.starts_with(start))
}

/// The draft of the resolution that a row names.
fn draft_of(
    given: &Given,
    row: &Row,
    ground: &Ground<'_>,
    drafts: &mut Vec<Draft>,
) -> Result<usize, Vec<Fault>> {
    let name = given.cell.shown().trim().to_owned();
    let wrong = |what: String, cure: String| vec![Fault::at(given.place, &given.head, &name, what, cure)];
    let unknown = || {
        wrong(
            format!("there is no resolution `{}`", clip(&name)),
            "see `scrutiny list resolutions` for the ids there are".to_owned(),
        )
    };
    let id = RecordId::new(&name).map_err(|_| unknown())?;
    if let Some(at) = drafts.iter().position(|draft| draft.id == id) {
        return Ok(at);
    }
    if !ground.files.contains_key(&(Kind::Resolution, id.clone())) {
        return Err(unknown());
    }
    let base = Base::of(Kind::Resolution, &id, ground).map_err(|(what, cure)| wrong(what, cure))?;
    drafts.push(Draft::untouched(Kind::Resolution, id, base, row.place));
    Ok(drafts.len() - 1)
}

/// What a draft will say at a place.
fn text<'d>(draft: &'d Draft, path: &str) -> Option<&'d str> {
    match (draft.wishes.get(path), &draft.base) {
        (Some(wish), _) => wish.as_deref(),
        (None, Some(base)) => base.flat.get(path).map(String::as_str),
        (None, None) => None,
    }
}

/// The number of the clause with a label.
fn clause(draft: &Draft, label: &Given) -> Result<usize, Vec<Fault>> {
    let wanted = label.cell.shown();
    let wanted = wanted.trim();
    let labels: Vec<&str> = (1..)
        .map_while(|number| text(draft, &format!("clauses.{number}.label")))
        .collect();
    let same: Vec<usize> = (1..)
        .zip(&labels)
        .filter(|(_, own)| **own == wanted)
        .map(|(number, _)| number)
        .collect();
    match same.as_slice() {
        [number] => Ok(*number),
        [] => Err(vec![Fault::at(
            label.place,
            &label.head,
            wanted,
            format!("`{}` has no clause `{}`", draft.id, clip(wanted)),
            format!("its clauses are {}", labels.join(", ")),
        )]),
        _ => Err(vec![Fault::at(
            label.place,
            &label.head,
            wanted,
            format!("`{}` has more than one clause `{}`", draft.id, clip(wanted)),
            format!("write it in an editor: scrutiny edit resolution/{}", draft.id),
        )]),
    }
}

/// Makes sure that a row means the clause whose words it shows.
fn same_words(draft: &Draft, number: usize, words: &Given) -> Result<(), Vec<Fault>> {
    let even = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let shown = words.cell.shown();
    let own = text(draft, &format!("clauses.{number}.words")).unwrap_or_default();
    let shown_unmarked = shown.strip_prefix('\'').unwrap_or(&shown);
    if even(own) == even(&shown) || even(own) == even(shown_unmarked) {
        return Ok(());
    }
    Err(vec![Fault::at(
        words.place,
        &words.head,
        &shown,
        format!(
            "the words of the clause in `{}` are other ones: \u{201c}{}\u{201d}",
            draft.id,
            clip(own)
        ),
        "words are not changed here: leave them as they were exported, or the column out; a slip is put right with `scrutiny correct`",
    )])
}
