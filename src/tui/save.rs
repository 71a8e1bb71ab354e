//! Saving beside the screen: the worker, what it works on, and how the end of the program waits for it.

use std::panic::{self, AssertUnwindSafe};
use std::path::PathBuf;
use std::sync::mpsc::Sender;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use super::Happened;
use crate::app::{Done, NotSaved, Saving};
use crate::edit::Revision;
use crate::model::Map;
use crate::storage::Fingerprint;

/// The file as it was read or saved last.
#[derive(Debug)]
pub struct Paper {
    text: String,
    known: Option<Fingerprint>,
}

impl Paper {
    /// The text of a map that was read from a file, with the file's fingerprint; without one where
    /// it was built in or came from standard input.
    #[must_use]
    pub fn new(text: String, known: Option<Fingerprint>) -> Self {
        Self { text, known }
    }
}

/// A map that is to be saved.
#[derive(Debug)]
pub(super) struct Order {
    pub(super) map: Map,
    pub(super) revision: Revision,
    pub(super) path: Option<PathBuf>,
    pub(super) saving: Saving,
}

/// Whether a save is under way.
#[derive(Debug, Default)]
pub(super) struct Underway {
    saving: Mutex<bool>,
    ended: Condvar,
}

impl Underway {
    fn lock(&self) -> MutexGuard<'_, bool> {
        self.saving.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn set(&self, saving: bool) {
        *self.lock() = saving;
        self.ended.notify_all();
    }

    /// Waits until no save is under way, but no longer than this.
    pub(super) fn wait(&self, longest: Duration) {
        drop(self.ended.wait_timeout_while(self.lock(), longest, |saving| *saving));
    }

    /// Waits until no save is under way.
    pub(super) fn wait_to_the_end(&self) {
        drop(self.ended.wait_while(self.lock(), |saving| *saving));
    }
}

/// Starts a thread that saves and then tells so.
pub(super) fn start(
    paper: &Arc<Mutex<Paper>>,
    order: Order,
    queue: &Sender<Happened>,
    underway: &Arc<Underway>,
) {
    underway.set(true);
    let work = (Arc::clone(paper), queue.clone(), Arc::clone(underway));
    let worker = move || {
        let (paper, queue, underway) = work;
        let saved = panic::catch_unwind(AssertUnwindSafe(|| {
            paper.lock().unwrap_or_else(PoisonError::into_inner).save(&order)
        }));
        underway.set(false);
        // nobody is left to be told when the program is ending
        queue.send(Happened::Saved(saved.unwrap_or_else(|_| failed()))).unwrap_or_default();
    };
    if thread::Builder::new().name("save".to_owned()).spawn(worker).is_err() {
        underway.set(false);
        queue.send(Happened::Saved(failed())).unwrap_or_default();
    }
}

/// What is told when zopa itself failed.
fn failed() -> Done {
    Done::NotSaved(NotSaved {
        message: "The map could not be saved, by a mistake in zopa".to_owned(),
        hint: "the file is as it was; try another file with S, and please report it".to_owned(),
        in_the_way: None,
    })
}

impl Paper {
    fn save(&mut self, order: &Order) -> Done {
        let _ = (&self.text, &self.known, &order.map, &order.revision, &order.path, &order.saving);
        Done::NotSaved(NotSaved {
            message: "Saving is not built yet".to_owned(),
            hint: "it comes with the writer of the format".to_owned(),
            in_the_way: None,
        })
    }
}
