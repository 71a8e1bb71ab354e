//! Steps that change what success means to a partner.
//!
//! Their labels tell whose criterion it is and what about it was changed, never what it says: it
//! may be private, or become it.

use super::step::{called, first_words, with_touched};
use super::{Change, Edit, Entry, EntryChange, Step, UsedIds};
use crate::model::{
    Content, Criterion, CriterionId, Map, Partner, PartnerId, Place, Private, Text,
};

/// Adds a criterion at the end, under an id made from its words.
#[must_use]
pub fn add(
    map: &Map,
    used: &UsedIds,
    partner: &PartnerId,
    criterion: Criterion,
) -> Option<(CriterionId, Step)> {
    let whose = map.partners.get(partner)?;
    let id = new_id(map, used, partner, &criterion)?;
    let label = format!("add a criterion of {}", called(&whose.name, partner.as_str()));
    let change = Box::new(EntryChange::to(&whose.success, &id, Some(criterion))?);
    let edit = Edit::Criterion { partner: partner.clone(), id: id.clone(), change };
    Some((id, Step::of(label, edit)))
}

/// Adds the same criterion once more right below; what options do to it is not copied.
#[must_use]
pub fn duplicate(
    map: &Map,
    used: &UsedIds,
    partner: &PartnerId,
    id: &CriterionId,
) -> Option<(CriterionId, Step)> {
    let whose = map.partners.get(partner)?;
    let (at, _, criterion) = whose.success.get_full(id)?;
    let new = new_id(map, used, partner, criterion)?;
    let label = format!("duplicate a criterion of {}", called(&whose.name, partner.as_str()));
    let after = Some(Entry { at: at + 1, value: criterion.clone() });
    let change = Box::new(EntryChange { before: None, after });
    let edit = Edit::Criterion { partner: partner.clone(), id: new.clone(), change };
    Some((new, Step::of(label, edit)))
}

fn new_id(
    map: &Map,
    used: &UsedIds,
    partner: &PartnerId,
    criterion: &Criterion,
) -> Option<CriterionId> {
    let success = &map.partners.get(partner)?.success;
    let place = Place::map().name("partners").name(partner.as_str()).name("success");
    // ids are shown with the curtain drawn, so a private criterion's is not made from its words
    let words = if criterion.is_private() { "" } else { first_words(&criterion.inner().says) };
    Some(CriterionId::from_name(words, |text| {
        success.contains_key(text) || used.contains(&place.clone().name(text))
    }))
}

/// Gives a partner who is not in the map yet a criterion of which only the words are known.
pub fn note(partner: &mut Partner, says: Text) {
    let criterion = Criterion::new(Content::of(says));
    let taken = |text: &str| partner.success.contains_key(text);
    let id = CriterionId::from_name(first_words(&criterion.inner().says), taken);
    partner.success.insert(id, criterion);
}

/// Changes a criterion: its words, weight, theme, direction and all else; nothing if it is so already.
#[must_use]
pub fn change(
    map: &Map,
    partner: &PartnerId,
    id: &CriterionId,
    criterion: Criterion,
) -> Option<Step> {
    let whose = map.partners.get(partner)?;
    let does = what_changes(whose.success.get(id)?, &criterion);
    let label = format!("{does} of {}", called(&whose.name, partner.as_str()));
    let change = Box::new(EntryChange::to(&whose.success, id, Some(criterion))?);
    Some(Step::of(label, Edit::Criterion { partner: partner.clone(), id: id.clone(), change }))
}

/// Changes the content of a criterion, which stays as private as it is.
#[must_use]
pub fn revise(
    map: &Map,
    partner: &PartnerId,
    id: &CriterionId,
    revision: impl FnOnce(&mut Content),
) -> Option<Step> {
    let criterion = map.partners.get(partner)?.success.get(id)?.clone();
    change(map, partner, id, criterion.revised(revision))
}

/// Deletes a criterion and, in the same step, what options and the walk-away do to it.
#[must_use]
pub fn delete(map: &Map, partner: &PartnerId, id: &CriterionId) -> Option<Step> {
    let whose = map.partners.get(partner)?;
    let mut edits = Vec::new();
    for (option, answer) in map.options() {
        let Some(on) = answer.on.get(partner).filter(|on| on.contains_key(id)) else { continue };
        let partner = partner.clone();
        edits.push(if on.len() == 1 {
            let change = Box::new(EntryChange::to(&answer.on, &partner, None)?);
            Edit::OnPartner { option, partner, change }
        } else {
            let change = EntryChange::to(on, id, None)?;
            Edit::OnCriterion { option, partner, criterion: id.clone(), change }
        });
    }
    let effects = edits.len();
    edits.extend(cleared_walk_away(whose, partner, id));
    // what the walk-away does to it is private, so the label doesn't count it
    let touched = [(effects, "entry in options", "entries in options")];
    let name = called(&whose.name, partner.as_str());
    let label = format!("delete a criterion of {name}{}", with_touched(&touched));
    let change = Box::new(EntryChange::to(&whose.success, id, None)?);
    edits.push(Edit::Criterion { partner: partner.clone(), id: id.clone(), change });
    Step::new(label, edits)
}

/// Moves a criterion to another place in its partner's order, counted from 0.
#[must_use]
pub fn reorder(map: &Map, partner: &PartnerId, id: &CriterionId, to: usize) -> Option<Step> {
    let whose = map.partners.get(partner)?;
    let label = format!("reorder a criterion of {}", called(&whose.name, partner.as_str()));
    let change = Box::new(EntryChange::moved(&whose.success, id, to)?);
    Some(Step::of(label, Edit::Criterion { partner: partner.clone(), id: id.clone(), change }))
}

/// The walk-away without its entry for a criterion, where it has one.
fn cleared_walk_away(whose: &Partner, partner: &PartnerId, id: &CriterionId) -> Option<Edit> {
    let mut cleared = whose.walk_away.inner().clone()?;
    cleared.on.remove(id)?;
    let change = Change::between(whose.walk_away.clone(), Private::new(Some(cleared)))?;
    Some(Edit::WalkAway { partner: partner.clone(), change })
}

/// What is different between two criteria, without saying what they say.
fn what_changes(old: &Criterion, new: &Criterion) -> &'static str {
    let (before, after) = (old.inner(), new.inner());
    let others = Content {
        says: before.says.clone(),
        weight: before.weight,
        theme: before.theme.clone(),
        wants: before.wants,
        ..after.clone()
    };
    let changed = [
        (before.says != after.says, "reword a criterion"),
        (before.weight != after.weight, "change the weight of a criterion"),
        (before.theme != after.theme, "change the theme of a criterion"),
        (before.wants != after.wants, "change the direction of a criterion"),
        (others != *before || old.is_private() != new.is_private(), "change a criterion"),
    ];
    let mut found = changed.iter().filter(|(is, _)| *is).map(|(_, does)| *does);
    match (found.next(), found.next()) {
        (Some(does), None) => does,
        _ => "change a criterion",
    }
}
