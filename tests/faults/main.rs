//! What a machine can do to a program in the midst of its work, and what the register is like afterwards. The real
//! program runs; `docs/durability.md` says what is promised and how to run these tests at full length.
#![cfg(unix)]
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    clippy::unwrap_used,
    reason = "these tests stand outside, look at what the program did, and print what they could not do"
)]

mod clock;
#[path = "../it/environment.rs"]
#[allow(dead_code, reason = "the tests of the commands use more of it")]
mod environment;
mod full;
mod kills;
mod locks;
mod meanwhile;
mod network;
mod places;
mod random;
mod register;
#[path = "../it/sealed.rs"]
mod sealed;
mod sharing;
mod trace;
