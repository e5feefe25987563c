//! The register on a clerk's desk: where it is, what it holds, and how a change to it is saved.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use super::Global;
use super::flag;
use super::output::Output;
pub(super) use super::read::Read;
use crate::check;
use crate::disk::{self, FileEdit};
use crate::failure::{Exit, Failure};
use crate::git::{self, Point, Repo};
use crate::history::History;
use crate::law::Law;
use crate::record::Kind;
use crate::register::Register;
use crate::source::Sources;
use crate::value::PartialDate;
use crate::value::spoken;

/// What a command has to work with.
#[derive(Clone, Debug)]
pub(super) struct Desk<'o> {
    /// Where to print.
    pub(super) output: &'o Output,
    /// The day on which deadlines are judged: today, or the day given by `--as-at`.
    pub(super) today: NaiveDate,
    /// The day it is. Whether a recorded day has come is judged by it, whatever day the law is asked about.
    pub(super) clock: NaiveDate,
    /// Whether it was said on which day deadlines are judged.
    pub(super) is_told_day: bool,
    /// Whether questions may be asked.
    pub(super) may_ask: bool,
    register: Option<PathBuf>,
    at: Option<String>,
}

/// A register that has been found.
pub(super) struct Found<'d> {
    desk: &'d Desk<'d>,
    /// Its folder; of a bare repository, the repository.
    pub(super) root: PathBuf,
    /// The repository it is in.
    pub(super) repo: Option<Repo>,
    /// The commit to look at; none for the files in the folder.
    pub(super) at: Option<String>,
}

impl<'o> Desk<'o> {
    /// A desk on the day it is.
    ///
    /// # Errors
    ///
    /// [`Exit::Usage`] where `--as-at` names no day.
    pub(super) fn new(global: &Global, today: NaiveDate, output: &'o Output) -> Result<Self, Failure> {
        let as_at = global.as_at.as_deref();
        let told = as_at.map(|text| flag::day("--as-at", text, today)).transpose()?;
        Ok(Self {
            output,
            today: told.unwrap_or(today),
            clock: today,
            is_told_day: told.is_some(),
            may_ask: !global.no_input,
            register: global.register.clone(),
            at: global.at.clone(),
        })
    }

    /// The same desk on another day of judgement.
    pub(super) fn on(&self, day: NaiveDate) -> Self {
        Self {
            today: day,
            is_told_day: true,
            ..self.clone()
        }
    }

    /// The same desk on the day it has become since the command began, for a server: nobody sits at its terminal to be asked.
    pub(super) fn by(&self, clock: NaiveDate) -> Self {
        Self {
            today: if self.is_told_day { self.today } else { clock },
            clock,
            may_ask: false,
            ..self.clone()
        }
    }

