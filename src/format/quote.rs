//! A problem in words: the place, the line with carets under it, and what to do; private text is masked.

use std::fmt::Write as _;
use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::parse::{self, Parsed};
use super::problem::{Lines, Problem};
use super::read::BYTE_ORDER_MARK;
use super::tree::is_word_part;
use super::{mask, scan, schema};
use crate::model::{Curtain, Private, Text};

/// The most cells of a line that are quoted.
const WIDEST: usize = 100;

/// The cells that are shown before the place in a line that is cut.
const BEFORE: usize = 40;

/// Quotes lines of one text, with what is private masked while the curtain is drawn.
#[derive(Debug)]
pub struct Quoter<'a> {
    text: &'a str,
    lines: Lines<'a>,
    curtain: Curtain,
    /// Private stretches and comments.
    masks: Vec<Range<usize>>,
    parsed: Option<Parsed<'a>>,
}

/// A piece of a quoted line: what is shown for it, and where it comes from.
struct Shown {
    text: String,
    cells: usize,
    at: usize,
}

impl<'a> Quoter<'a> {
    /// A quoter of this text; a byte order mark is left out of account.
    #[must_use]
    pub fn new(text: &'a str, curtain: Curtain) -> Self {
        let text = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
        let lines = Lines::of(text);
        let mut quoter = Self { text, lines, curtain, masks: Vec::new(), parsed: None };
        if curtain.is_drawn() {
            let parsed = parse::parse(text);
            quoter.masks = mask::private(&parsed.tree);
            quoter.masks.extend(scan::comments(text));
            quoter.parsed = Some(parsed);
        }
        quoter
    }

    /// The problem in words, with its line and the carets under its place.
    #[must_use]
    pub fn render(&self, problem: &Problem, file: &str) -> String {
        let Problem { line, column, severity, message, help, .. } = problem;
        let file: String = file.chars().map(harmless).collect();
        let severity = severity.word();
        let mut words = format!("{file}:{line}:{column}: {severity}: {message}\n");
        let masks = self.masks_in(*line, is_trusted(problem));
        if let Some((quoted, carets)) = self.quote(*line, problem.span.clone(), &masks) {
            let margin = line.to_string().len().max(4);
            // an ignored error: writing to a String can't fail
            let _ = writeln!(words, "{line:>margin$} | {quoted}");
            let _ = writeln!(words, "{:margin$} | {carets}", "");
        }
        if let Some(help) = help {
            let _ = writeln!(words, "     help: {help}");
        }
        words
    }

    /// The line of a problem, and blanks with the carets under its place; with what is private
    /// masked while the curtain is drawn.
    #[must_use]
    pub fn quoted(&self, problem: &Problem) -> (String, String) {
        let masks = self.masks_in(problem.line, is_trusted(problem));
        self.quote(problem.line, problem.span.clone(), &masks).unwrap_or_default()
    }

    /// The same with nothing masked.
    #[must_use]
    pub fn unmasked(&self, problem: &Problem) -> Private<(String, String)> {
        let quoted = self.quote(problem.line, problem.span.clone(), &[]);
        Private::new(quoted.unwrap_or_default())
    }

    /// A line, from 1, with what is private masked while the curtain is drawn; of a text that is no
    /// map, nothing but its structure is left then.
    #[must_use]
    pub fn line(&self, line: usize) -> String {
        let masks = self.masks_in(line, self.is_sound());
        self.pieces(line, &masks).map(|piece| piece.text).collect()
    }

    /// The same with nothing masked.
    #[must_use]
    pub fn unmasked_line(&self, line: usize) -> String {
        self.pieces(line, &[]).map(|piece| piece.text).collect()
    }

    /// Whether nothing in the brackets of the text is wrong.
    fn is_sound(&self) -> bool {
        self.parsed.as_ref().is_none_or(|parsed| parsed.faults.is_empty())
    }

    /// A line in pieces, as each of them is shown.
    fn pieces(&self, line: usize, masks: &[Range<usize>]) -> impl Iterator<Item = Shown> {
        let range = self.lines.range(line);
        let source = self.text.get(range.clone()).unwrap_or("");
        source.grapheme_indices(true).map(move |(at, sign)| show(range.start + at, sign, masks))
    }

