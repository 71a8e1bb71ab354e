//! The program on a terminal: it opens, is worked with, saves, and gives the terminal back in every case.

#![expect(clippy::unwrap_used, reason = "a file that can't be had ends the test")]

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use super::terminal::{Start, rfind};

const MAP: &str = include_str!("../../maps/riverside.ron");
const SECRETS: &str = include_str!("../data/planted.ron");

/// A folder with the example as `map.ron`.
fn folder() -> TempDir {
    with_map(MAP)
}

fn with_map(text: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    put(folder.path(), text);
    folder
}

fn put(folder: &Path, text: &str) {
    let path = folder.join("map.ron");
    for old in [path.clone(), folder.join(".map.ron.zopa-journal")] {
        drop(fs::remove_file(old));
    }
    zopa::storage::create_new(&path, text.as_bytes()).unwrap();
}

fn saved(folder: &TempDir) -> String {
    fs::read_to_string(folder.path().join("map.ron")).unwrap()
}

#[test]
fn it_opens_and_quits_and_the_terminal_is_as_before() {
    let folder = folder();
    let mut terminal = Start::new(&["map.ron"], folder.path()).run();
    terminal.wait_for("Riverside Hospital");
    let taken = terminal.wait("mouse and paste modes", |seen| {
        let screen = seen.emulator.screen();
        (screen.alternate_screen() && screen.hide_cursor() && screen.bracketed_paste())
            .then(|| screen.mouse_protocol_mode())
    });
    assert_eq!(taken, vt100::MouseProtocolMode::ButtonMotion);
    terminal.send("q");
    assert_eq!(terminal.ends_restored(), 0);
    assert_eq!(saved(&folder), MAP);
}

#[test]
fn signals_that_end_it_restore_the_terminal() {
    let folder = folder();
    for (signal, code) in [("TERM", 143), ("INT", 130), ("HUP", 129), ("QUIT", 131)] {
        let mut terminal = Start::new(&["map.ron"], folder.path()).run();
        terminal.wait_for("Riverside Hospital");
        terminal.signal(signal);
        assert_eq!(terminal.ends_restored(), code, "{signal}");
    }
}

#[test]
fn it_ends_when_its_window_is_closed() {
    let folder = folder();
    let mut terminal = Start::new(&["map.ron"], folder.path()).run();
    terminal.wait_for("Riverside Hospital");
    terminal.hang_up();
    // by the signal, or by a drawing that had nowhere to go just before it
    assert!([129, 3].contains(&terminal.exit_code()));
}

#[test]
fn it_goes_on_after_a_stop_and_where_no_shell_waits() {
    let folder = folder();
    let mut terminal = Start::new(&["map.ron"], folder.path()).run();
    terminal.wait_for("Riverside Hospital");
    // no shell waits for the leader of a session, so it must not stop for ever
    terminal.send("\x1a");
    terminal.wait("leaving and coming back", |seen| {
        let left = rfind(&seen.raw, b"\x1b[?1049l")?;
        (rfind(&seen.raw, b"\x1b[?1049h")? > left).then_some(())
    });
    terminal.wait_for("Riverside Hospital");
    let drawn = terminal.raw().len();
    terminal.signal("STOP");
    terminal.signal("CONT");
    terminal.wait("all drawn anew", |seen| {
        let clear = b"\x1b[2J";
        seen.raw.get(drawn..)?.windows(clear.len()).any(|window| window == clear).then_some(())
    });
    terminal.press("3", "Overlap");
    terminal.send("q");
    assert_eq!(terminal.ends_restored(), 0);
}

#[test]
fn any_size_is_drawn_and_the_same_screen_comes_back() {
    let folder = folder();
    let mut terminal = Start::new(&["map.ron"], folder.path()).run();
    terminal.wait_for("interest →");
    terminal.send("1");
    terminal.wait_until_gone("interest →");
    let before = terminal.text();
    for size in [(1, 1), (300, 100), (2, 40), (80, 1), (24, 6), (60, 20)] {
        terminal.resize(size);
        terminal.send("\x0c");
    }
    terminal.resize((120, 40));
    terminal
        .wait("the same screen", |seen| (seen.is_whole() && seen.text() == before).then_some(()));
    terminal.send("q");
    assert_eq!(terminal.ends_restored(), 0);
}

#[test]
fn an_edit_is_saved_in_its_line_and_found_again() {
    let folder = folder();
    let mut terminal = Start::new(&["map.ron"], folder.path()).run();
    terminal.wait_for("interest 9");
    terminal.press("L", "interest 10");
    terminal.press("\x13", "Saved to map.ron");
    terminal.send("q");
    assert_eq!(terminal.ends_restored(), 0);
    let old = "interest: (level: 9, evidence: Heard), // how much it matters to them, 0 to 10";
    assert_eq!(saved(&folder), MAP.replacen(old, &old.replace('9', "10"), 1));
    let mut terminal = Start::new(&["map.ron"], folder.path()).run();
    terminal.wait_for("interest 10");
    terminal.send("q");
    assert_eq!(terminal.ends_restored(), 0);
}

