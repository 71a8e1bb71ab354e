//! Saving beside the screen: the worker, what it works on, and how the end of the program waits for it.

use std::io;
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{self, Sender};
use std::thread;

use super::Happened;
use super::desk::{Surroundings, TakenUp};
use super::journal::{Journaler, Ledger, Seat};
use super::underway::{Turn, Underway};
use crate::app::{
    App, Before, Comments, Done, Existing, NotSaved, Origin, Permission, Saving, UserError, paths,
};
use crate::edit::Revision;
use crate::format::{Document, FormatError, Patched};
use crate::model::Map;
use crate::storage::{self, Desk, Fingerprint, Lock, Onto, Problem, StorageError, Visit};
use foreign::Seen;

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

/// What the thread is to do.
#[derive(Debug)]
enum Work {
    /// Save a map.
    Save(Box<Order>),
    /// Go on with the steps that were recovered.
    Recovered,
    /// Look whether the file is as it is known.
    Look,
    /// Take the file for known as it was seen last.
    Accept,
    /// Compare a map with the file.
    Compare(Box<Map>),
    /// Go on with another file.
    Turn(Box<Paper>),
    /// Put a map on top of the list of those opened recently.
    Remember(PathBuf, Visit),
    /// Take a map off that list.
    Forget(PathBuf, PathBuf),
}

/// A map that is to be saved.
#[derive(Debug)]
pub(super) struct Order {
    pub(super) map: Map,
    pub(super) revision: Revision,
    pub(super) saving: Saving,
}

/// A thread that saves one map after the other, in the order in which that was asked for, and tells
/// how each went. Dropping it waits for all of them.
#[derive(Debug)]
pub(super) struct Saver {
    work: Sender<Work>,
    queue: Sender<Happened>,
    underway: Arc<Underway>,
    journaler: Journaler,
}

impl Saver {
    /// Starts the thread, and that of the journal.
    pub(super) fn start(mut paper: Paper, queue: Sender<Happened>) -> io::Result<Self> {
        let (work, asked) = mpsc::channel::<Work>();
        let underway = Arc::new(Underway::default());
        let ledger = paper.ledger();
        let journaler = Journaler::start(ledger, queue.clone(), Arc::clone(&underway))?;
        paper.journaler = Some(journaler.clone());
        underway.keep(paper.taken_up.lock.take());
        let mut turn = journaler.turn();
        let saver = Self { work, queue: queue.clone(), underway: Arc::clone(&underway), journaler };
        let worker = move || {
            for work in asked {
                let done = match work {
                    // which file is the map's own is known only when all saves before have ended
                    Work::Save(order) => {
                        let done = panic::catch_unwind(AssertUnwindSafe(|| paper.save(&order)));
                        Some(done.unwrap_or_else(|_| failed()))
                    }
                    Work::Recovered => {
                        paper.known = paper.taken_up.recovers.take();
                        None
                    }
                    Work::Look => Some(Done::Looked(paper.look())),
                    Work::Accept => {
                        paper.accept();
                        None
                    }
                    Work::Compare(map) => {
                        let compared = AssertUnwindSafe(|| Done::Compared(paper.compare(&map)));
                        panic::catch_unwind(compared).ok()
                    }
                    Work::Turn(mut other) => {
                        if other.taken_up.keeps_lock {
                            other.taken_up.recovers = paper.taken_up.recovers;
                        }
                        (paper, turn) = (*other, turn.next());
                        if !paper.taken_up.keeps_lock {
                            underway.keep(paper.taken_up.lock.take());
                        }
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
            self.queue.send(Happened::Done(self.turn(), failed())).unwrap_or_default();
        }
    }

    /// Looks whether the file is as it is known.
    pub(super) fn look(&self) {
        self.is_taken(Work::Look);
    }

    /// Takes the file for known as it was seen last.
    pub(super) fn accept(&self) {
        self.is_taken(Work::Accept);
    }

    /// Compares a map with the file.
    pub(super) fn compare(&self, map: Map) {
        self.is_taken(Work::Compare(Box::new(map)));
    }

    /// Puts a map on top of the list of those opened recently.
    pub(super) fn remember(&self, list: PathBuf, visit: Visit) {
        self.is_taken(Work::Remember(list, visit));
    }

    /// Takes a map off that list.
    pub(super) fn forget(&self, list: PathBuf, path: PathBuf) {
        self.is_taken(Work::Forget(list, path));
    }

    /// The thread that writes down what is done and written.
    pub(super) fn journaler(&self) -> &Journaler {
        &self.journaler
    }

    /// Goes on with the journal that an earlier session left.
    pub(super) fn recovered(&self) {
        self.journaler.recovered();
        self.is_taken(Work::Recovered);
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
    pub(super) fn turn_to(&mut self, mut paper: Paper) {
        self.journaler.turn_to(paper.ledger());
        paper.journaler = Some(self.journaler.clone());
        // without the thread no save can be asked for either, and that is told then
        self.is_taken(Work::Turn(Box::new(paper)));
    }

    /// The turn that the session is in.
    pub(super) fn turn(&self) -> Turn {
        self.journaler.turn()
    }
}

impl Drop for Saver {
    fn drop(&mut self) {
        self.underway.wait_to_the_end();
        self.underway.keep(None);
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
        let desk = match place {
            Place::Own => None,
            Place::Other => match self.around.take_place(&path) {
                Ok(desk) => Some(desk),
                Err(holder) => return refused(&holder, "choose another name"),
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
        match storage::replace(&path, patched.bytes(), onto) {
            Ok(known) => {
                self.journal_goes_on(desk, &path, *revision, &patched);
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

    /// Notes that the file holds the map of this revision, in its journal; another file's journal is
    /// then beside that file, and so is the lock.
    fn journal_goes_on(
        &self,
        desk: Option<Desk>,
        path: &Path,
        revision: Revision,
        patched: &Patched,
    ) {
        let Some(journaler) = &self.journaler else { return };
        let Some(Desk { lock, journal, elsewhere, .. }) = desk else {
            return journaler.saved(revision);
        };
        journaler.keep(lock);
        let seat = Seat { file: Some(path.to_owned()), journal, elsewhere };
        journaler.move_to(seat, revision, patched.bytes().to_vec());
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

mod foreign;
#[cfg(test)]
mod tests;
