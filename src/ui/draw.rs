//! Small things that all screens draw with: text within its room, boxes, wrapped lines.

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::Line;
use ratatui::widgets::{Clear, Widget};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::theme::{Look, Role};

/// The most cells that a text counts for: beyond any screen, and a few of them can be added up.
const WIDEST: u16 = 20_000;

/// How many cells a text takes, at most 20,000.
#[must_use]
pub fn width(text: &str) -> u16 {
    let cells = if text.is_ascii() {
        text.len()
    } else if text.chars().all(is_plain) {
        text.chars().count()
    } else {
        text.width()
    };
    u16::try_from(cells).unwrap_or(WIDEST).min(WIDEST)
}

/// The text on one line, cut with an ellipsis where it is longer than `cells`.
#[must_use]
pub fn cut(text: &str, cells: u16) -> String {
    let single;
    let text = if text.contains(['\n', '\t']) {
        single = text.replace(['\n', '\t'], " ");
        &single
    } else {
        text
    };
    if width(text) <= cells {
        return text.to_owned();
    }
    let room = cells.saturating_sub(1);
    let mut cut = if text.chars().all(is_plain) {
        text.chars().take(room.into()).collect()
    } else {
        let mut taken = 0;
        let fits = |grapheme: &&str| {
            taken = width(grapheme).saturating_add(taken);
            taken <= room
        };
        text.graphemes(true).take_while(fits).collect::<String>()
    };
    if cells > 0 {
        cut.push('…');
    }
    cut
}

/// Whether a character takes one cell and never belongs to the one before it: Latin letters, lines
/// and shapes (U+2500 to U+25FC), and other signs that the program itself writes.
fn is_plain(sign: char) -> bool {
    matches!(
        sign,
        ' '..='~' | '\u{a1}'..='\u{ac}' | '\u{ae}'..='\u{2ff}' | '–' | '’' | '…'
            | '\u{2500}'..='\u{25fc}'
    )
}

/// Writes a text from a cell on, over at most so many cells.
///
/// Most texts are plain letters, which need no look at what belongs together: they are most of what
/// is drawn at each key.
pub fn write(buffer: &mut Buffer, (x, y): (u16, u16), text: &str, (cells, style): (u16, Style)) {
    if !text.chars().all(is_plain) {
        buffer.set_stringn(x, y, text, cells.into(), style);
        return;
    }
    let row = rest_of_row(buffer, (x, y)).iter_mut().take(cells.into());
    for (cell, letter) in row.zip(text.chars()) {
        cell.set_char(letter).set_style(style);
    }
}

/// The cells from one on to the end of its row; none outside the buffer.
fn rest_of_row(buffer: &mut Buffer, (x, y): (u16, u16)) -> &mut [Cell] {
    let area = buffer.area;
    if !area.contains(Position { x, y }) {
        return &mut [];
    }
    let start = usize::from(y - area.y) * usize::from(area.width);
    let cells = start + usize::from(x - area.x)..start + usize::from(area.width);
    buffer.content.get_mut(cells).unwrap_or_default()
}

/// Writes a text at the left end of an area's first row, cut to its width; gives the cells taken.
pub fn put(buffer: &mut Buffer, area: Rect, text: &str, style: Style) -> u16 {
    let area = area.intersection(buffer.area);
    if area.is_empty() {
        return 0;
    }
    let whole = width(text);
    if whole <= area.width && !text.contains(['\n', '\t']) {
        write(buffer, (area.x, area.y), text, (area.width, style));
        return whole;
    }
    if text.chars().all(is_plain) {
        write(buffer, (area.x, area.y), text, (area.width - 1, style));
        write(buffer, (area.right() - 1, area.y), "…", (1, style));
        return area.width;
    }
    let shown = cut(text, area.width);
    write(buffer, (area.x, area.y), &shown, (area.width, style));
    width(&shown)
}

/// Writes a text at the right end of an area's first row.
pub fn put_right(buffer: &mut Buffer, area: Rect, text: &str, style: Style) -> u16 {
    let room = width(text).min(area.width);
    put(buffer, Rect { x: area.right() - room, width: room, ..area }, text, style)
}

/// Writes a line of spans at the left end of an area's first row.
pub fn put_line(buffer: &mut Buffer, area: Rect, line: &Line<'_>) {
    let mut room = area.intersection(buffer.area);
    if room.is_empty() {
        return;
    }
    for span in &line.spans {
        let style = line.style.patch(span.style);
        write(buffer, (room.x, room.y), &span.content, (room.width, style));
        room = after(room, width(&span.content));
    }
}

