//! The terminal: one queue of what happens, one drawing for each batch of it, effects carried out beside the screen.

mod cells;
mod input;
mod look;
mod mouse;
mod run;
mod save;
mod signals;
mod terminal;

use std::io;

use crossterm::event::MouseEventKind;

use crate::app::{Done, Msg};
use crate::ui::Improved;

pub use cells::row_text;
pub use look::{Environment, Output, can_place_cursor, environment, look};
pub use run::run;
pub use save::Paper;
pub use terminal::size_if_known as size;

/// What comes in on the queue.
#[derive(Debug)]
enum Happened {
    /// A key, a paste, a new size, or an effect that was carried out.
    Message(Msg),
    /// The mouse did something at a cell: column and row.
    Mouse(MouseEventKind, (u16, u16)),
    /// A save has ended, well or not.
    Saved(Done),
    /// Labels that were drawn in a hurry have better places now.
    LabelsPlaced(Box<Improved>),
    /// The process goes on after it was stopped: the terminal may be in any state.
    Resumed,
    /// Someone asks the process to stop.
    StopWanted,
    /// The terminal can't be read any more.
    InputLost(io::Error),
}
