//! Journal files: begun, added to, moved, set aside, and never less than what was confirmed.

use std::path::PathBuf;

use super::*;
use crate::storage::journal::discard_on;

const BEGINNING: &[u8] = b"the map as it was\n";

fn at(folder: &TempDir) -> PathBuf {
    folder.path().join(".a.ron.zopa-journal")
}

fn journal(folder: &TempDir) -> Journal {
    Journal::begun(at(folder), BEGINNING.to_vec())
}

/// What is in a journal, its beginning left out.
fn lines(path: &Path) -> String {
    let bytes = fs::read(path).unwrap();
    String::from_utf8(bytes.strip_prefix(BEGINNING).unwrap().to_vec()).unwrap()
}

#[test]
fn a_journal_is_begun_with_its_first_line_and_is_for_its_owner_only() {
    let folder = folder();
    let mut journal = journal(&folder);
    journal.write().unwrap();
    assert_eq!(mode(&at(&folder)), 0o600);
    journal.add("one\n");
    journal.write().unwrap();
    journal.add("two\n");
    journal.add("three\n");
    journal.write().unwrap();
    assert_eq!(lines(&at(&folder)), "one\ntwo\nthree\n");
    assert_eq!(names(folder.path()), [".a.ron.zopa-journal"]);
}

#[test]
fn a_journal_that_was_left_is_gone_on_with_where_it_is_good() {
    let folder = folder();
    let text = [BEGINNING, b"one\ntwo\nthr"].concat();
    given(&at(&folder), &text, 0o600);
    let found = journal::find(&ThisComputer, &at(&folder)).unwrap().unwrap();
    let mut journal = Journal::continued(found, text.len() - 3);
    journal.add("four\n");
    journal.write().unwrap();
    assert_eq!(lines(&at(&folder)), "one\ntwo\nfour\n");
}

#[test]
fn a_journal_that_is_too_long_to_be_read_whole_is_left_alone() {
    let folder = folder();
    given(&at(&folder), BEGINNING, 0o600);
    let file = File::options().write(true).open(at(&folder)).unwrap();
    // a hole, which takes no room
    file.set_len(2 * LARGEST_BYTES + 1).unwrap();
    let refused = journal::find(&ThisComputer, &at(&folder)).unwrap_err();
    assert_eq!(refused.problem, Problem::TooLarge);
    assert_eq!(fs::metadata(at(&folder)).unwrap().len(), 2 * LARGEST_BYTES + 1);
}

#[test]
fn a_journal_that_was_removed_or_changed_underneath_is_written_anew() {
    let folder = folder();
    let mut journal = journal(&folder);
    journal.add("one\n");
    journal.write().unwrap();
    fs::remove_file(at(&folder)).unwrap();
    journal.add("two\n");
    journal.write().unwrap();
    assert_eq!(lines(&at(&folder)), "one\ntwo\n");
    given(&at(&folder), b"short", 0o600);
    journal.add("three\n");
    journal.write().unwrap();
    assert_eq!(lines(&at(&folder)), "one\ntwo\nthree\n");
    assert_eq!(mode(&at(&folder)), 0o600);
}

#[test]
fn whichever_call_fails_nothing_that_was_confirmed_is_lost() {
    let mut reached = 0;
    for kind in [ErrorKind::StorageFull, ErrorKind::Other] {
        for (for_good, call) in (1..=20).flat_map(|call| [(false, call), (true, call)]) {
            let folder = folder();
            let disk = Failing::at(call, kind, for_good);
            let mut journal = journal(&folder);
            let mut added = String::new();
            let mut confirmed = 0;
            for line in ["one\n", "two\n", "three\n"] {
                journal.add(line);
                added.push_str(line);
                if journal.write_on(&disk).is_ok() {
                    confirmed = added.len();
                }
                let found = if at(&folder).exists() { lines(&at(&folder)) } else { String::new() };
                assert!(added.starts_with(&found), "{found} at call {call}");
                assert!(found.len() >= confirmed, "{found} at call {call}");
            }
            reached = reached.max(if disk.has_failed() { call } else { 0 });
            journal.write().unwrap();
            assert_eq!(lines(&at(&folder)), added, "the next time, at call {call}");
        }
    }
    assert!((10..20).contains(&reached), "{reached} calls");
}