/// The n-th row of an area, empty below its end.
#[must_use]
pub fn row(area: Rect, n: u16) -> Rect {
    let height = u16::from(n < area.height);
    Rect { y: area.y.saturating_add(n), height, ..area }.intersection(area)
}

/// The area without its first rows.
#[must_use]
pub fn below(area: Rect, rows: u16) -> Rect {
    let rows = rows.min(area.height);
    Rect { y: area.y + rows, height: area.height - rows, ..area }
}

/// The area without its first columns.
#[must_use]
pub fn after(area: Rect, columns: u16) -> Rect {
    let columns = columns.min(area.width);
    Rect { x: area.x + columns, width: area.width - columns, ..area }
}

/// A box with a title and thin rounded borders; gives the room inside.
pub fn boxed(buffer: &mut Buffer, area: Rect, title: &str, look: Look, lit: Lit) -> Rect {
    let area = area.intersection(buffer.area);
    let style = match lit {
        Lit::Yes => look.style(Role::Accent),
        Lit::No => look.style(Role::Dim),
    };
    borders(buffer, area, style);
    if !title.is_empty() {
        let title = format!(" {} ", cut(title, area.width.saturating_sub(6)));
        let room = area.width.saturating_sub(2);
        write(buffer, (area.x + 1, area.y), &title, (room, style.patch(look.heading())));
    }
    Rect {
        x: area.x + 2.min(area.width),
        y: area.y + 1.min(area.height),
        width: area.width.saturating_sub(4),
        height: area.height.saturating_sub(2),
    }
}

/// Thin lines around an area, with round corners.
fn borders(buffer: &mut Buffer, area: Rect, style: Style) {
    if area.is_empty() {
        return;
    }
    let (left, right) = (area.left(), area.right() - 1);
    let (top, bottom) = (area.top(), area.bottom() - 1);
    let mut set = |x: u16, y: u16, sign: &str| {
        if let Some(cell) = buffer.cell_mut((x, y)) {
            cell.set_symbol(sign).set_style(style);
        }
    };
    for x in left..=right {
        set(x, top, "─");
        set(x, bottom, "─");
    }
    for y in top..=bottom {
        set(left, y, "│");
        set(right, y, "│");
    }
    set(left, top, "╭");
    set(right, top, "╮");
    set(left, bottom, "╰");
    set(right, bottom, "╯");
}

/// Whether a box has the keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lit {
    /// It has: its border takes the accent.
    Yes,
    /// It hasn't.
    No,
}

impl From<bool> for Lit {
    fn from(lit: bool) -> Self {
        if lit { Self::Yes } else { Self::No }
    }
}

/// An empty box over the screen, as large as wanted and as there is room, in the middle.
pub fn floating(buffer: &mut Buffer, screen: Rect, size: (u16, u16)) -> Rect {
    let (wide, high) = (size.0.min(screen.width), size.1.min(screen.height));
    let area = Rect {
        x: screen.x + (screen.width - wide) / 2,
        y: screen.y + (screen.height - high) / 3,
        width: wide,
        height: high,
    };
    Clear.render(area, buffer);
    area
}

/// The text in lines of at most so many cells, broken at blanks where that is possible.
#[must_use]
pub fn wrapped(text: &str, cells: u16) -> Vec<String> {
    let cells = cells.max(1);
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        let mut line = String::new();
        let mut taken = 0;
        for word in paragraph.replace('\t', "    ").split_inclusive(' ') {
            let (wide, bare) = (width(word), width(word.trim_end()));
            if taken > 0 && bare.saturating_add(taken) > cells {
                lines.push(std::mem::take(&mut line).trim_end().to_owned());
                taken = 0;
            }
            if bare > cells {
                taken = break_word(word, cells, &mut lines, &mut line);
            } else {
                line.push_str(word);
                taken = wide.saturating_add(taken);
            }
        }
        lines.push(line.trim_end().to_owned());
    }
    lines
}

/// Breaks a word that is longer than a line; gives the width of what is left in `line`.
fn break_word(word: &str, cells: u16, lines: &mut Vec<String>, line: &mut String) -> u16 {
    let mut taken = 0;
    for grapheme in word.graphemes(true) {
        let wide = width(grapheme);
        if wide.saturating_add(taken) > cells {
            lines.push(std::mem::take(line));
            taken = 0;
        }
        line.push_str(grapheme);
        taken = wide.saturating_add(taken);
    }
    taken
}

