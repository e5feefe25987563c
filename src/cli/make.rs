//! From a register to the files of its site: what `build` writes and `serve` shows.

use std::collections::BTreeMap;
use std::path::Path;

use super::desk::{Desk, Found, Read};
use crate::disk::{self, Sums};
use crate::failure::{Exit, Failure};
use crate::git::Repo;
use crate::history::History;
use crate::law::Law;
use crate::site::{
    self, Edition, Fingerprint, Input, Output as Files, PagePath, Past, RenderError, Telling, Templates,
};

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
    story: &Story,
    keep: impl FnOnce(&Prints) -> Sums,
) -> Result<Made, Failure> {
    let overrides = found.templates()?;
    let sources = read.sources;
    let register = read.register.published();
    let look = register
        .settings
        .as_ref()
        .and_then(|settings| settings.look.as_ref());
    let templates = Templates::dressed(&overrides, look).map_err(|error| bad_template(&error))?;
    let law = Law::of(&sources);
    let history = site::told(&story.history, &register);
    let input = Input {
        register: &register,
        history: &history,
        law: &law,
        as_at: desk.today,
        edition: Edition {
            commit: story.commit.clone(),
            uncommitted: story.changed,
            version: env!("CARGO_PKG_VERSION"),
            history: match &story.history {
                history if history.head.is_none() => Telling::None,
                history if history.cut_short => Telling::CutShort,
                _ => Telling::Whole,
            },
            past: story.past.clone(),
        },
    };
    let progress = desk.output.steps("Making pages");
    let mut site = site::plan(&input);
    let prints = site::fingerprints(&site, &sources, &common(&overrides));
    let kept = keep(&prints);
    site.pages.retain(|path, _| !kept.contains_key(path.as_str()));
    if let Some(repo) = &found.repo {
        let needed = site.needed();
        let texts = repo.former_texts(&needed)?;
        let found = needed.into_iter().zip(texts);
        site.archive = found.filter_map(|(name, text)| Some((name, text?))).collect();
    }
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
