//! Laws of edits over random maps, and hand-worked steps.

mod entries;

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::Step;
use super::planted::{PLANTED, any_private_step, planted};
use super::samples::any_step;
use super::*;
use crate::model::samples::{Dice, any_map};
use crate::model::*;

const NOON: Moment = Moment(43_200_000);

fn text(words: &str) -> Text {
    Text::new(words).unwrap()
}

fn level(points: i64) -> Level {
    Level::clamped(Decimal::from_billionths(points * Decimal::ONE))
}

/// Keys in order, level by level: equality of maps alone doesn't see the order of entries.
fn order(map: &Map) -> Vec<String> {
    let mut all: Vec<String> = map.themes.keys().map(ToString::to_string).collect();
    for (id, partner) in &map.partners {
        all.push(id.to_string());
        all.extend(partner.success.keys().map(ToString::to_string));
        all.extend(partner.concerns.inner().keys().map(ToString::to_string));
        all.extend(partner.offers.keys().chain(partner.asks.keys()).map(ToString::to_string));
        let walk_away = partner.walk_away.inner().iter();
        all.extend(walk_away.flat_map(|away| away.on.keys()).map(ToString::to_string));
    }
    for (id, issue) in &map.issues {
        all.push(id.to_string());
        for (id, option) in &issue.options {
            all.push(id.to_string());
            all.extend(option.effects.keys().map(ToString::to_string));
            for (id, on) in &option.on {
                all.push(id.to_string());
                all.extend(on.keys().map(ToString::to_string));
            }
        }
    }
    all
}

fn assert_same(a: &Map, b: &Map) {
    assert_eq!(a, b);
    assert_eq!(order(a), order(b));
}

/// What format.md demands of references and ids, beyond what the types see to.
fn problems(map: &Map) -> Vec<String> {
    let mut found = Vec::new();
    for (id, partner) in &map.partners {
        for criterion in partner.success.values() {
            if criterion.inner().theme.as_ref().is_some_and(|t| !map.themes.contains_key(t)) {
                found.push(format!("a criterion of {id} has a theme that is gone"));
            }
        }
        let on = partner.walk_away.inner().iter().flat_map(|away| away.on.keys());
        found.extend(on.filter(|c| !partner.success.contains_key(*c)).map(|c| format!("{id} {c}")));
    }
    let mut ids = BTreeSet::new();
    for (place, option) in map.options() {
        if !ids.insert(place.option.clone()) {
            found.push(format!("the option {} stands twice", place.option));
        }
        found.extend(
            option.effects.keys().filter(|t| !map.themes.contains_key(*t)).map(ToString::to_string),
        );
        for (id, on) in &option.on {
            let success = map.partners.get(id).map(|partner| &partner.success);
            let there = |c: &CriterionId| success.is_some_and(|success| success.contains_key(c));
            if on.is_empty() || !on.keys().all(there) {
                found.push(format!("{} has entries for {id} that lead nowhere", place.option));
            }
        }
    }
    for rule in &map.rules {
        let [a, b] = rule.options().map(|option| map.issue_of(option));
        if a.is_none() || b.is_none() || a == b {
            found.push(format!("{rule:?}"));
        }
    }
    let mut pairs = BTreeSet::new();
    for Relation { from, to, .. } in &map.relations {
        let there = map.partners.contains_key(from) && map.partners.contains_key(to);
        if !there || !pairs.insert((from, to)) {
            found.push(format!("the relation from {from} to {to}"));
        }
    }
    found
}

fn any_tape() -> impl Strategy<Value = Vec<u32>> {
    proptest::collection::vec(any::<u32>(), 0..200)
}

/// Random steps one after the other, each made for the map that the ones before it lead to.
fn run(map: &mut Map, tape: Vec<u32>) -> Vec<Step> {
    let mut dice = Dice::new(tape);
    let mut steps = Vec::new();
    for _ in 0..12 {
        if let Some(step) = any_step(map, &mut dice) {
            step.apply(map).unwrap();
            steps.push(step);
        }
    }
    steps
}

