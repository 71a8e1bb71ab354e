//! What has to be done before the program may end, and for which of its maps something was asked.

use std::path::PathBuf;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::storage::Lock;

/// Counts the maps that a session was on: what belongs to one of them is of no use to the next.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Turn(u64);

impl Turn {
    /// The turn after this one.
    pub(super) fn next(self) -> Self {
        Self(self.0 + 1)
    }
}

/// What was asked for and has not ended: saves, and lines of the journal; and the lock on the map.
#[derive(Debug, Default)]
pub(super) struct Underway {
    asked: Mutex<usize>,
    ended: Condvar,
    lock: Mutex<Option<Lock>>,
}

impl Underway {
    pub(super) fn count(&self) -> MutexGuard<'_, usize> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn begin(&self) {
        *self.count() += 1;
    }

    pub(super) fn end(&self) {
        *self.count() -= 1;
        self.ended.notify_all();
    }

    /// Waits until nothing is left to be written, but no longer than this; gives whether it is so.
    pub(super) fn wait(&self, longest: Duration) -> bool {
        let waited = self.ended.wait_timeout_while(self.count(), longest, |asked| *asked > 0);
        let (_count, waited) = waited.unwrap_or_else(PoisonError::into_inner);
        !waited.timed_out()
    }

    /// Waits until nothing is left to be written.
    pub(super) fn wait_to_the_end(&self) {
        drop(self.ended.wait_while(self.count(), |asked| *asked > 0));
    }

    /// The folder for a text that an editor works on, where there is a lock.
    pub(super) fn text(&self) -> Option<PathBuf> {
        self.lock.lock().unwrap_or_else(PoisonError::into_inner).as_ref().map(Lock::text)
    }

    /// Keeps the lock on a map until the program ends or another one is kept.
    pub(super) fn keep(&self, lock: Option<Lock>) {
        *self.lock.lock().unwrap_or_else(PoisonError::into_inner) = lock;
    }
}
