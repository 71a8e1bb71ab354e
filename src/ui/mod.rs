//! The cells of the screen: layout, marks, labels and colors. Drawing changes nothing of the session.

#[cfg(test)]
mod behind;
mod card;
pub mod draw;
mod frame;
#[cfg(test)]
mod fronts;
mod grid;
mod hits;
mod key_line;
pub mod labels;
mod marking;
mod mistakes;
mod options;
mod overlap;
mod overlays;
mod packages;
mod partners;
mod plane;
#[cfg(test)]
mod random;
#[cfg(test)]
mod samples;
mod shared;
mod start;
mod theme;

pub use frame::Painter;
pub use hits::{Drawn, Plane};
pub use plane::{Improved, Improvement};
pub use theme::{Background, Colors, Density, Look, Mark, Role, Signs};
