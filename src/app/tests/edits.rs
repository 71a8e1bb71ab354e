//! Partners are added, renamed, placed, moved and deleted; everything can be undone.

use super::*;
use crate::analysis::Answers;

#[test]
fn a_partner_is_added_under_its_name_and_selected() {
    let mut session = Session::new();
    session.keys("a").types("Regional university").keys("enter");
    assert_eq!(session.selected().name, "Regional university");
    assert_eq!(session.app.map().partners.len(), 5);
    assert_eq!(session.overlay(), "none");
    assert_eq!(session.steps(), ["add Regional university"]);
    session.keys("u");
    assert_eq!(session.status(), "Undid: add Regional university");
    assert_eq!(*session.app.map(), sample());
}

#[test]
fn a_partner_without_a_name_is_refused_and_the_prompt_stays() {
    let mut session = Session::new();
    session.keys("a space enter");
    assert_eq!(session.status(), "refused: A partner needs a name: type one, or Esc");
    assert_eq!(session.overlay(), "prompt");
    session.keys("esc");
    assert_eq!(session.overlay(), "none");
    assert_eq!(session.steps(), Vec::<String>::new());
}

#[test]
fn a_partner_is_renamed_and_keeps_its_id() {
    let mut session = Session::new();
    session.keys("r end").types(" and Care").keys("enter");
    assert_eq!(session.selected().name, "Ministry of Health and Care");
    assert_eq!(session.app.view.selected.as_ref().unwrap().as_str(), "ministry");
    assert_eq!(session.steps(), ["rename Ministry of Health"]);
    session.keys("r").types("The ministry").keys("enter");
    assert_eq!(session.selected().name, "The ministry", "what is typed replaces the old name");
}

#[test]
fn an_unchanged_answer_changes_nothing() {
    let mut session = Session::new();
    session.keys("r enter m enter");
    assert_eq!(session.steps(), Vec::<String>::new());
}

#[test]
fn a_known_level_stays_when_the_other_one_is_given() {
    let mut session = Session::new();
    session.keys("m").types("8 -").keys("enter");
    assert_eq!(session.place(), "none");
    session.keys("2 shift-up");
    assert_eq!(session.place(), "8 5", "the known one stays, the other starts in the middle");
}

#[test]
fn who_is_not_listed_is_not_changed() {
    let mut session = Session::new();
    session.keys("1 /").types("zzz").keys("enter D shift-up u");
    assert_eq!(session.steps(), Vec::<String>::new());
    session.keys("esc D");
    assert_eq!(session.steps().len(), 1);
}

#[test]
fn a_partner_is_placed_by_two_numbers() {
    let mut session = Session::new();
    session.keys("end m").types("7 9").keys("enter");
    assert_eq!(session.place(), "7 9");
    assert_eq!(session.status(), "Local press: interest 7, influence 9");
    session.keys("m").types(" 3").keys("enter");
    assert_eq!(
        session.status(),
        "refused: This is not a place: two numbers from 0 to 10, such as 7 9"
    );
    session.keys("ctrl-w ctrl-w ctrl-w backspace backspace enter");
    assert_eq!(session.place(), "none", "an empty answer takes the partner off the grid");
    assert_eq!(session.steps(), ["place Local press", "take Local press off the grid"]);
}

#[test]
fn nudges_within_a_second_are_one_step() {
    let mut session = Session::new();
    session.keys("2");
    let key: Key = "shift-down".parse().unwrap();
    for milliseconds in [0, 300, 600] {
        update(&mut session.app, Msg::Key(key), Moment(100_000 + milliseconds));
    }
    assert_eq!(session.place(), "7 6");
    assert_eq!(session.steps(), ["move Ministry of Health"]);
    session.keys("u");
    assert_eq!(session.place(), "7 9");
    session.keys("ctrl-r");
    assert_eq!(session.place(), "7 6");
    assert_eq!(session.status(), "Did again: move Ministry of Health");
}

#[test]
fn the_answers_are_those_of_the_map_after_each_step() {
    let mut session = Session::new();
    for key in "2 J u ctrl-r D u ctrl-r shift-left 4 down + u ctrl-r 2 K".split(' ') {
        session.keys(key);
        let anew = Answers::of(session.app.map());
        assert_eq!(session.app.answers().options(), anew.options(), "after {key}");
        assert_eq!(session.app.answers().coverage(), anew.coverage(), "after {key}");
    }
    assert_eq!(
        session.steps(),
        [
            "move Ministry of Health",
            "delete Ministry of Health (with 1 relation)",
            "move Nurses' union",
            "add an effect of At Hillcrest on a criterion of Nurses' union",
            "move Nurses' union",
        ]
    );
}

#[test]
fn nudges_stop_at_the_end_of_the_scale_and_say_so() {
    let mut session = Session::new();
    session.keys("2 K K");
    assert_eq!(session.place(), "7 10");
    assert_eq!(
        session.status(),
        "refused: Ministry of Health is already at the end of the scale: the scale goes from 0 to 10"
    );
}

