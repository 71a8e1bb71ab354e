//! Search, filter, palette, marks, and what the mouse does.

use super::*;

#[test]
fn search_narrows_while_typing_and_escape_takes_it_back() {
    let mut session = Session::new();
    session.keys("/").types("HILL");
    assert_eq!(session.listed(), ["Mayor of Hillcrest"]);
    assert_eq!(session.selected().name, "Mayor of Hillcrest");
    session.keys("esc");
    assert_eq!(session.listed().len(), 4);
    session.keys("/").types("job").keys("enter");
    assert_eq!(session.listed(), ["Nurses' union"]);
    session.keys("/").send(Msg::Paste(" zzz".into()));
    assert_eq!(session.listed(), Vec::<&str>::new());
    session.keys("enter");
    assert_eq!(session.overlay(), "none");
    session.keys("1 esc");
    assert_eq!(session.listed().len(), 4);
}

#[test]
fn in_a_search_the_arrows_go_through_those_found() {
    let mut session = Session::new();
    session.keys("/").types("h").keys("down enter");
    assert_eq!(session.selected().name, "Nurses' union");
    session.keys("a down").types("x").keys("up enter");
    assert_eq!(session.selected().name, "x", "in other prompts they do nothing");
}

#[test]
fn search_finds_nothing_that_is_private() {
    let mut session = Session::new();
    session.keys("/").types("planted");
    assert_eq!(session.listed(), Vec::<&str>::new());
}

#[test]
fn a_filter_lists_one_quadrant() {
    let mut session = Session::new();
    session.keys("f").types("manage").keys("enter");
    assert_eq!(session.listed(), ["Ministry of Health", "Mayor of Hillcrest"]);
    session.keys("f").types("not placed").keys("enter");
    assert_eq!(session.listed(), ["Local press"]);
    session.keys("f enter");
    assert_eq!(session.listed().len(), 4);
}

#[test]
fn the_palette_runs_a_command_by_its_words() {
    let mut session = Session::new();
    session.palette("go to options");
    assert_eq!(session.app.view.screen, Screen::Options);
    session.keys(":").types("no such thing").keys("enter");
    assert_eq!(session.status(), "refused: Nothing matches: Backspace takes a letter back");
    session.keys("esc : ").types("undo the last").keys("enter");
    assert!(session.status().starts_with("refused: There is nothing to undo"));
    assert_eq!(session.overlay(), "picker", "a refused row leaves the list open");
}

#[test]
fn the_palette_tells_first_what_does_something() {
    let mut session = Session::new();
    session.keys("5 :");
    let Some(Overlay::Picker(picker)) = session.app.overlays.last() else { panic!("no palette") };
    let at = |words: &str| picker.rows.iter().position(|row| row.label.starts_with(words)).unwrap();
    assert_eq!(at("Open it"), 0);
    assert!(at("Save") < at("Go to the row above"));
    assert!(at("Go to the row above") < at("Mark the partner"), "what works elsewhere comes last");
}

#[test]
fn the_palette_knows_what_works_elsewhere() {
    let mut session = Session::new();
    session.keys(":").types("mark partner of the row").keys("enter");
    assert_eq!(session.status(), "refused: works on Overlap: choose something else, or Esc");
}

#[test]
fn an_option_and_a_theme_mark_the_grid() {
    let mut session = Session::new();
    session.keys("o").types("hillcrest").keys("enter");
    let GridMode::Option(place) = &session.app.view.grid else { panic!("not by option") };
    assert_eq!(place.option.as_str(), "hillcrest");
    session.keys("]");
    let GridMode::Option(place) = &session.app.view.grid else { panic!("not by option") };
    assert_eq!(place.option.as_str(), "riverside");
    session.keys("t").types("cost less").keys("enter");
    let cost = GridMode::Theme(ThemeId::new("cost").unwrap(), Direction::Less);
    assert_eq!(session.app.view.grid, cost);
    session.keys("esc");
    assert_eq!(session.app.view.grid, GridMode::Partner);
    session.keys("4 down o");
    assert_eq!(session.app.view.screen, Screen::Grid);
    assert!(matches!(session.app.view.grid, GridMode::Option(_)));
}

