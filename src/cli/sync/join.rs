//! Both sides as one: merged by record and field, settled, checked.

use serde_json::json;

use super::round::Session;
use super::settle::{self, Authors, Settled};
use super::tell;
use crate::check;
use crate::check::brought::{Known, name};
use crate::cli::ask::Ask;
use crate::diagnostic::{Diagnostics, Severity};
use crate::failure::{Exit, Failure};
use crate::git::Fork;
use crate::law::Law;
use crate::merge::{self, Answers, Conflict, Outcome};
use crate::source::Sources;

/// What became of bringing both sides together.
pub(super) enum Joined {
    /// They are one tree, by this name, and so they were settled.
    Tree(Tree),
    /// A person must come first; they have been told of what.
    Open,
}

/// Both sides as one.
pub(super) struct Tree {
    pub(super) name: String,
    /// The files of the register in it.
    pub(super) sources: Sources,
    /// What was settled, in words.
    pub(super) settled: Vec<String>,
}

impl Session<'_> {
    /// Brings both sides of a fork together, as far as a tree.
    pub(super) fn joined(
        &self,
        fork: &Fork,
        settled: &mut Settled,
        authors: Authors<'_>,
    ) -> Result<Joined, Failure> {
        let merge = |answers: &Answers| merge::merge(&fork.sides, answers, &merge::lines::merged);
        let all = merge(&Answers::new()).conflicts;
        let (outcome, answers) = loop {
            let (answers, open) = settled.answers(&all);
            if open.is_empty() {
                let outcome = merge(&answers);
                if outcome.conflicts.is_empty() {
                    break (outcome, answers);
                }
                // What was answered could not be done: the merge says why.
                settled.forget(&outcome.conflicts);
                let open: Vec<&Conflict> = outcome.conflicts.iter().collect();
                if !self.asked(settled, &open, authors, &all)? {
                    return Ok(Joined::Open);
                }
            } else if !self.asked(settled, &open, authors, &all)? {
                return Ok(Joined::Open);
            }
        };
        let told = all
            .iter()
            .map(|conflict| tell::settled(conflict, answers.get(&conflict.key)));
        let told = told.collect();
        let name = self.repo.joined_tree(fork, &outcome.files)?;
        let sources = self.repo.read_tree(&name)?;
        if !self.is_sound(fork, &sources, &outcome, authors)? {
            return Ok(Joined::Open);
        }
        Ok(Joined::Tree(Tree {
            name,
            sources,
            settled: told,
        }))
    }

    /// Asks a person about what is open, or lists it; whether it is settled now.
    fn asked(
        &self,
        settled: &mut Settled,
        open: &[&Conflict],
        authors: Authors<'_>,
        all: &[Conflict],
    ) -> Result<bool, Failure> {
        let output = self.desk.output;
        let by_flags = settled.idle(all);
        for key in &by_flags {
            output.say(&format!("There is nothing to settle called \"{key}\"."));
        }
        // What flags answered in vain cannot be asked for again: the flag would win.
        let is_free = open.iter().all(|conflict| !settled.is_told(&conflict.key));
        if is_free && self.may_ask() {
            let ask = Ask::new(output);
            if settled.ask(&ask, open, authors)? {
                return Ok(true);
            }
            output.say("Nothing was changed, here or there.");
            return Ok(false);
        }
        let what = match open.len() {
            1 => "both of you changed the same thing, and somebody has to say which it shall be".to_owned(),
            many => format!(
                "both of you changed {many} of the same things, and somebody has to say which each shall be"
            ),
        };
        let data = json!({ "state": "open", "conflicts": settle::as_json(open, authors) });
        output.refusal(&what, &settle::listed(open, authors), &data);
        output.say("Nothing was changed, here or there.");
        output.next(
            "scrutiny sync at a terminal asks about each; or give the flags above, or --take ours|theirs for all",
        );
        Ok(false)
    }

    /// Whether questions can be asked and answered here.
    fn may_ask(&self) -> bool {
        self.has_person() && !self.args.dry_run && !self.desk.output.is_json()
    }

    /// Whether the merged register has no error that neither side had; tells of those that it has.
    fn is_sound(
        &self,
        fork: &Fork,
        sources: &Sources,
        outcome: &Outcome,
        authors: Authors<'_>,
    ) -> Result<bool, Failure> {
        let problems = |sources: &Sources| check::check(sources, &Law::of(sources), self.desk.clock).1;
        let merged = problems(sources);
        if !merged.any_error() {
            return Ok(true);
        }
        let known = |commit: &str| {
            let (side, _) = self.repo.read(commit)?;
            Ok::<_, Failure>(Known::of(&problems(&side), &side))
        };
        let known = known(&fork.ours())?.or(known(&fork.theirs())?);
        let mut errors = Diagnostics::new();
        for problem in &merged {
            if problem.severity() == Severity::Error {
                errors.push(problem.clone());
            }
        }
        let new = known.brought(&errors, |problem| name(problem, sources));
        if new.is_empty() {
            return Ok(true);
        }
        let changed = tell::who_changed(&new, sources, authors);
        let data = json!({ "state": "unsound", "changed": changed, "files": outcome.files.keys().collect::<Vec<_>>() });
        let output = self.desk.output;
        output.problems(&new, sources, &data, false);
        output.say(
            "Each side is sound by itself, but not both together, so nothing was changed, here or there:",
        );
        for line in &changed {
            output.say(&format!("  {line}"));
        }
        output.next("change your side so that both fit (scrutiny edit), then scrutiny sync again");
        Ok(false)
    }
}

/// How a sync ends that a person must come to first.
pub(super) const NEEDS_PERSON: Exit = Exit::NeedsPerson;