/// Writes a journal over one that was left there, or goes on with the first bytes of it, with the n-th
/// call failing; gives whether it failed.
fn keeps_what_was_left(disk: &Failing, good_bytes: Option<usize>) -> bool {
    let folder = folder();
    let left = [BEGINNING, b"one\ntwo\nthr"].concat();
    given(&at(&folder), &left, 0o600);
    let found = journal::find(&ThisComputer, &at(&folder)).unwrap().unwrap();
    let mut journal = match good_bytes {
        Some(good_bytes) => Journal::continued(found, good_bytes),
        None => Journal::begun(at(&folder), b"another map\n".to_vec()),
    };
    let is_kept = || {
        let mut names = names(folder.path()).into_iter().map(|name| folder.path().join(name));
        names.any(|path| fs::read(path).unwrap() == left)
    };
    for line in ["four\n", "five\n"] {
        journal.add(line);
        let written = journal.write_on(disk);
        assert!(is_kept(), "{:?}", names(folder.path()));
        if written.is_ok() && line == "four\n" {
            let aside = journal.take_aside().unwrap();
            assert_eq!((fs::read(&aside).unwrap(), mode(&aside)), (left.clone(), 0o600));
        }
    }
    let has_failed = disk.has_failed();
    journal.write().unwrap();
    assert!(is_kept() && fs::read(at(&folder)).unwrap().ends_with(b"four\nfive\n"));
    assert_eq!(names(folder.path()).len(), 2, "{:?}", names(folder.path()));
    has_failed
}

#[test]
fn whichever_call_fails_what_was_left_is_copied_before_it_is_written_over_or_cut() {
    for good_bytes in [None, Some(BEGINNING.len() + 4)] {
        let reached = (1..=60).filter(|call| {
            let disk = Failing::at(*call, ErrorKind::StorageFull, false);
            keeps_what_was_left(&disk, good_bytes)
        });
        let reached = reached.count();
        assert!((20..60).contains(&reached), "{reached} calls");
    }
}

#[test]
fn what_is_all_in_the_file_is_written_over_without_a_copy() {
    let folder = folder();
    given(&at(&folder), b"one", 0o600);
    let mut journal = journal(&folder).over(Some(Fingerprint::of(b"one")));
    journal.write().unwrap();
    assert_eq!(names(folder.path()), [".a.ron.zopa-journal"]);
    // what came there since then is not
    given(&at(&folder), b"two", 0o600);
    journal.add("one\n");
    journal.write().unwrap();
    assert_eq!(fs::read(journal.take_aside().unwrap()).unwrap(), b"two");
}

#[test]
fn of_long_lines_that_pass_only_the_last_stays_whichever_call_fails() {
    let long = |sign: &str| sign.repeat(400_000) + "\n";
    for call in 0..=8 {
        let folder = folder();
        let mut journal = journal(&folder);
        let write = |journal: &mut Journal, line: &str| {
            journal.add(line);
            journal.write().unwrap();
        };
        let mut longest = 0;
        for round in 0..6 {
            write(&mut journal, &format!("step {round}\n"));
            let line = long(&round.to_string());
            write(&mut journal, &line);
            let disk = Failing::at(call.max(1), ErrorKind::StorageFull, false);
            if call == 0 {
                journal.last_passes(line.len());
            } else {
                journal.last_passes_on(&disk, line.len());
            }
            let found = lines(&at(&folder));
            assert!(found.ends_with(&line) && found.contains(&format!("step {round}\n")));
            longest = longest.max(found.len());
        }
        write(&mut journal, "after\n");
        let found = lines(&at(&folder));
        let short: Vec<&str> = found.lines().filter(|line| line.len() < 100).collect();
        let steps = ["step 0", "step 1", "step 2", "step 3", "step 4", "step 5", "after"];
        assert_eq!(short, steps, "at call {call}");
        if call == 0 {
            assert!(longest < 1_700_000, "{longest}");
            assert_eq!(names(folder.path()), [".a.ron.zopa-journal"]);
        }
    }
}

#[test]
fn a_journal_that_could_not_be_read_again_is_not_written() {
    let folder = folder();
    let beginning = vec![0; usize::try_from(2 * LARGEST_BYTES).unwrap() + 1];
    let refused = Journal::begun(at(&folder), beginning).write();
    let told = told(folder.path(), refused);
    assert_eq!(told, "The journal of .a.ron.zopa-journal is full. Save, and open the map again");
    assert_eq!(names(folder.path()), Vec::<String>::new());
}

#[test]
fn a_journal_moves_to_another_place_or_stays() {
    let folder = folder();
    let other = folder.path().join("more").join("b.zopa-journal");
    for call in 1..=9 {
        let mut journal = journal(&folder);
        journal.add("one\n");
        journal.write().unwrap();
        let disk = Failing::at(call, ErrorKind::Other, false);
        let moved = journal.move_on(&disk, other.clone());
        assert_eq!(lines(journal.path()), "one\n", "call {call}");
        assert_eq!(journal.path() == other, moved.is_ok(), "call {call}");
        journal.add("two\n");
        journal.write().unwrap();
        assert_eq!(lines(journal.path()), "one\ntwo\n");
    }
    assert_eq!(mode(&folder.path().join("more")), 0o700);
}

