//! Kills the program at many moments, and looks at what is in the file and in the journal.

#![expect(clippy::unwrap_used, reason = "a file that can't be had ends the test")]

use std::env;
use std::fs;
use std::io::{self, BufRead, BufReader, Write};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::terminal::{Start, wait_for_file};
use zopa::app::{App, Key, KeyCode, Msg, Opening, Origin, update};
use zopa::edit::Moment;
use zopa::format::Document;
use zopa::model::{Curtain, Map};
use zopa::storage::{self, Onto};

/// Names the file to the process that is to be killed.
const FILE: &str = "ZOPA_TEST_SAVES_IN_A_LOOP";

const ROUNDS: usize = 24;

/// Two texts of different length, so that a mixture of them is neither.
fn texts() -> [Vec<u8>; 2] {
    [vec![b'a'; 300_000], vec![b'b'; 200_000]]
}

/// Not a test by itself: [`a_killed_save_leaves_the_old_file_or_the_new_one`] runs it and kills it.
#[test]
fn saves_in_a_loop_where_a_file_is_named() {
    let Some(path) = env::var_os(FILE) else { return };
    let texts = texts();
    for text in texts.iter().cycle().take(100_000) {
        storage::replace(Path::new(&path), text, Onto::Anything).unwrap();
        // the pipe breaks when nobody listens any more, and ends this
        writeln!(io::stdout(), "\nsaved").unwrap();
    }
}

#[test]
fn a_killed_save_leaves_the_old_file_or_the_new_one() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("map.ron");
    let texts = texts();
    storage::create_new(&path, &texts[0]).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
    for round in 0..ROUNDS {
        let mut child = Command::new(env::current_exe().unwrap())
            .args(["--exact", "suite::crash::saves_in_a_loop_where_a_file_is_named", "--nocapture"])
            .env(FILE, &path)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let saved = lines.map_while(Result::ok).filter(|line| line == "saved");
        assert_eq!(saved.take(1 + round % 3).count(), 1 + round % 3);
        wait_for_draft(folder.path(), round * 15_000);
        child.kill().unwrap();
        child.wait().unwrap();
        let found = storage::read(&path).unwrap();
        assert!(texts.contains(&found), "a mixture of {} bytes after round {round}", found.len());
        assert_eq!(fs::metadata(&path).unwrap().mode() & 0o777, 0o640);
        for draft in drafts(folder.path()) {
            fs::remove_file(draft).unwrap();
        }
    }
    storage::replace(&path, b"and on", Onto::Anything).unwrap();
    assert_eq!(storage::read(&path).unwrap(), b"and on");
}

/// What a save that was killed leaves beside the file.
fn drafts(folder: &Path) -> impl Iterator<Item = PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.filter(|entry| entry.file_name() != "map.ron").map(|entry| entry.path())
}

/// Looks until a temporary file of at least this size is there, but not for ever: a fast disk may hide it.
fn wait_for_draft(folder: &Path, size_bytes: usize) {
    let is_there =
        |draft: PathBuf| fs::metadata(draft).is_ok_and(|found| found.len() >= size_bytes as u64);
    for _ in 0..2_000 {
        if drafts(folder).any(is_there) {
            return;
        }
    }
}

/// How often the program is killed while it is worked with: more often by hand, with this variable.
const KILLS: &str = "ZOPA_TEST_KILLS";

/// How many pieces of work are done before the program would be left alone.
const STEPS: usize = 40;

const MAP: &[u8] = b"(format: 1, title: \"Killed\") // kept\n";

