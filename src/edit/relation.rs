//! Steps that change what one partner is to another.
//!
//! Their labels tell whose relation to whom it is; how far they trust each other and what lies behind
//! it is private.

use super::step::called;
use super::{Edit, EntryChange, Step};
use crate::model::{Map, PartnerId, Relation};

/// The position of the relation from one partner to another.
#[must_use]
pub fn position(map: &Map, from: &PartnerId, to: &PartnerId) -> Option<usize> {
    map.relations.iter().position(|relation| relation.from == *from && relation.to == *to)
}

/// Adds a relation at the end; nothing where there is one from the one to the other already.
#[must_use]
pub fn add(map: &Map, relation: Relation) -> Option<Step> {
    put(map, map.relations.len(), relation)
}

/// Changes the n-th relation; nothing if it is so already, or would stand twice then.
#[must_use]
pub fn change(map: &Map, at: usize, relation: Relation) -> Option<Step> {
    map.relations.get(at)?;
    put(map, at, relation)
}

/// Deletes the n-th relation.
#[must_use]
pub fn delete(map: &Map, at: usize) -> Option<Step> {
    let label = format!("delete {}", between(map, map.relations.get(at)?));
    Some(Step::of(label, Edit::Relation { change: EntryChange::removed(&map.relations, at)? }))
}

/// Moves the n-th relation to another place in the order, counted from 0.
#[must_use]
pub fn reorder(map: &Map, at: usize, to: usize) -> Option<Step> {
    let label = format!("reorder {}", between(map, map.relations.get(at)?));
    Some(Step::of(label, Edit::Relation { change: EntryChange::shifted(&map.relations, at, to)? }))
}

fn put(map: &Map, at: usize, relation: Relation) -> Option<Step> {
    let Relation { from, to, .. } = &relation;
    let there = map.partners.contains_key(from) && map.partners.contains_key(to);
    let twice = position(map, from, to).is_some_and(|other| other != at);
    if !there || twice || from == to {
        return None;
    }
    let old = map.relations.get(at);
    let does = if old.is_some() { "change" } else { "add" };
    let label = format!("{does} {}", between(map, old.unwrap_or(&relation)));
    let change = EntryChange::set(&map.relations, at, relation)?;
    Some(Step::of(label, Edit::Relation { change }))
}

/// Whose relation to whom it is.
fn between(map: &Map, relation: &Relation) -> String {
    let name = |id: &PartnerId| match map.partners.get(id) {
        Some(partner) => called(&partner.name, id.as_str()),
        None => id.to_string(),
    };
    format!("the relation of {} to {}", name(&relation.from), name(&relation.to))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Moves, Partner, Private, Text};

    fn id(text: &str) -> PartnerId {
        PartnerId::new(text).unwrap()
    }

    fn relation(from: &str, to: &str) -> Relation {
        let (trust, note) = (Private::default(), Private::new(Text::cleaned("PLANTED")));
        Relation { from: id(from), to: id(to), moves: None, trust, note }
    }

    /// Three partners; the board moves the mayor, and the mayor the board.
    fn map() -> Map {
        let mut map = Map::default();
        for (of, name) in [("board", "Hospital board"), ("mayor", "Mayor"), ("press", "Press")] {
            map.partners.insert(id(of), Partner::named(Text::cleaned(name)));
        }
        map.relations = vec![relation("board", "mayor"), relation("mayor", "board")];
        map
    }

    fn pairs(map: &Map) -> Vec<String> {
        map.relations.iter().map(|relation| format!("{} {}", relation.from, relation.to)).collect()
    }

    fn after(step: Option<Step>) -> (String, Vec<String>) {
        let (step, mut map) = (step.unwrap(), map());
        step.apply(&mut map).unwrap();
        let pairs = pairs(&map);
        step.inverse().apply(&mut map).unwrap();
        assert_eq!(map, self::map());
        (step.label, pairs)
    }

    #[test]
    fn each_step_says_whose_relation_it_is_and_leads_back() {
        let of = |label: &str, pairs: &[&str]| {
            (label.to_owned(), pairs.iter().map(|pair| (*pair).to_owned()).collect::<Vec<_>>())
        };
        assert_eq!(
            after(add(&map(), relation("press", "mayor"))),
            of(
                "add the relation of Press to Mayor",
                &["board mayor", "mayor board", "press mayor"]
            )
        );
        let moved = Relation { moves: Some(Moves::clamped(3)), ..relation("board", "press") };
        assert_eq!(
            after(change(&map(), 0, moved)),
            of("change the relation of Hospital board to Mayor", &["board press", "mayor board"])
        );
        assert_eq!(
            after(delete(&map(), 0)),
            of("delete the relation of Hospital board to Mayor", &["mayor board"])
        );
        assert_eq!(
            after(reorder(&map(), 0, 9)),
            of("reorder the relation of Hospital board to Mayor", &["mayor board", "board mayor"])
        );
    }

    #[test]
    fn a_relation_stands_once_and_between_two_partners_who_are_there() {
        let map = map();
        assert_eq!(add(&map, relation("board", "mayor")), None);
        assert_eq!(add(&map, relation("board", "board")), None);
        assert_eq!(add(&map, relation("board", "nobody")), None);
        assert_eq!(change(&map, 0, relation("mayor", "board")), None);
        assert_eq!(change(&map, 0, relation("board", "mayor")), None);
        assert_eq!(change(&map, 2, relation("board", "press")), None);
        assert_eq!((delete(&map, 2), reorder(&map, 0, 0)), (None, None));
    }
}
