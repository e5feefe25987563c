//! Reading minutes as councils publish them.

mod pages;
