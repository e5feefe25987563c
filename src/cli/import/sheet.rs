//! `scrutiny import sheet`: tables that were kept or changed in a spreadsheet, to records.

use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::{Value as Json, json};

use crate::cli::ask::Ask;
use crate::cli::batch::{self, File};
use crate::cli::desk::Desk;
use crate::cli::help::{self, Examples};
use crate::cli::output::{Table as Shown, clip};
use crate::cli::{locked, needed};
use crate::diagnostic::Diagnostics;
use crate::disk;
use crate::failure::{Exit, Failure};
use crate::sheet::{self, Book, Fault, Options, Order, Plan, Planned, Table, Unreadable};
use crate::view::words::counted;

/// What stands first in the help.
const EXAMPLES: Examples = [
    (
        "scrutiny import sheet register.xlsx --dry-run",
        "what would change, cell by cell",
    ),
    (
        "scrutiny import sheet register.xlsx",
        "the same, saved as one commit",
    ),
    (
        "scrutiny import sheet our-list.csv --kind changes --day-first",
        "03/04/2026 read as 3 April",
    ),
];

/// Take records from a spreadsheet: .xlsx or CSV.
///
/// A row with an id changes that record; a row without one is a new record, unless one that says the same is there already.
/// What has no column, or an empty cell, stays as it is. Everything is checked together and saved as one commit, or nothing is.
/// `scrutiny export` writes the columns that are read here.
#[derive(Debug, Args)]
#[command(before_help = help::first(&EXAMPLES))]
pub(super) struct Sheet {
    /// The file: .xlsx as Excel and LibreOffice save it, or CSV
    file: PathBuf,

    /// What the file holds, where neither its name nor its sheets say so: bodies, changes, resolutions, determinations,
    /// duties or actions
    #[arg(long, value_name = "KIND", value_parser = table)]
    kind: Option<Table>,

    /// Take away what a record says where the cell is empty
    #[arg(long)]
    empty_clears: bool,

    /// Read 03/04/2026 as 3 April
    #[arg(long, conflicts_with = "month_first")]
    day_first: bool,

    /// Read 03/04/2026 as 4 March
    #[arg(long)]
    month_first: bool,

    /// Show what would change, and write nothing
    #[arg(long)]
    dry_run: bool,

    /// Write without asking
    #[arg(long, short)]
    yes: bool,
}

/// Reads what a file holds, for a flag.
pub(in crate::cli) fn table(word: &str) -> Result<Table, String> {
    Table::from_word(word).ok_or_else(|| {
        let words: Vec<&str> = Table::ALL.into_iter().map(Table::word).collect();
        format!("write one of {}", words.join(", "))
    })
}

impl Sheet {
    pub(super) fn run(&self, desk: &Desk<'_>) -> Result<Exit, Failure> {
        let found = desk.open()?;
        found.writable()?;
        let shown = name(&self.file);
        let bytes = disk::read_document(&self.file, sheet::LIMIT)?;
        let stem = self
            .file
            .file_stem()
            .map(|stem| stem.to_string_lossy().into_owned());
        let book = sheet::read(&bytes, &stem.unwrap_or_default()).map_err(|why| unreadable(&shown, &why))?;
        let sources = found.sources()?;
        let plan = match sheet::plan(&book, &sources, self.options(), desk.clock) {
            Ok(plan) => plan,
            Err(faults) => return Ok(refused(desk, &shown, &book, faults)),
        };
        for note in &plan.notes {
            desk.output.say(&format!("Note: {note}"));
        }
        if plan.records.is_empty() {
            desk.output.json_or_nothing(&data(&shown, &plan, &[]));
            let same = match plan.same {
                0 => "the file holds no rows".to_owned(),
                1 => "1 record says what the file says".to_owned(),
                more => format!("{more} records say what the file says"),
            };
            desk.output.say(&format!("Nothing to change: {same}."));
            return Ok(Exit::Fine);
        }
        let files: Vec<File> = plan.records.iter().map(file).collect();
        let (sources, problems) = batch::checked(desk, &sources, &files);
        let faults = sheet::traced(&plan, &problems, &sources);
        if problems.any_error() {
            return Ok(refused(desk, &shown, &book, faults));
        }
        let warnings: Vec<Json> = faults.iter().map(|fault| fault.json(&shown, &book)).collect();
        let data = data(&shown, &plan, &warnings);
        for fault in &faults {
            desk.output.say(&told(&shown, &book, fault));
        }
        if self.dry_run {
            desk.output.table(&table_of(&plan), || data);
            desk.output
                .say(&format!("\n{} Nothing was written.", counts(&plan)));
            desk.output.next(&self.again());
            return Ok(Exit::Fine);
        }
        if !self.agreed(desk, &plan)? {
            desk.output.say("Nothing was saved.");
            return Ok(Exit::Fine);
        }
        // The warnings were told by their cells.
        let checked = (sources, Diagnostics::new());
        let summary = format!("Import sheet {}: {}", clip(&shown, 60), commit_counts(&plan));
        if !batch::save(&found, desk, &files, &summary, &checked, &data)? {
            return Ok(Exit::Problems);
        }
        desk.output.say(&counts(&plan));
        desk.output.next("scrutiny build");
        Ok(Exit::Fine)
    }

