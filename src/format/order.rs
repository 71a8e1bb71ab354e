//! Which item of a text is which of the map, and which of them keep their places.

use std::collections::BTreeMap;

use super::shape::View;
use super::tree::{At, Tree};
use crate::model::Rule;

/// What an element of a list is found by.
pub(super) fn element_key(tree: &Tree<'_>, at: At) -> String {
    let node = tree.node(at);
    if node.is_text() {
        return tree.string(at).into_owned();
    }
    let told = |name: &str| tree.field(at, name).map(|at| tree.string(at)).unwrap_or_default();
    if tree.field(at, "from").is_some() {
        return format!("{} {}", told("from"), told("to"));
    }
    let options: Vec<_> = tree.items(at).map(|item| tree.string(item.value)).collect();
    format!("{} {}", tree.word(at), options.join(" "))
}

/// What an element of a list is found by, as the map has it.
pub(super) fn view_key(view: View<'_>) -> String {
    match view {
        View::Text(text) => text.to_owned(),
        View::Relation(relation) => format!("{} {}", relation.from, relation.to),
        View::Rule(rule) => {
            let [one, other] = rule.options();
            let word = if matches!(rule, Rule::Requires(..)) { "Requires" } else { "Excludes" };
            format!("{word} {one} {other}")
        }
        _ => String::new(),
    }
}

/// Whether a new element may be the changed form of an old one that stood at its place.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Pairing {
    Yes,
    No,
}

/// For each new key, the old item that it is.
pub(super) fn sources(old: &[String], new: &[String], pairing: Pairing) -> Vec<Option<usize>> {
    let mut free: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, key) in old.iter().enumerate().rev() {
        free.entry(key).or_default().push(index);
    }
    let mut sources: Vec<Option<usize>> =
        new.iter().map(|key| free.get_mut(key.as_str()).and_then(Vec::pop)).collect();
    if pairing == Pairing::No {
        return sources;
    }
    let mut used: Vec<usize> = sources.iter().flatten().copied().collect();
    let mut before = None;
    for source in &mut sources {
        let next = before.map_or(0, |before: usize| before + 1);
        if source.is_none() && next < old.len() && !used.contains(&next) {
            *source = Some(next);
            used.push(next);
        }
        before = source.or(before);
    }
    sources
}

/// The longest subsequence that rises: the items that can stay where they are.
pub(super) fn rising(all: &[usize]) -> Vec<usize> {
    // for each length, the place of the least last item; and each item's place before it
    let mut lasts: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(all.len());
    for (place, item) in all.iter().enumerate() {
        let length = lasts.partition_point(|&last| all.get(last) < Some(item));
        before.push(length.checked_sub(1).and_then(|length| lasts.get(length).copied()));
        if let Some(last) = lasts.get_mut(length) {
            *last = place;
        } else {
            lasts.push(place);
        }
    }
    let mut still = Vec::with_capacity(lasts.len());
    let mut at = lasts.last().copied();
    while let Some(place) = at {
        still.extend(all.get(place));
        at = before.get(place).copied().flatten();
    }
    still.reverse();
    still
}

/// Sets some of the marks.
pub(super) fn mark_all(marks: &mut [bool], all: &[usize], mark: bool) {
    for index in all {
        if let Some(place) = marks.get_mut(*index) {
            *place = mark;
        }
    }
}
