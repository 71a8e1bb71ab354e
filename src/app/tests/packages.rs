//! The Packages screen: when it is searched, what is chosen by hand and settled, what opens the zone.

use super::*;
use crate::analysis::packages::{Criterion as By, Progress, Stage as Part, patiently};

const RIVERSIDE: &str = include_str!("../../../maps/riverside.ron");
const TRAMLINE: &str = include_str!("../../../maps/tramline.ron");

/// On an example map, with the packages shown and found.
fn on(map: &str) -> Session {
    let mut session = bare(map);
    session.keys("5").search();
    session
}

fn bare(map: &str) -> Session {
    let map = crate::format::read(map.as_bytes()).unwrap();
    let opening = Opening { curtain: Curtain::Open, size: (120, 40), ..Opening::default() };
    Session::of(map, opening)
}

/// How many searches were asked for, and stopped, since this was asked last.
fn asked(session: &mut Session) -> (usize, usize) {
    let effects = session.effects();
    let count = |of: fn(&Effect) -> bool| effects.iter().filter(|effect| of(effect)).count();
    let searches = count(|effect| matches!(effect, Effect::Search(_)));
    (searches, count(|effect| *effect == Effect::StopSearch))
}

/// What the package that is looked at chooses on the issue under the cursor.
fn choice(session: &Session) -> String {
    let map = session.app.map();
    let (at, _, issue) =
        map.issues.get_full(session.app.view.packages.issue.as_ref().unwrap()).unwrap();
    let chosen = session.app.package().unwrap().choices[at];
    chosen.map_or("as it is".into(), |at| issue.options.get_index(at).unwrap().0.to_string())
}

fn acceptable(session: &Session) -> String {
    session.app.search().answer().unwrap().count.packages.to_string()
}

#[test]
fn packages_are_searched_where_they_are_shown_and_only_when_the_map_has_changed() {
    let mut session = Session::new();
    session.keys("2 K");
    assert_eq!(asked(&mut session), (0, 0), "nobody looks at packages");
    session.keys("5");
    assert_eq!(asked(&mut session), (1, 0));
    session.keys("down up tab 1 5");
    assert_eq!(asked(&mut session), (0, 0), "it is the same map");
    session.keys("u");
    assert_eq!(asked(&mut session), (1, 0), "shown, so it is asked again at once");
    session.keys("2").keys("K");
    assert_eq!(asked(&mut session), (0, 1), "what runs for an older map is stopped");
    session.keys("J K");
    assert_eq!(asked(&mut session), (0, 0));
    session.keys("5");
    assert_eq!(asked(&mut session), (1, 0));
}

#[test]
fn a_search_that_was_stopped_begins_again_when_that_is_wanted() {
    let mut session = bare(RIVERSIDE);
    session.keys("f5");
    assert_eq!(asked(&mut session), (0, 0), "none was stopped");
    session.keys("5");
    assert_eq!(asked(&mut session), (1, 0));
    session.keys("f5");
    assert_eq!(asked(&mut session), (0, 0), "it runs");
    session.keys("esc");
    assert_eq!(asked(&mut session), (0, 1));
    assert!(matches!(session.app.search().stage(), Stage::Stopped));
    session.keys("f5").search();
    assert!(matches!(session.app.search().stage(), Stage::Ended));
}

#[test]
fn what_was_found_for_an_older_map_is_dropped() {
    let mut session = bare(RIVERSIDE);
    session.keys("5");
    let old = session.app.search().job().unwrap().clone();
    let number = session.app.search().number();
    session.keys("b");
    let found = old.run(&mut patiently, &mut |_| {});
    session.send(Msg::Done(Done::Searched(number, found)));
    assert!(session.app.search().answer().is_none());
    let progress = Progress { stage: Part::Count, steps: 1, limit: 2 };
    session.send(Msg::Done(Done::Searching(number, progress)));
    assert!(matches!(session.app.search().stage(), Stage::Runs(None)));
    session.search();
    assert!(session.app.search().answer().is_some());
    session.keys("b");
    assert!(session.app.search().answer().is_none(), "nor is it shown for a newer one");
}

