//! What happened to each record, commit by commit: values only, read from Git by [`git`](crate::git).

use std::collections::BTreeMap;
use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::record::Kind;
use crate::value::{from_hexadecimal, hexadecimal};

/// One commit that touched records.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Commit {
    /// The commit's full name, in hexadecimal.
    pub id: String,
    /// The day the change was made, by its author's own clock.
    pub on: NaiveDate,
    /// Who made it, by name; never an e-mail address.
    pub by: String,
    /// The first line of its message.
    pub summary: String,
}

/// Whether one of the commits that touched a record, newest first, is the one to tell what was put right in it on that day: the
/// last that is called a correction, as `scrutiny correct` calls it, and where none is, the last.
pub fn tells_corrections(commits: &[Commit], touches: &[(u32, Touch)], place: u32) -> bool {
    let commit = |place: u32| &commits[place as usize];
    let day = commit(place).on;
    let of_day = || {
        let places = touches.iter().map(|(place, _)| *place);
        places.filter(|other| commit(*other).on == day)
    };
    // As the command names its commit: `Correct resolution: ID`.
    let corrects = |place: &u32| {
        let words = commit(*place).summary.strip_prefix("Correct ");
        let kind = words.and_then(|words| words.split_once(": "));
        kind.is_some_and(|(kind, _)| Kind::from_word(kind).is_some())
    };
    of_day().find(corrects).or_else(|| of_day().next()) == Some(place)
}

/// What a commit did to a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Touch {
    /// The record is new.
    Added,
    /// The record was there and differs.
    Changed,
    /// The record is gone.
    Removed,
}

/// What Git names a text by, so that it can be found again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct TextId(pub [u8; 20]);

/// A record's text before a commit and after it; none where there was none, or it is not told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Texts {
    /// Before: on the side that the commit went on from.
    pub old: Option<TextId>,
    /// After.
    pub new: Option<TextId>,
}

impl TextId {
    /// A name in hexadecimal.
    pub fn parse(text: &str) -> Option<Self> {
        from_hexadecimal(text).map(Self)
    }
}

impl fmt::Display for TextId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&hexadecimal(&self.0))
    }
}

/// One step in the story of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Revision<'h> {
    /// The commit.
    pub commit: &'h Commit,
    /// What it did to the record.
    pub touch: Touch,
    /// What the record said before and after.
    pub texts: Texts,
}

/// The story of every record, from one walk of the commits.
///
/// A record is named by its kind's folder and its id (`bodies/kent-hosc`), not by its path: filing it under
/// another year does not end its story.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct History {
    /// The commit the walk began at; none where there is no history.
    pub head: Option<String>,
    /// Every commit that touched a record, newest first.
    pub commits: Vec<Commit>,
    /// For each record the commits that touched it, as places in `commits`, newest first.
    pub touches: BTreeMap<String, Vec<(u32, Touch)>>,
    /// For each of those commits the texts of the record, in the same order.
    pub texts: BTreeMap<String, Vec<Texts>>,
    /// The ids of records that are not published, and so are named nowhere, each with how many commits touched it;
    /// gathered when it is told.
    #[serde(default)]
    pub unpublished: BTreeMap<String, usize>,
    /// Whether commits before the oldest are missing here, as in a shallow clone.
    pub cut_short: bool,
}

impl History {
    /// The story of one record, newest first.
    pub fn of<'h>(&'h self, record: &str) -> impl Iterator<Item = Revision<'h>> {
        let touches = self.touches.get(record).map_or(&[][..], Vec::as_slice);
        let texts = self.texts.get(record).map_or(&[][..], Vec::as_slice);
        let touches = touches.iter().enumerate();
        touches.map(|(at, (commit, touch))| Revision {
            commit: &self.commits[*commit as usize],
            touch: *touch,
            texts: texts.get(at).copied().unwrap_or_default(),
        })
    }

    /// For each commit, newest first, the records it touched, in order of name.
    pub fn by_commit(&self) -> Vec<(&Commit, Vec<(&str, Touch)>)> {
        let mut list: Vec<(&Commit, Vec<(&str, Touch)>)> =
            self.commits.iter().map(|commit| (commit, Vec::new())).collect();
        for (record, touches) in &self.touches {
            for (commit, touch) in touches {
                list[*commit as usize].1.push((record, *touch));
            }
        }
        list
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn corrections_are_told_with_what_is_called_one_and_once() {
        let day = |day| NaiveDate::from_ymd_opt(2026, 3, day).expect("a day");
        let commit = |on, summary: &str| Commit {
            id: summary.to_owned(),
            on,
            by: "A Clerk".to_owned(),
            summary: summary.to_owned(),
        };
        let commits = [
            commit(day(3), "Edit resolution: stroke"),
            commit(day(2), "Correct the account of what was said"),
            commit(day(2), "Correct resolution: stroke"),
            commit(day(2), "Confirm resolution: stroke"),
            commit(day(1), "Rename resolution: stroke to hips"),
            commit(day(1), "Edit resolution: stroke"),
        ];
        let touches: Vec<(u32, Touch)> = (0..6).map(|place| (place, Touch::Changed)).collect();
        let tell = (0..6).filter(|place| tells_corrections(&commits, &touches, *place));
        assert_eq!(tell.collect::<Vec<u32>>(), [0, 2, 4]);
    }
}
