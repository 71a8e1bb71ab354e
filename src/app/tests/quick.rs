//! Quick entry: one line in the prompt, several on the page, and what is pasted.

use proptest::prelude::*;

use super::*;
use crate::model::samples::any_map;

const LINES: &str = "- Port authority (PA) 6 8: No closed berth; Lower fees #harbor\n\n\
                     mayor of  HILLCREST 1 1\n- Ferries 3 -\nport AUTHORITY\n";

fn names(session: &Session) -> Vec<String> {
    session.app.map().partners.values().map(|partner| partner.name.to_string()).collect()
}

#[test]
fn one_line_in_the_prompt_gives_name_place_success_and_tags() {
    let mut session = Session::new();
    session.keys("a").types("Port authority (PA) 6 8: No closed berth; Lower fees #harbor");
    session.keys("enter");
    let port = session.selected();
    assert_eq!((&*port.name, &*port.short, &*port.tags[0]), ("Port authority", "PA", "harbor"));
    let says: Vec<&str> = port.success.values().map(|line| &*line.inner().says).collect();
    assert_eq!(says, ["No closed berth", "Lower fees"]);
    assert_eq!(session.place(), "6 8");
    assert_eq!(session.steps(), ["add Port authority"]);
    session.keys("u");
    assert_eq!(*session.app.map(), sample());
}

#[test]
fn a_line_that_can_not_be_meant_leaves_the_prompt_open() {
    let mut session = Session::new();
    session.keys("a").types("Port 6 11").keys("enter");
    assert_eq!(session.overlay(), "prompt");
    assert!(session.status().starts_with("refused: 11 is off the scale from 0 to 10: end with"));
    session.keys("backspace").keys("enter");
    assert_eq!(session.place(), "6 1");
}

#[test]
fn a_second_partner_of_a_name_is_added_by_the_prompt_and_said() {
    let mut session = Session::new();
    session.keys("a").types("Local press").keys("enter");
    assert_eq!(names(&session).len(), 5);
    assert_eq!(session.status(), "Added; another partner has this name too. u takes it back");
}

#[test]
fn lines_pasted_on_a_screen_open_the_page_and_escape_and_enter_add_them_in_one_step() {
    let mut session = Session::new();
    session.send(Msg::Paste(LINES.into()));
    assert_eq!(session.overlay(), "page");
    session.keys("esc");
    let Some(Overlay::Picker(question)) = session.app.overlays.last() else { panic!("a question") };
    assert_eq!(question.title, "Add 2 partners?");
    assert_eq!(question.rows[0].detail, "2 are there already and left out");
    session.keys("enter");
    assert_eq!(session.overlay(), "none");
    assert_eq!(session.status(), "Done: add 2 partners. u undoes it");
    assert_eq!(names(&session)[4..], ["Port authority", "Ferries"]);
    assert_eq!(session.selected().name, "Port authority");
    session.keys("u");
    assert_eq!(*session.app.map(), sample());
}

#[test]
fn the_page_is_written_on_and_control_s_adds_and_saves() {
    let mut session = Session::new();
    session.keys("1 A").types("Ferries 3 4").keys("enter").types("Cranes: More ships");
    session.keys("ctrl-s");
    assert_eq!(session.overlay(), "none");
    assert_eq!(names(&session)[4..], ["Ferries", "Cranes"]);
    let saved = Effect::Save(Saving { to: None, existing: Existing::Ask, then: Then::Stay });
    assert_eq!(session.effects(), [saved]);
}

#[test]
fn a_line_to_mend_gets_the_cursor_and_nobody_is_added() {
    let mut session = Session::new();
    session.send(Msg::Paste("Ferries\nPharmacy 24/7\nCranes".into())).keys("ctrl-s");
    assert!(
        session.status().starts_with("refused: Line 2: 24 is off the scale from 0 to 10: end"),
        "{}",
        session.status()
    );
    assert_eq!((session.overlay(), names(&session).len()), ("page", 4));
    session.keys("esc").keys("enter").keys("end").types(" - -").keys("esc enter");
    assert_eq!(names(&session)[4..], ["Ferries", "Pharmacy 24/7", "Cranes"]);
}

