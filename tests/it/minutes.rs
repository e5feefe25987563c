//! Reading minutes as councils publish them.

mod corpus;
mod pages;
mod reading;
