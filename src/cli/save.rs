//! `scrutiny save`: what was changed by hand, in another program, becomes one change of the register like any other.

use std::collections::BTreeSet;

use clap::Args;
use serde_json::json;

use super::batch::{self, File};
use super::desk::Desk;
use super::difference::{Difference, Files};
use super::help::{self, Examples};
use super::locked;
use crate::disk::{FileEdit, intake};
use crate::failure::{Exit, Failure};
use crate::git::Repo;
use crate::register::{self, Key};
use crate::source::{Source, Sources, is_hidden};

/// What its help shows first.
const EXAMPLES: Examples = [
    ("scrutiny save", "all that was changed by hand"),
    (
        "scrutiny save --dry-run",
        "what that would be, and whether it can be saved",
    ),
    (
        "scrutiny save records/register.yaml --summary \"New address of the site\"",
        "one file, with words for the history",
    ),
];

/// Save what was changed by hand: records, pages, settings, templates.
///
/// What another program changed below records/ and templates/ is not saved by that alone. This shows it, checks it as if a
/// command had made it, and makes one change of it that `scrutiny undo` takes back. With a mistake nothing is saved. Words of
/// confirmed minutes and what a determination says need a correction, and no record is taken out without a trace.
#[derive(Debug, Args)]
#[command(before_help = help::first(&EXAMPLES))]
pub(super) struct Save {
    /// Only these: records by their id, files, or all below a folder [default: all that is not saved]
    #[arg(value_name = "RECORD|FILE")]
    wanted: Vec<String>,

    /// What the history says of it, in a line [default: what was changed]
    #[arg(long, value_name = "TEXT")]
    summary: Option<String>,

    /// Show what would be saved and what is wrong with it, and save nothing
    #[arg(long)]
    dry_run: bool,
}

/// A file that is kept in the register, or was.
struct Kept {
    /// Its path below the register's folder.
    path: String,
    /// The record it is the file of.
    key: Option<Key>,
}

impl Save {
    pub(super) fn run(&self, desk: &Desk<'_>) -> Result<Exit, Failure> {
        let found = desk.open()?;
        found.writable()?;
        let Some(repo) = &found.repo else {
            return Err(Failure::with(
                Exit::Usage,
                "this register is not in Git, so what is in its files is all there is",
            )
            .cure("put it in Git to keep its history: git init"));
        };
        let saved = last(repo)?;
        let folder = Files::in_folder(&found)?;
        let mut unsaved = self.wanted(kept(&saved, &folder))?;
        unsaved.retain(|file| !file.is_saved(&saved, &folder));
        let after = laid_over(saved.clone(), &folder, &unsaved);
        let difference = Difference::between(&saved, &after);
        if unsaved.is_empty() {
            desk.output.say("Nothing was changed by hand.");
            desk.output.json_or_nothing(&told(&difference, false));
            return Ok(Exit::Fine);
        }
        if !desk.output.is_json() {
            desk.output.page(&difference.text(false, &desk.output.screen));
        }
        let summary = self.summary(&unsaved)?;
        let paths: BTreeSet<&str> = unsaved.iter().map(|one| one.path.as_str()).collect();
        let checked = batch::weighed(desk, &saved.sources, after.sources, |path| paths.contains(path));
        let (sources, problems) = &checked;
        if problems.any_error() {
            desk.output
                .problems(problems, sources, &told(&difference, false), false);
            desk.output.say("Nothing was saved.");
            return Ok(Exit::Problems);
        }
        let gone = unsaved.iter().filter(|one| sources.find(&one.path).is_none());
        let gone: Vec<&Source> = gone.filter_map(|one| saved.sources.find(&one.path)).collect();
        locked::left_standing(&gone, sources)?;
        locked::respected(&files(&unsaved, &saved.sources, sources), &checked)?;
        if !self.dry_run {
            let edits: Vec<FileEdit> = unsaved.iter().map(|one| one.edit(&folder)).collect();
            let records: Vec<String> = unsaved.iter().filter_map(Kept::name).collect();
            found.save(&edits, &summary, &records)?;
        }
        desk.output
            .problems(problems, sources, &told(&difference, !self.dry_run), true);
        desk.output.next(match self.dry_run {
            true => "the same without --dry-run saves it",
            false => "scrutiny build",
        });
        Ok(Exit::Fine)
    }

    /// The files that were asked for, of all there are or were.
    fn wanted(&self, files: Vec<Kept>) -> Result<Vec<Kept>, Failure> {
        for wanted in &self.wanted {
            if !files.iter().any(|file| file.is(wanted)) {
                let what = format!("there is no record or file {wanted} below records/ or templates/");
                return Err(
                    Failure::with(Exit::NotFound, what).cure("see what was changed by hand: scrutiny diff")
                );
            }
        }
        let is_wanted = |file: &Kept| self.wanted.is_empty() || self.wanted.iter().any(|name| file.is(name));
        Ok(files.into_iter().filter(is_wanted).collect())
    }

