//! The mistakes of a file that is no map yet: where each is, what is wrong, and the line it is in.

use std::path::PathBuf;

use crate::model::{Curtain, Private};

/// All that is wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistakes {
    /// The file.
    pub path: PathBuf,
    /// The mistakes, in the order of the file; not more than are read in one go.
    pub rows: Vec<Mistake>,
    /// How many there are.
    pub all: usize,
    /// The one under the cursor.
    pub at: usize,
}

/// One mistake.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
    /// The line, and blanks with the carets under the place that is meant; what is private masked.
    pub masked: (String, String),
    /// The same as it is.
    pub whole: Private<(String, String)>,
}

impl Mistake {
    /// The line and the carets, as far as the curtain lets them be seen.
    #[must_use]
    pub fn quoted(&self, curtain: Curtain) -> &(String, String) {
        self.whole.shown(curtain).unwrap_or(&self.masked)
    }
}

impl Mistakes {
    /// How many there are, in words.
    #[must_use]
    pub fn sum(&self) -> String {
        if self.all == 1 { "1 mistake".to_owned() } else { format!("{} mistakes", self.all) }
    }

    /// The mistake under the cursor.
    #[must_use]
    pub fn chosen(&self) -> Option<&Mistake> {
        self.rows.get(self.at)
    }

    /// Moves the cursor by so many mistakes; it stays within the list.
    pub(super) fn step(&mut self, rows: isize) {
        let last = self.rows.len().saturating_sub(1);
        self.at = self.at.saturating_add_signed(rows).min(last);
    }
}