    /// Finds the register and finishes what an earlier command may have left half done.
    pub(super) fn open(&self) -> Result<Found<'_>, Failure> {
        let (root, repo) = self.place(|repo| repo.standing().bare)?;
        let bare = repo.as_ref().is_some_and(|repo| repo.standing().bare);
        // Whoever looks at the past touches nothing.
        if let Some(repo) = repo.as_ref().filter(|_| !bare && self.at.is_none())
            && let Some(note) = repo.recover()?
        {
            self.output.say(&note);
        }
        let at = match (&self.at, &repo) {
            // Its last commit is settled now: another may be pushed to it meanwhile.
            (None, Some(repo)) if bare => {
                let head = repo.standing().head;
                Some(head.unwrap_or_else(|| "HEAD".to_owned()))
            }
            (None, _) => None,
            (Some(at), Some(repo)) => {
                let point = self.point(repo, at)?;
                self.output.say(&told(&point));
                Some(point.commit.id)
            }
            (Some(_), None) => {
                return Err(Failure::with(
                    Exit::Usage,
                    "this register is not in Git, so it has no commits to look at",
                )
                .cure("leave --at out, or put the register in Git: git init"));
            }
        };
        Ok(self.found(root, repo, at))
    }

    /// Finds the register without touching anything: what an earlier command left half done stays so. A clone that shows no
    /// files will do.
    pub(super) fn open_to_look(&self) -> Result<Found<'_>, Failure> {
        let (root, repo) = self.place(|repo| repo.standing().bare || repo.read("HEAD").is_ok())?;
        Ok(self.found(root, repo, self.at.clone()))
    }

    /// Where the register is, and the repository it is in. One that shows no files will do where `will_do` says so: it holds a
    /// register all the same.
    fn place(&self, will_do: fn(&Repo) -> bool) -> Result<(PathBuf, Option<Repo>), Failure> {
        let start = self.register.as_deref().unwrap_or(Path::new("."));
        match disk::find_register(start) {
            Ok(root) => {
                let repo = Repo::open(&root)?;
                Ok((root, repo))
            }
            Err(failure) => match Repo::open(start) {
                Ok(Some(repo)) if will_do(&repo) => Ok((repo.root().to_path_buf(), Some(repo))),
                _ => Err(failure),
            },
        }
    }

    fn found(&self, root: PathBuf, repo: Option<Repo>, at: Option<String>) -> Found<'_> {
        Found {
            desk: self,
            root,
            repo,
            at,
        }
    }

    /// The same desk, to look at a commit on a day.
    pub(super) fn looking_at(&self, commit: &str, day: NaiveDate) -> Self {
        Self {
            at: Some(commit.to_owned()),
            ..self.on(day)
        }
    }

    /// The state that is meant: by a commit, branch or tag, or by a day as a person writes it.
    pub(super) fn point(&self, repo: &Repo, at: &str) -> Result<Point, Failure> {
        let failure = match repo.point(at) {
            Ok(point) => return Ok(point),
            Err(failure) => failure,
        };
        match spoken::date(at, self.clock) {
            Ok(PartialDate::Day(day)) => repo.point(&day.to_string()),
            Ok(PartialDate::Month(..) | PartialDate::Year(_)) => {
                Err(Failure::with(Exit::Usage, format!("`{at}` is not a single day"))
                    .cure("name the day, as 2026-03-31"))
            }
            _ if failure.cure.is_some() => Err(failure),
            _ => Err(failure
                .cure("name a commit (`scrutiny log` shows them), a branch, a tag, or a day as 2026-03-31")),
        }
    }

    /// Makes sure that nothing was said which is about one register, where several are joined.
    pub(super) fn joins_several(&self) -> Result<(), Failure> {
        match &self.at {
            None => Ok(()),
            Some(_) => Err(Failure::with(
                Exit::Usage,
                "--at names a state of one register, and several are joined here",
            )
            .cure("say with `at:` in the list which commit of a register is meant")),
        }
    }

    /// Whether it was said where the register is.
    pub(super) fn is_told_where(&self) -> bool {
        self.register.is_some()
    }

    /// Where `init` starts a register when no folder is named.
    pub(super) fn start(&self) -> PathBuf {
        self.register.clone().unwrap_or_else(|| PathBuf::from("."))
    }
}

/// Which state is looked at, in a sentence.
fn told(point: &Point) -> String {
    let commit = &point.commit.id[..10];
    let saved = point
        .saved
        .map(|day| format!(", saved on {}", PartialDate::Day(day).spoken()))
        .unwrap_or_default();
    match point.day {
        Some(day) => format!(
            "The records as they stood at the end of {} (commit {commit}{saved}).",
            PartialDate::Day(day).spoken()
        ),
        None => format!("The records as they stood at commit {commit}{saved}."),
    }
}

