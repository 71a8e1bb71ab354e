//! What one cell of the matrix says: its shade, and the mark of a tension.

use ratatui::style::{Modifier, Style};

use super::super::theme::{Density, Look, Mark, Role};
use crate::analysis::{Extent, Overlap};

/// What a cell says.
#[derive(Clone, Copy)]
pub(super) enum Cell {
    /// The row's and the column's partner are the same one.
    Same,
    /// It isn't known what success means to one of the two.
    NotKnown,
    /// Common ground and tension.
    Pair(Overlap),
}

impl Cell {
    pub(super) fn of(overlap: Option<Overlap>) -> Self {
        overlap.map_or(Self::NotKnown, Self::Pair)
    }

    pub(super) fn density(self) -> Option<Density> {
        match self {
            Self::Pair(overlap) => Density::of(overlap.common),
            Self::Same | Self::NotKnown => None,
        }
    }

    /// Whether its sign fills the cell.
    pub(super) fn fills(self) -> bool {
        self.density().is_some()
    }

    pub(super) fn sign(self, look: Look) -> (&'static str, Style) {
        match (self, self.density()) {
            (_, Some(density)) => look.density(density),
            (Self::Same, _) => (look.either("╲", "\\"), look.style(Role::Dim)),
            (Self::NotKnown, _) => (look.sign(Mark::NotKnown), look.style(Role::Dim)),
            (Self::Pair(_), None) => {
                // its letter would be that of the faintest shade
                (look.either("·", "-"), look.mark_style(Mark::Common(Extent::None)))
            }
        }
    }

    /// The mark of a tension, heavier where there is more than a little.
    pub(super) fn mark(self, look: Look) -> (&'static str, Style) {
        let Self::Pair(overlap) = self else { return (" ", Style::new()) };
        let style = look.mark_style(Mark::Tension);
        match overlap.tension.extent() {
            Extent::None => (" ", Style::new()),
            Extent::Little => (look.sign(Mark::Tension), style),
            _ => (look.sign(Mark::Tension), style.add_modifier(Modifier::BOLD)),
        }
    }

    /// A sign that can be read reversed.
    pub(super) fn plain(self, look: Look) -> &'static str {
        match self {
            Self::Pair(overlap) => look.sign(Mark::Common(overlap.common.extent())),
            _ => self.sign(look).0,
        }
    }
}
