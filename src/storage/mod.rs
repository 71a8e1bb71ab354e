//! The disk: map files, saved so that a file is always the old one or the new one; journals and locks.
//!
//! Nothing outside this module touches files. A save writes a new file beside the old one, syncs
//! it, puts it in the old one's place in one go and syncs the folder; whatever happens meanwhile,
//! nobody ever finds a mixture. Permissions stay, links are followed to the file they lead to.
//! What doesn't stay: other hard links to the file keep the old text, and access lists beyond the
//! ordinary permissions are those of the folder.
//!
//! While a map is worked on, hidden files lie beside it: `.NAME.zopa-lock`, which keeps a second
//! program from changing it, and, from the first edit on, `.NAME.zopa-journal`, readable by its
//! owner only, in which every step is before the next key is handled; and the folder
//! `.NAME.zopa-text` as long as a text is in the person's own editor. Where nothing can be written
//! beside the map, or the map is in no file, they are in a folder of our own. The lock goes with the
//! process. The journal stays, so that undo reaches back through a restart; one that is discarded is
//! kept under another name, and so is what a save replaced that someone else had written.

mod aside;
mod desk;
mod disk;
mod error;
mod folder;
mod journal;
mod lock;
mod place;
mod recent;
mod save;
mod scratch;
mod stamp;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};

pub use crate::format::Fingerprint;
pub use desk::{Claim, Desk, Whose, claim, peek};
use disk::ThisComputer;
pub use error::{Problem, StorageError};
pub use folder::{Entry, entries};
pub use journal::{Found, Journal, discard};
pub use lock::{Holder, Lock, host_name};
pub use recent::{Visit, forget, missing, remember, visits};
pub use save::Onto;
pub use scratch::Scratch;
pub use stamp::Stamp;

/// The largest file that is read, in bytes: 64 MiB.
pub const LARGEST_BYTES: u64 = crate::format::LARGEST as u64;

/// Reads a whole file of at most [`LARGEST_BYTES`].
pub fn read(path: &Path) -> Result<Vec<u8>, StorageError> {
    save::read(&ThisComputer, path)
}

/// Writes a file, wholly or not at all, in the place of what [`Onto`] allows to be replaced.
///
/// Gives the fingerprint of what is now in the file, for the next save. A new file can be read and
/// written by its owner only; an existing one keeps its permissions and, where that is allowed, its
/// owner and group.
pub fn replace(path: &Path, bytes: &[u8], onto: Onto) -> Result<Fingerprint, StorageError> {
    save::replace(&ThisComputer, path, bytes, onto)
}

/// Keeps a copy of a file, for its owner only, in a hidden file beside it, of which the last nine are
/// kept: before the file is replaced by something else. Gives where, and what is in it.
///
/// Nothing where there is no ordinary file.
pub fn keep_copy(path: &Path) -> Result<Option<(PathBuf, Fingerprint)>, StorageError> {
    aside::copy(&ThisComputer, path)
}

/// Whether two names stand for one file, as seen after all links; where there is none yet, whether
/// they would.
#[must_use]
pub fn is_same_file(one: &Path, other: &Path) -> bool {
    save::is_same_file(&ThisComputer, one, other)
}

/// Refuses where a new file of this name couldn't be made, as far as that can be seen beforehand:
/// something is there already, or its folder isn't.
pub fn may_create(path: &Path) -> Result<(), StorageError> {
    save::may_create(&ThisComputer, path)
}

/// Writes a new file, and refuses where there is one already.
pub fn create_new(path: &Path, bytes: &[u8]) -> Result<Fingerprint, StorageError> {
    replace(path, bytes, Onto::Nothing)
}