proptest! {
    #[test]
    fn inverses_lead_back_and_nothing_dangles(map in any_map(), tape in any_tape()) {
        let start = map.clone();
        let mut map = map;
        for step in run(&mut map, tape).iter().rev() {
            prop_assert_eq!(problems(&map), Vec::<String>::new(), "after {}", step.label);
            prop_assert_eq!(&step.inverse().inverse(), step);
            step.inverse().apply(&mut map).unwrap();
        }
        assert_same(&map, &start);
    }

    #[test]
    fn an_edit_of_another_map_is_a_misfit_and_changes_nothing(map in any_map(), tape in any_tape()) {
        let mut map = map;
        let mut dice = Dice::new(tape);
        for _ in 0..12 {
            let Some(step) = any_step(&map, &mut dice) else { continue };
            let before = map.clone();
            let mut twice = step.clone();
            twice.edits.extend(step.edits.iter().rev().take(1).cloned());
            // a rule may stand twice, so that it can be added and removed again
            let repeats = step.edits.iter().any(|edit| matches!(edit, Edit::Rule { .. }));
            if !repeats {
                prop_assert!(twice.apply(&mut map).is_err(), "{twice:?}");
                assert_same(&map, &before);
            }
            step.apply(&mut map).unwrap();
            let after = map.clone();
            for edit in step.edits.iter().take(if repeats { 0 } else { usize::MAX }) {
                prop_assert_eq!(edit.apply(&mut map), Err(Misfit { place: edit.place() }));
                assert_same(&map, &after);
            }
        }
    }

    #[test]
    fn undoing_all_leads_to_the_start_and_redoing_all_to_the_end(map in any_map(), tape in any_tape()) {
        let start = map.clone();
        let mut steps_map = map.clone();
        let (mut map, mut history) = (map, History::new());
        for (second, step) in (0..).zip(run(&mut steps_map, tape)) {
            history.edit(&mut map, step, Moment(second * 400)).unwrap();
        }
        let (end, count) = (map.clone(), history.steps().len());
        assert_same(&end, &steps_map);
        while history.undo(&mut map).unwrap().is_some() {}
        assert_same(&map, &start);
        prop_assert!(history.is_saved());
        while history.redo(&mut map).unwrap().is_some() {}
        assert_same(&map, &end);
        prop_assert_eq!(history.steps().len(), count);
    }

    #[test]
    fn labels_stand_on_one_line_and_say_nothing_private(map in any_map(), tape in any_tape()) {
        let (mut map, mut dice, mut history) = (planted(map), Dice::new(tape), History::new());
        let said = |history: &History, step: &Step, map: &Map| {
            let label = history.label(step, map, Curtain::Drawn);
            let labels = history.unsaved_labels(map, Curtain::Drawn).join(" ");
            label.contains(PLANTED) || label.contains('\n') || labels.contains(PLANTED)
        };
        for second in 0..12 {
            let Some(step) = any_private_step(&map, &mut dice) else { continue };
            history.edit(&mut map, step.clone(), Moment(second * 400)).unwrap();
            prop_assert!(!said(&history, &step, &map), "{}", step.label);
            if step.themes().next().is_none() {
                let told = format!("{step:?}");
                prop_assert!(!told.contains(PLANTED), "{told}");
            }
        }
        while let Some(step) = history.undo(&mut map).unwrap() {
            prop_assert!(!said(&history, &step, &map), "undo {}", step.label);
        }
        while let Some(step) = history.redo(&mut map).unwrap() {
            prop_assert!(!said(&history, &step, &map), "redo {}", step.label);
        }
    }
}

#[test]
fn random_steps_are_of_every_kind() {
    let mut kinds = BTreeSet::new();
    let mut number = 1_u32;
    let mut tape = |length: usize| {
        let mut next = || {
            number = number.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            number >> 8
        };
        (0..length).map(|_| next()).collect::<Vec<u32>>()
    };
    for _ in 0..200 {
        let mut map = Dice::new(tape(500)).map();
        for edit in run(&mut map, tape(200)).iter().flat_map(|step| &step.edits) {
            kinds.insert(format!("{edit:?}").split(' ').next().map(str::to_owned));
        }
    }
    assert_eq!(kinds.len(), 22, "{kinds:?}");
}

