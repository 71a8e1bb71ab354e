//! Findings on the hand-worked map and on maps with gaps; and that they tell nothing private.

use proptest::prelude::*;

use super::*;
use crate::analysis::example::{MAYOR, MINISTRY, PRESS, UNION, level, map, text};
use crate::analysis::explain;
use crate::model::samples::any_map;
use crate::model::{Criterion, Entries, Evidence, Private, Side, Stance, Text, WalkAway};

fn found(map: &Map, curtain: Curtain) -> Vec<Finding> {
    findings(map, &Answers::of(map), curtain)
}

fn ids(map: &Map, curtain: Curtain) -> Vec<&'static str> {
    found(map, curtain).iter().map(|finding| finding.id).collect()
}

fn message(map: &Map, id: &str, curtain: Curtain) -> String {
    let findings = found(map, curtain);
    let mut of_kind = findings.iter().filter(|finding| finding.id == id);
    let told: Vec<String> =
        of_kind.by_ref().map(|f| format!("{}: {}", f.place, f.message)).collect();
    told.join("\n")
}

/// The example with all that can be wished for.
fn good_map() -> Map {
    let mut map = map();
    map.heading.purpose = text("One service both towns trust");
    map.heading.serves = text("Patients");
    map.partners[MINISTRY].side = Side::Us;
    map.partners.remove_index(PRESS);
    for partner in map.partners.values_mut() {
        partner.interest = Some(level(4));
        partner.walk_away = Private::new(Some(Box::default()));
        for criterion in partner.success.values_mut() {
            let mut content = criterion.inner().clone();
            content.evidence = Some(Evidence::Heard);
            content.measure = text("a count");
            content.theme.get_or_insert_with(|| map.themes.get_index(2).unwrap().0.clone());
            *criterion = Criterion::new(content);
        }
    }
    for issue in map.issues.values_mut() {
        issue.must_settle = false;
    }
    let guarantee = map.issues[1].options[0].clone();
    map.issues[1].options[1] = guarantee;
    map.issues[0].options[1].effects[0].evidence = Some(Evidence::Read);
    map.issues[0].options[0].on = Entries::new();
    map
}

#[test]
fn a_good_map_has_no_findings() {
    assert_eq!(found(&good_map(), Curtain::Open), []);
}

#[test]
fn the_example_lacks_this_and_that() {
    assert_eq!(
        ids(&map(), Curtain::Drawn),
        [
            "not-heard",
            "success-unknown",
            "no-theme",
            "no-measure",
            "no-measure",
            "not-placed",
            "missing-score",
            "missing-score",
            "nobody-gains",
            "guessed-win-win",
            "no-purpose",
            "no-serves",
            "no-ally-inside",
        ]
    );
    assert_eq!(
        message(&map(), "not-heard", Curtain::Drawn),
        "partners.mayor: Mayor of Hillcrest can move much, but no criterion was heard from them"
    );
    assert_eq!(
        message(&map(), "no-theme", Curtain::Drawn),
        "partners.mayor.success.helipad: \"The helipad stays\" of Mayor of Hillcrest is about no \
         theme, so nobody can share it"
    );
    // all four lack an interest: told in one, the most influential first
    assert_eq!(
        message(&map(), "not-placed", Curtain::Drawn),
        "partners: no place on the grid yet: Ministry of Health, Mayor of Hillcrest, Nurses' union \
         and Local press"
    );
}

#[test]
fn a_voice_that_may_be_left_out_is_missed() {
    let mut map = good_map();
    let union = &mut map.partners[UNION];
    union.success = Entries::new();
    union.tags.push(text("under-heard"));
    assert!(!ids(&map, Curtain::Drawn).contains(&"under-heard"), "a tag is only a tag");
    map.partners[UNION].under_heard = true;
    assert!(ids(&map, Curtain::Drawn).contains(&"under-heard"));
    map.partners[UNION].under_heard = false;
    map.partners[UNION].interest = Some(level(9));
    assert!(ids(&map, Curtain::Drawn).contains(&"little-voice"));
}

