//! The file that a map is in: where it is, whether it may be changed, and what a session begins with.

use std::path::{Path, PathBuf};

use super::foreign::Foreign;
use super::message::Saving;
use crate::model::Curtain;

/// Whether the map may be changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Permission {
    /// It may.
    #[default]
    Edit,
    /// It may only be looked at.
    ReadOnly,
}

/// Where the map is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Origin {
    /// Nowhere but in the program: it is the example that is built in.
    #[default]
    Example,
    /// In no file: it came from standard input.
    Input,
    /// No map is open yet: the start screen or a list of mistakes stands in its place.
    Nothing,
    /// In no file yet: it was started anew, and the first save writes this one.
    New(PathBuf),
    /// In this file.
    File(PathBuf),
}

/// The file that the map is in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct File {
    /// Where it is.
    pub origin: Origin,
    /// How many saves were asked for and have not ended.
    pub saving: usize,
    /// The last save that another file was in the way of, as long as nobody has decided about it:
    /// what is told, and the save.
    pub in_the_way: Option<(String, Saving)>,
    /// Who else has the map open, in a sentence.
    pub held: Option<String>,
    /// Whether what was done since the last save is nowhere but in the program.
    pub unsafe_now: bool,
    /// What someone else did to it, as far as that was noticed and isn't decided.
    pub foreign: Option<Foreign>,
}

impl File {
    /// The file's path, if the map is in a file or was given one.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        match &self.origin {
            Origin::File(path) | Origin::New(path) => Some(path),
            Origin::Example | Origin::Input | Origin::Nothing => None,
        }
    }
}

/// How a session begins.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Opening {
    /// Whether private values are hidden from the start.
    pub curtain: Curtain,
    /// Whether the map may be changed.
    pub permission: Permission,
    /// Columns and rows of the terminal.
    pub size: (u16, u16),
    /// The person's home folder, which is shown as `~`.
    pub home: Option<PathBuf>,
}
