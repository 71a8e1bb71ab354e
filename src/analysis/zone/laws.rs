//! The question of a map and its answers, once more by plain fractions over every package.

use std::cmp::Ordering;

use proptest::prelude::*;

use super::super::effect_on;
use super::super::example::{criterion, option, text};
use super::super::laws::plain_gain;
use super::super::packages::{Criterion, Opening, patiently};
use super::*;
use crate::model::samples::{Dice, any_map};
use crate::model::{
    Criterion as Line, CriterionId, Direction, Entries, Evidence, Partner, PartnerId, Rated, Score,
    WalkAway, Worth,
};

/// A numerator over the weight sum of a partner, in billionths.
type Fraction = (i128, i128);

/// A package as it follows from the map alone.
#[derive(Clone, Debug)]
struct Plain {
    choices: Vec<Choice>,
    gains: Vec<Fraction>,
    surpluses: Vec<Fraction>,
    judgment: Judgment,
    /// Σ w·|e|, and the part of it that is guess or not said.
    behind: (i128, i128),
}

fn weight(partner: &Partner) -> i128 {
    partner.success.values().map(|line| i128::from(line.inner().weight.get())).sum()
}

fn plain_floor(partner: &Partner) -> i128 {
    let Some(walk_away) = partner.walk_away.inner() else { return 0 };
    if let Some(worth) = walk_away.gain {
        return i128::from(worth.billionths()) * weight(partner);
    }
    let term = |(id, effect): (_, &crate::model::Effect)| {
        partner.success.get(id).map_or(0, |line| {
            i128::from(line.inner().weight.get()) * i128::from(effect.value.billionths())
        })
    };
    walk_away.on.iter().map(term).sum()
}

/// All combinations of choices, those of settled issues only as they are settled.
fn all_choices(map: &Map, settled: &Settled) -> Vec<Vec<Choice>> {
    let mut all = vec![Vec::new()];
    for (id, issue) in &map.issues {
        let mut own: Vec<Choice> = (0..issue.options.len()).map(Some).collect();
        let may_stay = !issue.must_settle || issue.options.is_empty();
        own.extend(may_stay.then_some(None));
        match settled.get(id) {
            Some(Some(option)) if issue.options.contains_key(option) => {
                own = vec![issue.options.get_index_of(option)];
            }
            Some(None) if may_stay => own = vec![None],
            _ => {}
        }
        all = all
            .iter()
            .flat_map(|head: &Vec<Choice>| {
                own.iter().map(move |&choice| [&head[..], &[choice]].concat())
            })
            .collect();
    }
    all
}

fn plain(map: &Map, choices: Vec<Choice>) -> Plain {
    let chosen: Vec<_> = map
        .issues
        .iter()
        .zip(&choices)
        .filter_map(|((_, issue), choice)| issue.options.get_index((*choice)?))
        .collect();
    let mut found = Plain {
        choices,
        gains: Vec::new(),
        surpluses: Vec::new(),
        judgment: Judgment::default(),
        behind: (0, 0),
    };
    for (at, (id, partner)) in map.known().enumerate() {
        let gain: i128 = chosen.iter().map(|(_, option)| plain_gain(option, id, partner).0).sum();
        let surplus = gain - plain_floor(partner);
        found.gains.push((gain, weight(partner)));
        found.surpluses.push((surplus, weight(partner)));
        found.judgment.refused_by.extend((surplus < 0).then_some(at));
    }
    for (position, (id, partner)) in map.partners.iter().enumerate() {
        for (criterion, (name, line)) in partner.success.iter().enumerate() {
            let line = line.inner();
            let mut is_broken = false;
            for (_, option) in &chosen {
                let Some((by, entry)) = effect_on(option, id, (name, line)) else { continue };
                is_broken |= line.red_line && by < Decimal::default();
                let size = i128::from(line.weight.get()) * i128::from(by.billionths()).abs();
                found.behind.0 += size;
                if [line.evidence, entry.evidence].into_iter().any(Evidence::is_guess) {
                    found.behind.1 += size;
                }
            }
            if is_broken {
                found.judgment.red_lines.push(RedLine { partner: position, criterion });
            }
        }
    }
    let has = |option: &OptionId| chosen.iter().any(|(id, _)| *id == option);
    for (at, rule) in map.rules.iter().enumerate() {
        let is_broken = match rule {
            Rule::Requires(a, b) => has(a) && !has(b),
            Rule::Excludes(a, b) => has(a) && has(b),
        };
        found.judgment.rules.extend(is_broken.then_some(at));
    }
    for (at, issue) in map.issues.values().enumerate() {
        let is_open = issue.must_settle && !issue.options.is_empty() && found.choices[at].is_none();
        found.judgment.unsettled.extend(is_open.then_some(at));
    }
    found
}

