//! The journal of a session: begun, gone on with, moved, and kept somewhere else when its place fails.

use std::fs;
use std::sync::mpsc;

use tempfile::TempDir;

use super::*;
use crate::edit::{History, Moment, Step, partner};
use crate::format::journal::replay;
use crate::model::{Map, Partner, Text};

const TEXT: &str = "(format: 1, title: \"A\") // kept\n";

/// A folder for the map and its journal, and one of our own.
struct Folders {
    map: TempDir,
    own: TempDir,
}

impl Folders {
    fn new() -> Self {
        Self { map: tempfile::tempdir().unwrap(), own: tempfile::tempdir().unwrap() }
    }

    fn beside(&self) -> PathBuf {
        self.map.path().join(".a.ron.zopa-journal")
    }

    fn own(&self) -> PathBuf {
        self.own.path().join("journals/a.zopa-journal")
    }

    fn seat(&self) -> Seat {
        let file = Some(self.map.path().join("a.ron"));
        Seat { file, journal: Some(self.beside()), elsewhere: Some(self.own()) }
    }

    fn ledger(&self, elsewhere: Option<PathBuf>) -> Ledger {
        Ledger::fresh(Seat { elsewhere, ..self.seat() }, Arc::new(TEXT.into()))
    }
}

/// Adds partners to a map one by one.
struct Work {
    map: Map,
    history: History,
}

impl Work {
    fn new() -> Self {
        Self { map: crate::format::read(TEXT.as_bytes()).unwrap(), history: History::new() }
    }

    fn step(&self, name: &str) -> Step {
        let named = Partner::named(Text::cleaned(name));
        partner::add(&self.map, self.history.used(), named).unwrap().1
    }

    fn deed(&mut self, name: &str) -> Deed {
        let step = self.step(name);
        self.history.edit(&mut self.map, step, Moment(0)).unwrap()
    }

    fn line(&mut self, name: &str) -> String {
        journal::line(&self.deed(name))
    }
}

/// The names of the partners that a journal leads to.
fn replayed(path: &Path) -> Vec<String> {
    let replayed = replay(&fs::read(path).unwrap()).unwrap();
    assert_eq!(replayed.stopped, None);
    replayed.map.partners.values().map(|partner| partner.name.to_string()).collect()
}

#[test]
fn a_journal_is_written_from_the_first_step_on() {
    let (folders, mut work) = (Folders::new(), Work::new());
    let mut ledger = folders.ledger(None);
    assert!(!folders.beside().exists());
    assert_eq!(ledger.write(&work.line("One")), None);
    assert_eq!(ledger.write(&work.line("Two")), None);
    assert_eq!(replayed(&folders.beside()), ["One", "Two"]);
}

#[test]
fn where_its_folder_is_gone_it_is_kept_in_our_own_and_that_is_said_once() {
    let (folders, mut work) = (Folders::new(), Work::new());
    let mut ledger = folders.ledger(Some(folders.own()));
    ledger.write(&work.line("One"));
    fs::remove_dir_all(folders.map.path()).unwrap();
    let told = ledger.write(&work.line("Two"));
    let why =
        format!("The folder of {} does not exist", folders.map.path().join("a.ron").display());
    assert_eq!(told, Some(Kept::Elsewhere(why, folders.own())));
    assert_eq!(ledger.write(&work.line("Three")), None);
    assert_eq!(replayed(&folders.own()), ["One", "Two", "Three"]);
}

#[test]
fn what_can_be_written_nowhere_is_said_once_and_written_as_soon_as_it_can_be() {
    let (folders, mut work) = (Folders::new(), Work::new());
    let mut ledger = folders.ledger(None);
    ledger.write(&work.line("One"));
    fs::remove_dir_all(folders.map.path()).unwrap();
    assert!(matches!(ledger.write(&work.line("Two")), Some(Kept::Not(_))));
    assert_eq!(ledger.write(&work.line("Three")), None);
    fs::create_dir(folders.map.path()).unwrap();
    assert_eq!(ledger.write(&work.line("Four")), Some(Kept::Again));
    assert_eq!(replayed(&folders.beside()), ["One", "Two", "Three", "Four"]);
    let mut nowhere = Ledger::fresh(Seat::default(), Arc::new(TEXT.into()));
    assert!(matches!(nowhere.write(&work.line("Five")), Some(Kept::Not(_))));
    assert_eq!(nowhere.write(&work.line("Six")), None);
}

#[test]
fn what_stands_beside_a_save_is_not_missed() {
    let mut ledger = Ledger::fresh(Seat::default(), Arc::new(TEXT.into()));
    assert_eq!(ledger.write_beside("x\n"), None);
    assert!(matches!(ledger.write("x\n"), Some(Kept::Not(_))), "a step is");
}

