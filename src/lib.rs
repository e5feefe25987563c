//! The statutory record of NHS service change in England: what committees resolved, and who must consult whom.
//!
//! The whole program is one sentence:
//!
//! > Files on disk, or in a commit, become [`source::Sources`]; these become a [`register::Register`] and its
//! > [`diagnostic::Diagnostics`]; a register, the law and a day become [`site::Conclusions`]; these with the
//! > [`history::History`] become a [`site::Site`] of typed pages; pages become bytes.
//!
//! Everything between the first arrow and the last is a pure function: no clock, no disk, no Git, no environment,
//! no printing. `today` is an argument, and a mistake in a record is a value. The outside is reached only through
//! [`disk`], [`git`] and [`cli`]; `clippy.toml` holds these walls.
//!
//! From the inside out:
//!
//! - [`source`]: text, and places in it. [`diagnostic`]: a mistake, its place and its cure. [`failure`]: what the
//!   outside world refused, and the exit code that ends in.
//! - [`yaml`]: text to a tree whose every value knows its place. [`mod@shape`]: a tree to a typed record, from one
//!   definition that is reader, schema and documentation at once. [`value`]: dates, facts and texts.
//! - [`record`]: the five kinds. [`register`]: all of them, linked. [`law`]: the provisions they may cite.
//! - [`check`]: rules over sound records. [`view`]: what each page says. [`site`]: which pages there are, and their bytes.
//! - [`form`]: what is asked of a record, kind by kind. [`edit`]: the same as pages in a browser. [`sheet`]: records as tables for
//!   a spreadsheet, and back. [`report`]: documents to be printed, pasted or sent.
//! - [`calendar`], [`csv`] and [`schema`]: days, tables and the form of records, as other programs read them.
//! - [`search`]: the words of all pages, as small files that a page's script can ask.
//! - [`minutes`]: what a council publishes, to drafts of records for a person to confirm.
//! - [`compare`], [`lock`] and [`life`]: what differs between two versions of a record, what of it may not change unsaid, and
//!   how it is put right. [`merge`]: three versions to one.
//! - [`explain`]: each code with a record that has the problem, the message it gets, and the record mended.
//! - [`portable`]: which paths every system can hold. [`encoding`]: bytes to text. [`doctor`]: whether a machine and a register
//!   are fit for work.
//! - [`nation`]: several registers to one, each with its own publisher, ids told apart.
//! - [`history`]: what happened to each record, as values; [`git`] reads it. [`audit`]: whether it was kept as promised.

pub mod audit;
pub mod calendar;
pub mod check;
pub mod cli;
pub mod compare;
pub mod csv;
pub mod diagnostic;
pub mod disk;
pub mod doctor;
pub mod edit;
pub mod encoding;
pub mod explain;
pub mod failure;
pub mod form;
pub mod git;
pub mod history;
pub mod law;
pub mod life;
pub mod lock;
pub mod markdown;
pub mod merge;
pub mod minutes;
pub mod nation;
pub mod portable;
pub mod record;
pub mod register;
pub mod report;
pub mod schema;
pub mod search;
pub mod shape;
pub mod sheet;
pub mod site;
pub mod source;
pub mod value;
pub mod view;
pub mod yaml;
