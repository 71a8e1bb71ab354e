//! Steps that change issues.

use super::option::without_rules;
use super::step::{called, with_touched};
use super::{Change, Edit, EntryChange, Ordered, Step, UsedIds};
use crate::model::{Entries, Issue, IssueId, Map, Place, Text};

/// Adds an issue without options at the end, under an id made from its name.
#[must_use]
pub fn add(map: &Map, used: &UsedIds, name: Text) -> Option<(IssueId, Step)> {
    let place = Place::map().name("issues");
    let id = IssueId::from_name(&name, |text| {
        map.issues.contains_key(text) || used.contains(&place.clone().name(text))
    });
    let label = format!("add {}", called(&name, id.as_str()));
    let issue = Issue { name, must_settle: false, options: Entries::new() };
    let change = Box::new(EntryChange::to(&map.issues, &id, Some(issue))?);
    Some((id.clone(), Step::of(label, Edit::Issue { id, change })))
}

/// Deletes an issue with its options and, in the same step, the rules about them.
#[must_use]
pub fn delete(map: &Map, id: &IssueId) -> Option<Step> {
    let issue = map.issues.get(id)?;
    let mut edits = without_rules(map, |option| issue.options.contains_key(option));
    let touched = [(issue.options.len(), "option", "options"), (edits.len(), "rule", "rules")];
    let label = format!("delete {}{}", called(&issue.name, id.as_str()), with_touched(&touched));
    let change = Box::new(EntryChange::to(&map.issues, id, None)?);
    edits.push(Edit::Issue { id: id.clone(), change });
    Step::new(label, edits)
}

/// Moves an issue to another place in the order, counted from 0.
#[must_use]
pub fn reorder(map: &Map, id: &IssueId, to: usize) -> Option<Step> {
    let (at, _, issue) = map.issues.get_full(id)?;
    let change = Change::between(at, to.min(map.issues.len().saturating_sub(1)))?;
    let label = format!("reorder {}", called(&issue.name, id.as_str()));
    Some(Step::of(label, Edit::Order { of: Ordered::Issue(id.clone()), change }))
}
