//! Saving beside the screen: the worker, what it works on, and how the end of the program waits for it.

use std::panic::{self, AssertUnwindSafe};
use std::path::PathBuf;
use std::sync::mpsc::Sender;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use super::Happened;
use crate::app::{Done, Existing, NotSaved, Saving};
use crate::edit::Revision;
use crate::format::Document;
use crate::model::Map;
use crate::storage::{self, Fingerprint, Onto, Problem, StorageError};

/// The file as it was read or saved last.
#[derive(Debug)]
pub struct Paper {
    /// The file's text, until it is taken apart.
    bytes: Vec<u8>,
    /// The same taken apart, once it is to be changed.
    document: Option<Document>,
    known: Option<Fingerprint>,
}

impl Paper {
    /// The bytes of a map in a file.
    #[must_use]
    pub fn of_file(bytes: Vec<u8>) -> Self {
        Self { known: Some(Fingerprint::of(&bytes)), ..Self::without_file(bytes) }
    }

    /// The bytes of a map that is in no file yet.
    #[must_use]
    pub fn without_file(bytes: Vec<u8>) -> Self {
        Self { bytes, document: None, known: None }
    }
}

/// A map that is to be saved.
#[derive(Debug)]
pub(super) struct Order {
    pub(super) map: Map,
    pub(super) revision: Revision,
    pub(super) path: Option<PathBuf>,
    pub(super) saving: Saving,
}

/// Whether a save is under way.
#[derive(Debug, Default)]
pub(super) struct Underway {
    saving: Mutex<bool>,
    ended: Condvar,
}

impl Underway {
    fn lock(&self) -> MutexGuard<'_, bool> {
        self.saving.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn set(&self, saving: bool) {
        *self.lock() = saving;
        self.ended.notify_all();
    }

    /// Waits until no save is under way, but no longer than this.
    pub(super) fn wait(&self, longest: Duration) {
        drop(self.ended.wait_timeout_while(self.lock(), longest, |saving| *saving));
    }

    /// Waits until no save is under way.
    pub(super) fn wait_to_the_end(&self) {
        drop(self.ended.wait_while(self.lock(), |saving| *saving));
    }
}

/// Starts a thread that saves and then tells so.
pub(super) fn start(
    paper: &Arc<Mutex<Paper>>,
    order: Order,
    queue: &Sender<Happened>,
    underway: &Arc<Underway>,
) {
    underway.set(true);
    let work = (Arc::clone(paper), queue.clone(), Arc::clone(underway));
    let worker = move || {
        let (paper, queue, underway) = work;
        let saved = panic::catch_unwind(AssertUnwindSafe(|| {
            paper.lock().unwrap_or_else(PoisonError::into_inner).save(&order)
        }));
        underway.set(false);
        // nobody is left to be told when the program is ending
        queue.send(Happened::Saved(saved.unwrap_or_else(|_| failed()))).unwrap_or_default();
    };
    if thread::Builder::new().name("save".to_owned()).spawn(worker).is_err() {
        underway.set(false);
        queue.send(Happened::Saved(failed())).unwrap_or_default();
    }
}

/// What is told when zopa itself failed.
fn failed() -> Done {
    let hint = "the file is as it was; try another one with S, and please report it";
    refused("The map could not be saved, by a mistake in zopa", hint)
}

impl Paper {
    /// Writes the map, and says how that went.
    fn save(&mut self, order: &Order) -> Done {
        let Order { map, revision, path, saving } = order;
        let Some(path) = saving.to.as_ref().or(path.as_ref()) else {
            return refused("This map is in no file yet", "S saves it to one");
        };
        let onto = match (saving.existing, &saving.to, self.known) {
            (Existing::Replace, ..) => Onto::Anything,
            (Existing::Ask, None, Some(known)) => Onto::Known(known),
            (Existing::Ask, ..) => Onto::Nothing,
        };
        let patched = match self.document(map).patched(map) {
            Ok(patched) => patched,
            Err(error) => {
                return refused(&error.to_string(), "please report this; the file is as it was");
            }
        };
        match storage::replace(path, patched.bytes(), onto) {
            Ok(known) => {
                self.document(map).accept(patched);
                self.known = Some(known);
                Done::Saved { revision: *revision, path: path.clone(), then: saving.then }
            }
            Err(error) => {
                if error.problem == Problem::Unconfirmed && saving.to.is_none() {
                    // the text is in the file, so the next save finds it there
                    self.known = Some(Fingerprint::of(patched.bytes()));
                    self.document(map).accept(patched);
                }
                not_saved(&error, saving)
            }
        }
    }

    /// The document of the file; a new one where the bytes were no map after all.
    fn document(&mut self, map: &Map) -> &mut Document {
        let bytes = &mut self.bytes;
        self.document.get_or_insert_with(|| {
            let opened = Document::open(std::mem::take(bytes));
            opened.map_or_else(|_| Document::created(map), |(document, _)| document)
        })
    }
}

