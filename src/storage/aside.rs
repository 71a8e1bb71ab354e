//! What is kept aside under a number, for its owner only: discarded journals, and what a save replaced.

use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use super::disk::{Disk, folder_of};
use super::error::{while_writing, while_writing_in_folder};
use super::place::Companions;
use super::{Fingerprint, StorageError, save};

/// The most files of a kind that are kept for one map; then the oldest makes room.
const MOST: usize = 9;

/// The first free one of the names that this one gets with a number, or that of the oldest file.
pub(super) fn free(disk: &impl Disk, name: &Path) -> io::Result<PathBuf> {
    let numbered = |n: usize| {
        let name = name.file_name().unwrap_or_default().to_string_lossy();
        format!("{name}-{n}")
    };
    let mut oldest = (i64::MAX, 1);
    for n in 1..=MOST {
        // a free number counts as older than every other
        let there = disk.look(&name.with_file_name(numbered(n)))?;
        oldest = oldest.min((there.map_or(i64::MIN, |there| there.mtime()), n));
    }
    Ok(name.with_file_name(numbered(oldest.1)))
}

/// Writes a file in the place of whatever is there, for its owner only.
pub(super) fn write(disk: &impl Disk, path: &Path, bytes: &[u8]) -> Result<(), StorageError> {
    let fail = |problem| StorageError::new(path, problem);
    let draft = disk.draft(path).map_err(|error| fail(while_writing_in_folder(&error)));
    let mut draft = draft?;
    let filled = disk.write(&mut draft, bytes).and_then(|()| disk.sync(&draft));
    let put = match filled {
        Ok(()) => disk.put(draft, path),
        Err(error) => Err((error, draft)),
    };
    if let Err((error, draft)) = put {
        let left = draft.path().to_owned();
        let left_behind = disk.discard(draft).is_err().then_some(left);
        return Err(StorageError { left_behind, ..fail(while_writing(&error)) });
    }
    disk.sync_folder(folder_of(path)).map_err(|error| fail(while_writing(&error)))
}

pub(super) fn copy(
    disk: &impl Disk,
    path: &Path,
) -> Result<Option<(PathBuf, Fingerprint)>, StorageError> {
    let fail = |error: &io::Error| StorageError::new(path, while_writing_in_folder(error));
    let there = disk.look(path).map_err(|error| fail(&error))?;
    if !there.is_some_and(|there| there.is_file()) {
        return Ok(None);
    }
    let bytes = save::read(disk, path)?;
    let beside = Companions::of_file(disk, path, None);
    let (beside, _) = beside.map_err(|problem| StorageError::new(path, problem))?;
    let place = free(disk, &beside.replaced).map_err(|error| fail(&error))?;
    let written = write(disk, &place, &bytes);
    // people know the file, not the hidden one beside it
    written.map_err(|error| StorageError { path: path.to_owned(), ..error })?;
    Ok(Some((place, Fingerprint::of(&bytes))))
}
