//! `scrutiny init`: a new, empty register.

use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::Value as Json;

use super::desk::Desk;
use super::help::{self, Examples};
use super::schema;
use crate::disk::{self, FileEdit};
use crate::failure::{Exit, Failure};
use crate::git::{self, Repo};
use crate::schema::headed;
use crate::yaml;

/// What the register is.
const SETTINGS: &str = "records/register.yaml";

/// What Git reads of how files merge.
const ATTRIBUTES: &str = ".gitattributes";

/// Records merge by field where `scrutiny merge-file` is set up as a merge driver.
const DRIVER: &str = "\
# Records merge by field, where each clone says once how (scrutiny merge-file --help):
# git config merge.scrutiny.driver 'scrutiny merge-file %O %A %B --path %P'
records/**/*.yaml merge=scrutiny
# The ends of their lines stay as they are saved, whatever Git is set to here.
records/** -text
";

/// What its help shows first.
const EXAMPLES: Examples = [
    (
        "scrutiny init --name \"Register of service change\" --publisher \"Northmere Council\"",
        "here",
    ),
    (
        "scrutiny init northmere --name \"Register of service change\" --publisher \"Northmere Council\"",
        "in a folder that is made for it",
    ),
    (
        "scrutiny init --name \"Register of service change\" --publisher \"Northmere Council\" --no-git",
        "without Git: no history is kept",
    ),
];

/// Start a register in a folder.
///
/// Writes records/register.yaml, makes the folder a Git repository if it is in none, and makes the first commit.
#[derive(Debug, Args)]
#[command(before_help = help::first(&EXAMPLES))]
pub(super) struct Init {
    /// The folder [default: here]
    folder: Option<PathBuf>,

    /// What the register is called
    #[arg(long)]
    name: String,

    /// Who publishes it
    #[arg(long)]
    publisher: String,

    /// Do without Git: no history is kept
    #[arg(long)]
    no_git: bool,
}

impl Init {
    pub(super) fn run(&self, desk: &Desk<'_>) -> Result<Exit, Failure> {
        for (flag, text, cure) in [
            (
                "--name",
                &self.name,
                "say what the register is called, such as \"Register of service change\"",
            ),
            (
                "--publisher",
                &self.publisher,
                "say who publishes it, such as \"Northmere Council\"",
            ),
        ] {
            if text.trim().is_empty() {
                return Err(Failure::with(Exit::Usage, format!("{flag} is empty")).cure(cure));
            }
        }
        let folder = self.folder.clone().unwrap_or_else(|| desk.start());
        disk::make_folder(&folder)?;
        // Of an earlier start that was cut off after its commit was made, the files may be all that is missing.
        if let Some(repo) = Repo::open(&folder)?
            && let Some(note) = repo.recover()?
        {
            desk.output.say(&note);
            if disk::holds_register(&folder) {
                return Ok(Self::done(desk, &folder));
            }
        }
        if disk::holds_register(&folder) {
            let what = format!("there is already a register in {}", disk::folder_name(&folder));
            return Err(Failure::with(Exit::Refused, what).cure("go on with `scrutiny add`"));
        }
        if let Ok(outer) = disk::find_register(&folder) {
            let what = format!(
                "{} lies inside the register in {}",
                folder.display(),
                outer.display()
            );
            return Err(Failure::with(Exit::Refused, what).cure("start a register in a folder of its own"));
        }
        let repo = if self.no_git {
            None
        } else {
            Some(Repo::init(&folder)?)
        };
        if let Some(repo) = &repo {
            repo.author()?;
        }
        let mut edits = vec![
            new_file(SETTINGS, self.settings()),
            new_file("site/.gitignore", disk::NOT_KEPT.to_owned()),
        ];
        // Git takes its own merge where the driver is not set up; an own file of this name stays as it is.
        if disk::load(&folder.join(ATTRIBUTES))?.is_none() {
            edits.push(new_file(ATTRIBUTES, DRIVER.to_owned()));
        }
        match &repo {
            Some(repo) => drop(repo.save(&edits, "Start the register\n\nRecord: register\n")?),
            None => git::outside_save(&folder, &edits)?,
        }
        Ok(Self::done(desk, &folder))
    }

    fn done(desk: &Desk<'_>, folder: &Path) -> Exit {
        // For editors, and no part of the register: `doctor` tells where they are missing.
        let _ = schema::lay(folder);
        desk.output
            .say(&format!("Started a register in {}.", folder.display()));
        desk.output
            .next("record your council: scrutiny add body --name \"... Council\" --role local-authority");
        Exit::Fine
    }

    fn settings(&self) -> String {
        let fields = [
            ("name", Json::from(self.name.as_str())),
            ("publisher", Json::from(self.publisher.as_str())),
        ];
        let text = format!(
            "# What this register is. `scrutiny schema register` lists every field there is.\n{}",
            yaml::write(&fields)
        );
        headed(SETTINGS, &text)
    }
}

fn new_file(path: &str, text: String) -> FileEdit {
    FileEdit {
        path: path.to_owned(),
        before: None,
        after: Some(text.into_bytes()),
    }
}
