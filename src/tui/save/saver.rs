//! The thread that saves beside the screen, and how the end of the program waits for it.

use std::io::{self, Write as _};
use std::panic::{self, AssertUnwindSafe};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::Duration;

use super::super::Happened;
use super::super::journal::Journaler;
use super::super::later::Later;
use super::super::underway::{Turn, Underway};
use super::foreign::Glance;
use super::{Order, Paper, failed};
use crate::app::{Done, Foreign};
use crate::model::Map;
use crate::storage::{self, Visit};

/// The end waits so long for the disk before it says so.
const MOMENT: Duration = Duration::from_millis(300);

/// What the thread is to do.
#[derive(Debug)]
enum Work {
    /// Save a map.
    Save(Box<Order>),
    /// Go on with the steps that were recovered.
    Recovered,
    /// Look whether the file is as it is known, and give what is seen to this thread.
    Look(Sender<Work>),
    /// Take note of what was seen in this turn, and of what someone else did.
    Seen(Turn, Glance, Option<Foreign>),
    /// Compare a map with the file.
    Compare(Box<Map>),
    /// Go on with another file.
    Turn(Box<Paper>),
    /// Put a map on top of the list of those opened recently.
    Remember(PathBuf, Visit),
    /// Take a map off that list.
    Forget(PathBuf, PathBuf),
}

/// A thread that saves one map after the other, in the order in which that was asked for, and tells
/// how each went. Dropping it waits for all of them.
#[derive(Debug)]
pub(in super::super) struct Saver {
    work: Sender<Work>,
    thread: Later,
    queue: Sender<Happened>,
    underway: Arc<Underway>,
    journaler: Journaler,
}

impl Saver {
    /// Makes the thread, and that of the journal; both begin when there is something to do.
    pub(in super::super) fn new(mut paper: Paper, queue: Sender<Happened>) -> Self {
        let (work, asked) = mpsc::channel::<Work>();
        let underway = Arc::new(Underway::default());
        let journaler = Journaler::new(paper.ledger(), queue.clone(), Arc::clone(&underway));
        paper.journaler = Some(journaler.clone());
        underway.keep(paper.taken_up.lock.take());
        let (turn, told) = (journaler.turn(), queue.clone());
        let kept = Arc::clone(&underway);
        let mut worker = Worker { paper, turn, looking: None, queue: told, underway: kept };
        let thread = Later::new("save", move || worker.run(asked));
        Self { work, thread, queue, underway, journaler }
    }

    /// What tells how many saves have not ended.
    pub(in super::super) fn underway(&self) -> Arc<Underway> {
        Arc::clone(&self.underway)
    }

    /// Saves a map after all that were to be saved before.
    pub(in super::super) fn save(&self, order: Order) {
        if !self.is_taken(Work::Save(Box::new(order))) {
            self.queue.send(Happened::Done(self.turn(), failed())).unwrap_or_default();
        }
    }

    /// Looks whether the file is as it is known.
    pub(in super::super) fn look(&self) {
        self.is_taken(Work::Look(self.work.clone()));
    }

    /// Compares a map with the file.
    pub(in super::super) fn compare(&self, map: Map) {
        self.is_taken(Work::Compare(Box::new(map)));
    }

    /// Puts a map on top of the list of those opened recently.
    pub(in super::super) fn remember(&self, list: PathBuf, visit: Visit) {
        self.is_taken(Work::Remember(list, visit));
    }

    /// Takes a map off that list.
    pub(in super::super) fn forget(&self, list: PathBuf, path: PathBuf) {
        self.is_taken(Work::Forget(list, path));
    }

    /// The thread that writes down what is done and written.
    pub(in super::super) fn journaler(&self) -> &Journaler {
        &self.journaler
    }

    /// Goes on with the journal that an earlier session left.
    pub(in super::super) fn recovered(&self) {
        self.journaler.recovered();
        self.is_taken(Work::Recovered);
    }

    /// Hands work to the thread; whether there still is one that takes it.
    fn is_taken(&self, work: Work) -> bool {
        self.thread.begin();
        ask(&self.work, &self.underway, work)
    }

    /// Goes on with another file, after all saves that were asked for before.
    pub(in super::super) fn turn_to(&mut self, mut paper: Paper) {
        self.journaler.turn_to(paper.ledger());
        paper.journaler = Some(self.journaler.clone());
        // without the thread no save can be asked for either, and that is told then
        self.is_taken(Work::Turn(Box::new(paper)));
    }

