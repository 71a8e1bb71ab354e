//! The journal's thread: what was done is on the disk before the next key is handled, and the screen never waits.

use std::mem;
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender};

use super::Happened;
use super::underway::{Turn, Underway};
use crate::app::{Done, Kept};
use crate::edit::{Deed, Draft, Revision};
use crate::format::{Fingerprint, journal};
use crate::storage::{self, Found, Journal, Scratch, StorageError};

pub(super) use journaler::Journaler;

/// What the thread is to do.
#[derive(Debug)]
enum Entry {
    /// Write down what was done.
    Deed(Deed),
    /// Write down what is being written.
    Draft(Draft),
    /// Write down that the file is about to hold the map of this revision.
    Saving(Revision, Fingerprint, Sender<()>),
    /// Write down that it holds it.
    Saved(Revision),
    /// Go on with the journal that was left.
    Recovered,
    /// Set the journal aside.
    Discard,
    /// Remove a text that an editor worked on: what came back is written down.
    Spent(Scratch),
    /// Go on beside another file, in which the map of this revision is now, as this text.
    Move(Seat, Revision, Arc<Vec<u8>>),
    /// Go on with the journal of another map.
    Turn(Ledger),
}

/// Where a journal can be, and for which file.
#[derive(Clone, Debug, Default)]
pub(super) struct Seat {
    /// The file that the map is in, as people know it.
    pub(super) file: Option<PathBuf>,
    /// Where the journal is to be.
    pub(super) journal: Option<PathBuf>,
    /// Where it can be when it can't be written there.
    pub(super) elsewhere: Option<PathBuf>,
}

/// The journal of one map, however far it has come.
#[derive(Debug)]
pub(super) struct Ledger {
    seat: Seat,
    state: State,
    /// Whether what was written last isn't on the disk.
    failed: bool,
    /// Whether it has the place of the journal before it, for the same map was opened once more.
    stays: bool,
    /// What was found in its place, where nothing of that has to be kept.
    spent: Option<Fingerprint>,
}

#[derive(Debug)]
enum State {
    /// Nothing was done yet; it will begin with this text.
    Fresh(Arc<Vec<u8>>),
    /// Left by an earlier session: what was found, how much of it is good, and the text to begin with
    /// where it is discarded.
    Left(Found, usize, Arc<Vec<u8>>),
    /// It is written.
    Open(Journal),
}

impl Ledger {
    /// A journal that begins with the first step on this text.
    pub(super) fn fresh(seat: Seat, text: Arc<Vec<u8>>) -> Self {
        Self { seat, state: State::Fresh(text), failed: false, stays: false, spent: None }
    }

    /// The same in the place of one in which there is nothing that isn't in the file.
    pub(super) fn over(seat: Seat, spent: &Found, text: Arc<Vec<u8>>) -> Self {
        Self { spent: Some(Fingerprint::of(&spent.bytes)), ..Self::fresh(seat, text) }
    }

    /// The same for a map that the session is on already.
    pub(super) fn again(text: Arc<Vec<u8>>) -> Self {
        Self { stays: true, ..Self::fresh(Seat::default(), text) }
    }

    /// A journal that an earlier session left, of which so many bytes are good, and on which nobody
    /// has decided.
    pub(super) fn left(seat: Seat, (found, good): (Found, usize), text: Arc<Vec<u8>>) -> Self {
        Self { state: State::Left(found, good, text), ..Self::fresh(seat, Arc::default()) }
    }

    /// The same journal, to be gone on with.
    pub(super) fn recovered(mut self) -> Self {
        drop(self.recover());
        self
    }

    /// Goes on with what was left. Where nothing is left any more, what comes now would fit to nothing
    /// in the journal: it is written nowhere, what is there stays as it is, and that is told.
    fn recover(&mut self) -> Option<Kept> {
        if let State::Left(found, good, _) = &mut self.state {
            let found = mem::take(found);
            self.state = State::Open(Journal::continued(found, *good));
            return None;
        }
        self.seat = Seat { file: self.seat.file.take(), ..Seat::default() };
        self.state = State::Fresh(Arc::default());
        self.failed = true;
        Some(Kept::Not("The journal of what was recovered is not there any more".to_owned()))
    }

    /// Where it can be.
    #[cfg(test)]
    pub(super) fn seat(&self) -> &Seat {
        &self.seat
    }

    /// Takes the place of the journal before it; nobody has decided yet on what was left there.
    fn follow(&mut self, before: &mut Self) {
        self.seat = mem::take(&mut before.seat);
        if let (State::Fresh(text), State::Left(found, good, _)) = (&self.state, &mut before.state)
        {
            self.state = State::Left(mem::take(found), *good, Arc::clone(text));
        }
    }

