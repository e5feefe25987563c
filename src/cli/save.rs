//! `scrutiny save`: what was changed by hand, in another program, becomes one change of the register like any other.

mod kept;
mod work;

use std::collections::BTreeSet;

use clap::Args;

use super::batch;
use super::desk::{Desk, Found};
use super::difference::{Difference, Files};
use super::help::{self, Examples};
use super::output::Format;
use crate::disk;
use crate::failure::{Exit, Failure};
use crate::git::Repo;
use crate::register::Key;
use crate::source::is_hidden;
use kept::{Kept, kept};
use work::{Work, laid_over, last};

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
