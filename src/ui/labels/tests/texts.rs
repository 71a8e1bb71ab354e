//! Names, abbreviations, keys, projection and the smallest planes, by hand.

use unicode_segmentation::UnicodeSegmentation;

use super::super::{
    place,
    text::{Names, Texts, clean, reading},
};
use super::*;

/// The texts that the first of these names can be written as.
fn forms(names: &[&str]) -> Vec<String> {
    let partners: Vec<Partner> = names.iter().map(|name| partner(name, 0, 0)).collect();
    let wanted: Vec<usize> = (0..names.len()).collect();
    let texts = Texts::of(&marks(&partners), &wanted);
    texts.forms(0).iter().map(|text| text.written.clone()).collect()
}

#[test]
fn shared_words_shrink_and_the_one_that_differs_stays() {
    let names = [
        "Residents' association of Northgate",
        "Residents' association of Riverside",
        "Residents' association of Old Town",
        "Northgate General Hospital",
    ];
    assert_eq!(forms(&names), [names[0], "Res. assoc. Northgate", "Res. Northgate", "…Northgate"]);
}

#[test]
fn a_cut_comes_after_a_word_where_it_can() {
    assert_eq!(
        forms(&["Environmental Protection Agency", "Port"]),
        [
            "Environmental Protection Agency",
            "Environmental Prot. Agency",
            "Environmental…",
            "Environme…"
        ]
    );
}

#[test]
fn what_only_one_name_has_is_not_left_out_unseen() {
    // "Clean Air" alone would be another name; "Faculty" alone too.
    assert_eq!(
        forms(&["Clean Air Coalition", "Port"]),
        ["Clean Air Coalition", "Clean Air Coal.", "Clean Air…"]
    );
    let names = ["State University, Faculty of Engineering", "University of Medicine"];
    assert!(forms(&names).iter().all(|form| !form.starts_with("State Faculty")));
}

#[test]
fn a_short_name_is_used_unless_two_have_it() {
    let mut partners = vec![partner("Ministry of Health", 0, 0), partner("Moth House", 0, 0)];
    partners[0].short = "MoH".into();
    let first = |partners: &[Partner]| {
        Texts::of(&marks(partners), &[0, 1]).forms(0).iter().any(|text| text.written == "MoH")
    };
    assert!(first(&partners));
    partners[1].short = "MoH".into();
    assert!(!first(&partners));
}

#[test]
fn partners_of_one_name_are_numbered() {
    assert_eq!(forms(&["Council", "Port", "Council"])[0], "Council ·1");
    // "Council ·1" is taken by somebody who is really called that.
    assert_eq!(forms(&["Council", "Council ·1", "Council"])[0], "Council ·2");
    // A space without width and two ways to write an accent don't make a difference to see.
    assert_eq!(forms(&["Council", "Coun\u{200b}cil"])[0], "Council ·1");
    assert_eq!(forms(&["Caf\u{e9}", "Cafe\u{301}"])[0], "Caf\u{e9} ·1");
}

#[test]
fn wide_names_are_cut_between_characters() {
    let forms = forms(&["部門市民会議部門市民", "港"]);
    // 20 cells; 6 characters of 2 cells and the ellipsis are 13; 4 and the ellipsis are 9.
    assert_eq!(forms, ["部門市民会議部門市民", "部門市民会議…", "部門市民…"]);
}

#[test]
fn a_name_of_nothing_visible_is_called_so() {
    assert_eq!(forms(&["\u{301}\n", "Port"]), ["no name"]);
}

#[test]
fn levels_project_from_the_first_to_the_last_cell() {
    let point = 1_000_000_000;
    assert_eq!([0, 5, 10].map(|level| project(level * point, 11)), [0, 5, 10]);
    assert_eq!([0, 5, 10].map(|level| project(level * point, 120)), [0, 60, 119]);
    // 7.4 of 10 over 2 cells is 0.74, which rounds to the last.
    assert_eq!(project(7_400_000_000, 2), 1);
    assert_eq!(
        [project(-1, 9), project(11 * point, 9), project(point, 1), project(point, 0)],
        [0, 8, 0, 0]
    );
}

