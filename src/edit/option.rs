//! Steps that change the options of an issue.

use super::step::{called, copied, with_touched};
use super::{Change, Edit, Entry, EntryChange, Ordered, Step, UsedIds};
use crate::model::{IssueId, IssueOption, Map, OptionId, OptionPlace, Text};

/// Adds an option at the end of an issue, under an id made from its name that no option of the map has.
#[must_use]
pub fn add(
    map: &Map,
    used: &UsedIds,
    issue: &IssueId,
    option: IssueOption,
) -> Option<(OptionPlace, Step)> {
    let options = &map.issues.get(issue)?.options;
    let id = free_id(map, used, &option.name, |_| false);
    let label = format!("add {}", called(&option.name, id.as_str()));
    let change = Box::new(EntryChange::to(options, &id, Some(option))?);
    let place = OptionPlace { issue: issue.clone(), option: id };
    Some((place.clone(), Step::of(label, Edit::Option { place, change })))
}

/// Gives an option another name; nothing if it has it.
#[must_use]
pub fn rename(map: &Map, place: &OptionPlace, name: Text) -> Option<Step> {
    let old = &map.option(place)?.name;
    let label = format!("rename {}", called(old, place.option.as_str()));
    let change = Change::between(old.clone(), name)?;
    Some(Step::of(label, Edit::OptionName { place: place.clone(), change }))
}

/// Puts a copy of an option with all that it does right below it; rules stay with the original.
#[must_use]
pub fn duplicate(map: &Map, used: &UsedIds, place: &OptionPlace) -> Option<(OptionPlace, Step)> {
    let (at, id, option) = map.issues.get(&place.issue)?.options.get_full(&place.option)?;
    let label = format!("duplicate {}", called(&option.name, id.as_str()));
    let copy = IssueOption { name: copied(&option.name), ..option.clone() };
    let option = free_id(map, used, &copy.name, |_| false);
    let after = Some(Entry { at: at + 1, value: copy });
    let change = Box::new(Change { before: None, after });
    let place = OptionPlace { issue: place.issue.clone(), option };
    Some((place.clone(), Step::of(label, Edit::Option { place, change })))
}

/// Deletes an option and, in the same step, the rules about it.
#[must_use]
pub fn delete(map: &Map, place: &OptionPlace) -> Option<Step> {
    let options = &map.issues.get(&place.issue)?.options;
    let name = &options.get(&place.option)?.name;
    let mut edits = without_rules(map, |option| *option == place.option);
    let touched = with_touched(&[(edits.len(), "rule", "rules")]);
    let label = format!("delete {}{touched}", called(name, place.option.as_str()));
    let change = Box::new(EntryChange::to(options, &place.option, None)?);
    edits.push(Edit::Option { place: place.clone(), change });
    Step::new(label, edits)
}

/// Moves an option to another place among those of its issue, counted from 0.
#[must_use]
pub fn reorder(map: &Map, place: &OptionPlace, to: usize) -> Option<Step> {
    let options = &map.issues.get(&place.issue)?.options;
    let (at, _, option) = options.get_full(&place.option)?;
    let change = Change::between(at, to.min(options.len().saturating_sub(1)))?;
    let label = format!("reorder {}", called(&option.name, place.option.as_str()));
    Some(Step::of(label, Edit::Order { of: Ordered::Option(place.clone()), change }))
}

/// An id made from a name that no option of the map has, or had in this session, and that is not
/// taken by what is just being made.
pub(super) fn free_id(
    map: &Map,
    used: &UsedIds,
    name: &str,
    made: impl Fn(&str) -> bool,
) -> OptionId {
    let there = |text: &str| map.issues.values().any(|issue| issue.options.contains_key(text));
    OptionId::from_name(name, |text| made(text) || there(text) || used.contains_option(text))
}

/// The edits that remove every rule about certain options.
pub(super) fn without_rules(map: &Map, about: impl Fn(&OptionId) -> bool) -> Vec<Edit> {
    // from the back, so that the places of those before stay right
    let at = (0..map.rules.len()).rev();
    let gone =
        at.filter(|at| map.rules.get(*at).is_some_and(|r| r.options().into_iter().any(&about)));
    gone.filter_map(|at| EntryChange::removed(&map.rules, at))
        .map(|change| Edit::Rule { change })
        .collect()
}
