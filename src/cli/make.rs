//! From a register to the files of its site: what `build` writes and `serve` shows.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use super::desk::{Desk, Found, Read};
use crate::disk::{self, Sums};
use crate::failure::{Exit, Failure};
use crate::git::Repo;
use crate::history::{History, TextId};
use crate::law::Law;
use crate::register::Register;
use crate::site::{
    self, Archive, Edition, Fingerprint, Input, PagePath, Past, RenderError, Telling, Templates,
};
use crate::source::Sources;

/// What Git tells of a register.
#[derive(Debug, Default)]
pub(super) struct Story {
    /// What happened to each record.
    pub(super) history: History,
    /// The commit that is looked at, or the last one.
    commit: Option<String>,
    /// Whether the files in the folder differ from it.
    changed: bool,
    /// That it is an earlier state, where the site is to say so.
    pub(super) past: Option<Past>,
}

/// Reads and checks the register, and meanwhile asks Git about it on another thread.
pub(super) fn read(found: &Found<'_>, with_history: bool) -> Result<(Read, Story), Failure> {
    // A repository is used by one thread at a time, so the other opens its own.
    let (root, at) = (found.root.clone(), found.at.clone());
    std::thread::scope(|scope| {
        let asked = scope.spawn(move || story(&root, at.as_deref(), with_history));
        let read = found.read();
        let story = asked.join().expect("asking Git does not panic");
        Ok((read?, story?))
    })
}

/// The earlier state that was asked for with `--at`, if it is one: the last commit is the state of today.
pub(super) fn past(found: &Found<'_>) -> Result<Option<Past>, Failure> {
    let point = found.point()?.filter(|point| !point.is_last);
    Ok(point.map(|point| Past {
        day: point.day.or(point.saved).unwrap_or(point.commit.on),
    }))
}

fn story(root: &Path, at: Option<&str>, with_history: bool) -> Result<Story, Failure> {
    let Some(repo) = Repo::open(root)?.filter(|repo| !repo.standing().unborn) else {
        return Ok(Story::default());
    };
    let history = match with_history {
        true => repo.history_cached(at.unwrap_or("HEAD"))?,
        false => History::default(),
    };
    Ok(Story {
        history,
        commit: Some(repo.commit(at.unwrap_or("HEAD"))?),
        changed: at.is_none() && repo.changed_records()?,
        past: None,
    })
}

/// What Git tells of a register at a commit, with nothing kept for the next time.
pub(super) fn story_at(
    repo: &Repo,
    commit: &str,
    with_history: bool,
    past: Option<Past>,
) -> Result<Story, Failure> {
    let history = match with_history {
        true => repo.history(commit)?,
        false => History::default(),
    };
    Ok(Story {
        history,
        commit: Some(commit.to_owned()),
        changed: false,
        past,
    })
}

/// The bytes of a site, by path.
pub(super) use crate::site::Output as Files;

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

/// What a site is made from, wherever it was read.
pub(super) struct Matter {
    /// The files of the register.
    pub(super) sources: Sources,
    /// Its records, without drafts.
    pub(super) register: Register,
    /// The law it is judged by.
    pub(super) law: Arc<Law>,
    /// Its history, as far as it may be told.
    pub(super) history: History,
    /// From which state of the records.
    pub(super) edition: Edition,
    /// The templates in the place of the program's own.
    pub(super) overrides: BTreeMap<String, Vec<u8>>,
}

/// How much of a history a site tells.
pub(super) fn telling(history: &History) -> Telling {
    match history {
        history if history.head.is_none() => Telling::None,
        history if history.cut_short => Telling::CutShort,
        _ => Telling::Whole,
    }
}

/// Makes the files of the site, all but those that `keep` finds unchanged. The register must have no errors.
pub(super) fn site(
    desk: &Desk<'_>,
    found: &Found<'_>,
    read: Read,
    story: &Story,
    keep: impl FnOnce(&Prints) -> Sums,
) -> Result<Made, Failure> {
    let law = Law::of(&read.sources);
    let register = read.register.published();
    let matter = Matter {
        history: site::told(&story.history, &register),
        register,
        law,
        sources: read.sources,
        edition: Edition {
            commit: story.commit.clone(),
            uncommitted: story.changed,
            version: env!("CARGO_PKG_VERSION"),
            history: telling(&story.history),
            past: story.past.clone(),
        },
        overrides: found.templates()?,
    };
    let archive = |needed: &[TextId]| {
        let Some(repo) = &found.repo else {
            return Ok(Archive::new());
        };
        let texts = repo.former_texts(needed)?;
        let found = needed.iter().copied().zip(texts);
        Ok(found.filter_map(|(name, text)| Some((name, text?))).collect())
    };
    made(desk, &matter, archive, keep)
}

/// Makes the files of a site; `archive` finds the texts of former versions by their names.
pub(super) fn made(
    desk: &Desk<'_>,
    matter: &Matter,
    archive: impl FnOnce(&[TextId]) -> Result<Archive, Failure>,
    keep: impl FnOnce(&Prints) -> Sums,
) -> Result<Made, Failure> {
    let register = &matter.register;
    let look = register
        .settings
        .as_ref()
        .and_then(|settings| settings.look.as_ref());
    let templates = Templates::dressed(&matter.overrides, look).map_err(|error| bad_template(&error))?;
    let input = Input {
        register,
        history: &matter.history,
        law: &matter.law,
        as_at: desk.today,
        edition: matter.edition.clone(),
    };
    let progress = desk.output.steps("Making pages");
    let mut site = site::plan(&input);
    let prints = site::fingerprints(&site, &matter.sources, &common(&matter.overrides));
    let kept = keep(&prints);
    site.pages.retain(|path, _| !kept.contains_key(path.as_str()));
    site.archive = archive(&site.needed())?;
    let files = site::render(&site, &templates, &progress).map_err(|error| bad_template(&error))?;
    desk.output.progress("");
    Ok(Made { files, kept, prints })
}

/// What all pages share besides the records: the program, and the templates that the register overrides.
fn common(overrides: &BTreeMap<String, Vec<u8>>) -> Vec<u8> {
    let mut common = format!("{:?}", disk::program()).into_bytes();
    for (name, bytes) in overrides {
        common.extend(format!("\n{name} {}\n", bytes.len()).into_bytes());
        common.extend(bytes);
    }
    common
}

fn bad_template(error: &RenderError) -> Failure {
    let cure = match error.template.starts_with("assets/") {
        true => "put a file of that name below templates/assets/, or mend `look:` in records/register.yaml",
        false => "mend the template, or take it out of templates/ to use the one the program brings",
    };
    Failure::with(Exit::Problems, error.to_string()).cure(cure)
}
