//! One register of a list: found, read at a commit, checked, and its signatures looked at.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use crate::audit::{Past, signing};
use crate::check;
use crate::diagnostic::Severity;
use crate::disk;
use crate::failure::{Exit, Failure};
use crate::git::Repo;
use crate::history::{History, TextId};
use crate::law::Law;
use crate::nation::{Delivered, Member, Reason, Signed, Trust};
use crate::site;
use crate::source::{Refusal, Sources};
use crate::view::words::counted;

/// What is asked of a register.
pub(super) struct Asked<'a> {
    /// As the list has it.
    pub(super) member: &'a Member,
    /// The folder of the list.
    pub(super) base: &'a Path,
    /// The commit that it was published at, where it is to be published so again.
    pub(super) at: Option<&'a str>,
    /// The day it is.
    pub(super) clock: NaiveDate,
    /// Whether its history is to be told.
    pub(super) with_history: bool,
}

/// Where a register was read, to read more of it.
pub(super) struct Held(PathBuf);

impl Held {
    /// The bytes of former versions: see [`Repo::former_texts`].
    pub(super) fn former_texts(&self, names: &[TextId]) -> Result<Vec<Option<Vec<u8>>>, Failure> {
        match Repo::open(&self.0)? {
            Some(repo) => repo.former_texts(names),
            None => Ok(vec![None; names.len()]),
        }
    }
}

/// Why a register is left out, and what exactly was found.
type Left = (Reason, String);

/// Reads a register; the reason where it cannot be published.
pub(super) fn take(asked: &Asked<'_>) -> Result<(Held, Delivered), Left> {
    let folder = asked.base.join(&*asked.member.folder.value);
    let repo = open(&folder)?;
    let listed = asked.member.at.as_ref().map(|at| &*at.value);
    let rev = asked.at.or(listed).unwrap_or("HEAD");
    let commit = repo
        .commit(rev)
        .map_err(|failure| (Reason::NoCommit, told(&failure)))?;
    let (sources, commit) = repo.read(&commit).map_err(|failure| match failure.exit {
        Exit::NotFound => (Reason::NoCommit, told(&failure)),
        _ => (Reason::Unreadable, told(&failure)),
    })?;
    let trust = trust(asked, &repo, &commit)?;
    let history = match asked.with_history {
        true => repo.history_cached(&commit).map_err(unreadable)?,
        false => History::default(),
    };
    let delivered = delivered(asked, sources, &history, commit, trust)?;
    Ok((Held(folder), delivered))
}

fn open(folder: &Path) -> Result<Repo, Left> {
    let shown = folder.display();
    if !disk::is_folder(folder) {
        let what = format!("{shown} is not there: git clone ADDRESS {shown}, or mend `folder` in the list");
        return Err((Reason::Missing, what));
    }
    let none = || {
        let what = format!(
            "{shown} is no clone of a repository: git clone ADDRESS {shown}, or mend `folder` in the list"
        );
        (Reason::NoRepository, what)
    };
    Repo::open(folder).map_err(unreadable)?.ok_or_else(none)
}

fn delivered(
    asked: &Asked<'_>,
    sources: Sources,
    history: &History,
    commit: String,
    trust: Trust,
) -> Result<Delivered, Left> {
    for (_, source) in sources.iter() {
        if let Some(Refusal::Unreadable(why)) = &source.refusal {
            let what = format!(
                "{} cannot be read ({why}): look what is wrong with git fsck",
                source.path
            );
            return Err((Reason::Unreadable, what));
        }
    }
    let law = Law::of(&sources);
    let (register, problems) = check::check(&sources, &law, asked.clock);
    let errors = problems.count(Severity::Error);
    if errors > 0 {
        let mut all = problems
            .iter()
            .filter(|problem| problem.severity() == Severity::Error);
        let first = all.next().map_or_else(String::new, |problem| {
            let source = sources.get(problem.primary.at.source);
            let (line, _) = source.line_column(problem.primary.at.span.start);
            format!(", first in {}, line {line}: {}", source.path, problem.message)
        });
        let what = format!("{}{first}", counted(errors, "mistake"));
        return Err((Reason::Mistakes(errors), what));
    }
    let register = register.published();
    let own_law = law.provisions().iter().filter(|one| one.instrument.local).count();
    Ok(Delivered {
        history: site::told(history, &register),
        sources,
        register,
        commit,
        own_law,
        trust,
    })
}

/// Looks at the signatures that the list asks for.
fn trust(asked: &Asked<'_>, repo: &Repo, commit: &str) -> Result<Trust, Left> {
    let Some(signed) = &asked.member.signed else {
        return Ok(Trust::NotAsked);
    };
    let signers = asked.base.join(&*signed.by.value);
    if !disk::is_file(&signers) {
        let what = format!(
            "the file of signers {} is not there; without it nobody's signature counts",
            signers.display()
        );
        return Err((Reason::Signatures, what));
    }
    if repo.standing().shallow {
        let what = "the clone is shallow, so that older commits cannot be looked at: git fetch --unshallow";
        return Err((Reason::Signatures, what.to_owned()));
    }
    let past = repo.past(commit).map_err(unreadable)?;
    let places = must_be_signed(&past, signed);
    let verdicts = repo
        .verdicts(&past, &places, Some(&signers))
        .map_err(|failure| (Reason::Signatures, told(&failure)))?;
    let report = signing::weigh(&past, &places, &verdicts);
    if report.holds() {
        return Ok(Trust::Signed(places.len()));
    }
    let first = report.findings.first().map(|finding| finding.message.clone());
    let what = match (report.findings.len(), first) {
        (1, Some(first)) => first,
        (many, Some(first)) => format!("{}; the first: {first}", counted(many, "finding")),
        _ => "the signatures could not be checked".to_owned(),
    };
    Err((Reason::Signatures, what))
}

/// The commits that must be signed, as places in the list: a clock that was set back leads past none.
fn must_be_signed(past: &Past, signed: &Signed) -> Vec<usize> {
    let from = signed.from.as_ref().and_then(|from| from.value.earliest());
    let reached = past.reached();
    (0..past.steps.len())
        .filter(|at| from.is_none_or(|from| reached[*at] >= from))
        .collect()
}

#[expect(clippy::needless_pass_by_value, reason = "it is what `map_err` hands on")]
fn unreadable(failure: Failure) -> Left {
    (Reason::Unreadable, told(&failure))
}

fn told(failure: &Failure) -> String {
    match &failure.cure {
        Some(cure) => format!("{failure}; {cure}"),
        None => failure.to_string(),
    }
}
