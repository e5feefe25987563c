//! The clerk: does what the pages ask, one thing after the other.

use std::sync::Arc;
use std::sync::mpsc::Receiver;

use super::Job;
use super::drawer::Drawer;
use super::reply::Reply;
use super::{keep, preview, save, shown};
use crate::cli::desk::{Desk, Found};
use crate::cli::serve::clock::today;
use crate::edit::gate::Gate;
use crate::edit::index;
use crate::edit::page::About;
use crate::edit::place::{self, Place};
use crate::edit::press::Press;
use crate::edit::render::{Pages, SCRIPT, STYLE};
use crate::edit::sheet::{Held, Sheet};
use crate::failure::{Exit, Failure};
use crate::form::{Answer, Known};
use crate::law::Law;
use crate::record::{Kind, RecordId};
use crate::register::Register;
use crate::source::Sources;

/// What the clerk has before them.
pub(super) struct Clerk {
    pub(super) drawer: Drawer,
    pub(super) pages: Pages,
    pub(super) gate: Arc<Gate>,
}

/// The records as they are at the moment.
pub(super) struct Records {
    pub(super) sources: Sources,
    pub(super) register: Register,
    pub(super) law: Arc<Law>,
}

/// Where a job is done.
#[derive(Clone, Copy)]
pub(super) struct Room<'a> {
    pub(super) desk: &'a Desk<'a>,
    pub(super) found: &'a Found<'a>,
    pub(super) records: &'a Records,
}

impl Room<'_> {
    pub(super) fn known(&self) -> Known<'_> {
        Known {
            register: &self.records.register,
            law: &self.records.law,
            today: self.desk.today,
        }
    }
}

/// Does jobs until the server ends.
pub(in crate::cli::serve) fn work(desk: &Desk<'_>, jobs: &Receiver<Job>, gate: Arc<Gate>) {
    let mut clerk = Clerk {
        drawer: Drawer::default(),
        pages: Pages::new(),
        gate,
    };
    for job in jobs {
        let desk = desk.by(today());
        let reply = clerk
            .answer(&desk, &job)
            .unwrap_or_else(|failure| shown::failure(&clerk, &desk, &failure, &job.path));
        // Nobody waits any more where the page was closed.
        let _ = job.reply.send(reply);
    }
}

/// The register as it is, read anew: another program may have changed it.
pub(super) fn records(found: &Found<'_>) -> Result<Records, Failure> {
    let sources = found.sources()?;
    let law = Law::of(&sources);
    let (register, _) = Register::build(&sources);
    Ok(Records {
        sources,
        register,
        law,
    })
}

impl Clerk {
    fn answer(&mut self, desk: &Desk<'_>, job: &Job) -> Result<Reply, Failure> {
        let steps: Vec<&str> = job.path.split('/').collect();
        match (job.is_post, steps.as_slice()) {
            (false, ["assets", "form.css"]) => return Ok(Reply::file("text/css; charset=utf-8", STYLE)),
            (false, ["assets", "form.js"]) => {
                return Ok(Reply::file("text/javascript; charset=utf-8", SCRIPT));
            }
            (false, ["preview", number, ..]) => {
                let path = job.path.splitn(3, '/').nth(2).unwrap_or_default();
                return Ok(preview::file(self, number, path));
            }
            _ => {}
        }
        let found = desk.open()?;
        found.writable()?;
        let records = records(&found)?;
        let room = Room {
            desk,
            found: &found,
            records: &records,
        };
        match (job.is_post, steps.as_slice()) {
            (false, [""]) => Ok(shown::index(self, room, job)),
            (false, ["add", kind]) => match Kind::from_word(kind) {
                Some(kind) => Ok(self.begin(room, kind, &job.query)),
                None => Err(nothing()),
            },
            (false, ["kept"]) => keep::resume(self, room, &job.query),
            (false, ["records", kind, id]) => self.open(room, kind, id),
            (false, ["forms", number]) => self.resume(room, number),
            (true, ["forms", number]) => self.handed_in(room, number, &job.sent),
            (true, ["forms", number, "preview"]) => preview::told(self, room, number, &job.sent),
            (false, ["recorded", number]) => shown::saved(self, room, number),
            (true, ["recorded", number, "undo"]) => save::undo(self, room, number),
            _ => Err(nothing()),
        }
    }

