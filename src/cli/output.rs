//! The only printing: data to standard output, talk to standard error, in the form that was asked for.

use std::io::{IsTerminal, Write};

use anstream::{AutoStream, ColorChoice};
use clap::ValueEnum;
use serde_json::{Value as Json, json};

use crate::csv;
use crate::diagnostic::{Diagnostics, Severity, Style, render, to_json};
use crate::failure::{Exit, Failure};
use crate::source::Sources;

/// The version of the JSON that commands print; raised when a field changes its meaning or goes.
pub(super) const SCHEMA_VERSION: u32 = 1;

/// How to print data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// Lines and columns for people; `text` is the same
    #[value(alias = "text")]
    Table,
    /// One JSON object
    Json,
    /// Comma-separated values, for spreadsheets
    Csv,
    /// Markdown, for reports
    Md,
    /// A calendar, of what is due
    Ics,
}

impl Format {
    /// The word on the command line.
    fn word(self) -> &'static str {
        match self {
            Self::Table => "text",
            Self::Json => "json",
            Self::Csv => "csv",
            Self::Md => "md",
            Self::Ics => "ics",
        }
    }
}

/// Where the commands print.
#[derive(Debug)]
pub(super) struct Output {
    /// How to print data.
    pub(super) format: Format,
    quiet: bool,
    colour: ColorChoice,
}

/// Rows of data under headings.
#[derive(Debug, Default)]
pub(super) struct Table {
    /// The headings, as field names.
    pub(super) columns: Vec<&'static str>,
    /// The rows; each has a cell for each heading.
    pub(super) rows: Vec<Vec<String>>,
}

impl Output {
    pub(super) fn new(format: Format, quiet: bool, no_colour: bool) -> Self {
        let colour = if no_colour {
            ColorChoice::Never
        } else {
            ColorChoice::Auto
        };
        Self {
            format,
            quiet,
            colour,
        }
    }

    /// Prints data. A reader that has gone away, as `head` does, is no error.
    pub(super) fn data(&self, text: &str) {
        let mut stream = AutoStream::new(std::io::stdout().lock(), self.colour);
        let _ = writeln!(stream, "{}", text.trim_end_matches('\n'));
    }

    /// Says something about the work, unless it is to be quiet.
    pub(super) fn say(&self, text: &str) {
        if !self.quiet {
            self.talk(text);
        }
    }

    /// Says what belongs to a question, which is put however quiet the rest is.
    pub(super) fn aloud(&self, text: &str) {
        self.talk(text);
    }

    /// Says what a person would do next.
    pub(super) fn next(&self, text: &str) {
        self.say(&format!("Next: {text}"));
    }

    fn talk(&self, text: &str) {
        let mut stream = AutoStream::new(std::io::stderr().lock(), self.colour);
        let _ = writeln!(stream, "{text}");
    }

    /// Shows how far a long piece of work has come, on a terminal only.
    pub(super) fn progress(&self, text: &str) {
        if !self.quiet && std::io::stderr().is_terminal() {
            let mut stream = std::io::stderr().lock();
            let _ = write!(stream, "\r\x1b[K{text}");
            let _ = stream.flush();
        }
    }

    /// Shows how far the making of many things has come: of a few, nobody need be told.
    pub(super) fn steps(&self, what: &str) -> impl Fn(usize, usize) + Sync {
        move |done, all| {
            if all > 1000 && (done.is_multiple_of(500) || done == all) {
                self.progress(&format!("{what}: {done} of {all}"));
            }
        }
    }

    /// Makes sure that a command can print in the form that was asked for.
    ///
    /// # Errors
    ///
    /// [`Exit::Usage`], naming the forms it can.
    pub(super) fn only(&self, forms: &[Format]) -> Result<(), Failure> {
        if forms.contains(&self.format) {
            return Ok(());
        }
        let words: Vec<&str> = forms.iter().map(|form| form.word()).collect();
        let what = format!("this command cannot print {}", self.format.word());
        Err(Failure::with(Exit::Usage, what).cure(format!("choose one of: {}", words.join(", "))))
    }

    /// Whether data is printed as JSON.
    pub(super) fn is_json(&self) -> bool {
        self.format == Format::Json
    }

    /// Whether data is printed for people to read.
    pub(super) fn is_text(&self) -> bool {
        matches!(self.format, Format::Table | Format::Ics)
    }

    /// Whether colours may be used on standard error.
    pub(super) fn is_coloured(&self) -> bool {
        let choice = match self.colour {
            ColorChoice::Auto => AutoStream::choice(&std::io::stderr()),
            told => told,
        };
        choice != ColorChoice::Never
    }

    /// Prints one JSON object with data and no problems.
    pub(super) fn json(&self, data: &Json) {
        self.object(true, data, &[]);
    }

    /// Prints one JSON object where JSON was asked for; people have been told in words.
    pub(super) fn json_or_nothing(&self, data: &Json) {
        if self.is_json() {
            self.json(data);
        }
    }

    /// Prints one JSON object with data that tell themselves what is wrong.
    pub(super) fn judged(&self, ok: bool, data: &Json) {
        self.object(ok, data, &[]);
    }

    /// Prints one JSON object with data and problems that are JSON already.
    pub(super) fn told(&self, ok: bool, data: &Json, problems: &[Json]) {
        self.object(ok, data, problems);
    }

