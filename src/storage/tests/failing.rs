//! A disk on which one call fails, or all from one on.

use std::cell::Cell;
use std::fs::{File, Metadata};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use crate::storage::disk::{Disk, Draft, ThisComputer};

/// This computer's disk, but one of its calls fails; writing fails halfway.
pub(super) struct Failing {
    calls_left: Cell<usize>,
    kind: ErrorKind,
    /// Whether nothing can be removed either once something has failed.
    for_good: bool,
}

impl Failing {
    pub(super) fn at(call: usize, kind: ErrorKind, for_good: bool) -> Self {
        Self { calls_left: Cell::new(call), kind, for_good }
    }

    pub(super) fn has_failed(&self) -> bool {
        self.calls_left.get() == 0
    }

    fn call(&self) -> io::Result<()> {
        let left = self.calls_left.get();
        if left == 0 {
            return if self.for_good { Err(self.kind.into()) } else { Ok(()) };
        }
        self.calls_left.set(left - 1);
        if left == 1 { Err(self.kind.into()) } else { Ok(()) }
    }
}

impl Disk for Failing {
    fn link(&self, path: &Path) -> io::Result<Option<PathBuf>> {
        self.call()?;
        ThisComputer.link(path)
    }
    fn real_folder(&self, folder: &Path) -> io::Result<PathBuf> {
        self.call()?;
        ThisComputer.real_folder(folder)
    }
    fn look(&self, path: &Path) -> io::Result<Option<Metadata>> {
        self.call()?;
        ThisComputer.look(path)
    }
    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>> {
        self.call()?;
        ThisComputer.read(path, limit)
    }
    fn try_writing(&self, path: &Path) -> io::Result<()> {
        self.call()?;
        ThisComputer.try_writing(path)
    }
    fn draft(&self, beside: &Path) -> io::Result<Draft> {
        self.call()?;
        ThisComputer.draft(beside)
    }
    fn write(&self, draft: &mut Draft, bytes: &[u8]) -> io::Result<()> {
        if let Err(error) = self.call() {
            ThisComputer.write(draft, &bytes[..bytes.len() / 2])?;
            return Err(error);
        }
        ThisComputer.write(draft, bytes)
    }
    fn adopt(&self, draft: &Draft, old: &Metadata) -> io::Result<()> {
        self.call()?;
        ThisComputer.adopt(draft, old)
    }
    fn sync(&self, draft: &Draft) -> io::Result<()> {
        self.call()?;
        ThisComputer.sync(draft)
    }
    fn put(&self, draft: Draft, path: &Path) -> Result<(), (io::Error, Draft)> {
        match self.call() {
            Ok(()) => ThisComputer.put(draft, path),
            Err(error) => Err((error, draft)),
        }
    }
    fn put_new(&self, draft: Draft, path: &Path) -> Result<(), (io::Error, Draft)> {
        match self.call() {
            Ok(()) => ThisComputer.put_new(draft, path),
            Err(error) => Err((error, draft)),
        }
    }
    fn discard(&self, draft: Draft) -> io::Result<()> {
        if let Err(error) = self.call() {
            draft.keep().map_err(|failed| failed.error)?;
            return Err(error);
        }
        ThisComputer.discard(draft)
    }
    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        self.call()?;
        ThisComputer.sync_folder(folder)
    }
    fn make_folder(&self, folder: &Path) -> io::Result<()> {
        self.call()?;
        ThisComputer.make_folder(folder)
    }
    fn open_end(&self, path: &Path) -> io::Result<(File, u64)> {
        self.call()?;
        ThisComputer.open_end(path)
    }
    fn cut(&self, file: &File, length_bytes: u64) -> io::Result<()> {
        self.call()?;
        ThisComputer.cut(file, length_bytes)
    }
    fn append(&self, file: &mut File, bytes: &[u8]) -> io::Result<()> {
        if let Err(error) = self.call() {
            ThisComputer.append(file, &bytes[..bytes.len() / 2])?;
            return Err(error);
        }
        ThisComputer.append(file, bytes)
    }
    fn sync_bytes(&self, file: &File) -> io::Result<()> {
        self.call()?;
        ThisComputer.sync_bytes(file)
    }
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.call()?;
        ThisComputer.rename(from, to)
    }
    fn remove(&self, path: &Path) -> io::Result<()> {
        self.call()?;
        ThisComputer.remove(path)
    }
    fn open_lock(&self, path: &Path) -> io::Result<File> {
        self.call()?;
        ThisComputer.open_lock(path)
    }
    fn try_lock(&self, file: &File) -> io::Result<bool> {
        self.call()?;
        ThisComputer.try_lock(file)
    }
}
