//! Questions that are answered by rows, such as clauses: the list of them, another one, one changed or taken out.

use super::Guide;
use super::deed::{Deed, Deeds};
use super::offer::may_pass;
use crate::form::{Answer, Answers, Given, Known, Question, Spot, called};
use crate::value::capital;

impl Guide {
    /// The rows so far, one a line.
    pub(super) fn rows_told(&self, outer: &'static Question, known: &Known<'_>) -> String {
        let rows = self.open().answers.rows(outer.name);
        let lines: Vec<String> = rows
            .iter()
            .map(|row| format!("  {}", row_line(outer, row, known)))
            .collect();
        match lines.is_empty() {
            true => String::new(),
            false => format!("So far:\n{}", lines.join("\n")),
        }
    }

    /// What can be done with the rows.
    pub(super) fn row_deeds(&self, outer: &'static Question, known: &Known<'_>) -> Deeds {
        let Answer::Row(row) = outer.answer else {
            return Deeds::default();
        };
        let mut deeds = Deeds::default();
        let rows = self.open().answers.rows(outer.name);
        let offered = match self.offered(Spot::of(outer.name), known) {
            Some(Given::Rows(rows)) => rows,
            _ => Vec::new(),
        };
        if !rows.is_empty() {
            deeds.start("That is all: go on", Deed::Enough);
        } else if !offered.is_empty() {
            let names: Vec<String> = offered.iter().map(|row| row_line(outer, row, known)).collect();
            deeds.start(
                format!("As last time: {}", names.join("; ")),
                Deed::TakeRows(offered),
            );
        } else if is_mostly_there(outer) {
            deeds.start(format!("Add a {}", row.one), Deed::Row(0));
        }
        if rows.is_empty() && may_pass(outer) {
            deeds.start("None: go on", Deed::Nothing);
        }
        if outer.many && !rows.is_empty() {
            deeds.add(format!("Add another {}", row.one), Deed::Row(rows.len()));
        } else if rows.is_empty() && !deeds.list.iter().any(|(_, deed)| *deed == Deed::Row(0)) {
            deeds.add(format!("Add {} {}", article(row.one), row.one), Deed::Row(0));
        }
        for (number, row) in rows.iter().enumerate() {
            let name = row_name(outer, number, row, known);
            deeds.add(format!("Change {name}"), Deed::Row(number));
            deeds.add(format!("- Take out {name}"), Deed::RemoveRow(number));
        }
        deeds
    }
}

fn article(word: &str) -> &'static str {
    match word.starts_with(['a', 'e', 'i', 'o', 'u']) {
        true => "an",
        false => "a",
    }
}

/// Whether most records have such rows.
fn is_mostly_there(outer: &Question) -> bool {
    matches!(outer.name, "clause" | "authority")
}

/// What a row is called where only one is meant: by its label, or by what it says first.
pub(super) fn row_name(outer: &Question, number: usize, row: &Answers, known: &Known<'_>) -> String {
    let Answer::Row(shape) = outer.answer else {
        return String::new();
    };
    let first = shape.parts.first();
    let name = first.and_then(|first| Some(called(first, row.text(first.name)?, known)));
    match name {
        Some(name) => format!("{} {name}", shape.one),
        None => format!("{} {}", shape.one, number + 1),
    }
}

/// A row on one line.
pub(super) fn row_line(outer: &Question, row: &Answers, known: &Known<'_>) -> String {
    let part = |name: &str| outer.parts().iter().find(|part| part.name == name);
    let said = |name: &str| {
        let asked = part(name)?;
        let texts = row.texts(name);
        let each: Vec<String> = texts.iter().map(|text| called(asked, text, known)).collect();
        (!each.is_empty()).then(|| each.join(", "))
    };
    if outer.name == "clause" && part("words").is_some() {
        let mut line = format!(
            "{}. {}: {}",
            said("label").unwrap_or_else(|| "?".to_owned()),
            said("reads-as").unwrap_or_else(|| "not read yet".to_owned()),
            said("words").unwrap_or_else(|| "no words yet".to_owned())
        );
        for (name, word) in [
            ("owner", "seen to by"),
            ("concerning", "asked of"),
            ("due", "due"),
        ] {
            if let Some(text) = said(name) {
                line.push_str(&format!(" [{word} {text}]"));
            }
        }
        return line;
    }
    let all = outer.parts().iter().filter_map(|part| said(part.name));
    capital(&all.collect::<Vec<_>>().join(", "))
}
