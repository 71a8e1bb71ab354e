//! Kills a process that saves in a loop, at many moments, and looks at what is in the file.

use std::env;
use std::fs;
use std::io::{self, BufRead, BufReader, Write};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

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
