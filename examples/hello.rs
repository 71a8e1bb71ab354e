//! The least program on the same libraries, beside which zopa is measured: shows how many keys were pressed.
//!
//! CONTRIBUTING tells how.

use std::io;

use crossterm::event::{self, Event, KeyCode};
use ratatui::widgets::Paragraph;

fn main() -> io::Result<()> {
    ratatui::run(|terminal| {
        let mut keys = 0;
        loop {
            let text = format!("Hello, world! {keys} keys pressed; q quits.");
            terminal.draw(|frame| frame.render_widget(Paragraph::new(text), frame.area()))?;
            match event::read()? {
                Event::Key(key) if key.code == KeyCode::Char('q') => return Ok(()),
                Event::Key(_) => keys += 1,
                _ => {}
            }
        }
    })
}
