//! The Overlap screen, drawn on the example map, on random maps and on large ones.

use proptest::prelude::*;

use super::super::samples::{self, drawn, drawn_with};
use super::super::theme::Look;
use super::matrix::Matrix;
use crate::app::{App, Screen, Target};
use crate::model::{Curtain, Entries, Map, Partner, PartnerId, Text};

fn riverside(size: (u16, u16)) -> App {
    samples::session(samples::RIVERSIDE, size, Screen::Overlap)
}

fn id(text: &str) -> PartnerId {
    PartnerId::new(text).unwrap()
}

fn choose(app: &mut App, row: &str, column: &str) {
    app.view.selected = Some(id(row));
    app.view.other = Some(id(column));
}

#[test]
fn partners_alike_stand_together_and_the_pair_is_told_beside_them() {
    let text = drawn(&riverside((118, 34)));
    let place = |name: &str| text.lines().position(|line| line.contains(name)).unwrap();
    assert_eq!(place("  Patients' council") + 1, place("  Ambulance service"));
    assert!(text.contains("Running cost: both want less"), "{text}");
}

#[test]
fn the_matrix_has_names_shades_and_a_legend_at_every_size() {
    insta::assert_snapshot!("overlap_118x34", drawn(&riverside((118, 34))));
    insta::assert_snapshot!("overlap_80x24", drawn(&riverside((80, 24))));
    insta::assert_snapshot!("overlap_40x12", drawn(&riverside((40, 12))));
}

#[test]
fn the_matrix_of_more_partners_than_a_screen_has_cells_is_measured() {
    let app = riverside((118, 34));
    for partners in [21_845, 32_767, 65_535, 70_000] {
        let matrix = Matrix::fitted(&app, &vec![0; partners], (118, 34));
        assert_eq!(matrix.width(), u16::MAX, "{partners}");
    }
}

#[test]
fn partners_marked_are_told_as_a_group_theme_by_theme() {
    let mut app = riverside((118, 34));
    app.view.group = ["nurses", "hillcrest", "mayor", "courier"].map(id).into_iter().collect();
    let text = drawn(&app);
    assert!(text.contains("What these 4 share"), "{text}");
    assert!(text.contains("●●● Secure posts: more"), "{text}");
    assert!(text.contains("among the 3 of 4"), "{text}");
    assert!(text.contains("✓ Nurses' union"), "{text}");
}

#[test]
fn a_pair_with_an_unknown_partner_has_nothing_to_compare() {
    let mut app = riverside((118, 34));
    choose(&mut app, "courier", "mayor");
    let text = drawn(&app);
    assert!(text.contains("? nothing to compare: The Valley"), "{text}");
}

#[test]
fn what_only_a_private_criterion_tells_is_not_named_behind_the_curtain() {
    let mut app = riverside((118, 34));
    choose(&mut app, "riverside", "hillcrest");
    assert!(drawn(&app).contains("Specialists under one roof"));
    app.curtain = Curtain::Drawn;
    let text = drawn(&app);
    assert!(!text.contains("Specialists under one roof"), "{text}");
    assert!(text.contains("private criteria count as well"), "{text}");
}

#[test]
fn the_mouse_finds_pairs_and_partners() {
    let app = riverside((118, 34));
    let (text, drawn) = drawn_with(&app, Look::default());
    let line = text.lines().position(|line| line.contains("  Mayor of Hillcrest")).unwrap();
    let line = u16::try_from(line).unwrap();
    assert_eq!(drawn.at(6, line), Target::Partner(id("mayor")));
    assert_eq!(drawn.at(27, line), Target::Pair(id("mayor"), id("hillcrest")));
}

#[test]
fn without_a_pair_the_screen_says_what_to_do() {
    let on = |map| drawn(&samples::on(map, (80, 24), Screen::Overlap));
    let mut map = Map::default();
    let text = on(map.clone());
    assert!(text.contains("No partners yet") && text.contains("a adds one"), "{text}");
    map.partners.insert(id("mayor"), Partner::named(Text::new("Mayor").unwrap()));
    let text = on(map);
    assert!(text.contains("Only one partner"), "{text}");
}

#[test]
fn without_themes_the_screen_says_what_is_missing() {
    let mut map = samples::example(samples::RIVERSIDE);
    for criterion in map.partners.values_mut().flat_map(|partner| partner.success.values_mut()) {
        criterion.inner_mut().theme = None;
    }
    for option in map.issues.values_mut().flat_map(|issue| issue.options.values_mut()) {
        option.effects = Entries::new();
    }
    let text = drawn(&samples::on(map, (118, 34), Screen::Overlap));
    assert!(text.contains("Give criteria a theme"), "{text}");
    assert!(text.contains("They could trade"), "{text}");
}

#[test]
fn of_a_thousand_partners_the_part_around_the_cursor_is_shown() {
    let mut map = Map::default();
    for at in 0..1000 {
        let name = Text::new(&format!("Number {at}")).unwrap();
        map.partners.insert(id(&format!("p{at}")), Partner::named(name));
    }
    let mut app = samples::on(map, (100, 30), Screen::Overlap);
    choose(&mut app, "p700", "p350");
    let text = drawn(&app);
    assert!(text.contains("Number 700") && !text.contains("Number 650"), "{text}");
    assert!(text.contains("of 1000"), "{text}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]
    #[test]
    fn any_map_can_be_drawn_at_any_size(app in samples::any_session(Screen::Overlap)) {
        samples::check(&app)?;
    }
}
