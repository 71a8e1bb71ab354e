//! Where in a text a place of the map stands: for findings that were made on the values.

use super::parse;
use super::problem::Lines;
use super::read::BYTE_ORDER_MARK;
use super::tree::{At, Tree};
use crate::model::{Place, Segment};

/// Finds places in one text.
#[derive(Debug)]
pub struct Locator<'a> {
    tree: Tree<'a>,
    lines: Lines<'a>,
}

impl<'a> Locator<'a> {
    /// A locator for this text; a byte order mark is left out of account.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        let text = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
        Self { tree: parse::parse(text).tree, lines: Lines::of(text) }
    }

    /// Line and column, both from 1, of a place; of what is around it where it isn't in the text.
    #[must_use]
    pub fn locate(&self, place: &Place) -> (usize, usize) {
        let range = self.span(place);
        self.lines.place(range.start)
    }

    /// The bytes of the name or id at a place, or of the element.
    #[must_use]
    pub fn span(&self, place: &Place) -> std::ops::Range<usize> {
        let node = self.tree.node(self.find(place).0);
        let range = node.range();
        if node.is_container() { range.start..range.start + 1 } else { range }
    }

    /// The value at a place.
    #[cfg(test)]
    pub(super) fn node(&self, place: &Place) -> At {
        self.find(place).1
    }

    /// The first node and the value at a place, or as near to it as the text goes.
    fn find(&self, place: &Place) -> (At, At) {
        let mut found = (0, 0);
        for segment in &place.0 {
            let inner = self.tree.inside_some(found.1).unwrap_or(found.1);
            let Some(next) = self.step(inner, segment) else { break };
            found = next;
        }
        found
    }

    fn step(&self, at: At, segment: &Segment) -> Option<(At, At)> {
        let item = match segment {
            Segment::Name(name) => {
                self.tree.items(at).find(|item| self.tree.label(*item).as_deref() == Some(&**name))
            }
            Segment::Index(index) => self.tree.items(at).nth(*index),
        }?;
        Some((item.first(), item.value))
    }
}
