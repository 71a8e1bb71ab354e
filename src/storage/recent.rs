//! The list of maps that were opened recently: a line each, in a file for its owner only.
//!
//! A line is a number of seconds, a title and a path, with a tab between; control characters,
//! `%` and bytes that are no text are written as `%` and two digits.

use std::ffi::OsString;
use std::fs::{self, DirBuilder};
use std::os::unix::ffi::{OsStrExt as _, OsStringExt as _};
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};

use super::disk::folder_of;
use super::error::while_writing;
use super::{Onto, Problem, StorageError, read, replace};

/// The most maps that are remembered.
const MOST: usize = 20;

/// A map that was opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visit {
    /// Its file.
    pub path: PathBuf,
    /// Its title.
    pub title: String,
    /// When, in seconds since 1970.
    pub seconds: u64,
}

/// The maps opened recently, the latest first; none where the list can't be read. Lines that make
/// no sense are left out.
#[must_use]
pub fn visits(list: &Path) -> Vec<Visit> {
    let bytes = read(list).unwrap_or_default();
    let lines = bytes.split(|byte| *byte == b'\n');
    lines.filter_map(visit).take(MOST).collect()
}

/// Puts a map on top of the list.
pub fn remember(list: &Path, visit: &Visit) -> Result<(), StorageError> {
    let others = visits(list).into_iter().filter(|other| other.path != visit.path);
    let all: Vec<Visit> = std::iter::once(visit.clone()).chain(others).take(MOST).collect();
    write(list, &all)
}

/// Takes a map off the list.
pub fn forget(list: &Path, path: &Path) -> Result<(), StorageError> {
    let mut all = visits(list);
    all.retain(|visit| visit.path != path);
    write(list, &all)
}

/// Why a file that was opened before can't be read now; nothing where it seems it can.
#[must_use]
pub fn missing(path: &Path) -> Option<Problem> {
    match fs::metadata(path) {
        Ok(found) if found.is_dir() => Some(Problem::IsFolder),
        Ok(_) => None,
        Err(error) => Some(super::error::while_reading(&error)),
    }
}

fn write(list: &Path, visits: &[Visit]) -> Result<(), StorageError> {
    let folder = folder_of(list);
    let made = DirBuilder::new().recursive(true).mode(0o700).create(folder);
    made.map_err(|error| StorageError::new(folder, while_writing(&error)))?;
    let lines: String = visits.iter().map(line).collect();
    replace(list, lines.as_bytes(), Onto::Anything).map(drop)
}

fn line(visit: &Visit) -> String {
    let Visit { path, title, seconds } = visit;
    format!("{seconds}\t{}\t{}\n", coded(title.as_bytes()), coded(path.as_os_str().as_bytes()))
}

fn visit(line: &[u8]) -> Option<Visit> {
    let mut parts = line.split(|byte| *byte == b'\t');
    let seconds = std::str::from_utf8(parts.next()?).ok()?.parse().ok()?;
    let title = String::from_utf8(decoded(parts.next()?)).ok()?;
    let path = PathBuf::from(OsString::from_vec(decoded(parts.next()?)));
    (parts.next().is_none() && path.is_absolute()).then_some(Visit { path, title, seconds })
}

fn coded(bytes: &[u8]) -> String {
    let mut text = String::new();
    for chunk in bytes.utf8_chunks() {
        for sign in chunk.valid().chars() {
            if sign == '%' || sign.is_ascii_control() {
                text.extend(escape(u32::from(sign)));
            } else {
                text.push(sign);
            }
        }
        for byte in chunk.invalid() {
            text.extend(escape(u32::from(*byte)));
        }
    }
    text
}

/// `%` and the two digits of a byte, in base 16.
fn escape(byte: u32) -> impl Iterator<Item = char> {
    let digit = |value: u32| char::from_digit(value, 16).unwrap_or('0');
    ['%', digit(byte / 16), digit(byte % 16)].into_iter()
}

fn decoded(text: &[u8]) -> Vec<u8> {
    let digit =
        |byte: &u8| char::from(*byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((first, after)) = rest.split_first() {
        let code = match (first, after) {
            (b'%', [high, low, ..]) => digit(high).zip(digit(low)),
            _ => None,
        };
        let (byte, used) = code.map_or((*first, 0), |(high, low)| (high * 16 + low, 2));
        bytes.push(byte);
        rest = after.get(used..).unwrap_or_default();
    }
    bytes
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    fn visit_of(path: &str, seconds: u64) -> Visit {
        Visit { path: PathBuf::from(path), title: format!("{path} 100 %"), seconds }
    }

    #[test]
    fn the_latest_map_stands_first_and_each_stands_once() {
        let folder = tempfile::tempdir().unwrap();
        let list = folder.path().join("state/zopa/recent");
        assert_eq!(visits(&list), []);
        for n in 0..30 {
            remember(&list, &visit_of(&format!("/maps/{}.ron", n % 25), n)).unwrap();
        }
        let all = visits(&list);
        assert_eq!(all.len(), MOST);
        assert_eq!(all[0], visit_of("/maps/4.ron", 29));
        assert_eq!(all.iter().filter(|visit| visit.path == Path::new("/maps/4.ron")).count(), 1);
        forget(&list, Path::new("/maps/4.ron")).unwrap();
        assert_eq!(visits(&list).len(), MOST - 1);
        assert_eq!(visits(&list)[0], visit_of("/maps/3.ron", 28));
    }

    #[test]
    fn only_the_owner_can_read_the_list() {
        let folder = tempfile::tempdir().unwrap();
        let list = folder.path().join("state/recent");
        remember(&list, &visit_of("/a.ron", 1)).unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&list), mode(list.parent().unwrap())), (0o600, 0o700));
    }

    #[test]
    fn any_name_comes_back_and_lines_that_make_no_sense_are_left_out() {
        let name = OsString::from_vec(b"/a\tb\n\xff%41.ron".to_vec());
        let odd = Visit { path: name.into(), title: "a\tb %09".into(), seconds: u64::MAX };
        assert_eq!(visit(line(&odd).trim_end().as_bytes()), Some(odd));
        for wrong in ["", "x\ta\t/b", "1\ta\tb", "1\ta", "1\ta\t/b\tc"] {
            assert_eq!(visit(wrong.as_bytes()), None, "{wrong}");
        }
    }
}