#[test]
fn a_killed_session_loses_at_most_the_step_in_flight() {
    let kills = env::var(KILLS).ok().and_then(|kills| kills.parse().ok()).unwrap_or(30);
    let mut reached = Vec::new();
    for round in 0..kills {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("map.ron");
        storage::create_new(&path, MAP).unwrap();
        let start = Start { size: (60, 16), ..Start::new(&["map.ron"], folder.path()) };
        let mut terminal = start.run();
        terminal.wait_for("Partners 0");
        let journal = folder.path().join(".map.ron.zopa-journal");
        let mut random = Random(u32::try_from(round).unwrap());
        let is_waited_for = round % 2 == 1;
        let pieces = if is_waited_for { 2 + round % 13 } else { STEPS };
        let work = work(&mut random, pieces);
        let states = states(&work);
        terminal.send(&work.concat());
        if is_waited_for {
            // the end comes as soon as the last piece is on the screen
            let last = format!("P{pieces} ");
            terminal.wait("the last partner", |all| all.text().contains(&last).then_some(()));
        } else {
            // the end comes when the journal has come so far, or all is done
            let size_bytes = random.below(9_000) as usize;
            let last = format!("P{pieces} ");
            wait_for_file(&journal, |bytes| {
                bytes.len() > size_bytes || terminal.text().contains(&last)
            });
        }
        terminal.signal("KILL");
        terminal.exit_code();
        let seen = (0..=pieces).rev().find(|n| terminal.text().contains(&format!("P{n} ")));
        let seen = seen.unwrap_or(0);
        zopa::format::read(&storage::read(&path).unwrap()).unwrap();
        let recovered = storage::read(&journal).map_or_else(
            |_| states[0].1.clone(),
            |bytes| {
                let replayed = zopa::format::journal::replay(&bytes).unwrap();
                assert!(replayed.is_sound());
                replayed.map
            },
        );
        let told = in_order(&recovered);
        let handled = states.iter().rposition(|(_, map)| in_order(map) == told);
        let Some(handled) = handled else {
            panic!("round {round}: no state of {work:?} is\n{recovered:?}");
        };
        assert!(states[handled].0 >= seen, "round {round}: {seen} were seen, {handled} recovered");
        if round % 4 < 2 {
            recover(folder.path(), &recovered);
        }
        reached.push(handled);
    }
    reached.sort_unstable();
    reached.dedup();
    assert!(reached.len() > 5, "all were killed at the same step: {reached:?}");
}

/// Opens the map again, goes on with what was not saved, and saves it.
fn recover(folder: &Path, expected: &Map) {
    let mut terminal = Start::new(&["map.ron"], folder).run();
    let asks = terminal.wait("the map", |seen| {
        let text = seen.text();
        let is_open = seen.is_whole() && text.contains(" saved");
        (is_open || text.contains("Recover them")).then(|| text.contains("Recover them"))
    });
    if asks {
        terminal.press("\r", "Recovered: ");
        terminal.press("\x13", "Saved to map.ron");
    }
    let saved = zopa::format::read(&storage::read(&folder.join("map.ron")).unwrap()).unwrap();
    assert_eq!(in_order(&saved), in_order(expected));
}

/// A map as a text, for maps that differ only in the order of what is in them are equal.
fn in_order(map: &Map) -> String {
    Document::created(map).text().to_owned()
}

/// Numbers that look random and are the same in each run.
struct Random(u32);

impl Random {
    fn below(&mut self, below: u32) -> u32 {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (self.0 >> 8) % below
    }
}

/// Keys of a session, piece by piece. Each begins with a partner of its own number, which can be seen
/// on the screen; and as nothing becomes one step with that, clocks have no part in what is undone.
fn work(random: &mut Random, pieces: usize) -> Vec<String> {
    let mut work: Vec<String> = Vec::new();
    for n in 0..pieces {
        let then = match random.below(10) {
            0 => format!("m{} 4\r", n % 10),
            1 => format!("r, once {n}\r"),
            2 => format!("Nnotes {n}\x13"),
            3 => format!("Cculture {n}\x13"),
            4 => format!("\x1bOQ{n}\r"),
            5 => "D".to_owned(),
            6 => "uu".to_owned(),
            7 => "uuu\x12\x12".to_owned(),
            8 => "\x13".to_owned(),
            _ => "x".to_owned(),
        };
        work.push(format!("aP{n}\r{then}"));
    }
    work.push(format!("aP{pieces}\r"));
    work
}

/// The map after each key of the work, with the number of the piece that the key is of.
fn states(work: &[String]) -> Vec<(usize, Map)> {
    let opening = Opening { curtain: Curtain::Open, size: (60, 16), ..Opening::default() };
    let map = zopa::format::read(MAP).unwrap();
    let mut app = App::new(map, Origin::File("map.ron".into()), opening);
    let mut states = vec![(0, app.map().clone())];
    for (n, piece) in work.iter().enumerate() {
        for key in piece.replace("\x1bOQ", "\u{f2}").chars() {
            let key = match key {
                '\r' => Key::plain(KeyCode::Enter),
                '\x13' => "ctrl-s".parse().unwrap(),
                '\x12' => "ctrl-r".parse().unwrap(),
                '\u{f2}' => "f2".parse().unwrap(),
                letter => Key::plain(KeyCode::Char(letter)),
            };
            update(&mut app, Msg::Key(key), Moment(0));
            let (of, last) = states.last_mut().unwrap();
            if *last == *app.map() {
                *of = n;
            } else {
                states.push((n, app.map().clone()));
            }
        }
    }
    states
}
