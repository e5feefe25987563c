//! What both changed: settled by flags, by a person, or told with the flag that settles it.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use super::Side;
use crate::cli::ask::{self, Answer as Asked, Ask, Question, Reply};
use crate::cli::output::clip;
use crate::failure::{Exit, Failure};
use crate::history::History;
use crate::merge::{Answer, Answers, Conflict};

/// The answers there are.
#[derive(Clone, Debug, Default)]
pub(super) struct Settled {
    /// By flags: they hold whatever the others have made of it meanwhile.
    told: Answers,
    take: Option<Side>,
    /// By a person who saw both: they hold for what was seen.
    seen: BTreeMap<String, (Conflict, Answer)>,
}

/// Who changed what a conflict is about.
#[derive(Clone, Copy)]
pub(super) struct Authors<'h> {
    /// What was saved here and is not shared.
    pub(super) ours: &'h History,
    /// What others have shared and is not here.
    pub(super) theirs: &'h History,
}

const HELP: &str = "Both of you changed the same since you last shared. Keep mine leaves it as you have it, and the \
    others will get that; take theirs leaves it as they have it; write another puts new words in the place of both. \
    Nothing is changed before all is settled; until then you can stop, and all stays as it was.";

impl Settled {
    /// The answers that the flags give.
    ///
    /// # Errors
    ///
    /// [`Exit::Usage`] where one cannot be understood.
    pub(super) fn of(settle: &[String], take: Option<Side>) -> Result<Self, Failure> {
        let mut told = Answers::new();
        for text in settle {
            let (key, answer) = read(text).ok_or_else(|| {
                Failure::with(Exit::Usage, format!("--settle {text:?} cannot be understood")).cure(
                    "write it as it is listed: \"WHAT=ours\", \"WHAT=theirs\" or \"WHAT=text:OTHER WORDS\"",
                )
            })?;
            told.insert(key, answer);
        }
        Ok(Self {
            told,
            take,
            seen: BTreeMap::new(),
        })
    }

    /// The answers for these conflicts, and those conflicts that have none.
    pub(super) fn answers<'c>(&self, conflicts: &'c [Conflict]) -> (Answers, Vec<&'c Conflict>) {
        let mut answers = Answers::new();
        let mut open = Vec::new();
        for conflict in conflicts {
            let seen = self.seen.get(&conflict.key);
            let seen = seen
                .filter(|(then, _)| is_same(then, conflict))
                .map(|(_, answer)| answer);
            let taken = self.take.map(|side| match side {
                Side::Ours => Answer::Ours,
                Side::Theirs => Answer::Theirs,
            });
            match self.told.get(&conflict.key).or(seen).cloned().or(taken) {
                Some(answer) => drop(answers.insert(conflict.key.clone(), answer)),
                None => open.push(conflict),
            }
        }
        (answers, open)
    }

    /// Whether a flag answers this.
    pub(super) fn is_told(&self, key: &str) -> bool {
        self.take.is_some() || self.told.contains_key(key)
    }

    /// Forgets the answers that a person gave to these, because they did not settle them.
    pub(super) fn forget(&mut self, conflicts: &[Conflict]) {
        for conflict in conflicts {
            self.seen.remove(&conflict.key);
        }
    }

    /// The answers of flags that no conflict asked for.
    pub(super) fn idle(&self, conflicts: &[Conflict]) -> Vec<&str> {
        let asked = |key: &String| conflicts.iter().any(|conflict| conflict.key == *key);
        self.told
            .keys()
            .filter(|key| !asked(key))
            .map(String::as_str)
            .collect()
    }

    /// Asks about each, one after the other; false where the person stops.
    pub(super) fn ask(
        &mut self,
        ask: &Ask<'_>,
        open: &[&Conflict],
        authors: Authors<'_>,
    ) -> Result<bool, Failure> {
        let mut at = 0;
        while let Some(conflict) = open.get(at) {
            let number = (open.len() > 1).then(|| format!("{} of {}: ", at + 1, open.len()));
            let about = format!("{}{}", number.unwrap_or_default(), shown(conflict, authors));
            match one(ask, conflict, about)? {
                Choice::Settled(answer) => {
                    let kept = ((*conflict).clone(), answer);
                    self.seen.insert(conflict.key.clone(), kept);
                    at += 1;
                }
                Choice::Back => at = at.saturating_sub(1),
                Choice::Stop => return Ok(false),
            }
        }
        Ok(true)
    }
}

