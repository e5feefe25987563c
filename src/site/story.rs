//! The history as it may be told: nothing in it speaks of what is not published.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::history::{Commit, History, Texts, Touch};
use crate::record::correction::Correction;
use crate::record::{Kind, RecordId};
use crate::register::Register;

/// What stands in the place of a commit's own words where those may speak of something that is not published.
pub const LEFT_OUT: &str =
    "The note on this change is left out: it also concerns a record that is not published here";

/// The history of what is published.
///
/// The first line of a commit is free text and mostly holds titles: "Add change: A ward moves". A commit that also touched
/// a draft, a withdrawn record or one that is gone may therefore tell of it. Its own words are left out then, whole: no
/// search for titles in them could be sure, because they may be shortened, misspelt or those of an earlier day. A commit
/// that touched nothing else is left out with all it says. What was done under a former id belongs to the record that has
/// another now.
///
/// `register` is the published one.
pub fn told(history: &History, register: &Register) -> History {
    let mut told: BTreeMap<String, BTreeMap<u32, (Touch, Texts)>> = BTreeMap::new();
    let mut unpublished = BTreeMap::new();
    let mut shows = vec![false; history.commits.len()];
    let mut hides = vec![false; history.commits.len()];
    let public = history.touches.par_iter().map(|(name, touches)| {
        let public = public_name(register, name);
        let is_withheld = public.as_ref().is_some_and(|name| withholds(register, name));
        (name, touches, public, is_withheld)
    });
    for (name, touches, public, is_withheld) in public.collect::<Vec<_>>() {
        if public.is_none()
            && let Some(id) = hidden(register, name)
        {
            *unpublished.entry(id.to_owned()).or_insert(0) += touches.len();
        }
        let texts = history.texts.get(name).map_or(&[][..], Vec::as_slice);
        for (at, (commit, touch)) in touches.iter().enumerate() {
            let Some(name) = &public else {
                hides[*commit as usize] = true;
                continue;
            };
            shows[*commit as usize] = true;
            hides[*commit as usize] |= is_withheld;
            let step = (*touch, texts.get(at).copied().unwrap_or_default());
            let own = told.entry(name.clone()).or_default();
            let both = own.get(commit).map_or(step, |other| joined(*other, step));
            own.insert(*commit, both);
        }
    }
    // Places among the commits that are kept.
    let mut places = Vec::with_capacity(shows.len());
    let mut commits = Vec::new();
    for (number, commit) in history.commits.iter().enumerate() {
        places.push(u32::try_from(commits.len()).unwrap_or(u32::MAX));
        if shows[number] {
            commits.push(retold(commit, hides[number]));
        }
    }
    let (mut touches, mut texts) = (BTreeMap::new(), BTreeMap::new());
    for (name, steps) in told {
        let place = |(commit, (touch, _)): (&u32, &(Touch, Texts))| (places[*commit as usize], *touch);
        touches.insert(name.clone(), steps.iter().map(place).collect());
        texts.insert(name, steps.into_values().map(|(_, texts)| texts).collect());
    }
    History {
        head: history.head.clone(),
        commits,
        touches,
        texts,
        unpublished,
        cut_short: history.cut_short,
    }
}

/// The id of a record that is not to be named; none of one whose tombstone names it.
fn hidden<'n>(register: &Register, name: &'n str) -> Option<&'n str> {
    let (folder, id) = name.split_once('/')?;
    let kind = Kind::from_folder(folder)?;
    let own = RecordId::new(id).ok()?;
    register.withdrawal(kind, &own).is_none().then_some(id)
}

/// Whether a correction of a published record keeps words back. A commit's own words may hold them, too.
fn withholds(register: &Register, name: &str) -> bool {
    let entry = name.split_once('/').and_then(|(folder, id)| {
        let id = RecordId::new(id).ok()?;
        register.entry(Kind::from_folder(folder)?, &id)
    });
    entry.is_some_and(|entry| {
        let mut corrections = entry.corrections.iter();
        corrections.any(Correction::withholds)
    })
}

