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
mod completions;
mod conclusions;
mod demonstration;
mod diagnostics;
mod doctor;
mod environment;
mod examples;
mod finds;
mod fixture;
mod form;
mod former;
mod four_ways;
mod gallery;
mod generated;
#[cfg(unix)]
mod guided;
mod help;
mod hostile;
mod import;
mod incremental;
mod law;
mod law_commands;
mod life;
mod line_ends;
mod look;
mod manual;
mod merging;
mod minutes;
mod nation;
mod network;
mod past;
mod paths;
mod places;
mod policy;
mod property;
mod readme;
mod reports;
mod sealed;
mod search;
mod serve_edit;
mod sheets;
mod site;
mod sync;
#[cfg(unix)]
mod terminal;
#[cfg(unix)]
mod terminals;
mod verify;
