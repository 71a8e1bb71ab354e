//! Keys as the program knows them: independent of the terminal library, and written as people write them.

use std::fmt;
use std::str::FromStr;

/// One key press. For characters, shift is part of the character.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// Which key.
    pub code: KeyCode,
    /// With the control key held.
    pub ctrl: bool,
    /// With the alt key held.
    pub alt: bool,
    /// With the shift key held; always false for characters.
    pub shift: bool,
}

/// Which key was pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names say it all")]
pub enum KeyCode {
    Char(char),
    Enter,
    Esc,
    Tab,
    Backspace,
    Delete,
    Insert,
    Up,
    Down,
    Left,
    Right,
    Home,
    End,
    PageUp,
    PageDown,
    F(u8),
}

/// The names of keys that are no characters, as written and as shown.
const NAMES: &[(&str, &str, KeyCode)] = &[
    ("enter", "Enter", KeyCode::Enter),
    ("esc", "Esc", KeyCode::Esc),
    ("tab", "Tab", KeyCode::Tab),
    ("backspace", "Backspace", KeyCode::Backspace),
    ("delete", "Del", KeyCode::Delete),
    ("insert", "Ins", KeyCode::Insert),
    ("up", "↑", KeyCode::Up),
    ("down", "↓", KeyCode::Down),
    ("left", "←", KeyCode::Left),
    ("right", "→", KeyCode::Right),
    ("home", "Home", KeyCode::Home),
    ("end", "End", KeyCode::End),
    ("pageup", "PgUp", KeyCode::PageUp),
    ("pagedown", "PgDn", KeyCode::PageDown),
    ("space", "Space", KeyCode::Char(' ')),
];

impl Key {
    /// A key without modifiers.
    #[must_use]
    pub const fn plain(code: KeyCode) -> Self {
        Self { code, ctrl: false, alt: false, shift: false }
    }

    /// The character that this key types into a text field, if it types one.
    #[must_use]
    pub fn typed(self) -> Option<char> {
        match self.code {
            KeyCode::Char(sign) if !self.ctrl && !self.alt => Some(sign),
            _ => None,
        }
    }
}

/// A text that names no key.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` names no key")]
pub struct KeyError(String);

impl FromStr for Key {
    type Err = KeyError;

    /// Reads `shift-up`, `ctrl-s`, `K`, `f1`, `?`.
    fn from_str(text: &str) -> Result<Self, KeyError> {
        let mut key = Self::plain(KeyCode::Esc);
        let mut rest = text;
        loop {
            if let Some(after) = rest.strip_prefix("ctrl-") {
                (key.ctrl, rest) = (true, after);
            } else if let Some(after) = rest.strip_prefix("alt-") {
                (key.alt, rest) = (true, after);
            } else if let Some(after) = rest.strip_prefix("shift-") {
                (key.shift, rest) = (true, after);
            } else {
                break;
            }
        }
        let mut signs = rest.chars();
        key.code = match (signs.next(), signs.next()) {
            (Some(sign), None) => KeyCode::Char(sign),
            (Some('f'), Some(_)) if rest.get(1..).is_some_and(|n| n.parse::<u8>().is_ok()) => {
                KeyCode::F(rest.get(1..).and_then(|n| n.parse().ok()).unwrap_or(1))
            }
            _ => NAMES
                .iter()
                .find_map(|&(name, _, code)| (name == rest).then_some(code))
                .ok_or_else(|| KeyError(text.to_owned()))?,
        };
        Ok(key)
    }
}

impl fmt::Display for Key {
    /// As shown to a person: `⇧↑`, `Ctrl-S`, `K`, `F1`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.ctrl {
            f.write_str("Ctrl-")?;
        }
        if self.alt {
            f.write_str("Alt-")?;
        }
        if self.shift {
            f.write_str("⇧")?;
        }
        let name = NAMES.iter().find(|&&(_, _, code)| code == self.code);
        match (name, self.code) {
            (Some((_, shown, _)), _) => f.write_str(shown),
            (None, KeyCode::Char(sign)) if self.ctrl => write!(f, "{}", sign.to_ascii_uppercase()),
            (None, KeyCode::Char(sign)) => write!(f, "{sign}"),
            (None, KeyCode::F(number)) => write!(f, "F{number}"),
            (None, code) => write!(f, "{code:?}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_written_and_shown() {
        let shown = |text: &str| text.parse::<Key>().map(|key| key.to_string());
        assert_eq!(shown("shift-up"), Ok("⇧↑".into()));
        assert_eq!(shown("ctrl-s"), Ok("Ctrl-S".into()));
        assert_eq!(shown("f1"), Ok("F1".into()));
        assert_eq!(shown("f"), Ok("f".into()));
        assert_eq!(shown("-"), Ok("-".into()));
        assert_eq!(shown("space"), Ok("Space".into()));
        assert_eq!(shown("hyper-x"), Err(KeyError("hyper-x".into())));
    }
}
