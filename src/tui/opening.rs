//! Opening a map: the one way by which a map gets into a session, before the first screen and later.

use std::path::Path;

use crate::app::{Before, Origin, Permission, Wanted};
use crate::edit::Draft;
use crate::format::journal::{Replayed, replay};
use crate::format::{self, Document, Problem as Mistake};
use crate::model::{Heading, Map};
use crate::storage::{self, Problem, StorageError};

use super::desk::Surroundings;
use super::save::{Paper, at_home};

/// A map that was opened, with what is needed to save it.
#[derive(Debug)]
pub struct Opened {
    /// The map.
    pub map: Map,
    /// Where it is.
    pub origin: Origin,
    /// Its text, its lock and its journal.
    pub paper: Paper,
    /// Whether it may be changed.
    pub permission: Permission,
    /// What else is known of it.
    pub before: Before,
}

/// Why no map was opened.
#[derive(Debug)]
pub enum NotOpened {
    /// The file could not be read, or could not be made.
    NoFile(StorageError),
    /// The text has mistakes: its bytes, and all mistakes in it.
    Mistakes(Vec<u8>, Vec<Mistake>),
    /// zopa itself failed.
    ByMistake,
}

/// Opens the map that is wanted, to be worked on or only to be looked at. A new one is written
/// nowhere yet.
pub fn open(
    wanted: &Wanted,
    permission: Permission,
    around: &Surroundings,
) -> Result<Opened, NotOpened> {
    read(wanted, around).map(|opened| opened.taken_up(permission, around))
}

fn read(wanted: &Wanted, around: &Surroundings) -> Result<Opened, NotOpened> {
    match wanted {
        Wanted::Example => Opened::of(format::EXAMPLE.as_bytes().to_vec(), Origin::Example),
        Wanted::File(path) => match storage::read(path) {
            Ok(bytes) => match left_in(&bytes) {
                Some((text, draft)) => {
                    let opened = Opened::of(text, Origin::Input)?;
                    Ok(Opened { before: Before { draft, ..Before::default() }, ..opened })
                }
                None => Opened::of(bytes, Origin::File(path.clone())),
            },
            // the file is gone, but perhaps not what was done in it
            Err(error) if error.problem == Problem::Missing => match around.left_of(path) {
                Some(text) => Opened::of(text, Origin::New(path.clone())),
                None => Err(NotOpened::NoFile(error)),
            },
            Err(error) => Err(NotOpened::NoFile(error)),
        },
        Wanted::New(title, path) => {
            storage::may_create(path).map_err(NotOpened::NoFile)?;
            let heading = Heading { title: title.clone(), ..Heading::default() };
            let map = Map { heading, ..Map::default() };
            let paper = Paper::created(&map);
            Ok(Opened::new(map, Origin::New(path.clone()), paper))
        }
    }
}

/// The text of the map that a journal leads to, such as one that was set aside, and what was being
/// written; nothing where it is no journal.
fn left_in(bytes: &[u8]) -> Option<(Vec<u8>, Draft)> {
    let Replayed { text, map, draft, .. } = replay(bytes).ok()?;
    let (document, _) = Document::open(text).ok()?;
    let patched = document.patched(&map).map(|patched| patched.bytes().to_vec());
    Some((patched.unwrap_or_else(|_unfit| Document::created(&map).bytes()), draft))
}

impl Opened {
    /// The map in a text that came from somewhere.
    pub fn of(bytes: Vec<u8>, origin: Origin) -> Result<Self, NotOpened> {
        let map = match format::read(&bytes) {
            Ok(map) => map,
            Err(mistakes) => return Err(NotOpened::Mistakes(bytes, mistakes)),
        };
        let paper = match &origin {
            Origin::File(_) => Paper::of_file(bytes),
            Origin::Example | Origin::Input | Origin::New(_) | Origin::Nothing => {
                Paper::without_file(bytes)
            }
        };
        Ok(Self::new(map, origin, paper))
    }

    fn new(map: Map, origin: Origin, paper: Paper) -> Self {
        Self { map, origin, paper, permission: Permission::ReadOnly, before: Before::default() }
    }

    /// The same, locked and with its journal where it is to be worked on.
    #[must_use]
    pub fn taken_up(self, permission: Permission, around: &Surroundings) -> Self {
        let Self { map, origin, paper, before: Before { draft, .. }, .. } = self;
        let (paper, before) = match permission {
            Permission::Edit => paper.taken_up(&map, &origin, around),
            Permission::ReadOnly => (paper, around.look_at(&origin)),
        };
        let before = Before { draft, ..before };
        let permission = if before.held.is_some() { Permission::ReadOnly } else { permission };
        Self { map, origin, paper, permission, before }
    }
}

impl NotOpened {
    /// The same, for a person whose home folder this is: `~` stands for it in what is told.
    #[must_use]
    pub fn at_home(self, home: Option<&Path>) -> Self {
        match self {
            Self::NoFile(error) => Self::NoFile(at_home(error, home)),
            other => other,
        }
    }

    /// What is wrong, in one sentence without a full stop.
    #[must_use]
    pub fn message(&self) -> String {
        match self {
            Self::NoFile(error) => error.message(),
            Self::Mistakes(_, mistakes) if mistakes.len() == 1 => {
                "There is a mistake in it".to_owned()
            }
            Self::Mistakes(_, mistakes) => format!("There are {} mistakes in it", mistakes.len()),
            Self::ByMistake => "The map could not be opened, by a mistake in zopa".to_owned(),
        }
    }

    /// What to do next, in one sentence without a full stop.
    #[must_use]
    pub fn hint(&self) -> &'static str {
        match self {
            Self::NoFile(error) => error.hint(),
            Self::Mistakes(..) => "`zopa check` names them",
            Self::ByMistake => "please report it",
        }
    }
}
