//! The person's editor in the place of the screen, on the file of a map or on one text of it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::super::editor::{Editor, Told};
use super::super::{environment, terminal};
use super::Runner;
use crate::app::{Done, Msg};
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

    fn rewritten(&mut self, editor: &Editor, text: &str) -> Result<String, Told> {
        let storage = |error: crate::storage::StorageError| {
            (error.message(), "the text is as it was".to_owned())
        };
        // editors end a text with a line feed, and miss it where there is none
        let scratch = Scratch::new(&scratch_folder(), &format!("{text}\n")).map_err(storage)?;
        let path = scratch.path();
        let slot = Arc::clone(&self.scratch);
        let _kept = slot.keep(scratch);
        self.lend(editor, &path, 1)?;
        let Some(scratch) = slot.take() else { return Ok(text.to_owned()) };
        let text = scratch.text().map_err(storage)?;
        Ok(text.strip_suffix('\n').map(str::to_owned).unwrap_or(text))
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

/// Where a text is that an editor works on: in memory where the system has a folder for that.
fn scratch_folder() -> PathBuf {
    let own = environment("XDG_RUNTIME_DIR").map(PathBuf::from).filter(|folder| folder.is_dir());
    own.unwrap_or_else(std::env::temp_dir)
}
