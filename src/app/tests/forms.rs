//! The form of a criterion, the editor of long texts, and what is pasted where.

use super::*;

fn says(session: &Session) -> Vec<String> {
    let success = &session.selected().success;
    let told = |line: &Criterion| {
        let content = line.inner();
        let theme = content.theme.as_ref().map_or("-", |theme| theme.as_str());
        format!("{} {theme} {} {}", content.says, content.wants.word(), content.weight)
    };
    success.values().map(told).collect()
}

#[test]
fn a_new_criterion_gets_words_a_theme_a_direction_and_a_weight() {
    let mut session = Session::new();
    session
        .keys("n")
        .types("Fewer complaints, 5 at most")
        .keys("down right down right down 4 enter");
    assert_eq!(says(&session)[2], "Fewer complaints, 5 at most waits less 4");
    assert_eq!(session.overlay(), "none");
    session.keys("u");
    assert_eq!(*session.app.map(), sample());
}

#[test]
fn a_criterion_is_changed_field_by_field_in_one_step() {
    let mut session = Session::new();
    session.keys("1 enter down down down enter");
    assert_eq!(session.overlay(), "form");
    session.keys("tab left tab space tab left enter");
    assert_eq!(says(&session)[0], "Nobody waits four hours - more 4");
    assert_eq!(session.steps().len(), 1);
    let content = session.selected().success[0].inner();
    assert_eq!(content.evidence, Some(Evidence::Heard), "what the form doesn't show stays");
}

#[test]
fn the_theme_is_chosen_from_a_list_that_typing_narrows() {
    let mut session = Session::new();
    session.keys("1 enter down down down enter down space");
    assert_eq!(session.overlay(), "picker");
    session.types("jo").keys("enter enter");
    assert_eq!(says(&session)[0], "Nobody waits four hours jobs less 5");
}

#[test]
fn a_criterion_without_words_is_refused_and_the_form_stays() {
    let mut session = Session::new();
    session.keys("n enter");
    assert_eq!(
        session.status(),
        "refused: A criterion needs words: write what success means, or Esc"
    );
    assert_eq!(session.overlay(), "form");
    session.keys("esc");
    assert_eq!(session.overlay(), "none");
}

#[test]
fn leaving_a_changed_form_asks_and_each_answer_does_what_it_says() {
    let mut session = Session::new();
    session.keys("n").types("Peace").keys("esc");
    assert_eq!(session.overlay(), "picker");
    session.keys("down enter");
    assert_eq!(session.overlay(), "form", "go on writing");
    session.keys("esc esc");
    assert_eq!(session.overlay(), "form", "Esc on the question goes on writing");
    session.keys("esc down down enter");
    assert_eq!(session.overlay(), "none", "thrown away");
    assert_eq!(says(&session).len(), 2);
    session.keys("n").types("Peace").keys("esc enter");
    assert_eq!(says(&session)[2], "Peace - more 3", "kept");
}

#[test]
fn escape_keeps_a_long_text_and_undo_takes_it_back() {
    let mut session = Session::new();
    session.keys("N enter").types("Met her on Tuesday.").keys("esc");
    let notes = session.selected().private_notes.inner().to_string();
    assert_eq!(notes, "PLANTED notes\nMet her on Tuesday.");
    assert_eq!(session.status(), "The text is kept. u undoes it, Ctrl-S saves the map");
    session.keys("u");
    assert_eq!(*session.app.map(), sample());
    session.keys("C esc");
    assert_eq!(session.steps(), Vec::<String>::new(), "nothing was written");
}

#[test]
fn control_s_in_the_editor_keeps_the_text_and_saves() {
    let mut session = Session::new();
    session.keys("C").types("!").keys("ctrl-s");
    assert_eq!(session.overlay(), "none");
    assert_eq!(session.selected().culture.inner().notes, "PLANTED culture!");
    let saved = Effect::Save(Saving { to: None, existing: Existing::Ask, then: Then::Stay });
    assert_eq!(session.effects(), [saved]);
}

#[test]
fn a_megabyte_pasted_into_the_editor_is_kept_whole() {
    let long = "Nobody waits four hours.\n".repeat(42_000);
    let mut session = Session::new();
    session.keys("N").send(Msg::Paste(long.clone())).keys("esc");
    let notes = session.selected().private_notes.inner();
    assert_eq!(notes.len(), "PLANTED notes".len() + long.len());
    assert!(notes.ends_with(&long));
}

#[test]
fn a_paste_goes_only_where_text_is_typed() {
    let mut session = Session::new();
    session.send(Msg::Paste("qDaZ\n".into()));
    assert_eq!(
        session.status(),
        "refused: There is no field open to paste into: a adds a partner, Enter opens a field"
    );
    assert_eq!(*session.app.map(), sample());
    session.keys("f1").send(Msg::Paste("q".into()));
    assert_eq!(session.overlay(), "help");
    session.keys("esc a").send(Msg::Paste("Port authority\n".into())).keys("enter");
    assert_eq!(session.selected().name, "Port authority");
}

