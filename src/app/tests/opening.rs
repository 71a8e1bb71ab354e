//! Another map in the session.

use std::path::PathBuf;

use super::*;

fn file(name: &str) -> Wanted {
    Wanted::File(PathBuf::from(name))
}

/// What the runner was asked for, but for looking around.
fn asked(session: &mut Session) -> Vec<Effect> {
    let mut effects = session.effects();
    effects.retain(|effect| !matches!(effect, Effect::Recall | Effect::List(_)));
    effects
}

/// The runner has opened what was wanted: a map with one partner.
fn opened(session: &mut Session, wanted: Wanted) {
    let mut map = sample();
    map.partners = map.partners.into_iter().take(1).collect();
    let origin = match &wanted {
        Wanted::Example => Origin::Example,
        Wanted::New(_, path) => Origin::New(path.clone()),
        Wanted::File(path) => Origin::File(path.clone()),
    };
    let (permission, before) = (Permission::Edit, Before::default());
    let opened = Opened { wanted, map, origin, permission, before };
    session.send(Msg::Done(Done::Opened(Box::new(opened))));
}

#[test]
fn another_map_takes_the_place_of_a_saved_one_and_nothing_of_it_is_left() {
    let mut session = Session::new();
    session.keys("K u 1 down c / u enter").effects();
    session.keys("ctrl-o o").types("other").keys("enter");
    assert_eq!(asked(&mut session), [Effect::Open(file("other.ron"))]);
    opened(&mut session, file("other.ron"));
    assert_eq!(asked(&mut session), [Effect::Adopt]);
    let app = &session.app;
    assert_eq!((app.map().partners.len(), app.file.path()), (1, Some("other.ron".as_ref())));
    assert_eq!((app.history().can_undo(), app.history().is_saved()), (false, true));
    assert!(!app.history().can_redo());
    assert_eq!((app.view.filter.is_empty(), app.view.screen), (true, Screen::Grid));
    assert_eq!((app.curtain, app.size), (Curtain::Drawn, (120, 40)), "they are not the map's");
}

#[test]
fn an_unsaved_map_is_left_only_when_that_is_said() {
    let mut session = Session::new();
    session.keys("K ctrl-o o").types("other.ron").keys("enter");
    assert_eq!((asked(&mut session), session.overlay()), (vec![], "picker"));
    session.keys("down enter");
    assert_eq!((asked(&mut session), session.overlay()), (vec![], "start"), "stay");
    session.keys("esc");
    session.keys("ctrl-o o").types("other").keys("enter enter");
    let then = Then::Open(file("other.ron"));
    let saving = Saving { to: None, existing: Existing::Ask, then };
    assert_eq!(asked(&mut session), [Effect::Save(saving.clone())]);
    let revision = session.app.history().revision();
    let (path, comments, then) = ("riverside.ron".into(), Comments::Kept, saving.then);
    session.send(Msg::Done(Done::Saved { revision, path, comments, aside: Vec::new(), then }));
    assert_eq!(asked(&mut session), [Effect::Open(file("other.ron"))]);
    session.keys("esc H ctrl-o o").types("third").keys("enter down down enter");
    assert_eq!(asked(&mut session), [Effect::Open(file("third.ron"))], "without saving");
    opened(&mut session, file("third.ron"));
    assert_eq!(session.app.map().partners.len(), 1);
}

#[test]
fn what_was_done_while_a_map_was_read_is_not_lost() {
    let mut session = Session::new();
    session.app.opening = Some((file("other.ron"), session.app.history().revision()));
    session.keys("K");
    opened(&mut session, file("other.ron"));
    let told = "refused: Nothing was opened, for this map was changed meanwhile: Ctrl-O asks again";
    assert_eq!(session.status(), told);
    assert_eq!(session.app.map().partners.len(), 4);
}

#[test]
fn only_what_was_asked_for_last_is_opened() {
    let mut session = Session::new();
    opened(&mut session, Wanted::Example);
    assert_eq!(session.app.map().partners.len(), 4, "nobody asked");
    session.keys("ctrl-o o").types("one").keys("enter esc ctrl-o o").types("two").keys("enter");
    asked(&mut session);
    opened(&mut session, file("one.ron"));
    assert_eq!((asked(&mut session), session.app.map().partners.len()), (vec![], 4));
    let told = ("There is no file two.ron".to_owned(), "Check the name".to_owned());
    session.send(Msg::Done(Done::NotOpened(file("two.ron"), told.0, told.1)));
    assert_eq!(session.status(), "refused: There is no file two.ron: Check the name");
}

#[test]
fn a_new_map_is_not_saved_and_its_first_save_replaces_nothing() {
    let mut session = Session::new();
    let wanted = Wanted::New(crate::model::Text::default(), "new.ron".into());
    session.app.opening = Some((wanted.clone(), session.app.history().revision()));
    opened(&mut session, wanted);
    assert!(!session.app.is_all_saved());
    session.keys("ctrl-s");
    let saving = Saving { to: None, existing: Existing::Ask, then: Then::Stay };
    assert_eq!(asked(&mut session), [Effect::Adopt, Effect::Save(saving)]);
}

#[test]
fn a_map_that_is_being_opened_is_not_asked_for_again() {
    let mut session = Session::new();
    for _ in 0..2 {
        session.keys("ctrl-o o").types("other").keys("enter");
    }
    assert_eq!(asked(&mut session), [Effect::Open(file("other.ron"))]);
    let gone = ("It is gone".to_owned(), "look".to_owned());
    session.send(Msg::Done(Done::NotOpened(file("other.ron"), gone.0, gone.1)));
    session.keys("ctrl-o o").types("other").keys("enter");
    assert_eq!(asked(&mut session), [Effect::Open(file("other.ron"))]);
}

#[test]
fn what_is_not_decided_is_asked_again_when_the_same_map_is_opened_once_more() {
    let mut session = super::journal::opened(super::journal::left());
    session.keys("esc ctrl-o o").types("riverside.ron").keys("enter").effects();
    let wanted = file("riverside.ron");
    let mut map = session.app.map().clone();
    map.heading.title = crate::model::Text::cleaned("theirs");
    let before = Before { again: true, ..Before::default() };
    let (origin, permission) = (Origin::File("riverside.ron".into()), Permission::Edit);
    let opened = Opened { wanted, map, origin, permission, before };
    session.send(Msg::Done(Done::Opened(Box::new(opened))));
    let Some(Overlay::Picker(question)) = session.app.overlays.last() else { panic!("a question") };
    assert!(question.title.ends_with("; the file was changed since"), "{}", question.title);
    session.keys("enter");
    assert_eq!(session.status(), "Recovered: 2 steps, not saved yet");
    assert_eq!(session.app.map().partners.len(), 6);
}

#[test]
fn what_waits_behind_the_curtain_waits_also_when_the_same_map_is_opened_once_more() {
    let mut session = Session::new();
    session.keys("1 A").types("Ferries").keys("f9");
    session.keys("ctrl-o o").types("riverside.ron").keys("enter down enter");
    let (map, wanted) = (session.app.map().clone(), file("riverside.ron"));
    let before = Before { again: true, ..Before::default() };
    let (origin, permission) = (Origin::File("riverside.ron".into()), Permission::Edit);
    let opened = Opened { wanted, map, origin, permission, before };
    session.send(Msg::Done(Done::Opened(Box::new(opened))));
    assert!(session.app.draft_due().is_some(), "for its journal is begun anew");
    session.keys("c");
    assert_eq!((session.overlay(), session.app.draft().words()), ("page", 1));
}
