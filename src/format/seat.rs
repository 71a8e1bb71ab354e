//! Where the items of one container sit: their lines, their comments, their commas; and how items leave and come.

use std::ops::Range;

use super::gap::Gap;
use super::kept::Chunk;
use super::sheet::{Entry, WIDEST};
use super::splice::{Paper, Splice};
use super::tree::{At, Item, Kind, Tree};

/// A container of the text with its items.
pub(super) struct Seats<'t, 'a> {
    tree: &'t Tree<'a>,
    paper: &'t Paper<'a>,
    pub(super) items: Vec<Item>,
    /// From after the opening bracket to the closing one.
    inner: Range<usize>,
    /// The gaps before each item, and the one after the last.
    gaps: Vec<Gap>,
}

/// What one item takes up.
struct Extent {
    /// From its own comments or itself on.
    start: usize,
    /// To the end of its value, its comma or the comments that end its line.
    end: usize,
    /// Whether nothing stands before it on its first line.
    begins_line: bool,
    /// Whether nothing stands after it on its last line.
    ends_line: bool,
}

/// A new item: after which of the old ones, and what.
pub(super) struct New {
    pub(super) after: Option<usize>,
    pub(super) entry: Entry,
    /// Its text, where it was taken out before.
    pub(super) kept: Option<Chunk>,
}

impl New {
    fn lines(&self, paper: &Paper<'_>, indent: &str) -> String {
        let kept = self.kept.as_ref().map(|kept| kept.on_lines(indent));
        kept.unwrap_or_else(|| paper.lines(&self.entry, indent))
    }

    fn block(&self, paper: &Paper<'_>, indent: &str) -> String {
        let kept = self.kept.as_ref().map(Chunk::inline);
        kept.unwrap_or_else(|| paper.block(&self.entry, indent))
    }
}

impl<'t, 'a> Seats<'t, 'a> {
    pub(super) fn of(tree: &'t Tree<'a>, paper: &'t Paper<'a>, at: At) -> Self {
        let node = tree.node(at);
        let open = if node.kind == Kind::Named {
            let head = tree.items(at).next().map_or(node.end, |item| tree.node(item.first()).start);
            paper.opening(node.start as usize, head as usize)
        } else {
            node.start as usize
        };
        let inner = open + 1..(node.end as usize).saturating_sub(1);
        let items: Vec<Item> = tree.items(at).collect();
        let mut gaps = Vec::with_capacity(items.len() + 1);
        let mut from = inner.start;
        for item in &items {
            gaps.push(Gap::of(tree.text, from..tree.node(item.first()).start as usize));
            from = tree.node(item.value).end as usize;
        }
        gaps.push(Gap::of(tree.text, from..inner.end));
        Self { tree, paper, items, inner, gaps }
    }

    fn start(&self, index: usize) -> usize {
        self.items
            .get(index)
            .map_or(self.inner.end, |item| self.tree.node(item.first()).start as usize)
    }

    fn end(&self, index: usize) -> usize {
        self.items.get(index).map_or(self.inner.end, |item| self.tree.node(item.value).end as usize)
    }

    fn gap(&self, index: usize) -> Option<&Gap> {
        self.gaps.get(index)
    }

    /// The first of the comments before an item that belong to it: no blank line stands between.
    fn own_comments(&self, index: usize) -> usize {
        let Some(gap) = self.gap(index) else { return 0 };
        let others = if index == 0 && !gap.breaks() { 0 } else { gap.behind() };
        let mut first = gap.comments.len();
        let mut feeds = gap.feeds;
        while first > others && feeds < 2 {
            first -= 1;
            feeds = gap.comments.get(first).map_or(2, |comment| comment.feeds);
        }
        first
    }

    fn extent(&self, index: usize) -> Extent {
        let before = self.gap(index);
        let own = before.and_then(|gap| gap.comments.get(self.own_comments(index)));
        let start = own.map_or(self.start(index), |comment| comment.range.start);
        let after = self.gap(index + 1);
        let ending = after.map_or(0, Gap::behind);
        let last = ending.checked_sub(1).and_then(|last| after?.comments.get(last));
        let comma = after.and_then(|gap| gap.comma).unwrap_or(0);
        let end = self.end(index).max(comma).max(last.map_or(0, |comment| comment.range.end));
        let begins_line = self.paper.begins_line(start);
        Extent { start, end, begins_line, ends_line: self.paper.ends_line(end) }
    }

    /// Whether comments would be left if all items were gone.
    pub(super) fn has_own_comments(&self) -> bool {
        (0..self.gaps.len()).any(|index| self.has_own_before(index))
    }

    /// Whether comments of the container stand before an item, or behind the last.
    fn has_own_before(&self, index: usize) -> bool {
        let Some(gap) = self.gap(index) else { return false };
        let head = index == 0 && gap.breaks() && gap.ending() > 0;
        let first = if index == 0 && !gap.breaks() { 0 } else { gap.behind() };
        let is_last = index == self.items.len();
        let theirs = if is_last { gap.comments.len() } else { self.own_comments(index) };
        head || first < theirs
    }

