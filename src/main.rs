//! zopa
fn main() {}
