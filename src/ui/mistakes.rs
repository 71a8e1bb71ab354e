//! The mistakes of a file: each with its place, its line with carets, and what to do.

use ratatui::layout::Rect;
use ratatui::style::Style;
use unicode_segmentation::UnicodeSegmentation;

use super::draw::{after, below, put, put_right, row, width, wrapped};
use super::frame::Canvas;
use super::theme::{Mark, Role};
use crate::app::{App, Mistake, Mistakes, Target};

/// The most columns that the list takes.
const COLUMNS: u16 = 110;

/// From this many rows on, an empty line stands above the list and below each mistake.
const AIRY: u16 = 16;

/// The cells before a quoted line: its number and a bar.
const MARGIN: u16 = 8;

/// A line of the list.
struct Line {
    text: String,
    style: Style,
    indent: u16,
}

/// Draws the list on all of the area.
pub(super) fn draw(app: &App, mistakes: &Mistakes, area: Rect, canvas: &mut Canvas<'_>) {
    let airy = area.height >= AIRY;
    let wide = COLUMNS.min(area.width.saturating_sub(4));
    let whole = Rect { x: area.x + 2.min(area.width), width: wide, ..area };
    let head = head(app, mistakes, whole, canvas) + u16::from(airy);
    let list = below(whole, head);
    let text = wide.saturating_sub(2);
    let block = |at: usize, mistake: &Mistake| {
        let mut lines = lines(app, mistake, text, canvas.look);
        if at == mistakes.at
            && let Some(first) = lines.first_mut()
        {
            first.style = canvas.look.cursor();
        }
        if airy {
            lines.push(Line { text: String::new(), style: Style::new(), indent: 0 });
        }
        lines
    };
    let blocks: Vec<Vec<Line>> =
        mistakes.rows.iter().enumerate().map(|(at, mistake)| block(at, mistake)).collect();
    let above: usize = blocks.iter().take(mistakes.at).map(Vec::len).sum();
    let high = blocks.get(mistakes.at).map_or(0, Vec::len);
    let seen = usize::from(list.height);
    // the whole block is seen, or at least its beginning
    let first =
        canvas.memory.mistakes.min(above).max((above + high).saturating_sub(seen)).min(above);
    canvas.memory.mistakes = first;
    let all =
        blocks.iter().enumerate().flat_map(|(at, lines)| lines.iter().map(move |line| (at, line)));
    let mut before =
        first.checked_sub(1).and_then(|_| all.clone().nth(first - 1)).map(|(at, _)| at);
    for (n, (at, line)) in (0..list.height).zip(all.skip(first)) {
        let place = row(list, n);
        canvas.drawn.note(place, Target::OverlayRow(at));
        if before != Some(at) && at == mistakes.at {
            put(canvas.buffer, place, canvas.look.sign(Mark::Selected), Style::new());
        }
        before = Some(at);
        put(canvas.buffer, after(place, 2 + line.indent), &line.text, line.style);
    }
}

/// What is wrong with which file; gives the rows taken.
fn head(app: &App, mistakes: &Mistakes, area: Rect, canvas: &mut Canvas<'_>) -> u16 {
    let look = canvas.look;
    let name = app.words_of(&mistakes.path);
    let sum = mistakes.sum();
    let title = format!("{name} can't be opened");
    put(canvas.buffer, row(area, 0), &title, look.heading());
    let there = width(&title).saturating_add(width(&sum)).saturating_add(3) <= area.width;
    if there {
        let lose = look.style(Role::Lose);
        put_right(canvas.buffer, row(area, 0), &sum, lose);
    }
    let told = "Enter opens your editor at the line; then the file is read again";
    put(canvas.buffer, row(area, 1), told, look.style(Role::Dim));
    2
}

/// The lines of one mistake.
fn lines(app: &App, mistake: &Mistake, cells: u16, look: super::Look) -> Vec<Line> {
    let dim = look.style(Role::Dim);
    let plain = Style::new();
    let mut lines = Vec::new();
    let place = format!("line {}, column {}: ", mistake.line, mistake.column);
    for line in wrapped(&format!("{place}{}", mistake.message), cells) {
        lines.push(Line { text: line, style: look.heading(), indent: 0 });
    }
    let (quoted, carets) = mistake.quoted(app.curtain);
    let room = cells.saturating_sub(MARGIN);
    if !quoted.is_empty() && room > 0 {
        let number = format!("{:>5} {} ", mistake.line, look.either("│", "|"));
        let by = shift(carets, room);
        lines.push(Line {
            text: format!("{number}{}", shifted(quoted, by, room)),
            style: dim,
            indent: 0,
        });
        let style = look.style(Role::Lose);
        lines.push(Line { text: shifted(carets, by, room), style, indent: MARGIN });
    }
    if let Some(help) = &mistake.help {
        for line in wrapped(help, cells) {
            lines.push(Line { text: line, style: plain, indent: 0 });
        }
    }
    lines
}

/// By how many cells a line is moved to the left, so that its carets are seen.
fn shift(carets: &str, cells: u16) -> u16 {
    let indent = width(carets) - width(carets.trim_start());
    if width(carets) <= cells { 0 } else { indent.saturating_sub(cells / 3) }
}

/// The part of a line that is seen where it is moved to the left by so many cells.
fn shifted(line: &str, by: u16, cells: u16) -> String {
    let (mut passed, mut taken) = (0_u16, 0_u16);
    let mut text = String::new();
    for grapheme in line.graphemes(true) {
        let wide = width(grapheme);
        if passed < by {
            passed = passed.saturating_add(wide);
            continue;
        }
        taken = taken.saturating_add(wide);
        if taken > cells {
            break;
        }
        text.push_str(grapheme);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_line_is_moved_until_its_carets_are_seen() {
        assert_eq!(shift("   ^^", 10), 0);
        let by = shift(&format!("{}^^", " ".repeat(50)), 30);
        assert_eq!(by, 40);
        assert_eq!(shifted("abcdefgh", 2, 3), "cde");
        assert_eq!(shifted("水水水", 1, 3), "水");
    }
}
