//! Opening on a terminal: the start screen, other maps, files with mistakes, and the person's own editor.

#![expect(clippy::unwrap_used, reason = "a file that can't be had ends the test")]

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::terminal::{Start, Terminal, wait_for_text};

const RIVERSIDE: &str = include_str!("../../maps/riverside.ron");
const TEACHERS: &str = include_str!("../../maps/teachers.ron");

/// A home folder with two maps in it.
struct Home(TempDir);

impl Home {
    fn new() -> Self {
        let home = Self(tempfile::tempdir().unwrap());
        home.put("riverside.ron", RIVERSIDE);
        home.put("maps/teachers.ron", TEACHERS);
        home
    }

    fn at(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn put(&self, name: &str, text: &str) {
        let path = self.at(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        drop(fs::remove_file(&path));
        zopa::storage::create_new(&path, text.as_bytes()).unwrap();
    }

    fn text(&self, name: &str) -> String {
        fs::read_to_string(self.at(name)).unwrap()
    }

    /// A program that does what the lines of a shell say, where `$1`, `$2` are its arguments.
    fn program(&self, name: &str, lines: &str) -> String {
        self.put(name, &format!("#!/bin/sh\n{lines}\n"));
        let path = self.at(name);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o700)).unwrap();
        path.to_str().unwrap().to_owned()
    }

    fn start(&self, args: &[&str], variables: &[(&str, &str)]) -> Terminal {
        let home = self.0.path().to_str().unwrap();
        let variables = [&[("HOME", home), ("TMPDIR", home)], variables].concat();
        Start { variables: &variables, ..Start::new(args, self.0.path()) }.run()
    }

    /// Begins a new map on the start screen.
    fn start_new(&self) -> Terminal {
        let mut terminal = self.start(&[], &[]);
        terminal.press("n", "Title of the new map");
        terminal.press("Valley\r", "valley.ron");
        terminal.press("\r", "a adds the first one");
        terminal
    }

    /// Opens a map and ends.
    fn visit(&self, map: &str, shown: &str) {
        let mut terminal = self.start(&[map], &[]);
        terminal.wait_for(shown);
        end(&mut terminal);
    }
}

#[track_caller]
fn end(terminal: &mut Terminal) {
    terminal.send("q");
    assert_eq!(terminal.ends_restored(), 0);
}

#[test]
fn the_first_run_shows_the_example_and_later_ones_what_was_opened() {
    let home = Home::new();
    let mut terminal = home.start(&[], &[]);
    terminal.wait_for("example");
    terminal.press("1", "Riverside Hospital");
    end(&mut terminal);
    let mut terminal = home.start(&[], &[]);
    terminal.wait_for("no map yet");
    end(&mut terminal);
    home.visit("riverside.ron", "Riverside Hospital");
    home.visit("maps/teachers.ron", "Elm Valley");
    let mut terminal = home.start(&[], &[]);
    terminal.wait_for("Go on with");
    let text = terminal.text();
    let (teachers, riverside) = (text.find("~/maps/teachers.ron"), text.find("~/riverside.ron"));
    assert!(teachers.unwrap() < riverside.unwrap(), "{text}");
    terminal.press("j\r", "Riverside Hospital");
    terminal.press("\x0f", "Go on with");
    fs::remove_file(home.at("maps/teachers.ron")).unwrap();
    terminal.press("\x1b\x1b", "Riverside Hospital");
    terminal.press("\x0f", "not there any more");
    end(&mut terminal);
    let mode = |path: &str| fs::metadata(home.at(path)).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(".local/state/zopa"), 0o700);
    assert_eq!(mode(".local/state/zopa/recent"), 0o600);
}

#[test]
fn behind_the_curtain_the_start_screen_tells_names_only() {
    let home = Home::new();
    home.visit("maps/teachers.ron", "Elm Valley");
    let mut terminal = home.start(&["--curtain"], &[]);
    terminal.wait_for("teachers.ron");
    let text = terminal.text();
    assert!(!text.contains("Elm Valley") && !text.contains("~/maps"), "{text}");
    end(&mut terminal);
}

