//! The map file: read with every mistake and its place, written by changing only what was edited.

#[cfg(test)]
mod agreement;
mod brackets;
mod check;
mod compare;
mod document;
#[cfg(test)]
pub(crate) mod fields;
mod fingerprint;
mod gap;
pub mod journal;
mod kept;
#[cfg(test)]
mod laws;
mod leaves;
mod locate;
pub mod machine;
mod mask;
mod names;
mod numbers;
mod order;
mod parse;
mod patch;
mod problem;
mod quote;
mod read;
mod references;
#[cfg(test)]
mod saving;
mod scan;
mod schema;
mod seat;
mod shape;
mod sheet;
mod slots;
mod splice;
mod starter;
mod strings;
mod tidy;
mod tree;

pub use compare::{Difference, differences};
pub use document::{Document, FormatError, Patched};
pub use fingerprint::Fingerprint;
pub use locate::Locator;
pub use problem::{Finding, Problem, Report, Severity};
pub use quote::Quoter;
pub use read::{LARGEST, read};
pub use starter::{EXAMPLE, STARTER};
pub use tidy::canonical;
