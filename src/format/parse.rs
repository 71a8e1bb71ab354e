//! The parser: text to span tree. It goes on after most mistakes, so that all of them are found at once.

use std::ops::Range;

use super::tree::{At, Kind, Node, Tree, is_space, is_word_part};

/// A mistake in the brackets, texts and commas of a file.
#[derive(Clone, Debug)]
pub(super) struct Fault {
    /// Which kind of mistake.
    pub(super) id: &'static str,
    /// The bytes that are wrong.
    pub(super) at: Range<usize>,
    /// What is wrong, quoting nothing that a person wrote.
    pub(super) message: String,
    /// What to do.
    pub(super) help: Option<&'static str>,
}

/// What the parser made of a text.
#[derive(Debug)]
pub(super) struct Parsed<'a> {
    pub(super) tree: Tree<'a>,
    /// All mistakes, in the order in which they were met.
    pub(super) faults: Vec<Fault>,
    /// Where the parser lost its place: from there on nothing is sure.
    pub(super) lost: Option<usize>,
    /// Where the headers before the map end.
    pub(super) header_end: usize,
}

impl Parsed<'_> {
    /// Whether brackets don't fit somewhere, so that nothing is surely in what it seems to be in.
    pub(super) fn has_wrong_brackets(&self) -> bool {
        let wrong = |fault: &Fault| breaks(fault.id) || fault.id == "after-the-end";
        self.lost.is_some() || self.faults.iter().any(wrong)
    }

    /// Whether what stands on the line of a place may be something else than it seems: a mistake of
    /// brackets, texts or commas is on it, or a bracket or text was never closed before it.
    pub(super) fn doubts(&self, line: &Range<usize>) -> bool {
        self.lost.is_some_and(|lost| lost <= line.end)
            || self.faults.iter().any(|fault| {
                let start = fault.at.start;
                (line.start..=line.end).contains(&start) || breaks(fault.id) && start <= line.end
            })
    }
}

/// Whether a mistake of this kind may end a bracket or a text elsewhere than it was meant to end.
fn breaks(id: &str) -> bool {
    id.starts_with("unclosed") || id == "wrong-bracket"
}

/// Parses a whole file, without its byte order mark.
pub(super) fn parse(text: &str) -> Parsed<'_> {
    let mut parser = Parser {
        text,
        bytes: text.as_bytes(),
        at: 0,
        tree: Tree { text, nodes: Vec::with_capacity(text.len() / 12 + 1) },
        frames: Vec::new(),
        faults: Vec::new(),
        lost: None,
        after_key: false,
        colon: 0,
        last: 0,
        header_end: 0,
        mismatches: 0,
    };
    parser.header();
    parser.run();
    let Parser { tree, mut faults, mut lost, header_end, .. } = parser;
    if let Some(place) = &mut lost {
        // what doesn't fit at the end has its cause at the first place where something was odd
        let odd = |fault: &&Fault| {
            matches!(fault.id, "missing-value" | "unexpected-character" | "unclosed-string")
        };
        let first = faults.iter().filter(odd).map(|fault| fault.at.start).min();
        *place = first.map_or(*place, |first| first.min(*place));
        let told = faults.iter().map(|fault| fault.at.start).filter(|start| start >= place).min();
        faults.retain(|fault| fault.at.start <= told.unwrap_or(*place));
    }
    Parsed { tree, faults, lost, header_end }
}

pub(super) struct Parser<'a> {
    pub(super) text: &'a str,
    pub(super) bytes: &'a [u8],
    pub(super) at: usize,
    pub(super) tree: Tree<'a>,
    pub(super) frames: Vec<Frame>,
    pub(super) faults: Vec<Fault>,
    lost: Option<usize>,
    /// Whether the value at hand follows a key.
    pub(super) after_key: bool,
    /// Where the value after the last key may begin.
    colon: usize,
    /// The node that was finished last.
    pub(super) last: At,
    pub(super) header_end: usize,
    /// How many closing brackets were of the wrong kind.
    pub(super) mismatches: usize,
}

/// An open bracket.
#[derive(Clone, Copy)]
pub(super) struct Frame {
    pub(super) node: At,
    pub(super) close: u8,
    pub(super) after_key: bool,
}

/// What may come next.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Next {
    Item,
    Value,
    Comma,
    Nothing,
}