fn compare(a: &Fraction, b: &Fraction) -> Ordering {
    (a.0 * b.1).cmp(&(b.0 * a.1))
}

fn sorted(package: &Plain) -> Vec<Fraction> {
    let mut surpluses = package.surpluses.clone();
    surpluses.sort_by(compare);
    surpluses
}

fn leximin(a: &[Fraction], b: &[Fraction]) -> Ordering {
    a.iter()
        .zip(b)
        .map(|(a, b)| compare(a, b))
        .find(|order| order.is_ne())
        .unwrap_or(Ordering::Equal)
}

fn sum(package: &Plain) -> Fraction {
    package
        .surpluses
        .iter()
        .fold((0, 1), |sum, part| (sum.0 * part.1 + part.0 * sum.1, sum.1 * part.1))
}

fn product(package: &Plain) -> Natural {
    let each = package.surpluses.iter().map(|(part, _)| u64::try_from(*part).unwrap());
    each.fold(Natural::from(1), |product, part| product.times(part))
}

/// The best of the acceptable ones; of equal ones the first.
fn best(zone: &[Plain], criterion: Criterion) -> Option<Plain> {
    let better = |a: &Plain, b: &Plain| {
        let first = match criterion {
            Criterion::Nash => product(a).cmp(&product(b)),
            Criterion::Utilitarian => compare(&sum(a), &sum(b)),
            _ => Ordering::Equal,
        };
        first.then_with(|| leximin(&sorted(a), &sorted(b)))
    };
    zone.iter().cloned().reduce(|best, next| if better(&next, &best).is_gt() { next } else { best })
}

/// Some issues settled; now and then in a way that the map doesn't allow.
fn settled(map: &Map, dice: &mut Dice) -> Settled {
    let mut settled = Settled::new();
    for (id, issue) in &map.issues {
        let mut choices: Vec<Option<OptionId>> = issue.options.keys().cloned().map(Some).collect();
        choices.extend([None, Some(OptionId::new("gone").unwrap())]);
        if dice.now_and_then() {
            settled.insert(id.clone(), dice.pick(&choices).cloned().flatten());
        }
    }
    settled
}

