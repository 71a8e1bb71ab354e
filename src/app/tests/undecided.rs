//! As long as nobody has decided about what was left, it stays as it is and nothing is typed that would be lost.

use super::journal::left;
use super::*;
use crate::app::commands::{Command, all};

/// Where a person can be while nothing is decided, by the keys that lead there.
const PLACES: &[&str] = &[
    "1",
    "1 home enter",
    "1 home enter end",
    "2",
    "3",
    "4",
    "4 home",
    "4 g home down enter",
    "4 g home down t",
    "5",
    "5 tab",
    "5 tab tab",
    "T",
    "R",
    "X",
    "f1",
    "1 home ?",
    ":",
    "f",
    "T /",
    "1 /",
    "f9",
    "ctrl-o",
    "ctrl-o o",
    "ctrl-o n",
];

/// What can have become of the map by the time it is opened again, and while it is open.
const STATES: &[(State, Meanwhile)] = &[
    (State::InFile, Meanwhile::Same),
    (State::InFile, Meanwhile::Changed),
    (State::Foreign(Foreign::Changed), Meanwhile::Same),
    (State::Foreign(Foreign::Gone), Meanwhile::Same),
    (State::Foreign(Foreign::Gone), Meanwhile::Changed),
    (State::New, Meanwhile::Same),
    (State::New, Meanwhile::OtherText),
    (State::Given, Meanwhile::OtherText),
    (State::Example, Meanwhile::Same),
];

#[derive(Clone, Copy, Debug, PartialEq)]
enum State {
    InFile,
    Foreign(Foreign),
    New,
    Given,
    Example,
}

/// A session in which the question was put off.
fn put_off(state: State, file: Meanwhile) -> Session {
    let origin = match state {
        State::InFile | State::Foreign(_) => Origin::File("riverside.ron".into()),
        State::New => Origin::New("riverside.ron".into()),
        State::Given => Origin::Input,
        State::Example => Origin::Example,
    };
    let opening = Opening { curtain: Curtain::Open, size: (120, 40), ..Opening::default() };
    let app = App::new(sample(), origin, opening);
    let mut session = Session { app, now: 0, effects: Vec::new() };
    let recovery = Some(Box::new(Recovery { file, ..left() }));
    session.app.begin(Before { recovery, ..Before::default() });
    session.keys("esc");
    if let State::Foreign(found) = state {
        session.send(Msg::Done(Done::Looked(Some(found))));
    }
    session
}

/// Whether the question is on top.
fn asks(session: &Session) -> bool {
    matches!(session.app.overlays.last(), Some(Overlay::Picker(picker))
        if picker.rows.first().is_some_and(|row| row.choice == Choice::Recover))
}

/// Presses keys as somebody does who doesn't want to decide.
fn goes_on(session: &mut Session, keys: &str) {
    for key in keys.split_whitespace() {
        session.keys(if key == "enter" && asks(session) { "esc" } else { key });
    }
}

/// Runs a command as the palette does, wherever its keys work.
fn runs(session: &mut Session, command: &'static Command) {
    let row = Row::new("", "", Choice::Run(command));
    session.app.overlays.push(Overlay::Picker(Picker::new("", vec![row])));
    session.keys("enter");
}

/// What was asked for that would change what was left, or write something in its place.
fn harm(session: &Session) -> Vec<&Effect> {
    let harms = |effect: &&Effect| {
        matches!(
            effect,
            Effect::Journal(_)
                | Effect::Draft(_)
                | Effect::Discard
                | Effect::Recovered
                | Effect::Save(_)
                | Effect::EditText(_)
        )
    };
    session.effects.iter().filter(harms).collect()
}

/// Goes on in all the ways in which something might get typed, kept, saved or left.
fn is_harmless(session: &mut Session, done: &str) {
    let map = session.app.map().clone();
    goes_on(session, "x 7 enter");
    session.send(Msg::Paste("Ferries 3 4\nBuses 5 6".into()));
    goes_on(session, "y enter f9 ctrl-s enter esc enter");
    session.send(Msg::Pause).send(Msg::End);
    assert_eq!(harm(session), Vec::<&Effect>::new(), "{done}");
    assert_eq!(session.app.map(), &map, "{done}");
    assert!(session.app.draft().is_empty(), "{done}: {}", session.overlay());
    assert!(session.app.recovery.is_some(), "{done}");
}