    /// A new form, with what the address already answers.
    fn begin(&mut self, room: Room<'_>, kind: Kind, query: &[(String, String)]) -> Reply {
        let mut sheet = Sheet::new(kind);
        sheet.answers = place::answers(kind, query);
        let number = self.drawer.put(sheet);
        shown::form(self, room, &number, 1)
    }

    /// A form that holds what a record says.
    fn open(&mut self, room: Room<'_>, kind: &str, id: &str) -> Result<Reply, Failure> {
        let key = Kind::from_word(kind)
            .zip(RecordId::new(id).ok())
            .ok_or_else(nothing)?;
        let register = &room.records.register;
        let missing = || {
            Failure::with(Exit::NotFound, format!("there is no {kind} `{id}`"))
                .cure("somebody may have renamed or withdrawn it; see the list of records")
        };
        if register.withdrawal(key.0, &key.1).is_some() {
            return Err(
                Failure::with(Exit::Refused, format!("the {kind} `{id}` was withdrawn"))
                    .cure("record it anew under another id; this one stays withdrawn"),
            );
        }
        let source = register.file(key.0, &key.1).ok_or_else(missing)?;
        let source = room.records.sources.get(source);
        let sheet = Sheet::of(key.0, &key.1, &source.path, &source.text).ok_or_else(|| {
            Failure::with(
                Exit::Problems,
                format!("{} cannot be read as a record", source.path),
            )
            .cure("mend it in an editor first: scrutiny check shows what is wrong with it")
        })?;
        let number = self.drawer.put(sheet);
        Ok(shown::form(self, room, &number, 2))
    }

    fn resume(&mut self, room: Room<'_>, number: &str) -> Result<Reply, Failure> {
        let open = self.drawer.get(number).ok_or_else(closed)?;
        if open.sheet.saved.is_some() {
            return Ok(Reply::to(format!("../recorded/{number}")));
        }
        Ok(shown::form(self, room, number, 1))
    }

    /// What a form sent: answered with where to go on.
    fn handed_in(
        &mut self,
        room: Room<'_>,
        number: &str,
        sent: &[(String, String)],
    ) -> Result<Reply, Failure> {
        let open = self.drawer.get(number).ok_or_else(closed)?;
        if open.sheet.saved.is_some() {
            // Sent twice: it was saved once.
            return Ok(Reply::to(format!("../recorded/{number}")));
        }
        let pressed = sent.iter().rev().find(|(name, _)| name == "go");
        let press = Press::parse(pressed.map_or("", |(_, value)| value));
        let mut sheet = open.sheet.clone();
        // A page that was open while the record changed may be handed in late: what it says then counts.
        let now = match &sheet.held {
            Some(Held::Changed(now)) => Some(now.clone()),
            _ => None,
        };
        let next = sheet.take(sent, &press);
        if let Press::Add(name) = &press {
            sheet.label(name, &room.known());
        }
        // Whatever comes of it, what was typed is kept.
        self.keep(room, number, sheet.clone())?;
        match &press {
            Press::Discard => {
                keep::discard(self, room, number)?;
                return Ok(Reply::to("../".to_owned()));
            }
            Press::Leave => return Ok(Reply::to("../".to_owned())),
            Press::New(name) => return self.beside(number, &sheet, name),
            _ => {}
        }
        let id = deed(room, &mut sheet, &press, now)?;
        let place = match (&sheet.held, next) {
            (held, _) if held.is_some() || sheet.troubles.iter().any(|trouble| trouble.is_error) => {
                format!("{number}#errors")
            }
            (_, Some(field)) => format!("{number}#q-{}", field.replace('.', "-")),
            _ => number.to_owned(),
        };
        self.keep(room, number, sheet)?;
        Ok(Reply::to(match id {
            Some(id) => self.after_saving(room, number, &id)?,
            None => place,
        }))
    }

