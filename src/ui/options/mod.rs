//! The Options screen: options by partners, gain and verdict; and why, below.

mod foot;
mod rows;
mod table;

pub(super) use table::{gain, gain_with};

#[cfg(test)]
mod tests;

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::draw::{after, below, boxed, put, put_line, row, wrapped};
use super::frame::Canvas;
use super::theme::Role;
use crate::app::App;

/// The most rows that the foot gets, and the rows of the screen for each of them.
const FOOT_ROWS: (u16, u16) = (6, 4);

/// Draws it.
pub(super) fn draw(app: &App, area: Rect, canvas: &mut Canvas<'_>) {
    if app.map().issues.is_empty() {
        return say_what_to_do(app, area, canvas);
    }
    let columns = area.width.saturating_sub(4);
    let foot = foot::lines(app, canvas.look, columns);
    let most = FOOT_ROWS.0.min(area.height / FOOT_ROWS.1);
    let rows = u16::try_from(foot.len()).unwrap_or(most).min(most);
    // the box keeps its place while the cursor moves
    let kept = if area.height > 16 { most } else { rows };
    let high = (area.height - kept).min(table::height(app).saturating_add(2));
    let above = Rect { height: high, ..area };
    let title = "Options: what each one is worth to each partner";
    let inner = boxed(canvas.buffer, above, title, canvas.look, true.into());
    table::draw(app, inner, canvas);
    let under = below(area, high);
    let under = Rect { x: under.x + 2, width: columns, ..under }.intersection(area);
    for (at, line) in (0..under.height).zip(&foot) {
        put_line(canvas.buffer, row(under, at), line);
    }
    if foot.len() > under.height.into() && under.height > 0 {
        let last = row(under, under.height - 1);
        let sign = Span::styled("  … ? why", canvas.look.style(Role::Dim));
        let taken = u16::try_from(sign.width()).unwrap_or(0).min(last.width);
        put_line(canvas.buffer, after(last, last.width - taken), &Line::from(sign));
    }
    let legend = foot::legend(canvas.look, columns);
    let needed = u16::try_from(foot.len() + legend.len()).unwrap_or(u16::MAX);
    if needed < under.height {
        let from = rows.max(most - 1);
        for (at, line) in (from..).zip(&legend) {
            put_line(canvas.buffer, row(under, at), line);
        }
    }
}

/// Where there are no issues: what they are, and how one comes.
fn say_what_to_do(app: &App, area: Rect, canvas: &mut Canvas<'_>) {
    let inner = boxed(canvas.buffer, area, "Options", canvas.look, true.into());
    let what = "No issues yet";
    let hint = "An issue is a question to settle; its options are the answers on the table.";
    let next = match app.may_edit() {
        Ok(()) => "A adds an issue, a an option to it, and Enter says what it does for a partner.",
        Err(_) => "",
    };
    let (heading, dim) = (canvas.look.heading(), canvas.look.style(Role::Dim));
    let lines = wrapped(what, inner.width).into_iter().map(|line| (line, heading));
    let hints = wrapped(hint, inner.width.min(60)).into_iter().map(|line| (line, dim));
    let hints = hints.chain(wrapped(next, inner.width.min(60)).into_iter().map(|line| (line, dim)));
    let down = inner.height.saturating_sub(3) / 3;
    for (line, (text, style)) in (down..inner.height).zip(lines.chain(hints)) {
        put(canvas.buffer, row(inner, line), &text, style);
    }
}
