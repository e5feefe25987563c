//! `add` and `edit` question by question at a terminal: the form is asked, kept after every answer, and saved as one commit.

mod adding;
mod editing;
mod keep;
mod room;

pub(super) use adding::{add, which};
pub(super) use editing::edit;
pub(super) use keep::{folder, kept};

use super::ask::Ask;
use super::desk::{Desk, Found};
use crate::failure::Failure;
use crate::form::guide::{Guide, Made, Turn, judge};
use crate::history::History;
use keep::Keeper;
use room::Room;

/// How a form ended.
enum Ended {
    /// It is to be saved, as a draft where that is so.
    Save { draft: bool },
    /// It was left, and is kept.
    Left,
    /// It was thrown away.
    Discarded,
}

/// Somebody at a terminal before a register.
struct Sitting<'s> {
    desk: &'s Desk<'s>,
    found: &'s Found<'s>,
    ask: Ask<'s>,
}

impl<'s> Sitting<'s> {
    fn new(desk: &'s Desk<'s>, found: &'s Found<'s>) -> Self {
        Self {
            desk,
            found,
            ask: Ask::new(desk.output),
        }
    }

    /// What tells which record was made last. Without it the day a record is filed under does.
    fn history(&self) -> Option<History> {
        self.found.history().ok()
    }

    /// Asks until the form has ended; what is answered is kept at once.
    fn run(&self, guide: &mut Guide, room: &mut Room, keeper: &mut Keeper) -> Result<Ended, Failure> {
        loop {
            room.furnish(guide, self.desk.today);
            let known = room.known(self.desk.today);
            let verdict = guide
                .is_in_review()
                .then(|| judge(guide, &known, &room.sources, self.desk.clock));
            let prompt = guide.prompt(&known, verdict.as_ref());
            let reply = self
                .ask
                .prompt(&prompt)
                .map_err(|failure| keeper.besides(failure))?;
            let turn = guide.answer(&reply, &known, verdict.as_ref());
            match turn {
                Turn::Go => {
                    if let Err(failure) = keeper.keep(guide) {
                        self.desk.output.failure_aloud(&failure);
                    }
                }
                Turn::Show => {
                    if let Some(made) = verdict.and_then(|verdict| verdict.made) {
                        self.show(&made);
                    }
                }
                Turn::Save { draft } => return Ok(Ended::Save { draft }),
                Turn::Leave => return Ok(Ended::Left),
                Turn::Discard => return Ok(Ended::Discarded),
            }
        }
    }

    fn show(&self, made: &Made) {
        let lines: Vec<String> = made.text.lines().map(|line| format!("  {line}")).collect();
        self.desk
            .output
            .aloud(&format!("\n{} would hold:\n\n{}", made.path, lines.join("\n")));
    }

    /// Says that a form was left, and how one goes on with it.
    fn left(&self, keeper: &Keeper, command: &str) {
        let output = self.desk.output;
        match keeper.is_kept() {
            true => {
                output.aloud("\nNothing was saved in the register. Your answers are kept.");
                output.next(&format!("{command} goes on with them"));
            }
            false => output.aloud("\nNothing was saved."),
        }
    }
}
