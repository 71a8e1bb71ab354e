//! Steps that change themes.

use super::step::{called, copied, with_touched};
use super::{Change, Edit, Entry, EntryChange, Step, UsedIds};
use crate::model::{IssueOption, Map, OptionPlace, Place, Theme, ThemeId};

/// Adds a theme at the end, under an id made from its name.
#[must_use]
pub fn add(map: &Map, used: &UsedIds, theme: Theme) -> Option<(ThemeId, Step)> {
    let id = free(map, used, &theme.name);
    let label = format!("add {}", called(&theme.name, id.as_str()));
    let change = EntryChange::to(&map.themes, &id, Some(theme))?;
    Some((id.clone(), Step::of(label, Edit::Theme { id, change })))
}

/// Changes a theme's name and unit; nothing if they are so already or there is no such theme.
#[must_use]
pub fn change(map: &Map, id: &ThemeId, theme: Theme) -> Option<Step> {
    let old = map.themes.get(id)?;
    let label = format!("change {}", called(&old.name, id.as_str()));
    let change = EntryChange::to(&map.themes, id, Some(theme))?;
    Some(Step::of(label, Edit::Theme { id: id.clone(), change }))
}

/// Puts a copy of a theme right below it, with what options do to it; criteria stay with the original.
#[must_use]
pub fn duplicate(map: &Map, used: &UsedIds, id: &ThemeId) -> Option<(ThemeId, Step)> {
    let (at, _, theme) = map.themes.get_full(id)?;
    let copy = Theme { name: copied(&theme.name), unit: theme.unit.clone() };
    let new = free(map, used, &copy.name);
    let change = Change { before: None, after: Some(Entry { at: at + 1, value: copy }) };
    let mut edits = vec![Edit::Theme { id: new.clone(), change }];
    edits.extend(map.options().filter_map(|(option, answer)| {
        let (at, _, effect) = answer.effects.get_full(id)?;
        let after = Some(Entry { at: at + 1, value: effect.clone() });
        Some(Edit::Effect { option, theme: new.clone(), change: Change { before: None, after } })
    }));
    let touched = with_touched(&[(edits.len() - 1, "effect", "effects")]);
    let label = format!("duplicate {}{touched}", called(&theme.name, id.as_str()));
    Some((new, Step::new(label, edits)?))
}

/// How many options do something to both themes; a merge of the two drops so many effects.
#[must_use]
pub fn on_both(map: &Map, one: &ThemeId, other: &ThemeId) -> usize {
    let does = |option: &IssueOption, to: &ThemeId| option.effects.contains_key(to);
    map.options().filter(|(_, option)| does(option, one) && does(option, other)).count()
}

/// Makes one of two themes, in one step: what is about the one is about the other then.
///
/// Criteria keep their direction: who wanted less of the one wants less of the other. An option that
/// does something to both keeps what it does to the other, and the label says how many effects were
/// dropped for that. Nothing if they are the same theme.
#[must_use]
pub fn merge(map: &Map, id: &ThemeId, into: &ThemeId) -> Option<Step> {
    let (theme, other) = (map.themes.get(id)?, map.themes.get(into)?);
    if id == into {
        return None;
    }
    let mut edits = linked_to(map, id, Some(into));
    let (links, mut moved, dropped) = (edits.len(), 0, on_both(map, id, into));
    for (option, answer) in map.options() {
        let Some((at, _, effect)) = answer.effects.get_full(id) else { continue };
        edits.extend(cleared(answer, option.clone(), id));
        if answer.effects.contains_key(into) {
            continue;
        }
        moved += 1;
        let change = Change { before: None, after: Some(Entry { at, value: effect.clone() }) };
        edits.push(Edit::Effect { option, theme: into.clone(), change });
    }
    edits.push(Edit::Theme { id: id.clone(), change: EntryChange::to(&map.themes, id, None)? });
    let touched = with_touched(&[
        (links, "criterion", "criteria"),
        (moved, "effect", "effects"),
        (dropped, "effect dropped", "effects dropped"),
    ]);
    // no edit is about the other theme then, and a label names only what the edits are about
    let other = if links + moved == 0 {
        "another theme".to_owned()
    } else {
        called(&other.name, into.as_str())
    };
    Step::new(format!("merge {} into {other}{touched}", called(&theme.name, id.as_str())), edits)
}

/// Deletes a theme and, in the same step, its effects and the links of criteria to it.
#[must_use]
pub fn delete(map: &Map, id: &ThemeId) -> Option<Step> {
    let theme = map.themes.get(id)?;
    let mut edits = linked_to(map, id, None);
    let links = edits.len();
    edits.extend(map.options().filter_map(|(option, answer)| cleared(answer, option, id)));
    let effects = edits.len() - links;
    let touched =
        [(links, "link of a criterion", "links of criteria"), (effects, "effect", "effects")];
    let label = format!("delete {}{}", called(&theme.name, id.as_str()), with_touched(&touched));
    let change = EntryChange::to(&map.themes, id, None)?;
    edits.push(Edit::Theme { id: id.clone(), change });
    Step::new(label, edits)
}

/// Moves a theme to another place in the order, counted from 0.
#[must_use]
pub fn reorder(map: &Map, id: &ThemeId, to: usize) -> Option<Step> {
    let theme = map.themes.get(id)?;
    let label = format!("reorder {}", called(&theme.name, id.as_str()));
    let change = EntryChange::moved(&map.themes, id, to)?;
    Some(Step::of(label, Edit::Theme { id: id.clone(), change }))
}

/// An id made from a name that no theme of the map has, or had in this session.
fn free(map: &Map, used: &UsedIds, name: &str) -> ThemeId {
    let place = Place::map().name("themes");
    ThemeId::from_name(name, |text| {
        map.themes.contains_key(text) || used.contains(&place.clone().name(text))
    })
}

