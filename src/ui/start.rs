//! The start screen: maps opened recently, and what else can be opened, in one calm list.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::draw::{after, below, cut, put, put_right, row, scrolled, width};
use super::frame::Canvas;
use super::theme::{Mark, Role};
use crate::app::{App, Recent, Start, StartRow, Target};

/// The most columns that the list takes.
const COLUMNS: u16 = 92;

/// From this many columns on, a row tells the file too.
const WITH_FILE: u16 = 60;

/// From this many rows on, empty lines part what doesn't belong together.
const AIRY: u16 = 16;

/// What the program is for, in one line.
const PURPOSE: &str = "who takes part, what success means to them, what all can say yes to";

/// A line of the screen.
enum Line {
    Blank,
    Heading(&'static str),
    Said(&'static str),
    Row(usize, StartRow),
}

/// Draws the start screen on all of the area.
pub(super) fn draw(app: &App, start: &Start, area: Rect, canvas: &mut Canvas<'_>) {
    let airy = area.height >= AIRY;
    let lines = lines(start, airy);
    let high = u16::try_from(lines.len()).unwrap_or(u16::MAX);
    let head = if airy { 3 } else { 1 };
    let wide = COLUMNS.min(area.width.saturating_sub(4));
    let left = area.x + (area.width.saturating_sub(wide)) / 2;
    let spare = area.height.saturating_sub(high.saturating_add(head));
    let whole = Rect { x: left, width: wide, ..below(area, spare / 3) };
    title(whole, canvas);
    let list = below(whole, head);
    let seen = usize::from(list.height);
    let here = lines.iter().position(|line| matches!(line, Line::Row(at, _) if *at == start.at));
    let first = scrolled(canvas.memory.start, here.unwrap_or(0), seen, lines.len());
    canvas.memory.start = first;
    for (n, line) in (0..list.height).zip(lines.iter().skip(first)) {
        draw_line(app, start, line, (row(list, n), canvas));
    }
}

fn title(area: Rect, canvas: &mut Canvas<'_>) {
    let look = canvas.look;
    let place = row(area, 0);
    let named = look.heading().patch(look.style(Role::Accent));
    let taken = put(canvas.buffer, after(place, 2), "zopa", named);
    let room = after(place, taken + 4);
    if width(PURPOSE) <= room.width {
        put(canvas.buffer, room, PURPOSE, look.style(Role::Dim));
    }
}

fn lines(start: &Start, airy: bool) -> Vec<Line> {
    let mut lines = vec![Line::Heading("Go on with")];
    if start.recent.is_empty() {
        lines.push(Line::Said("no map yet: what you open is listed here"));
    }
    for (at, row) in start.rows().enumerate() {
        if row == StartRow::Find && airy {
            lines.extend([Line::Blank, Line::Heading("Or open")]);
        }
        lines.push(Line::Row(at, row));
    }
    lines
}

fn draw_line(app: &App, start: &Start, line: &Line, (place, canvas): (Rect, &mut Canvas<'_>)) {
    let look = canvas.look;
    match line {
        Line::Blank => {}
        Line::Heading(text) => {
            put(canvas.buffer, after(place, 2), text, look.heading());
        }
        Line::Said(text) => {
            put(canvas.buffer, after(place, 2), text, look.style(Role::Dim));
        }
        Line::Row(at, row) => {
            canvas.drawn.note(place, Target::OverlayRow(*at));
            let here = *at == start.at;
            let base = if here { look.cursor() } else { Style::new() };
            canvas.buffer.set_style(place, base);
            if here {
                put(canvas.buffer, place, look.sign(Mark::Selected), base);
            }
            let room = Rect { width: place.width.saturating_sub(3), ..after(place, 2) };
            match row {
                StartRow::Recent(at) => {
                    if let Some(recent) = start.recent.get(*at) {
                        draw_recent(app, recent, (room, base), canvas);
                    }
                }
                StartRow::Find => {
                    action(("o", "a file", "Tab completes its name"), (room, base), canvas);
                }
                StartRow::New => {
                    let told = "it is written when you save it";
                    action(("n", "a new map", told), (room, base), canvas);
                }
                StartRow::Example => {
                    action(("e", "the example", "to look around in"), (room, base), canvas);
                }
            }
        }
    }
}

/// A map: its title, its file, and when it was opened. Behind the curtain, its name alone.
fn draw_recent(app: &App, recent: &Recent, (room, base): (Rect, Style), canvas: &mut Canvas<'_>) {
    let name = recent.path.file_name().unwrap_or_default();
    let name = app.words_of(name.as_ref());
    let dim = quiet(base, Role::Dim, canvas);
    let style = if recent.refused.is_some() { dim } else { base };
    if app.curtain.is_drawn() {
        put(canvas.buffer, room, &name, style);
        return;
    }
    let told = recent.refused.as_deref().unwrap_or(&recent.when);
    let taken = put_right(canvas.buffer, room, told, dim);
    let room = Rect { width: room.width.saturating_sub(taken + 2), ..room };
    let title = if recent.title.is_empty() { &name } else { &*recent.title };
    if room.width < WITH_FILE {
        put(canvas.buffer, room, title, style);
        return;
    }
    let file = app.words_of(&recent.path);
    // the title matters more, and of a long path its end
    let spare = room.width.saturating_sub(width(title) + 2).max(room.width / 3);
    let file = end_of(&file, spare);
    let taken = put_right(canvas.buffer, room, &file, dim);
    put(canvas.buffer, room, &cut(title, room.width.saturating_sub(taken + 2)), style);
}

/// The end of a path that is too long, from a folder on.
fn end_of(path: &str, cells: u16) -> String {
    if width(path) <= cells {
        return path.to_owned();
    }
    let starts = path.char_indices().filter(|(_, sign)| *sign == '/').map(|(at, _)| at);
    let ends = starts.filter_map(|at| path.get(at..)).map(|end| format!("…{end}"));
    let mut ends = ends.filter(|end| width(end) <= cells);
    let name = path.rsplit('/').next().unwrap_or(path);
    ends.next().unwrap_or_else(|| cut(name, cells))
}

/// The style of a meaning in a row; under the cursor the whole row looks alike.
fn quiet(base: Style, role: Role, canvas: &Canvas<'_>) -> Style {
    if base == Style::new() { canvas.look.style(role) } else { base }
}

fn action(
    (key, name, told): (&str, &str, &str),
    (room, base): (Rect, Style),
    canvas: &mut Canvas<'_>,
) {
    let keyed = quiet(base, Role::Accent, canvas).patch(canvas.look.heading());
    let dim = quiet(base, Role::Dim, canvas);
    put(canvas.buffer, room, key, keyed);
    put(canvas.buffer, after(room, 3), name, base);
    let wide = 16;
    put(canvas.buffer, after(room, wide + 3), told, dim);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_long_path_its_end_is_shown() {
        assert_eq!(end_of("~/maps/valley.ron", 20), "~/maps/valley.ron");
        assert_eq!(end_of("~/work/maps/valley.ron", 18), "…/maps/valley.ron");
        assert_eq!(end_of("~/work/maps/valley.ron", 12), "…/valley.ron");
        assert_eq!(end_of("~/work/maps/valley.ron", 6), "valle…");
    }
}
