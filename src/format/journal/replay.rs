//! Doing again what a journal says, as far as it can be read and fits.

use serde::Deserialize;

use super::edit_line::{EditLine, value};
use super::lines::{self, Next};
use crate::edit::{
    Change, Deed, Draft, Edit, History, Placements, Revision, Step, Together, Writing,
};
use crate::format::{Fingerprint, read, shape::View, sheet};
use crate::model::{Level, Map, PartnerId};

/// A map and its history, as a journal gives them back.
#[derive(Debug)]
pub struct Replayed {
    /// The text of the map file when the journal was begun.
    pub text: Vec<u8>,
    /// The map after everything that was done.
    pub map: Map,
    /// What was done.
    pub history: History,
    /// What was being written.
    pub draft: Draft,
    /// How many lines were done again.
    pub lines: usize,
    /// How many bytes of the journal are good; what follows counts for nothing.
    pub good_bytes: usize,
    /// Why the rest of the journal was left out, if there is a rest.
    pub stopped: Option<Stopped>,
    /// What the file may hold, and the state of the map that this is; the latest last.
    pub(super) saves: Vec<(Fingerprint, Revision)>,
    /// The state that was in the file for sure.
    confirmed: Revision,
}

/// Why a journal is not read to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stopped {
    /// Its last line is cut: the program ended while it was being written.
    Cut,
    /// A line is not what was written.
    Damaged,
    /// What a line says doesn't fit the map that the lines before lead to.
    Misfit,
}

/// A journal whose beginning can't be read: nothing can be recovered from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the beginning of the journal is damaged, or a newer zopa wrote it")]
pub struct Unreadable;

/// The content of a line.
#[derive(Deserialize)]
enum Content<'t> {
    Edit(String, #[serde(borrow)] Vec<EditLine<'t>>),
    Joined(String, #[serde(borrow)] Vec<EditLine<'t>>),
    Moved(String, PartnerId, (Level, Level), (Level, Level)),
    MovedOn(String, PartnerId, (Level, Level), (Level, Level)),
    Undo,
    Redo,
    Saving(Revision, u64, String),
    Saved(Revision),
    Draft(Vec<Writing>),
}

/// Does again all that a journal says, up to the first line that is not whole or doesn't fit.
pub fn replay(bytes: &[u8]) -> Result<Replayed, Unreadable> {
    let (text, mut at) = lines::text(bytes).ok_or(Unreadable)?;
    let map = read::read(text).map_err(|_mistakes| Unreadable)?;
    let history = History::new();
    let start = history.revision();
    let mut replayed = Replayed {
        text: text.to_vec(),
        map,
        history,
        draft: Draft::default(),
        lines: 0,
        good_bytes: at,
        stopped: None,
        saves: vec![(Fingerprint::of(text), start)],
        confirmed: start,
    };
    replayed.stopped = loop {
        let (content, end) = match lines::next(bytes, at) {
            Next::Line(content, end) => (content, end),
            Next::Cut => break Some(Stopped::Cut),
            Next::Damaged => break Some(Stopped::Damaged),
            Next::End => break None,
        };
        let Some(content) = value(content) else { break Some(Stopped::Damaged) };
        if replayed.take(content).is_none() {
            break Some(Stopped::Misfit);
        }
        at = end;
        replayed.good_bytes = at;
        replayed.lines += 1;
    };
    Ok(replayed)
}

impl Replayed {
    fn take(&mut self, content: Content<'_>) -> Option<()> {
        let deed = match content {
            Content::Edit(label, edits) => Deed::Edit(step(label, all(edits)?)?, Together::Apart),
            Content::Joined(label, edits) => {
                Deed::Edit(step(label, all(edits)?)?, Together::Joined)
            }
            Content::Moved(label, id, from, to) => {
                Deed::Edit(self.moved(label, id, from, to)?, Together::Apart)
            }
            Content::MovedOn(label, id, from, to) => {
                Deed::Edit(self.moved(label, id, from, to)?, Together::Joined)
            }
            Content::Undo => Deed::Undo,
            Content::Redo => Deed::Redo,
            Content::Saving(revision, length_bytes, hash) => {
                let hash = u64::from_str_radix(&hash, 16).ok()?;
                self.saves.push((Fingerprint { length_bytes, hash }, revision));
                return Some(());
            }
            Content::Draft(writings) => {
                self.draft = Draft(writings);
                return Some(());
            }
            Content::Saved(revision) => {
                self.confirmed = revision;
                return Some(());
            }
        };
        self.history.repeat(&mut self.map, &deed).ok()
    }

    /// A move of a partner on the grid, with its evidence and sources as they are.
    fn moved(
        &self,
        label: String,
        partner: PartnerId,
        from: (Level, Level),
        to: (Level, Level),
    ) -> Option<Step> {
        let now = self.map.partners.get(&partner)?;
        if now.place() != Some(from) {
            return None;
        }
        let before = Placements::of(now);
        let after = before.at(Some(to.0), Some(to.1));
        let change = Box::new(Change { before, after });
        step(label, vec![Edit::Placement { partner, change }])
    }

    /// Whether the map is as it was when it was saved last, and nothing was being written.
    #[must_use]
    pub fn is_all_saved(&self) -> bool {
        self.confirmed == self.history.revision() && self.draft.is_empty()
    }

    /// What the file held when it was saved last.
    #[must_use]
    pub fn last_saved(&self) -> Fingerprint {
        let mut saves = self.saves.iter().rev();
        let last = saves.find(|(_, revision)| *revision == self.confirmed);
        last.map_or_else(|| Fingerprint::of(&self.text), |(file, _)| *file)
    }

    /// Settles which state of the map is in the file, by what the file holds now.
    ///
    /// False where it is none of them: the file was changed by someone else, or there is none.
    pub fn settle(&mut self, file: Option<Fingerprint>) -> bool {
        let mut saves = self.saves.iter().rev();
        match saves.find(|(save, _)| Some(*save) == file) {
            Some((_, revision)) => self.history.mark_saved(*revision),
            None => self.history.mark_unsaved(),
        }
        self.history.saved().is_some()
    }

    /// Whether the map can be written and read again: no step in it was made up.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        let text = sheet::map_text(View::Map(&self.map));
        read::read_text(&text).as_ref() == Ok(&self.map)
    }
}

/// All the edits, if each of them is one.
fn all(told: Vec<EditLine<'_>>) -> Option<Vec<Edit>> {
    told.into_iter().map(EditLine::edit).collect()
}

/// A step of these edits, if its label is one.
fn step(label: String, edits: Vec<Edit>) -> Option<Step> {
    if label.contains(char::is_control) { None } else { Step::new(label, edits) }
}