    /// Takes items out, with their comments.
    pub(super) fn remove(&self, gone: &[bool]) -> Vec<Splice> {
        let mut splices = Vec::new();
        let is_gone = |index: usize| gone.get(index).copied().unwrap_or(false);
        let mut index = 0;
        while index < self.items.len() {
            if !is_gone(index) {
                index += 1;
                continue;
            }
            let from = index;
            while is_gone(index + 1) && !self.has_own_before(index + 1) {
                index += 1;
            }
            self.remove_run(from, index, &mut splices);
            index += 1;
        }
        splices
    }

    /// Takes out the items from the one to the other, which follow each other.
    fn remove_run(&self, from: usize, to: usize, splices: &mut Vec<Splice>) {
        let extents: Vec<Extent> = (from..=to).map(|index| self.extent(index)).collect();
        if extents.iter().all(|extent| extent.begins_line && extent.ends_line) {
            let lines = extents.iter().map(|extent| self.whole_lines(extent.start..extent.end));
            splices.extend(lines.map(Splice::removal));
            return;
        }
        let (Some(first), Some(last)) = (extents.first(), extents.last()) else { return };
        let has_next = to + 1 < self.items.len();
        if let Some(before) = from.checked_sub(1).filter(|_| !has_next)
            && self.gap(from).is_some_and(|gap| gap.comments.is_empty())
            && !self.extent(before).ends_line
        {
            // the comma before it goes, a comma after it stays
            splices.push(Splice::removal(self.end(before)..self.without_comma(to, last.end)));
            return;
        }
        let end = if has_next && !last.ends_line { self.extent(to + 1).start } else { last.end };
        splices.push(Splice::removal(self.whole_lines(first.start..end.max(last.end))));
    }

    /// A stretch with the rest of its lines, if that is only white space.
    fn whole_lines(&self, range: Range<usize>) -> Range<usize> {
        if self.paper.begins_line(range.start) && self.paper.ends_line(range.end) {
            self.paper.line_start(range.start)..self.paper.line_end(range.end)
        } else {
            range
        }
    }

    /// The end of an item and its comments without its comma, if nothing follows the comma.
    fn without_comma(&self, index: usize, end: usize) -> usize {
        let comma = self.gap(index + 1).and_then(|gap| gap.comma);
        if comma == Some(end) { end - ','.len_utf8() } else { end }
    }

    /// Puts items in. The ones that go are known, for no comma is needed beside them.
    pub(super) fn insert(&self, gone: &[bool], new: Vec<New>) -> Vec<Splice> {
        let mut splices = Vec::new();
        let stays = gone.iter().any(|gone| !gone);
        let mut commas: Vec<usize> = Vec::new();
        let (first, later): (Vec<New>, Vec<New>) =
            new.into_iter().partition(|new| new.after.is_none());
        if !first.is_empty() {
            splices.push(self.insert_first(stays, &first));
        }
        for new in later {
            if let Some(index) = new.after {
                self.insert_after(index, &new, &mut commas, &mut splices);
            }
        }
        splices
    }

    fn insert_after(
        &self,
        index: usize,
        new: &New,
        commas: &mut Vec<usize>,
        splices: &mut Vec<Splice>,
    ) {
        let extent = self.extent(index);
        let comma = self.gap(index + 1).and_then(|gap| gap.comma);
        if extent.ends_line {
            if comma.is_none() && !commas.contains(&index) {
                commas.push(index);
                splices.push(Splice::insertion(self.end(index), ",".to_owned()));
            }
            let text = new.lines(self.paper, &self.item_indent(index));
            let blanks = new.kept.as_ref().map_or(0, |kept| kept.blanks);
            let at = self.paper.after_blanks(self.paper.line_end(extent.end), blanks);
            // behind what comes before it, however many blank lines that was put behind
            let at = splices.last().map_or(at, |last| at.max(last.at.start));
            splices.push(Splice::insertion(at, text));
            return;
        }
        let next = index + 1 < self.items.len();
        let own_line = extent.begins_line && !next;
        if own_line {
            let indent = self.item_indent(index);
            let text = new.block(self.paper, &indent);
            let text = match comma {
                Some(_) => format!("\n{indent}{text},"),
                None => format!(",\n{indent}{text}"),
            };
            splices.push(Splice::insertion(comma.unwrap_or(self.end(index)), text));
            return;
        }
        let text = new.block(self.paper, &self.paper.indent(self.end(index)));
        splices.push(Splice::insertion(self.end(index), format!(", {text}")));
    }

