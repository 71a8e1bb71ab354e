//! What lies over the screen, drawn on small and on usual terminals.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Modifier;

use crate::app::Msg;
use crate::app::tests::Session;
use crate::ui::Painter;

/// The screen as text; what is reversed, such as the cursor, stands between ‹ and ›.
fn drawn(session: &mut Session, size: (u16, u16)) -> String {
    session.send(Msg::Resize(size.0, size.1));
    let mut buffer = Buffer::empty(Rect::new(0, 0, size.0, size.1));
    Painter::default().draw(&session.app, &mut buffer);
    let mut text = String::new();
    for y in 0..size.1 {
        let mut reversed = false;
        let mut line = String::new();
        let mut skip = 0;
        for x in 0..size.0 {
            let cell = &buffer[(x, y)];
            let now = cell.modifier.contains(Modifier::REVERSED) && y > 0;
            if now != reversed {
                line.push(if now { '‹' } else { '›' });
                reversed = now;
            }
            if skip == 0 {
                line.push_str(cell.symbol());
                skip = usize::from(crate::ui::draw::width(cell.symbol())).max(1);
            }
            skip -= 1;
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

fn after(keys: &str) -> Session {
    let mut session = Session::new();
    session.keys(keys);
    session
}

const SMALL: (u16, u16) = (40, 12);
const USUAL: (u16, u16) = (80, 24);

#[test]
fn every_overlay_has_room_on_the_least_terminal() {
    let keys = ["f1", "?", "f", ":", "m", "N", "n"];
    for keys in keys {
        let text = drawn(&mut after(keys), SMALL);
        let top = text.lines().nth(1).unwrap_or_default();
        assert!(top.starts_with('╭') && top.ends_with('╮'), "{keys}:\n{text}");
    }
}

#[test]
fn a_search_leaves_the_screen_above_it_in_sight() {
    let text = drawn(&mut after("/ h i l l"), USUAL);
    let last = text.lines().nth(22).unwrap_or_default();
    assert!(last.starts_with("  Search: hill‹ ›") && last.ends_with("1 of 4"), "{text}");
}
