//! The parser's eye for single tokens: white space, comments, texts, headers.

use std::ops::Range;

use super::parse::{Next, Parser};
use super::tree::{Kind, is_space, is_word_part};

impl Parser<'_> {
    pub(super) fn skip_while(&mut self, holds: impl Fn(char) -> bool) {
        let rest = self.text.get(self.at..).unwrap_or("");
        self.at += rest.find(|sign| !holds(sign)).unwrap_or(rest.len());
    }

    /// Skips white space and comments.
    pub(super) fn skip_space(&mut self) {
        loop {
            match self.bytes.get(self.at) {
                Some(b' ' | b'\t'..=b'\r') => self.at += 1,
                Some(b'/') => match comment_end(self.text, self.at) {
                    Some(Ok(end)) => self.at = end,
                    Some(Err(())) => {
                        let here = self.at..self.at + 2;
                        let message = "this comment is never closed";
                        self.fault("unclosed-comment", here, message, Some("close it with `*/`"));
                        self.lose(self.at);
                        self.at = self.text.len();
                    }
                    None => return,
                },
                Some(0x80..) => {
                    let sign = self.text.get(self.at..).and_then(|rest| rest.chars().next());
                    match sign {
                        Some(sign) if is_space(sign) => self.at += sign.len_utf8(),
                        _ => return,
                    }
                }
                _ => return,
            }
        }
    }

    /// `#![enable(implicit_some)]` and its like, before the map.
    pub(super) fn header(&mut self) {
        loop {
            self.skip_space();
            if self.bytes.get(self.at) != Some(&b'#') {
                return;
            }
            let start = self.at;
            if self.attribute().is_none() {
                self.skip_while(|sign| sign != '\n');
                let message = "this is not a header that a map can have";
                let help = Some("expected `#![enable(implicit_some)]`, or no header");
                self.fault("bad-header", start..self.at, message, help);
            }
        }
    }

    fn attribute(&mut self) -> Option<()> {
        for sign in ['#', '!', '['] {
            self.sign(sign)?;
        }
        match self.name() {
            "enable" => {
                self.sign('(')?;
                loop {
                    // the two others would change what a map means
                    if !matches!(self.name(), "implicit_some" | "unwrap_newtypes") {
                        return None;
                    }
                    let comma = self.sign(',').is_some();
                    if self.sign(')').is_some() {
                        break;
                    }
                    comma.then_some(())?;
                }
            }
            "type" | "schema" => {
                self.sign('=')?;
                let start = self.at;
                let (kind, end) = match self.bytes.get(start)? {
                    b'"' => closing_quote(self.bytes, start)?,
                    _ => self.raw_end(self.raw_start()?)?,
                };
                self.at = end;
                let text = self.text.get(start..end)?;
                let escapes = matches!(
                    super::strings::fault(kind, text),
                    Some(super::strings::Fault::Escape(_))
                );
                (!escapes).then_some(())?;
                self.skip_space();
            }
            _ => return None,
        }
        if self.bytes.get(self.at) != Some(&b']') {
            return None;
        }
        self.at += 1;
        self.header_end = self.at;
        Some(())
    }

    fn sign(&mut self, sign: char) -> Option<()> {
        let found = self.text.get(self.at..)?.starts_with(sign);
        self.at += if found { sign.len_utf8() } else { 0 };
        if found {
            self.skip_space();
        }
        found.then_some(())
    }

    fn name(&mut self) -> &str {
        let start = self.at;
        self.skip_while(is_word_part);
        let end = self.at;
        self.skip_space();
        self.text.get(start..end).unwrap_or("")
    }

    /// A text in quotes. One that swallows the quote of a later line is taken to end on its own.
    pub(super) fn text_token(&mut self) -> Next {
        let start = self.at;
        let closed = closing_quote(self.bytes, start);
        if let Some((kind, end)) = closed
            && !self.swallowed(start, end)
        {
            self.at = end;
            return self.token(kind, start);
        }
        let rest = self.text.get(start..).unwrap_or("");
        let line = rest.split('\n').next().unwrap_or("").trim_end();
        let text = line.trim_end_matches([',', ')', ']', '}', ' ']);
        let message = "this text is never closed";
        self.fault("unclosed-string", start..start + 1, message, Some("close it with `\"`"));
        self.at = start + text.len().max(1);
        self.token(Kind::Missing, start)
    }

    /// Whether a text goes over several lines and runs straight into a word: its own end is missing.
    fn swallowed(&self, start: usize, end: usize) -> bool {
        let lines = self.bytes.get(start..end).is_some_and(|text| text.contains(&b'\n'));
        let next = self.text.get(end..).and_then(|rest| rest.chars().next());
        lines && next.is_some_and(|sign| is_word_part(sign) || sign == '\\' || sign == '"')
    }

    /// `'a'`, which no map has.
    pub(super) fn character(&mut self) -> Next {
        let start = self.at;
        self.at += 1;
        let rest = self.text.get(self.at..).unwrap_or("");
        let line = rest.split('\n').next().unwrap_or("");
        let close = if line.starts_with("\\'") {
            line.get(2..).and_then(|line| line.find('\'')).map(|at| at + 2)
        } else {
            line.find('\'')
        };
        self.at += close.map_or(line.find([',', ')', ']', '}']).unwrap_or(line.len()), |at| at + 1);
        self.token(Kind::Literal, start)
    }

    /// Where a raw or byte text starts: its hashes, or nothing if this is a word.
    pub(super) fn raw_start(&self) -> Option<Raw> {
        let rest = self.bytes.get(self.at..)?;
        if rest.starts_with(b"b'") {
            return Some(Raw::Byte);
        }
        if rest.starts_with(b"b\"") {
            return Some(Raw::Quoted);
        }
        let prefix = if rest.starts_with(b"br") { 2 } else { usize::from(rest.first()? == &b'r') };
        if prefix == 0 {
            return None;
        }
        let hashes = rest.iter().skip(prefix).take_while(|&&byte| byte == b'#').count();
        let quote = rest.get(prefix + hashes) == Some(&b'"');
        match (quote, prefix) {
            (true, 1) => Some(Raw::Text(hashes)),
            (true, _) => Some(Raw::Coded(hashes)),
            (false, _) => None,
        }
    }

    /// The end of a raw text.
    fn raw_end(&self, raw: Raw) -> Option<(Kind, usize)> {
        let (kind, prefix, hashes) = match raw {
            Raw::Text(hashes) => (Kind::Raw, 1, hashes),
            Raw::Coded(hashes) => (Kind::Literal, 2, hashes),
            Raw::Byte | Raw::Quoted => return None,
        };
        let open = self.at + prefix + hashes + 1;
        let ending = format!("\"{}", "#".repeat(hashes));
        let close = self.text.get(open..)?.find(&ending)?;
        Some((kind, open + close + ending.len()))
    }

    pub(super) fn raw_text(&mut self) -> Next {
        let start = self.at;
        let Some(raw) = self.raw_start() else { return self.character() };
        match raw {
            Raw::Byte => {
                self.at += 1;
                let next = self.character();
                self.widen(start);
                next
            }
            Raw::Quoted => {
                self.at += 1;
                let next = self.text_token();
                self.widen(start);
                next
            }
            Raw::Text(_) | Raw::Coded(_) => {
                let Some((kind, end)) = self.raw_end(raw) else {
                    let message = "this text is never closed";
                    self.fault("unclosed-string", start..start + 1, message, None);
                    self.lose(start);
                    self.at = self.text.len();
                    return self.token(Kind::Missing, start);
                };
                self.at = end;
                self.token(kind, start)
            }
        }
    }
}

