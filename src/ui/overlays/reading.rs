//! Help and explanations: headings, wrapped sentences, keys beside what they do.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::{at_foot, open};
use crate::analysis::Extent;
use crate::app::{Passage, Reading};
use crate::ui::draw::{after, cut, put, row, width, wrapped};
use crate::ui::frame::Canvas;
use crate::ui::theme::{Look, Mark, Role};

/// The most columns that a text is read in with ease.
const COLUMNS: u16 = 84;

/// The most columns for the keys beside what they do.
const KEYS: u16 = 18;

/// Whether the marks are explained behind the first part of the text, which is about what has the keys.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Marks {
    /// They are.
    Shown,
    /// They are left out.
    Left,
}

/// One row as it is drawn.
struct Line {
    left: String,
    left_style: Style,
    /// Where the rest begins.
    indent: u16,
    text: String,
    style: Style,
}

/// Draws a text to read in a box, scrolled as far as it was asked and as the text goes.
pub(super) fn draw(reading: &Reading, marks: Marks, area: Rect, canvas: &mut Canvas<'_>) {
    let look = canvas.look;
    let columns = COLUMNS.min(area.width.saturating_sub(super::FRAME.0)).max(1);
    let mut lines = Vec::new();
    let is_heading = |passage: &&Passage| matches!(passage, Passage::Heading(_));
    let mut headings = 0;
    for passage in &reading.passages {
        headings += usize::from(is_heading(&passage));
        if marks == Marks::Shown && headings == 2 && is_heading(&passage) {
            add_marks(&mut lines, columns, look);
        }
        add(&mut lines, passage, columns, look);
    }
    let high = u16::try_from(lines.len()).unwrap_or(u16::MAX);
    let used = lines.iter().map(|line| line.indent + width(&line.text)).max().unwrap_or(0);
    let (whole, inner) = open(canvas, area, &reading.title, (used.max(24).min(columns), high));
    let rows = usize::from(inner.height);
    let first = scrolled(&mut canvas.memory.reading, reading.scroll, lines.len(), rows);
    for (n, line) in (0..inner.height).zip(lines.iter().skip(first)) {
        let place = row(inner, n);
        put(canvas.buffer, place, &cut(&line.left, line.indent), line.left_style);
        put(canvas.buffer, after(place, line.indent), &line.text, line.style);
    }
    let below = lines.len().saturating_sub(first + rows);
    let more = look.either("↓", "v");
    match (below, first) {
        (0, 0) => {}
        (0, _) => at_foot(canvas, whole, "the end"),
        (1, _) => at_foot(canvas, whole, &format!("{more} 1 more line")),
        _ => at_foot(canvas, whole, &format!("{more} {below} more lines")),
    }
}

/// The first row shown. What was asked beyond either end of the text is forgotten, so that the next
/// key works at once.
fn scrolled(memory: &mut (usize, usize), asked: usize, all: usize, rows: usize) -> usize {
    let (first, before) = *memory;
    let wanted = match asked {
        0 => 0,
        _ if asked < before => first.saturating_sub(before - asked),
        _ => first.saturating_add(asked - before),
    };
    let first = wanted.min(all.saturating_sub(rows));
    *memory = (first, asked);
    first
}

fn add(lines: &mut Vec<Line>, passage: &Passage, columns: u16, look: Look) {
    let plain = Style::new();
    match passage {
        Passage::Heading(text) => {
            if !lines.is_empty() {
                add_wrapped(lines, "", 0, ("", plain));
            }
            for line in wrapped(text, columns) {
                add_wrapped(lines, "", 0, (&line, look.heading()));
            }
        }
        Passage::Says(text) => {
            let indent = 2.min(columns / 4);
            for (n, line) in wrapped(text, columns - indent).iter().enumerate() {
                let hang = if n == 0 { 0 } else { indent };
                add_wrapped(lines, "", hang, (line, plain));
            }
        }
        Passage::Pair(left, text) => {
            let indent = (KEYS + 2).min(columns / 2);
            let lefts = wrapped(left, indent.saturating_sub(1));
            let texts = wrapped(text, columns - indent);
            for n in 0..lefts.len().max(texts.len()) {
                let left = lefts.get(n).map_or("", String::as_str);
                let text = texts.get(n).map_or("", String::as_str);
                add_wrapped(lines, left, indent, (text, plain));
                if let Some(line) = lines.last_mut() {
                    line.left_style = look.style(Role::Accent);
                }
            }
        }
    }
}

fn add_wrapped(lines: &mut Vec<Line>, left: &str, indent: u16, (text, style): (&str, Style)) {
    let (left, text) = (left.to_owned(), text.to_owned());
    lines.push(Line { left, left_style: Style::new(), indent, text, style });
}

/// All marks with their words; the amounts say what they are amounts of.
fn add_marks(lines: &mut Vec<Line>, columns: u16, look: Look) {
    add(lines, &Passage::Heading("Marks".into()), columns, look);
    for mark in Mark::ALL {
        let word = match mark {
            Mark::Common(Extent::None) => "no common ground".to_owned(),
            Mark::Common(_) => format!("{} common ground", mark.word()),
            Mark::Guess => "the placement is a guess".into(),
            Mark::NotKnown => "what success means to them is not known".into(),
            Mark::NotScored => "not scored: no criterion of theirs is touched".into(),
            Mark::WinWin => "win-win: several win, nobody loses".into(),
            _ => mark.word().to_owned(),
        };
        add_mark(lines, (look.sign(mark), look.mark_style(mark)), &word, columns);
    }
    let (win, lose) = (look.style(Role::Win), look.style(Role::Lose));
    let on_packages = [
        (look.either("┼", "|"), win, "on Packages: what they need, not to walk away"),
        (look.either("●", "o"), win, "on Packages: what they get"),
        (look.either("○", "x"), lose, "on Packages: what they get and refuse"),
    ];
    for (sign, style, word) in on_packages {
        add_mark(lines, (sign, style), word, columns);
    }
}

fn add_mark(lines: &mut Vec<Line>, (sign, style): (&str, Style), word: &str, columns: u16) {
    let indent = 4.min(columns / 2);
    let (left, text) = (sign.to_owned(), cut(word, columns - indent));
    lines.push(Line { left, left_style: style, indent, text, style: Style::new() });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scrolling_stops_at_the_ends_and_turns_round_at_once() {
        let mut memory = (0, 0);
        let mut to = |asked| scrolled(&mut memory, asked, 30, 10);
        assert_eq!(to(5), 5);
        assert_eq!(to(60), 20);
        assert_eq!(to(59), 19);
        assert_eq!(to(0), 0);
        assert_eq!(to(1), 1);
        // to the end from within the text, which is beyond all that a signed number holds
        assert_eq!(to(1 + isize::MAX.unsigned_abs()), 20);
        assert_eq!(to(isize::MAX.unsigned_abs()), 19);
    }

    #[test]
    fn a_text_that_fits_is_not_scrolled() {
        assert_eq!(scrolled(&mut (0, 0), 7, 4, 10), 0);
    }
}
