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
    pub(super) cells: i32,
}

impl Line {
    pub(super) fn is_empty(self) -> bool {
        self.from == self.to
    }
}

impl Lines {
    /// Writes these parts as one text.
    pub(super) fn write<'p>(&mut self, parts: impl IntoIterator<Item = &'p str>) -> Line {
        let from = self.0.len();
        self.0.extend(parts);
        self.since(from)
    }

    /// Writes the words with blanks between them.
    pub(super) fn join<'p>(&mut self, words: impl IntoIterator<Item = &'p str>) -> Line {
        let from = self.0.len();
        for word in words {
            if self.0.len() > from {
                self.0.push(' ');
            }
            self.0.push_str(word);
        }
        self.since(from)
    }

    /// The text between these parts.
    pub(super) fn wrapped(&mut self, before: [&str; 2], line: Line, after: &str) -> Line {
        let from = self.0.len();
        self.0.extend(before);
        self.0.extend_from_within(line.from..line.to);
        self.0.push_str(after);
        self.since(from)
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
        let from = self.0.len();
        self.0.extend_from_within(line.from..line.from + kept);
        self.0.push('…');
        self.since(from)
    }

    pub(super) fn read(&self, line: Line) -> &str {
        self.0.get(line.from..line.to).unwrap_or_default()
    }

    fn since(&self, from: usize) -> Line {
        self.measured(from, self.0.len())
    }

    fn measured(&self, from: usize, to: usize) -> Line {
        Line { from, to, cells: cells(self.0.get(from..to).unwrap_or_default()) }
    }
}
