//! `scrutiny export`: records as tables for a spreadsheet, with the columns that `import sheet` reads.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use serde_json::{Value as Json, json};

use super::desk::{Desk, Found};
use super::help::{self, Examples};
use super::import::table;
use crate::disk;
use crate::failure::{Exit, Failure};
use crate::sheet::{self, Export as Exported, LeftOut, Table};
use crate::source::Sources;
use crate::view::words::counted;

/// What stands first in the help.
const EXAMPLES: Examples = [
    (
        "scrutiny export --output register.xlsx",
        "all records as one workbook",
    ),
    ("scrutiny export --output sheets/", "one CSV file a kind"),
    ("scrutiny export bodies", "one kind as CSV, to standard output"),
];

/// Write records as sheets: one workbook, or one CSV file a kind.
///
/// Change the sheet and take it in with `scrutiny import sheet`: columns are the same both ways, and what you did not change
/// stays as it is, comments included. Without a kind, all are written. A sheet “Read me” explains each column.
#[derive(Debug, Args)]
#[command(before_help = help::first(&EXAMPLES))]
pub(super) struct Export {
    /// What to write: bodies, changes, resolutions, determinations, duties, actions [default: all]
    #[arg(value_name = "KIND", value_parser = table)]
    kinds: Vec<Table>,

    /// The file, ending in .xlsx or .csv, or a folder [default: one kind as CSV, to standard output]
    #[arg(long, short, value_name = "FILE|FOLDER")]
    output: Option<PathBuf>,

    /// What to write [default: what the file's name says; in a folder, CSV]
    #[arg(long, value_enum, value_name = "FORM")]
    sheet: Option<Form>,

    /// Write over a file that is there and differs
    #[arg(long)]
    replace: bool,
}

/// The form of a sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Form {
    /// Comma-separated values, one file a kind
    Csv,
    /// A workbook, one sheet a kind
    Xlsx,
}

/// The files to be written.
type Files = Vec<(PathBuf, Vec<u8>)>;

/// A table and what it holds.
type Tables = Vec<(Table, Exported)>;

impl Export {
    pub(super) fn run(&self, desk: &Desk<'_>) -> Result<Exit, Failure> {
        let found = desk.open()?;
        let sources = found.sources()?;
        let (tables, left_out) = self.tables(&sources);
        let rows: usize = tables.iter().map(|(_, table)| table.rows.len()).sum();
        let Some(output) = &self.output else {
            return self.print(desk, &tables, &left_out);
        };
        let files = self.files(output, &tables)?;
        for (path, bytes) in &files {
            self.may_write(&found, path, bytes)?;
        }
        for (path, bytes) in &files {
            disk::write(path, bytes)?;
        }
        let shown: Vec<String> = files.iter().map(|(path, _)| path.display().to_string()).collect();
        let data = json!({ "files": shown, "rows": rows, "left_out": as_json(&left_out) });
        if desk.output.is_json() {
            desk.output.told(left_out.is_empty(), &data, &[]);
        }
        desk.output.say(&format!(
            "Wrote {} to {}.",
            counted(rows, "row"),
            shown.join(", ")
        ));
        if left_out.is_empty() {
            let file = shown.first().map_or("FILE", String::as_str);
            desk.output.next(&format!(
                "change it in the spreadsheet, then: scrutiny import sheet {file} --dry-run"
            ));
        }
        Ok(told(desk, &left_out))
    }

    fn tables(&self, sources: &Sources) -> (Tables, Vec<LeftOut>) {
        let wanted: Vec<Table> = match self.kinds.as_slice() {
            [] => Table::ALL.to_vec(),
            // In the order of the workbook, and each once.
            kinds => Table::ALL
                .into_iter()
                .filter(|table| kinds.contains(table))
                .collect(),
        };
        let (mut tables, mut left_out) = (Vec::new(), Vec::new());
        for table in wanted {
            let (exported, lost) = sheet::export(table, sources);
            tables.push((table, exported));
            left_out.extend(
                lost.into_iter()
                    .filter(|lost| !left_out.contains(lost))
                    .collect::<Vec<_>>(),
            );
        }
        (tables, left_out)
    }

    /// Prints one table where no file is named.
    fn print(&self, desk: &Desk<'_>, tables: &Tables, left_out: &[LeftOut]) -> Result<Exit, Failure> {
        let ([(table, exported)], None | Some(Form::Csv)) = (tables.as_slice(), self.sheet) else {
            return Err(Failure::with(Exit::Usage, "it is not said where to write to").cure(
                "name a file: --output register.xlsx, or a folder for CSV: --output sheets/; one kind alone can be printed: scrutiny export bodies",
            ));
        };
        if desk.output.is_json() {
            let data = json!({
                "table": table.word(),
                "columns": exported.columns,
                "rows": exported.rows,
                "left_out": as_json(left_out),
            });
            desk.output.told(left_out.is_empty(), &data, &[]);
        } else {
            desk.output.data(&String::from_utf8_lossy(&exported.csv()));
        }
        Ok(told(desk, left_out))
    }