#[test]
fn a_search_that_an_edit_elsewhere_has_stopped_is_begun_again_after_its_undo() {
    let mut session = bare(RIVERSIDE);
    session.keys("5");
    let (job, number) =
        (session.app.search().job().unwrap().clone(), session.app.search().number());
    session.keys("2 K u");
    assert_eq!(asked(&mut session), (1, 1));
    let found = job.run(&mut patiently, &mut |_| {});
    session.send(Msg::Done(Done::Searched(number, found)));
    assert!(session.app.search().answer().is_none(), "it may have been stopped halfway");
    session.keys("5").search();
    assert!(matches!(session.app.search().stage(), Stage::Ended));
}

#[test]
fn what_is_looked_at_stays_the_same_when_options_change_places_elsewhere() {
    let mut session = on(RIVERSIDE);
    let before = choice(&session);
    session.app.view.screen = Screen::Options;
    let place = session.app.map().options().next().unwrap().0;
    let step = crate::edit::option::reorder(session.app.map(), &place, 1).unwrap();
    session.app.edit(Some(step)).unwrap();
    session.send(Msg::Pause).keys("5");
    assert!(session.app.search().answer().is_none());
    assert_eq!(choice(&session), before);
}

#[test]
fn escape_stops_a_search_and_what_it_had_found_is_kept() {
    let mut session = bare(RIVERSIDE);
    session.keys("5");
    asked(&mut session);
    let (job, number) =
        (session.app.search().job().unwrap().clone(), session.app.search().number());
    let mut told = Vec::new();
    job.run(&mut patiently, &mut |found| told.push(found));
    session.send(Msg::Done(Done::Searched(number, told.swap_remove(2))));
    assert!(session.app.search().runs());
    let sum = session.app.package_rows()[3];
    assert_eq!(sum, PackageRow::Solution(By::Utilitarian));
    assert!(session.app.package_of(sum).is_some(), "shown as soon as it is found");
    session.keys("i");
    assert!(session.status().starts_with("refused: The search is still going on"));
    session.keys("esc");
    assert_eq!(asked(&mut session), (0, 1));
    assert!(matches!(session.app.search().stage(), Stage::Stopped));
    session.send(Msg::Done(Done::Searched(number, told.remove(0))));
    assert!(matches!(session.app.search().stage(), Stage::Stopped));
    assert!(session.app.search().answer().is_some());
    session.keys("1 5 esc");
    assert_eq!(asked(&mut session), (0, 0), "it isn't begun again unasked");
}

#[test]
fn the_keys_go_through_packages_choices_and_partners() {
    let mut session = on(RIVERSIDE);
    assert_eq!(session.app.package_row(), Some(PackageRow::Solution(By::Nash)));
    session.keys("down down down down");
    assert_eq!(session.app.package_row(), Some(PackageRow::Ranked(1)));
    session.keys("g end");
    assert_eq!(session.app.package_row(), Some(PackageRow::Ranked(4)));
    session.keys("g tab");
    assert_eq!(choice(&session), "at-riverside");
    session.keys("down");
    assert_eq!(choice(&session), "second-spring");
    session.keys("tab down");
    assert_eq!(session.selected().name, "Hillcrest Hospital");
    session.keys("end");
    assert_eq!(session.selected().name, "The Valley Courier", "who isn't known comes last");
    session.keys("enter");
    assert_eq!(session.overlay(), "card");
    session.keys("esc esc enter");
    assert_eq!(session.app.view.packages.pane, Pane::Choices);
    session.send(Msg::Press(Target::PackageRow(2), Clicks::Single));
    assert_eq!(session.app.package_row(), Some(PackageRow::Solution(By::KalaiSmorodinsky)));
    session.send(Msg::Press(Target::Choice(3), Clicks::Double));
    assert_eq!(session.overlay(), "picker");
}

