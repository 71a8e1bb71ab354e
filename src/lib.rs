//! zopa

pub mod analysis;
pub mod edit;
pub mod model;
