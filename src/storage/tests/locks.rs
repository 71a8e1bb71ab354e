//! Taking up a map: one at a time, by any of its names, and with the journal that was left.

use std::path::PathBuf;

use super::*;
use crate::storage::desk::claim_on;

fn anna() -> Holder {
    Holder { user: "anna".into(), host: "ward-pc".into(), process: 7, since_seconds: None }
}

fn bert() -> Holder {
    Holder { user: "bert".into(), host: String::new(), process: 8, since_seconds: None }
}

fn desk(whose: Whose<'_>, state: Option<&Path>, who: &Holder) -> Desk {
    match claim(whose, state, who) {
        Claim::Ours(desk) => desk,
        Claim::Theirs(holder) => panic!("{holder:?} has it"),
    }
}

#[test]
fn a_second_one_is_told_who_has_the_map_by_any_of_its_names() {
    let folder = folder();
    let at = |name: &str| folder.path().join(name);
    fs::create_dir(at("more")).unwrap();
    given(&at("a.ron"), b"", 0o600);
    symlink("../a.ron", at("more/link.ron")).unwrap();
    let hers = desk(Whose::File(&at("a.ron")), None, &anna());
    assert!(hers.lock.is_some());
    for name in ["a.ron", "more/link.ron", "more/../a.ron"] {
        match claim(Whose::File(&at(name)), None, &bert()) {
            Claim::Theirs(holder) => {
                assert!(holder.since_seconds.is_some_and(|since| since > 1_600_000_000));
                assert_eq!(Holder { since_seconds: None, ..holder }, anna());
            }
            Claim::Ours(_) => panic!("two have {name}"),
        }
    }
    assert_eq!(names(folder.path()), [".a.ron.zopa-lock", "a.ron", "more"]);
    drop(hers);
    assert_eq!(names(folder.path()), ["a.ron", "more"]);
    let his = desk(Whose::File(&at("more/link.ron")), None, &bert());
    assert_eq!(
        his.journal,
        Some(folder.path().canonicalize().unwrap().join(".a.ron.zopa-journal"))
    );
}

#[test]
fn a_lock_that_was_left_over_is_nobodys() {
    let folder = folder();
    let map = folder.path().join("a.ron");
    given(
        &folder.path().join(".a.ron.zopa-lock"),
        b"anna\nward-pc\n7\nand more than that\n",
        0o644,
    );
    let his = desk(Whose::File(&map), None, &bert());
    assert!(his.lock.is_some());
    let told = fs::read_to_string(folder.path().join(".a.ron.zopa-lock")).unwrap();
    assert_eq!(told, "bert\n\n8\n");
}

#[test]
fn a_lock_whose_file_was_removed_leaves_that_of_the_next_one() {
    let folder = folder();
    let map = folder.path().join("a.ron");
    let hers = desk(Whose::File(&map), None, &anna());
    fs::remove_file(folder.path().join(".a.ron.zopa-lock")).unwrap();
    let his = desk(Whose::File(&map), None, &bert());
    drop(hers);
    assert_eq!(names(folder.path()), [".a.ron.zopa-lock"]);
    let third = claim(Whose::File(&map), None, &anna());
    assert!(matches!(third, Claim::Theirs(holder) if holder.user == "bert"));
    drop(his);
    assert_eq!(names(folder.path()), Vec::<String>::new());
}

#[test]
fn what_a_lock_says_can_not_command_a_terminal() {
    let folder = folder();
    let map = folder.path().join("a.ron");
    let who = Holder { user: "a\n\u{1b}[2J".into(), ..anna() };
    let _hers = desk(Whose::File(&map), None, &who);
    let Claim::Theirs(holder) = claim(Whose::File(&map), None, &bert()) else { panic!("no lock") };
    assert_eq!((holder.user.as_str(), holder.host.as_str()), ("a  [2J", "ward-pc"));
}

#[test]
fn beside_a_map_that_nothing_can_be_written_beside_our_own_folder_does() {
    let (folder, state) = (folder(), folder());
    let map = folder.path().join("gone").join("a.ron");
    let hers = desk(Whose::File(&map), Some(state.path()), &anna());
    assert!(hers.lock.is_none(), "there is no such folder");
    let map = folder.path().join("a.ron");
    let own = state.path().join("journals");
    // the calls are: link, folder, opening the lock
    let disk = Failing::at(3, ErrorKind::ReadOnlyFilesystem, false);
    let Claim::Ours(hers) = claim_on(&disk, Whose::File(&map), Some(&own), &anna()) else {
        panic!("nobody has it");
    };
    let journal = hers.journal.unwrap();
    assert_eq!(journal.parent(), Some(&*own));
    assert!(journal.to_string_lossy().contains("a.ron-"), "{}", journal.display());
    assert_eq!((hers.elsewhere, names(folder.path())), (None, Vec::new()));
    assert_eq!((names(&own).len(), mode(&own)), (1, 0o700));
    let again = claim_on(
        &Failing::at(3, ErrorKind::ReadOnlyFilesystem, false),
        Whose::File(&map),
        Some(&own),
        &bert(),
    );
    assert!(matches!(again, Claim::Theirs(holder) if holder.user == "anna"));
}

