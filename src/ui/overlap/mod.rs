//! The Overlap screen: partner by partner, common ground and tension; and the pair, or the group, in words.

mod cell;
mod headings;
mod matrix;
mod page;
mod words;

#[cfg(test)]
mod tests;

use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::Line;

use super::draw::{boxed, put, put_line, put_right, row, width, wrapped};
use super::frame::Canvas;
use super::theme::{Density, Look, Mark, Role};
use crate::analysis::Extent;
use crate::app::App;
use matrix::Matrix;
pub(super) use words::flow;

/// Below this many columns the words stand under the matrix.
const BESIDE_NEEDS_COLUMNS: u16 = 100;

/// The columns that the words get beside the matrix, at least and at most, borders included.
const WORDS_COLUMNS: (u16, u16) = (42, 78);

/// Below this many rows there is only a line of words.
const WORDS_NEED_ROWS: u16 = 16;

/// Draws it.
pub(super) fn draw(app: &App, area: Rect, canvas: &mut Canvas<'_>) {
    let order = app.in_matrix_order();
    if order.len() < 2 {
        return say_what_to_do(app, &order, area, canvas);
    }
    if area.width >= BESIDE_NEEDS_COLUMNS {
        let wanted = Matrix::fitted(app, &order, (area.width - WORDS_COLUMNS.0, area.height));
        let rest = area.width - (wanted.width() + 4).min(area.width);
        let words = rest.clamp(WORDS_COLUMNS.0, WORDS_COLUMNS.1);
        let left = Rect { width: area.width - words, ..area };
        let right = Rect { x: left.right(), width: words, ..area };
        draw_matrix(app, &order, left, canvas);
        draw_words(app, right, canvas);
        return;
    }
    if area.height < WORDS_NEED_ROWS {
        let (above, line) = split(area, area.height.saturating_sub(1));
        draw_matrix(app, &order, above, canvas);
        let told = words::short(app);
        let line =
            Rect { x: line.x + 2.min(line.width), width: line.width.saturating_sub(3), ..line };
        put(canvas.buffer, line, &told, Style::new());
        return;
    }
    let wanted = Matrix::fitted(app, &order, (area.width, area.height)).height(order.len()) + 2;
    let (above, below) = split(area, wanted.min(area.height * 3 / 4).max(area.height / 2));
    draw_matrix(app, &order, above, canvas);
    let below = Rect { x: below.x + 2, width: below.width - 4, ..below };
    write_words(app, below, canvas);
}

/// The rows above and the rows below.
fn split(area: Rect, rows: u16) -> (Rect, Rect) {
    let rows = rows.min(area.height);
    let below = Rect { y: area.y + rows, height: area.height - rows, ..area };
    (Rect { height: rows, ..area }, below)
}

/// Where there is no pair: why not, and what to do about it.
fn say_what_to_do(app: &App, order: &[usize], area: Rect, canvas: &mut Canvas<'_>) {
    let inner = boxed(canvas.buffer, area, "Overlap", canvas.look, true.into());
    let (what, hint) = match (app.map().partners.len(), order.len()) {
        (0, _) => ("No partners yet", "a adds one"),
        (1, _) => ("Only one partner", "a adds another one to compare with"),
        (_, 0) => ("Nobody is listed", "Esc lists all partners again"),
        _ => ("Only one partner is listed", "Esc lists all partners again"),
    };
    let down = inner.height.saturating_sub(2) / 3;
    let (heading, dim) = (canvas.look.heading(), canvas.look.style(Role::Dim));
    let lines = wrapped(what, inner.width).into_iter().map(|line| (line, heading));
    let hints = wrapped(hint, inner.width).into_iter().map(|line| (line, dim));
    for (line, (text, style)) in (down..inner.height).zip(lines.chain(hints)) {
        put(canvas.buffer, row(inner, line), &text, style);
    }
}

