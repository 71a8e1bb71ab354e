//! The person's editor in the place of the screen, on the file of a map or on one text of it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::super::editor::{Editor, Told};
use super::super::{environment, terminal};
use super::Runner;
use crate::app::{Done, Msg, Rewritten};
use crate::storage::Scratch;

impl Runner {
    /// Opens a file at a line.
    pub(super) fn edit_file(&mut self, path: &Path, line: usize) {
        let edited = Editor::of(&environment).and_then(|editor| self.lend(&editor, path, line));
        self.tell(Msg::Done(Done::Edited(edited)), self.now());
    }

    /// Has a text changed: through a file that only its owner can read, which is gone afterwards.
    pub(super) fn edit_text(&mut self, text: &str) {
        let written = Editor::of(&environment).and_then(|editor| self.rewritten(&editor, text));
        self.tell(Msg::Done(Done::Rewritten(written)), self.now());
    }

    fn rewritten(&mut self, editor: &Editor, text: &str) -> Result<Rewritten, Told> {
        let storage = |error: crate::storage::StorageError| {
            (error.message(), "the text is as it was".to_owned())
        };
        // editors end a text with a line feed, and miss it where there is none
        let scratch = Scratch::new(&scratch_folder(), &format!("{text}\n")).map_err(storage)?;
        let path = scratch.path();
        let slot = Arc::clone(&self.scratch);
        let _kept = slot.keep(scratch);
        let ended = self.lend(editor, &path, 1);
        let Some(scratch) = slot.take() else { return ended.map(|()| Rewritten::of(text)) };
        returned(text, ended, scratch.bytes().map_err(storage))
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

/// What comes back from an editor: the text that it wrote, also where it ended with an error.
fn returned(
    before: &str,
    ended: Result<(), Told>,
    written: Result<Vec<u8>, Told>,
) -> Result<Rewritten, Told> {
    let (written, failed) = match (written, ended) {
        (Ok(written), ended) => (written, ended.err()),
        // why it ended so matters more than what is missing after that
        (Err(_), Err(failed)) => return Err(failed),
        (Err(missing), Ok(())) => return Err(missing),
    };
    let text = String::from_utf8_lossy(&written);
    let text = text.strip_suffix('\n').unwrap_or(&text);
    let told = match failed {
        Some(failed) if text == before => return Err(failed),
        Some((message, _)) => Some((message, "what it wrote is here; look through it")),
        None if str::from_utf8(&written).is_err() => {
            let message = "Not all that came back is UTF-8 text".to_owned();
            Some((message, "what can't be read is \u{fffd} now; look through it"))
        }
        None => None,
    };
    Ok(Rewritten { text: text.to_owned(), told })
}

/// Where a text is that an editor works on: in memory where the system has a folder for that.
fn scratch_folder() -> PathBuf {
    let own = environment("XDG_RUNTIME_DIR").map(PathBuf::from).filter(|folder| folder.is_dir());
    own.unwrap_or_else(std::env::temp_dir)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn back(failed: Option<&str>, written: &[u8]) -> (String, String) {
        let ended = failed.map_or(Ok(()), |why| Err((why.to_owned(), String::new())));
        match returned("before", ended, Ok(written.to_vec())) {
            Ok(Rewritten { text, told }) => (text, told.map_or_else(String::new, |told| told.0)),
            Err((why, _)) => ("refused".to_owned(), why),
        }
    }

    #[test]
    fn what_an_editor_wrote_is_taken_also_where_it_failed_or_wrote_no_text() {
        let is = |text: &str, told: &str| (text.to_owned(), told.to_owned());
        assert_eq!(back(None, b"after\n"), is("after", ""));
        assert_eq!(back(Some("vi failed"), b"after\n"), is("after", "vi failed"));
        assert_eq!(back(Some("vi failed"), b"before\n"), is("refused", "vi failed"));
        let told = "Not all that came back is UTF-8 text";
        assert_eq!(back(None, b"caf\xe9\n"), is("caf\u{fffd}", told));
        let gone = || ("gone".to_owned(), String::new());
        let failed = || Err(("vi failed".to_owned(), String::new()));
        assert_eq!(returned("", Ok(()), Err(gone())).unwrap_err().0, "gone");
        assert_eq!(returned("", failed(), Err(gone())).unwrap_err().0, "vi failed");
    }
}
