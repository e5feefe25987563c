//! The last history that was read, kept in the repository's folder, so that the next walk goes only as far back.

use std::collections::HashSet;
use std::fmt::Write as _;

use super::Repo;
use crate::failure::Failure;
use crate::history::{Commit, History, TextId, Texts, Touch};
use git2::Oid;

const NAME: &str = "history";

/// Raised whenever what a history says of the same commits changes.
const VERSION: &str = "3";

/// How many commits back a kept history is looked for before the whole walk is made instead.
const REACH: usize = 20_000;

/// Between the fields of a line. No name, message or path that Git makes holds it.
const MARK: char = '\0';

impl Repo {
    /// [`Repo::history`], from the kept history of an earlier call where that can be carried on.
    ///
    /// A kept history that is damaged, of another version or of other commits is passed over and replaced. One that
    /// cannot be written is no failure.
    ///
    /// # Errors
    ///
    /// As [`Repo::history`].
    pub fn history_cached(&self, rev: &str) -> Result<History, Failure> {
        let head = self.resolve(rev)?;
        let (_, shallow) = self.shallow()?;
        // What a history depends on besides its commit.
        let about = format!(
            "{VERSION}{MARK}{}{MARK}{}",
            self.prefix,
            shallow.replace('\n', " ")
        );
        let kept = self.kept(NAME, &about).and_then(|text| parse(&text));
        let name = head.to_string();
        let carried_on = match kept {
            Some(kept) if kept.head.as_ref() == Some(&name) => return Ok(kept),
            Some(kept) => self.carry_on(kept, head)?,
            None => None,
        };
        let history = match carried_on {
            Some(history) => history,
            None => self.full_history(head)?,
        };
        // What an older commit's history was is asked rarely; it would only drive out the head's.
        if self.head() == Some(head) {
            self.keep(NAME, &about, &[&text(&history)]);
        }
        Ok(history)
    }

    /// A kept history with the commits since; none where they are not one line.
    fn carry_on(&self, kept: History, head: Oid) -> Result<Option<History>, Failure> {
        let from = kept.head.as_deref().and_then(|id| Oid::from_str(id).ok());
        let Some(from) = from.filter(|from| self.is_line(*from, head)) else {
            return Ok(None);
        };
        let mut nodes = self.commits(head, &HashSet::from([from]))?;
        // The kept history knows what the commit that was stopped at did; here it is not to be told again.
        if let Some(last) = nodes.last_mut() {
            last.is_cut = true;
        }
        let mut history = self.tell(head, nodes)?;
        history.cut_short = kept.cut_short;
        let shift = u32::try_from(history.commits.len()).unwrap_or(u32::MAX);
        history.commits.extend(kept.commits);
        for (record, touches) in kept.touches {
            let moved = touches.into_iter().map(|(place, touch)| (place + shift, touch));
            history.touches.entry(record).or_default().extend(moved);
        }
        for (record, texts) in kept.texts {
            history.texts.entry(record).or_default().extend(texts);
        }
        Ok(Some(history))
    }

    /// Whether every commit from `head` back to `from` has one parent.
    fn is_line(&self, from: Oid, head: Oid) -> bool {
        let mut at = head;
        for _ in 0..REACH {
            if at == from {
                return true;
            }
            match self.repo.find_commit(at) {
                Ok(commit) if commit.parent_count() == 1 => match commit.parent_id(0) {
                    Ok(parent) => at = parent,
                    Err(_) => return false,
                },
                _ => return false,
            }
        }
        false
    }
}

