//! What was chosen in a form that waits, and is opened again: by ids, as names may be equal.

use super::*;
use crate::edit::{Draft, Writing};
use crate::model::OptionId;

/// The rows that are chosen in the form on top: id, or label where there is none.
fn chosen(session: &Session) -> Vec<String> {
    let Some(Overlay::Form(form)) = session.app.overlays.last() else { return Vec::new() };
    let choices = form.fields.iter().filter_map(|field| match &field.value {
        Value::Choice(choices) => choices.chosen(),
        _ => None,
    });
    choices.map(|row| row.id.clone().unwrap_or_else(|| row.label.clone())).collect()
}

/// The sample with a second issue, whose options are called as those of the first.
fn with_equal_names() -> Session {
    let mut session = Session::new();
    let mut map = sample();
    let (_, site) = map.issues.get_index(0).unwrap();
    let options = site.options.values().enumerate();
    let options =
        options.map(|(n, option)| (OptionId::new(&format!("same-{n}")).unwrap(), option.clone()));
    let when = Issue { options: options.collect(), ..site.clone() };
    map.issues.insert(IssueId::new("when").unwrap(), when);
    for partner in map.partners.values_mut() {
        partner.name = crate::model::Text::cleaned("Mayor");
    }
    for theme in map.themes.values_mut() {
        theme.name = crate::model::Text::cleaned("no theme yet");
    }
    session.app = App::new(
        map,
        Origin::Example,
        Opening { curtain: Curtain::Open, size: (120, 40), ..Opening::default() },
    );
    session
}

#[test]
fn a_choice_among_equal_names_is_the_same_behind_the_curtain_and_back() {
    let partner = |session: &Session, nth: usize| session.app.partner_at(nth).unwrap().0.clone();
    let mut session = with_equal_names();
    let (first, last) = (partner(&session, 0), partner(&session, 3));
    let forms = [
        Subject::Rule(None),
        Subject::Relation(first.clone(), None),
        Subject::Criterion(last, None),
    ];
    for of in forms {
        let form = of.clone().form(&session.app).unwrap();
        for nth in 0..form.fields.len() {
            let Value::Choice(choices) = &form.fields[nth].value else { continue };
            for row in 0..choices.rows.len() {
                let mut form = form.clone();
                form.go(nth);
                form.value().unwrap().set(row);
                if !form.is_changed() {
                    continue;
                }
                session.app.overlays = vec![Overlay::Form(form)];
                let before = chosen(&session);
                session.keys("f9 c");
                assert_eq!(chosen(&session), before, "row {row} of field {nth} of {of:?}");
            }
        }
    }
    session.app.overlays = vec![Overlay::Form(
        Subject::Criterion(first, None).form(&session.app).unwrap().at("partners.success.theme"),
    )];
    session.types(" Noise").keys("enter f9 c");
    assert_eq!(chosen(&session)[0], "Noise", "what is made up is made up again");
}

#[test]
fn a_choice_that_an_older_journal_tells_by_its_label_is_taken_only_where_it_is_the_only_one() {
    let written = |nth: usize, label: &str| {
        let texts = vec![("rules".into(), nth, label.into())];
        Writing { of: Subject::Rule(None).words(), texts }
    };
    let mut session = with_equal_names();
    let take = |session: &mut Session, writing: Writing| {
        session.app.overlays.clear();
        let draft = Draft(vec![writing]);
        session.app.begin(Before { draft, ..Before::default() });
        chosen(session)
    };
    assert_eq!(take(&mut session, written(1, "excludes")), ["", "excludes", ""]);
    assert_eq!(
        take(&mut session, written(0, "At Riverside")),
        ["", "requires", ""],
        "there are two"
    );
    assert_eq!(take(&mut session, written(0, "At the moon")), ["", "requires", ""]);
    let mut session = Session::new();
    assert_eq!(take(&mut session, written(0, "At Riverside")), ["riverside", "requires", ""]);
}

#[test]
fn whatever_was_typed_and_is_worth_keeping_is_asked_about_before_it_goes() {
    let beside = || Msg::Press(Target::Elsewhere, Clicks::Single);
    let close = |session: &mut Session, how: &str| match how {
        "press" => drop(session.send(beside())),
        key => drop(session.keys(key)),
    };
    for open in ["1 a", "1 r", "4 a", "4 A"] {
        let mut session = Session::new();
        session.keys(open);
        assert_eq!(session.overlay(), "prompt", "{open}");
        for how in ["press", "esc", "ctrl-c"] {
            session.types("Port");
            close(&mut session, how);
            assert_eq!(session.overlay(), "picker", "{open} {how}");
            // a second one answers nothing, and goes back to the text
            close(&mut session, "press");
            assert_eq!(session.overlay(), "prompt", "{open} {how}");
        }
        let typed = session.app.draft();
        assert!(typed.0[0].texts[0].2.ends_with("PortPortPort"), "{typed:?}");
        session.keys("esc enter");
        assert_eq!((session.overlay(), session.steps().len()), ("none", 1), "{open}: it is kept");
        session.keys("u").keys(open).types("Port").keys("esc down down enter");
        assert_eq!(
            (session.overlay(), session.steps().len()),
            ("none", 0),
            "{open}: it is thrown away"
        );
        session.keys(open).keys("esc");
        assert_eq!(session.overlay(), "none", "{open}: nothing was typed");
        session.keys(open).types(" ").keys("esc");
        assert_ne!(session.overlay(), "prompt", "{open}: nothing but a blank, or a longer name");
    }
}
