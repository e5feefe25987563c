//! `scrutiny save`: what was changed by hand, in another program, becomes one change of the register like any other.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use clap::Args;
use serde_json::{Value as Json, json};

use super::batch;
use super::desk::{Desk, Found};
use super::difference::{Difference, Files};
use super::help::{self, Examples};
use super::output::Format;
use crate::audit;
use crate::disk::{self, FileEdit, intake};
use crate::failure::{Exit, Failure};
use crate::git::Repo;
use crate::portable;
use crate::register::{self, Key};
use crate::site::Templates;
use crate::source::{Sources, is_hidden, same_lines};

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

/// What was changed by hand and is to be saved.
struct Work {
    /// The files as they were last saved.
    saved: Files,
    /// The same, with what is to be saved.
    after: Files,
    /// The files that are to be saved.
    files: Vec<Kept>,
    /// What that changes.
    difference: Difference,
}

impl Save {
    pub(super) fn run(&self, desk: &Desk<'_>) -> Result<Exit, Failure> {
        desk.output.only(&[Format::Table, Format::Json])?;
        self.can_be_told()?;
        let found = desk.open()?;
        found.writable()?;
        let Some(repo) = &found.repo else {
            return Err(Failure::with(
                Exit::Usage,
                "this register is not in Git, so what is in its files is all there is",
            )
            .cure("put it in Git to keep its history: git init"));
        };
        repo.may_save()?;
        repo.author()?;
        let work = self.work(&found, repo)?;
        if work.files.is_empty() {
            desk.output.say(match self.wanted.is_empty() && repo.changed_records()? {
                true => {
                    "Nothing was changed by hand that a register saves: line ends do not count, and other files are not its own."
                }
                false => "Nothing was changed by hand.",
            });
            desk.output.json_or_nothing(&work.told(false));
            return Ok(Exit::Fine);
        }
        if !desk.output.is_json() {
            desk.output.page(&work.text(desk));
        }
        self.save(desk, &found, &work)
    }

    /// Checks what is to be saved, and saves it.
    fn save(&self, desk: &Desk<'_>, found: &Found<'_>, work: &Work) -> Result<Exit, Failure> {
        let own: BTreeSet<&str> = work.files.iter().map(|file| file.path.as_str()).collect();
        let after = work.after.sources.clone();
        let (sources, problems) = batch::weighed(desk, &work.saved.sources, after, |path| own.contains(path));
        if problems.any_error() {
            desk.output
                .problems(&problems, &sources, &work.told(false), false);
            desk.output.say("Nothing was saved.");
            return Ok(Exit::Problems);
        }
        work.is_kept_well()?;
        work.can_be_held()?;
        work.has_good_templates()?;
        let saves = !self.dry_run && found.save(&work.edits(), &self.words(&work.files), &work.records())?;
        desk.output.problems(&problems, &sources, &work.told(saves), true);
        match (self.dry_run, saves) {
            (true, _) => desk.output.next("the same without --dry-run saves it"),
            (false, true) => desk.output.next("scrutiny build"),
            (false, false) => desk.output.say("All of it had been saved meanwhile."),
        }
        Ok(Exit::Fine)
    }

    /// Gathers what was changed, of all or of what was asked for.
    fn work(&self, found: &Found<'_>, repo: &Repo) -> Result<Work, Failure> {
        let saved = last(repo)?;
        let folder = Files::in_folder(found)?;
        let all = kept(&saved, &folder);
        let mut changed: Vec<Kept> = self.wanted(found, all)?;
        changed.retain(|file| !file.is_saved(&saved, &folder));
        let after = laid_over(&saved, &folder, &changed);
        Ok(Work {
            difference: Difference::between(&saved, &after),
            files: changed,
            saved,
            after,
        })
    }

    /// The files that were asked for, of all there are or were. Of a record that was moved, both its places.
    fn wanted(&self, found: &Found<'_>, files: Vec<Kept>) -> Result<Vec<Kept>, Failure> {
        if self.wanted.is_empty() {
            return Ok(files);
        }
        let mut paths: BTreeSet<String> = BTreeSet::new();
        let mut records: BTreeSet<&Key> = BTreeSet::new();
        for said in &self.wanted {
            let path = disk::below(&found.root, said).unwrap_or_else(|| said.replace('\\', "/"));
            let mut own = files.iter().filter(|file| file.is_at(&path)).peekable();
            if own.peek().is_some() {
                paths.extend(own.map(|file| file.path.clone()));
                continue;
            }
            let named: BTreeSet<&Key> = files.iter().filter_map(|file| file.record(said)).collect();
            match named.into_iter().collect::<Vec<_>>().as_slice() {
                [one] => drop(records.insert(one)),
                [] => {
                    let what = format!("there is no record or file `{said}` below records/ or templates/");
                    return Err(Failure::with(Exit::NotFound, what)
                        .cure("see what was changed by hand: scrutiny save --dry-run"));
                }
                several => {
                    let names: Vec<String> =
                        several.iter().map(|(kind, id)| format!("{kind}/{id}")).collect();
                    let what = format!("`{said}` could be more than one record");
                    return Err(
                        Failure::with(Exit::Usage, what).cure(format!("name one of: {}", names.join(", ")))
                    );
                }
            }
        }
        let own = |file: &&Kept| paths.contains(&file.path);
        records.extend(files.iter().filter(own).filter_map(|file| file.key.as_ref()));
        let records: BTreeSet<Key> = records.into_iter().cloned().collect();
        let is_wanted = |file: &Kept| {
            paths.contains(&file.path) || file.key.as_ref().is_some_and(|key| records.contains(key))
        };
        Ok(files.into_iter().filter(is_wanted).collect())
    }

