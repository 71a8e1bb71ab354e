//! The example maps, for the tests of the screens.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use serde::Deserialize;

use super::draw::width;
use super::{Drawn, Look, Painter};
use crate::app::{App, Done, Msg, Opening, Screen, update};
use crate::edit::Moment;
use crate::model::Curtain;
use crate::model::{
    Entries, Heading, Issue, IssueId, Map, Partner, PartnerId, Text, Theme, ThemeId,
};

#[derive(Deserialize)]
#[serde(rename = "Map")]
struct File {
    title: Text,
    themes: Entries<ThemeId, Theme>,
    partners: Entries<PartnerId, Partner>,
    issues: Entries<IssueId, Issue>,
}

/// One of the example maps.
pub(super) fn example(text: &str) -> Map {
    let options =
        ron::Options::default().with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME);
    let file: File = options.from_str(text).unwrap();
    Map {
        heading: Heading { title: file.title, ..Heading::default() },
        themes: file.themes,
        partners: file.partners,
        issues: file.issues,
        ..Map::default()
    }
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

/// The screen as text, without blanks at the ends of its lines.
pub(super) fn drawn(app: &App) -> String {
    drawn_with(app, Look::default()).0
}

/// The screen as text, with what was drawn where.
pub(super) fn drawn_with(app: &App, look: Look) -> (String, Drawn) {
    let mut buffer = Buffer::empty(Rect::new(0, 0, app.size.0, app.size.1));
    let drawn = Painter::new(look).draw(app, &mut buffer);
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
