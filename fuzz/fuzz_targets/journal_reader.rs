//! Any bytes as a journal, and journals with damage.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| zopa_fuzz::journal_reader(bytes));
