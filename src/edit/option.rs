//! Steps that change the options of an issue.

use super::step::{called, with_touched};
use super::{Change, Edit, EntryChange, Ordered, Step, UsedIds};
use crate::model::{IssueId, IssueOption, Map, OptionId, OptionPlace};

/// Adds an option at the end of an issue, under an id made from its name that no option of the map has.
#[must_use]
pub fn add(
    map: &Map,
    used: &UsedIds,
    issue: &IssueId,
    option: IssueOption,
) -> Option<(OptionPlace, Step)> {
    let options = &map.issues.get(issue)?.options;
    let taken = |text: &str| map.issues.values().any(|issue| issue.options.contains_key(text));
    let id = OptionId::from_name(&option.name, |text| taken(text) || used.contains_option(text));
    let label = format!("add {}", called(&option.name, id.as_str()));
    let change = Box::new(EntryChange::to(options, &id, Some(option))?);
    let place = OptionPlace { issue: issue.clone(), option: id };
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
