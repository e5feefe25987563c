//! Sheets: records as tables for a spreadsheet, and tables back to records with nothing lost.
//!
//! Bytes become a [`Book`] of cells ([`read()`]); a book and the register become a [`Plan`] of what would change, or a list of
//! faults, each at its cell ([`plan()`]); what the checks find in the planned records is led back to the cells ([`traced`]). The
//! other way, a register becomes tables ([`export()`]), as CSV or as a workbook ([`write()`]).

mod book;
mod csv;
mod day;
mod export;
mod fault;
mod field;
mod flat;
mod guide;
mod header;
mod intake;
mod plan;
mod read;
mod table;
mod trace;
mod value;
mod xlsx;

pub use book::{Book, Cell, Odd, Place, Sheet, letters};
pub use day::Order;
pub use export::{Export, LeftOut, export};
pub use fault::Fault;
pub use field::{Field, Sort, fields};
pub use flat::{Flat, flat};
pub use guide::guide;
pub use header::{Means, Names};
pub use plan::{Change, Options, Plan, Planned, plan};
pub use read::{LIMIT, Unreadable, read};
pub use table::Table;
pub use trace::traced;
pub use xlsx::{Page, write};
