//! The Options screen, drawn on the example map and on random ones.

use proptest::prelude::*;

use super::super::samples::{self, drawn, drawn_with};
use super::super::theme::Look;
use crate::app::{App, Screen, TableRow, Target};
use crate::model::{Curtain, Entries, IssueId, Map, OptionId, OptionPlace, PartnerId};

fn riverside(size: (u16, u16)) -> App {
    samples::session(samples::RIVERSIDE, size, Screen::Options)
}

fn place(issue: &str, option: &str) -> OptionPlace {
    OptionPlace { issue: IssueId::new(issue).unwrap(), option: OptionId::new(option).unwrap() }
}

fn choose(app: &mut App, option: OptionPlace, partner: &str) {
    app.view.row = Some(TableRow::Option(option));
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
    app.view.row = app.map().options().last().map(|(place, _)| TableRow::Option(place));
    let text = drawn(&app);
    assert!(text.contains("▸ A commissioner"), "{text}");
    assert!(text.contains("Who watches over it"), "{text}");
}

#[test]
fn headings_of_scrolled_columns_are_whole_and_keep_their_row() {
    for size in [(80, 24), (118, 34)] {
        let mut app = riverside(size);
        let mut painter = crate::ui::Painter::new(Look::default());
        let ids: Vec<PartnerId> = app.map().partners.keys().cloned().collect();
        for id in ids.iter().chain(ids.iter().rev()) {
            app.select(id.clone());
            let area = ratatui::layout::Rect::new(0, 0, size.0, size.1);
            let mut buffer = ratatui::buffer::Buffer::empty(area);
            painter.draw(&app, &mut buffer);
            let head: String = buffer
                .content
                .iter()
                .take(usize::from(size.0) * 6)
                .map(ratatui::buffer::Cell::symbol)
                .collect();
            let name = app.map().partners[id].short_name();
            assert!(head.contains(&format!(" {name} ")), "{name} in {head}");
            assert!(!head.contains("for←"), "{head}");
        }
    }
}

#[test]
fn an_issue_without_options_and_the_cell_of_an_issue_can_be_reached() {
    let mut app = riverside((80, 24));
    app.view.row = Some(TableRow::Issue(IssueId::new("site").unwrap()));
    let text = drawn(&app);
    assert!(text.contains("needs an answer: one of them is chosen"), "{text}");
    let mut map = app.map().clone();
    map.issues.values_mut().for_each(|issue| issue.options = Entries::new());
    map.rules.clear();
    let text = drawn(&samples::on(map, (80, 24), Screen::Options));
    assert!(text.contains("no options yet: a adds one"), "{text}");
}

#[test]
fn the_cursor_on_an_issue_covers_no_word() {
    let mut app = riverside((80, 24));
    app.view.row = Some(TableRow::Issue(IssueId::new("site").unwrap()));
    let heading =
        |app: &App| drawn(app).lines().nth(3).unwrap().trim_matches(['│', ' ']).to_owned();
    let name = "Where the emergency department stands";
    app.view.selected = Some(PartnerId::new("nurses").unwrap());
    assert_eq!(heading(&app), format!("{name}  needs an answer"));
    // the first column of a partner begins where the words would stand
    app.view.selected = Some(PartnerId::new("riverside").unwrap());
    assert_eq!(heading(&app), name);
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
    assert_eq!(drawn.at(10, line), Target::TableCell(2, None));
    assert_eq!(drawn.at(62, line), Target::TableCell(2, Some(0)));
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
