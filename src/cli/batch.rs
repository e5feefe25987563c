//! Files that are saved together or not at all: checked first, shown where nothing is to be written, one commit.

use serde_json::Value as Json;

use super::desk::{Desk, Found};
use super::locked;
use crate::check;
use crate::check::brought::{Known, name};
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::disk::{self, FileEdit};
use crate::failure::{Exit, Failure};
use crate::law::Law;
use crate::record::{Kind, RecordId};
use crate::register::{self, Key};
use crate::source::{Source, Sources, same_lines};
use crate::yaml;

/// The file of one record, as it shall be.
#[derive(Clone, Debug)]
pub(super) struct File {
    /// The kind of record.
    pub(super) kind: Kind,
    /// Its id.
    pub(super) id: RecordId,
    /// Where it is kept, below the register's folder.
    pub(super) path: String,
    /// What it held when it was read; none for a new record.
    pub(super) before: Option<String>,
    /// What it shall hold.
    pub(super) text: String,
}

/// The register with files that are about to be saved, and what is wrong because of them.
pub(super) type Checked = (Sources, Diagnostics);

impl File {
    /// The file of a record that is there, with what it shall hold.
    pub(super) fn changed((kind, id): &Key, was: &Source, text: String) -> Self {
        Self {
            kind: *kind,
            id: id.clone(),
            path: was.path.clone(),
            before: Some(was.text.clone()),
            text,
        }
    }

    /// The file as the register would hold it.
    pub(super) fn source(&self) -> Source {
        Source::from_bytes(&self.path, self.text.clone().into_bytes())
    }

    /// Where the record is kept until now: here, or, where it gets another id, in the file that goes; nowhere where it is new.
    fn kept_at<'f>(&'f self, others: &'f [FileEdit]) -> Option<&'f str> {
        if self.before.is_some() {
            return Some(&self.path);
        }
        let record = yaml::json(&self.text)?;
        let aliases: Vec<&str> = record["aliases"]
            .as_array()?
            .iter()
            .filter_map(Json::as_str)
            .collect();
        let is_former = |path: &str| {
            register::key(path).is_some_and(|(kind, id)| kind == self.kind && aliases.contains(&id.as_str()))
        };
        let gone = others.iter().filter(|edit| edit.after.is_none());
        gone.map(|edit| edit.path.as_str()).find(|path| is_former(path))
    }

    /// The record's name in the trailers of a commit.
    fn key(&self) -> String {
        format!("{}/{}", self.kind.folder(), self.id)
    }

    fn edit(&self) -> FileEdit {
        FileEdit {
            path: self.path.clone(),
            before: self.before.clone().map(String::into_bytes),
            after: Some(self.text.clone().into_bytes()),
        }
    }
}

/// A register with some files as they shall be, what is wrong with those, and what mistakes they bring to others.
pub(super) fn checked(desk: &Desk<'_>, before: &Sources, files: &[File]) -> Checked {
    let sources = before.clone().with(files.iter().map(File::source).collect());
    weighed(desk, before, sources, |path| {
        files.iter().any(|file| file.path == path)
    })
}

/// A register as it shall be: what is wrong with the files that are meant, and what mistakes it brings to others.
pub(super) fn weighed(
    desk: &Desk<'_>,
    before: &Sources,
    sources: Sources,
    is_own: impl Fn(&str) -> bool,
) -> Checked {
    let check = |sources: &Sources| check::check(sources, &Law::of(sources), desk.clock).1;
    let mut problems = Diagnostics::new();
    let mut elsewhere = Diagnostics::new();
    for problem in &check(&sources) {
        if concerns(problem, &sources, &is_own) {
            problems.push(problem.clone());
        } else if problem.severity() == Severity::Error {
            elsewhere.push(problem.clone());
        }
    }
    // Few registers have mistakes, so what was wrong before is seldom asked.
    if !elsewhere.is_empty() {
        let known = Known::of(&check(before), before);
        problems.append(known.brought(&elsewhere, |problem| name(problem, &sources)));
    }
    (sources, problems.sorted())
}

/// The problems that name a place in one of these files.
pub(super) fn concerning(all: &Diagnostics, sources: &Sources, is_one: impl Fn(&str) -> bool) -> Diagnostics {
    let mut own = Diagnostics::new();
    for problem in all.iter().filter(|problem| concerns(problem, sources, &is_one)) {
        own.push(problem.clone());
    }
    own
}

/// Whether a problem names a place in one of these files.
fn concerns(problem: &Diagnostic, sources: &Sources, is_one: impl Fn(&str) -> bool) -> bool {
    let mut places = std::iter::once(&problem.primary).chain(&problem.related);
    places.any(|label| is_one(&sources.get(label.at.source).path))
}