#[test]
fn too_long_a_paste_into_one_line_is_refused_whole() {
    let mut session = Session::new();
    session.keys("a").send(Msg::Paste("x".repeat(1_000_000)));
    assert_eq!(
        session.status(),
        "refused: 1000000 characters are too many for one line: nothing was pasted"
    );
    assert_eq!(session.overlay(), "prompt");
}

/// The fields of the open form: name and what stands there.
fn fields(session: &Session) -> Vec<String> {
    let Some(Overlay::Form(form)) = session.app.overlays.last() else { return Vec::new() };
    let told = |field: &Field| {
        let value = match &field.value {
            Value::Line(text) | Value::Page(text) => text.text().to_string(),
            Value::Number(number) => number.field.text().to_string(),
            Value::Choice(choices) => choices.chosen().unwrap().label.clone(),
            Value::Steps(steps) => steps.at.map_or("?".into(), |at| at.to_string()),
            Value::Switch(switch) => if switch.on { "yes" } else { "no" }.to_owned(),
        };
        format!("{}={value}", field.name.trim())
    };
    form.fields.iter().map(told).collect()
}

fn at(session: &Session) -> &str {
    match session.app.overlays.last() {
        Some(Overlay::Form(form)) => &form.field().unwrap().name,
        _ => "",
    }
}

#[test]
fn a_theme_that_is_typed_is_made_with_the_link_to_it_in_one_step() {
    let mut session = Session::new();
    session.keys("n").types("Quiet nights").keys("down").types("Noise");
    assert_eq!(session.overlay(), "picker");
    session.keys("enter");
    assert_eq!(fields(&session)[1], "Theme=Noise");
    session.keys("enter");
    assert_eq!(says(&session)[2], "Quiet nights noise more 3");
    let label = "add a criterion of Ministry of Health, with the new theme Noise";
    assert_eq!(session.steps(), [label]);
    session.keys("u");
    assert_eq!(*session.app.map(), sample());
}

#[test]
fn a_theme_that_is_there_is_not_made_twice() {
    let mut session = Session::new();
    session.keys("n").types("Fewer").keys("down").types("JOBS").keys("enter enter");
    assert_eq!(says(&session)[2], "Fewer jobs more 3");
    assert_eq!(session.app.map().themes.len(), 3);
}

#[test]
fn a_refused_number_says_what_is_allowed_and_the_cursor_goes_there() {
    let mut session = Session::new();
    session.keys("1 enter down enter 1 2 down down enter");
    assert_eq!(
        session.status(),
        "refused: The number must be from 0 to 10: type another, or delete it where it isn't known"
    );
    assert_eq!(at(&session), "Interest");
    session.keys("7 . 5 enter");
    assert_eq!((session.overlay(), session.place().as_str()), ("none", "7.5 9"));
}

#[test]
fn evidence_without_a_number_is_refused() {
    let mut session = Session::new();
    session.keys("1 end enter down enter down h enter");
    assert_eq!(
        session.status(),
        "refused: There is no number that this would be the evidence for: \
         type the number, or say nothing of it"
    );
    assert_eq!(at(&session), "Interest");
    session.keys("6 enter");
    let interest = session.selected().interest.clone().unwrap();
    assert_eq!(
        (interest.value.to_string(), interest.evidence),
        ("6".into(), Some(Evidence::Heard))
    );
}

#[test]
fn a_long_text_is_written_in_the_editor_over_the_form_and_kept_with_it() {
    let mut session = Session::new();
    session.keys("1 enter end up up up enter");
    assert_eq!(fields(&session)[0], "Notes=PLANTED culture");
    session.keys("enter").types("!").keys("enter").types("More").keys("esc");
    assert_eq!(fields(&session)[0], "Notes=PLANTED culture!\nMore");
    assert_eq!(session.steps(), Vec::<String>::new(), "nothing is kept before the form is");
    session.keys("down 2 enter");
    let culture = session.selected().culture.inner();
    assert_eq!(culture.notes, "PLANTED culture!\nMore");
    assert_eq!(culture.explicitness.map(crate::model::Step::get), Some(2));
    assert_eq!(session.steps(), ["change the culture of Ministry of Health"]);
}

#[test]
fn a_letter_on_a_long_text_opens_the_editor_and_is_typed_there() {
    let mut session = Session::new();
    session.keys("1 enter end up up up enter").types("?!");
    assert_eq!(session.overlay(), "editor");
    session.keys("ctrl-s");
    assert_eq!(session.selected().culture.inner().notes, "PLANTED culture?!");
    assert_eq!(session.effects().len(), 1, "the form is kept and the map saved");
}

