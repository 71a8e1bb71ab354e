//! Laws of saving: only the lines of the edit change, and undoing gives the same bytes.

use std::ops::Range;

use proptest::prelude::*;

use super::agreement::cases;
use super::laws::{any_sprinkles, sprinkled};
use super::order::view_key;
use super::read::read_text;
use super::shape::{Shape, View};
use super::{Document, Locator, parse, scan, sheet};
use crate::edit::samples::any_step;
use crate::edit::{History, Moment};
use crate::model::samples::{Dice, any_map};
use crate::model::*;

/// A random edit, and the item of the text that it is about.
fn edited(map: &Map, dice: &mut Dice) -> Option<(Map, Place)> {
    let mut new = map.clone();
    let place = match dice.below(12) {
        0 => {
            new.heading.purpose = dice.text();
            Place::map()
        }
        1 => {
            let id = PartnerId::from_name("New one", |id| map.partners.contains_key(id));
            let themes: Vec<ThemeId> = map.themes.keys().cloned().collect();
            let partner = dice.partner(&themes);
            let at = dice.below(map.partners.len() + 1);
            new.partners.insert_at(at, id, partner);
            Place::map()
        }
        2 => {
            let at = dice.below(map.partners.len());
            let (id, _) = new.partners.remove_index(at)?;
            new.relations.retain(|relation| relation.from != id && relation.to != id);
            for issue in new.issues.values_mut() {
                issue.options.values_mut().for_each(|option| drop(option.on.remove(&id)));
            }
            Place::map()
        }
        3 => {
            let from = dice.below(map.partners.len());
            let to = dice.below(map.partners.len());
            if map.partners.len() < 2 {
                return None;
            }
            new.partners.move_index(from, to);
            Place::map().name("partners")
        }
        4 => {
            let at = dice.below(map.relations.len());
            let relation = new.relations.get_mut(at)?;
            relation.trust = Private::new(Some(Trust::clamped(2)));
            Place::map().name("relations").index(at)
        }
        5 => {
            let at = dice.below(map.issues.len());
            let (id, issue) = new.issues.get_index_mut(at)?;
            issue.must_settle ^= true;
            Place::map().name("issues").name(id.as_str())
        }
        6 => {
            new.rules.pop()?;
            Place::map()
        }
        _ => return partner_edited(new, dice),
    };
    Some((new, place))
}

fn partner_edited(mut new: Map, dice: &mut Dice) -> Option<(Map, Place)> {
    let themes: Vec<ThemeId> = new.themes.keys().cloned().collect();
    let at = dice.below(new.partners.len());
    let (id, partner) = new.partners.get_index_mut(at)?;
    let place = Place::map().name("partners").name(id.as_str());
    match dice.below(10) {
        0 => partner.name = dice.text(),
        1 => partner.interest = dice.maybe(Dice::placement),
        2 => partner.influence = Some(dice.placement()),
        3 => partner.culture = Private::new(dice.culture()),
        4 => partner.tags = (0..dice.below(4)).map(|_| dice.text()).collect(),
        5 => partner.private_notes = Private::new(dice.text()),
        6 => partner.walk_away = Private::default(),
        7 => {
            let criterion = dice.criterion(&themes);
            partner.success.insert(CriterionId::new("another").expect("a good id"), criterion);
        }
        8 => {
            let at = dice.below(partner.success.len());
            *partner.success.get_index_mut(at)?.1 = dice.criterion(&themes);
        }
        _ => partner.stance = Private::new(dice.maybe(|_| Stance::Leading)),
    }
    Some((new, place))
}

/// The bytes that may change: from the item before a place to the one after it.
fn region(text: &str, place: &Place) -> Range<usize> {
    let Some((Segment::Name(last), around)) = place.0.split_last() else { return 0..text.len() };
    let tree = parse::parse(text).tree;
    let around = Locator::new(text).node(&Place(around.to_vec()));
    let items: Vec<_> = tree.items(around).collect();
    let at = items.iter().position(|item| tree.label(*item).as_deref() == Some(&**last));
    let Some(at) = at else { return 0..text.len() };
    let before = at.checked_sub(1).and_then(|before| items.get(before));
    let before = before.map_or(around, |item| item.value);
    let before = if before == around { tree.node(around).start + 1 } else { tree.node(before).end };
    let after = items.get(at + 1).map(|item| tree.node(item.first()).start);
    let after = after.unwrap_or(tree.node(around).end - 1);
    before as usize..after as usize
}

