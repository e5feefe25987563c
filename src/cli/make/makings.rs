//! What a site is made from, read so that all of it is of one moment, whatever others save meanwhile.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use super::Story;
use crate::cli::desk::{Desk, Found, Read};
use crate::disk;
use crate::failure::{Exit, Failure};
use crate::git::{Contents, Moment, Repo};
use crate::history::History;
use crate::source::Sources;
use crate::value::{Fingerprint, sum};

/// What a site is made from, before any of it is understood: two builds of equal makings come to equal sites.
#[derive(Debug)]
pub(in crate::cli) struct Makings {
    /// The files of the register, and the templates that it overrides.
    files: Files,
    /// The commit that is looked at, or the last one.
    commit: Option<String>,
    /// Whether the files differ from it.
    changed: bool,
    /// Where a shallow clone ends.
    end: String,
}

/// The files of a register, and the templates that it overrides.
#[derive(Debug)]
struct Files {
    sources: Sources,
    templates: BTreeMap<String, Vec<u8>>,
    /// One number for all of them.
    print: Fingerprint,
}

/// How often a register is read again that was changed meanwhile, and how long it is left alone before.
const TRIES: u32 = 40;
const PAUSE: Duration = Duration::from_millis(25);

/// Reads the files of the register and what Git tells of them, both as they were at one moment.
pub(in crate::cli) fn gather(found: &Found<'_>) -> Result<Makings, Failure> {
    let makings = |files, commit, changed, end| Makings {
        files,
        commit,
        changed,
        end,
    };
    let Some(repo) = &found.repo else {
        return Ok(makings(read_files(found)?, None, false, String::new()));
    };
    // A commit does not change while it is read.
    if let Some(at) = &found.at {
        let end = repo.shallow_end()?;
        return Ok(makings(read_files(found)?, Some(at.clone()), false, end));
    }
    let (files, moment, changed) = of_one_moment(
        || repo.moment(),
        |commit| read_and_compare(found, commit),
        || std::thread::sleep(PAUSE),
    )?;
    Ok(makings(files, moment.commit, changed, repo.shallow_end()?))
}

/// What was read, at which moment, and whether it differs from the commit of that moment; `read` gives the last with the
/// first.
///
/// What is the same as in a commit is of one moment, whatever happened meanwhile. What differs was changed by hand, or is
/// half of a save: then it is read again. Nobody who saves is kept waiting for that.
fn of_one_moment<T>(
    now: impl Fn() -> Moment,
    mut read: impl FnMut(Option<&str>) -> Result<(T, bool), Failure>,
    pause: impl Fn(),
) -> Result<(T, Moment, bool), Failure> {
    for _ in 0..TRIES {
        let before = now();
        let (files, differs) = read(before.commit.as_deref())?;
        let is_settled = || !before.is_saving && now() == before;
        if (before.commit.is_some() && !differs) || is_settled() {
            return Ok((files, before, differs));
        }
        drop(files);
        pause();
    }
    let what = "the register was changed again and again while it was read";
    Err(Failure::with(Exit::Refused, what)
        .cure("wait until the other programs that save in it have ended, then give the command again"))
}

/// Reads the files, and meanwhile what the commit holds on another thread; whether they differ.
fn read_and_compare(found: &Found<'_>, commit: Option<&str>) -> Result<(Files, bool), Failure> {
    let Some(commit) = commit else {
        return Ok((read_files(found)?, false));
    };
    let root = found.root.as_path();
    // A repository is used by one thread at a time, so the other opens its own.
    let (sources, templates, contents) = std::thread::scope(|scope| {
        let asked = scope.spawn(|| contents(root, commit));
        let (sources, templates) = (found.sources(), found.templates());
        let contents = asked.join().expect("asking Git does not panic");
        (sources, templates, contents)
    });
    let (sources, templates, contents) = (sources?, templates?, contents?);
    let (is_same, print) = rayon::join(
        || contents.is_some_and(|held| held.are(&sources, &templates)),
        || print_of(&sources, &templates),
    );
    let files = Files {
        sources,
        templates,
        print,
    };
    Ok((files, !is_same))
}

fn contents(root: &Path, commit: &str) -> Result<Option<Contents>, Failure> {
    let repo = Repo::open(root)?;
    repo.map(|repo| repo.contents(commit)).transpose()
}

fn read_files(found: &Found<'_>) -> Result<Files, Failure> {
    let (sources, templates) = (found.sources()?, found.templates()?);
    Ok(Files {
        print: print_of(&sources, &templates),
        sources,
        templates,
    })
}

