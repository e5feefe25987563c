//! Tests of the core and of the commands, in one program.

mod commands;
mod demonstration;
mod diagnostics;
mod environment;
mod generated;
mod examples;
mod fixture;
mod hostile;
mod property;
mod readme;
mod site;
