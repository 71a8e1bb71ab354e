//! Steps that change themes.

use super::step::{called, with_touched};
use super::{Edit, EntryChange, Step, UsedIds};
use crate::model::{IssueOption, Map, OptionPlace, Place, Theme, ThemeId};

/// Adds a theme at the end, under an id made from its name.
#[must_use]
pub fn add(map: &Map, used: &UsedIds, theme: Theme) -> Option<(ThemeId, Step)> {
    let place = Place::map().name("themes");
    let id = ThemeId::from_name(&theme.name, |text| {
        map.themes.contains_key(text) || used.contains(&place.clone().name(text))
    });
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

/// Deletes a theme and, in the same step, its effects and the links of criteria to it.
#[must_use]
pub fn delete(map: &Map, id: &ThemeId) -> Option<Step> {
    let theme = map.themes.get(id)?;
    let mut edits = Vec::new();
    for (partner, record) in &map.partners {
        for (criterion, old) in &record.success {
            if old.inner().theme.as_ref() != Some(id) {
                continue;
            }
            let mut unlinked = old.clone();
            unlinked.inner_mut().theme = None;
            let change = EntryChange::to(&record.success, criterion, Some(unlinked))?;
            edits.push(Edit::Criterion {
                partner: partner.clone(),
                id: criterion.clone(),
                change: Box::new(change),
            });
        }
    }
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

/// The removal of what an option does to a theme, where it does something.
fn cleared(answer: &IssueOption, option: OptionPlace, theme: &ThemeId) -> Option<Edit> {
    let change = EntryChange::to(&answer.effects, theme, None)?;
    Some(Edit::Effect { option, theme: theme.clone(), change })
}