    /// The turn that the session is in.
    pub(in super::super) fn turn(&self) -> Turn {
        self.journaler.turn()
    }
}

impl Drop for Saver {
    /// Waits for the disk, and says so where that takes a while: the terminal is given back by then,
    /// and Ctrl-C ends the waiting.
    fn drop(&mut self) {
        if !self.underway.wait(MOMENT) {
            let mut errors = io::stderr();
            // where nobody can be told, there still is something to wait for
            drop(errors.write_all(b"Waiting for the disk \xe2\x80\xa6 Ctrl-C ends it without\n"));
            self.underway.wait_to_the_end();
        }
        self.underway.keep(None);
    }
}

/// What runs in the thread.
struct Worker {
    paper: Paper,
    turn: Turn,
    /// The file that is being looked at.
    looking: Option<PathBuf>,
    queue: Sender<Happened>,
    underway: Arc<Underway>,
}

impl Worker {
    fn run(&mut self, asked: Receiver<Work>) {
        for work in asked {
            let done = self.carry_out(work);
            self.underway.end();
            if let Some(done) = done {
                // nobody is left to be told when the program is ending
                self.queue.send(Happened::Done(self.turn, done)).unwrap_or_default();
            }
        }
    }

    fn carry_out(&mut self, work: Work) -> Option<Done> {
        let paper = &mut self.paper;
        match work {
            // which file is the map's own is known only when all saves before have ended
            Work::Save(order) => {
                let done = panic::catch_unwind(AssertUnwindSafe(|| paper.save(&order)));
                return Some(done.unwrap_or_else(|_| failed()));
            }
            Work::Recovered => paper.known = paper.taken_up.recovers.take(),
            Work::Look(answer) => return self.look(answer),
            Work::Seen(turn, glance, found) => {
                self.looking = self.looking.take().filter(|path| path != glance.path());
                let counts = turn == self.turn && paper.note(&glance);
                return counts.then_some(Done::Looked(found));
            }
            Work::Compare(map) => self.compare(&map),
            Work::Turn(mut other) => {
                if other.taken_up.keeps_lock {
                    other.taken_up.recovers = paper.taken_up.recovers;
                }
                (self.paper, self.turn) = (*other, self.turn.next());
                if !self.paper.taken_up.keeps_lock {
                    self.underway.keep(self.paper.taken_up.lock.take());
                }
            }
            // a list that can't be written is missed by nobody
            Work::Remember(list, visit) => storage::remember(&list, &visit).unwrap_or_default(),
            Work::Forget(list, path) => storage::forget(&list, &path).unwrap_or_default(),
        }
        None
    }

    /// Looks at the file on a thread of its own, for that may last, and saves must not wait for it.
    fn look(&mut self, answer: Sender<Work>) -> Option<Done> {
        let Some(glance) = self.paper.glance() else { return Some(Done::Looked(None)) };
        if self.looking.as_deref() == Some(glance.path()) {
            return None;
        }
        let (turn, underway) = (self.turn, Arc::clone(&self.underway));
        let path = glance.path().to_owned();
        let looker = move || {
            let (glance, found) = glance.take();
            ask(&answer, &underway, Work::Seen(turn, glance, found));
        };
        let started = thread::Builder::new().name("look".to_owned()).spawn(looker);
        if started.is_ok() {
            self.looking = Some(path);
        }
        None
    }

    /// Compares a map with the file, on a thread of its own too.
    fn compare(&mut self, map: &Map) {
        let paper = &mut self.paper;
        let sides = panic::catch_unwind(AssertUnwindSafe(|| paper.sides(map)));
        let Ok(sides) = sides else { return };
        let (turn, queue) = (self.turn, self.queue.clone());
        let comparer = move || {
            if let Ok(comparison) = panic::catch_unwind(|| sides.compared()) {
                let done = Done::Compared(comparison);
                // nobody is left to be told when the program is ending
                queue.send(Happened::Done(turn, done)).unwrap_or_default();
            }
        };
        drop(thread::Builder::new().name("compare".to_owned()).spawn(comparer));
    }
}

/// Hands work to the thread; whether there still is one that takes it.
fn ask(thread: &Sender<Work>, underway: &Underway, work: Work) -> bool {
    underway.begin();
    let taken = thread.send(work).is_ok();
    if !taken {
        underway.end();
    }
    taken
}
