//! Random steps for the property tests of every layer: each kind of edit, all references kept in order.

use super::Step;
use super::*;
use crate::model::samples::Dice;
use crate::model::*;

/// A step that fits the map, read from the tape; nothing where the map has no place for what came up.
pub(crate) fn any_step(map: &Map, dice: &mut Dice) -> Option<Step> {
    match dice.below(7) {
        0 => on_partners(map, dice),
        1 => on_partner(map, dice),
        2 => on_success(map, dice),
        3 => on_exchange(map, dice),
        4 => on_themes(map, dice),
        5 => on_issues(map, dice),
        _ => on_options(map, dice),
    }
}

fn key<K: Clone, V>(entries: &Entries<K, V>, dice: &mut Dice) -> Option<K> {
    let at = dice.below(entries.len());
    entries.get_index(at).map(|(key, _)| key.clone())
}

fn theme_ids(map: &Map) -> Vec<ThemeId> {
    map.themes.keys().cloned().collect()
}

fn option_place(map: &Map, dice: &mut Dice) -> Option<OptionPlace> {
    let places: Vec<OptionPlace> = map.options().map(|(place, _)| place).collect();
    dice.pick(&places).cloned()
}

fn any_partner(map: &Map, dice: &mut Dice) -> Partner {
    dice.partner(&theme_ids(map))
}

fn on_partners(map: &Map, dice: &mut Dice) -> Option<Step> {
    let used = UsedIds::default();
    let id = key(&map.partners, dice);
    match dice.below(8) {
        6 => partner::duplicate(map, &used, &id?).map(|(_, step)| step),
        0 => partner::add(map, &used, Partner::named(dice.text())).map(|(_, step)| step),
        1 => {
            let partner = any_partner(map, dice);
            partner::add(map, &used, partner).map(|(_, step)| step)
        }
        2 => {
            let partners = vec![any_partner(map, dice), Partner::named(dice.text())];
            partner::add_all(map, &used, partners)
        }
        3 => partner::delete(map, &id?),
        4 => partner::reorder(map, &id?, dice.below(6)),
        5 => on_relations(map, dice),
        _ => {
            let text = dice.text();
            heading::change(map, Heading { purpose: text, ..map.heading.clone() })
        }
    }
}

fn on_partner(map: &Map, dice: &mut Dice) -> Option<Step> {
    let id = key(&map.partners, dice)?;
    let other = any_partner(map, dice);
    match dice.below(9) {
        0 => partner::rename(map, &id, other.name),
        1 => partner::identify(map, &id, Identity::of(&other)),
        2 => partner::place(map, &id, Placements::of(&other)),
        3 => {
            let (interest, influence) = (dice.placement().value, dice.placement().value);
            let now = Placements::of(map.partners.get(&id)?);
            partner::place(map, &id, now.at(Some(interest), Some(influence)))
        }
        4 => partner::take_stance(map, &id, Stances::of(&other)),
        5 => partner::cultivate(map, &id, other.culture.inner().clone()),
        6 => partner::note_culture(map, &id, dice.text()),
        7 => partner::note(map, &id, dice.text()),
        _ => {
            let walk_away = dice.walk_away(&map.partners.get(&id)?.success);
            let walk_away = dice.now_and_then().then_some(walk_away);
            partner::walk_away(map, &id, walk_away)
        }
    }
}

fn on_success(map: &Map, dice: &mut Dice) -> Option<Step> {
    let partner = key(&map.partners, dice)?;
    let id = key(&map.partners.get(&partner)?.success, dice);
    let other = dice.criterion(&theme_ids(map));
    match dice.below(11) {
        0 => criterion::add(map, &UsedIds::default(), &partner, other).map(|(_, step)| step),
        1 => criterion::delete(map, &partner, &id?),
        2 => criterion::change(map, &partner, &id?, other),
        3 => criterion::reorder(map, &partner, &id?, dice.below(4)),
        4 => criterion::revise(map, &partner, &id?, |content| content.says = dice.text()),
        5 => criterion::revise(map, &partner, &id?, |content| {
            content.weight = other.inner().weight;
        }),
        6 => criterion::revise(map, &partner, &id?, |content| {
            content.theme.clone_from(&other.inner().theme);
        }),
        7 => criterion::revise(map, &partner, &id?, |content| {
            content.wants = content.wants.opposite();
        }),
        8 => {
            let used = UsedIds::default();
            criterion::duplicate(map, &used, &partner, &id?).map(|(_, step)| step)
        }
        9 => {
            let criterion = map.partners.get(&partner)?.success.get(id.as_ref()?)?.clone();
            let turned =
                if criterion.is_private() { criterion.open() } else { criterion.private() };
            criterion::change(map, &partner, &id?, turned)
        }
        _ => criterion::revise(map, &partner, &id?, |content| content.red_line = !content.red_line),
    }
}