#[test]
fn escape_leaves_an_empty_page_and_asks_before_lines_are_thrown_away() {
    let mut session = Session::new();
    session.keys("A esc");
    assert_eq!(session.overlay(), "none");
    session.keys("A").types("Ferries").keys("esc down enter");
    assert_eq!(session.overlay(), "page", "go on writing");
    session.keys("esc down down enter");
    assert_eq!(session.overlay(), "none", "thrown away");
    session.keys("A").types("Local Press").keys("esc");
    let Some(Overlay::Picker(question)) = session.app.overlays.last() else { panic!("a question") };
    assert_eq!(question.title, "None of these partners is new");
    assert_eq!(*session.app.map(), sample());
}

#[test]
fn lines_pasted_into_the_prompt_go_on_after_what_was_typed() {
    let mut session = Session::new();
    session.keys("a").types("Port ").send(Msg::Paste("authority\r\nFerries\r\n".into()));
    assert_eq!(session.overlay(), "page");
    session.keys("esc enter");
    assert_eq!(names(&session)[4..], ["Port authority", "Ferries"]);
}

#[test]
fn lines_survive_a_curtain_that_is_drawn_over_them() {
    let mut session = Session::new();
    session.keys("A").types("Ferries").keys("f9");
    assert_eq!(session.overlay(), "none");
    session.keys("2 c").types(" 3 4").keys("esc enter");
    assert_eq!((&*session.selected().name, session.place()), ("Ferries", "3 4".into()));
}

#[test]
fn a_press_on_what_a_line_becomes_goes_to_the_line() {
    let mut session = Session::new();
    session.send(Msg::Paste("one\n\ntwo\nthree".into()));
    session
        .send(Msg::Press(Target::OverlayRow(1), Clicks::Single))
        .types("Ward ")
        .keys("esc enter");
    assert_eq!(names(&session)[4..], ["one", "Ward two", "three"]);
}

#[test]
fn three_hundred_lines_are_one_step() {
    let lines: Vec<String> =
        (0..300).map(|n| format!("{n}. Partner {n}th 3 4: Peace {n}")).collect();
    let mut session = Session::new();
    session.send(Msg::Paste(lines.join("\n"))).keys("esc enter");
    assert_eq!((names(&session).len(), session.steps()), (304, vec!["add 300 partners".into()]));
    session.keys("u");
    assert_eq!(*session.app.map(), sample());
}

#[test]
fn a_map_to_look_at_takes_no_lines() {
    let opening = Opening { permission: Permission::ReadOnly, ..Opening::default() };
    let mut session = Session::of(sample(), opening);
    session.send(Msg::Paste("one\ntwo".into()));
    assert!(session.status().starts_with("refused: This map is open for reading only"));
    assert_eq!(session.overlay(), "none");
}

#[test]
fn plus_and_minus_move_a_partner_up_and_down_the_grid() {
    let mut session = Session::new();
    session.keys("2 + -").keys("-");
    assert_eq!(session.place(), "7 8");
    session.app.now = Moment(0);
    for key in ["+", "+"] {
        update(&mut session.app, Msg::Key(key.parse().unwrap()), Moment(100_000));
    }
    assert_eq!((session.place(), session.steps().len()), ("7 10".into(), 4), "two are one step");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn what_is_previewed_is_what_is_added(map in any_map(), text in "([ab水(:;#\\t/\\-] ?|7 ?|\\n|[a-z]{1,3} ){0,60}") {
        let mut session = Session::of(map.clone(), Opening::default());
        session.keys("1 A").send(Msg::Paste(text.clone()));
        let Some(Overlay::Quick(page)) = session.app.overlays.last() else {
            return Err(TestCaseError::fail("no page"));
        };
        let has_fault = page.fault().is_some();
        let wanted: Vec<Partner> = page.sketches().map(Sketch::partner).collect();
        session.keys("ctrl-s");
        let after = session.app.map();
        if has_fault {
            prop_assert_eq!(after, &map);
        } else {
            let added: Vec<Partner> = after.partners.values().skip(map.partners.len()).cloned().collect();
            prop_assert_eq!(added, wanted);
        }
        while session.app.undo().is_ok() {}
        prop_assert_eq!(session.app.map(), &map);
    }
}