fn check(map: &Map, settled: &Settled) -> Result<(), TestCaseError> {
    let answers = Answers::of(map);
    let question = match Question::of(map, &answers, settled) {
        Ok(question) => question,
        Err(NoQuestion::NobodyKnown) => {
            return {
                prop_assert_eq!(map.known().count(), 0);
                Ok(())
            };
        }
        Err(NoQuestion::NothingToSettle) => {
            return {
                prop_assert_eq!(map.options().count(), 0);
                Ok(())
            };
        }
        Err(NoQuestion::TooLarge) => return Err(TestCaseError::fail("too large")),
    };
    for choices in all_choices(map, &Settled::new()) {
        let plain = plain(map, choices);
        let package = question.package(&plain.choices);
        prop_assert_eq!(&question.judge(&package), &plain.judgment);
        let is_guessed = plain.behind.1 * 2 > plain.behind.0;
        prop_assert_eq!(question.rests_on_guesses(&plain.choices), is_guessed);
        for (at, (gain, surplus)) in plain.gains.iter().zip(&plain.surpluses).enumerate() {
            let exact =
                |fraction: &Fraction| Gain::new(fraction.0, u64::try_from(fraction.1).unwrap());
            prop_assert_eq!(question.gain(&package, at), exact(gain));
            prop_assert_eq!(*question.surplus(&package, at).inner(), exact(surplus));
        }
    }
    let all: Vec<Plain> =
        all_choices(map, settled).into_iter().map(|choices| plain(map, choices)).collect();
    let zone: Vec<Plain> =
        all.iter().filter(|package| package.judgment.is_acceptable()).cloned().collect();
    prop_assert_eq!(question.space().to_string(), all.len().to_string());
    let answer = question.answer(&Wanted::default(), &mut patiently);
    prop_assert_eq!(answer.is_open, Some(!zone.is_empty()));
    prop_assert_eq!(answer.count.packages.to_string(), zone.len().to_string());
    prop_assert_eq!(
        answer.is_impossible,
        !all.iter().any(|package| package.judgment.keeps_rules())
    );
    for criterion in [Criterion::Nash, Criterion::Egalitarian, Criterion::Utilitarian] {
        let expected = best(&zone, criterion).map(|package| package.choices);
        let found = answer.solution(criterion).map(|solution| solution.package.choices.clone());
        prop_assert_eq!(found, expected, "{:?}", criterion);
    }
    if let Some(nearest) = &answer.nearest {
        let expected = plain(map, nearest.package.choices.clone());
        for (at, surplus) in expected.surpluses.iter().enumerate() {
            let short = Gain::new((-surplus.0).max(0), u64::try_from(surplus.1).unwrap());
            prop_assert_eq!(*question.shortfall(nearest, at).inner(), short);
            prop_assert!(told(short) >= short, "as it is told it is enough");
        }
    }
    for opening in answer.openings {
        check_opening(map, settled, &question, opening)?;
    }
    Ok(())
}

/// By how much a walk-away is to be lowered, as it is told.
fn told(amount: Gain) -> Gain {
    Gain::new(amount.enough().parse::<Decimal>().unwrap().billionths().into(), 1)
}

/// Does what opens the zone, in the map itself.
fn check_opening(
    map: &Map,
    settled: &Settled,
    question: &Question,
    opening: Opening,
) -> Result<(), TestCaseError> {
    let (mut changed, mut settled) = (map.clone(), settled.clone());
    let mut lowered = None;
    match opening {
        Opening::Rule(at) => drop(changed.rules.remove(at)),
        Opening::Settled(at) => drop(settled.remove(map.issues.get_index(at).unwrap().0)),
        Opening::RedLine(number) => {
            let RedLine { partner, criterion } = question.red_line(number).unwrap();
            changed.partners[partner].success[criterion].inner_mut().red_line = false;
        }
        Opening::Floor { partner, by } => {
            let amount = *question.amount(partner, by).inner();
            prop_assert!(amount > Gain::ZERO);
            // as much as a person is told opens it, though that is rounded
            prop_assert!(told(amount) < amount + Gain::new(i128::from(Decimal::ONE) / 10, 1));
            lowered = Some((partner, told(amount)));
        }
    }
    let accepts = |package: &Plain| {
        let refuses = package.judgment.refused_by.iter();
        let is_enough = |at: &usize| {
            let surplus = package.surpluses[*at];
            lowered.is_some_and(|(partner, amount)| {
                partner == *at && Gain::new(-surplus.0, u64::try_from(surplus.1).unwrap()) <= amount
            })
        };
        let rest = Judgment {
            refused_by: refuses.copied().filter(|at| !is_enough(at)).collect(),
            ..package.judgment.clone()
        };
        rest.is_acceptable()
    };
    let mut all =
        all_choices(&changed, &settled).into_iter().map(|choices| plain(&changed, choices));
    prop_assert!(all.any(|package| accepts(&package)));
    Ok(())
}