    /// The line and the carets under its place.
    fn quote(
        &self,
        line: usize,
        span: Range<usize>,
        masks: &[Range<usize>],
    ) -> Option<(String, String)> {
        let range = self.lines.range(line);
        self.text.get(range.clone())?;
        let shown: Vec<Shown> = self.pieces(line, masks).collect();
        let start = span.start.clamp(range.start, range.end);
        let end = span.end.clamp(start, range.end);
        let before: usize =
            shown.iter().filter(|piece| piece.at < start).map(|piece| piece.cells).sum();
        let under: usize = shown
            .iter()
            .filter(|piece| (start..end).contains(&piece.at))
            .map(|piece| piece.cells)
            .sum();
        Some(cut(&shown, before, under.max(1)))
    }

    /// What of a line must not be seen.
    fn masks_in(&self, line: usize, trusted: bool) -> Vec<Range<usize>> {
        let line = &self.lines.range(line);
        let source = self.text.get(line.clone()).filter(|_| self.curtain.is_drawn());
        let Some(source) = source else { return Vec::new() };
        let overlaps = |mask: &&Range<usize>| mask.start < line.end && mask.end > line.start;
        let mut masks: Vec<Range<usize>> = self.masks.iter().filter(overlaps).cloned().collect();
        if !trusted || self.parsed.as_ref().is_some_and(|parsed| parsed.doubts(line)) {
            masks.extend(all_but_structure(line.start, source));
        }
        masks
    }
}

/// Whether the place of a problem tells what is private around it.
fn is_trusted(problem: &Problem) -> bool {
    !matches!(problem.id, "conflict-marker" | "not-utf8" | "too-large")
}

/// Everything in a line but brackets, commas and the names of fields: for where the reader is lost.
fn all_but_structure(start: usize, source: &str) -> Vec<Range<usize>> {
    let mut masks = Vec::new();
    let mut rest = source;
    let mut at = start;
    while let Some(sign) = rest.chars().next() {
        if rest.starts_with("//") || rest.starts_with("/*") {
            masks.push(at..at + rest.len());
            break;
        }
        let word = rest.find(|sign| !is_word_part(sign)).unwrap_or(rest.len());
        let length = word.max(sign.len_utf8());
        let (taken, after) = rest.split_at_checked(length).unwrap_or((rest, ""));
        let field = schema::is_field_name(taken) && after.trim_start().starts_with(':');
        let structure = "()[]{},:\"".contains(sign) || sign.is_whitespace();
        if !field && !structure {
            masks.push(at..at + length);
        }
        at += length;
        rest = after;
    }
    masks
}

fn show(at: usize, grapheme: &str, masks: &[Range<usize>]) -> Shown {
    if grapheme == "\t" {
        return Shown { text: "    ".to_owned(), cells: 4, at };
    }
    let text: String = grapheme.chars().map(harmless).collect();
    let cells = text.width();
    let masked = masks.iter().any(|mask| mask.contains(&at));
    let text = if masked && grapheme != " " { "·".repeat(cells) } else { text };
    Shown { text, cells, at }
}

/// The character itself, or a stand-in where it could control a terminal.
fn harmless(sign: char) -> char {
    if Text::misleads(sign) { '\u{FFFD}' } else { sign }
}

/// As much of a line as is quoted, and the carets under `under` cells after the first `before`.
fn cut(shown: &[Shown], before: usize, under: usize) -> (String, String) {
    let all: usize = shown.iter().map(|piece| piece.cells).sum();
    let from = if all > WIDEST { before.saturating_sub(BEFORE) } else { 0 };
    let (mut quoted, mut skipped, mut cells) = (String::new(), 0, 0);
    let mut whole = true;
    for piece in shown {
        if skipped + piece.cells <= from {
            skipped += piece.cells;
        } else if cells + piece.cells <= WIDEST {
            quoted.push_str(&piece.text);
            cells += piece.cells;
        } else {
            whole = false;
            break;
        }
    }
    let lead = if skipped > 0 { "…" } else { "" };
    let tail = if whole { "" } else { "…" };
    let indent = before.saturating_sub(skipped) + usize::from(skipped > 0);
    let carets = under.min((cells + 1).saturating_sub(before.saturating_sub(skipped))).max(1);
    (format!("{lead}{quoted}{tail}"), format!("{}{}", " ".repeat(indent), "^".repeat(carets)))
}
