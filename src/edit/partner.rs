//! Steps that change partners: who they are, where they stand, how they work.

use super::step::{called, copied, with_touched};
use super::{
    Change, Edit, Entry, EntryChange, Identity, Ordered, Placements, Stances, Step, UsedIds,
};
use crate::model::{Culture, Map, Partner, PartnerId, Place, Private, Text, WalkAway};

/// Adds a partner at the end, under an id made from the name.
#[must_use]
pub fn add(map: &Map, used: &UsedIds, partner: Partner) -> Option<(PartnerId, Step)> {
    let place = Place::map().name("partners");
    let id = PartnerId::from_name(&partner.name, |text| {
        map.partners.contains_key(text) || used.contains(&place.clone().name(text))
    });
    let label = format!("add {}", called(&partner.name, id.as_str()));
    let change = Box::new(EntryChange::to(&map.partners, &id, Some(partner))?);
    Some((id.clone(), Step::of(label, Edit::Partner { id, change })))
}

/// Adds the same partner once more right below, under the name with "(copy)" behind it.
///
/// Relations and what options do to single criteria are not copied. A short name would stand for
/// both, so the copy has none.
#[must_use]
pub fn duplicate(map: &Map, used: &UsedIds, id: &PartnerId) -> Option<(PartnerId, Step)> {
    let (at, _, partner) = map.partners.get_full(id)?;
    let name = copied(&partner.name);
    let place = Place::map().name("partners");
    let new = PartnerId::from_name(&name, |text| {
        map.partners.contains_key(text) || used.contains(&place.clone().name(text))
    });
    let label = format!("duplicate {}", called(&partner.name, id.as_str()));
    let value = Partner { name, short: Text::default(), ..partner.clone() };
    let change = Box::new(EntryChange { before: None, after: Some(Entry { at: at + 1, value }) });
    Some((new.clone(), Step::of(label, Edit::Partner { id: new, change })))
}

/// Adds partners at the end, in one step: a paste of ten lines.
///
/// Their ids are in the edits, in the same order; nothing if there are no partners.
#[must_use]
pub fn add_all(map: &Map, used: &UsedIds, partners: Vec<Partner>) -> Option<Step> {
    let mut grown = map.clone();
    let mut steps = Vec::new();
    for partner in partners {
        let (_, step) = add(&grown, used, partner)?;
        step.apply(&mut grown).ok()?;
        steps.push(step);
    }
    if steps.len() == 1 {
        return steps.pop();
    }
    let label = format!("add {} partners", steps.len());
    Step::new(label, steps.into_iter().flat_map(|step| step.edits).collect())
}

/// Changes name, short name, side and tags; nothing if they are so already.
#[must_use]
pub fn identify(map: &Map, id: &PartnerId, identity: Identity) -> Option<Step> {
    let old = map.partners.get(id)?;
    let change = Change::between(Identity::of(old), identity)?;
    let does = if change.before.name == change.after.name { "describe" } else { "rename" };
    let label = format!("{does} {}", called(&old.name, id.as_str()));
    Some(Step::of(label, Edit::Identity { partner: id.clone(), change: Box::new(change) }))
}

/// Gives a partner another name; nothing if it has it.
#[must_use]
pub fn rename(map: &Map, id: &PartnerId, name: Text) -> Option<Step> {
    identify(map, id, Identity { name, ..Identity::of(map.partners.get(id)?) })
}

/// Places a partner on the grid, moves it, or takes it off; nothing if it is there already.
#[must_use]
pub fn place(map: &Map, id: &PartnerId, placements: Placements) -> Option<Step> {
    let old = map.partners.get(id)?;
    let change = Change::between(Placements::of(old), placements)?;
    let name = called(&old.name, id.as_str());
    let axes = |placements: &Placements| {
        usize::from(placements.interest.is_some()) + usize::from(placements.influence.is_some())
    };
    let label = match (axes(&change.before), axes(&change.after)) {
        (2, 2) => format!("move {name}"),
        (before, after) if after < before => format!("take {name} off the grid"),
        _ => format!("place {name}"),
    };
    Some(Step::of(label, Edit::Placement { partner: id.clone(), change: Box::new(change) }))
}

/// Changes where a partner stands and where we want them; nothing if it is so already.
#[must_use]
pub fn take_stance(map: &Map, id: &PartnerId, stances: Stances) -> Option<Step> {
    let old = map.partners.get(id)?;
    let change = Change::between(Stances::of(old), stances)?;
    let label = format!("change the stance of {}", called(&old.name, id.as_str()));
    Some(Step::of(label, Edit::Stance { partner: id.clone(), change }))
}

