//! zopa's edits, and the random steps of its own tests.

pub use zopa::edit::*;

#[path = "../../src/edit/samples.rs"]
pub mod samples;
