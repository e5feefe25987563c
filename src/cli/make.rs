//! From a register to the files of its site: what `build` writes and `serve` shows.

use std::collections::BTreeMap;

use super::desk::{Desk, Found, Read};
use crate::disk::{self, Sums};
use crate::failure::{Exit, Failure};
use crate::git::Repo;
use crate::history::History;
use crate::site::{self, Edition, Fingerprint, Input, Output as Files, PagePath, RenderError, Templates};

/// Reads and checks the register, and meanwhile walks its history on another thread.
pub(super) fn read(found: &Found<'_>, with_history: bool) -> Result<(Read, History), Failure> {
    if !with_history {
        return Ok((found.read()?, History::default()));
    }
    // A repository is used by one thread at a time, so the walk opens its own.
    let root = found.root.clone();
    let at = found.at.clone();
    std::thread::scope(|scope| {
        let walk = scope.spawn(move || match Repo::open(&root)? {
            Some(repo) if !repo.standing().unborn => repo.history_cached(at.as_deref().unwrap_or("HEAD")),
            _ => Ok(History::default()),
        });
        let read = found.read();
        let history = walk.join().expect("the walk does not panic");
        Ok((read?, history?))
    })
}

/// What each page is made from.
pub(super) type Prints = BTreeMap<PagePath, Fingerprint>;

/// The files of a site.
pub(super) struct Made {
    /// Those that were made.
    pub(super) files: Files,
    /// Those that need not be made, because they would be as they are.
    pub(super) kept: Sums,
    /// What each was made from.
    pub(super) prints: Prints,
}

/// Makes the files of the site, all but those that `keep` finds unchanged. The register must have no errors.
pub(super) fn site(
    desk: &Desk<'_>,
    found: &Found<'_>,
    read: Read,
    history: &History,
    keep: impl FnOnce(&Prints) -> Sums,
) -> Result<Made, Failure> {
    let overrides = found.templates()?;
    let templates = Templates::new(&overrides).map_err(|error| bad_template(&error))?;
    let sources = read.sources;
    let register = read.register.published();
    let input = Input {
        register: &register,
        history,
        as_at: desk.today,
        edition: Edition {
            commit: history.head.clone(),
            uncommitted: found.is_changed()?,
            version: env!("CARGO_PKG_VERSION"),
        },
    };
    let progress = |done: usize, all: usize| {
        if all > 1000 && (done.is_multiple_of(500) || done == all) {
            desk.output.progress(&format!("Making pages: {done} of {all}"));
        }
    };
    let mut site = site::plan(&input);
    let common = format!("{:?} {overrides:?}", disk::program());
    let prints = site::fingerprints(&site, &sources, common.as_bytes());
    let kept = keep(&prints);
    site.pages.retain(|path, _| !kept.contains_key(path.as_str()));
    let files = site::render(&site, &templates, &progress).map_err(|error| bad_template(&error))?;
    desk.output.progress("");
    Ok(Made { files, kept, prints })
}

fn bad_template(error: &RenderError) -> Failure {
    Failure::with(Exit::Problems, error.to_string())
        .cure("mend the template, or take it out of templates/ to use the one the program brings")
}
