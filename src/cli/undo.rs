//! `scrutiny undo` and `scrutiny redo`: the last change taken back, and brought back.

use std::io::IsTerminal;

use chrono::NaiveDate;
use clap::Args;
use serde_json::{Value as Json, json};

use super::ask::Ask;
use super::desk::{Desk, Found};
use super::help::{self, Examples};
use super::screen::Screen;
use super::told::{self, Tense};
use crate::compare::{Between, between, text};
use crate::failure::{Exit, Failure};
use crate::git::{FileEdit, Repo, Reversal, Way};
use crate::value::PartialDate;

/// What its help shows first.
const EXAMPLES: Examples = [
    ("scrutiny undo", "shows the last change, and asks"),
    ("scrutiny undo --dry-run", "shows it, and does nothing"),
    ("scrutiny undo --yes", "takes it back without asking"),
];

/// Take back the last change that was saved, and put the files as they were.
///
/// Shows which change it is and what will be as before. Nothing is lost: `redo` brings it back. A change that others
/// may already have is not taken back; it is put right with `correct`, or withdrawn.
#[derive(Debug, Args)]
#[command(before_help = help::first(&EXAMPLES))]
pub(super) struct Undo {
    #[command(flatten)]
    how: How,
}

/// What the help of `redo` shows first.
const REDO: Examples = [
    ("scrutiny redo", "shows the change that was undone last, and asks"),
    ("scrutiny redo --dry-run", "shows it, and does nothing"),
    ("scrutiny redo --yes", "brings it back without asking"),
];

/// Bring back the change that was undone last.
#[derive(Debug, Args)]
#[command(before_help = help::first(&REDO))]
pub(super) struct Redo {
    /// The change, by the beginning of its commit's name [default: the one undone last]
    commit: Option<String>,

    #[command(flatten)]
    how: How,
}

#[derive(Debug, Args)]
struct How {
    /// Do it without asking
    #[arg(long, short)]
    yes: bool,

    /// Show what would be done, and do nothing
    #[arg(long)]
    dry_run: bool,
}

impl Undo {
    pub(super) fn run(&self, desk: &Desk<'_>) -> Result<Exit, Failure> {
        let found = desk.open()?;
        let repo = in_git(&found)?;
        let reversal = repo.to_undo()?;
        if let Some(place) = &reversal.shared {
            return Err(is_shared(&reversal, place));
        }
        self.how.go(desk, repo, &reversal)
    }
}

impl Redo {
    pub(super) fn run(&self, desk: &Desk<'_>) -> Result<Exit, Failure> {
        let found = desk.open()?;
        let repo = in_git(&found)?;
        let reversal = repo.to_redo(self.commit.as_deref())?;
        self.how.go(desk, repo, &reversal)
    }
}

/// The register's repository; only what is in Git can be undone.
pub(super) fn in_git<'f>(found: &'f Found<'_>) -> Result<&'f Repo, Failure> {
    if let Some(repo) = &found.repo
        && repo.standing().bare
    {
        // Says that it is bare, rather than that it shows a commit.
        return repo.to_undo().map(|_| repo);
    }
    found.writable()?;
    found.repo.as_ref().ok_or_else(|| {
        Failure::with(
            Exit::Refused,
            "this register is not in Git, so what was there before is not kept",
        )
        .cure("put it in Git, and from then on changes can be undone: git init")
    })
}

