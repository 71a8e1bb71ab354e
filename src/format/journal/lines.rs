//! Lines with their length and their hash, so that one that is cut or damaged is seen.

use super::VERSION;
use crate::format::{Fingerprint, LARGEST};

/// A line of a journal, with its end.
pub(super) fn checked(content: &str) -> String {
    let Fingerprint { length_bytes, hash } = Fingerprint::of(content.as_bytes());
    format!("{length_bytes} {hash:016x} {content}\n")
}

/// What comes next in a journal.
pub(super) enum Next<'a> {
    /// The content of a line, and where the next one begins.
    Line(&'a str, usize),
    /// A line that has no end.
    Cut,
    /// A line that is not what was written.
    Damaged,
    /// Nothing more.
    End,
}

/// The line that begins at a place.
pub(super) fn next(bytes: &[u8], at: usize) -> Next<'_> {
    let rest = bytes.get(at..).unwrap_or(&[]);
    if rest.is_empty() {
        return Next::End;
    }
    let Some(length) = rest.iter().position(|byte| *byte == b'\n') else { return Next::Cut };
    let content = rest.get(..length).and_then(content);
    content.map_or(Next::Damaged, |content| Next::Line(content, at + length + 1))
}

/// The content of a line, if it is the one that was written.
fn content(line: &[u8]) -> Option<&str> {
    let line = std::str::from_utf8(line).ok()?;
    let (length, rest) = line.split_once(' ')?;
    let (hash, content) = rest.split_once(' ')?;
    is_of(content.as_bytes(), length, hash).then_some(content)
}

fn is_of(bytes: &[u8], length: &str, hash: &str) -> bool {
    let found = Fingerprint::of(bytes);
    length == found.length_bytes.to_string() && hash == format!("{:016x}", found.hash)
}

/// The text of the map that a journal begins with, and where its lines begin.
pub(super) fn text(bytes: &[u8]) -> Option<(&[u8], usize)> {
    let end = bytes.iter().take(80).position(|byte| *byte == b'\n')?;
    let first = std::str::from_utf8(bytes.get(..end)?).ok()?;
    let (length, hash) = first.strip_prefix(VERSION)?.strip_prefix(' ')?.split_once(' ')?;
    let size = length.parse::<usize>().ok().filter(|size| *size <= LARGEST)?;
    let text = bytes.get(end + 1..end + 1 + size)?;
    let after = end + 1 + size;
    (is_of(text, length, hash) && bytes.get(after) == Some(&b'\n')).then_some((text, after + 1))
}
