//! The search for packages on a thread of its own: how far it is, what it finds, and how it is stopped.

use std::ops::ControlFlow;
use std::panic;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use super::super::Happened;
use super::Runner;
use crate::analysis::packages::Progress;
use crate::app::{Done, Findings};

/// How often it is told how far a search is.
const BETWEEN_TELLINGS: Duration = Duration::from_millis(100);

/// The search that was asked for last.
#[derive(Debug, Default)]
pub(super) struct Searching {
    /// Tells its thread to stop.
    stop: Arc<AtomicBool>,
    /// Whether there was no drawing since it began: most searches end before one.
    pub(super) is_new: bool,
}

impl Searching {
    /// Tells the search to stop; it does within some milliseconds.
    pub(super) fn stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }
}

impl Drop for Searching {
    fn drop(&mut self) {
        self.stop();
    }
}

impl Runner {
    /// Searches for what the session has asked for, and stops the search before.
    pub(super) fn search(&mut self, number: u64) {
        let stop = Arc::new(AtomicBool::new(false));
        self.searching = Searching { stop: Arc::clone(&stop), is_new: true };
        let Some(job) = self.app.search().job().cloned() else { return };
        let (sender, turn) = (self.sender.clone(), self.saver.turn());
        // nobody is left to be told when the program is ending
        let send = move |done| sender.send(Happened::Done(turn, done)).unwrap_or_default();
        let worker = move || {
            let mut told = Instant::now();
            let mut watch = |progress: Progress| {
                if told.elapsed() >= BETWEEN_TELLINGS {
                    told = Instant::now();
                    send(Done::Searching(number, progress));
                }
                if stop.load(Ordering::Relaxed) {
                    return ControlFlow::Break(());
                }
                ControlFlow::Continue(())
            };
            let mut tell = |found| send(Done::Searched(number, found));
            let work = panic::AssertUnwindSafe(|| job.run(&mut watch, &mut tell));
            let found = panic::catch_unwind(work).unwrap_or(Findings::Failed);
            send(Done::Searched(number, found));
        };
        if thread::Builder::new().name("search".to_owned()).spawn(worker).is_err() {
            let failed = Done::Searched(number, Findings::Failed);
            self.sender.send(Happened::Done(turn, failed)).unwrap_or_default();
        }
    }
}