    fn options(&self) -> Options {
        Options {
            table: self.kind,
            empty_clears: self.empty_clears,
            order: match (self.day_first, self.month_first) {
                (true, _) => Some(Order::DayFirst),
                (_, true) => Some(Order::MonthFirst),
                _ => None,
            },
        }
    }

    /// Shows in short what will be done, and asks where somebody can be asked.
    fn agreed(&self, desk: &Desk<'_>, plan: &Plan) -> Result<bool, Failure> {
        const MOST: usize = 20;
        let can_ask = !self.yes && needed::can_ask(desk);
        let line = |planned: &Planned| match planned.before {
            None => format!(
                "  new      {}/{}  {}",
                planned.kind,
                planned.id,
                clip(&planned.title, 50)
            ),
            Some(_) => format!(
                "  changed  {}/{}  {}",
                planned.kind,
                planned.id,
                counted(planned.changes.len(), "value")
            ),
        };
        let mut lines: Vec<String> = plan.records.iter().take(MOST).map(line).collect();
        if plan.records.len() > MOST {
            lines.push(format!(
                "  and {} more: --dry-run shows all",
                plan.records.len() - MOST
            ));
        }
        if !can_ask {
            desk.output.say(&lines.join("\n"));
            return Ok(true);
        }
        desk.output.aloud(&lines.join("\n"));
        let asks = match plan.records.len() {
            1 => "Save this record?".to_owned(),
            more => format!("Save these {more} records as one commit?"),
        };
        let help = "Nothing has been written yet. No leaves everything as it is; --dry-run shows each value that would change.";
        Ask::new(desk.output).yes(&asks, true, help)
    }

    /// The command that does what a dry run showed.
    fn again(&self) -> String {
        let mut parts = vec!["scrutiny import sheet".to_owned(), quoted(&self.file)];
        if let Some(table) = self.kind {
            parts.push(format!("--kind {}", table.word()));
        }
        let flags = [
            (self.empty_clears, "--empty-clears"),
            (self.day_first, "--day-first"),
            (self.month_first, "--month-first"),
        ];
        parts.extend(
            flags
                .into_iter()
                .filter(|(is_on, _)| *is_on)
                .map(|(_, flag)| flag.to_owned()),
        );
        parts.join(" ")
    }
}

/// The name of a file without its folder, as messages show it.
fn name(path: &Path) -> String {
    path.file_name().map_or_else(
        || path.display().to_string(),
        |name| name.to_string_lossy().into_owned(),
    )
}

fn quoted(path: &Path) -> String {
    let shown = path.display().to_string();
    let is_plain = |c: char| c.is_alphanumeric() || "/._-\\:".contains(c);
    if shown.chars().all(is_plain) {
        shown
    } else {
        format!("\"{shown}\"")
    }
}

fn unreadable(file: &str, why: &Unreadable) -> Failure {
    Failure::with(Exit::Failed, format!("{file} cannot be read as a table: {why}")).cure(why.cure.clone())
}

fn file(planned: &Planned) -> File {
    File {
        kind: planned.kind,
        id: planned.id.clone(),
        path: planned.path.clone(),
        before: planned.before.clone(),
        text: planned.text.clone(),
    }
}