#[test]
fn options_chosen_by_hand_make_a_package_of_its_own() {
    let mut session = on(RIVERSIDE);
    session.keys("tab right");
    assert_eq!(choice(&session), "at-hillcrest");
    assert_eq!(session.app.package_row(), Some(PackageRow::Hand));
    session.keys("right right right");
    assert_eq!(choice(&session), "at-hillcrest", "round and round");
    session.keys("left");
    assert_eq!(choice(&session), "at-riverside", "it needs an answer, so it can't be left");
    session.keys("down enter").types("leave").keys("enter");
    assert_eq!(choice(&session), "as it is");
    let judged = session.app.search().question().unwrap().judge(&session.app.package().unwrap());
    assert!(judged.keeps_rules());
    session.keys("esc g");
    assert_eq!(session.app.package_row(), Some(PackageRow::Solution(By::Nash)));
    assert!(session.app.package_rows().contains(&PackageRow::Hand), "it stays in the list");
    assert!(!session.app.history().steps().any(|_| true), "the map stays as it is");
}

#[test]
fn a_settled_issue_narrows_the_search_until_it_is_freed() {
    let mut session = on(RIVERSIDE);
    let all = acceptable(&session);
    session.keys("tab s");
    assert!(session.status().starts_with("Settled for now: Where the emergency department"));
    session.search();
    let fewer = acceptable(&session);
    assert!(fewer.parse::<u32>().unwrap() < all.parse().unwrap(), "{fewer} of {all}");
    assert_eq!(choice(&session), "at-riverside");
    session.keys("down s").search();
    session.keys("s").search();
    assert_eq!(acceptable(&session), fewer);
    session.keys("x").search();
    assert_eq!(acceptable(&session), all);
    session.keys("x");
    assert!(session.status().starts_with("refused: Nothing is settled for now"));
}

#[test]
fn what_is_better_for_someone_without_hurting_anyone_is_found_for_a_package_by_hand() {
    let mut session = on(RIVERSIDE);
    session.keys("i").search();
    assert_eq!(session.status(), "No other package is better for someone and worse for nobody");
    // without the number and the nurse that cost nobody anything
    session.keys("tab down down down down down enter").types("leave").keys("enter");
    let by_hand = session.app.package().unwrap();
    session.keys("i").search();
    assert_eq!(session.app.package_row(), Some(PackageRow::Better(0)));
    let better = session.app.package().unwrap();
    let mut gains = better.gains.iter().zip(&by_hand.gains);
    assert!(gains.all(|(more, less)| more >= less) && better.gains != by_hand.gains);
}

#[test]
fn the_next_best_are_ranked_by_another_solution() {
    let mut session = on(RIVERSIDE);
    let by_nash = session.app.package_of(PackageRow::Ranked(1));
    session.keys("b").search();
    assert_eq!(session.app.view.packages.by, By::Egalitarian);
    assert_ne!(session.app.package_of(PackageRow::Ranked(1)), by_nash);
}

#[test]
fn something_better_is_offered_only_where_something_is_acceptable() {
    let offered = |map: &str| {
        let session = on(map);
        hints(&session.app).any(|command| command.name == "packages.improve")
    };
    assert!(offered(RIVERSIDE));
    assert!(!offered(TRAMLINE));
}

#[test]
fn on_the_tram_two_block_and_a_lower_walk_away_opens_the_zone() {
    let mut session = on(TRAMLINE);
    let answer = session.app.search().answer().unwrap().clone();
    assert_eq!(answer.is_open, Some(false));
    let short = answer.nearest.unwrap().shortfalls.iter().filter(|short| **short > 0).count();
    assert_eq!(short, 2);
    session.keys("i");
    assert!(session.status().starts_with("refused: Nothing is acceptable"));
    session.keys("end up enter");
    assert_eq!(session.overlay(), "form", "{}", session.status());
    let Some(Overlay::Form(form)) = session.app.overlays.last() else { unreachable!() };
    assert_eq!(form.title, "Without an agreement: Mill Street merchants");
    // the first line of their success weighs 5 of 9: 0.5 less of it is some 0.28 less in all
    session.keys("down").types("0.5").keys("enter").search();
    let answer = session.app.search().answer().unwrap();
    assert_eq!(answer.is_open, Some(true), "{:?}", session.status());
    session.keys("u").search();
    assert_eq!(session.app.search().answer().unwrap().is_open, Some(false));
}

