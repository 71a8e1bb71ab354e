//! Journal files: begun whole, added to line by line, each synced; and set aside, the last few of them.

use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use super::disk::{Disk, ThisComputer, folder_of};
use super::error::{while_reading, while_writing, while_writing_in_folder};
use super::{LARGEST_BYTES, Problem, StorageError, aside};

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

impl Journal {
    /// A journal that begins with these bytes. Nothing is written yet.
    #[must_use]
    pub fn begun(path: PathBuf, beginning: Vec<u8>) -> Self {
        Self { path, whole: beginning, written: 0 }
    }

    /// The same in a folder of our own, which is made where it isn't there.
    pub fn begun_apart(path: PathBuf, beginning: Vec<u8>) -> Result<Self, StorageError> {
        let made = ThisComputer.make_folder(folder_of(&path));
        made.map_err(|error| StorageError::new(&path, while_writing(&error)))?;
        Ok(Self::begun(path, beginning))
    }

    /// The same journal that was found, as far as it is good.
    #[must_use]
    pub fn continued(found: Found, good_bytes: usize) -> Self {
        let Found { path, bytes: mut whole, .. } = found;
        whole.truncate(good_bytes);
        Self { path, written: whole.len(), whole }
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

    /// Puts everything that was added on the disk, and waits until it is there.
    ///
    /// After an error the next call tries all of it again.
    pub fn write(&mut self) -> Result<(), StorageError> {
        self.write_on(&ThisComputer)
    }

    pub(super) fn write_on(&mut self, disk: &impl Disk) -> Result<(), StorageError> {
        if self.written == self.whole.len() {
            return Ok(());
        }
        // whatever was there before, a part of a line or nothing at all: then all is written anew
        if self.written == 0 || self.append(disk).is_err() {
            self.begin(disk)?;
        }
        self.written = self.whole.len();
        Ok(())
    }

    fn append(&self, disk: &impl Disk) -> io::Result<()> {
        let (mut file, length_bytes) = disk.open_end(&self.path)?;
        let written = self.written as u64;
        if length_bytes < written {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        if length_bytes > written {
            // a line that could not be written wholly
            disk.cut(&file, written)?;
        }
        disk.append(&mut file, self.whole.get(self.written..).unwrap_or(&[]))?;
        disk.sync_bytes(&file)
    }

    /// Writes the whole journal in the place of whatever is there.
    fn begin(&self, disk: &impl Disk) -> Result<(), StorageError> {
        aside::write(disk, &self.path, &self.whole)
    }

    /// Takes the journal to another path: it is written there, and then removed here.
    pub fn move_to(&mut self, path: PathBuf) -> Result<(), StorageError> {
        self.move_on(&ThisComputer, path)
    }

    pub(super) fn move_on(&mut self, disk: &impl Disk, path: PathBuf) -> Result<(), StorageError> {
        let mut moved = Self::begun(path, std::mem::take(&mut self.whole));
        let folder = disk.make_folder(folder_of(&moved.path));
        let fail = |error: &io::Error| StorageError::new(&moved.path, while_writing(error));
        let done = folder.map_err(|error| fail(&error)).and_then(|()| moved.write_on(disk));
        if done.is_ok() {
            // left there, it would be taken for work that was not saved; it is never removed first
            drop(disk.remove(&self.path));
            *self = moved;
        } else {
            self.whole = moved.whole;
        }
        done
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
    let name = journal.file_name().unwrap_or_default().to_string_lossy();
    let place = aside::free(disk, &journal.with_file_name(format!("{name}.discarded")));
    let moved = place.and_then(|place| disk.rename(journal, &place).map(|()| place));
    moved.map_err(|error| StorageError::new(journal, while_writing_in_folder(&error)))
}
