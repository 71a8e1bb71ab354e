//! Kills the program at many moments, and looks at what is in the file and in the journal.

#![expect(clippy::unwrap_used, reason = "a file that can't be had ends the test")]

use std::env;
use std::fs;
use std::io::{self, BufRead, BufReader, Write};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::terminal::Start;
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

/// How many partners are added before the program would be left alone.
const STEPS: usize = 40;

#[test]
fn a_killed_session_loses_at_most_the_step_in_flight() {
    let kills = env::var(KILLS).ok().and_then(|kills| kills.parse().ok()).unwrap_or(30);
    let mut reached = Vec::new();
    for round in 0..kills {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("map.ron");
        storage::create_new(&path, b"(format: 1, title: \"Killed\") // kept\n").unwrap();
        let start = Start { size: (60, 16), ..Start::new(&["map.ron"], folder.path()) };
        let mut terminal = start.run();
        terminal.wait_for("Partners 0");
        let journal = folder.path().join(".map.ron.zopa-journal");
        if round % 2 == 0 {
            // all keys at once, and the end when the journal has come so far, or all is done
            terminal.send(&(0..STEPS).map(keys).collect::<String>());
            let size_bytes = (round * 2_654_435_761) % 4_000;
            while partners_seen(&terminal.text()) != Some(STEPS) {
                let size = fs::metadata(&journal).map_or(0, |found| found.len());
                if size > size_bytes as u64 {
                    break;
                }
            }
        } else {
            // one after the other, and the end as soon as the last one is on the screen
            for n in 0..=round % 13 {
                terminal.send(&keys(n));
                let seen = |text: &str| partners_seen(text) == Some(n + 1);
                terminal.wait("the partner", |all| seen(&all.text()).then_some(()));
            }
        }
        terminal.signal("KILL");
        terminal.exit_code();
        let seen = partners_seen(&terminal.text()).unwrap_or(0);
        let in_file = partners_in(&storage::read(&path).unwrap());
        let recovered = storage::read(&journal).map_or(0, |bytes| partners_replayed(&bytes));
        assert!(recovered + 1 >= seen, "round {round}: {seen} were drawn, {recovered} are there");
        assert!(
            in_file <= recovered,
            "round {round}: {in_file} are in the file, {recovered} there"
        );
        if round % 8 == 0 && recovered > in_file {
            let terminal = Start::new(&["map.ron"], folder.path()).run();
            terminal.wait_for("Not saved, just now");
        }
        reached.push(recovered);
    }
    reached.sort_unstable();
    reached.dedup();
    assert!(reached.len() > 5, "all were killed at the same step: {reached:?}");
}

/// Adds a partner, and saves now and then.
fn keys(n: usize) -> String {
    format!("aP{n}\r{}", if n % 9 == 8 { "\x13" } else { "" })
}

/// How many partners are on the screen, by the title of the list.
fn partners_seen(text: &str) -> Option<usize> {
    let (_, title) = text.split_once("╭ Partners ")?;
    title.split_whitespace().next()?.parse().ok()
}

/// How many partners are in a map file; they are the first ones, in order.
fn partners_in(bytes: &[u8]) -> usize {
    count(&zopa::format::read(bytes).unwrap())
}

fn partners_replayed(journal: &[u8]) -> usize {
    let replayed = zopa::format::journal::replay(journal).unwrap();
    assert!(replayed.is_sound());
    count(&replayed.map)
}

fn count(map: &zopa::model::Map) -> usize {
    for (n, partner) in map.partners.values().enumerate() {
        assert_eq!(&*partner.name, format!("P{n}"));
    }
    map.partners.len()
}
