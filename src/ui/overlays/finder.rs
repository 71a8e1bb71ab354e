//! Looking for a file: the line that is typed, and what is in the folder.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::{at_foot, field, open};
use crate::app::{Finder, Kind, Listing, Target};
use crate::ui::draw::{after, below, cut, put, row, scrolled};
use crate::ui::frame::Canvas;
use crate::ui::theme::{Mark, Role};

/// The columns of the box.
const COLUMNS: u16 = 64;

/// The rows of the list.
const ROWS: u16 = 12;

/// Draws the line and the list below it.
pub(super) fn draw(finder: &Finder, area: Rect, canvas: &mut Canvas<'_>) {
    let (whole, inner) = open(canvas, area, "Open a file", (COLUMNS, ROWS + 2));
    let look = canvas.look;
    field(canvas, row(inner, 0), &finder.field);
    let list = below(inner, if inner.height > 5 { 2 } else { 1 });
    let dim = look.style(Role::Dim);
    let matching = finder.matching();
    let nothing = match &finder.listing {
        Listing::Awaited => "…",
        Listing::Refused(why) => why,
        Listing::Found(_) if matching.is_empty() && finder.field.is_blank() => {
            "no map in this folder"
        }
        Listing::Found(_) if matching.is_empty() => "nothing begins with this",
        Listing::Found(_) => "",
    };
    put(canvas.buffer, list, nothing, dim);
    let seen = usize::from(list.height);
    let at = finder.at.unwrap_or(0);
    let first = scrolled(canvas.memory.picker, at, seen, matching.len());
    canvas.memory.picker = first;
    for (n, (at, found)) in (0..list.height).zip(matching.iter().enumerate().skip(first)) {
        let place = row(list, n);
        canvas.drawn.note(place, Target::OverlayRow(at));
        let here = finder.at == Some(at);
        let base = if found.kind == Kind::Folder { dim } else { Style::new() };
        let style = if here { base.patch(look.cursor()) } else { base };
        if here {
            canvas.buffer.set_style(place, style);
            put(canvas.buffer, place, look.sign(Mark::Selected), style);
        }
        let name = after(place, 2);
        put(canvas.buffer, name, &cut(&found.words(), name.width), style);
    }
    if matching.len() > seen {
        at_foot(canvas, whole, &format!("{} of {}", at + 1, matching.len()));
    }
}
