//! Taking up a map that was read: its lock, its journal, and what an earlier session left, in words.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::journal::{Ledger, Seat};
use super::look::Environment;
use super::recent::{Places, ago, now_seconds};
use crate::app::{Before, Meanwhile, Origin, Recovery, Rewritten};
use crate::edit::{Draft, History};
use crate::format::journal::{self, Replayed, Stopped, replay};
use crate::model::Map;
use crate::storage::{
    self, Claim, Desk, Fingerprint, Found, Holder, Journal, Lock, Problem, Scratch, Whose,
};

/// What the program knows of the person and the computer.
#[derive(Clone, Debug, Default)]
pub struct Surroundings {
    /// Our own folder for journals that can't be beside their map.
    state: Option<PathBuf>,
    /// Who works here.
    who: Holder,
    /// The file of the map that is open.
    open: Option<PathBuf>,
}

/// What belongs to a map that was taken up.
#[derive(Debug)]
pub(super) struct TakenUp {
    /// Kept until the map is left.
    pub(super) lock: Option<Lock>,
    /// Whether the session has the lock already, for the map that is open.
    pub(super) keeps_lock: bool,
    /// The journal, however far it has come.
    pub(super) ledger: Ledger,
    /// What the file holds, or held, of the steps that can be recovered.
    pub(super) recovers: Option<Fingerprint>,
    /// What the session has to know.
    pub(super) before: Before,
}

/// A journal that is larger than this, and than four times its map, is begun anew with the next
/// session: undo doesn't reach back beyond that. In bytes.
const LARGE: usize = 4 << 20;

impl Surroundings {
    /// What the environment tells.
    #[must_use]
    pub fn of(environment: Environment<'_>, places: &Places) -> Self {
        let user = environment("USER").or_else(|| environment("LOGNAME")).unwrap_or_default();
        let (host, process) = (storage::host_name(), std::process::id());
        let who = Holder { user, host, process, since_seconds: None };
        let state = places.state.as_ref().map(|state| state.join("journals"));
        Self { state, who, open: None }
    }

    /// The same for a session that is on the map in this file.
    pub(super) fn on(self, open: Option<&Path>) -> Self {
        Self { open: open.map(ToOwned::to_owned), ..self }
    }

    /// Takes up a map for work on it. `text` is what it was read from.
    pub(super) fn take_up(&self, map: &Map, origin: &Origin, text: &Arc<Vec<u8>>) -> TakenUp {
        let whose = match origin {
            Origin::File(path) | Origin::New(path) => Whose::File(path),
            Origin::Example | Origin::Nothing => Whose::Nobody("example"),
            Origin::Input => Whose::Nobody("input"),
        };
        match storage::claim(whose, self.state.as_deref(), &self.who) {
            Claim::Ours(desk) => settle(desk, map, origin, text),
            Claim::Theirs(holder) => {
                // a map that is opened once more by the session that it is open in
                let ours = self.is_open(origin)
                    && (holder.process, &holder.host) == (self.who.process, &self.who.host);
                let held = (!ours).then(|| self.holds(&holder));
                let before = Before { held, again: ours, ..Before::default() };
                let text = Arc::clone(text);
                let ledger =
                    if ours { Ledger::again(text) } else { Ledger::fresh(Seat::default(), text) };
                TakenUp { lock: None, keeps_lock: ours, ledger, recovers: None, before }
            }
        }
    }

    /// Whether it is the map that is open; one that is being opened has our lock as well.
    fn is_open(&self, origin: &Origin) -> bool {
        match (origin, &self.open) {
            (Origin::File(path) | Origin::New(path), Some(open)) => {
                storage::is_same_file(path, open)
            }
            _ => false,
        }
    }

    /// Takes up another file for the map that is open.
    pub(super) fn take_place(&self, path: &Path) -> Result<Desk, String> {
        match storage::claim(Whose::File(path), self.state.as_deref(), &self.who) {
            Claim::Ours(desk) => Ok(desk),
            Claim::Theirs(holder) => Err(self.holds(&holder)),
        }
    }

    /// The text of a file that is gone, where steps were done on it that were not saved.
    pub(super) fn left_of(&self, path: &Path) -> Option<Vec<u8>> {
        let left = storage::peek(path, self.state.as_deref())?;
        let replayed = replay(&left.bytes).ok()?;
        (!replayed.is_all_saved()).then_some(replayed.text)
    }

