//! Tests of the core and of the commands, in one program.
#![expect(
    clippy::disallowed_methods,
    reason = "tests make files, start programs and read settings of their own"
)]
#![allow(clippy::unwrap_used, reason = "a test that fails may end at once")]

mod building;
mod canary;
mod clerks;
mod commands;
mod demonstration;
mod diagnostics;
mod environment;
mod examples;
mod fixture;
mod form;
mod former;
mod generated;
mod hostile;
mod import;
mod incremental;
mod law;
mod law_commands;
mod life;
mod look;
mod merging;
mod minutes;
mod past;
mod places;
mod policy;
mod property;
mod readme;
mod search;
mod serve_edit;
mod site;
mod sync;
mod verify;
