//! The last row: the keys that do something here and now, or what just happened.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::draw::{after, floating, put, row, width, wrapped};
use super::frame::Canvas;
use super::theme::{Look, Role};
use crate::app::commands::Command;
use crate::app::{App, Status, Target, hints};

/// What just happened, or what can be done here and now.
pub(super) fn key_line(app: &App, area: Rect, canvas: &mut Canvas<'_>) {
    let look = canvas.look;
    if let Some(status) = &app.status {
        return tell(status, area, (canvas.buffer, look));
    }
    let area = after(area, 2);
    let mut room = Rect { width: area.width.saturating_sub(1), ..area };
    let hints = hints(app).map(|command| Hint::of(command, look));
    // help is always offered, at the right end
    let (help, others): (Vec<_>, Vec<_>) = hints.partition(|hint| hint.command.name == "view.help");
    for hint in help {
        if hint.width < room.width {
            hint.draw(after(room, room.width - hint.width), canvas);
            room.width = room.width.saturating_sub(hint.width + 2);
        }
    }
    for hint in others {
        if hint.width > room.width {
            break;
        }
        hint.draw(room, canvas);
        room = after(room, hint.width + 2);
    }
}

/// The most rows that a status takes.
const MOST_TOLD: u16 = 4;

/// What just happened, in the last row; where there is no room for all of it, over the rows above.
fn tell(status: &Status, last: Rect, (buffer, look): (&mut Buffer, Look)) {
    let (told, style, hint) = match status {
        Status::Note(text) => (text, Style::new(), ""),
        Status::Refused(message, hint) => {
            (message, look.style(Role::Lose).add_modifier(Modifier::BOLD), hint.as_str())
        }
    };
    let room = after(last, 2);
    if width(told).saturating_add(width(hint)).saturating_add(2) <= room.width {
        let taken = put(buffer, room, told, style);
        if !hint.is_empty() {
            put(buffer, after(room, taken), &format!(": {hint}"), Style::new());
        }
        return;
    }
    let lines =
        |text, style| wrapped(text, room.width - 1).into_iter().map(move |line| (line, style));
    let mut lines: Vec<(String, Style)> =
        lines(told, style).chain(lines(hint, Style::new())).collect();
    lines.retain(|(line, _)| !line.is_empty());
    let rows = u16::try_from(lines.len()).unwrap_or(MOST_TOLD).min(MOST_TOLD);
    let whole = Rect { y: last.y + 1 - rows, height: rows, ..last };
    floating(buffer, whole, (whole.width, rows));
    for (n, (line, style)) in (0..rows).zip(&lines) {
        put(buffer, after(row(whole, n), 2), line, *style);
    }
}

/// One command in the key line: its key and what it does.
struct Hint {
    command: &'static Command,
    key: String,
    width: u16,
}

impl Hint {
    fn of(command: &'static Command, look: Look) -> Self {
        let key = look.key_words(&command.hinted_key());
        let width = width(&key) + 1 + width(command.hint);
        Self { command, key, width }
    }

    fn draw(&self, place: Rect, canvas: &mut Canvas<'_>) {
        let look = canvas.look;
        let style = look.heading().patch(look.style(Role::Accent));
        let taken = put(canvas.buffer, place, &self.key, style);
        let words = after(place, taken + 1);
        let shown = put(canvas.buffer, words, self.command.hint, look.style(Role::Dim));
        let area = Rect { width: taken + 1 + shown, ..place };
        canvas.drawn.note(area, Target::Command(self.command));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::tests::sample;
    use crate::app::{Opening, Origin};
    use crate::ui::Painter;

    #[test]
    fn a_status_that_is_too_long_for_one_row_is_told_on_several() {
        let mut app = App::new(sample(), Origin::Example, Opening::default());
        let path = "/home/anna/maps/of/the/valley/.riverside.ron.zopa-replaced-1";
        let note = format!("Saved to riverside.ron; what was there before is in {path}");
        let refused = Status::Refused(note.clone(), "S saves elsewhere".to_owned());
        for (status, last) in [(Status::Note(note), "replaced-1"), (refused, "S saves elsewhere")] {
            app.status = Some(status);
            let mut buffer = Buffer::empty(Rect::new(0, 0, 80, 24));
            Painter::default().draw(&app, &mut buffer);
            let row = |n: usize| -> String {
                buffer
                    .content
                    .iter()
                    .skip(80 * n)
                    .take(80)
                    .map(ratatui::buffer::Cell::symbol)
                    .collect()
            };
            assert!(row(23).trim_end().ends_with(last), "{}", row(23));
            assert!((20..24).any(|n| row(n).contains(path)), "whole");
        }
    }
}
