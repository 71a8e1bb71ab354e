//! Saving, saving elsewhere, what is in the way, and leaving.

use std::path::PathBuf;

use super::*;

fn saving(to: Option<&str>, existing: Existing, then: Then) -> Effect {
    Effect::Save(Saving { to: to.map(PathBuf::from), existing, then })
}

fn saved(session: &mut Session, then: Then) {
    let revision = session.app.history().revision();
    let (path, comments) = ("riverside.ron".into(), Comments::Kept);
    session.send(Msg::Done(Done::Saved { revision, path, comments, aside: Vec::new(), then }));
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
    let (path, comments) = ("riverside.ron".into(), Comments::Kept);
    session.effects();
    session.send(Msg::Done(Done::Saved {
        revision,
        path,
        comments,
        aside: Vec::new(),
        then: Then::Quit,
    }));
    assert_eq!(session.effects(), []);
    assert!(!session.app.history().is_saved());
}

#[test]
fn a_map_without_a_file_asks_for_one_and_then_leaves() {
    let mut session = Session::new();
    session.app.file.origin = Origin::Example;
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
    session.send(in_the_way(Some("copy.ron")));
    assert_eq!(session.status(), "refused: There is a file already: Ctrl-S asks what to do");
    assert_eq!(session.keys("ctrl-s").overlay(), "picker");
    session.keys("enter");
    assert_eq!((session.effects(), session.overlay()), (vec![], "none"), "left as it is");
    session.send(in_the_way(Some("copy.ron"))).keys("ctrl-s down enter");
    assert_eq!(session.overlay(), "prompt", "another name");
    session.keys("esc").send(in_the_way(Some("copy.ron"))).keys("ctrl-s down down enter");
    assert_eq!(session.effects(), [saving(Some("copy.ron"), Existing::Replace, Then::Stay)]);
    let (message, hint) = ("The disk is full".to_owned(), "make room".to_owned());
    session.send(Msg::Done(Done::NotSaved(NotSaved { message, hint, next: Next::Hint })));
    assert_eq!(session.status(), "refused: The disk is full: make room");
    assert_eq!(session.app.file.saving, 0);
}

#[test]
fn a_file_that_can_not_be_written_is_named_again_where_it_was_named() {
    let mut session = Session::new();
    session.keys("K S").types("gone/copy.ron").keys("enter");
    let effects = session.effects();
    let [Effect::Save(saving)] = effects.as_slice() else { panic!("{effects:?}") };
    let (message, hint) = ("There is no folder gone".to_owned(), "name another one".to_owned());
    let next = Next::Name(saving.clone().into());
    session.send(Msg::Done(Done::NotSaved(NotSaved { message, hint, next })));
    assert_eq!(session.status(), "refused: There is no folder gone: name another one");
    session.keys("home delete delete delete delete delete enter");
    assert_eq!(
        session.effects(),
        [Effect::Save(Saving { to: Some("copy.ron".into()), ..saving.clone() })]
    );
}

/// A save that found another file in its way.
fn in_the_way(to: Option<&str>) -> Msg {
    let (message, hint) = ("There is a file already".to_owned(), "look".to_owned());
    let asked = Saving { to: to.map(PathBuf::from), existing: Existing::Ask, then: Then::Stay };
    Msg::Done(Done::NotSaved(NotSaved { message, hint, next: Next::Replace(asked.into()) }))
}

#[test]
fn what_is_typed_while_a_file_is_in_the_way_replaces_nothing() {
    let mut session = Session::new();
    session.keys("K ctrl-s a").types("Re");
    session.effects();
    session.send(in_the_way(None)).types("gatta").keys("enter");
    assert_eq!((session.effects(), session.overlay()), (vec![], "none"));
    assert_eq!(&*session.selected().name, "Regatta");
    session.keys("ctrl-s").types("re").keys("enter");
    assert_eq!((session.effects(), session.overlay()), (vec![], "none"), "left as it is");
    assert!(!session.app.history().is_saved());
}

