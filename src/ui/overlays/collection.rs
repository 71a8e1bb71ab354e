//! A list of themes, relations or rules: a row a record, and below what is told of the one under the cursor.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::{at_foot, open};
use crate::app::collection::{Collection, Column};
use crate::app::{App, Target};
use crate::ui::draw::{after, below, cut, put, row, scrolled, width, wrapped};
use crate::ui::frame::Canvas;
use crate::ui::theme::{Mark, Role};

/// The least and the most columns inside of the box.
const COLUMNS: (u16, u16) = (64, 164);

/// The most columns that a cell asks for.
const MOST_CELL: u16 = 60;

/// The least columns that a cell is cut to.
const LEAST_CELL: u16 = 6;

/// The columns between two cells.
const BETWEEN: u16 = 2;

/// The columns before a row, for the mark.
const MARK: u16 = 2;

/// The rows for what is told of the row under the cursor, always as many so that nothing jumps; and
/// on a terminal with so many rows.
const TOLD: (u16, u16, u16) = (3, 5, 34);

/// So many rows of the list go before what is told of one of them.
const LEAST_ROWS: u16 = 4;

/// So many rows from the first one on are measured, beside those around the cursor.
const MEASURED: usize = 200;

/// A column with the cells that it takes on the screen.
#[derive(Clone, Copy)]
struct Shown {
    /// Which of the cells of a row.
    nth: usize,
    column: Column,
    wide: u16,
}

/// Draws the list.
pub(super) fn draw(app: &App, collection: &Collection, area: Rect, canvas: &mut Canvas<'_>) {
    let rows = collection.of.members(app);
    let title = collection.of.title(app);
    let room = COLUMNS.1.min(area.width.saturating_sub(super::FRAME.0));
    if rows.is_empty() {
        let lines = wrapped(collection.of.empty(app), room.min(COLUMNS.0));
        let high = u16::try_from(lines.len()).unwrap_or(1);
        let (_, inner) = open(canvas, area, &title, (COLUMNS.0, high));
        for (n, line) in (0..).zip(lines) {
            put(canvas.buffer, row(inner, n), &line, Style::new());
        }
        return;
    }
    let at = collection.at.min(rows.len() - 1);
    // of a long list its beginning and what is around the cursor tell how wide the columns are
    let around =
        at.saturating_sub(area.height.into())..rows.len().min(at + usize::from(area.height));
    let measured = [rows.get(..MEASURED).unwrap_or(&rows), rows.get(around).unwrap_or_default()];
    let measured = collection.of.cells(app, &measured.concat());
    let columns = fitted(collection.of.columns(app.curtain), &measured, room.saturating_sub(MARK));
    let wide = (total(&columns) + MARK).clamp(COLUMNS.0, COLUMNS.1);
    let all = u16::try_from(rows.len()).unwrap_or(u16::MAX);
    let most_told = if app.size.1 < TOLD.2 { TOLD.0 } else { TOLD.1 };
    let title = format!("{title} {}", rows.len());
    let (whole, inner) = open(canvas, area, &title, (wide, all.saturating_add(most_told + 2)));
    let head = u16::from(inner.height >= most_told + 3);
    let told = (most_told + 1).min(inner.height.saturating_sub(head + all.min(LEAST_ROWS)));
    let list = below(inner, head);
    let list = Rect { height: list.height - told, ..list };
    if head > 0 {
        draw_head(&columns, row(inner, 0), canvas);
    }
    let first = scrolled(canvas.memory.collection, at, list.height.into(), rows.len());
    canvas.memory.collection = first;
    let end = rows.len().min(first + usize::from(list.height));
    let seen = collection.of.cells(app, rows.get(first..end).unwrap_or_default());
    for (n, (nth, cells)) in (0..list.height).zip((first..).zip(seen)) {
        let place = row(list, n);
        canvas.drawn.note(place, Target::OverlayRow(nth));
        draw_row(&cells, &columns, (place, nth == at), canvas);
    }
    if rows.len() > usize::from(list.height) {
        at_foot(canvas, whole, &format!("{} of {}", at + 1, rows.len()));
    }
    if let Some(member) = rows.get(at) {
        let place = below(inner, inner.height - told + u16::from(told > 1));
        tell(&member.tells(app), place, canvas);
    }
}

/// The columns in which anything stands, with as many cells as they need and there is room for: first
/// those that the list can do without go, then the widest give way.
fn fitted(columns: Vec<Column>, rows: &[Vec<String>], room: u16) -> Vec<Shown> {
    let wide = |nth: usize, column: Column| {
        let cells = rows.iter().filter_map(|cells| cells.get(nth)).map(|cell| width(cell));
        cells.max().unwrap_or(0).max(width(column.name)).min(MOST_CELL)
    };
    let shown = |(nth, column)| Shown { nth, column, wide: wide(nth, column) };
    let filled =
        |nth: usize| rows.iter().any(|cells| cells.get(nth).is_some_and(|c| !c.is_empty()));
    let mut columns: Vec<Shown> =
        columns.into_iter().enumerate().filter(|(nth, _)| filled(*nth)).map(shown).collect();
    if total(&columns) > room {
        columns.retain(|shown| !shown.column.is_aside);
    }
    let mut over = total(&columns).saturating_sub(room);
    while over > 0 {
        let widest = columns.iter_mut().rev().max_by_key(|shown| shown.wide);
        let Some(widest) = widest.filter(|shown| shown.wide > LEAST_CELL) else { break };
        widest.wide -= 1;
        over -= 1;
    }
    columns
}

fn total(columns: &[Shown]) -> u16 {
    let between = BETWEEN * u16::try_from(columns.len().saturating_sub(1)).unwrap_or(0);
    columns.iter().map(|shown| shown.wide).sum::<u16>() + between
}

fn draw_head(columns: &[Shown], place: Rect, canvas: &mut Canvas<'_>) {
    let dim = canvas.look.style(Role::Dim);
    let mut rest = after(place, MARK);
    for shown in columns {
        put(canvas.buffer, rest, &cut(shown.column.name, shown.wide), dim);
        rest = after(rest, shown.wide + BETWEEN);
    }
}

fn draw_row(
    cells: &[String],
    columns: &[Shown],
    (place, here): (Rect, bool),
    canvas: &mut Canvas<'_>,
) {
    let look = canvas.look;
    let style = if here { look.cursor() } else { Style::new() };
    if here {
        canvas.buffer.set_style(place, style);
        put(canvas.buffer, place, look.sign(Mark::Selected), style);
    }
    let mut rest = after(place, MARK);
    for shown in columns {
        let text = cells.get(shown.nth).map_or("", String::as_str);
        let aside = shown.column.is_aside && !here;
        let style = if aside { look.style(Role::Dim) } else { style };
        put(canvas.buffer, rest, &cut(text, shown.wide), style);
        rest = after(rest, shown.wide + BETWEEN);
    }
}

/// What is told of the row under the cursor, as far as there is room.
fn tell(text: &str, place: Rect, canvas: &mut Canvas<'_>) {
    let style = canvas.look.style(Role::Dim);
    let lines = wrapped(text, place.width.max(1));
    let more = lines.len() > usize::from(place.height);
    for (n, line) in (0..place.height).zip(&lines) {
        let last = more && n + 1 == place.height;
        let line = if last { &format!("{line} …") } else { line };
        put(canvas.buffer, row(place, n), &cut(line, place.width), style);
    }
}
