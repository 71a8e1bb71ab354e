//! Threads that begin with the first thing they have to do: a start is faster without them.

use std::fmt;
use std::sync::{Mutex, PoisonError};
use std::thread;

/// A thread that has not begun yet, or has.
pub(super) struct Later {
    name: &'static str,
    run: Mutex<Option<Box<dyn FnOnce() + Send>>>,
}

impl Later {
    /// A thread of this name that is to run this.
    pub(super) fn new(name: &'static str, run: impl FnOnce() + Send + 'static) -> Self {
        Self { name, run: Mutex::new(Some(Box::new(run))) }
    }

    /// Begins the thread, unless it has begun.
    ///
    /// Where there is no room for a thread, what it was to run is dropped, and with it the end that
    /// receives: nothing can be sent there any more.
    pub(super) fn begin(&self) {
        let run = self.run.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(run) = run {
            drop(thread::Builder::new().name(self.name.to_owned()).spawn(run));
        }
    }
}

impl fmt::Debug for Later {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Later({:?})", self.name)
    }
}
