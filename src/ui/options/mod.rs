//! The Options screen: options by partners, gain and verdict.

use ratatui::layout::Rect;

use super::frame::Canvas;
use crate::app::App;

/// Draws it.
pub(super) fn draw(app: &App, area: Rect, canvas: &mut Canvas<'_>) {
    let _ = (app, area, canvas);
}