#[test]
fn how_a_private_criterion_is_known_is_told_only_with_the_curtain_open() {
    let told = |evidence: Option<Evidence>, curtain: Curtain| {
        let mut map = good_map();
        let mut content = map.partners[MINISTRY].success[0].inner().clone();
        content.evidence = evidence;
        let success = &mut map.partners[MINISTRY].success;
        *success = success.clone().into_iter().take(1).collect();
        success[0] = Criterion::new(content).private();
        message(&map, "not-heard", curtain)
    };
    let (heard, read) = (Some(Evidence::Heard), Some(Evidence::Read));
    assert_eq!(told(heard, Curtain::Drawn), told(read, Curtain::Drawn));
    assert_eq!(told(heard, Curtain::Open), "");
    assert!(
        told(read, Curtain::Open).starts_with("partners.ministry: Ministry of Health can move")
    );
}

#[test]
fn walk_aways_and_stances_are_spoken_of_only_among_ourselves() {
    let mut map = good_map();
    map.partners[MINISTRY].walk_away = Private::new(None);
    map.partners[UNION].stance = Private::new(Some(Stance::Resistant));
    map.partners[UNION].wanted = Private::new(Some(Stance::Supportive));
    assert_eq!(ids(&map, Curtain::Open), ["no-walk-away", "stance-gap"]);
    assert_eq!(ids(&map, Curtain::Drawn), [""; 0]);
    map.partners[UNION].wanted = Private::new(Some(Stance::Neutral));
    assert_eq!(ids(&map, Curtain::Open), ["no-walk-away"], "one step is no finding");
}

#[test]
fn a_red_line_should_not_be_a_guess() {
    let mut map = good_map();
    let mut content = map.partners[UNION].success[0].inner().clone();
    content.evidence = None;
    map.partners[UNION].success[0] = Criterion::new(content.clone());
    assert_eq!(
        message(&map, "guessed-red-line", Curtain::Drawn),
        "partners.union.success.jobs: the red line \"No job is lost\" of Nurses' union rests on a guess"
    );
    map.partners[UNION].success[0] = Criterion::new(content).private();
    assert_eq!(message(&map, "guessed-red-line", Curtain::Drawn), "");
    assert!(message(&map, "guessed-red-line", Curtain::Open).contains("No job is lost"));
}

#[test]
fn questions_without_a_way_out_are_found() {
    let mut map = map();
    map.issues[0].options.remove_index(1);
    assert_eq!(
        message(&map, "no-way-out", Curtain::Drawn),
        "issues.site: every answer to \"Where it stands\" breaks a red line, and it can't be left as it is"
    );
    assert!(message(&map, "lone-option", Curtain::Drawn).starts_with("issues.site: "));
    map.issues[0].options = Entries::new();
    assert!(message(&map, "no-options", Curtain::Drawn).starts_with("issues.site: "));
    map.issues[1].options[1].on = Entries::new();
    assert_eq!(
        message(&map, "not-scored", Curtain::Drawn),
        "issues.staff.options.wait: \"See later\" is scored for nobody"
    );
}

#[test]
fn one_place_for_many_partners_looks_thoughtless() {
    let mut map = good_map();
    for at in 0..4 {
        let mut partner = map.partners[MAYOR].clone();
        (partner.interest, partner.influence) = (Some(level(5)), Some(level(5)));
        map.partners.insert(crate::model::PartnerId::new(&format!("p{at}")).unwrap(), partner);
    }
    assert_eq!(
        message(&map, "same-place", Curtain::Drawn),
        "partners: 4 partners stand at the same place: interest 5, influence 5"
    );
}

