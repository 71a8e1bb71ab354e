//! The start screen: maps that were opened recently, and what else can be opened.

use std::path::PathBuf;

use crate::model::Text;

/// The start screen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Start {
    /// The maps opened recently, the latest first.
    pub recent: Vec<Recent>,
    /// The row under the cursor.
    pub at: usize,
}

/// A map that was opened recently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recent {
    /// Its file.
    pub path: PathBuf,
    /// Its title when it was opened.
    pub title: Text,
    /// When that was, as "yesterday".
    pub when: String,
    /// Why it can't be opened now.
    pub refused: Option<String>,
}

/// A row of the start screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StartRow {
    /// A map opened recently, by its position.
    Recent(usize),
    /// Look for a file.
    Find,
    /// Start a new map.
    New,
    /// The map that is built in.
    Example,
}

impl Start {
    /// The start screen with these maps, the cursor on the first that can be opened.
    #[must_use]
    pub fn of(recent: Vec<Recent>) -> Self {
        let at = recent.iter().position(|recent| recent.refused.is_none());
        let at = at.unwrap_or(recent.len());
        Self { recent, at }
    }

    /// The rows, from top to bottom.
    pub fn rows(&self) -> impl Iterator<Item = StartRow> {
        let recent = (0..self.recent.len()).map(StartRow::Recent);
        recent.chain([StartRow::Find, StartRow::New, StartRow::Example])
    }

    /// The row under the cursor.
    #[must_use]
    pub fn chosen(&self) -> Option<StartRow> {
        self.rows().nth(self.at)
    }

    /// Moves the cursor by so many rows; it stays within the list.
    pub(super) fn step(&mut self, rows: isize) {
        let last = self.rows().count() - 1;
        self.at = self.at.saturating_add_signed(rows).min(last);
    }

    /// Takes what is known of the maps now; the cursor stays where it is, as far as that is there.
    pub(super) fn take(&mut self, recent: Vec<Recent>) {
        let before = self.chosen();
        let path = match before {
            Some(StartRow::Recent(at)) => self.recent.get(at).map(|recent| recent.path.clone()),
            _ => None,
        };
        let is_first = self.recent.is_empty();
        let beyond = self.at.saturating_sub(self.recent.len());
        let next = Self::of(recent);
        let same = path.and_then(|path| next.recent.iter().position(|other| other.path == path));
        let at = match before {
            Some(StartRow::Recent(_)) => same.unwrap_or(next.at),
            _ if is_first && beyond == 0 => next.at,
            _ => next.recent.len() + beyond,
        };
        *self = Self { at, ..next };
    }
}