/// A partner with two criteria, another one, and everything that can refer to them.
fn small_map() -> Map {
    let mut map = Map::default();
    let theme = ThemeId::new("waits").unwrap();
    map.themes.insert(theme.clone(), Theme { name: text("Waiting time"), unit: text("") });
    let content = Content { theme: Some(theme.clone()), ..Content::of(text("No long waits")) };
    let mut board = Partner::named(text("Hospital board"));
    board.success.insert(CriterionId::new("waits").unwrap(), Criterion::new(content.clone()));
    board.success.insert(CriterionId::new("calm").unwrap(), Criterion::new(content));
    let effect = || Rated::bare(Score::clamped(Decimal::from_billionths(-Decimal::ONE)));
    let on: Entries<_, _> = [(CriterionId::new("calm").unwrap(), effect())].into_iter().collect();
    *board.walk_away.inner_mut() =
        Some(Box::new(WalkAway { on: on.clone(), ..WalkAway::default() }));
    let (first, second) = (PartnerId::new("board").unwrap(), PartnerId::new("mayor").unwrap());
    map.partners.insert(first.clone(), board);
    map.partners.insert(second.clone(), Partner::named(text("Mayor")));
    for (id, answer) in [("site", "north"), ("bus", "hourly")] {
        let mut option = IssueOption::named(text(answer));
        option.effects.insert(theme.clone(), effect());
        if id == "site" {
            option.on.insert(first.clone(), on.clone());
        }
        let options = [(OptionId::new(answer).unwrap(), option)].into_iter().collect();
        let issue = Issue { name: text(id), must_settle: false, options };
        map.issues.insert(IssueId::new(id).unwrap(), issue);
    }
    let [a, b] = ["north", "hourly"].map(|id| OptionId::new(id).unwrap());
    map.rules.push(Rule::Requires(a, b));
    for (from, to) in [(&first, &second), (&second, &first)] {
        let (from, to) = (from.clone(), to.clone());
        let (trust, note) = (Private::default(), Private::default());
        map.relations.push(Relation { from, to, moves: None, trust, note });
    }
    map
}

fn board() -> PartnerId {
    PartnerId::new("board").unwrap()
}

#[test]
fn deleting_says_what_it_touched_and_clears_it() {
    let map = small_map();
    let deleted = |step: Option<Step>| {
        let (step, mut map) = (step.unwrap(), map.clone());
        step.apply(&mut map).unwrap();
        assert_eq!(problems(&map), Vec::<String>::new());
        (step.label, step.edits.len())
    };
    let label = |text: &str, edits| (text.to_owned(), edits);
    assert_eq!(
        deleted(partner::delete(&map, &board())),
        label("delete Hospital board (with 2 relations, 1 entry in options)", 4)
    );
    assert_eq!(
        deleted(theme::delete(&map, &ThemeId::new("waits").unwrap())),
        label("delete Waiting time (with 2 links of criteria, 2 effects)", 5)
    );
    assert_eq!(
        deleted(criterion::delete(&map, &board(), &CriterionId::new("calm").unwrap())),
        label("delete a criterion of Hospital board (with 1 entry in options)", 3)
    );
    assert_eq!(
        deleted(issue::delete(&map, &IssueId::new("site").unwrap())),
        label("delete site (with 1 option, 1 rule)", 2)
    );
    let place = map.options().nth(1).unwrap().0;
    assert_eq!(deleted(option::delete(&map, &place)), label("delete hourly (with 1 rule)", 2));
}

#[test]
fn a_misfit_names_the_place() {
    let map = small_map();
    let step = partner::rename(&map, &board(), text("Board")).unwrap();
    let mut other = map.clone();
    other.partners.get_mut("board").unwrap().name = text("Trustees");
    assert_eq!(
        step.apply(&mut other).unwrap_err().to_string(),
        "the map does not hold what the change starts from, at `partners.board.name`"
    );
    other.partners.remove("board");
    assert!(step.apply(&mut other).is_err());
}

#[test]
fn a_step_that_fits_only_in_part_changes_nothing() {
    let map = small_map();
    let mut step = partner::delete(&map, &board()).unwrap();
    step.edits.push(step.edits[0].clone());
    let mut tried = map.clone();
    assert_eq!(step.apply(&mut tried).unwrap_err().place.to_string(), "relations[1]");
    assert_same(&tried, &map);
}

#[test]
fn what_changes_nothing_is_no_step() {
    let map = small_map();
    assert_eq!(partner::rename(&map, &board(), text("Hospital board")), None);
    assert_eq!(partner::reorder(&map, &board(), 0), None);
    assert_eq!(partner::rename(&map, &PartnerId::new("nobody").unwrap(), text("x")), None);
    assert_eq!(heading::change(&map, map.heading.clone()), None);
    assert_eq!(partner::add_all(&map, &UsedIds::default(), vec![]), None);
}

/// Moves the board to this interest and influence at so many milliseconds past noon.
fn nudge(map: &mut Map, history: &mut History, to: (i64, i64), millis: u64) {
    let now = Placements::of(&map.partners["board"]);
    let step = partner::place(map, &board(), now.at(Some(level(to.0)), Some(level(to.1)))).unwrap();
    history.edit(map, step, Moment(NOON.0 + millis)).unwrap();
}

