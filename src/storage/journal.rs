//! Journal files: begun whole, added to line by line, each synced; and set aside, the last few of them.

use std::io;
use std::mem;
use std::ops::Range;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use super::disk::{Disk, ThisComputer, folder_of};
use super::error::{while_reading, while_writing, while_writing_in_folder};
use super::{Fingerprint, LARGEST_BYTES, Problem, StorageError, aside};

/// The journal of an open map: all that is to be in it, and how much of that is on the disk.
///
/// All of it is kept in memory as well, so that a journal that was removed, or on a disk that was
/// full, is written anew.
#[derive(Debug)]
pub struct Journal {
    path: PathBuf,
    whole: Vec<u8>,
    /// The bytes that are on the disk for sure.
    written: usize,
    /// What may be written over: it is all in the file, or it was set aside.
    spent: Option<Fingerprint>,
    /// Where something is set aside, until it is told, and what.
    aside: Option<(PathBuf, Fingerprint)>,
    /// Where the line is that holds until the next one of its kind.
    passing: Range<usize>,
    /// Where those before it are, which count for nothing any more.
    void: Vec<Range<usize>>,
}

/// A journal that was there when the map was opened.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Where it is.
    pub path: PathBuf,
    /// What is in it.
    pub bytes: Vec<u8>,
    /// When it was written last, in seconds since 1970 by the clock of the disk.
    pub written_seconds: i64,
}

/// A journal that is longer than this is not read, in bytes.
const LONGEST_BYTES: u64 = 2 * LARGEST_BYTES;

/// As soon as lines of this length together count for nothing, the journal is written without them;
/// in bytes.
const MOST_VOID_BYTES: usize = 1 << 20;

impl Journal {
    /// A journal that begins with these bytes. Nothing is written yet.
    #[must_use]
    pub fn begun(path: PathBuf, beginning: Vec<u8>) -> Self {
        let (passing, void) = (0..0, Vec::new());
        Self { path, whole: beginning, written: 0, spent: None, aside: None, passing, void }
    }

    /// The same in a folder of our own, which is made where it isn't there.
    pub fn begun_apart(path: PathBuf, beginning: Vec<u8>) -> Result<Self, StorageError> {
        let made = ThisComputer.make_folder(folder_of(&path));
        made.map_err(|error| StorageError::new(&path, while_writing(&error)))?;
        Ok(Self::begun(path, beginning))
    }

    /// The same, where these bytes may be written over: all that was done in them is in the file.
    #[must_use]
    pub fn over(self, spent: Option<Fingerprint>) -> Self {
        Self { spent, ..self }
    }

    /// The same journal that was found, as far as it is good.
    #[must_use]
    pub fn continued(found: Found, good_bytes: usize) -> Self {
        let Found { path, bytes: mut whole, .. } = found;
        whole.truncate(good_bytes);
        Self { written: whole.len(), ..Self::begun(path, whole) }
    }