/// Tells all that stands against a file, each at its cell; nothing is written.
fn refused(desk: &Desk<'_>, file: &str, book: &Book, mut faults: Vec<Fault>) -> Exit {
    for fault in &mut faults {
        if let Some(locked) = &fault.locked {
            fault.cure = locked::cure(&locked.0, &locked.1);
        }
    }
    let wrong = |fault: &&Fault| !fault.is_warning;
    let errors = faults.iter().filter(wrong).count();
    if desk.output.is_json() {
        let list: Vec<Json> = faults.iter().map(|fault| fault.json(file, book)).collect();
        desk.output.told(false, &json!({ "file": file }), &list);
    } else {
        const MOST: usize = 200;
        for fault in faults.iter().take(MOST) {
            desk.output.aloud(&told(file, book, fault));
        }
        if faults.len() > MOST {
            desk.output.aloud(&format!(
                "... and {} more: --format json holds all\n",
                faults.len() - MOST
            ));
        }
        let mistakes = counted(errors, "mistake");
        let verb = if errors == 1 { "is" } else { "are" };
        desk.output
            .say(&format!("There {verb} {mistakes} in {file}. Nothing was saved."));
    }
    match faults.iter().filter(wrong).all(|fault| fault.locked.is_some()) {
        true => Exit::Refused,
        false => Exit::Problems,
    }
}

/// A fault in words, with its place and cure.
fn told(file: &str, book: &Book, fault: &Fault) -> String {
    let (colour, word) = match fault.is_warning {
        true => ("\x1b[1;33m", "warning"),
        false => ("\x1b[1;31m", "error"),
    };
    let code = fault.code.map(|code| format!("[{code}]")).unwrap_or_default();
    let place = match fault.where_it_is(book).as_str() {
        "" => file.to_owned(),
        place => format!("{file}, {place}"),
    };
    let mut text = format!("{colour}{word}{code}\x1b[0m: {place}: {}", fault.told());
    if !fault.cure.is_empty() {
        text.push_str(&format!("\n  \x1b[1mhelp\x1b[0m: {}", fault.cure));
    }
    text + "\n"
}

/// Every value that would change, a row each.
fn table_of(plan: &Plan) -> Shown {
    let mut table = Shown {
        columns: vec!["record", "column", "now", "then"],
        rows: Vec::new(),
    };
    let cell = |text: Option<&String>| clip(text.map_or("", |text| text.trim_end()), 60);
    for planned in &plan.records {
        let name = format!("{}/{}", planned.kind, planned.id);
        for change in &planned.changes {
            let now = match planned.before {
                None => "(new record)".to_owned(),
                Some(_) => cell(change.was.as_ref()),
            };
            let then = change
                .then
                .as_ref()
                .map_or_else(|| "(taken away)".to_owned(), |text| cell(Some(text)));
            table
                .rows
                .push(vec![name.clone(), change.path.clone(), now, then]);
        }
    }
    table
}

/// How many records are new, change and stay.
fn numbers(plan: &Plan) -> (usize, usize) {
    let new = plan
        .records
        .iter()
        .filter(|planned| planned.before.is_none())
        .count();
    (new, plan.records.len() - new)
}

fn counts(plan: &Plan) -> String {
    let (new, changed) = numbers(plan);
    format!("{new} new, {changed} changed, {} as they were.", plan.same)
}

fn commit_counts(plan: &Plan) -> String {
    match numbers(plan) {
        (new, 0) => format!("{} added", counted(new, "record")),
        (0, changed) => format!("{} changed", counted(changed, "record")),
        (new, changed) => format!("{} added, {changed} changed", counted(new, "record")),
    }
}

fn data(file: &str, plan: &Plan, warnings: &[Json]) -> Json {
    let records: Vec<Json> = plan.records.iter().map(record).collect();
    let (new, changed) = numbers(plan);
    json!({
        "file": file,
        "new": new,
        "changed": changed,
        "same": plan.same,
        "records": records,
        "warnings": warnings,
        "notes": plan.notes,
    })
}

fn record(planned: &Planned) -> Json {
    let changes = planned
        .changes
        .iter()
        .map(|change| json!({ "column": change.path, "now": change.was, "then": change.then }));
    json!({
        "kind": planned.kind.word(),
        "id": planned.id,
        "path": planned.path,
        "is_new": planned.before.is_none(),
        "row": planned.row.row,
        "changes": changes.collect::<Vec<_>>(),
    })
}
