//! The lists of themes, relations and rules, and the forms of their records and of the heading.

use super::*;
use crate::app::collection::{Collection, Listing};
use crate::model::{Form, Issue, IssueId, IssueOption, Moves, OptionId, Rule, Stage, Text, Trust};

/// The rows of the list on top, its cells with bars between; the one under the cursor marked.
fn rows(session: &Session) -> Vec<String> {
    let Some(Overlay::Collection(Collection { of, at })) = session.app.overlays.last() else {
        return vec![format!("no list but {}", session.overlay())];
    };
    let rows = of.cells(&session.app, &of.members(&session.app));
    let at = (*at).min(rows.len().saturating_sub(1));
    let marked = |nth: usize| if nth == at { "> " } else { "" };
    let told = rows.iter().enumerate();
    told.map(|(nth, row)| format!("{}{}", marked(nth), row.join(" | "))).collect()
}

fn tells(session: &Session) -> String {
    match session.app.overlays.last() {
        Some(Overlay::Collection(list)) => {
            list.chosen(&session.app).map_or(String::new(), |row| row.tells(&session.app))
        }
        _ => String::new(),
    }
}

fn theme_ids(session: &Session) -> Vec<String> {
    session.app.map().themes.keys().map(ToString::to_string).collect()
}

/// Undoes all steps and does them again, and sees that it was at both ends.
fn back_and_forth(session: &mut Session, start: &Map) {
    let (after, steps) = (session.app.map().clone(), session.steps().len());
    for _ in 0..steps {
        session.keys("u");
    }
    assert_eq!(session.app.map(), start);
    for _ in 0..steps {
        session.keys("ctrl-r");
    }
    assert_eq!(*session.app.map(), after);
}

#[test]
fn themes_are_listed_with_what_is_about_them() {
    let mut session = Session::new();
    session.keys("T");
    assert_eq!(
        rows(&session),
        [
            "> Waiting time |  | 3 less | 2 lower it",
            "Running cost |  | 1 more, 1 less | 1 lowers it",
            "Jobs |  | 1 more | none yet",
        ]
    );
    assert_eq!(
        tells(&session),
        "Wanted less by Ministry of Health, Nurses' union and Mayor of Hillcrest. \
         Lowered by \"At Riverside\" and \"At Hillcrest\"."
    );
    session.keys("c");
    assert_eq!(rows(&session)[0], "> Waiting time |  | 2 less | 2 lower it");
    session.keys("esc");
    assert_eq!(session.overlay(), "none");
}

#[test]
fn a_theme_is_added_renamed_reordered_copied_and_deleted() {
    let mut session = Session::new();
    session.keys("T a").types("Beds").keys("down").types("beds").keys("enter");
    assert_eq!(rows(&session)[3], "> Beds | beds | none yet | none yet");
    session.keys("enter").types("!").keys("enter");
    assert_eq!(rows(&session)[3], "> Beds! | beds | none yet | none yet");
    session.keys("K shift-up J");
    assert_eq!(rows(&session)[2], "> Beds! | beds | none yet | none yet");
    session.keys("home d");
    assert_eq!(rows(&session)[1], "> Waiting time (copy) |  | none yet | 2 lower it");
    session.keys("up x");
    assert_eq!(
        session.status(),
        "Done: delete Waiting time (with 3 links of criteria, 2 effects). u undoes it"
    );
    assert_eq!(theme_ids(&session), ["waiting-time-copy", "cost", "beds", "jobs"]);
    assert_eq!(session.steps().len(), 7);
    back_and_forth(&mut session, &sample());
}

#[test]
fn a_theme_needs_a_name() {
    let mut session = Session::new();
    session.keys("T a enter");
    assert_eq!(session.status(), "refused: A theme needs a name: type one, or Esc");
    session.keys("esc");
    assert_eq!(session.overlay(), "list");
}