    /// Where a person goes on after saving: to the form that waits for the record, or to what is said of it.
    fn after_saving(&mut self, room: Room<'_>, number: &str, id: &RecordId) -> Result<String, Failure> {
        let back = self.drawer.get(number).and_then(|open| open.sheet.back.clone());
        if let Some((waiting, field)) = back
            && let Some(open) = self.drawer.get(&waiting)
            && open.sheet.saved.is_none()
            && let Some(place) = Place::parse(open.sheet.kind, &field)
        {
            let mut sheet = open.sheet.clone();
            place.put(&mut sheet.answers, id.as_str());
            self.keep(room, &waiting, sheet)?;
            return Ok(format!("{waiting}#q-{}", field.replace('.', "-")));
        }
        Ok(format!("../recorded/{number}#done"))
    }

    /// A form for a record that another form is to name.
    fn beside(&mut self, number: &str, sheet: &Sheet, name: &str) -> Result<Reply, Failure> {
        let place = Place::parse(sheet.kind, name).ok_or_else(nothing)?;
        let kind = match place.asked().answer {
            Answer::Body(_) | Answer::Whom(_) => Kind::Body,
            Answer::Record(kind) => kind,
            _ => return Err(nothing()),
        };
        let mut new = Sheet::new(kind);
        if let Answer::Body([role]) = place.asked().answer {
            new.answers.set_one("role", Some(role.word()));
        }
        new.back = Some((number.to_owned(), name.to_owned()));
        let new = self.drawer.put(new);
        Ok(Reply::to(new))
    }

    /// Puts a form back as it stands now, here and on the disk.
    fn keep(&mut self, room: Room<'_>, number: &str, sheet: Sheet) -> Result<(), Failure> {
        if let Some(open) = self.drawer.get(number) {
            open.sheet = sheet;
        }
        keep::keep(self, room, number)
    }

    /// What is known of a form besides its answers.
    pub(super) fn about(&mut self, room: Room<'_>, number: &str) -> About {
        let seal = self.gate.seal(number);
        let back = self.drawer.get(number).and_then(|open| open.sheet.back.clone());
        let back = back.and_then(|(waiting, _)| Some(format!("a {}", self.drawer.get(&waiting)?.sheet.kind)));
        let open = self.drawer.get(number);
        let editing = open
            .as_ref()
            .and_then(|open| Some((open.sheet.kind, open.sheet.editing.as_ref()?.id.clone())));
        let title = editing.map(|(kind, id)| {
            let entry = room.records.register.entry(kind, &id);
            entry.map_or_else(
                || id.to_string(),
                |entry| index::title(&room.records.register, &entry),
            )
        });
        About {
            preview: open.map(|open| open.preview.clone()).unwrap_or_default(),
            number: number.to_owned(),
            seal,
            title: title.unwrap_or_default(),
            back,
        }
    }
}

/// Does what a button asks for; gives the id of the record, if one was saved. `now` is what the file held when it was told
/// that somebody else had changed it.
fn deed(
    room: Room<'_>,
    sheet: &mut Sheet,
    press: &Press,
    now: Option<String>,
) -> Result<Option<RecordId>, Failure> {
    match (press, now) {
        (Press::Theirs, Some(now)) => sheet.join(&now, false),
        (Press::Mine, Some(now)) => {
            sheet.join(&now, true);
            return save::save(room, sheet, press);
        }
        (press, _) if press.saves() => return save::save(room, sheet, press),
        (Press::Check, _) => sheet.troubles = save::look(room, sheet)?,
        _ => {}
    }
    Ok(None)
}

fn nothing() -> Failure {
    Failure::with(Exit::NotFound, "there is no such page").cure("begin at the list of records")
}

/// That a form is not there any more.
pub(super) fn closed() -> Failure {
    Failure::with(Exit::NotFound, "this form is not open any more")
        .cure("it was thrown away, or the server was started anew; go back to see what you typed, and open the form again")
}
