//! The Packages screen, drawn on the example maps and on random ones.

use proptest::prelude::*;

use super::super::samples::{self, drawn, drawn_with, search};
use super::super::theme::{Look, Signs};
use crate::analysis::packages::{Progress, Stage, patiently};
use crate::app::{App, Done, Findings, Msg, PackageRow, Pane, Screen, Target, update};
use crate::edit::Moment;
use crate::model::{Curtain, Decimal, Map, Worth};

fn riverside(size: (u16, u16)) -> App {
    samples::session(samples::RIVERSIDE, size, Screen::Packages)
}

fn tramline(size: (u16, u16)) -> App {
    samples::session(samples::TRAMLINE, size, Screen::Packages)
}

fn keys(app: &mut App, keys: &str) {
    for key in keys.split_whitespace() {
        update(app, Msg::Key(key.parse().unwrap()), Moment(0));
        search(app);
    }
}

#[test]
fn the_solutions_and_who_gets_what_from_them() {
    insta::assert_snapshot!("packages_118x34", drawn(&riverside((118, 34))));
    insta::assert_snapshot!("packages_80x24", drawn(&riverside((80, 24))));
    insta::assert_snapshot!("packages_40x12", drawn(&riverside((40, 12))));
    insta::assert_snapshot!("packages_200x60", drawn(&riverside((200, 60))));
}

#[test]
fn where_nothing_is_acceptable_the_nearest_who_blocks_it_and_what_it_would_take() {
    insta::assert_snapshot!("no_zone_118x34", drawn(&tramline((118, 34))));
    let mut app = tramline((80, 24));
    insta::assert_snapshot!("no_zone_80x24", drawn(&app));
    keys(&mut app, "end");
    let text = drawn(&app);
    assert!(
        text.contains("│     walk-away lower by 0.3       │") && text.contains("7 to 8 of 8"),
        "{text}"
    );
    keys(&mut app, "tab");
    assert!(drawn(&app).contains("1 to 4 of 9"), "{text}");
}

#[test]
fn a_package_by_hand_tells_who_refuses_it_and_by_how_much() {
    let mut app = riverside((118, 34));
    keys(&mut app, "tab down right");
    insta::assert_snapshot!("by_hand_118x34", drawn(&app));
    keys(&mut app, "s tab down down down down");
    let text = drawn(&app);
    assert!(text.contains("0.7 short of their walk-away"), "{text}");
    assert!(text.contains("0.7 short"), "{text}");
    assert!(text.contains("1 settled for now"), "{text}");
}

#[test]
fn what_is_better_is_told_against_the_package_that_it_betters() {
    let mut app = riverside((118, 34));
    // the number and the nurse hurt nobody, so without them something is better
    keys(&mut app, "tab end up up enter end enter i esc");
    let text = drawn(&app);
    assert!(text.contains("Better 1          but One number"), "{text}");
    assert!(text.contains("Against the package that it betters, this gives"), "{text}");
}

#[test]
fn behind_the_curtain_nothing_tells_where_a_walk_away_is() {
    let mut app = tramline((118, 34));
    let open = drawn(&app);
    assert!(open.contains('┼') && open.contains("0.1 short") && open.contains("needs"), "{open}");
    assert!(drawn(&riverside((118, 34))).contains("walking away"));
    app.curtain = Curtain::Drawn;
    let text = drawn(&app);
    insta::assert_snapshot!("no_zone_curtain_118x34", text);
    for told in ["┼", " short", "needs", "by 0.1", "by 0.2", "walking away"] {
        assert!(!text.contains(told), "{told} in {text}");
    }
    assert!(text.contains("refuses"), "{text}");
}

#[test]
fn what_is_drawn_behind_the_curtain_depends_on_walk_aways_only_by_what_they_decide() {
    let draw = |tenths: i64, curtain: Curtain| {
        let mut map = crate::app::tests::sample();
        let worth = Worth::clamped(Decimal::from_billionths(tenths * Decimal::ONE / 10));
        // one package is left, and the ministry gains some 0.6 by it
        let walk_away = map.partners[0].walk_away.inner_mut().as_mut().unwrap();
        walk_away.gain = Some(worth);
        let mut app = samples::on(map, (118, 34), Screen::Packages);
        app.curtain = curtain;
        let panes = [Pane::Packages, Pane::Choices, Pane::Partners];
        panes.map(|pane| {
            app.view.packages.pane = pane;
            drawn(&app)
        })
    };
    assert_ne!(draw(1, Curtain::Open), draw(5, Curtain::Open));
    assert_eq!(draw(1, Curtain::Drawn), draw(5, Curtain::Drawn));
    assert_ne!(draw(1, Curtain::Drawn), draw(9, Curtain::Drawn), "nothing is acceptable any more");
}

