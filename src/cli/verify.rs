//! `scrutiny verify`: whether the register was kept as it promises.

mod site;

use std::cell::RefCell;
use std::path::PathBuf;

use chrono::NaiveDate;
use clap::Args;

use super::desk::Desk;
use super::help::{self, Examples};
use super::output::Format;
use crate::audit::known::{self, Replaced, Stands, Witness};
use crate::audit::{self, Past, Report, Since, TextId, Unchecked, pages, signing};
use crate::failure::{Exit, Failure};
use crate::git::Repo;
use site::Published;

/// What its help shows first.
const EXAMPLES: Examples = [
    ("scrutiny verify", "the history and the signatures"),
    ("scrutiny verify site", "and that site/ is what its commit gives"),
    (
        "scrutiny verify --since 2026-04-01 --format md > report.md",
        "a report on what was done since a day",
    ),
];

/// Check the history, the signatures and the published pages: for an auditor.
///
/// Walks every commit and reports confirmed words changed without a correction, records gone without a withdrawal, former ids
/// given to others, commits without the signature that the register requires, and commits that others have seen and that are
/// no longer part of the history. With the folder of a published site it makes that site again from the commit it names, and
/// reports every file that differs. Nothing is changed. docs/verify.md goes through it step by step.
#[derive(Debug, Args)]
#[command(before_help = help::first(&EXAMPLES))]
pub(super) struct Verify {
    /// The folder of a published site
    #[arg(value_name = "SITE_DIR")]
    site: Option<PathBuf>,

    /// A list of sums in place of a folder, such as the MANIFEST.sha256 at the published address, with --at COMMIT and
    /// --as-at DAY; its lines name paths, or addresses below the register's own
    #[arg(long, value_name = "FILE", conflicts_with = "site")]
    manifest: Option<PathBuf>,

    /// A commit that was published or told to others, and must still be part of the history; may be given more than once
    #[arg(long, value_name = "COMMIT")]
    published: Vec<String>,

    /// Judge only what came after this commit, or from this day on
    #[arg(long, value_name = "COMMIT|DAY")]
    since: Option<String>,

    /// The file of allowed signers to check SSH signatures by [default: the one that Git is set to]
    #[arg(long, value_name = "FILE")]
    signers: Option<PathBuf>,
}

impl Verify {
    pub(super) fn run(&self, desk: &Desk<'_>) -> Result<Exit, Failure> {
        desk.output.only(&[Format::Table, Format::Json, Format::Md])?;
        let found = desk.open_to_look()?;
        let Some(repo) = &found.repo else {
            return Err(Failure::with(
                Exit::Usage,
                "this register is not in Git, so it has no history to verify",
            )
            .cure("verify a clone of the register's repository"));
        };
        // With something published, --at tells what it was made from; the history is looked at whole.
        let published = site::published(self.site.as_deref(), self.manifest.as_deref());
        let at = found.at.as_deref();
        let tip = at.filter(|_| published.is_none()).unwrap_or("HEAD");
        desk.output.progress("Reading the history");
        let past = repo.past(tip)?;
        let since = self.since(repo)?;
        let mut report = Report::default();
        if let Some(step) = past.steps.first() {
            report.about.push((
                "up to",
                format!("commit {} of {}", step.commit.id, step.commit.on),
            ));
        }
        if let Some(since) = &self.since {
            report.about.push(("since", since.clone()));
        }
        desk.output.progress("Comparing versions of records");
        let texts = Asked::of(repo);
        report.append(audit::records(&past, &|names| texts.give(names), &since));
        texts.done()?;
        desk.output.progress("Looking at signatures");
        report.append(self.signatures(repo, &past, &since)?);
        let is_whole = tip == "HEAD";
        report.append(self.known(repo, &past, is_whole)?);
        if let Some(published) = published {
            report.append(of_site(desk, repo, &published, at, &past)?);
        }
        desk.output.progress("");
        Ok(tell(desk, &report))
    }