    fn object(&self, ok: bool, data: &Json, problems: &[Json]) {
        let object =
            json!({ "schema_version": SCHEMA_VERSION, "ok": ok, "data": data, "problems": problems });
        self.data(&format!("{object:#}"));
    }

    /// Prints rows, or as JSON the value given for that.
    pub(super) fn table(&self, table: &Table, as_json: impl FnOnce() -> Json) {
        match self.format {
            Format::Json => self.json(&as_json()),
            Format::Table if table.rows.is_empty() => self.say("Nothing to show."),
            Format::Table | Format::Ics => self.data(&table.aligned()),
            // The last line ends like the others.
            Format::Csv => self.data(&table.csv()),
            Format::Md => self.data(&table.markdown()),
        }
    }

    /// Prints problems: as JSON together with `data`, otherwise as text on standard error.
    pub(super) fn problems(&self, problems: &Diagnostics, sources: &Sources, data: &Json, ok: bool) {
        if self.is_json() {
            let list: Vec<Json> = problems.iter().map(|problem| to_json(problem, sources)).collect();
            return self.object(ok, data, &list);
        }
        self.diagnostics(problems, sources);
    }

    /// Prints problems as text on standard error, with a blank line after each. Of very many, the first are enough to
    /// begin with; JSON holds all.
    pub(super) fn diagnostics(&self, problems: &Diagnostics, sources: &Sources) {
        const MOST: usize = 200;
        for problem in problems.iter().take(MOST) {
            self.talk(&format!("{}\n", render(problem, sources, Style::Coloured)));
        }
        if problems.len() > MOST {
            self.talk(&format!(
                "... and {} more: `scrutiny check --format json` holds all\n",
                problems.len() - MOST
            ));
        }
    }

    /// Prints all that a person must settle first, each with what settles it; as JSON together with `data`.
    pub(super) fn refusal(&self, what: &str, open: &[(String, String)], data: &Json) {
        if self.is_json() {
            let list: Vec<Json> = open
                .iter()
                .map(|(message, cure)| {
                    json!({
                        "code": "unsettled", "severity": Severity::Error, "message": message, "cure": cure,
                    })
                })
                .collect();
            return self.object(false, data, &list);
        }
        let mut text = format!("\x1b[1;31merror\x1b[0m: {what}");
        for (message, cure) in open {
            text.push_str(&format!("\n  - {message}\n      \x1b[1mhelp\x1b[0m: {cure}"));
        }
        self.talk(&text);
    }

    /// Says what stands in the way while a person is at work, who goes on from there.
    pub(super) fn failure_aloud(&self, failure: &Failure) {
        let mut text = format!("\x1b[1;31merror\x1b[0m: {failure}");
        if let Some(cure) = &failure.cure {
            text.push_str(&format!("\n  \x1b[1mhelp\x1b[0m: {cure}"));
        }
        self.talk(&text);
    }

    /// Prints a failure of the world.
    pub(super) fn failure(&self, failure: &Failure) {
        if self.is_json() {
            let problem = json!({
                "code": "failure", "severity": Severity::Error, "message": failure.to_string(), "cure": failure.cure,
            });
            return self.object(false, &Json::Null, &[problem]);
        }
        self.failure_aloud(failure);
    }
}

impl Table {
    /// Columns under each other, each as wide as its widest cell. Nothing is cut: an id must be there whole to be
    /// copied. What is longest comes last, where a terminal can break it.
    fn aligned(&self) -> String {
        let head: Vec<String> = self.columns.iter().map(|name| name.to_uppercase()).collect();
        let body = self
            .rows
            .iter()
            .map(|row| row.iter().map(|cell| cell.replace('\n', " ")).collect());
        let lines: Vec<Vec<String>> = std::iter::once(head).chain(body).collect();
        let widest = |column: usize| {
            lines
                .iter()
                .map(|line| line[column].chars().count())
                .max()
                .unwrap_or(0)
        };
        let widths: Vec<usize> = (0..self.columns.len()).map(widest).collect();
        let pad = |(cell, width): (&String, &usize)| format!("{cell:<width$}");
        let aligned = |line: &Vec<String>| {
            let cells: Vec<String> = line.iter().zip(&widths).map(pad).collect();
            cells.join("  ").trim_end().to_owned()
        };
        lines.iter().map(aligned).collect::<Vec<_>>().join("\n")
    }

    /// Comma-separated values (RFC 4180). A cell that a spreadsheet would run as a formula is put behind an apostrophe.
    fn csv(&self) -> String {
        let mut out = String::new();
        csv::row(&mut out, &self.columns);
        self.rows.iter().for_each(|row| csv::row(&mut out, row));
        out
    }

    fn markdown(&self) -> String {
        let cell = |text: &str| text.replace('|', "\\|").replace('\n', " ");
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

/// Breaks text into lines of at most `width` characters, at spaces; lines that are there stay.
pub(super) fn wrap(text: &str, width: usize) -> String {
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        let mut line = String::new();
        for word in paragraph.split_whitespace() {
            if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > width {
                lines.push(std::mem::take(&mut line));
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        lines.push(line);
    }
    lines.join("\n")
}

/// Text on one line, cut to a number of characters.
pub(super) fn clip(text: &str, most: usize) -> String {
    let text = text.replace('\n', " ");
    if text.chars().count() <= most {
        return text;
    }
    let cut: String = text.chars().take(most - 3).collect();
    format!("{}...", cut.trim_end())
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
