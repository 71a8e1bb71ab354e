//! Rows of the card: added, duplicated, moved and deleted by key.

use super::*;

fn rows(session: &Session) -> Vec<CardRow> {
    session.app.card_rows()
}

/// The words of the criteria, in their order.
fn says(session: &Session) -> Vec<String> {
    session.selected().success.values().map(|line| line.inner().says.to_string()).collect()
}

/// Goes to the first row of the card that is so.
fn to(session: &mut Session, is: fn(&CardRow) -> bool) {
    let at = rows(session).iter().position(is).unwrap();
    session.keys("1 enter home");
    for _ in 0..at {
        session.keys("down");
    }
}

#[test]
fn every_section_has_a_row_and_n_adds_an_entry_of_it() {
    let mut session = Session::new();
    session.keys("1 end");
    let empty = rows(&session);
    for row in [
        CardRow::NewCriterion,
        CardRow::NewExchange(Exchange::Offer),
        CardRow::NewExchange(Exchange::Ask),
        CardRow::WalkAway,
        CardRow::CultureNotes,
        CardRow::PrivateNotes,
    ] {
        assert!(empty.contains(&row), "{row:?}");
    }
    to(&mut session, |row| *row == CardRow::NewExchange(Exchange::Ask));
    session.keys("n").types("A hearing").keys("down p enter");
    assert_eq!(session.steps(), ["add a request of Local press"]);
    assert_eq!(session.selected().asks["a-hearing"].kind, crate::model::OfferKind::People);
    let at = session.app.card_row();
    assert!(matches!(at, Some(CardRow::Exchange(Exchange::Ask, _))), "the cursor is on it: {at:?}");
    to(&mut session, |row| matches!(row, CardRow::Concern(_)));
    session.keys("n").types("Silence").keys("enter");
    assert_eq!(session.selected().concerns.inner().len(), 2);
    to(&mut session, |row| *row == CardRow::Stance);
    session.keys("n").types("A scoop").keys("enter");
    assert_eq!(says(&session), ["A scoop"]);
}

#[test]
fn entries_are_duplicated_and_moved_with_the_cursor_on_them() {
    let mut session = Session::new();
    to(&mut session, |row| matches!(row, CardRow::Criterion(_)));
    session.keys("d shift-down J");
    let [waits, budget] = ["Nobody waits four hours", "Stay within the budget"];
    assert_eq!(says(&session), [waits, budget, waits]);
    session.keys("shift-down");
    assert_eq!(
        session.status(),
        "refused: It stands at the end of its section already: ⇧↑ and ⇧↓ move it within the section"
    );
    session.keys("K K K");
    assert_eq!(says(&session), [waits, waits, budget]);
    session.keys("x u u u u u");
    assert_eq!(*session.app.map(), sample());
    assert_eq!(says(&session), [waits, budget]);
}

#[test]
fn each_row_is_deleted_in_one_step_and_comes_back() {
    let mut session = Session::new();
    session.keys("1");
    let all = rows(&session).len();
    for at in 1..all {
        session.keys("1 enter home");
        for _ in 0..at {
            session.keys("down");
        }
        let row = session.app.card_row();
        let before = session.steps().len();
        session.keys("x");
        if session.steps().len() == before {
            let status = session.status();
            assert!(status.contains("There is nothing here to delete"), "{row:?}: {status}");
            continue;
        }
        assert_ne!(*session.app.map(), sample(), "{row:?}");
        session.keys("u esc");
        assert_eq!(*session.app.map(), sample(), "{row:?}");
    }
    session.keys("enter home x");
    assert_eq!(
        session.status(),
        "refused: A name can't be deleted: D on the list deletes the partner"
    );
}

#[test]
fn what_there_is_only_one_of_is_neither_moved_nor_duplicated() {
    let mut session = Session::new();
    to(&mut session, |row| *row == CardRow::WalkAway);
    for key in ["d", "K"] {
        session.keys(key);
        assert!(session.status().contains("There is only one of this"), "{}", session.status());
    }
    assert_eq!(*session.app.map(), sample());
}