#[test]
fn the_newest_of_two_journals_is_found() {
    let (folder, state) = (folder(), folder());
    let map = folder.path().join("a.ron");
    let before = desk(Whose::File(&map), Some(state.path()), &anna());
    assert_eq!(before.found, None);
    let (beside, ours) = (before.journal.clone().unwrap(), before.elsewhere.clone().unwrap());
    given(&beside, b"one", 0o600);
    given(&ours, b"one and two", 0o600);
    let same = std::time::SystemTime::UNIX_EPOCH;
    for path in [&beside, &ours] {
        File::options().write(true).open(path).unwrap().set_modified(same).unwrap();
    }
    drop(before);
    let found = desk(Whose::File(&map), Some(state.path()), &anna());
    assert_eq!(found.found.map(|found| found.bytes), Some(b"one and two".to_vec()));
    assert_eq!(found.older.map(|older| older.bytes), Some(b"one".to_vec()));
    assert_eq!((found.journal, found.elsewhere), (Some(ours), None));
    drop(found.lock);
    given(&beside, b"now", 0o600);
    let found = desk(Whose::File(&map), Some(state.path()), &anna());
    assert_eq!(found.found.map(|found| found.bytes), Some(b"now".to_vec()));
}

#[test]
fn a_journal_that_may_not_be_read_is_left_alone() {
    let (folder, state) = (folder(), folder());
    let map = folder.path().join("a.ron");
    // a folder in its place can't be read by anybody, whoever runs this
    fs::create_dir(folder.path().join(".a.ron.zopa-journal")).unwrap();
    let his = desk(Whose::File(&map), Some(state.path()), &bert());
    assert!(his.closed.is_some());
    assert_eq!(his.journal.unwrap().parent(), Some(state.path()));
}

#[test]
fn maps_in_no_file_are_numbered_and_what_was_left_comes_first() {
    let state = folder();
    let nobodys = || desk(Whose::Nobody("example"), Some(state.path()), &anna());
    let name = |desk: &Desk| {
        let journal: &PathBuf = desk.journal.as_ref().unwrap();
        journal.file_name().unwrap().to_str().unwrap().to_owned()
    };
    let (one, two) = (nobodys(), nobodys());
    assert_eq!(
        (name(&one).as_str(), name(&two).as_str()),
        ("example.zopa-journal", "example-2.zopa-journal")
    );
    given(two.journal.as_ref().unwrap(), b"left", 0o600);
    drop((one, two));
    let found = nobodys();
    assert_eq!(found.found.map(|found| found.bytes), Some(b"left".to_vec()));
    assert_eq!(desk(Whose::Nobody("example"), None, &anna()).journal, None);
}

#[test]
fn names_may_be_as_long_as_the_disk_allows_for_locks_too() {
    let folder = folder();
    let path = folder.path().join("水".repeat(85)); // 255 bytes
    let desk = desk(Whose::File(&path), None, &anna());
    assert!(desk.lock.is_some());
    let mut journal = Journal::begun(desk.journal.unwrap(), b"x".to_vec());
    journal.write().unwrap();
    discard(journal.path()).unwrap();
}

#[test]
fn whichever_call_fails_the_map_can_be_worked_on() {
    for for_good in [false, true] {
        for call in 1..=25 {
            let (folder, state) = (folder(), folder());
            let map = folder.path().join("a.ron");
            given(&map, b"", 0o600);
            let disk = Failing::at(call, ErrorKind::PermissionDenied, for_good);
            let whose = Whose::File(&map);
            let Claim::Ours(claimed) = claim_on(&disk, whose, Some(state.path()), &anna()) else {
                panic!("nobody else has it");
            };
            let beside = claimed.journal.as_deref().and_then(Path::parent) == Some(folder.path());
            assert!(!beside || claimed.lock.is_some(), "call {call}");
            drop(claimed);
            assert!(names(folder.path()).len() <= 2, "{:?}", names(folder.path()));
        }
    }
}

#[test]
fn a_lock_that_is_a_link_leaves_alone_what_it_leads_to() {
    let folder = folder();
    let at = |name: &str| folder.path().join(name);
    given(&at("precious"), b"words", 0o600);
    symlink("precious", at(".a.ron.zopa-lock")).unwrap();
    let own = at("own");
    let desk = desk(Whose::File(&at("a.ron")), Some(&own), &anna());
    assert_eq!(fs::read(at("precious")).unwrap(), b"words");
    assert!(desk.lock.is_some() && desk.journal.unwrap().starts_with(own), "in our own folder");
    assert!(at(".a.ron.zopa-lock").is_symlink());
}
