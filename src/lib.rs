//! The statutory record of NHS service change in England.

pub mod check;
pub mod cli;
pub mod diagnostic;
pub mod disk;
pub mod failure;
pub mod git;
pub mod history;
pub mod law;
pub mod markdown;
pub mod record;
pub mod register;
pub mod shape;
pub mod source;
pub mod value;
pub mod yaml;
