//! A map and a tape of edits: saved, undone, saved again.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| zopa_fuzz::patcher(bytes));
