//! The file as someone else may have changed it: looked at, taken for known, compared with our map.

use super::super::compare;
use super::Paper;
use crate::app::{Comparison, Foreign};
use crate::format::Document;
use crate::model::Map;
use crate::storage::{self, Fingerprint, Problem, Stamp};

/// A file as it was seen.
#[derive(Clone, Copy, Debug)]
pub(super) struct Seen {
    stamp: Option<Stamp>,
    is: Fingerprint,
}

impl Paper {
    /// What someone else did to the file, if anything. A file that can't be read tells nothing.
    pub(super) fn look(&mut self) -> Option<Foreign> {
        let (path, known) = (self.path.as_ref()?, self.known?);
        let stamp = Stamp::of(path);
        let same = self.seen.filter(|seen| stamp.is_some() && seen.stamp == stamp);
        let seen = match same {
            Some(seen) => seen,
            None => match storage::read(path) {
                Ok(bytes) => Seen { stamp, is: Fingerprint::of(&bytes) },
                Err(error) if error.problem == Problem::Missing => return Some(Foreign::Gone),
                Err(_) => return None,
            },
        };
        self.seen = Some(seen);
        (seen.is != known).then_some(Foreign::Changed)
    }

    /// Takes the file for known as it was seen last: the next save replaces it.
    pub(super) fn accept(&mut self) {
        self.known = self.seen.map(|seen| seen.is).or(self.known);
    }

    /// How the map and the file differ.
    pub(super) fn compare(&mut self, map: &Map) -> Comparison {
        let theirs = self.path.as_ref().and_then(|path| storage::read(path).ok());
        let patched = self.document(map).patched(map);
        let ours = patched.map(|patched| patched.bytes().to_vec());
        let ours = ours.unwrap_or_else(|_unfit| Document::created(map).bytes());
        compare::comparison(&ours, &theirs.unwrap_or_default())
    }
}
