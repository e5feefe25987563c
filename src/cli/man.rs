//! `scrutiny man`: the manual pages, made from the help.

use std::path::PathBuf;

use clap::{Args, Command};
use clap_mangen::Man as Page;
use serde_json::json;

use super::desk::Desk;
use super::help::{self, Examples};
use crate::disk;
use crate::failure::{Exit, Failure};

/// What its help shows first.
const EXAMPLES: Examples = [
    ("scrutiny man > scrutiny.1", "the page of the program"),
    (
        "scrutiny man add body > scrutiny-add-body.1",
        "the page of one command",
    ),
    (
        "scrutiny man --output man1",
        "a page for each command, in a folder",
    ),
];

/// Print a manual page, or write one for each command.
///
/// They are read with `man`, on Linux and macOS; what they say is what --help says.
#[derive(Debug, Args)]
#[command(before_help = help::first(&EXAMPLES))]
pub(super) struct Man {
    /// The command [default: the program as a whole]
    command: Vec<String>,

    /// The folder to write a page for each command to
    #[arg(long, value_name = "FOLDER", conflicts_with = "command")]
    output: Option<PathBuf>,
}

impl Man {
    pub(super) fn run(&self, desk: &Desk<'_>) -> Result<Exit, Failure> {
        let mut program = super::command();
        program.build();
        let mut all = Vec::new();
        gather(&program, "scrutiny", &mut all);
        let Some(folder) = &self.output else {
            let wanted = std::iter::once("scrutiny").chain(self.command.iter().map(String::as_str));
            let wanted = wanted.collect::<Vec<_>>().join("-");
            let Some((_, text)) = all.iter().find(|(name, _)| *name == wanted) else {
                let what = format!("there is no command `{}`", self.command.join(" "));
                return Err(Failure::with(Exit::Usage, what).cure("`scrutiny --help` lists the commands"));
            };
            if desk.output.is_json() {
                desk.output.json(&json!({ "name": wanted, "page": text }));
            } else {
                desk.output.data(text);
            }
            return Ok(Exit::Fine);
        };
        disk::make_folder(folder)?;
        for (name, text) in &all {
            disk::write(&folder.join(format!("{name}.1")), text.as_bytes())?;
        }
        desk.output
            .json_or_nothing(&json!({ "folder": folder, "pages": all.len() }));
        desk.output
            .say(&format!("Wrote {} pages to {}.", all.len(), folder.display()));
        desk.output
            .next(&format!("man {}", folder.join("scrutiny.1").display()));
        Ok(Exit::Fine)
    }
}

/// The page of a command and those of the commands below it, each with its name.
fn gather(command: &Command, name: &str, all: &mut Vec<(String, String)>) {
    all.push((name.to_owned(), page(command)));
    let shown = command
        .get_subcommands()
        .filter(|below| !below.is_hide_set() && below.get_name() != "help");
    for below in shown {
        gather(below, &format!("{name}-{}", below.get_name()), all);
    }
}

/// A page, with the examples before the options.
fn page(command: &Command) -> String {
    let examples = command
        .get_before_help()
        .map(ToString::to_string)
        .unwrap_or_default();
    // What the short help leaves out is told here.
    let whole = command.clone().mut_args(|arg| arg.hide_short_help(false));
    let made = Page::new(whole)
        .date("")
        .manual("scrutiny")
        .source(format!("scrutiny {}", env!("CARGO_PKG_VERSION")));
    let mut bytes = Vec::new();
    // Writing to memory does not fail.
    let _ = made.render_title(&mut bytes);
    let _ = made.render_name_section(&mut bytes);
    let _ = made.render_synopsis_section(&mut bytes);
    let _ = made.render_description_section(&mut bytes);
    let lines = examples.strip_prefix("Examples:\n").unwrap_or(&examples);
    if !lines.is_empty() {
        bytes.extend(format!(".SH EXAMPLES\n.nf\n{}\n.fi\n", escaped(lines)).into_bytes());
    }
    let has_options = command.get_arguments().any(|arg| !arg.is_hide_set());
    if has_options {
        let _ = made.render_options_section(&mut bytes);
    }
    if command.get_subcommands().any(|below| !below.is_hide_set()) {
        let _ = made.render_subcommands_section(&mut bytes);
    }
    if command
        .get_after_long_help()
        .is_some_and(|text| !text.to_string().is_empty())
    {
        let _ = made.render_extra_section(&mut bytes);
    }
    in_ascii(&String::from_utf8_lossy(&bytes))
}

/// Lines as they are to be printed, in the language of manual pages.
fn escaped(text: &str) -> String {
    let lines = text.lines().map(|line| {
        let line = line
            .replace('\\', "\\e")
            .replace('-', "\\-")
            .replace('\'', "\\(aq");
        match line.starts_with('.') {
            true => format!("\\&{line}"),
            false => line,
        }
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Letters beyond ASCII by their number: not every system's `man` knows what bytes it reads.
fn in_ascii(page: &str) -> String {
    let mut text = String::with_capacity(page.len());
    for letter in page.chars() {
        if letter.is_ascii() {
            text.push(letter);
        } else {
            text.push_str(&format!("\\[u{:04X}]", u32::from(letter)));
        }
    }
    text
}
