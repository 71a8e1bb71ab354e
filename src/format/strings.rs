//! Texts in the file: reading escapes, and writing them.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::iter::once;
use std::ops::Range;

use super::tree::Kind;
use crate::model::Text;

/// Why a text in the file can't be read; the bytes of the culprit, from the start of the token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// An escape that RON doesn't know.
    Escape(Range<usize>),
    /// A control character, raw or by an escape.
    Control(Range<usize>, char),
}

/// The inner part of a text token and how far it is from the token's start.
pub(super) fn inner(kind: Kind, source: &str) -> (&str, usize) {
    if kind == Kind::Raw {
        let hashes = source.bytes().skip(1).take_while(|&byte| byte == b'#').count();
        let from = hashes + 2;
        let to = source.len().saturating_sub(hashes + 1);
        return (source.get(from..to).unwrap_or(""), from);
    }
    let open = source.strip_prefix('"').unwrap_or(source);
    let closed = matches!(kind, Kind::Plain | Kind::Escaped) && source.len() > 1;
    (if closed { open.strip_suffix('"').unwrap_or(open) } else { open }, 1)
}

/// What a text token means; bad escapes are left out.
pub(super) fn value(kind: Kind, source: &str) -> Cow<'_, str> {
    let (text, _) = inner(kind, source);
    if kind != Kind::Escaped {
        return Cow::Borrowed(text);
    }
    let mut value = String::with_capacity(text.len());
    for piece in pieces(text) {
        match piece {
            Piece::Text(text) => value.push_str(text),
            Piece::Sign(sign, _) => value.push(sign),
            Piece::Continued(_) | Piece::Bad(_) => {}
        }
    }
    Cow::Owned(value)
}

/// The first thing that is wrong with a text token.
pub(super) fn fault(kind: Kind, source: &str) -> Option<Fault> {
    let (text, from) = inner(kind, source);
    if kind != Kind::Escaped && text.bytes().all(|byte| (0x20..0x7f).contains(&byte)) {
        return None;
    }
    let mut at = from;
    let mut pending: Option<Range<usize>> = None;
    let pieces: &mut dyn Iterator<Item = Piece<'_>> =
        if kind == Kind::Escaped { &mut pieces(text) } else { &mut once(Piece::Text(text)) };
    for piece in pieces {
        let start = at;
        at += piece.bytes();
        let found = match piece {
            Piece::Text(text) => text.char_indices().find_map(|(here, sign)| {
                control(sign, start + here..start + here + sign.len_utf8(), &mut pending)
            }),
            Piece::Sign(sign, _) => control(sign, start..at, &mut pending),
            Piece::Continued(_) => None,
            Piece::Bad(_) => Some(Fault::Escape(start..at)),
        };
        if found.is_some() {
            return found;
        }
    }
    pending.map(|lone| Fault::Control(lone, '\r'))
}

/// Whether a character may not stand in a text; a carriage return waits for its line feed.
fn control(sign: char, at: Range<usize>, pending: &mut Option<Range<usize>>) -> Option<Fault> {
    if let Some(lone) = pending.take()
        && sign != '\n'
    {
        return Some(Fault::Control(lone, '\r'));
    }
    if sign == '\r' {
        *pending = Some(at);
        return None;
    }
    (!Text::allows(sign)).then_some(Fault::Control(at, sign))
}

/// A stretch of the inner part of an escaped text.
enum Piece<'a> {
    /// As it stands.
    Text(&'a str),
    /// An escape of so many bytes.
    Sign(char, usize),
    /// A backslash at the end of a line, with the white space after it.
    Continued(usize),
    /// An escape that RON doesn't know.
    Bad(usize),
}

impl Piece<'_> {
    fn bytes(&self) -> usize {
        match self {
            Self::Text(text) => text.len(),
            Self::Sign(_, bytes) | Self::Continued(bytes) | Self::Bad(bytes) => *bytes,
        }
    }
}

/// Splits the inner part of an escaped text.
fn pieces(text: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let plain = rest.find('\\').unwrap_or(rest.len());
        let piece = match rest.get(..plain) {
            Some(plain) if !plain.is_empty() => Piece::Text(plain),
            _ => escape(rest),
        };
        rest = rest.get(piece.bytes()..).unwrap_or("");
        Some(piece)
    })
}

/// The escape that a text starts with.
fn escape(text: &str) -> Piece<'_> {
    let Some(sign) = text.chars().nth(1) else { return Piece::Bad(1) };
    match sign {
        '\'' | '"' | '\\' => Piece::Sign(sign, 2),
        'n' => Piece::Sign('\n', 2),
        'r' => Piece::Sign('\r', 2),
        't' => Piece::Sign('\t', 2),
        '0' => Piece::Sign('\0', 2),
        'x' => bytes_escape(text),
        'u' => unicode_escape(text),
        '\n' | '\r' if text.starts_with("\\\n") || text.starts_with("\\\r\n") => {
            let rest = text.get(1..).unwrap_or("");
            let space = rest.find(|sign| !matches!(sign, ' ' | '\t' | '\n' | '\r'));
            Piece::Continued(1 + space.unwrap_or(rest.len()))
        }
        _ => Piece::Bad(1 + sign.len_utf8()),
    }
}

/// `\xHH`, up to four of them for one character of UTF-8.
fn bytes_escape(text: &str) -> Piece<'_> {
    let mut bytes = Vec::with_capacity(4);
    for part in 0..4 {
        let digits = text.get(part * 4..part * 4 + 4).and_then(|part| part.strip_prefix("\\x"));
        let digits = digits.filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()));
        let Some(byte) = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) else {
            break;
        };
        bytes.push(byte);
        if let Some(sign) = std::str::from_utf8(&bytes).ok().and_then(|text| text.chars().next()) {
            return Piece::Sign(sign, bytes.len() * 4);
        }
    }
    Piece::Bad(2)
}

/// `\u{…}` with 1 to 6 digits.
fn unicode_escape(text: &str) -> Piece<'_> {
    let digits = text.strip_prefix("\\u{").and_then(|rest| rest.split_once('}'));
    let Some((digits, _)) = digits else { return Piece::Bad(2) };
    let good =
        (1..=6).contains(&digits.len()) && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    let code = if good { u32::from_str_radix(digits, 16).ok() } else { None };
    match code.and_then(char::from_u32) {
        Some(sign) => Piece::Sign(sign, digits.len() + 4),
        None => Piece::Bad(2),
    }
}

/// A text as it is written: in quotes, on one line.
pub(super) fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for sign in text.chars() {
        match sign {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            sign if Text::misleads(sign) || matches!(sign, '\u{200B}' | '\u{2060}') => {
                // an ignored error: writing to a String can't fail
                let _ = write!(quoted, "\\u{{{:x}}}", u32::from(sign));
            }
            sign => quoted.push(sign),
        }
    }
    quoted.push('"');
    quoted
}
