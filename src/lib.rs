//! zopa

pub mod analysis;
pub mod app;
pub mod edit;
pub mod format;
pub mod model;
pub mod storage;
pub mod ui;
