//! `scrutiny add`: a new record, from flags, checked against the register before it is saved.

mod body;
pub(super) mod change;
pub(super) mod determination;
mod duty;
pub(super) mod fields;
mod neighbours;
mod resolution;

use chrono::{Datelike, NaiveDate};
use clap::{Args, Subcommand};
use serde_json::json;

use super::batch::{self, File};
use super::desk::Desk;
use crate::check;
use crate::diagnostic::Diagnostics;
use crate::disk;
use crate::failure::{Exit, Failure};
use crate::law::Law;
use crate::record::{Kind, RecordId};
use crate::register::Register;
use crate::source::Sources;
use crate::value::{PartialDate, slug};
use crate::yaml;
use fields::Fields;
use neighbours::Neighbours;

/// Record a body, change, resolution, determination or duty.
///
/// The record is checked against the register first: with a mistake nothing is saved. Dates are written as
/// 2026-03-12, 12/03/2026 (day first), "12 March 2026", today; or 2026-03, 2026, unknown where less is known.
#[derive(Debug, Args)]
pub(super) struct Add {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Record a council, committee, NHS body or provider
    Body(body::NewBody),
    /// Record a service change
    Change(change::NewChange),
    /// Record what a committee resolved on one item of one meeting
    Resolution(resolution::NewResolution),
    /// Record one body's view whether a change is a substantial variation
    Determination(determination::NewDetermination),
    /// Record a duty to consult, involve, notify or report
    Duty(duty::NewDuty),
}

/// What every kind takes.
#[derive(Debug, Default, Args)]
struct Common {
    /// The id [default: made from what the record says]
    #[arg(long)]
    id: Option<String>,

    /// Keep the record out of the site until it is finished
    #[arg(long)]
    draft: bool,

    /// Where this comes from: a title, or "title | https://address"; may be repeated
    #[arg(long = "source", value_name = "SOURCE")]
    sources: Vec<String>,

    /// Check the record and show the file that would be written, and write nothing
    #[arg(long)]
    dry_run: bool,
}

/// A record that is about to be.
pub(super) struct NewRecord {
    /// Its kind.
    pub(super) kind: Kind,
    /// The words its id is made from, unless one is given.
    pub(super) name: String,
    /// The date it is filed under.
    pub(super) filed: PartialDate,
    /// What it says.
    pub(super) fields: Fields,
    /// What the commit says was added.
    pub(super) what: String,
    /// What one would do next.
    pub(super) next: String,
}

/// A kind of record as its flags describe it.
trait Compose {
    /// What every kind takes.
    fn common(&self) -> &Common;

    /// The ids of the records that the flags name.
    fn named(&self) -> Vec<(Kind, &str)>;

    /// The change that a new view is about: other views of it must be read too.
    fn views_of(&self) -> Option<&str> {
        None
    }

    /// The record, with what the records it names let us fill in.
    ///
    /// # Errors
    ///
    /// [`Exit::Usage`] where a flag cannot be understood.
    fn compose(&self, register: &Register, today: NaiveDate) -> Result<NewRecord, Failure>;
}

impl NewRecord {
    /// The record's file, under the year of its date where its kind has one, which also makes histories quick to walk.
    pub(super) fn file(&self, id: RecordId) -> File {
        let folder = self.kind.folder();
        let path = match self.filed.year() {
            Some(year) => format!("records/{folder}/{year}/{id}.yaml"),
            None => format!("records/{folder}/{id}.yaml"),
        };
        File {
            kind: self.kind,
            id,
            path,
            before: None,
            text: yaml::write(self.fields.as_slice()),
        }
    }
}

impl Add {
    pub(super) fn run(&self, desk: &Desk<'_>) -> Result<Exit, Failure> {
        match &self.what {
            What::Body(new) => add(new, desk),
            What::Change(new) => add(new, desk),
            What::Resolution(new) => add(new, desk),
            What::Determination(new) => add(new, desk),
            What::Duty(new) => add(new, desk),
        }
    }
}