#[test]
fn a_theme_is_merged_into_one_that_is_chosen_from_the_others() {
    let mut session = Session::new();
    session.keys("T m");
    let Some(Overlay::Picker(picker)) = session.app.overlays.last() else { panic!("no picker") };
    let others = picker.rows.iter().map(|row| format!("{}: {}", row.label, row.detail));
    let others: Vec<String> = others.collect();
    assert_eq!(others, ["Running cost: 1 effect would be dropped", "Jobs: "]);
    session.keys("enter");
    assert_eq!(
        session.status(),
        "Done: merge Waiting time into Running cost (with 3 criteria, 1 effect, 1 effect dropped). \
         u undoes it"
    );
    assert_eq!(
        rows(&session),
        ["> Running cost |  | 1 more, 4 less | 2 lower it", "Jobs |  | 1 more | none yet"]
    );
    back_and_forth(&mut session, &sample());
}

#[test]
fn the_only_theme_has_none_to_be_merged_into() {
    let mut session = Session::new();
    session.keys("T x x m");
    assert_eq!(
        session.status(),
        "refused: There is no other theme to merge it into: a adds another one"
    );
    session.keys("x m");
    assert_eq!(session.status(), "refused: There is nothing in this list yet: a adds the first");
    assert!(rows(&session).is_empty());
}

#[test]
fn with_the_curtain_drawn_a_theme_that_only_private_criteria_tell_is_not_listed() {
    let mut session = Session::new();
    session.keys("T end enter").types("!").keys("enter esc");
    let id = ThemeId::new("jobs").unwrap();
    let mut map = session.app.map().clone();
    let union = map.partners.get_mut("union").unwrap();
    let line = union.success.get_mut("jobs").unwrap();
    *line = line.clone().private();
    let opening = Opening { curtain: Curtain::Drawn, size: (120, 40), ..Opening::default() };
    let mut session = Session::of(map, opening);
    session.keys("T");
    assert_eq!(rows(&session).len(), 2);
    assert!(session.app.map().themes.contains_key(&id));
    // the row goes past the one that it stands before on the screen
    session.keys("J");
    assert_eq!(theme_ids(&session), ["cost", "waits", "jobs"]);
    assert!(!session.palette("merge").status().contains("Jobs"));
}

#[test]
fn with_the_curtain_drawn_where_all_themes_are_private_that_is_said() {
    let mut map = sample();
    for line in map.partners.values_mut().flat_map(|partner| partner.success.values_mut()) {
        *line = line.clone().private();
    }
    let opening = Opening { curtain: Curtain::Drawn, size: (120, 40), ..Opening::default() };
    let mut session = Session::of(map, opening);
    session.keys("2 t");
    assert_eq!(session.overlay(), "none");
    assert!(session.status().contains("the curtain is drawn"), "{}", session.status());
    session.keys("T");
    assert!(Listing::Themes.empty(&session.app).starts_with("Only private criteria"));
    session.keys("esc 4 home down t ?");
    assert!(!session.read().contains("Waiting"), "{}", session.read());
}

#[test]
fn relations_are_listed_in_both_directions_and_private_parts_with_the_curtain_open() {
    let mut session = Session::new();
    session.keys("down R");
    assert_eq!(rows(&session), ["> Ministry of Health | → | Nurses' union | not said | not said"]);
    assert_eq!(tells(&session), format!("{PLANTED} relation"));
    session.keys("c");
    assert_eq!(rows(&session), ["> Ministry of Health | → | Nurses' union | not said"]);
    assert!(!tells(&session).contains(PLANTED));
    session.keys("c esc down R");
    assert!(rows(&session).is_empty(), "the mayor has none");
    session.keys("tab");
    assert_eq!(rows(&session).len(), 1);
    session.keys("tab");
    assert!(rows(&session).is_empty());
}

#[test]
fn a_relation_is_added_changed_turned_round_reordered_and_deleted() {
    let mut session = Session::new();
    session.keys("R a right right right down 3 down - down").types("old friends");
    session.keys("enter");
    let steps = "Done: add the relation of Ministry of Health to Mayor of Hillcrest. u undoes it";
    assert_eq!(session.status(), steps);
    assert_eq!(
        rows(&session)[1],
        "> Ministry of Health | → | Mayor of Hillcrest | 3 purpose | +2 trusts fully"
    );
    assert_eq!(tells(&session), "old friends");
    // from and to change places: two fields
    session.keys("enter right right down left left enter");
    assert_eq!(
        rows(&session)[1],
        "> Mayor of Hillcrest | → | Ministry of Health | 3 purpose | +2 trusts fully"
    );
    session.keys("K");
    assert!(rows(&session)[0].starts_with("> Mayor"));
    session.keys("x");
    assert_eq!(
        session.status(),
        "Done: delete the relation of Mayor of Hillcrest to Ministry of Health. u undoes it"
    );
    assert_eq!(session.app.map().relations.len(), 1);
    back_and_forth(&mut session, &sample());
}

