//! The patcher: walks the text's tree and the map in step, and changes only what differs.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::kept::{Chunk, Kept};
use super::numbers;
use super::order::{Pairing, element_key, mark_all, rising, sources, view_key};
use super::parse;
use super::seat::{New, Seats};
use super::shape::{Shape, Slot, View, rule_word};
use super::sheet::{Entry, Value};
use super::splice::{Paper, Splice, apply};
use super::tree::{At, Item, Kind, Tree};
use crate::model::{Map, Rule};

/// A text that was changed.
pub(super) struct Change {
    pub(super) text: String,
    /// The changes that lead back, to be made from the last to the first.
    pub(super) back: Vec<Vec<Splice>>,
    /// What was taken out, by its path.
    pub(super) taken: Vec<(String, Chunk)>,
}

/// The text changed so that it says what the map says.
///
/// The text must be free of problems. What was taken out before comes back as it was.
pub(super) fn patched(text: &str, map: &Map, kept: &Kept) -> Change {
    let mut change = Change { text: text.to_owned(), back: Vec::new(), taken: Vec::new() };
    // what is moved is changed only after the move; a move may uncover another one level deeper
    for _level in 0..8 {
        let (splices, moves) = splices(&mut change, map, kept);
        let (next, inverse) = apply(&change.text, splices);
        change.text = next;
        change.back.push(inverse);
        if !moves {
            break;
        }
    }
    change
}

/// The changes; where something has to be moved, only the moves.
fn splices(change: &mut Change, map: &Map, kept: &Kept) -> (Vec<Splice>, bool) {
    let text = change.text.as_str();
    let parsed = parse::parse(text);
    let paper = Paper::of(text);
    let mut patcher = Patcher::of(&parsed.tree, &paper, kept);
    patcher.record(0, View::Map(map).slots());
    let Patcher { splices, moves, taken, .. } = patcher;
    let moved = !moves.is_empty();
    let mut splices = if moved { moves } else { splices };
    if !moved {
        change.taken = taken;
    }
    if text.contains("\r\n") && text.matches('\n').count() == text.matches("\r\n").count() {
        for splice in &mut splices {
            splice.text = splice.text.replace("\r\n", "\n").replace('\n', "\r\n");
        }
    }
    (splices, moved)
}

struct Patcher<'t, 'a> {
    tree: &'t Tree<'a>,
    paper: &'t Paper<'a>,
    kept: &'t Kept,
    /// The names and ids down to this place.
    path: String,
    splices: Vec<Splice>,
    moves: Vec<Splice>,
    taken: Vec<(String, Chunk)>,
}

/// Whether the text of an item, or of a single value, says what a part of a map says.
fn agrees(text: &str, label: &str, view: View<'_>) -> bool {
    let text = format!("({text}\n)");
    let parsed = parse::parse(&text);
    let Some(item) = parsed.tree.items(0).next().filter(|_| parsed.faults.is_empty()) else {
        return false;
    };
    let (paper, kept) = (Paper::of(&text), Kept::default());
    let mut patcher = Patcher::of(&parsed.tree, &paper, &kept);
    patcher.value(item.value, view);
    parsed.tree.label(item).as_deref().unwrap_or("") == label
        && patcher.splices.is_empty()
        && patcher.moves.is_empty()
}

impl<'t, 'a> Patcher<'t, 'a> {
    fn of(tree: &'t Tree<'a>, paper: &'t Paper<'a>, kept: &'t Kept) -> Self {
        let (splices, moves, taken) = (Vec::new(), Vec::new(), Vec::new());
        Self { tree, paper, kept, path: String::new(), splices, moves, taken }
    }

    /// Goes on below a name or an id.
    fn under(&mut self, name: &str, at: At, view: View<'_>) {
        let before = self.path.len();
        self.path.push('/');
        self.path.push_str(name);
        self.value(at, view);
        self.path.truncate(before);
    }

