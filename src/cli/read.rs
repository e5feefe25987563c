//! A register that was read, and what of it could not be: whoever is shown a part is told that it is one.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde_json::Value as Json;

use crate::diagnostic::{Diagnostic, Diagnostics, Severity, to_json};
use crate::failure::Exit;
use crate::law::Law;
use crate::register::Register;
use crate::source::Sources;
use crate::view::words::{counted, several};

/// How many files are named where many could not be read.
const NAMED: usize = 5;

/// A register that has been read and checked.
#[derive(Debug)]
pub(super) struct Read {
    /// Its files.
    pub(super) sources: Sources,
    /// Its sound records.
    pub(super) register: Register,
    /// What is wrong with the rest.
    pub(super) problems: Diagnostics,
    /// The law it is judged by: England's, and the register's own provisions.
    pub(super) law: Arc<Law>,
}

impl Read {
    /// The same for as long as the program runs. A command that reads a register once and ends leaves it to the system to take
    /// the memory back: to give up a large one value by value takes longer than to print what was asked.
    pub(super) fn for_good(self) -> &'static Self {
        Box::leak(Box::new(self))
    }

    /// How a command ends that shows what could be read.
    pub(super) fn exit(&self) -> Exit {
        match self.errors().next() {
            None => Exit::Fine,
            Some(_) => Exit::Problems,
        }
    }

    /// The mistakes, as JSON beside data that lack what they stand in.
    pub(super) fn faults(&self) -> Vec<Json> {
        self.errors()
            .map(|problem| to_json(problem, &self.sources))
            .collect()
    }

    /// The files that are left out: of records with a mistake, of those that lean on one, and of what else has one.
    pub(super) fn left_out(&self) -> Vec<String> {
        if self.errors().next().is_none() {
            return Vec::new();
        }
        let files = self.register.files();
        let is_out = |(kind, id): &(_, _)| {
            self.register.entry(*kind, id).is_none() && self.register.withdrawal(*kind, id).is_none()
        };
        let (out, sound): (Vec<_>, Vec<_>) = files.partition(|(key, _)| is_out(key));
        let sound: BTreeSet<_> = sound.into_iter().map(|(_, file)| file).collect();
        let others = self
            .errors()
            .map(|problem| problem.primary.at.source)
            .filter(|file| !sound.contains(file));
        let all: BTreeSet<&str> = out
            .into_iter()
            .map(|(_, file)| file)
            .chain(others)
            .map(|file| self.sources.get(file).path.as_str())
            .collect();
        all.into_iter().map(str::to_owned).collect()
    }

    /// That something is left out, and which files; nothing where all could be read.
    pub(super) fn told(&self) -> Option<String> {
        let errors = self.errors().count();
        let (are, mistakes) = (if errors == 1 { "is" } else { "are" }, counted(errors, "mistake"));
        let left_out = self.left_out();
        let where_ = match left_out.as_slice() {
            [] => String::new(),
            files => format!(": {}", named(files)),
        };
        (errors > 0).then(|| {
            format!("There {are} {mistakes}; some records may be missing here{where_}. See `scrutiny check`.")
        })
    }

    fn errors(&self) -> impl Iterator<Item = &Diagnostic> {
        self.problems
            .iter()
            .filter(|problem| problem.severity() == Severity::Error)
    }
}

/// The first few files, and how many more there are.
pub(super) fn named(files: &[String]) -> String {
    let mut named: Vec<String> = files.iter().take(NAMED).cloned().collect();
    if files.len() > NAMED {
        named.push(format!("{} more", files.len() - NAMED));
    }
    several(&named, "and")
}
