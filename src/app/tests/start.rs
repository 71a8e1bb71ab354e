//! The start screen, looking for a file, a file with mistakes, and a text in another editor.

use std::path::PathBuf;

use super::*;
use crate::edit::Draft;
use crate::model::{Private, Text};

fn recent(path: &str, refused: Option<&str>) -> Recent {
    let refused = refused.map(str::to_owned);
    Recent { path: path.into(), title: Text::cleaned("A map"), when: "just now".into(), refused }
}

/// A session that begins with the start screen.
fn started() -> Session {
    let opening = Opening { size: (120, 40), home: Some("/home/ada".into()), ..Opening::default() };
    let app = App::without_map(Overlay::Start(Start::default()), opening);
    let mut session = Session { app, now: 0, effects: Vec::new() };
    let maps = vec![
        recent("/home/ada/gone.ron", Some("not there any more")),
        recent("/home/ada/valley.ron", None),
    ];
    session.send(Msg::Done(Done::Recalled(maps)));
    session
}

fn open(path: &str) -> Effect {
    Effect::Open(Wanted::File(PathBuf::from(path)))
}

fn start(session: &Session) -> &Start {
    match session.app.overlays.last() {
        Some(Overlay::Start(start)) => start,
        _ => panic!("no start screen"),
    }
}

#[test]
fn the_first_map_that_is_there_opens_with_one_key() {
    let mut session = started();
    session.keys("enter");
    assert_eq!(session.effects(), [open("/home/ada/valley.ron")]);
    session.keys("up enter");
    assert_eq!(session.status(), "refused: not there any more: x takes it off the list");
    session.keys("x");
    assert_eq!(session.effects(), [Effect::Forget("/home/ada/gone.ron".into())]);
    assert_eq!(start(&session).recent.len(), 1);
    session.keys("e");
    assert_eq!(session.effects(), [Effect::Open(Wanted::Example)]);
}

#[test]
fn the_cursor_stays_on_its_row_when_the_list_comes() {
    let mut session = started();
    session.keys("end");
    assert_eq!(start(&session).chosen(), Some(StartRow::Example));
    session.send(Msg::Done(Done::Recalled(vec![recent("/a.ron", None)])));
    assert_eq!(start(&session).chosen(), Some(StartRow::Example));
    session
        .keys("home")
        .send(Msg::Done(Done::Recalled(vec![recent("/b.ron", None), recent("/a.ron", None)])));
    assert_eq!(start(&session).chosen(), Some(StartRow::Recent(1)), "the same map");
}

#[test]
fn a_row_is_opened_by_the_mouse() {
    let mut session = started();
    session.send(Msg::Press(Target::OverlayRow(1), Clicks::Single));
    assert_eq!(session.effects(), [open("/home/ada/valley.ron")]);
    session.send(Msg::Press(Target::OverlayRow(3), Clicks::Single));
    assert_eq!(session.overlay(), "prompt");
}

#[test]
fn without_a_map_nothing_is_below_the_start_screen_and_it_can_be_left() {
    let mut session = started();
    session.keys("esc");
    assert_eq!(session.status(), "refused: No map is open: Enter opens one, q quits");
    assert_eq!(session.overlay(), "start");
    session.keys("S ctrl-s u a");
    assert_eq!((session.overlay(), session.effects()), ("start", vec![]));
    session.keys("q");
    assert_eq!(session.effects(), [Effect::Quit(0)]);
    let mut over = Session::new();
    over.keys("ctrl-o esc");
    assert_eq!(over.overlay(), "none");
}

#[test]
fn a_new_map_asks_for_its_title_and_then_for_its_file() {
    let mut session = started();
    session.keys("n enter");
    assert!(session.status().starts_with("refused: A map needs a title"));
    session.types("Emergency care!").keys("enter");
    assert_eq!(session.app.overlays.len(), 2, "one question after the other");
    session.keys("enter");
    let title = Text::cleaned("Emergency care!");
    let wanted = Wanted::New(title.clone(), "emergency-care.ron".into());
    assert_eq!(session.effects(), [Effect::Open(wanted)]);
    session.keys("n").types("Emergency care!").keys("enter").types("~/maps/care").keys("enter");
    let wanted = Wanted::New(title, "/home/ada/maps/care.ron".into());
    assert_eq!(session.effects(), [Effect::Open(wanted)], "what is typed replaces the suggestion");
}

