//! Saving what a form says: by the same steps as `add`, `edit`, `correct` and `undo`, with the same refusals and messages.

use serde_json::json;

use super::clerk::{Clerk, Room, closed};
use super::reply::Reply;
use crate::cli::add;
use crate::cli::batch::{self, Checked, File};
use crate::cli::editor::{Draft, Session};
use crate::cli::undo;
use crate::diagnostic::Diagnostics;
use crate::edit::press::Press;
use crate::edit::sheet::{Editing, Held, Saved, Sheet};
use crate::edit::trouble::{self, Trouble};
use crate::failure::{Exit, Failure};
use crate::form::{self, AmendError, Mistake};
use crate::life::{Correcting, Fault, corrected};
use crate::record::RecordId;
use crate::yaml::{self, Put};

/// What is wrong with the answers, as saving would find it.
pub(super) fn look(room: Room<'_>, sheet: &Sheet) -> Result<Vec<Trouble>, Failure> {
    let mut copy = sheet.clone();
    match &copy.editing {
        None => match ready(room, &mut copy, false)? {
            Some(ready) => Ok(found(&copy, &ready.checked, &ready.file.path)),
            None => Ok(copy.troubles),
        },
        Some(editing) => {
            let editing = editing.clone();
            let Some(text) = amended(room, &mut copy, &editing, false) else {
                return Ok(copy.troubles);
            };
            let file = file(&copy, &editing, text);
            let path = file.path.clone();
            let checked = batch::checked(room.desk, &room.records.sources, &[file]);
            Ok(found(&copy, &checked, &path))
        }
    }
}

/// Saves what a form says, or writes into the form what kept it from being saved. Gives the id of what was saved.
pub(super) fn save(room: Room<'_>, sheet: &mut Sheet, press: &Press) -> Result<Option<RecordId>, Failure> {
    let saved = match sheet.editing.clone() {
        None => add(room, sheet, *press == Press::Draft)?,
        Some(editing) => change(room, sheet, &editing, press)?,
    };
    let id = saved.as_ref().map(|saved| saved.id.clone());
    sheet.saved = saved;
    Ok(id)
}

/// The record that the answers make; none where something is wrong with them, which the form then tells.
fn ready(room: Room<'_>, sheet: &mut Sheet, is_draft: bool) -> Result<Option<add::Ready>, Failure> {
    let answers = sheet.settled(&room.known());
    let id = Some(sheet.id.as_str()).filter(|id| !id.is_empty());
    match add::ready(room.found, room.desk, (sheet.kind, &answers), id, is_draft) {
        Ok(Ok(ready)) => Ok(Some(ready)),
        Ok(Err(mistakes)) => {
            sheet.troubles = mistakes.iter().map(Trouble::of).collect();
            Ok(None)
        }
        // Only an id that cannot be had is refused before anything is saved.
        Err(failure) if matches!(failure.exit, Exit::Usage | Exit::Refused) => {
            let cure = "give another at the end of the form, under “Choose its address yourself”";
            sheet.troubles = vec![Trouble::plain(Some("record-id"), &failure.to_string(), cure)];
            Ok(None)
        }
        Err(failure) => Err(failure),
    }
}

fn add(room: Room<'_>, sheet: &mut Sheet, is_draft: bool) -> Result<Option<Saved>, Failure> {
    let Some(ready) = ready(room, sheet, is_draft)? else {
        return Ok(None);
    };
    sheet.troubles = found(sheet, &ready.checked, &ready.file.path);
    let File { kind, id, path, .. } = ready.file.clone();
    let data = json!({ "kind": kind.word(), "id": id, "path": path });
    if !batch::save(
        room.found,
        room.desk,
        &[ready.file],
        &ready.summary,
        &ready.checked,
        &data,
    )? {
        return Ok(None);
    }
    let draft = if is_draft {
        " as a draft, which is not on the site yet"
    } else {
        ""
    };
    let said = format!("The {kind} is saved{draft}. Its id is {id}.");
    Ok(Some(saved(
        room,
        sheet,
        (id, path),
        said,
        &ready.summary,
        is_draft,
    )))
}

fn change(
    room: Room<'_>,
    sheet: &mut Sheet,
    editing: &Editing,
    press: &Press,
) -> Result<Option<Saved>, Failure> {
    let register = &room.records.register;
    let source = register
        .file(sheet.kind, &editing.id)
        .map(|id| room.records.sources.get(id));
    let Some(source) = source.filter(|source| source.path == editing.path) else {
        let what = format!(
            "the {} `{}` is not where it was: it was renamed or moved meanwhile",
            sheet.kind, editing.id
        );
        sheet.troubles = vec![Trouble::plain(
            None,
            &what,
            "nothing was saved; open it anew from the list of records",
        )];
        return Ok(None);
    };
    if source.text != editing.before {
        sheet.held = Some(Held::Changed(source.text.clone()));
        return Ok(None);
    }
    let finishes = editing.is_draft && *press != Press::Draft;
    let Some(text) = amended(room, sheet, editing, finishes) else {
        return Ok(None);
    };
    if text == editing.before {
        sheet.troubles = vec![Trouble::plain(
            None,
            "there is nothing to save: the record says all this already",
            "",
        )];
        return Ok(None);
    }
    let reason = sheet.reason.trim().to_owned();
    let corrects = *press == Press::Correct;
    if corrects && reason.is_empty() {
        sheet.held = Some(Held::Locked("A correction needs its reason.".to_owned()));
        return Ok(None);
    }
    let key = (sheet.kind, editing.id.clone());
    let how = Correcting {
        today: room.desk.clock,
        why: &reason,
        what: None,
        withhold: false,
    };
    let verb = if corrects { "Correct" } else { "Edit" };
    let session = Session {
        desk: room.desk,
        found: room.found,
        sources: &room.records.sources,
        source,
        key: &key,
        amend: &|text| match corrects {
            true => corrected(&source.text, text, &how)
                .map(|done| done.text)
                .map_err(|fault| refused(&fault)),
            false => Ok(text.to_owned()),
        },
        summary: format!("{verb} {}: {}", key.0, key.1),
        said: (String::new(), String::new()),
    };
    let Draft { file, checked } = match session.draft(&text) {
        Ok(draft) => draft,
        Err(failure) if failure.exit == Exit::Refused => {
            let what = failure.what.replace("; nothing was saved", "");
            sheet.held = Some(Held::Locked(format!("{}.", crate::value::capital(&what))));
            return Ok(None);
        }
        Err(failure) => return Err(failure),
    };
    sheet.troubles = found(sheet, &checked, &file.path);
    let data = json!({ "kind": sheet.kind.word(), "id": editing.id, "path": file.path });
    if !batch::save(room.found, room.desk, &[file], &session.summary, &checked, &data)? {
        return Ok(None);
    }
    let said = match corrects {
        true => format!(
            "The {} is put right. What it said before, the day and the reason stand in it.",
            sheet.kind
        ),
        false if finishes => format!("The {} is saved, and is no draft any more.", sheet.kind),
        false => format!("The changes to the {} are saved.", sheet.kind),
    };
    let place = (editing.id.clone(), editing.path.clone());
    let is_draft = editing.is_draft && !finishes;
    Ok(Some(saved(room, sheet, place, said, &session.summary, is_draft)))
}