impl Found<'_> {
    /// The state that was asked for with `--at`; none for the files in the folder, or the last commit of a bare repository.
    pub(super) fn point(&self) -> Result<Option<Point>, Failure> {
        match (&self.desk.at, &self.repo) {
            (Some(at), Some(repo)) => self.desk.point(repo, at).map(Some),
            _ => Ok(None),
        }
    }

    /// Which state is looked at, in a sentence, where it is not that of today.
    pub(super) fn state(&self) -> Result<Option<String>, Failure> {
        Ok(self.point()?.map(|point| told(&point)))
    }

    /// Reads the files, of the folder or of the commit.
    pub(super) fn sources(&self) -> Result<Sources, Failure> {
        match (&self.at, &self.repo) {
            (Some(at), Some(repo)) => repo.read(at).map(|(sources, _)| sources),
            _ => disk::read(&self.root),
        }
    }

    /// Reads and checks the register.
    pub(super) fn read(&self) -> Result<Read, Failure> {
        Ok(self.check(self.sources()?))
    }

    /// Checks the register whose files these are.
    pub(super) fn check(&self, sources: Sources) -> Read {
        let law = Law::of(&sources);
        let (register, problems) = check::check(&sources, &law, self.desk.clock);
        Read {
            sources,
            register,
            problems,
            law,
        }
    }

    /// Reads the register to look something up in it; says so when parts of it had to be left out. The rules that
    /// `check` goes by leave nothing out, so they are not asked.
    pub(super) fn read_to_look(&self) -> Result<Read, Failure> {
        let sources = self.sources()?;
        let law = Law::of(&sources);
        let (register, mut problems) = Register::build(&sources);
        problems.append(law.problems().clone());
        let read = Read {
            sources,
            register,
            problems,
            law,
        };
        // It is told however quiet the rest is: what is shown is not all there is.
        if let Some(told) = read.told() {
            self.desk.output.aloud(&told);
        }
        Ok(read)
    }

    /// The templates that the register overrides.
    pub(super) fn templates(&self) -> Result<BTreeMap<String, Vec<u8>>, Failure> {
        match (&self.at, &self.repo) {
            (Some(at), Some(repo)) => repo.templates(at),
            _ => disk::read_templates(&self.root),
        }
    }

    /// What happened to each record; empty outside Git and before the first commit.
    pub(super) fn history(&self) -> Result<History, Failure> {
        match &self.repo {
            Some(repo) if !repo.standing().unborn => {
                repo.history_cached(self.at.as_deref().unwrap_or("HEAD"))
            }
            _ => Ok(History::default()),
        }
    }

    /// Whether what is written to a place would lie over the register, or among Git's own files, wherever those are.
    pub(super) fn is_in_the_way(&self, place: &Path) -> Result<bool, Failure> {
        let in_git = self.repo.as_ref().map_or(Ok(false), |repo| repo.keeps(place))?;
        Ok(in_git || disk::is_in_the_way(place, &self.root)?)
    }

    /// Whether it is kept in a repository that shows no files.
    pub(super) fn is_bare(&self) -> bool {
        self.repo.as_ref().is_some_and(|repo| repo.standing().bare)
    }

    /// Whether files of it were changed by hand and not saved. Of a register that is not in Git, or of a state of the past, none
    /// were.
    pub(super) fn is_unsaved(&self) -> Result<bool, Failure> {
        match (&self.repo, &self.at) {
            (Some(repo), None) => repo.changed_records(),
            _ => Ok(false),
        }
    }

    /// Which state is looked at, as it was asked for.
    pub(super) fn asked(&self) -> Option<&str> {
        self.desk.at.as_deref()
    }

    /// Makes sure that records can be changed here: they are files in a folder, not a state of the past.
    pub(super) fn writable(&self) -> Result<(), Failure> {
        match self.at {
            None => Ok(()),
            Some(_) => Err(
                Failure::with(Exit::Usage, "records of a commit cannot be changed")
                    .cure("leave --at out, or work in a folder rather than in a bare repository"),
            ),
        }
    }

    /// Says so where this computer's clock is behind the last change: the days it puts to records would be wrong. It is
    /// no refusal, since it may be a colleague's clock that was ahead.
    fn doubt_clock(&self, repo: &Repo) {
        let today = self.desk.clock;
        // A day either way is the world's time zones.
        if let Some(last) = repo
            .last_day()
            .filter(|last| today.succ_opt().is_some_and(|next| next < *last))
        {
            self.desk.output.say(&format!(
                "This computer's clock says that it is {today}, but the last change was saved on {last}. \
                 Check the clock, and the days in what is saved now."
            ));
        }
    }

    /// Saves files, as one commit where the register is in Git. The message's first line is `summary`; `records`
    /// become trailers, so that `log` and other tools see what the commit is about. Whether that changed what was saved.
    pub(super) fn save(
        &self,
        edits: &[FileEdit],
        summary: &str,
        records: &[String],
    ) -> Result<bool, Failure> {
        self.writable()?;
        let Some(repo) = &self.repo else {
            git::outside_save(&self.root, edits)?;
            self.desk
                .output
                .say("Saved. This register is not in Git, so no history is kept: `git init` starts one.");
            return Ok(true);
        };
        self.doubt_clock(repo);
        let mut message = format!("{summary}\n\n");
        for record in records {
            message.push_str(&format!("Record: {record}\n"));
        }
        let mut kinds: Vec<&str> = records
            .iter()
            .filter_map(|record| Kind::from_word(record.split('/').next()?))
            .map(Kind::word)
            .collect();
        kinds.sort_unstable();
        kinds.dedup();
        for kind in kinds {
            message.push_str(&format!("Kind: {kind}\n"));
        }
        let saved = repo.save(edits, &message)?;
        if let Some(commit) = &saved.commit {
            self.desk
                .output
                .say(&format!("Saved as commit {}.", &commit[..commit.len().min(10)]));
        }
        if let Some(note) = &saved.note {
            self.desk.output.say(note);
        }
        Ok(saved.commit.is_some())
    }
}
