//! Changes of a map: edits as values, steps that people take, and the history of them; no clock, no disk.
//!
//! An [`Edit`] is a slot of the map with what it held and what it holds then. The modules named
//! after things ([`partner`], [`criterion`], …) make [`Step`]s from the current map; [`History`]
//! carries them out and takes them back. Nothing else changes an open map.

mod change;
pub mod concern;
pub mod criterion;
mod draft;
pub mod effect;
pub mod heading;
mod history;
pub mod issue;
pub mod offer;
pub mod option;
pub mod partner;
#[cfg(test)]
pub(crate) mod planted;
mod record;
pub mod relation;
pub mod rule;
#[cfg(test)]
pub(crate) mod samples;
mod step;
#[cfg(test)]
mod tests;
pub mod theme;
mod value;

pub use change::{Change, Entry, EntryChange};
pub use draft::{Draft, Writing};
pub use history::{Deed, History, Moment, PRIVATE_STEP, Revision, Together, UsedIds};
pub use offer::Exchanged;
pub use record::{Identity, Ordered, Placements, Question, Stances};
pub use step::Step;
pub use value::{Edit, Misfit};
