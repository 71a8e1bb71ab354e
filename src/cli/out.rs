//! What goes out: text for people and scripts, failures in plain words, and exit codes.

use std::fmt;
use std::io::{self, ErrorKind, Write as _};
use std::process::ExitCode;

use crate::format::{Problem as Mistake, Quoter};
use crate::model::{Curtain, Text};
use crate::storage::{Problem, StorageError};

/// Exit code: all went well.
pub(super) const GOOD: u8 = 0;
/// Exit code: a map has errors, or isn't in the usual form.
pub(super) const BAD_MAP: u8 = 1;
/// Exit code: something was asked for that doesn't exist.
const WRONG_USE: u8 = 2;
/// Exit code: the disk or the terminal failed.
const NO_DISK: u8 = 3;

/// Names further apart than this are different names (Jaro and Winkler's measure, from 0 to 1).
const NEARLY_THE_SAME: f64 = 0.8;

/// Why a command ends early: what to tell, and the exit code.
#[derive(Debug)]
pub(super) struct Failure {
    told: String,
    code: u8,
    is_missing: bool,
}

impl Failure {
    fn new(message: impl fmt::Display, hint: impl fmt::Display, code: u8) -> Self {
        let end = |text: &str| if text.ends_with(['.', '?']) { "" } else { "." };
        let (message, hint) = (message.to_string(), hint.to_string());
        let told = format!("zopa: {message}{}\n{hint}{}\n", end(&message), end(&hint));
        Self { told, code, is_missing: false }
    }

    /// Something was asked for that doesn't exist.
    pub(super) fn wrong_use(message: impl fmt::Display, hint: impl fmt::Display) -> Self {
        Self::new(message, hint, WRONG_USE)
    }

    /// A text has mistakes: all of them, with their lines.
    pub(super) fn bad_map(
        bytes: &[u8],
        mistakes: &[Mistake],
        name: &str,
        curtain: Curtain,
    ) -> Self {
        let text = String::from_utf8_lossy(bytes);
        let quoter = Quoter::new(&text, curtain);
        let told: String = mistakes.iter().map(|mistake| quoter.render(mistake, name)).collect();
        let sum = counted(mistakes.len(), "error");
        Self { told: format!("{told}{name}: {sum}\n"), code: BAD_MAP, is_missing: false }
    }

    /// The terminal failed.
    pub(super) fn terminal(error: &io::Error) -> Self {
        let hint = "`zopa show` prints the screen without one";
        Self::new(format!("The terminal can't be used: {error}"), hint, NO_DISK)
    }

    /// Standard input can't be read.
    pub(super) fn input(error: &io::Error) -> Self {
        let hint = "Name a file instead of -";
        Self::new(format!("Standard input can't be read: {error}"), hint, NO_DISK)
    }

    /// With a better hint for a file that isn't there, where there is one.
    pub(super) fn or_hint(self, hint: Option<String>) -> Self {
        match (self.is_missing, hint) {
            (true, Some(hint)) => Self { told: format!("{}{hint}\n", self.told), ..self },
            _ => self,
        }
    }

    /// Tells it, and gives the exit code.
    pub(super) fn complain(&self) -> u8 {
        // that standard error can't be written to can't be told to anyone
        io::stderr().write_all(harmless(&self.told).as_bytes()).unwrap_or_default();
        self.code
    }
}

impl From<StorageError> for Failure {
    fn from(error: StorageError) -> Self {
        let is_missing = error.problem == Problem::Missing;
        let hint = if is_missing {
            "Check the name, or write a new map there with `zopa new`"
        } else {
            error.hint()
        };
        Self { is_missing, ..Self::new(error.message(), hint, NO_DISK) }
    }
}

/// Writes to standard output. Whoever closes the pipe early has read enough: that is no failure.
pub(super) fn print(text: &str) -> Result<(), Failure> {
    let mut output = io::stdout().lock();
    match output.write_all(text.as_bytes()).and_then(|()| output.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            let hint = "Check where it goes";
            Err(Failure::new(format!("Standard output can't be written: {error}"), hint, NO_DISK))
        }
        _ => Ok(()),
    }
}

/// The help, the version or a mistake in the arguments, as clap words them.
pub(super) fn told(told: &clap::Error) -> ExitCode {
    // a closed pipe is no failure here either
    told.print().unwrap_or_default();
    ExitCode::from(if told.use_stderr() { WRONG_USE } else { GOOD })
}

/// The text without anything that could command a terminal or turn the direction of writing.
pub(super) fn harmless(text: &str) -> String {
    let harm = |sign: char| Text::misleads(sign) && sign != '\n';
    text.chars().map(|sign| if harm(sign) { '\u{fffd}' } else { sign }).collect()
}

/// The name that was likely meant.
pub(super) fn nearest<'a>(name: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let near = names.map(|known| (strsim::jaro_winkler(name, known), known));
    let near = near.filter(|(likeness, _)| *likeness > NEARLY_THE_SAME);
    near.max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, known)| known)
}

/// So many of something.
pub(super) fn counted(number: usize, thing: &str) -> String {
    format!("{number} {thing}{}", if number == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_goes_to_a_terminal_cannot_command_it() {
        assert_eq!(harmless("a\u{61c}b"), "a\u{fffd}b");
        assert_eq!(harmless("a\u{1b}[2J\r\tb\u{9b}c\nd\u{202e}e"), "a�[2J��b�c\nd�e");
        assert_eq!(harmless("Wasser 水 — ●"), "Wasser 水 — ●");
    }

    #[test]
    fn the_nearest_name_is_found_and_nothing_far_fetched() {
        let names = || ["ministry", "mayor", "union"].into_iter();
        assert_eq!(nearest("minsitry", names()), Some("ministry"));
        assert_eq!(nearest("unoin", names()), Some("union"));
        assert_eq!(nearest("bus", names()), None);
    }

    #[test]
    fn one_is_no_plural() {
        assert_eq!(counted(1, "error"), "1 error");
        assert_eq!(counted(0, "error"), "0 errors");
    }
}
