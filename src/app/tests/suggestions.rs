//! Themes that a criterion looks like: asked about while it is written, taken only by the person.

use super::*;
use crate::app::forms::Value;

fn question(session: &Session, edits: &str) -> Option<String> {
    let Some(Overlay::Form(form)) = session.app.overlays.last() else { panic!("a form") };
    let field = form.fields.iter().find(|field| field.edits == edits)?;
    let Value::Choice(choices) = &field.value else { return None };
    choices.question().map(|(_, row)| row.label.clone())
}

const THEME: &str = "partners.success.theme";
const WANTS: &str = "partners.success.wants";

#[test]
fn a_theme_is_asked_about_while_a_criterion_is_written_and_right_takes_it() {
    let mut session = Session::new();
    session.keys("1 n").types("Shorter");
    assert_eq!(question(&session, THEME), None);
    session.types(" waits");
    assert_eq!(question(&session, THEME).as_deref(), Some("Waiting time"));
    assert_eq!(question(&session, WANTS), None, "as long as there is no theme");
    session.keys("down right");
    assert_eq!(question(&session, THEME), None);
    assert_eq!(question(&session, WANTS).as_deref(), Some("less"));
    session.keys("down right enter");
    let last = session.selected().success.values().next_back().unwrap().inner();
    assert_eq!(last.theme.as_ref().map(ThemeId::as_str), Some("waits"));
    assert_eq!(last.wants, Direction::Less);
}

#[test]
fn a_theme_that_nobody_took_is_not_kept() {
    let mut session = Session::new();
    session.keys("1 n").types("Shorter waits").keys("down enter");
    let last = session.selected().success.values().next_back().unwrap().inner();
    assert_eq!((last.theme.clone(), last.wants), (None, Direction::More));
}

#[test]
fn a_list_of_themes_begins_with_those_it_looks_like() {
    let mut session = Session::new();
    session.keys("1 n").types("A budget for the job").keys("down space");
    let Some(Overlay::Picker(picker)) = session.app.overlays.last() else { panic!("a list") };
    let rows: Vec<String> =
        picker.rows.iter().map(|row| format!("{}: {}", row.label, row.detail)).collect();
    assert_eq!(rows[0], "no theme yet: ");
    assert!(rows[1].ends_with(": looks like it"), "{rows:?}");
    assert!(rows[3].ends_with(": "), "{rows:?}");
}
