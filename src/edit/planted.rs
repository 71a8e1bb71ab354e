//! Random maps in which all that is private says one word, and steps that bring none of it to light.

use super::Step;
use super::samples::any_step;
use crate::model::samples::Dice;
use crate::model::*;

/// Stands in everything private of a planted map, in the name of a theme of which only a private
/// criterion tells, and nowhere else.
pub(crate) const PLANTED: &str = "PLANTED";

fn word() -> Text {
    Text::cleaned(PLANTED)
}

/// The map with what is private planted, and with a hidden theme that the options bear on.
pub(crate) fn planted(mut map: Map) -> Map {
    let theme = ThemeId::new("planted").expect("this is an id");
    map.themes.insert(theme.clone(), Theme { name: word(), unit: word() });
    if !map.partners.contains_key("somebody") {
        let id = PartnerId::new("somebody").expect("this is an id");
        map.partners.insert(id, Partner::named(Text::cleaned("Somebody")));
    }
    for partner in map.partners.values_mut() {
        partner.private_notes = Private::new(word());
        partner.culture.inner_mut().notes = word();
        if let Some(away) = partner.walk_away.inner_mut() {
            away.says = word();
        }
        for concern in partner.concerns.inner_mut().values_mut() {
            concern.says = word();
        }
        let hidden = Criterion::new(Content { theme: Some(theme.clone()), ..Content::of(word()) });
        let id = CriterionId::from_name("", |text| partner.success.contains_key(text));
        partner.success.insert(id, hidden.private());
        for criterion in partner.success.values_mut().filter(|criterion| criterion.is_private()) {
            criterion.inner_mut().says = word();
        }
    }
    for relation in &mut map.relations {
        relation.note = Private::new(word());
    }
    for hidden in map.hidden_themes() {
        if let Some(theme) = map.themes.get_mut(&hidden) {
            theme.name = word();
        }
    }
    for option in map.issues.values_mut().flat_map(|issue| issue.options.values_mut()) {
        option.effects.insert(theme.clone(), Rated::bare(Score::clamped(Decimal::default())));
    }
    map
}

/// Whether something planted is private no longer.
fn is_told(map: &Map) -> bool {
    let hidden = map.hidden_themes();
    let mut themes = map.themes.iter().filter(|(id, _)| !hidden.contains(*id));
    let mut criteria = map.partners.values().flat_map(|partner| partner.success.values());
    themes.any(|(_, theme)| theme.name.contains(PLANTED))
        || criteria
            .any(|criterion| !criterion.is_private() && criterion.inner().says.contains(PLANTED))
}

/// A step that fits the map and leaves what is planted private.
pub(crate) fn any_private_step(map: &Map, dice: &mut Dice) -> Option<Step> {
    let step = any_step(map, dice)?;
    let mut then = map.clone();
    step.apply(&mut then).ok()?;
    (!is_told(&then)).then_some(step)
}
