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
    session.keys("esc a").send(Msg::Paste("Port\nauthority\n".into())).keys("enter");
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