    /// What is told of a map that may only be looked at.
    pub(super) fn look_at(&self, origin: &Origin) -> Before {
        let (Origin::File(path) | Origin::New(path)) = origin else { return Before::default() };
        let left = storage::peek(path, self.state.as_deref());
        let replayed = left.as_ref().and_then(|left| replay(&left.bytes).ok());
        let told = match (left, replayed) {
            (Some(left), Some(replayed)) if !replayed.is_all_saved() => {
                let message = format!("Work of {} was not saved", told(left.written_seconds));
                Some((message, "open it without --read-only to recover it".to_owned()))
            }
            _ => None,
        };
        Before { told, ..Before::default() }
    }

    /// Who has a map open, and for how long.
    fn holds(&self, holder: &Holder) -> String {
        let user = if holder.user.is_empty() { "Someone" } else { &holder.user };
        let host = match holder.host.as_str() {
            "" => String::new(),
            host if host == self.who.host => " on this computer".to_owned(),
            host => format!(" on {host}"),
        };
        let since = holder.since_seconds.map(told).unwrap_or_default();
        let lasting = since.strip_suffix(" ago").map(|time| format!(", for {time}"));
        format!("{user}{host} has this map open{}", lasting.unwrap_or_default())
    }
}

/// What follows from what is on the desk.
fn settle(desk: Desk, map: &Map, origin: &Origin, text: &Arc<Vec<u8>>) -> TakenUp {
    let Desk { lock, journal, elsewhere, mut found, older, closed } = desk;
    let file = match origin {
        Origin::File(path) | Origin::New(path) => Some(path.clone()),
        Origin::Example | Origin::Input | Origin::Nothing => None,
    };
    let seat = Seat { file, journal, elsewhere };
    let mut before = Before::default();
    if let Some(error) = closed {
        let hint = match error.problem {
            Problem::TooLarge => "the steps in it are not lost, but zopa can't read so many",
            _ => "the steps in it are not lost, but only who made them can recover them",
        };
        before.told = Some((error.message(), hint.to_owned()));
    }
    if let Some(older) = older {
        before.told = set_aside(&older).or(before.told);
    }
    if let Some(scratch) = lock.as_ref().and_then(|lock| Scratch::left(lock.text())) {
        before.told = take_back(found.as_mut(), scratch).or(before.told);
    }
    let (mut saved_then, text) = (None, Arc::clone(text));
    let left = found.map(|found| (left_in(&found, map, origin, &text), found));
    let ledger = match left {
        None => Ledger::fresh(seat, text),
        Some((Left::Nothing, found)) => Ledger::over(seat, &found, text),
        Some((Left::Gone, _)) => {
            let message = "The file is not what you saved last".to_owned();
            before.told = Some((message, "that is kept aside when you begin to work".to_owned()));
            Ledger::fresh(seat, text)
        }
        Some((Left::Saved(history, good, stopped), found)) => {
            if stopped.is_some() {
                let message = "Steps after your last save can't be read".to_owned();
                before.told =
                    Some((message, "they are kept aside when you begin to work".to_owned()));
            }
            before.history = Some(*history);
            Ledger::left(seat, (found, good), text).recovered()
        }
        Some((Left::Steps(recovery, saved, good), found)) => {
            before.recovery = Some(recovery);
            saved_then = Some(saved);
            Ledger::left(seat, (found, good), text)
        }
        Some((Left::Unreadable, found)) => {
            let message = "What an earlier session left can't be read".to_owned();
            before.told = Some((message, "it is kept aside when you begin to work".to_owned()));
            Ledger::left(seat, (found, 0), text)
        }
    };
    TakenUp { lock, keeps_lock: false, ledger, recovers: saved_then, before }
}

/// Puts a text that an editor worked on when zopa ended into the journal, as what was being written;
/// where that says nothing of it, the text is set aside. Gives what is to be told.
fn take_back(found: Option<&mut Found>, scratch: Scratch) -> Option<(String, String)> {
    let draft = found.as_ref().and_then(|found| draft_with(found, &scratch.bytes().ok()?));
    if let (Some(found), Some((good_bytes, draft))) = (found, draft) {
        let line = journal::draft_line(&draft);
        let mut journal = Journal::continued(found.clone(), good_bytes);
        journal.add(&line);
        if journal.write().is_ok() {
            found.bytes.truncate(good_bytes);
            found.bytes.extend(line.as_bytes());
            scratch.remove();
            let aside = journal.take_aside()?;
            let hint = format!("what it held before is kept in {}", aside.display());
            return Some(("The journal was damaged".to_owned(), hint));
        }
    }
    let path = scratch.path();
    let kept = match scratch.set_aside() {
        Err(error) if error.problem == Problem::Missing => return None,
        kept => kept.unwrap_or(path),
    };
    let message = "A text from your editor is not in the map".to_owned();
    Some((message, format!("it is kept in {}", kept.display())))
}