#[test]
fn each_thing_that_would_open_the_zone_leads_where_it_is_changed() {
    let mut session = on(TRAMLINE);
    session.keys("down");
    assert_eq!(session.app.package_row(), Some(PackageRow::Together));
    session.keys("enter");
    assert_eq!(session.selected().name, "Lindhaven Transit");
    session.keys("esc down enter");
    assert_eq!(session.overlay(), "list");
    session.keys("D").search();
    assert_eq!(session.app.search().answer().unwrap().is_open, Some(true), "a rule less");
    session.keys("esc u").search();
    session.keys("g down down down enter");
    assert_eq!(session.overlay(), "form");
    let Some(Overlay::Form(form)) = session.app.overlays.last() else { unreachable!() };
    assert!(matches!(form.of, Subject::Criterion(..)));
}

#[test]
fn walk_aways_are_lowered_together_one_after_the_other_until_the_zone_opens() {
    let mut session = on(TRAMLINE);
    session.keys("down enter");
    let told = "not scored: counts as 0; they could say yes at 0.1 less";
    assert_eq!(session.form(), ("Without an agreement: Lindhaven Transit, 1 of 2", told.into()));
    session.keys("down").types("-1");
    assert!(session.form().1.ends_with(" for them: low enough for them to say yes"));
    session.keys("enter");
    assert_eq!(session.selected().name, "Regional government");
    let (title, told) = session.form();
    assert_eq!(title, "Without an agreement: Regional government, 2 of 2");
    assert_eq!(told, "adds up to +0.4 for them; they could say yes at 0.1 less");
    session.keys("esc");
    assert_eq!((session.overlay(), session.steps().len()), ("none", 1), "Esc ends it");
    session.search();
    assert_eq!(session.app.search().answer().unwrap().is_open, Some(false));
    session.keys("u").search();
    session.keys("home down enter").keys("down").types("-1").keys("enter");
    session.keys("down").types("0").keys("enter").search();
    assert_eq!(session.overlay(), "none");
    assert_eq!(session.app.search().answer().unwrap().is_open, Some(true));
}

#[test]
fn an_issue_whose_settling_emptied_the_zone_is_freed_from_the_list() {
    let mut session = on(RIVERSIDE);
    session.keys("tab down right s").search();
    assert_eq!(session.app.search().answer().unwrap().is_open, Some(false));
    session.keys("esc end enter").search();
    assert_eq!(session.app.search().answer().unwrap().is_open, Some(true));
}

#[test]
fn walk_aways_stay_closed_behind_the_curtain() {
    let mut session = on(TRAMLINE);
    session.keys("tab tab c w");
    assert!(session.status().starts_with("refused: This is private"));
    for row in ["end", "home down"] {
        session.keys("esc").keys(row).keys("enter");
        assert!(session.status().starts_with("refused: This is private"), "{row}");
    }
    session.keys("c enter f9");
    assert_eq!(session.overlay(), "none", "also where walk-aways are being lowered");
    assert_eq!(asked(&mut session), (0, 0), "the curtain changes no answer");
}

#[test]
fn without_issues_or_criteria_it_is_said_what_is_missing() {
    let mut session = Session::of(Map::default(), Opening::default());
    session.keys("5");
    assert_eq!(asked(&mut session), (0, 0));
    assert!(session.app.search().nothing().is_some());
    for key in ["down", "tab", "right", "s", "i", "b", "?", "enter", "x", "w", "esc"] {
        session.keys(key);
    }
    assert!(session.app.package().is_none());
}

#[test]
fn why_explains_the_package_the_option_and_the_number() {
    let mut session = on(RIVERSIDE);
    let told = session.keys("?").read();
    assert!(told.starts_with("# acceptable to the 11 of 12 we know"), "{told}");
    assert!(told.contains("the solutions disagree"), "{told}");
    let gap = "walk-away known for 8 of 11: what nobody said counts as no worse than today";
    assert!(told.contains(gap), "{told}");
    let told = session.keys("esc c ?").read();
    assert!(!told.contains("walk-away known"), "{told}");
    let mut session = on(RIVERSIDE);
    let told = session.keys("tab ?").read();
    assert!(told.contains("At Riverside"), "{told}");
    let told = session.keys("esc tab down ?").read();
    assert!(told.starts_with("# this package is worth +0.8 to Hillcrest Hospital"), "{told}");
}
