//! What can go wrong with a file, in words for the person at the keyboard.

use std::fmt;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// A file that could not be read or written.
///
/// The [`message`](Self::message) says what is wrong, in one sentence without a full stop; the
/// [`hint`](Self::hint) says what to do next. After a failed save the file is as it was, except
/// for [`Problem::Unconfirmed`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StorageError {
    /// The file, as it was named.
    pub path: PathBuf,
    /// What is wrong with it.
    pub problem: Problem,
    /// A temporary file that could not be removed.
    pub left_behind: Option<PathBuf>,
}

/// What is wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// It isn't there.
    Missing,
    /// Its folder isn't there.
    NoFolder,
    /// It is a folder.
    IsFolder,
    /// It is a device, a pipe or the like, which can't be replaced.
    NoOrdinaryFile,
    /// Links lead round in a circle.
    LinksInCircle,
    /// It may not be read.
    MayNotRead,
    /// It may not be written.
    MayNotWrite,
    /// No file may be made in its folder.
    MayNotWriteInFolder,
    /// Its disk can only be read.
    ReadOnlyDisk,
    /// Its disk, or our share of it, is full.
    DiskFull,
    /// It is larger than what is read.
    TooLarge,
    /// The journal of it would be longer than what is read.
    JournalFull,
    /// A file of this name is there already, and was not to be replaced.
    Exists,
    /// It is no longer what was read from it or written to it last.
    Changed,
    /// It holds the new text, but the disk didn't confirm that it will be there after a power failure.
    Unconfirmed,
    /// Anything else, in the words of the operating system.
    Reading(String),
    /// Anything else, in the words of the operating system.
    Writing(String),
}

impl StorageError {
    pub(super) fn new(path: &Path, problem: Problem) -> Self {
        Self { path: path.to_owned(), problem, left_behind: None }
    }

    /// What is wrong, in one sentence without a full stop.
    #[must_use]
    pub fn message(&self) -> String {
        let path = shown(&self.path);
        let message = match &self.problem {
            Problem::Missing => format!("There is no file {path}"),
            Problem::NoFolder => format!("The folder of {path} does not exist"),
            Problem::IsFolder => format!("{path} is a folder"),
            Problem::NoOrdinaryFile => format!("{path} is not an ordinary file"),
            Problem::LinksInCircle => format!("{path} is a link that leads back to itself"),
            Problem::MayNotRead => format!("You may not read {path}"),
            Problem::MayNotWrite => format!("You may not write {path}"),
            Problem::MayNotWriteInFolder => {
                format!("You may not write files in the folder of {path}")
            }
            Problem::ReadOnlyDisk => format!("The disk of {path} can only be read"),
            Problem::DiskFull => format!("There is no room left on the disk of {path}"),
            Problem::TooLarge => format!("{path} is larger than 64 MiB"),
            Problem::JournalFull => format!("The journal of {path} is full"),
            Problem::Exists => format!("There is a file {path} already"),
            Problem::Changed => format!("{path} was changed by someone else since you opened it"),
            Problem::Unconfirmed => {
                format!("{path} is saved, but the disk did not confirm that it will last")
            }
            Problem::Reading(why) => format!("{path} could not be read: {why}"),
            Problem::Writing(why) => format!("{path} could not be written: {why}"),
        };
        match &self.left_behind {
            Some(left) => format!("{message}; a temporary file is left: {}", shown(left)),
            None => message,
        }
    }

    /// What to do next, in one sentence without a full stop.
    #[must_use]
    pub fn hint(&self) -> &'static str {
        match self.problem {
            Problem::Missing => "Check the name, or start a new map",
            Problem::NoFolder => "Make the folder first, or choose another one",
            Problem::IsFolder => "Name a map file in it",
            Problem::NoOrdinaryFile | Problem::LinksInCircle | Problem::Exists => {
                "Choose another name"
            }
            Problem::MayNotRead => "Ask its owner, or change its permissions",
            Problem::MayNotWrite => "Save under another name, or change its permissions",
            Problem::MayNotWriteInFolder | Problem::ReadOnlyDisk => "Save in another folder",
            Problem::DiskFull => "Make room, or save on another disk; the file is as it was",
            Problem::TooLarge => "Check the name: a map is far smaller than that",
            Problem::Changed => "Save under another name, so that neither version is lost",
            Problem::JournalFull => "Save, and open the map again",
            Problem::Unconfirmed => "Save once more, or on another disk",
            Problem::Reading(_) => "Try again, or open another file",
            Problem::Writing(_) => "Try again, or save under another name; the file is as it was",
        }
    }
}

impl fmt::Display for StorageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message())
    }
}

impl std::error::Error for StorageError {}

/// What went wrong where a file was being read.
pub(super) fn while_reading(error: &io::Error) -> Problem {
    match error.kind() {
        ErrorKind::NotFound | ErrorKind::NotADirectory => Problem::Missing,
        ErrorKind::IsADirectory => Problem::IsFolder,
        ErrorKind::PermissionDenied => Problem::MayNotRead,
        _ => Problem::Reading(words(error)),
    }
}

/// What went wrong where a file was being written.
pub(super) fn while_writing(error: &io::Error) -> Problem {
    match error.kind() {
        ErrorKind::NotFound | ErrorKind::NotADirectory => Problem::NoFolder,
        ErrorKind::IsADirectory => Problem::IsFolder,
        ErrorKind::PermissionDenied => Problem::MayNotWrite,
        ErrorKind::ReadOnlyFilesystem => Problem::ReadOnlyDisk,
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => {
            Problem::DiskFull
        }
        ErrorKind::AlreadyExists => Problem::Exists,
        _ => Problem::Writing(words(error)),
    }
}

/// What went wrong where the folder was being written.
pub(super) fn while_writing_in_folder(error: &io::Error) -> Problem {
    match while_writing(error) {
        Problem::MayNotWrite => Problem::MayNotWriteInFolder,
        problem => problem,
    }
}

/// The operating system's words, without its number.
fn words(error: &io::Error) -> String {
    let text = error.to_string();
    text.split_once(" (os error").map_or(text.as_str(), |(words, _)| words).to_owned()
}

/// A path that can be shown in a terminal: control characters in a name could command it.
fn shown(path: &Path) -> String {
    let sign = |sign: char| if sign.is_control() { char::REPLACEMENT_CHARACTER } else { sign };
    path.to_string_lossy().chars().map(sign).collect()
}
