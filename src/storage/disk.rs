//! The few things that saving, journals and locks ask of a disk, so that tests can have any of them fail.

use std::fs::{self, DirBuilder, File, Metadata, OpenOptions, TryLockError};
use std::io::{self, Read, Write};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, PermissionsExt, fchown};
use std::path::{Path, PathBuf};

use tempfile::{Builder, NamedTempFile};

/// A new file beside the one to be saved. Dropping it removes it.
pub(super) type Draft = NamedTempFile;

/// What saving asks of a disk, each a call that can fail.
pub(super) trait Disk {
    /// Where a link leads, or nothing if the path is no link or not there.
    fn link(&self, path: &Path) -> io::Result<Option<PathBuf>>;
    /// A folder's one path without links and detours.
    fn real_folder(&self, folder: &Path) -> io::Result<PathBuf>;
    /// What is there, if anything.
    fn look(&self, path: &Path) -> io::Result<Option<Metadata>>;
    /// The bytes of a file, of which no more than `limit` are read.
    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>>;
    /// Whether the file may be written; doesn't change it.
    fn try_writing(&self, path: &Path) -> io::Result<()>;
    /// A new file beside the one at a path, for its owner only.
    fn draft(&self, beside: &Path) -> io::Result<Draft>;
    /// Writes all bytes to it.
    fn write(&self, draft: &mut Draft, bytes: &[u8]) -> io::Result<()>;
    /// Gives it the permissions and, where allowed, the owner of an older file.
    fn adopt(&self, draft: &Draft, old: &Metadata) -> io::Result<()>;
    /// Waits until its bytes are on the disk.
    fn sync(&self, draft: &Draft) -> io::Result<()>;
    /// Puts it in the place of whatever is at a path, in one go.
    fn put(&self, draft: Draft, path: &Path) -> Result<(), (io::Error, Draft)>;
    /// Puts it at a path where nothing is, in one go.
    fn put_new(&self, draft: Draft, path: &Path) -> Result<(), (io::Error, Draft)>;
    /// Removes it.
    fn discard(&self, draft: Draft) -> io::Result<()>;
    /// Waits until the folder's list of names is on the disk.
    fn sync_folder(&self, folder: &Path) -> io::Result<()>;
    /// Makes a folder, and those that it is in, for their owner only, where there is none.
    fn make_folder(&self, folder: &Path) -> io::Result<()>;
    /// A file that is there and its owner's only, to be added to, and its length in bytes; no link,
    /// which could lead to anything.
    fn open_end(&self, path: &Path) -> io::Result<(File, u64)>;
    /// Cuts a file to a length in bytes.
    fn cut(&self, file: &File, length_bytes: u64) -> io::Result<()>;
    /// Adds bytes to the end of a file.
    fn append(&self, file: &mut File, bytes: &[u8]) -> io::Result<()>;
    /// Waits until its bytes are on the disk.
    fn sync_bytes(&self, file: &File) -> io::Result<()>;
    /// Gives a file another name, in the place of whatever has it.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Removes a file.
    fn remove(&self, path: &Path) -> io::Result<()>;
    /// A file to be locked, made where there is none; where it may not be written, only to be read.
    /// No link, for what is locked is emptied.
    fn open_lock(&self, path: &Path) -> io::Result<File>;
    /// Locks it for this process, until it is closed; false where another process has done so.
    fn try_lock(&self, file: &File) -> io::Result<bool>;
}

/// The disk of this computer.
pub(super) struct ThisComputer;

impl Disk for ThisComputer {
    fn link(&self, path: &Path) -> io::Result<Option<PathBuf>> {
        match fs::symlink_metadata(path) {
            Ok(found) if found.is_symlink() => fs::read_link(path).map(Some),
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(None),
        }
    }

    fn real_folder(&self, folder: &Path) -> io::Result<PathBuf> {
        fs::canonicalize(folder)
    }

