//! What is said of a site of several registers: what was left out and why, what would be made, what was written.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use chrono::NaiveDate;
use serde_json::{Value as Json, json};

use super::super::desk::Desk;
use super::super::make;
use super::super::table::Table;
use crate::audit::pages::Stated;
use crate::disk::{self, Written};
use crate::failure::{Exit, Failure};
use crate::nation::{Joined, Reason, Trust};
use crate::record::{Kind, RecordId};
use crate::register::Key;
use crate::site::PagePath;
use crate::view::registers;
use crate::view::words::counted;

/// What a site of several registers says that it was made from.
pub(super) struct Built {
    /// The day for which it was made.
    pub(super) day: NaiveDate,
    /// Whether it tells the history of its records.
    pub(super) tells_history: bool,
    commits: BTreeMap<String, String>,
    left_out: BTreeMap<String, Reason>,
    /// The ids that it tells apart.
    pub(super) several: BTreeSet<Key>,
}

impl Built {
    /// The commit of a register, or why it was left out; none of one that the site did not know.
    pub(super) fn held(&self, prefix: &str) -> Option<Result<&str, Reason>> {
        let left = self.left_out.get(prefix).map(|reason| Err(*reason));
        left.or_else(|| self.commits.get(prefix).map(|commit| Ok(commit.as_str())))
    }
}

/// Reads what a site says that it was made from.
pub(super) fn built(site: &Path) -> Result<Built, Failure> {
    let no_site = || {
        Failure::with(
            Exit::Usage,
            format!("{} holds no site of several registers", site.display()),
        )
        .cure("name the folder of a site that `scrutiny nation` wrote")
    };
    let read = |path: &str| disk::published_file(site, path);
    let stated = read("register.json")
        .and_then(|bytes| Stated::read(&bytes))
        .ok_or_else(no_site)?;
    let data = read(registers::data_path().as_str()).ok_or_else(no_site)?;
    let data: Json = serde_json::from_slice(&data).map_err(|_| no_site())?;
    let day = stated
        .as_at
        .as_deref()
        .and_then(|day| day.parse().ok())
        .ok_or_else(no_site)?;
    let list = |name: &str| data[name].as_array().ok_or_else(no_site);
    let word = |part: &Json, name: &str| part[name].as_str().map(str::to_owned);
    let commit = |part: &Json| Some((word(part, "prefix")?, word(part, "commit")?));
    let left = |part: &Json| {
        let mistakes = part["mistakes"]
            .as_u64()
            .and_then(|many| usize::try_from(many).ok());
        let reason = Reason::from_word(part["reason"].as_str()?, mistakes.unwrap_or(0))?;
        Some((word(part, "prefix")?, reason))
    };
    Ok(Built {
        day,
        tells_history: stated.history.as_deref() != Some("none"),
        commits: list("registers")?.iter().filter_map(commit).collect(),
        several: several(&data),
        left_out: list("left_out")?.iter().filter_map(left).collect(),
    })
}

/// The ids that the site in a folder tells apart; none where there is no such site yet.
pub(super) fn told_apart(site: &Path) -> BTreeSet<Key> {
    let data = disk::published_file(site, registers::data_path().as_str());
    let data = data.and_then(|bytes| serde_json::from_slice::<Json>(&bytes).ok());
    data.map(|data| several(&data)).unwrap_or_default()
}

fn several(data: &Json) -> BTreeSet<Key> {
    let key = |one: &Json| {
        let kind = Kind::from_word(one["kind"].as_str()?)?;
        Some((kind, RecordId::new(one["id"].as_str()?).ok()?))
    };
    let all = data["held_by_several"].as_array().into_iter().flatten();
    all.filter_map(key).collect()
}

/// Tells which registers are left out, each with the reason and what was found.
pub(super) fn left_out(desk: &Desk<'_>, joined: &Joined, is_all: bool) {
    let Some(nation) = &joined.register.nation else {
        return;
    };
    for left in &nation.left_out {
        desk.output.aloud(&format!(
            "{} ({}) is left out: {}\n  found: {}\n  cure: {}\n",
            left.name,
            left.prefix,
            left.reason.sentence(),
            left.detail,
            left.reason.cure()
        ));
    }
    if !is_all {
        for part in nation.parts.iter().filter(|part| part.own_law > 0) {
            desk.output.say(&format!(
                "{} ({}) has {} of its own law; they hold on its own site and are not applied here.",
                part.name,
                part.prefix,
                counted(part.own_law, "provision")
            ));
        }
    }
}

/// All that is told, as data.
pub(super) fn data(joined: &Joined) -> Json {
    let Some(nation) = &joined.register.nation else {
        return Json::Null;
    };
    let mut data = registers::as_json(nation);
    // What was found is told here, and not on the site: it may name folders.
    if let Some(left) = data["left_out"].as_array_mut() {
        for (told, left) in left.iter_mut().zip(&nation.left_out) {
            told["found"] = left.detail.clone().into();
        }
    }
    data
}

/// Tells what would become of each register.
pub(super) fn dry(desk: &Desk<'_>, joined: &Joined, is_whole: bool) {
    let Some(nation) = &joined.register.nation else {
        return;
    };
    if desk.output.is_json() {
        desk.output.judged(is_whole, &data(joined));
    } else {
        let mut table = Table {
            columns: vec!["prefix", "register", "commit", "records", "changed", "signed"],
            rows: Vec::new(),
        };
        for part in &nation.parts {
            table.rows.push(vec![
                part.prefix.clone(),
                part.name.clone(),
                part.commit.chars().take(10).collect(),
                part.counts.iter().sum::<usize>().to_string(),
                part.changed
                    .map_or_else(|| "unknown".to_owned(), |day| day.to_string()),
                match part.trust {
                    Trust::NotAsked => "not asked".to_owned(),
                    Trust::Signed(commits) => counted(commits, "commit"),
                },
            ]);
        }
        desk.output.table(&table, || Json::Null);
        desk.output.say(&format!(
            "{}, {} in several of them, {} recorded by several.",
            counted(nation.parts.len(), "register"),
            counted(nation.several.len(), "id"),
            counted(nation.shared.len(), "body")
        ));
    }
    desk.output.next("make the site: the same without --dry-run");
}

/// Tells what became of the files.
pub(super) fn written(
    desk: &Desk<'_>,
    folder: &Path,
    told: &Json,
    files: usize,
    written: &Written,
    is_whole: bool,
) {
    if desk.output.is_json() {
        desk.output.judged(
            is_whole,
            &json!({
                "folder": folder, "files": files, "written": written.written,
                "unchanged": written.unchanged, "removed": written.removed, "of": told,
            }),
        );
    }
    desk.output.say(&make::made(files, written));
    let page = folder.join(PagePath::list(registers::FOLDER, 1).as_str());
    desk.output.next(&format!(
        "open {} in a browser: it names the registers, and what is left out",
        page.display()
    ));
}
