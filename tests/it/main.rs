//! The library from outside: text in, values and diagnostics out.

mod diagnostics;
mod examples;
mod fixture;
mod hostile;
mod property;