    /// Sets it aside under a number, and gives that name. What is added later begins it anew, with all
    /// that was in it.
    pub fn discard(&mut self) -> Result<PathBuf, StorageError> {
        let kept = discard(&self.path)?;
        self.written = 0;
        Ok(kept)
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Adds lines, to be written.
    pub fn add(&mut self, lines: &str) {
        self.whole.extend_from_slice(lines.as_bytes());
    }

    /// Says that the last line, of so many bytes, is of the kind that holds until the next one: of many
    /// long ones only the last is kept.
    pub fn last_passes(&mut self, length_bytes: usize) {
        self.last_passes_on(&ThisComputer, length_bytes);
    }

    pub(super) fn last_passes_on(&mut self, disk: &impl Disk, length_bytes: usize) {
        let end = self.whole.len();
        self.void.push(mem::replace(&mut self.passing, end.saturating_sub(length_bytes)..end));
        let void: usize = self.void.iter().map(Range::len).sum();
        if void < MOST_VOID_BYTES || self.written < end {
            return;
        }
        let mut left = Vec::with_capacity(end - void);
        let mut at = 0;
        for void in &self.void {
            left.extend_from_slice(self.whole.get(at..void.start).unwrap_or(&[]));
            at = void.end;
        }
        left.extend_from_slice(self.whole.get(at..).unwrap_or(&[]));
        // where it can't be written, the longer one stays
        if aside::write(disk, &self.path, &left).is_ok() {
            self.passing = left.len().saturating_sub(length_bytes)..left.len();
            self.void.clear();
            (self.written, self.whole) = (left.len(), left);
        }
    }

    /// Where a copy is of what was in the way of it; told once.
    pub fn take_aside(&mut self) -> Option<PathBuf> {
        self.aside.take().map(|(place, _)| place)
    }

    /// Puts everything that was added on the disk, and waits until it is there.
    ///
    /// Whatever is at its path that it doesn't begin with, such as what an earlier session left there,
    /// is copied before it is cut or written over: it may be in no file. After an error the next call
    /// tries all of it again.
    pub fn write(&mut self) -> Result<(), StorageError> {
        self.write_on(&ThisComputer)
    }

    pub(super) fn write_on(&mut self, disk: &impl Disk) -> Result<(), StorageError> {
        if self.written == self.whole.len() {
            return Ok(());
        }
        if self.whole.len() as u64 > LONGEST_BYTES {
            // it could not be read again
            return Err(StorageError::new(&self.path, Problem::JournalFull));
        }
        // whatever was there before, a part of a line or nothing at all: then all is written anew
        if self.written == 0 || self.append(disk).is_err() {
            self.begin(disk)?;
        }
        self.written = self.whole.len();
        Ok(())
    }

    fn append(&mut self, disk: &impl Disk) -> Result<(), StorageError> {
        let path = self.path.clone();
        let fail = |error: io::Error| StorageError::new(&path, while_writing(&error));
        let (mut file, length_bytes) = disk.open_end(&path).map_err(fail)?;
        let written = self.written as u64;
        if length_bytes < written {
            return Err(fail(io::ErrorKind::UnexpectedEof.into()));
        }
        if length_bytes > written {
            // a line that could not be written wholly, or what was not good when it was found
            self.make_way(disk)?;
            disk.cut(&file, written).map_err(fail)?;
        }
        let lines = self.whole.get(self.written..).unwrap_or(&[]);
        disk.append(&mut file, lines).and_then(|()| disk.sync_bytes(&file)).map_err(fail)
    }

    /// Writes the whole journal in the place of whatever is there.
    fn begin(&mut self, disk: &impl Disk) -> Result<(), StorageError> {
        self.make_way(disk)?;
        aside::write(disk, &self.path, &self.whole)
    }

    /// Keeps a copy of what is at the path, if this journal doesn't begin with it.
    fn make_way(&mut self, disk: &impl Disk) -> Result<(), StorageError> {
        let there = match find(disk, &self.path) {
            // nobody could read a copy either
            Err(error) if error.problem == Problem::TooLarge => {
                self.aside = Some((discard_on(disk, &self.path)?, Fingerprint::of(b"")));
                return Ok(());
            }
            found => found?.map_or(Vec::new(), |found| found.bytes),
        };
        let is = Fingerprint::of(&there);
        if self.whole.starts_with(&there) || self.spent == Some(is) {
            return Ok(());
        }
        let fail = |error| StorageError::new(&self.path, while_writing_in_folder(&error));
        let place = match self.aside.take() {
            // tried before
            Some((place, of)) if of == is => place,
            _ => discarded(disk, &self.path).map_err(fail)?,
        };
        self.aside = Some((place.clone(), is));
        aside::write(disk, &place, &there)?;
        self.spent = Some(is);
        Ok(())
    }

    /// Takes the journal to another path: it is written there, and then removed here.
    pub fn move_to(&mut self, path: PathBuf) -> Result<(), StorageError> {
        self.move_on(&ThisComputer, path)
    }

    pub(super) fn move_on(&mut self, disk: &impl Disk, path: PathBuf) -> Result<(), StorageError> {
        let made = disk.make_folder(folder_of(&path));
        made.map_err(|error| StorageError::new(&path, while_writing(&error)))?;
        let before = (mem::replace(&mut self.path, path), mem::take(&mut self.written));
        if let Err(error) = self.write_on(disk) {
            (self.path, self.written) = before;
            return Err(error);
        }
        // left there, it would be taken for work that was not saved; it is never removed first
        let moved = mem::replace(&mut self.path, before.0);
        if self.make_way(disk).is_ok() {
            drop(disk.remove(&self.path));
        }
        self.path = moved;
        Ok(())
    }
}

/// The journal at a path, if there is one; an error where it may not be read.
pub(super) fn find(disk: &impl Disk, path: &Path) -> Result<Option<Found>, StorageError> {
    let fail = |error: &io::Error| StorageError::new(path, while_reading(error));
    let Some(there) = disk.look(path).map_err(|error| fail(&error))? else { return Ok(None) };
    if !there.is_file() {
        // reading a pipe would wait for ever
        return Err(StorageError::new(path, Problem::NoOrdinaryFile));
    }
    // a map of the largest size with as many steps again; what is longer would be cut by going on with it
    if there.len() > LONGEST_BYTES {
        return Err(StorageError::new(path, Problem::TooLarge));
    }
    let bytes = disk.read(path, LONGEST_BYTES).map_err(|error| fail(&error))?;
    Ok(Some(Found { path: path.to_owned(), bytes, written_seconds: there.mtime() }))
}

/// Sets a journal aside under a number, and gives its new name.
pub fn discard(journal: &Path) -> Result<PathBuf, StorageError> {
    discard_on(&ThisComputer, journal)
}

pub(super) fn discard_on(disk: &impl Disk, journal: &Path) -> Result<PathBuf, StorageError> {
    let moved =
        discarded(disk, journal).and_then(|place| disk.rename(journal, &place).map(|()| place));
    moved.map_err(|error| StorageError::new(journal, while_writing_in_folder(&error)))
}

/// The name under which a journal is set aside next.
fn discarded(disk: &impl Disk, journal: &Path) -> io::Result<PathBuf> {
    let name = journal.file_name().unwrap_or_default().to_string_lossy();
    aside::free(disk, &journal.with_file_name(format!("{name}.discarded")))
}
