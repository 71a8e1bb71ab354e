//! Where a map comes from: a file, standard input, or the example that is built in.

use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use super::out::Failure;
use crate::app::Origin;
use crate::format;
use crate::model::{Curtain, Map};
use crate::storage;

/// Where a map comes from.
#[derive(Clone, Debug)]
pub(super) enum Source {
    /// The built-in one.
    Example,
    /// Standard input.
    Input,
    /// A file.
    File(PathBuf),
}

/// A map without errors.
#[derive(Debug)]
pub(super) struct Good {
    pub(super) map: Map,
    pub(super) origin: Origin,
}

impl Source {
    /// What a name on the command line stands for.
    pub(super) fn of(name: Option<&Path>) -> Self {
        match name {
            None => Self::Example,
            Some(name) if name == Path::new("-") => Self::Input,
            Some(name) => Self::File(name.to_owned()),
        }
    }

    /// Its name as it stands in messages.
    pub(super) fn name(&self) -> String {
        match self {
            Self::Example => "example".to_owned(),
            Self::Input => "standard input".to_owned(),
            Self::File(path) => path.display().to_string(),
        }
    }

    /// The bytes.
    pub(super) fn read(&self) -> Result<Vec<u8>, Failure> {
        match self {
            Self::Example => Ok(format::EXAMPLE.as_bytes().to_vec()),
            Self::Input => {
                let mut bytes = Vec::new();
                let limit = storage::LARGEST_BYTES + 1;
                let read = io::stdin().lock().take(limit).read_to_end(&mut bytes);
                read.map_err(|error| Failure::input(&error)).map(|_| bytes)
            }
            Self::File(path) => Ok(storage::read(path)?),
        }
    }

    /// The map, or all of its errors in words.
    pub(super) fn open(&self, curtain: Curtain) -> Result<Good, Failure> {
        let bytes = self.read()?;
        let bad = |mistakes: Vec<_>| Failure::bad_map(&bytes, &mistakes, &self.name(), curtain);
        let map = format::read(&bytes).map_err(bad)?;
        let origin = match self {
            Self::File(path) => Origin::File(path.clone()),
            Self::Example => Origin::Example,
            Self::Input => Origin::Input,
        };
        Ok(Good { map, origin })
    }
}