#[test]
fn leaving_without_saving_asks_and_leaves_the_file_alone() {
    let folder = folder();
    let mut terminal = Start::new(&["map.ron"], folder.path()).run();
    terminal.wait_for("Riverside Hospital");
    terminal.press("L", "not saved");
    terminal.press("q", "Leave without saving");
    terminal.press("\x1b", "not saved");
    terminal.wait_until_gone("Leave without saving");
    terminal.press("q", "Leave without saving");
    // letters are no answer
    terminal.send("leave\x1b[B\x1b[B\r");
    assert_eq!(terminal.ends_restored(), 0);
    assert_eq!(saved(&folder), MAP);
}

#[test]
fn undoing_everything_is_saved_again() {
    let folder = folder();
    let mut terminal = Start::new(&["map.ron"], folder.path()).run();
    terminal.wait_for("Riverside Hospital");
    terminal.press("L", "not saved");
    terminal.press("u", "Undid");
    terminal.send("q");
    assert_eq!(terminal.ends_restored(), 0);
}

#[test]
fn a_paste_into_a_note_is_saved_in_full_and_runs_no_command() {
    let folder = folder();
    let mut terminal = Start::new(&["map.ron"], folder.path()).run();
    terminal.wait_for("Riverside Hospital");
    terminal.paste("qqDDq");
    terminal.wait_for("no field open to paste into");
    terminal.send("C");
    terminal.wait_for("Ctrl-S");
    let pasted = "one line q D x\r".repeat(2_000);
    terminal.paste(&format!("{pasted}the last line"));
    terminal.wait_for("the last line");
    // keeps the text, and saves the map with it
    terminal.press("\x13", "Saved to map.ron");
    terminal.send("q");
    assert_eq!(terminal.ends_restored(), 0);
    let map = zopa::format::read(saved(&folder).as_bytes()).unwrap();
    let pass = zopa::model::Curtain::Open.pass().unwrap();
    let culture = map.partners.values().next().unwrap().culture.reveal(pass);
    assert!(culture.notes.ends_with(&format!("{}the last line", pasted.replace('\r', "\n"))));
}

#[test]
fn the_mouse_drags_a_partner_in_one_step() {
    let folder = folder();
    let mut terminal = Start::new(&["map.ron"], folder.path()).run();
    terminal.press("2", "interest 9");
    let (column, row) = terminal.find("Riverside Hospital ▸").unwrap();
    terminal.mouse(0, (column + 2, row), 'M');
    for step in 1..=20 {
        terminal.mouse(32, (column + 2 - step, row + step / 4), 'M');
    }
    terminal.mouse(0, (column - 18, row + 5), 'm');
    terminal.wait_for("not saved");
    terminal.wait_until_gone("interest 9");
    terminal.send("u");
    terminal.wait_for("interest 9");
    terminal.wait("saved again", |seen| {
        seen.text().lines().next()?.trim_end().ends_with(" saved").then_some(())
    });
}

#[test]
fn without_color_the_cursor_is_still_seen() {
    let folder = folder();
    let start = Start::new(&["map.ron"], folder.path());
    let mut terminal = Start { variables: &[("NO_COLOR", "1")], ..start }.run();
    terminal.press("1", "Success means");
    terminal.wait("a reversed cell", |seen| {
        let screen = seen.emulator.screen();
        (0..120)
            .any(|column| screen.cell(0, column).is_some_and(vt100::Cell::inverse))
            .then_some(())
    });
    terminal.press("3", "Overlap");
    terminal.press("4", "Options");
    terminal.send("q");
    assert_eq!(terminal.ends_restored(), 0);
    let raw = String::from_utf8(terminal.raw()).unwrap();
    for styles in raw.split("\x1b[").filter_map(|text| text.split_once('m')).map(|(sgr, _)| sgr) {
        let color = |number: &str| matches!(number.parse(), Ok(30..=49 | 90..=107));
        let is_style = styles.bytes().all(|byte| byte.is_ascii_digit() || byte == b';');
        assert!(!is_style || !styles.split(';').any(color), "colored by {styles}");
    }
}

#[test]
fn behind_the_curtain_no_screen_shows_anything_private() {
    let folder = with_map(SECRETS);
    let start = Start::new(&["map.ron", "--curtain"], folder.path());
    let mut terminal = Start { size: (200, 60), ..start }.run();
    for (key, shown) in
        [("1", "1 Partners"), ("3", "Overlap"), ("4", "Options"), ("5", "Packages"), ("2", "Grid")]
    {
        terminal.press(key, shown);
        // why, the card to its end, the next partner, and the texts, which are all private;
        // a single Esc may be taken together with the key after it
        for keys in ["?", "\x1b\x1b", "\r", "G", "\x1b\x1b", "j", "k", "C", "N"] {
            terminal.send(keys);
        }
        terminal.send("\x0c");
    }
    terminal.send("q");
    assert_eq!(terminal.ends_restored(), 0);
    let raw = String::from_utf8(terminal.raw()).unwrap();
    assert!(raw.contains("Open Ministry"));
    assert!(!raw.contains("zq"), "something private was drawn");
}