/// The edits that make every criterion about a theme one about another theme, or about none.
fn linked_to(map: &Map, from: &ThemeId, to: Option<&ThemeId>) -> Vec<Edit> {
    let mut edits = Vec::new();
    for (partner, record) in &map.partners {
        for (id, old) in &record.success {
            if old.inner().theme.as_ref() != Some(from) {
                continue;
            }
            let mut linked = old.clone();
            linked.inner_mut().theme = to.cloned();
            let change = EntryChange::to(&record.success, id, Some(linked)).map(Box::new);
            let (partner, id) = (partner.clone(), id.clone());
            edits.extend(change.map(|change| Edit::Criterion { partner, id, change }));
        }
    }
    edits
}

/// The removal of what an option does to a theme, where it does something.
fn cleared(answer: &IssueOption, option: OptionPlace, theme: &ThemeId) -> Option<Edit> {
    let change = EntryChange::to(&answer.effects, theme, None)?;
    Some(Edit::Effect { option, theme: theme.clone(), change })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::samples::any_map;
    use crate::model::{Decimal, Effect, Issue, IssueId, OptionId, Rated, Score, Text};

    fn id(text: &str) -> ThemeId {
        ThemeId::new(text).unwrap()
    }

    fn effect(by: i64) -> Effect {
        Rated::bare(Score::clamped(Decimal::from_billionths(by * Decimal::ONE)))
    }

    /// Three themes; north lowers waits and queues, south only waits, west none of them.
    fn map() -> Map {
        let mut map = Map::default();
        for (of, name) in [("waits", "Waiting time"), ("queues", "Queues"), ("cost", "Cost")] {
            let theme = Theme { name: Text::cleaned(name), unit: Text::cleaned("minutes") };
            map.themes.insert(id(of), theme);
        }
        let options = [
            ("north", vec![("waits", -1), ("queues", -2)]),
            ("south", vec![("cost", 1), ("waits", -3)]),
            ("west", vec![]),
        ];
        let options = options.into_iter().map(|(of, effects)| {
            let mut option = IssueOption::named(Text::cleaned(of));
            option.effects = effects.into_iter().map(|(of, by)| (id(of), effect(by))).collect();
            (OptionId::new(of).unwrap(), option)
        });
        let name = Text::cleaned("Where?");
        let issue = Issue { name, must_settle: false, options: options.collect() };
        map.issues.insert(IssueId::new("site").unwrap(), issue);
        map
    }

    fn effects(map: &Map) -> Vec<String> {
        let told = |option: &IssueOption| {
            let effects =
                option.effects.iter().map(|(id, effect)| format!("{id} {}", effect.value));
            effects.collect::<Vec<_>>().join(", ")
        };
        map.options().map(|(_, option)| told(option)).collect()
    }

    #[test]
    fn a_merge_keeps_what_the_other_theme_has_and_says_what_was_dropped() {
        let mut after = map();
        let step = merge(&map(), &id("waits"), &id("queues")).unwrap();
        step.apply(&mut after).unwrap();
        assert_eq!(step.label, "merge Waiting time into Queues (with 1 effect, 1 effect dropped)");
        assert_eq!(effects(&after), ["queues -2", "cost 1, queues -3", ""]);
        assert_eq!(merge(&map(), &id("waits"), &id("waits")), None);
        assert_eq!(merge(&map(), &id("waits"), &id("gone")), None);
    }

    #[test]
    fn a_copy_stands_below_with_what_options_do_to_it() {
        let mut after = map();
        let (new, step) = duplicate(&map(), &UsedIds::default(), &id("waits")).unwrap();
        step.apply(&mut after).unwrap();
        assert_eq!(step.label, "duplicate Waiting time (with 2 effects)");
        assert_eq!(after.themes[1].name, "Waiting time (copy)");
        assert_eq!(after.themes.get_index_of(&new), Some(1));
        let copied = [
            "waits -1, waiting-time-copy -1, queues -2",
            "cost 1, waits -3, waiting-time-copy -3",
            "",
        ];
        assert_eq!(effects(&after), copied);
    }

    /// Every reference to a theme: of criteria, and of effects.
    fn references<'m>(map: &'m Map, to: &ThemeId) -> usize {
        let criteria = map.partners.values().flat_map(|partner| partner.success.values());
        let linked = |theme: Option<&'m ThemeId>| theme.is_some_and(|theme| theme == to);
        criteria.filter(|criterion| linked(criterion.inner().theme.as_ref())).count()
            + map.options().filter(|(_, option)| option.effects.contains_key(to)).count()
    }

    proptest! {
        #[test]
        fn a_merge_is_one_step_that_leaves_no_reference_and_leads_back(map in any_map()) {
            for (from, into) in map.themes.keys().flat_map(|a| map.themes.keys().map(move |b| (a, b))) {
                let Some(step) = merge(&map, from, into) else {
                    prop_assert_eq!(from, into);
                    continue;
                };
                let mut after = map.clone();
                step.apply(&mut after).unwrap();
                prop_assert!(!after.themes.contains_key(from));
                prop_assert_eq!(references(&after, from), 0);
                let both = map.options().filter(|(_, option)| {
                    option.effects.contains_key(from) && option.effects.contains_key(into)
                });
                let (both, before) = (both.count(), references(&map, from) + references(&map, into));
                prop_assert_eq!(references(&after, into), before - both);
                prop_assert_eq!(step.label.contains("dropped"), both > 0, "{}", step.label);
                step.inverse().apply(&mut after).unwrap();
                prop_assert!(after.themes.keys().eq(map.themes.keys()));
                prop_assert_eq!(&after, &map);
            }
        }
    }
}