fn on_exchange(map: &Map, dice: &mut Dice) -> Option<Step> {
    let partner = key(&map.partners, dice)?;
    let side = match dice.below(3) {
        0 => Exchange::Offer,
        1 => Exchange::Ask,
        _ => return on_concerns(map, &partner, dice),
    };
    let id = key(map.partners.get(&partner)?.exchanged(side), dice);
    let of = Exchanged { partner, side };
    let used = UsedIds::default();
    match dice.below(6) {
        0 | 1 => offer::add(map, &used, &of, dice.offer()).map(|(_, step)| step),
        2 => offer::change(map, &of, &id?, dice.offer()),
        3 => offer::duplicate(map, &used, &of, &id?).map(|(_, step)| step),
        4 => offer::reorder(map, &of, &id?, dice.below(3)),
        _ => offer::delete(map, &of, &id?),
    }
}

fn on_concerns(map: &Map, partner: &PartnerId, dice: &mut Dice) -> Option<Step> {
    let id = key(map.partners.get(partner)?.concerns.inner(), dice);
    let used = UsedIds::default();
    let concern = Concern { says: dice.text() };
    match dice.below(6) {
        0 | 1 => concern::add(map, &used, partner, concern).map(|(_, step)| step),
        2 => concern::change(map, partner, &id?, concern),
        3 => concern::duplicate(map, &used, partner, &id?).map(|(_, step)| step),
        4 => concern::reorder(map, partner, &id?, dice.below(3)),
        _ => concern::delete(map, partner, &id?),
    }
}

fn on_relations(map: &Map, dice: &mut Dice) -> Option<Step> {
    let at = dice.below(map.relations.len());
    let old = map.relations.get(at);
    match (dice.below(4), old) {
        (0, Some(_)) => relation::delete(map, at),
        (1, Some(_)) => relation::reorder(map, at, dice.below(4)),
        (2, Some(old)) => {
            let note = Private::new(dice.text());
            relation::change(map, at, Relation { note, ..old.clone() })
        }
        _ => {
            let (from, to) = (key(&map.partners, dice)?, key(&map.partners, dice)?);
            let (moves, trust) = (dice.maybe(|_| Moves::clamped(2)), Private::default());
            let note = Private::new(dice.text());
            relation::add(map, Relation { from, to, moves, trust, note })
        }
    }
}

fn on_themes(map: &Map, dice: &mut Dice) -> Option<Step> {
    let id = key(&map.themes, dice);
    let theme = Theme { name: dice.text(), unit: dice.text() };
    match dice.below(6) {
        0 => theme::add(map, &UsedIds::default(), theme).map(|(_, step)| step),
        1 => theme::change(map, &id?, theme),
        2 => theme::delete(map, &id?),
        3 => theme::merge(map, &id?, &key(&map.themes, dice)?),
        4 => theme::duplicate(map, &UsedIds::default(), &id?).map(|(_, step)| step),
        _ => theme::reorder(map, &id?, dice.below(4)),
    }
}

fn on_issues(map: &Map, dice: &mut Dice) -> Option<Step> {
    let id = key(&map.issues, dice);
    match dice.below(7) {
        0 => issue::add(map, &UsedIds::default(), dice.text()).map(|(_, step)| step),
        1 => issue::delete(map, &id?),
        2 => issue::reorder(map, &id?, dice.below(3)),
        3 => {
            let question = Question { name: dice.text(), must_settle: dice.now_and_then() };
            issue::change(map, &id?, question)
        }
        4 => {
            let option = IssueOption::named(dice.text());
            option::add(map, &UsedIds::default(), &id?, option).map(|(_, step)| step)
        }
        5 => issue::duplicate(map, &UsedIds::default(), &id?).map(|(_, step)| step),
        _ => on_rules(map, dice),
    }
}

fn on_rules(map: &Map, dice: &mut Dice) -> Option<Step> {
    let at = dice.below(map.rules.len());
    match dice.below(4) {
        0 => rule::delete(map, at),
        1 => rule::reorder(map, at, dice.below(3)),
        does => {
            let (a, b) = (option_place(map, dice)?.option, option_place(map, dice)?.option);
            let turned = dice.now_and_then();
            let new = if turned { Rule::Requires(a, b) } else { Rule::Excludes(a, b) };
            if does == 2 { rule::change(map, at, new) } else { rule::add(map, new) }
        }
    }
}

fn on_options(map: &Map, dice: &mut Dice) -> Option<Step> {
    let place = option_place(map, dice)?;
    let option = map.option(&place)?;
    match dice.below(7) {
        0 => option::delete(map, &place),
        1 => option::reorder(map, &place, dice.below(3)),
        2 => option::rename(map, &place, dice.text()),
        3 => {
            let theme = key(&map.themes, dice)?;
            let entry = any_entry(dice);
            effect::on_theme(map, &place, &theme, entry)
        }
        4 => option::duplicate(map, &UsedIds::default(), &place).map(|(_, step)| step),
        5 => effect::clear(map, &place, &key(&option.on, dice)?),
        _ => {
            let partner = key(&map.partners, dice)?;
            let criterion = key(&map.partners.get(&partner)?.success, dice)?;
            let entry = any_entry(dice);
            effect::on_criterion(map, &place, (&partner, &criterion), entry)
        }
    }
}

fn any_entry(dice: &mut Dice) -> Option<Effect> {
    if dice.now_and_then() { None } else { Some(dice.effect()) }
}
