//! The edges against real folders and real repositories, in places of their own.
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    clippy::unwrap_used,
    reason = "these tests stand outside, look at what the edges did, and print what they measured"
)]

mod crash;
mod ground;
mod history;
mod measured;
mod reading;
mod saving;
mod site;
mod sync;
mod undo;