#[test]
fn another_map_is_found_opened_and_saved_in_its_own_file() {
    let home = Home::new();
    let mut terminal = home.start(&["riverside.ron"], &[]);
    terminal.wait_for("Riverside Hospital");
    terminal.press("L", "not saved");
    terminal.press("\x0f", "Go on with");
    terminal.press("o", "Open a file");
    terminal.wait_for("maps/");
    terminal.press("m\t", "teachers.ron");
    terminal.press("\x1b[B\r", "Not everything is saved");
    terminal.press("\r", "Elm Valley");
    assert!(home.text("riverside.ron").contains("interest: (level: 10, evidence: Heard)"));
    terminal.press("H", "not saved");
    terminal.press("\x13", "Saved to maps/teachers.ron");
    end(&mut terminal);
    assert_ne!(home.text("maps/teachers.ron"), TEACHERS);
}

#[test]
fn a_new_map_is_written_when_it_is_saved() {
    let home = Home::new();
    home.visit("riverside.ron", "Riverside Hospital");
    let mut terminal = home.start_new();
    assert!(!home.at("valley.ron").exists());
    terminal.press("aMayor\r", "Partners 1");
    terminal.press("\x13", "Saved to valley.ron");
    end(&mut terminal);
    let map = zopa::format::read(home.text("valley.ron").as_bytes()).unwrap();
    assert_eq!((&*map.heading.title, map.partners.len()), ("Valley", 1));
}

#[test]
fn a_new_map_that_was_never_saved_is_on_the_start_screen_after_a_crash() {
    let home = Home::new();
    home.visit("riverside.ron", "Riverside Hospital");
    let mut terminal = home.start_new();
    terminal.press("aMayor\r", "Partners 1");
    while !home.text(".local/state/zopa/recent").contains("valley.ron") {
        std::thread::yield_now();
    }
    terminal.press("\x0f", "not saved yet");
    terminal.signal("KILL");
    terminal.exit_code();
    let mut terminal = home.start(&[], &[]);
    terminal.wait_for("not saved yet");
    terminal.press("\r", "1 step");
    terminal.press("\r", "Mayor");
    terminal.press("\x13", "Saved to");
    end(&mut terminal);
    assert!(home.text("valley.ron").contains("Mayor"));
}

#[test]
fn a_file_with_mistakes_is_mended_in_the_editor_until_it_is_a_map() {
    let home = Home::new();
    home.put("bad.ron", "(\n    format: 1,\n    titel: \"Valley\",\n    purpos: \"x\",\n)\n");
    // notes how it was called, and mends one mistake each time
    let script = "echo \"$@\" >> called\n\
        if grep -q titel bad.ron; then sed -i s/titel/title/ bad.ron; else sed -i s/purpos/purpose/ bad.ron; fi";
    let editor = home.program("vi", script);
    let mut terminal = home.start(&["bad.ron"], &[("EDITOR", &editor)]);
    terminal.wait_for("2 mistakes");
    terminal.wait_for("did you mean `title`?");
    terminal.press("\r", "1 mistake");
    terminal.wait_for("did you mean `purpose`?");
    terminal.press("\x05", "No partners yet");
    end(&mut terminal);
    assert_eq!(home.text("called"), "+3 bad.ron\n+4 bad.ron\n");
}

#[test]
fn mistakes_are_masked_behind_the_curtain_and_read_again_by_hand() {
    let home = Home::new();
    home.put(
        "bad.ron",
        "(format: 1, title: \"V\", partners: {\"a\": (nam: 5, private_note: \"zq1\")})",
    );
    let mut terminal = home.start(&["bad.ron", "--curtain"], &[]);
    terminal.wait_for("mistakes");
    terminal.press("\r", "the curtain is drawn");
    home.put("bad.ron", "(format: 1, title: \"V\")");
    terminal.press("r", "No partners yet");
    end(&mut terminal);
    assert!(!String::from_utf8(terminal.raw()).unwrap().contains("zq"));
}

#[test]
fn a_private_text_goes_through_the_editor_and_leaves_no_file() {
    let home = Home::new();
    let script = "ls -l \"$1\" | cut -c1-10 > mode\necho 'from outside' >> \"$1\"\necho your turn\nread line < /dev/tty\necho $line >> \"$1\"";
    let editor = home.program("my editor", script);
    let editor = format!("'{editor}'");
    let mut terminal = home.start(&["riverside.ron"], &[("VISUAL", &editor)]);
    terminal.wait_for("Riverside Hospital");
    terminal.press("N", "Private notes on");
    terminal.send("\x05");
    // the editor has the keys now, and not the program
    terminal.wait_for("your turn");
    terminal.press("qqq\r", "is back from your editor");
    terminal.wait_for("from outside");
    terminal.wait_for("qqq");
    terminal.press("\x13", "Saved to riverside.ron");
    end(&mut terminal);
    assert!(home.text("riverside.ron").contains("from outside"));
    assert_eq!(home.text("mode"), "-rw-------\n");
    assert_eq!(scratches(home.0.path()), Vec::<PathBuf>::new());
}

