//! One line to type: in a box with its question, or, to search, at the foot of the list.

use ratatui::layout::Rect;
use ratatui::widgets::{Clear, Widget};

use super::{field, open};
use crate::app::{App, Asks, Prompt};
use crate::ui::draw::{after, put, put_right, row, width, wrapped};
use crate::ui::frame::Canvas;
use crate::ui::theme::Role;

/// The columns of a field.
const COLUMNS: u16 = 60;

/// Draws the prompt.
pub(super) fn draw(app: &App, prompt: &Prompt, area: Rect, canvas: &mut Canvas<'_>) {
    if let Asks::Search { .. } = prompt.asks {
        return search(app, prompt, area, canvas);
    }
    let help = prompt.asks.help();
    let columns = COLUMNS.max(width(help)).min(area.width.saturating_sub(super::FRAME.0));
    let help = wrapped(help, columns);
    let rows = u16::try_from(help.len()).unwrap_or(1);
    let title = prompt.asks.question(app.map());
    let (_, inner) = open(canvas, area, &title, (columns, 1 + rows));
    field(canvas, row(inner, 0), &prompt.field);
    let dim = canvas.look.style(Role::Dim);
    for (n, line) in (1..).zip(help) {
        put(canvas.buffer, row(inner, n), &line, dim);
    }
}

/// In the lowest row, so that the list that it narrows stays in sight.
fn search(app: &App, prompt: &Prompt, area: Rect, canvas: &mut Canvas<'_>) {
    let line = row(area, area.height.saturating_sub(1));
    Clear.render(line, canvas.buffer);
    canvas.drawn.note(line, crate::app::Target::Overlay);
    let look = canvas.look;
    let line = after(line, 2);
    let taken =
        put(canvas.buffer, line, "Search: ", look.heading().patch(look.style(Role::Accent)));
    let line = after(line, taken);
    let found = format!("  {} of {}", app.listed().len(), app.map().partners.len());
    let room = line.width.saturating_sub(width(&found) + 2);
    let help = prompt.asks.help();
    if prompt.field.is_blank() && room > width(help) + 2 {
        put(canvas.buffer, Rect { width: room, ..after(line, 2) }, help, look.style(Role::Dim));
        field(canvas, Rect { width: 1, ..line }, &prompt.field);
    } else {
        field(canvas, Rect { width: room.max(8).min(line.width), ..line }, &prompt.field);
    }
    put_right(
        canvas.buffer,
        Rect { width: line.width.saturating_sub(2), ..line },
        &found,
        look.style(Role::Dim),
    );
}