#[test]
fn a_purpose_is_one_sentence() {
    let mut map = good_map();
    let told = |map: &Map| message(map, "long-purpose", Curtain::Drawn);
    map.heading.purpose = text("Open the new ward at St. Mary's before May");
    assert_eq!(told(&map), "");
    map.heading.purpose = text(
        "The towns get one emergency service that both of them trust. It opens in 2028. It costs less.",
    );
    assert_eq!(told(&map), "purpose: the purpose is longer than a sentence");
}

proptest! {
    #[test]
    fn findings_are_ranked_and_few_of_a_kind(map in any_map()) {
        let findings = found(&map, Curtain::Open);
        prop_assert!(findings.windows(2).all(|two| two[0].severity <= two[1].severity));
        for finding in &findings {
            let alike = findings.iter().filter(|other| other.id == finding.id).count();
            prop_assert!(alike <= MOST_OF_A_KIND);
            let has_gap = finding.message.contains("{}");
            prop_assert!(!has_gap && !finding.message.is_empty());
        }
        let drawn = found(&map, Curtain::Drawn);
        prop_assert!(drawn.iter().all(|finding| !matches!(finding.id, "no-walk-away" | "stance-gap")));
    }

    #[test]
    fn nothing_private_is_told_behind_the_curtain(map in any_map()) {
        let planted = planted(map);
        let answers = Answers::of(&planted);
        let mut why = vec![];
        let all: Vec<usize> = (0..planted.partners.len()).collect();
        for &a in &all {
            why.push(explain::placement(&planted, a, Curtain::Drawn));
            why.extend(all.iter().map(|&b| explain::pair(&planted, &answers, (a, b), Curtain::Drawn)));
        }
        why.push(explain::group(&planted, &answers, &all, Curtain::Drawn));
        let mut lines = vec![];
        for option in answers.options() {
            why.push(explain::verdict(&planted, option, Curtain::Drawn));
            why.push(explain::support(&planted, option));
            why.extend(all.iter().map(|&a| explain::gain(&planted, option, a, Curtain::Drawn)));
            lines.extend(all.iter().map(|&a| explain::gain_line(&planted, option, a, Curtain::Drawn)));
        }
        let found = findings(&planted, &answers, Curtain::Drawn);
        let told = format!("{why:?} {lines:?} {found:?}");
        prop_assert!(!told.to_lowercase().contains("planted"), "{told}");
    }
}

fn secret() -> Text {
    text("Planted secret")
}

/// The same map with a secret in every private place that an explanation could come from, private
/// criteria whose ids and theme are secrets included.
fn planted(mut map: Map) -> Map {
    let theme = crate::model::ThemeId::new("planted").unwrap();
    let record = crate::model::Theme { name: secret(), unit: secret() };
    map.themes.insert(theme.clone(), record);
    for partner in map.partners.values_mut() {
        for level in [&mut partner.interest, &mut partner.influence].into_iter().flatten() {
            level.source = Private::new(secret());
        }
        let told = WalkAway { says: secret(), source: secret(), ..WalkAway::default() };
        partner.walk_away = Private::new(Some(Box::new(told)));
        partner.private_notes = Private::new(secret());
        for (at, criterion) in partner.success.values_mut().enumerate() {
            let mut content = criterion.inner().clone();
            content.source = Private::new(secret());
            let is_hidden = at == 0 || criterion.is_private();
            if is_hidden {
                content.says = secret();
                content.measure = secret();
                content.theme = Some(theme.clone());
            }
            *criterion = Criterion::new(content);
            if is_hidden {
                *criterion = criterion.clone().private();
            }
        }
    }
    for issue in map.issues.values_mut() {
        for option in issue.options.values_mut() {
            let own = option.on.values_mut().flat_map(Entries::values_mut);
            for effect in option.effects.values_mut().chain(own) {
                effect.source = Private::new(secret());
            }
            option.effects.insert(theme.clone(), crate::analysis::example::effect(-2));
        }
    }
    map
}
