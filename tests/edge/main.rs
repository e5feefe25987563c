//! The edges against real folders and real repositories, in places of their own.
#![expect(
    clippy::disallowed_methods,
    reason = "these tests stand outside and look at what the edges did"
)]

mod crash;
mod ground;
mod history;
mod reading;
mod saving;
mod site;
