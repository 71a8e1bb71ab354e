//! Text fields of one line or many: the one place of this layer that holds a widget, the editor.

use ratatui::style::{Modifier, Style};
use ratatui_textarea::{CursorMove, Input, TextArea, WrapMode};

use super::key::{Key, KeyCode};
use crate::model::Text;

/// A field in which a person types.
#[derive(Clone, Debug)]
pub struct TextField {
    area: TextArea<'static>,
    lines: Lines,
    before: String,
}

/// How many lines a field takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lines {
    /// One; Enter is for the form around it.
    One,
    /// As many as wanted; Enter begins a new one.
    Many,
}

impl TextField {
    /// A field with this text, the cursor behind it.
    #[must_use]
    pub fn new(text: &str, lines: Lines) -> Self {
        let before = match lines {
            Lines::One => text.replace(['\n', '\t'], " "),
            Lines::Many => text.to_owned(),
        };
        let mut area = TextArea::new(before.split('\n').map(str::to_owned).collect());
        area.set_cursor_line_style(Style::default());
        area.set_cursor_style(Style::default().add_modifier(Modifier::REVERSED));
        area.set_hard_tab_indent(true);
        if lines == Lines::Many {
            area.set_wrap_mode(WrapMode::WordOrGlyph);
        }
        area.move_cursor(CursorMove::Bottom);
        area.move_cursor(CursorMove::End);
        Self { area, lines, before }
    }

    /// What stands in the field now, without characters that could control a terminal.
    #[must_use]
    pub fn text(&self) -> Text {
        Text::cleaned(&self.area.lines().join("\n"))
    }

    /// Whether nothing but blanks stands in it.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.area.lines().iter().all(|line| line.trim().is_empty())
    }

    /// Whether it differs from what it was opened with.
    #[must_use]
    pub fn is_changed(&self) -> bool {
        !self.area.lines().iter().map(String::as_str).eq(self.before.split('\n'))
    }

    /// How many lines it takes.
    #[must_use]
    pub fn lines(&self) -> Lines {
        self.lines
    }

    /// The widget, for drawing.
    #[must_use]
    pub fn area(&self) -> &TextArea<'static> {
        &self.area
    }

    /// Types a key into the field.
    pub fn key(&mut self, key: Key) {
        let newline = key.code == KeyCode::Enter;
        if self.lines == Lines::Many || !newline {
            self.area.input(input(key));
        }
    }

    /// Inserts pasted text at the cursor: line ends made equal, control characters dropped.
    pub fn paste(&mut self, text: &str) {
        let clean = Text::cleaned(text);
        match self.lines {
            Lines::One => self.area.insert_str(clean.trim_matches('\n').replace(['\n', '\t'], " ")),
            Lines::Many => self.area.insert_str(&*clean),
        };
    }

    /// Replaces the whole text.
    pub fn set(&mut self, text: &str) {
        let before = std::mem::take(&mut self.before);
        *self = Self { before, ..Self::new(text, self.lines) };
    }
}

/// The key as the editor knows it.
fn input(key: Key) -> Input {
    use ratatui_textarea::Key as Of;
    let code = match key.code {
        KeyCode::Char(sign) => Of::Char(sign),
        KeyCode::Enter => Of::Enter,
        KeyCode::Esc => Of::Esc,
        KeyCode::Tab => Of::Tab,
        KeyCode::Backspace => Of::Backspace,
        KeyCode::Delete => Of::Delete,
        KeyCode::Insert => Of::Null,
        KeyCode::Up => Of::Up,
        KeyCode::Down => Of::Down,
        KeyCode::Left => Of::Left,
        KeyCode::Right => Of::Right,
        KeyCode::Home => Of::Home,
        KeyCode::End => Of::End,
        KeyCode::PageUp => Of::PageUp,
        KeyCode::PageDown => Of::PageDown,
        KeyCode::F(number) => Of::F(number),
    };
    Input { key: code, ctrl: key.ctrl, alt: key.alt, shift: key.shift }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_takes_keys_and_pastes() {
        let mut field = TextField::new("Mayor", Lines::One);
        field.paste(" of\r\nHillcrest\u{1b}[2J");
        field.key(Key::plain(KeyCode::Enter));
        field.key(Key::plain(KeyCode::Char('!')));
        assert_eq!(field.text(), "Mayor of Hillcrest[2J!");
        assert!(field.is_changed());
    }

    #[test]
    fn many_lines_keep_their_breaks() {
        let mut field = TextField::new("one", Lines::Many);
        assert!(!field.is_changed());
        field.key(Key::plain(KeyCode::Enter));
        field.paste("two\r\nthree");
        assert_eq!(field.text(), "one\ntwo\nthree");
    }
}