#[test]
fn partners_are_marked_as_a_group_and_unmarked() {
    let mut session = Session::new();
    session.keys("3");
    assert!(matches!(session.effects().as_slice(), [Effect::Order(_)]));
    session.keys("space down down space");
    assert_eq!(session.app.view.group.len(), 2);
    session.keys("space");
    assert_eq!(session.app.view.group.len(), 1);
    session.keys("esc");
    assert!(session.app.view.group.is_empty());
}

#[test]
fn the_mouse_takes_a_row_of_a_list_and_a_press_beside_it_closes_it() {
    let mut session = Session::new();
    session.keys("f").send(Msg::Press(Target::OverlayRow(1), Clicks::Single));
    assert_eq!(session.listed(), ["Ministry of Health", "Mayor of Hillcrest"]);
    session.keys("f").send(Msg::Press(Target::Overlay, Clicks::Single));
    assert_eq!(session.overlay(), "picker");
    let partner = Target::Partner(PartnerId::new("press").unwrap());
    session.send(Msg::Press(partner, Clicks::Single));
    assert_eq!(session.overlay(), "none", "a press on the screen behind closes the list");
    assert_eq!(session.selected().name, "Ministry of Health", "and does nothing else");
    session.keys("N").types("x").send(Msg::Press(Target::Elsewhere, Clicks::Single));
    assert_eq!(session.overlay(), "none");
    assert_eq!(*session.selected().private_notes.inner(), *"PLANTED notesx");
}

#[test]
fn a_press_on_somebody_found_ends_the_search_and_keeps_the_list() {
    let mut session = Session::new();
    let mayor = Target::Partner(PartnerId::new("mayor").unwrap());
    session.keys("/").types("he").send(Msg::Press(mayor, Clicks::Single));
    assert_eq!(session.overlay(), "none");
    assert_eq!(session.selected().name, "Mayor of Hillcrest");
    assert_eq!(session.listed(), ["Ministry of Health", "Nurses' union", "Mayor of Hillcrest"]);
}

#[test]
fn help_begins_with_the_keys_of_the_screen_that_it_is_asked_for_on() {
    let first = |keys: &str| {
        let mut session = Session::new();
        session.keys(keys);
        let Some(Overlay::Help(help)) = session.app.overlays.pop() else { panic!("no help") };
        let Some(Passage::Heading(first)) = help.passages.into_iter().next() else { panic!() };
        first
    };
    assert_eq!(first("1 f1"), "Partners");
    assert_eq!(first("4 f1"), "Options");
    assert_eq!(first("5 f1"), "Packages");
    assert_eq!(first("f2 f1"), "Forms");
    assert_eq!(first("1 enter f1"), "Card");
    assert_eq!(first("1 N f1"), "Where something is written");
}

#[test]
fn the_wheel_scrolls_help_and_lists_and_never_closes_them() {
    let mut session = Session::new();
    session.keys("f1").send(Msg::Wheel(Target::Overlay, 3));
    let Some(Overlay::Help(help)) = session.app.overlays.last() else { panic!("no help") };
    assert_eq!(help.scroll, 3);
    session.keys("esc f").send(Msg::Wheel(Target::Overlay, 3));
    let Some(Overlay::Picker(picker)) = session.app.overlays.last() else { panic!("no list") };
    assert_eq!(picker.at, 1);
}

#[test]
fn the_card_moves_between_its_place_and_the_overlay_when_the_terminal_is_resized() {
    let mut session = Session::new();
    session.keys("1 enter").send(Msg::Resize(60, 20));
    assert_eq!(session.overlay(), "card");
    session.send(Msg::Resize(120, 40));
    assert_eq!((session.overlay(), session.app.view.focus), ("none", Focus::Card));
}
