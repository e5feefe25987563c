//! The statutory record of NHS service change in England.

pub mod failure;
pub mod history;
pub mod law;
pub mod source;
