//! From a register to the files of its site: what `build` writes and `serve` shows.

mod makings;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

pub(super) use makings::{gather, read};

use super::desk::{Desk, Found, Read};
use crate::disk::{self, Publication, Published, Sums, Written};
use crate::failure::{Exit, Failure};
use crate::git::Repo;
use crate::history::{History, TextId};
use crate::law::Law;
use crate::register::Register;
use crate::site::{
    self, Archive, Edition, FilePrints, Input, Output as Files, PagePath, Past, RenderError, Site, Stopped,
    Telling, Templates,
};
use crate::value::Fingerprint;
use crate::view::words::counted;

/// What a site tells besides the records.
#[derive(Debug, Default)]
pub(super) struct Story {
    /// What happened to each record.
    pub(super) history: History,
    /// The templates that the register overrides.
    templates: BTreeMap<String, Vec<u8>>,
    /// The commit that is looked at, or the last one.
    commit: Option<String>,
    /// Whether the files in the folder differ from it.
    changed: bool,
    /// That it is an earlier state, where the site is to say so.
    pub(super) past: Option<Past>,
}

/// The earlier state that was asked for with `--at`, if it is one: the last commit is the state of today.
pub(super) fn past(found: &Found<'_>) -> Result<Option<Past>, Failure> {
    let point = found.point()?.filter(|point| !point.is_last);
    Ok(point.map(|point| Past {
        day: point.day.or(point.saved).unwrap_or(point.commit.on),
    }))
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
        templates: repo.templates(commit)?,
        commit: Some(commit.to_owned()),
        changed: false,
        past,
    })
}

/// What each page is made from.
pub(super) type Prints = BTreeMap<PagePath, Fingerprint>;

/// What a site is made from, wherever it was read.
pub(super) struct Matter {
    /// The records, without drafts.
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

/// Finds the texts of former versions by their names.
type Find<'f> = dyn Fn(&[TextId]) -> Result<Archive, Failure> + 'f;

/// A site that is planned, and of which nothing is made yet.
pub(super) struct Planned<'p, 'r> {
    desk: &'p Desk<'p>,
    matter: &'p Matter,
    find: &'p Find<'p>,
    site: Site<'r>,
    templates: &'p Templates,
}

/// What the site of a register is made from. The register must have no errors.
pub(super) fn matter(read: Read, story: Story) -> Matter {
    // Nothing that follows reads the files again, and they are a good part of all that is held.
    drop(read.sources);
    let register = read.register.published();
    Matter {
        law: read.law,
        history: site::told(&story.history, &register),
        register,
        edition: Edition {
            commit: story.commit,
            uncommitted: story.changed,
            version: env!("CARGO_PKG_VERSION"),
            history: telling(&story.history),
            past: story.past,
        },
        overrides: story.templates,
    }
}

/// Plans the site of a register and hands it to `work`.
pub(super) fn site<R>(
    desk: &Desk<'_>,
    found: &Found<'_>,
    matter: &Matter,
    work: impl FnOnce(Planned<'_, '_>) -> Result<R, Failure>,
) -> Result<R, Failure> {
    let find = |needed: &[TextId]| {
        let Some(repo) = &found.repo else {
            return Ok(Archive::new());
        };
        let texts = repo.former_texts(needed)?;
        let found = needed.iter().copied().zip(texts);
        Ok(found.filter_map(|(name, text)| Some((name, text?))).collect())
    };
    planned(desk, matter, &find, work)
}

/// Plans the site of what was read, wherever that was, and hands it to `work`.
pub(super) fn planned<R>(
    desk: &Desk<'_>,
    matter: &Matter,
    find: &Find<'_>,
    work: impl FnOnce(Planned<'_, '_>) -> Result<R, Failure>,
) -> Result<R, Failure> {
    let settings = matter.register.settings.as_ref();
    let look = settings.and_then(|settings| settings.look.as_ref());
    let input = Input {
        register: &matter.register,
        history: &matter.history,
        law: &matter.law,
        as_at: desk.today,
        edition: matter.edition.clone(),
    };
    let (templates, site) = rayon::join(
        || Templates::dressed(&matter.overrides, look),
        || site::plan(&input),
    );
    work(Planned {
        desk,
        matter,
        find,
        site,
        templates: &templates.map_err(|error| bad_template(&error))?,
    })
}

impl Planned<'_, '_> {
    /// What each page is made from.
    pub(super) fn prints(&self, files: &FilePrints) -> Prints {
        site::fingerprints(&self.site, files, &common(&self.matter.overrides))
    }

    /// Leaves out these pages, which are known to be as they would be made.
    pub(super) fn leave_out(&mut self, kept: &Sums) {
        self.site
            .pages
            .retain(|path, _| !kept.contains_key(path.as_str()));
    }

    /// The paths of all that is to be made.
    fn paths(&self) -> impl Iterator<Item = &str> {
        let pages = self.site.pages.keys();
        pages.chain(self.templates.assets()).map(PagePath::as_str)
    }

    /// Makes the pages and hands on each at once: see [`site::each`].
    fn make<T: Send>(
        &mut self,
        take: impl Fn(&PagePath, Vec<u8>) -> Result<T, Failure> + Sync,
    ) -> Result<Vec<(&str, T)>, Failure> {
        self.site.archive = (self.find)(&self.site.needed())?;
        let progress = self.desk.output.steps("Making pages");
        let made = site::each(&self.site, self.templates, &progress, take);
        self.desk.output.progress("");
        made.map_err(|stopped| match stopped {
            Stopped::Template(error) => bad_template(&error),
            Stopped::Taker(failure) => failure,
        })
    }

    /// Makes the pages and holds them all.
    pub(super) fn files(&mut self) -> Result<Files, Failure> {
        let made = self.make(|_, bytes| Ok(bytes))?;
        let own = made.into_iter().map(|(path, bytes)| (path.to_owned(), bytes));
        Ok(own.collect())
    }

    /// Makes the pages and puts them in a folder, beside those that are `kept` there: how many files the site has, and how
    /// they stand.
    pub(super) fn publish(&mut self, folder: &Path, kept: Sums) -> Result<(usize, Published), Failure> {
        self.leave_out(&kept);
        let files = self.paths().count() + kept.len();
        let publication = Publication::begin(folder, self.paths(), kept)?;
        let output = &self.desk.output;
        let laid = self.make(|path, bytes| publication.lay(path.as_str(), &bytes))?;
        let published = publication.finish(laid, &output.steps("Writing files"))?;
        output.progress("");
        Ok((files, published))
    }
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

/// What became of the files of a site, in a sentence.
pub(super) fn made(files: usize, written: &Written) -> String {
    format!(
        "Made {}: {} written, {} unchanged, {} removed.",
        counted(files, "file"),
        written.written,
        written.unchanged,
        written.removed
    )
}

pub(super) fn bad_template(error: &RenderError) -> Failure {
    Failure::with(Exit::Problems, error.to_string()).cure(error.cure)
}