/// The problems without that a view is still to be recorded: of a new resolution that is no fault but the next step.
pub(super) fn without_next_step(problems: &Diagnostics) -> Diagnostics {
    let mut own = Diagnostics::new();
    for problem in problems
        .iter()
        .filter(|one| one.code.name != "unrecorded-determination")
    {
        own.push(problem.clone());
    }
    own
}

/// How a dry run ends: with what is wrong with the files, which its caller has shown.
pub(super) fn shown(desk: &Desk<'_>, (sources, problems): &Checked) -> Exit {
    desk.output.diagnostics(problems, sources);
    if problems.any_error() {
        Exit::Problems
    } else {
        Exit::Fine
    }
}

/// Saves the files as one commit, unless something is wrong with them; prints the problems, with `data` as JSON. Whether
/// they were saved.
///
/// # Errors
///
/// [`Exit::Refused`] where a file changes what is locked in it and no correction says so.
pub(super) fn save(
    found: &Found<'_>,
    desk: &Desk<'_>,
    files: &[File],
    summary: &str,
    checked: &Checked,
    data: &Json,
) -> Result<bool, Failure> {
    save_with(found, desk, files, &[], summary, checked, data)
}

/// As [`save`], with files of other kinds that change beside them: one that moves away, a page.
///
/// # Errors
///
/// As [`save`].
pub(super) fn save_with(
    found: &Found<'_>,
    desk: &Desk<'_>,
    files: &[File],
    others: &[FileEdit],
    summary: &str,
    checked: &Checked,
    data: &Json,
) -> Result<bool, Failure> {
    let (sources, problems) = checked;
    if problems.any_error() {
        desk.output.problems(problems, sources, data, false);
        desk.output.say("Nothing was saved.");
        return Ok(false);
    }
    let saved = as_saved(found, files, others)?;
    locked::respected(&saved, checked)?;
    let edits = files.iter().map(File::edit).chain(others.iter().cloned());
    let keys: Vec<String> = files.iter().map(File::key).collect();
    found.save(&edits.collect::<Vec<_>>(), summary, &keys)?;
    for (file, saved) in files.iter().zip(&saved) {
        if let (Some(here), Some(saved)) = (&file.before, &saved.before)
            && !same_lines(here.as_bytes(), saved.as_bytes())
        {
            let path = &file.path;
            desk.output.say(&format!(
                "What was changed by hand in {path} before was saved with it."
            ));
        }
    }
    desk.output.problems(problems, sources, data, true);
    Ok(true)
}

/// The files with what they held when they were last saved, under whatever id: what was changed by hand since is saved with
/// them, and what is locked is locked against that, too.
///
/// # Errors
///
/// [`Exit::Refused`] where a file was moved by hand since: its record would stand in two files.
fn as_saved(found: &Found<'_>, files: &[File], others: &[FileEdit]) -> Result<Vec<File>, Failure> {
    let Some(repo) = &found.repo else {
        return Ok(files.to_vec());
    };
    let saved = |file: &File| {
        let Some(kept_at) = file.kept_at(others) else {
            return Ok(file.clone());
        };
        let saved = repo.saved(kept_at)?;
        let key = register::key(kept_at);
        if saved.is_none()
            && let Some((kind, id)) = &key
            && let Some(elsewhere) = repo.find_saved(|path| register::key(path) == key)?
        {
            let what = format!("{elsewhere} was moved by hand to {kept_at}, and that is not saved");
            return Err(Failure::with(Exit::Refused, what).cure(format!(
                "save that first: scrutiny save {kind}/{id}; or put the file back where it was"
            )));
        }
        let saved = saved.and_then(|bytes| String::from_utf8(bytes).ok());
        Ok(File {
            before: saved.or_else(|| file.before.clone()),
            ..file.clone()
        })
    };
    files.iter().map(saved).collect()
}

/// Keeps texts that could not be saved in a folder of their own, and adds to the failure where that is.
pub(super) fn kept(failure: Failure, files: &[File]) -> Failure {
    let keep = || {
        let folder = disk::scratch_folder()?;
        for file in files {
            disk::write(&folder.join(&file.path), file.text.as_bytes())?;
        }
        Ok::<_, Failure>(folder)
    };
    match keep() {
        Ok(folder) => failure.besides(&format!(
            "what you entered is kept as files in {}",
            folder.display()
        )),
        // There is no place for it at all; the failure itself says what is wrong.
        Err(_) => failure,
    }
}
