//! A journal in which steps are that no file holds is set aside before it is written over or cut.

#![expect(clippy::unwrap_used, reason = "a file that can't be had ends the test")]

use std::fs;
use std::path::Path;

use tempfile::TempDir;
use zopa::storage;

use super::journal::{JOURNAL, MAP, folder, killed, next_key, open, recovered_and_saved, saved};
use super::terminal::Start;

/// Leaves a map that was saved with a step.
fn saved_and_left(folder: &TempDir) {
    let mut terminal = open(folder);
    terminal.wait_for("interest 9");
    terminal.press("L", "interest 10");
    terminal.press("\x13", "Saved to map.ron");
    terminal.send("q");
    assert_eq!(terminal.ends_restored(), 0);
}

/// Leaves a map that was saved with a step, and a step behind it that is not saved.
fn killed_behind_a_save(folder: &TempDir) {
    let mut terminal = open(folder);
    terminal.wait_for("interest 9");
    terminal.press("L", "interest 10");
    terminal.press("\x13", "Saved to map.ron");
    terminal.press("K", "influence 8");
    next_key(&mut terminal);
    terminal.signal("KILL");
    terminal.exit_code();
}

/// Puts another text into a file.
fn put(path: &Path, text: &str) {
    fs::remove_file(path).unwrap();
    storage::create_new(path, text.as_bytes()).unwrap();
}

#[test]
fn what_was_saved_and_is_in_the_file_no_more_is_kept_aside_before_the_first_step() {
    let folder = folder();
    saved_and_left(&folder);
    let left = fs::read(folder.path().join(JOURNAL)).unwrap();
    put(&folder.path().join("map.ron"), MAP);
    let mut terminal = open(&folder);
    terminal.wait_for("The file is not what you saved last");
    terminal.wait_for("interest 9");
    terminal.press("K", "What the journal held before is kept in");
    let aside = format!("{JOURNAL}.discarded-1");
    assert_eq!(fs::read(folder.path().join(&aside)).unwrap(), left);
    terminal.press("\x13", "Saved to map.ron");
    terminal.send("q");
    assert_eq!(terminal.ends_restored(), 0);
    let terminal = Start::new(&[&aside], folder.path()).run();
    terminal.wait_for("interest 10");
}

#[test]
fn what_can_not_be_read_behind_a_save_is_told_and_kept_aside_before_it_is_cut() {
    let folder = folder();
    killed_behind_a_save(&folder);
    let journal = folder.path().join(JOURNAL);
    let damaged = fs::read_to_string(&journal).unwrap();
    let (before, last) = damaged.rsplit_once("Moved").unwrap();
    let damaged = format!("{before}moved{last}");
    put(&journal, &damaged);
    let mut terminal = open(&folder);
    terminal.wait_for("Steps after your last save can't be read");
    terminal.wait_for("interest 10");
    terminal.press("H", "What the journal held before is kept in");
    let aside = folder.path().join(format!("{JOURNAL}.discarded-1"));
    assert_eq!(fs::read_to_string(aside).unwrap(), damaged);
    terminal.press("u", "Undid");
    terminal.press("u", "Undid");
    terminal.wait_for("interest 9");
}

#[test]
fn what_is_recovered_after_a_kill_in_a_save_is_saved_over_the_file_of_that_save() {
    let folder = folder();
    killed_behind_a_save(&folder);
    // as if it came before the line that says that the file is saved
    let journal = folder.path().join(JOURNAL);
    let text = fs::read_to_string(&journal).unwrap();
    let lines = text.split_inclusive('\n').filter(|line| !line.contains(" Saved("));
    let text: String = lines.collect();
    assert!(text.contains(" Saving("));
    put(&journal, &text);
    recovered_and_saved(&folder);
    assert!(saved(&folder).contains("level: 10") && saved(&folder).contains("level: 8,"));
}

#[test]
fn what_was_not_saved_in_a_file_that_a_map_is_saved_over_is_kept_and_told() {
    let folder = folder();
    killed(&folder);
    let left = fs::read(folder.path().join(JOURNAL)).unwrap();
    storage::create_new(&folder.path().join("other.ron"), MAP.as_bytes()).unwrap();
    let mut terminal = Start::new(&["other.ron"], folder.path()).run();
    terminal.wait_for("interest 9");
    terminal.press("S", "Save as");
    terminal.send("map\r");
    terminal.wait_for("There is a file");
    terminal.press("\x13", "Replace it");
    terminal.send("\x1b[B\x1b[B\r");
    terminal.wait_for("what was there before is in");
    terminal.wait_for(".zopa-journal.discarded-1");
    let aside = folder.path().join(format!("{JOURNAL}.discarded-1"));
    assert_eq!(fs::read(aside).unwrap(), left);
    // it is asked about no more with the map that is in the file now
    terminal.send("q");
    assert_eq!(terminal.ends_restored(), 0);
    let terminal = open(&folder);
    terminal.wait_for("interest 9");
    terminal.wait_until_gone("Not saved");
}
