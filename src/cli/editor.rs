//! One record while a clerk changes it, by flags or in an editor: what comes back is checked, and kept until it can be saved.
#![expect(
    clippy::disallowed_methods,
    reason = "a record is changed in the clerk's own editor"
)]

use std::io::{BufRead, IsTerminal};
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value as Json, json};

use super::batch::{self, Checked, File};
use super::desk::{Desk, Found};
use super::locked;
use super::schema;
use crate::check;
use crate::check::brought::{Known, name};
use crate::diagnostic::Diagnostics;
use crate::disk;
use crate::failure::{Exit, Failure};
use crate::law::Law;
use crate::register::Key;
use crate::source::{Source, Sources};

/// A text that is ready to be saved, or what is wrong with it.
pub(super) struct Draft {
    /// The file as it would be.
    pub(super) file: File,
    /// What was found in it.
    pub(super) checked: Checked,
}

/// What the clerk's text becomes before it is looked at: a correction is added to it, say.
pub(super) type Amend<'s> = dyn Fn(&str) -> Result<String, Failure> + 's;

/// One record while it is changed.
pub(super) struct Session<'s> {
    pub(super) desk: &'s Desk<'s>,
    pub(super) found: &'s Found<'s>,
    /// The register as it is.
    pub(super) sources: &'s Sources,
    /// The record's file.
    pub(super) source: &'s Source,
    /// Which record it is.
    pub(super) key: &'s Key,
    /// What becomes of the clerk's text.
    pub(super) amend: &'s Amend<'s>,
    /// The first line of the commit.
    pub(super) summary: String,
    /// What is said when it is saved, and what one would do next.
    pub(super) said: (String, String),
}

impl Session<'_> {
    /// Opens the editor until what comes back can be saved, or the clerk stops.
    pub(super) fn in_editor(&self) -> Result<Exit, Failure> {
        if !self.desk.may_ask {
            return Err(
                Failure::with(Exit::Usage, "an editor cannot be opened with --no-input")
                    .cure("name what to change with --set FIELD=VALUE"),
            );
        }
        let folder = disk::scratch_folder()?;
        let copy = self.laid_out(&folder)?;
        loop {
            open_editor(&copy)?;
            let text = disk::read_text(&copy)?;
            if text == self.source.text {
                disk::remove_scratch(&folder);
                self.desk.output.say("Nothing changed.");
                return Ok(Exit::Fine);
            }
            let stopped = match self.draft(&text) {
                Ok(draft) if !draft.checked.1.any_error() => {
                    let kept = format!("your text is kept in {}", copy.display());
                    let exit = self.save(draft).map_err(|failure| failure.besides(&kept))?;
                    disk::remove_scratch(&folder);
                    return Ok(exit);
                }
                Ok(draft) => {
                    self.desk.output.diagnostics(&draft.checked.1, &draft.checked.0);
                    Exit::Problems
                }
                Err(failure) => {
                    self.desk.output.failure_aloud(&failure);
                    failure.exit
                }
            };
            if !self.go_on()? {
                self.desk.output.say(&format!(
                    "Nothing was saved. Your text is kept in {}",
                    copy.display()
                ));
                return Ok(stopped);
            }
        }
    }

    /// A copy of the file to be edited, as deep in `folder` as the file is in the register, with the schemas beside it: the first
    /// line of a record leads an editor to them.
    fn laid_out(&self, folder: &Path) -> Result<PathBuf, Failure> {
        let copy = folder.join(&self.source.path);
        disk::make_folder(copy.parent().unwrap_or(folder))?;
        disk::write(&copy, self.source.text.as_bytes())?;
        // Without them the editor is none the worse for it.
        let _ = schema::lay(folder);
        Ok(copy)
    }

    /// What becomes of a text: amended, checked, and held against what is locked.
    ///
    /// # Errors
    ///
    /// [`Exit::Refused`] where it changes what is locked.
    pub(super) fn draft(&self, text: &str) -> Result<Draft, Failure> {
        let checked = self.problems(text);
        // What cannot be read is told as such, before anything is made of it.
        let (text, checked) = if checked.1.any_error() {
            (text.to_owned(), checked)
        } else {
            let amended = (self.amend)(text)?;
            let checked = if amended == text {
                checked
            } else {
                self.problems(&amended)
            };
            (amended, checked)
        };
        let file = File::changed(self.key, self.source, text);
        if !checked.1.any_error() {
            locked::respected(std::slice::from_ref(&file), &checked)?;
        }
        Ok(Draft { file, checked })
    }

    /// Saves a text, if what was found in it holds no mistakes.
    pub(super) fn save(&self, Draft { file, checked }: Draft) -> Result<Exit, Failure> {
        if file.text == self.source.text && !checked.1.any_error() {
            self.desk.output.say("Nothing changed.");
            return Ok(Exit::Fine);
        }
        let data = self.data();
        if !batch::save(self.found, self.desk, &[file], &self.summary, &checked, &data)? {
            return Ok(Exit::Problems);
        }
        self.desk.output.say(&self.said.0);
        self.desk.output.next(&self.said.1);
        Ok(Exit::Fine)
    }

    fn data(&self) -> Json {
        let (kind, id) = self.key;
        json!({ "kind": kind.word(), "id": id, "path": self.source.path })
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
        let (_, after) = check::check(&sources, &Law::of(&sources), today);
        let mut new = Diagnostics::new();
        let mut elsewhere = Diagnostics::new();
        for problem in &after {
            match sources.get(problem.primary.at.source).path == self.source.path {
                true => new.push(problem.clone()),
                false => elsewhere.push(problem.clone()),
            }
        }
        // What was wrong before matters only where something is wrong elsewhere now, which is rare.
        if !elsewhere.is_empty() {
            let (_, before) = check::check(self.sources, &Law::of(self.sources), today);
            let known = Known::of(&before, self.sources);
            new.append(known.brought(&elsewhere, |problem| name(problem, &sources)));
        }
        (sources, new.sorted())
    }
}

/// The clerk's editor as a command, and the variable that names it; none where no variable does.
pub(super) fn named() -> (String, Option<&'static str>) {
    let told = ["VISUAL", "EDITOR"].into_iter().find_map(|name| {
        let command = std::env::var(name).ok().filter(|value| !value.is_empty())?;
        Some((command, Some(name)))
    });
    let usual = if cfg!(windows) { "notepad" } else { "vi" };
    told.unwrap_or_else(|| (usual.to_owned(), None))
}

/// Whether the clerk has chosen an editor.
pub(super) fn is_chosen() -> bool {
    named().1.is_some()
}

/// A text as it comes back from the clerk's editor.
///
/// # Errors
///
/// [`Exit::Failed`] where the editor fails; the text is kept then.
pub(super) fn text(initial: &str) -> Result<String, Failure> {
    let folder = disk::scratch_folder()?;
    let copy = folder.join("text.md");
    disk::write(&copy, format!("{initial}\n").as_bytes())?;
    open_editor(&copy)?;
    let text = disk::read_text(&copy)?;
    disk::remove_scratch(&folder);
    Ok(text.trim().to_owned())
}

/// Opens a file in the clerk's editor and waits until it is closed.
fn open_editor(file: &Path) -> Result<(), Failure> {
    let (command, _) = named();
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
