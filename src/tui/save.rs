//! Saving beside the screen: the worker, what it works on, and how the end of the program waits for it.

use std::io;
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Sender};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use super::Happened;
use crate::app::{App, Comments, Done, Existing, NotSaved, Permission, Saving, UserError, paths};
use crate::edit::Revision;
use crate::format::{Document, FormatError, Patched};
use crate::model::Map;
use crate::storage::{self, Fingerprint, Onto, Problem, StorageError, Visit};

/// The file as it was read or saved last.
#[derive(Debug)]
pub struct Paper {
    /// The file's text, until it is taken apart.
    bytes: Vec<u8>,
    /// The same taken apart, once it is to be changed.
    document: Option<Document>,
    known: Option<Fingerprint>,
    /// Where the file is, if there is one.
    path: Option<PathBuf>,
    /// Whether it may be written.
    permission: Permission,
    /// The person's home folder, for what is told.
    home: Option<PathBuf>,
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
        let permission = Permission::Edit;
        Self { bytes, document: None, known: None, path: None, permission, home: None }
    }

    /// The paper of a session that is on no map yet.
    #[must_use]
    pub fn blank() -> Self {
        Self::without_file(Vec::new())
    }

    /// The text of a map that was just started.
    #[must_use]
    pub fn created(map: &Map) -> Self {
        Self { document: Some(Document::created(map)), ..Self::without_file(Vec::new()) }
    }

    /// The same for the file that this session is on, as the session may use it.
    pub(super) fn of(self, app: &App) -> Self {
        let path = app.file.path().map(ToOwned::to_owned);
        let home = app.home().map(ToOwned::to_owned);
        Self { path, permission: app.permission, home, ..self }
    }
}

/// What the thread is to do.
#[derive(Debug)]
enum Work {
    /// Save a map.
    Save(Box<Order>),
    /// Go on with another file.
    Turn(Box<Paper>),
    /// Put a map on top of the list of those opened recently.
    Remember(PathBuf, Visit),
    /// Take a map off that list.
    Forget(PathBuf, PathBuf),
}

/// Counts the maps that a session was on: what belongs to one of them is of no use to the next.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Turn(u64);

impl Turn {
    /// The turn after this one.
    pub(super) fn next(self) -> Self {
        Self(self.0 + 1)
    }
}

/// A map that is to be saved.
#[derive(Debug)]
pub(super) struct Order {
    pub(super) map: Map,
    pub(super) revision: Revision,
    pub(super) saving: Saving,
}

/// How many saves were asked for and have not ended.
#[derive(Debug, Default)]
pub(super) struct Underway {
    saves: Mutex<usize>,
    ended: Condvar,
}

impl Underway {
    fn lock(&self) -> MutexGuard<'_, usize> {
        self.saves.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn begin(&self) {
        *self.lock() += 1;
    }

    fn end(&self) {
        *self.lock() -= 1;
        self.ended.notify_all();
    }

    /// Waits until nothing is left to be saved, but no longer than this.
    pub(super) fn wait(&self, longest: Duration) {
        drop(self.ended.wait_timeout_while(self.lock(), longest, |saves| *saves > 0));
    }

    /// Waits until nothing is left to be saved.
    fn wait_to_the_end(&self) {
        drop(self.ended.wait_while(self.lock(), |saves| *saves > 0));
    }
}

/// A thread that saves one map after the other, in the order in which that was asked for, and tells
/// how each went. Dropping it waits for all of them.
#[derive(Debug)]
pub(super) struct Saver {
    work: Sender<Work>,
    queue: Sender<Happened>,
    underway: Arc<Underway>,
    turn: Turn,
}

impl Saver {
    /// Starts the thread.
    pub(super) fn start(mut paper: Paper, queue: Sender<Happened>) -> io::Result<Self> {
        let (work, asked) = mpsc::channel::<Work>();
        let underway = Arc::new(Underway::default());
        let turn = Turn::default();
        let saver = Self { work, queue: queue.clone(), underway: Arc::clone(&underway), turn };
        let worker = move || {
            let mut turn = turn;
            for work in asked {
                let done = match work {
                    // which file is the map's own is known only when all saves before have ended
                    Work::Save(order) => {
                        let done = panic::catch_unwind(AssertUnwindSafe(|| paper.save(&order)));
                        Some(done.unwrap_or_else(|_| failed()))
                    }
                    Work::Turn(other) => {
                        (paper, turn) = (*other, turn.next());
                        None
                    }
                    // a list that can't be written is missed by nobody
                    Work::Remember(list, visit) => {
                        storage::remember(&list, &visit).unwrap_or_default();
                        None
                    }
                    Work::Forget(list, path) => {
                        storage::forget(&list, &path).unwrap_or_default();
                        None
                    }
                };
                underway.end();
                if let Some(done) = done {
                    // nobody is left to be told when the program is ending
                    queue.send(Happened::Done(turn, done)).unwrap_or_default();
                }
            }
        };
        thread::Builder::new().name("save".to_owned()).spawn(worker)?;
        Ok(saver)
    }