fn add(new: &dyn Compose, desk: &Desk<'_>) -> Result<Exit, Failure> {
    let found = desk.open()?;
    found.writable()?;
    let shelf = disk::list(&found.root)?;
    let mut neighbours = Neighbours::of(&shelf, &new.named(), new.views_of());
    let (register, _) = Register::build(neighbours.sources());
    let mut record = new.compose(&register, desk.today)?;
    let id = id(&record, new.common(), &neighbours)?;
    new.common().finish(&mut record.fields);
    let file = record.file(id.clone());
    let source = file.source();
    neighbours.add(&source);
    let mut sources = neighbours.sources().clone();
    let mut problems = mistakes(&sources, &file.path, desk.clock);
    if problems.any_error() {
        sources = neighbours.with_all_names(&source);
        problems = mistakes(&sources, &file.path, desk.clock);
    }
    let data = json!({ "kind": record.kind.word(), "id": id, "path": file.path });
    let checked = (sources, problems);
    if new.common().dry_run {
        desk.output.say(&format!("{} would hold:", file.path));
        desk.output.data(&file.text);
        return Ok(batch::shown(desk, &checked));
    }
    let (kind, path) = (record.kind, file.path.clone());
    let summary = format!("Add {kind}: {}", record.what);
    if !batch::save(&found, desk, &[file], &summary, &checked, &data)? {
        return Ok(Exit::Problems);
    }
    desk.output.say(&format!("Recorded the {kind} `{id}` in {path}."));
    desk.output.next(&record.next.replace("{id}", id.as_str()));
    Ok(Exit::Fine)
}

/// The id that is given, or one made from what the record says.
fn id(record: &NewRecord, common: &Common, neighbours: &Neighbours<'_>) -> Result<RecordId, Failure> {
    let made = common.id.clone().unwrap_or_else(|| slug(&record.name));
    if made.is_empty() {
        return Err(Failure::with(Exit::Usage, "there is no name to make an id from")
            .cure("write the full name or title, or give an id with --id"));
    }
    let id = RecordId::new(&made).map_err(|reason| {
        Failure::with(Exit::Usage, format!("`{made}` cannot be an id: {reason}")).cure("give one with --id")
    })?;
    let kept = |why: String| {
        let cure = "give another with --id: the address of an id is kept for good";
        Err(Failure::with(Exit::Refused, why).cure(cure))
    };
    if neighbours.was_withdrawn(record.kind, &id) {
        return kept(format!(
            "`{id}` was the id of a {} that was withdrawn",
            record.kind
        ));
    }
    if let Some(now) = neighbours.renamed(record.kind, &id) {
        return kept(format!(
            "`{id}` was the id of the {} that is now called `{now}`",
            record.kind
        ));
    }
    if neighbours.holds(record.kind, &id) {
        let what = format!("there is already a {} `{id}`", record.kind);
        return Err(Failure::with(Exit::Refused, what).cure(format!(
            "change it with `scrutiny edit {}/{id}`, or give another id with --id",
            record.kind
        )));
    }
    Ok(id)
}

/// What is wrong with one file among those that were read. That a view is still to be recorded is no fault of a new
/// resolution: it is the next step, and is said as such.
fn mistakes(sources: &Sources, path: &str, today: NaiveDate) -> Diagnostics {
    let (_, problems) = check::check(sources, &Law::of(sources), today);
    let mut own = Diagnostics::new();
    for problem in &batch::concerning(&problems, sources, |other| other == path) {
        if problem.code.name != "unrecorded-determination" {
            own.push(problem.clone());
        }
    }
    own
}

/// The folder of a year for records that are about the present.
pub(super) fn this_year(today: NaiveDate) -> PartialDate {
    PartialDate::Year(today.year())
}

/// The first words of a title, for an id.
pub(super) fn few_words(title: &str) -> String {
    let words: Vec<&str> = title.split_whitespace().take(6).collect();
    words.join(" ")
}

impl Common {
    /// Adds what every kind has at its end.
    fn finish(&self, fields: &mut Fields) {
        if self.draft {
            fields.text("status", Some("draft"));
        }
        let sources: Vec<serde_json::Value> = self
            .sources
            .iter()
            .map(|source| match source.split_once('|') {
                Some((title, address)) => json!({ "title": title.trim(), "address": address.trim() }),
                None => json!({ "title": source.trim() }),
            })
            .collect();
        fields.list("sources", sources);
    }
}