/// Whether an edit takes no field, entry or element out.
fn nothing_goes(old: &Map, new: &Map) -> bool {
    fn stays(old: View<'_>, new: View<'_>) -> bool {
        match (old.shape(), new.shape()) {
            (Shape::Record(old), Shape::Record(new)) => old.iter().zip(&new).all(|(old, new)| {
                old.default
                    || (!new.default
                        && old.value.zip(new.value).is_none_or(|(old, new)| stays(old, new)))
            }),
            (Shape::Entries(old), Shape::Entries(new)) => old
                .iter()
                .all(|(id, old)| new.iter().any(|(other, new)| id == other && stays(*old, *new))),
            (Shape::List(old), Shape::List(new)) => all_stay(&old, &new),
            (Shape::Record(_), Shape::Leaf(_)) => false,
            _ => true,
        }
    }
    /// Whether each element is there as often as before, or another one in its place.
    fn all_stay(old: &[View<'_>], new: &[View<'_>]) -> bool {
        let keys = |list: &[View<'_>]| list.iter().map(|view| view_key(*view)).collect::<Vec<_>>();
        let (old_keys, new_keys) = (keys(old), keys(new));
        let is_changed = |(one, other): (&String, &String)| {
            one == other || (!new_keys.contains(one) && !old_keys.contains(other))
        };
        if old.len() <= new.len() && old_keys.iter().zip(&new_keys).all(is_changed) {
            return old.iter().zip(new).all(|(old, new)| stays(*old, *new));
        }
        old_keys.iter().zip(old).all(|(key, old)| {
            let mut same = new_keys.iter().zip(new).filter(|(other, _)| *other == key);
            count(&old_keys, key) <= count(&new_keys, key) && same.all(|(_, new)| stays(*old, *new))
        })
    }
    stays(View::Map(old), View::Map(new))
}

fn comments(text: &str) -> Vec<String> {
    let mut comments: Vec<String> = scan::comments(text)
        .into_iter()
        .map(|at| text.get(at).unwrap_or("").trim_end().to_owned())
        .collect();
    comments.sort();
    comments
}

fn count(list: &[String], one: &String) -> usize {
    list.iter().filter(|other| *other == one).count()
}

/// Whether two texts are the same before and after a stretch of the first.
fn same_around(text: &str, saved: &str, region: &Range<usize>) -> bool {
    let after = text.len() - region.end;
    saved.len() >= region.start + after
        && saved.as_bytes()[..region.start] == text.as_bytes()[..region.start]
        && saved.as_bytes()[saved.len() - after..] == text.as_bytes()[region.end..]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(40), ..ProptestConfig::default() })]

    #[test]
    fn a_save_says_what_the_map_says_and_undoing_gives_the_same_bytes(
        map in any_map(),
        sprinkles in any_sprinkles(),
        tape in prop::collection::vec(any::<u32>(), 5..200),
    ) {
        let text = sprinkled(&sheet::map_text(View::Map(&map)), &sprinkles);
        holds(&text, &map, tape)?;
    }

    #[test]
    fn a_session_of_edits_and_undos_with_saves_in_between_ends_where_it_began(
        example in prop::sample::select(EXAMPLES),
        tape in prop::collection::vec(any::<u32>(), 100..400),
        saves in any::<u32>(),
    ) {
        let mut dice = Dice::new(tape);
        let (mut document, first) = Document::open(example.as_bytes().to_vec()).expect("a good map");
        let mut states = vec![first];
        for _ in 0..4 {
            let next = edited(&states[states.len() - 1], &mut dice);
            states.extend(next.map(|(map, _)| map));
        }
        let undone: Vec<Map> = states.iter().rev().skip(1).cloned().collect();
        states.extend(undone);
        let last = states.len() - 1;
        for (at, map) in states.iter().enumerate() {
            if at == last || saves >> at & 1 == 1 {
                let patched = document.patched(map);
                prop_assert!(patched.is_ok(), "at {}: {}", at, document.text());
                document.accept(patched.expect("just seen"));
                let read = read_text(document.text());
                prop_assert_eq!(read.as_ref(), Ok(map));
            }
        }
        prop_assert_eq!(document.text(), example);
    }

    #[test]
    fn steps_that_are_saved_in_between_and_undone_end_with_the_same_bytes(
        map in any_map(),
        sprinkles in any_sprinkles(),
        tape in prop::collection::vec(any::<u32>(), 0..400),
    ) {
        let text = sprinkled(&sheet::map_text(View::Map(&map)), &sprinkles);
        steps_hold(&text, tape)?;
    }

    #[test]
    fn entries_that_move_lose_no_comment(
        names in prop::collection::vec("[a-c]{0,30}", 2..7),
        sprinkles in any_sprinkles(),
        tape in prop::collection::vec(any::<u32>(), 0..12),
    ) {
        let mut map = Map::default();
        for name in &names {
            let theme = Theme { name: Text::cleaned(name), unit: Text::default() };
            let id = ThemeId::from_name(name, |id| map.themes.contains_key(id));
            map.themes.insert(id, theme);
        }
        let text = sprinkled(&sheet::map_text(View::Map(&map)), &sprinkles);
        let mut dice = Dice::new(tape);
        let (mut document, mut map) = Document::open(text.as_bytes().to_vec()).expect("a good map");
        for _ in 0..3 {
            map.themes.move_index(dice.below(names.len()), dice.below(names.len()));
            save(&mut document, &map)?;
            prop_assert_eq!(comments(document.text()), comments(&text), "{}\n---\n{}", text, document.text());
        }
    }

    #[test]
    fn steps_on_the_example_maps_end_with_the_same_bytes_too(
        example in prop::sample::select(EXAMPLES),
        tape in prop::collection::vec(any::<u32>(), 0..400),
    ) {
        steps_hold(example, tape)?;
    }

    #[test]
    fn the_same_holds_for_the_example_maps(
        example in prop::sample::select(EXAMPLES),
        tape in prop::collection::vec(any::<u32>(), 5..200),
    ) {
        holds(example, &read_text(example).expect("a good map"), tape)?;
    }
}

