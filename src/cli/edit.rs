//! `scrutiny edit`: a record in an editor, or one field of it by name.
#![expect(
    clippy::disallowed_methods,
    reason = "this command starts the clerk's own editor"
)]

use std::cell::LazyCell;
use std::io::{BufRead, IsTerminal};
use std::path::Path;
use std::process::Command;

use chrono::NaiveDate;
use clap::Args;
use serde_json::json;

use super::batch::{self, Checked, File};
use super::desk::{Desk, Found};
use super::name;
use super::spoken;
use crate::check;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::disk;
use crate::failure::{Exit, Failure};
use crate::law::Law;
use crate::register::{Key, Register};
use crate::source::{Source, Sources};
use crate::yaml::{self, EditError, Put};

/// Change a record, in an editor or by naming a field.
///
/// Without --set or --unset the record opens in your editor (the variables VISUAL or EDITOR name it). What you
/// save is checked; with a mistake the editor opens again with your text, and nothing is lost.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  scrutiny edit kent-hosc\n  \
    scrutiny edit kent-hosc --set website=https://democracy.kent.gov.uk/\n  \
    scrutiny edit resolution/kent-hosc-2025-10-09-all-age-mental-health --set minutes.status=confirmed")]
pub(super) struct Edit {
    /// The record, by its id or the beginning of it
    record: String,

    /// Set a field, as FIELD=VALUE; a field inside a group as group.field; a list as field=[one, another]; a date
    /// as 2026-03-12 or 12/03/2026 (day first)
    #[arg(long = "set", value_name = "FIELD=VALUE")]
    sets: Vec<String>,

    /// Take a field out
    #[arg(long = "unset", value_name = "FIELD")]
    unsets: Vec<String>,
}

impl Edit {
    pub(super) fn run(&self, desk: &Desk<'_>) -> Result<Exit, Failure> {
        let found = desk.open()?;
        found.writable()?;
        let sources = found.sources()?;
        let (register, _) = Register::build(&sources);
        let key = name::find(&register, &self.record)?;
        let source = register
            .file(key.0, &key.1)
            .map(|id| sources.get(id))
            .expect("the name was found by its file");
        if source.refusal.is_some() {
            let what = format!("{} cannot be edited here", source.path);
            return Err(
                Failure::with(Exit::Problems, what).cure("run `scrutiny check` to see what is wrong with it")
            );
        }
        let session = Session {
            desk,
            found: &found,
            sources: &sources,
            source,
            key: &key,
        };
        if self.sets.is_empty() && self.unsets.is_empty() {
            session.in_editor()
        } else {
            let text = self.fields_set(&source.text, desk.clock)?;
            let checked = session.problems(&text);
            session.save(text, &checked)
        }
    }

    /// The text with the fields set and taken out as the flags say.
    fn fields_set(&self, text: &str, today: NaiveDate) -> Result<String, Failure> {
        let mut text = text.to_owned();
        for set in &self.sets {
            let (field, value) = set.split_once('=').ok_or_else(|| {
                Failure::with(Exit::Usage, format!("`{set}` cannot be understood"))
                    .cure("write it as FIELD=VALUE")
            })?;
            text = put(&text, field, &value_of(value, today))?;
        }
        for field in &self.unsets {
            text = put(&text, field, &Put::Nothing)?;
        }
        Ok(text)
    }
}

/// A value as a flag gives it: a list in brackets, a date in figures with the day first, or text.
fn value_of(value: &str, today: NaiveDate) -> Put {
    if let Some(list) = value.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        let words = list.split(',').map(str::trim).filter(|word| !word.is_empty());
        return Put::Words(words.map(str::to_owned).collect());
    }
    let is_figures = value.contains('/') && value.bytes().all(|byte| byte.is_ascii_digit() || byte == b'/');
    match spoken::date(value, today) {
        Ok(date) if is_figures => Put::Text(date.to_string()),
        _ => Put::Text(value.to_owned()),
    }
}

fn put(text: &str, field: &str, value: &Put) -> Result<String, Failure> {
    let path: Vec<&str> = field.split('.').collect();
    yaml::set(text, &path, value).map_err(|error| match error {
        EditError::NoSuchField(name) => {
            Failure::with(Exit::NotFound, format!("the record has no field `{name}`"))
                .cure("see `scrutiny show ID` for the fields it has")
        }
        EditError::Unreadable => Failure::with(Exit::Problems, "the file as it is cannot be read")
            .cure("run `scrutiny check` and mend it in an editor first"),
        EditError::Unsafe => Failure::with(
            Exit::Refused,
            format!("`{field}` cannot be changed without touching more"),
        )
        .cure("change it in an editor: leave --set out"),
    })
}

/// One record while it is edited.
struct Session<'s> {
    desk: &'s Desk<'s>,
    found: &'s Found<'s>,
    sources: &'s Sources,
    source: &'s Source,
    key: &'s Key,
}

