//! Long histories of invented records, kept in memory: nothing is found in honest ones, and one tampering is.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use scrutiny::audit::{self, Difference, Past, Since, Step, TextId};
use scrutiny::history::Commit;

/// Numbers that look random and are the same each time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % sides as u64).unwrap()
    }
}

/// A register at a commit: each record with its text.
type State = BTreeMap<String, String>;

#[derive(Default)]
struct Story {
    /// The oldest first.
    commits: Vec<(State, Vec<usize>)>,
    next: usize,
}

/// A resolution with the words of its clauses, each with whether and how it was corrected.
fn resolution(words: [&str; 2], status: &str, more: &str) -> String {
    format!(
        "committee: hosc\nmeeting: 2025-10-09\nitem: Ward 4\nminutes: {{status: {status}}}\nclauses:\n  - {{label: a, words: {}, reads_as: noted}}\n  - {{label: b, words: {}, reads_as: other}}\n{more}",
        words[0], words[1]
    )
}

impl Story {
    fn head(&self) -> State {
        self.commits
            .last()
            .map(|(state, _)| state.clone())
            .unwrap_or_default()
    }

    fn commit(&mut self, state: State) -> usize {
        let parents = self.commits.len().checked_sub(1).into_iter().collect();
        self.commits.push((state, parents));
        self.commits.len() - 1
    }

    fn name(&mut self) -> String {
        self.next += 1;
        format!("record-{}", self.next)
    }

    /// One thing that a clerk does.
    fn act(&mut self, dice: &mut Dice) {
        let mut state = self.head();
        let records: Vec<String> = state.keys().cloned().collect();
        let picked = (!records.is_empty()).then(|| records[dice.roll(records.len())].clone());
        let text = picked
            .as_ref()
            .map(|record| state[record].clone())
            .unwrap_or_default();
        match (dice.roll(8), picked) {
            (0..=2, _) | (_, None) => {
                let status = ["draft", "unknown", "confirmed"][dice.roll(3)];
                let draft = if dice.roll(4) == 0 { "status: draft\n" } else { "" };
                let name = self.name();
                state.insert(
                    format!("resolutions/{name}"),
                    resolution(["one", "two"], status, draft),
                );
            }
            (3, Some(_))
                if ["withdrawn", "corrections", "aliases"]
                    .into_iter()
                    .any(|word| text.contains(word)) => {}
            // Words of minutes that are not confirmed change freely.
            (3, Some(record)) if !text.contains("confirmed") => {
                state.insert(record, text.replace("words: one", "words: other"));
            }
            // Confirmed ones by a correction.
            (3, Some(record)) => {
                let was = if text.contains("words: one") {
                    "one"
                } else {
                    "other"
                };
                let draft = text.contains("status: draft\n");
                let more = format!(
                    "{}corrections:\n  - {{date: 2026-01-01, clause: a, what: W, was: {was}, why: Y}}\n",
                    if draft { "status: draft\n" } else { "" }
                );
                state.insert(record, resolution(["corrected", "two"], "confirmed", &more));
            }
            (4, Some(record)) if !text.contains("withdrawn") => {
                state.insert(
                    record,
                    text.replace("status: unknown", "status: confirmed")
                        .replace("status: draft\n", ""),
                );
            }
            (5, Some(record)) if text.contains("status: draft\n") => {
                state.remove(&record);
            }
            (5, Some(record)) if !text.contains("aliases") => {
                state.insert(
                    record,
                    "withdrawn: {date: 2026-02-02, reason: Twice.}\n".to_owned(),
                );
            }
            (6, Some(record)) if !text.contains("withdrawn") && !text.contains("status: draft\n") => {
                let (folder, id) = record.split_once('/').unwrap();
                let former = text
                    .lines()
                    .find_map(|line| line.strip_prefix("aliases: [")?.strip_suffix(']'));
                let aliases = former.map_or_else(|| id.to_owned(), |former| format!("{former}, {id}"));
                let kept: String = text
                    .lines()
                    .filter(|line| !line.starts_with("aliases"))
                    .map(|line| format!("{line}\n"))
                    .collect();
                let name = self.name();
                state.remove(&record);
                state.insert(
                    format!("{folder}/{name}"),
                    format!("{kept}aliases: [{aliases}]\n"),
                );
            }
            (_, Some(_)) => {
                let name = self.name();
                state.insert(
                    format!("bodies/{name}"),
                    format!("name: {name}\nrole: nhs-trust\n"),
                );
            }
        }
        self.commit(state);
    }

    /// Two at work from one commit, on records of their own, and their merge.
    fn part_and_meet(&mut self, dice: &mut Dice) {
        let base = self.commits.len() - 1;
        let before = self.head();
        self.act(dice);
        let ours = self.head();
        let mut theirs = before.clone();
        let name = self.name();
        theirs.insert(format!("bodies/{name}"), format!("name: {name}\nrole: icb\n"));
        self.commits.push((theirs.clone(), vec![base]));
        let theirs_at = self.commits.len() - 1;
        let mut both = ours;
        both.extend(
            theirs
                .into_iter()
                .filter(|(record, _)| !before.contains_key(record)),
        );
        self.commits.push((both, vec![theirs_at - 1, theirs_at]));
    }

