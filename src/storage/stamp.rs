//! By what it is seen, without reading it, that a file was hardly changed.

use std::fs;
use std::os::unix::fs::MetadataExt as _;
use std::path::Path;

/// The time of the last change, the length and the identity of a file.
///
/// Equal stamps don't prove that nothing was changed: clocks have grains. Whoever is about to
/// replace the file reads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    length_bytes: u64,
    changed: (i64, i64),
    status_changed: (i64, i64),
    file: (u64, u64),
}

impl Stamp {
    /// The stamp of the file at a path, wherever links lead; none where there is none to be seen.
    #[must_use]
    pub fn of(path: &Path) -> Option<Self> {
        let found = fs::metadata(path).ok()?;
        Some(Self {
            length_bytes: found.size(),
            changed: (found.mtime(), found.mtime_nsec()),
            status_changed: (found.ctime(), found.ctime_nsec()),
            file: (found.dev(), found.ino()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::{self, Onto};

    #[test]
    fn another_file_of_the_same_length_has_another_stamp() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.ron");
        assert_eq!(Stamp::of(&path), None);
        storage::create_new(&path, b"one").unwrap();
        let before = Stamp::of(&path);
        assert_eq!(Stamp::of(&path), before);
        storage::replace(&path, b"two", Onto::Anything).unwrap();
        assert_ne!(Stamp::of(&path), before);
    }
}