    fn since(&self, repo: &Repo) -> Result<Since, Failure> {
        let Some(text) = &self.since else {
            return Ok(Since::Beginning);
        };
        let day = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok();
        Ok(match day.filter(|_| text.len() == 10) {
            Some(day) => Since::Day(day),
            None => Since::Commit(repo.commit(text)?),
        })
    }

    fn signatures(&self, repo: &Repo, past: &Past, since: &Since) -> Result<Report, Failure> {
        let texts = Asked::of(repo);
        let required = signing::required(past, &|names| texts.give(names), since);
        texts.done()?;
        let verdicts = repo.verdicts(past, &required, self.signers.as_deref())?;
        Ok(signing::weigh(past, &required, &verdicts))
    }

    /// The commits that others have seen.
    fn known(&self, repo: &Repo, past: &Past, is_whole: bool) -> Result<Report, Failure> {
        let mut seen = repo.seen_by_others(past)?;
        for commit in &self.published {
            let by = Witness::Published("--published".to_owned());
            seen.push(repo.stands(commit, by, past)?);
        }
        let is_shallow = repo.standing().shallow;
        Ok(known::known(&seen, &repo.replaced()?, is_shallow, is_whole))
    }
}

/// The texts that rules ask for, and what went wrong when they were read: no rule can tell that from a text that is missing.
struct Asked<'r> {
    repo: &'r Repo,
    failed: RefCell<Option<Failure>>,
}

impl<'r> Asked<'r> {
    fn of(repo: &'r Repo) -> Self {
        Self {
            repo,
            failed: RefCell::default(),
        }
    }

    fn give(&self, names: &[TextId]) -> Vec<Option<Vec<u8>>> {
        self.repo.past_texts(names).unwrap_or_else(|failure| {
            self.failed.replace(Some(failure));
            vec![None; names.len()]
        })
    }

    fn done(self) -> Result<(), Failure> {
        self.failed.into_inner().map_or(Ok(()), Err)
    }
}

/// Looks at what is published: whether its commit is still part of the history, and whether it gives the same files.
fn of_site(
    desk: &Desk<'_>,
    repo: &Repo,
    published: &Published,
    at: Option<&str>,
    past: &Past,
) -> Result<Report, Failure> {
    let stated = published.stated()?;
    if stated.uncommitted && at.is_none() {
        return Ok(pages::uncommitted());
    }
    let told = at.map(str::to_owned).or_else(|| stated.commit.clone());
    let commit = told.ok_or_else(|| {
        let what = format!("{} does not say from which commit it was made", published.name());
        Failure::with(Exit::Usage, what).cure("name the commit with --at, and the day with --as-at")
    })?;
    let seen = repo.stands(&commit, Witness::Published(published.name()), past)?;
    let is_here = seen.stands != Stands::Missing;
    let mut report = known::known(&[seen], &Replaced::default(), repo.standing().shallow, true);
    if is_here {
        let commit = repo.commit(&commit)?;
        report.append(site::compare(desk, repo, published, &stated, &commit)?);
    } else {
        report.unchecked.push(Unchecked {
            what: format!(
                "{} could not be made again, as its commit is not here.",
                published.name()
            ),
            cure: "fetch everything, then verify again: git fetch --all".to_owned(),
        });
    }
    Ok(report)
}

/// Prints the report in the form that was asked for.
fn tell(desk: &Desk<'_>, report: &Report) -> Exit {
    let holds = report.holds();
    match desk.output.format {
        Format::Json => desk.output.judged(holds, &audit::to_json(report)),
        Format::Md => desk.output.data(&audit::markdown(report)),
        _ => desk.output.page(&audit::text(report)),
    }
    if holds {
        desk.output
            .next("keep the report with `scrutiny verify --format md`");
        return Exit::Fine;
    }
    desk.output
        .next("`scrutiny explain CODE` tells what a finding means and what to do");
    Exit::Problems
}
