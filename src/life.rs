//! What happens to a record after it was made: it is corrected, renamed, withdrawn. Each is a pure function from the text
//! of files to the text of files.

mod correct;
pub(crate) mod links;
mod rename;
mod withdraw;

pub use correct::{Corrected, Correcting, Fault, corrected};
pub use rename::{Renamed, applied, renamed};
pub use withdraw::{Telling, dependants, repeats, tombstone};