#[test]
fn a_relation_that_cannot_stand_is_refused_and_the_form_stays_in_the_field() {
    let mut session = Session::new();
    session.keys("R a enter");
    let refused =
        "refused: A relation is between two partners: choose whom they move and trust, or Esc";
    assert_eq!(session.status(), refused);
    session.keys("right enter");
    assert_eq!(
        session.status(),
        "refused: A relation is between two different partners: choose another one"
    );
    session.keys("right enter");
    assert_eq!(
        session.status(),
        "refused: There is a relation from the one to the other already: \
         Esc, and Enter on that one in the list changes it"
    );
    assert_eq!(session.overlay(), "form");
    assert!(session.steps().is_empty());
}

#[test]
fn with_the_curtain_drawn_a_relation_keeps_what_its_form_does_not_show() {
    let mut session = Session::new();
    session.keys("c R enter down down 2 enter c");
    let relation = &session.app.map().relations[0];
    assert_eq!(relation.moves, Some(Moves::clamped(2)));
    assert_eq!(*relation.note.inner(), format!("{PLANTED} relation").as_str());
    assert_eq!(*relation.trust.inner(), None::<Trust>);
}

/// The sample map with a second issue.
fn with_two_issues() -> Session {
    let mut map = sample();
    let options = ["Shuttle", "Taxi"].map(|name| {
        (OptionId::from_name(name, |_| false), IssueOption::named(Text::cleaned(name)))
    });
    let name = Text::cleaned("How people get there");
    let issue = Issue { name, must_settle: false, options: options.into_iter().collect() };
    map.issues.insert(IssueId::new("way").unwrap(), issue);
    let opening = Opening { curtain: Curtain::Open, size: (120, 40), ..Opening::default() };
    Session::of(map, opening)
}

#[test]
fn a_rule_is_added_changed_reordered_and_deleted() {
    let mut session = with_two_issues();
    let start = session.app.map().clone();
    session.keys("4 X a right down down right right right enter");
    assert_eq!(
        session.status(),
        "Done: add the rule that At Riverside requires Shuttle. u undoes it"
    );
    assert_eq!(
        rows(&session),
        ["> Requires | At Riverside | Where it stands | → | Shuttle | How people get there"]
    );
    assert_eq!(
        tells(&session),
        "\"At Riverside\" (Where it stands) can only be chosen together with \"Shuttle\" (How \
         people get there)."
    );
    session.keys("a right right down right down right right right right enter");
    assert_eq!(
        rows(&session)[1],
        "> Excludes | At Hillcrest | Where it stands | / | Taxi | How people get there"
    );
    session.keys("shift-up enter down left enter");
    assert_eq!(
        session.app.map().rules,
        [
            Rule::Requires(OptionId::new("hillcrest").unwrap(), OptionId::new("taxi").unwrap()),
            Rule::Requires(OptionId::new("riverside").unwrap(), OptionId::new("shuttle").unwrap()),
        ]
    );
    session.keys("delete");
    assert_eq!(
        session.status(),
        "Done: delete the rule that At Hillcrest requires Taxi. u undoes it"
    );
    back_and_forth(&mut session, &start);
}

#[test]
fn a_rule_that_cannot_stand_is_refused_and_the_form_stays_in_the_field() {
    let mut session = with_two_issues();
    session.keys("4 X a enter");
    assert_eq!(
        session.status(),
        "refused: A rule is between two options: Space lists them, or Esc"
    );
    session.keys("right enter down down right right enter");
    assert_eq!(
        session.status(),
        "refused: Both are options of \"Where it stands\", where only one is chosen anyway: \
         choose one of another issue"
    );
    session.keys("right enter a right down down right right right enter");
    assert_eq!(session.status(), "refused: This rule stands already: change it, or Esc");
    assert_eq!((session.overlay(), session.steps().len()), ("form", 1));
}