#[test]
fn a_plane_of_one_cell_shows_the_one_or_the_count() {
    let plane = plane(1, 1);
    let one = [partner("Port", 0, 0)];
    let layout = place(&plane, &marks(&one), None);
    assert_eq!(paint(&plane, &layout), "a");
    assert_eq!(layout.legend, [("a".to_string(), 0)]);
    let three = [partner("Port", 0, 0), partner("Mayor", 3, 9), partner("Union", 0, 0)];
    assert_eq!(paint(&plane, &place(&plane, &marks(&three), None)), "3");
    assert_eq!(paint(&plane, &place(&plane, &[], None)), "");
}

#[test]
fn a_key_stands_beside_its_marker_where_it_can() {
    let reserved = vec![Area { column: 3, row: 0, width: 16 }];
    let plane = Plane { reserved, ..plane(20, 1) };
    let partners = [partner("Port", 0, 0), partner("Mayor", 19, 0)];
    let layout = place(&plane, &marks(&partners), None);
    assert_eq!(paint(&plane, &layout), "●a ▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒b");
    assert_eq!(layout.legend, [("a".to_string(), 0), ("b".to_string(), 1)]);
}

#[test]
fn a_legend_that_is_too_short_keeps_a_row_to_say_so() {
    let legend: Vec<(String, usize)> = ('a'..='e').map(String::from).zip(0..).collect();
    let layout = Layout { legend, ..Layout::default() };
    assert_eq!(layout.legend_in(5).1, 0);
    let (shown, more) = layout.legend_in(3);
    assert_eq!((shown.len(), more), (2, 3));
    assert_eq!(layout.legend_in(0), (&[][..], 5));
}

#[test]
fn more_than_52_keys_have_two_characters() {
    // Three cells between markers: no room for any name, but for keys.
    let plane = plane(240, 12);
    let partners: Vec<Partner> =
        (0..60).map(|index| partner("Long enough that no form of it fits", index * 4, 0)).collect();
    let reserved = (1..12).map(|row| Area { column: 0, row, width: 240 }).collect();
    let plane = Plane { reserved, ..plane };
    let marks = marks(&partners);
    let layout = place(&plane, &marks, None);
    check(&plane, &marks, &layout);
    assert_eq!(layout.legend.len(), 60);
    assert_eq!(layout.legend[51].0, "Z");
    assert_eq!(layout.legend[52].0, "aa");
}

#[test]
fn a_marker_covers_a_reserved_text() {
    let reserved = vec![Area { column: 0, row: 0, width: 6 }, Area { column: 0, row: 2, width: 6 }];
    let plane = Plane { reserved, ..plane(20, 3) };
    let layout = place(&plane, &marks(&[partner("Port", 2, 0)]), None);
    assert_eq!(layout.covered, [0]);
}

#[test]
fn a_start_is_shared_where_another_name_begins_like_it() {
    let names = ["Port", "Port of Älv", "Port of A\u{308}lv", "Po", "Port", "水资源", "水利", ""];
    let partners: Vec<Partner> = names.iter().map(|name| partner(name, 0, 0)).collect();
    let marks = marks(&partners);
    let all = Names::of(&marks);
    let full: Vec<String> = (0..names.len()).map(|mark| all.full(mark)).collect();
    for (mark, own) in full.iter().enumerate() {
        let ends = own.grapheme_indices(true).map(|(at, grapheme)| at + grapheme.len());
        for start in ends.filter_map(|end| own.get(..end)) {
            let begins = |other: &usize| {
                reading(&clean(names[*other])).starts_with(&reading(start))
                    || names[*other].is_empty() && "no name".starts_with(start)
            };
            let shared =
                (0..names.len()).filter(|other| *other != mark).any(|other| begins(&other));
            assert_eq!(all.shares_start(mark, start), shared, "{start:?} of {own:?}");
        }
    }
}
