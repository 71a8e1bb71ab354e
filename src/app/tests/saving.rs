//! Saving, saving elsewhere, what is in the way, and leaving.

use std::path::PathBuf;

use super::*;

fn saving(to: Option<&str>, existing: Existing, then: Then) -> Effect {
    Effect::Save(Saving { to: to.map(PathBuf::from), existing, then })
}

fn saved(session: &mut Session, then: Then) {
    let revision = session.app.history().revision();
    session.send(Msg::Done(Done::Saved { revision, path: "riverside.ron".into(), then }));
}

#[test]
fn a_map_is_saved_once_it_was_changed() {
    let mut session = Session::new();
    session.keys("ctrl-s");
    assert_eq!(session.status(), "Everything is saved");
    assert_eq!(session.effects(), []);
    session.keys("K ctrl-s");
    assert_eq!(session.effects(), [saving(None, Existing::Ask, Then::Stay)]);
    saved(&mut session, Then::Stay);
    assert_eq!(session.status(), "Saved to riverside.ron");
    assert!(session.app.history().is_saved());
    session.keys("u");
    assert!(!session.app.history().is_saved());
}

#[test]
fn a_saved_map_is_left_at_once_and_another_asks() {
    let mut session = Session::new();
    session.keys("q");
    assert_eq!(session.effects(), [Effect::Quit(0)]);
    session.keys("K q");
    assert_eq!(session.effects(), []);
    assert_eq!(session.overlay(), "picker");
    session.keys("esc");
    assert_eq!(session.overlay(), "none");
    session.keys("q down enter");
    assert_eq!((session.effects(), session.overlay()), (vec![], "none"), "stay");
    session.keys("q enter");
    assert_eq!(session.effects(), [saving(None, Existing::Ask, Then::Quit)]);
    saved(&mut session, Then::Quit);
    assert_eq!(session.effects(), [Effect::Quit(0)]);
    session.keys("K ctrl-c down down enter");
    assert_eq!(session.effects(), [Effect::Quit(0)], "without saving");
}

#[test]
fn what_is_edited_while_the_file_is_written_is_not_lost_by_leaving() {
    let mut session = Session::new();
    session.keys("K q enter");
    let revision = session.app.history().revision();
    session.keys("H");
    let path = "riverside.ron".into();
    session.effects();
    session.send(Msg::Done(Done::Saved { revision, path, then: Then::Quit }));
    assert_eq!(session.effects(), []);
    assert!(!session.app.history().is_saved());
}

#[test]
fn a_map_without_a_file_asks_for_one_and_then_leaves() {
    let mut session = Session::new();
    session.app.file.path = None;
    session.keys("K q enter");
    assert_eq!(session.overlay(), "prompt");
    session.types("valley").keys("enter");
    assert_eq!(session.effects(), [saving(Some("valley.ron"), Existing::Ask, Then::Quit)]);
}

#[test]
fn a_copy_gets_an_ending_and_a_file_in_the_way_is_asked_about() {
    let mut session = Session::new();
    session.keys("S ctrl-k ctrl-j").types("copy").keys("enter");
    assert_eq!(session.effects(), [saving(Some("copy.ron"), Existing::Ask, Then::Stay)]);
    let asked = Saving { to: Some("copy.ron".into()), existing: Existing::Ask, then: Then::Stay };
    let not_saved = |in_the_way| {
        let (message, hint) = ("There is a file copy.ron".to_owned(), "look".to_owned());
        Msg::Done(Done::NotSaved(NotSaved { message, hint, in_the_way }))
    };
    session.send(not_saved(Some(asked.clone())));
    assert_eq!(session.overlay(), "picker");
    session.keys("enter");
    assert_eq!((session.effects(), session.overlay()), (vec![], "none"), "left as it is");
    session.send(not_saved(Some(asked.clone()))).keys("down enter");
    assert_eq!(session.overlay(), "prompt", "another name");
    session.keys("esc").send(not_saved(Some(asked))).keys("down down enter");
    assert_eq!(session.effects(), [saving(Some("copy.ron"), Existing::Replace, Then::Stay)]);
    session.send(not_saved(None));
    assert_eq!(session.status(), "refused: There is a file copy.ron: look");
    assert!(!session.app.file.saving);
}

#[test]
fn a_read_only_map_can_be_copied_but_not_overwritten() {
    let opening = Opening { permission: Permission::ReadOnly, ..Opening::default() };
    let mut session = Session::of(sample(), opening);
    session.keys("ctrl-s");
    assert!(session.status().starts_with("refused: This map is open for reading only"));
    session.keys("S enter");
    assert!(session.status().starts_with("refused: This map is open for reading only"));
    assert_eq!(session.effects(), []);
    session.keys("esc S ctrl-j").types("copy.ron").keys("enter");
    assert_eq!(session.effects(), [saving(Some("copy.ron"), Existing::Ask, Then::Stay)]);
}

#[test]
fn an_empty_file_name_is_refused() {
    let mut session = Session::new();
    session.keys("S ctrl-j enter");
    assert_eq!(session.overlay(), "prompt");
    assert!(session.status().starts_with("refused: No file was named"), "{}", session.status());
}
