//! How far a sync has come.

use crate::git::Step;

/// How far a sync has come; for tests, which end the program at each of them, or act in between as others would.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SyncStep {
    /// What others have shared is here, beside the branch.
    Fetched,
    /// Both sides are one tree without mistakes.
    Joined,
    /// The commit that joins them is made, but on no branch.
    CommitMade,
    /// The other side is about to be sent something.
    Sending,
    /// The other side holds it.
    Sent,
    /// The branch here is being moved.
    Advancing(Step),
    /// All is done.
    Remembered,
}
