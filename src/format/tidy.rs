//! `zopa fmt`: the canonical form of a text, with all its comments and its single blank lines.

use std::ops::Range;

use super::gap::{Gap, without_returns};
use super::parse::{self, Parsed};
use super::problem::{Problem, Severity};
use super::read;
use super::shape::{Shape, View};
use super::sheet::{Brackets, Container, Entry, Lead, Value};
use super::strings;
use super::tree::{At, Item, Kind, Tree};
use crate::model::{Map, Place, order_by_key};

/// The canonical form of a map file: `zopa fmt`. Comments and single blank lines are kept.
///
/// Doing it twice gives what doing it once gives.
pub fn canonical(bytes: &[u8]) -> Result<String, Vec<Problem>> {
    let text = read::text_of(bytes)?;
    let map = read::read_text(text)?;
    let tidied = tidy(text, &map);
    if read::read_text(&tidied).as_ref() == Ok(&map) {
        return Ok(tidied);
    }
    let message = "zopa can't put this map into canonical form; it is left as it is".to_owned();
    Err(vec![Problem {
        line: 1,
        column: 1,
        severity: Severity::Error,
        id: "not-tidied",
        place: Place::map(),
        message,
        help: None,
        span: 0..0,
    }])
}

fn tidy(text: &str, map: &Map) -> String {
    let parsed = parse::parse(text);
    let Parsed { tree, header_end, .. } = &parsed;
    let tidier = Tidier { tree };
    let root = tree.node(0).range();
    let mut out = String::new();
    let header = text.get(..*header_end).unwrap_or("").trim();
    if !header.is_empty() {
        out.push_str(&without_returns(header));
        out.push('\n');
    }
    let before = Gap::of(text, *header_end..root.start);
    let mut lead = if header.is_empty() { Vec::new() } else { tail_lead(&before, text) };
    lead.extend(if header.is_empty() { all_lead(&before, text) } else { before.lead(text) });
    trim(&mut lead, header.is_empty());
    let after = Gap::of(text, root.end..text.len());
    let (mut hoisted, value) = tidier.value(0, Some(View::Map(map)));
    lead.append(&mut hoisted);
    let mut end = after.lead(text);
    while end.last() == Some(&Lead::Blank) {
        end.pop();
    }
    write_lines(&mut out, &lead);
    value.write(&mut out, 0, 0);
    let tail = after.tail(text);
    if !tail.is_empty() {
        out.push(' ');
        out.push_str(&tail);
    }
    out.push('\n');
    write_lines(&mut out, &end);
    out
}

/// The comments that end the line of the headers, as lines of their own.
fn tail_lead(gap: &Gap, text: &str) -> Vec<Lead> {
    gap.tails(text).into_iter().map(Lead::Comment).collect()
}

/// All comments of a gap with nothing before it.
fn all_lead(gap: &Gap, text: &str) -> Vec<Lead> {
    let mut lead = tail_lead(gap, text);
    lead.extend(gap.lead(text));
    lead
}

fn write_lines(out: &mut String, leads: &[Lead]) {
    for lead in leads {
        if let Lead::Comment(comment) = lead {
            out.push_str(comment);
        }
        out.push('\n');
    }
}

/// Takes doubled blank lines away, and those at the beginning.
fn trim(leads: &mut Vec<Lead>, first: bool) {
    leads.dedup_by(|one, other| *one == Lead::Blank && *other == Lead::Blank);
    if first && leads.first() == Some(&Lead::Blank) {
        leads.remove(0);
    }
}

struct Tidier<'t, 'a> {
    tree: &'t Tree<'a>,
}

impl Tidier<'_, '_> {
    /// The value at a place, and the comments in it that have to stand before it.
    fn value(&self, outer: At, view: Option<View<'_>>) -> (Vec<Lead>, Value) {
        let all = self.tree.node(outer).range();
        let Some(view) = view else {
            return (self.comments(all), Value::Leaf("None".to_owned()));
        };
        let at = self.tree.inside_some(outer).unwrap_or(outer);
        let node = self.tree.node(at);
        let shape = view.shape();
        if matches!(shape, Shape::Leaf(_)) || !node.is_container() {
            return (self.comments(all), Value::of(view));
        }
        let open = node.start as usize
            + if node.kind == Kind::Named { self.open_of(node.range()) } else { 0 };
        let mut hoisted = self.comments(all.start..open);
        hoisted.extend(self.comments(node.end as usize..all.end));
        let inner = open + 1..(node.end as usize).saturating_sub(1);
        (hoisted, Value::Container(self.container(at, inner, &shape)))
    }

    /// Where the parenthesis of a record with a name is, from the name on.
    fn open_of(&self, range: Range<usize>) -> usize {
        let source = self.tree.text.get(range).unwrap_or("");
        let mut at = source.find(['(', '/']).unwrap_or(0);
        while let Some(rest) = source.get(at..).filter(|rest| !rest.starts_with('(')) {
            let skipped = super::scan::comment_end(source, at).and_then(Result::ok);
            at = skipped.unwrap_or(at + rest.chars().next().map_or(1, char::len_utf8));
        }
        at
    }

