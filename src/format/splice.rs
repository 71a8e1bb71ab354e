//! Changes to a text: what is replaced by what; and the layout of the lines around them.

use std::ops::Range;

use super::scan;
use super::sheet::{Entry, STEP};
use crate::model::order_by_key;

/// A stretch of a text and what takes its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Splice {
    pub(super) at: Range<usize>,
    pub(super) text: String,
}

impl Splice {
    pub(super) fn removal(at: Range<usize>) -> Self {
        Self { at, text: String::new() }
    }

    pub(super) fn insertion(at: usize, text: String) -> Self {
        Self { at: at..at, text }
    }
}

/// The text with all changes made; and the changes that lead back.
pub(super) fn apply(text: &str, mut splices: Vec<Splice>) -> (String, Vec<Splice>) {
    // what is put in before a stretch goes before what takes its place
    order_by_key(&mut splices, |splice| (splice.at.start, splice.at.end));
    let mut out = String::with_capacity(text.len() + 64);
    let mut inverse = Vec::with_capacity(splices.len());
    let mut from = 0;
    for Splice { at, text: new } in splices {
        if at.start < from {
            continue; // inside of what is gone already; the result is read back and compared
        }
        out.push_str(text.get(from..at.start).unwrap_or(""));
        let start = out.len();
        out.push_str(&new);
        let old = text.get(at.clone()).unwrap_or("").to_owned();
        inverse.push(Splice { at: start..out.len(), text: old });
        from = at.end;
    }
    out.push_str(text.get(from..).unwrap_or(""));
    (out, inverse)
}

/// A text with its ways of laying things out.
pub(super) struct Paper<'a> {
    text: &'a str,
    /// What one level of indentation is.
    pub(super) unit: String,
}

impl<'a> Paper<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        let mut lines = text.lines().skip_while(|line| !line.trim_start().starts_with('('));
        lines.next();
        let first = lines.find(|line| !line.trim().is_empty()).unwrap_or("");
        let space: String = first.chars().take_while(|sign| matches!(sign, ' ' | '\t')).collect();
        let usual = (1..=8).contains(&space.len());
        Self { text, unit: if usual { space } else { " ".repeat(STEP) } }
    }

    /// Where the line of a place starts.
    pub(super) fn line_start(&self, at: usize) -> usize {
        self.text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |feed| feed + 1)
    }

    /// Where the line after a place starts.
    pub(super) fn line_end(&self, at: usize) -> usize {
        let rest = self.text.get(at..).unwrap_or("");
        rest.find('\n').map_or(self.text.len(), |feed| at + feed + 1)
    }

    /// How many blank lines stand before the line that starts here.
    pub(super) fn blanks_before(&self, line: usize) -> usize {
        let before = self.text.get(..line).unwrap_or("");
        let lines = before.strip_suffix('\n').unwrap_or("").rsplit('\n');
        lines.take_while(|line| line.trim().is_empty()).count()
    }

    /// Of the blank lines before the line that starts here, the start of the one behind so many.
    pub(super) fn before_blanks(&self, line: usize, blanks: usize) -> usize {
        let before = self.text.get(..line).unwrap_or("").split_inclusive('\n').rev();
        let back = self.blanks_before(line).saturating_sub(blanks);
        line - before.take(back).map(str::len).sum::<usize>()
    }

    /// The start of the line behind so many blank lines, or as many as there are.
    pub(super) fn after_blanks(&self, line: usize, blanks: usize) -> usize {
        let lines = self.text.get(line..).unwrap_or("").split_inclusive('\n');
        let blank = lines.take_while(|line| line.ends_with('\n') && line.trim().is_empty());
        line + blank.take(blanks).map(str::len).sum::<usize>()
    }

    /// Whether only white space stands before a place on its line.
    pub(super) fn begins_line(&self, at: usize) -> bool {
        let start = self.line_start(at);
        start > 0 && self.text.get(start..at).is_some_and(|before| before.trim().is_empty())
    }

    /// Whether only white space stands after a place on its line.
    pub(super) fn ends_line(&self, at: usize) -> bool {
        let rest = self.text.get(at..).unwrap_or("");
        rest.find('\n')
            .is_some_and(|feed| rest.get(..feed).is_some_and(|after| after.trim().is_empty()))
    }

    /// The white space at the start of a place's line.
    pub(super) fn indent(&self, at: usize) -> String {
        let line = self.text.get(self.line_start(at)..).unwrap_or("");
        line.chars().take_while(|sign| matches!(sign, ' ' | '\t')).collect()
    }

    /// How many characters stand before a place on its line.
    pub(super) fn column(&self, at: usize) -> usize {
        self.text.get(self.line_start(at)..at).map_or(0, |before| before.chars().count())
    }

    /// Where the parenthesis of a record with a name is.
    pub(super) fn opening(&self, start: usize, end: usize) -> usize {
        let mut at = start;
        while at < end && self.text.as_bytes().get(at) != Some(&b'(') {
            at = match scan::comment_end(self.text, at) {
                Some(Ok(end)) => end,
                _ => at + 1,
            };
        }
        at
    }

    /// An entry on lines of its own, with comma and line feed.
    pub(super) fn lines(&self, entry: &Entry, indent: &str) -> String {
        format!("{indent}{},\n", self.block(entry, indent))
    }

    /// An entry without comma, its further lines indented.
    pub(super) fn block(&self, entry: &Entry, indent: &str) -> String {
        let depth = indent.chars().count();
        let mut text = entry.label.clone();
        entry.value.write(&mut text, depth, depth + entry.label.chars().count());
        self.indented(&text, indent)
    }

    /// Text written with spaces, in the local way of indenting.
    pub(super) fn indented(&self, text: &str, indent: &str) -> String {
        let depth = indent.chars().count();
        let mut lines = text.split('\n');
        let mut out = lines.next().unwrap_or("").to_owned();
        for line in lines {
            let plain = line.trim_start_matches(' ');
            let levels = (line.len() - plain.len()).saturating_sub(depth) / STEP;
            out.push('\n');
            out.push_str(indent);
            out.push_str(&self.unit.repeat(levels));
            out.push_str(plain);
        }
        out
    }
}