/// The forms of literals that start with `r` or `b`: `r#"`, `br#"` (with the number of hashes), `b"`, `b'`.
#[derive(Clone, Copy)]
pub(super) enum Raw {
    Text(usize),
    Coded(usize),
    Quoted,
    Byte,
}

/// The end of a text in quotes that starts here, and whether it has escapes.
fn closing_quote(bytes: &[u8], start: usize) -> Option<(Kind, usize)> {
    let mut kind = Kind::Plain;
    let mut at = start + 1;
    loop {
        match bytes.get(at)? {
            b'"' => return Some((kind, at + 1)),
            b'\\' => {
                kind = Kind::Escaped;
                at += 2;
            }
            _ => at += 1,
        }
    }
}

/// The end of the comment that starts here: an error where it is never closed, nothing where there is none.
pub(super) fn comment_end(text: &str, start: usize) -> Option<Result<usize, ()>> {
    let rest = text.get(start..)?;
    if rest.starts_with("//") {
        return Some(Ok(start + rest.find('\n').unwrap_or(rest.len())));
    }
    if !rest.starts_with("/*") {
        return None;
    }
    let mut level = 0_usize;
    let mut at = start;
    while let Some(next) = text.get(at..).and_then(|rest| rest.find(['/', '*'])) {
        at += next;
        let rest = text.get(at..).unwrap_or("");
        if rest.starts_with("/*") {
            level += 1;
            at += 2;
        } else if rest.starts_with("*/") {
            level -= 1;
            at += 2;
            if level == 0 {
                return Some(Ok(at));
            }
        } else {
            at += 1;
        }
    }
    Some(Err(()))
}