/// A history as text: the head, a line a commit, an empty line, then a line a record. Of 20,000 commits, JSON took
/// about 70 milliseconds to read, this about 40.
fn text(history: &History) -> String {
    let mut text = String::with_capacity(history.commits.len() * 160);
    let mut line = |fields: &[&str]| {
        for (place, field) in fields.iter().enumerate() {
            if place > 0 {
                text.push(MARK);
            }
            // A line end in a field would be read as the next line, so the text is made unreadable as a whole.
            text.push_str(if field.contains(['\n', MARK]) {
                "\n\n"
            } else {
                field
            });
        }
        text.push('\n');
    };
    let cut = if history.cut_short { "cut" } else { "whole" };
    line(&[history.head.as_deref().unwrap_or(""), cut]);
    for commit in &history.commits {
        line(&[&commit.id, &commit.on.to_string(), &commit.by, &commit.summary]);
    }
    line(&[]);
    for (record, touches) in &history.touches {
        let texts = history.texts.get(record).map_or(&[][..], Vec::as_slice);
        line(&[record, &steps(touches, texts)]);
    }
    text
}

/// The steps of a record: each the commit's place, what it did, and the text after; the text before, too, where that is
/// not the text after the next older step.
fn steps(touches: &[(u32, Touch)], texts: &[Texts]) -> String {
    let mut out = String::with_capacity(touches.len() * 48);
    let name = |id: Option<TextId>| id.map_or_else(|| "-".to_owned(), |id| id.to_string());
    for (at, (place, touch)) in touches.iter().enumerate() {
        let own = texts.get(at).copied().unwrap_or_default();
        let gap = if at > 0 { " " } else { "" };
        let _ = write!(out, "{gap}{place}{}{}", letter_of(*touch), name(own.new));
        if own.old != texts.get(at + 1).and_then(|older| older.new) {
            let _ = write!(out, ",{}", name(own.old));
        }
    }
    out
}

/// One step as it was written, and the text before where that was written with it.
fn step(text: &str, length: u32) -> Option<((u32, Touch), Texts, bool)> {
    let at = text.find(|letter: char| !letter.is_ascii_digit())?;
    let place = text[..at].parse().ok().filter(|place| *place < length)?;
    let rest = text.get(at + 1..)?;
    let touch = [Touch::Added, Touch::Changed, Touch::Removed];
    let touch = touch
        .into_iter()
        .find(|touch| text[at..].starts_with(letter_of(*touch)))?;
    let (new, old) = match rest.split_once(',') {
        Some((new, old)) => (new, Some(old)),
        None => (rest, None),
    };
    let name = |text: &str| match text {
        "-" => Some(None),
        text => TextId::parse(text).map(Some),
    };
    let texts = Texts {
        new: name(new)?,
        old: old.map_or(Some(None), name)?,
    };
    Some(((place, touch), texts, old.is_some()))
}

fn letter_of(touch: Touch) -> &'static str {
    match touch {
        Touch::Added => "a",
        Touch::Changed => "c",
        Touch::Removed => "r",
    }
}

fn parse(text: &str) -> Option<History> {
    let mut lines = text.lines();
    let (head, cut) = lines.next()?.split_once(MARK)?;
    let mut history = History {
        head: Some(head.to_owned()),
        cut_short: cut == "cut",
        ..History::default()
    };
    for line in lines.by_ref().take_while(|line| !line.is_empty()) {
        let mut fields = line.split(MARK);
        history.commits.push(Commit {
            id: fields.next()?.to_owned(),
            on: fields.next()?.parse().ok()?,
            by: fields.next()?.to_owned(),
            summary: fields.next()?.to_owned(),
        });
    }
    let length = u32::try_from(history.commits.len()).ok()?;
    for line in lines {
        let (record, steps) = line.split_once(MARK)?;
        let (mut touches, mut texts, mut told) = (Vec::new(), Vec::<Texts>::new(), Vec::new());
        for text in steps.split(' ') {
            let (touch, own, is_told) = step(text, length)?;
            touches.push(touch);
            texts.push(own);
            told.push(is_told);
        }
        for at in 0..texts.len() {
            if !told[at] {
                texts[at].old = texts.get(at + 1).and_then(|older| older.new);
            }
        }
        history.touches.insert(record.to_owned(), touches);
        history.texts.insert(record.to_owned(), texts);
    }
    Some(history)
}
