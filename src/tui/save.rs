//! Saving: the file as it was read or saved last, and how a map is written to it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::desk::{Surroundings, TakenUp, replaced};
use super::journal::{Journaler, Ledger, Seat};
use crate::app::{
    App, Before, Comments, Done, Existing, Next, NotSaved, Origin, Permission, Saving, UserError,
    paths,
};
use crate::edit::Revision;
use crate::format::{Document, FormatError, Patched};
use crate::model::Map;
use crate::storage::{self, Desk, Fingerprint, Lock, Onto, Problem, StorageError};
use foreign::Seen;

pub(super) use saver::Saver;

/// The file as it was read or saved last.
#[derive(Debug)]
pub struct Paper {
    /// The file's text, until it is taken apart; the journal begins with it.
    bytes: Arc<Vec<u8>>,
    /// The same taken apart, once it is to be changed.
    document: Option<Document>,
    known: Option<Fingerprint>,
    /// Where the file is, if there is one.
    path: Option<PathBuf>,
    /// Whether it may be written.
    permission: Permission,
    /// The person's home folder, for what is told.
    home: Option<PathBuf>,
    /// What belongs to it while it is worked on.
    taken_up: Taken,
    around: Surroundings,
    journaler: Option<Journaler>,
    /// What was seen when the file was looked at last.
    seen: Option<Seen>,
}

/// What belongs to a map while it is worked on.
#[derive(Debug, Default)]
struct Taken {
    lock: Option<Lock>,
    /// Whether the lock of the map that was open before is this one's too.
    keeps_lock: bool,
    /// The journal, until its thread has it.
    ledger: Option<Ledger>,
    /// What the file held when the steps were saved last that can be recovered.
    recovers: Option<Fingerprint>,
}

impl Paper {
    /// The bytes of a map in a file.
    #[must_use]
    pub fn of_file(bytes: Vec<u8>) -> Self {
        Self { known: Some(Fingerprint::of(&bytes)), ..Self::without_file(bytes) }
    }

    /// The bytes of a map that is in no file yet.
    #[must_use]
    pub fn without_file(bytes: Vec<u8>) -> Self {
        Self {
            bytes: Arc::new(bytes),
            document: None,
            known: None,
            path: None,
            permission: Permission::Edit,
            home: None,
            taken_up: Taken::default(),
            around: Surroundings::default(),
            journaler: None,
            seen: None,
        }
    }

    /// The paper of a session that is on no map yet.
    #[must_use]
    pub fn blank() -> Self {
        Self::without_file(Vec::new())
    }

    /// The text of a map that was just started.
    #[must_use]
    pub fn created(map: &Map) -> Self {
        let document = Document::created(map);
        let bytes = document.bytes();
        Self { document: Some(document), ..Self::without_file(bytes) }
    }

    /// The same, locked and with its journal, for work on it; and what the session has to know.
    pub(super) fn taken_up(
        mut self,
        map: &Map,
        origin: &Origin,
        around: &Surroundings,
    ) -> (Self, Before) {
        let TakenUp { lock, keeps_lock, ledger, recovers, before } =
            around.take_up(map, origin, &self.bytes);
        self.taken_up = Taken { lock, keeps_lock, ledger: Some(ledger), recovers };
        self.around = around.clone();
        (self, before)
    }

    /// The same for the file that this session is on, as the session may use it.
    pub(super) fn of(self, app: &App) -> Self {
        let path = app.file.path().map(ToOwned::to_owned);
        let home = app.home().map(ToOwned::to_owned);
        Self { path, permission: app.permission, home, ..self }
    }
}

/// A map that is to be saved.
#[derive(Debug)]
pub(super) struct Order {
    pub(super) map: Map,
    pub(super) revision: Revision,
    pub(super) saving: Saving,
}

/// What is told when zopa itself failed.
fn failed() -> Done {
    let hint = "the file is as it was; try another one with S, and please report it";
    refused("The map could not be saved, by a mistake in zopa", hint)
}

impl Paper {
    /// Writes the map, and says how that went.
    fn save(&mut self, order: &Order) -> Done {
        let Order { map, revision, saving } = order;
        let (path, place) = match (self.path.clone(), &saving.to) {
            (None, None) => return refused("This map is in no file yet", "S saves it to one"),
            (Some(own), None) => (own, Place::Own),
            (Some(own), Some(to)) if storage::is_same_file(&own, to) => (own, Place::Own),
            (_, Some(to)) => (to.clone(), Place::Other),
        };
        if place == Place::Own && self.permission == Permission::ReadOnly {
            return refused(&UserError::ReadOnly.to_string(), UserError::ReadOnly.hint());
        }
        let known = match saving.existing {
            Existing::Seen => self.seen().or(self.known),
            Existing::Ask | Existing::Replace => self.known,
        };
        let onto = match (saving.existing, place, known) {
            (Existing::Replace, ..) => Onto::Anything,
            (_, Place::Own, Some(known)) => Onto::Known(known),
            _ => Onto::Nothing,
        };
        let desk = match place {
            Place::Own => None,
            Place::Other => match self.around.take_place(&path) {
                Ok(desk) => Some(desk),
                Err(holder) => return taken(holder, saving),
            },
        };
        let (patched, fresh) = match or_fresh(self.document(map).patched(map), map, place) {
            Ok(text) => text,
            Err(error) => {
                let hint = "S writes the map to another file, without comments; please report this";
                return refused(&error.to_string(), hint);
            }
        };
        if let (Place::Own, Some(journaler)) = (place, &self.journaler) {
            journaler.saving(*revision, Fingerprint::of(patched.bytes()));
        }
        let replaced = with_copy(&path, onto, saving.existing)
            .and_then(|(onto, aside)| Ok((storage::replace(&path, patched.bytes(), onto)?, aside)));
        match replaced {
            Ok((known, aside)) => {
                let left = self.journal_goes_on(desk, &path, *revision, &patched);
                let aside = aside.into_iter().chain(left).collect();
                let comments = if fresh.is_some() { Comments::Left } else { Comments::Kept };
                self.document = fresh.or(self.document.take());
                self.document(map).accept(patched);
                self.known = Some(known);
                self.path = Some(path.clone());
                // a map that may only be looked at is copied, and the copy is ours
                self.permission = Permission::Edit;
                let (revision, then) = (*revision, saving.then.clone());
                Done::Saved { revision, path, comments, aside, then }
            }
            Err(error) => {
                if error.problem == Problem::Unconfirmed && place == Place::Own {
                    // the text is in the file, so the next save finds it there
                    self.known = Some(Fingerprint::of(patched.bytes()));
                    self.document(map).accept(patched);
                }
                not_saved(&error, saving, self.home.as_deref())
            }
        }
    }