fn print_of(sources: &Sources, templates: &BTreeMap<String, Vec<u8>>) -> Fingerprint {
    // A file that was not taken in has no text to tell it by.
    let refused = sources
        .iter()
        .filter_map(|(id, source)| Some((id, source.refusal.as_ref()?)));
    let refused = format!("{:?}", refused.collect::<Vec<_>>());
    let templates = templates.iter();
    let templates = templates.flat_map(|(name, bytes)| [name.as_bytes(), bytes]);
    let sources = sources.iter();
    let sources = sources.flat_map(|(_, source)| [source.path.as_bytes(), source.text.as_bytes()]);
    sum(templates
        .chain([&b"records"[..]])
        .chain(sources)
        .chain([refused.as_bytes()]))
}

/// Checks the register, and meanwhile reads the history of its commit on another thread.
pub(in crate::cli) fn read(
    found: &Found<'_>,
    makings: Makings,
    with_history: bool,
) -> Result<(Read, Story), Failure> {
    let Makings {
        files,
        commit,
        changed,
        ..
    } = makings;
    let root = found.root.as_path();
    let (read, history) = std::thread::scope(|scope| {
        let asked = scope.spawn(|| match commit.as_deref().filter(|_| with_history) {
            Some(commit) => history(root, commit),
            None => Ok(History::default()),
        });
        let read = found.check(files.sources);
        (read, asked.join().expect("asking Git does not panic"))
    });
    let story = Story {
        history: history?,
        templates: files.templates,
        commit,
        changed,
        past: None,
    };
    Ok((read, story))
}

fn history(root: &Path, commit: &str) -> Result<History, Failure> {
    match Repo::open(root)? {
        Some(repo) => repo.history_cached(commit),
        None => Ok(History::default()),
    }
}

impl Makings {
    /// One number for all of it, and for what it is asked with: the days, and whether the history is told.
    pub(in crate::cli) fn print(&self, desk: &Desk<'_>, with_history: bool) -> Fingerprint {
        let asked = format!(
            "{:?} {with_history} {} {}",
            disk::program(),
            desk.today,
            desk.clock
        );
        let state = format!("{:?} {} {}", self.commit, self.changed, self.end);
        sum([asked.as_bytes(), state.as_bytes(), &self.files.print])
    }

    /// Whether the repository is a shallow clone.
    pub(in crate::cli) fn is_shallow(&self) -> bool {
        !self.end.is_empty()
    }

    /// The files of the register.
    pub(in crate::cli) fn sources(&self) -> &Sources {
        &self.files.sources
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    fn at(commit: &str) -> Moment {
        Moment {
            commit: (!commit.is_empty()).then(|| commit.to_owned()),
            is_saving: commit.ends_with('…'),
        }
    }

    /// What comes of it, and how often it was read, where the branch stands so each time it is looked at, and the folder
    /// holds these files each time it is read.
    fn told(moments: &[&str], folder: &[&str]) -> (Option<(String, String, bool)>, usize) {
        let (looked, reads) = (Cell::new(0), Cell::new(0));
        let next = |all: &[&str], at: &Cell<usize>| {
            let now = at.replace(at.get() + 1);
            all[now.min(all.len() - 1)].to_owned()
        };
        let found = of_one_moment(
            || at(&next(moments, &looked)),
            |commit| {
                let files = next(folder, &reads);
                let differs = commit.is_some_and(|commit| commit.trim_end_matches('…') != files);
                Ok((files, differs))
            },
            || {},
        );
        let found = found.ok().map(|(files, moment, differs)| {
            let commit = moment.commit.unwrap_or_default();
            (files, commit.trim_end_matches('…').to_owned(), differs)
        });
        (found, reads.get())
    }

    fn site(files: &str, commit: &str, differs: bool) -> Option<(String, String, bool)> {
        Some((files.to_owned(), commit.to_owned(), differs))
    }

    #[test]
    fn files_and_commit_are_of_one_moment() {
        assert_eq!(told(&["a"], &["a"]), (site("a", "a", false), 1));
        assert_eq!(told(&["a"], &["by hand"]), (site("by hand", "a", true), 1));
        assert_eq!(told(&[""], &["x"]), (site("x", "", false), 1));
        // Saved after the files were read: they are those of the commit before, and it is named.
        assert_eq!(told(&["a", "b"], &["a"]), (site("a", "a", false), 1));
        // Saved while they were read.
        assert_eq!(told(&["a", "b"], &["half", "b"]), (site("b", "b", false), 2));
        // The branch has moved, the files have not.
        assert_eq!(told(&["b…", "b…", "b"], &["a", "b"]), (site("b", "b", false), 2));
        assert_eq!(told(&["b…", "b"], &["b"]), (site("b", "b", false), 1));
        // The first save of all.
        assert_eq!(told(&["", "a"], &["half", "a"]), (site("a", "a", false), 2));
    }

    #[test]
    fn what_never_stands_still_is_a_failure_in_the_end() {
        let moments: Vec<String> = (0..200).map(|number| number.to_string()).collect();
        let moments: Vec<&str> = moments.iter().map(String::as_str).collect();
        assert_eq!(told(&moments, &["half"]), (None, TRIES as usize));
    }
}
