//! Text fields of one line or many: the one place of this layer that holds a widget, the editor.

use ratatui::style::{Modifier, Style};
use ratatui_textarea::{CursorMove, Input, TextArea, WrapMode};

use super::error::UserError;
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
    /// One, shown on as many rows as it takes.
    Folded,
    /// As many as wanted; Enter begins a new one.
    Many,
}

/// The longest line that a field of one line takes, in bytes.
const LONGEST_LINE: usize = 10_000;

/// The longest text that the editor takes, in bytes and in lines. A key in a text of this length
/// takes about 0.06 s, as the editor measures all of it again.
const LONGEST_TEXT: (usize, usize) = (2_000_000, 50_000);

/// Above this many bytes lines are no longer wrapped, which takes a quarter of the time, unless one
/// of them is long.
const WRAPPED: usize = 250_000;

/// A line of so many bytes is long.
const LONG: usize = 2_000;

/// The most rows of the screen that the editor can count.
const MOST_ROWS: usize = 60_000;

impl TextField {
    /// A field with this text, the cursor behind it.
    #[must_use]
    pub fn new(text: &str, lines: Lines) -> Self {
        let before = match lines {
            Lines::One | Lines::Folded => text.replace(['\n', '\t'], " "),
            Lines::Many => text.to_owned(),
        };
        let mut area = TextArea::new(before.split('\n').map(str::to_owned).collect());
        area.set_cursor_line_style(Style::default());
        area.set_cursor_style(Style::default().add_modifier(Modifier::REVERSED));
        area.set_selection_style(Style::default().add_modifier(Modifier::REVERSED));
        area.set_hard_tab_indent(true);
        area.set_wrap_mode(wrapping(&before, lines));
        area.move_cursor(CursorMove::Bottom);
        area.move_cursor(CursorMove::End);
        Self { area, lines, before }
    }

    /// Whether a text is short enough for a field of so many lines.
    #[must_use]
    pub fn holds(text: &str, lines: Lines) -> bool {
        let (bytes, rows) = match lines {
            Lines::One | Lines::Folded => (LONGEST_LINE, usize::MAX),
            Lines::Many => LONGEST_TEXT,
        };
        text.len() <= bytes && (text.len() < rows || text.split('\n').count() <= rows)
    }

    /// Whether the text can be shown in so many columns: the editor counts rows and columns in 16 bits.
    #[must_use]
    pub fn fits(&self, columns: u16) -> bool {
        let lines = self.area.lines();
        let bytes: usize = lines.iter().map(String::len).sum();
        match self.area.wrap_mode() {
            WrapMode::None => bytes <= MOST_ROWS || lines.iter().all(|line| line.len() < MOST_ROWS),
            // words that are moved to the next row leave less than half a row empty, mostly
            _ => lines.len() + 2 * bytes / usize::from(columns.max(1)) <= MOST_ROWS,
        }
    }

    /// The same field with its whole text selected: what is typed replaces it, an arrow goes into it.
    #[must_use]
    pub fn selected(mut self) -> Self {
        self.area.select_all();
        self
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

    /// In which line the cursor is, counted from 0.
    #[must_use]
    pub fn row(&self) -> usize {
        self.area.cursor().0
    }

    /// Puts the cursor at the beginning of a line, counted from 0.
    pub fn go_to_row(&mut self, row: usize) {
        self.area.move_cursor(CursorMove::Jump(u16::try_from(row).unwrap_or(u16::MAX), 0));
    }

    /// The widget, for drawing.
    #[must_use]
    pub fn area(&self) -> &TextArea<'static> {
        &self.area
    }

    /// Types a key into the field. One line takes no key that would begin another, and no tab.
    pub fn key(&mut self, key: Key) {
        let breaks = match key.code {
            KeyCode::Enter | KeyCode::Tab => true,
            KeyCode::Char(sign) => key.ctrl && sign == 'm',
            _ => false,
        };
        if self.lines == Lines::Many || !breaks {
            self.area.input(input(key));
        }
    }

    /// Inserts pasted text at the cursor: line ends made equal, control characters dropped. Takes all
    /// of it, or, where that would be more than the field holds, nothing.
    pub fn paste(&mut self, text: &str) -> Result<(), UserError> {
        let clean = Text::cleaned(text);
        let now = self.area.lines();
        let bytes: usize = now.iter().map(|line| line.len() + 1).sum();
        let rows = now.len() + clean.matches('\n').count();
        if self.lines != Lines::Many {
            let line = clean.trim_matches('\n').replace(['\n', '\t'], " ");
            if bytes + line.len() > LONGEST_LINE {
                let message =
                    format!("{} characters are too many for one line", line.chars().count());
                return Err(UserError::Refused(message, "nothing was pasted"));
            }
            self.area.insert_str(line);
            return Ok(());
        }
        if bytes + clean.len() > LONGEST_TEXT.0 || rows > LONGEST_TEXT.1 {
            let message = "This is too long a text for the editor".to_owned();
            return Err(UserError::Refused(
                message,
                "nothing was pasted; 2 million letters at most",
            ));
        }
        if bytes + clean.len() > WRAPPED {
            let longest = now.iter().map(String::len).max().unwrap_or(0);
            if longest < LONG && wrapping(&clean, self.lines) == WrapMode::None {
                self.area.set_wrap_mode(WrapMode::None);
            }
        }
        self.area.insert_str(&*clean);
        Ok(())
    }

    /// Replaces the whole text.
    pub fn set(&mut self, text: &str) {
        let before = std::mem::take(&mut self.before);
        *self = Self { before, ..Self::new(text, self.lines) };
    }
}

/// Whether lines are wrapped: all but names and the lines of very long texts.
fn wrapping(text: &str, lines: Lines) -> WrapMode {
    let huge = || text.len() > WRAPPED && text.split('\n').all(|line| line.len() < LONG);
    match lines {
        Lines::One => WrapMode::None,
        Lines::Many if huge() => WrapMode::None,
        Lines::Folded | Lines::Many => WrapMode::WordOrGlyph,
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
        field.paste(" of\r\nHillcrest\u{1b}[2J").unwrap();
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
        field.paste("two\r\nthree").unwrap();
        assert_eq!(field.text(), "one\ntwo\nthree");
    }

    #[test]
    fn one_line_stays_one_line() {
        let mut field = TextField::new("a", Lines::Folded);
        for key in ["enter", "tab", "ctrl-m"] {
            field.key(key.parse().unwrap());
        }
        field.paste("b\n\tc\n").unwrap();
        assert_eq!(field.text(), "ab  c");
    }

    #[test]
    fn a_megabyte_is_taken_whole_and_more_than_two_not_at_all() {
        let lines = "shorter waits and more posts\n".repeat(34_000);
        let mut field = TextField::new("", Lines::Many);
        field.paste(&lines).unwrap();
        assert_eq!(field.text(), lines.as_str());
        assert_eq!(field.area().wrap_mode(), WrapMode::None);
        assert!(field.paste(&lines).is_err());
        assert_eq!(field.text(), lines.as_str());
        let line = "shorter waits, ".repeat(66_000);
        let mut field = TextField::new("", Lines::Many);
        field.paste(&line).unwrap();
        assert_eq!(field.text(), line.as_str());
        assert_eq!(field.area().wrap_mode(), WrapMode::WordOrGlyph);
        let mut field = TextField::new("x", Lines::Many);
        assert!(field.paste(&line.repeat(3)).is_err());
        assert_eq!(field.text(), "x");
        assert!(TextField::new("", Lines::One).paste(&line).is_err());
    }
}
