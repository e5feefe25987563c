//! The only printing: data to standard output, talk to standard error, in the form that was asked for.

use std::io::{self, ErrorKind, IsTerminal, Write};
use std::sync::OnceLock;

use anstream::{AutoStream, ColorChoice};
use clap::ValueEnum;
use serde_json::{Value as Json, json};

use super::screen::Screen;
pub(super) use super::{
    fit::{clip, fit, wrap},
    table::Table,
};
use crate::diagnostic::{Diagnostic, Diagnostics, Severity, Style, render_within, to_json};
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
    /// A page to print or send, of a report
    Html,
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
            Self::Html => "html",
        }
    }
}

/// Where the commands print.
#[derive(Debug)]
pub(super) struct Output {
    /// How to print data.
    pub(super) format: Format,
    /// Whether that was said.
    pub(super) is_told_format: bool,
    /// What there is to print on.
    pub(super) screen: Screen,
    quiet: bool,
    colour: ColorChoice,
    /// Why data could not be printed, if some could not.
    lost: OnceLock<String>,
}

impl Output {
    pub(super) fn new(format: Option<Format>, quiet: bool, no_colour: bool, screen: Screen) -> Self {
        let colour = if no_colour || screen.is_plain {
            ColorChoice::Never
        } else {
            ColorChoice::Auto
        };
        Self {
            format: format.unwrap_or(Format::Table),
            is_told_format: format.is_some(),
            screen,
            quiet,
            colour,
            lost: OnceLock::new(),
        }
    }

    /// Prints what people read, in lines that the terminal has room for. Off a terminal they stay as they are, for other
    /// programs to look through.
    pub(super) fn page(&self, text: &str) {
        let fitted = self.screen.data.map(|_| fit(text, self.screen.room()));
        self.data(&self.screen.letters(fitted.as_deref().unwrap_or(text)));
    }

    /// The same for whole paragraphs, which are broken into lines wherever they are printed.
    pub(super) fn article(&self, text: &str) {
        self.page(&fit(text, self.screen.room()));
    }

    /// Prints data as they are.
    pub(super) fn data(&self, text: &str) {
        let mut stream = AutoStream::new(std::io::stdout().lock(), self.colour);
        let printed = writeln!(stream, "{}", text.trim_end_matches('\n')).and_then(|()| stream.flush());
        self.note(printed);
    }

    /// Notes that something could not be printed. A reader that has gone away, as `head` does, is no error.
    pub(super) fn note(&self, printed: io::Result<()>) {
        if let Err(error) = printed
            && error.kind() != ErrorKind::BrokenPipe
        {
            let _ = self.lost.set(error.to_string());
        }
    }

    /// Makes sure that all data were printed.
    ///
    /// # Errors
    ///
    /// [`Exit::Failed`] where some could not be, on a full disk above all.
    pub(super) fn finish(&self) -> Result<(), Failure> {
        self.lost.get().map_or(Ok(()), |why| {
            Err(Failure::new("what was to be printed could not be written")
                .because(why)
                .cure("print it to a place with room for it; nothing else about the command went wrong"))
        })
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
        let fitted = self.screen.talk.map(|_| fit(text, self.screen.talking_room()));
        let text = self.screen.letters(fitted.as_deref().unwrap_or(text));
        let _ = writeln!(stream, "{text}");
    }

    /// Shows how far a long piece of work has come, on a terminal only, and there in the place of what it showed before.
    /// A terminal that is read aloud is told nothing: it would read each line.
    pub(super) fn progress(&self, text: &str) {
        if !self.quiet && !self.screen.is_plain && std::io::stderr().is_terminal() {
            // One column is left free: in the last one some terminals go on to the next line.
            let room = self.screen.talking_room() - 1;
            let shown = clip(text, room);
            let mut stream = std::io::stderr().lock();
            let _ = write!(stream, "\r{:room$}\r{shown}", "");
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
        matches!(self.format, Format::Table | Format::Ics | Format::Html)
    }

    /// How problems are shown.
    pub(super) fn style(&self) -> Style {
        if self.screen.is_plain {
            Style::Told
        } else {
            Style::Coloured
        }
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

    /// Prints one JSON object of what a register holds, with the mistakes that may have kept something out of it.
    pub(super) fn of_register(&self, faults: &[Json], data: &Json) {
        self.object(faults.is_empty(), data, faults);
    }

    fn object(&self, ok: bool, data: &Json, problems: &[Json]) {
        let object =
            json!({ "schema_version": SCHEMA_VERSION, "ok": ok, "data": data, "problems": problems });
        self.data(&format!("{object:#}"));
    }

    /// Prints rows, or as JSON the value given for that.
    pub(super) fn table(&self, table: &Table, as_json: impl FnOnce() -> Json) {
        self.table_of(table, Vec::new, as_json);
    }

    /// The same of a register, of which these mistakes may have kept something out.
    pub(super) fn table_of(
        &self,
        table: &Table,
        faults: impl FnOnce() -> Vec<Json>,
        as_json: impl FnOnce() -> Json,
    ) {
        match self.format {
            Format::Json => self.of_register(&faults(), &as_json()),
            Format::Table if table.rows.is_empty() => self.say("Nothing to show."),
            Format::Table | Format::Ics | Format::Html => {
                self.data(&self.screen.letters(&table.shown(&self.screen)));
            }
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

    /// Prints problems as text on standard error, with a blank line after each; warnings only where it need not be quiet. Of
    /// very many, the first are enough to begin with; JSON holds all.
    pub(super) fn diagnostics(&self, problems: &Diagnostics, sources: &Sources) {
        let mut told = Diagnostics::new();
        let is_told = |problem: &&Diagnostic| !self.quiet || problem.severity() == Severity::Error;
        problems
            .iter()
            .filter(is_told)
            .for_each(|problem| told.push(problem.clone()));
        self.findings(&told, sources);
    }

    /// The same of problems that were asked for, however quiet it is to be.
    pub(super) fn findings(&self, problems: &Diagnostics, sources: &Sources) {
        const MOST: usize = 200;
        for problem in problems.iter().take(MOST) {
            let shown = render_within(problem, sources, self.style(), self.screen.talking_room());
            self.talk(&format!("{shown}\n"));
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
