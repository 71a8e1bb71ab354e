//! What saving an edit does to a text, shown line by line.

#![expect(clippy::expect_used, reason = "a test stops at what it didn't expect")]

use zopa::format::Document;
use zopa::model::{
    Content, Criterion, CriterionId, Decimal, Entries, Evidence, Level, Map, OptionId, Partner,
    PartnerId, Private, Rated, Rule, Side, Stance, Text, Theme, ThemeId, Weight,
};

const TEXT: &str = include_str!("../data/riders.ron");

fn text(words: &str) -> Text {
    Text::cleaned(words)
}

fn partner<'m>(map: &'m mut Map, id: &str) -> &'m mut Partner {
    map.partners.get_mut(id).expect("a partner of the map")
}

fn level(number: i64) -> Level {
    Level::clamped(Decimal::from_billionths(number * Decimal::ONE))
}

/// The lines that saving an edit takes out of a text and puts in.
fn changed_in(old: &str, edit: impl FnOnce(&mut Map)) -> String {
    let (mut document, before) = Document::open(old.as_bytes().to_vec()).expect("a good map");
    let mut map = before.clone();
    edit(&mut map);
    let patched = document.patched(&map).expect("a text for the map");
    let new = String::from_utf8(patched.bytes().to_vec()).expect("text");
    document.accept(patched);
    let back = document.patched(&before).expect("a text for the map");
    assert!(back.bytes() == old.as_bytes(), "undoing gives other bytes");
    difference(old, &new)
}

fn changed(edit: impl FnOnce(&mut Map)) -> String {
    changed_in(TEXT, edit)
}

/// A plain difference by lines: the longest common subsequence.
fn difference(old: &str, new: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) = (old.split('\n').collect(), new.split('\n').collect());
    let mut table = vec![vec![0_usize; new.len() + 1]; old.len() + 1];
    for (i, one) in old.iter().enumerate().rev() {
        for (j, other) in new.iter().enumerate().rev() {
            table[i][j] = if one == other {
                table[i + 1][j + 1] + 1
            } else {
                table[i + 1][j].max(table[i][j + 1])
            };
        }
    }
    let (mut i, mut j, mut lines) = (0, 0, Vec::new());
    while i < old.len() || j < new.len() {
        if i < old.len() && j < new.len() && old[i] == new[j] {
            (i, j) = (i + 1, j + 1);
        } else if i < old.len() && (j == new.len() || table[i + 1][j] >= table[i][j + 1]) {
            lines.push(format!("{:>3} - {}", i + 1, old[i]));
            i += 1;
        } else {
            lines.push(format!("{:>3} + {}", i + 1, new[j]));
            j += 1;
        }
    }
    lines.join("\n")
}

#[test]
fn a_changed_value_changes_its_own_bytes() {
    insta::assert_snapshot!(changed(|map| {
        partner(map, "ministry").influence = Some(Rated::bare(level(6)));
        partner(map, "union").name = text("Union of \"all\" nurses\nand midwives");
        map.heading.purpose = text("Something else");
    }));
}

#[test]
fn a_new_field_comes_where_it_belongs() {
    insta::assert_snapshot!(changed(|map| {
        partner(map, "ministry").short = text("MoH");
        partner(map, "ministry").wanted = Private::new(Some(Stance::Supportive));
        partner(map, "union").side = Side::Inside;
        partner(map, "union").private_notes = Private::new(text("Ask first"));
        map.heading.situation = text("Two hospitals");
    }));
}

#[test]
fn a_new_entry_comes_at_the_end_with_the_comma_of_the_line_above() {
    insta::assert_snapshot!(changed(|map| {
        let id = PartnerId::new("mayor").expect("a good id");
        let mut mayor = Partner::named(text("Mayor of Hillcrest"));
        mayor.interest = Some(Rated { evidence: Some(Evidence::Guess), ..Rated::bare(level(3)) });
        map.partners.insert(id, mayor);
        let id = ThemeId::new("jobs").expect("a good id");
        map.themes.insert(id, Theme { name: text("Jobs"), unit: text("posts") });
        let id = CriterionId::new("pay").expect("a good id");
        let mut pay = Content::of(text("The night shift is paid"));
        pay.weight = Weight::clamped(5);
        partner(map, "union").success.insert(id, Criterion::new(pay));
    }));
}

#[test]
fn a_removed_entry_takes_its_own_comments_along() {
    insta::assert_snapshot!(changed(|map| {
        map.partners.remove("union");
        map.relations.clear();
        map.issues.values_mut().for_each(|issue| {
            issue.options.values_mut().for_each(|option| drop(option.on.remove("union")));
        });
    }));
}

#[test]
fn a_collection_that_has_become_empty_goes() {
    insta::assert_snapshot!(changed(|map| {
        map.rules.clear();
        partner(map, "ministry").tags.clear();
        partner(map, "ministry").success = Entries::new();
        partner(map, "union").success = Entries::new();
        map.issues.values_mut().for_each(|issue| {
            issue.options.values_mut().for_each(|option| option.on = Entries::new());
        });
    }));
}

