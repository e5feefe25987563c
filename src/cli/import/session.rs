//! One import from beginning to end: the item, whether it is there already, the plan, the records, the commit.

mod renewing;

use std::io::IsTerminal;

use serde_json::{Value as Json, json};

use super::again::{self, Again};
use super::answers::Answers;
use super::compose::{self, Composed};
use super::json::Lines;
use super::plan::{self, Lack, Material};
use super::{choose, flags, form, json, minutes, show};
use crate::check;
use crate::check::brought::{Known, name};
use crate::cli::ask::Ask;
use crate::cli::batch::{self, Checked, File};
use crate::cli::build::Build;
use crate::cli::desk::{Desk, Found, Read};
use crate::diagnostic::Diagnostics;
use crate::failure::{Exit, Failure};
use crate::minutes::Minutes;
use crate::record::resolution::Resolution;
use crate::record::{Entry, Kind};

/// What an import works with.
pub(super) struct Session<'s> {
    flags: &'s minutes::Minutes,
    desk: &'s Desk<'s>,
    found: &'s Found<'s>,
    read: Read,
    minutes: Minutes,
    sum: String,
}

impl<'s> Session<'s> {
    pub(super) fn new(
        flags: &'s minutes::Minutes,
        desk: &'s Desk<'s>,
        found: &'s Found<'s>,
        minutes: Minutes,
        sum: String,
    ) -> Result<Self, Failure> {
        Ok(Self {
            flags,
            desk,
            found,
            read: found.read_to_look()?,
            minutes,
            sum,
        })
    }

    /// Whether questions can be asked and answered here.
    fn asks(&self) -> bool {
        let terminals = std::io::stdin().is_terminal() && std::io::stderr().is_terminal();
        self.desk.may_ask && terminals && !self.flags.dry_run && !self.desk.output.is_json()
    }

    pub(super) fn run(&self) -> Result<Exit, Failure> {
        let item = choose::item(&self.minutes, self.flags.item.as_deref())?;
        if self.asks() {
            return self.guided(item);
        }
        if self.flags.dry_run && !self.desk.output.is_json() {
            self.show(item);
        }
        let Some(item) = item else {
            return Ok(self.no_item());
        };
        let answers = flags::answers(
            self.flags,
            &self.minutes.items[item],
            &self.read.register,
            self.desk.clock,
        )?;
        let material = self.material(item);
        self.record(&material, answers, None).map(|(exit, _)| exit)
    }

    /// Shows what was read: of the item, or where none is chosen of all.
    fn show(&self, item: Option<usize>) {
        let page = &self.minutes.page;
        let read = match item {
            Some(item) => show::item(page, &self.minutes.items[item], &Lines::of(&page.text)),
            None => show::items(&self.minutes),
        };
        self.desk
            .output
            .article(&format!("{}\n{read}", show::page(&self.minutes, &self.sum)));
    }

    /// Records what is settled, or says what is not; whether anything was written.
    fn record(
        &self,
        material: &Material<'_>,
        answers: Answers,
        ask: Option<&Ask<'_>>,
    ) -> Result<(Exit, bool), Failure> {
        match again::look(material, &answers) {
            // The same bytes may have been confirmed since.
            Again::Same(entry) if answers.status.is_none() && answers.confirmed_on.is_none() => {
                Ok((self.already(entry), false))
            }
            Again::Same(entry) | Again::Other(entry) => self.renew(material, answers, entry, ask),
            Again::New => match plan::plan(material, &answers) {
                Ok(plan) => self.write(material, &plan).map(|exit| (exit, exit == Exit::Fine)),
                Err(lacks) => Ok((self.refuse(&lacks), false)),
            },
        }
    }