    /// The text of an item that was here before, if it says the same; of several the n-th.
    fn before(&self, name: &str, label: &str, view: View<'_>, nth: usize) -> Option<Chunk> {
        let path = format!("{}/{name}", self.path);
        self.kept.at(&path).filter(|chunk| agrees(&chunk.body, label, view)).nth(nth).cloned()
    }

    fn value(&mut self, outer: At, view: View<'_>) {
        let Some(at) = self.tree.inside_some(outer) else {
            return self.replace(outer, view);
        };
        let is_container = self.tree.node(at).is_container();
        if let View::Rated(..) = view
            && is_container
        {
            return self.record(at, view.slots());
        }
        if let Some(same) = self.same(at, view) {
            if !same {
                self.replace(at, view);
            }
            return;
        }
        match view.shape() {
            Shape::Record(slots) if is_container => self.record(at, slots),
            Shape::Entries(entries) if is_container => self.entries(at, &entries),
            Shape::List(list) if is_container => self.list(at, &list),
            _ => self.replace(at, view),
        }
    }

    /// Whether a token says what a single value is; nothing where it takes more than a token.
    fn same(&self, at: At, view: View<'_>) -> Option<bool> {
        let source = self.tree.source(at);
        Some(match view {
            View::Text(text) => self.text_is(at, text),
            View::Flag(flag) => source == if flag { "true" } else { "false" },
            View::Whole(number) => numbers::whole(source) == Ok(number),
            View::Decimal(number) | View::Rated(_, number, None, "") => {
                numbers::decimal(source) == Ok(number)
            }
            View::Rated(..) => false,
            View::Word(word) => self.tree.word(at) == word,
            View::Rule(rule) => self.rule_is(at, rule),
            _ => return None,
        })
    }

    fn text_is(&self, at: At, text: &str) -> bool {
        let told = self.tree.string(at);
        if told.contains('\r') { told.replace("\r\n", "\n") == text } else { told == text }
    }

    fn rule_is(&self, at: At, rule: &Rule) -> bool {
        let options = rule.options();
        self.tree.word(at) == rule_word(rule)
            && self
                .tree
                .items(at)
                .zip(options)
                .all(|(item, option)| self.tree.string(item.value) == option.as_str())
    }

    fn replace(&mut self, at: At, view: View<'_>) {
        let range = self.tree.node(at).range();
        let indent = self.paper.indent(range.start);
        self.taken.push((self.path.clone(), Chunk::value(self.tree.source(at))));
        let kept = self.kept.at(&self.path).find(|chunk| agrees(&chunk.body, "", view));
        if let Some(kept) = kept {
            self.splices.push(Splice { at: range, text: kept.body.clone() });
            return;
        }
        if let View::Rule(rule) = view
            && let Some(text) = self.rewritten(at, rule)
        {
            self.splices.push(Splice { at: range, text });
            return;
        }
        let mut text = String::new();
        let depth = indent.chars().count();
        Value::of(view).write(&mut text, depth, self.paper.column(range.start));
        let text = self.paper.indented(&text, &indent);
        self.splices.push(Splice { at: range, text });
    }

    /// The text of a rule as another rule, with the comments and the layout between its words.
    fn rewritten(&self, at: At, rule: &Rule) -> Option<String> {
        let (source, start) = (self.tree.source(at), self.tree.node(at).range().start);
        let items: Vec<Item> = self.tree.items(at).collect();
        let word = self.tree.word(at);
        let end = source.find(word)? + word.len();
        if word.is_empty() || items.len() != rule.options().len() {
            return None;
        }
        let mut parts = vec![Splice { at: 0..end, text: rule_word(rule).to_owned() }];
        for (item, option) in items.iter().zip(rule.options()) {
            let range = self.tree.node(item.value).range();
            if self.tree.string(item.value) != option.as_str() {
                let at = range.start - start..range.end - start;
                parts.push(Splice { at, text: format!("\"{option}\"") });
            }
        }
        Some(apply(source, parts).0)
    }

