//! With the curtain drawn nothing private opens, and nothing private stays open.

use super::*;

#[test]
fn the_curtain_refuses_what_is_private() {
    let mut session = Session::new();
    session.keys("c");
    assert_eq!(session.status(), "The curtain is drawn: nothing private is shown");
    let refused = "refused: This is private, and the curtain is drawn: \
                   c opens the curtain, when nobody is looking";
    for key in ["C", "N"] {
        session.keys(key);
        assert_eq!(session.status(), refused);
        assert_eq!(session.overlay(), "none");
    }
    session.keys("down 1 enter down down down down");
    assert_eq!(session.app.card_row(), Some(CardRow::Criterion(CriterionId::new("rest").unwrap())));
    for key in ["enter", "+", "x"] {
        session.keys(key);
        assert_eq!(session.status(), refused, "{key}");
    }
    session.keys("?");
    assert_eq!(
        session.read(),
        "# A private criterion\n\
         it counts in what success means to Nurses' union, but nothing of it is shown"
    );
    session.keys("esc c");
    assert_eq!(session.status(), "The curtain is open: private notes are shown");
}

#[test]
fn the_row_under_the_cursor_stays_on_the_card_when_private_rows_go() {
    let mut session = Session::new();
    session.keys("1 enter end c");
    let rows = session.app.card_rows();
    assert_eq!(session.app.card_row(), rows.last().cloned());
}

#[test]
fn the_curtain_works_over_the_card_and_leaves_only_the_card_open() {
    let opening = Opening { curtain: Curtain::Open, size: (60, 20), ..Opening::default() };
    let mut session = Session::of(sample(), opening);
    session.keys("enter");
    assert_eq!(session.overlay(), "card");
    session.keys("c");
    assert_eq!(session.overlay(), "card");
    assert!(session.app.curtain.is_drawn());
}

#[test]
fn a_key_line_drawn_before_the_editor_opened_runs_nothing_over_it() {
    let mut session = Session::new();
    let curtain = commands::all().find(|command| command.name == "view.curtain").unwrap();
    session.keys("N").send(Msg::Press(Target::Command(curtain), Clicks::Single));
    assert_eq!(session.overlay(), "editor");
    assert!(!session.app.curtain.is_drawn());
}

#[test]
fn explanations_behind_the_curtain_hold_nothing_private() {
    let mut session = Session::new();
    session.keys("c");
    for screen in ["1", "2", "3", "4"] {
        for _ in 0..4 {
            session.keys(screen).keys("tab ?");
            assert_eq!(session.overlay(), "why");
            assert!(!session.read().contains(PLANTED), "{}", session.read());
            session.keys("esc");
        }
    }
}

#[test]
fn no_form_behind_the_curtain_holds_anything_private() {
    for partner in 0..sample().partners.len() {
        let mut session = Session::new();
        session.keys("c 1 home").keys(&"down ".repeat(partner)).keys("enter");
        let rows = session.app.card_rows();
        for (at, row) in rows.iter().enumerate() {
            for key in ["enter", "n"] {
                session.keys("home").keys(&"down ".repeat(at)).keys(key);
                if let Some(Overlay::Form(form)) = session.app.overlays.last() {
                    assert!(!format!("{form:?}").contains(PLANTED), "{row:?}");
                    session.keys("esc");
                }
                assert_eq!(session.overlay(), "none");
            }
        }
    }
}
