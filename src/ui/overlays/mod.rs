//! What lies over the screen: help, explanations, choices, prompts, the editor and the form.

mod collection;
mod editor;
mod finder;
mod form;
mod picker;
mod prompt;
mod quick;
mod reading;
mod sheet;
#[cfg(test)]
mod tests;
mod value;

use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::Widget;

use super::draw::{Lit, boxed, floating, put, width};
use super::frame::Canvas;
use super::theme::Role;
use super::{card, mistakes, start};
use crate::app::{App, Overlay, Target, TextField};

/// Draws what lies over the screen, the topmost last.
pub(super) fn draw(app: &App, area: Rect, canvas: &mut Canvas<'_>) {
    let front = app.overlays.iter().rposition(Overlay::fills_screen);
    let last = app.overlays.len().saturating_sub(1);
    for (at, overlay) in app.overlays.iter().enumerate().skip(front.unwrap_or(0)) {
        match overlay {
            // what fills the screen would only be seen around the edges
            _ if at < last && overlay.fills_screen() => {}
            Overlay::Help(help) => reading::draw(help, reading::Marks::Shown, area, canvas),
            Overlay::Why(why) => reading::draw(why, reading::Marks::Left, area, canvas),
            Overlay::Card => {
                let whole = floating(canvas.buffer, area, (CARD, area.height));
                canvas.drawn.note(whole, Target::Overlay);
                card::draw(app, whole, canvas);
            }
            Overlay::Picker(picker) => picker::draw(app, picker, area, canvas),
            Overlay::Prompt(prompt) => prompt::draw(app, prompt, area, canvas),
            Overlay::Sheet(shown) => sheet::draw(app, shown, area, canvas),
            Overlay::Editor(editor) => editor::draw(editor, area, canvas),
            Overlay::Form(form) => form::draw(app, form, area, canvas),
            Overlay::Quick(page) => quick::draw(page, area, canvas),
            Overlay::Start(found) => start::draw(app, found, area, canvas),
            Overlay::Finder(found) => finder::draw(found, area, canvas),
            Overlay::Mistakes(found) => mistakes::draw(app, found, area, canvas),
            // what is written or chosen for a list needs no box in a box
            Overlay::Collection(_) if at < last => {}
            Overlay::Collection(shown) => collection::draw(app, shown, area, canvas),
        }
    }
}

/// The columns of the card, where it lies over the screen.
const CARD: u16 = 84;

/// What the border takes of a box: columns, with a blank on either side, and rows.
const FRAME: (u16, u16) = (4, 2);

/// The columns on both sides of a box in which what lies below can be made out.
const LEAST_BESIDE: u16 = 28;

/// An empty box over the screen with room for so many columns and rows, if the screen has it; gives
/// the box and the room inside.
fn open(canvas: &mut Canvas<'_>, area: Rect, title: &str, room: (u16, u16)) -> (Rect, Rect) {
    let wide = room.0.max(width(title).saturating_add(2)).saturating_add(FRAME.0);
    let size = (wide, room.1.saturating_add(FRAME.1));
    // a blank column on either side keeps what lies below at a distance; of what would be seen there
    // in a few columns nothing is
    let left = area.width.saturating_sub(size.0);
    let cleared = if left < LEAST_BESIDE { area.width } else { size.0 + 2 };
    let margin = floating(canvas.buffer, area, (cleared, size.1));
    let wide = size.0.min(area.width);
    let whole = Rect { x: area.x + (area.width - wide) / 2, width: wide, ..margin };
    canvas.drawn.note(whole, Target::Overlay);
    let inner = boxed(canvas.buffer, whole, title, canvas.look, Lit::Yes);
    (whole, inner)
}

/// Writes a word into the lower border of a box, at its right end.
fn at_foot(canvas: &mut Canvas<'_>, whole: Rect, text: &str) {
    let room = whole.width.saturating_sub(6);
    let wide = width(text).saturating_add(2).min(room);
    if whole.height < 2 || wide < 3 {
        return;
    }
    let place = Rect { x: whole.right() - wide - 2, y: whole.bottom() - 1, width: wide, height: 1 };
    put(canvas.buffer, place, &format!(" {text} "), canvas.look.style(Role::Dim));
}

/// Draws a field with its cursor.
fn field(canvas: &mut Canvas<'_>, area: Rect, field: &TextField) {
    let area = area.intersection(canvas.buffer.area);
    if area.is_empty() {
        return;
    }
    if field.fits(area.width) {
        field.area().render(area, canvas.buffer);
    } else {
        put(canvas.buffer, area, "(too long to be shown here)", Style::new());
    }
}