    fn record(&mut self, at: At, slots: Vec<Slot<'_>>) {
        let items: Vec<Item> = self.tree.items(at).collect();
        let labels: Vec<Option<Cow<'a, str>>> =
            items.iter().map(|item| self.tree.label(*item)).collect();
        let mut gone = vec![false; items.len()];
        let mut new = Vec::new();
        let mut after = None;
        let mark = self.splices.len();
        for slot in slots {
            let found = labels.iter().position(|label| label.as_deref() == Some(slot.name));
            let Some(index) = found else {
                if let Some(view) = slot.value.filter(|_| !slot.default) {
                    let kept = self.before(slot.name, slot.name, view, 0);
                    new.push(New { after, entry: Entry::field(slot.name, view), kept });
                }
                continue;
            };
            let Some(item) = items.get(index) else { continue };
            if self.leaves(item.value, &slot) {
                if let Some(gone) = gone.get_mut(index) {
                    *gone = true;
                }
                continue;
            }
            after = Some(index);
            if let Some(view) = slot.value {
                self.under(slot.name, item.value, view);
            }
        }
        self.settle(at, &gone, new, mark);
    }

    /// Whether a field goes: it has no value any more, or its collection has become empty.
    fn leaves(&self, at: At, slot: &Slot<'_>) -> bool {
        if !slot.default {
            return false;
        }
        let node = self.tree.node(at);
        match slot.value {
            None => self.tree.inside_some(at).is_some(),
            Some(View::Text(_)) => !self.tree.string(at).is_empty(),
            Some(View::Flag(_) | View::Word(_) | View::Whole(_)) => false,
            Some(_) => {
                node.is_container()
                    && self.tree.items(at).next().is_some()
                    && !self.says_nothing(at)
                    && !self.has_own_comments(at)
            }
        }
    }

    /// Whether a record holds only defaults, so that nothing has been taken out of it.
    fn says_nothing(&self, at: At) -> bool {
        self.tree.items(at).all(|item| {
            let value = item.value;
            let empty = self.tree.node(value).is_text() && self.tree.string(value).is_empty();
            item.key.is_some_and(|key| self.tree.node(key).kind == Kind::Word)
                && (empty || self.tree.inside_some(value).is_none())
        })
    }

    fn has_own_comments(&self, at: At) -> bool {
        Seats::of(self.tree, self.paper, at).has_own_comments()
    }

    /// Takes items out of a container and puts new ones in; on several lines, where one is too short.
    fn settle(&mut self, at: At, gone: &[bool], new: Vec<New>, mark: usize) {
        if new.is_empty() && !gone.contains(&true) {
            return;
        }
        let seats = Seats::of(self.tree, self.paper, at);
        // the latest is the first that comes back
        for (index, item) in seats.items.iter().enumerate().rev() {
            if gone.get(index) == Some(&true) {
                let name = match self.tree.label(*item) {
                    Some(label) => label.into_owned(),
                    None => element_key(self.tree, item.value),
                };
                self.taken.push((format!("{}/{name}", self.path), seats.chunk(index)));
            }
        }
        if seats.overflows(&new) {
            let inside = self.splices.split_off(mark);
            let text = self.tree.text;
            let splice = seats.broken_up(gone, &new, |range| {
                let own = inside
                    .iter()
                    .filter(|splice| splice.at.start >= range.start && splice.at.end <= range.end);
                let own = own.map(|splice| Splice {
                    at: splice.at.start - range.start..splice.at.end - range.start,
                    text: splice.text.clone(),
                });
                apply(text.get(range.clone()).unwrap_or(""), own.collect()).0
            });
            self.splices.push(splice);
            return;
        }
        self.splices.extend(seats.remove(gone));
        self.splices.extend(seats.insert(gone, new));
    }

