//! The span tree: what stands where in a text, without its meaning. A flat list of nodes in file order.

use std::borrow::Cow;

use super::strings;

/// What a node is, by its first characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// `"…"` without a backslash.
    Plain,
    /// `"…"` with escapes.
    Escaped,
    /// `r"…"`, `r#"…"#`.
    Raw,
    /// A number, or what starts like one.
    Number,
    /// A bare word: `Heard`, `true`, `None`.
    Word,
    /// `(…)`.
    Parens,
    /// `Name(…)`.
    Named,
    /// `[…]`.
    Brackets,
    /// `{…}`.
    Braces,
    /// A character or byte literal, which no map has.
    Literal,
    /// Nothing, where something belongs; already reported.
    Missing,
}

/// One value or key and its bytes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node {
    /// The first byte.
    pub(super) start: u32,
    /// The byte after the last.
    pub(super) end: u32,
    /// The node after this one and all that is in it.
    pub(super) next: u32,
    /// What it is.
    pub(super) kind: Kind,
    /// Whether it is followed by a colon and its value.
    pub(super) key: bool,
    /// Whether its end is a guess of the parser.
    pub(super) broken: bool,
}

impl Node {
    /// Where it stands in the text.
    pub(super) fn range(&self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Whether it holds other nodes.
    pub(super) fn is_container(&self) -> bool {
        matches!(self.kind, Kind::Parens | Kind::Named | Kind::Brackets | Kind::Braces)
    }

    /// Whether it is a text.
    pub(super) fn is_text(&self) -> bool {
        matches!(self.kind, Kind::Plain | Kind::Escaped | Kind::Raw)
    }
}

/// A place in the tree.
pub(super) type At = usize;

/// An item of a container: its key, where it has one, and its value.
#[derive(Clone, Copy, Debug)]
pub(super) struct Item {
    pub(super) key: Option<At>,
    pub(super) value: At,
}

impl Item {
    /// The first node of the item.
    pub(super) fn first(&self) -> At {
        self.key.unwrap_or(self.value)
    }
}

/// A text with its nodes; the first node is the whole map.
#[derive(Debug)]
pub(super) struct Tree<'a> {
    pub(super) text: &'a str,
    pub(super) nodes: Vec<Node>,
}

impl<'a> Tree<'a> {
    /// The node at a place; a missing one where there is none.
    pub(super) fn node(&self, at: At) -> Node {
        const NONE: Node =
            Node { start: 0, end: 0, next: 0, kind: Kind::Missing, key: false, broken: true };
        self.nodes.get(at).copied().unwrap_or(NONE)
    }

    /// The text of a node as it stands in the file.
    pub(super) fn source(&self, at: At) -> &'a str {
        self.text.get(self.node(at).range()).unwrap_or("")
    }

    /// The items of a container, in file order.
    pub(super) fn items(&self, at: At) -> Items<'_, 'a> {
        let node = self.node(at);
        let end = if node.is_container() { node.next as usize } else { at + 1 };
        Items { tree: self, at: at + 1, end }
    }

    /// The name of a field, a word, or before parentheses, without a leading `r#`.
    pub(super) fn word(&self, at: At) -> &'a str {
        let source = self.source(at);
        let plain = source.strip_prefix("r#").unwrap_or(source);
        let in_word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
        let end = match plain.bytes().position(|byte| !in_word(byte)) {
            None => plain.len(),
            // most words end here; the rest are looked at sign by sign
            Some(end) if matches!(plain.as_bytes().get(end), Some(b'(' | b' ' | b'\n')) => end,
            Some(_) => plain.find(|sign: char| !is_word_part(sign)).unwrap_or(plain.len()),
        };
        plain.get(..end).unwrap_or("")
    }

    /// The value of a text node; what has bad escapes is taken without them.
    pub(super) fn string(&self, at: At) -> Cow<'a, str> {
        strings::value(self.node(at).kind, self.source(at))
    }

    /// What an item is found by: its field name, its id, or nothing.
    pub(super) fn label(&self, item: Item) -> Option<Cow<'a, str>> {
        let key = item.key?;
        match self.node(key).kind {
            Kind::Word => Some(Cow::Borrowed(self.word(key))),
            Kind::Plain | Kind::Escaped | Kind::Raw => Some(self.string(key)),
            _ => None,
        }
    }

    /// The value of the first field with this name.
    pub(super) fn field(&self, record: At, name: &str) -> Option<At> {
        self.items(record)
            .find(|item| item.key.is_some_and(|key| self.word(key) == name))
            .map(|item| item.value)
    }

    /// What stands in any number of `Some(…)`, and whether it is `None`.
    pub(super) fn inside_some(&self, mut at: At) -> Option<At> {
        loop {
            match self.node(at).kind {
                Kind::Word if self.word(at) == "None" => return None,
                Kind::Named if self.word(at) == "Some" => at += 1,
                _ => return Some(at),
            }
        }
    }
}

/// Iterates over the items of a container.
pub(super) struct Items<'t, 'a> {
    tree: &'t Tree<'a>,
    at: At,
    end: At,
}

impl Iterator for Items<'_, '_> {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        if self.at >= self.end {
            return None;
        }
        let first = self.tree.node(self.at);
        let item = if first.key {
            Item { key: Some(self.at), value: first.next as usize }
        } else {
            Item { key: None, value: self.at }
        };
        self.at = self.tree.node(item.value).next as usize;
        Some(item)
    }
}

/// Whether a character may stand in a word. Wider than RON, so that a misspelt word stays one word.
pub(super) fn is_word_part(sign: char) -> bool {
    sign.is_alphanumeric() || matches!(sign, '_' | '.' | '+' | '-')
}

/// Whether RON takes a character for white space.
pub(super) fn is_space(sign: char) -> bool {
    matches!(sign, ' ' | '\t'..='\r' | '\u{85}' | '\u{200E}' | '\u{200F}' | '\u{2028}' | '\u{2029}')
}
