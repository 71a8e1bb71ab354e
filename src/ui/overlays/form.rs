//! A form: names to the left, values to the right, and below what the field under the cursor means.

use ratatui::layout::Rect;

use super::value::{self, Place};
use super::{at_foot, open};
use crate::app::{App, Field, Form, Target, Value};
use crate::ui::draw::{after, below, cut, put, row, scrolled, width, wrapped};
use crate::ui::frame::Canvas;
use crate::ui::theme::{Mark, Role};

/// The least and the most columns of the box; in between it takes half the screen.
const COLUMNS: (u16, u16) = (74, 96);

/// The most columns of the fields' names, in hundredths of all.
const MOST_NAME: u16 = 28;

/// So many columns they get also in a small terminal, where that is not more than a third.
const LEAST_NAME: u16 = 12;

/// The columns before a name, for the mark, and those behind it.
const AROUND_NAME: u16 = 4;

/// The most rows that a text takes.
const MOST_ROWS: u16 = 4;

/// Draws the form.
pub(super) fn draw(app: &App, form: &Form, area: Rect, canvas: &mut Canvas<'_>) {
    let wanted = (area.width / 2).clamp(COLUMNS.0, COLUMNS.1);
    let columns = wanted.min(area.width.saturating_sub(super::FRAME.0));
    let names = names_wide(form, columns);
    let values = columns.saturating_sub(names);
    let heights: Vec<u16> = form.fields.iter().map(|field| height(field, values)).collect();
    let all = total(&heights);
    let foot = form.fields.iter().map(|field| help(field, columns).len()).max().unwrap_or(0);
    let sum = form.adds_up(app);
    let foot = u16::try_from(foot + usize::from(sum.is_some())).unwrap_or(1);
    let high = high_enough(all).saturating_add(1 + foot);
    let (whole, inner) = open(canvas, area, &form.title, (wanted, high));
    // in a small terminal the blank row goes first, then fields above and below the cursor
    let foot = foot.min(inner.height.saturating_sub(MOST_ROWS.min(high_enough(all))));
    let room = inner.height.saturating_sub(foot);
    let high = high_enough(all).min(room.saturating_sub(u16::from(usize::from(room) > all)));
    let list = Rect { height: high, ..inner };
    let first = first_row(form, &heights, high, canvas);
    let track = value::Track::of(form, values);
    let mut top = 0_usize;
    for (n, (field, rows)) in form.fields.iter().zip(&heights).enumerate() {
        let shown = visible(list, (top, *rows), first);
        top += usize::from(*rows);
        if shown.is_empty() {
            continue;
        }
        canvas.drawn.note(shown, Target::OverlayRow(n));
        let here = n == form.at;
        draw_name(field, here, Rect { width: names, ..shown }, canvas);
        let place = Place { at: n, here, area: after(shown, names) };
        value::draw(&field.value, place, track, canvas);
    }
    if all > usize::from(high) {
        at_foot(canvas, whole, &format!("{} of {}", form.at + 1, form.fields.len()));
    }
    if let Some(field) = form.field() {
        let dim = canvas.look.style(Role::Dim);
        let mut place = below(inner, inner.height - foot);
        if let Some(sum) = sum {
            put(canvas.buffer, place, &sum, canvas.look.heading());
            place = below(place, 1);
        }
        for (n, line) in (0..).zip(help(field, columns)) {
            put(canvas.buffer, row(place, n), &line, dim);
        }
    }
}

/// As wide as the longest name, within reason, so that all values begin in one column.
fn names_wide(form: &Form, columns: u16) -> u16 {
    let longest = form.fields.iter().map(|field| width(&field.name)).max().unwrap_or(0);
    let most = (columns * MOST_NAME / 100).max(LEAST_NAME.min(columns / 3));
    longest.min(most) + AROUND_NAME
}

/// The first row shown, so that the whole field under the cursor is seen.
fn first_row(form: &Form, heights: &[u16], high: u16, canvas: &mut Canvas<'_>) -> usize {
    let top = total(heights.get(..form.at).unwrap_or(heights));
    let end = top + usize::from(heights.get(form.at).copied().unwrap_or(1).min(high.max(1)));
    let last = end.saturating_sub(1);
    let first = scrolled(canvas.memory.form, last, high.into(), total(heights)).min(top);
    canvas.memory.form = first;
    first
}

/// What is seen of the rows of one field.
fn visible(list: Rect, (top, rows): (usize, u16), first: usize) -> Rect {
    let in_list = |row: usize| high_enough(row.saturating_sub(first)).min(list.height);
    let (from, to) = (in_list(top), in_list(top + usize::from(rows)));
    Rect { y: list.y + from, height: to - from, ..list }
}

/// The rows of all these fields: a partner has a field for each criterion, of which there may be
/// more than a screen can ever have rows.
fn total(heights: &[u16]) -> usize {
    heights.iter().map(|rows| usize::from(*rows)).sum()
}

/// So many rows, or more than any screen has.
fn high_enough(rows: usize) -> u16 {
    u16::try_from(rows).unwrap_or(u16::MAX)
}

fn draw_name(field: &Field, here: bool, place: Rect, canvas: &mut Canvas<'_>) {
    let look = canvas.look;
    let lit =
        if here { look.heading().patch(look.style(Role::Accent)) } else { look.style(Role::Dim) };
    if here {
        put(canvas.buffer, place, look.sign(Mark::Selected), lit);
    }
    let place = after(place, 2);
    let name = cut(&field.name, place.width.saturating_sub(1));
    put(canvas.buffer, place, &name, lit);
}

/// How many rows a field takes.
fn height(field: &Field, columns: u16) -> u16 {
    match &field.value {
        Value::Line(text) => {
            let text = text.area().lines().join(" ");
            let lines = shown_lines(&text, columns);
            // one more where the cursor stands behind a full row
            let full = lines.last().is_some_and(|line| width(line) >= columns);
            (rows(lines.len()) + u16::from(full)).clamp(1, MOST_ROWS)
        }
        Value::Page(text) => {
            rows(shown_lines(&text.area().lines().join("\n"), columns).len()).clamp(1, MOST_ROWS)
        }
        _ => 1,
    }
}

fn rows(count: usize) -> u16 {
    u16::try_from(count).unwrap_or(MOST_ROWS)
}

/// The lines of a text as far as they are shown, and one more where there are more.
pub(super) fn shown_lines(text: &str, columns: u16) -> Vec<String> {
    // a longer text than this has more rows than are shown, however wide its letters are
    let most = usize::from(columns.max(1)) * usize::from(MOST_ROWS + 1) * 4;
    let end = text.char_indices().map(|(at, _)| at).find(|at| *at >= most);
    let mut lines = wrapped(end.and_then(|end| text.get(..end)).unwrap_or(text), columns.max(1));
    lines.truncate(usize::from(MOST_ROWS) + 1);
    lines
}

/// What the value is called, and what the field means.
fn help(field: &Field, columns: u16) -> Vec<String> {
    let mut lines = wrapped(&field.help, columns);
    lines.extend(value::about(&field.value).map(|about| cut(&about, columns)));
    lines
}