#[test]
fn where_there_is_nothing_to_choose_from_a_new_record_is_refused() {
    let mut session = Session::new();
    session.keys("4 X a");
    assert_eq!(
        session.status(),
        "refused: A rule is between options of two issues: Esc, and a and A on Options add them"
    );
    let mut map = Map::default();
    map.partners.insert(PartnerId::new("mayor").unwrap(), Partner::named(Text::cleaned("Mayor")));
    let mut session = Session::of(map, Opening { size: (120, 40), ..Opening::default() });
    session.keys("R a");
    assert_eq!(
        session.status(),
        "refused: A relation is between two partners: Esc, and a on Partners adds one"
    );
}

#[test]
fn the_heading_is_written_field_by_field() {
    let mut session = Session::new();
    session.keys("f2").types(", together").keys("down").types("One service").keys("down");
    session
        .types("Both towns")
        .keys("down enter")
        .types("Tense.")
        .keys("esc down right down right");
    session.keys("enter");
    let heading = &session.app.map().heading;
    let told = [&heading.title, &heading.purpose, &heading.serves, &heading.situation];
    let told = told.map(ToString::to_string);
    assert_eq!(told, ["Riverside and Hillcrest, together", "One service", "Both towns", "Tense."]);
    let words = (heading.form.map(Form::word), heading.stage.map(Stage::words));
    assert_eq!(words, (Some("Networking"), Some("Get ready")));
    assert_eq!(session.steps(), ["change the title"]);
    back_and_forth(&mut session, &sample());
    session.keys("f2").keys("down down down down backspace left enter");
    assert_eq!(session.app.map().heading.form, None);
    assert_eq!(session.steps()[1], "change the heading");
}

#[test]
fn a_map_that_may_only_be_looked_at_shows_its_lists_and_changes_nothing() {
    let opening =
        Opening { permission: Permission::ReadOnly, size: (120, 40), ..Opening::default() };
    let mut session = Session::of(sample(), opening);
    session.keys("T down");
    assert!(rows(&session)[1].starts_with("> Running cost"));
    for key in ["a", "enter", "d", "x", "K", "m"] {
        session.keys(key);
        assert!(
            session.status().starts_with("refused: This map is open for reading only"),
            "{key}"
        );
    }
    session.keys("esc f2");
    assert_eq!((session.overlay(), session.steps().len()), ("none", 0));
}

#[test]
fn the_mouse_chooses_a_row_changes_it_and_turns_the_wheel() {
    let mut session = Session::new();
    session.keys("T").send(Msg::Press(Target::OverlayRow(1), Clicks::Single));
    assert!(rows(&session)[1].starts_with("> Running cost"));
    session.send(Msg::Wheel(Target::Overlay, 3)).send(Msg::Wheel(Target::Overlay, 3));
    assert!(rows(&session)[2].starts_with("> Jobs"));
    session.send(Msg::Press(Target::OverlayRow(2), Clicks::Single));
    assert_eq!(session.overlay(), "form");
    session.send(Msg::Press(Target::Elsewhere, Clicks::Single));
    assert_eq!(session.overlay(), "list");
    session.send(Msg::Press(Target::Elsewhere, Clicks::Single));
    assert_eq!(session.overlay(), "none");
    let listed = [Listing::Themes, Listing::Relations(None), Listing::Rules];
    for of in listed {
        assert!(!of.empty(&session.app).is_empty() && !of.title(&session.app).is_empty());
    }
}

#[test]
fn a_row_of_a_list_is_found_by_its_words() {
    let mut session = Session::new();
    session.keys("T end");
    let last = tells(&session);
    session.keys("home /");
    assert_eq!(session.overlay(), "picker");
    let name = session.app.map().themes.values().next_back().unwrap().name.to_string();
    session.types(&name).keys("enter");
    assert_eq!((session.overlay(), tells(&session)), ("list", last));
}