/// What was being written, with the text that an editor worked on as it is now; and how many bytes of
/// the journal are good.
fn draft_with(found: &Found, text: &[u8]) -> Option<(usize, Draft)> {
    let Replayed { mut draft, good_bytes, .. } = replay(&found.bytes).ok()?;
    let text = String::from_utf8_lossy(text);
    let text = Rewritten::of(text.strip_suffix('\n').unwrap_or(&text))?.text;
    let writing = draft.0.last_mut().filter(|writing| writing.is_long_text())?;
    writing.texts.first_mut()?.2 = text.to_string();
    Some((good_bytes, draft))
}

/// Sets an older journal aside where something in it was not saved, and says how it is opened.
fn set_aside(older: &Found) -> Option<(String, String)> {
    if is_all_saved(older) {
        return None;
    }
    // where it can't be moved it can be opened all the same
    let kept = storage::discard(&older.path).unwrap_or_else(|_| older.path.clone());
    let message = format!("Steps of {} were not saved either", told(older.written_seconds));
    Some((message, format!("zopa opens them from {}", kept.display())))
}

/// Sets aside the journals of a file into which another map was saved; gives where those are in which
/// something was not saved. One that can't be moved is copied by the first step.
pub(super) fn replaced(found: Option<Found>, older: Option<Found>) -> Vec<PathBuf> {
    let aside = |left: Found| {
        let kept = storage::discard(&left.path).ok()?;
        (!is_all_saved(&left)).then_some(kept)
    };
    [older, found].into_iter().flatten().filter_map(aside).collect()
}

fn is_all_saved(left: &Found) -> bool {
    replay(&left.bytes).is_ok_and(|left| left.is_all_saved() && left.stopped.is_none())
}

/// What an earlier session left.
enum Left {
    /// No steps, or so many that the journal is begun anew; all of them are in the file.
    Nothing,
    /// Steps that were saved, but the file is another one by now.
    Gone,
    /// Steps that are all in the file, how many bytes of the journal are good, and why no more are.
    Saved(Box<History>, usize, Option<Stopped>),
    /// Steps that are not, what the file held when they were done, and how many bytes are good.
    Steps(Box<Recovery>, Fingerprint, usize),
    /// Something that can't be read.
    Unreadable,
}

fn left_in(found: &Found, map: &Map, origin: &Origin, text: &[u8]) -> Left {
    let Ok(mut replayed) = replay(&found.bytes) else { return Left::Unreadable };
    let in_file = match origin {
        Origin::File(_) | Origin::Example => Some(Fingerprint::of(text)),
        Origin::New(_) | Origin::Input | Origin::Nothing => None,
    };
    let is_known = replayed.settle(in_file);
    if replayed.history.is_saved() && replayed.draft.is_empty() && replayed.map == *map {
        let large = found.bytes.len() > LARGE.max(4 * text.len());
        if large && replayed.stopped.is_none() {
            return Left::Nothing;
        }
        return Left::Saved(Box::new(replayed.history), replayed.good_bytes, replayed.stopped);
    }
    if replayed.is_all_saved() {
        let nothing = replayed.history.steps().len() == 0 && replayed.stopped.is_none();
        return if nothing { Left::Nothing } else { Left::Gone };
    }
    if !replayed.is_sound() {
        return Left::Unreadable;
    }
    let is_same = is_known || in_file.is_none() && replayed.text == text;
    // a kill may have come between the new file and the line that says so
    let saved = in_file.filter(|_| is_known).unwrap_or_else(|| replayed.last_saved());
    let good = replayed.good_bytes;
    let Replayed { map, history, draft, stopped, .. } = replayed;
    let file = match (is_same, origin) {
        (true, _) => Meanwhile::Same,
        (false, Origin::File(_)) => Meanwhile::Changed,
        (false, _) => Meanwhile::OtherText,
    };
    let lost = stopped.map(lost);
    let when = told(found.written_seconds);
    Left::Steps(Box::new(Recovery { map, history, draft, when, file, lost }), saved, good)
}

/// What is lost of a journal that could not be read to its end.
fn lost(stopped: Stopped) -> &'static str {
    match stopped {
        Stopped::Cut => "A step that was being written down when zopa ended is lost",
        Stopped::Damaged | Stopped::Misfit => {
            "The journal is damaged after these steps: what may have come after them is lost"
        }
    }
}

