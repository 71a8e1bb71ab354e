//! The terminal: one queue of what happens, one drawing for each batch of it, effects carried out beside the screen.

mod cells;
mod compare;
mod desk;
#[cfg(test)]
mod edited;
mod editor;
mod gate;
mod input;
mod journal;
mod later;
mod look;
mod mistakes;
mod mouse;
mod opening;
mod recent;
mod run;
mod save;
mod signals;
mod terminal;
#[cfg(test)]
mod undecided;
mod underway;
#[cfg(test)]
mod written;

use std::io;
use std::sync::mpsc::Sender;

use crossterm::event::MouseEventKind;

use crate::app::{Done, Msg, Wanted};
use crate::ui::Improved;
use underway::Turn;

pub use cells::row_text;
pub use desk::Surroundings;
pub use look::{Environment, Output, can_place_cursor, environment, look};
pub use mistakes::mistakes;
pub use opening::{NotOpened, Opened, open};
pub use recent::Places;
pub use run::{Launch, run};
pub use save::Paper;
pub use terminal::size_if_known as size;

/// What comes in on the queue.
#[derive(Debug)]
enum Happened {
    /// A key, a paste or a new size.
    Message(Msg),
    /// An effect was carried out, for the map that the session was on in this turn.
    Done(Turn, Done),
    /// So many things that were done are on the disk, or could not be written.
    Journaled { count: usize, written: bool },
    /// A map was opened beside the screen; or what is told where it could not be.
    Opened(Wanted, Box<Result<Opened, Done>>),
    /// The mouse did something at a cell: column and row.
    Mouse(MouseEventKind, (u16, u16)),
    /// Labels that were drawn in a hurry in this turn have better places now.
    LabelsPlaced(Turn, Box<Improved>),
    /// The process goes on after it was stopped: the terminal may be in any state.
    Resumed,
    /// Someone asks the process to stop.
    StopWanted,
    /// A signal ends the process, as soon as it is told that what is being written is written down.
    Ends(Sender<()>),
    /// The terminal can't be read any more.
    InputLost(io::Error),
}
