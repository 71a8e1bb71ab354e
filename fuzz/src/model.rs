//! zopa's values, and the dice of its own tests.

pub use zopa::model::*;

#[expect(dead_code, reason = "proptest's strategy is for zopa's own tests")]
#[path = "../../src/model/samples.rs"]
pub mod samples;