    /// Which files to write, and their bytes.
    fn files(&self, output: &Path, tables: &Tables) -> Result<Files, Failure> {
        let shown = output.display();
        let ending = output
            .extension()
            .map(|ending| ending.to_string_lossy().to_lowercase());
        let usage = |what: String, cure: &str| Err(Failure::with(Exit::Usage, what).cure(cure));
        match (ending.as_deref(), self.sheet) {
            (Some("xlsx"), Some(Form::Csv)) => usage(
                format!("{shown} is the name of a workbook, and CSV is asked for"),
                "leave --sheet out, or name a file that ends in .csv",
            ),
            (Some("csv"), Some(Form::Xlsx)) => usage(
                format!("{shown} is the name of a CSV file, and a workbook is asked for"),
                "leave --sheet out, or name a file that ends in .xlsx",
            ),
            (Some("xlsx"), _) => Ok(vec![(output.to_path_buf(), workbook(tables)?)]),
            (Some("csv"), _) => match tables.as_slice() {
                [(_, exported)] => Ok(vec![(output.to_path_buf(), exported.csv())]),
                _ => usage(
                    format!("a CSV file holds one table, and here are {}", tables.len()),
                    "name one kind, or a folder, or a workbook: --output register.xlsx",
                ),
            },
            (Some("xls" | "ods" | "xlsm" | "xlsb"), _) => usage(
                format!("{shown} ends like a form of file that is not written"),
                "end it in .xlsx, which all spreadsheets open",
            ),
            (_, Some(Form::Xlsx)) => Ok(vec![(output.join("register.xlsx"), workbook(tables)?)]),
            (_, _) => {
                let file = |(table, exported): &(Table, Exported)| {
                    (output.join(format!("{}.csv", table.word())), exported.csv())
                };
                Ok(tables.iter().map(file).collect())
            }
        }
    }

    /// Makes sure that nothing is lost by writing a file.
    fn may_write(&self, found: &Found<'_>, path: &Path, bytes: &[u8]) -> Result<(), Failure> {
        let shown = path.display();
        if found.is_in_the_way(path)? {
            return Err(Failure::with(
                Exit::Refused,
                format!("{shown} is among the register's own files"),
            )
            .cure("name a place outside records/ and templates/"));
        }
        match disk::load(path)? {
            Some(old) if old != bytes && !self.replace => Err(Failure::with(
                Exit::Refused,
                format!("{shown} is there already and differs from what would be written"),
            )
            .cure("take it in first if somebody changed it, or write over it with --replace")),
            _ => Ok(()),
        }
    }
}

/// All tables as one workbook, with the sheet that explains them.
fn workbook(tables: &Tables) -> Result<Vec<u8>, Failure> {
    let mut pages: Vec<sheet::Page> = tables
        .iter()
        .map(|(table, exported)| exported.page(*table))
        .collect();
    let kinds: Vec<Table> = tables.iter().map(|(table, _)| *table).collect();
    pages.push(sheet::guide(&kinds));
    sheet::write(&pages).map_err(|place| {
        let row = pages
            .get(place.sheet)
            .and_then(|page| page.rows.get(place.row as usize - 1));
        let id = row.and_then(|row| row.first()).cloned().unwrap_or_default();
        let column = pages.get(place.sheet).and_then(|page| page.rows.first());
        let column = column
            .and_then(|head| head.get(place.column? as usize))
            .cloned()
            .unwrap_or_default();
        Failure::with(
            Exit::Problems,
            format!(
                "`{column}` of {id} is longer than the 32,767 characters that a cell of a workbook holds"
            ),
        )
        .cure("write CSV instead: --output sheets/")
    })
}

fn as_json(left_out: &[LeftOut]) -> Vec<Json> {
    left_out
        .iter()
        .map(|lost| json!({ "path": lost.path, "at": lost.at }))
        .collect()
}

/// Says which files are in no table, and how the command ends.
fn told(desk: &Desk<'_>, left_out: &[LeftOut]) -> Exit {
    if left_out.is_empty() {
        return Exit::Fine;
    }
    for lost in left_out {
        let at = match lost.at.as_str() {
            "" => "it cannot be read".to_owned(),
            at => format!("`{at}` has no column"),
        };
        desk.output.aloud(&format!("{} was left out: {at}.", lost.path));
    }
    desk.output
        .next("scrutiny check tells what is wrong with them; what is not in the sheet stays as it is");
    Exit::Problems
}
