//! What the edits of this session took out of the text, for when it comes back.

use std::collections::BTreeMap;

/// The most bytes that are kept.
const MOST: usize = 8 << 20;

/// The text of an item that is moved, or that was taken out.
#[derive(Clone, Debug, Default)]
pub(super) struct Chunk {
    /// Its own comments and itself, or a single value.
    pub(super) body: String,
    /// The comments that end its line.
    pub(super) tail: String,
    /// All of it on lines of its own, with a comma; nothing where it shared its lines.
    pub(super) lines: Option<String>,
    /// How many blank lines stood before it.
    pub(super) blanks: usize,
}

impl Chunk {
    /// The text of a single value.
    pub(super) fn value(source: &str) -> Self {
        Self { body: source.to_owned(), ..Self::default() }
    }

    /// The text for the middle of a line.
    pub(super) fn inline(&self) -> String {
        let feed = if self.tail.contains("//") { "\n" } else { "" };
        let space = if self.tail.is_empty() { "" } else { " " };
        format!("{}{space}{}{feed}", self.body, self.tail)
    }

    /// The text on lines of its own, with a comma.
    pub(super) fn on_lines(&self, indent: &str) -> String {
        let space = if self.tail.is_empty() { "" } else { " " };
        let lines = || format!("{indent}{},{space}{}\n", self.body, self.tail);
        self.lines.clone().unwrap_or_else(lines)
    }

    fn bytes(&self) -> usize {
        self.body.len() + self.tail.len() + self.lines.as_ref().map_or(0, String::len)
    }
}

/// Texts that were taken out, by their path in the map.
#[derive(Clone, Debug, Default)]
pub(super) struct Kept {
    chunks: BTreeMap<String, Vec<Chunk>>,
    bytes: usize,
}

impl Kept {
    /// Keeps a text. When there is too much, all that was kept before is let go.
    pub(super) fn keep(&mut self, path: String, chunk: Chunk) {
        self.bytes += chunk.bytes();
        if self.bytes > MOST {
            self.chunks.clear();
            self.bytes = chunk.bytes();
        }
        self.chunks.entry(path).or_default().push(chunk);
    }

    /// What was taken out at a path, the latest first.
    pub(super) fn at(&self, path: &str) -> impl Iterator<Item = &Chunk> {
        self.chunks.get(path).into_iter().flatten().rev()
    }
}
