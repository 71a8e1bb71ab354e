//! The person's editor in the place of the screen, on the file of a map or on one text of it.

use std::path::Path;

use super::super::editor::{Editor, Told};
use super::super::{environment, terminal};
use super::Runner;
use crate::app::{Done, Msg, Rewritten};
use crate::storage::{Scratch, StorageError};

impl Runner {
    /// Opens a file at a line.
    pub(super) fn edit_file(&mut self, path: &Path, line: usize) {
        let edited = Editor::of(&environment).and_then(|editor| self.lend(&editor, path, line));
        self.tell(Msg::Done(Done::Edited(edited)), self.now());
    }

    /// Has a text changed: through a file that only its owner can read. It is gone when the journal
    /// has the text that came back; until then it is the one that is taken back after a kill.
    pub(super) fn edit_text(&mut self, text: &str) {
        let begun = Editor::of(&environment).and_then(|editor| Ok((editor, self.scratch(text)?)));
        let (editor, scratch) = match begun {
            Ok(begun) => begun,
            Err(told) => return self.tell(Msg::Done(Done::Rewritten(Err(told))), self.now()),
        };
        let ended = self.lend(&editor, &scratch.path(), 1);
        let (back, spent) = match taken(text, ended, scratch.bytes()) {
            Ok(written) => (Ok(written), Some(scratch)),
            Err(Refused::AsBefore(told)) => (Err(told), Some(scratch)),
            Err(Refused::Unusable(message, hint)) => match scratch.set_aside() {
                Ok(kept) => (Err((message, format!("it is kept in {}", kept.display()))), None),
                Err(_gone) => (Err((message, hint)), None),
            },
        };
        self.tell(Msg::Done(Done::Rewritten(back)), self.now());
        if let Some(scratch) = spent {
            self.saver.journaler().spent(scratch);
        }
    }

    fn scratch(&self, text: &str) -> Result<Scratch, Told> {
        let hint = || AS_IT_WAS.to_owned();
        let nowhere =
            || ("There is no place for a text that your editor works on".to_owned(), hint());
        let folder = self.saver.underway().text().ok_or_else(nowhere)?;
        // editors end a text with a line feed, and miss it where there is none
        Scratch::new(folder, &format!("{text}\n")).map_err(|error| (error.message(), hint()))
    }

    /// Gives the terminal to an editor until it ends.
    fn lend(&mut self, editor: &Editor, path: &Path, line: usize) -> Result<(), Told> {
        self.input.pause();
        let lent = terminal::lend();
        let ended = editor.run(path, line);
        drop(lent);
        self.input.go_on();
        self.resume();
        ended
    }
}

const AS_IT_WAS: &str = "the text is as it was";

/// Why no text comes back from an editor.
#[derive(Debug, PartialEq, Eq)]
enum Refused {
    /// It wrote nothing.
    AsBefore(Told),
    /// What it wrote can't be taken.
    Unusable(String, String),
}

/// What comes back from an editor: the text that it wrote, also where it ended with an error.
fn taken(
    before: &str,
    ended: Result<(), Told>,
    written: Result<Vec<u8>, StorageError>,
) -> Result<Rewritten, Refused> {
    let (written, failed) = match (written, ended) {
        (Ok(written), ended) => (written, ended.err()),
        // why it ended so matters more than what is missing after that
        (Err(_), Err((message, hint))) => return Err(Refused::Unusable(message, hint)),
        (Err(missing), Ok(())) => {
            return Err(Refused::Unusable(missing.message(), AS_IT_WAS.to_owned()));
        }
    };
    let text = String::from_utf8_lossy(&written);
    let text = text.strip_suffix('\n').unwrap_or(&text);
    let told = match failed {
        Some(failed) if text == before => return Err(Refused::AsBefore(failed)),
        Some((message, _)) => Some((message, "what it wrote is here; look through it")),
        None if str::from_utf8(&written).is_err() => {
            let message = "Not all that came back is UTF-8 text".to_owned();
            Some((message, "what can't be read is \u{fffd} now; look through it"))
        }
        None => None,
    };
    let long = || {
        let message = "What came back has more than 2 million letters or 50,000 lines".to_owned();
        Refused::Unusable(message, AS_IT_WAS.to_owned())
    };
    Ok(Rewritten { told, ..Rewritten::of(text).ok_or_else(long)? })
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::storage::Problem;

    fn back(failed: Option<&str>, written: &[u8]) -> (String, String) {
        let ended = failed.map_or(Ok(()), |why| Err((why.to_owned(), String::new())));
        match taken("before", ended, Ok(written.to_vec())) {
            Ok(Rewritten { text, told }) => {
                (text.to_string(), told.map_or_else(String::new, |told| told.0))
            }
            Err(Refused::AsBefore((why, _))) => ("as before".to_owned(), why),
            Err(Refused::Unusable(why, _)) => ("unusable".to_owned(), why),
        }
    }

    #[test]
    fn what_an_editor_wrote_is_taken_also_where_it_failed_or_wrote_no_text() {
        let is = |text: &str, told: &str| (text.to_owned(), told.to_owned());
        assert_eq!(back(None, b"after\n"), is("after", ""));
        assert_eq!(back(Some("vi failed"), b"after\n"), is("after", "vi failed"));
        assert_eq!(back(Some("vi failed"), b"before\n"), is("as before", "vi failed"));
        let told = "Not all that came back is UTF-8 text";
        assert_eq!(back(None, b"caf\xe9\n"), is("caf\u{fffd}", told));
        let long = "What came back has more than 2 million letters or 50,000 lines";
        assert_eq!(back(None, &b"long\n".repeat(60_000)), is("unusable", long));
    }

    #[test]
    fn why_an_editor_ended_goes_before_what_is_missing_then() {
        let path = Path::new("gone").to_owned();
        let gone = StorageError { path, problem: Problem::Missing, left_behind: None };
        let told = |ended| match taken("", ended, Err(gone.clone())) {
            Err(Refused::Unusable(why, _)) => why,
            other => panic!("{other:?}"),
        };
        assert_eq!(told(Ok(())), "There is no file gone");
        assert_eq!(told(Err(("vi failed".to_owned(), String::new()))), "vi failed");
    }
}
