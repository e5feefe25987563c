//! `scrutiny edit`: a record in an editor, or one field of it by name.

use clap::Args;

use super::desk::{Desk, Found};
use super::editor::Session;
use super::guided;
use super::help::{self, Examples};
use super::name;
use super::needed::can_ask;
use super::setting::Setting;
use crate::failure::{Exit, Failure};
use crate::record::Kind;
use crate::register::{Key, Register};
use crate::source::{Source, Sources};

/// What its help shows first.
const EXAMPLES: Examples = [
    ("scrutiny edit kent-hosc", "in your editor"),
    (
        "scrutiny edit kent-hosc --set website=https://hosc.kent.example/",
        "one field, without an editor",
    ),
    (
        "scrutiny edit resolution/kent-hosc-2025-10-09-all-age-mental-health --set clauses.b.action.due=2026-06-30",
        "a field within a field: of the action of clause b",
    ),
];

/// Change a record, in an editor or by naming a field.
///
/// Without --set or --unset the record opens in your editor (the variables VISUAL or EDITOR name it). What you
/// save is checked; with a mistake the editor opens again with your text, and nothing is lost. Words of confirmed minutes and
/// what a recorded determination says are put right with `scrutiny correct`, which keeps what stood there.
#[derive(Debug, Args)]
#[command(before_help = help::first(&EXAMPLES))]
pub(super) struct Edit {
    /// The record, by its id or the beginning of it
    record: String,

    #[command(flatten)]
    setting: Setting,

    /// Open the whole file in your editor, which the variables VISUAL or EDITOR name
    #[arg(long, conflicts_with_all = ["sets", "unsets"])]
    editor: bool,
}

impl Edit {
    pub(super) fn run(&self, desk: &Desk<'_>) -> Result<Exit, Failure> {
        let found = desk.open()?;
        found.writable()?;
        let opened = Opened::of(&found, &self.record)?;
        let (kind, id) = &opened.key;
        let session = Session {
            desk,
            found: &found,
            sources: &opened.sources,
            source: opened.source()?,
            key: &opened.key,
            amend: &|text| Ok(text.to_owned()),
            summary: format!("Edit {kind}: {id}"),
            said: (format!("Changed the {kind} `{id}`."), "scrutiny build".to_owned()),
        };
        if self.setting.is_empty() {
            if !self.editor && can_ask(desk) {
                return guided::edit(&opened, desk, &found);
            }
            return session.in_editor();
        }
        let text = self.setting.apply(&session.source.text, *kind, desk.clock)?;
        session.save(session.draft(&text)?)
    }
}

/// A record whose file is to be changed, and the register around it.
pub(super) struct Opened {
    /// All files.
    pub(super) sources: Sources,
    /// What could be read of them.
    pub(super) register: Register,
    /// Which record it is.
    pub(super) key: Key,
}

impl Opened {
    /// The record that `text` names.
    pub(super) fn of(found: &Found<'_>, text: &str) -> Result<Self, Failure> {
        Self::named(found, |register| name::find(register, text))
    }

    /// The record of one of these kinds that `text` names.
    pub(super) fn among(found: &Found<'_>, text: &str, kinds: &[Kind]) -> Result<Self, Failure> {
        Self::named(found, |register| name::find_among(register, text, kinds))
    }

    fn named(found: &Found<'_>, name: impl Fn(&Register) -> Result<Key, Failure>) -> Result<Self, Failure> {
        let sources = found.sources()?;
        let (register, _) = Register::build(&sources);
        let key = name(&register)?;
        Ok(Self {
            sources,
            register,
            key,
        })
    }

    /// Its file.
    ///
    /// # Errors
    ///
    /// [`Exit::Problems`] where the file was not taken in as text.
    pub(super) fn source(&self) -> Result<&Source, Failure> {
        let id = self.register.file(self.key.0, &self.key.1);
        let source = id
            .map(|id| self.sources.get(id))
            .expect("the name was found by its file");
        if source.refusal.is_some() {
            let what = format!("{} cannot be edited here", source.path);
            return Err(
                Failure::with(Exit::Problems, what).cure("run `scrutiny check` to see what is wrong with it")
            );
        }
        Ok(source)
    }
}
