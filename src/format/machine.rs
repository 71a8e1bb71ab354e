//! The answers of a map as JSON, for scripts: what `zopa show --format json` puts out.

mod packages;

pub use packages::{no_packages, packages};

use indexmap::IndexMap;
use serde::Serialize;

use crate::analysis::{
    Answers, Group, OptionAnswer, Outcome, Part, PartKind, RedLine, Share, walk_away,
};
use crate::model::{
    Curtain, Direction, Map, Partner, PartnerId, Placement, Quadrant, Stance, ThemeId,
};

/// Up to so many partners `overlap` holds all pairs; of more only those of one partner.
const MOST_IN_PAIRS: usize = 500;

/// What stands for a criterion that may not be shown.
const PRIVATE_CRITERION: &str = "a private criterion";

#[derive(Serialize)]
struct Shown<'a> {
    format: u32,
    title: &'a str,
    purpose: &'a str,
    partners: Vec<PartnerShown<'a>>,
    overlap: Vec<PairShown<'a>>,
    group: GroupShown<'a>,
    options: Vec<OptionShown<'a>>,
}

#[derive(Serialize)]
struct PartnerShown<'a> {
    id: &'a str,
    name: &'a str,
    interest: Option<f64>,
    influence: Option<f64>,
    quadrant: Option<&'static str>,
    criteria: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    stance: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    wanted: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    walk_away: Option<WalkAwayShown<'a>>,
}

#[derive(Serialize)]
struct WalkAwayShown<'a> {
    says: &'a str,
    gain: Option<f64>,
}

#[derive(Serialize)]
struct PairShown<'a> {
    a: &'a str,
    b: &'a str,
    common: Option<f64>,
    tension: Option<f64>,
    trade: Option<f64>,
    themes: Vec<PartShown<'a>>,
}

#[derive(Serialize)]
struct PartShown<'a> {
    theme: &'a str,
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    wants: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    a_wants: Option<&'static str>,
    share: f64,
}

#[derive(Serialize)]
struct GroupShown<'a> {
    known: usize,
    of: usize,
    common: Option<f64>,
    themes: Vec<GroupThemeShown<'a>>,
}

#[derive(Serialize)]
struct GroupThemeShown<'a> {
    theme: &'a str,
    wants: &'static str,
    all: f64,
    breadth: f64,
    against: f64,
}

#[derive(Serialize)]
struct OptionShown<'a> {
    issue: &'a str,
    option: &'a str,
    verdict: &'static str,
    blocked_by: Vec<BlockShown<'a>>,
    support: Option<f64>,
    not_scored: Vec<&'a str>,
    gains: IndexMap<&'a str, f64>,
}

#[derive(Serialize)]
struct BlockShown<'a> {
    partner: &'a str,
    criterion: &'a str,
}

/// The answers as one JSON object with a final line feed.
///
/// Every pair of partners is in it once, up to 500 partners; of a larger map only the pairs of the
/// partner asked for. Private fields are in it only when the curtain is open: then a partner may have
/// `stance`, `wanted` and `walk_away` as well. With the curtain drawn, themes that only a private
/// criterion tells are left out, while the figures still count them.
#[must_use]
pub fn show(map: &Map, answers: &Answers, partner: Option<&PartnerId>, curtain: Curtain) -> String {
    let ids: Vec<&str> = map.partners.keys().map(PartnerId::as_str).collect();
    let everyone: Vec<usize> = (0..ids.len()).collect();
    let chosen = partner.and_then(|id| map.partners.get_index_of(id));
    let partners = map.partners.iter();
    let options = answers.options().iter();
    let shown = Shown {
        format: 1,
        title: &map.heading.title,
        purpose: &map.heading.purpose,
        partners: partners.map(|(id, partner)| partner_shown(id, partner, curtain)).collect(),
        overlap: pairs(ids.len(), chosen)
            .into_iter()
            .map(|(a, b)| pair_shown(map, answers, (a, b), curtain))
            .collect(),
        group: group_shown(map, &answers.group(&everyone, curtain)),
        options: options.map(|option| option_shown(map, &ids, option, curtain)).collect(),
    };
    written(&shown)
}

fn written(shown: &impl Serialize) -> String {
    let mut text = serde_json::to_string(shown).unwrap_or_default(); // plain text and numbers can't fail
    text.push('\n');
    text
}

/// The pairs to put out, a before b in file order.
fn pairs(count: usize, chosen: Option<usize>) -> Vec<(usize, usize)> {
    if count <= MOST_IN_PAIRS {
        return (0..count).flat_map(|a| (a + 1..count).map(move |b| (a, b))).collect();
    }
    let Some(own) = chosen else { return Vec::new() };
    let others = (0..count).filter(|&other| other != own);
    others.map(|other| (own.min(other), own.max(other))).collect()
}