    fn insert_first(&self, stays: bool, new: &[New]) -> Splice {
        let lines = |indent: &str| -> String {
            new.iter().map(|new| new.lines(self.paper, indent)).collect()
        };
        let blocks = |indent: &str| -> String {
            let blocks = new.iter().map(|new| new.block(self.paper, indent));
            blocks.collect::<Vec<_>>().join(", ")
        };
        if !self.items.is_empty() {
            let extent = self.extent(0);
            if extent.begins_line {
                let text = lines(&self.item_indent(0));
                let kept = new.first().and_then(|new| new.kept.as_ref());
                let at = self.paper.line_start(extent.start);
                let at = kept.map_or(at, |kept| self.paper.before_blanks(at, kept.blanks));
                return Splice::insertion(at, text);
            }
            let comma = if stays { ", " } else { "" };
            let text = blocks(&self.paper.indent(extent.start));
            return Splice::insertion(extent.start, format!("{text}{comma}"));
        }
        let close = self.inner.end;
        let outer = self.paper.indent(self.inner.start);
        let indent = format!("{outer}{}", self.paper.unit);
        if self.paper.begins_line(close) {
            return Splice::insertion(self.paper.line_start(close), lines(&indent));
        }
        let text = blocks(&outer);
        if new.iter().all(|new| self.room_for(&text, &new.entry)) {
            return Splice::insertion(close, text);
        }
        Splice::insertion(close, format!("\n{}{outer}", lines(&indent)))
    }

    /// Whether a new item may stand on the line that the container stands on.
    fn room_for(&self, text: &str, entry: &Entry) -> bool {
        let line = self.paper.line_start(self.inner.start)..self.paper.line_end(self.inner.end);
        let width = self.tree.text.get(line).map_or(0, |line| line.trim_end().chars().count());
        !text.contains('\n')
            && !entry.value.is_long_record()
            && width + text.chars().count() <= WIDEST
    }

    /// Whether the items stand on one line, without comments, and new ones would make it too long.
    pub(super) fn overflows(&self, new: &[New]) -> bool {
        let range = self.inner.clone();
        let one_line = self.tree.text.get(range).is_some_and(|inner| !inner.contains('\n'));
        let bare = self.gaps.iter().all(|gap| gap.comments.is_empty());
        let was_here = |new: &New| new.kept.as_ref().is_some_and(|kept| kept.lines.is_none());
        if !one_line || !bare || new.iter().all(was_here) || self.items.is_empty() || new.is_empty()
        {
            return false;
        }
        let indent = self.paper.indent(self.inner.start);
        let texts: Vec<String> = new.iter().map(|new| new.block(self.paper, &indent)).collect();
        let all = texts.join(", ");
        new.iter().any(|new| !self.room_for(&all, &new.entry))
    }

    /// The container's inner part with one item a line; `edited` gives the text of an old item.
    pub(super) fn broken_up(
        &self,
        gone: &[bool],
        new: &[New],
        edited: impl Fn(Range<usize>) -> String,
    ) -> Splice {
        let outer = self.paper.indent(self.inner.start);
        let indent = format!("{outer}{}", self.paper.unit);
        let mut text = "\n".to_owned();
        let come = |after: Option<usize>| new.iter().filter(move |new| new.after == after);
        let write = |text: &mut String, after: Option<usize>| {
            for new in come(after) {
                text.push_str(&new.lines(self.paper, &indent));
            }
        };
        write(&mut text, None);
        for index in 0..self.items.len() {
            if !gone.get(index).copied().unwrap_or(false) {
                text.push_str(&indent);
                text.push_str(&edited(self.start(index)..self.end(index)));
                text.push_str(",\n");
            }
            write(&mut text, Some(index));
        }
        text.push_str(&outer);
        Splice { at: self.inner.clone(), text }
    }

    /// The text of an item with its comments, to be put elsewhere.
    pub(super) fn chunk(&self, index: usize) -> Chunk {
        let extent = self.extent(index);
        let text = |range: Range<usize>| self.tree.text.get(range).unwrap_or("").to_owned();
        let body = text(extent.start..self.end(index));
        let after = self.gap(index + 1);
        let tail = after.map_or(String::new(), |gap| gap.behind_text(self.tree.text));
        let lines = (extent.begins_line && extent.ends_line).then(|| {
            let start = self.paper.line_start(extent.start);
            let mut lines = text(start..self.paper.line_end(extent.end));
            if after.is_none_or(|gap| gap.comma.is_none()) {
                lines.insert(self.end(index) - start, ',');
            }
            lines
        });
        let blanks = self.paper.blanks_before(self.paper.line_start(extent.start));
        Chunk { body, tail, lines, blanks }
    }

    /// Puts the text of an item behind another one, or before all.
    pub(super) fn paste(&self, after: Option<usize>, chunk: &Chunk) -> Vec<Splice> {
        let mut splices = Vec::new();
        let Some(index) = after else {
            let extent = self.extent(0);
            if extent.begins_line {
                let at = self.paper.line_start(extent.start);
                return vec![Splice::insertion(at, chunk.on_lines(&self.item_indent(0)))];
            }
            return vec![Splice::insertion(extent.start, format!("{}, ", chunk.inline()))];
        };
        let extent = self.extent(index);
        if extent.ends_line {
            if self.gap(index + 1).is_none_or(|gap| gap.comma.is_none()) {
                splices.push(Splice::insertion(self.end(index), ",".to_owned()));
            }
            let at = self.paper.line_end(extent.end);
            splices.push(Splice::insertion(at, chunk.on_lines(&self.item_indent(index))));
        } else {
            splices.push(Splice::insertion(self.end(index), format!(", {}", chunk.inline())));
        }
        splices
    }

    fn item_indent(&self, index: usize) -> String {
        self.paper.indent(self.extent(index).start)
    }
}