fn retold(commit: &Commit, hide: bool) -> Commit {
    let mut told = commit.clone();
    if hide {
        LEFT_OUT.clone_into(&mut told.summary);
    }
    told
}

/// The name under which a record is published; `None` where it is not.
fn public_name(register: &Register, name: &str) -> Option<String> {
    // What the register says of itself, and its own law, are published as they are.
    let Some((folder, id)) = name.split_once('/') else {
        return Some(name.to_owned());
    };
    if folder == "law" {
        return Some(name.to_owned());
    }
    let id = RecordId::new(id).ok()?;
    if folder == "pages" {
        return register.pages.contains_key(&id).then(|| name.to_owned());
    }
    let kind = Kind::from_folder(folder)?;
    let id = register.renamed(kind, &id).unwrap_or(&id);
    register
        .entry(kind, id)
        .is_some()
        .then(|| format!("{folder}/{id}"))
}

/// What one commit did to a record under its former id and under its own.
fn joined(one: (Touch, Texts), other: (Touch, Texts)) -> (Touch, Texts) {
    let touch = if one.0 == other.0 { one.0 } else { Touch::Changed };
    let texts = Texts {
        old: one.1.old.or(other.1.old),
        new: one.1.new.or(other.1.new),
    };
    (touch, texts)
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;
    use crate::source::{Source, Sources};

    fn commit(id: &str, summary: &str) -> Commit {
        Commit {
            id: id.to_owned(),
            on: NaiveDate::from_ymd_opt(2026, 3, 1).expect("a day"),
            by: "A Clerk".to_owned(),
            summary: summary.to_owned(),
        }
    }

    #[test]
    fn words_about_what_is_not_published_are_left_out_and_a_renamed_record_keeps_its_story() {
        let files = [
            ("bodies/north.yaml", "name: North\nrole: icb\naliases: [south]\n"),
            ("bodies/secret.yaml", "name: Secret\nrole: icb\nstatus: draft\n"),
            (
                "bodies/gone.yaml",
                "withdrawn: {date: 2026-03-01, reason: Recorded twice.}\n",
            ),
        ];
        let files = files.map(|(path, text)| Source::from_bytes(format!("records/{path}"), text.into()));
        let register = Register::build(&Sources::new(files.into())).0.published();
        let touches = [
            ("bodies/gone", vec![(0, Touch::Changed), (3, Touch::Added)]),
            ("bodies/north", vec![(1, Touch::Added), (2, Touch::Added)]),
            ("bodies/secret", vec![(2, Touch::Added)]),
            ("bodies/south", vec![(1, Touch::Removed), (4, Touch::Added)]),
            ("law/own", vec![(4, Touch::Added)]),
            ("register", vec![(4, Touch::Added)]),
        ];
        let history = History {
            head: Some("a".to_owned()),
            commits: vec![
                commit("a", "Withdraw Gone"),
                commit("b", "Rename South to North"),
                commit("c", "Add North and Secret"),
                commit("d", "Add Gone"),
                commit("e", "Add South"),
            ],
            touches: touches
                .into_iter()
                .map(|(name, touches)| (name.to_owned(), touches))
                .collect(),
            cut_short: true,
            ..History::default()
        };
        let told = told(&history, &register);
        let story: Vec<(&str, Touch)> = told
            .of("bodies/north")
            .map(|step| (step.commit.summary.as_str(), step.touch))
            .collect();
        assert_eq!(
            story,
            [
                ("Rename South to North", Touch::Changed),
                (LEFT_OUT, Touch::Added),
                ("Add South", Touch::Added),
            ]
        );
        assert_eq!(told.commits.len(), 3, "{told:?}");
        assert_eq!(told.touches.len(), 3);
        assert!(told.cut_short);
    }
}
