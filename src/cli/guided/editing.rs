//! A record that is there, line by line: it begins at the review.

use serde_json::json;

use super::keep::{Keeper, folder, kept};
use super::room::Room;
use super::{Ended, Sitting};
use crate::cli::batch;
use crate::cli::correct::REASON;
use crate::cli::desk::{Desk, Found};
use crate::cli::edit::Opened;
use crate::cli::editor::{Draft, Session};
use crate::failure::{Exit, Failure};
use crate::form::guide::{Edited, Guide, Made};
use crate::form::{Beside, recall};
use crate::life::{Correcting, corrected};
use crate::yaml;

/// Asks what is to be changed in a record.
pub(in crate::cli) fn edit(opened: &Opened, desk: &Desk<'_>, found: &Found<'_>) -> Result<Exit, Failure> {
    let sitting = Sitting::new(desk, found);
    let (kind, id) = &opened.key;
    let source = opened.source()?;
    let values = yaml::json(&source.text).filter(serde_json::Value::is_object);
    let Some(values) = values.filter(|_| opened.register.withdrawal(*kind, id).is_none()) else {
        let what = format!("the file of {kind}/{id} cannot be asked about line by line");
        return Err(Failure::with(Exit::Problems, what).cure(format!(
            "change it in an editor: scrutiny edit {kind}/{id} --editor"
        )));
    };
    let edited = Edited {
        id: id.to_string(),
        path: source.path.clone(),
        text: source.text.clone(),
    };
    let mut room = Room::open(found)?;
    let forms = folder(found);
    let former = kept(&forms).into_iter().find_map(|kept| {
        let form = kept.form.ok()?;
        let is_own = form.kind() == *kind && form.editing.as_ref().is_some_and(|one| one.id == edited.id);
        is_own.then_some((kept.name, form))
    });
    let (mut guide, mut keeper) = match former {
        Some((name, form)) => {
            let mut guide = Guide::resume(form, Some(edited));
            guide.tell_also("You left this unfinished; it goes on from there.");
            (guide, Keeper::of(forms, &name))
        }
        None => {
            let guide = Guide::edit(*kind, edited, recall(*kind, &values), desk.clock);
            (guide, Keeper::new(forms, &format!("edit-{kind}-{id}")))
        }
    };
    keeper.starts_with(&guide);
    sitting.edit(opened, &mut guide, &mut room, &mut keeper)
}

impl Sitting<'_> {
    fn edit(
        &self,
        opened: &Opened,
        guide: &mut Guide,
        room: &mut Room,
        keeper: &mut Keeper,
    ) -> Result<Exit, Failure> {
        let (kind, id) = &opened.key;
        loop {
            match self.run(guide, room, keeper)? {
                Ended::Save { .. } => {}
                Ended::Left => {
                    keeper.keep(guide)?;
                    self.left(keeper, &format!("scrutiny edit {kind}/{id}"));
                    return Ok(Exit::Fine);
                }
                Ended::Discarded => {
                    keeper.drop()?;
                    self.desk.output.aloud("Thrown away. The record stays as it was.");
                    return Ok(Exit::Fine);
                }
            }
            let Ok(made) = guide.made(&room.known(self.desk.today), false) else {
                continue;
            };
            match self.lay(opened, guide, room, &made) {
                Ok(true) => {
                    keeper.drop()?;
                    self.desk.output.say(&format!("Changed the {kind} `{id}`."));
                    self.desk.output.next("scrutiny build");
                    return Ok(Exit::Fine);
                }
                Ok(false) => guide.tell("Nothing was saved."),
                Err(failure) if failure.exit == Exit::Refused => {
                    self.desk.output.failure_aloud(&failure);
                    if self.correct(opened, guide, room, &made)? {
                        keeper.drop()?;
                        return Ok(Exit::Fine);
                    }
                    guide.tell("Nothing was saved.");
                }
                Err(failure) => return Err(keeper.besides(failure)),
            }
        }
    }

    /// Saves what changed; whether it was saved.
    fn lay(&self, opened: &Opened, guide: &Guide, room: &Room, made: &Made) -> Result<bool, Failure> {
        let (kind, id) = &opened.key;
        let session = self.session(opened, room, &|text| Ok(text.to_owned()))?;
        let draft = session.draft(&made.text)?;
        self.commit(guide, room, draft, &format!("Edit {kind}: {id}"))
    }

    /// Offers to put right what is locked, with the reason; whether it was.
    fn correct(&self, opened: &Opened, guide: &Guide, room: &Room, made: &Made) -> Result<bool, Failure> {
        let (kind, id) = &opened.key;
        let help =
            "A correction keeps what stood there before, with the day and the reason, on the record's page.";
        if !self
            .ask
            .yes("Put it right with a correction, and say why?", true, help)?
        {
            return Ok(false);
        }
        let Ok(why) = REASON.text(self.desk, None) else {
            return Ok(false);
        };
        let how = Correcting {
            today: self.desk.clock,
            why: &why,
            what: None,
            withhold: false,
        };
        let source = opened.source()?;
        let amend = |text: &str| match corrected(&source.text, text, &how) {
            Ok(done) => Ok(done.text),
            Err(fault) => Err(crate::cli::correct::refused(&format!("{kind}/{id}"), &fault)),
        };
        let session = self.session(opened, room, &amend)?;
        let done = session
            .draft(&made.text)
            .and_then(|draft| self.commit(guide, room, draft, &format!("Correct {kind}: {id}")));
        match done {
            Ok(true) => {
                self.desk.output.say(&format!(
                    "Corrected {kind}/{id}. What it said before, the day and the reason stand in the record."
                ));
                self.desk.output.next("scrutiny build");
                Ok(true)
            }
            Ok(false) => Ok(false),
            Err(failure) if failure.exit == Exit::Refused => {
                self.desk.output.failure_aloud(&failure);
                Ok(false)
            }
            Err(failure) => Err(failure),
        }
    }

    fn session<'o>(
        &'o self,
        opened: &'o Opened,
        room: &'o Room,
        amend: &'o super::super::editor::Amend<'o>,
    ) -> Result<Session<'o>, Failure> {
        Ok(Session {
            desk: self.desk,
            found: self.found,
            // With the new records, so that naming them is no mistake.
            sources: &room.sources,
            source: opened.source()?,
            key: &opened.key,
            amend,
            summary: String::new(),
            said: (String::new(), String::new()),
        })
    }

    /// Saves the changed record, with the new ones it names, as one commit.
    fn commit(&self, guide: &Guide, room: &Room, draft: Draft, summary: &str) -> Result<bool, Failure> {
        let needed: Vec<&Beside> = guide.needed();
        let mut files: Vec<_> = room
            .made(&needed, self.desk.today)
            .iter()
            .map(super::adding::file)
            .collect();
        let file = draft.file;
        let data = json!({ "kind": file.kind.word(), "id": file.id, "path": file.path });
        files.push(file);
        batch::save(self.found, self.desk, &files, summary, &draft.checked, &data)
    }
}