    fn material(&self, item: usize) -> Material<'_> {
        Material {
            page: &self.minutes.page,
            item: &self.minutes.items[item],
            items: self.minutes.items.len(),
            register: &self.read.register,
            sum: &self.sum,
        }
    }

    /// Asks step by step, then writes.
    fn guided(&self, item: Option<usize>) -> Result<Exit, Failure> {
        let ask = Ask::new(self.desk.output);
        let given = |item: usize| {
            flags::answers(
                self.flags,
                &self.minutes.items[item],
                &self.read.register,
                self.desk.clock,
            )
        };
        let table = form::Table {
            minutes: &self.minutes,
            register: &self.read.register,
            law: &self.read.law,
            sum: &self.sum,
            today: self.desk.clock,
            marks: ask.marks(),
        };
        let done = form::run(&ask, &table, item, &given)?;
        let form::Ending::Save(item, answers) = done else {
            self.desk.output.say("Nothing was written.");
            return Ok(Exit::Fine);
        };
        let material = self.material(item);
        let draft = answers.draft;
        let (exit, written) = self.record(&material, *answers, Some(&ask))?;
        let build = written && !self.flags.build && !draft;
        if build
            && ask.yes(
                "Build the site now?",
                true,
                "The pages are made again in site/, so that you can look at them.",
            )?
        {
            return Build::default().run(self.desk);
        }
        if build {
            self.desk.output.next("scrutiny build");
        }
        Ok(exit)
    }

    /// Several items, and nobody says which.
    fn no_item(&self) -> Exit {
        let lack = Lack::new(
            format!(
                "these minutes hold several items:\n{}",
                choose::list(&self.minutes)
            ),
            "--item NUMBER or words of its title; one item is recorded at a time",
        );
        self.refuse(&[lack])
    }

    /// Says all that is not settled; writes nothing.
    fn refuse(&self, lacks: &[Lack]) -> Exit {
        let output = self.desk.output;
        let problems: Vec<(String, String)> = lacks
            .iter()
            .map(|lack| (lack.what.clone(), lack.flag.clone()))
            .collect();
        let things = crate::view::words::counted(lacks.len(), "thing");
        let first = format!("nothing was saved: {things} must be settled first");
        let data = json!({ "read": json::read(&self.minutes, &self.sum) });
        output.refusal(&first, &problems, &data);
        Exit::Refused
    }

    /// The item is in the register, from these very bytes.
    fn already(&self, entry: &Entry<Resolution>) -> Exit {
        let output = self.desk.output;
        if output.is_json() {
            output.json(&json!({
                "already": format!("resolution/{}", entry.id), "read": json::read(&self.minutes, &self.sum),
            }));
        }
        output.say(&format!(
            "These minutes are recorded already, as resolution/{}. Nothing was written.",
            entry.id
        ));
        output.next(&format!("scrutiny show resolution/{}", entry.id));
        Exit::Fine
    }

    /// Writes a new resolution with all that goes with it.
    fn write(&self, material: &Material<'_>, plan: &plan::Plan) -> Result<Exit, Failure> {
        let composed = compose::compose(material, plan, &self.read.sources, self.desk.clock)?;
        let id = composed.files.iter().find(|file| file.kind == Kind::Resolution);
        let next = id.map_or_else(String::new, |file| {
            format!("scrutiny show resolution/{}", file.id)
        });
        let exit = self.save(&composed, &json!({}))?;
        if exit == Exit::Fine && !self.flags.dry_run {
            self.last(plan, &next);
            if self.flags.build {
                return Build::silent().run(self.desk);
            }
        }
        Ok(exit)
    }

    fn last(&self, plan: &plan::Plan, next: &str) {
        let others = plan::with_clauses(&self.minutes).len();
        if others > 1 {
            self.desk.output.say(&format!(
                "Of these minutes, {} hold clauses; import another with --item.",
                crate::view::words::counted(others, "item")
            ));
        }
        if plan.changes.is_empty() && plan.new_change.is_none() {
            self.desk
                .output
                .say("No change is named with it; `scrutiny edit` adds one to its `changes`.");
        }
        // Where the next question is whether to build, nothing else comes next.
        if !self.flags.build && !self.asks() {
            self.desk.output.next(&format!("{next}; scrutiny build"));
        }
    }

    /// Checks and saves files; or shows them, where nothing is to be written.
    fn save(&self, composed: &Composed, extra: &Json) -> Result<Exit, Failure> {
        let output = self.desk.output;
        let found = batch::checked(self.desk, &self.read.sources, &composed.files);
        let fresh = self.fresh(&composed.files, &found);
        let checked = (found.0, fresh);
        let records: Vec<Json> = composed.files.iter().map(record).collect();
        let mut data = json!({ "records": records });
        for (name, value) in extra.as_object().into_iter().flatten() {
            data[name] = value.clone();
        }
        if self.flags.dry_run {
            data["read"] = json::read(&self.minutes, &self.sum);
            if output.is_json() {
                output.problems(&checked.1, &checked.0, &data, !checked.1.any_error());
                return Ok(if checked.1.any_error() {
                    Exit::Problems
                } else {
                    Exit::Fine
                });
            }
            for file in &composed.files {
                output.say(&format!("{} would hold:", file.path));
                output.data(&format!("{}\n", file.text));
            }
            return Ok(batch::shown(self.desk, &checked));
        }
        let saved = batch::save(
            self.found,
            self.desk,
            &composed.files,
            &composed.summary,
            &checked,
            &data,
        );
        // What was typed at a terminal is in no command that could be given again.
        let saved = saved.map_err(|failure| match self.asks() {
            true => batch::kept(failure, &composed.files),
            false => failure,
        })?;
        if !saved {
            return Ok(Exit::Problems);
        }
        for file in &composed.files {
            let done = if file.before.is_some() {
                "Changed"
            } else {
                "Recorded"
            };
            output.say(&format!("{done} {}/{}.", file.kind, file.id));
        }
        for note in &composed.notes {
            output.say(note);
        }
        Ok(Exit::Fine)
    }

    /// The problems, without those that files which are only changed had before.
    fn fresh(&self, files: &[File], (sources, problems): &Checked) -> Diagnostics {
        let old = |path: &str| {
            files
                .iter()
                .any(|file| file.before.is_some() && file.path == path)
        };
        if problems.is_empty() || files.iter().all(|file| file.before.is_none()) {
            return problems.clone();
        }
        let (_, all) = check::check(&self.read.sources, &self.read.law, self.desk.clock);
        let before = batch::concerning(&all, &self.read.sources, old);
        let known = Known::of(&before, &self.read.sources);
        known.brought(problems, |problem| name(problem, sources))
    }
}

/// A file as JSON.
fn record(file: &File) -> Json {
    json!({
        "kind": file.kind.word(), "id": file.id, "path": file.path, "new": file.before.is_none(), "text": file.text,
    })
}
