//! zopa

pub mod model;
