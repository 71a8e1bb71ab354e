//! Steps that change what an option does: to a theme, or to single criteria of one partner.
//!
//! Their labels tell the option, and the theme or whose criterion it is, never what a criterion
//! says: it may be private.

use super::step::called;
use super::{Edit, EntryChange, Step};
use crate::model::{CriterionId, Effect, Entries, Map, OptionPlace, PartnerId, ThemeId};

/// Sets or, with no effect, clears what an option does to a theme; nothing if it is so already.
#[must_use]
pub fn on_theme(
    map: &Map,
    option: &OptionPlace,
    theme: &ThemeId,
    effect: Option<Effect>,
) -> Option<Step> {
    let answer = map.option(option)?;
    let named = called(&map.themes.get(theme)?.name, theme.as_str());
    let change = EntryChange::to(&answer.effects, theme, effect)?;
    let name = called(&answer.name, option.option.as_str());
    let label = format!("{} of {name} on {named}", does(&change));
    Some(Step::of(label, Edit::Effect { option: option.clone(), theme: theme.clone(), change }))
}

/// Sets or, with no effect, clears what an option does to one criterion of a partner; nothing if it
/// is so already. Without an entry the effect on the criterion's theme counts.
#[must_use]
pub fn on_criterion(
    map: &Map,
    option: &OptionPlace,
    (partner, criterion): (&PartnerId, &CriterionId),
    effect: Option<Effect>,
) -> Option<Step> {
    let answer = map.option(option)?;
    let whose = map.partners.get(partner)?;
    whose.success.get(criterion)?;
    let name = called(&answer.name, option.option.as_str());
    let named = called(&whose.name, partner.as_str());
    let (option, partner) = (option.clone(), partner.clone());
    let has_others = |on: &&Entries<CriterionId, Effect>| on.keys().any(|id| id != criterion);
    let entries = answer.on.get(&partner).filter(|on| effect.is_some() || has_others(on));
    let criterion = criterion.clone();
    let (does, edit) = if let Some(on) = entries {
        let change = EntryChange::to(on, &criterion, effect)?;
        (does(&change), Edit::OnCriterion { option, partner, criterion, change })
    } else {
        // the first entry comes with its record, and the last goes with it
        let on = effect.map(|effect| [(criterion, effect)].into_iter().collect());
        let change = Box::new(EntryChange::to(&answer.on, &partner, on)?);
        (does(&change), Edit::OnPartner { option, partner, change })
    };
    Some(Step::of(format!("{does} of {name} on a criterion of {named}"), edit))
}

/// Clears all entries that an option has for single criteria of a partner; nothing if it has none.
#[must_use]
pub fn clear(map: &Map, option: &OptionPlace, partner: &PartnerId) -> Option<Step> {
    let answer = map.option(option)?;
    let count = answer.on.get(partner)?.len();
    let whose = map.partners.get(partner)?;
    let name = called(&answer.name, option.option.as_str());
    let entries = if count == 1 { "the own effect".into() } else { format!("{count} own effects") };
    let label = format!("clear {entries} of {name} on {}", called(&whose.name, partner.as_str()));
    let change = Box::new(EntryChange::to(&answer.on, partner, None)?);
    let (option, partner) = (option.clone(), partner.clone());
    Some(Step::of(label, Edit::OnPartner { option, partner, change }))
}