/// The first row to show so that the one under the cursor is seen, near the one shown before.
#[must_use]
pub fn scrolled(before: usize, cursor: usize, rows: usize, all: usize) -> usize {
    let rows = rows.max(1);
    let first = before.min(cursor).max((cursor + 1).saturating_sub(rows));
    first.min(all.saturating_sub(rows))
}

/// The same for a long list: once the cursor leaves what is seen, it comes to the middle.
///
/// Names stand still in between, and most moves of the cursor change two rows and not all.
#[must_use]
pub fn paged(before: usize, cursor: usize, rows: usize, all: usize) -> usize {
    let rows = rows.max(1);
    let seen = (before..before + rows).contains(&cursor);
    let first = if seen { before } else { cursor.saturating_sub(rows / 2) };
    first.min(all.saturating_sub(rows))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_cut_between_characters_and_wide_ones_count_two() {
        assert_eq!(cut("Ministry", 8), "Ministry");
        assert_eq!(cut("Ministry", 5), "Mini…");
        assert_eq!(cut("水资源", 4), "水…");
        assert_eq!(cut("a\nb", 9), "a b");
        assert_eq!(cut("abc", 0), "");
    }

    #[test]
    fn plain_signs_take_one_cell_each_whatever_stands_before() {
        let plain: Vec<char> = ('\0'..=char::MAX).filter(|sign| is_plain(*sign)).collect();
        assert!(plain.len() > 900);
        for sign in plain {
            let after = format!("a{sign}");
            assert_eq!((after.width(), after.graphemes(true).count()), (2, 2), "{sign:?}");
        }
    }

    #[test]
    fn a_text_is_put_as_it_is_cut() {
        for text in ["Ministry", "Minister–’é", "水资源", "a\nb", "Mi 👩‍👩‍👧 e\u{301}", "●●○○○"]
        {
            for cells in 1..12 {
                let area = Rect::new(1, 0, cells, 1);
                let empty = || Buffer::empty(Rect::new(0, 0, 14, 1));
                let (mut put_there, mut cut_before) = (empty(), empty());
                let taken = put(&mut put_there, area, text, Style::new());
                cut_before.set_string(1, 0, cut(text, cells), Style::new());
                assert_eq!(put_there, cut_before);
                assert_eq!(taken, width(&cut(text, cells)));
            }
        }
    }

    #[test]
    fn widths_of_endless_texts_can_be_added_up() {
        let endless = "a".repeat(70_000);
        assert_eq!(width(&endless) + width(&endless) + 2, 40_002);
        assert_eq!(wrapped(&endless, 7).len(), 10_000);
        assert_eq!(cut(&endless, 3), "aa…");
    }

    #[test]
    fn lines_break_between_words() {
        assert_eq!(wrapped("Nobody waits four hours", 12), ["Nobody waits", "four hours"]);
        assert_eq!(wrapped("want to, not must", 7), ["want", "to, not", "must"]);
        assert_eq!(wrapped("a\n\nb", 9), ["a", "", "b"]);
        assert_eq!(wrapped("incomprehensible", 6), ["incomp", "rehens", "ible"]);
        assert_eq!(wrapped("水资源", 4), ["水资", "源"]);
        assert_eq!(wrapped("", 5), [""]);
    }

    #[test]
    fn scrolling_keeps_the_cursor_in_sight() {
        assert_eq!(scrolled(0, 3, 5, 10), 0);
        assert_eq!(scrolled(0, 7, 5, 10), 3);
        assert_eq!(scrolled(3, 2, 5, 10), 2);
        assert_eq!(scrolled(9, 9, 5, 10), 5);
        assert_eq!(scrolled(4, 0, 5, 1), 0);
    }

    #[test]
    fn a_long_list_turns_half_a_page_at_a_time() {
        assert_eq!(paged(0, 4, 5, 20), 0);
        assert_eq!(paged(0, 5, 5, 20), 3);
        assert_eq!(paged(3, 7, 5, 20), 3);
        assert_eq!(paged(3, 2, 5, 20), 0);
        assert_eq!(paged(0, 19, 5, 20), 15);
        assert_eq!(paged(15, 0, 5, 20), 0);
        assert_eq!(paged(9, 1, 5, 3), 0);
    }
}
