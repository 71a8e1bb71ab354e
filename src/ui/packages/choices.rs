//! What the package that is looked at chooses on each issue.

use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::super::draw::{after, below, put, put_right, row, width};
use super::super::frame::Canvas;
use super::super::theme::{Mark, Role};
use super::{Seen, pane, scroll};
use crate::app::{Pane, Target};
use crate::model::Issue;

/// Below this many columns options stand below their issues and not beside them.
const BESIDE_NEEDS_COLUMNS: u16 = 44;

/// The rows of a choice in so many columns.
pub(super) fn rows_each(columns: u16) -> u16 {
    if columns < BESIDE_NEEDS_COLUMNS { 2 } else { 1 }
}

/// Draws it.
pub(super) fn draw(seen: Seen<'_>, area: Rect, canvas: &mut Canvas<'_>) {
    let title = format!("Choices: {}", seen.name());
    let inner = pane(seen, Pane::Choices, (&title, area), canvas);
    let issues = &seen.app.map().issues;
    let here = seen.app.view.packages.issue.as_ref();
    let at = here.and_then(|id| issues.get_index_of(id)).unwrap_or(0);
    let each = rows_each(inner.width);
    let before = canvas.memory.packages.1;
    let first = scroll((before, at, issues.len()), &|_| each, inner, canvas);
    canvas.memory.packages.1 = first;
    let longest = issues.values().map(|issue| width(&issue.name)).max().unwrap_or(0);
    let column = if each > 1 { 0 } else { longest.min(inner.width * 2 / 5) + 2 };
    let rows = (0..inner.height).step_by(each.into());
    for (n, (at, issue)) in rows.zip(issues.values().enumerate().skip(first)) {
        let place = Rect { height: each, ..below(inner, n) }.intersection(inner);
        entry(seen, (at, issue), (place, column), canvas);
        canvas.drawn.note(place, Target::Choice(at));
    }
}

fn entry(
    seen: Seen<'_>,
    (at, issue): (usize, &Issue),
    (area, column): (Rect, u16),
    canvas: &mut Canvas<'_>,
) {
    let look = canvas.look;
    let dim = look.style(Role::Dim);
    let view = &seen.app.view.packages;
    let id = seen.app.map().issues.get_index(at).map(|(id, _)| id);
    let is_here = view.issue.as_ref() == id;
    let is_settled = id.is_some_and(|id| view.settled.contains_key(id));
    let has_keys = view.pane == Pane::Choices;
    // the cursor turns dim letters round to a bar of another gray
    let dim = if is_here && has_keys { Style::new() } else { dim };
    if is_here && has_keys {
        put(canvas.buffer, area, look.sign(Mark::Selected), look.mark_style(Mark::Selected));
    }
    let text = after(row(area, 0), 2);
    let is_beside = column > 0;
    let name = if is_beside { column - 2 } else { text.width };
    put(canvas.buffer, Rect { width: name.min(text.width), ..text }, &issue.name, dim);
    let choice = seen.package.choices.get(at).copied().flatten();
    let option = choice.and_then(|choice| issue.options.get_index(choice));
    let (name, style) = match option {
        Some((_, option)) => (option.name.to_string(), Style::new()),
        None if issue.options.is_empty() => ("no options yet".to_owned(), dim),
        None => ("as it is".to_owned(), dim),
    };
    let style = if is_settled { style.add_modifier(Modifier::BOLD) } else { style };
    let mut place = if is_beside { after(text, column) } else { after(row(area, 1), 4) };
    if is_settled {
        let sign = format!(" {}", look.sign(Mark::Marked));
        let taken = put_right(canvas.buffer, place, &sign, look.mark_style(Mark::Marked));
        place.width = place.width.saturating_sub(taken);
    }
    put(canvas.buffer, place, &name, style);
    if is_here && has_keys && seen.app.overlays.is_empty() {
        canvas.buffer.set_style(area, look.cursor());
    }
}
