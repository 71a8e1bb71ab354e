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

#[test]
fn a_form_behind_the_curtain_offers_no_theme_of_which_only_private_criteria_tell() {
    let mut map = sample();
    for theme in map.themes.values_mut() {
        theme.name = crate::model::Text::cleaned("SHOWN");
    }
    let theme = ThemeId::new("hidden").unwrap();
    let named = crate::model::Theme {
        name: crate::model::Text::cleaned(PLANTED),
        unit: crate::model::Text::default(),
    };
    map.themes.insert_at(0, theme.clone(), named);
    let hidden = &mut map.partners["union"].success["rest"];
    hidden.inner_mut().theme = Some(theme);
    let opening = Opening { size: (120, 40), ..Opening::default() };
    let mut session = Session::of(map, opening);
    session.keys("1 enter").send(Msg::Resize(120, 40));
    let (partner, id) = (PartnerId::new("ministry").unwrap(), CriterionId::new("waits").unwrap());
    let of = Subject::Criterion(partner.clone(), Some(id.clone()));
    let form = of.form(&session.app).unwrap().at("partners.success.theme");
    session.app.overlays = vec![Overlay::Form(form)];
    session.keys("up down");
    let told = format!("{:?}", session.app.overlays);
    assert!(!told.contains(PLANTED) && told.contains("SHOWN"), "{told}");
    session.keys("right enter");
    let theme = session.app.map().partners[&partner].success[&id].inner().theme.clone();
    assert_eq!(
        theme,
        Some(ThemeId::new("cost").unwrap()),
        "the rows are those of the themes shown"
    );
}

/// What is written in the field under the cursor of the form or the editor on top.
fn written(session: &Session) -> String {
    match session.app.overlays.last() {
        Some(Overlay::Editor(editor)) => editor.field.text().to_string(),
        Some(Overlay::Form(form)) => match &form.field().unwrap().value {
            Value::Line(field) | Value::Page(field) => field.text().to_string(),
            _ => String::new(),
        },
        _ => String::new(),
    }
}

const KEPT: &str = "The curtain is drawn: what you were writing is kept and opens with the curtain";

#[test]
fn a_form_that_can_not_be_kept_waits_behind_the_curtain() {
    let mut session = Session::new();
    let concern = Subject::Concern(session.app.selected().unwrap().0.clone(), None);
    session.app.overlays.push(Overlay::Form(concern.form(&session.app).unwrap()));
    session.types("   ").keys("f9");
    assert_eq!((session.overlay(), session.status().as_str()), ("none", KEPT));
    session.keys("c");
    assert_eq!((session.overlay(), written(&session).as_str()), ("form", "   "));
    session.types("their beds").keys("enter");
    assert_eq!(session.steps().len(), 1);
    session.keys("c c");
    assert_eq!(session.overlay(), "none", "it is opened once");
}

#[test]
fn a_new_criterion_without_words_waits_with_all_that_was_chosen_in_it() {
    let mut session = Session::new();
    let criterion = Subject::Criterion(session.app.selected().unwrap().0.clone(), None);
    session.app.overlays.push(Overlay::Form(criterion.form(&session.app).unwrap()));
    session.keys("down right down right down right down right down right");
    let told = |session: &Session| match session.app.overlays.last() {
        Some(Overlay::Form(form)) => form.fields.iter().map(|field| field.value.told()).collect(),
        _ => Vec::new(),
    };
    let before = told(&session);
    session.keys("f9");
    assert_eq!((session.overlay(), session.status().as_str()), ("none", KEPT));
    session.keys("c");
    assert_eq!(told(&session), before);
    session.keys("esc");
    assert_eq!(session.overlay(), "picker", "it is still unkept");
}

#[test]
fn notes_wait_behind_the_curtain_also_where_help_lies_over_them() {
    let mut session = Session::new();
    session.keys("N").types("more ").keys("f9");
    assert_eq!((session.overlay(), session.status().as_str()), ("none", KEPT));
    session.keys("c");
    assert_eq!(session.overlay(), "editor");
    assert!(written(&session).ends_with("more "));
    let session = {
        session.keys("f1 c");
        session
    };
    assert_eq!(session.overlay(), "none", "also where help lies over it");
    assert!(session.app.curtain.is_drawn());
}

#[test]
fn leaving_asks_about_what_waits_behind_the_curtain_and_loses_nothing_of_it() {
    let question = |session: &Session| match session.app.overlays.last() {
        Some(Overlay::Picker(picker)) => picker.title.clone(),
        _ => String::new(),
    };
    let mut session = Session::new();
    session.keys("N").types("more").keys("f9");
    let draft = session.app.draft();
    session.keys("q");
    assert_eq!(question(&session), "What you were writing waits behind the curtain");
    session.keys("enter");
    assert_eq!(session.overlay(), "none");
    session.keys("q down enter");
    assert!(session.effects.contains(&Effect::Draft(draft)), "it is in the journal");
    assert_eq!(session.effects(), [Effect::Quit(0)]);
    session.keys("2 K q");
    assert!(question(&session).starts_with("Not everything is saved, and what you were writing"));
}