#[test]
fn entries_change_places_with_their_comments() {
    insta::assert_snapshot!(changed(|map| {
        map.partners.move_index(1, 0);
        map.themes.move_index(0, 1);
    }));
}

#[test]
fn lists_change_element_by_element() {
    insta::assert_snapshot!(changed(|map| {
        let option = |id: &str| OptionId::new(id).expect("a good id");
        map.rules[0] = Rule::Excludes(option("riverside"), option("shuttle"));
        partner(map, "ministry").tags.push(text("money"));
        partner(map, "ministry").tags[0] = text("state");
    }));
}

#[test]
fn line_ends_and_indentation_stay_as_they_are() {
    let foreign = TEXT.replace("    ", "\t").replace('\n', "\r\n");
    let shown = changed_in(&foreign, |map| {
        map.partners.insert(
            PartnerId::new("mayor").expect("a good id"),
            Partner {
                interest: Some(Rated { evidence: Some(Evidence::Guess), ..Rated::bare(level(3)) }),
                private_notes: Private::new(text(
                    "A long note, so that all of it doesn't fit on one line of this file",
                )),
                ..Partner::named(text("Mayor of Hillcrest"))
            },
        );
    });
    insta::assert_snapshot!(shown.replace('\t', "→").replace('\r', "←"));
}

#[test]
fn a_map_on_one_line_is_broken_up_when_it_grows() {
    let new = changed_in("(format: 1, title: \"Small\")\n", |map| {
        let id = PartnerId::new("mayor").expect("a good id");
        map.partners.insert(
            id,
            Partner { side: Side::Us, short: text("M"), ..Partner::named(text("Mayor")) },
        );
        map.heading.serves =
            text("A text that makes the line longer than a line of a map is to be");
    });
    insta::assert_snapshot!(new);
}

#[test]
fn what_was_taken_out_comes_back_as_it_was_between_other_edits() {
    let (mut document, first) = Document::open(TEXT.as_bytes().to_vec()).expect("a good map");
    let mut map = first.clone();
    map.heading.purpose = text("Changed and not undone");
    let mut less = map.clone();
    less.partners.remove("ministry");
    less.relations.clear();
    partner(&mut less, "union").success = Entries::new();
    less.issues.values_mut().for_each(|issue| {
        issue.options.values_mut().for_each(|option| option.on = Entries::new());
    });
    let patched = document.patched(&less).expect("a text for the map");
    document.accept(patched);
    let patched = document.patched(&map).expect("a text for the map");
    let new = String::from_utf8(patched.bytes().to_vec()).expect("text");
    insta::assert_snapshot!(difference(TEXT, &new));
}

#[test]
fn what_comes_back_stays_before_what_is_new() {
    let (mut document, first) = Document::open(TEXT.as_bytes().to_vec()).expect("a good map");
    let mut less = first.clone();
    less.relations.clear();
    less.partners.remove("union");
    less.issues.values_mut().for_each(|issue| {
        issue.options.values_mut().for_each(|option| option.on = Entries::new());
    });
    let patched = document.patched(&less).expect("a text for the map");
    document.accept(patched);
    let mut more = first;
    let mayor = PartnerId::new("mayor").expect("a good id");
    more.partners.insert(mayor, Partner::named(text("Mayor")));
    let patched = document.patched(&more).expect("a text for the map");
    let saved = zopa::format::read(patched.bytes()).expect("a good map");
    let order: Vec<&str> = saved.partners.keys().map(PartnerId::as_str).collect();
    assert_eq!(order, ["ministry", "union", "mayor"]);
}

#[test]
fn a_number_comes_back_as_it_was_written() {
    let (mut document, first) = Document::open(TEXT.as_bytes().to_vec()).expect("a good map");
    let mut map = first.clone();
    map.heading.purpose = text("Changed and not undone");
    let interest = partner(&mut map, "ministry").interest.replace(Rated::bare(level(3)));
    let patched = document.patched(&map).expect("a text for the map");
    document.accept(patched);
    partner(&mut map, "ministry").interest = interest;
    let patched = document.patched(&map).expect("a text for the map");
    let new = String::from_utf8(patched.bytes().to_vec()).expect("text");
    assert!(new.contains("interest: 7.0, // as they said in March"));
    assert_eq!(difference(TEXT, &new).lines().count(), 2);
}

#[test]
fn a_byte_order_mark_stays() {
    let marked = format!("\u{feff}{TEXT}");
    let (document, mut map) = Document::open(marked.into_bytes()).expect("a good map");
    map.heading.purpose = text("Changed");
    let patched = document.patched(&map).expect("a text for the map");
    let new = String::from_utf8(patched.bytes().to_vec()).expect("text");
    let plain = new.strip_prefix('\u{feff}').expect("the mark");
    assert_eq!(difference(TEXT, plain).lines().count(), 2);
    assert_eq!(document.text(), TEXT);
}
