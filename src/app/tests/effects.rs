//! Effects: written in the sheet key by key, nudged and cleared in the table; each key an edit.

use proptest::prelude::*;

use super::*;
use crate::analysis::Outcome;
use crate::model::samples::any_map;

/// The rows of the sheet on top: how much counts, and where it comes from.
fn rows(session: &Session) -> Vec<String> {
    let Some(Overlay::Sheet(sheet)) = session.app.overlays.last() else { return Vec::new() };
    let told = |row: &SheetRow<'_>| {
        let by = row.by().map_or("·".to_owned(), |by| by.to_string());
        match row {
            SheetRow::Criterion { through: Through::Own, .. } => format!("{by} own"),
            SheetRow::Criterion { through: Through::Theme, .. } => format!("{by} by theme"),
            SheetRow::Criterion { through: Through::Nothing, .. } | SheetRow::Theme { .. } => by,
            SheetRow::Hidden(_) => "hidden".into(),
        }
    };
    sheet.rows(&session.app).iter().map(told).collect()
}

/// The sheet of "At Riverside" and the union.
fn union() -> Session {
    let mut session = Session::new();
    session.keys("4 right enter");
    assert_eq!(session.overlay(), "sheet");
    session
}

/// Every key is undone and done again, and the rows follow.
fn edits(session: &mut Session, keys: &str, expected: &[&str]) {
    let (before, map) = (rows(session), session.app.map().clone());
    session.keys(keys);
    assert_eq!(rows(session), expected, "after {keys}: {}", session.status());
    session.keys("u");
    assert_eq!((rows(session), session.app.map()), (before, &map), "undone {keys}");
    session.keys("ctrl-r");
    assert_eq!(rows(session), expected, "{keys} done again");
}

#[test]
fn the_sheet_tells_own_entries_from_themes_and_from_what_is_not_scored() {
    assert_eq!(rows(&union()), ["-2 own", "-1 by theme", "2 by theme"]);
    let mut session = Session::new();
    session.keys("4 end left enter");
    assert_eq!(rows(&session), ["2 by theme", "·"], "the mayor's helipad has no theme");
}

#[test]
fn digits_set_the_size_and_keep_the_sign() {
    let mut session = union();
    edits(&mut session, "3", &["-3 own", "-1 by theme", "2 by theme"]);
    edits(&mut session, "down 2", &["-3 own", "-2 own", "2 by theme"]);
    edits(&mut session, "0", &["-3 own", "0 own", "2 by theme"]);
    edits(&mut session, "1", &["-3 own", "1 own", "2 by theme"]);
    assert_eq!(
        session.steps().last().unwrap(),
        "change the effect of At Riverside on a criterion of Nurses' union"
    );
}

#[test]
fn minus_turns_the_sign_and_makes_the_next_digit_negative() {
    let mut session = union();
    edits(&mut session, "-", &["2 own", "-1 by theme", "2 by theme"]);
    edits(&mut session, "1", &["-1 own", "-1 by theme", "2 by theme"]);
    edits(&mut session, "+", &["1 own", "-1 by theme", "2 by theme"]);
    session.keys("esc end left enter down -");
    assert_eq!(rows(&session), ["2 by theme", "·"], "there is no sign to turn yet");
    edits(&mut session, "3", &["2 by theme", "-3 own"]);
    session.keys("- up down 2");
    assert_eq!(rows(&session)[1], "2 own", "a move forgets the sign that was typed");
}

#[test]
fn arrows_go_by_halves_and_stop_at_the_ends() {
    let mut session = union();
    edits(&mut session, "right", &["-1.5 own", "-1 by theme", "2 by theme"]);
    edits(&mut session, "left", &["-2 own", "-1 by theme", "2 by theme"]);
    session.keys("left left left");
    assert_eq!(session.status(), "refused: This is the end of the scale: effects go from -3 to 3");
    assert_eq!(rows(&session)[0], "-3 own");
}

#[test]
fn a_cleared_entry_leaves_what_its_theme_says() {
    let mut session = union();
    edits(&mut session, "delete", &["·", "-1 by theme", "2 by theme"]);
    session.keys("u backspace");
    assert_eq!(session.status(), "Cleared: it is not scored now. u undoes it");
    session.keys("down 3");
    edits(&mut session, "x", &["·", "-1 by theme", "2 by theme"]);
    session.keys("u x");
    assert_eq!(session.status(), "Cleared: the effect on the theme counts again, -1. u undoes it");
    session.keys("x");
    assert_eq!(
        session.status(),
        "refused: There is no own entry here to clear: Tab goes to the effects on themes"
    );
}