#[test]
fn a_dragged_marker_is_one_step() {
    let mut session = Session::new();
    let at = |number: i64| Level::clamped(Decimal::from_billionths(number * Decimal::ONE));
    let id = PartnerId::new("union").unwrap();
    session.send(Msg::Drop(id.clone(), at(2), at(3)));
    let place = session.app.map().partners[&id].place().unwrap();
    assert_eq!(place, (at(2), at(3)));
    assert_eq!(session.steps(), ["move Nurses' union"]);
}

#[test]
fn a_deleted_partner_takes_its_references_along_and_undo_brings_all_back() {
    let mut session = Session::new();
    session.keys("down delete");
    assert_eq!(session.app.map().partners.len(), 3);
    assert!(session.app.map().relations.is_empty());
    let riverside = session.app.map().options().next().unwrap().1;
    assert!(riverside.on.is_empty());
    assert_eq!(session.selected().name, "Mayor of Hillcrest");
    assert!(
        session.status().starts_with("Done: delete Nurses' union (with "),
        "{}",
        session.status()
    );
    session.keys("u");
    assert_eq!(*session.app.map(), sample());
    session.keys("ctrl-r");
    assert_eq!(session.app.map().partners.len(), 3);
}

#[test]
fn the_last_partner_can_be_deleted_and_the_empty_map_still_works() {
    let mut session = Session::new();
    session.keys("D D D D");
    assert!(session.app.map().partners.is_empty());
    session.keys("D");
    assert_eq!(session.status(), "refused: No partner is selected: a adds a partner, / searches");
    session.keys("1 down ? n 2 shift-up m ? 3 down ? space enter 4 down ? enter esc esc");
    session.keys("2 u u u u");
    assert_eq!(*session.app.map(), sample());
}

#[test]
fn there_is_nothing_to_undo_at_first() {
    let mut session = Session::new();
    session.keys("u");
    assert_eq!(session.status(), "refused: There is nothing to undo: nothing was changed yet");
}

#[test]
fn weights_change_on_the_card_and_stop_at_their_ends() {
    let mut session = Session::new();
    session.keys("1 enter down down down + = -");
    let weight = |session: &Session| session.selected().success[0].inner().weight.get();
    assert_eq!(weight(&session), 4);
    session.keys("+ +");
    assert_eq!(weight(&session), 5);
    assert_eq!(session.status(), "refused: Weights go from 1 to 5: + and - change it");
    session.keys("x");
    assert_eq!(session.selected().success.len(), 1);
    assert!(session.status().starts_with("Done: "), "{}", session.status());
}

#[test]
fn nothing_can_be_edited_when_the_map_is_open_for_reading_only() {
    let opening = Opening { permission: Permission::ReadOnly, ..Opening::default() };
    let mut session = Session::of(sample(), Opening { size: (120, 40), ..opening });
    let refused = "refused: This map is open for reading only: \
                   start without --read-only, or save a copy with S";
    for key in ["a", "r", "D", "m", "shift-up", "n", "C", "N", "u", "ctrl-r"] {
        session.keys(key);
        assert_eq!(session.status(), refused, "{key}");
        assert_eq!(session.overlay(), "none", "{key}");
    }
    session.keys("1 enter enter");
    assert_eq!(session.status(), refused);
    let level = Level::clamped(Decimal::default());
    session.send(Msg::Drop(PartnerId::new("union").unwrap(), level, level));
    assert_eq!(session.status(), refused);
    assert_eq!(*session.app.map(), sample());
}

#[test]
fn undo_selects_the_partner_that_comes_back() {
    let mut session = Session::new();
    session.keys("down D home u");
    assert_eq!(session.selected().name, "Nurses' union");
    session.keys("home ctrl-r u");
    assert_eq!(session.selected().name, "Nurses' union");
}

#[test]
fn every_edit_says_what_was_done() {
    let mut session = Session::new();
    session.keys("r").types("!").keys("enter");
    assert_eq!(session.status(), "Done: rename Ministry of Health. u undoes it");
    session.keys("r enter");
    assert_eq!(session.status(), "", "nothing was changed");
}

#[test]
fn partners_are_duplicated_and_moved_in_the_list() {
    let mut session = Session::new();
    session.keys("1 d");
    let listed =
        |session: &Session| session.listed().iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(listed(&session)[..2], ["Ministry of Health", "Ministry of Health (copy)"]);
    session.keys("shift-down J");
    assert_eq!(listed(&session)[3], "Ministry of Health (copy)");
    session.keys("J");
    assert_eq!(listed(&session)[4], "Ministry of Health (copy)");
    session.keys("J");
    assert_eq!(
        session.status(),
        "refused: The partner stands at the end of the list already: ⇧↑ and ⇧↓ move it"
    );
    session.keys("u u u u");
    assert_eq!(*session.app.map(), sample());
    assert_eq!(listed(&session)[0], "Ministry of Health");
    session.keys("/ u n i enter K");
    assert_eq!(session.status(), "refused: Only some partners are listed: Esc lists all of them");
}
