//! The next gap: what is asked for, in which order, and that nothing is asked twice before all else.

use super::*;
use crate::analysis::gaps;
use crate::model::{Entries, Private, Text};

/// Presses the key, leaves what was opened and gives what was asked.
fn asked(session: &mut Session) -> String {
    session.keys(".");
    let status = session.status();
    while session.overlay() != "none" {
        session.keys("esc");
    }
    status
}

#[test]
fn gaps_come_partner_by_partner_the_most_influential_first() {
    let mut session = Session::new();
    session.app.view.screen = Screen::Partners;
    let all: Vec<String> = (0..4).map(|_| asked(&mut session)).collect();
    assert_eq!(
        all,
        [
            "4 gaps left: What could all of them want, in one sentence?",
            "4 gaps left: What is \"The helipad stays\" of Mayor of Hillcrest about?",
            "4 gaps left: What would Local press call a success?",
            "4 gaps left: Where is Local press on the grid?",
        ]
    );
}

#[test]
fn a_gap_opens_its_field_and_answering_leads_to_the_next() {
    let mut session = Session::new();
    session.keys("1 .");
    let Some(Overlay::Form(form)) = session.app.overlays.last() else { panic!("a form") };
    assert_eq!(form.field().map(|field| field.edits), Some("purpose"));
    session.keys("esc .");
    let Some(Overlay::Form(form)) = session.app.overlays.last() else { panic!("a form") };
    assert_eq!(form.field().map(|field| field.edits), Some("partners.success.theme"));
    assert_eq!(session.selected().name, "Mayor of Hillcrest");
    session.keys("right enter");
    let left = gaps(session.app.map(), session.app.answers(), session.app.curtain).len();
    session.keys(".");
    assert_eq!(session.selected().name, "Local press");
    assert!(session.status().ends_with(": What would Local press call a success?"));
    session.types("The truth").keys("enter");
    let now = gaps(session.app.map(), session.app.answers(), session.app.curtain);
    // they are known now; whether we heard it, what it is about and their walk-away are asked next
    assert!(now.len() >= left, "{now:?}");
    session.keys(".");
    assert!(session.status().ends_with(": Where is Local press on the grid?"));
    session.types("3 2").keys("enter .");
    assert!(session.status().ends_with(": Did Local press say themselves what success means?"));
    let Some(Overlay::Form(form)) = session.app.overlays.last() else { panic!("a form") };
    assert_eq!(form.field().map(|field| field.edits), Some("partners.success.evidence"));
}

#[test]
fn a_gap_that_was_passed_over_comes_again_only_after_all_others() {
    let mut session = Session::new();
    session.keys("1");
    let all = gaps(session.app.map(), session.app.answers(), session.app.curtain).len();
    let round: Vec<String> = (0..all).map(|_| asked(&mut session)).collect();
    let mut different = round.clone();
    different.sort();
    different.dedup();
    assert_eq!(different.len(), all, "{round:?}");
    assert_eq!(asked(&mut session), round[0]);
}

#[test]
fn a_full_map_has_no_gap() {
    let mut map = sample();
    map.heading.purpose = Text::cleaned("One service");
    map.partners.remove("press");
    map.partners["mayor"].success.remove("helipad");
    let opening = Opening { curtain: Curtain::Open, size: (120, 40), ..Opening::default() };
    let mut session = Session::of(map, opening);
    let left = gaps(session.app.map(), session.app.answers(), session.app.curtain);
    assert_eq!(left, [], "{left:?}");
    session.keys("1 .");
    assert_eq!(session.status(), "Nothing is missing: everything that is asked for is filled in");
}

#[test]
fn what_is_private_is_missed_only_with_the_curtain_open() {
    let mut map = sample();
    map.partners["mayor"].walk_away = Private::new(None);
    map.partners["mayor"].culture = Private::default();
    let said = |curtain: Curtain| {
        let session = Session::of(map.clone(), Opening { curtain, ..Opening::default() });
        let (map, answers) = (session.app.map(), session.app.answers());
        let all = gaps(map, answers, curtain);
        all.iter().map(|gap| gap.asks(map, answers, curtain)).collect::<Vec<_>>().join("\n")
    };
    assert!(said(Curtain::Open).contains("What does Mayor of Hillcrest do without an agreement?"));
    assert!(said(Curtain::Open).contains("How does Mayor of Hillcrest work?"));
    assert!(!said(Curtain::Drawn).contains("without an agreement"));
    assert!(!said(Curtain::Drawn).contains("work?"));
}

#[test]
fn whoever_the_list_leaves_out_is_listed_again() {
    let mut session = Session::new();
    session.keys("1 /").types("union").keys("enter . esc .");
    assert_eq!(session.selected().name, "Mayor of Hillcrest");
    assert_eq!(session.listed().len(), 4);
}

#[test]
fn every_gap_opens_something_to_fill_it_with() {
    let mut map = sample();
    map.heading.purpose = Text::cleaned("One service");
    map.partners["mayor"].walk_away = Private::new(None);
    map.partners["mayor"].culture = Private::default();
    let issue = map.issues.keys().next().unwrap().clone();
    let options = &mut map.issues[&issue].options;
    *options = options.clone().into_iter().take(1).collect();
    options[0].effects = Entries::new();
    options[0].on = Entries::new();
    let opening = Opening { curtain: Curtain::Open, size: (120, 40), ..Opening::default() };
    let mut session = Session::of(map, opening);
    session.keys("1");
    let all = gaps(session.app.map(), session.app.answers(), session.app.curtain);
    assert!(all.len() > 5, "{all:?}");
    for gap in &all {
        session.keys(".");
        let asks = gap.asks(session.app.map(), session.app.answers(), session.app.curtain);
        assert!(session.status().ends_with(&asks), "{} {asks}", session.status());
        assert_ne!(session.overlay(), "none", "{asks}");
        while session.overlay() != "none" {
            session.keys("esc");
        }
    }
}