impl Parser<'_> {
    fn run(&mut self) {
        let mut next = Next::Value;
        while next != Next::Nothing {
            self.skip_space();
            let Some(&byte) = self.bytes.get(self.at) else { break };
            if self.faults.len() >= super::check::MOST {
                self.lose(self.at);
                break;
            }
            next = match next {
                Next::Item => self.item(byte),
                Next::Value => self.value(byte),
                Next::Comma => self.comma(byte),
                Next::Nothing => break,
            };
        }
        if self.tree.nodes.is_empty() {
            self.fault("empty", 0..0, "there is no map in this file", None);
            self.push(Kind::Missing, 0, 0);
        }
        self.close_all();
    }

    fn item(&mut self, byte: u8) -> Next {
        match byte {
            b')' | b']' | b'}' => self.close(byte),
            b',' => {
                let here = self.at..self.at + 1;
                self.fault("unexpected-comma", here, "a comma with nothing before it", None);
                self.at += 1;
                Next::Item
            }
            _ => {
                self.after_key = false;
                self.begin(byte)
            }
        }
    }

    fn value(&mut self, byte: u8) -> Next {
        if !matches!(byte, b')' | b']' | b'}' | b',') {
            return self.begin(byte);
        }
        let at = if self.after_key { self.colon..self.colon } else { self.at..self.at + 1 };
        let end = at.start;
        self.fault("missing-value", at, "a value is missing here", None);
        self.push(Kind::Missing, end, end);
        if self.frames.is_empty() { Next::Nothing } else { Next::Comma }
    }

    fn comma(&mut self, byte: u8) -> Next {
        if self.frames.is_empty() {
            let rest = self.at..self.text.len().min(self.at + 1);
            self.lose(self.at);
            self.fault("after-the-end", rest, "the map has ended; nothing may follow it", None);
            return Next::Nothing;
        }
        match byte {
            b',' => {
                self.at += 1;
                Next::Item
            }
            b')' | b']' | b'}' => self.close(byte),
            b':' if !self.after_key => {
                self.at += 1;
                self.as_key()
            }
            b'=' if !self.after_key => {
                let here = self.at..self.at + 1;
                self.fault("missing-colon", here, "expected `:`, found `=`", None);
                self.at += 1;
                self.as_key()
            }
            b';' => {
                let here = self.at..self.at + 1;
                self.fault("missing-comma", here, "expected `,`, found `;`", None);
                self.at += 1;
                Next::Item
            }
            b':' => {
                let here = self.at..self.at + 1;
                self.fault("unexpected-character", here, "a second `:` after one key", None);
                self.at += 1;
                Next::Value
            }
            _ => self.missing_sign(),
        }
    }

    /// Two values stand beside each other: a comma is missing, or the colon after a key.
    fn missing_sign(&mut self) -> Next {
        let end = self.end_of_last();
        let frame = self.frames.last().map(|frame| frame.close);
        let kind = self.tree.node(self.last).kind;
        let same_line = self.bytes.get(end..self.at).is_none_or(|gap| !gap.contains(&b'\n'));
        let like_key = match frame {
            Some(b'}') => matches!(kind, Kind::Plain | Kind::Escaped | Kind::Raw | Kind::Word),
            Some(b')') => kind == Kind::Word,
            _ => false,
        };
        let at = end..end;
        if same_line && like_key && !self.after_key {
            self.fault("missing-colon", at, "a `:` is missing after the name", None);
            return self.as_key();
        }
        self.fault("missing-comma", at, "a comma is missing here", None);
        Next::Item
    }

    fn as_key(&mut self) -> Next {
        if let Some(node) = self.tree.nodes.get_mut(self.last) {
            node.key = true;
        }
        self.after_key = true;
        self.colon = self.at;
        Next::Value
    }

    /// Starts a value: opens a bracket, or takes a whole token.
    fn begin(&mut self, byte: u8) -> Next {
        let start = self.at;
        match byte {
            b'(' => self.open(Kind::Parens, start, b')'),
            b'[' => self.open(Kind::Brackets, start, b']'),
            b'{' => self.open(Kind::Braces, start, b'}'),
            b'"' => self.text_token(),
            b'\'' => self.character(),
            b'0'..=b'9' | b'+' | b'-' | b'.' => {
                self.skip_while(is_word_part);
                self.token(Kind::Number, start)
            }
            b'r' | b'b' if self.raw_start().is_some() => self.raw_text(),
            _ => self.word_or_other(),
        }
    }

    fn word_or_other(&mut self) -> Next {
        let start = self.at;
        if self.text.get(start..).is_some_and(|rest| rest.starts_with("r#")) {
            self.at += 2;
        }
        self.skip_while(is_word_part);
        if self.at == start {
            let sign = self.text.get(start..).and_then(|rest| rest.chars().next());
            self.skip_while(|sign| {
                !is_space(sign) && !is_word_part(sign) && !"()[]{},:\"/".contains(sign)
            });
            self.at = self.at.max(start + sign.map_or(1, char::len_utf8));
            let here = start..self.at;
            self.fault("unexpected-character", here, "this doesn't belong here", None);
            return self.token(Kind::Missing, start);
        }
        let end = self.at;
        self.skip_space();
        if self.bytes.get(self.at) == Some(&b'(') {
            return self.open(Kind::Named, start, b')');
        }
        self.at = end;
        self.token(Kind::Word, start)
    }

    pub(super) fn token(&mut self, kind: Kind, start: usize) -> Next {
        self.push(kind, start, self.at);
        Next::Comma
    }

    pub(super) fn push(&mut self, kind: Kind, start: usize, end: usize) {
        self.last = self.tree.nodes.len();
        self.tree.nodes.push(Node {
            start: narrow(start),
            end: narrow(end),
            next: narrow(self.last + 1),
            kind,
            key: false,
            broken: kind == Kind::Missing,
        });
    }

    pub(super) fn end_of_last(&self) -> usize {
        self.tree.node(self.last).end as usize
    }

    pub(super) fn fault(
        &mut self,
        id: &'static str,
        at: Range<usize>,
        message: &str,
        help: Option<&'static str>,
    ) {
        self.faults.push(Fault { id, at, message: message.to_owned(), help });
    }

    /// Gives the last token its prefix, and calls it what no map has.
    pub(super) fn widen(&mut self, start: usize) {
        if let Some(node) = self.tree.nodes.last_mut() {
            node.start = narrow(start);
            node.kind = Kind::Literal;
        }
    }

    pub(super) fn lose(&mut self, at: usize) {
        self.lost = Some(self.lost.map_or(at, |lost| lost.min(at)));
    }
}

/// Offsets and node numbers fit: a file has at most 64 MiB.
pub(super) fn narrow(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
