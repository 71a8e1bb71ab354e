//! Opening a map: the one way by which a map gets into a session, before the first screen and later.

use std::path::Path;

use crate::app::{Origin, Wanted};
use crate::format::{self, Problem as Mistake};
use crate::model::{Heading, Map};
use crate::storage::{self, StorageError};

use super::save::{Paper, at_home};

/// A map that was opened, with what is needed to save it.
#[derive(Debug)]
pub struct Opened {
    /// The map.
    pub map: Map,
    /// Where it is.
    pub origin: Origin,
    /// Its text.
    pub paper: Paper,
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

/// Opens the map that is wanted. A new one is written nowhere yet.
pub fn open(wanted: &Wanted) -> Result<Opened, NotOpened> {
    match wanted {
        Wanted::Example => Opened::of(format::EXAMPLE.as_bytes().to_vec(), Origin::Example),
        Wanted::File(path) => {
            let bytes = storage::read(path).map_err(NotOpened::NoFile)?;
            Opened::of(bytes, Origin::File(path.clone()))
        }
        Wanted::New(title, path) => {
            storage::may_create(path).map_err(NotOpened::NoFile)?;
            let heading = Heading { title: title.clone(), ..Heading::default() };
            let map = Map { heading, ..Map::default() };
            let paper = Paper::created(&map);
            Ok(Opened { map, origin: Origin::New(path.clone()), paper })
        }
    }
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
        Ok(Self { map, origin, paper })
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
