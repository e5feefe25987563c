//! The story of one record, newest first: each commit, and under it what differed.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value as Json, json};

use super::{Log, Wanted, short, word};
use crate::cli::desk::{Desk, Found};
use crate::cli::name;
use crate::cli::output::Table;
use crate::cli::screen::Screen;
use crate::cli::told::{self, Tense};
use crate::compare::text::{self, State};
use crate::compare::{Between, between};
use crate::failure::{Exit, Failure};
use crate::git::Repo;
use crate::history::{Commit, History, TextId, Texts, Touch};
use crate::record::Kind;
use crate::register::Register;
use crate::shape::nearest;
use crate::value::PartialDate;

/// One commit of the story.
struct Step<'h> {
    commit: &'h Commit,
    touch: Touch,
    /// The name the record had after it.
    record: String,
    /// The name it had before, where the commit gave it another.
    former: Option<String>,
    between: Between,
    /// Whether what the record said is left out.
    hushed: bool,
}

pub(super) fn tell(
    log: &Log,
    desk: &Desk<'_>,
    found: &Found<'_>,
    history: &History,
    asked: &str,
    wanted: &Wanted,
) -> Result<Exit, Failure> {
    let Some(repo) = &found.repo else {
        return Ok(Exit::Fine);
    };
    let key = meant(history, found, asked)?;
    let Some(key) = key else {
        desk.output
            .say("This record has not been saved yet, so nothing has happened to it.");
        return Ok(Exit::Fine);
    };
    let (key, newest) = followed(repo, history, key)?;
    let is_withdrawn = newest
        .as_ref()
        .is_some_and(|tree| text::state(tree) == State::Withdrawn);
    // A tombstone names no former ids: the text before it does.
    let before = match history.of(&key).next() {
        Some(last) if is_withdrawn => tree(repo, last.texts.old)?,
        _ => None,
    };
    let mut all = touches(history, &names(history, &key, newest.iter().chain(&before)));
    all.retain(|(place, _)| wanted.holds(&history.commits[*place as usize]));
    let total = all.len();
    all.truncate(log.most);
    let hushed = is_withdrawn && !log.withdrawn_words;
    let steps = steps(repo, history, all, hushed)?;
    if is_withdrawn {
        desk.output.say(if hushed {
            "This record was withdrawn, so what it said is left out here: --withdrawn-words shows it, as Git still holds it."
        } else {
            "This record was withdrawn: what it said is shown here, and must not be passed on."
        });
    }
    print(log, desk, &key, newest.as_ref(), &steps);
    log.tell_more(desk, total);
    Ok(Exit::Fine)
}

/// The record that is meant, by its name in the history; none where it is not in it yet.
fn meant(history: &History, found: &Found<'_>, asked: &str) -> Result<Option<String>, Failure> {
    if history.touches.contains_key(asked) {
        return Ok(Some(asked.to_owned()));
    }
    let (folder, stem) = match asked.split_once('/') {
        Some((kind, stem)) => match Kind::from_word(kind) {
            Some(kind) => (Some(kind.folder()), stem),
            None => (Some(kind), stem),
        },
        None => (None, asked),
    };
    let stem = stem.trim_end_matches(".yaml");
    let split = |name: &'_ String| {
        let (own, id) = name.split_once('/')?;
        folder
            .is_none_or(|folder| folder == own)
            .then(|| (own.to_owned(), id.to_owned()))
    };
    let all: Vec<(String, String)> = history.touches.keys().filter_map(split).collect();
    let named = |found: Vec<&(String, String)>| -> Vec<String> {
        found
            .into_iter()
            .map(|(folder, id)| format!("{folder}/{id}"))
            .collect()
    };
    let exact = named(all.iter().filter(|(_, id)| id == stem).collect());
    let several = match exact.is_empty() {
        true => named(all.iter().filter(|(_, id)| id.starts_with(stem)).collect()),
        false => exact,
    };
    match several.as_slice() {
        [one] => return Ok(Some(one.clone())),
        [] => {}
        several => {
            let shown: Vec<&str> = several.iter().take(8).map(String::as_str).collect();
            let more = several.len() - shown.len();
            let tail = match more {
                0 => String::new(),
                more => format!(" and {more} more"),
            };
            return Err(
                Failure::with(Exit::Usage, format!("`{asked}` could be more than one record"))
                    .cure(format!("name one of: {}{tail}", shown.join(", "))),
            );
        }
    }
    // One that is in the folder, and not saved yet.
    let (register, _) = Register::build(&found.sources()?);
    match name::find(&register, asked) {
        Ok((kind, id)) => {
            let key = format!("{}/{id}", kind.folder());
            Ok(history.touches.contains_key(&key).then_some(key))
        }
        Err(failure) => Err(match nearest(stem, all.iter().map(|(_, id)| id.as_str())) {
            Some(near) if failure.exit == Exit::NotFound => failure.cure(format!("did you mean `{near}`?")),
            _ => failure,
        }),
    }
}

