//! Any bytes as a map file.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| zopa_fuzz::map_reader(bytes));