    /// The first line of the commit.
    fn summary(&self, unsaved: &[Kept]) -> Result<String, Failure> {
        let Some(told) = &self.summary else {
            return Ok(match unsaved {
                [one] => format!(
                    "Change by hand: {}",
                    one.name().unwrap_or_else(|| one.path.clone())
                ),
                several => format!("Change by hand: {} files", several.len()),
            });
        };
        let told = told.trim();
        if told.is_empty() || told.chars().any(is_hidden) || told.contains('\n') {
            return Err(
                Failure::with(Exit::Usage, "--summary takes one line that can be read")
                    .cure("say in a few words what was changed, or leave --summary out"),
            );
        }
        Ok(told.to_owned())
    }
}

impl Kept {
    /// What the trailers of a commit call its record.
    fn name(&self) -> Option<String> {
        let (kind, id) = self.key.as_ref()?;
        Some(format!("{}/{id}", kind.folder()))
    }

    /// Whether a person who says this means it: by its path or the end of it, a folder that it is in, or the record's id.
    fn is(&self, said: &str) -> bool {
        let said = said.trim_start_matches("./").trim_end_matches('/');
        let is_below = |path: &str, folder: &str| {
            path.strip_prefix(folder)
                .is_some_and(|rest| rest.starts_with('/'))
        };
        let is_end = |path: &str, end: &str| path.strip_suffix(end).is_some_and(|rest| rest.ends_with('/'));
        let is_record = self.key.as_ref().is_some_and(|(kind, id)| {
            let name = said.rsplit_once('/');
            let of_kind = name.is_none_or(|(word, _)| word == kind.word() || word == kind.folder());
            of_kind && name.map_or(said, |(_, id)| id) == id.as_str()
        });
        self.path == said || is_below(&self.path, said) || is_end(&self.path, said) || is_record
    }

    /// Whether it is in the folder as it was saved. Line ends of records do not count: Git may have changed them, and brings
    /// them back.
    fn is_saved(&self, saved: &Files, folder: &Files) -> bool {
        if let Some(name) = self.path.strip_prefix("templates/") {
            return saved.templates.get(name) == folder.templates.get(name);
        }
        match (saved.sources.find(&self.path), folder.sources.find(&self.path)) {
            (Some(was), Some(is)) => same_lines(&was.text, &is.text) && was.refusal == is.refusal,
            (was, is) => was.is_none() && is.is_none(),
        }
    }

    /// What is saved of it: the file as it is.
    fn edit(&self, folder: &Files) -> FileEdit {
        let bytes = match self.path.strip_prefix("templates/") {
            Some(name) => folder.templates.get(name).cloned(),
            None => folder
                .sources
                .find(&self.path)
                .map(|source| source.text.clone().into_bytes()),
        };
        FileEdit {
            path: self.path.clone(),
            before: bytes.clone(),
            after: bytes,
        }
    }
}

/// The files as they were last saved; none where nothing was saved yet.
fn last(repo: &Repo) -> Result<Files, Failure> {
    match repo.standing().head {
        Some(head) => Files::of_commit(repo, &head),
        None => Ok(Files::default()),
    }
}

/// All files of both states, in order of path. What is no text is none of the register's, and `check` tells of it.
fn kept(saved: &Files, folder: &Files) -> Vec<Kept> {
    let mut paths = BTreeSet::new();
    for files in [saved, folder] {
        let sources = files.sources.iter().map(|(_, source)| &source.path);
        paths.extend(sources.filter(|path| intake::is_text(path)).cloned());
        paths.extend(files.templates.keys().map(|name| format!("templates/{name}")));
    }
    let file = |path: String| Kept {
        key: register::key(&path),
        path,
    };
    paths.into_iter().map(file).collect()
}

fn same_lines(one: &str, other: &str) -> bool {
    one == other || one.lines().eq(other.lines())
}

/// The saved files, with these as they are in the folder.
fn laid_over(saved: Files, folder: &Files, unsaved: &[Kept]) -> Files {
    let paths: BTreeSet<&str> = unsaved.iter().map(|one| one.path.as_str()).collect();
    let stay = saved.sources.iter().map(|(_, source)| source);
    let stay = stay.filter(|source| !paths.contains(source.path.as_str()));
    let come = folder.sources.iter().map(|(_, source)| source);
    let come = come.filter(|source| paths.contains(source.path.as_str()));
    let sources = Sources::new(stay.chain(come).cloned().collect());
    let mut templates = saved.templates;
    for name in paths.iter().filter_map(|path| path.strip_prefix("templates/")) {
        match folder.templates.get(name) {
            Some(bytes) => templates.insert(name.to_owned(), bytes.clone()),
            None => templates.remove(name),
        };
    }
    Files { sources, templates }
}

/// The records among them that were there before, with what they held then.
fn files(unsaved: &[Kept], saved: &Sources, sources: &Sources) -> Vec<File> {
    let file = |one: &Kept| {
        let (kind, id) = one.key.clone()?;
        let is = sources.find(&one.path)?;
        Some(File {
            kind,
            id,
            path: one.path.clone(),
            before: saved.find(&one.path).map(|source| source.text.clone()),
            text: is.text.clone(),
        })
    };
    unsaved.iter().filter_map(file).collect()
}

fn told(difference: &Difference, saved: bool) -> serde_json::Value {
    let mut data = json!({ "saved": saved });
    difference.put_into(&mut data);
    data
}