#[test]
fn what_is_recovered_where_nothing_is_left_is_told_and_changes_no_journal() {
    let (folders, mut work) = (Folders::new(), Work::new());
    let mut ledger = folders.ledger(Some(folders.own()));
    ledger.write(&work.line("One"));
    assert!(matches!(ledger.recover(), Some(Kept::Not(_))));
    assert_eq!(ledger.write(&work.line("Of another map")), None, "it is told already");
    assert_eq!(replayed(&folders.beside()), ["One"]);
    assert!(!folders.own().exists());
}

#[test]
fn what_was_left_is_gone_on_with_or_set_aside_and_never_written_over() {
    let folders = Folders::new();
    let mut before = Work::new();
    folders.ledger(None).write(&(before.line("One") + "a cut li"));
    let left = || {
        let bytes = fs::read(folders.beside()).unwrap();
        let good = replay(&bytes).unwrap().good_bytes;
        let found = Found { path: folders.beside(), bytes, written_seconds: 0 };
        Ledger::left(folders.seat(), (found, good), Arc::new(TEXT.into()))
    };
    let mut ledger = left();
    assert_eq!(ledger.recover(), None);
    let cut = folders.map.path().join(".a.ron.zopa-journal.discarded-1");
    assert_eq!(ledger.write(&before.line("Two")), Some(Kept::Before(cut.clone())));
    assert_eq!(replayed(&folders.beside()), ["One", "Two"]);
    assert!(fs::read(cut).unwrap().ends_with(b"a cut li"));
    let mut ledger = left();
    let aside = folders.map.path().join(".a.ron.zopa-journal.discarded-2");
    assert_eq!(ledger.discard().unwrap(), Some(aside.clone()));
    assert_eq!(ledger.discard().unwrap(), None);
    ledger.write(&Work::new().line("New"));
    assert_eq!(
        (replayed(&folders.beside()), replayed(&aside)),
        (vec!["New".into()], vec!["One".into(), "Two".into()])
    );
    // nobody has decided, and yet something was done
    left().write(&Work::new().line("Newer"));
    let third = folders.map.path().join(".a.ron.zopa-journal.discarded-3");
    assert_eq!(
        (replayed(&folders.beside()), replayed(&third)),
        (vec!["Newer".into()], vec!["New".into()])
    );
}

#[test]
fn where_what_was_left_can_not_be_set_aside_it_stays_and_the_new_is_kept_elsewhere() {
    let folders = Folders::new();
    folders.ledger(None).write(&Work::new().line("One"));
    let bytes = fs::read(folders.beside()).unwrap();
    let good = bytes.len();
    // no folder can be moved into, whoever runs this
    let path = folders.beside().join("gone");
    let found = Found { path, bytes, written_seconds: 0 };
    let mut ledger = Ledger::left(folders.seat(), (found, good), Arc::new(TEXT.into()));
    let told = ledger.write(&Work::new().line("New"));
    assert!(matches!(told, Some(Kept::Elsewhere(_, path)) if path == folders.own()));
    assert_eq!(
        (replayed(&folders.beside()), replayed(&folders.own())),
        (vec!["One".into()], vec!["New".into()])
    );
}

#[test]
fn a_journal_that_is_in_the_way_of_the_first_step_is_kept_and_that_is_said_once() {
    let folders = Folders::new();
    folders.ledger(None).write(&Work::new().line("One"));
    let mut ledger = folders.ledger(None);
    let mut work = Work::new();
    let aside = folders.map.path().join(".a.ron.zopa-journal.discarded-1");
    assert_eq!(ledger.write(&work.line("New")), Some(Kept::Before(aside.clone())));
    assert_eq!(ledger.write(&work.line("Newer")), None);
    assert_eq!(
        (replayed(&folders.beside()), replayed(&aside)),
        (vec!["New".into(), "Newer".into()], vec!["One".into()])
    );
}

#[test]
fn what_nobody_decided_on_is_not_written_over_when_the_map_is_opened_once_more() {
    let folders = Folders::new();
    let mut before = Work::new();
    folders.ledger(None).write(&before.line("One"));
    let bytes = fs::read(folders.beside()).unwrap();
    let (good, path) = (bytes.len(), folders.beside());
    let found = Found { path, bytes, written_seconds: 0 };
    let mut left = Ledger::left(folders.seat(), (found, good), Arc::new(TEXT.into()));
    let mut again = Ledger::again(Arc::new(TEXT.replace('A', "B").into()));
    again.follow(&mut left);
    again.write(&Work::new().line("Two"));
    let aside = folders.map.path().join(".a.ron.zopa-journal.discarded-1");
    assert_eq!(
        (replayed(&folders.beside()), replayed(&aside)),
        (vec!["Two".into()], vec!["One".into()])
    );
    let bytes = fs::read(folders.beside()).unwrap();
    assert_eq!(&*replay(&bytes).unwrap().map.heading.title, "B");
}

