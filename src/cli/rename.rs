//! `scrutiny rename`: another id for a record; every reference follows, and the old address leads on.

use clap::Args;
use serde_json::{Value as Json, json};

use super::batch::{self, File};
use super::desk::{Desk, Found};
use super::edit::Opened;
use super::help::{self, Examples};
use super::name;
use crate::check;
use crate::check::brought::Known;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::disk::FileEdit;
use crate::failure::{Exit, Failure};
use crate::law::Law;
use crate::life::{Renamed, applied, renamed};
use crate::record::RecordId;
use crate::source::Sources;
use crate::value::slug;
use crate::view::words::counted;

/// What its help shows first.
const EXAMPLES: Examples = [
    (
        "scrutiny rename change/kent-therapeutic-alliance-2025 kent-young-people-2025",
        "every reference follows",
    ),
    ("scrutiny rename body/salus-cic salus", "a body"),
    (
        "scrutiny rename body/salus-cic salus --dry-run",
        "which files would change",
    ),
];

/// Give a record another id.
///
/// Its file moves, every record and page that names it follows, and the id it had is kept: its address leads to the new one
/// for good. All that is one commit. What a record is called on its page is its title; an id is changed only where it misleads.
#[derive(Debug, Args)]
#[command(before_help = help::first(&EXAMPLES))]
pub(super) struct Rename {
    /// The record, by its id or the beginning of it
    record: String,

    /// The id it shall have
    new: String,

    /// Show which files would change, and write nothing
    #[arg(long)]
    dry_run: bool,
}

impl Rename {
    pub(super) fn run(&self, desk: &Desk<'_>) -> Result<Exit, Failure> {
        let found = desk.open()?;
        found.writable()?;
        let opened = Opened::of(&found, &self.record)?;
        let (kind, id) = &opened.key;
        if opened.register.entry(*kind, id).is_none() {
            return Err(name::not_sound(&opened.register, *kind, id, "renamed"));
        }
        let source = opened.source()?;
        let new = self.free(&found, &opened)?;
        let files = renamed(&opened.sources, &opened.register, &opened.key, &new).map_err(|_| {
            Failure::with(
                Exit::Refused,
                format!("{} cannot be changed without touching more", source.path),
            )
            .cure("write its `aliases` as [one, another] in an editor, and give the command again")
        })?;
        let after = applied(&opened.sources, &files);
        let called = |text: &str| text.replace(id.as_str(), new.as_str());
        let problems = new_problems(desk, &opened.sources, &after, &called);
        let changed: Vec<Json> = files
            .iter()
            .map(|file| json!({ "path": file.path, "to": file.to }))
            .collect();
        let data = json!({ "kind": kind.word(), "id": new, "was": id, "files": changed });
        let checked = (after, problems);
        if self.dry_run {
            return Ok(shown(desk, &files, &checked, &data));
        }
        let (records, others) = edits(&opened, &files);
        let summary = format!("Rename {kind}: {id} to {new}");
        if !batch::save_with(&found, desk, &records, &others, &summary, &checked, &data)? {
            return Ok(Exit::Problems);
        }
        let rest = match files.len() - 1 {
            0 => "No other file named it.".to_owned(),
            1 => "One other file named it, and follows.".to_owned(),
            more => format!("{more} other files named it, and follow."),
        };
        desk.output.say(&format!(
            "The {kind} `{id}` is now called `{new}`. {rest}\nThe address of `{id}` leads to it for good; no other {kind} can have that id."
        ));
        desk.output.next("scrutiny build");
        Ok(Exit::Fine)
    }

    /// The new id, if it can be had.
    fn free(&self, found: &Found<'_>, opened: &Opened) -> Result<RecordId, Failure> {
        let (kind, id) = &opened.key;
        let new = RecordId::new(&self.new).map_err(|reason| {
            let failure = Failure::with(Exit::Usage, format!("`{}` cannot be an id: {reason}", self.new));
            match RecordId::new(&slug(&self.new)) {
                Ok(mended) => failure.cure(format!(
                    "give it the id `{mended}`: scrutiny rename {kind}/{id} {mended}"
                )),
                Err(_) => failure.cure("give it a few words that say what it is, joined by hyphens"),
            }
        })?;
        let refused = |what: String| {
            let cure = "choose another: the address of an id is kept for good";
            Err(Failure::with(Exit::Refused, what).cure(cure))
        };
        if new == *id {
            let what = format!("the {kind} is called `{id}` already");
            return Err(Failure::with(Exit::Usage, what).cure("give the id it shall have"));
        }
        if opened.register.withdrawal(*kind, &new).is_some() {
            return refused(format!("`{new}` was the id of a {kind} that was withdrawn"));
        }
        if opened.register.file(*kind, &new).is_some() {
            return refused(format!("there is a {kind} `{new}` already"));
        }
        match opened.register.renamed(*kind, &new) {
            // A record may have an id again that it had before.
            Some(now) if now == id => return Ok(new),
            Some(now) => {
                return refused(format!(
                    "`{new}` was the id of the {kind} that is now called `{now}`"
                ));
            }
            None => {}
        }
        if found
            .history()?
            .touches
            .contains_key(&format!("{}/{new}", kind.folder()))
        {
            return refused(format!(
                "`{new}` was the id of a {kind} that is gone from the register"
            ));
        }
        Ok(new)
    }
}

/// What is wrong afterwards and was not wrong before: by what is said, because files have other names then.
fn new_problems(
    desk: &Desk<'_>,
    before: &Sources,
    after: &Sources,
    called: &dyn Fn(&str) -> String,
) -> Diagnostics {
    let (_, old) = check::check(before, &Law::of(before), desk.clock);
    let name = |problem: &Diagnostic| (problem.code.name, called(&problem.message));
    let (_, all) = check::check(after, &Law::of(after), desk.clock);
    Known::new(old.iter().map(name)).brought(&all, name)
}

/// The records as they shall be, and what goes and changes beside them.
fn edits(opened: &Opened, files: &[Renamed]) -> (Vec<File>, Vec<FileEdit>) {
    let mut records = Vec::new();
    let mut others = Vec::new();
    for file in files {
        let was = opened.sources.find(&file.path).map(|source| source.text.clone());
        let moves = file.path != file.to;
        if moves {
            others.push(FileEdit {
                path: file.path.clone(),
                before: was.clone().map(String::into_bytes),
                after: None,
            });
        }
        match &file.record {
            Some((kind, id)) => records.push(File {
                kind: *kind,
                id: id.clone(),
                path: file.to.clone(),
                before: was.filter(|_| !moves),
                text: file.text.clone(),
            }),
            None => others.push(FileEdit {
                path: file.path.clone(),
                before: was.map(String::into_bytes),
                after: Some(file.text.clone().into_bytes()),
            }),
        }
    }
    (records, others)
}

fn shown(desk: &Desk<'_>, files: &[Renamed], checked: &batch::Checked, data: &Json) -> Exit {
    let ok = !checked.1.any_error();
    if desk.output.is_json() {
        desk.output.problems(&checked.1, &checked.0, data, ok);
        return if ok { Exit::Fine } else { Exit::Problems };
    }
    desk.output
        .say(&format!("{} would change:", counted(files.len(), "file")));
    for file in files {
        desk.output.page(&if file.path == file.to {
            file.path.clone()
        } else {
            format!("{} becomes {}", file.path, file.to)
        });
    }
    desk.output.next("the same without --dry-run");
    batch::shown(desk, checked)
}
