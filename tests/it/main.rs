//! Tests of the core and of the commands, in one program.

mod commands;
mod demonstration;
mod environment;
mod readme;
mod site;