#[test]
fn what_is_in_the_way_of_a_journal_is_kept_wherever_it_goes() {
    let (folders, mut work) = (Folders::new(), Work::new());
    fs::create_dir(folders.own().parent().unwrap()).unwrap();
    storage::create_new(&folders.own(), b"an older one").unwrap();
    let mut ledger = folders.ledger(Some(folders.own()));
    ledger.write(&work.line("One"));
    fs::remove_dir_all(folders.map.path()).unwrap();
    assert!(matches!(ledger.write(&work.line("Two")), Some(Kept::Elsewhere(..))));
    assert_eq!(replayed(&folders.own()), ["One", "Two"]);
    let aside = folders.own().with_file_name("a.zopa-journal.discarded-1");
    assert_eq!(fs::read(aside).unwrap(), b"an older one");
    // a map on which nothing was done yet, saved over another one
    let folders = Folders::new();
    let other = folders.map.path().join(".b.ron.zopa-journal");
    storage::create_new(&other, b"an older one").unwrap();
    let seat = Seat { file: None, journal: Some(other.clone()), elsewhere: None };
    let mut looked = folders.ledger(None);
    looked.move_to(seat, Arc::new(TEXT.into()), "");
    let aside = folders.map.path().join(".b.ron.zopa-journal.discarded-1");
    assert_eq!(looked.write(&Work::new().line("One")), Some(Kept::Before(aside.clone())));
    assert_eq!(replayed(&other), ["One"]);
    assert_eq!(fs::read(aside).unwrap(), b"an older one");
}

#[test]
fn what_was_set_aside_is_all_there_when_something_is_done_after_it() {
    let (folders, mut work) = (Folders::new(), Work::new());
    let mut ledger = folders.ledger(None);
    ledger.write(&work.line("One"));
    ledger.discard().unwrap();
    assert!(!folders.beside().exists());
    ledger.write(&work.line("Two"));
    assert_eq!(replayed(&folders.beside()), ["One", "Two"]);
}

#[test]
fn a_journal_goes_with_the_map_to_another_file() {
    let (folders, mut work) = (Folders::new(), Work::new());
    let mut ledger = folders.ledger(None);
    ledger.write(&work.line("One"));
    let other = folders.map.path().join(".b.ron.zopa-journal");
    storage::create_new(&other, b"an older one").unwrap();
    let seat = Seat { file: None, journal: Some(other.clone()), elsewhere: None };
    let aside = folders.map.path().join(".b.ron.zopa-journal.discarded-1");
    assert_eq!(
        ledger.move_to(seat, Arc::default(), &journal::saved_line(work.history.revision())),
        Some(Kept::Before(aside.clone()))
    );
    assert!(!folders.beside().exists());
    ledger.write(&work.line("Two"));
    assert_eq!(replayed(&other), ["One", "Two"]);
    assert_eq!(fs::read(aside).unwrap(), b"an older one");
    // without a step there is no journal yet; the next one begins with the text that was saved
    let mut looked = folders.ledger(None);
    let copy = folders.map.path().join(".c.ron.zopa-journal");
    let seat = Seat { file: None, journal: Some(copy.clone()), elsewhere: None };
    looked.move_to(seat, Arc::new(TEXT.replace('A', "B").into()), "");
    assert!(!copy.exists());
    looked.write(&Work::new().line("One"));
    assert_eq!(&*replay(&fs::read(copy).unwrap()).unwrap().map.heading.title, "B");
}

#[test]
fn where_it_can_not_go_with_the_map_it_is_kept_where_it_can_be() {
    let (folders, mut work) = (Folders::new(), Work::new());
    let mut ledger = folders.ledger(Some(folders.own()));
    ledger.write(&work.line("One"));
    let gone = folders.map.path().join("gone").join("x".repeat(300));
    let seat = Seat { file: None, journal: Some(gone), elsewhere: None };
    let told = ledger.move_to(seat, Arc::default(), "");
    assert!(matches!(told, Some(Kept::Elsewhere(_, place)) if place == folders.beside()));
    ledger.write(&work.line("Two"));
    assert_eq!(replayed(&folders.beside()), ["One", "Two"]);
}

#[test]
fn the_thread_tells_when_deeds_are_on_the_disk_and_leaves_out_what_is_of_another_map() {
    let (folders, mut work) = (Folders::new(), Work::new());
    let (queue, told) = mpsc::channel();
    let underway = Arc::new(Underway::default());
    let mut journaler = Journaler::new(folders.ledger(None), queue, Arc::clone(&underway));
    let saving = journaler.clone();
    for name in ["One", "Two", "Three"] {
        journaler.note(work.deed(name));
    }
    let mut on_disk = 0;
    while on_disk < 3 {
        let Ok(Happened::Journaled { count, written }) = told.recv() else { panic!("no news") };
        assert!(written);
        on_disk += count;
    }
    assert_eq!(replayed(&folders.beside()), ["One", "Two", "Three"]);
    let other = Folders::new();
    journaler.turn_to(other.ledger(None));
    // a save of the map before that ends only now
    saving.saving(work.history.revision(), Fingerprint::of(b""));
    saving.saved(work.history.revision());
    journaler.note(Work::new().deed("New"));
    underway.wait_to_the_end();
    assert_eq!(replayed(&other.beside()), ["New"]);
    assert_eq!(replayed(&folders.beside()), ["One", "Two", "Three"]);
}
