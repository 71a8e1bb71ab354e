//! A choice from a list: what was typed, the rows that match, the one under the cursor.

use ratatui::layout::Rect;

use super::{at_foot, field, open};
use crate::app::{App, Choice, Picker, Row, Target, Typing};
use crate::ui::draw::{after, below, cut, put, put_right, row, scrolled, width};
use crate::ui::frame::Canvas;
use crate::ui::theme::{Mark, Role};

/// The most columns that a row takes.
const COLUMNS: u16 = 84;

/// The least columns, so that the list doesn't shrink to the row that is left.
const LEAST: u16 = 44;

/// Draws the list in a box that is as high as all its rows, whatever was typed.
pub(super) fn draw(app: &App, picker: &Picker, area: Rect, canvas: &mut Canvas<'_>) {
    let wide = |row: &Row| 2 + width(&row.label) + 2 + width(told(row));
    let columns = picker.rows.iter().map(wide).max().unwrap_or(0).clamp(LEAST, COLUMNS);
    let rows = u16::try_from(picker.rows.len().max(1)).unwrap_or(u16::MAX);
    let typed = u16::from(picker.typing == Typing::Narrows);
    let (whole, inner) = open(canvas, area, &picker.title, (columns, rows.saturating_add(typed)));
    let look = canvas.look;
    if picker.typing == Typing::Narrows {
        let line = row(inner, 0);
        let label = if inner.width >= LEAST { "find: " } else { "" };
        let taken = put(canvas.buffer, line, label, look.style(Role::Dim));
        field(canvas, after(line, taken), &picker.words);
    }
    let list = below(inner, typed);
    let matching = picker.matching();
    if matching.is_empty() {
        put(canvas.buffer, list, "nothing matches", look.style(Role::Dim));
    }
    let seen = usize::from(list.height);
    let first = scrolled(canvas.memory.picker, picker.at, seen, matching.len());
    canvas.memory.picker = first;
    for (n, (at, row_of)) in (0..list.height).zip(matching.iter().enumerate().skip(first)) {
        let place = row(list, n);
        canvas.drawn.note(place, Target::OverlayRow(at));
        let room = mark_key(app, row_of, place, canvas);
        draw_row(row_of, at == picker.at, room, canvas);
    }
    let (shown, all) = (matching.len(), picker.rows.len());
    if shown < all {
        at_foot(canvas, whole, &format!("{shown} of {all}"));
    } else if all > seen {
        at_foot(canvas, whole, &format!("{} of {all}", (picker.at + 1).min(all)));
    }
}

/// What stands at the end of a row: a word about it, or why it can't be chosen.
fn told(row: &Row) -> &str {
    row.refused.as_deref().unwrap_or(&row.detail)
}

/// The key that stands for a partner on the grid, before its name; gives the room that is left.
fn mark_key(app: &App, row: &Row, place: Rect, canvas: &mut Canvas<'_>) -> Rect {
    let keys = canvas.memory.key_width();
    let Choice::Partner(id) = &row.choice else { return place };
    let index = app.map().partners.get_index_of(id);
    if let Some(key) = index.and_then(|index| canvas.memory.key_of(index)).map(str::to_owned) {
        put(canvas.buffer, place, &key, canvas.look.style(Role::Accent));
    }
    after(place, keys)
}

fn draw_row(row: &Row, here: bool, place: Rect, canvas: &mut Canvas<'_>) {
    let look = canvas.look;
    let base =
        if row.refused.is_some() { look.style(Role::Dim) } else { ratatui::style::Style::new() };
    let style = if here { base.patch(look.cursor()) } else { base };
    if here {
        canvas.buffer.set_style(place, style);
        put(canvas.buffer, place, look.sign(Mark::Selected), style);
    }
    let text = after(place, 2);
    // the words matter more than what is said of them
    let spare = text.width.saturating_sub(width(&row.label).min(text.width) + 2);
    let told = cut(told(row), spare.max(text.width / 4));
    let label = cut(&row.label, text.width.saturating_sub(width(&told) + 2));
    put(canvas.buffer, text, &label, style);
    let dim = if here { style } else { base.patch(look.style(Role::Dim)) };
    put_right(canvas.buffer, text, &told, dim);
}
