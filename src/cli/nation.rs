//! `scrutiny nation`: several registers as one site.

mod report;
mod take;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use clap::Args;

use super::desk::Desk;
use super::help::{self, Examples};
use super::make::{self, Matter};
use super::output::Format;
use crate::disk::{self, Sums};
use crate::failure::{Exit, Failure};
use crate::git::Repo;
use crate::history::TextId;
use crate::law::Law;
use crate::nation::{self, Formers, Joined, LeftOut, Listing, Reason};
use crate::register::Key;
use crate::site::{Archive, Edition};
use crate::source::{Source, Sources};
use crate::view::words::counted;
use take::Held;

/// What its help shows first.
const EXAMPLES: Examples = [
    (
        "scrutiny nation --dry-run",
        "which registers national.yaml names, and what becomes of each",
    ),
    (
        "scrutiny nation --to public",
        "one site of all of them, in a folder",
    ),
    (
        "scrutiny nation --as-built public --to again",
        "a site again from the commits and the day that it names",
    ),
];

/// Make one site of several registers, each with its own publisher.
///
/// A small file names the registers: for each a prefix, who publishes it, and the folder of a clone. Nothing is fetched: what is
/// there is read, at its last commit. A register that is missing, damaged, not signed as the list asks, or that holds a mistake is
/// left out with a notice on the site, and the command ends with 1; the others are published. Where none is left, nothing is
/// written and it ends with 3. An id that several registers hold gets their prefixes, and its plain address a page that names
/// them. docs/national.md goes through it.
#[derive(Debug, Args)]
#[command(before_help = help::first(&EXAMPLES))]
pub(super) struct NationCommand {
    /// The list of registers: its shape is that of `scrutiny schema nation`
    #[arg(value_name = "FILE", default_value = "national.yaml")]
    file: PathBuf,

    /// The folder to write to [default: site/ beside the list]
    #[arg(long, value_name = "FOLDER")]
    to: Option<PathBuf>,

    /// Read and join the registers, say what becomes of each, and write nothing
    #[arg(long)]
    dry_run: bool,

    /// Make it of the commits and for the day that a site in this folder names, to compare the two
    #[arg(long, value_name = "SITE_DIR")]
    as_built: Option<PathBuf>,

    /// Leave out the history of the records
    #[arg(long)]
    no_history: bool,
}

impl NationCommand {
    pub(super) fn run(&self, desk: &Desk<'_>) -> Result<Exit, Failure> {
        desk.output
            .only(&[Format::Table, Format::Json, Format::Md, Format::Csv])?;
        desk.joins_several()?;
        let built = self.as_built.as_deref().map(report::built).transpose()?;
        let Some(mut listing) = self.listing(desk)? else {
            return Ok(Exit::Usage);
        };
        if let Some(built) = &built {
            // What has joined since was not there.
            let members = &mut listing.registers;
            members.retain(|member| built.held(member.prefix.value.as_str()).is_some());
        }
        let base = base(&self.file);
        let folder = self.to.clone().unwrap_or_else(|| base.join("site"));
        self.guard(&folder, &base, &listing)?;
        let on_day = built.as_ref().map(|built| desk.on(built.day));
        let desk = on_day.as_ref().unwrap_or(desk);
        let kept = match &built {
            Some(built) => built.several.clone(),
            None => report::told_apart(&folder),
        };
        let (clones, joined) = self.joined(desk, &base, &listing, (built.as_ref(), &kept));
        let nation = joined.register.nation.as_deref();
        let parts = nation.map_or(0, |nation| nation.parts.len());
        let is_whole = nation.is_some_and(|nation| nation.left_out.is_empty());
        report::left_out(desk, &joined, parts == 0);
        if parts == 0 {
            return none_left(desk, &joined);
        }
        let end = if is_whole { Exit::Fine } else { Exit::Problems };
        if self.dry_run {
            report::dry(desk, &joined, is_whole);
            return Ok(end);
        }
        let told = report::data(&joined);
        let (files, written) = self.write(desk, &folder, &base, joined, &clones)?;
        report::written(desk, &folder, &told, files, &written, is_whole);
        Ok(end)
    }

    /// Reads the list; none where it holds mistakes, which are told.
    fn listing(&self, desk: &Desk<'_>) -> Result<Option<Listing>, Failure> {
        let bytes = disk::read_document(&self.file, Source::LIMIT).map_err(|failure| match failure.exit {
            Exit::NotFound => Failure::with(
                Exit::NotFound,
                format!("there is no list of registers {}", self.file.display()),
            )
            .cure("name it, or write one: docs/national.md shows how"),
            _ => failure,
        })?;
        let source = Source::from_bytes(self.file.display().to_string(), bytes);
        let (listing, problems) = Listing::read(&source);
        let sources = Sources::new(vec![source]);
        if problems.any_error() {
            desk.output
                .problems(&problems, &sources, &serde_json::Value::Null, false);
            desk.output
                .say("Nothing was made: mend these mistakes in the list first.");
            return Ok(None);
        }
        desk.output.diagnostics(&problems, &sources);
        let listing = listing.filter(|listing| !listing.registers.is_empty());
        listing.map(Some).ok_or_else(|| {
            Failure::with(Exit::Usage, format!("{} names no register", self.file.display()))
                .cure("add one below `registers:`, with prefix, name and folder")
        })
    }