fn not_saved(error: &StorageError, saving: &Saving) -> Done {
    let in_the_way = matches!(error.problem, Problem::Exists | Problem::Changed);
    Done::NotSaved(NotSaved {
        message: error.message(),
        hint: error.hint().to_owned(),
        in_the_way: in_the_way.then(|| saving.clone()),
    })
}

fn refused(message: &str, hint: &str) -> Done {
    let (message, hint) = (message.to_owned(), hint.to_owned());
    Done::NotSaved(NotSaved { message, hint, in_the_way: None })
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;
    use crate::app::Then;
    use crate::edit::History;
    use crate::model::Text;

    const TEXT: &str = "(\n    format: 1,\n    title: \"A\", // kept\n)\n";

    /// A folder, the paper of a file in it, and an order to save it with another title.
    fn opened() -> (tempfile::TempDir, Paper, Order) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("map.ron");
        storage::create_new(&path, TEXT.as_bytes()).unwrap();
        let (_, mut map) = Document::open(TEXT.into()).unwrap();
        map.heading.title = Text::cleaned("B");
        let saving = Saving { to: None, existing: Existing::Ask, then: Then::Stay };
        let order = Order { map, revision: History::new().revision(), path: Some(path), saving };
        (folder, Paper::of_file(TEXT.into()), order)
    }

    fn read(folder: &tempfile::TempDir, name: &str) -> String {
        fs::read_to_string(folder.path().join(name)).unwrap()
    }

    /// What was saved where, or what is in the way.
    fn outcome(done: Done) -> Result<PathBuf, Option<Saving>> {
        match done {
            Done::Saved { path, .. } => Ok(path),
            Done::NotSaved(NotSaved { in_the_way, .. }) => Err(in_the_way),
            Done::Ordered(..) => panic!("no save"),
        }
    }

    fn replaced_with(folder: &Path, text: &str) {
        fs::remove_file(folder.join("map.ron")).unwrap();
        storage::create_new(&folder.join("map.ron"), text.as_bytes()).unwrap();
    }

    #[test]
    fn only_the_edit_is_written_and_the_next_save_knows_it() {
        let (folder, mut paper, mut order) = opened();
        assert!(outcome(paper.save(&order)).is_ok());
        assert_eq!(read(&folder, "map.ron"), TEXT.replace("\"A\"", "\"B\""));
        order.map.heading.title = Text::cleaned("A");
        assert!(outcome(paper.save(&order)).is_ok());
        assert_eq!(read(&folder, "map.ron"), TEXT);
    }

    #[test]
    fn what_someone_else_wrote_is_replaced_only_when_that_is_asked_for() {
        let (folder, mut paper, mut order) = opened();
        replaced_with(folder.path(), "theirs");
        let asked = outcome(paper.save(&order)).unwrap_err();
        assert_eq!(asked, Some(order.saving.clone()));
        assert_eq!(read(&folder, "map.ron"), "theirs");
        order.saving.existing = Existing::Replace;
        assert!(outcome(paper.save(&order)).is_ok());
        assert_eq!(read(&folder, "map.ron"), TEXT.replace("\"A\"", "\"B\""));
    }

    #[test]
    fn another_file_is_made_and_none_is_lost() {
        let (folder, mut paper, mut order) = opened();
        let other = folder.path().join("other.ron");
        order.saving.to = Some(other.clone());
        assert_eq!(outcome(paper.save(&order)), Ok(other.clone()));
        assert_eq!(read(&folder, "other.ron"), TEXT.replace("\"A\"", "\"B\""));
        assert_eq!(read(&folder, "map.ron"), TEXT);
        let again = outcome(paper.save(&order)).unwrap_err();
        assert_eq!(again, Some(order.saving.clone()), "it is there already");
        // from now on it is the map's own
        (order.saving.to, order.path) = (None, Some(other));
        assert!(outcome(paper.save(&order)).is_ok());
    }

    #[test]
    fn a_map_without_a_file_keeps_the_comments_of_its_text() {
        let (folder, _, mut order) = opened();
        let mut paper = Paper::without_file(TEXT.into());
        order.path = None;
        assert_eq!(outcome(paper.save(&order)), Err(None));
        order.saving.to = Some(folder.path().join("new.ron"));
        assert!(outcome(paper.save(&order)).is_ok());
        assert_eq!(read(&folder, "new.ron"), TEXT.replace("\"A\"", "\"B\""));
    }

    #[test]
    fn the_end_waits_for_a_save_but_not_for_ever() {
        let underway = Underway::default();
        underway.wait_to_the_end();
        underway.set(true);
        underway.wait(Duration::ZERO);
        thread::scope(|scope| {
            scope.spawn(|| underway.set(false));
            underway.wait_to_the_end();
        });
        assert!(!*underway.lock());
    }
}
