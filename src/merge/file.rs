//! One file in three versions to one: whether it is there, where it lies, and what it says.

use chrono::NaiveDate;
use serde_json::Value as Json;

use super::guard::{Renamed, guarded};
use super::naming::{File, Name, Sort};
use super::tell::{self, Subject, subject};
use super::three::{Side, Three};
use super::values::{self, weigh};
use super::{Answer, Answers, Conflict, Lines, text};
use crate::record::tombstone;
use crate::yaml;

/// What all files are merged with.
pub(super) struct Bench<'a> {
    pub(super) prefix: &'a str,
    pub(super) answers: &'a Answers,
    pub(super) lines: &'a Lines<'a>,
    pub(super) renamed: &'a Renamed<'a>,
    pub(super) today: NaiveDate,
}

/// A file merged, or what has to be asked first.
pub(super) type Ending = Result<Option<File>, Vec<Conflict>>;

/// Why a record that was withdrawn stays so.
const WITHDRAWN: &str = "it was withdrawn in one version and changed in the other, and what was withdrawn does not come back under its id";

/// Merges the versions of one file.
pub(super) fn merged(name: &Name, sort: Sort, three: &Three<Option<File>>, bench: &Bench<'_>) -> Ending {
    if let Some(side) = three.settled(|one, other| one == other) {
        return Ok(three.of(side).clone());
    }
    let work = Work {
        name,
        sort,
        three,
        bench,
    };
    match (&three.ours, &three.theirs) {
        (Some(ours), Some(theirs)) => work.both(three.base.as_ref(), ours, theirs),
        _ => work.removed(three),
    }
}

/// The values that a file is called by in a message: ours, or else what there is.
fn shown(three: &Three<Option<File>>) -> Option<Json> {
    let files = [&three.ours, &three.theirs, &three.base];
    let mut each = files
        .iter()
        .filter_map(|file| yaml::values(&file.as_ref()?.bytes));
    each.find(|values| values.get(tombstone::FIELD).is_none())
}

struct Work<'a> {
    name: &'a Name,
    sort: Sort,
    three: &'a Three<Option<File>>,
    bench: &'a Bench<'a>,
}

