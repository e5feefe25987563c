#![no_main]
//! Runs the property `word` on what the fuzzer makes.

libfuzzer_sys::fuzz_target!(init: scrutiny_fuzz::alone(), |bytes: &[u8]| scrutiny_fuzz::word::hold(bytes));
