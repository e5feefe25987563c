//! What was changed by hand and is to be saved, and what it is held to.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use serde_json::{Value as Json, json};

use super::kept::Kept;
use crate::audit;
use crate::cli::desk::Desk;
use crate::cli::difference::{Difference, Files};
use crate::cli::make;
use crate::disk::FileEdit;
use crate::failure::{Exit, Failure};
use crate::git::Repo;
use crate::portable;
use crate::register::{Register, SETTINGS};
use crate::site::Templates;
use crate::source::Sources;

/// What was changed by hand and is to be saved.
pub(super) struct Work {
    /// The files as they were last saved.
    pub(super) saved: Files,
    /// The same, with what is to be saved.
    pub(super) after: Files,
    /// The files that are to be saved.
    pub(super) files: Vec<Kept>,
    /// What that changes.
    pub(super) difference: Difference,
}

impl Work {
    /// Makes sure that an audit would find nothing in it.
    ///
    /// # Errors
    ///
    /// [`Exit::Refused`], with all that it would find and what to do instead.
    pub(super) fn is_kept_well(&self) -> Result<(), Failure> {
        let report = audit::next(&self.saved.sources, &self.after.sources);
        let found = &report.findings;
        let Some(first) = found.first() else {
            return Ok(());
        };
        let told: String = found.iter().fold(String::new(), |mut told, finding| {
            let _ = write!(told, "\n  - {}", finding.message);
            told
        });
        let what = match found.as_slice() {
            [one] => format!("{}; nothing was saved", one.message),
            _ => format!("this would not hold in an audit; nothing was saved:{told}"),
        };
        let gone = first.record.as_deref().and_then(|record| self.gone(record));
        Err(Failure::with(Exit::Refused, what).cure(match gone {
            Some(path) => format!("{} (it comes back by git checkout HEAD -- {path})", first.cure),
            None => first.cure.clone(),
        }))
    }

    /// Where the file of a record was, if it is there no more.
    pub(super) fn gone(&self, record: &str) -> Option<&str> {
        let own = |file: &&Kept| file.name().as_deref() == Some(record);
        let path = self.files.iter().find(own)?.path.as_str();
        self.after.sources.find(path).is_none().then_some(path)
    }

    /// Makes sure that every system can hold the files that are new, and that none stands where a folder was, or the other way
    /// round: one commit cannot take the one out and put the other in its place.
    ///
    /// # Errors
    ///
    /// [`Exit::Refused`], naming the path.
    pub(super) fn can_be_held(&self) -> Result<(), Failure> {
        let paths: BTreeSet<&str> = self.files.iter().map(|file| file.path.as_str()).collect();
        for path in &paths {
            let mut above = path.match_indices('/').map(|(at, _)| &path[..at]);
            if let Some(file) = above.find(|folder| paths.contains(folder)) {
                let what = format!("{file} is a file in one state and the folder of {path} in the other");
                return Err(Failure::with(Exit::Refused, what)
                    .cure("move what is there now away, save, put it back, and save again"));
            }
        }
        let is_new = |path: &str| match path.strip_prefix("templates/") {
            Some(name) => !self.saved.templates.contains_key(name),
            None => self.saved.sources.find(path).is_none(),
        };
        for file in self.files.iter().filter(|file| is_new(&file.path)) {
            if let Some(trouble) = portable::trouble(&file.path) {
                let what = format!("{:?} cannot be the name of a file: {trouble}", file.path);
                return Err(Failure::with(Exit::Refused, what).cure("give it another name"));
            }
        }
        let records = self.after.sources.iter().map(|(_, source)| source.path.clone());
        let templates = self
            .after
            .templates
            .keys()
            .map(|name| format!("templates/{name}"));
        let all: Vec<String> = records.chain(templates).collect();
        match portable::twins(all.iter().map(String::as_str)) {
            Some((one, other)) if self.files.iter().any(|file| is_new(&file.path)) => {
                let what =
                    format!("{one} and {other} are one name where capitals do not count, as on Windows");
                Err(Failure::with(Exit::Refused, what).cure("give one of them another name"))
            }
            _ => Ok(()),
        }
    }

