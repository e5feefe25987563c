//! The rounds of a sync: ask what others have shared, bring both together, send; again where others were quicker.
//!
//! What is joined is sent before the branch here moves. So nobody who was too late leaves a merge behind that nobody
//! else has seen, and a sync that is cut off leaves the register as it was: what was sent comes back with the next.

use std::cell::RefCell;
use std::io::IsTerminal;

use super::join::{Joined, NEEDS_PERSON};
use super::settle::{Authors, Settled};
use super::tell::{self, Told};
use super::{Sync, SyncStep};
use crate::cli::desk::{Desk, Found};
use crate::failure::{Exit, Failure};
use crate::git::{Advanced, Fetched, News, Pushed, Relation, Repo, Shared};

/// How often a sync begins again because others were quicker.
const ROUNDS: usize = 10;

/// One sync.
pub(super) struct Session<'s> {
    pub(super) args: &'s Sync,
    pub(super) desk: &'s Desk<'s>,
    pub(super) found: &'s Found<'s>,
    pub(super) repo: &'s Repo,
    pub(super) shared: Shared,
}

/// How a round ended.
enum Ended {
    /// The sync is over.
    With(Exit),
    /// Others were quicker, there or here.
    Overtaken(String),
}

/// The two ends of a round.
struct Ends {
    ours: String,
    /// The last commit on the other side; none where it is empty.
    theirs: Option<String>,
    /// What is here and not there.
    going: News,
    /// What is there and not here.
    coming: News,
}

type OnStep<'o> = RefCell<&'o mut dyn FnMut(SyncStep)>;