#[test]
fn a_file_is_found_by_typing_completing_and_choosing() {
    let mut session = started();
    session.keys("o");
    assert_eq!(session.effects(), [Effect::List(String::new())]);
    let found =
        |name: &str, path: &str, kind: Kind| Found { name: name.into(), path: path.into(), kind };
    let all =
        vec![found("maps", "maps", Kind::Folder), found("valley.ron", "valley.ron", Kind::Map)];
    session.send(Msg::Done(Done::Listed(String::new(), Listing::Found(all))));
    session.types("m").keys("tab");
    assert_eq!(session.effects(), [Effect::List("maps/".into())]);
    let inside = vec![found("a.ron", "maps/a.ron", Kind::Map)];
    session.send(Msg::Done(Done::Listed("else/".into(), Listing::Refused("late".into()))));
    session.send(Msg::Done(Done::Listed("maps/".into(), Listing::Found(inside))));
    session.keys("down enter");
    assert_eq!((session.effects(), session.overlay()), (vec![open("maps/a.ron")], "start"));
    session.keys("o").types("~/other").keys("enter");
    assert_eq!(session.effects().last(), Some(&open("/home/ada/other.ron")));
    session.keys("o").types("maps/").keys("enter");
    assert!(session.status().starts_with("refused: This is a folder"));
}

fn mistakes(lines: &[usize]) -> Mistakes {
    let mistake = |line: &usize| Mistake {
        line: *line,
        column: 1,
        message: "unknown field".into(),
        help: None,
        masked: ("····".into(), "^".into()),
        whole: Private::new((PLANTED.into(), "^".into())),
    };
    let rows: Vec<Mistake> = lines.iter().map(mistake).collect();
    Mistakes { path: "bad.ron".into(), all: rows.len(), rows, at: 0 }
}

#[test]
fn a_file_with_mistakes_is_mended_in_the_editor_and_read_again() {
    let opening = Opening { curtain: Curtain::Open, size: (120, 40), ..Opening::default() };
    let app = App::without_map(Overlay::Mistakes(mistakes(&[3, 8])), opening);
    let mut session = Session { app, now: 0, effects: Vec::new() };
    session.keys("q");
    assert_eq!(session.effects(), [Effect::Quit(1)], "the map has errors");
    session.keys("down enter");
    assert_eq!(session.effects(), [Effect::EditFile("bad.ron".into(), 8)]);
    session.send(Msg::Done(Done::Edited(Ok(()))));
    assert_eq!(session.effects(), [open("bad.ron")]);
    let wanted = Wanted::File("bad.ron".into());
    session.send(Msg::Done(Done::Unreadable(wanted.clone(), mistakes(&[5]))));
    assert_eq!(session.status(), "Read again: 1 mistake");
    assert_eq!((session.overlay(), session.app.overlays.len()), ("mistakes", 1));
    session.keys("ctrl-e");
    assert_eq!(session.effects(), [Effect::EditFile("bad.ron".into(), 5)]);
    let told = ("No editor is set".to_owned(), "set EDITOR".to_owned());
    session.send(Msg::Done(Done::Edited(Err(told))));
    assert_eq!(session.status(), "refused: No editor is set: set EDITOR");
    session.keys("r");
    assert_eq!(session.effects(), [open("bad.ron")]);
    let opened = Opened {
        wanted,
        map: sample(),
        origin: Origin::Example,
        permission: Permission::Edit,
        before: Before::default(),
    };
    session.send(Msg::Done(Done::Opened(Box::new(opened))));
    assert_eq!((session.effects(), session.overlay()), (vec![Effect::Adopt], "none"));
}

#[test]
fn a_file_with_mistakes_leaves_the_open_map_alone() {
    let mut session = Session::new();
    session.keys("ctrl-o o").types("bad").keys("enter");
    session.send(Msg::Done(Done::Unreadable(Wanted::File("bad.ron".into()), mistakes(&[3]))));
    assert_eq!(session.overlay(), "mistakes");
    session.keys("esc esc");
    assert_eq!((session.overlay(), session.app.map().partners.len()), ("none", 4));
}