#[test]
fn a_discarded_journal_is_kept_under_a_number() {
    let folder = folder();
    let kept = |n: usize| folder.path().join(format!(".a.ron.zopa-journal.discarded-{n}"));
    for n in 1..=9 {
        given(&at(&folder), format!("{n}").as_bytes(), 0o600);
        assert_eq!(discard(&at(&folder)), Ok(kept(n)));
    }
    // the oldest makes room
    let old = std::time::SystemTime::UNIX_EPOCH;
    File::options().write(true).open(kept(4)).unwrap().set_modified(old).unwrap();
    given(&at(&folder), b"10", 0o600);
    assert_eq!(discard(&at(&folder)), Ok(kept(4)));
    let held: Vec<String> = (1..=9).map(|n| fs::read_to_string(kept(n)).unwrap()).collect();
    assert_eq!(held, ["1", "2", "3", "10", "5", "6", "7", "8", "9"]);
    assert_eq!(
        told(folder.path(), discard(&at(&folder))),
        "The folder of .a.ron.zopa-journal does not exist. Make the folder first, or choose another one"
    );
}

#[test]
fn whichever_call_fails_a_journal_is_set_aside_or_stays() {
    for call in 1..=10 {
        let folder = folder();
        given(&at(&folder), b"mine", 0o600);
        let disk = Failing::at(call, ErrorKind::PermissionDenied, true);
        let kept = discard_on(&disk, &at(&folder)).unwrap_or(at(&folder));
        assert_eq!(fs::read(kept).unwrap(), b"mine");
        assert_eq!(names(folder.path()).len(), 1);
    }
}

#[test]
fn one_that_others_can_read_or_that_leads_elsewhere_is_written_anew_for_its_owner() {
    let folder = folder();
    let text = [BEGINNING, b"one\n"].concat();
    let other = folder.path().join("open");
    for link in [false, true] {
        given(&other, &text, 0o644);
        if link {
            fs::remove_file(at(&folder)).unwrap();
            symlink("open", at(&folder)).unwrap();
        } else {
            fs::copy(&other, at(&folder)).unwrap();
        }
        let found = journal::find(&ThisComputer, &at(&folder)).unwrap().unwrap();
        let mut journal = Journal::continued(found, text.len());
        journal.add("two\n");
        journal.write().unwrap();
        assert_eq!((lines(&at(&folder)), mode(&at(&folder))), ("one\ntwo\n".into(), 0o600));
        assert!(!fs::symlink_metadata(at(&folder)).unwrap().is_symlink());
        assert_eq!(lines(&other), "one\n", "nothing was added where others read it");
    }
}

#[test]
fn what_is_replaced_is_kept_for_its_owner_only_the_last_nine_times() {
    let folder = folder();
    let path = folder.path().join("a.ron");
    assert_eq!(keep_copy(&path), Ok(None), "there is nothing");
    for n in 0..11 {
        given(&path, n.to_string().as_bytes(), 0o644);
        let (copy, is) = keep_copy(&path).unwrap().unwrap();
        let bytes = fs::read(&copy).unwrap();
        assert_eq!((bytes, mode(&copy)), (n.to_string().into_bytes(), 0o600));
        assert_eq!(is, Fingerprint::of(n.to_string().as_bytes()));
    }
    assert_eq!(names(folder.path()).len(), 10, "nine of them and the file");
    let linked = folder.path().join("b.ron");
    symlink(&path, &linked).unwrap();
    let (copy, _) = keep_copy(&linked).unwrap().unwrap();
    assert!(copy.to_string_lossy().contains(".a.ron.zopa-replaced-"), "of the file it leads to");
}

#[test]
fn whichever_call_fails_a_copy_that_is_told_of_is_whole_and_the_file_stays() {
    let mut reached = 0;
    for call in 1..=20 {
        let folder = folder();
        let path = folder.path().join("a.ron");
        given(&path, b"theirs", 0o644);
        let disk = Failing::at(call, ErrorKind::StorageFull, true);
        if let Ok(copied) = aside::copy(&disk, &path) {
            let (copy, _) = copied.unwrap();
            assert_eq!(fs::read(copy).unwrap(), b"theirs");
        }
        reached = reached.max(if disk.has_failed() { call } else { 0 });
        assert_eq!(fs::read(&path).unwrap(), b"theirs");
    }
    assert!((5..20).contains(&reached), "{reached} calls");
}
