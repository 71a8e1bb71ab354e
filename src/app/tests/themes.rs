//! What a merge of two themes does to the gains.

use proptest::prelude::*;

use crate::analysis::{Answers, Gain, OptionAnswer};
use crate::edit::theme;
use crate::model::samples::any_map;
use crate::model::{Direction, IssueOption, Map, Partner, PartnerId, ThemeId};

/// What an option is worth to a partner if two themes were one: its own entries as they are, for
/// criteria about either theme the effect on the one that stays, where there is none the effect on
/// the one that goes, each in the direction that the criterion has.
fn as_if_one(
    option: &IssueOption,
    (id, partner): (&PartnerId, &Partner),
    (from, into): (&ThemeId, &ThemeId),
) -> Gain {
    let (mut numerator, mut weights) = (0_i128, 0_u64);
    for (criterion, line) in &partner.success {
        let content = line.inner();
        let weight = content.weight.get().unsigned_abs();
        let own = option.on.get(id).and_then(|on| on.get(criterion));
        let effect =
            |theme: &ThemeId| option.effects.get(theme).map(|effect| effect.value.billionths());
        let on_theme = content.theme.as_ref().and_then(|theme| {
            if theme == from || theme == into {
                effect(into).or(effect(from))
            } else {
                effect(theme)
            }
        });
        let sign = if content.wants == Direction::Less { -1 } else { 1 };
        let does = own.map_or(sign * on_theme.unwrap_or(0), |own| own.value.billionths());
        numerator += i128::from(weight) * i128::from(does);
        weights += u64::from(weight);
    }
    Gain::new(numerator, weights)
}

fn gains(map: &Map) -> Vec<Vec<Option<Gain>>> {
    let answers = Answers::of(map);
    let of =
        |option| (0..map.partners.len()).map(move |partner| OptionAnswer::gain(option, partner));
    answers.options().iter().map(|option| of(option).collect()).collect()
}

proptest! {
    #[test]
    fn after_a_merge_gains_are_as_if_the_themes_had_been_one(map in any_map()) {
        let pairs = map.themes.keys().flat_map(|a| map.themes.keys().map(move |b| (a, b)));
        for (from, into) in pairs.filter(|(from, into)| from != into) {
            let mut merged = map.clone();
            theme::merge(&map, from, into).unwrap().apply(&mut merged).unwrap();
            let (before, after) = (gains(&map), gains(&merged));
            for (nth, (_, option)) in map.options().enumerate() {
                for (at, partner) in map.partners.iter().enumerate() {
                    let known = partner.1.is_known();
                    let expected = known.then(|| as_if_one(option, partner, (from, into)));
                    prop_assert_eq!(after[nth][at], expected);
                    let about = |theme: &ThemeId| theme == from || theme == into;
                    let mut themes = partner.1.success.values().map(|line| line.inner().theme.as_ref());
                    if !themes.any(|theme| theme.is_some_and(about)) {
                        prop_assert_eq!(after[nth][at], before[nth][at]);
                    }
                }
            }
        }
    }
}
