//! From a register to the files of its site: what `build` writes and `serve` shows.

use super::desk::{Desk, Found, Read};
use crate::failure::{Exit, Failure};
use crate::git::Repo;
use crate::history::History;
use crate::site::{self, Edition, Input, Output as Files, RenderError, Templates};

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

/// Makes all files of the site. The register must have no errors.
pub(super) fn site(
    desk: &Desk<'_>,
    found: &Found<'_>,
    read: Read,
    history: &History,
) -> Result<Files, Failure> {
    let templates = Templates::new(&found.templates()?).map_err(|error| bad_template(&error))?;
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
        if all > 1000 && (done % 500 == 0 || done == all) {
            desk.output.progress(&format!("Making pages: {done} of {all}"));
        }
    };
    let files =
        site::render(&site::plan(&input), &templates, &progress).map_err(|error| bad_template(&error))?;
    desk.output.progress("");
    Ok(files)
}

fn bad_template(error: &RenderError) -> Failure {
    Failure::with(Exit::Problems, error.to_string())
        .cure("mend the template, or take it out of templates/ to use the one the program brings")
}