    fn look(&self, path: &Path) -> io::Result<Option<Metadata>> {
        match fs::metadata(path) {
            Ok(found) => Ok(Some(found)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>> {
        let file = File::open(path)?;
        let length = file.metadata()?.len().min(limit);
        let mut bytes = Vec::new();
        // one byte more, in which the end is noticed; of files that have no length, as much as comes
        bytes.try_reserve_exact(usize::try_from(length + 1).unwrap_or(0))?;
        file.take(limit).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn try_writing(&self, path: &Path) -> io::Result<()> {
        OpenOptions::new().write(true).open(path).map(drop)
    }

    fn draft(&self, beside: &Path) -> io::Result<Draft> {
        // tells whose it is, should it ever be left; names have at most 255 bytes
        let name = beside.file_name().unwrap_or_default().to_string_lossy();
        let name: String = name.chars().take(40).collect();
        Builder::new().prefix(&format!(".{name}.zopa-")).tempfile_in(folder_of(beside))
    }

    fn write(&self, draft: &mut Draft, bytes: &[u8]) -> io::Result<()> {
        draft.write_all(bytes)
    }

    fn adopt(&self, draft: &Draft, old: &Metadata) -> io::Result<()> {
        let file = draft.as_file();
        let new = file.metadata()?;
        // only an administrator may give a file away, so a refusal is no error
        let same_owner = new.uid() == old.uid() || fchown(file, Some(old.uid()), None).is_ok();
        let same_group = new.gid() == old.gid() || fchown(file, None, Some(old.gid())).is_ok();
        file.set_permissions(fs::Permissions::from_mode(kept(old.mode(), same_owner, same_group)))
    }

    fn sync(&self, draft: &Draft) -> io::Result<()> {
        draft.as_file().sync_all()
    }

    fn put(&self, draft: Draft, path: &Path) -> Result<(), (io::Error, Draft)> {
        draft.persist(path).map(drop).map_err(|failed| (failed.error, failed.file))
    }

    fn put_new(&self, draft: Draft, path: &Path) -> Result<(), (io::Error, Draft)> {
        draft.persist_noclobber(path).map(drop).map_err(|failed| (failed.error, failed.file))
    }

    fn discard(&self, draft: Draft) -> io::Result<()> {
        draft.close()
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        match File::open(folder)?.sync_all() {
            // some file systems have nothing to sync in a folder
            Err(error) if error.kind() == io::ErrorKind::InvalidInput => Ok(()),
            done => done,
        }
    }

    fn make_folder(&self, folder: &Path) -> io::Result<()> {
        DirBuilder::new().recursive(true).mode(0o700).create(folder)
    }

    fn open_end(&self, path: &Path) -> io::Result<(File, u64)> {
        refuse_links(path)?;
        let file = OpenOptions::new().append(true).open(path)?;
        let found = file.metadata()?;
        if found.mode() & 0o077 != 0 {
            // a copy that others can read, or theirs
            return Err(io::ErrorKind::PermissionDenied.into());
        }
        Ok((file, found.len()))
    }

    fn cut(&self, file: &File, length_bytes: u64) -> io::Result<()> {
        file.set_len(length_bytes)
    }

    fn append(&self, file: &mut File, bytes: &[u8]) -> io::Result<()> {
        file.write_all(bytes)
    }

    fn sync_bytes(&self, file: &File) -> io::Result<()> {
        file.sync_data()
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn open_lock(&self, path: &Path) -> io::Result<File> {
        refuse_links(path)?;
        let made =
            OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path);
        match made {
            Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
                File::open(path).map_err(|_missing| error)
            }
            made => made,
        }
    }

    fn try_lock(&self, file: &File) -> io::Result<bool> {
        match file.try_lock() {
            Ok(()) => Ok(true),
            Err(TryLockError::WouldBlock) => Ok(false),
            Err(TryLockError::Error(error)) => Err(error),
        }
    }
}

/// Refuses a path at which there is something else than an ordinary file, such as a link.
fn refuse_links(path: &Path) -> io::Result<()> {
    match fs::symlink_metadata(path) {
        Ok(found) if !found.is_file() => Err(io::ErrorKind::InvalidInput.into()),
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// The folder that a file is in: the current one for a bare name.
pub(super) fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// The permissions of the new file: the old ones, but nobody gains by a change of owner or group.
///
/// A group that could not be kept may do no more than everybody; the bits that run a file in its
/// owner's or group's name go when those change.
fn kept(mode: u32, same_owner: bool, same_group: bool) -> u32 {
    let mut mode = mode & 0o7777;
    if !same_owner {
        mode &= !0o4000;
    }
    if !same_group {
        let everybody = mode & 0o007;
        mode = (mode & !0o2070) | (mode & (everybody << 3));
    }
    mode
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_that_is_not_kept_gains_nothing() {
        assert_eq!(kept(0o100_640, true, true), 0o640);
        assert_eq!(kept(0o100_664, true, false), 0o644);
        assert_eq!(kept(0o100_604, true, false), 0o604);
        assert_eq!(kept(0o106_755, false, false), 0o755);
    }
}