    fn entries(&mut self, at: At, entries: &[(&str, View<'_>)]) {
        let old = self.tree.items(at).map(|item| self.tree.label(item));
        let same = old
            .map(|label| label.unwrap_or(Cow::Borrowed("")))
            .eq(entries.iter().map(|(id, _)| Cow::Borrowed(*id)));
        if same {
            let items: Vec<Item> = self.tree.items(at).collect();
            for (item, (id, view)) in items.into_iter().zip(entries) {
                self.under(id, item.value, *view);
            }
            return;
        }
        let old: Vec<String> = self
            .tree
            .items(at)
            .map(|item| self.tree.label(item).unwrap_or_default().into_owned())
            .collect();
        let keys: Vec<String> = entries.iter().map(|(id, _)| (*id).to_owned()).collect();
        let sources = sources(&old, &keys, Pairing::No);
        let new: Vec<Part<'_>> =
            entries.iter().map(|(id, view)| Part { name: id, label: id, view: *view }).collect();
        self.sequence(at, &sources, &new);
    }

    fn list(&mut self, at: At, list: &[View<'_>]) {
        let old: Vec<String> =
            self.tree.items(at).map(|item| element_key(self.tree, item.value)).collect();
        let keys: Vec<String> = list.iter().map(|view| view_key(*view)).collect();
        let sources = sources(&old, &keys, Pairing::Yes);
        let parts = keys.iter().zip(list);
        let new: Vec<Part<'_>> =
            parts.map(|(key, view)| Part { name: key, label: "", view: *view }).collect();
        self.sequence(at, &sources, &new);
    }

    /// Brings a sequence to what it should be: each new place has an old item, or is new.
    fn sequence(&mut self, at: At, sources: &[Option<usize>], parts: &[Part<'_>]) {
        let kept: Vec<usize> = sources.iter().flatten().copied().collect();
        let still = rising(&kept);
        if still.len() < kept.len() {
            return self.reorder(at, &kept, &still);
        }
        let items: Vec<Item> = self.tree.items(at).collect();
        let mut gone = vec![true; items.len()];
        mark_all(&mut gone, &kept, false);
        let mark = self.splices.len();
        let mut new = Vec::new();
        let mut after = None;
        // of elements that say the same, each is a text of its own
        let mut nth: BTreeMap<&str, usize> = BTreeMap::new();
        for (part, source) in parts.iter().zip(sources) {
            let old = source.and_then(|old| items.get(old));
            if let Some(item) = old {
                after = *source;
                self.under(part.name, item.value, part.view);
            } else {
                let nth = nth.entry(part.name).or_default();
                let kept = self.before(part.name, part.label, part.view, *nth);
                *nth += 1;
                new.push(New { after, entry: part.entry(), kept });
            }
        }
        self.settle(at, &gone, new, mark);
    }

    /// Moves the items that are not in their order; `still` are the ones that stay where they are.
    fn reorder(&mut self, at: At, kept: &[usize], still: &[usize]) {
        let seats = Seats::of(self.tree, self.paper, at);
        let mut gone = vec![false; seats.items.len()];
        mark_all(&mut gone, kept, true);
        mark_all(&mut gone, still, false);
        self.moves.extend(seats.remove(&gone));
        let mut after = None;
        for index in kept {
            if gone.get(*index) == Some(&true) {
                self.moves.extend(seats.paste(after, &seats.chunk(*index)));
            } else {
                after = Some(*index);
            }
        }
    }
}

/// An entry or element as the map has it.
struct Part<'v> {
    /// What it is found by.
    name: &'v str,
    /// What stands before its colon, if anything.
    label: &'v str,
    view: View<'v>,
}

impl Part<'_> {
    fn entry(&self) -> Entry {
        if self.label.is_empty() {
            Entry::of(String::new(), Value::of(self.view))
        } else {
            Entry::with_id(self.label, self.view)
        }
    }
}
