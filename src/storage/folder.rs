//! What is in a folder, for choosing a map in it.

use std::fs;
use std::path::{Path, PathBuf};

use super::StorageError;
use super::error::while_reading;

/// The most names that are read of a folder.
const MOST: usize = 10_000;

/// Something in a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    /// A folder.
    Folder(PathBuf),
    /// A file.
    File(PathBuf),
}

/// The folders and ordinary files in a folder, wherever links lead, in no order.
pub fn entries(folder: &Path) -> Result<Vec<Entry>, StorageError> {
    let fail = |error| StorageError::new(folder, while_reading(&error));
    let all = fs::read_dir(folder).map_err(fail)?.take(MOST);
    let kind = |path: PathBuf| match fs::metadata(&path) {
        Ok(found) if found.is_dir() => Some(Entry::Folder(path)),
        Ok(found) if found.is_file() => Some(Entry::File(path)),
        _ => None,
    };
    Ok(all.filter_map(|entry| kind(entry.ok()?.path())).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_told_from_files_and_what_is_neither_is_left_out() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::create_dir(at("maps")).unwrap();
        super::super::create_new(&at("a.ron"), b"").unwrap();
        std::os::unix::fs::symlink("maps", at("link")).unwrap();
        std::os::unix::fs::symlink("nowhere", at("lost")).unwrap();
        let mut found = entries(folder.path()).unwrap();
        found.sort_by_key(|entry| format!("{entry:?}"));
        let expected =
            [Entry::File(at("a.ron")), Entry::Folder(at("link")), Entry::Folder(at("maps"))];
        assert_eq!(found, expected);
        assert!(entries(&at("no")).is_err());
    }
}
