//! An opened map file: its text as it stands on disk, and how an edited map gets into it.

use std::collections::BTreeMap;

use super::kept::{Chunk, Kept};
use super::patch::{self, Change};
use super::problem::Problem;
use super::read::{self, BYTE_ORDER_MARK};
use super::scan;
use super::shape::View;
use super::sheet;
use super::splice::{Splice, apply};
use crate::model::Map;

/// The most texts of this session that can be gone back to.
const MOST_FORMER: usize = 200;

/// The text of a map file, and what it was before earlier saves of this session.
///
/// A save changes only the lines of the edit. What an edit takes out is kept, so that undoing it
/// and saving again gives the very bytes that were there before.
#[derive(Debug)]
pub struct Document {
    /// Whether the file starts with a byte order mark.
    marked: bool,
    text: String,
    fingerprint: u64,
    /// The map's when it was opened.
    opened: u64,
    former: Vec<Former>,
    kept: Kept,
}

/// A text that was saved or opened before.
#[derive(Debug)]
struct Former {
    fingerprint: u64,
    /// The changes that lead to it from the text after it.
    back: Vec<Vec<Splice>>,
}

/// A text that says what a map says, ready to be written to disk.
#[derive(Debug)]
pub struct Patched {
    bytes: Vec<u8>,
    fingerprint: u64,
    back: Vec<Vec<Splice>>,
    taken: Vec<(String, Chunk)>,
}

impl Patched {
    /// The bytes for the file.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

/// Why a map can't be written.
#[derive(Debug, thiserror::Error)]
pub enum FormatError {
    /// The text was read back and didn't say what the map says.
    #[error("the change could not be written into the file without loss, so nothing was written")]
    ReadBack,
}

impl Document {
    /// Opens a file: the document, and the map in it; or everything that is wrong with it.
    pub fn open(bytes: Vec<u8>) -> Result<(Self, Map), Vec<Problem>> {
        let map = read::read(&bytes)?;
        let marked = bytes.starts_with(BYTE_ORDER_MARK.as_bytes());
        // `read` has seen that it is UTF-8
        let mut text = String::from_utf8(bytes).unwrap_or_default();
        if marked {
            text.drain(..BYTE_ORDER_MARK.len());
        }
        let fingerprint = View::Map(&map).fingerprint();
        Ok((Self { marked, ..Self::of(text, fingerprint) }, map))
    }

    /// The document of a map that has no file yet, in canonical form.
    #[must_use]
    pub fn created(map: &Map) -> Self {
        let view = View::Map(map);
        let (text, fingerprint) = (sheet::map_text(view), view.fingerprint());
        Self::of(text, fingerprint)
    }

    fn of(text: String, fingerprint: u64) -> Self {
        let (former, kept) = (Vec::new(), Kept::default());
        Self { marked: false, text, fingerprint, opened: fingerprint, former, kept }
    }

    /// The text, without a byte order mark.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The bytes of the file.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        self.marked_bytes(&self.text)
    }

    /// The text changed so that it says what the map says; nothing else in it changes.
    ///
    /// A map that was opened or saved before in this session gives the same bytes as then, unless
    /// a comment that came back since would go with them. The text is read back and compared with
    /// the map. Call [`accept`](Self::accept) when it is on disk.
    pub fn patched(&self, map: &Map) -> Result<Patched, FormatError> {
        let fingerprint = View::Map(map).fingerprint();
        let before = self.as_before(fingerprint).filter(|before| says(&before.text, map));
        // no comment is missing from the text that was opened
        let keeps = |text: &str| fingerprint == self.opened || keeps_comments(&self.text, text);
        let change = match before {
            Some(before) if keeps(&before.text) => before,
            before => {
                let fresh = patch::patched(&self.text, map, &self.kept);
                let fresh = Some(fresh).filter(|fresh| says(&fresh.text, map));
                let loses = |before: &Change| {
                    fresh.as_ref().is_some_and(|fresh| !keeps_comments(&fresh.text, &before.text))
                };
                before.filter(|before| !loses(before)).or(fresh).ok_or(FormatError::ReadBack)?
            }
        };
        let Change { text, back, taken } = change;
        Ok(Patched { bytes: self.marked_bytes(&text), fingerprint, back, taken })
    }

    /// Takes note that a patched text is on disk now.
    pub fn accept(&mut self, patched: Patched) {
        let Patched { bytes, fingerprint, back, taken } = patched;
        let from = if self.marked { BYTE_ORDER_MARK.len() } else { 0 };
        let text = String::from_utf8_lossy(bytes.get(from..).unwrap_or(&[])).into_owned();
        if text == self.text {
            return;
        }
        for (path, chunk) in taken {
            self.kept.keep(path, chunk);
        }
        self.former.push(Former { fingerprint: self.fingerprint, back });
        if self.former.len() > MOST_FORMER {
            self.former.remove(0);
        }
        (self.text, self.fingerprint) = (text, fingerprint);
    }

    /// The text of the last time when the map had this fingerprint, and the way back from it.
    fn as_before(&self, fingerprint: u64) -> Option<Change> {
        let mut change = Change { text: self.text.clone(), back: Vec::new(), taken: Vec::new() };
        if fingerprint == self.fingerprint {
            return Some(change);
        }
        let at = self.former.iter().rposition(|former| former.fingerprint == fingerprint)?;
        for former in self.former.get(at..)?.iter().rev() {
            for splices in former.back.iter().rev() {
                let (before, inverse) = apply(&change.text, splices.clone());
                change.text = before;
                change.back.push(inverse);
            }
        }
        Some(change)
    }

    fn marked_bytes(&self, text: &str) -> Vec<u8> {
        let mark = if self.marked { BYTE_ORDER_MARK } else { "" };
        [mark.as_bytes(), text.as_bytes()].concat()
    }
}

fn says(text: &str, map: &Map) -> bool {
    read::read_text(text).as_ref() == Ok(map)
}

/// Whether each comment of one text stands in the other as often, too.
fn keeps_comments(old: &str, new: &str) -> bool {
    fn comments(text: &str) -> BTreeMap<&str, usize> {
        let mut counts = BTreeMap::new();
        for at in scan::comments(text) {
            *counts.entry(text.get(at).unwrap_or("").trim_end()).or_default() += 1;
        }
        counts
    }
    let new = comments(new);
    comments(old).iter().all(|(comment, count)| new.get(comment).is_some_and(|new| new >= count))
}
