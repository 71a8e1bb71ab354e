//! Text that a person wrote: any Unicode, but nothing that could control a terminal.

use std::fmt;
use std::ops::Deref;

use serde::de::{self, Deserialize, Deserializer, Visitor};

/// A text without control characters other than line feed and tab. Empty means: not given.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Text(Box<str>);

/// A control character where none may stand.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the control character U+{:04X} is not allowed in a text", u32::from(*.0))]
pub struct TextError(pub char);

impl Text {
    /// The text, if it holds no control character but line feed and tab.
    pub fn new(text: &str) -> Result<Self, TextError> {
        match text.chars().find(|&sign| !Self::allows(sign)) {
            Some(sign) => Err(TextError(sign)),
            None => Ok(Self(text.into())),
        }
    }

    /// The text as it comes from a person or a paste: line ends made equal, control characters dropped.
    #[must_use]
    pub fn cleaned(text: &str) -> Self {
        let lines = text.replace("\r\n", "\n").replace('\r', "\n");
        Self(lines.chars().filter(|&sign| Self::allows(sign)).collect::<String>().into())
    }

    /// Whether the character may stand in a text.
    #[must_use]
    pub fn allows(sign: char) -> bool {
        !sign.is_control() || sign == '\n' || sign == '\t'
    }

    /// Whether a character could command a terminal, turn the direction of the text around it, or
    /// break a line unseen; also of those that may stand in a text.
    #[must_use]
    pub fn misleads(sign: char) -> bool {
        sign.is_control()
            || matches!(
                sign,
                '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}'
                    | '\u{2066}'..='\u{2069}' | '\u{FEFF}'
            )
    }

    /// The text itself.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Default for Text {
    fn default() -> Self {
        Self("".into())
    }
}

impl Deref for Text {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl PartialEq<str> for Text {
    fn eq(&self, other: &str) -> bool {
        *self.0 == *other
    }
}

impl PartialEq<&str> for Text {
    fn eq(&self, other: &&str) -> bool {
        *self.0 == **other
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        made_of(deserializer, |text| {
            let unix = text.contains('\r').then(|| text.replace("\r\n", "\n"));
            Self::new(unix.as_deref().unwrap_or(text))
        })
    }
}

/// Makes something of a text that is read, without a copy in between.
pub(super) fn made_of<'de, D: Deserializer<'de>, T, E: fmt::Display>(
    deserializer: D,
    make: fn(&str) -> Result<T, E>,
) -> Result<T, D::Error> {
    struct Maker<T, E>(fn(&str) -> Result<T, E>);
    impl<T, E: fmt::Display> Visitor<'_> for Maker<T, E> {
        type Value = T;
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a text in quotes")
        }
        fn visit_str<F: de::Error>(self, text: &str) -> Result<T, F> {
            (self.0)(text).map_err(F::custom)
        }
    }
    deserializer.deserialize_str(Maker(make))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_are_refused_or_dropped() {
        assert_eq!(Text::new("a\tb\nc").map(|text| text.to_string()), Ok("a\tb\nc".into()));
        assert_eq!(Text::new("a\u{1b}[31m"), Err(TextError('\u{1b}')));
        assert_eq!(
            Text::new("\u{9b}").unwrap_err().to_string(),
            "the control character U+009B is not allowed in a text"
        );
        assert!(['\u{61c}', '\u{202e}', '\u{9b}', '\n'].into_iter().all(Text::misleads));
        assert!(!['a', '水', '\u{200b}', '\u{200d}'].into_iter().any(Text::misleads));
        assert_eq!(Text::cleaned("one\r\ntwo\rthree\u{7}"), "one\ntwo\nthree");
    }
}
