//! Tests of the core and of the commands, in one program.

mod commands;
mod demonstration;
mod environment;
mod generated;
mod readme;
mod site;
