//! The file as someone else may have changed it: looked at, taken for known, compared with our map.

use std::path::{Path, PathBuf};

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

/// A look at a file that was not taken yet: where it is, and how it is known.
#[derive(Clone, Debug)]
pub(super) struct Glance {
    path: PathBuf,
    known: Fingerprint,
    seen: Option<Seen>,
}

impl Glance {
    /// The file that is looked at.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Takes the look, which lasts as long as the disk does: what is there, and what someone else
    /// did to it, if anything. A file that can't be read tells nothing.
    pub(super) fn take(mut self) -> (Self, Option<Foreign>) {
        let stamp = Stamp::of(&self.path);
        let same = self.seen.filter(|seen| stamp.is_some() && seen.stamp == stamp);
        let seen = match same {
            Some(seen) => seen,
            None => match storage::read(&self.path) {
                Ok(bytes) => Seen { stamp, is: Fingerprint::of(&bytes) },
                Err(error) if error.problem == Problem::Missing => {
                    return (self, Some(Foreign::Gone));
                }
                Err(_) => return (self, None),
            },
        };
        self.seen = Some(seen);
        let foreign = (seen.is != self.known).then_some(Foreign::Changed);
        (self, foreign)
    }
}

/// Both sides of a comparison, ours as text.
#[derive(Debug)]
pub(super) struct Sides {
    ours: Vec<u8>,
    theirs: Option<PathBuf>,
}

impl Sides {
    /// How the map and the file differ; this lasts as long as the disk does.
    pub(super) fn compared(&self) -> Comparison {
        let read = |path: &Path| storage::read(path).ok();
        let theirs = self.theirs.as_deref().and_then(read);
        compare::comparison(&self.ours, &theirs.unwrap_or_default())
    }
}

impl Paper {
    /// The look to be taken at the file, if there is one.
    pub(super) fn glance(&self) -> Option<Glance> {
        let (path, known) = (self.path.clone()?, self.known?);
        Some(Glance { path, known, seen: self.seen })
    }

    /// Takes note of what was seen; gives whether it still counts: it tells nothing of a file that
    /// was saved meanwhile.
    pub(super) fn note(&mut self, glance: &Glance) -> bool {
        let counts = self.path.as_ref() == Some(&glance.path) && self.known == Some(glance.known);
        if counts {
            self.seen = glance.seen;
        }
        counts
    }

    /// The file as it was seen last.
    pub(super) fn seen(&self) -> Option<Fingerprint> {
        self.seen.map(|seen| seen.is)
    }

    /// What is to be compared: the map as it would be written, and the file.
    pub(super) fn sides(&mut self, map: &Map) -> Sides {
        let patched = self.document(map).patched(map);
        let ours = patched.map(|patched| patched.bytes().to_vec());
        let ours = ours.unwrap_or_else(|_unfit| Document::created(map).bytes());
        Sides { ours, theirs: self.path.clone() }
    }
}
