//! The example maps, for the tests of the screens.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::draw::width;
use super::frame::{Canvas, Memory};
use super::{Drawn, Look, options, overlap};
use crate::app::{App, Done, Msg, Opening, Screen, update};
use crate::edit::Moment;
use crate::model::{Curtain, Map};

/// One of the example maps.
pub(super) fn example(text: &str) -> Map {
    crate::format::read(text.as_bytes()).unwrap()
}

pub(super) const RIVERSIDE: &str = include_str!("../../maps/riverside.ron");

/// A session on an example map, with a screen of this size open and the order of the matrix known.
pub(super) fn session(text: &str, size: (u16, u16), screen: Screen) -> App {
    on(example(text), size, screen)
}

/// A session on a map.
pub(super) fn on(map: Map, size: (u16, u16), screen: Screen) -> App {
    let opening = Opening { curtain: Curtain::Open, size, ..Opening::default() };
    let mut app = App::new(map, None, opening);
    app.view.screen = screen;
    let order = app.answers().matrix_order().to_vec();
    let revision = app.history().revision();
    update(&mut app, Msg::Done(Done::Ordered(revision, order)), Moment(0));
    app
}

/// The screen without heading and key line, as text without blanks at the ends of its lines.
pub(super) fn drawn(app: &App) -> String {
    drawn_with(app, Look::default()).0
}

/// The same on a terminal that can show this, with what was drawn where.
pub(super) fn drawn_with(app: &App, look: Look) -> (String, Drawn) {
    let area = Rect::new(0, 0, app.size.0, app.size.1.saturating_sub(3));
    let mut buffer = Buffer::empty(area);
    let (mut drawn, mut memory) = (Drawn::default(), Memory::default());
    let mut canvas = Canvas { buffer: &mut buffer, drawn: &mut drawn, memory: &mut memory, look };
    match app.view.screen {
        Screen::Overlap => overlap::draw(app, area, &mut canvas),
        Screen::Options => options::draw(app, area, &mut canvas),
        Screen::Partners | Screen::Grid => unreachable!("other tests draw them"),
    }
    (as_text(&buffer), drawn)
}

fn as_text(buffer: &Buffer) -> String {
    let mut text = String::new();
    for y in buffer.area.top()..buffer.area.bottom() {
        let mut line = String::new();
        let mut covered = 0;
        for x in buffer.area.left()..buffer.area.right() {
            let symbol = buffer[(x, y)].symbol();
            if covered == 0 {
                line.push_str(symbol);
            }
            covered = width(symbol).max(covered).saturating_sub(1);
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}
