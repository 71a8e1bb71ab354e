//! Saves, journals and locks on a real disk, and on one that fails at the n-th call for every n.

use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown, symlink};
use std::path::Path;

use tempfile::TempDir;

use super::*;
use failing::Failing;

mod failing;
mod journals;
mod locks;

fn folder() -> TempDir {
    tempfile::tempdir().unwrap()
}

/// A file that is there before the program comes.
fn given(path: &Path, bytes: &[u8], mode: u32) {
    let mut file = File::create(path).unwrap();
    file.write_all(bytes).unwrap();
    file.set_permissions(fs::Permissions::from_mode(mode)).unwrap();
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().mode() & 0o7777
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// What is wrong, with the folder left out of the message.
fn told<T: std::fmt::Debug>(folder: &Path, result: Result<T, StorageError>) -> String {
    let error = result.unwrap_err();
    let message = error.message().replace(&format!("{}/", folder.display()), "");
    format!("{message}. {}", error.hint())
}

#[test]
fn a_save_replaces_the_text_and_keeps_the_permissions() {
    let folder = folder();
    let path = folder.path().join("a.ron");
    for mode_bits in [0o600, 0o640, 0o664] {
        given(&path, b"old and longer", mode_bits);
        let known = Fingerprint::of(&read(&path).unwrap());
        let saved = replace(&path, b"new", Onto::Known(known)).unwrap();
        assert_eq!(read(&path).unwrap(), b"new");
        assert_eq!(saved, Fingerprint::of(b"new"));
        assert_eq!(mode(&path), mode_bits);
        assert_eq!(names(folder.path()), ["a.ron"]);
    }
}

#[test]
fn a_save_keeps_the_owner_where_that_is_allowed() {
    let folder = folder();
    let path = folder.path().join("a.ron");
    given(&path, b"old", 0o660);
    // only an administrator can give a file away; for others it is their own before and after
    let given_away = chown(&path, Some(4_321), Some(4_322)).is_ok();
    let owner = |path: &Path| fs::metadata(path).map(|found| (found.uid(), found.gid())).unwrap();
    let before = owner(&path);
    assert_eq!(given_away, before == (4_321, 4_322));
    replace(&path, b"new", Onto::Anything).unwrap();
    assert_eq!((owner(&path), mode(&path)), (before, 0o660));
}

#[test]
fn a_new_file_is_for_its_owner_only() {
    let folder = folder();
    let path = folder.path().join("new.ron");
    create_new(&path, b"text").unwrap();
    assert_eq!((read(&path).unwrap(), mode(&path)), (b"text".to_vec(), 0o600));
    let again = create_new(&path, b"other");
    assert_eq!(told(folder.path(), again), "There is a file new.ron already. Choose another name");
    assert_eq!(read(&path).unwrap(), b"text");
    assert_eq!(names(folder.path()), ["new.ron"]);
}

#[test]
fn links_are_followed_and_stay() {
    let folder = folder();
    let inner = folder.path().join("inner");
    fs::create_dir(&inner).unwrap();
    given(&inner.join("map.ron"), b"old", 0o644);
    symlink("inner/map.ron", folder.path().join("second")).unwrap();
    symlink("second", folder.path().join("first")).unwrap();
    symlink("inner/later.ron", folder.path().join("dangling")).unwrap();
    symlink("round", folder.path().join("round")).unwrap();
    replace(&folder.path().join("first"), b"new", Onto::Anything).unwrap();
    assert_eq!(read(&inner.join("map.ron")).unwrap(), b"new");
    assert!(fs::symlink_metadata(folder.path().join("first")).unwrap().is_symlink());
    create_new(&folder.path().join("dangling"), b"later").unwrap();
    assert_eq!(names(&inner), ["later.ron", "map.ron"]);
    assert_eq!(names(folder.path()), ["dangling", "first", "inner", "round", "second"]);
    assert_eq!(
        told(folder.path(), replace(&folder.path().join("round"), b"", Onto::Anything)),
        "round is a link that leads back to itself. Choose another name"
    );
}

#[test]
fn a_file_is_known_by_any_of_its_names() {
    let folder = folder();
    let at = |name: &str| folder.path().join(name);
    fs::create_dir(at("maps")).unwrap();
    given(&at("a.ron"), b"", 0o600);
    given(&at("b.ron"), b"", 0o600);
    symlink("a.ron", at("link.ron")).unwrap();
    symlink("maps", at("more")).unwrap();
    fs::hard_link(at("a.ron"), at("hard.ron")).unwrap();
    let same = |one: &str, other: &str| is_same_file(&at(one), &at(other));
    assert!(same("a.ron", "./a.ron") && same("a.ron", "maps/../a.ron"));
    assert!(same("a.ron", "link.ron") && same("link.ron", "a.ron"));
    assert!(same("more/new.ron", "maps/new.ron"), "a file that is still to come");
    assert!(!same("a.ron", "b.ron") && !same("a.ron", "maps/a.ron"));
    assert!(!same("a.ron", "gone/a.ron") && !same("gone/a.ron", "lost/a.ron"));
    // a save puts a new file in the place of one name only
    assert!(!same("a.ron", "hard.ron"));
}

#[test]
fn a_file_that_someone_else_changed_is_not_overwritten() {
    let folder = folder();
    let path = folder.path().join("a.ron");
    given(&path, b"mine", 0o600);
    let known = Onto::Known(Fingerprint::of(b"mine"));
    given(&path, b"hers", 0o600);
    assert_eq!(
        told(folder.path(), replace(&path, b"mine again", known)),
        "a.ron was changed by someone else since you opened it. Save under another name, so that neither version is lost"
    );
    assert_eq!(read(&path).unwrap(), b"hers");
    assert_eq!(names(folder.path()), ["a.ron"]);
    replace(&path, b"mine again", Onto::Anything).unwrap();
    assert_eq!(read(&path).unwrap(), b"mine again");
    fs::remove_file(&path).unwrap();
    replace(&path, b"mine", known).unwrap();
    assert_eq!(read(&path).unwrap(), b"mine");
}

#[test]
fn what_is_no_map_file_is_said_plainly() {
    let folder = folder();
    let at = |name: &str| folder.path().join(name);
    fs::create_dir(at("maps")).unwrap();
    given(&at("plain"), b"", 0o600);
    let reading = |name: &str| told(folder.path(), read(&at(name)));
    assert_eq!(
        reading("gone.ron"),
        "There is no file gone.ron. Check the name, or start a new map"
    );
    assert_eq!(
        reading("plain/x.ron"),
        "There is no file plain/x.ron. Check the name, or start a new map"
    );
    assert_eq!(reading("maps"), "maps is a folder. Name a map file in it");
    assert_eq!(
        reading("odd\u{1b}[2Jname"),
        "There is no file odd\u{fffd}[2Jname. Check the name, or start a new map"
    );
    let writing = |name: &str| told(folder.path(), replace(&at(name), b"", Onto::Anything));
    assert_eq!(writing("maps"), "maps is a folder. Name a map file in it");
    assert_eq!(
        writing("gone/x.ron"),
        "The folder of gone/x.ron does not exist. Make the folder first, or choose another one"
    );
    assert_eq!(
        told(folder.path(), replace(Path::new("/dev/null"), b"", Onto::Anything)),
        "/dev/null is not an ordinary file. Choose another name"
    );
}

#[test]
fn names_may_be_as_long_as_the_disk_allows() {
    let folder = folder();
    let path = folder.path().join("水".repeat(85)); // 255 bytes
    create_new(&path, b"old").unwrap();
    replace(&path, b"new", Onto::Anything).unwrap();
    assert_eq!(read(&path).unwrap(), b"new");
}

#[test]
fn a_file_over_64_mib_is_not_read() {
    let folder = folder();
    let path = folder.path().join("huge.ron");
    File::create(&path).unwrap().set_len(LARGEST_BYTES + 1).unwrap();
    assert_eq!(read(&path).unwrap_err().problem, Problem::TooLarge);
    assert_eq!(read(Path::new("/dev/zero")).unwrap_err().problem, Problem::TooLarge);
    File::create(&path).unwrap().set_len(LARGEST_BYTES).unwrap();
    assert_eq!(read(&path).map(|bytes| bytes.len() as u64), Ok(LARGEST_BYTES));
}

/// Saves over an old file, or where there was none, with the n-th call failing; gives whether it failed.
fn saves_wholly_or_not_at_all(disk: &Failing, old: Option<&[u8]>) -> bool {
    let folder = folder();
    let path = folder.path().join("a.ron");
    if let Some(bytes) = old {
        given(&path, bytes, 0o640);
    }
    let onto = old.map_or(Onto::Nothing, |bytes| Onto::Known(Fingerprint::of(bytes)));
    let result = save::replace(disk, &path, b"the new text", onto);
    let found = path.exists().then(|| fs::read(&path).unwrap());
    let mut left = names(folder.path());
    left.retain(|name| name != "a.ron");
    match result {
        Ok(_) => {
            assert_eq!(found.as_deref(), Some(b"the new text".as_slice()));
            assert_eq!(left, Vec::<String>::new());
        }
        Err(error) => {
            let unconfirmed = error.problem == Problem::Unconfirmed;
            assert_eq!(
                found.as_deref(),
                if unconfirmed { Some(&b"the new text"[..]) } else { old }
            );
            let reported: Vec<String> = (error.left_behind.iter())
                .map(|path| path.file_name().unwrap().to_str().unwrap().to_owned())
                .collect();
            assert_eq!(left, reported, "{error:?}");
            assert!(left.iter().all(|name| name.starts_with(".a.ron.zopa-")));
            assert!(left.iter().all(|name| error.message().contains(name)));
        }
    }
    if found.is_some() {
        assert_eq!(mode(&path), if old.is_some() { 0o640 } else { 0o600 });
    }
    disk.has_failed()
}

#[test]
fn whichever_call_fails_the_file_is_the_old_or_the_new_one() {
    let kinds = [ErrorKind::StorageFull, ErrorKind::PermissionDenied, ErrorKind::Other];
    for kind in kinds {
        for (old, calls) in [(Some(&b"the old text, which is longer"[..]), 10), (None, 7)] {
            for for_good in [false, true] {
                for call in 1..=calls {
                    let disk = Failing::at(call, kind, for_good);
                    assert!(saves_wholly_or_not_at_all(&disk, old), "call {call} was not reached");
                }
                let disk = Failing::at(calls + 1, kind, for_good);
                assert!(
                    !saves_wholly_or_not_at_all(&disk, old),
                    "there are more than {calls} calls"
                );
            }
        }
    }
}

#[test]
fn failures_are_told_by_what_they_mean_for_the_person() {
    let folder = folder();
    let path = folder.path().join("a.ron");
    given(&path, b"old", 0o600);
    let failing = |call, kind| {
        let disk = Failing::at(call, kind, false);
        told(folder.path(), save::replace(&disk, &path, b"new", Onto::Anything))
    };
    assert_eq!(
        failing(3, ErrorKind::PermissionDenied),
        "You may not write a.ron. Save under another name, or change its permissions"
    );
    assert_eq!(
        failing(4, ErrorKind::PermissionDenied),
        "You may not write files in the folder of a.ron. Save in another folder"
    );
    assert_eq!(
        failing(4, ErrorKind::ReadOnlyFilesystem),
        "The disk of a.ron can only be read. Save in another folder"
    );
    assert_eq!(
        failing(5, ErrorKind::StorageFull),
        "There is no room left on the disk of a.ron. Make room, or save on another disk; the file is as it was"
    );
    assert_eq!(
        failing(7, ErrorKind::TimedOut),
        "a.ron could not be written: timed out. Try again, or save under another name; the file is as it was"
    );
    assert_eq!(
        failing(9, ErrorKind::Other),
        "a.ron is saved, but the disk did not confirm that it will last. Save once more, or on another disk"
    );
    let disk = Failing::at(2, ErrorKind::PermissionDenied, false);
    assert_eq!(
        told(folder.path(), save::read(&disk, &path)),
        "You may not read a.ron. Ask its owner, or change its permissions"
    );
}