/// Whether a conflict is the one that was seen.
fn is_same(then: &Conflict, now: &Conflict) -> bool {
    (&then.base, &then.ours, &then.theirs) == (&now.base, &now.ours, &now.theirs)
}

/// What a person chose for one conflict.
enum Choice {
    Settled(Answer),
    Back,
    Stop,
}

fn one(ask: &Ask<'_>, conflict: &Conflict, about: String) -> Result<Choice, Failure> {
    let side = |side: &Option<String>| clip(side.as_deref().unwrap_or(NOTHING), 56);
    // What takes several lines is settled one way here, and written anew in an editor.
    let is_short = conflict.ours.as_deref().is_none_or(|text| !text.contains('\n'));
    let mut lines = vec![
        format!("Keep mine: {}", side(&conflict.ours)),
        format!("Take theirs: {}", side(&conflict.theirs)),
        "Stop: change nothing".to_owned(),
    ];
    if conflict.takes_text && is_short {
        lines.insert(2, "Write another".to_owned());
    }
    let stop = lines.len() - 1;
    let question = Question {
        about,
        asks: "Which shall it be?".to_owned(),
        help: ask::paragraph(HELP),
        answer: Asked::Pick(lines, 0),
    };
    loop {
        match ask.put(&question)? {
            Reply::Picked(0) => return Ok(Choice::Settled(Answer::Ours)),
            Reply::Picked(1) => return Ok(Choice::Settled(Answer::Theirs)),
            Reply::Picked(number) if number == stop => return Ok(Choice::Stop),
            Reply::Back => return Ok(Choice::Back),
            Reply::Left => return Ok(Choice::Stop),
            Reply::Picked(_) | Reply::Wrote(_) => {}
        }
        let words = Question {
            about: String::new(),
            asks: "In which words?".to_owned(),
            help: ask::paragraph(HELP),
            answer: Asked::Write(conflict.ours.clone().unwrap_or_default()),
        };
        match ask.put(&words)? {
            Reply::Wrote(text) if !text.is_empty() => return Ok(Choice::Settled(Answer::Text(text))),
            Reply::Left => return Ok(Choice::Stop),
            _ => {}
        }
    }
}

const NOTHING: &str = "(nothing)";

/// `WHAT=ours`, `WHAT=theirs` or `WHAT=text:...`; what is settled may itself hold such a sign.
fn read(text: &str) -> Option<(String, Answer)> {
    let (key, answer) = if let Some(at) = text.find("=text:") {
        (&text[..at], Answer::Text(text[at + "=text:".len()..].to_owned()))
    } else if let Some(key) = text.strip_suffix("=ours") {
        (key, Answer::Ours)
    } else {
        (text.strip_suffix("=theirs")?, Answer::Theirs)
    };
    let key = key.trim();
    (!key.is_empty()).then(|| (key.to_owned(), answer))
}

/// A conflict with what it was and what both made of it.
fn shown(conflict: &Conflict, authors: Authors<'_>) -> String {
    let side = |text: &Option<String>| {
        let text = text.as_deref().unwrap_or(NOTHING);
        text.trim_end().replace('\n', "\n             ")
    };
    let by = |history: &History| {
        last(history, &conflict.record).map_or_else(String::new, |who| format!("  ({who})"))
    };
    let why = conflict
        .why
        .as_ref()
        .map_or_else(String::new, |why| format!("\n    {why}"));
    format!(
        "{}{why}\n    before:  {}\n    mine:    {}{}\n    theirs:  {}{}",
        conflict.what,
        side(&conflict.base),
        side(&conflict.ours),
        by(authors.ours),
        side(&conflict.theirs),
        by(authors.theirs),
    )
}

