//! What is worked out beside the screen, each on a thread of its own: its end is told on the queue.

use std::panic;
use std::path::Path;
use std::sync::Arc;
use std::thread;

use super::super::{Happened, NotOpened, opening, recent};
use super::{Launch, Runner};
use crate::app::{Done, Wanted};
use crate::edit::Revision;

impl Runner {
    /// Finds better places, beside the screen, for labels that were drawn in a hurry.
    pub(super) fn improve_labels(&mut self) {
        let Some(wish) = self.painter.wish() else { return };
        let (sender, turn) = (self.sender.clone(), self.saver.turn());
        let worker = move || {
            if let Ok(improved) = panic::catch_unwind(panic::AssertUnwindSafe(|| wish.carry_out()))
            {
                // nobody is left to be told when the program is ending
                sender.send(Happened::LabelsPlaced(turn, Box::new(improved))).unwrap_or_default();
            }
        };
        // without a thread, the labels stay where they were put first
        drop(thread::Builder::new().name("labels".to_owned()).spawn(worker));
    }

    /// Puts the matrix in order beside the screen, one state of the map after the other.
    pub(super) fn order(&mut self, revision: Revision) {
        if self.ordering.is_some() {
            // asked for again with the first message after this one is done
            return;
        }
        let (answers, sender) = (Arc::clone(self.app.answers()), self.sender.clone());
        let turn = self.saver.turn();
        let worker = move || {
            let order = panic::catch_unwind(|| answers.matrix_order().to_vec());
            let file_order = || (0..answers.coverage().of).collect();
            let done = Done::Ordered(revision, order.unwrap_or_else(|_| file_order()));
            // nobody is left to be told when the program is ending
            sender.send(Happened::Done(turn, done)).unwrap_or_default();
        };
        if thread::Builder::new().name("order".to_owned()).spawn(worker).is_ok() {
            self.ordering = Some(revision);
        }
    }

    /// Opens a map beside the screen.
    pub(super) fn open(&mut self, wanted: Wanted) {
        let sender = self.sender.clone();
        let asked = wanted.clone();
        let Launch { permission, around, places, .. } = self.launch.clone();
        let around = around.on(self.app.file.path());
        let home = places.home;
        let worker = move || {
            let opened = panic::catch_unwind(|| {
                let opened = opening::open(&asked, permission, &around);
                opened.map_err(|error| told(&asked, error, home.as_deref()))
            });
            let by_mistake = || Err(told(&asked, NotOpened::ByMistake, None));
            let opened = opened.unwrap_or_else(|_| by_mistake());
            // nobody is left to be told when the program is ending
            sender.send(Happened::Opened(asked, Box::new(opened))).unwrap_or_default();
        };
        if thread::Builder::new().name("open".to_owned()).spawn(worker).is_err() {
            let told = told(&wanted, NotOpened::ByMistake, None);
            self.opened(wanted, Err(told));
        }
    }

    /// Looks which maps were opened recently, and whether they are still there.
    pub(super) fn recall(&self) {
        let places = self.launch.places.clone();
        self.look_up("recall", move || Done::Recalled(places.recent()));
    }

    /// Looks what is in a folder.
    pub(super) fn list(&self, folder: String) {
        let path = self.app.path_of(&folder);
        self.look_up("list", move || Done::Listed(folder, recent::listing(&path)));
    }

    /// Looks something up. Where that fails by a mistake of zopa, the screen stays as it is.
    fn look_up(&self, name: &str, work: impl FnOnce() -> Done + Send + 'static) {
        let (sender, turn) = (self.sender.clone(), self.saver.turn());
        let worker = move || {
            if let Ok(done) = panic::catch_unwind(panic::AssertUnwindSafe(work)) {
                // nobody is left to be told when the program is ending
                sender.send(Happened::Done(turn, done)).unwrap_or_default();
            }
        };
        drop(thread::Builder::new().name(name.to_owned()).spawn(worker));
    }
}

/// What is told of a map that was not opened. The lines of a long file with mistakes take a while.
fn told(wanted: &Wanted, error: NotOpened, home: Option<&Path>) -> Done {
    match error {
        NotOpened::Mistakes(bytes, mistakes) => {
            let path = wanted.path().unwrap_or(Path::new(""));
            Done::Unreadable(wanted.clone(), super::super::mistakes(path, &bytes, &mistakes))
        }
        error => {
            let error = error.at_home(home);
            Done::NotOpened(wanted.clone(), error.message(), error.hint().to_owned())
        }
    }
}
