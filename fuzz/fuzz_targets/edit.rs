#![no_main]
//! Runs the property `edit` on what the fuzzer makes.

libfuzzer_sys::fuzz_target!(init: scrutiny_fuzz::alone(), |bytes: &[u8]| scrutiny_fuzz::edit::hold(bytes));
