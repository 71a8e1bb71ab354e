//! Many short texts in one string: thousands of drafts of names that need no memory of their own.

use super::text::{cells, head};

/// The texts, one after the other.
#[derive(Default)]
pub(super) struct Lines(String);

/// One of the texts.
#[derive(Clone, Copy)]
pub(super) struct Line {
    from: usize,
    to: usize,
    /// The sum over its parts: adding is cheaper than measuring.
    pub(super) cells: i32,
}

/// A part of a text, and its cells.
pub(super) type Part<'p> = (&'p str, i32);

impl Line {
    pub(super) fn is_empty(self) -> bool {
        self.from == self.to
    }
}

impl Lines {
    pub(super) fn write(&mut self, text: &str) -> Line {
        self.add([(text, cells(text))], None)
    }

    /// Writes the words with blanks between them.
    pub(super) fn join<'p>(&mut self, words: impl Iterator<Item = Part<'p>>) -> Line {
        let blanks = std::iter::once(("", 0)).chain(std::iter::repeat((" ", 1)));
        self.add(words.zip(blanks).flat_map(|(word, blank)| [blank, word]), None)
    }

    /// Writes these parts, and the text after them.
    pub(super) fn add<'p>(
        &mut self,
        parts: impl IntoIterator<Item = Part<'p>>,
        text: Option<Line>,
    ) -> Line {
        let from = self.0.len();
        let mut width = 0;
        for (part, cells) in parts {
            self.0.push_str(part);
            width += cells;
        }
        if let Some(Line { from, to, cells }) = text {
            self.0.extend_from_within(from..to);
            width += cells;
        }
        Line { from, to: self.0.len(), cells: width }
    }

    /// Writes an ellipsis after the text that was written last.
    pub(super) fn open(&mut self, line: Line) -> Line {
        self.0.push('…');
        Line { to: self.0.len(), cells: line.cells + 1, ..line }
    }

    /// The text without such characters at its ends.
    pub(super) fn trimmed(&self, line: Line, is_outer: fn(char) -> bool) -> Line {
        let text = self.read(line).trim_end_matches(is_outer);
        let to = line.from + text.len();
        let from = to - text.trim_start_matches(is_outer).len();
        if (from, to) == (line.from, line.to) {
            return line;
        }
        self.measured(from, to)
    }

    /// The text, with an ellipsis for what doesn't fit in `room` cells: after a whole word, if that
    /// is not much shorter.
    pub(super) fn cut(&mut self, line: Line, room: i32) -> Line {
        if line.cells <= room {
            return line;
        }
        let text = self.read(line);
        let start = head(text, room - 1);
        let rest = text.get(start.len()..).unwrap_or_default();
        let words = start.rsplit_once(' ').map(|(words, _)| words);
        let start = words
            .filter(|words| !rest.starts_with(' ') && cells(words) * 2 >= room - 1)
            .unwrap_or(start);
        let kept = start.trim_end_matches([' ', ',', '.']).len();
        let kept = self.measured(line.from, line.from + kept);
        let start = self.add([], Some(kept));
        self.open(start)
    }

    pub(super) fn read(&self, line: Line) -> &str {
        self.0.get(line.from..line.to).unwrap_or_default()
    }

    fn measured(&self, from: usize, to: usize) -> Line {
        Line { from, to, cells: cells(self.0.get(from..to).unwrap_or_default()) }
    }
}