    fn past(&self) -> (Past, BTreeMap<TextId, String>) {
        let mut ids: BTreeMap<String, TextId> = BTreeMap::new();
        let mut id = |text: &String| {
            let next = u32::try_from(ids.len()).unwrap();
            *ids.entry(text.clone()).or_insert_with(|| {
                let mut bytes = [0; 20];
                bytes[..4].copy_from_slice(&next.to_be_bytes());
                TextId(bytes)
            })
        };
        let mut differ = |old: &State, new: &State| {
            let records: std::collections::BTreeSet<&String> = old.keys().chain(new.keys()).collect();
            let each = records
                .into_iter()
                .filter(|record| old.get(*record) != new.get(*record));
            each.map(|record| Difference {
                record: record.clone(),
                old: old.get(record).map(&mut id),
                new: new.get(record).map(&mut id),
            })
            .collect::<Vec<_>>()
        };
        let last = self.commits.len() - 1;
        let day = NaiveDate::from_ymd_opt(2026, 1, 1).unwrap();
        let steps = self
            .commits
            .iter()
            .enumerate()
            .rev()
            .map(|(at, (state, parents))| Step {
                commit: Commit {
                    id: format!("{at:040}"),
                    on: day,
                    by: "A Clerk".to_owned(),
                    summary: "Work".to_owned(),
                },
                day,
                parents: parents.iter().map(|parent| last - parent).collect(),
                is_cut: false,
                is_signed: false,
                against: match parents.as_slice() {
                    [] => vec![differ(&State::new(), state)],
                    parents => parents
                        .iter()
                        .map(|parent| differ(&self.commits[*parent].0, state))
                        .collect(),
                },
            });
        let steps = steps.collect();
        (
            Past { steps },
            ids.into_iter().map(|(text, id)| (id, text)).collect(),
        )
    }

    fn found(&self) -> Vec<String> {
        let (past, texts) = self.past();
        let text = |id: &TextId| Some(texts[id].clone().into_bytes());
        let texts = |ids: &[TextId]| ids.iter().map(text).collect();
        let report = audit::records(&past, &texts, &Since::Beginning);
        let tell = |finding: &audit::Finding| {
            let commit = finding
                .commit
                .as_ref()
                .unwrap()
                .id
                .trim_start_matches('0')
                .to_owned();
            format!(
                "{} {} {commit}",
                finding.code.name,
                finding.record.as_deref().unwrap()
            )
        };
        assert!(report.unchecked.is_empty(), "{:?}", report.unchecked);
        report.findings.iter().chain(&report.mended).map(tell).collect()
    }
}

fn lives(seed: u64, length: usize) -> (Story, Dice) {
    let (mut story, mut dice) = (
        Story::default(),
        Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) + 1),
    );
    story.commit(State::new());
    for _ in 0..length {
        match dice.roll(10) {
            0 => story.part_and_meet(&mut dice),
            _ => story.act(&mut dice),
        }
    }
    (story, dice)
}

#[test]
fn nothing_is_found_in_honest_lives_whatever_happens_in_them() {
    for seed in 1..=40 {
        let (story, _) = lives(seed, 120);
        assert_eq!(story.found(), Vec::<String>::new(), "seed {seed}");
    }
}

#[test]
fn one_tampering_in_a_long_life_is_found_where_it_was_done_and_nothing_else() {
    for seed in 1..=40 {
        let (mut story, mut dice) = lives(seed, 60);
        let mut state = story.head();
        let text = resolution(["one", "two"], "confirmed", "");
        let target = "resolutions/target".to_owned();
        state.insert(target.clone(), text.clone());
        story.commit(state);
        for _ in 0..dice.roll(20) {
            let kept = story.head().remove(&target);
            story.act(&mut dice);
            // The target is left alone.
            if story.head().get(&target) != kept.as_ref() {
                story.commits.pop();
            }
        }
        let mut state = story.head();
        let code = match dice.roll(4) {
            0 => {
                state.insert(target.clone(), text.replace("words: one", "words: none"));
                "clause-changed-uncorrected"
            }
            1 => {
                state.insert(target.clone(), text.replace("label: b", "label: c"));
                "clause-changed-uncorrected"
            }
            2 => {
                state.insert(target.clone(), format!("{text}status: draft\n"));
                "back-to-draft"
            }
            _ => {
                state.remove(&target);
                "record-gone"
            }
        };
        let at = story.commit(state);
        for _ in 0..10 {
            let kept = story.head().remove(&target);
            story.act(&mut dice);
            if story.head().get(&target) != kept.as_ref() {
                story.commits.pop();
            }
        }
        let found = story.found();
        assert!(!found.is_empty(), "seed {seed}: {code} was not found");
        for one in found {
            assert_eq!(one, format!("{code} {target} {at}"), "seed {seed}");
        }
    }
}
