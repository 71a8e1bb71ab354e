//! The editor of long texts: nearly the whole screen, soft-wrapped.

use ratatui::layout::Rect;

use super::{at_foot, field, open};
use crate::app::{Editor, TextField};
use crate::ui::frame::Canvas;

/// Above this many bytes words are no longer counted at every drawing.
const COUNTED: usize = 200_000;

/// The columns that a text is written in with ease.
const COLUMNS: u16 = 96;

/// Draws the editor.
pub(super) fn draw(editor: &Editor, area: Rect, canvas: &mut Canvas<'_>) {
    let room = (COLUMNS, area.height.saturating_sub(super::FRAME.1));
    let (whole, inner) = open(canvas, area, &editor.title, room);
    field(canvas, inner, &editor.field);
    at_foot(canvas, whole, &size(&editor.field));
}

/// How long the text is, and that leaving keeps it.
fn size(field: &TextField) -> String {
    let lines = field.area().lines();
    let bytes: usize = lines.iter().map(String::len).sum();
    let size = if bytes > COUNTED {
        format!("{} lines", lines.len())
    } else {
        let words: usize = lines.iter().map(|line| line.split_whitespace().count()).sum();
        if words == 1 { "1 word".into() } else { format!("{words} words") }
    };
    format!("{size}, Esc keeps them")
}