    /// Makes sure that the words for the history can stand in it.
    fn can_be_told(&self) -> Result<(), Failure> {
        let is_line = |text: &String| {
            !text.trim().is_empty() && !text.chars().any(is_hidden) && !text.trim().contains(['\n', '\r'])
        };
        match self.summary.as_ref().is_none_or(is_line) {
            true => Ok(()),
            false => Err(
                Failure::with(Exit::Usage, "--summary takes one line that can be read")
                    .cure("say in a few words what was changed, or leave --summary out"),
            ),
        }
    }

    /// The first line of the commit.
    fn words(&self, files: &[Kept]) -> String {
        match (&self.summary, files) {
            (Some(told), _) => told.trim().to_owned(),
            (None, [one]) => format!(
                "Change by hand: {}",
                one.name().unwrap_or_else(|| one.path.clone())
            ),
            (None, several) => format!("Change by hand: {} files", several.len()),
        }
    }
}

impl Kept {
    /// What the trailers of a commit call its record.
    fn name(&self) -> Option<String> {
        let (kind, id) = self.key.as_ref()?;
        Some(format!("{}/{id}", kind.folder()))
    }

    /// Whether it is what a path names: itself, by the whole path or the end of it, or a folder that it is in.
    fn is_at(&self, path: &str) -> bool {
        let path = path.trim_end_matches('/');
        let is_below = self
            .path
            .strip_prefix(path)
            .is_some_and(|rest| rest.starts_with('/'));
        let is_end = self
            .path
            .strip_suffix(path)
            .is_some_and(|rest| rest.ends_with('/'));
        path.is_empty() || self.path == path || is_below || is_end
    }

    /// Its record, where a person who says this means it.
    fn record(&self, said: &str) -> Option<&Key> {
        let key = self.key.as_ref()?;
        let (kind, id) = key;
        let (word, own) = said
            .rsplit_once('/')
            .map_or((None, said), |(word, own)| (Some(word), own));
        let is_kind = word.is_none_or(|word| word == kind.word() || word == kind.folder());
        (is_kind && own == id.as_str()).then_some(key)
    }

    /// Whether it is in the folder as it was saved. Line ends do not count: Git may have changed them, and brings them back.
    fn is_saved(&self, saved: &Files, folder: &Files) -> bool {
        if let Some(name) = self.path.strip_prefix("templates/") {
            return match (saved.templates.get(name), folder.templates.get(name)) {
                (Some(was), Some(is)) => same_lines(was, is),
                (was, is) => was == is,
            };
        }
        match (saved.sources.find(&self.path), folder.sources.find(&self.path)) {
            (Some(was), Some(is)) => {
                same_lines(was.text.as_bytes(), is.text.as_bytes()) && was.refusal == is.refusal
            }
            (was, is) => was.is_none() && is.is_none(),
        }
    }
}

impl Work {
    /// Makes sure that an audit would find nothing in it.
    ///
    /// # Errors
    ///
    /// [`Exit::Refused`], with all that it would find and what to do instead.
    fn is_kept_well(&self) -> Result<(), Failure> {
        let report = audit::next(&self.saved.sources, &self.after.sources);
        let found = &report.findings;
        let Some(first) = found.first() else {
            return Ok(());
        };
        let told: String = found.iter().fold(String::new(), |mut told, finding| {
            let _ = write!(told, "\n  - {}", finding.message);
            told
        });
        let what = match found.as_slice() {
            [one] => format!("{}; nothing was saved", one.message),
            _ => format!("this would not hold in an audit; nothing was saved:{told}"),
        };
        let gone = first.record.as_deref().and_then(|record| self.gone(record));
        Err(Failure::with(Exit::Refused, what).cure(match gone {
            Some(path) => format!("{} (it comes back by git checkout HEAD -- {path})", first.cure),
            None => first.cure.clone(),
        }))
    }

    /// Where the file of a record was, if it is there no more.
    fn gone(&self, record: &str) -> Option<&str> {
        let own = |file: &&Kept| file.name().as_deref() == Some(record);
        let path = self.files.iter().find(own)?.path.as_str();
        self.after.sources.find(path).is_none().then_some(path)
    }