/// The file with the answers laid into it; none where something is wrong with them, which the form then tells.
fn amended(room: Room<'_>, sheet: &mut Sheet, editing: &Editing, finishes: bool) -> Option<String> {
    let known = room.known();
    let answers = sheet.settled(&known);
    let troubles = match form::amend(sheet.kind, &editing.before, &answers, &known.ground()) {
        Ok(text) if finishes => match yaml::set(&text, &["status"], &Put::Text("recorded".to_owned())) {
            Ok(text) => return Some(text),
            Err(_) => vec![stuck()],
        },
        Ok(text) => return Some(text),
        Err(AmendError::Mistakes(mistakes)) => mistakes
            .iter()
            .map(|mistake: &Mistake| Trouble::of(mistake))
            .collect(),
        Err(AmendError::Unreadable | AmendError::Unsafe) => vec![stuck()],
    };
    sheet.troubles = troubles;
    None
}

fn stuck() -> Trouble {
    Trouble::plain(
        None,
        "the file is laid out so that a form cannot change it without touching more",
        "change it in an editor with `scrutiny edit`; what you typed stays in this form",
    )
}

fn refused(fault: &Fault) -> Failure {
    let what = match fault {
        Fault::Nothing => "nothing would change, so there is nothing to correct",
        Fault::Rewritten => {
            "a correction that stands in the record would be changed, and a correction stays as it was made"
        }
        Fault::Unreadable => "the file cannot be read",
        Fault::Stuck(_) => {
            "the correction cannot be added to the file without touching more; `scrutiny correct` opens it in an editor"
        }
    };
    Failure::with(Exit::Refused, what)
}

fn file(sheet: &Sheet, editing: &Editing, text: String) -> File {
    File {
        kind: sheet.kind,
        id: editing.id.clone(),
        path: editing.path.clone(),
        before: Some(editing.before.clone()),
        text,
    }
}

fn found(sheet: &Sheet, (sources, problems): &Checked, path: &str) -> Vec<Trouble> {
    let mut own = Diagnostics::new();
    for problem in problems {
        // That a view is still to be recorded is the next step, and no fault of the resolution.
        if problem.code.name != "unrecorded-determination" {
            own.push(problem.clone());
        }
    }
    trouble::found(sheet.kind, path, &own, sources)
}

fn saved(
    room: Room<'_>,
    sheet: &Sheet,
    (id, path): (RecordId, String),
    said: String,
    summary: &str,
    is_draft: bool,
) -> Saved {
    let last = room.found.repo.as_ref().and_then(|repo| repo.to_undo().ok());
    let commit = last
        .filter(|last| last.commit.summary == summary)
        .map(|last| last.commit.id);
    let warnings = sheet.troubles.iter().filter(|trouble| !trouble.is_error);
    Saved {
        id,
        path,
        said,
        commit,
        warnings: warnings
            .map(|trouble| format!("{} {}", trouble.what, trouble.cure))
            .collect(),
        is_draft,
        undone: false,
    }
}

/// Takes back what a form saved, as `scrutiny undo` does, if it is still the last change.
pub(super) fn undo(clerk: &mut Clerk, room: Room<'_>, number: &str) -> Result<Reply, Failure> {
    let open = clerk.drawer.get(number).ok_or_else(closed)?;
    let saved = open.sheet.saved.as_mut().ok_or_else(closed)?;
    if !saved.undone {
        let repo = undo::in_git(room.found)?;
        let reversal = repo.to_undo()?;
        if saved.commit.as_deref() != Some(reversal.commit.id.as_str()) {
            return Err(Failure::with(
                Exit::Refused,
                "something else was saved since, so this is not the last change any more",
            )
            .cure("`scrutiny undo` takes back the last change first; or change the record again"));
        }
        if let Some(place) = &reversal.shared {
            return Err(undo::is_shared(&reversal, place));
        }
        repo.reverse(&reversal)?;
        saved.undone = true;
        saved.said = format!(
            "“{}” was taken back. It is kept: `scrutiny redo` brings it back.",
            reversal.commit.summary
        );
        room.desk
            .output
            .say(&format!("Undone: {}.", reversal.commit.summary));
    }
    Ok(Reply::to(format!("../{number}#done")))
}
