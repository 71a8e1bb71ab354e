//! The session: what is open, what is looked at, and what each message does to it. No terminal, disk or clock.

mod about;
mod card;
pub mod collection;
pub mod commands;
mod draft;
mod error;
mod file;
mod finder;
mod foreign;
pub mod forms;
mod key;
mod keymap;
mod listed;
mod message;
mod mistakes;
mod opening;
mod overlay;
mod packages;
pub mod paths;
mod quick;
mod recovery;
mod search;
mod session;
mod sheet;
mod start;
mod table;
#[cfg(test)]
pub(crate) mod tests;
mod text;
mod update;
mod view;
mod why;

pub use card::CardRow;
pub use error::UserError;
pub use file::{File, Opening, Origin, Permission};
pub use finder::{Finder, Found, Kind, Listing};
pub use foreign::{Comparison, Foreign};
pub use forms::{Field, Form, Subject, Value};
pub use key::{Key, KeyCode, KeyError};
pub use keymap::{hints, lookup};
pub use message::{
    Clicks, Comments, Done, Effect, Existing, Kept, Msg, Next, NotSaved, Opened, Rewritten, Saving,
    Target, Then, Wanted,
};
pub use mistakes::{Mistake, Mistakes};
pub use overlay::{
    Asks, Choice, Editor, Overlay, Passage, Picker, Prompt, Reading, Row, Typing, Writes,
};
pub use packages::{PackageRow, PackagesView, Pane};
pub use quick::{Entry, Fault, QuickPage, Sketch, Tally};
pub use recovery::{Before, Meanwhile, Recovery};
pub use search::{Better, Extent, Findings, Job, Search, Seeks, Stage};
pub use session::{App, Status};
pub use sheet::{By, On, Sheet, SheetRow, Through};
pub use start::{Recent, Start, StartRow};
pub use table::{Column, TableCell, TableRow};
pub use text::{Lines, TextField};
pub use update::update;
pub use view::{Filter, Focus, GridMode, Only, Screen, View, folded};
