//! How a file is read, and how it is replaced so that it is always the old one or the new one.

use std::fs::Metadata;
use std::io;
use std::path::{Path, PathBuf};

use super::disk::{Disk, Draft, folder_of};
use super::error::{while_reading, while_writing, while_writing_in_folder};
use super::{Fingerprint, LARGEST_BYTES, Problem, StorageError};

/// What a save may replace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Onto {
    /// The file as it was read or saved last; or nothing, where it was removed since then.
    Known(Fingerprint),
    /// Nothing: there must be no file of this name.
    Nothing,
    /// Whatever is there, for the person said so.
    Anything,
}

/// As many links are followed as Linux follows.
const MOST_LINKS: usize = 40;

pub(super) fn read(disk: &impl Disk, path: &Path) -> Result<Vec<u8>, StorageError> {
    let fail = |problem| StorageError::new(path, problem);
    let found = disk.look(path).map_err(|error| fail(while_reading(&error)))?;
    match found {
        None => return Err(fail(Problem::Missing)),
        Some(found) if found.is_dir() => return Err(fail(Problem::IsFolder)),
        Some(_) => {}
    }
    let bytes = disk.read(path, LARGEST_BYTES + 1).map_err(|error| fail(while_reading(&error)))?;
    if bytes.len() as u64 > LARGEST_BYTES {
        return Err(fail(Problem::TooLarge));
    }
    Ok(bytes)
}

pub(super) fn replace(
    disk: &impl Disk,
    path: &Path,
    bytes: &[u8],
    onto: Onto,
) -> Result<Fingerprint, StorageError> {
    let fail = |problem| StorageError::new(path, problem);
    let target = follow(disk, path).map_err(fail)?;
    let old = replaceable(disk, &target, onto).map_err(fail)?;
    let mut draft = disk.draft(&target).map_err(|error| fail(while_writing_in_folder(&error)))?;
    let filled = fill(disk, &mut draft, bytes, old.as_ref())
        .map_err(|error| while_writing(&error))
        .and_then(|()| unchanged(disk, &target, onto));
    if let Err(problem) = filled {
        return Err(discarded(disk, draft, fail(problem)));
    }
    let put =
        if onto == Onto::Nothing { disk.put_new(draft, &target) } else { disk.put(draft, &target) };
    if let Err((error, draft)) = put {
        return Err(discarded(disk, draft, fail(while_writing_in_folder(&error))));
    }
    // the file is the new one already: whatever the reason is, that is what has to be known
    disk.sync_folder(folder_of(&target)).map_err(|_error| fail(Problem::Unconfirmed))?;
    Ok(Fingerprint::of(bytes))
}

pub(super) fn may_create(disk: &impl Disk, path: &Path) -> Result<(), StorageError> {
    let seen = follow(disk, path).and_then(|target| {
        replaceable(disk, &target, Onto::Nothing)?;
        let folder = disk.real_folder(folder_of(&target));
        folder.map(drop).map_err(|error| while_writing(&error))
    });
    seen.map_err(|problem| StorageError::new(path, problem))
}

/// The path at the end of all links: they stay, and the file they lead to is replaced.
fn follow(disk: &impl Disk, path: &Path) -> Result<PathBuf, Problem> {
    let mut path = path.to_owned();
    for _ in 0..MOST_LINKS {
        match disk.link(&path).map_err(|error| while_writing(&error))? {
            // where a link leads is told from its own folder
            Some(to) => path = folder_of(&path).join(to),
            None => return Ok(path),
        }
    }
    Err(Problem::LinksInCircle)
}

/// Whether a save to either path would write the same file.
pub(super) fn is_same_file(disk: &impl Disk, one: &Path, other: &Path) -> bool {
    // a path that leads nowhere can still be spelled alike
    one == other || seat(disk, one).is_ok_and(|seat_of_one| Ok(seat_of_one) == seat(disk, other))
}

/// The one path of a file, or of one that is still to come, without links and detours.
pub(super) fn seat(disk: &impl Disk, path: &Path) -> Result<PathBuf, Problem> {
    let target = follow(disk, path)?;
    let folder = folder_of(&target);
    let folder = disk.real_folder(folder).map_err(|error| while_reading(&error))?;
    target.file_name().map(|name| folder.join(name)).ok_or(Problem::IsFolder)
}

/// What is at the path now, if it can be replaced and may be.
fn replaceable(disk: &impl Disk, path: &Path, onto: Onto) -> Result<Option<Metadata>, Problem> {
    let Some(found) = disk.look(path).map_err(|error| while_writing(&error))? else {
        return Ok(None);
    };
    if found.is_dir() {
        return Err(Problem::IsFolder);
    }
    if onto == Onto::Nothing {
        return Err(Problem::Exists);
    }
    if !found.is_file() {
        return Err(Problem::NoOrdinaryFile);
    }
    // the folder alone decides whether a file can be replaced; a file that is protected itself is left alone
    disk.try_writing(path).map_err(|error| while_writing(&error))?;
    Ok(Some(found))
}

fn fill(
    disk: &impl Disk,
    draft: &mut Draft,
    bytes: &[u8],
    old: Option<&Metadata>,
) -> io::Result<()> {
    disk.write(draft, bytes)?;
    if let Some(old) = old {
        disk.adopt(draft, old)?;
    }
    disk.sync(draft)
}

/// Whether the file is still the one we know: asked last, so that little time is left for a change.
fn unchanged(disk: &impl Disk, path: &Path, onto: Onto) -> Result<(), Problem> {
    let Onto::Known(known) = onto else { return Ok(()) };
    match disk.read(path, LARGEST_BYTES + 1) {
        Ok(bytes) if Fingerprint::of(&bytes) == known => Ok(()),
        Ok(_) => Err(Problem::Changed),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(while_reading(&error)),
    }
}

/// Removes the temporary file after something went wrong, and says so if that fails too.
fn discarded(disk: &impl Disk, draft: Draft, error: StorageError) -> StorageError {
    let path = draft.path().to_owned();
    let left_behind = disk.discard(draft).is_err().then_some(path);
    StorageError { left_behind, ..error }
}