/// The name that a record has now, and its newest text: one that is gone may have another id since.
fn followed(repo: &Repo, history: &History, key: String) -> Result<(String, Option<Json>), Failure> {
    let mut key = key;
    let mut seen = BTreeSet::new();
    loop {
        let Some(last) = history.of(&key).next() else {
            return Ok((key, None));
        };
        if last.touch != Touch::Removed || !seen.insert(key.clone()) {
            let tree = tree(repo, last.texts.new.or(last.texts.old))?;
            return Ok((key, tree));
        }
        let Some((folder, id)) = key.split_once('/') else {
            return Ok((key, None));
        };
        let place = history.touches[&key][0].0;
        match successor(repo, history, folder, id, place)? {
            Some(next) => key = next,
            None => return Ok((key.clone(), tree(repo, last.texts.old)?)),
        }
    }
}

/// The record of the same kind that came in with a commit, and names an id as its former one.
fn successor(
    repo: &Repo,
    history: &History,
    folder: &str,
    id: &str,
    place: u32,
) -> Result<Option<String>, Failure> {
    let start = format!("{folder}/");
    let own = history.touches.range(start.clone()..);
    let own = own.take_while(|(name, _)| name.starts_with(&start));
    for (name, touches) in own {
        let Some(at) = touches.iter().position(|touch| *touch == (place, Touch::Added)) else {
            continue;
        };
        let texts = history.texts.get(name).and_then(|texts| texts.get(at));
        let tree = tree(repo, texts.and_then(|texts| texts.new))?;
        if tree.is_some_and(|tree| former_ids(&tree).any(|former| former == id)) {
            return Ok(Some(name.clone()));
        }
    }
    Ok(None)
}

fn former_ids(tree: &Json) -> impl Iterator<Item = &str> {
    let list = tree.get("aliases").and_then(Json::as_array);
    list.into_iter().flatten().filter_map(Json::as_str)
}

fn tree(repo: &Repo, name: Option<TextId>) -> Result<Option<Json>, Failure> {
    let Some(name) = name else { return Ok(None) };
    let bytes = repo.former_texts(&[name])?.pop().flatten();
    Ok(bytes.as_deref().and_then(text::tree))
}

/// Every name that the record has in the history.
fn names<'t>(history: &History, key: &str, texts: impl Iterator<Item = &'t Json>) -> Vec<String> {
    let folder = key.split_once('/').map_or("", |(folder, _)| folder);
    let former = texts.flat_map(former_ids);
    let former = former.map(|id| format!("{folder}/{id}"));
    let former = former.filter(|name| history.touches.contains_key(name));
    std::iter::once(key.to_owned()).chain(former).collect()
}

/// What each commit did under which of the names, newest first.
type Touched = Vec<(u32, Vec<(String, Touch, Texts)>)>;

fn touches(history: &History, names: &[String]) -> Touched {
    let mut all: BTreeMap<u32, Vec<(String, Touch, Texts)>> = BTreeMap::new();
    for name in names {
        let texts = history.texts.get(name);
        let touches = history.touches.get(name).into_iter().flatten();
        for (at, (place, touch)) in touches.enumerate() {
            let texts = texts.and_then(|texts| texts.get(at)).copied();
            all.entry(*place)
                .or_default()
                .push((name.clone(), *touch, texts.unwrap_or_default()));
        }
    }
    all.into_iter().collect()
}

