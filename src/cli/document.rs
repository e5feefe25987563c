//! A report as it was asked for: in which form, printed or in a file.

use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::Value as Json;

use super::desk::{Desk, Found, Read};
use super::output::Format;
use crate::disk;
use crate::failure::{Exit, Failure};
use crate::register::Register;
use crate::report::{self, Document};
use crate::value::Status;

/// Where a report goes.
#[derive(Debug, Default, Args)]
pub(super) struct To {
    /// Write the report to this file; its ending says in which form (.html, .md or .txt) unless --format does
    #[arg(long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,

    /// Write over the file where there is one already
    #[arg(long, requires = "output")]
    replace: bool,
}

impl To {
    /// The form that was asked for: by `--format`, or by the ending of the file.
    ///
    /// # Errors
    ///
    /// [`Exit::Usage`] where a report cannot have it.
    pub(super) fn form(&self, desk: &Desk<'_>) -> Result<Format, Failure> {
        const FORMS: [Format; 4] = [Format::Table, Format::Md, Format::Html, Format::Json];
        let Some(path) = self.output.as_deref().filter(|_| !desk.output.is_told_format) else {
            desk.output.only(&FORMS)?;
            return Ok(desk.output.format);
        };
        let ending = path
            .extension()
            .map(|ending| ending.to_string_lossy().to_lowercase());
        match ending.as_deref() {
            Some("html" | "htm") => Ok(Format::Html),
            Some("md" | "markdown") => Ok(Format::Md),
            Some("txt") | None => Ok(Format::Table),
            Some("json") => Ok(Format::Json),
            Some(other) => Err(Failure::with(
                Exit::Usage,
                format!("a report cannot be made as .{other}"),
            )
            .cure("name the file with .html (to print, or to open in a word processor), .md or .txt; or say --format")),
        }
    }

    /// Prints the report, or writes it to the file.
    ///
    /// # Errors
    ///
    /// [`Exit::Refused`] where the file is there already, or lies among the records; [`Exit::Failed`] where it cannot be written.
    pub(super) fn give(
        &self,
        desk: &Desk<'_>,
        (found, read): (&Found<'_>, &Read),
        document: &Document,
        data: impl FnOnce() -> Json,
    ) -> Result<(), Failure> {
        let form = self.form(desk)?;
        let text = match form {
            Format::Json => {
                let mut data = data();
                let left_out = read.left_out();
                if !left_out.is_empty() {
                    data["left_out"]["files"] = left_out.into();
                }
                if self.output.is_none() {
                    desk.output.of_register(&read.faults(), &data);
                    return Ok(());
                }
                format!("{data:#}\n")
            }
            Format::Md => report::markdown(document),
            Format::Html => report::html(document),
            _ => report::text(document),
        };
        self.put(desk, found, &text)?;
        let Some(path) = &self.output else {
            return Ok(());
        };
        desk.output.next(&match form {
            Format::Html => format!("open {} in a browser, and print it from there", path.display()),
            _ => format!("read {} before it goes to anybody", path.display()),
        });
        Ok(())
    }

    /// Prints a text, or writes it to the file.
    ///
    /// # Errors
    ///
    /// As [`To::give`].
    pub(super) fn put(&self, desk: &Desk<'_>, found: &Found<'_>, text: &str) -> Result<(), Failure> {
        match &self.output {
            None => desk.output.data(text),
            Some(path) => {
                self.write(found, path, text)?;
                desk.output.say(&format!("Wrote {}.", path.display()));
            }
        }
        Ok(())
    }

    /// Whether a file with this ending was named, and no form beside it.
    pub(super) fn ends_in(&self, ending: &str) -> bool {
        let own = self.output.as_ref().and_then(|path| path.extension());
        own.is_some_and(|own| own.eq_ignore_ascii_case(ending))
    }

    fn write(&self, found: &Found<'_>, path: &Path, text: &str) -> Result<(), Failure> {
        if found.is_in_the_way(path)? {
            let what = format!("{} lies among the register’s own files", path.display());
            return Err(
                Failure::with(Exit::Refused, what).cure("name a file outside records/ and templates/")
            );
        }
        match self.replace {
            true => disk::write(path, text.as_bytes()),
            false => disk::write_new(path, text.as_bytes()).map_err(|failure| match failure.exit {
                Exit::Refused if failure.cure.is_none() => {
                    failure.cure("name another file, or write over this one with --replace")
                }
                _ => failure,
            }),
        }
    }
}

/// A list that can be had as a report, too.
#[derive(Debug, Default, Args)]
pub(super) struct Report {
    /// Make a report for an agenda
    #[arg(long)]
    report: bool,

    /// Take records that are still drafts into the report, too
    #[arg(long)]
    pub(super) drafts: bool,

    #[command(flatten)]
    pub(super) to: To,
}

impl Report {
    /// Whether it is to be a report: so it was said, or what is asked for only a report can be.
    pub(super) fn is_wanted(&self, desk: &Desk<'_>) -> bool {
        self.report || self.to.output.is_some() || desk.output.format == Format::Html
    }
}

/// The register as a report shows it: as it is published, unless drafts are wanted, too.
pub(super) fn shown(read: &Read, with_drafts: bool) -> Register {
    let register = Register::build(&read.sources).0;
    match with_drafts {
        true => register,
        false => register.published(),
    }
}

/// How many records are drafts.
pub(super) fn drafts(register: &Register) -> usize {
    let drafts = register.entries().filter(|entry| entry.status == Status::Draft);
    drafts.count()
}
