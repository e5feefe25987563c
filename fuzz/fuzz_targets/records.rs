#![no_main]
//! Runs the property `records` on what the fuzzer makes.

libfuzzer_sys::fuzz_target!(init: scrutiny_fuzz::alone(), |bytes: &[u8]| scrutiny_fuzz::records::hold(bytes));