    /// Sets aside what is written, and begins anew with the next step.
    fn discard(&mut self) -> Result<Option<PathBuf>, StorageError> {
        match &mut self.state {
            State::Fresh(_) => Ok(None),
            State::Open(journal) => journal.discard().map(Some),
            State::Left(found, _, text) => {
                let kept = storage::discard(&found.path)?;
                self.state = State::Fresh(Arc::clone(text));
                Ok(Some(kept))
            }
        }
    }

    /// The journal, begun where it isn't yet; nothing where there is no place for it.
    fn journal(&mut self) -> Option<&mut Journal> {
        if let State::Fresh(text) = &self.state {
            let path = self.seat.journal.clone()?;
            self.state =
                State::Open(Journal::begun(path, journal::beginning(text)).over(self.spent));
        }
        match &mut self.state {
            State::Open(journal) => Some(journal),
            State::Fresh(_) | State::Left(..) => None,
        }
    }

    /// Puts lines on the disk; tells what changed about how safe the work is.
    pub(super) fn write(&mut self, lines: &str) -> Option<Kept> {
        let aside = match self.state {
            // what nobody decided about is never written over
            State::Left(..) => self.make_room(),
            State::Fresh(_) | State::Open(_) => None,
        };
        self.add(lines).or(aside)
    }

    /// Puts a line on the disk that holds until the next one of its kind.
    fn write_passing(&mut self, line: &str) -> Option<Kept> {
        let kept = self.write(line);
        if let State::Open(journal) = &mut self.state {
            journal.last_passes(line.len());
        }
        kept
    }

    /// Sets aside what is written; where that can't be done, it stays where it is, and what nobody
    /// decided about is gone on beside in another place.
    fn make_room(&mut self) -> Option<Kept> {
        let error = match self.discard() {
            Ok(kept) => return kept.map(Kept::Aside),
            Err(error) => error,
        };
        let why = StorageError { path: self.named(&error), ..error }.message();
        if let (State::Left(_, _, text), Some(elsewhere)) = (&self.state, &self.seat.elsewhere)
            && let Ok(begun) = Journal::begun_apart(elsewhere.clone(), journal::beginning(text))
        {
            self.state = State::Open(begun);
            return self.seat.elsewhere.take().map(|path| Kept::Elsewhere(why, path));
        }
        Some(Kept::Not(why))
    }

    fn add(&mut self, lines: &str) -> Option<Kept> {
        let Some(journal) = self.journal() else {
            let why = "There is no place for a journal of what you do".to_owned();
            return (!mem::replace(&mut self.failed, true)).then_some(Kept::Not(why));
        };
        journal.add(lines);
        let Err(error) = journal.write() else {
            return self.told_of_success();
        };
        let error = StorageError { path: self.named(&error), ..error };
        let why = error.message();
        if let (State::Open(journal), Some(elsewhere)) = (&mut self.state, &self.seat.elsewhere)
            && journal.move_to(elsewhere.clone()).is_ok()
        {
            self.failed = false;
            return Some(Kept::Elsewhere(why, self.seat.elsewhere.take().unwrap_or_default()));
        }
        (!mem::replace(&mut self.failed, true)).then_some(Kept::Not(why))
    }

    /// What is told when all is on the disk: that it is again, or else what was in the way of it.
    fn told_of_success(&mut self) -> Option<Kept> {
        if mem::take(&mut self.failed) {
            return Some(Kept::Again);
        }
        let State::Open(journal) = &mut self.state else { return None };
        journal.take_aside().map(Kept::Before)
    }

    /// Puts lines on the disk that stand beside a save: without them nothing that was done is lost, and
    /// so it is not told.
    fn write_beside(&mut self, lines: &str) -> Option<Kept> {
        let failed = self.failed;
        let kept = self.write(lines);
        if matches!(kept, Some(Kept::Not(_))) {
            self.failed = failed;
            return None;
        }
        kept
    }

    /// Where it is written.
    fn place(&self) -> Option<&Path> {
        match &self.state {
            State::Open(journal) => Some(journal.path()),
            State::Fresh(_) | State::Left(..) => None,
        }
    }

    /// What the error is about, as people know it.
    fn named(&self, error: &StorageError) -> PathBuf {
        self.seat.file.clone().unwrap_or_else(|| error.path.clone())
    }