/// That others have the change, and what to do instead.
pub(super) fn is_shared(reversal: &Reversal, place: &str) -> Failure {
    let what = format!(
        "“{}” has been shared ({place} holds it), so others may rely on it already",
        reversal.commit.summary
    );
    let added: Vec<&FileEdit> = reversal
        .edits
        .iter()
        .filter(|edit| edit.after.is_none())
        .collect();
    let records = reversal.records();
    let of = |edit: &FileEdit| {
        let mut own = records
            .iter()
            .filter(|record| edit.path.ends_with(&format!("{}.yaml", stem(record))));
        own.next().cloned()
    };
    let correct = |record: &str| format!("scrutiny correct {record} --reason \"...\"");
    let cure = match (added.first().and_then(|edit| of(edit)), records.first()) {
        (Some(record), _) => format!(
            "put it right and say why: {}; or take the record out for good: scrutiny withdraw {record} --reason \"...\"",
            correct(&record)
        ),
        (None, Some(record)) => format!("put it right and say why: {}", correct(record)),
        (None, None) => "Git can take it back for everyone by another commit: git revert HEAD".to_owned(),
    };
    let more = match records.len() {
        0 | 1 => String::new(),
        count => format!(" (it touched {count} records: {})", records.join(", ")),
    };
    Failure::with(Exit::Refused, what).cure(format!("{cure}{more}"))
}

fn stem(record: &str) -> &str {
    record.rsplit('/').next().unwrap_or(record)
}

impl How {
    fn go(&self, desk: &Desk<'_>, repo: &Repo, reversal: &Reversal) -> Result<Exit, Failure> {
        let files: Vec<Affected> = reversal.edits.iter().map(Affected::new).collect();
        let shown = shown(reversal, &files, desk.clock, &desk.output.screen);
        if self.dry_run {
            if desk.output.is_json() {
                desk.output.json(&as_json(reversal, &files, false));
            } else {
                desk.output.page(&shown);
                desk.output.next(match reversal.way {
                    Way::Undo => "`scrutiny undo` does it; nothing has been changed yet",
                    Way::Redo => "`scrutiny redo` does it; nothing has been changed yet",
                });
            }
            return Ok(Exit::Fine);
        }
        if self.yes {
            desk.output.say(&shown);
        } else if !self.agreed(desk, reversal, &shown)? {
            desk.output.say("Nothing was changed.");
            return Ok(Exit::Fine);
        }
        let note = repo.reverse(reversal)?;
        if desk.output.is_json() {
            desk.output.json(&as_json(reversal, &files, true));
        }
        tell(desk, reversal);
        if let Some(note) = note {
            desk.output.say(&note);
        }
        Ok(Exit::Fine)
    }

    /// Shows what will be done and asks.
    fn agreed(&self, desk: &Desk<'_>, reversal: &Reversal, shown: &str) -> Result<bool, Failure> {
        let (name, asks) = match reversal.way {
            Way::Undo => ("undo", "Undo this change?"),
            Way::Redo => ("redo", "Bring this change back?"),
        };
        let terminals = std::io::stdin().is_terminal() && std::io::stderr().is_terminal();
        if !desk.may_ask || !terminals {
            let what = format!("{name} asks first, and here nobody can be asked");
            return Err(Failure::with(Exit::Usage, what).cure(format!(
                "look at what it would do with `scrutiny {name} --dry-run`, then do it with `scrutiny {name} --yes`"
            )));
        }
        desk.output.aloud(shown);
        let help = match reversal.way {
            Way::Undo => {
                "The files and the history go back to where they were before it. It is kept, and `scrutiny redo` brings it back."
            }
            Way::Redo => "The files and the history become what they were before it was undone.",
        };
        Ask::new(desk.output).yes(asks, true, help)
    }
}

/// Says what was done, in a sentence.
fn tell(desk: &Desk<'_>, reversal: &Reversal) {
    let Reversal { commit, .. } = reversal;
    let short = &commit.id[..10];
    match reversal.way {
        Way::Undo => {
            desk.output
                .say(&format!("Undone: {} (kept as {short}).", commit.summary));
            desk.output
                .next("`scrutiny redo` brings it back; `scrutiny log` tells where the register stands now");
        }
        Way::Redo => {
            desk.output
                .say(&format!("Brought back: {} (commit {short}).", commit.summary));
            desk.output.next(
                "`scrutiny undo` takes it back again; `scrutiny log` tells where the register stands now",
            );
        }
    }
}

/// What becomes of one file.
struct Affected<'e> {
    edit: &'e FileEdit,
    /// What it is called by people: a record, or the file.
    name: String,
    /// What becomes of the record; none where it is no record.
    between: Option<Between>,
}

