//! The table of options: its cursor, and what is added, renamed, copied, moved and deleted in it.

use super::*;

/// The row and the column under the cursor: "riverside union", "site" in the names of an issue.
fn cell(session: &Session) -> String {
    match session.app.cell() {
        None => "none".into(),
        Some(TableCell::Name(TableRow::Issue(id))) => id.to_string(),
        Some(TableCell::Name(TableRow::Option(place))) => place.option.to_string(),
        Some(TableCell::Effects(place, partner)) => format!("{} {partner}", place.option),
        Some(TableCell::Nothing(id)) => format!("{id} -"),
    }
}

/// The options of all issues, as "site: riverside hillcrest".
fn table(session: &Session) -> String {
    let issue = |(id, issue): (&IssueId, &Issue)| {
        let options: Vec<&str> = issue.options.keys().map(crate::model::OptionId::as_str).collect();
        format!("{id}: {}", options.join(" "))
    };
    session.app.map().issues.iter().map(issue).collect::<Vec<_>>().join("; ")
}

/// Undoes and redoes the last step, and sees that both lead where they should.
fn back_and_forth(session: &mut Session, before: &Map) {
    let after = session.app.map().clone();
    session.keys("u");
    assert_eq!(session.app.map(), before, "{}", session.status());
    session.keys("ctrl-r");
    assert_eq!(*session.app.map(), after, "{}", session.status());
}

#[test]
fn the_cursor_goes_through_issues_and_options_names_and_partners() {
    let mut session = Session::new();
    assert_eq!(cell(session.keys("4")), "riverside ministry");
    assert_eq!(cell(session.keys("right down")), "hillcrest union");
    assert_eq!(cell(session.keys("g")), "site -");
    assert_eq!(cell(session.keys("home")), "site");
    assert_eq!(cell(session.keys("left up")), "site", "it stays within the table");
    assert_eq!(cell(session.keys("G right")), "hillcrest ministry");
    assert_eq!(cell(session.keys("end right")), "hillcrest press");
    assert_eq!(cell(session.keys("shift-tab pageup")), "site -");
}

#[test]
fn an_issue_and_its_options_are_added_by_name() {
    let mut session = Session::of(Map::default(), Opening { size: (80, 24), ..Opening::default() });
    session.keys("4 a");
    assert_eq!(session.status(), "refused: There are no issues yet: A adds the first one");
    session.keys("A enter");
    assert_eq!(session.status(), "refused: It needs a name: type one, or Esc");
    session.types("Who pays").keys("enter");
    assert_eq!((cell(&session), table(&session)), ("who-pays".into(), "who-pays: ".into()));
    session.keys("a").types("The county").keys("enter a").types("Both towns").keys("enter");
    assert_eq!(table(&session), "who-pays: the-county both-towns");
    assert_eq!(cell(&session), "both-towns");
    session.keys("A").types("When").keys("enter a").types("Now").keys("enter");
    assert_eq!(table(&session), "who-pays: the-county both-towns; when: now");
    assert_eq!(
        session.steps(),
        ["add Who pays", "add The county", "add Both towns", "add When", "add Now"]
    );
    session.keys("u u u u u");
    assert_eq!(*session.app.map(), Map::default());
    assert_eq!(
        cell(session.keys("ctrl-r ctrl-r")),
        "the-county",
        "redo goes where it did something"
    );
}

#[test]
fn names_and_questions_are_changed_in_their_forms() {
    let mut session = Session::new();
    session.keys("4 home enter");
    assert_eq!(session.overlay(), "form");
    session.keys("end").types("!").keys("enter");
    assert_eq!(session.steps(), ["rename At Riverside"]);
    back_and_forth(&mut session, &sample());
    let before = session.app.map().clone();
    session.keys("up enter down space enter");
    assert!(!session.app.map().issues[0].must_settle);
    assert_eq!(session.steps().last().unwrap(), "change whether Where it stands needs an answer");
    back_and_forth(&mut session, &before);
    session.keys("right enter").types("X").keys("enter");
    assert_eq!(session.app.map().issues[0].name, "Where it standsX", "an issue has no cells");
}

#[test]
fn options_and_issues_are_copied() {
    let mut session = Session::new();
    session.keys("4 d");
    assert_eq!(table(&session), "site: riverside at-riverside-copy hillcrest");
    assert_eq!(cell(&session), "at-riverside-copy ministry");
    let options = &session.app.map().issues[0].options;
    assert_eq!(options[0].on, options[1].on);
    assert_eq!(options[0].effects, options[1].effects);
    back_and_forth(&mut session, &sample());
    session.keys("u g d");
    assert_eq!(session.app.map().issues.len(), 2);
    assert_eq!(cell(&session), "where-it-stands-copy -");
    back_and_forth(&mut session, &sample());
}