#[test]
fn the_mouse_goes_to_a_field_turns_it_and_sets_a_step() {
    let press = |target| Msg::Press(target, Clicks::Single);
    let mut session = Session::new();
    session.keys("n").types("Calm").send(press(Target::OverlayRow(7)));
    assert_eq!((at(&session), fields(&session)[7].as_str()), ("Red line", "Red line=no"));
    session.send(press(Target::OverlayRow(7))).send(press(Target::FieldValue(3, 4)));
    assert_eq!((at(&session), fields(&session)[3].as_str()), ("Weight", "Weight=5"));
    assert_eq!(fields(&session)[7], "Red line=yes");
    session.send(press(Target::OverlayRow(1))).send(press(Target::OverlayRow(1)));
    assert_eq!(session.overlay(), "picker");
}

#[test]
fn a_paste_goes_into_the_field_under_the_cursor_or_nowhere() {
    let mut session = Session::new();
    session.keys("n down down").send(Msg::Paste("text".into()));
    assert_eq!(
        session.status(),
        "refused: Nothing can be pasted into this field: ↑ ↓ go to a field with text"
    );
    session.keys("up up").send(Msg::Paste("Less\r\nnoise\n".into()));
    assert_eq!(fields(&session)[0], "Success means=Less noise");
}

#[test]
fn behind_the_curtain_a_form_leaves_out_what_is_private() {
    let mut session = Session::new();
    session.keys("c 1 enter down down enter");
    assert_eq!(session.overlay(), "form");
    assert!(!fields(&session).concat().contains(PLANTED), "{:?}", fields(&session));
    session.keys("down down down 4 enter");
    let content = session.selected().success[0].inner();
    assert_eq!((content.weight.get(), content.source.inner().len()), (4, "PLANTED source".len()));
}

#[test]
fn the_curtain_sets_aside_the_form_and_the_text_over_it() {
    let mut session = Session::new();
    session.keys("1 enter end up up up enter enter").types("!").keys("f9");
    assert_eq!(session.overlay(), "none");
    assert!(session.app.curtain.is_drawn());
    assert_eq!(session.selected().culture.inner().notes, "PLANTED culture");
    session.keys("c ctrl-s");
    assert_eq!(session.selected().culture.inner().notes, "PLANTED culture!");
}

#[test]
fn a_line_of_success_that_may_become_private_is_not_on_the_wall_when_the_curtain_falls() {
    let mut session = Session::new();
    session.keys("1 enter down down n").types("Keep our own name").keys("f9");
    assert_eq!(*session.app.map(), sample());
    session.keys("c down down down down down down down down space enter");
    let kept = session.selected().success.values().next_back();
    assert!(kept.is_some_and(crate::model::Criterion::is_private));
}

#[test]
fn a_criterion_becomes_private_and_open_again() {
    let mut session = Session::new();
    session.keys("1 enter down down down enter up").keys("down down down down down down down down");
    assert_eq!(at(&session), "Private");
    session.keys("space enter");
    assert!(session.selected().success[0].is_private());
    assert_eq!(session.steps(), ["change a criterion of Ministry of Health"]);
    session.keys("enter down down down down down down down down space enter");
    assert_eq!(*session.app.map(), sample());
}

#[test]
fn tags_stand_on_one_line_or_where_one_holds_a_comma_on_a_line_each() {
    let tagged = |tags: &[&str]| {
        let mut map = sample();
        map.partners[0].tags = tags.iter().map(|tag| crate::model::Text::cleaned(tag)).collect();
        let opening = Opening { curtain: Curtain::Open, size: (120, 40), ..Opening::default() };
        let mut session = Session::of(map, opening);
        session.keys("1 enter enter down down down");
        session
    };
    let tags = |session: &Session| {
        session.selected().tags.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    let mut session = tagged(&["government", "capital"]);
    assert_eq!(fields(&session)[3], "Tags=government, capital");
    session.types(",  health ,").keys("enter");
    assert_eq!(tags(&session), ["government", "capital", "health"]);
    let mut session = tagged(&["Riverside, north", "capital"]);
    assert_eq!(fields(&session)[3], "Tags=Riverside, north\ncapital");
    session.types("s").keys("esc up enter");
    assert_eq!(tags(&session), ["Riverside, north", "capitals"]);
}

#[test]
fn the_first_and_the_last_field_are_one_key_away() {
    let mut session = Session::new();
    let at = |session: &Session| match session.app.overlays.last() {
        Some(Overlay::Form(form)) => (form.at, form.fields.len() - 1),
        _ => panic!("no form"),
    };
    session.keys("n pagedown");
    let (here, last) = at(&session);
    assert_eq!(here, last);
    session.keys("pageup");
    assert_eq!(at(&session).0, 0);
}