impl<'e> Affected<'e> {
    fn new(edit: &'e FileEdit) -> Self {
        let below = edit
            .path
            .strip_prefix("records/")
            .filter(|below| below.ends_with(".yaml"));
        let name = match below.and_then(|below| below.split_once('/')) {
            Some((kind, rest)) => format!("{kind}/{}", stem(rest).trim_end_matches(".yaml")),
            None => edit.path.clone(),
        };
        let between = below.map(|_| between(edit.before.as_deref(), edit.after.as_deref()));
        Self { edit, name, between }
    }

    fn told(&self, way: Way, screen: &Screen) -> String {
        let (again, tense) = match way {
            Way::Undo => (" again", Tense::ToGoBack),
            Way::Redo => ("", Tense::ToCome),
        };
        let titled = |tree: &Json| {
            text::title(tree)
                .map(|title| format!(" ({title})"))
                .unwrap_or_default()
        };
        let head = |says: String| told::block(&format!("{}{says}", self.name), 2, screen);
        match &self.between {
            Some(Between::Removed(old)) => head(match way {
                Way::Undo => format!("{} was added, and will be taken out", titled(old)),
                Way::Redo => format!("{} will be taken out", titled(old)),
            }),
            Some(Between::Added(new)) => head(format!("{} will be there{again}", titled(new))),
            Some(Between::Withdrawn(_)) => head(format!(" will be withdrawn{again}")),
            Some(Between::Restored(new)) => head(format!("{} will no longer be withdrawn", titled(new))),
            Some(Between::Layout) => head(": only its layout or its comments will differ".to_owned()),
            Some(Between::Changed(changes)) => head(":".to_owned()) + &told::lines(changes, tense, 4, screen),
            Some(Between::Unreadable) | None => head(match (&self.edit.before, &self.edit.after) {
                (_, None) => " will be taken out".to_owned(),
                (None, _) => format!(" will be there{again}"),
                _ => " will be another version".to_owned(),
            }),
        }
    }

    fn as_json(&self) -> Json {
        let word = self.between.as_ref().map_or("file", Between::word);
        let changes = match &self.between {
            Some(Between::Changed(changes)) => told::as_json(changes),
            _ => json!([]),
        };
        json!({ "record": self.name, "path": self.edit.path, "becomes": word, "changes": changes })
    }
}

/// What will be done, as it is shown before it is.
fn shown(reversal: &Reversal, files: &[Affected<'_>], today: NaiveDate, screen: &Screen) -> String {
    const MOST: usize = 20;
    let Reversal { commit, .. } = reversal;
    let when = match reversal.made {
        Some(made) => {
            let day = made.date();
            let said = match (today - day).num_days() {
                0 => "today".to_owned(),
                1 => "yesterday".to_owned(),
                _ => format!("on {}", PartialDate::Day(day).spoken()),
            };
            format!("{said} at {}", made.format("%H:%M"))
        }
        None => "at an unknown time".to_owned(),
    };
    let verb = match reversal.way {
        Way::Undo => "To be undone",
        Way::Redo => "To be brought back",
    };
    let mut out = told::block(
        &format!("{verb}: {}, by {}, {when}", commit.summary, commit.by),
        0,
        screen,
    );
    files
        .iter()
        .take(MOST)
        .for_each(|file| out.push_str(&file.told(reversal.way, screen)));
    if files.len() > MOST {
        out.push_str(&format!("  ... and {} more files\n", files.len() - MOST));
    }
    out.truncate(out.trim_end().len());
    out
}

fn as_json(reversal: &Reversal, files: &[Affected<'_>], done: bool) -> Json {
    let Reversal { commit, .. } = reversal;
    let way = match reversal.way {
        Way::Undo => "undo",
        Way::Redo => "redo",
    };
    json!({
        "way": way, "done": done,
        "change": { "commit": commit.id, "date": commit.on, "by": commit.by, "summary": commit.summary },
        "files": files.iter().map(Affected::as_json).collect::<Vec<Json>>(),
    })
}