#[test]
fn an_editor_that_fails_leaves_no_file_and_the_text_as_it_was() {
    let home = Home::new();
    let failing = home.program("failing", "exit 3");
    let mut terminal = home.start(&["riverside.ron"], &[("EDITOR", &failing)]);
    terminal.wait_for("Riverside Hospital");
    terminal.press("N", "Private notes on");
    terminal.press("\x05", "ended with an error");
    terminal.send("\x1b\x1b");
    terminal.wait_until_gone("Private notes on");
    end(&mut terminal);
    assert_eq!(scratches(home.0.path()), Vec::<PathBuf>::new());
}

/// Begins to write private notes in an editor that saves some words and waits, and ends the program.
fn ended_in_the_editor(home: &Home, signal: &str) {
    let lines = "echo 'from outside' >> \"$1\"\necho waiting\nread line < /dev/tty";
    let editor = home.program("editor", lines);
    let mut terminal = home.start(&["riverside.ron"], &[("EDITOR", &editor)]);
    terminal.wait_for("Riverside Hospital");
    terminal.press("N", "Private notes on");
    terminal.send("typed before \x05");
    terminal.wait_for("waiting");
    wait_for_text(&home.at(".riverside.ron.zopa-journal"), "typed before");
    terminal.signal(signal);
    terminal.exit_code();
}

#[test]
fn what_an_editor_saved_is_there_after_any_end_and_its_file_is_gone_then() {
    for signal in ["KILL", "TERM", "HUP"] {
        let home = Home::new();
        ended_in_the_editor(&home, signal);
        let mut terminal = home.start(&["riverside.ron"], &[]);
        terminal.wait_for("words you were writing");
        assert_eq!(scratches(home.0.path()), Vec::<PathBuf>::new(), "{signal}");
        terminal.press("\r", "from outside");
        terminal.wait_for("typed before");
        terminal.press("\x13", "Saved to riverside.ron");
        end(&mut terminal);
        assert!(home.text("riverside.ron").contains("from outside"));
        let mut terminal = home.start(&["riverside.ron"], &[]);
        terminal.wait_for("Riverside Hospital");
        terminal.wait_until_gone("you were writing");
        end(&mut terminal);
    }
}

#[test]
fn a_text_of_which_the_journal_knows_nothing_is_set_aside_and_told() {
    let home = Home::new();
    ended_in_the_editor(&home, "KILL");
    fs::remove_file(home.at(".riverside.ron.zopa-journal")).unwrap();
    let mut terminal = home.start(&["riverside.ron"], &[]);
    terminal.wait_for("A text from your editor is not in the map");
    end(&mut terminal);
    let kept = home.at(".riverside.ron.zopa-text-1");
    assert_eq!(scratches(home.0.path()), std::slice::from_ref(&kept));
    assert!(fs::read_to_string(kept).unwrap().contains("from outside"));
}

#[test]
fn a_text_that_is_too_long_is_kept_beside_the_map() {
    let home = Home::new();
    let editor = home.program("long", "yes words | head -n 60000 > \"$1\"");
    let mut terminal = home.start(&["riverside.ron"], &[("EDITOR", &editor)]);
    terminal.wait_for("Riverside Hospital");
    terminal.press("N", "Private notes on");
    terminal.press("\x05", "What came back has more than");
    let kept = home.at(".riverside.ron.zopa-text-1");
    assert_eq!(scratches(home.0.path()), std::slice::from_ref(&kept));
    assert_eq!(fs::read_to_string(&kept).unwrap().lines().count(), 60_000);
    assert_eq!(fs::metadata(kept).unwrap().permissions().mode() & 0o777, 0o600);
    terminal.send("\x1b\x1b");
    terminal.wait_until_gone("Private notes on");
    end(&mut terminal);
}

/// What is left of texts that went through an editor.
fn scratches(folder: &Path) -> Vec<PathBuf> {
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let is_scratch =
        |path: &PathBuf| path.file_name().unwrap().to_string_lossy().contains(".zopa-text");
    paths.filter(is_scratch).collect()
}