    /// What tells how many saves have not ended.
    pub(super) fn underway(&self) -> Arc<Underway> {
        Arc::clone(&self.underway)
    }

    /// Saves a map after all that were to be saved before.
    pub(super) fn save(&self, order: Order) {
        if !self.is_taken(Work::Save(Box::new(order))) {
            self.queue.send(Happened::Done(self.turn, failed())).unwrap_or_default();
        }
    }

    /// Puts a map on top of the list of those opened recently.
    pub(super) fn remember(&self, list: PathBuf, visit: Visit) {
        self.is_taken(Work::Remember(list, visit));
    }

    /// Takes a map off that list.
    pub(super) fn forget(&self, list: PathBuf, path: PathBuf) {
        self.is_taken(Work::Forget(list, path));
    }

    /// Hands work to the thread; whether there still is one that takes it.
    fn is_taken(&self, work: Work) -> bool {
        self.underway.begin();
        let taken = self.work.send(work).is_ok();
        if !taken {
            self.underway.end();
        }
        taken
    }

    /// Goes on with another file, after all saves that were asked for before.
    pub(super) fn turn_to(&mut self, paper: Paper) {
        self.turn = self.turn.next();
        // without the thread no save can be asked for either, and that is told then
        self.is_taken(Work::Turn(Box::new(paper)));
    }

    /// The turn that the session is in.
    pub(super) fn turn(&self) -> Turn {
        self.turn
    }
}

impl Drop for Saver {
    fn drop(&mut self) {
        self.underway.wait_to_the_end();
    }
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
        let onto = match (saving.existing, place, self.known) {
            (Existing::Replace, ..) => Onto::Anything,
            (Existing::Ask, Place::Own, Some(known)) => Onto::Known(known),
            (Existing::Ask, ..) => Onto::Nothing,
        };
        let (patched, fresh) = match or_fresh(self.document(map).patched(map), map, place) {
            Ok(text) => text,
            Err(error) => {
                let hint = "S writes the map to another file, without comments; please report this";
                return refused(&error.to_string(), hint);
            }
        };
        match storage::replace(&path, patched.bytes(), onto) {
            Ok(known) => {
                let comments = if fresh.is_some() { Comments::Left } else { Comments::Kept };
                self.document = fresh.or(self.document.take());
                self.document(map).accept(patched);
                self.known = Some(known);
                self.path = Some(path.clone());
                // a map that may only be looked at is copied, and the copy is ours
                self.permission = Permission::Edit;
                Done::Saved { revision: *revision, path, comments, then: saving.then.clone() }
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

    /// The document of the file; a new one where the bytes were no map after all.
    fn document(&mut self, map: &Map) -> &mut Document {
        let bytes = &mut self.bytes;
        self.document.get_or_insert_with(|| {
            let opened = Document::open(std::mem::take(bytes));
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

/// Why it was not saved; where another file is in the way, with the save to that very file, as the
/// map's own may be another one by the time it is tried again.
fn not_saved(error: &StorageError, saving: &Saving, home: Option<&Path>) -> Done {
    let in_the_way = matches!(error.problem, Problem::Exists | Problem::Changed);
    let again = || Saving { to: Some(error.path.clone()), ..saving.clone() };
    Done::NotSaved(NotSaved {
        message: at_home(error.clone(), home).message(),
        hint: error.hint().to_owned(),
        in_the_way: in_the_way.then(again),
    })
}

/// The same error, with `~` for the home folder in what is told.
pub(super) fn at_home(error: StorageError, home: Option<&Path>) -> StorageError {
    StorageError { path: paths::shown(&error.path, home).into(), ..error }
}

fn refused(message: &str, hint: &str) -> Done {
    let (message, hint) = (message.to_owned(), hint.to_owned());
    Done::NotSaved(NotSaved { message, hint, in_the_way: None })
}

#[cfg(test)]
mod tests;
