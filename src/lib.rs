//! The statutory record of NHS service change in England.

pub mod disk;
pub mod failure;
pub mod git;
pub mod history;
pub mod source;
