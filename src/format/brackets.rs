//! The parser's brackets: what opens, what closes, and what to make of one that doesn't fit.

use super::parse::{Frame, Next, Parser, narrow};
use super::tree::Kind;

/// The deepest nesting of brackets.
const DEEPEST: usize = 32;

/// How many wrong brackets are judged by the rest of the file: each judgment reads all of it.
const MOST_JUDGED: usize = 8;

/// Whether a container has its own closing bracket.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Whole {
    Yes,
    No,
}

impl Parser<'_> {
    pub(super) fn open(&mut self, kind: Kind, start: usize, close: u8) -> Next {
        if self.frames.len() == DEEPEST {
            let message = format!("brackets are nested more than {DEEPEST} levels deep");
            self.fault("too-deep", self.at..self.at + 1, &message, None);
            self.lose(start);
            return Next::Nothing;
        }
        self.push(kind, start, self.at + 1);
        self.at += 1;
        self.frames.push(Frame { node: self.last, close, after_key: self.after_key });
        Next::Item
    }

    pub(super) fn close(&mut self, byte: u8) -> Next {
        let Some(frame) = self.frames.last().copied() else {
            self.lose(self.at);
            return Next::Nothing;
        };
        if frame.close == byte {
            self.at += 1;
            self.finish(Whole::Yes);
            return Next::Comma;
        }
        self.mismatch(byte, frame)
    }

    /// Ends the innermost open container here.
    fn finish(&mut self, whole: Whole) {
        let Some(frame) = self.frames.pop() else { return };
        let (end, next) = (narrow(self.at), narrow(self.tree.nodes.len()));
        if let Some(node) = self.tree.nodes.get_mut(frame.node) {
            node.end = end;
            node.next = next;
            node.broken = whole == Whole::No;
        }
        self.after_key = frame.after_key;
        self.last = frame.node;
    }

    /// A closing bracket of the wrong kind: whichever reading lets the rest of the file fit best; after
    /// many of them, that a bracket was forgotten, or else mistyped.
    fn mismatch(&mut self, byte: u8, frame: Frame) -> Next {
        let closers: Vec<u8> = self.frames.iter().map(|frame| frame.close).collect();
        let outer = closers.iter().rposition(|&close| close == byte);
        self.mismatches += 1;
        let is_judged = self.mismatches <= MOST_JUDGED;
        let fits = |stack: &[u8]| {
            if is_judged { super::scan::fits(self.text, self.at + 1, stack) } else { 0 }
        };
        let forgotten = outer.map_or(0, |outer| fits(closers.get(..outer).unwrap_or(&[])));
        let mistyped = fits(closers.get(..closers.len() - 1).unwrap_or(&[]));
        let stray = fits(&closers);
        let here = self.at..self.at + 1;
        let (found, wanted) = (char::from(byte), char::from(frame.close));
        let best = forgotten.max(mistyped).max(stray);
        if best != usize::MAX {
            self.lose(self.tree.node(frame.node).start as usize);
        }
        if outer.is_some() && forgotten == best {
            while self.frames.last().is_some_and(|frame| frame.close != byte) {
                self.unclosed();
                self.finish(Whole::No);
            }
            return Next::Comma;
        }
        let message = format!("expected `{wanted}`, found `{found}`");
        self.at += 1;
        if mistyped == best {
            self.fault("wrong-bracket", here, &message, None);
            self.finish(Whole::Yes);
            return Next::Comma;
        }
        self.fault("wrong-bracket", here, &format!("a `{found}` that closes nothing"), None);
        Next::Comma
    }

    /// Reports the innermost open bracket as never closed.
    fn unclosed(&mut self) {
        let Some(frame) = self.frames.last().copied() else { return };
        let node = self.tree.node(frame.node);
        let open = match frame.close {
            b')' => '(',
            b']' => '[',
            _ => '{',
        };
        let head = self.text.get(node.range()).unwrap_or("");
        let start = node.start as usize
            + if node.kind == Kind::Named { head.find('(').unwrap_or(0) } else { 0 };
        let message = format!("this `{open}` is never closed");
        self.fault("unclosed-bracket", start..start + 1, &message, None);
    }

    /// Whatever is open at the end of the file; only the innermost bracket is reported.
    pub(super) fn close_all(&mut self) {
        if !self.frames.is_empty() && self.at >= self.text.len() {
            let told = self.faults.iter().any(|fault| fault.id.starts_with("unclosed"));
            if !told {
                self.unclosed();
            }
            if let [_, .., inner] = self.frames.as_slice() {
                self.lose(self.tree.node(inner.node).start as usize);
            }
        }
        if self.after_key && self.tree.nodes.get(self.last).is_some_and(|node| node.key) {
            let end = self.end_of_last();
            self.push(Kind::Missing, end, end);
        }
        while !self.frames.is_empty() {
            self.finish(Whole::No);
        }
    }
}
