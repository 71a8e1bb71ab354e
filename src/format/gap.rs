//! What stands between two values: comments, blank lines, commas; and to which of the two it belongs.

use std::ops::Range;

use super::scan;
use super::sheet::Lead;

/// A comment between two values.
#[derive(Clone, Debug)]
pub(super) struct Comment {
    /// Its bytes.
    pub(super) range: Range<usize>,
    /// How many line feeds stand between it and what is before it.
    pub(super) feeds: usize,
    /// Whether a comma stands before it in the gap.
    pub(super) after_comma: bool,
}

/// The text between two values.
#[derive(Clone, Debug)]
pub(super) struct Gap {
    pub(super) comments: Vec<Comment>,
    /// How many line feeds stand between the last comment, or the start, and the end.
    pub(super) feeds: usize,
    /// The byte after the first comma.
    pub(super) comma: Option<usize>,
}

impl Gap {
    /// Reads the text between two values.
    pub(super) fn of(text: &str, range: Range<usize>) -> Self {
        let mut gap = Self { comments: Vec::new(), feeds: 0, comma: None };
        let mut at = range.start;
        while at < range.end {
            match text.as_bytes().get(at) {
                Some(b'\n') => gap.feeds += 1,
                Some(b',') => gap.comma = gap.comma.or(Some(at + 1)),
                Some(b'/') => {
                    if let Some(Ok(end)) = scan::comment_end(text, at) {
                        let (feeds, after_comma) = (gap.feeds, gap.comma.is_some());
                        gap.comments.push(Comment { range: at..end, feeds, after_comma });
                        gap.feeds = 0;
                        at = end;
                        continue;
                    }
                }
                _ => {}
            }
            at += 1;
        }
        gap
    }

    /// How many of the comments end the line of what is before the gap.
    ///
    /// Those on its line, if the line ends after them; else only those before the comma. A comment
    /// that begins on this line and is followed by a value on its last line belongs to that value.
    pub(super) fn ending(&self) -> usize {
        let same = self.comments.iter().take_while(|comment| comment.feeds == 0).count();
        let next_feeds = self.comments.get(same).map_or(self.feeds, |comment| comment.feeds);
        if next_feeds > 0 {
            return same;
        }
        self.comments.iter().take(same).take_while(|comment| !comment.after_comma).count()
    }

    /// How many of the comments belong to what is before the gap: those that end its line, and those
    /// before its comma.
    pub(super) fn behind(&self) -> usize {
        let before_comma = self.comments.iter().take_while(|comment| !comment.after_comma).count();
        if self.comma.is_some() { self.ending().max(before_comma) } else { self.ending() }
    }

    /// Whether a line ends between the two values.
    pub(super) fn breaks(&self) -> bool {
        self.feeds > 0 || self.comments.iter().any(|comment| comment.feeds > 0)
    }

    /// The comments that end the line before the gap.
    pub(super) fn tails(&self, text: &str) -> Vec<String> {
        let comments = self.comments.iter().take(self.ending());
        comments.map(|comment| comment_text(text, comment)).collect()
    }

    /// The same in one text.
    pub(super) fn tail(&self, text: &str) -> String {
        self.tails(text).join(" ")
    }

    /// The comments that belong to what is before the gap, in one text.
    pub(super) fn behind_text(&self, text: &str) -> String {
        let behind = self.comments.get(..self.behind()).unwrap_or(&[]);
        match behind {
            // on lines of their own, too: as they stand, for no comma is between them
            [first, .., last] | [first @ last] if behind.len() > self.ending() => {
                text.get(first.range.start..last.range.end).unwrap_or("").trim_end().to_owned()
            }
            _ => self.tail(text),
        }
    }

    /// The other comments, with the blank lines around them.
    pub(super) fn lead(&self, text: &str) -> Vec<Lead> {
        let mut leads = Vec::new();
        for comment in self.comments.iter().skip(self.ending()) {
            if comment.feeds > 1 {
                leads.push(Lead::Blank);
            }
            leads.push(Lead::Comment(comment_text(text, comment)));
        }
        if self.feeds > 1 {
            leads.push(Lead::Blank);
        }
        leads
    }
}

/// A comment without trailing white space and without carriage returns at the ends of its lines.
fn comment_text(text: &str, comment: &Comment) -> String {
    without_returns(text.get(comment.range.clone()).unwrap_or("").trim_end())
}

/// A text whose lines end with a line feed alone, however many carriage returns stood before it.
pub(super) fn without_returns(text: &str) -> String {
    let lines = text.split('\n').map(|line| line.trim_end_matches('\r'));
    lines.collect::<Vec<_>>().join("\n")
}
