//! The Packages screen: the packages found, the choices in one, who gets what from it, and why.

mod choices;
mod foot;
mod list;
mod profile;
mod summary;

#[cfg(test)]
mod tests;

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::draw::{below, boxed, put, put_right, row, scrolled, wrapped};
use super::frame::Canvas;
use super::theme::Role;
use crate::analysis::packages::Package;
use crate::analysis::zone::{NoQuestion, Question};
use crate::app::{App, PackageRow, Pane};

/// Below this many columns only the part that has the keys is shown.
const BOTH_NEED_COLUMNS: u16 = 70;

/// The most columns of the list and the choices, borders included.
const MOST_LEFT: u16 = 88;

/// From this many rows on there is a foot, and the most rows that it gets in a small terminal.
const FOOT_NEEDS_ROWS: u16 = 15;
const FOOT_ROWS: u16 = 6;

/// What is looked at.
#[derive(Clone, Copy)]
struct Seen<'a> {
    app: &'a App,
    question: &'a Question,
    package: &'a Package,
    /// The row of the list under the cursor; none while it is empty.
    row: Option<PackageRow>,
}

impl Seen<'_> {
    /// What the package is called; while that of the row is searched, another one is looked at.
    fn name(self) -> String {
        let found = self.row.filter(|row| self.app.package_of(*row).is_some());
        let left = self.package.choices.iter().all(Option::is_none);
        match found {
            Some(row) => list::name(row, self.app),
            None if left => "All left as it is".to_owned(),
            None => "Until then".to_owned(),
        }
    }
}

/// Draws it.
pub(super) fn draw(app: &App, area: Rect, canvas: &mut Canvas<'_>) {
    let package = app.package();
    let (Some(question), Some(package)) = (app.search().question(), &package) else {
        return say_what_to_do(app, area, canvas);
    };
    let seen = Seen { app, question, package, row: app.package_row() };
    let line = Rect { x: area.x + 2, width: area.width.saturating_sub(3), ..row(area, 0) };
    summary::draw(seen, line, canvas);
    let rest = below(area, 1);
    let list = list::lines(seen);
    let wanted = content_rows(app, list.len());
    let foot = if rest.height < FOOT_NEEDS_ROWS { 0 } else { FOOT_ROWS.min(rest.height / 4) };
    let high = (rest.height - foot).min(wanted);
    let boxes = Rect { height: high, ..rest };
    draw_boxes(seen, &list, boxes, canvas);
    let under = below(rest, high);
    let under = Rect { x: under.x + 2, width: under.width.saturating_sub(4), ..under };
    foot::draw(seen, under.intersection(rest), canvas);
}

/// The rows that the boxes take where there is room for all of them.
fn content_rows(app: &App, list: usize) -> u16 {
    let left = list + app.map().issues.len() + 4;
    let right = app.listed().len() + 3;
    u16::try_from(left.max(right)).unwrap_or(u16::MAX)
}

fn draw_boxes(seen: Seen<'_>, list: &[list::Line], area: Rect, canvas: &mut Canvas<'_>) {
    let pane = seen.app.view.packages.pane;
    if area.width < BOTH_NEED_COLUMNS {
        return match pane {
            Pane::Partners => profile::draw(seen, area, canvas),
            _ => draw_left(seen, list, area, canvas),
        };
    }
    let left = Rect { width: (area.width * 9 / 20).min(MOST_LEFT), ..area };
    let right = Rect { x: left.right(), width: area.width - left.width, ..area };
    draw_left(seen, list, left, canvas);
    profile::draw(seen, right, canvas);
}

/// The list above the choices; where there is no room for both, the one that has the keys.
fn draw_left(seen: Seen<'_>, list: &[list::Line], area: Rect, canvas: &mut Canvas<'_>) {
    let issues = u16::try_from(seen.app.map().issues.len()).unwrap_or(u16::MAX).saturating_add(2);
    let pane = seen.app.view.packages.pane;
    if area.height < 12 {
        return match pane {
            Pane::Choices => choices::draw(seen, area, canvas),
            _ => list::draw(seen, list, area, canvas),
        };
    }
    let rows = u16::try_from(list.len()).unwrap_or(u16::MAX).saturating_add(2);
    // each gets half, and what the other can spare
    let half = area.height / 2;
    let above = rows.min(half.max(area.height.saturating_sub(issues)));
    let above = above.max(area.height.saturating_sub(issues));
    list::draw(seen, list, Rect { height: above, ..area }, canvas);
    choices::draw(seen, below(area, above), canvas);
}

/// A box that is lit while its part has the keys; gives the room inside.
fn pane(seen: Seen<'_>, pane: Pane, (title, area): (&str, Rect), canvas: &mut Canvas<'_>) -> Rect {
    let lit = seen.app.view.packages.pane == pane && seen.app.overlays.is_empty();
    boxed(canvas.buffer, area, title, canvas.look, lit.into())
}

/// How far a list is scrolled so that its cursor is seen, told on the lower border where not all is.
fn scroll(before: usize, at: usize, all: usize, inner: Rect, canvas: &mut Canvas<'_>) -> usize {
    let high = usize::from(inner.height);
    let first = scrolled(before, at, high, all);
    if all > high {
        let text = format!(" {} to {} of {all} ", first + 1, (first + high).min(all));
        let border = Rect { y: inner.bottom(), height: 1, ..inner };
        put_right(canvas.buffer, border, &text, canvas.look.style(Role::Dim));
    }
    first
}

/// Where the map asks nothing: why not, and what to do about it.
fn say_what_to_do(app: &App, area: Rect, canvas: &mut Canvas<'_>) {
    let inner = boxed(canvas.buffer, area, "Packages", canvas.look, true.into());
    let nothing = app.search().nothing().unwrap_or(NoQuestion::NothingToSettle);
    let what = "A package is at most one option for each issue. Here you see which packages \
                everyone can say yes to, and who gets what from them.";
    let next = match (nothing, app.may_edit()) {
        (_, Err(_)) => "",
        (NoQuestion::NobodyKnown, _) => "1 goes to the partners; there Enter opens a card.",
        (NoQuestion::NothingToSettle, _) => "4 goes to the options; there A adds an issue.",
        (NoQuestion::TooLarge, _) => "4 goes to the options, 1 to the walk-aways.",
    };
    let (heading, dim) = (canvas.look.heading(), canvas.look.style(Role::Dim));
    let mut lines: Vec<(String, Style)> = Vec::new();
    let texts = [(nothing.to_string(), heading), (what.into(), dim), (next.into(), dim)];
    for (text, style) in texts {
        let broken = wrapped(&text, inner.width.min(60));
        lines.extend(broken.into_iter().map(|line| (line, style)));
    }
    let down = inner.height.saturating_sub(5) / 3;
    for (line, (text, style)) in (down..inner.height).zip(lines) {
        put(canvas.buffer, row(inner, line), &text, style);
    }
}