    /// Makes sure that the site is written over none of the registers.
    fn guard(&self, folder: &Path, base: &Path, listing: &Listing) -> Result<(), Failure> {
        let members = listing
            .registers
            .iter()
            .map(|member| base.join(&*member.folder.value));
        let in_git = |place: &Path| match Repo::open(place) {
            Ok(Some(repo)) => repo.keeps(folder),
            // What is wrong with a register is told where it is read.
            _ => Ok(false),
        };
        let mut is_kept = disk::is_in_the_way(folder, base)? || in_git(base)?;
        for place in members.filter(|place| disk::is_folder(place)) {
            // A register's own folder may hold its own site.
            is_kept |=
                disk::is_in_the_way(folder, &place)? || disk::is_within(folder, &place)? || in_git(&place)?;
        }
        if is_kept {
            let what = format!(
                "the site cannot be written to {}: a register, or the list, is kept there",
                folder.display()
            );
            return Err(Failure::with(Exit::Refused, what).cure("choose a folder of its own, such as site/"));
        }
        Ok(())
    }

    /// Reads all registers and joins them.
    fn joined(
        &self,
        desk: &Desk<'_>,
        base: &Path,
        listing: &Listing,
        (built, kept): (Option<&report::Built>, &BTreeSet<Key>),
    ) -> (Vec<Option<Held>>, Joined) {
        let doubled = nation::doubled(listing);
        let (mut clones, mut read) = (Vec::new(), Vec::new());
        for (place, member) in listing.registers.iter().enumerate() {
            desk.output.progress(&format!("Reading {}", member.name.value));
            let left = |reason: Reason, detail: String| LeftOut {
                place,
                prefix: member.prefix.value.to_string(),
                name: member.name.to_string(),
                reason,
                detail,
            };
            let held = built.and_then(|built| built.held(member.prefix.value.as_str()));
            let asked = take::Asked {
                member,
                base,
                at: held.and_then(Result::ok),
                clock: desk.clock,
                with_history: !self.no_history && built.is_none_or(|built| built.tells_history),
            };
            let taken = match held {
                Some(Err(reason)) => Err((reason, "so it was when the site was made".to_owned())),
                _ if doubled[place] => Err((Reason::SamePrefix, "give each a prefix of its own".to_owned())),
                _ => take::take(&asked),
            };
            match taken {
                Ok((clone, delivered)) => {
                    clones.push(Some(clone));
                    read.push(Ok(delivered));
                }
                Err((reason, detail)) => {
                    clones.push(None);
                    read.push(Err(left(reason, detail)));
                }
            }
        }
        desk.output.progress("Joining");
        let joined = nation::join(listing, read, kept);
        desk.output.progress("");
        (clones, joined)
    }

    fn write(
        &self,
        desk: &Desk<'_>,
        folder: &Path,
        base: &Path,
        joined: Joined,
        clones: &[Option<Held>],
    ) -> Result<(usize, disk::Written), Failure> {
        let Joined {
            sources,
            register,
            history,
            formers,
        } = joined;
        let places: Vec<usize> = register
            .nation
            .iter()
            .flat_map(|nation| &nation.parts)
            .map(|part| part.place)
            .collect();
        let law = Law::of(&sources);
        drop(sources);
        let matter = Matter {
            law,
            register,
            edition: Edition {
                commit: None,
                uncommitted: false,
                version: env!("CARGO_PKG_VERSION"),
                history: make::telling(&history),
                past: None,
            },
            history,
            overrides: disk::read_templates(base)?,
        };
        let archive = |needed: &[TextId]| archive(needed, &formers, &places, clones);
        make::planned(desk, &matter, &archive, |mut planned| {
            let (files, published) = planned.publish(folder, Sums::new())?;
            Ok((files, published.written))
        })
    }
}

/// The folder that the list's own paths are seen from.
fn base(file: &Path) -> PathBuf {
    match file.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_path_buf(),
        _ => PathBuf::from("."),
    }
}

/// The texts of former versions, each from the repository of its register.
fn archive(
    needed: &[TextId],
    formers: &Formers,
    places: &[usize],
    clones: &[Option<Held>],
) -> Result<Archive, Failure> {
    let mut archive = Archive::new();
    let mut wanted: Vec<Vec<(TextId, TextId)>> = vec![Vec::new(); places.len()];
    for name in needed {
        if let Some((part, own)) = formers.place(*name) {
            wanted[part].push((*name, own));
        }
    }
    for (part, wanted) in wanted
        .into_iter()
        .enumerate()
        .filter(|(_, wanted)| !wanted.is_empty())
    {
        let Some(clone) = &clones[places[part]] else {
            continue;
        };
        let own: Vec<TextId> = wanted.iter().map(|(_, own)| *own).collect();
        let texts = clone.former_texts(&own)?;
        for ((name, _), text) in wanted.into_iter().zip(texts) {
            if let Some(text) = text {
                archive.insert(name, formers.read(name, text));
            }
        }
    }
    Ok(archive)
}

/// That nothing is made, because no register is fit for it.
fn none_left(desk: &Desk<'_>, joined: &Joined) -> Result<Exit, Failure> {
    let all = joined
        .register
        .nation
        .as_deref()
        .map_or(0, |nation| nation.left_out.len());
    let what = match all {
        1 => "the one register of the list cannot be published".to_owned(),
        _ => format!("none of the {} can be published", counted(all, "register")),
    };
    let cure = "mend what is told above; the site stands as it was";
    if desk.output.is_json() {
        desk.output.judged(false, &report::data(joined));
        return Ok(Exit::Refused);
    }
    Err(Failure::with(Exit::Refused, what).cure(cure))
}
