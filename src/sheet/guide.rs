//! The sheet that explains the others: how they are read, and every column with what it means and what may stand in it.

use super::field::{Field, Sort, fields};
use super::intake::READ_ME;
use super::table::Table;
use super::xlsx::Page;

/// How the sheets are read.
const RULES: &[&str] = &[
    "Each sheet holds one kind of record, one a row. Change cells, add rows, and take the file in with: scrutiny import sheet FILE --dry-run, then without --dry-run.",
    "id: the name of the record. Leave it as it is. In a new row leave it empty: one is made.",
    "A record whose row you delete stays as it is. So does a field whose cell or column is empty, unless you import with --empty-clears.",
    "Dates: 2026-03-31, or 2026-03, 2026 or unknown where less is known; 31 March 2026 also does. 03/04/2026 can be two days and is refused, unless you say --day-first.",
    "Several values in one cell are joined by a semicolon: a; b. A semicolon within a value has a backslash before it.",
    "A number in the name of a column counts the items of a list: key_dates.1.date and key_dates.1.what belong together; add columns with 2, 3 for more.",
    "A column whose head is empty or begins with # is not read: room for notes of your own.",
    "Words of confirmed minutes, and what a recorded determination says, are not changed here but with: scrutiny correct.",
    "Sheets Resolutions and Actions both hold the actions of clauses. Change them in one of the two.",
];

/// The sheet that explains these tables.
pub fn guide(tables: &[Table]) -> Page {
    let row = |cells: [&str; 4]| cells.map(str::to_owned).to_vec();
    let mut rows = vec![row(["Sheet", "Column", "What it means", "What may stand in it"])];
    rows.extend(RULES.iter().map(|rule| row(["", "", rule, ""])));
    for table in tables {
        let sheet = table.title();
        if let Table::Records(kind) = table {
            let about = format!("The name of the {kind}: the same for good.");
            rows.push(row([&sheet, "id", &about, "small letters, digits and hyphens"]));
        }
        for field in fields(*table) {
            rows.push(row([
                &sheet,
                &field.path.replace('#', "1"),
                &field.about,
                &may(&field),
            ]));
        }
    }
    Page {
        name: READ_ME.to_owned(),
        rows,
        widths: vec![16, 44, 80, 60],
        words: Vec::new(),
        is_wrapped: true,
    }
}

fn may(field: &Field) -> String {
    let one = match &field.sort {
        Sort::Words(words) => {
            let words: Vec<&str> = words.iter().map(|(word, _)| word.as_str()).collect();
            words.join(", ")
        }
        other => other.told().to_owned(),
    };
    let needed = if field.is_needed {
        "; must not be empty"
    } else {
        ""
    };
    match field.is_many {
        true => format!("{one}; several joined by ;{needed}"),
        false => format!("{one}{needed}"),
    }
}