    fn comments(&self, range: Range<usize>) -> Vec<Lead> {
        let text = self.tree.text;
        let found = super::scan::comments(text.get(range.clone()).unwrap_or(""));
        found
            .into_iter()
            .filter_map(|comment| text.get(range.start + comment.start..range.start + comment.end))
            .map(|comment| Lead::Comment(without_returns(comment.trim_end())))
            .collect()
    }

    fn container(&self, at: At, inner: Range<usize>, shape: &Shape<'_>) -> Container {
        let text = self.tree.text;
        let items: Vec<Item> = self.tree.items(at).collect();
        let start = |item: &Item| self.tree.node(item.first()).start as usize;
        let end = |item: &Item| self.tree.node(item.value).end as usize;
        let first = Gap::of(text, inner.start..items.first().map_or(inner.end, start));
        let mut container = Container {
            brackets: Brackets::Record,
            head: String::new(),
            entries: Vec::new(),
            end: Vec::new(),
        };
        let mut lead = if first.breaks() {
            container.head = first.tail(text);
            first.lead(text)
        } else {
            all_lead(&first, text)
        };
        let mut entries: Vec<(Item, Entry)> = Vec::new();
        for (index, item) in items.iter().enumerate() {
            let next = items.get(index + 1).map_or(inner.end, start);
            let gap = Gap::of(text, end(item)..next);
            let (value_lead, value) = self.value_of(*item, index, shape);
            lead.extend(value_lead);
            let tail = gap.tail(text);
            entries.push((*item, Entry { lead, label: self.label(*item), value, tail }));
            lead = gap.lead(text);
        }
        container.end = lead;
        self.settle(&mut container, entries, shape);
        container
    }

    fn label(&self, item: Item) -> String {
        let Some(label) = self.tree.label(item) else { return String::new() };
        let is_text = item.key.is_some_and(|key| self.tree.node(key).is_text());
        if is_text { format!("{}: ", strings::quoted(&label)) } else { format!("{label}: ") }
    }

    fn value_of(&self, item: Item, index: usize, shape: &Shape<'_>) -> (Vec<Lead>, Value) {
        let label = self.tree.label(item);
        let label = label.as_deref().unwrap_or("");
        let view = match shape {
            Shape::Leaf(_) => None,
            Shape::Record(slots) => {
                slots.iter().find(|slot| slot.name == label).and_then(|slot| slot.value)
            }
            Shape::Entries(entries) => entries.get(index).map(|(_, view)| *view),
            Shape::List(list) => list.get(index).copied(),
        };
        let value_start = self.tree.node(item.value).start as usize;
        let key_end = item.key.map_or(value_start, |key| self.tree.node(key).end as usize);
        let mut lead = self.comments(key_end..value_start);
        let (inside, value) = self.value(item.value, view);
        lead.extend(inside);
        (lead, value)
    }

    /// Brings fields into order, leaves defaults without a comment out, and settles blank lines.
    fn settle(
        &self,
        container: &mut Container,
        mut entries: Vec<(Item, Entry)>,
        shape: &Shape<'_>,
    ) {
        match shape {
            Shape::Entries(_) => container.brackets = Brackets::Entries,
            Shape::List(_) => container.brackets = Brackets::List,
            Shape::Leaf(_) => {}
            Shape::Record(slots) => {
                let name = |item: &Item| {
                    let label = self.tree.label(*item);
                    slots.iter().position(|slot| Some(slot.name) == label.as_deref())
                };
                let mut blank = false;
                entries.retain_mut(|(item, entry)| {
                    let default =
                        name(item).and_then(|at| slots.get(at)).is_some_and(|s| s.default);
                    let dropped = default && !has_comment(entry);
                    blank |= dropped && entry.lead.contains(&Lead::Blank);
                    if !dropped && std::mem::take(&mut blank) {
                        entry.lead.insert(0, Lead::Blank);
                    }
                    !dropped
                });
                order_by_key(&mut entries, |(item, _)| name(item));
            }
        }
        container.entries = entries.into_iter().map(|(_, entry)| entry).collect();
        for (index, entry) in container.entries.iter_mut().enumerate() {
            trim(&mut entry.lead, index == 0);
        }
        trim(&mut container.end, container.entries.is_empty());
        while container.end.last() == Some(&Lead::Blank) {
            container.end.pop();
        }
    }
}

fn has_comment(entry: &Entry) -> bool {
    let inside = match &entry.value {
        Value::Leaf(_) => false,
        Value::Container(container) => {
            !container.head.is_empty()
                || !container.end.is_empty()
                || container.entries.iter().any(has_comment)
        }
    };
    inside || !entry.tail.is_empty() || entry.lead.iter().any(|lead| *lead != Lead::Blank)
}