#[test]
fn rows_move_within_their_issue_and_stop_at_its_ends() {
    let mut session = Session::new();
    session.keys("4 shift-down");
    assert_eq!(
        (table(&session), cell(&session)),
        ("site: hillcrest riverside".into(), "riverside ministry".into())
    );
    back_and_forth(&mut session, &sample());
    session.keys("J");
    assert_eq!(
        session.status(),
        "refused: This is the last one already: options move within their issue"
    );
    session.keys("K K");
    assert_eq!(
        session.status(),
        "refused: This is the first one already: options move within their issue"
    );
    session.keys("A").types("When").keys("enter K");
    assert_eq!(table(&session), "when: ; site: riverside hillcrest");
}

#[test]
fn what_is_deleted_is_what_the_cursor_is_in() {
    let mut session = Session::new();
    session.keys("4 home x");
    assert_eq!(session.steps(), ["delete At Riverside"]);
    assert_eq!(cell(&session), "hillcrest");
    back_and_forth(&mut session, &sample());
    session.keys("up right delete");
    assert_eq!(
        session.status(),
        "refused: There is nothing to clear: this row is an issue: Home goes to its name; there it is deleted"
    );
    let before = session.app.map().clone();
    session.keys("home D");
    assert_eq!(session.steps().last().unwrap(), "delete Where it stands (with 1 option)");
    assert_eq!(cell(&session), "none");
    back_and_forth(&mut session, &before);
}

#[test]
fn the_mouse_selects_a_cell_and_opens_it_when_it_is_pressed_again() {
    let mut session = Session::new();
    session.keys("4");
    let mut press = |row, partner| {
        session.send(Msg::Press(Target::TableCell(row, partner), Clicks::Single));
        (cell(&session), session.overlay())
    };
    assert_eq!(press(2, Some(1)), ("hillcrest union".into(), "none"));
    assert_eq!(press(2, Some(1)), ("hillcrest union".into(), "sheet"));
    session.keys("esc");
    let mut press = |row, partner| {
        session.send(Msg::Press(Target::TableCell(row, partner), Clicks::Single));
        (cell(&session), session.overlay())
    };
    assert_eq!(press(0, None), ("site".into(), "none"));
    assert_eq!(press(0, None), ("site".into(), "form"));
}

#[test]
fn every_cell_can_be_asked_why() {
    let mut session = Session::new();
    let read = session.keys("4 ?").read();
    assert!(read.starts_with("# \"At Riverside\" is worth +1.6 to Ministry of Health\n"), "{read}");
    let read = session.keys("esc down end left ?").read();
    assert!(read.starts_with("# \"At Hillcrest\" is worth +0.5 to Mayor of Hillcrest\n"), "{read}");
    let read = session.keys("esc home ?").read();
    assert!(read.starts_with("# \"At Hillcrest\": win-win"), "{read}");
    let read = session.keys("esc g ?").read();
    assert_eq!(
        read,
        "# \"Where it stands\": 2 options\nneeds an answer: one of them is chosen\n\
         \"At Riverside\": trade-off; good for 2, bad for 1, of the 3 of 4 we know; breaks a red line\n\
         \"At Hillcrest\": win-win for the 3 of 4 we know; good for 3, bad for 0, of the 3 of 4 we know"
    );
    let read = session.keys("esc right ?").read();
    assert!(read.ends_with("\"At Riverside\": +1.6 to Ministry of Health\n\"At Hillcrest\": +0.6 to Ministry of Health"), "{read}");
    let read = session.keys("esc down tab tab tab ?").read();
    assert!(read.starts_with("# what success means to Local press is not known"), "{read}");
}

#[test]
fn the_next_gap_leads_to_the_cell_that_is_missing() {
    let mut session = Session::new();
    session.keys("4 right right enter end 1 esc");
    session.keys("a").types("Between").keys("enter t end 1 esc a").types("Nowhere").keys("enter");
    session.keys("A").types("When").keys("enter 1 home");
    let mut seen = Vec::new();
    for _ in 0..60 {
        session.keys(".");
        if session.app.view.screen == Screen::Options {
            seen.push(format!("{}: {}", cell(&session), session.overlay()));
        }
        session.app.overlays.clear();
        session.keys("1");
    }
    for there in ["between mayor: sheet", "nowhere press: sheet", "when -: prompt"] {
        assert!(seen.contains(&there.to_owned()), "{seen:?}");
    }
}
