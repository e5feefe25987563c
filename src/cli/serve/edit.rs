//! `scrutiny serve --edit`: forms for records in a browser on this machine.
//!
//! Requests are let in, read and bounded by [`door`]; a single thread, the [`clerk`], does what they ask one after the
//! other, so that two pages never save at once.

mod clerk;
mod door;
mod drawer;
mod keep;
mod preview;
mod reply;
mod save;
mod shown;

use std::sync::Arc;
use std::sync::mpsc::Sender;

use tokio::sync::oneshot;

use crate::edit::gate::Gate;
use crate::failure::Failure;
pub(super) use clerk::work;
pub(super) use door::{answer, asked};
pub(super) use reply::Reply;

/// What is asked of the clerk.
pub(super) struct Job {
    is_post: bool,
    /// The path below the root of the forms.
    path: String,
    query: Vec<(String, String)>,
    /// What a form sent.
    sent: Vec<(String, String)>,
    reply: oneshot::Sender<Reply>,
}

/// The forms of a running server.
pub(super) struct Edit {
    gate: Arc<Gate>,
    jobs: Sender<Job>,
}

impl Edit {
    /// Forms that only who knows a new random token comes to.
    ///
    /// # Errors
    ///
    /// Where the system has no randomness to give.
    pub(super) fn new(jobs: Sender<Job>) -> Result<Self, Failure> {
        let mut random = [0; Gate::BYTES];
        getrandom::fill(&mut random).map_err(|error| {
            Failure::new("the system gave no random number to protect the forms with").because(error)
        })?;
        Ok(Self {
            gate: Arc::new(Gate::new(random)),
            jobs,
        })
    }

    /// What the clerk seals forms with.
    pub(super) fn gate(&self) -> Arc<Gate> {
        Arc::clone(&self.gate)
    }

    /// Where the forms are, below the server's address.
    pub(super) fn path(&self) -> String {
        format!("/edit/{}/", self.gate.token())
    }
}
