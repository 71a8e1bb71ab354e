//! The text of a journal: the map as it was, and one checked line for all that was done to it since.
//!
//! ```text
//! zopa-journal 1 10240 5d1f0d2c7c1a9e37
//! (format: 1, title: …          the text of the map file, so many bytes with this hash
//!
//! 39 cd798235b9c9825f Moved("move Mayor","mayor",(7,9),(8,9))
//! 80 31852938158960f7 Edit("add Nurses",[(is:Partner,id:"nurses-2",to:(at:12,value:(name:"Nurses")))])
//! 4 8f4be9f086eb530f Undo
//! 61 9a808dccf321deec Draft([(of:["notes","mayor"],texts:[("",0,"they said so")])])
//! ```
//!
//! A line has its length in bytes, its hash and its content. What is done again from it gives the
//! same map and the same history. A line that is not whole, or doesn't fit, ends the journal there:
//! whatever is cut off or damaged, what stands before it counts.

mod edit_line;
mod lines;
mod replay;
#[cfg(test)]
mod tests;

mod write;

use super::Fingerprint;
use crate::edit::{Deed, Draft, Revision};

pub use replay::{Replayed, Stopped, Unreadable, replay};

/// What a journal begins with; the number is raised when older programs could not read it.
const VERSION: &str = "zopa-journal 1";

/// The beginning of a journal on a map with this text.
#[must_use]
pub fn beginning(text: &[u8]) -> Vec<u8> {
    let Fingerprint { length_bytes, hash } = Fingerprint::of(text);
    let first = format!("{VERSION} {length_bytes} {hash:016x}\n");
    [first.as_bytes(), text, b"\n"].concat()
}

/// The line of something done to the map.
#[must_use]
pub fn line(deed: &Deed) -> String {
    match deed {
        Deed::Edit(step, together) => lines::checked(&write::step(step, *together)),
        Deed::Undo => lines::checked("Undo"),
        Deed::Redo => lines::checked("Redo"),
    }
}

/// The line of what is being written and is no step yet: it holds until the next one.
#[must_use]
pub fn draft_line(draft: &Draft) -> String {
    lines::checked(&write::draft(draft))
}

/// The line that comes before a save: from here on the file may be this one, with the map as it was
/// at this revision. Which one it is tells the file itself.
#[must_use]
pub fn saving_line(revision: Revision, file: Fingerprint) -> String {
    let Fingerprint { length_bytes, hash } = file;
    lines::checked(&format!("Saving({},{length_bytes},\"{hash:016x}\")", revision.number()))
}

/// The line that comes after a save: the map as it was at this revision is in its file.
#[must_use]
pub fn saved_line(revision: Revision) -> String {
    lines::checked(&format!("Saved({})", revision.number()))
}