fn does<V>(change: &EntryChange<V>) -> &'static str {
    match (&change.before, &change.after) {
        (None, _) => "add an effect",
        (_, None) => "clear the effect",
        _ => "change the effect",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::{History, Moment};
    use crate::model::{
        Content, Criterion, Decimal, IssueOption, Partner, Rated, Score, Text, Theme,
    };

    fn text(words: &str) -> Text {
        Text::new(words).unwrap()
    }

    fn by(points: i64) -> Effect {
        Rated::bare(Score::clamped(Decimal::from_billionths(points * Decimal::ONE)))
    }

    /// One option, and a union with an open and a private criterion.
    fn map() -> (Map, OptionPlace, PartnerId) {
        let mut map = Map::default();
        let theme = Theme { name: text("Waiting\ntime"), unit: Text::default() };
        map.themes.insert(ThemeId::new("waits").unwrap(), theme);
        let mut union = Partner::named(text("Union"));
        for (id, says) in [("pay", "More pay"), ("secret", "PLANTED")] {
            let criterion = Criterion::new(Content::of(text(says))).private();
            union.success.insert(CriterionId::new(id).unwrap(), criterion);
        }
        let partner = PartnerId::new("union").unwrap();
        map.partners.insert(partner.clone(), union);
        let used = super::super::UsedIds::default();
        let (issue, step) = super::super::issue::add(&map, &used, text("Where")).unwrap();
        step.apply(&mut map).unwrap();
        let riverside = IssueOption::named(text("Riverside"));
        let (place, step) = super::super::option::add(&map, &used, &issue, riverside).unwrap();
        step.apply(&mut map).unwrap();
        (map, place, partner)
    }

    fn criterion(id: &str) -> CriterionId {
        CriterionId::new(id).unwrap()
    }

    #[test]
    fn an_effect_on_a_theme_comes_changes_and_goes() {
        let (mut map, place, _) = map();
        let waits = ThemeId::new("waits").unwrap();
        let mut take = |effect| {
            let step = on_theme(&map, &place, &waits, effect)?;
            step.apply(&mut map).unwrap();
            Some(step.label)
        };
        let label = |does: &str| Some(format!("{does} of Riverside on Waiting time"));
        assert_eq!(take(Some(by(2))), label("add an effect"));
        assert_eq!(take(Some(by(2))), None);
        assert_eq!(take(Some(by(-1))), label("change the effect"));
        assert_eq!(take(None), label("clear the effect"));
        assert_eq!(take(None), None);
        let gone = ThemeId::new("gone").unwrap();
        assert_eq!(on_theme(&map, &place, &gone, Some(by(1))), None, "nothing leads nowhere");
    }

    #[test]
    fn the_first_entry_for_a_partner_comes_with_its_record_and_the_last_goes_with_it() {
        let (start, place, union) = map();
        let mut map = start.clone();
        let mut history = History::new();
        let entries = [("pay", Some(2)), ("secret", Some(0)), ("pay", None), ("secret", Some(-3))];
        for (id, points) in entries.into_iter().chain([("secret", None)]) {
            let effect = points.map(by);
            let of = (&union, &criterion(id));
            let step = on_criterion(&map, &place, of, effect.clone()).unwrap();
            assert!(!step.label.contains("PLANTED") && !step.label.contains("secret"));
            history.edit(&mut map, step, Moment(0)).unwrap();
            let on = map.option(&place).unwrap().on.get(&union);
            assert_eq!(on.and_then(|on| on.get(&criterion(id))), effect.as_ref());
        }
        assert!(map.option(&place).unwrap().on.is_empty());
        while history.undo(&mut map).unwrap().is_some() {}
        assert_eq!(map, start);
        while history.redo(&mut map).unwrap().is_some() {}
        assert_eq!(map, start, "all entries were cleared again");
    }

    #[test]
    fn clearing_says_how_many_entries_went() {
        let (mut map, place, union) = map();
        assert_eq!(clear(&map, &place, &union), None);
        for id in ["pay", "secret"] {
            let of = (&union, &criterion(id));
            on_criterion(&map, &place, of, Some(by(1))).unwrap().apply(&mut map).unwrap();
        }
        let step = clear(&map, &place, &union).unwrap();
        assert_eq!(step.label, "clear 2 own effects of Riverside on Union");
        step.apply(&mut map).unwrap();
        assert!(map.option(&place).unwrap().on.is_empty());
    }

    #[test]
    fn nudges_of_one_effect_are_one_step_after_the_one_that_adds_it() {
        let (mut map, place, _) = map();
        let waits = ThemeId::new("waits").unwrap();
        let mut history = History::new();
        for points in [1, 2, 3] {
            let step = on_theme(&map, &place, &waits, Some(by(points))).unwrap();
            history.edit(&mut map, step, Moment(0)).unwrap();
        }
        let labels: Vec<&str> = history.steps().map(|step| step.label.as_str()).collect();
        assert_eq!(
            labels,
            [
                "add an effect of Riverside on Waiting time",
                "change the effect of Riverside on Waiting time"
            ]
        );
    }
}