#[test]
fn packages_are_found_beside_the_screen_and_searched_again_when_an_issue_is_settled() {
    let folder = folder();
    let start = Start::new(&["--curtain"], folder.path());
    let mut terminal = Start { size: (118, 34), ..start }.run();
    terminal.press("5", "511 of 20,736 packages acceptable to the 11 of 12 we know");
    terminal.press("\t", "Choices: Nash");
    terminal.press("s", "of 6,912 packages acceptable");
    terminal.press("\x1b[C", "By hand: who gets what");
    terminal.press("x", "511 of 20,736");
    terminal.send("q");
    assert_eq!(terminal.ends_restored(), 0);
}

#[test]
fn the_curtain_takes_away_what_was_shown() {
    let folder = with_map(SECRETS);
    let start = Start::new(&["map.ron"], folder.path());
    let mut terminal = Start { size: (200, 60), ..start }.run();
    terminal.press("1", "zq20");
    terminal.send("c");
    terminal.wait_until_gone("zq");
    terminal.press("c", "zq20");
}

#[test]
fn a_map_may_come_from_standard_input_and_keys_from_the_terminal() {
    let folder = folder();
    let program = env!("CARGO_BIN_EXE_zopa");
    let line = format!("'{program}' - < map.ron");
    let mut terminal = Start::new(&["-c", &line], folder.path()).run_program("sh");
    terminal.wait_for("Riverside Hospital");
    terminal.press("1", "Success means");
    // it is in no file
    terminal.press("q", "Leave without saving");
    terminal.send("\x1b[B\x1b[B\r");
    assert_eq!(terminal.ends_restored(), 0);
}

#[test]
fn killed_while_it_saves_it_leaves_the_old_file_or_the_new_one() {
    let folder = folder();
    let edited = MAP.replacen("(level: 9, evidence: Heard)", "(level: 10, evidence: Heard)", 1);
    for round in 0..12 {
        put(folder.path(), MAP);
        let mut terminal = Start::new(&["map.ron"], folder.path()).run();
        terminal.wait_for("interest 9");
        let drawn = terminal.raw().len();
        terminal.send("L\x13");
        // a little later in each round: the first bytes come before the save, the last after it
        terminal.wait("something drawn", |seen| {
            let enough = seen.raw.len() > drawn + round * 40;
            (enough || seen.text().contains("Saved to")).then_some(())
        });
        terminal.signal("KILL");
        terminal.exit_code();
        let found = saved(&folder);
        assert!(found == MAP || found == edited, "a mixture in round {round}");
    }
}

#[test]
fn a_shell_gets_the_terminal_back_while_it_is_stopped() {
    let folder = folder();
    let start = Start::new(&["-i"], folder.path());
    let mut shell = Start { variables: &[("PS1", "ready> ")], ..start }.run_program("sh");
    shell.wait_for("ready> ");
    shell.send(&format!("'{}' map.ron\n", env!("CARGO_BIN_EXE_zopa")));
    shell.wait_for("Success means");
    shell.send("\x1a");
    shell.wait("the shell's own screen", |seen| {
        (!seen.emulator.screen().alternate_screen() && seen.text().ends_with("ready> "))
            .then_some(())
    });
    shell.send("fg\n");
    shell.wait_for("Success means");
    shell.send("q");
    shell.wait("the shell's own screen", |seen| {
        (!seen.emulator.screen().alternate_screen() && seen.text().ends_with("ready> "))
            .then_some(())
    });
    shell.send("exit\n");
    assert_eq!(shell.ends_restored(), 0);
}

#[test]
fn what_is_typed_behind_the_quit_key_does_not_reach_the_shell() {
    let folder = folder();
    let program = env!("CARGO_BIN_EXE_zopa");
    let line = format!("'{program}' map.ron; echo over; read line; echo \"line: $line.\"");
    let mut shell = Start::new(&["-c", &line], folder.path()).run_program("sh");
    shell.wait_for("Success means");
    // from now on only whole lines can be read, so that the program can't have read what follows
    shell.set_mode("icanon");
    shell.send("q\ntyped before, ");
    shell.wait_for("over");
    shell.send("typed after\n");
    shell.wait("the line", |seen| rfind(&seen.raw, b".\r\n").map(drop));
    assert!(shell.text().contains("line: typed after."), "{}", shell.text());
    assert_eq!(shell.ends_restored(), 0);
}