impl Work<'_> {
    /// The file as a person is told of it.
    fn subject(&self) -> Subject {
        subject(
            self.name,
            self.sort,
            self.bench.prefix,
            shown(self.three).as_ref(),
        )
    }

    fn answer(&self, about: &str) -> Option<&Answer> {
        if self.bench.answers.is_empty() {
            return None;
        }
        let record = tell::record(self.name, self.sort, self.bench.prefix);
        if about.is_empty() {
            self.bench.answers.get(&record)
        } else {
            self.bench.answers.get(&format!("{record} {about}"))
        }
    }

    /// Asks for one of two versions, unless the answer is known.
    fn choose(&self, about: &str, told: Three<Option<String>>, why: &str) -> Result<Side, Vec<Conflict>> {
        let why = match self.answer(about) {
            Some(Answer::Ours) => return Ok(Side::Ours),
            Some(Answer::Theirs) => return Ok(Side::Theirs),
            Some(Answer::Text(_)) => format!("{why}; only one of the two versions can be chosen"),
            None => why.to_owned(),
        };
        Err(vec![self.subject().whole(about, told, why)])
    }

    /// One side removed what the other changed.
    fn removed(&self, three: &Three<Option<File>>) -> Ending {
        let base = three.base.as_ref();
        let told = three.as_ref().map(|file| {
            let file = file.as_ref()?;
            Some(tell::changed_file(base, file))
        });
        let told = Three { base: None, ..told };
        let why = "it was removed in one version and changed in the other";
        self.choose("", told, why).map(|side| three.of(side).clone())
    }

    /// Both sides have it, and differently.
    fn both(&self, base: Option<&File>, ours: &File, theirs: &File) -> Ending {
        let path = self.path(base, ours, theirs);
        let three = Three {
            base: base.map_or(&[][..], |file| &file.bytes),
            ours: &ours.bytes,
            theirs: &theirs.bytes,
        };
        let bytes = match three.settled(|one, other| one == other) {
            Some(side) => Ok(three.of(side).to_vec()),
            None => self.content(base.is_some(), &three),
        };
        match (path, bytes) {
            (Ok(path), Ok(bytes)) => Ok(Some(File { path, bytes })),
            (path, bytes) => Err([path.err(), bytes.err()]
                .into_iter()
                .flatten()
                .flatten()
                .collect()),
        }
    }

    /// Where it lies: a move is kept.
    fn path(&self, base: Option<&File>, ours: &File, theirs: &File) -> Result<String, Vec<Conflict>> {
        let three = Three {
            base: base.map(|file| file.path.clone()),
            ours: Some(ours.path.clone()),
            theirs: Some(theirs.path.clone()),
        };
        let side = match three.settled(|one, other| one == other) {
            Some(side) => side,
            None => self.choose("folder", three.clone(), "it was moved to two places")?,
        };
        Ok(match side {
            Side::Ours => ours.path.clone(),
            Side::Theirs => theirs.path.clone(),
        })
    }

    fn content(&self, has_base: bool, three: &Three<&[u8]>) -> Result<Vec<u8>, Vec<Conflict>> {
        let read = |bytes: &[u8]| yaml::values(bytes).filter(|value| value.is_object() || value.is_null());
        let values = match (read(three.base), read(three.ours), read(three.theirs)) {
            (base, Some(ours), Some(theirs)) if self.sort != Sort::Plain && (base.is_some() || !has_base) => {
                Three {
                    base: base.unwrap_or(Json::Null),
                    ours,
                    theirs,
                }
            }
            _ => return self.by_lines(three),
        };
        if let Some(ending) = self.withdrawn(three, &values) {
            return ending;
        }
        let decided = self.decided(&values).map_err(|open| {
            let subject = self.subject();
            open.iter().map(|open| subject.asks(open)).collect::<Vec<_>>()
        })?;
        text::composed(three, &values, &decided, self.bench.lines).or_else(|failed| {
            if failed.is_empty() {
                return self.whole(three);
            }
            let told = Three {
                base: None,
                ours: failed.ours.clone(),
                theirs: failed.theirs.clone(),
            };
            let why = "both versions changed comments, or what stands beside them, at one place; those of one version have to give way";
            self.choose("comments", told, why).map(|side| failed.text(side))
        })
    }

    /// A file that is no record, or cannot be read as one.
    fn by_lines(&self, three: &Three<&[u8]>) -> Result<Vec<u8>, Vec<Conflict>> {
        let sound = |bytes: &[u8]| self.sort == Sort::Plain || yaml::values(bytes).is_some();
        let asks_sound = sound(three.ours) || sound(three.theirs);
        match (self.bench.lines)(three.base, three.ours, three.theirs) {
            Some(merged) if !asks_sound || sound(&merged) => Ok(merged),
            _ => self.whole(three),
        }
    }

    fn whole(&self, three: &Three<&[u8]>) -> Result<Vec<u8>, Vec<Conflict>> {
        let why = "both versions changed the same lines of this file";
        self.choose("", tell::differing(three), why)
            .map(|side| three.of(side).to_vec())
    }

    /// One side withdrew what the other changed. A tombstone is never filled.
    fn withdrawn(
        &self,
        three: &Three<&[u8]>,
        values: &Three<Json>,
    ) -> Option<Result<Vec<u8>, Vec<Conflict>>> {
        self.sort.kind()?;
        let is_gone = |values: &Json| values.get(tombstone::FIELD).is_some();
        let gone = match (is_gone(&values.ours), is_gone(&values.theirs)) {
            (true, false) => Side::Ours,
            (false, true) => Side::Theirs,
            _ => return None,
        };
        let told = |own: &Json| {
            let base = if is_gone(own) { &Json::Null } else { &values.base };
            Some(tell::changed(base, own))
        };
        let told = Three {
            base: None,
            ours: told(&values.ours),
            theirs: told(&values.theirs),
        };
        Some(match self.choose("", told.clone(), WITHDRAWN) {
            Ok(side) if side != gone => {
                let why = format!("this cannot be chosen: {WITHDRAWN}");
                Err(vec![self.subject().whole("", told, why)])
            }
            chosen => chosen.map(|side| three.of(side).to_vec()),
        })
    }

    /// The values that the file comes to.
    fn decided(&self, three: &Three<Json>) -> Result<Json, Vec<values::Open>> {
        let asked = |key: &str| self.answer(key).cloned();
        let weighed = weigh(self.sort, three.as_ref(), &asked);
        if !weighed.open.is_empty() {
            return Err(weighed.open);
        }
        let Some(kind) = self.sort.kind() else {
            return Ok(weighed.value);
        };
        guarded(
            kind,
            three,
            weighed.value,
            &asked,
            self.bench.renamed,
            self.bench.today,
        )
    }
}
