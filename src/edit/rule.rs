//! Steps that change the rules between options.

use super::step::called;
use super::{Edit, EntryChange, Step};
use crate::model::{Map, OptionId, OptionPlace, Rule};

/// The position of a rule that says the same: one excludes the other whichever comes first.
#[must_use]
pub fn position(map: &Map, rule: &Rule) -> Option<usize> {
    map.rules.iter().position(|other| match (rule, other) {
        (Rule::Excludes(a, b), Rule::Excludes(c, d)) => (a, b) == (c, d) || (a, b) == (d, c),
        (one, other) => one == other,
    })
}

/// Adds a rule at the end; nothing where it can't stand, or stands already.
#[must_use]
pub fn add(map: &Map, rule: Rule) -> Option<Step> {
    put(map, map.rules.len(), rule)
}

/// Changes the n-th rule; nothing if it is so already, can't stand, or would stand twice then.
#[must_use]
pub fn change(map: &Map, at: usize, rule: Rule) -> Option<Step> {
    map.rules.get(at)?;
    put(map, at, rule)
}

/// Deletes the n-th rule.
#[must_use]
pub fn delete(map: &Map, at: usize) -> Option<Step> {
    let label = format!("delete {}", about(map, map.rules.get(at)?));
    Some(Step::of(label, Edit::Rule { change: EntryChange::removed(&map.rules, at)? }))
}

/// Moves the n-th rule to another place in the order, counted from 0.
#[must_use]
pub fn reorder(map: &Map, at: usize, to: usize) -> Option<Step> {
    let label = format!("reorder {}", about(map, map.rules.get(at)?));
    Some(Step::of(label, Edit::Rule { change: EntryChange::shifted(&map.rules, at, to)? }))
}

/// A rule is between two options that are there, of different issues.
fn put(map: &Map, at: usize, rule: Rule) -> Option<Step> {
    let [first, second] = rule.options().map(|option| map.issue_of(option));
    let twice = position(map, &rule).is_some_and(|other| other != at);
    if first? == second? || twice {
        return None;
    }
    let old = map.rules.get(at);
    let does = if old.is_some() { "change" } else { "add" };
    let label = format!("{does} {}", about(map, old.unwrap_or(&rule)));
    Some(Step::of(label, Edit::Rule { change: EntryChange::set(&map.rules, at, rule)? }))
}

/// What a rule says, in a few words.
fn about(map: &Map, rule: &Rule) -> String {
    let name = |option: &OptionId| {
        let issue = map.issue_of(option).cloned();
        let place = issue.map(|issue| OptionPlace { issue, option: option.clone() });
        let found = place.and_then(|place| map.option(&place));
        found.map_or_else(|| option.to_string(), |found| called(&found.name, option.as_str()))
    };
    let [first, second] = rule.options().map(name);
    match rule {
        Rule::Requires(..) => format!("the rule that {first} requires {second}"),
        Rule::Excludes(..) => format!("the rule that {first} excludes {second}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Issue, IssueId, IssueOption, Text};

    fn id(text: &str) -> OptionId {
        OptionId::new(text).unwrap()
    }

    fn requires(first: &str, second: &str) -> Rule {
        Rule::Requires(id(first), id(second))
    }

    fn excludes(first: &str, second: &str) -> Rule {
        Rule::Excludes(id(first), id(second))
    }

    /// Two issues of two options each; north requires the bus, south and the train exclude each other.
    fn map() -> Map {
        let mut map = Map::default();
        for (issue, options) in [("site", ["north", "south"]), ("way", ["bus", "train"])] {
            let option = |text: &str| (id(text), IssueOption::named(Text::cleaned(text)));
            let options = options.into_iter().map(option).collect();
            let name = Text::cleaned(issue);
            map.issues
                .insert(IssueId::new(issue).unwrap(), Issue { name, must_settle: false, options });
        }
        map.rules = vec![requires("north", "bus"), excludes("south", "train")];
        map
    }

    fn after(step: Option<Step>) -> (String, Vec<Rule>) {
        let (step, mut map) = (step.unwrap(), map());
        step.apply(&mut map).unwrap();
        let rules = map.rules.clone();
        step.inverse().apply(&mut map).unwrap();
        assert_eq!(map, self::map());
        (step.label, rules)
    }

    #[test]
    fn each_step_says_which_rule_it_is_and_leads_back() {
        let [first, second] = [requires("north", "bus"), excludes("south", "train")];
        let third = requires("train", "north");
        assert_eq!(
            after(add(&map(), third.clone())),
            (
                "add the rule that train requires north".into(),
                vec![first.clone(), second.clone(), third.clone()]
            )
        );
        assert_eq!(
            after(change(&map(), 0, third.clone())),
            ("change the rule that north requires bus".into(), vec![third, second.clone()])
        );
        assert_eq!(
            after(delete(&map(), 1)),
            ("delete the rule that south excludes train".into(), vec![first.clone()])
        );
        assert_eq!(
            after(reorder(&map(), 1, 0)),
            ("reorder the rule that south excludes train".into(), vec![second, first])
        );
    }

    #[test]
    fn a_rule_stands_once_and_between_options_of_two_issues() {
        let map = map();
        assert_eq!(add(&map, requires("north", "south")), None);
        assert_eq!(add(&map, requires("north", "plane")), None);
        assert_eq!(add(&map, requires("north", "bus")), None);
        assert_eq!(add(&map, excludes("train", "south")), None);
        assert_eq!(change(&map, 0, excludes("train", "south")), None);
        assert_eq!(position(&map, &requires("bus", "north")), None);
        // turned round it says the same, but stands in the file in another way
        assert!(change(&map, 1, excludes("train", "south")).is_some());
    }
}