/// Steps over the comment, text or single byte that starts here.
fn step(text: &str, at: usize) -> (usize, Stepped) {
    match text.as_bytes().get(at) {
        Some(b'/') => match comment_end(text, at) {
            Some(end) => (end.unwrap_or(text.len()), Stepped::Comment),
            None => (at + 1, Stepped::Other),
        },
        Some(b'"') => {
            let end = closing_quote(text.as_bytes(), at).map_or(text.len(), |(_, end)| end);
            (end, Stepped::Other)
        }
        Some(b'r') => {
            let before = at.checked_sub(1).and_then(|at| text.as_bytes().get(at));
            let in_word = before.is_some_and(|&byte| byte.is_ascii_alphanumeric() || byte == b'_');
            let hashes = text.bytes().skip(at + 1).take_while(|&byte| byte == b'#').count();
            let open = at + 1 + hashes;
            if in_word || text.as_bytes().get(open) != Some(&b'"') {
                return (at + 1, Stepped::Other);
            }
            let ending = format!("\"{}", "#".repeat(hashes));
            let close = text.get(open + 1..).and_then(|rest| rest.find(&ending));
            (close.map_or(text.len(), |close| open + 1 + close + ending.len()), Stepped::Other)
        }
        _ => (at + 1, Stepped::Other),
    }
}

#[derive(PartialEq, Eq)]
enum Stepped {
    Comment,
    Other,
}

/// Where the comments of a text are.
pub(super) fn comments(text: &str) -> Vec<Range<usize>> {
    let mut comments = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let next = text.as_bytes().iter().skip(at).position(|byte| b"/\"r".contains(byte));
        let Some(skipped) = next else { break };
        at += skipped;
        let (end, stepped) = step(text, at);
        if stepped == Stepped::Comment {
            comments.push(at..end);
        }
        at = end.max(at + 1);
    }
    comments
}

/// How far the closing brackets from here on fit a stack of open ones; the largest number if all do.
pub(super) fn fits(text: &str, from: usize, stack: &[u8]) -> usize {
    let mut stack = stack.to_vec();
    let mut at = from;
    while let Some(&byte) = text.as_bytes().get(at) {
        match byte {
            b'(' => stack.push(b')'),
            b'[' => stack.push(b']'),
            b'{' => stack.push(b'}'),
            b')' | b']' | b'}' if stack.pop() != Some(byte) => return at,
            b'/' | b'"' | b'r' => {
                at = step(text, at).0;
                continue;
            }
            _ => {}
        }
        at += 1;
    }
    if stack.is_empty() { usize::MAX } else { text.len() }
}
