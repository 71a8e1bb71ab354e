//! Taking up a map to work on it: its lock, and the journal that an earlier session left.

use std::path::{Path, PathBuf};

use super::disk::Disk;
use super::journal::{Found, find};
use super::lock::{Holder, Lock, Taken};
use super::place::Companions;
use super::{StorageError, ThisComputer};
use crate::model::order_by_key;

/// Which map is taken up.
#[derive(Clone, Copy, Debug)]
pub enum Whose<'a> {
    /// The one in a file, or that will be.
    File(&'a Path),
    /// One in no file, under a name for its kind: several programs may work on one each.
    Nobody(&'static str),
}

/// What became of taking a map up.
#[derive(Debug)]
pub enum Claim {
    /// It can be worked on.
    Ours(Desk),
    /// Another program has it open.
    Theirs(Holder),
}

/// What belongs to a map that is worked on.
#[derive(Debug, Default)]
pub struct Desk {
    /// Kept as long as the map is worked on; nothing where no lock can be had.
    pub lock: Option<Lock>,
    /// Where the journal is, or will be; nothing where there is no place for it.
    pub journal: Option<PathBuf>,
    /// Where it can be when it can't be written there.
    pub elsewhere: Option<PathBuf>,
    /// The journal that was left.
    pub found: Option<Found>,
    /// An older one, in the other of the two places where journals are.
    pub older: Option<Found>,
    /// Why a journal that was left can't be read: it is someone else's.
    pub closed: Option<StorageError>,
}

/// How many maps in no file can be worked on at once.
const MOST_NOBODYS: usize = 9;

/// Takes a map up: locks it, where that is possible, and looks for a journal.
///
/// `state` is a folder of our own, for where nothing can be written beside the map. Whatever goes
/// wrong, the map can be worked on; what the desk then lacks is said when it is missed.
#[must_use]
pub fn claim(whose: Whose<'_>, state: Option<&Path>, who: &Holder) -> Claim {
    claim_on(&ThisComputer, whose, state, who)
}

pub(super) fn claim_on(
    disk: &impl Disk,
    whose: Whose<'_>,
    state: Option<&Path>,
    who: &Holder,
) -> Claim {
    match whose {
        Whose::File(map) => match Companions::of_file(disk, map, state) {
            Ok((beside, ours)) => of_file(disk, &beside, ours, who),
            Err(_unreachable) => Claim::Ours(Desk::default()),
        },
        Whose::Nobody(name) => {
            let claimed = state.and_then(|state| of_nobody(disk, state, name, who));
            Claim::Ours(claimed.unwrap_or_default())
        }
    }
}

fn of_file(disk: &impl Disk, beside: &Companions, ours: Option<Companions>, who: &Holder) -> Claim {
    let (lock, can_write) = match Lock::take(disk, &beside.lock, who) {
        Ok(Taken::Theirs(holder)) => return Claim::Theirs(holder),
        Ok(Taken::Ours(lock)) => (Some(lock), true),
        // nothing can be written beside the map; then our own folder has to do
        Err(_why) => match ours.as_ref().map(|ours| in_our_folder(disk, &ours.lock, who)) {
            Some(Ok(Taken::Theirs(holder))) => return Claim::Theirs(holder),
            Some(Ok(Taken::Ours(lock))) => (Some(lock), false),
            _ => (None, false),
        },
    };
    let mut claimed = Desk { lock, ..Desk::default() };
    let (mut left, closed) = all_left(disk, [Some(beside), ours.as_ref()]);
    (claimed.found, claimed.older, claimed.closed) = (left.pop(), left.pop(), closed);
    let ours = ours.map(|ours| ours.journal);
    claimed.journal = match &claimed.found {
        Some(found) => Some(found.path.clone()),
        None if can_write && claimed.closed.is_none() => Some(beside.journal.clone()),
        None => ours.clone(),
    };
    claimed.elsewhere = ours.filter(|ours| Some(ours) != claimed.journal.as_ref());
    Claim::Ours(claimed)
}

/// The journals in two places, the newest last, and why one of them can't be read.
fn all_left(
    disk: &impl Disk,
    places: [Option<&Companions>; 2],
) -> (Vec<Found>, Option<StorageError>) {
    let (mut left, mut closed) = (Vec::new(), None);
    for place in places.into_iter().flatten() {
        match find(disk, &place.journal) {
            Ok(found) => left.extend(found),
            Err(error) => closed = Some(error),
        }
    }
    order_by_key(&mut left, |found| (found.written_seconds, found.bytes.len()));
    (left, closed)
}

/// The journal of a map that is only looked at; nothing is locked, and nothing is written.
#[must_use]
pub fn peek(map: &Path, state: Option<&Path>) -> Option<Found> {
    let (beside, ours) = Companions::of_file(&ThisComputer, map, state).ok()?;
    all_left(&ThisComputer, [Some(&beside), ours.as_ref()]).0.pop()
}

fn in_our_folder(disk: &impl Disk, lock: &Path, who: &Holder) -> std::io::Result<Taken> {
    disk.make_folder(super::disk::folder_of(lock))?;
    Lock::take(disk, lock, who)
}

/// The first of this name that nobody works on; rather one with something to recover.
fn of_nobody(disk: &impl Disk, state: &Path, name: &str, who: &Holder) -> Option<Desk> {
    let mut free = None;
    for n in 1..=MOST_NOBODYS {
        let place = Companions::numbered(state, name, n);
        let Ok(Taken::Ours(lock)) = in_our_folder(disk, &place.lock, who) else { continue };
        let found = find(disk, &place.journal).ok().flatten();
        let is_left = found.is_some();
        let journal = Some(place.journal);
        let claimed = Desk { lock: Some(lock), journal, found, ..Desk::default() };
        if is_left {
            return Some(claimed);
        }
        free = free.or(Some(claimed));
    }
    free
}