/// Who last changed a record and when.
fn last(history: &History, record: &str) -> Option<String> {
    // A page is called by its file where it is asked about.
    let page = record
        .strip_prefix("records/")
        .and_then(|path| path.strip_suffix(".md"));
    let commit = history.of(page.unwrap_or(record)).next()?.commit;
    Some(format!("{}, {}", commit.by, day(commit.on)))
}

/// A day as it is spoken.
pub(super) fn day(on: chrono::NaiveDate) -> String {
    on.format("%-d %B %Y").to_string()
}

/// Each open conflict and the flag that settles it.
pub(super) fn listed(open: &[&Conflict], authors: Authors<'_>) -> Vec<(String, String)> {
    let line = |conflict: &&Conflict| {
        let key = &conflict.key;
        let one = format!("--settle \"{key}=ours\" or --settle \"{key}=theirs\"");
        let cure = if conflict.takes_text {
            format!("{one} or --settle \"{key}=text:OTHER WORDS\"")
        } else {
            one
        };
        (shown(conflict, authors), cure)
    };
    open.iter().map(line).collect()
}

/// Open conflicts as data.
pub(super) fn as_json(open: &[&Conflict], authors: Authors<'_>) -> Json {
    let object = |conflict: &&Conflict| {
        json!({
            "key": conflict.key,
            "record": conflict.record,
            "what": conflict.what,
            "before": conflict.base,
            "ours": conflict.ours,
            "theirs": conflict.theirs,
            "why": conflict.why,
            "takes_text": conflict.takes_text,
            "ours_by": last(authors.ours, &conflict.record),
            "theirs_by": last(authors.theirs, &conflict.record),
        })
    };
    open.iter().map(object).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn conflict(theirs: &str) -> Conflict {
        Conflict {
            key: "changes/ward-move title".to_owned(),
            record: "changes/ward-move".to_owned(),
            what: "The title".to_owned(),
            base: Some("Ward move".to_owned()),
            ours: Some("Move of a ward".to_owned()),
            theirs: Some(theirs.to_owned()),
            why: None,
            takes_text: true,
        }
    }

    #[test]
    fn flags_settle_what_they_name_and_take_settles_the_rest() {
        let flag = "changes/ward-move title=text:a=ours".to_owned();
        let settled = Settled::of(&[flag], Some(Side::Theirs)).unwrap();
        let other = Conflict {
            key: "bodies/a name".to_owned(),
            ..conflict("x")
        };
        let conflicts = [conflict("x"), other];
        let (answers, open) = settled.answers(&conflicts);
        assert!(open.is_empty());
        assert_eq!(
            answers["changes/ward-move title"],
            Answer::Text("a=ours".to_owned())
        );
        assert_eq!(answers["bodies/a name"], Answer::Theirs);
        assert_eq!(settled.idle(&[]), ["changes/ward-move title"]);
        for wrong in ["", "=ours", "title", "title=mine"] {
            assert_eq!(
                Settled::of(&[wrong.to_owned()], None).unwrap_err().exit,
                Exit::Usage
            );
        }
    }

    #[test]
    fn an_answer_holds_only_for_what_was_seen() {
        let mut settled = Settled::default();
        let kept = (conflict("x"), Answer::Ours);
        settled.seen.insert(kept.0.key.clone(), kept);
        let same = [conflict("x")];
        assert!(settled.answers(&same).1.is_empty());
        let moved = [conflict("y")];
        assert_eq!(settled.answers(&moved).1.len(), 1);
    }
}