#[test]
fn the_lines_of_a_bad_file_are_masked_behind_the_curtain() {
    let all = mistakes(&[3]);
    assert_eq!(all.rows[0].quoted(Curtain::Drawn).0, "····");
    assert_eq!(all.rows[0].quoted(Curtain::Open).0, PLANTED);
    let app = App::without_map(Overlay::Mistakes(all), Opening::default());
    let mut session = Session { app, now: 0, effects: Vec::new() };
    session.keys("enter");
    assert_eq!(session.effects(), [], "an editor would show all of it");
    assert!(session.status().contains("the curtain is drawn"), "{}", session.status());
    session.keys("c");
    assert_eq!((session.app.curtain, session.overlay()), (Curtain::Open, "mistakes"));
    session.keys("f9");
    assert_eq!((session.app.curtain, session.overlay()), (Curtain::Drawn, "mistakes"));
}

#[test]
fn a_text_goes_through_the_own_editor_and_is_kept_like_any_other() {
    let mut session = Session::new();
    session.keys("N ctrl-e");
    assert_eq!(session.effects(), [Effect::EditText("PLANTED notes".into())]);
    session
        .send(Msg::Done(Done::Rewritten(Ok(Rewritten::of("from\u{1b}[2J\r\noutside").unwrap()))));
    assert_eq!(session.overlay(), "editor");
    assert_eq!(session.steps(), Vec::<String>::new(), "not kept yet");
    session.keys("esc");
    assert_eq!(&**session.selected().private_notes.inner(), "from[2J\noutside");
    session.keys("N ctrl-e");
    let told = ("vi ended with an error".to_owned(), "check EDITOR".to_owned());
    session.send(Msg::Done(Done::Rewritten(Err(told))));
    assert_eq!(session.status(), "refused: vi ended with an error: check EDITOR");
    assert_eq!(session.overlay(), "editor");
    session.app.curtain = Curtain::Drawn;
    session.effects();
    session.keys("ctrl-e");
    assert_eq!(session.effects(), [], "the other editor would show it");
    assert!(session.status().starts_with("refused: This is private"));
}

/// What was written down as being written since this was asked last.
fn drafts(session: &mut Session) -> Vec<Draft> {
    let effects = std::mem::take(&mut session.effects).into_iter();
    let draft = |effect| if let Effect::Draft(draft) = effect { Some(draft) } else { None };
    effects.filter_map(draft).collect()
}

#[test]
fn what_is_in_the_own_editor_counts_as_being_written_until_it_is_back() {
    let back = |text: &str| Msg::Done(Done::Rewritten(Ok(Rewritten::of(text).unwrap())));
    let mut session = Session::new();
    session.keys("N ctrl-e");
    assert!(matches!(drafts(&mut session).as_slice(), [draft] if draft.0[0].of[0] == "notes"));
    session.send(back("PLANTED notes"));
    assert_eq!(drafts(&mut session), [Draft::default()], "nothing was written");
    assert!(session.status().starts_with("The text is back as it was"), "{}", session.status());
    session.keys("ctrl-e").send(back("other"));
    let bytes: Vec<usize> = drafts(&mut session).iter().map(Draft::bytes).collect();
    assert_eq!(bytes, [13, 5], "what it was, and at once what came back");
}

#[test]
fn a_long_text_of_a_form_goes_through_the_own_editor_too() {
    let mut session = Session::new();
    session.keys("1 enter end up up up enter ctrl-e");
    assert_eq!(session.effects(), [Effect::EditText("PLANTED culture".into())]);
    session.send(Msg::Done(Done::Rewritten(Ok(Rewritten::of("outside").unwrap()))));
    assert_eq!(session.overlay(), "editor");
    session.keys("esc down ctrl-e");
    assert_eq!((session.effects(), session.overlay()), (vec![], "form"), "a scale is no long text");
    session.keys("enter");
    assert_eq!(session.selected().culture.inner().notes, "outside");
}

#[test]
fn a_new_map_is_begun_from_the_palette() {
    let mut session = Session::new();
    session.palette("new map");
    let Some(Overlay::Prompt(prompt)) = session.app.overlays.last() else { panic!("no prompt") };
    assert_eq!(prompt.asks, Asks::NewTitle);
}