    /// Makes sure that a site can be made with its templates and the look that its settings ask for, where one of them
    /// changed.
    ///
    /// # Errors
    ///
    /// [`Exit::Problems`], with what is wrong.
    pub(super) fn has_good_templates(&self) -> Result<(), Failure> {
        let bears_on_it = |file: &Kept| file.path.starts_with("templates/") || file.path == SETTINGS;
        if !self.files.iter().any(bears_on_it) {
            return Ok(());
        }
        let settings = self.after.sources.find(SETTINGS).cloned();
        let (register, _) = Register::build(&Sources::new(settings.into_iter().collect()));
        let look = register
            .settings
            .as_ref()
            .and_then(|settings| settings.look.as_ref());
        match Templates::dressed(&self.after.templates, look) {
            Ok(_) => Ok(()),
            Err(error) => Err(make::bad_template(&error)),
        }
    }

    /// The files as they are, to be saved so.
    pub(super) fn edits(&self) -> Vec<FileEdit> {
        let edit = |file: &Kept| {
            let bytes = match file.path.strip_prefix("templates/") {
                Some(name) => self.after.templates.get(name).cloned(),
                None => {
                    let source = self.after.sources.find(&file.path);
                    source.map(|source| source.text.clone().into_bytes())
                }
            };
            FileEdit {
                path: file.path.clone(),
                before: bytes.clone(),
                after: bytes,
            }
        };
        self.files.iter().map(edit).collect()
    }

    /// The records it is about.
    pub(super) fn records(&self) -> Vec<String> {
        let names: BTreeSet<String> = self.files.iter().filter_map(Kept::name).collect();
        names.into_iter().collect()
    }

    /// Records that lie in another file than before, each with the two.
    pub(super) fn moved(&self) -> Vec<(String, &str, &str)> {
        let is_there = |file: &&Kept| self.after.sources.find(&file.path).is_some();
        let gone = self.files.iter().filter(|file| !is_there(file));
        let gone: BTreeMap<_, &str> = gone
            .filter_map(|file| Some((file.key.as_ref()?, file.path.as_str())))
            .collect();
        let comes = self.files.iter().filter(is_there);
        let moved = comes.filter_map(|file| {
            let former = gone.get(file.key.as_ref()?)?;
            Some((file.name()?, *former, file.path.as_str()))
        });
        moved.collect()
    }

    pub(super) fn text(&self, desk: &Desk<'_>) -> String {
        let mut text = self.difference.text(false, &desk.output.screen);
        for (name, from, to) in self.moved() {
            let _ = writeln!(text, "{name}: moved from {from} to {to}");
        }
        text
    }

    pub(super) fn told(&self, saved: bool) -> Json {
        let moved = self.moved().into_iter();
        let moved = moved.map(|(name, from, to)| json!({ "record": name, "from": from, "to": to }));
        let mut data = json!({ "saved": saved, "moved": moved.collect::<Json>() });
        self.difference.put_into(&mut data);
        data
    }
}

/// The files as they were last saved; none where nothing of a register was saved yet.
pub(super) fn last(repo: &Repo) -> Result<Files, Failure> {
    let Some(head) = repo.standing().head else {
        return Ok(Files::default());
    };
    if repo.find_saved(|_| true)?.is_none() {
        return Ok(Files {
            templates: repo.templates(&head)?,
            ..Files::default()
        });
    }
    Files::of_commit(repo, &head)
}

/// The saved files, with these as they are in the folder.
pub(super) fn laid_over(saved: &Files, folder: &Files, changed: &[Kept]) -> Files {
    let paths: BTreeSet<&str> = changed.iter().map(|file| file.path.as_str()).collect();
    let stay = saved.sources.iter().map(|(_, source)| source);
    let stay = stay.filter(|source| !paths.contains(source.path.as_str()));
    let come = folder.sources.iter().map(|(_, source)| source);
    let come = come.filter(|source| paths.contains(source.path.as_str()));
    let mut templates = saved.templates.clone();
    for name in paths.iter().filter_map(|path| path.strip_prefix("templates/")) {
        match folder.templates.get(name) {
            Some(bytes) => templates.insert(name.to_owned(), bytes.clone()),
            None => templates.remove(name),
        };
    }
    Files {
        sources: Sources::new(stay.chain(come).cloned().collect()),
        templates,
    }
}