/// Reads the texts of the commits that are shown, and no others.
fn steps<'h>(
    repo: &Repo,
    history: &'h History,
    touched: Touched,
    hushed: bool,
) -> Result<Vec<Step<'h>>, Failure> {
    let wanted: Vec<TextId> = touched
        .iter()
        .flat_map(|(_, each)| each)
        .flat_map(|(_, _, texts)| [texts.old, texts.new])
        .flatten()
        .collect();
    let texts: BTreeMap<TextId, Option<Vec<u8>>> =
        wanted.iter().copied().zip(repo.former_texts(&wanted)?).collect();
    let bytes = |name: Option<TextId>| match name {
        None => Some(None),
        Some(name) => texts.get(&name)?.as_deref().map(Some),
    };
    let step = |(place, each): (u32, Vec<(String, Touch, Texts)>)| {
        let of = |touch: Touch| each.iter().find(|(_, own, _)| *own == touch);
        let renamed = of(Touch::Added).zip(of(Touch::Removed));
        let (record, touch, texts, former) = match (renamed, each.first()) {
            (Some((new, old)), _) => {
                let texts = Texts {
                    old: old.2.old,
                    new: new.2.new,
                };
                (new.0.clone(), Touch::Changed, texts, Some(old.0.clone()))
            }
            (None, Some((name, touch, texts))) => (name.clone(), *touch, *texts, None),
            (None, None) => return None,
        };
        let between = match (bytes(texts.old), bytes(texts.new)) {
            (Some(old), Some(new)) => between(old, new),
            _ => Between::Unreadable,
        };
        Some(Step {
            commit: &history.commits[place as usize],
            touch,
            record,
            former,
            hushed: hushed && !matches!(between, Between::Withdrawn(_)),
            between,
        })
    };
    Ok(touched.into_iter().filter_map(step).collect())
}

impl Step<'_> {
    /// The first line of the commit; of one whose record was withdrawn, what stands before the title.
    fn summary(&self) -> &str {
        let summary = self.commit.summary.as_str();
        match summary.split_once(": ") {
            _ if !self.hushed => summary,
            Some((what, _)) => what,
            None => "(the note is left out)",
        }
    }

    fn text(&self, fields: bool, screen: &Screen) -> String {
        let block = |text: &str, indent| told::block(text, indent, screen);
        let day = PartialDate::Day(self.commit.on).spoken();
        let head = format!(
            "{day}, by {} (commit {}): {}",
            self.commit.by,
            short(self.commit),
            self.summary()
        );
        let mut out = block(&head, 0);
        if let Some(former) = &self.former {
            out.push_str(&block(&format!("renamed: before, it was {former}"), 4));
        }
        if self.hushed {
            let places: Vec<String> = self
                .between
                .changes()
                .iter()
                .map(|change| change.told().what)
                .collect();
            let line = format!(
                "{}: {} (what they said is left out)",
                self.between.word(),
                places.join("; ")
            );
            out.push_str(&block(&line, 4));
        } else {
            out.push_str(&told::step(&self.between, Tense::Made, fields, 4, screen));
        }
        out
    }

    fn as_json(&self) -> Json {
        let mut changes = told::as_json(&self.between.changes());
        if self.hushed {
            for change in changes.as_array_mut().into_iter().flatten() {
                for field in ["old", "new", "told"] {
                    change[field] = Json::Null;
                }
            }
        }
        json!({
            "date": self.commit.on.to_string(), "commit": self.commit.id, "by": self.commit.by,
            "records": word(self.touch), "summary": self.summary(), "record": self.record,
            "renamed_from": self.former, "what": self.between.word(), "words_left_out": self.hushed,
            "changes": changes,
        })
    }
}

fn print(log: &Log, desk: &Desk<'_>, key: &str, newest: Option<&Json>, steps: &[Step<'_>]) {
    if desk.output.is_text() {
        let screen = &desk.output.screen;
        let title = newest
            .and_then(text::title)
            .filter(|_| !steps.iter().any(|step| step.hushed));
        let mut out = match title {
            Some(title) => told::block(&format!("{key}: {title}"), 0, screen),
            None => told::block(key, 0, screen),
        };
        for step in steps {
            out.push('\n');
            out.push_str(&step.text(log.fields, screen));
        }
        return desk.output.page(&out);
    }
    let rows = steps.iter().flat_map(|step| {
        let commit = step.commit;
        let row = move |field: String, before: String, after: String| {
            let (date, id) = (commit.on.to_string(), short(commit).to_owned());
            let what = step.summary().to_owned();
            vec![date, id, commit.by.clone(), what, field, before, after]
        };
        let changes = step.between.changes();
        let whole = row(step.between.word().to_owned(), String::new(), String::new());
        let each = changes.into_iter().map(move |change| {
            let told = change.told();
            let value = |value: Option<String>| told::bare(value.filter(|_| !step.hushed));
            row(told.what, value(told.was), value(told.now))
        });
        let is_whole = matches!(step.between, Between::Layout | Between::Unreadable);
        is_whole.then_some(whole).into_iter().chain(each)
    });
    let table = Table {
        columns: vec!["date", "commit", "who", "what", "field", "before", "after"],
        rows: rows.collect(),
    };
    desk.output
        .table(&table, || steps.iter().map(Step::as_json).collect());
}
