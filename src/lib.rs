//! zopa

pub mod analysis;
pub mod app;
pub mod cli;
pub mod edit;
pub mod format;
pub mod model;
pub mod storage;
pub mod tui;
pub mod ui;
