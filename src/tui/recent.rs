//! The maps opened recently, and what is in a folder: read beside the screen, in words for it.

use std::cmp::Ordering;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use super::Environment;
use crate::app::{Found, Kind, Listing, Recent};
use crate::model::{Text, order_by};
use crate::storage::{self, Entry, Problem, Visit};

/// Where the person's files are.
#[derive(Clone, Debug, Default)]
pub struct Places {
    /// The home folder.
    pub home: Option<PathBuf>,
    /// A folder of our own for what outlives a session; nothing where there is no place for it.
    pub state: Option<PathBuf>,
}

impl Places {
    /// What the environment tells: `HOME`, and `XDG_STATE_HOME`, which is under it where it isn't set.
    #[must_use]
    pub fn of(environment: Environment<'_>) -> Self {
        let absolute =
            |name: &str| environment(name).map(PathBuf::from).filter(|path| path.is_absolute());
        let home = absolute("HOME");
        let under_home = || home.as_ref().map(|home| home.join(".local/state"));
        let state = absolute("XDG_STATE_HOME").or_else(under_home);
        Self { state: state.map(|folder| folder.join("zopa")), home }
    }

    /// The list of maps opened recently.
    pub(super) fn list(&self) -> Option<PathBuf> {
        self.state.as_ref().map(|folder| folder.join("recent"))
    }

    /// The maps opened recently, the latest first. Their files aren't looked at, which could take
    /// long where one is on a disk far away.
    #[must_use]
    pub fn visited(&self) -> Vec<Recent> {
        let visits = self.list().map(|list| storage::visits(&list)).unwrap_or_default();
        let now = now_seconds();
        let recent = |visit: Visit| Recent {
            when: ago(now.checked_sub(visit.seconds)),
            title: Text::cleaned(&visit.title),
            path: visit.path,
            refused: None,
        };
        visits.into_iter().map(recent).collect()
    }

    /// Whether no map was opened before, so that the example is what there is to show.
    #[must_use]
    pub fn is_first_time(&self) -> bool {
        self.list().is_none_or(|list| storage::missing(&list).is_some())
    }

    /// The same, with what is wrong with them now. A map that was never saved is in its journal alone.
    pub(super) fn recent(&self) -> Vec<Recent> {
        let looked = |recent: Recent| match refused(&recent.path) {
            Some(_) if self.is_in_journal(&recent.path) => {
                Recent { when: "not saved yet".to_owned(), ..recent }
            }
            refused => Recent { refused, ..recent },
        };
        self.visited().into_iter().map(looked).collect()
    }

    fn is_in_journal(&self, path: &Path) -> bool {
        let journals = self.state.as_ref().map(|state| state.join("journals"));
        storage::peek(path, journals.as_deref()).is_some()
    }
}

/// The time of the clock on the wall, in seconds since 1970.
#[expect(clippy::disallowed_methods, reason = "this is the outermost layer")]
pub(super) fn now_seconds() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}

/// Why a map can't be opened now.
fn refused(path: &Path) -> Option<String> {
    let why = match storage::missing(path)? {
        Problem::Missing => "not there any more",
        Problem::IsFolder => "a folder now",
        _ => "can't be read",
    };
    Some(why.to_owned())
}

/// How long ago something was, in words; nothing where it lies ahead, by a clock that was changed.
pub(super) fn ago(seconds: Option<u64>) -> String {
    const MINUTE: u64 = 60;
    const HOUR: u64 = 60 * MINUTE;
    const DAY: u64 = 24 * HOUR;
    let Some(seconds) = seconds else { return String::new() };
    let counted = |unit: u64, word: &str| match seconds / unit {
        1 => format!("1 {word} ago"),
        number => format!("{number} {word}s ago"),
    };
    match seconds {
        0..MINUTE => "just now".to_owned(),
        MINUTE..HOUR => counted(MINUTE, "minute"),
        HOUR..DAY => counted(HOUR, "hour"),
        _ if seconds < 14 * DAY => counted(DAY, "day"),
        _ if seconds < 60 * DAY => counted(7 * DAY, "week"),
        _ if seconds < 730 * DAY => counted(30 * DAY, "month"),
        _ => counted(365 * DAY, "year"),
    }
}

