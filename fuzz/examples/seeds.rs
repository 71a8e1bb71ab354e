//! Writes the seeds that are not written by hand: tapes of edits, and journals of sessions.
//!
//! `cargo run --example seeds` in `fuzz/`; the same seeds each time, until what can be edited changes.

#![expect(clippy::disallowed_methods, reason = "a seed that is written in part is written again")]

use std::error::Error;
use std::fs;
use std::path::Path;

use zopa::format::journal::beginning;

/// Maps that stand in a seed, with the name of the seed.
const MAPS: &[(&str, &[u8])] = &[
    ("comments", include_bytes!("../seeds/map_reader/comments.ron")),
    ("layout", include_bytes!("../seeds/map_reader/layout.ron")),
    ("scales", include_bytes!("../seeds/map_reader/scales.ron")),
    ("smallest", include_bytes!("../seeds/map_reader/smallest.ron")),
    ("riders", include_bytes!("../../tests/data/riders.ron")),
];

fn main() -> Result<(), Box<dyn Error>> {
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
    let (patcher, journal) = (seeds.join("patcher"), seeds.join("journal_reader"));
    let mut tapes = Tapes(1);
    for (number, first) in [0, 1, 2, 255, 255, 255].into_iter().enumerate() {
        let tape = [vec![first], tapes.next(if first == 255 { 600 } else { 150 })].concat();
        let name = format!("tape-{number}");
        fs::write(patcher.join(&name), &tape)?;
        fs::write(journal.join(&name), [b"S", &tape[..]].concat())?;
    }
    for (name, text) in MAPS {
        let start = [b"T", *text, b"\0"].concat();
        let tape = [start, tapes.next(120)].concat();
        fs::write(patcher.join(format!("text-{name}")), &tape)?;
        let Some(mut lines) = zopa_fuzz::journal_of(&tape) else { continue };
        fs::write(journal.join(format!("journal-{name}")), [b"J", &lines[..]].concat())?;
        let lines = lines.split_off(beginning(text).len());
        let said: Vec<&[u8]> = lines
            .split(|byte| *byte == b'\n')
            .filter_map(|line| line.splitn(3, |byte| *byte == b' ').nth(2))
            .collect();
        let said = said.join(&b'\n');
        fs::write(journal.join(format!("lines-{name}")), [b"L", *text, b"\0", &said].concat())?;
    }
    Ok(())
}

/// Tapes of numbers that look random and are the same in each run.
struct Tapes(u32);

impl Tapes {
    fn next(&mut self, length: usize) -> Vec<u8> {
        let mut number = || {
            self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            self.0.to_be_bytes()[0]
        };
        (0..length).map(|_| number()).collect()
    }
}
