//! What comes in and what goes out: messages from the terminal and the disk, effects for them to carry out.

use std::path::{Path, PathBuf};

use super::commands::Command;
use super::file::{Origin, Permission};
use super::finder::Listing;
use super::foreign::{Comparison, Foreign};
use super::key::Key;
use super::mistakes::Mistakes;
use super::recovery::Before;
use super::search::Findings;
use super::start::Recent;
use super::text::{Lines, TextField};
use super::view::Screen;
use crate::analysis::packages::Progress;
use crate::edit::{Deed, Draft, Revision};
use crate::model::{Level, Map, PartnerId, Text};

/// Something that happened.
#[derive(Clone, Debug)]
pub enum Msg {
    /// A key was pressed.
    Key(Key),
    /// Text was pasted.
    Paste(String),
    /// The mouse was pressed on something.
    Press(Target, Clicks),
    /// The mouse button was let go after dragging a marker: where it lies now.
    Drop(PartnerId, Level, Level),
    /// The wheel was turned over something; positive is down.
    Wheel(Target, i16),
    /// The terminal has this many columns and rows.
    Resize(u16, u16),
    /// Nobody has typed for a while: what is being written is to be written down.
    Pause,
    /// The program ends without being asked from here, by a signal or by a mistake: the same.
    End,
    /// The terminal's window has come to the front.
    Focus,
    /// An effect has been carried out.
    Done(Done),
}

/// Whether a press repeats the one before, at the same place and within half a second.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clicks {
    /// The first press.
    Single,
    /// The second one.
    Double,
}

/// What lies under the mouse.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A screen's tab.
    Tab(Screen),
    /// A partner, in the list, as a marker or a label.
    Partner(PartnerId),
    /// Several partners behind one marker; the one named first.
    Stack(PartnerId),
    /// A row of the card.
    CardRow(usize),
    /// A cell of the matrix: row and column.
    Pair(PartnerId, PartnerId),
    /// A cell of the Options screen: the row, counted over issues and options, and the position of
    /// the partner of its column; none in the names.
    TableCell(usize, Option<usize>),
    /// A row of the list of packages, from 0.
    PackageRow(usize),
    /// What a package chooses on the n-th issue, from 0.
    Choice(usize),
    /// A row of the overlay on top, from 0.
    OverlayRow(usize),
    /// The n-th value of a field of the form on top, both from 0.
    FieldValue(usize, usize),
    /// The overlay itself.
    Overlay,
    /// A command in the key line.
    Command(&'static Command),
    /// Nothing in particular.
    Elsewhere,
}

/// What the runner is to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Write down what was done; no key is handled before it is on the disk.
    Journal(Deed),
    /// Write down what is being written; nothing waits for it.
    Draft(Draft),
    /// Go on with the journal that an earlier session left.
    Recovered,
    /// Set the journal aside: what is in it was given up.
    Discard,
    /// Write the map to its file, or to another.
    Save(Saving),
    /// Open another map beside the screen.
    Open(Wanted),
    /// The session is on the map that was just opened: what belonged to the one before is over.
    Adopt,
    /// Look which maps were opened recently.
    Recall,
    /// Take a map off the list of those opened recently.
    Forget(PathBuf),
    /// Look what is in a folder, named as it was typed.
    List(String),
    /// Look whether the file is as it was read or saved last.
    Look,
    /// Find out how the map and the file differ.
    Compare,
    /// Have this text changed in the person's editor.
    EditText(String),
    /// Open a file at a line in the person's editor.
    EditFile(PathBuf, usize),
    /// Work out the order of the matrix for this revision beside the screen.
    Order(Revision),
    /// Search for the packages that were asked for last, under this number, beside the screen.
    Search(u64),
    /// Stop that search.
    StopSearch,
    /// Give the terminal back to the shell until resumed.
    Suspend,
    /// Draw everything anew.
    Redraw,
    /// End with this exit code.
    Quit(u8),
}

/// Where a map is to be saved, and whether a file that is there may be replaced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saving {
    /// Another file than the map's own.
    pub to: Option<PathBuf>,
    /// What to do with a file that is there, or that has changed underneath.
    pub existing: Existing,
    /// What is done when it is saved.
    pub then: Then,
}

