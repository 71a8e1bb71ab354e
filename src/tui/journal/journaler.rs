//! The other end of the journal's thread: what is asked of it, from anywhere in the program.

use std::sync::Arc;
use std::sync::mpsc::{self, Sender};

use super::super::Happened;
use super::super::later::Later;
use super::super::underway::{Turn, Underway};
use super::{Entry, Ledger, Seat, Worker};
use crate::edit::{Deed, Draft, Revision};
use crate::format::Fingerprint;
use crate::storage::{Lock, Scratch};

/// The thread's other end. What was asked for counts as underway until it is done.
#[derive(Clone, Debug)]
pub(in super::super) struct Journaler {
    entries: Sender<(Turn, Entry)>,
    thread: Arc<Later>,
    underway: Arc<Underway>,
    /// For which of the program's maps this end is.
    turn: Turn,
}

impl Journaler {
    /// The end of a thread that begins when something is done.
    pub(in super::super) fn new(
        ledger: Ledger,
        queue: Sender<Happened>,
        underway: Arc<Underway>,
    ) -> Self {
        let (entries, asked) = mpsc::channel();
        let turn = Turn::default();
        let kept = Arc::clone(&underway);
        let mut worker = Worker { ledger, turn, asked, queue, underway, waiting: None };
        let thread = Arc::new(Later::new("journal", move || worker.run()));
        Self { entries, thread, underway: kept, turn }
    }

    /// Writes down what was done; the queue is told when it is on the disk.
    pub(in super::super) fn note(&self, deed: Deed) {
        self.ask(Entry::Deed(deed));
    }

    /// Writes down what is being written; nobody waits for it.
    pub(in super::super) fn draft(&self, draft: Draft) {
        self.ask(Entry::Draft(draft));
    }

    /// Writes down that a file is about to hold the map of this revision, and waits for it.
    pub(in super::super) fn saving(&self, revision: Revision, file: Fingerprint) {
        let (done, written) = mpsc::channel();
        self.ask(Entry::Saving(revision, file, done));
        // whether or not it could be written: the save itself is a way to safety
        written.recv().unwrap_or_default();
    }

    /// Writes down that it holds it.
    pub(in super::super) fn saved(&self, revision: Revision) {
        self.ask(Entry::Saved(revision));
    }

    /// Goes on with the journal that was left.
    pub(in super::super) fn recovered(&self) {
        self.ask(Entry::Recovered);
    }

    /// Removes a text that an editor worked on, once what came back from there is written down.
    pub(in super::super) fn spent(&self, scratch: Scratch) {
        self.ask(Entry::Spent(scratch));
    }

    /// Sets the journal aside.
    pub(in super::super) fn discard(&self) {
        self.ask(Entry::Discard);
    }

    /// Goes on beside another file, in which the map of this revision is now, as this text.
    pub(in super::super) fn move_to(&self, seat: Seat, revision: Revision, text: Vec<u8>) {
        self.ask(Entry::Move(seat, revision, Arc::new(text)));
    }

    /// Goes on with the journal of another map. What is still asked for on the one before, by another
    /// end, is left out.
    pub(in super::super) fn turn_to(&mut self, ledger: Ledger) {
        self.turn = self.turn.next();
        self.ask(Entry::Turn(ledger));
    }

    /// For which of the program's maps this end is.
    pub(in super::super) fn turn(&self) -> Turn {
        self.turn
    }

    /// Keeps the lock on the map.
    pub(in super::super) fn keep(&self, lock: Option<Lock>) {
        self.underway.keep(lock);
    }

    fn ask(&self, entry: Entry) {
        self.underway.begin();
        self.thread.begin();
        if self.entries.send((self.turn, entry)).is_err() {
            self.underway.end();
        }
    }
}
