//! The Options screen, drawn on the example map and on random ones.

use proptest::prelude::*;

use super::super::samples::{self, drawn, drawn_with};
use super::super::theme::Look;
use crate::app::{App, Screen, Target};
use crate::model::{Curtain, IssueId, Map, OptionId, OptionPlace, PartnerId};

fn riverside(size: (u16, u16)) -> App {
    samples::session(samples::RIVERSIDE, size, Screen::Options)
}

fn place(issue: &str, option: &str) -> OptionPlace {
    OptionPlace { issue: IssueId::new(issue).unwrap(), option: OptionId::new(option).unwrap() }
}

fn choose(app: &mut App, option: OptionPlace, partner: &str) {
    app.view.option = Some(option);
    app.view.selected = Some(PartnerId::new(partner).unwrap());
}

#[test]
fn each_option_has_its_verdict_its_gains_and_the_reason_below() {
    insta::assert_snapshot!("options_118x34", drawn(&riverside((118, 34))));
    insta::assert_snapshot!("options_80x24", drawn(&riverside((80, 24))));
    insta::assert_snapshot!("options_40x12", drawn(&riverside((40, 12))));
}

#[test]
fn a_broken_red_line_is_told_with_whose_it_is() {
    let mut app = riverside((118, 34));
    choose(&mut app, place("second", "lease-out"), "nurses");
    let text = drawn(&app);
    assert!(text.contains("✗-0.8"), "{text}");
    assert!(
        text.contains("breaks red lines of Nurses' union, \"Nobody loses their post"),
        "{text}"
    );
}

#[test]
fn the_column_of_the_selected_partner_stays_in_sight() {
    let mut app = riverside((80, 24));
    assert!(!drawn(&app).contains("School"));
    choose(&mut app, place("site", "at-riverside"), "school");
    let text = drawn(&app);
    assert!(text.contains("School") && text.contains("why +"), "{text}");
}

#[test]
fn the_row_under_the_cursor_stays_in_sight_with_its_issue() {
    let mut app = riverside((80, 24));
    app.view.option = app.map().options().last().map(|(place, _)| place);
    let text = drawn(&app);
    assert!(text.contains("▸ A commissioner"), "{text}");
    assert!(text.contains("Who watches over it"), "{text}");
}

#[test]
fn an_unknown_partner_has_no_gain() {
    let mut app = riverside((118, 34));
    choose(&mut app, place("site", "at-riverside"), "courier");
    let text = drawn(&app);
    assert!(text.contains("what success means to The Valley Courier is not known"), "{text}");
}

#[test]
fn private_criteria_are_counted_but_not_told_behind_the_curtain() {
    let mut app = riverside((118, 34));
    choose(&mut app, place("site", "at-hillcrest"), "hillcrest");
    assert!(drawn(&app).contains("The bigger house"));
    app.curtain = Curtain::Drawn;
    let text = drawn(&app);
    assert!(!text.contains("The bigger house") && text.contains("a private criterion"), "{text}");
}

#[test]
fn the_mouse_finds_options_and_partners() {
    let (text, drawn) = drawn_with(&riverside((118, 34)), Look::default());
    let line = text.lines().position(|line| line.contains("At Hillcrest")).unwrap();
    let line = u16::try_from(line).unwrap();
    assert_eq!(drawn.at(10, line), Target::Option(place("site", "at-hillcrest")));
    assert!(matches!(drawn.at(62, 2), Target::Partner(_)));
}

#[test]
fn without_options_the_screen_says_what_they_are() {
    let text = drawn(&samples::on(Map::default(), (80, 24), Screen::Options));
    assert!(text.contains("No issues yet"), "{text}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]
    #[test]
    fn any_map_can_be_drawn_at_any_size(app in samples::any_session(Screen::Options)) {
        samples::check(&app)?;
    }
}
