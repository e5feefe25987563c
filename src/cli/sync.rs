//! `scrutiny sync`: the register here and the one that others share, brought together.

mod join;
mod round;
mod rows;
mod settle;
mod step;
mod tell;

use clap::{Args, ValueEnum};

use super::desk::{Desk, Found};
use super::help::{self, Examples};
use crate::failure::{Exit, Failure};
use crate::git::{Place, Repo, Shared};
pub use step::SyncStep;

/// What its help shows first.
const EXAMPLES: Examples = [
    (
        "scrutiny sync --with https://git.example/council/register.git",
        "the first time; a folder on a shared drive will do as well",
    ),
    ("scrutiny sync", "from then on"),
    ("scrutiny sync --dry-run", "what would come in and go out"),
];

/// Share your work and take in that of others.
///
/// Brings together what was saved here and what others have shared, by record and field, and sends it to the place
/// where the register is shared: a Git host, or a folder on a shared drive. Where both changed the same field you are
/// asked; without a terminal nothing is changed, each open question is listed with the flag that settles it, and the
/// command ends with 5. A file that you changed by hand and did not save is never touched.
#[derive(Clone, Debug, Default, Args)]
#[command(before_help = help::first(&EXAMPLES))]
pub(super) struct Sync {
    /// Where to share: an address that Git can reach, or a folder; told once
    #[arg(long = "with", value_name = "ADDRESS-OR-FOLDER")]
    place: Option<String>,

    /// Make the folder, as a shared register without files
    #[arg(long, requires = "place")]
    new: bool,

    /// Tell what would come in and go out, and change nothing
    #[arg(long)]
    dry_run: bool,

    /// Take in what others have shared, and send nothing
    #[arg(long)]
    no_push: bool,

    /// Settle what both changed, as it is listed: "...=ours", "...=theirs" or "...=text:OTHER WORDS"
    #[arg(long = "settle", value_name = "WHAT=ANSWER")]
    settle: Vec<String>,

    /// Settle all else that both changed in one way
    #[arg(long, value_enum, value_name = "SIDE")]
    take: Option<Side>,

    /// Go on although what was shared before is gone from the other side
    #[arg(long)]
    accept_rewritten: bool,
}

/// One of two sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Side {
    /// As it is here
    Ours,
    /// As the others have it
    Theirs,
}

impl Sync {
    pub(super) fn run(&self, desk: &Desk<'_>) -> Result<Exit, Failure> {
        self.run_observed(desk, &mut |_| {})
    }

    /// The same, telling how far it has come.
    pub(super) fn run_observed(
        &self,
        desk: &Desk<'_>,
        on_step: &mut dyn FnMut(SyncStep),
    ) -> Result<Exit, Failure> {
        let answers = settle::Settled::of(&self.settle, self.take)?;
        let found = desk.open()?;
        found.writable()?;
        let repo = found.repo.as_ref().ok_or_else(|| {
            Failure::with(Exit::Usage, "this register is not in Git, so it cannot be shared")
                .cure("put it in Git first: git init, git add records, git commit")
        })?;
        if let Some(done) = self.before_any(desk, &found, repo)? {
            return Ok(done);
        }
        let shared = self.shared(repo)?;
        repo.author()?;
        let session = round::Session {
            args: self,
            desk,
            found: &found,
            repo,
            shared,
        };
        session.run(answers, on_step)
    }

    /// What keeps anything from being shared, and what is told without asking anybody.
    fn before_any(&self, desk: &Desk<'_>, found: &Found<'_>, repo: &Repo) -> Result<Option<Exit>, Failure> {
        repo.may_save()?;
        if repo.standing().unborn {
            return Err(Failure::with(Exit::Refused, "nothing has been saved here yet, so there is nothing to share")
                .cure("save something first: scrutiny add; to work on a register that others share, get it: git clone ADDRESS"));
        }
        Repo::find_program()?;
        if self.dry_run && self.new {
            let place = self.place.as_deref().unwrap_or_default();
            let records = found.history()?.touches.len();
            desk.output.say(&format!(
                "A shared register would be made in {place}, and {} sent there.",
                crate::view::words::counted(records, "record")
            ));
            desk.output
                .json_or_nothing(&serde_json::json!({ "state": "new", "with": { "address": place } }));
            return Ok(Some(Exit::Fine));
        }
        Ok(None)
    }

    /// The other side.
    fn shared(&self, repo: &Repo) -> Result<Shared, Failure> {
        if let Some(place) = &self.place {
            return repo.share_with(&Place::of(place)?, self.new);
        }
        repo.shared_with()?.ok_or_else(|| {
            Failure::with(Exit::NotFound, "this register is not shared with anybody yet").cure(concat!(
                "say once where: scrutiny sync --with ADDRESS for a host,",
                " scrutiny sync --with FOLDER --new for a shared drive"
            ))
        })
    }
}
