//! The home page: which changes were judged substantial, by whom, and what is missing here.

use serde::Serialize;

use crate::record::Entry;
use crate::record::change::Change;

use super::changes::Row;
use super::frame::Head;
use super::judgement::{Judgement, Overall, Standing};
use super::piece::Linked;
use super::{Here, due, registers, updates, words};
use crate::site::{Lists, PagePath};

/// How many changes the table shows.
const SHOWN: usize = 20;
/// How many updates are shown.
const UPDATES: usize = 5;
/// How many records each of them names.
const NAMED: usize = 4;

/// What the home page says.
#[derive(Debug, Serialize)]
pub struct HomeView {
    name: String,
    about: Option<String>,
    areas: Option<String>,
    counts: Vec<Count>,
    /// Where every change that a council judged substantial is shown, those changes.
    substantial: Vec<Row>,
    rows: Vec<Row>,
    /// The way to all changes, where the table does not show them all.
    more: Option<Linked>,
    due: due::Due,
    missing: Vec<String>,
    updates: Vec<updates::Row>,
    all_updates: String,
    holds: String,
    edition: Edition,
    data: String,
    /// Which registers the site joins, where it does.
    registers: Option<registers::Front>,
}

/// How many changes have one status.
#[derive(Debug, Serialize)]
struct Count {
    number: String,
    words: &'static str,
    shape: &'static str,
}

/// From which state of the records the site was made, and by which version.
#[derive(Debug, Serialize)]
struct Edition {
    commit: Option<String>,
    short: Option<String>,
    uncommitted: bool,
    version: &'static str,
}

/// What surrounds the page.
pub fn head(here: Here<'_, '_>) -> Head {
    let settings = here.register().settings.as_ref();
    Head {
        title: here.register().name().to_owned(),
        about: settings.and_then(|settings| Some(settings.about.as_ref()?.to_string())),
        ..Head::default()
    }
}

/// What the page says.
pub fn view(here: Here<'_, '_>, lists: &Lists<'_>) -> HomeView {
    let (all, updates) = (&lists.changes, &lists.updates);
    let register = here.register();
    let settings = register.settings.as_ref();
    let overall: Vec<Overall> = all
        .iter()
        .map(|entry| Judgement::of(register, entry).overall)
        .collect();
    let judged = |entry: &&&Entry<Change>| Judgement::of(register, entry).count(Standing::Substantial) > 0;
    let substantial: Vec<Row> = all
        .iter()
        .filter(judged)
        .take(SHOWN)
        .map(|entry| Row::new(here, entry))
        .collect();
    let areas: Vec<&str> = settings.map_or_else(Vec::new, |settings| {
        settings.areas.iter().map(|area| &*area.value).collect()
    });
    let commit = here.input.edition.commit.clone();
    HomeView {
        name: register.name().to_owned(),
        about: settings.and_then(|settings| Some(settings.about.as_ref()?.to_string())),
        areas: (!areas.is_empty()).then(|| words::several(&areas, "and")),
        counts: counts(&overall),
        // A list of its own is of use only where the table beside it does not show all.
        substantial: if all.len() > SHOWN {
            substantial
        } else {
            Vec::new()
        },
        rows: all
            .iter()
            .take(SHOWN)
            .map(|entry| Row::new(here, entry))
            .collect(),
        more: (all.len() > SHOWN).then(|| Linked {
            words: format!("All {} changes", words::grouped(all.len())),
            address: here.to(&PagePath::list("changes", 1)),
        }),
        missing: settings.map_or_else(Vec::new, |settings| {
            settings
                .missing
                .iter()
                .map(|missing| missing.to_string())
                .collect()
        }),
        due: due::view(here, &lists.duties),
        updates: updates::newest(here, updates, UPDATES, NAMED),
        all_updates: here.to(&PagePath::list("updates", 1)),
        holds: holds(here),
        edition: Edition {
            short: commit.as_ref().map(|commit| commit.chars().take(10).collect()),
            commit,
            uncommitted: here.input.edition.uncommitted,
            version: here.input.edition.version,
        },
        data: here.to(&PagePath::register()),
        registers: registers::front(here),
    }
}

fn counts(overall: &[Overall]) -> Vec<Count> {
    let of = |wanted: &[Overall]| words::grouped(overall.iter().filter(|own| wanted.contains(own)).count());
    let count = |words, shape, wanted: &[Overall]| Count {
        number: of(wanted),
        words,
        shape,
    };
    let mut counts = vec![
        count("Judged substantial", "substantial", &[Overall::Substantial]),
        count(
            "Judged not substantial",
            "not-substantial",
            &[Overall::NotSubstantial],
        ),
        count("Views differ", "differ", &[Overall::Differ, Overall::Several]),
        count(
            "No view recorded",
            "silent",
            &[Overall::Silent, Overall::Awaiting],
        ),
    ];
    if overall.contains(&Overall::Withdrawn) {
        counts.push(count("Withdrawn", "withdrawn", &[Overall::Withdrawn]));
    }
    counts
}

fn holds(here: Here<'_, '_>) -> String {
    let register = here.register();
    let each = [
        words::count(register.changes.len(), "change", "changes"),
        words::count(register.determinations.len(), "recorded view", "recorded views"),
        words::count(register.resolutions.len(), "resolution", "resolutions"),
        words::count(register.duties.len(), "duty", "duties"),
        words::count(register.bodies.len(), "body", "bodies"),
    ];
    words::several(&each, "and")
}
