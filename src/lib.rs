//! zopa

pub mod analysis;
pub mod model;