    /// Notes that the file holds the map of this revision, in its journal; another file's journal is
    /// then beside that file, and so is the lock. Gives where that is which was not saved there before.
    fn journal_goes_on(
        &self,
        desk: Option<Desk>,
        path: &Path,
        revision: Revision,
        patched: &Patched,
    ) -> Vec<PathBuf> {
        let Some(journaler) = &self.journaler else { return Vec::new() };
        let Some(Desk { lock, journal, elsewhere, found, older, .. }) = desk else {
            journaler.saved(revision);
            return Vec::new();
        };
        let aside = replaced(found, older);
        journaler.keep(lock);
        let seat = Seat { file: Some(path.to_owned()), journal, elsewhere };
        journaler.move_to(seat, revision, patched.bytes().to_vec());
        aside
    }

    /// The journal; where there is no place for it, one that says so.
    fn ledger(&mut self) -> Ledger {
        let nowhere = || Ledger::fresh(Seat::default(), Arc::clone(&self.bytes));
        self.taken_up.ledger.take().unwrap_or_else(nowhere)
    }

    /// The document of the file; a new one where the bytes were no map after all.
    fn document(&mut self, map: &Map) -> &mut Document {
        let bytes = &mut self.bytes;
        self.document.get_or_insert_with(|| {
            let opened = Document::open(Arc::unwrap_or_clone(std::mem::take(bytes)));
            opened.map_or_else(|_| Document::created(map), |(document, _)| document)
        })
    }
}

/// Whether a map is saved to the file that it is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Own,
    Other,
}

/// The text for the file; for another file than the map's own a new text, with its document, where
/// the change doesn't fit into the old one: a map must be savable somewhere.
fn or_fresh(
    patched: Result<Patched, FormatError>,
    map: &Map,
    place: Place,
) -> Result<(Patched, Option<Document>), FormatError> {
    match patched {
        Err(_) if place == Place::Other => {
            let fresh = Document::created(map);
            Ok((fresh.patched(map)?, Some(fresh)))
        }
        patched => Ok((patched?, None)),
    }
}

/// What a save may replace, once a copy is kept of what someone else has written there; and the copy.
fn with_copy(
    path: &Path,
    onto: Onto,
    existing: Existing,
) -> Result<(Onto, Option<PathBuf>), StorageError> {
    if existing == Existing::Ask {
        return Ok((onto, None));
    }
    Ok(match (storage::keep_copy(path)?, onto) {
        // nothing is replaced that isn't in the copy
        (Some((copy, is)), Onto::Anything) => (Onto::Known(is), Some(copy)),
        (copied, onto) => (onto, copied.map(|(copy, _)| copy)),
    })
}

/// Why it was not saved; where another file is in the way, with the save to that very file, as the
/// map's own may be another one by the time it is tried again.
fn not_saved(error: &StorageError, saving: &Saving, home: Option<&Path>) -> Done {
    let in_the_way = matches!(error.problem, Problem::Exists | Problem::Changed);
    let again = || Saving { to: Some(error.path.clone()), ..saving.clone() };
    Done::NotSaved(NotSaved {
        message: at_home(error.clone(), home).message(),
        hint: error.hint().to_owned(),
        next: if in_the_way { Next::Replace(again().into()) } else { named(saving) },
    })
}

/// The same error, with `~` for the home folder in what is told.
pub(super) fn at_home(error: StorageError, home: Option<&Path>) -> StorageError {
    StorageError { path: paths::shown(&error.path, home).into(), ..error }
}

fn refused(message: &str, hint: &str) -> Done {
    let (message, hint) = (message.to_owned(), hint.to_owned());
    Done::NotSaved(NotSaved { message, hint, next: Next::Hint })
}

/// What is told where another program works on the file that was named.
fn taken(holder: String, saving: &Saving) -> Done {
    let hint = "choose another name".to_owned();
    Done::NotSaved(NotSaved { message: holder, hint, next: named(saving) })
}

fn named(saving: &Saving) -> Next {
    if saving.to.is_some() { Next::Name(saving.clone().into()) } else { Next::Hint }
}

mod foreign;
mod saver;
#[cfg(test)]
mod tests;