/// A partner whose criteria weigh so much, and an issue with an option worth so many billionths times
/// weight to the first of them.
fn single(weights: &[i8], billionths: i64, walk_away: &str) -> Map {
    let mut map = Map::default();
    let line = |(at, weight): (usize, &i8)| {
        let content = criterion("all is well", None, Direction::More, *weight);
        (CriterionId::new(&format!("c{at}")).unwrap(), Line::new(content))
    };
    let gain = Some(Worth::clamped(walk_away.parse().unwrap()));
    let partner = Partner {
        success: weights.iter().enumerate().map(line).collect(),
        walk_away: Private::new(Some(Box::new(WalkAway { gain, ..WalkAway::default() }))),
        ..Partner::named(text("Partner"))
    };
    map.partners.insert(PartnerId::new("p").unwrap(), partner);
    let mut fine = option(&[], &[("p", "c0", 1)]);
    fine.on[0][0] = Rated::bare(Score::clamped(Decimal::from_billionths(billionths)));
    let options = [(OptionId::new("fine").unwrap(), fine)].into_iter().collect();
    let issue = crate::model::Issue { name: text("Issue"), must_settle: true, options };
    map.issues.insert(IssueId::new("i").unwrap(), issue);
    map
}

fn asked(map: &Map) -> Result<Question, NoQuestion> {
    Question::of(map, &Answers::of(map), &Settled::new())
}

#[test]
fn a_billionth_decides() {
    let is_accepted = |billionths, walk_away| {
        let question = asked(&single(&[1, 5, 5], billionths, walk_away)).unwrap();
        question.judge(&question.package(&[Some(0)])).is_acceptable()
    };
    // weight 1 of 11: 0.000000011 is worth a billionth
    assert!(is_accepted(11, "0.000000001"));
    assert!(!is_accepted(10, "0.000000001"));
    assert!(is_accepted(-10, "-0.000000001"));
    assert!(!is_accepted(-12, "-0.000000001"));
    assert!(is_accepted(3_000_000_000, "0.272727272"));
    assert!(!is_accepted(3_000_000_000, "0.272727273"));
}

#[test]
fn numbers_too_large_to_be_added_up_are_refused_and_not_rounded() {
    let weights = |others| [vec![1], vec![5; others]].concat();
    let question = asked(&single(&weights(20_000), 1, "999.999999999")).unwrap();
    let short = question.surplus(&question.package(&[Some(0)]), 0);
    assert_eq!(*short.inner(), Gain::new(1 - 999_999_999_999 * 100_001, 100_001));
    // 1,200,001 times 10^12 is more than 2^60
    let refused = asked(&single(&weights(240_000), 1, "999.999999999"));
    assert_eq!(refused.unwrap_err(), NoQuestion::TooLarge);
}

#[test]
fn a_map_without_partners_or_options_asks_nothing_and_says_what_to_do() {
    let mut map = single(&[3], 1, "0");
    map.issues[0].options = Entries::new();
    let told = |map: &Map| asked(map).map_err(|why| format!("{why}; {}", why.hint())).unwrap_err();
    assert_eq!(
        told(&map),
        "There are no packages: no issue has an option; Add an issue and the options on the table"
    );
    map.partners[0].success = Entries::new();
    assert_eq!(
        told(&map),
        "No package can be judged: nobody's success is known; Add what success means to at least \
         one partner"
    );
}

proptest! {
    // most of these maps are small, and many ask nothing
    #![proptest_config(ProptestConfig::with_cases(3_000))]

    #[test]
    fn the_search_answers_what_the_map_asks(map in any_map(), tape in proptest::collection::vec(any::<u32>(), 8)) {
        let settled = settled(&map, &mut Dice::new(tape));
        check(&map, &settled)?;
    }
}