#[test]
fn no_command_changes_what_was_left_or_opens_what_is_written_in_any_state_of_the_file() {
    for (state, file) in STATES {
        for command in all() {
            let mut session = put_off(*state, *file);
            runs(&mut session, command);
            is_harmless(&mut session, &format!("{state:?}, {file:?}: {}", command.name));
        }
    }
}

#[test]
fn no_key_changes_what_was_left_or_opens_what_is_written_in_any_place() {
    for place in PLACES {
        let mut session = put_off(State::InFile, Meanwhile::Same);
        session.keys(place);
        let context = session.app.context();
        let here = all().filter(|command| command.contexts.contains(&context));
        for key in here.flat_map(|command| command.keys) {
            let mut session = put_off(State::InFile, Meanwhile::Same);
            goes_on(&mut session, place);
            goes_on(&mut session, key);
            is_harmless(&mut session, &format!("{place}, {key}"));
        }
    }
}

#[test]
fn whatever_is_written_or_saved_asks_first_and_says_so() {
    let asking = "a r A m N n A S ctrl-s f2 . D u";
    for key in asking.split_whitespace() {
        let mut session = put_off(State::InFile, Meanwhile::Same);
        session.keys("1 home");
        session.keys(key);
        assert!(asks(&session), "{key}: {}", session.overlay());
        let told = "refused: There is work that was not saved: decide about it first";
        assert_eq!(session.status(), told, "{key}");
        session.keys("ctrl-s");
        assert_eq!(session.app.overlays.len(), 1, "{key}: it is asked once");
    }
    let mut session = put_off(State::InFile, Meanwhile::Same);
    let pia = session.app.selected().unwrap().0.clone();
    let corner = Level::clamped(Decimal::default());
    session.send(Msg::Drop(pia, corner, corner));
    assert!(asks(&session), "a marker that is dragged");
    session.keys("esc :").types("add a partner").keys("enter");
    assert!(asks(&session), "the palette");
}

#[test]
fn the_question_that_is_open_comes_back_when_the_curtain_is_turned() {
    let mut session = put_off(State::InFile, Meanwhile::Same);
    session.keys("1 a down f9");
    assert!(asks(&session) && session.app.curtain.is_drawn());
    session.keys("esc f9 f9");
    assert_eq!(session.overlay(), "none", "it was put off");
}

#[test]
fn leaving_leaves_what_was_left_and_is_asked_about_only_where_more_than_that_would_be_lost() {
    for (state, file) in STATES {
        for then in ["q", "ctrl-n"] {
            let mut session = put_off(*state, *file);
            session.keys(then);
            if then == "ctrl-n" {
                session.types("Other").keys("enter enter");
            }
            let only_here = match state {
                State::New | State::Given | State::Foreign(Foreign::Gone) => true,
                State::InFile | State::Foreign(_) | State::Example => false,
            };
            let asked = only_here && *file != Meanwhile::Same;
            let told = format!("{state:?}, {file:?}, {then}: {}", session.status());
            assert_eq!(session.overlay(), if asked { "picker" } else { "none" }, "{told}");
            if asked {
                let Some(Overlay::Picker(picker)) = session.app.overlays.last() else { panic!() };
                assert_eq!(picker.rows[2].detail, "nothing is written", "{told}");
                session.keys("down down enter");
            }
            let effects = session.effects();
            let left = matches!(effects.as_slice(), [Effect::Quit(0) | Effect::Open(_)]);
            assert!(left, "{told}: {effects:?}");
        }
    }
}

#[test]
fn what_was_being_written_in_a_journal_that_was_set_aside_opens_when_something_is_decided() {
    let mut session = Session::new();
    session.keys("1 home N").types("words");
    let draft = session.app.draft();
    for decides in ["enter", "down down enter"] {
        let mut session = Session::new();
        let recovery = Some(Box::new(left()));
        let before = Before { recovery, draft: draft.clone(), ..Before::default() };
        session.app.begin(before);
        assert!(session.app.overlays.len() == 1 && asks(&session));
        session.keys(decides);
        assert_eq!((session.overlay(), session.app.draft()), ("editor", draft.clone()));
    }
}

#[test]
fn a_file_that_went_while_nothing_was_decided_is_missed_after_it() {
    let mut session = put_off(State::Foreign(Foreign::Gone), Meanwhile::Same);
    session.keys("ctrl-s enter u");
    assert!(session.app.recovery.is_none() && !session.app.history().is_saved());
}
