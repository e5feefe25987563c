//! Makes a published site again from its commit, in memory, and compares.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use super::super::desk::Desk;
use super::super::make;
use crate::audit::Report;
use crate::audit::pages::{self, Bytes, Rebuilt, Stated};
use crate::disk;
use crate::failure::{Exit, Failure};
use crate::git::Repo;
use crate::site::Past;

/// The largest list of sums that is taken in.
const LIST_LIMIT: u64 = 64 << 20;

/// What is published, as far as it is here.
pub(super) enum Published {
    /// A folder.
    Folder(PathBuf),
    /// A list of sums.
    List(PathBuf),
}

/// A site made again.
struct Made {
    rebuilt: Rebuilt,
    files: BTreeMap<String, Vec<u8>>,
    /// The address that the register is published at.
    base: Option<String>,
    is_cut: bool,
}

impl Published {
    /// How it is called in a report.
    pub(super) fn name(&self) -> String {
        let (Self::Folder(path) | Self::List(path)) = self;
        path.display().to_string()
    }

    /// What it says of itself. A list says nothing.
    pub(super) fn stated(&self) -> Result<Stated, Failure> {
        let Self::Folder(folder) = self else {
            return Ok(Stated::default());
        };
        disk::published(folder)?;
        let bytes = disk::published_file(folder, "register.json");
        Ok(bytes.and_then(|bytes| Stated::read(&bytes)).unwrap_or_default())
    }
}

/// Compares what is published with what a commit gives for a day.
pub(super) fn compare(
    desk: &Desk<'_>,
    repo: &Repo,
    published: &Published,
    stated: &Stated,
    commit: &str,
) -> Result<Report, Failure> {
    let as_at = day(desk, stated)?;
    let desk = &desk.looking_at(commit, as_at);
    let tells_history = stated.history.as_deref() != Some("none");
    let past = stated.past.map(|day| Past { day });
    let mut made = make(desk, repo, commit, tells_history, past.clone())?;
    let mut report = match published {
        Published::Folder(folder) => {
            let held = disk::published(folder)?;
            let bytes = Bytes {
                rebuilt: &|path| made.files.get(path).cloned(),
                published: &|path| disk::published_file(folder, path),
            };
            pages::folder(&made.rebuilt, &held, &bytes)
        }
        Published::List(file) => {
            let text = disk::read_document(file, LIST_LIMIT)?;
            let mut report = pages::list(&made.rebuilt, &text, made.base.as_deref());
            // A list does not say whether the site tells the history; its register.json, if it is that, does by its sum.
            if !report.holds() {
                let without = make(desk, repo, commit, false, past)?;
                let other = pages::list(&without.rebuilt, &text, without.base.as_deref());
                if other.findings.len() < report.findings.len() {
                    (report, made) = (other, without);
                }
            }
            report
        }
    };
    if !report.holds() {
        let told = pages::otherwise(stated, env!("CARGO_PKG_VERSION"), made.is_cut);
        report.unchecked.extend(told);
    }
    let name = published.name();
    report.about.push((
        "site",
        format!("{name}, made again from commit {commit} for {as_at}"),
    ));
    Ok(report)
}

/// The day that the site was made for: what was said on the command line, or what the site says.
fn day(desk: &Desk<'_>, stated: &Stated) -> Result<NaiveDate, Failure> {
    let told = stated.as_at.as_deref();
    let told = told.and_then(|day| NaiveDate::parse_from_str(day, "%Y-%m-%d").ok());
    match told {
        Some(day) => Ok(day),
        None if desk.is_told_day => Ok(desk.today),
        None => Err(
            Failure::with(Exit::Usage, "it is not said for which day the site was made")
                .cure("give the day with --as-at: register.json of the site tells it as `as_at`"),
        ),
    }
}

fn make(
    desk: &Desk<'_>,
    repo: &Repo,
    commit: &str,
    tells_history: bool,
    past: Option<Past>,
) -> Result<Made, Failure> {
    let found = desk.open_to_look()?;
    let read = found.read()?;
    if read.problems.any_error() {
        let what = format!("the records of commit {commit} hold mistakes, and no site is made from such");
        return Err(
            Failure::with(Exit::Problems, what).cure(format!("see them: scrutiny check --at {commit}"))
        );
    }
    let settings = read.register.settings.as_ref();
    let base = settings.and_then(|settings| settings.base_address.as_ref());
    let base = base.map(|base| base.value.to_string());
    let story = make::story_at(repo, commit, tells_history, past)?;
    let is_cut = story.history.cut_short;
    let matter = make::matter(read, story);
    let files = make::site(desk, &found, &matter, |mut planned| planned.files())?;
    Ok(Made {
        rebuilt: disk::rebuilt(&files),
        files,
        base,
        is_cut,
    })
}

/// What is published, by what was said on the command line.
pub(super) fn published(site: Option<&Path>, list: Option<&Path>) -> Option<Published> {
    let folder = site.map(|folder| Published::Folder(folder.to_path_buf()));
    folder.or_else(|| Some(Published::List(list?.to_path_buf())))
}
