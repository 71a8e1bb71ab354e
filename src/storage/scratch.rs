//! A file that only its owner can read, for a text that goes through another program and back.

use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use tempfile::{Builder, TempDir};

use super::StorageError;
use super::error::while_writing_in_folder;

/// A text in a file that is removed when this is dropped.
///
/// It is alone in a folder, and so are the copies that editors make beside what they change; all of
/// that is removed.
#[derive(Debug)]
pub struct Scratch {
    folder: TempDir,
}

/// The name of the file.
const NAME: &str = "text.txt";

impl Scratch {
    /// Writes a text into a new file under a folder, readable and writable by its owner only.
    pub fn new(folder: &Path, text: &str) -> Result<Self, StorageError> {
        let own = Permissions::from_mode(0o700);
        let made = Builder::new().prefix("zopa-").permissions(own).tempdir_in(folder);
        let fail = |error| StorageError::new(folder, while_writing_in_folder(&error));
        let folder = made.map_err(fail)?;
        super::create_new(&folder.path().join(NAME), text.as_bytes())?;
        Ok(Self { folder })
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> PathBuf {
        self.folder.path().join(NAME)
    }

    /// What is in it now, also where an editor has put another file in its place.
    pub fn bytes(&self) -> Result<Vec<u8>, StorageError> {
        super::read(&self.path())
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    #[test]
    fn a_scratch_is_its_owners_and_is_gone_afterwards() {
        let folder = tempfile::tempdir().unwrap();
        let scratch = Scratch::new(folder.path(), "secret").unwrap();
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
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
        assert!(Scratch::new(&folder.path().join("no"), "x").is_err());
    }
}
