//! Tests of the core and of the commands, in one program.

mod commands;
mod demonstration;
mod diagnostics;
mod environment;
mod examples;
mod fixture;
mod generated;
mod hostile;
mod incremental;
mod property;
mod readme;
mod site;
