//! The page of quick entry: the lines being written, and beside or below them what they become.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::{at_foot, field, open};
use crate::app::{Entry, QuickPage, Sketch, Tally, Target};
use crate::model::Level;
use crate::ui::draw::{after, below, cut, put, row, scrolled, width};
use crate::ui::frame::Canvas;
use crate::ui::theme::{Mark, Role};

/// The columns of the page, where there is room for the lines and what they become side by side.
const SIDE_BY_SIDE: u16 = 150;

/// The columns of the page, where one stands below the other.
const COLUMNS: u16 = 100;

/// The most columns of the page.
const MOST: u16 = 190;

/// The grammar, in two lines.
const GRAMMAR: [&str; 2] = [
    "Ministry of Health (MoH) 7 9: No waiting; Keep the budget #government",
    "name (short) interest influence: success; more #tag   - is not known yet",
];

/// The columns of the place, and those of how many lines of success there are.
const PLACE: u16 = 12;
const SUCCESS: u16 = 10;

/// The columns of a short name.
const SHORT: u16 = 10;

/// Draws the page.
pub(super) fn draw(page: &QuickPage, area: Rect, canvas: &mut Canvas<'_>) {
    let beside = area.width >= SIDE_BY_SIDE;
    let columns = if beside { MOST.min(area.width.saturating_sub(8)) } else { COLUMNS };
    let high = area.height.saturating_sub(super::FRAME.1);
    let (whole, inner) = open(canvas, area, "New partners, one a line", (columns, high));
    let dim = canvas.look.style(Role::Dim);
    let grammar: u16 = if inner.height >= 10 { 2 } else { 1 };
    for (n, line) in (0..grammar).zip(GRAMMAR) {
        put(canvas.buffer, row(inner, n), line, dim);
    }
    let rest = below(inner, grammar + u16::from(inner.height >= 14));
    let (lines, preview) = if beside {
        let half = rest.width / 2;
        // its heading stands beside the blank row above, so that the lines begin side by side
        let raised = Rect { y: rest.y - 1, height: rest.height + 1, ..rest };
        (Rect { width: half - 2, ..rest }, after(raised, half + 2))
    } else {
        let half = rest.height / 2;
        (Rect { height: half, ..rest }, below(rest, half))
    };
    field(canvas, lines, page.field());
    draw_preview(page, preview, canvas);
    at_foot(canvas, whole, &counted(page.tally()));
}

/// What the lines become, in words.
fn counted(tally: Tally) -> String {
    let Tally { new, left_out, refused } = tally;
    let mut parts = vec![format!("{new} new")];
    if left_out > 0 {
        parts.push(format!("{left_out} left out"));
    }
    if refused > 0 {
        parts.push(format!("{refused} to mend"));
    }
    parts.join(", ")
}

/// A row for each line that says something; the one with the cursor stays in sight.
fn draw_preview(page: &QuickPage, area: Rect, canvas: &mut Canvas<'_>) {
    let dim = canvas.look.style(Role::Dim);
    let room = Columns::of(area.width);
    put(canvas.buffer, area, &room.heading(), dim);
    let list = below(area, 1);
    let entries = page.entries();
    let (at, rows) = (page.at(), usize::from(list.height));
    let first = scrolled(canvas.memory.quick, at, rows, entries.len());
    canvas.memory.quick = first;
    for (n, (nth, (_, entry))) in (0..list.height).zip(entries.iter().enumerate().skip(first)) {
        let place = row(list, n);
        canvas.drawn.note(place, Target::OverlayRow(nth));
        if nth == at {
            let look = canvas.look;
            put(canvas.buffer, place, look.sign(Mark::Selected), look.mark_style(Mark::Selected));
        }
        draw_entry(entry, room, after(place, 2), canvas);
    }
}

/// How wide the columns of the preview are.
#[derive(Clone, Copy)]
struct Columns {
    name: u16,
    short: u16,
}

impl Columns {
    fn of(all: u16) -> Self {
        let short = if all >= 70 { SHORT } else { 0 };
        let name = (all.saturating_sub(short + PLACE + SUCCESS + 2)).min(all * 45 / 100);
        Self { name, short }
    }

    fn heading(self) -> String {
        let (name, short) = (usize::from(self.name), usize::from(self.short));
        let title = cut("they become", self.name);
        let abbreviated = if self.short > 0 { "short" } else { "" };
        format!("  {title:<name$}{abbreviated:<short$}int. infl.  success   tags")
    }
}

fn draw_entry(entry: &Entry, room: Columns, place: Rect, canvas: &mut Canvas<'_>) {
    let look = canvas.look;
    let (name, told, style) = match entry {
        Entry::New(sketch) => return draw_sketch(sketch, room, place, canvas),
        Entry::There(name) => (name, "is there already: left out", look.style(Role::Dim)),
        Entry::Above(name) => (name, "stands above already: left out", look.style(Role::Dim)),
        Entry::Refused(fault) => {
            let style = look.style(Role::Lose);
            put(canvas.buffer, place, &format!("{}: {}", fault.message, fault.hint), style);
            return;
        }
    };
    put(canvas.buffer, place, &cut(name, room.name.saturating_sub(1)), style);
    put(canvas.buffer, after(place, room.name), told, style);
}

fn draw_sketch(sketch: &Sketch, room: Columns, place: Rect, canvas: &mut Canvas<'_>) {
    let dim = canvas.look.style(Role::Dim);
    put(canvas.buffer, place, &cut(&sketch.name, room.name.saturating_sub(1)), Style::new());
    let rest = after(place, room.name);
    if room.short > 0 {
        put(canvas.buffer, rest, &cut(&sketch.short, room.short - 1), dim);
    }
    let rest = after(rest, room.short);
    let level = |level: Option<Level>| level.map_or("-".to_owned(), |level| level.to_string());
    let levels = format!("{:>4} {:>5}", level(sketch.interest), level(sketch.influence));
    put(canvas.buffer, Rect { width: PLACE.min(rest.width), ..rest }, &levels, Style::new());
    let rest = after(rest, PLACE);
    let success = match sketch.success.len() {
        0 => "?".to_owned(),
        1 => "1 line".to_owned(),
        lines => format!("{lines} lines"),
    };
    put(canvas.buffer, Rect { width: SUCCESS.min(rest.width), ..rest }, &success, Style::new());
    let tags: Vec<String> = sketch.tags.iter().map(|tag| format!("#{tag}")).collect();
    let rest = after(rest, SUCCESS);
    if width(&tags.join(" ")) > 0 {
        put(canvas.buffer, rest, &tags.join(" "), dim);
    }
}
