//! The map file: read with every mistake and its place, written by changing only what was edited.

#[cfg(test)]
mod agreement;
mod check;
mod gap;
#[cfg(test)]
mod laws;
mod leaves;
mod locate;
pub mod machine;
mod mask;
mod names;
mod numbers;
mod parse;
mod problem;
mod quote;
mod read;
mod references;
mod scan;
mod schema;
mod shape;
mod sheet;
mod strings;
mod tidy;
mod tree;

pub use locate::{Locator, locate};
pub use problem::{Finding, Problem, Report, Severity};
pub use quote::{Quoter, render};
pub use read::{LARGEST, read};
pub use tidy::canonical;