fn number(share: Share) -> f64 {
    share.as_f64()
}

fn level(placement: Option<&Placement>) -> Option<f64> {
    placement.map(|placement| placement.value.as_f64())
}

fn quadrant(quadrant: Quadrant) -> &'static str {
    match quadrant {
        Quadrant::ManageClosely => "manage-closely",
        Quadrant::KeepSatisfied => "keep-satisfied",
        Quadrant::KeepInformed => "keep-informed",
        Quadrant::Monitor => "monitor",
    }
}

fn partner_shown<'a>(
    id: &'a PartnerId,
    partner: &'a Partner,
    curtain: Curtain,
) -> PartnerShown<'a> {
    let walk_away_shown = |told: &'a crate::model::WalkAway| WalkAwayShown {
        says: &told.says,
        gain: walk_away(partner)
            .shown(curtain)
            .copied()
            .flatten()
            .map(crate::analysis::Gain::as_f64),
    };
    PartnerShown {
        id: id.as_str(),
        name: &partner.name,
        interest: level(partner.interest.as_ref()),
        influence: level(partner.influence.as_ref()),
        quadrant: partner.quadrant().map(quadrant),
        criteria: partner.success.len(),
        stance: partner.stance.shown(curtain).copied().flatten().map(Stance::word),
        wanted: partner.wanted.shown(curtain).copied().flatten().map(Stance::word),
        walk_away: partner.walk_away.shown(curtain).and_then(Option::as_deref).map(walk_away_shown),
    }
}

fn id_of(map: &Map, partner: usize) -> &str {
    map.partners.get_index(partner).map_or("", |(id, _)| id.as_str())
}

fn theme_of(map: &Map, theme: usize) -> &str {
    map.themes.get_index(theme).map_or("", |(id, _): (&ThemeId, _)| id.as_str())
}

fn pair_shown<'a>(
    map: &'a Map,
    answers: &Answers,
    (a, b): (usize, usize),
    curtain: Curtain,
) -> PairShown<'a> {
    let overlap = answers.overlap(a, b);
    let parts = answers.parts(a, b, curtain);
    PairShown {
        a: id_of(map, a),
        b: id_of(map, b),
        common: overlap.map(|overlap| number(overlap.common)),
        tension: overlap.map(|overlap| number(overlap.tension)),
        trade: answers.trade_potential(a, b).map(number),
        themes: parts.iter().map(|part| part_shown(map, part)).collect(),
    }
}

fn part_shown<'a>(map: &'a Map, part: &Part) -> PartShown<'a> {
    let (kind, wants, a_wants) = match part.kind {
        PartKind::Common { wants } => ("common", Some(wants), None),
        PartKind::Tension { a_wants } => ("tension", None, Some(a_wants)),
    };
    PartShown {
        theme: theme_of(map, part.theme),
        kind,
        wants: wants.map(Direction::word),
        a_wants: a_wants.map(Direction::word),
        share: number(part.share),
    }
}

fn group_shown<'a>(map: &'a Map, group: &Group) -> GroupShown<'a> {
    let themes = group.themes.iter().map(|line| GroupThemeShown {
        theme: theme_of(map, line.theme),
        wants: line.wants.word(),
        all: number(line.all),
        breadth: number(line.breadth),
        against: number(line.against),
    });
    GroupShown {
        known: group.known,
        of: group.of,
        common: group.common.map(number),
        themes: themes.collect(),
    }
}

fn option_shown<'a>(
    map: &'a Map,
    ids: &[&'a str],
    answer: &'a OptionAnswer,
    curtain: Curtain,
) -> OptionShown<'a> {
    let gain = |(at, id): (usize, &&'a str)| Some((*id, answer.gain(at)?.as_f64()));
    OptionShown {
        issue: answer.place.issue.as_str(),
        option: answer.place.option.as_str(),
        verdict: answer.verdict.key(),
        blocked_by: answer.red_lines.iter().map(|line| block_shown(map, *line, curtain)).collect(),
        support: answer.support.share().map(number),
        not_scored: answer
            .partners_with(Outcome::NotScored)
            .map(|partner| id_of(map, partner))
            .collect(),
        gains: ids.iter().enumerate().filter_map(gain).collect(),
    }
}

