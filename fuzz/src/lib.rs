//! What the fuzz targets do with the bytes they are given. A law that doesn't hold is a panic.
//!
//! The random maps and steps are those of zopa's own tests, read from a tape of numbers, so that
//! whatever can be edited is edited here too.

mod edit;
mod journal;
mod map;
mod model;
mod patch;

pub use journal::{journal_of, journal_reader};
pub use map::map_reader;
pub use patch::patcher;

use model::samples::Dice;
use zopa::format::Document;

/// Maps that edits begin with, beside those that stand in the bytes.
const MAPS: &[&str] = &[
    include_str!("../../tests/data/contract.ron"),
    include_str!("../../tests/data/riders.ron"),
    include_str!("../../maps/teachers.ron"),
];

/// The first byte that stands for a random map.
const RANDOM: usize = 255;

/// The tape that some bytes are: each of them is a number, so that a byte changed is one choice changed.
fn dice(bytes: &[u8]) -> Dice {
    Dice::new(bytes.iter().map(|byte| u32::from(*byte)).collect())
}

/// The bytes before and after the first zero; nothing after it where there is none.
fn parted(bytes: &[u8]) -> (&[u8], &[u8]) {
    let at = bytes.iter().position(|byte| *byte == 0).unwrap_or(bytes.len());
    let (before, after) = bytes.split_at(at);
    (before, after.get(1..).unwrap_or(&[]))
}

/// The text of a map and the tape for its edits. The first byte tells where the text comes from: one
/// of [`MAPS`], or a random map that is read from the tape first, or the bytes up to a zero.
fn text_and_tape(bytes: &[u8]) -> Option<(Vec<u8>, Dice)> {
    let (first, rest) = bytes.split_first()?;
    let mut tape = dice(rest);
    match usize::from(*first) {
        known if known < MAPS.len() => Some((MAPS[known].as_bytes().to_vec(), tape)),
        RANDOM => {
            let map = tape.map();
            Some((Document::created(&map).bytes(), tape))
        }
        _ => {
            let (text, rest) = parted(rest);
            Some((text.to_vec(), dice(rest)))
        }
    }
}
