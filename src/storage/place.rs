//! Where the journal and the lock of a map are: hidden files beside it, or in a folder of our own.

use std::path::{Path, PathBuf};

use super::disk::Disk;
use super::save::seat;
use super::{Fingerprint, Problem};

/// The files that belong to a map while it is worked on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Companions {
    /// What was done since the map was opened.
    pub(super) journal: PathBuf,
    /// Who has the map open.
    pub(super) lock: PathBuf,
    /// What a save replaced; the names have a number behind it.
    pub(super) replaced: PathBuf,
}

/// The longest name that the files are named after whole, in bytes: a name has at most 255, and
/// the longest ending is that of a discarded journal.
const LONGEST: usize = 200;

impl Companions {
    /// Beside a map file, wherever links lead to it; and in our own folder, for where nothing can
    /// be written beside it.
    pub(super) fn of_file(
        disk: &impl Disk,
        map: &Path,
        state: Option<&Path>,
    ) -> Result<(Self, Option<Self>), Problem> {
        let seat = seat(disk, map)?;
        let name = seat.file_name().unwrap_or_default().to_string_lossy();
        let hash = Fingerprint::of(seat.as_os_str().as_encoded_bytes()).short();
        let (whole, start) = (name.len() <= LONGEST, name.chars().take(40).collect::<String>());
        let stem = if whole { format!(".{name}") } else { format!(".{start}-{hash}") };
        let beside = Self::named(&seat.with_file_name(""), &stem);
        Ok((beside, state.map(|folder| Self::named(folder, &format!("{start}-{hash}")))))
    }

    /// In our own folder, the n-th of this name, from 1.
    pub(super) fn numbered(state: &Path, name: &str, n: usize) -> Self {
        if n == 1 { Self::named(state, name) } else { Self::named(state, &format!("{name}-{n}")) }
    }

    fn named(folder: &Path, stem: &str) -> Self {
        let file = |ending: &str| folder.join(format!("{stem}.zopa-{ending}"));
        Self { journal: file("journal"), lock: file("lock"), replaced: file("replaced") }
    }
}