fn block_shown(map: &Map, line: RedLine, curtain: Curtain) -> BlockShown<'_> {
    let record = map.partners.get_index(line.partner);
    let found = record.and_then(|(_, partner)| partner.success.get_index(line.criterion));
    let shown = found.filter(|(_, criterion)| criterion.shown(curtain).is_some());
    BlockShown {
        partner: id_of(map, line.partner),
        criterion: shown.map_or(PRIVATE_CRITERION, |(id, _)| id.as_str()),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::Value;

    use super::*;
    use crate::analysis::example::{MINISTRY, UNION, level, map, text};
    use crate::model::samples::any_map;
    use crate::model::{Criterion, Private, Theme, WalkAway, Worth};

    fn shown(map: &Map, curtain: Curtain) -> Value {
        serde_json::from_str(&show(map, &Answers::of(map), None, curtain)).unwrap()
    }

    #[test]
    fn the_object_has_the_keys_of_the_contract_in_their_order() {
        let mut map = map();
        map.heading.title = text("Emergency care");
        map.partners[MINISTRY].interest = Some(level(7));
        let all = show(&map, &Answers::of(&map), None, Curtain::Drawn);
        assert!(all.starts_with(
            r#"{"format":1,"title":"Emergency care","purpose":"","partners":[{"id":"ministry","name":"Ministry of Health","interest":7.0,"influence":9.0,"quadrant":"manage-closely","criteria":2},"#
        ));
        // the same figures as in the hand-worked example: 1/8, 3/8 and 18/55
        assert!(all.contains(
            r#""overlap":[{"a":"ministry","b":"union","common":0.125,"tension":0.375,"trade":0.32727272727272727,"themes":[{"theme":"waits","kind":"common","wants":"less","share":0.125},{"theme":"cost","kind":"tension","a_wants":"less","share":0.375}]},"#
        ));
        assert!(all.contains(
            r#"{"a":"mayor","b":"press","common":null,"tension":null,"trade":null,"themes":[]}],"group":{"known":3,"of":4,"common":0.125,"themes":[{"theme":"waits","wants":"less","all":0.125,"breadth":1.0,"against":0.0},"#
        ));
        assert!(all.contains(
            r#""options":[{"issue":"site","option":"riverside","verdict":"trade-off","blocked_by":[{"partner":"union","criterion":"jobs"}],"support":0.7894736842105263,"not_scored":[],"gains":{"ministry":1.625,"union":-1.125,"mayor":1.0}},"#
        ));
        assert!(all.ends_with("}\n") && !all.contains("walk_away"));
    }

    #[test]
    fn private_fields_come_only_through_an_open_curtain() {
        let mut map = map();
        map.partners[UNION].stance = Private::new(Some(Stance::Resistant));
        let worth = Worth::clamped("0.5".parse().unwrap());
        let told = WalkAway { says: text("A strike"), gain: Some(worth), ..WalkAway::default() };
        map.partners[UNION].walk_away = Private::new(Some(Box::new(told)));
        let hidden: Criterion = map.partners[UNION].success[0].clone().private();
        map.partners[UNION].success[0] = hidden;
        let drawn = shown(&map, Curtain::Drawn);
        assert_eq!(drawn["options"][0]["blocked_by"][0]["criterion"], "a private criterion");
        assert_eq!(drawn["partners"][1].get("stance"), None);
        assert_eq!(drawn["partners"][1].get("walk_away"), None);
        let open = shown(&map, Curtain::Open);
        assert_eq!(open["options"][0]["blocked_by"][0]["criterion"], "jobs");
        assert_eq!(open["partners"][1]["stance"], "Resistant");
        assert_eq!(open["partners"][1]["walk_away"]["says"], "A strike");
        assert_eq!(open["partners"][1]["walk_away"]["gain"], 0.5);
    }

    #[test]
    fn a_large_map_gives_only_the_pairs_that_are_asked_for() {
        assert_eq!(pairs(500, Some(3)).len(), 500 * 499 / 2);
        assert_eq!(pairs(501, None), []);
        let own = pairs(501, Some(2));
        assert_eq!(own.len(), 500);
        assert_eq!(own[..4], [(0, 2), (1, 2), (2, 3), (2, 4)]);
    }

    proptest! {
        #[test]
        fn every_map_gives_an_object_that_can_be_read(map in any_map()) {
            for curtain in [Curtain::Drawn, Curtain::Open] {
                let shown = shown(&map, curtain);
                prop_assert_eq!(shown["partners"].as_array().unwrap().len(), map.partners.len());
                prop_assert_eq!(shown["options"].as_array().unwrap().len(), map.options().count());
            }
        }

        #[test]
        fn what_only_private_criteria_tell_is_not_put_out(map in any_map()) {
            // A theme that only private criteria are about may be told nowhere.
            let mut map = map;
            let secret = ThemeId::new("planted-theme").unwrap();
            map.themes.insert(secret.clone(), Theme { name: text("planted"), unit: text("") });
            for partner in map.partners.values_mut() {
                for criterion in partner.success.values_mut().take(1) {
                    let mut content = criterion.inner().clone();
                    content.theme = Some(secret.clone());
                    *criterion = Criterion::new(content).private();
                }
            }
            let drawn = show(&map, &Answers::of(&map), None, Curtain::Drawn);
            prop_assert!(!drawn.contains("planted"));
        }
    }
}
