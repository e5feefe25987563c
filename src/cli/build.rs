//! `scrutiny build`: the site, from the records.

mod kept;

use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};

use clap::Args;
use kept::{Former, Unchanged};
use serde_json::json;

use super::desk::{Desk, Found};
use super::help::{self, Examples};
use super::make;
use crate::disk;
use crate::failure::{Exit, Failure};
use crate::site::{FilePrints, Past};
use crate::value::PartialDate;

/// What its help shows first.
const EXAMPLES: Examples = [
    (
        "scrutiny build",
        "the site in site/, only what can differ made again",
    ),
    (
        "scrutiny build --to public --whole",
        "in another folder, every file made again",
    ),
    (
        "scrutiny build --at 2026-03-31 --to march",
        "the site as it was at the end of a day",
    ),
];

/// Make the site from the records.
///
/// Writes only files that changed, removes those that are gone, and touches nothing it did not write. With a
/// mistake in the records nothing is written. The same records, day and version give the same bytes; the file
/// MANIFEST.sha256 lists their sums, for `sha256sum -c`.
#[derive(Debug, Default, Args)]
#[command(before_help = help::first(&EXAMPLES))]
pub(super) struct Build {
    /// The folder to write to [default: site/ in the register's folder]
    #[arg(long, value_name = "FOLDER")]
    to: Option<PathBuf>,

    /// Make every file again, also those that would be as they are
    #[arg(long)]
    whole: bool,

    /// With --at: leave out the notice on each page that it shows an earlier state, to compare the site with what was
    /// published then
    #[arg(long)]
    unmarked: bool,

    /// Leave out the history of the records
    #[arg(long)]
    no_history: bool,

    /// Whether another command prints its own data, so that this prints none.
    #[arg(skip)]
    silent: bool,
}

impl Build {
    /// The site where it belongs, made by a command that prints data of its own.
    pub(super) fn silent() -> Self {
        Self {
            silent: true,
            ..Self::default()
        }
    }

    pub(super) fn run(&self, desk: &Desk<'_>) -> Result<Exit, Failure> {
        let found = desk.open()?;
        let past = make::past(&found)?;
        let folder = self.folder(&found, past.is_some())?;
        let is_past = past.is_some();
        let makings = make::gather(&found)?;
        let print = makings.print(desk, !self.no_history);
        // What the last build left is known in the repository's own folder; outside Git every build is whole. And it is
        // of the site of today.
        let repo = found.repo.as_ref().filter(|_| !is_past);
        let former = repo.filter(|_| !self.whole);
        let former = former.and_then(|repo| Former::find(repo, &folder));
        // What is to be said of a shallow clone is known only when its history is read.
        let stands = former.as_ref().filter(|_| !makings.is_shallow());
        if let Some((problems, files)) = stands.and_then(|former| former.stands(&folder, &print)) {
            desk.output.diagnostics(&problems, makings.sources());
            self.tell(desk, &folder, (files, files), &disk::Written::nothing_of(files));
            return Ok(Exit::Fine);
        }
        let (read, mut story) = make::read(&found, makings, !self.no_history)?;
        let as_then = self.as_then(desk, past.as_ref());
        let desk = as_then.as_ref().unwrap_or(desk);
        story.past = past.filter(|_| !self.unmarked);
        if read.problems.any_error() {
            if !self.silent {
                desk.output
                    .problems(&read.problems, &read.sources, &json!(null), false);
            }
            desk.output
                .say("The site was not made: mend these mistakes first. It stands as it was.");
            return Ok(Exit::Problems);
        }
        desk.output.diagnostics(&read.problems, &read.sources);
        if story.history.cut_short {
            desk.output
                .say("This clone is shallow: the site tells only what happened since its first commit.");
        }
        let problems = read.problems.clone();
        let read_from = repo.map(|_| FilePrints::of(&read.sources));
        // The program is about to end: to take apart so many small things would only keep its user waiting.
        let matter = ManuallyDrop::new(make::matter(read, story));
        let (files, written) = make::site(desk, &found, &matter, |mut planned| {
            let prints = read_from.map(|files| planned.prints(&files)).unwrap_or_default();
            let unchanged = former.map(|former| former.unchanged(&folder, &prints));
            let Unchanged { sums, mut stamps } = unchanged.unwrap_or_default();
            let left_out = sums.len();
            let (files, published) = planned.publish(&folder, sums)?;
            let written = published.written;
            if let Some(repo) = repo {
                stamps.extend(published.stamps);
                kept::keep(
                    (repo, &folder),
                    &print,
                    &problems,
                    &prints,
                    (&published.list, &stamps),
                );
            }
            std::mem::forget(planned);
            Ok(((files, left_out), written))
        })?;
        self.tell(desk, &folder, files, &written);
        Ok(Exit::Fine)
    }

    /// The desk with the day of an earlier state as the day on which the law is judged, unless another was named: what a
    /// reader saw then was judged then.
    fn as_then<'o>(&self, desk: &Desk<'o>, past: Option<&Past>) -> Option<Desk<'o>> {
        let day = past.filter(|_| !desk.is_told_day)?.day;
        desk.output.say(&format!(
            "The law is judged as at {}: another day can be named with --as-at.",
            PartialDate::Day(day).spoken()
        ));
        Some(desk.on(day))
    }

    /// Says what became of the files: how many there are, and how many of them were known to be as they would be made.
    fn tell(&self, desk: &Desk<'_>, folder: &Path, (files, kept): (usize, usize), written: &disk::Written) {
        if desk.output.is_json() && !self.silent {
            desk.output.json(&json!({
                "folder": folder, "files": files, "kept": kept,
                "written": written.written, "unchanged": written.unchanged, "removed": written.removed,
            }));
        }
        let index = folder.join("index.html");
        desk.output.say(&make::made(files, written));
        desk.output.next(&format!(
            "open {} in a browser, or work with `scrutiny serve`",
            index.display()
        ));
    }

    /// The folder to write to: never one that the register is kept in.
    fn folder(&self, found: &Found<'_>, is_past: bool) -> Result<PathBuf, Failure> {
        let folder = match &self.to {
            Some(folder) => folder.clone(),
            None if is_past => {
                let what = "an earlier state is not written to site/, where the site of today belongs";
                return Err(Failure::with(Exit::Refused, what).cure(
                    "say where to write it with --to FOLDER; each page of it says which day it shows",
                ));
            }
            None if found.is_bare() => {
                return Err(
                    Failure::with(Exit::Usage, "a bare repository has no folder for a site")
                        .cure("say where to write it with --to FOLDER"),
                );
            }
            None => found.root.join("site"),
        };
        if found.is_in_the_way(&folder)? {
            let what = format!(
                "the site cannot be written to {}: the register is kept there",
                folder.display()
            );
            return Err(Failure::with(Exit::Refused, what).cure("choose a folder of its own, such as site/"));
        }
        Ok(folder)
    }
}
