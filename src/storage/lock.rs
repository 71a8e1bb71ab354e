//! The lock on a map: that only one program at a time changes it, and who that is.
//!
//! The lock is the operating system's and goes with the process, however that ends; so there is
//! none that is left over. The file that is locked says who has it, and is removed in the end.

use std::fs::File;
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use super::disk::{Disk, ThisComputer};

/// Who has a map open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Holder {
    /// The person's name on the computer; empty where it is not known.
    pub user: String,
    /// The computer's name; empty where it is not known.
    pub host: String,
    /// The number of the process there.
    pub process: u32,
    /// Since when, in seconds since 1970 by the clock of the disk; nothing for what was not read.
    pub since_seconds: Option<i64>,
}

/// A lock that is ours until this is dropped.
#[derive(Debug)]
pub struct Lock {
    path: PathBuf,
    /// Closing it gives the lock back.
    file: File,
}

/// What became of asking for a lock.
#[derive(Debug)]
pub(super) enum Taken {
    Ours(Lock),
    Theirs(Holder),
}

/// More often than this nobody removes the file in the moment in which it is being locked.
const MOST_TRIES: usize = 100;

/// The longest text of a lock that is read, in bytes.
const LONGEST: u64 = 4_096;

impl Lock {
    /// Locks the file at a path, and writes into it who did.
    pub(super) fn take(disk: &impl Disk, path: &Path, who: &Holder) -> io::Result<Taken> {
        for _ in 0..MOST_TRIES {
            let mut file = disk.open_lock(path)?;
            if !disk.try_lock(&file)? {
                return Ok(Taken::Theirs(Holder::read(disk, path)));
            }
            // the one who had it may have removed the file before we had the lock
            if !is_at(disk, &file, path)? {
                continue;
            }
            let written =
                disk.cut(&file, 0).and_then(|()| disk.append(&mut file, who.text().as_bytes()));
            if written.is_err() {
                // left by someone else, and only they may write it: ours comes in its place
                disk.remove(path)?;
                continue;
            }
            return Ok(Taken::Ours(Self { path: path.to_owned(), file }));
        }
        Err(io::ErrorKind::ResourceBusy.into())
    }
}

impl Drop for Lock {
    /// Removes the file while it is still locked, so that it isn't another one's.
    fn drop(&mut self) {
        // where someone has removed ours meanwhile, it is the lock of the next one
        if is_at(&ThisComputer, &self.file, &self.path).is_ok_and(|is_ours| is_ours) {
            drop(ThisComputer.remove(&self.path));
        }
    }
}

impl Lock {
    /// The folder for a text that goes through the person's editor: who has the lock may use it.
    #[must_use]
    pub fn text(&self) -> PathBuf {
        self.path.with_extension("zopa-text")
    }
}

/// Whether a file is the one at a path.
fn is_at(disk: &impl Disk, file: &File, path: &Path) -> io::Result<bool> {
    let ours = file.metadata()?;
    let there = disk.look(path)?;
    Ok(there.is_some_and(|there| (there.dev(), there.ino()) == (ours.dev(), ours.ino())))
}

impl Holder {
    fn text(&self) -> String {
        let line = |text: &str| text.replace(char::is_control, " ");
        format!("{}\n{}\n{}\n", line(&self.user), line(&self.host), self.process)
    }

    /// What the file says of who has it; what can't be read is left empty.
    fn read(disk: &impl Disk, path: &Path) -> Self {
        let bytes = disk.read(path, LONGEST).unwrap_or_default();
        let text = String::from_utf8_lossy(&bytes);
        let mut lines = text.lines().map(|line| line.replace(char::is_control, " "));
        let since_seconds = disk.look(path).ok().flatten().map(|found| found.mtime());
        let mut next = || lines.next().unwrap_or_default();
        let (user, host) = (next(), next());
        Self { user, host, process: next().parse().unwrap_or(0), since_seconds }
    }
}

/// The name of this computer, where the system has it in a file; else empty.
#[must_use]
pub fn host_name() -> String {
    let files = ["/proc/sys/kernel/hostname", "/etc/hostname"];
    let name = files.iter().find_map(|file| ThisComputer.read(Path::new(file), 256).ok());
    String::from_utf8_lossy(&name.unwrap_or_default()).trim().to_owned()
}
