//! Forms that are not finished, kept on the disk as they are typed: a browser that is closed, or a server, loses nothing.

use super::clerk::{Clerk, Room, closed};
use super::reply::Reply;
use crate::cli::guided;
use crate::edit::index::{self, Unfinished};
use crate::edit::kept;
use crate::edit::wire;
use crate::failure::{Exit, Failure};

/// Keeps a form as it stands, or takes away what was kept of it once it is saved.
pub(super) fn keep(clerk: &mut Clerk, room: Room<'_>, number: &str) -> Result<(), Failure> {
    let forms = guided::folder(room.found);
    let Some(open) = clerk.drawer.get(number) else {
        return Ok(());
    };
    if open.sheet.saved.is_some() {
        return match open.kept.take() {
            Some(name) => forms.remove(&name),
            None => Ok(()),
        };
    }
    if !open.sheet.touched {
        return Ok(());
    }
    let name = open
        .kept
        .clone()
        .unwrap_or_else(|| forms.free(open.sheet.kind.word()));
    forms.keep(&name, &kept::keep(&open.sheet, room.desk.clock).to_json())?;
    open.kept = Some(name);
    Ok(())
}

/// Throws a form away, with what was kept of it.
pub(super) fn discard(clerk: &mut Clerk, room: Room<'_>, number: &str) -> Result<(), Failure> {
    let name = clerk.drawer.get(number).and_then(|open| open.kept.clone());
    if let Some(name) = name {
        guided::folder(room.found).remove(&name)?;
    }
    clerk.drawer.discard(number);
    Ok(())
}

/// All forms that are not finished: those that are open, and those that were left here or at a terminal.
pub(super) fn unfinished(clerk: &Clerk, room: Room<'_>) -> Vec<Unfinished> {
    let known = room.known();
    let open = clerk.drawer.unfinished();
    let names: Vec<&str> = open.iter().filter_map(|(_, open)| open.kept.as_deref()).collect();
    let mut all: Vec<Unfinished> = open
        .iter()
        .map(|(number, open)| index::unfinished(&format!("forms/{number}"), &open.sheet, &known))
        .collect();
    for left in guided::kept(&guided::folder(room.found)) {
        if names.contains(&left.name.as_str()) {
            continue;
        }
        let Ok(form) = &left.form else {
            continue;
        };
        let sheet = kept::resume(form, |kind, id| file(room, kind, id));
        all.push(match sheet {
            Some(sheet) => {
                let name = wire::encode([("name", left.name.as_str())]);
                index::unfinished(&format!("kept?{name}"), &sheet, &known)
            }
            None => Unfinished {
                address: String::new(),
                words: format!("A {} begun at a terminal", form.kind()),
                note: left
                    .command()
                    .map_or_else(String::new, |command| format!("go on with it there: {command}")),
            },
        });
    }
    all
}

/// Goes on with a form that was left.
pub(super) fn resume(
    clerk: &mut Clerk,
    room: Room<'_>,
    query: &[(String, String)],
) -> Result<Reply, Failure> {
    let name = query
        .iter()
        .find(|(own, _)| own == "name")
        .map_or("", |(_, name)| name);
    if let Some(number) = clerk.drawer.kept_as(name) {
        return Ok(Reply::to(format!("forms/{number}")));
    }
    // Only a name that is there is ever looked for on the disk.
    let left = guided::kept(&guided::folder(room.found))
        .into_iter()
        .find(|left| left.name == name);
    let form = left.and_then(|left| left.form.ok()).ok_or_else(closed)?;
    let sheet = kept::resume(&form, |kind, id| file(room, kind, id)).ok_or_else(|| {
        Failure::with(Exit::Refused, "this form cannot be gone on with here")
            .cure("the record that it changes is gone, or it was begun at a terminal with others in it: go on with it there")
    })?;
    let number = clerk.drawer.put(sheet);
    if let Some(open) = clerk.drawer.get(&number) {
        open.kept = Some(name.to_owned());
    }
    Ok(Reply::to(format!("forms/{number}")))
}

/// The path and the text of a record's file.
fn file(room: Room<'_>, kind: crate::record::Kind, id: &crate::record::RecordId) -> Option<(String, String)> {
    let source = room.records.register.file(kind, id)?;
    let source = room.records.sources.get(source);
    Some((source.path.clone(), source.text.clone()))
}
