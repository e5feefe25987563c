//! Sheets: records as tables for a spreadsheet, and tables back to records with nothing lost.

mod book;
mod csv;
mod day;
mod field;
mod flat;
mod header;
mod read;
mod table;
mod value;
mod xlsx;

pub use book::{Book, Cell, Odd, Place, Sheet, letters};
pub use day::Order;
pub use field::{Field, Sort, fields};
pub use flat::{Flat, flat};
pub use header::{Means, Names};
pub use read::{LIMIT, Unreadable, read};
pub use table::Table;
pub use xlsx::{Page, write};