impl Session<'_> {
    pub(super) fn run(
        &self,
        mut settled: Settled,
        on_step: &mut dyn FnMut(SyncStep),
    ) -> Result<Exit, Failure> {
        let on_step = RefCell::new(on_step);
        let mut why = String::new();
        for round in 0..ROUNDS {
            if round > 0 {
                self.desk
                    .output
                    .say("Others were quicker; once more with what they have shared.");
            }
            match self.round(&mut settled, &on_step)? {
                Ended::With(exit) => return Ok(exit),
                Ended::Overtaken(words) => why = words,
            }
        }
        Err(Failure::new("others keep being quicker")
            .because(why)
            .cure("your work is saved here and not yet shared; give the command again"))
    }

    /// Whether a person is at a terminal, to be asked by us or by Git.
    pub(super) fn has_person(&self) -> bool {
        let terminals = std::io::stdin().is_terminal() && std::io::stderr().is_terminal();
        self.desk.may_ask && terminals
    }

    fn round(&self, settled: &mut Settled, on_step: &OnStep<'_>) -> Result<Ended, Failure> {
        let fetched = self
            .repo
            .fetch(&self.shared, self.has_person())
            .map_err(offline)?;
        step(on_step, SyncStep::Fetched);
        let ours = self.repo.commit("HEAD")?;
        let theirs = match fetched {
            Fetched::At(theirs) => Some(theirs),
            Fetched::Empty => None,
        };
        let known = self.repo.last_shared(&self.shared)?;
        let rewritten = match (&known, &theirs) {
            // What this side has taken back itself is not missed.
            (Some(known), _) if !self.repo.holds(&ours, known)? => false,
            (Some(known), Some(theirs)) => !self.repo.holds(theirs, known)?,
            (Some(_), None) => true,
            (None, _) => false,
        };
        if rewritten && !self.args.accept_rewritten {
            return Err(tell::rewritten(&self.shared, known.as_deref(), theirs.as_deref()));
        }
        let relation = match &theirs {
            None => Relation::Ahead,
            Some(theirs) => self.repo.relation(&ours, theirs)?,
        };
        if relation == Relation::Strangers && !rewritten {
            let shallow = self.repo.standing().shallow;
            return Err(tell::strangers(&self.shared, shallow));
        }
        if !self.args.dry_run {
            self.repo.store(&self.shared)?;
        }
        let ends = self.ends(ours, theirs)?;
        match (relation, &ends.theirs, &known) {
            (Relation::Same, ..) => self.same(&ends, on_step),
            // First: where what was shared was only taken out, and nothing put in its place, we are ahead of it, and would
            // send it back.
            (_, Some(theirs), Some(known)) if rewritten => {
                self.start_over(&ends, theirs, known, settled, on_step)
            }
            (Relation::Ahead, ..) | (_, None, _) => self.send(&ends, on_step),
            (Relation::Behind, Some(theirs), _) => self.take_in(&ends, theirs, on_step),
            (_, Some(theirs), _) => self.join(&ends, theirs, settled, on_step),
        }
    }

    /// What each side has that the other has not.
    fn ends(&self, ours: String, theirs: Option<String>) -> Result<Ends, Failure> {
        let (going, coming) = match &theirs {
            Some(theirs) => (
                self.repo.between(theirs, &ours)?,
                self.repo.between(&ours, theirs)?,
            ),
            None => {
                let history = self.found.history()?;
                (
                    News {
                        history,
                        elsewhere: 0,
                    },
                    News::default(),
                )
            }
        };
        Ok(Ends {
            ours,
            theirs,
            going,
            coming,
        })
    }

    fn same(&self, ends: &Ends, on_step: &OnStep<'_>) -> Result<Ended, Failure> {
        if !self.args.dry_run {
            self.repo.remember(&self.shared, &ends.ours)?;
        }
        step(on_step, SyncStep::Remembered);
        self.close(ends, &Told::new("same"))
    }

    /// Sends what is here; there is nothing to take in.
    fn send(&self, ends: &Ends, on_step: &OnStep<'_>) -> Result<Ended, Failure> {
        let told = Told::new("sent").with_sources(&self.repo.read(&ends.ours)?.0, self.desk.clock);
        if self.args.dry_run || self.args.no_push {
            return self.close(ends, &told);
        }
        step(on_step, SyncStep::Sending);
        match self.repo.push(&self.shared, &ends.ours, self.has_person())? {
            Pushed::Overtaken(why) => return Ok(Ended::Overtaken(why)),
            Pushed::Done => step(on_step, SyncStep::Sent),
        }
        step(on_step, SyncStep::Remembered);
        self.close(ends, &told)
    }

    /// Takes in what others shared; there is nothing to send.
    fn take_in(&self, ends: &Ends, theirs: &str, on_step: &OnStep<'_>) -> Result<Ended, Failure> {
        self.repo.may_advance(&ends.ours, theirs)?;
        let told = Told::new("taken-in").with_sources(&self.repo.read(theirs)?.0, self.desk.clock);
        if self.args.dry_run {
            return self.close(ends, &told);
        }
        let Some(note) = self.advance(&ends.ours, theirs, on_step)? else {
            return Ok(here_meanwhile());
        };
        self.repo.remember(&self.shared, theirs)?;
        step(on_step, SyncStep::Remembered);
        self.close(ends, &told.with_note(note))
    }

    /// Joins both sides by a commit that holds both.
    fn join(
        &self,
        ends: &Ends,
        theirs: &str,
        settled: &mut Settled,
        on_step: &OnStep<'_>,
    ) -> Result<Ended, Failure> {
        let fork = self.repo.fork(&ends.ours, theirs, self.desk.clock)?;
        let authors = ends.authors();
        let Joined::Tree(tree) = self.joined(&fork, settled, authors)? else {
            return Ok(Ended::With(NEEDS_PERSON));
        };
        step(on_step, SyncStep::Joined);
        let told = Told::new("joined")
            .with_sources(&tree.sources, self.desk.clock)
            .with_settled(&tree.settled);
        self.repo.may_become(&ends.ours, &tree.name)?;
        if self.args.dry_run {
            return self.close(ends, &told);
        }
        let message = tell::message(&ends.coming.history, &tree.settled);
        let commit = self.repo.join(&fork, &tree.name, &message)?;
        step(on_step, SyncStep::CommitMade);
        self.send_and_move(ends, &commit, theirs, told, on_step)
    }

    /// Goes on from what the other side holds now, although what was shared before is gone from it: what was saved
    /// here since is put on top of it, and our own commits are kept aside.
    fn start_over(
        &self,
        ends: &Ends,
        theirs: &str,
        known: &str,
        settled: &mut Settled,
        on_step: &OnStep<'_>,
    ) -> Result<Ended, Failure> {
        let fork = self.repo.fork_since(known, &ends.ours, theirs, self.desk.clock)?;
        let Joined::Tree(tree) = self.joined(&fork, settled, ends.authors())? else {
            return Ok(Ended::With(NEEDS_PERSON));
        };
        step(on_step, SyncStep::Joined);
        let told = Told::new("started-over")
            .with_sources(&tree.sources, self.desk.clock)
            .with_settled(&tree.settled);
        self.repo.may_become(&ends.ours, &tree.name)?;
        if self.args.dry_run {
            return self.close(ends, &told);
        }
        let since = self.repo.between(known, &ends.ours)?;
        let commit = self
            .repo
            .put_on_top(&fork, &tree.name, &tell::message_on_top(&since.history))?;
        step(on_step, SyncStep::CommitMade);
        let kept = self.repo.keep_aside(&ends.ours)?;
        let told = told.with_note(Some(format!("your history as it was is kept in Git as {kept}")));
        self.send_and_move(ends, &commit, theirs, told, on_step)
    }

    /// Sends a commit that holds both sides, then moves the branch here to it.
    fn send_and_move(
        &self,
        ends: &Ends,
        commit: &str,
        theirs: &str,
        told: Told,
        on_step: &OnStep<'_>,
    ) -> Result<Ended, Failure> {
        let sent = if self.args.no_push || commit == theirs {
            Ok(Pushed::Done)
        } else {
            step(on_step, SyncStep::Sending);
            self.repo.push(&self.shared, commit, self.has_person())
        };
        match &sent {
            Ok(Pushed::Overtaken(why)) => return Ok(Ended::Overtaken(why.clone())),
            Ok(Pushed::Done) => step(on_step, SyncStep::Sent),
            // What was settled is not lost with the network: the merge is sound, so it is taken in here.
            Err(_) => {}
        }
        let Some(note) = self.advance(&ends.ours, commit, on_step)? else {
            return Ok(here_meanwhile());
        };
        let both = if self.args.no_push || sent.is_err() {
            theirs
        } else {
            commit
        };
        self.repo.remember(&self.shared, both)?;
        step(on_step, SyncStep::Remembered);
        match sent {
            Err(failure) => {
                self.desk.output.say("What others have shared is taken in.");
                Err(failure)
            }
            Ok(_) => self.close(ends, &told.with_note(note)),
        }
    }

    /// Moves the branch here; none where something else was saved here meanwhile, otherwise what a person should know.
    fn advance(&self, from: &str, to: &str, on_step: &OnStep<'_>) -> Result<Option<Option<String>>, Failure> {
        let log = format!("sync: {}", self.shared.address);
        let advanced = self.repo.advance_observed(from, to, &log, &mut |at| {
            step(on_step, SyncStep::Advancing(at));
        })?;
        Ok(match advanced {
            Advanced::Overtaken => None,
            Advanced::Done(saved) => Some(saved.note),
        })
    }

    fn close(&self, ends: &Ends, told: &Told) -> Result<Ended, Failure> {
        tell::close(self, &ends.coming, &ends.going, told)?;
        Ok(Ended::With(Exit::Fine))
    }
}

impl Ends {
    fn authors(&self) -> Authors<'_> {
        Authors {
            ours: &self.going.history,
            theirs: &self.coming.history,
        }
    }
}

fn step(on_step: &OnStep<'_>, at: SyncStep) {
    (on_step.borrow_mut())(at);
}

fn here_meanwhile() -> Ended {
    Ended::Overtaken("something was saved here meanwhile".to_owned())
}

/// Says what a failed network costs: nothing.
fn offline(failure: Failure) -> Failure {
    match failure.cure.clone() {
        Some(cure) if failure.exit == Exit::Failed && !cure.contains("not yet shared") => {
            failure.cure(format!("your work is saved here and not yet shared; {cure}"))
        }
        _ => failure,
    }
}