#[test]
fn evidence_goes_round_and_stays_when_the_size_changes() {
    let mut session = union();
    let evidence = |session: &Session| {
        let own = &session.app.map().issues[0].options[0].on[0][0];
        own.evidence.map_or("not said", Evidence::word)
    };
    let mut seen = Vec::new();
    for _ in 0..5 {
        seen.push(evidence(session.keys("e")));
    }
    assert_eq!(seen, ["inferred", "a guess", "not said", "heard", "read"]);
    assert_eq!(evidence(session.keys("3")), "read");
    session.keys("down e");
    assert!(session.status().starts_with("refused: This effect comes from the theme: "));
}

#[test]
fn the_themes_are_the_other_page_of_the_sheet() {
    let mut session = union();
    session.keys("tab");
    assert_eq!(rows(&session), ["-2", "-1", "·"]);
    let Some(Overlay::Sheet(sheet)) = session.app.overlays.last() else { panic!("closed") };
    assert_eq!(sheet.at, 2, "on the theme of the row before");
    edits(&mut session, "1", &["-2", "-1", "1"]);
    edits(&mut session, "up -", &["-2", "1", "1"]);
    edits(&mut session, "x", &["-2", "·", "1"]);
    assert_eq!(session.steps().last().unwrap(), "clear the effect of At Riverside on Running cost");
    session.keys("t");
    assert_eq!(rows(&session), ["-2 own", "·", "2 by theme"]);
    session.keys("esc home t");
    assert_eq!(rows(&session), ["-2", "·", "1"], "also from the names");
}

#[test]
fn the_form_of_an_effect_takes_any_decimal_evidence_and_source() {
    let mut session = union();
    session.keys("down enter").types("-1.25");
    // -2 of 4, -1.25 of 3 and 2 of 1, of 8
    assert_eq!(session.form().1, "adds up to -1.2 for them; breaks a red line");
    session.keys("down right down").types("hearing").keys("enter");
    assert_eq!(rows(&session), ["-2 own", "-1.25 own", "2 by theme"]);
    let own = session.app.map().issues[0].options[0].on[0][1].clone();
    assert_eq!(own.evidence, Some(Evidence::Heard));
    assert_eq!(own.source.shown(Curtain::Open).unwrap(), "hearing");
    session.keys("enter backspace");
    assert_eq!(session.form().1, "adds up to -1.1 for them; breaks a red line");
    session.keys("enter");
    assert_eq!(rows(&session)[1], "-1 by theme", "without a number there is no entry");
    session.keys("tab enter").types("4").keys("enter");
    assert_eq!(session.overlay(), "form", "it stays open: {}", session.status());
    assert_eq!(session.form().1, "", "that is on no scale");
    session.keys("backspace").types("3");
    // the ministry 2 of 5 less 3 of 3, the union 2 of 1 and 3 of 3 less 2 of 4, the mayor less waiting
    assert_eq!(session.form().1, "good for 3, bad for 0, of the 3 of 4 we know");
    session.keys("enter");
    assert_eq!(rows(&session), ["-2", "3", "·"]);
}

#[test]
fn the_sheet_goes_on_to_the_next_partner_and_the_next_option() {
    let mut session = union();
    session.keys("[");
    assert_eq!(rows(&session), ["2 by theme", "1 by theme"]);
    session.keys("pagedown");
    assert_eq!(rows(&session), ["1 by theme", "·"]);
    session.keys("] ] ]");
    assert!(rows(&session).is_empty(), "nothing is known of the press");
    session.keys("3 - x e enter right");
    assert_eq!(session.steps(), Vec::<String>::new());
    session.keys("pageup esc");
    assert_eq!(session.overlay(), "none");
}

#[test]
fn what_success_means_to_someone_unknown_is_added_over_the_sheet() {
    let mut session = Session::new();
    session.keys("4 end enter n").types("Faster news").keys("enter");
    assert_eq!(rows(&session), ["·"]);
    edits(&mut session, "2", &["2 own"]);
}

#[test]
fn a_sheet_closes_when_its_option_is_undone() {
    let mut session = Session::new();
    session.keys("4 a").types("Nowhere").keys("enter enter");
    assert_eq!(session.overlay(), "sheet");
    session.keys("u");
    assert_eq!(session.overlay(), "none");
    assert_eq!(*session.app.map(), sample());
}

#[test]
fn undo_shows_the_cell_that_it_is_about() {
    let mut session = union();
    session.keys("3 esc 1 home 4 down u");
    assert_eq!(session.app.view.selected.as_ref().unwrap().as_str(), "union");
    assert_eq!(session.app.view.option().unwrap().option.as_str(), "riverside");
}

#[test]
fn a_cell_with_one_scored_criterion_is_nudged_in_the_table() {
    let mut session = Session::new();
    session.keys("4 end left +");
    assert_eq!(session.status(), "\"Quick help for voters\": +2.5 now. u undoes it");
    session.keys("- -");
    assert_eq!(session.status(), "\"Quick help for voters\": +1.5 now. u undoes it");
    session.keys("u u u");
    assert_eq!(*session.app.map(), sample());
    session.keys("home right +");
    assert_eq!(session.overlay(), "sheet", "the ministry has two scored criteria");
    session.keys("esc home +");
    assert!(session.status().starts_with("refused: Effects stand in the partners' columns"));
}