/// How long ago something was that the clock of the disk dates, in words.
fn told(seconds: i64) -> String {
    let since = u64::try_from(seconds).ok().and_then(|then| now_seconds().checked_sub(then));
    // a clock that lies ahead, or was set back
    since.map_or_else(|| "just now".to_owned(), |since| ago(Some(since)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_has_a_map_open_is_told_as_far_as_it_is_known() {
        let who = Holder { host: "ward-pc".into(), ..Holder::default() };
        let around = Surroundings { who, ..Surroundings::default() };
        let told = |user: &str, host: &str, since: Option<i64>| {
            let now = i64::try_from(now_seconds()).unwrap();
            let since_seconds = since.map(|since| now - since);
            let holder = Holder { user: user.into(), host: host.into(), process: 0, since_seconds };
            around.holds(&holder)
        };
        let (there, here) =
            ("anna on desk has this map open", "anna on this computer has this map open");
        assert_eq!(told("anna", "desk", Some(7_300)), format!("{there}, for 2 hours"));
        assert_eq!(told("anna", "ward-pc", Some(3)), here);
        assert_eq!(told("anna", "ward-pc", Some(-3_600)), here, "by a clock that lies ahead");
        assert_eq!(told("", "", None), "Someone has this map open");
    }

    #[test]
    fn only_the_map_that_is_open_shares_its_lock_with_the_same_one_opened_once_more() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.ron");
        storage::create_new(&path, b"(format: 1, title: \"A\")").unwrap();
        let who = Holder { process: 7, ..Holder::default() };
        let around = Surroundings { who, ..Surroundings::default() };
        let (map, text) = (Map::default(), Arc::default());
        let taken =
            |around: &Surroundings| around.take_up(&map, &Origin::File(path.clone()), &text);
        let first = taken(&around);
        assert!(first.lock.is_some() && first.before.held.is_none());
        // asked for twice: the first isn't open yet, and its journal is not that of the open map
        let second = taken(&around.clone().on(Some(&folder.path().join("b.ron"))));
        assert!(!second.keeps_lock && second.before.held.is_some());
        let again = taken(&around.clone().on(Some(&path)));
        assert!(again.keeps_lock && again.before.held.is_none());
    }

    #[test]
    fn a_journal_in_which_nothing_was_done_is_not_missed_when_the_file_is_changed() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.ron");
        let text = b"(format: 1, title: \"A\")";
        storage::create_new(&path, b"(format: 1, title: \"B\")").unwrap();
        let (around, origin) = (Surroundings::default(), Origin::File(path));
        let taken = || around.take_up(&Map::default(), &origin, &Arc::new(text.to_vec()));
        let journal = taken().ledger.seat().journal.clone().unwrap();
        let mut left =
            storage::Journal::begun(journal, journal::beginning(b"(format: 1, title: \"\")"));
        left.add(&journal::draft_line(&crate::edit::Draft::default()));
        left.write().unwrap();
        let mut taken = taken();
        assert_eq!(taken.before.told, None);
        assert_eq!(taken.ledger.write(&journal::draft_line(&crate::edit::Draft::default())), None);
        let names = std::fs::read_dir(folder.path()).unwrap().count();
        assert_eq!(names, 3, "the map, its lock and its journal");
    }

    #[test]
    fn of_two_journals_the_older_one_is_set_aside_and_told_if_not_all_of_it_was_saved() {
        let (folder, state) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let path = folder.path().join("a.ron");
        let text = b"(format: 1, title: \"A\")";
        storage::create_new(&path, text).unwrap();
        let around = Surroundings { state: Some(state.path().into()), ..Surroundings::default() };
        let origin = Origin::File(path);
        let taken = || around.take_up(&Map::default(), &origin, &Arc::new(text.to_vec()));
        let Seat { journal, elsewhere, .. } = taken().ledger.seat().clone();
        let (beside, ours) = (journal.unwrap(), elsewhere.unwrap());
        let draft = crate::edit::Writing { of: vec!["page".into()], texts: Vec::new() };
        let line = journal::draft_line(&crate::edit::Draft(vec![draft]));
        for (path, lines) in [(&ours, line.repeat(2)), (&beside, line)] {
            let mut left = storage::Journal::begun(path.clone(), journal::beginning(text));
            left.add(&lines);
            left.write().unwrap();
        }
        // in the same second the longer one is the newer one
        let before = taken().before;
        let (message, hint) = before.told.unwrap();
        assert_eq!(message, "Steps of just now were not saved either");
        assert!(hint.ends_with(".a.ron.zopa-journal.discarded-1"), "{hint}");
        assert!(before.recovery.is_some() && ours.exists() && !beside.exists());
        assert_eq!(taken().before.told, None, "once");
    }
}