impl Session<'_> {
    /// Opens the editor until what comes back can be saved, or the clerk stops.
    fn in_editor(&self) -> Result<Exit, Failure> {
        if !self.desk.may_ask {
            return Err(
                Failure::with(Exit::Usage, "an editor cannot be opened with --no-input")
                    .cure("name what to change with --set FIELD=VALUE"),
            );
        }
        let folder = disk::scratch_folder()?;
        let copy = folder.join(format!("{}.yaml", self.key.1));
        disk::write(&copy, self.source.text.as_bytes())?;
        loop {
            open_editor(&copy)?;
            let text = disk::read_text(&copy)?;
            if text == self.source.text {
                disk::remove_scratch(&folder);
                self.desk.output.say("Nothing changed.");
                return Ok(Exit::Fine);
            }
            let checked = self.problems(&text);
            if !checked.1.any_error() {
                let exit = self.save(text, &checked)?;
                disk::remove_scratch(&folder);
                return Ok(exit);
            }
            self.desk.output.diagnostics(&checked.1, &checked.0);
            if !self.go_on()? {
                self.desk.output.say(&format!(
                    "Nothing was saved. Your text is kept in {}",
                    copy.display()
                ));
                return Ok(Exit::Problems);
            }
        }
    }

    /// Asks whether to open the editor again.
    fn go_on(&self) -> Result<bool, Failure> {
        if !std::io::stdin().is_terminal() {
            return Ok(false);
        }
        self.desk
            .output
            .say("Press Enter to go on editing, or type q and Enter to stop:");
        let mut answer = String::new();
        let read = std::io::stdin().lock().read_line(&mut answer);
        let length = read.map_err(|error| Failure::new("your answer could not be read").because(error))?;
        Ok(length > 0 && !["q", "quit", "n", "no"].contains(&answer.trim().to_lowercase().as_str()))
    }

    /// What the new text brings that was not wrong before.
    fn problems(&self, text: &str) -> Checked {
        let today = self.desk.clock;
        let new = Source::from_bytes(&self.source.path, text.as_bytes().to_vec());
        let sources = self.sources.clone().with(vec![new]);
        // What was wrong before matters only where something is wrong elsewhere now, which is rare.
        let before = LazyCell::new(|| check::check(self.sources, &Law::of(self.sources), today).1);
        let (_, after) = check::check(&sources, &Law::of(&sources), today);
        let same = |one: &Diagnostic, other: &Diagnostic| {
            (one.code, one.primary.at.source, &one.message)
                == (other.code, other.primary.at.source, &other.message)
        };
        let here = |problem: &Diagnostic| sources.get(problem.primary.at.source).path == self.source.path;
        let mut new = Diagnostics::new();
        for problem in &after {
            if here(problem) || !before.iter().any(|old| same(old, problem)) {
                new.push(problem.clone());
            }
        }
        (sources, new)
    }

    /// Saves the new text, if what was found in it holds no mistakes.
    fn save(&self, text: String, checked: &Checked) -> Result<Exit, Failure> {
        let (kind, id) = self.key;
        let data = json!({ "kind": kind.word(), "id": id, "path": self.source.path });
        if text == self.source.text && !checked.1.any_error() {
            self.desk.output.say("Nothing changed.");
            return Ok(Exit::Fine);
        }
        let file = File {
            kind: *kind,
            id: id.clone(),
            path: self.source.path.clone(),
            before: Some(self.source.text.clone()),
            text,
        };
        let summary = format!("Edit {kind}: {id}");
        if !batch::save(self.found, self.desk, &[file], &summary, checked, &data)? {
            return Ok(Exit::Problems);
        }
        self.desk.output.say(&format!("Changed the {kind} `{id}`."));
        self.desk.output.next("scrutiny build");
        Ok(Exit::Fine)
    }
}

/// Opens a file in the clerk's editor and waits until it is closed.
fn open_editor(file: &Path) -> Result<(), Failure> {
    let named = ["VISUAL", "EDITOR"]
        .iter()
        .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()));
    let command = named.unwrap_or_else(|| {
        if cfg!(windows) {
            "notepad".to_owned()
        } else {
            "vi".to_owned()
        }
    });
    let mut words = command.split_whitespace();
    let program = words.next().unwrap_or("vi");
    let status = Command::new(program).args(words).arg(file).status();
    let cure = "set the variable EDITOR to a program that edits text, or use --set FIELD=VALUE";
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(
            Failure::new(format!("the editor `{command}` ended with {status}")).cure(format!(
                "nothing was saved; your text is kept in {}",
                file.display()
            )),
        ),
        Err(error) => Err(
            Failure::new(format!("the editor `{command}` could not be started"))
                .because(error)
                .cure(cure),
        ),
    }
}