const EXAMPLES: &[&str] = &[
    include_str!("../../maps/riverside.ron"),
    include_str!("../../maps/tramline.ron"),
    include_str!("../../maps/teachers.ron"),
    include_str!("../../tests/data/contract.ron"),
    include_str!("../../tests/data/riders.ron"),
];

/// The law for one text and one edit.
fn holds(text: &str, map: &Map, tape: Vec<u32>) -> Result<(), TestCaseError> {
    let (mut document, opened) = Document::open(text.as_bytes().to_vec()).expect("a good map");
    prop_assert_eq!(&opened, map);
    let unchanged = document.patched(map).expect("nothing to write");
    prop_assert_eq!(unchanged.bytes(), text.as_bytes());
    let Some((new, place)) = edited(map, &mut Dice::new(tape)) else { return Ok(()) };
    let patched = document.patched(&new);
    let tried = || super::patch::patched(text, &new, &super::kept::Kept::default()).text;
    prop_assert!(patched.is_ok(), "{}\n---\n{}", text, tried());
    let patched = patched.expect("just seen");
    let saved = String::from_utf8(patched.bytes().to_vec()).expect("text");
    let read = read_text(&saved);
    prop_assert_eq!(read.as_ref(), Ok(&new));
    prop_assert!(same_around(text, &saved, &region(text, &place)), "{}\n---\n{}", text, saved);
    if nothing_goes(map, &new) {
        prop_assert_eq!(comments(&saved), comments(text), "{}\n---\n{}", text, saved);
    }
    document.accept(patched);
    let back = document.patched(map).expect("as before");
    prop_assert_eq!(back.bytes(), text.as_bytes());
    Ok(())
}

/// The law for one text and a session of steps, some of them undone and done again, with saves in between.
fn steps_hold(text: &str, tape: Vec<u32>) -> Result<(), TestCaseError> {
    let (mut document, mut map) = Document::open(text.as_bytes().to_vec()).expect("a good map");
    let (mut history, mut dice) = (History::new(), Dice::new(tape));
    let mut last = map.clone();
    for _ in 0..12 {
        let at = Moment(dice.below(4_000) as u64);
        match dice.below(6) {
            0 => drop(history.undo(&mut map).expect("a step back fits")),
            1 => drop(history.redo(&mut map).expect("a step again fits")),
            _ => {
                let step = any_step(&map, &mut dice);
                step.map(|step| history.edit(&mut map, step, at).expect("made for this map"));
            }
        }
        if dice.below(3) != 0 {
            let before = comments(document.text());
            save(&mut document, &map)?;
            let after = comments(document.text());
            if nothing_goes(&last, &map) {
                let is_kept = |one| count(&before, one) <= count(&after, one);
                prop_assert!(before.iter().all(is_kept), "{}", text);
            }
            last.clone_from(&map);
        }
    }
    while history.undo(&mut map).expect("a step back fits").is_some() {}
    save(&mut document, &map)?;
    prop_assert_eq!(document.text(), text);
    Ok(())
}

/// Saves, and reads the same map in the same order back.
fn save(document: &mut Document, map: &Map) -> Result<(), TestCaseError> {
    let patched = document.patched(map);
    prop_assert!(patched.is_ok(), "{}", document.text());
    document.accept(patched.expect("just seen"));
    let read = read_text(document.text()).expect("what was saved");
    prop_assert_eq!(sheet::map_text(View::Map(&read)), sheet::map_text(View::Map(map)));
    Ok(())
}