/// What is in a folder: folders first, then maps, each by name.
pub(super) fn listing(folder: &Path) -> Listing {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let entries = match storage::entries(folder) {
        Ok(entries) => entries,
        Err(error) => {
            let why = match error.problem {
                Problem::Missing => "there is no such folder",
                Problem::MayNotRead => "you may not read this folder",
                _ => "this folder can't be read",
            };
            return Listing::Refused(why.to_owned());
        }
    };
    let mut found: Vec<Found> = entries.into_iter().filter_map(found).collect();
    order_by(&mut found, by_name);
    Listing::Found(found)
}

fn by_name(one: &Found, other: &Found) -> Ordering {
    let key = |found: &Found| (found.kind, crate::app::folded(&found.name));
    key(one).cmp(&key(other)).then_with(|| one.name.cmp(&other.name))
}

/// A folder or a map as it is listed; nothing where it is another file.
fn found(entry: Entry) -> Option<Found> {
    let (path, kind) = match entry {
        Entry::Folder(path) => (path, Kind::Folder),
        Entry::File(path) if path.extension().is_some_and(|ending| ending == "ron") => {
            (path, Kind::Map)
        }
        Entry::File(_) => return None,
    };
    let name = crate::app::paths::shown(Path::new(path.file_name()?), None);
    // a bare name is shorter in messages
    let path = path.strip_prefix(".").map(Path::to_owned).unwrap_or(path);
    Some(Found { name, path, kind })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_told_as_people_do() {
        let told = |seconds: u64| ago(Some(seconds));
        assert_eq!([told(0), told(59)], ["just now", "just now"]);
        assert_eq!([told(60), told(3_599)], ["1 minute ago", "59 minutes ago"]);
        assert_eq!([told(3_600), told(86_400)], ["1 hour ago", "1 day ago"]);
        assert_eq!(told(20 * 86_400), "2 weeks ago");
        assert_eq!(told(90 * 86_400), "3 months ago");
        assert_eq!(told(800 * 86_400), "2 years ago");
        assert_eq!(ago(None), "", "the clock was put back");
    }

    #[test]
    fn our_folder_is_where_the_environment_says() {
        let places = |variables: &'static [(&str, &str)]| {
            let found = move |name: &str| {
                let found = variables.iter().find(|(known, _)| *known == name);
                found.map(|(_, value)| (*value).to_owned())
            };
            Places::of(&found).list().map(|path| path.display().to_string())
        };
        assert_eq!(places(&[]), None);
        let under_home = Some("/home/ada/.local/state/zopa/recent".to_owned());
        assert_eq!(places(&[("HOME", "/home/ada")]), under_home);
        let own = &[("HOME", "/home/ada"), ("XDG_STATE_HOME", "/state")];
        assert_eq!(places(own), Some("/state/zopa/recent".to_owned()));
        let relative = &[("HOME", "/home/ada"), ("XDG_STATE_HOME", "state")];
        assert_eq!(places(relative), under_home, "only whole paths are right");
    }

    #[test]
    fn folders_stand_before_maps_and_other_files_nowhere() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["b.ron", "A.ron", "notes.txt", "sub/c.ron"] {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            storage::create_new(&path, b"").unwrap();
        }
        let Listing::Found(found) = listing(folder.path()) else { panic!("not read") };
        let names: Vec<String> = found.iter().map(Found::words).collect();
        assert_eq!(names, ["sub/", "A.ron", "b.ron"]);
        let refused = Listing::Refused("there is no such folder".to_owned());
        assert_eq!(listing(&folder.path().join("no")), refused);
    }
}
