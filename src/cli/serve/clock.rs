//! The day it is: a server may run past midnight.
#![expect(
    clippy::disallowed_methods,
    reason = "what is shown and saved after midnight has the new day"
)]

use chrono::{Local, NaiveDate};

/// The day it is now, where this computer is.
pub(super) fn today() -> NaiveDate {
    Local::now().date_naive()
}