#[test]
fn while_a_search_runs_it_is_told_how_far_it_is_and_what_is_there_already() {
    let mut app = samples::session(samples::RIVERSIDE, (80, 24), Screen::Options);
    update(&mut app, Msg::Key("5".parse().unwrap()), Moment(0));
    let text = drawn(&app);
    assert!(text.contains("20,736 packages") && text.contains("searching packages"), "{text}");
    let progress = Progress { stage: Stage::Solutions, steps: 40, limit: 100 };
    let number = app.search().number();
    update(&mut app, Msg::Done(Done::Searching(number, progress)), Moment(0));
    insta::assert_snapshot!("searching_80x24", drawn(&app));
    keys(&mut app, "1 5");
    assert!(drawn(&app).contains("proven"));
}

#[test]
fn where_there_is_little_room_it_is_still_told_that_something_is_not_proven() {
    let told = |is_proven: bool| {
        let mut app = samples::session(samples::RIVERSIDE, (40, 12), Screen::Options);
        update(&mut app, Msg::Key("5".parse().unwrap()), Moment(0));
        let (job, number) = (app.search().job().unwrap().clone(), app.search().number());
        let mut found = job.run(&mut patiently, &mut |_| {});
        let Findings::Solutions(answer, _) = &mut found else { unreachable!() };
        answer.top.is_proven = is_proven;
        update(&mut app, Msg::Done(Done::Searched(number, found)), Moment(0));
        drawn(&app)
    };
    assert!(!told(true).contains("proven"), "all is well");
    assert!(told(false).contains("not all proven"), "{}", told(false));
}

#[test]
fn where_there_is_little_room_the_part_that_has_the_keys_is_shown() {
    let mut app = riverside((40, 12));
    assert!(drawn(&app).contains("Largest sum"));
    keys(&mut app, "tab");
    assert!(drawn(&app).contains("At Riverside"));
    keys(&mut app, "tab");
    assert!(drawn(&app).contains("gets"));
}

#[test]
fn the_mouse_finds_packages_choices_and_partners() {
    let (text, drawn) = drawn_with(&riverside((118, 34)), Look::default());
    let line = |part: &str| {
        let line = text.lines().position(|line| line.contains(part)).unwrap();
        u16::try_from(line).unwrap()
    };
    assert_eq!(drawn.at(10, line("Egalitarian")), Target::PackageRow(1));
    assert_eq!(drawn.at(10, line("A doctor's car")), Target::Choice(3));
    assert!(matches!(drawn.at(70, line("Hillcrest")), Target::Partner(_)));
}

#[test]
fn in_letters_the_bars_can_still_be_told_from_the_scale() {
    let look = Look { signs: Signs::Ascii, ..Look::default() };
    let (text, _) = drawn_with(&tramline((118, 34)), look);
    assert!(text.contains("|===o") && text.contains('x'), "{text}");
}

#[test]
fn without_issues_or_known_partners_the_screen_says_what_to_do() {
    let text = drawn(&samples::on(Map::default(), (80, 24), Screen::Packages));
    insta::assert_snapshot!("nothing_80x24", text);
}

#[test]
fn an_issue_that_is_left_as_it_is_is_named_among_the_next_best() {
    let app = samples::session(samples::TEACHERS, (118, 34), Screen::Packages);
    let text = drawn(&app);
    assert!(text.contains("3rd by Nash       but The afternoons left a"), "{text}");
}

#[test]
fn rows_of_openings_are_no_packages_and_keep_the_nearest_in_sight() {
    let mut app = tramline((118, 34));
    keys(&mut app, "end");
    assert_eq!(app.package_row(), Some(PackageRow::Opening(4)));
    assert!(drawn(&app).contains("Choices: Nearest"));
    app.view.packages.pane = Pane::Partners;
    assert!(drawn(&app).contains("Nearest: who gets what"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]
    #[test]
    fn any_map_can_be_drawn_at_any_size(app in samples::any_session(Screen::Packages)) {
        samples::check(&app)?;
    }
}
