//! What goes out: text for people and scripts, failures in plain words, and exit codes.

use std::fmt;
use std::io::{self, ErrorKind, Write as _};
use std::process::ExitCode;

use crate::storage::StorageError;

/// All went well.
pub(super) const GOOD: u8 = 0;
/// A map has errors.
pub(super) const BAD_MAP: u8 = 1;
/// Something was asked for that doesn't exist.
pub(super) const WRONG_USE: u8 = 2;
/// The disk or the terminal failed.
pub(super) const NO_DISK: u8 = 3;

/// Why a command ends early: what to tell, and the exit code.
#[derive(Debug)]
pub(super) struct Failure {
    told: String,
    code: u8,
}

impl Failure {
    /// Something was asked for that doesn't exist.
    pub(super) fn wrong_use(message: impl fmt::Display, hint: impl fmt::Display) -> Self {
        Self { told: sentence(message, hint), code: WRONG_USE }
    }

    /// The map has errors, already in words.
    pub(super) fn bad_map(told: String) -> Self {
        Self { told, code: BAD_MAP }
    }

    /// The terminal failed.
    pub(super) fn terminal(error: &io::Error) -> Self {
        let hint = "`zopa show` prints the screen without one";
        Self { told: sentence(format!("The terminal can't be used: {error}"), hint), code: NO_DISK }
    }

    /// Standard input can't be read.
    pub(super) fn input(error: &io::Error) -> Self {
        let message = format!("Standard input can't be read: {error}");
        Self { told: sentence(message, "Name a file instead of -"), code: NO_DISK }
    }

    /// Tells it, and gives the exit code.
    pub(super) fn tell(self) -> ExitCode {
        complain(&self.told);
        ExitCode::from(self.code)
    }
}

impl From<StorageError> for Failure {
    fn from(error: StorageError) -> Self {
        Self { told: sentence(error.message(), error.hint()), code: NO_DISK }
    }
}

fn sentence(message: impl fmt::Display, hint: impl fmt::Display) -> String {
    format!("zopa: {message}. {hint}.\n")
}

/// Writes to standard error. That it can't be written to can't be told to anyone.
pub(super) fn complain(text: &str) {
    io::stderr().write_all(text.as_bytes()).unwrap_or_default();
}

/// Writes to standard output. Whoever closes the pipe early has read enough: that is no failure.
pub(super) fn print(text: &str) -> Result<(), Failure> {
    let mut output = io::stdout().lock();
    match output.write_all(text.as_bytes()).and_then(|()| output.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            let hint = "Check where standard output goes";
            let told = sentence(format!("Standard output can't be written: {error}"), hint);
            Err(Failure { told, code: NO_DISK })
        }
        _ => Ok(()),
    }
}

/// The help, the version or a mistake in the arguments, as clap words them.
pub(super) fn told(told: &clap::Error) -> ExitCode {
    told.print().unwrap_or_default();
    ExitCode::from(if told.use_stderr() { WRONG_USE } else { GOOD })
}