#[test]
fn nudges_within_a_second_are_one_step() {
    let (mut map, mut history) = (small_map(), History::new());
    nudge(&mut map, &mut history, (5, 5), 0);
    nudge(&mut map, &mut history, (5, 6), 10);
    nudge(&mut map, &mut history, (5, 7), 1_010);
    nudge(&mut map, &mut history, (5, 8), 2_011);
    let labels: Vec<&str> = history.steps().map(|step| step.label.as_str()).collect();
    // the first one places it: another label; then two nudges; then one that came too late
    assert_eq!(labels, ["place Hospital board", "move Hospital board", "move Hospital board"]);
    history.undo(&mut map).unwrap();
    assert_eq!(map.partners["board"].place(), Some((level(5), level(7))));
    history.undo(&mut map).unwrap();
    assert_eq!(map.partners["board"].place(), Some((level(5), level(5))));
    assert!(history.can_redo());
    nudge(&mut map, &mut history, (4, 5), 2_100);
    assert!(!history.can_redo());
}

#[test]
fn nudges_that_cancel_out_leave_no_step() {
    let (mut map, mut history) = (small_map(), History::new());
    nudge(&mut map, &mut history, (5, 5), 0);
    history.mark_saved(history.revision());
    nudge(&mut map, &mut history, (5, 6), 5_000);
    assert!(!history.is_saved());
    nudge(&mut map, &mut history, (5, 5), 5_100);
    assert_eq!(history.steps().len(), 1);
    assert!(history.is_saved());
}

#[test]
fn a_saved_state_stays_within_reach_of_undo() {
    let (mut map, mut history) = (small_map(), History::unsaved());
    assert!(!history.is_saved());
    nudge(&mut map, &mut history, (5, 5), 0);
    nudge(&mut map, &mut history, (6, 5), 5_000);
    let revision = history.revision();
    history.mark_saved(revision);
    nudge(&mut map, &mut history, (7, 5), 5_100);
    assert!(!history.is_saved());
    history.undo(&mut map).unwrap();
    assert!(history.is_saved());
    assert_eq!(history.revision(), revision);
    history.undo(&mut map).unwrap();
    assert!(!history.is_saved());
    history.redo(&mut map).unwrap();
    assert!(history.is_saved());
    // a new step from an earlier state leads to a state of its own
    history.undo(&mut map).unwrap();
    nudge(&mut map, &mut history, (1, 1), 9_000);
    assert!(!history.is_saved());
    assert_ne!(history.revision(), revision);
}

#[test]
fn ids_are_not_used_again() {
    let (mut map, mut history) = (small_map(), History::new());
    let add = |map: &mut Map, history: &mut History| {
        let port = Partner::named(text("Port"));
        let (id, step) = partner::add(map, history.used(), port).unwrap();
        history.edit(map, step, NOON).unwrap();
        id.to_string()
    };
    assert_eq!(add(&mut map, &mut history), "port");
    assert_eq!(add(&mut map, &mut history), "port-2");
    history.undo(&mut map).unwrap();
    assert_eq!(add(&mut map, &mut history), "port-3");
    let site = IssueId::new("site").unwrap();
    let step = issue::delete(&map, &site).unwrap();
    history.edit(&mut map, step, NOON).unwrap();
    let bus = IssueId::new("bus").unwrap();
    let north = IssueOption::named(text("north"));
    let (place, _) = option::add(&map, history.used(), &bus, north).unwrap();
    assert_eq!(place.option.as_str(), "north-2");
}

#[test]
fn ids_of_criteria_are_made_of_their_first_words_unless_private() {
    let map = small_map();
    let made = |criterion: Criterion| {
        let (id, _) = criterion::add(&map, &UsedIds::default(), &board(), criterion).unwrap();
        id.to_string()
    };
    let criterion = Criterion::new(Content::of(text("Nobody waits four hours at night")));
    assert_eq!(made(criterion.clone()), "nobody-waits-four");
    assert_eq!(made(criterion.private()), "criterion-1");
}

#[test]
fn a_paste_of_partners_is_one_step() {
    let mut map = small_map();
    let names = ["Mayor", "Mayor", "Port"].map(|name| Partner::named(text(name)));
    let step = partner::add_all(&map, &UsedIds::default(), names.into()).unwrap();
    assert_eq!(step.label, "add 3 partners");
    step.apply(&mut map).unwrap();
    let ids: Vec<&str> = map.partners.keys().map(Id::as_str).collect();
    assert_eq!(ids, ["board", "mayor", "mayor-2", "mayor-3", "port"]);
}