/// The text after an edit of a map that is read from a text.
fn saved(text: &str, edit: impl FnOnce(&mut Map)) -> String {
    let (document, mut map) = Document::open(text.as_bytes().to_vec()).expect("a good map");
    edit(&mut map);
    let patched = document.patched(&map).expect("a text for the map");
    String::from_utf8(patched.bytes().to_vec()).expect("text")
}

#[test]
fn a_rule_that_becomes_another_keeps_the_comments_between_its_words() {
    let text = "(format: 1, title: \"x\", issues: {\"i\": (name: \"I\", options: {\"a\": (name: \"A\"), \
                \"b\": (name: \"B\")}), \"j\": (name: \"J\", options: {\"c\": (name: \"C\")})},\n\
                rules: [Requires( // one\n\"a\", /* two */ \"c\")])\n";
    let new = saved(text, |map| {
        let [_, c] = map.rules[0].options().map(Clone::clone);
        map.rules[0] = Rule::Excludes(OptionId::new("b").unwrap(), c);
    });
    let changed = text.replace("Requires( // one\n\"a\"", "Excludes( // one\n\"b\"");
    assert_eq!(new, changed);
}

#[test]
fn an_entry_that_moves_takes_along_the_comments_before_its_comma() {
    let text = "(format: 1, title: \"x\", themes: {\"a\": (name: \"A\"), \"b\": (name: \"B\") /* one */\n\
                // two\n,})\n";
    let new = saved(text, |map| assert!(map.themes.move_index(1, 0).is_some()));
    let changed = "(format: 1, title: \"x\", themes: {\"b\": (name: \"B\") /* one */\n\
                   // two\n, \"a\": (name: \"A\"),})\n";
    assert_eq!(new, changed);
}

#[test]
fn a_comment_of_the_collection_stays_between_entries_that_move() {
    let text = "(format: 1, title: \"x\", themes: {\"a\": (name: \"A\"), \"b\": (name: \"B\"),\n\n\
                // of all\n\n\"c\": (name: \"C\"), \"d\": (name: \"D\")})\n";
    let new = saved(text, |map| map.themes = map.themes.clone().into_iter().rev().collect());
    assert_eq!(comments(&new), ["// of all"], "{new}");
}

#[test]
fn equal_tags_come_back_with_their_own_comments() {
    let text = "(format: 1, title: \"x\", partners: {\"p\": (name: \"P\", tags: [\n\
                \"x\",\n// one\n\"x\",\n\"y\",\n])})\n";
    let (mut document, both) = Document::open(text.as_bytes().to_vec()).expect("a good map");
    let mut map = both.clone();
    map.partners["p"].tags.retain(|tag| &**tag == "y");
    save(&mut document, &map).expect("a text for the map");
    map.partners["p"].tags.clone_from(&both.partners["p"].tags);
    map.heading.title = Text::cleaned("z");
    save(&mut document, &map).expect("a text for the map");
    assert_eq!(document.text(), text.replace("\"x\", partners", "\"z\", partners"));
    save(&mut document, &both).expect("a text for the map");
    assert_eq!(document.text(), text);
}

#[test]
fn a_map_as_it_was_before_does_not_lose_a_comment_that_came_back_since() {
    let text = "// one\n(format: 1, title: \"x\", partners: {\n\
                \"p\": (name: \"P\",\n// one\nculture: (notes: \"slow\")),\n})\n";
    let (mut document, slow) = Document::open(text.as_bytes().to_vec()).expect("a good map");
    let with = |notes: &str| {
        let mut map = slow.clone();
        let culture = Culture { notes: Text::cleaned(notes), ..Culture::default() };
        map.partners["p"].culture = Private::new(culture);
        map
    };
    let (none, quick) = (with(""), with("quick"));
    for (map, times) in [(&none, 1), (&quick, 1), (&slow, 2), (&quick, 2)] {
        save(&mut document, map).expect("a text for the map");
        assert_eq!(document.text().matches("// one").count(), times, "{}", document.text());
    }
    save(&mut document, &slow).expect("a text for the map");
    assert_eq!(document.text(), text);
}

#[test]
fn comments_are_kept_where_nothing_is_deleted() {
    let text = include_str!("../../tests/data/contract.ron");
    let new = saved(text, |map| {
        for partner in map.partners.values_mut() {
            partner.under_heard = true;
            partner.influence = None;
        }
    });
    assert_eq!(comments(&new), comments(text));
}
