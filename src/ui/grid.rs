//! The Grid: influence up, interest across, and what the partners are marked by.

use ratatui::layout::Rect;

use super::frame::Canvas;
use crate::app::App;

/// Draws it.
pub(super) fn draw(app: &App, area: Rect, canvas: &mut Canvas<'_>) {
    let _ = (app, area, canvas);
}
