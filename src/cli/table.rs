//! Rows under headings, in each of the forms that commands print.

use super::fit::{columns, wrap};
use super::screen::Screen;
use crate::csv;
use crate::report::cell;

/// Rows of data under headings.
#[derive(Debug, Default)]
pub(super) struct Table {
    /// The headings, as field names.
    pub(super) columns: Vec<&'static str>,
    /// The rows; each has a cell for each heading.
    pub(super) rows: Vec<Vec<String>>,
}

/// Narrower than this, cells beside each other hold a word a line: then each row becomes a paragraph.
const NARROW: usize = 60;

/// How narrow a column of text may become, if its words let it.
const LEAST: usize = 16;

/// Between columns.
const GAP: usize = 2;

impl Table {
    /// As it suits what there is to print on: in columns where they fit, as they are or with their text on several lines;
    /// otherwise, and where it is read aloud, a paragraph a row. Nothing is cut: an id must be there whole to be copied.
    pub(super) fn shown(&self, screen: &Screen) -> String {
        match screen.data {
            _ if screen.is_plain => self.paragraphs(screen.data.map(|_| screen.room())),
            None => self.aligned(&self.widths()),
            Some(width) => {
                let width = width.max(screen.room());
                let natural = self.widths();
                if natural.iter().sum::<usize>() + GAP * natural.len().saturating_sub(1) <= width {
                    return self.aligned(&natural);
                }
                match self.narrowed(&natural, width) {
                    Some(widths) if width >= NARROW => self.aligned(&widths),
                    _ => self.paragraphs(Some(screen.room())),
                }
            }
        }
    }

    /// The heading and the cells of a column.
    fn column(&self, at: usize) -> impl Iterator<Item = &str> {
        std::iter::once(self.columns[at]).chain(self.rows.iter().map(move |row| row[at].as_str()))
    }

    /// How wide each column is by itself.
    fn widths(&self) -> Vec<usize> {
        let widest = |at| self.column(at).map(columns).max().unwrap_or(0);
        (0..self.columns.len()).map(widest).collect()
    }

    /// Narrower columns that together have this width; none where words are too long for that.
    fn narrowed(&self, natural: &[usize], width: usize) -> Option<Vec<usize>> {
        let longest = |at| {
            let words = self.column(at).flat_map(str::split_whitespace);
            words.map(columns).max().unwrap_or(0)
        };
        let least = |(at, natural): (usize, &usize)| (*natural).min(LEAST).max(longest(at));
        let mut widths: Vec<usize> = natural.iter().enumerate().map(least).collect();
        let taken = widths.iter().sum::<usize>() + GAP * widths.len().saturating_sub(1);
        let mut free = width.checked_sub(taken)?;
        // What is free goes to whichever column has the least of what it wants.
        while free > 0 {
            let wanting = (0..widths.len()).filter(|at| widths[*at] < natural[*at]);
            let Some(at) = wanting.min_by_key(|at| widths[*at] * 100 / natural[*at]) else {
                break;
            };
            widths[at] += 1;
            free -= 1;
        }
        Some(widths)
    }

    /// Columns beside each other; a cell that is too wide goes on below itself.
    fn aligned(&self, widths: &[usize]) -> String {
        let head = self.columns.iter().map(|name| name.to_uppercase()).collect();
        let body = self
            .rows
            .iter()
            .map(|row| row.iter().map(|cell| cell.replace('\n', " ")).collect());
        let mut out = Vec::new();
        for row in std::iter::once::<Vec<String>>(head).chain(body) {
            let cells: Vec<String> = row
                .iter()
                .zip(widths)
                .map(|(cell, width)| held(cell, *width))
                .collect();
            let high = cells
                .iter()
                .map(|cell| cell.split('\n').count())
                .max()
                .unwrap_or(0);
            for at in 0..high {
                let mut line = String::new();
                for (cell, width) in cells.iter().zip(widths) {
                    let part = cell.split('\n').nth(at).unwrap_or("");
                    line.push_str(part);
                    line.push_str(&" ".repeat((width + GAP).saturating_sub(columns(part))));
                }
                out.push(line.trim_end().to_owned());
            }
        }
        out.join("\n")
    }

    /// A paragraph a row, a line a field: `field: value`. Empty fields are left out.
    fn paragraphs(&self, width: Option<usize>) -> String {
        let field = |(name, cell): (&&'static str, &String)| {
            let line = format!("{}: {}", name.replace('_', " "), cell.replace('\n', " "));
            match width {
                Some(width) => hanging(&line, width),
                None => line,
            }
        };
        let paragraph = |row: &Vec<String>| {
            let filled = self.columns.iter().zip(row).filter(|(_, cell)| !cell.is_empty());
            filled.map(field).collect::<Vec<_>>().join("\n")
        };
        self.rows.iter().map(paragraph).collect::<Vec<_>>().join("\n\n")
    }

    /// Comma-separated values (RFC 4180). A cell that a spreadsheet would run as a formula is put behind an apostrophe.
    pub(super) fn csv(&self) -> String {
        let mut out = String::new();
        csv::row(&mut out, &self.columns);
        self.rows.iter().for_each(|row| csv::row(&mut out, row));
        out
    }

    /// As Markdown.
    pub(super) fn markdown(&self) -> String {
        let line = |cells: Vec<String>| format!("| {} |", cells.join(" | "));
        let head = line(self.columns.iter().map(|name| cell(name)).collect());
        let rule = line(self.columns.iter().map(|_| "---".to_owned()).collect());
        let rows = self
            .rows
            .iter()
            .map(|row| line(row.iter().map(|text| cell(text)).collect()));
        [head, rule]
            .into_iter()
            .chain(rows)
            .collect::<Vec<_>>()
            .join("\n")
    }
}

/// A cell in lines of its column's width; one that fits stays as it is, its spaces too.
fn held(cell: &str, width: usize) -> String {
    if columns(cell) <= width {
        cell.to_owned()
    } else {
        wrap(cell, width)
    }
}

/// A field in lines, those after the first a little further in.
fn hanging(line: &str, width: usize) -> String {
    if columns(line) <= width {
        return line.to_owned();
    }
    // The first line is made as narrow as the others, which are further in.
    wrap(line, width - 2).replace('\n', "\n  ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_cannot_break_out_of_a_spreadsheet_or_a_table() {
        let table = Table {
            columns: vec!["id", "title"],
            rows: vec![vec!["=1+1".into(), "a \"b\", c|d".into()]],
        };
        assert_eq!(table.csv(), "id,title\r\n'=1+1,\"a \"\"b\"\", c|d\"\r\n");
        assert_eq!(
            table.markdown(),
            "| id | title |\n| --- | --- |\n| =1+1 | a \"b\", c\\|d |"
        );
    }
}