fn draw_matrix(app: &App, order: &[usize], area: Rect, canvas: &mut Canvas<'_>) {
    let (listed, all) = (order.len(), app.map().partners.len());
    let title = if listed == all {
        format!("Overlap of {all} partners")
    } else {
        format!("Overlap of {listed} of {all} partners")
    };
    let inner = boxed(canvas.buffer, area, &title, canvas.look, true.into());
    let mut matrix = Matrix::fitted(app, order, (area.width, area.height));
    let free = inner.height.saturating_sub(matrix.height(order.len()));
    let signs = legend(app, canvas.look);
    let legend = words::flow(canvas.look, inner.width, &signs);
    let rows = u16::try_from(legend.len()).unwrap_or(u16::MAX);
    // where not all rows can be seen, it costs little to see two less
    let is_scrolled = free == 0 && inner.height > 20;
    let shown = if free > rows || is_scrolled { rows } else { 0 };
    let (above, below) = split(inner, inner.height - shown);
    matrix.draw(order, above, canvas);
    for (line, text) in (0..below.height).zip(&legend) {
        put_line(canvas.buffer, row(below, line), text);
    }
    if shown == 0 && rows == 1 && matrix.height(listed) <= inner.height {
        legend_on_border(&legend, inner, canvas);
    }
}

/// The legend on the lower border, where there is no row for it.
fn legend_on_border(legend: &[Line<'static>], inner: Rect, canvas: &mut Canvas<'_>) {
    let Some(line) = legend.first() else { return };
    let taken = u16::try_from(line.width()).unwrap_or(u16::MAX);
    let border = Rect { y: inner.bottom(), height: 1, ..inner };
    if taken + 2 <= border.width {
        let blank = " ".repeat(usize::from(taken + 2));
        put(canvas.buffer, border, &blank, Style::new());
        put_line(canvas.buffer, Rect { x: border.x + 1, width: taken, ..border }, line);
    }
}

/// The shades and marks with their words.
fn legend(app: &App, look: Look) -> Vec<(String, Style, &'static str)> {
    let shade = |density: &[Density], word| {
        let signs = density.iter().map(|&density| look.density(density).0).collect::<String>();
        let style = density.last().map_or_else(Style::new, |&last| look.density(last).1);
        (signs, style, word)
    };
    let mark = |mark: Mark, word| (look.sign(mark).to_owned(), look.mark_style(mark), word);
    let none = look.either("·", "-").to_owned();
    let mut parts = vec![
        (String::new(), look.style(Role::Dim), "common ground"),
        (none, look.mark_style(Mark::Common(Extent::None)), "none"),
        shade(&[Density::Faint], "little"),
        shade(&[Density::Light, Density::Dense], "some"),
        shade(&[Density::Full], "much"),
        mark(Mark::Tension, "tension"),
    ];
    let coverage = app.answers().coverage();
    if coverage.known < coverage.of {
        parts.push(mark(Mark::NotKnown, "not known"));
    }
    parts
}

fn draw_words(app: &App, area: Rect, canvas: &mut Canvas<'_>) {
    let title =
        if words::group(app).is_some() { "The group in words" } else { "The pair in words" };
    let inner = boxed(canvas.buffer, area, title, canvas.look, false.into());
    write_words(app, inner, canvas);
}

fn write_words(app: &App, area: Rect, canvas: &mut Canvas<'_>) {
    let profiles = app.answers().profiles();
    let mut area = area;
    if (0..profiles.len()).all(|partner| profiles.linked(partner).is_zero()) {
        let text = "Give criteria a theme: partners are compared by the themes that they share.";
        let lines = wrapped(text, area.width);
        for (at, line) in (0..area.height).zip(&lines) {
            put(canvas.buffer, row(area, at), line, Style::new());
        }
        // what they could trade needs no theme
        let taken = u16::try_from(lines.len() + 1).unwrap_or(u16::MAX);
        area = split(area, taken.min(area.height)).1;
    }
    let lines = words::told(app, canvas.look, (area.width, area.height));
    for (at, line) in (0..area.height).zip(&lines) {
        put_line(canvas.buffer, row(area, at), line);
    }
    if lines.len() > usize::from(area.height) && area.height > 0 {
        let more = canvas.look.style(Role::Dim).add_modifier(Modifier::BOLD);
        let last = row(area, area.height - 1);
        let sign = " …  ? why";
        let room = width(sign).min(last.width);
        put_right(canvas.buffer, Rect { x: last.right() - room, width: room, ..last }, sign, more);
    }
}
