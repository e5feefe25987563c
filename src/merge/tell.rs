//! What is asked, in plain words.

use serde_json::Value as Json;

use super::naming::{File, Name, Sort};
use super::three::Three;
use super::values::Open;
use super::{Conflict, lines};
use crate::compare::{self, Change, Step, What};
use crate::yaml;

/// Longest text told of one version.
const LIMIT: usize = 1200;

/// A file as a person is told of it.
#[derive(Clone, Debug)]
pub(super) struct Subject {
    /// As commands take it: `changes/ward-move`; of other files the path.
    pub(super) record: String,
    /// In words: the change “A ward moves”.
    pub(super) words: String,
}

/// What a file is called where it is asked about: `changes/ward-move`; of other files the path.
pub(super) fn record(name: &Name, sort: Sort, prefix: &str) -> String {
    match (name, sort) {
        (Name::Record((kind, id)), _) => format!("{}/{id}", kind.folder()),
        (Name::Path(_), Sort::Settings) => "register".to_owned(),
        (Name::Path(own), _) => own.strip_prefix(prefix).unwrap_or(own).to_owned(),
    }
}

/// What to call a file.
pub(super) fn subject(name: &Name, sort: Sort, prefix: &str, values: Option<&Json>) -> Subject {
    let record = record(name, sort, prefix);
    let title = values.and_then(|values| {
        let fields = ["title", "name", "item"];
        fields.iter().find_map(|field| values.get(field)?.as_str())
    });
    let words = match (sort, name, title) {
        (Sort::Settings, ..) => "the register".to_owned(),
        (Sort::Record(kind), _, Some(title)) => format!("the {kind} “{title}”"),
        (Sort::Record(kind), Name::Record((_, id)), None) => format!("the {kind} {id}"),
        (Sort::Law, ..) => format!("the provisions in {record}"),
        _ => format!("the file {record}"),
    };
    Subject { record, words }
}

impl Subject {
    /// What is open in a file, as it is asked.
    pub(super) fn asks(&self, open: &Open) -> Conflict {
        let place = compare::place(&open.place);
        let order = if open.is_order { "order of " } else { "" };
        // Where one version emptied the file, it is asked about as a whole.
        let (key, what) = match (open.key(), place) {
            (key, _) if key.is_empty() => (self.record.clone(), self.words.clone()),
            (key, place) => (
                format!("{} {key}", self.record),
                format!("{order}{place} of {}", self.words),
            ),
        };
        let told = open.three.as_ref().map(|value| {
            let value = value.as_ref()?;
            Some(match value {
                Json::Array(names) if open.is_order => {
                    let names: Vec<&str> = names.iter().filter_map(Json::as_str).collect();
                    names.join(", ")
                }
                value => words(&open.place, value),
            })
        });
        let told = shapes_told(told_apart(told), open.three.as_ref());
        Conflict {
            key,
            record: self.record.clone(),
            what,
            base: told.base,
            ours: told.ours,
            theirs: told.theirs,
            why: open.why.clone(),
            takes_text: open.takes_text(),
        }
    }

    /// A file, or what of it has no place of its own, as it is asked about.
    pub(super) fn whole(&self, about: &str, told: Three<Option<String>>, why: String) -> Conflict {
        let about = (!about.is_empty()).then_some(about);
        Conflict {
            key: about.map_or_else(|| self.record.clone(), |about| format!("{} {about}", self.record)),
            record: self.record.clone(),
            what: about.map_or_else(
                || self.words.clone(),
                |about| format!("{about} of {}", self.words),
            ),
            base: told.base,
            ours: told.ours,
            theirs: told.theirs,
            why: Some(why),
            takes_text: false,
        }
    }
}

fn words(place: &[Step], value: &Json) -> String {
    let change = Change {
        place: place.to_vec(),
        what: What::Value {
            old: None,
            new: Some(value.clone()),
        },
    };
    change.told().now.unwrap_or_default()
}

/// The three versions short enough to be read, and yet not alike: where the two sides differ only far into a long text, it is
/// told from a little before that place.
pub(super) fn told_apart(told: Three<Option<String>>) -> Three<Option<String>> {
    const BEFORE: usize = 100;
    let short = told.as_ref().map(|text| text.as_deref().map(clipped));
    let (Some(ours), Some(theirs)) = (&told.ours, &told.theirs) else {
        return short;
    };
    if short.ours != short.theirs || ours == theirs {
        return short;
    }
    let letters = ours.chars().zip(theirs.chars());
    let shared: usize = letters
        .take_while(|(one, other)| one == other)
        .map(|(one, _)| one.len_utf8())
        .sum();
    let skipped = shared.saturating_sub(BEFORE);
    told.map(|text| {
        let text = text?;
        Some(match &text[text.floor_char_boundary(skipped)..] {
            "" => clipped(&text),
            rest => format!("… {}", clipped(rest)),
        })
    })
}

/// The same with what each side's value is, where they read alike: a list of one word is not that word.
fn shapes_told(told: Three<Option<String>>, three: Three<&Option<Json>>) -> Three<Option<String>> {
    if told.ours.is_none() || told.ours != told.theirs {
        return told;
    }
    let say = |told: Option<String>, value: &Option<Json>| {
        let shape = match value.as_ref()? {
            Json::Array(_) => "as a list",
            Json::Object(_) => "as a group of fields",
            _ => "as a single value",
        };
        Some(format!("{}, {shape}", told?))
    };
    Three {
        base: told.base,
        ours: say(told.ours, three.ours),
        theirs: say(told.theirs, three.theirs),
    }
}

fn clipped(text: &str) -> String {
    let end = text.floor_char_boundary(LIMIT);
    if end < text.len() {
        format!("{} …", &text[..end])
    } else {
        text.to_owned()
    }
}

/// What one version made of a record, in words.
pub(super) fn changed(base: &Json, now: &Json) -> String {
    let changes = compare::compare(base, now);
    let told: Vec<String> = changes.iter().map(|change| change.told().to_string()).collect();
    if told.is_empty() {
        "its layout or its place was changed".to_owned()
    } else {
        clipped(&told.join("; "))
    }
}

/// What one version made of a file, in words.
pub(super) fn changed_file(base: Option<&File>, now: &File) -> String {
    let read = |file: &File| yaml::values(&file.bytes);
    match (base.and_then(read), read(now)) {
        (Some(base), Some(now)) => changed(&base, &now),
        _ => format!("{} bytes", now.bytes.len()),
    }
}

/// Three texts: of each, the lines that are its own where both sides changed the same.
pub(super) fn differing(three: &Three<&[u8]>) -> Three<Option<String>> {
    let is_text = |bytes: &&&[u8]| std::str::from_utf8(bytes).is_ok() && !bytes.contains(&0);
    if !three.each().iter().all(is_text) {
        return three.map(|bytes| (!bytes.is_empty()).then(|| format!("{} bytes", bytes.len())));
    }
    let mut told: Three<Vec<u8>> = Three::default();
    for part in lines::parts(three.base, three.ours, three.theirs) {
        if let lines::Part::Open { base, ours, theirs } = part {
            told.base.extend_from_slice(base);
            told.ours.extend_from_slice(ours);
            told.theirs.extend_from_slice(theirs);
        }
    }
    told.map(|bytes| {
        let text = String::from_utf8_lossy(&bytes);
        let text = text.trim_end();
        (!text.is_empty()).then(|| clipped(text))
    })
}
