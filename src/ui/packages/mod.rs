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

use super::draw::{below, boxed, put, put_right, row, wrapped};
use super::frame::Canvas;
use super::theme::Role;
use crate::analysis::packages::Package;
use crate::analysis::zone::{NoQuestion, Question};
use crate::app::{App, PackageRow, Pane};

/// Below this many columns only the part that has the keys is shown.
const BOTH_NEED_COLUMNS: u16 = 70;

/// The most columns of the list and the choices, borders included.
const MOST_LEFT: u16 = 88;

/// The columns of both borders, each with a blank.
const BORDER: u16 = 4;

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
    let columns = left_columns(rest).saturating_sub(BORDER);
    let list = list::lines(seen, columns);
    let wanted = Wanted::of(seen, &list, columns);
    let foot = if rest.height < FOOT_NEEDS_ROWS { 0 } else { FOOT_ROWS.min(rest.height / 4) };
    let high = (rest.height - foot).min(wanted.all());
    let boxes = Rect { height: high, ..rest };
    draw_boxes(seen, (&list, &wanted), boxes, canvas);
    let under = below(rest, high);
    let under = Rect { x: under.x + 2, width: under.width.saturating_sub(4), ..under };
    foot::draw(seen, under.intersection(rest), canvas);
}

/// The rows that the boxes take where there is room for all of them, borders included.
struct Wanted {
    list: u16,
    choices: u16,
    profile: u16,
}

impl Wanted {
    fn of(seen: Seen<'_>, list: &[list::Line], columns: u16) -> Self {
        let rows = |count: usize| u16::try_from(count).unwrap_or(u16::MAX);
        let issues = rows(seen.app.map().issues.len());
        Self {
            list: list.iter().map(list::Line::rows).fold(2, u16::saturating_add),
            choices: issues.saturating_mul(choices::rows_each(columns)).saturating_add(2),
            profile: rows(seen.app.listed().len()).saturating_add(3),
        }
    }

    fn all(&self) -> u16 {
        self.list.saturating_add(self.choices).max(self.profile)
    }
}

/// The columns of the list and the choices.
fn left_columns(area: Rect) -> u16 {
    if area.width < BOTH_NEED_COLUMNS { area.width } else { (area.width * 9 / 20).min(MOST_LEFT) }
}

/// The list, and the rows that all parts would take.
type Listed<'l> = (&'l [list::Line], &'l Wanted);

fn draw_boxes(seen: Seen<'_>, list: Listed<'_>, area: Rect, canvas: &mut Canvas<'_>) {
    let pane = seen.app.view.packages.pane;
    if area.width < BOTH_NEED_COLUMNS {
        return match pane {
            Pane::Partners => profile::draw(seen, area, canvas),
            _ => draw_left(seen, list, area, canvas),
        };
    }
    let left = Rect { width: left_columns(area), ..area };
    let right = Rect { x: left.right(), width: area.width - left.width, ..area };
    draw_left(seen, list, left, canvas);
    profile::draw(seen, right, canvas);
}

/// The list above the choices; where there is no room for both, the one that has the keys.
fn draw_left(seen: Seen<'_>, (list, wanted): Listed<'_>, area: Rect, canvas: &mut Canvas<'_>) {
    let pane = seen.app.view.packages.pane;
    if area.height < 12 {
        return match pane {
            Pane::Choices => choices::draw(seen, area, canvas),
            _ => list::draw(seen, list, area, canvas),
        };
    }
    // each gets half, but for what is told at length where it has the keys, and what the other can spare
    let is_long = list.iter().any(|line| line.rows() > 1);
    let share = match pane {
        Pane::Packages if is_long => area.height * 3 / 5,
        Pane::Choices => area.height / 3,
        _ => area.height / 2,
    };
    let spared = area.height.saturating_sub(wanted.choices);
    let above = wanted.list.min(share).max(spared);
    list::draw(seen, list, Rect { height: above, ..area }, canvas);
    choices::draw(seen, below(area, above), canvas);
}

/// A box that is lit while its part has the keys; gives the room inside.
fn pane(seen: Seen<'_>, pane: Pane, (title, area): (&str, Rect), canvas: &mut Canvas<'_>) -> Rect {
    let lit = seen.app.view.packages.pane == pane && seen.app.overlays.is_empty();
    boxed(canvas.buffer, area, title, canvas.look, lit.into())
}

/// The entries of a list: the first that was shown, the one under the cursor, and how many there are.
type Entries = (usize, usize, usize);

/// The first entry to be shown so that the cursor is seen, told on the lower border where not all are.
/// Each entry takes so many rows.
fn scroll(
    (before, at, all): Entries,
    rows: &dyn Fn(usize) -> u16,
    inner: Rect,
    canvas: &mut Canvas<'_>,
) -> usize {
    // the first of the entries up to this one that there is room for
    let first_before = |end: usize| {
        let mut room = inner.height;
        let fits = |at: &usize| {
            let left = room.checked_sub(rows(*at));
            room = left.unwrap_or(0);
            left.is_some()
        };
        (0..end).rev().take_while(fits).last().unwrap_or(end.saturating_sub(1))
    };
    let first = before.min(at).max(first_before(at + 1)).min(first_before(all));
    let mut room = inner.height;
    let shown = (first..all).take_while(|at| {
        let left = room.checked_sub(rows(*at));
        room = left.unwrap_or(0);
        left.is_some()
    });
    let last = shown.last().map_or(first, |last| last + 1);
    if first > 0 || last < all {
        let text = format!(" {} to {last} of {all} ", first + 1);
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
