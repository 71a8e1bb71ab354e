//! Someone else changes the open file: told when the window comes to the front, and nothing is lost.

#![expect(clippy::unwrap_used, reason = "a file that can't be had ends the test")]

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use tempfile::TempDir;

use super::terminal::{Start, Terminal};

const OURS: &str = include_str!("../data/planted.ron");

fn put(folder: &Path, text: &str) {
    let path = folder.join("map.ron");
    drop(fs::remove_file(&path));
    zopa::storage::create_new(&path, text.as_bytes()).unwrap();
}

/// What another program makes of it: another title, and something private.
fn theirs() -> String {
    OURS.replacen("title: \"", "title: \"Theirs: ", 1) + "// zq by someone else\n"
}

fn saved(folder: &TempDir) -> String {
    fs::read_to_string(folder.path().join("map.ron")).unwrap()
}

/// The program on the map, and a change of someone else that it has noticed.
fn changed(args: &[&str]) -> (TempDir, Terminal) {
    let folder = tempfile::tempdir().unwrap();
    put(folder.path(), OURS);
    let mut terminal = Start::new(args, folder.path()).run();
    terminal.press("1", "Open Ministry");
    put(folder.path(), &theirs());
    terminal.press("\x1b[I", "map.ron was changed by someone else");
    terminal.wait_for("changed outside");
    (folder, terminal)
}

#[test]
fn a_change_is_noticed_when_the_window_comes_to_the_front_and_theirs_is_taken() {
    let (folder, mut terminal) = changed(&["map.ron"]);
    terminal.press("\x13", "Look at both");
    terminal.press("\x1b[B\r", "Theirs: ");
    terminal.wait_until_gone("changed outside");
    terminal.send("q");
    assert_eq!(terminal.ends_restored(), 0);
    assert_eq!(saved(&folder), theirs());
}

#[test]
fn ours_is_kept_when_that_is_said() {
    let (folder, mut terminal) = changed(&["map.ron"]);
    terminal.press("\x13", "Look at both");
    terminal.press("\x1b[B\x1b[B\r", "what was there before is in");
    terminal.send("q");
    assert_eq!(terminal.ends_restored(), 0);
    assert_eq!(saved(&folder), OURS);
    let copy = folder.path().join(".map.ron.zopa-replaced-1");
    assert_eq!(fs::read_to_string(&copy).unwrap(), theirs());
    assert_eq!(fs::metadata(&copy).unwrap().permissions().mode() & 0o777, 0o600);
}

#[test]
fn both_are_looked_at_with_nothing_private_behind_the_curtain() {
    let (_folder, mut terminal) = changed(&["map.ron", "--curtain"]);
    terminal.press("\x13", "Look at both");
    terminal.press("\r", "Ours and theirs");
    terminal.wait_for("title: \"Theirs: ");
    terminal.send("\x1b\x1b");
    terminal.wait_until_gone("Ours and theirs");
    terminal.send("q");
    assert_eq!(terminal.ends_restored(), 0);
    assert!(!String::from_utf8(terminal.raw()).unwrap().contains("zq"));
}

#[test]
fn a_save_over_a_change_that_nobody_saw_asks_first() {
    let folder = tempfile::tempdir().unwrap();
    put(folder.path(), OURS);
    let mut terminal = Start::new(&["map.ron"], folder.path()).run();
    terminal.press("2", "Open Ministry");
    put(folder.path(), &theirs());
    terminal.press("L", "not saved");
    terminal.press("\x13", "was changed by someone else");
    assert_eq!(saved(&folder), theirs());
    terminal.wait_for("changed outside");
    terminal.press("\x13", "Take theirs");
    terminal.press("\x1b[B\r", "is not in their file");
    terminal.press("\x1b[B\x1b[B\r", "Theirs: ");
    terminal.send("q");
    assert_eq!(terminal.ends_restored(), 0);
    assert_eq!(saved(&folder), theirs());
}

#[test]
fn a_deleted_file_is_written_anew() {
    let folder = tempfile::tempdir().unwrap();
    put(folder.path(), OURS);
    let mut terminal = Start::new(&["map.ron"], folder.path()).run();
    terminal.press("1", "Open Ministry");
    fs::remove_file(folder.path().join("map.ron")).unwrap();
    terminal.press("\x1b[I", "map.ron is not there any more");
    terminal.press("\x13", "Saved to map.ron");
    terminal.send("q");
    assert_eq!(terminal.ends_restored(), 0);
    assert_eq!(saved(&folder), OURS);
}
