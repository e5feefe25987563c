//! Documents to be printed, pasted or sent: what each says as one value, and that value as Markdown, print HTML or text.
//!
//! What a report says is worked out here once ([`actions`] and those beside it); how it looks on paper, in a
//! word processor or in a letter is the business of one writer for each form, so that no report formats anything itself.

pub mod actions;
pub mod asked;
mod document;
pub mod due;
mod html;
mod letter;
mod markdown;
pub mod notice;
pub mod owed;
mod page;
pub mod summary;
mod text;

pub use document::{Block, Document, Piece, Rich, Section, Table, Term};
pub use html::html;
pub use letter::{draft, letter};
pub use markdown::{cell, markdown};
pub use page::Place;
pub use text::{WIDTH, text};