    /// Makes sure that every system can hold the files that are new.
    ///
    /// # Errors
    ///
    /// [`Exit::Refused`], naming the path.
    fn can_be_held(&self) -> Result<(), Failure> {
        let is_new = |path: &str| match path.strip_prefix("templates/") {
            Some(name) => !self.saved.templates.contains_key(name),
            None => self.saved.sources.find(path).is_none(),
        };
        for file in self.files.iter().filter(|file| is_new(&file.path)) {
            if let Some(trouble) = portable::trouble(&file.path) {
                let what = format!("{:?} cannot be the name of a file: {trouble}", file.path);
                return Err(Failure::with(Exit::Refused, what).cure("give it another name"));
            }
        }
        let records = self.after.sources.iter().map(|(_, source)| source.path.clone());
        let templates = self
            .after
            .templates
            .keys()
            .map(|name| format!("templates/{name}"));
        let all: Vec<String> = records.chain(templates).collect();
        match portable::twins(all.iter().map(String::as_str)) {
            Some((one, other)) if self.files.iter().any(|file| is_new(&file.path)) => {
                let what =
                    format!("{one} and {other} are one name where capitals do not count, as on Windows");
                Err(Failure::with(Exit::Refused, what).cure("give one of them another name"))
            }
            _ => Ok(()),
        }
    }

    /// Makes sure that a site can be made with its templates, where they changed.
    ///
    /// # Errors
    ///
    /// [`Exit::Problems`], with what is wrong.
    fn has_good_templates(&self) -> Result<(), Failure> {
        if !self.files.iter().any(|file| file.path.starts_with("templates/")) {
            return Ok(());
        }
        match Templates::new(&self.after.templates) {
            Ok(_) => Ok(()),
            Err(error) => Err(super::make::bad_template(&error)),
        }
    }

    /// The files as they are, to be saved so.
    fn edits(&self) -> Vec<FileEdit> {
        let edit = |file: &Kept| {
            let bytes = match file.path.strip_prefix("templates/") {
                Some(name) => self.after.templates.get(name).cloned(),
                None => {
                    let source = self.after.sources.find(&file.path);
                    source.map(|source| source.text.clone().into_bytes())
                }
            };
            FileEdit {
                path: file.path.clone(),
                before: bytes.clone(),
                after: bytes,
            }
        };
        self.files.iter().map(edit).collect()
    }

    /// The records it is about.
    fn records(&self) -> Vec<String> {
        let names: BTreeSet<String> = self.files.iter().filter_map(Kept::name).collect();
        names.into_iter().collect()
    }

    /// Records that lie in another file than before, each with the two.
    fn moved(&self) -> Vec<(String, &str, &str)> {
        let there = |sources: &Sources, file: &Kept| sources.find(&file.path).is_some();
        let comes = self.files.iter().filter(|file| there(&self.after.sources, file));
        let moved = comes.filter_map(|file| {
            let is_former = |other: &&Kept| {
                other.key == file.key && other.path != file.path && !there(&self.after.sources, other)
            };
            let former = self.files.iter().find(is_former)?;
            Some((file.name()?, former.path.as_str(), file.path.as_str()))
        });
        moved.collect()
    }

    fn text(&self, desk: &Desk<'_>) -> String {
        let mut text = self.difference.text(false, &desk.output.screen);
        for (name, from, to) in self.moved() {
            let _ = writeln!(text, "{name}: moved from {from} to {to}");
        }
        text
    }

    fn told(&self, saved: bool) -> Json {
        let moved = self.moved().into_iter();
        let moved = moved.map(|(name, from, to)| json!({ "record": name, "from": from, "to": to }));
        let mut data = json!({ "saved": saved, "moved": moved.collect::<Json>() });
        self.difference.put_into(&mut data);
        data
    }
}

/// The files as they were last saved; none where nothing of a register was saved yet.
fn last(repo: &Repo) -> Result<Files, Failure> {
    let Some(head) = repo.standing().head else {
        return Ok(Files::default());
    };
    if repo.find_saved(|_| true)?.is_none() {
        return Ok(Files {
            templates: repo.templates(&head)?,
            ..Files::default()
        });
    }
    Files::of_commit(repo, &head)
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

/// The saved files, with these as they are in the folder.
fn laid_over(saved: &Files, folder: &Files, changed: &[Kept]) -> Files {
    let paths: BTreeSet<&str> = changed.iter().map(|file| file.path.as_str()).collect();
    let stay = saved.sources.iter().map(|(_, source)| source);
    let stay = stay.filter(|source| !paths.contains(source.path.as_str()));
    let come = folder.sources.iter().map(|(_, source)| source);
    let come = come.filter(|source| paths.contains(source.path.as_str()));
    let mut templates = saved.templates.clone();
    for name in paths.iter().filter_map(|path| path.strip_prefix("templates/")) {
        match folder.templates.get(name) {
            Some(bytes) => templates.insert(name.to_owned(), bytes.clone()),
            None => templates.remove(name),
        };
    }
    Files {
        sources: Sources::new(stay.chain(come).cloned().collect()),
        templates,
    }
}