#[test]
fn a_question_takes_no_letters_no_paste_and_no_single_press() {
    let mut session = Session::new();
    let at = |session: &Session| match session.app.overlays.last() {
        Some(Overlay::Picker(picker)) => (picker.at, picker.matching().len()),
        _ => panic!("no question"),
    };
    session.keys("K q").types("leave without").send(Msg::Paste("leave".into()));
    assert_eq!(at(&session), (0, 3));
    assert!(session.status().starts_with("refused: There is no field open"));
    session.send(Msg::Press(Target::OverlayRow(2), Clicks::Single));
    assert_eq!((session.effects(), at(&session)), (vec![], (2, 3)));
    session.send(Msg::Press(Target::OverlayRow(2), Clicks::Single));
    let left = vec![Effect::Discard, Effect::Quit(0)];
    assert_eq!((session.effects(), session.overlay()), (left, "none"));
    session.keys("n").types("words").keys("esc").types("throw");
    assert_eq!(at(&session), (0, 3));
    assert_eq!(session.keys("enter").overlay(), "none");
    let says = |criterion: &Criterion| criterion.inner().says.to_string();
    assert!(session.selected().success.values().any(|criterion| says(criterion) == "words"));
}

#[test]
fn leaving_asks_about_a_copy_that_is_under_way_or_was_not_written() {
    let mut session = Session::new();
    session.keys("S ctrl-k ctrl-j").types("copy").keys("enter q");
    assert_eq!(session.overlay(), "picker");
    session.keys("esc").send(in_the_way(Some("copy.ron"))).keys("j q");
    assert_eq!(session.overlay(), "picker");
    session.keys("down down enter");
    let again = saving(Some("copy.ron"), Existing::Replace, Then::Stay);
    assert_eq!(session.effects(), [saving(Some("copy.ron"), Existing::Ask, Then::Stay), again]);
    saved(&mut session, Then::Stay);
    session.keys("q");
    assert_eq!(session.effects(), [Effect::Quit(0)]);
}

#[test]
fn a_save_ends_only_itself() {
    let mut session = Session::new();
    session.keys("K ctrl-s K ctrl-s");
    assert_eq!(session.app.file.saving, 2);
    saved(&mut session, Then::Stay);
    assert_eq!(session.app.file.saving, 1);
    saved(&mut session, Then::Stay);
    assert_eq!(session.app.file.saving, 0);
}

#[test]
fn a_save_without_the_comments_says_so() {
    let mut session = Session::new();
    let (revision, then) = (session.app.history().revision(), Then::Stay);
    let (path, comments) = ("new.ron".into(), Comments::Left);
    session.send(Msg::Done(Done::Saved { revision, path, comments, aside: Vec::new(), then }));
    let told = "Saved to new.ron, without the comments that were in the text before";
    assert_eq!(session.status(), told);
}

#[test]
fn a_map_from_standard_input_is_in_no_file_and_leaving_asks() {
    let on = |origin: Origin, permission: Permission| {
        let app = App::new(sample(), origin, Opening { permission, ..Opening::default() });
        Session { app, now: 0, effects: Vec::new() }
    };
    let mut session = on(Origin::Input, Permission::Edit);
    assert_eq!(session.keys("q").overlay(), "picker");
    session.keys("enter").types("kept").keys("enter");
    assert_eq!(session.effects(), [saving(Some("kept.ron"), Existing::Ask, Then::Quit)]);
    for (origin, permission) in
        [(Origin::Input, Permission::ReadOnly), (Origin::Example, Permission::Edit)]
    {
        assert_eq!(on(origin, permission).keys("q").effects(), [Effect::Quit(0)]);
    }
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

#[test]
fn what_is_typed_for_save_as_replaces_the_path_and_a_bare_name_goes_beside_the_open_file() {
    let mut session = Session::new();
    session.app.file.origin = Origin::File("/maps/riverside.ron".into());
    for (typed, to) in [("copy", "/maps/copy.ron"), ("other/copy", "other/copy.ron")] {
        session.keys("2 S").types(typed).keys("enter");
        let saving = Saving { to: Some(to.into()), existing: Existing::Ask, then: Then::Stay };
        assert_eq!(session.effects(), [Effect::Save(saving)]);
    }
    session.keys("S end").types("2").keys("enter");
    let told = format!("{:?}", session.effects());
    assert!(told.contains("/maps/riverside.ron2"), "an arrow goes into it: {told}");
}
