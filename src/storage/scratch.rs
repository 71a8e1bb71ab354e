//! A file that only its owner can read, for a text that goes through another program and back.

use std::io::Write as _;
use std::path::Path;

use tempfile::{Builder, NamedTempFile};

use super::error::{while_writing, while_writing_in_folder};
use super::{Problem, StorageError};

/// A text in a file that is removed when this is dropped.
#[derive(Debug)]
pub struct Scratch {
    file: NamedTempFile,
}

impl Scratch {
    /// Writes a text into a new file in a folder, readable and writable by its owner only.
    pub fn new(folder: &Path, text: &str) -> Result<Self, StorageError> {
        let fail = |problem| StorageError::new(folder, problem);
        let made = Builder::new().prefix("zopa-").suffix(".txt").tempfile_in(folder);
        let mut file = made.map_err(|error| fail(while_writing_in_folder(&error)))?;
        let written = file.write_all(text.as_bytes()).and_then(|()| file.flush());
        written.map_err(|error| fail(while_writing(&error)))?;
        Ok(Self { file })
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        self.file.path()
    }

    /// What is in it now, also where an editor has put another file in its place.
    pub fn text(&self) -> Result<String, StorageError> {
        let bytes = super::read(self.path())?;
        let not_text = || Problem::Reading("it is not UTF-8 text".to_owned());
        String::from_utf8(bytes).map_err(|_no_text| StorageError::new(self.path(), not_text()))
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
        let path = scratch.path().to_owned();
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(scratch.text().unwrap(), "secret");
        // as editors do that write a new file and rename it
        fs::remove_file(&path).unwrap();
        super::super::create_new(&path, b"another").unwrap();
        assert_eq!(scratch.text().unwrap(), "another");
        drop(scratch);
        assert!(!path.exists());
        assert!(Scratch::new(&folder.path().join("no"), "x").is_err());
    }

    #[test]
    fn what_is_no_text_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let scratch = Scratch::new(folder.path(), "").unwrap();
        super::super::replace(scratch.path(), b"\xff", super::super::Onto::Anything).unwrap();
        assert!(scratch.text().unwrap_err().message().contains("not UTF-8"));
    }
}