#[test]
fn nudges_of_a_cell_within_a_second_are_one_step() {
    let mut session = Session::new();
    session.keys("4 end left +");
    for milliseconds in [0, 300, 600] {
        update(&mut session.app, Msg::Key("+".parse().unwrap()), Moment(500_000 + milliseconds));
    }
    assert_eq!(session.steps().len(), 2, "the one that adds the entry, and the nudges");
}

#[test]
fn own_effects_on_a_partner_are_cleared_in_one_step_that_says_how_many() {
    let mut session = Session::new();
    session.keys("4 right delete");
    assert_eq!(
        session.status(),
        "Done: clear the own effect of At Riverside on Nurses' union. u undoes it"
    );
    session.keys("delete");
    assert_eq!(
        session.status(),
        "refused: This option has no own effects on this partner: t lists its effects on themes"
    );
    session.keys("u");
    assert_eq!(*session.app.map(), sample());
}

#[test]
fn behind_the_curtain_private_criteria_are_hidden_and_left_alone() {
    let mut session = union();
    session.keys("end 3 c");
    assert_eq!(rows(&session), ["-2 own", "-1 by theme", "hidden"]);
    let refused = "refused: This is private, and the curtain is drawn: \
                   c opens the curtain, when nobody is looking";
    for key in ["1", "-", "right", "x", "e", "enter"] {
        assert_eq!(session.keys(key).status(), refused, "{key}");
    }
    assert_eq!(session.keys("esc delete").status(), refused);
    assert_eq!(session.steps().len(), 1);
    session.keys("enter up up enter");
    let Some(Overlay::Form(form)) = session.app.overlays.last() else { panic!("no form") };
    assert_eq!(form.fields.len(), 2, "the source is private");
    for step in session.steps() {
        assert!(!step.contains(PLANTED), "{step}");
    }
}

#[test]
fn nothing_is_changed_where_the_map_may_only_be_looked_at() {
    let opening = Opening {
        permission: Permission::ReadOnly,
        curtain: Curtain::Open,
        size: (120, 40),
        home: None,
    };
    let mut session = Session::of(sample(), opening);
    let refused = "refused: This map is open for reading only: \
                   start without --read-only, or save a copy with S";
    session.keys("4 right");
    for key in ["a", "A", "d", "x", "K", "+", "-", "delete"] {
        assert_eq!(session.keys(key).status(), refused, "{key}");
    }
    assert_eq!(session.keys("home enter").status(), refused);
    session.keys("right right enter");
    assert_eq!(session.overlay(), "sheet", "it can be read");
    for key in ["1", "-", "+", "right", "x", "e", "enter"] {
        assert_eq!(session.keys(key).status(), refused, "{key}");
    }
    session.keys("tab ?");
    assert_eq!(session.overlay(), "why");
    assert_eq!(*session.app.map(), sample());
}

#[test]
fn a_press_on_a_scale_sets_the_effect() {
    let mut session = union();
    session.send(Msg::Press(Target::FieldValue(1, 9), Clicks::Single));
    assert_eq!(rows(&session)[1], "1.5 own");
    session.send(Msg::Press(Target::OverlayRow(0), Clicks::Single));
    let Some(Overlay::Sheet(sheet)) = session.app.overlays.last() else { panic!("closed") };
    assert_eq!(sheet.at, 0);
    session.send(Msg::Wheel(Target::Overlay, 3)).keys("0");
    assert_eq!(rows(&session)[1], "0 own");
}

proptest! {
    #[test]
    fn what_counts_in_the_sheet_is_what_the_analysis_counts(map in any_map()) {
        let opening = Opening { curtain: Curtain::Open, size: (120, 40), ..Opening::default() };
        let app = App::new(map, Origin::Example, opening);
        for answer in app.answers().options() {
            for (at, of) in app.map().partners.iter().enumerate() {
                let rows = sheet::criteria(&app, &answer.place, of);
                let (mut sum, mut weights) = (0_i128, 0_i128);
                for row in &rows {
                    let SheetRow::Criterion { content, .. } = row else { panic!("hidden") };
                    let weight = i128::from(content.weight.get());
                    weights += weight;
                    sum += weight * row.by().map_or(0, |by| i128::from(by.billionths()));
                }
                let is_scored = rows.iter().any(|row| row.by().is_some());
                let outcome = answer.outcome(at);
                prop_assert_eq!(outcome == Outcome::NotScored, !is_scored && !rows.is_empty());
                if let Some(gain) = answer.gain(at) {
                    prop_assert_eq!(gain.numerator() * weights, sum * i128::from(gain.weight()));
                } else {
                    prop_assert!(rows.is_empty());
                }
            }
        }
    }
}
