//! What is on the disk beside a map while it is worked on: recovered after a kill, undone after a restart, locked.

#![expect(clippy::unwrap_used, reason = "a file that can't be had ends the test")]

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use tempfile::TempDir;

use super::terminal::{Start, Terminal, wait_for_text};

pub(super) const MAP: &str = include_str!("../../maps/riverside.ron");
pub(super) const JOURNAL: &str = ".map.ron.zopa-journal";

/// A folder with the example as `map.ron`.
pub(super) fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    zopa::storage::create_new(&folder.path().join("map.ron"), MAP.as_bytes()).unwrap();
    folder
}

pub(super) fn open(folder: &TempDir) -> Terminal {
    Start::new(&["map.ron"], folder.path()).run()
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

pub(super) fn saved(folder: &TempDir) -> String {
    fs::read_to_string(folder.path().join("map.ron")).unwrap()
}

/// The next key is handled only when the step before it is on the disk.
pub(super) fn next_key(terminal: &mut Terminal) {
    terminal.send("1");
    terminal.wait_until_gone("interest →");
}

/// Leaves a step behind that is not saved.
pub(super) fn killed(folder: &TempDir) {
    let mut terminal = open(folder);
    terminal.wait_for("interest 9");
    terminal.press("L", "interest 10");
    next_key(&mut terminal);
    terminal.signal("KILL");
    terminal.exit_code();
}

/// Recovers the step that was left, and saves it.
pub(super) fn recovered_and_saved(folder: &TempDir) {
    let mut terminal = open(folder);
    terminal.wait_for("Not saved, just now: 1 step");
    terminal.press("\r", "Recovered: 1 step");
    terminal.press("\x13", "Saved to map.ron");
}

#[test]
fn merely_looking_leaves_nothing_behind() {
    let folder = folder();
    let mut terminal = open(&folder);
    terminal.wait_for("Riverside Hospital");
    assert_eq!(names(folder.path()), [".map.ron.zopa-lock", "map.ron"]);
    terminal.send("q");
    assert_eq!(terminal.ends_restored(), 0);
    assert_eq!(names(folder.path()), ["map.ron"]);
    for signal in ["TERM", "HUP"] {
        let mut terminal = open(&folder);
        terminal.wait_for("Riverside Hospital");
        terminal.signal(signal);
        terminal.exit_code();
        assert_eq!(names(folder.path()), ["map.ron"], "{signal}");
    }
}

#[test]
fn what_was_done_before_a_kill_is_recovered_and_undone_after_a_restart() {
    let folder = folder();
    killed(&folder);
    assert_eq!(saved(&folder), MAP);
    let journal = folder.path().join(JOURNAL);
    assert_eq!(fs::metadata(&journal).unwrap().permissions().mode() & 0o777, 0o600);
    let mut terminal = open(&folder);
    terminal.wait_for("Not saved, just now: 1 step");
    terminal.press("\x1b[B\r", "What was not saved");
    terminal.wait_for("move Riverside Hospital");
    terminal.press("\x1b", "Recover them");
    terminal.press("\r", "Recovered: 1 step");
    terminal.press("2", "interest 10");
    terminal.press("\x13", "Saved to map.ron");
    terminal.send("q");
    assert_eq!(terminal.ends_restored(), 0);
    let old = "interest: (level: 9, evidence: Heard), // how much";
    assert_eq!(saved(&folder), MAP.replacen(old, &old.replace('9', "10"), 1));
    let mut terminal = open(&folder);
    terminal.wait_for("interest 10");
    terminal.press("u", "Undid: move Riverside Hospital");
    terminal.wait_for("interest 9");
    terminal.press("\x13", "Saved to map.ron");
    terminal.send("q");
    assert_eq!(terminal.ends_restored(), 0);
    assert_eq!(saved(&folder), MAP);
    let mut terminal = open(&folder);
    terminal.wait_for("interest 9");
    terminal.press("\x12", "Did again: move Riverside Hospital");
}

#[test]
fn what_is_discarded_is_kept_aside_and_what_is_put_off_is_asked_again() {
    let folder = folder();
    killed(&folder);
    let mut terminal = open(&folder);
    terminal.wait_for("Not saved, just now: 1 step");
    terminal.press("\x1b", "a change or a save asks again");
    terminal.send("q");
    assert_eq!(terminal.ends_restored(), 0);
    let mut terminal = open(&folder);
    terminal.wait_for("Not saved, just now: 1 step");
    terminal.press("\x1b", "a change or a save asks again");
    terminal.press("2", "interest 9");
    terminal.press("L", "Not saved, just now: 1 step");
    terminal.send("\x1b[B\x1b[B\r");
    terminal.wait_for("Discarded, and kept in");
    terminal.press("L", "interest 10");
    terminal.press("q", "Leave without saving");
    terminal.send("\x1b[B\x1b[B\r");
    assert_eq!(terminal.ends_restored(), 0);
    let aside = [1, 2].map(|n| format!("{JOURNAL}.discarded-{n}"));
    assert_eq!(names(folder.path()), [&*aside[0], &*aside[1], "map.ron"]);
    let mut terminal = open(&folder);
    terminal.wait_for("interest 9");
    terminal.send("q");
    assert_eq!(terminal.ends_restored(), 0);
    // what was set aside is opened as a map that is in no file
    let mut terminal = Start::new(&[&aside[0]], folder.path()).run();
    terminal.wait_for("interest 10");
    terminal.press("q", "Save to a file and quit");
}

#[test]
fn a_file_that_was_changed_since_is_not_overwritten_by_what_is_recovered() {
    let folder = folder();
    killed(&folder);
    let theirs = format!("{MAP}// theirs\n");
    fs::remove_file(folder.path().join("map.ron")).unwrap();
    zopa::storage::create_new(&folder.path().join("map.ron"), theirs.as_bytes()).unwrap();
    let mut terminal = open(&folder);
    terminal.wait_for("the file was changed since");
    terminal.press("\r", "Recovered: 1 step");
    terminal.press("\x13", "was changed by someone else");
    assert_eq!(saved(&folder), theirs);
}

#[test]
fn what_was_done_in_a_file_that_is_gone_is_recovered() {
    let folder = folder();
    killed(&folder);
    fs::remove_file(folder.path().join("map.ron")).unwrap();
    recovered_and_saved(&folder);
    let old = "interest: (level: 9, evidence: Heard), // how much";
    assert_eq!(saved(&folder), MAP.replacen(old, &old.replace('9', "10"), 1));
}

#[test]
fn a_second_program_is_told_who_has_the_map_and_may_look() {
    let folder = folder();
    let start = Start::new(&["map.ron"], folder.path());
    let first = Start { variables: &[("USER", "anna")], ..start }.run();
    first.wait_for("Riverside Hospital");
    let mut second = open(&folder);
    second.wait_for("anna on this computer has this map open");
    second.press("\r", "read only");
    second.press("2", "interest 9");
    second.press("L", "S saves a copy of your own");
    second.send("q");
    assert_eq!(second.ends_restored(), 0);
    let mut second = open(&folder);
    second.wait_for("anna on this computer has this map open");
    second.send("\x1b[B\r");
    assert_eq!(second.ends_restored(), 0);
    first.signal("KILL");
    let mut first = first;
    first.exit_code();
    let mut third = open(&folder);
    third.wait_for("interest 9");
    third.press("L", "interest 10");
}

#[test]
fn a_copy_is_saved_to_with_its_own_lock_and_journal() {
    let folder = folder();
    let mut terminal = open(&folder);
    terminal.wait_for("interest 9");
    terminal.press("L", "interest 10");
    terminal.press("S", "Save as");
    terminal.send("copy\r");
    terminal.wait_for("Saved to");
    terminal.press("K", "influence 8");
    next_key(&mut terminal);
    let copy = [".copy.ron.zopa-journal", ".copy.ron.zopa-lock", "copy.ron", "map.ron"];
    assert_eq!(names(folder.path()), copy);
    let mut other = open(&folder);
    other.press("2", "interest 9");
    other.press("S", "Save as");
    other.send("copy\r");
    other.wait_for("has this map open");
    terminal.signal("KILL");
    terminal.exit_code();
    let terminal = Start::new(&["copy.ron"], folder.path()).run();
    terminal.wait_for("Not saved, just now: 1 step");
}

#[test]
fn undo_reaches_back_through_save_as_and_a_restart() {
    let folder = folder();
    let mut terminal = open(&folder);
    terminal.wait_for("interest 9");
    terminal.press("L", "interest 10");
    terminal.press("S", "Save as");
    terminal.send("copy\r");
    terminal.wait_for("Saved to");
    terminal.send("q");
    assert_eq!(terminal.ends_restored(), 0);
    let mut terminal = Start::new(&["copy.ron"], folder.path()).run();
    terminal.wait_for("interest 10");
    terminal.press("u", "Undid: move Riverside Hospital");
    terminal.wait_for("interest 9");
}

#[test]
fn looking_only_tells_of_steps_that_were_not_saved_and_touches_nothing() {
    let folder = folder();
    killed(&folder);
    let before = names(folder.path());
    let mut terminal = Start::new(&["map.ron", "--read-only"], folder.path()).run();
    terminal.wait_for("Work of just now was not saved");
    terminal.send("q");
    assert_eq!(terminal.ends_restored(), 0);
    assert_eq!(names(folder.path()), before);
}

#[test]
fn the_example_has_its_journal_in_a_folder_of_our_own() {
    let (folder, home) = (folder(), tempfile::tempdir().unwrap());
    let at = home.path().to_str().unwrap();
    let run = || {
        let start = Start::new(&[], folder.path());
        Start { variables: &[("XDG_STATE_HOME", at)], ..start }.run()
    };
    let mut terminal = run();
    terminal.wait_for("interest 9");
    terminal.press("L", "interest 10");
    next_key(&mut terminal);
    terminal.signal("KILL");
    terminal.exit_code();
    let journals = home.path().join("zopa/journals");
    assert_eq!(fs::metadata(&journals).unwrap().permissions().mode() & 0o777, 0o700);
    // the first run may have been killed before it noted that it was the first
    let mut terminal = run();
    terminal.wait_for("xample");
    if terminal.text().contains("Go on with") {
        terminal.send("e");
    }
    terminal.wait_for("Not saved, just now: 1 step");
    assert_eq!(names(folder.path()), ["map.ron"]);
}

#[test]
fn where_the_disk_is_full_that_is_said_and_the_file_stays_as_it_is() {
    let folder = folder();
    // no file may have more than 30 KiB, and the map has more
    let line = format!("ulimit -f 60; exec '{}' map.ron", env!("CARGO_BIN_EXE_zopa"));
    let mut terminal = Start::new(&["-c", &line], folder.path()).run_program("sh");
    terminal.wait_for("interest 9");
    terminal.press("L", "There is no room left on the disk of map.ron");
    terminal.wait_for("only in memory");
    terminal.press("\x13", "There is no room left on the disk of map.ron");
    terminal.press("L", "only in memory");
    assert_eq!((saved(&folder).as_str(), names(folder.path()).len()), (MAP, 2));
    terminal.press("q", "Not everything is saved");
}

#[test]
fn where_the_folder_is_gone_the_work_is_kept_and_saved_elsewhere() {
    let (folder, home) = (folder(), tempfile::tempdir().unwrap());
    let inner = folder.path().join("inner");
    fs::create_dir(&inner).unwrap();
    fs::rename(folder.path().join("map.ron"), inner.join("map.ron")).unwrap();
    let at = home.path().to_str().unwrap();
    let start = Start::new(&["inner/map.ron"], folder.path());
    let mut terminal = Start { variables: &[("XDG_STATE_HOME", at)], ..start }.run();
    terminal.wait_for("interest 9");
    fs::remove_dir_all(&inner).unwrap();
    terminal.press("L", "The folder of inner/map.ron does not exist");
    terminal.press("K", "influence 8");
    next_key(&mut terminal);
    let journals = names(&home.path().join("zopa/journals"));
    assert_eq!(journals.len(), 1, "{journals:?}");
    terminal.press("S", "Save as");
    terminal.send("./saved.ron\r");
    terminal.wait_for("Saved to");
    terminal.send("q");
    assert_eq!(terminal.ends_restored(), 0);
    let text = fs::read_to_string(folder.path().join("saved.ron")).unwrap();
    assert!(text.contains("level: 10") && text.contains("level: 8,"));
    assert!(names(&home.path().join("zopa/journals")).is_empty());
    assert_eq!(names(folder.path()), [".saved.ron.zopa-journal", "saved.ron"]);
}

#[test]
fn a_file_that_was_deleted_meanwhile_is_written_again() {
    let folder = folder();
    let mut terminal = open(&folder);
    terminal.wait_for("interest 9");
    terminal.press("L", "interest 10");
    fs::remove_file(folder.path().join("map.ron")).unwrap();
    terminal.press("\x13", "Saved to map.ron");
    assert!(saved(&folder).contains("interest: (level: 10, evidence: Heard)"));
}

#[test]
fn after_theirs_was_taken_what_is_done_to_it_is_recovered() {
    let folder = folder();
    let mut terminal = open(&folder);
    terminal.wait_for("interest 9");
    terminal.press("L", "interest 10");
    let path = folder.path().join("map.ron");
    fs::remove_file(&path).unwrap();
    let theirs = format!("{MAP}// theirs\n");
    zopa::storage::create_new(&path, theirs.as_bytes()).unwrap();
    terminal.press("\x13", "was changed by someone else");
    // the look at the file has ended
    terminal.wait_for("changed outside");
    terminal.press("\x13", "Take theirs");
    terminal.press("\x1b[B\r", "is not in their file");
    terminal.send("\x1b[B\x1b[B\r");
    terminal.wait_for("Discarded, and kept in");
    terminal.wait_for("interest 9");
    terminal.press("K", "influence 8");
    next_key(&mut terminal);
    terminal.signal("KILL");
    terminal.exit_code();
    recovered_and_saved(&folder);
    assert!(saved(&folder).ends_with("// theirs\n"));
    let aside = folder.path().join(".map.ron.zopa-journal.discarded-1");
    assert!(fs::read_to_string(aside).unwrap().contains("Moved("));
}

/// Writes private notes without a pause, and has the program end by a signal.
fn ended_while_writing(folder: &TempDir, signal: &str) {
    let mut terminal = open(folder);
    terminal.wait_for("interest 9");
    terminal.press("N", "Private notes on");
    terminal.send("they said so on the phone");
    terminal.wait_for("on the phone");
    if signal == "KILL" {
        wait_for_text(&folder.path().join(JOURNAL), "said so on the phone");
    }
    terminal.signal(signal);
    terminal.exit_code();
}

#[test]
fn what_was_being_written_when_a_signal_came_is_there_after_it() {
    for signal in ["TERM", "HUP"] {
        let folder = folder();
        ended_while_writing(&folder, signal);
        let mut terminal = open(&folder);
        terminal.wait_for("words you were writing");
        terminal.press("\r", "they said so on the phone");
    }
}

#[test]
fn what_was_being_written_at_a_kill_is_there_after_it() {
    let folder = folder();
    ended_while_writing(&folder, "KILL");
    assert_eq!(saved(&folder), MAP);
    let mut terminal = open(&folder);
    terminal.wait_for("words you were writing");
    terminal.press("\r", "said so on the phone");
    terminal.press("\x1b", "The text is kept");
    terminal.press("\x13", "Saved to map.ron");
    assert!(saved(&folder).contains("said so on the phone"));
    terminal.send("q");
    assert_eq!(terminal.ends_restored(), 0);
    let terminal = open(&folder);
    terminal.wait_for("interest 9");
    terminal.wait_until_gone("words you were writing");
}