/// Changes how a partner works; nothing if it is so already.
#[must_use]
pub fn cultivate(map: &Map, id: &PartnerId, culture: Culture) -> Option<Step> {
    let old = map.partners.get(id)?;
    let change = Change::between(old.culture.clone(), Private::new(culture))?;
    let label = format!("change the culture of {}", called(&old.name, id.as_str()));
    Some(Step::of(label, Edit::Culture { partner: id.clone(), change }))
}

/// Changes some of how a partner works; nothing if it is so already.
#[must_use]
pub fn revise_culture(
    map: &Map,
    id: &PartnerId,
    revision: impl FnOnce(&mut Culture),
) -> Option<Step> {
    let mut culture = map.partners.get(id)?.culture.inner().clone();
    revision(&mut culture);
    cultivate(map, id, culture)
}

/// Changes what is known of a partner's way of working in words; the scales stay.
#[must_use]
pub fn note_culture(map: &Map, id: &PartnerId, notes: Text) -> Option<Step> {
    revise_culture(map, id, |culture| culture.notes = notes)
}

/// Changes our notes on a partner; nothing if they are so already.
#[must_use]
pub fn note(map: &Map, id: &PartnerId, notes: Text) -> Option<Step> {
    let old = map.partners.get(id)?;
    let change = Change::between(old.private_notes.clone(), Private::new(notes))?;
    let label = format!("change the notes on {}", called(&old.name, id.as_str()));
    Some(Step::of(label, Edit::Notes { partner: id.clone(), change }))
}

/// Changes what a partner does without an agreement; nothing if it is so already.
#[must_use]
pub fn walk_away(map: &Map, id: &PartnerId, walk_away: Option<WalkAway>) -> Option<Step> {
    let old = map.partners.get(id)?;
    let after = Private::new(walk_away.map(Box::new));
    let change = Change::between(old.walk_away.clone(), after)?;
    let label = format!("change the walk-away of {}", called(&old.name, id.as_str()));
    Some(Step::of(label, Edit::WalkAway { partner: id.clone(), change }))
}

/// Changes some of what a partner does without an agreement; where nothing is left of it, it goes.
///
/// The revision may be refused: then there is no step.
pub fn revise_walk_away<E>(
    map: &Map,
    id: &PartnerId,
    revision: impl FnOnce(&mut WalkAway) -> Result<(), E>,
) -> Result<Option<Step>, E> {
    let Some(partner) = map.partners.get(id) else { return Ok(None) };
    let before = partner.walk_away.inner().as_deref().cloned().unwrap_or_default();
    let mut after = before.clone();
    revision(&mut after)?;
    if after == before {
        return Ok(None);
    }
    let left = (after != WalkAway::default()).then_some(after);
    Ok(walk_away(map, id, left))
}

/// Deletes a partner and, in the same step, its relations and what options do to its criteria.
#[must_use]
pub fn delete(map: &Map, id: &PartnerId) -> Option<Step> {
    let partner = map.partners.get(id)?;
    let mut edits = Vec::new();
    // from the back, so that the places of those before stay right
    for (at, relation) in map.relations.iter().enumerate().rev() {
        if relation.from == *id || relation.to == *id {
            edits.push(Edit::Relation { change: EntryChange::removed(&map.relations, at)? });
        }
    }
    let relations = edits.len();
    for (option, answer) in map.options() {
        if let Some(change) = EntryChange::to(&answer.on, id, None) {
            let change = Box::new(change);
            edits.push(Edit::OnPartner { option, partner: id.clone(), change });
        }
    }
    let entries = edits.len() - relations;
    let touched =
        [(relations, "relation", "relations"), (entries, "entry in options", "entries in options")];
    let label = format!("delete {}{}", called(&partner.name, id.as_str()), with_touched(&touched));
    let change = Box::new(EntryChange::to(&map.partners, id, None)?);
    edits.push(Edit::Partner { id: id.clone(), change });
    Step::new(label, edits)
}

/// Moves a partner to another place in the order, counted from 0.
#[must_use]
pub fn reorder(map: &Map, id: &PartnerId, to: usize) -> Option<Step> {
    let (at, _, partner) = map.partners.get_full(id)?;
    let change = Change::between(at, to.min(map.partners.len().saturating_sub(1)))?;
    let label = format!("reorder {}", called(&partner.name, id.as_str()));
    Some(Step::of(label, Edit::Order { of: Ordered::Partner(id.clone()), change }))
}