/// What to do with a file that stands where the map is to be saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Existing {
    /// Refuse and ask.
    Ask,
    /// Replace what someone else made of it, as it was seen last; a copy is kept.
    Seen,
    /// Replace whatever is there; a copy is kept.
    Replace,
}

/// What follows a save, or leaving without one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Then {
    /// Nothing.
    Stay,
    /// The end.
    Quit,
    /// Another map.
    Open(Wanted),
}

/// The map that is to be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// The one that is built in.
    Example,
    /// An empty one with this title, for a file that isn't there yet.
    New(Text, PathBuf),
    /// The one in this file.
    File(PathBuf),
}

impl Wanted {
    /// The file that it is in, or will be.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        match self {
            Self::Example => None,
            Self::New(_, path) | Self::File(path) => Some(path),
        }
    }
}

/// What became of the comments in the text that a map was read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comments {
    /// They are where they were.
    Kept,
    /// They are not in the file: the map was written anew.
    Left,
}

/// An effect that has been carried out.
#[derive(Clone, Debug)]
pub enum Done {
    /// The map of this revision is in this file.
    Saved {
        /// Which state of the map was saved.
        revision: Revision,
        /// Where it is now.
        path: PathBuf,
        /// Whether the comments of the text before are in it.
        comments: Comments,
        /// The copy of what was replaced, where someone else had written that, and the journal of it,
        /// where not all of that was saved.
        aside: Vec<PathBuf>,
        /// What follows.
        then: Then,
    },
    /// The map could not be saved; the file is as it was.
    NotSaved(NotSaved),
    /// The order of the matrix, as positions of partners, for this revision.
    Ordered(Revision, Vec<usize>),
    /// How far the search for packages with this number is.
    Searching(u64, Progress),
    /// What it has found.
    Searched(u64, Findings),
    /// Something about the journal has changed.
    Kept(Kept),
    /// A map was opened.
    Opened(Box<Opened>),
    /// No map was opened: what was wanted, what went wrong, and what to do next.
    NotOpened(Wanted, String, String),
    /// The file that was wanted is no map: what is wrong with it.
    Unreadable(Wanted, Mistakes),
    /// The maps that were opened recently.
    Recalled(Vec<Recent>),
    /// What is in a folder, named as it was typed.
    Listed(String, Listing),
    /// What someone else did to the file, if anything.
    Looked(Option<Foreign>),
    /// How the map and the file differ.
    Compared(Comparison),
    /// A file was in the person's editor; or why it wasn't, and what to do next.
    Edited(Result<(), (String, String)>),
    /// A text as it came back from the person's editor; or why it didn't, and what to do next.
    Rewritten(Result<Rewritten, (String, String)>),
}

/// A text as it came back from the person's editor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rewritten {
    /// The text.
    pub text: Text,
    /// What went wrong beside it, and what to do next.
    pub told: Option<(String, &'static str)>,
}

impl Rewritten {
    /// A text without the signs that can't be in a map; nothing where it is too long to be written on.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        let text = Text::cleaned(text);
        TextField::holds(&text, Lines::Many).then_some(Self { text, told: None })
    }
}

/// A map that was opened.
#[derive(Clone, Debug)]
pub struct Opened {
    /// What was asked for.
    pub wanted: Wanted,
    /// The map.
    pub map: Map,
    /// Where it is.
    pub origin: Origin,
    /// Whether it may be changed.
    pub permission: Permission,
    /// What else is known of it.
    pub before: Before,
}

/// What has changed about the journal: how safe what was done is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kept {
    /// What was done is on the disk again.
    Again,
    /// It is kept in another file than usual: why, and in which.
    Elsewhere(String, PathBuf),
    /// It is nowhere but in the program, and why.
    Not(String),
    /// It was given up, and is in this file.
    Aside(PathBuf),
    /// What an earlier session left in its place, and may be nowhere else, is in this file.
    Before(PathBuf),
}

/// Why a map could not be saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotSaved {
    /// What went wrong, in one sentence without a full stop.
    pub message: String,
    /// What to do next.
    pub hint: String,
    /// What can be tried next.
    pub next: Next,
}

/// What can be tried after a save failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    /// Only what the hint says.
    Hint,
    /// The save, with [`Existing::Replace`]: a file is in the way.
    Replace(Box<Saving>),
    /// The save, to another file than the one that was named for it.
    Name(Box<Saving>),
}
