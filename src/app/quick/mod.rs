//! Quick entry: a page on which each line is a partner, and what the lines would become.

mod line;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

pub use line::{Fault, Sketch};

use super::UserError;
use super::key::Key;
use super::text::{Lines, TextField};
use super::view::folded;
use crate::model::{Map, Text};

/// The most partners added in one go.
pub(super) const MOST: usize = 1_000;

/// Lines being written, and what each of them would become.
#[derive(Clone, Debug)]
pub struct QuickPage {
    field: TextField,
    entries: Vec<(usize, Entry)>,
    known: BTreeSet<String>,
}

/// What becomes of a line that says something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    /// A new partner.
    New(Sketch),
    /// Nothing: a partner of this name is in the map.
    There(Text),
    /// Nothing: a line above has this name.
    Above(Text),
    /// It has to be mended first.
    Refused(Fault),
}

/// How many lines become what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// New partners.
    pub new: usize,
    /// Lines left out, for there is such a partner.
    pub left_out: usize,
    /// Lines that have to be mended.
    pub refused: usize,
}

impl QuickPage {
    /// A page with these lines, beside the partners of a map.
    #[must_use]
    pub fn new(map: &Map, field: TextField) -> Self {
        let known = map.partners.values().map(|partner| alike(&partner.name)).collect();
        let mut page = Self { field, entries: Vec::new(), known };
        page.read();
        page
    }

    /// An empty text for a page, or one with this in it.
    #[must_use]
    pub fn text(text: &str) -> TextField {
        TextField::new(text, Lines::Many)
    }

    /// The lines as they are written.
    #[must_use]
    pub fn field(&self) -> &TextField {
        &self.field
    }

    /// The lines that say something, counted from 0, and what becomes of each.
    #[must_use]
    pub fn entries(&self) -> &[(usize, Entry)] {
        &self.entries
    }

    /// The position of the entry whose line has the cursor, or of the nearest one above.
    #[must_use]
    pub fn at(&self) -> usize {
        let line = self.field.row();
        self.entries.partition_point(|(of, _)| *of <= line).saturating_sub(1)
    }

    /// How many lines become what.
    #[must_use]
    pub fn tally(&self) -> Tally {
        let mut tally = Tally::default();
        for (_, entry) in &self.entries {
            match entry {
                Entry::New(_) => tally.new += 1,
                Entry::There(_) | Entry::Above(_) => tally.left_out += 1,
                Entry::Refused(_) => tally.refused += 1,
            }
        }
        tally
    }

    /// The partners that the lines become, in their order.
    pub fn sketches(&self) -> impl Iterator<Item = &Sketch> {
        self.entries.iter().filter_map(|(_, entry)| match entry {
            Entry::New(sketch) => Some(sketch),
            _ => None,
        })
    }

    /// The first line that has to be mended: its position among the entries, and what is wrong.
    #[must_use]
    pub fn fault(&self) -> Option<(usize, UserError)> {
        let refused = |(at, (line, entry)): (usize, &(usize, Entry))| match entry {
            Entry::Refused(fault) => {
                let message = format!("Line {}: {}", line + 1, fault.message);
                Some((at, UserError::Refused(message, fault.hint)))
            }
            _ => None,
        };
        self.entries.iter().enumerate().find_map(refused)
    }

    /// Puts the cursor on the line of an entry.
    pub fn go(&mut self, at: usize) {
        if let Some((line, _)) = self.entries.get(at) {
            self.field.go_to_row(*line);
        }
    }

    /// Types a key.
    pub fn key(&mut self, key: Key) {
        self.field.key(key);
        self.read();
    }

    /// Inserts pasted text.
    pub fn paste(&mut self, text: &str) -> Result<(), UserError> {
        self.field.paste(text)?;
        self.read();
        Ok(())
    }

    fn read(&mut self) {
        let mut names = BTreeSet::new();
        let lines = self.field.area().lines().iter().enumerate();
        let entries = lines.filter_map(|(line, text)| {
            let entry = match Sketch::read(&Text::cleaned(text)) {
                Ok(None) => return None,
                Ok(Some(sketch)) => {
                    let name = alike(&sketch.name);
                    if self.known.contains(&name) {
                        Entry::There(sketch.name)
                    } else if names.insert(name) {
                        Entry::New(sketch)
                    } else {
                        Entry::Above(sketch.name)
                    }
                }
                Err(fault) => Entry::Refused(fault),
            };
            Some((line, entry))
        });
        self.entries = entries.collect();
    }
}

/// Names that a person takes for the same: without accents, capitals and double blanks.
fn alike(name: &str) -> String {
    folded(name).split_whitespace().collect::<Vec<_>>().join(" ")
}