    /// Goes on beside another file.
    fn move_to(&mut self, seat: Seat, text: Arc<Vec<u8>>, lines: &str) -> Option<Kept> {
        let path = seat.journal.clone();
        let before = mem::replace(&mut self.seat, seat);
        match &mut self.state {
            // what was left stays where it is, for the file that it belongs to
            State::Fresh(_) | State::Left(..) => {
                self.state = State::Fresh(text);
                None
            }
            State::Open(journal) => {
                journal.add(lines);
                let why = match path.map(|path| journal.move_to(path)) {
                    Some(Ok(())) => return self.told_of_success(),
                    Some(Err(error)) => {
                        StorageError { path: self.named(&error), ..error }.message()
                    }
                    None => "There is no place for the journal beside the map".to_owned(),
                };
                self.seat.elsewhere = self.seat.elsewhere.take().or(before.elsewhere);
                // where it was it is found with the file from before only: that has to be known
                let told = self.write("");
                let stays = if self.failed { None } else { self.place() };
                told.or_else(|| Some(Kept::Elsewhere(why, stays?.to_owned())))
            }
        }
    }
}

/// What runs in the thread.
struct Worker {
    ledger: Ledger,
    turn: Turn,
    asked: Receiver<(Turn, Entry)>,
    queue: Sender<Happened>,
    underway: Arc<Underway>,
    /// What came after the deeds that are written together.
    waiting: Option<(Turn, Entry)>,
}

impl Worker {
    fn run(&mut self) {
        while let Some((turn, entry)) = self.waiting.take().or_else(|| self.asked.recv().ok()) {
            let mut count = 1;
            let done = match entry {
                Entry::Deed(first) => {
                    let deeds = self.with_waiting(first);
                    count = deeds.len();
                    let done = self.careful(|worker| {
                        let lines: String = deeds.iter().map(journal::line).collect();
                        worker.ledger.write(&lines).map(Done::Kept)
                    });
                    // nobody is left to be told when the program is ending
                    let written = !self.ledger.failed;
                    self.queue.send(Happened::Journaled { count, written }).unwrap_or_default();
                    done
                }
                Entry::Turn(mut ledger) => {
                    if ledger.stays {
                        ledger.follow(&mut self.ledger);
                    }
                    (self.ledger, self.turn) = (ledger, turn);
                    None
                }
                entry if turn == self.turn => self.careful(|worker| worker.carry_out(entry)),
                _ => None,
            };
            if let Some(done) = done {
                self.queue.send(Happened::Done(self.turn, done)).unwrap_or_default();
            }
            (0..count).for_each(|_| self.underway.end());
        }
    }

    /// All deeds that wait, to be written with one wait for the disk.
    fn with_waiting(&mut self, first: Deed) -> Vec<Deed> {
        let mut deeds = vec![first];
        while self.waiting.is_none() {
            match self.asked.try_recv() {
                Ok((_, Entry::Deed(deed))) => deeds.push(deed),
                Ok(other) => self.waiting = Some(other),
                Err(_) => break,
            }
        }
        deeds
    }

    fn careful(&mut self, work: impl FnOnce(&mut Self) -> Option<Done>) -> Option<Done> {
        panic::catch_unwind(AssertUnwindSafe(|| work(self))).unwrap_or_else(|_| {
            let why = "The journal of what you do failed, by a mistake in zopa".to_owned();
            Some(Done::Kept(Kept::Not(why)))
        })
    }

    fn carry_out(&mut self, entry: Entry) -> Option<Done> {
        let kept = match entry {
            Entry::Draft(draft) => self.ledger.write_passing(&journal::draft_line(&draft)),
            Entry::Saving(revision, file, done) => {
                let kept = self.ledger.write_beside(&journal::saving_line(revision, file));
                // who asked may have ended
                done.send(()).unwrap_or_default();
                kept
            }
            Entry::Saved(revision) => {
                // what could not be written is in the file now
                self.ledger.failed = false;
                self.ledger.write_beside(&journal::saved_line(revision))
            }
            Entry::Recovered => self.ledger.recover(),
            Entry::Discard => self.ledger.make_room(),
            Entry::Spent(scratch) => {
                // else it is the only copy
                if !self.ledger.failed {
                    scratch.remove();
                }
                None
            }
            Entry::Move(seat, revision, text) => {
                let file = Fingerprint::of(&text);
                let lines = journal::saving_line(revision, file) + &journal::saved_line(revision);
                self.ledger.move_to(seat, text, &lines)
            }
            Entry::Deed(_) | Entry::Turn(_) => None,
        };
        kept.map(Done::Kept)
    }
}

mod journaler;
#[cfg(test)]
mod tests;
