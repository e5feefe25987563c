//! What happens to a record after it was made: it is corrected, renamed, withdrawn. Each is a pure function from the text
//! of files to the text of files.

mod correct;

pub use correct::{Corrected, Correcting, Fault, corrected};
