//! A file that only its owner can read, for a text that goes through another program and back.

use std::fs::{self, DirBuilder, Permissions};
use std::io;
use std::os::unix::fs::{DirBuilderExt as _, PermissionsExt as _};
use std::path::PathBuf;

use super::disk::Disk as _;
use super::error::while_writing_in_folder;
use super::{Problem, StorageError, ThisComputer, aside};

/// A text in a file that stays until it is taken back, whatever happens to the program.
///
/// It is alone in a folder, and so are the copies that editors make beside what they change; all of
/// that is removed with it.
#[derive(Debug)]
pub struct Scratch {
    folder: PathBuf,
}

/// The name of the file.
const NAME: &str = "text.txt";

impl Scratch {
    /// Writes a text into a new folder, readable and writable by its owner only. One that is there
    /// still is set aside.
    pub fn new(folder: PathBuf, text: &str) -> Result<Self, StorageError> {
        if let Some(left) = Self::left(folder.clone()) {
            left.set_aside()?;
        }
        let made = DirBuilder::new().mode(0o700).create(&folder);
        made.map_err(|error| StorageError::new(&folder, while_writing_in_folder(&error)))?;
        let scratch = Self { folder };
        match super::create_new(&scratch.path(), text.as_bytes()) {
            Ok(_) => Ok(scratch),
            Err(error) => {
                scratch.remove();
                Err(error)
            }
        }
    }

    /// The one that is in a folder still, if there is one.
    #[must_use]
    pub fn left(folder: PathBuf) -> Option<Self> {
        let is_ours = fs::symlink_metadata(&folder).is_ok_and(|found| found.is_dir());
        is_ours.then_some(Self { folder })
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> PathBuf {
        self.folder.join(NAME)
    }

    /// What is in it now, also where an editor has put another file in its place.
    pub fn bytes(&self) -> Result<Vec<u8>, StorageError> {
        super::read(&self.path())
    }

    /// Removes it; what can't be removed is found again with the map.
    pub fn remove(self) {
        drop(fs::remove_dir_all(&self.folder));
    }

    /// Keeps the text beside its folder, for its owner only and under a number, however long it is,
    /// and removes the rest; gives where.
    pub fn set_aside(self) -> Result<PathBuf, StorageError> {
        let path = self.path();
        let fail = |error: &io::Error| StorageError::new(&path, while_writing_in_folder(error));
        if ThisComputer.link(&path).is_ok_and(|link| link.is_some()) || !path.is_file() {
            self.remove();
            return Err(StorageError::new(&path, Problem::Missing));
        }
        let own = Permissions::from_mode(0o600);
        let place = fs::set_permissions(&path, own)
            .and_then(|()| aside::free(&ThisComputer, &self.folder))
            .map_err(|error| fail(&error))?;
        fs::rename(&path, &place).map_err(|error| fail(&error))?;
        self.remove();
        Ok(place)
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use std::fs;

    #[test]
    fn a_scratch_is_its_owners_and_is_gone_afterwards() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join(".a.ron.zopa-text");
        assert!(Scratch::left(place.clone()).is_none());
        let scratch = Scratch::new(place.clone(), "secret").unwrap();
        let path = scratch.path();
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(scratch.bytes().unwrap(), b"secret");
        // as editors do that write a new file and rename it
        fs::remove_file(&path).unwrap();
        super::super::create_new(&path, b"another").unwrap();
        assert_eq!(scratch.bytes().unwrap(), b"another");
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(path.parent().unwrap()), 0o700);
        // and the copies that they leave beside it
        super::super::create_new(&path.with_file_name("text.txt~"), b"secret").unwrap();
        drop(scratch);
        let scratch = Scratch::left(place.clone()).unwrap();
        assert_eq!(scratch.bytes().unwrap(), b"another");
        scratch.remove();
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
        assert!(Scratch::new(folder.path().join("no/no"), "x").is_err());
    }

    #[test]
    fn a_scratch_is_set_aside_for_its_owner_only_or_stays() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join(".a.ron.zopa-text");
        let scratch = Scratch::new(place.clone(), "secret").unwrap();
        let kept = scratch.set_aside().unwrap();
        assert_eq!(kept, folder.path().join(".a.ron.zopa-text-1"));
        assert_eq!(fs::read(&kept).unwrap(), b"secret");
        assert_eq!(fs::metadata(&kept).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        // one that is still there when the next one comes
        Scratch::new(place.clone(), "first").unwrap();
        Scratch::new(place.clone(), "second").unwrap().remove();
        let second = folder.path().join(".a.ron.zopa-text-2");
        assert_eq!(fs::read(second).unwrap(), b"first");
        // an editor that removed its file
        let scratch = Scratch::new(place.clone(), "secret").unwrap();
        fs::remove_file(scratch.path()).unwrap();
        assert!(scratch.set_aside().is_err());
        assert!(Scratch::left(place).is_none());
    }
}
