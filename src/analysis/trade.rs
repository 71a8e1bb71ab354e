//! How far the priorities of two partners differ, so that each can give where it costs them less; and
//! what they could trade.

use std::cmp::Reverse;
use std::ops::Range;

use super::option::OptionAnswer;
use super::share::Share;
use super::{Answers, Gain};
use crate::model::{OptionId, Rule, order_by_key};

/// Trade potential of two known partners: `½ Σ |ŝ_a(i) - ŝ_b(i)|`, from 0 to 1.
///
/// Swings (best minus worst gain of an issue) are renormalized over the contested issues: those in
/// which no choice is best for both. Total variation distance of the two: with equal priorities
/// there is nothing to trade. 0 when nothing is contested. The partners' weight sums cancel out.
pub(super) fn potential(
    issues: &[IssueAnswer],
    options: &[OptionAnswer],
    a: usize,
    b: usize,
) -> Share {
    let mut swings: Vec<[u128; 2]> = Vec::new();
    for issue in issues {
        let choices = options.get(issue.options.clone()).unwrap_or_default();
        let gains = |partner| {
            let own = choices.iter().map(move |option| option.numerator(partner));
            own.chain((!issue.must_settle).then_some(0))
        };
        let (Some(best_a), Some(best_b)) = (gains(a).max(), gains(b).max()) else { continue };
        if gains(a).zip(gains(b)).any(|both| both == (best_a, best_b)) {
            continue;
        }
        let swing = |partner, best: i64| {
            let worst = gains(partner).min().unwrap_or(best);
            u128::from(best.abs_diff(worst))
        };
        swings.push([swing(a, best_a), swing(b, best_b)]);
    }
    let sum = |side: usize| swings.iter().map(|swing| swing[side]).sum::<u128>();
    let (all_a, all_b) = (sum(0), sum(1));
    let apart: u128 = swings.iter().map(|[a, b]| (a * all_b).abs_diff(b * all_a)).sum();
    Share::fitted(apart, 2 * all_a * all_b)
}

/// An issue, as far as the measures need it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct IssueAnswer {
    /// Positions of its options among all options.
    pub(super) options: Range<usize>,
    /// Whether it can't be left as it is.
    pub(super) must_settle: bool,
}

/// The most partners whose pairs are all gone through for the best trades.
pub(super) const MOST_IN_PAIRS: usize = 500;

/// Two issues in which two partners each get what is best for them, and give way in the other one.
///
/// Logrolling (Pruitt 1981; Raiffa 1982). Both gain from it, against the trade the other way round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Trade {
    /// The two partners.
    pub partners: [usize; 2],
    /// The issue in which the first gets their best, and that in which the second does.
    pub issues: [usize; 2],
    /// What is chosen there: the position of an option, or left as it is.
    pub choices: [Option<usize>; 2],
    /// What each gains against the trade the other way round; above 0.
    pub advantages: [Gain; 2],
    /// What both choices together are worth to each, against today.
    pub gains: [Gain; 2],
}

impl Trade {
    fn least(&self) -> Gain {
        self.advantages[0].min(self.advantages[1])
    }
}

/// A choice on an issue: position of the option, and Σ w·e of both partners.
type Pick = (Option<usize>, [i64; 2]);

/// An issue in which no choice is best for both, with what is best for each.
struct Contest {
    issue: usize,
    best: [Pick; 2],
    /// What giving way costs each of the two, as Σ w·e.
    costs: [i64; 2],
}

/// The first gets their best in the first issue, the second in the second one; and what each gains by
/// that against the other way round, above 0.
type Swap<'c> = ([&'c Contest; 2], [i64; 2]);

/// All of them that two partners could make.
fn swaps(contests: &[Contest]) -> impl Iterator<Item = Swap<'_>> {
    contests.iter().flat_map(move |i| {
        contests.iter().filter_map(move |j| {
            let advantages = [i.costs[0] - j.costs[0], j.costs[1] - i.costs[1]];
            (advantages[0] > 0 && advantages[1] > 0).then_some(([i, j], advantages))
        })
    })
}

/// The better of two choices for a partner; of equal ones the better for the other, then the first.
fn better(side: usize) -> impl Fn(Pick, Pick) -> Pick {
    move |best, next| {
        let rank = |pick: Pick| (pick.1[side], pick.1[1 - side]);
        if rank(next) > rank(best) { next } else { best }
    }
}

impl Answers {
    /// What two partners could trade, the trade with the largest smaller advantage first. No trade
    /// breaks a red line of anyone, or a rule between its options.
    #[must_use]
    pub fn trades(&self, rules: &[Rule], pair: (usize, usize)) -> Vec<Trade> {
        let rows = [pair.0, pair.1].map(|partner| self.row(partner));
        let contests = self.contests([&rows[0], &rows[1]]);
        let trades = swaps(&contests).filter_map(|swap| self.trade(rules, pair, swap));
        let mut trades: Vec<Trade> = trades.collect();
        order_by_key(&mut trades, |trade| Reverse(trade.least())); // stable
        trades
    }

    /// The first of them, without making all the others: there may be very many pairs.
    fn best_trade(&self, rules: &[Rule], [a, b]: [(usize, &[i64]); 2]) -> Option<Trade> {
        let [weight_a, weight_b] = [a.0, b.0].map(|side| i128::from(self.profiles.weight(side)));
        let (mut best, mut most) = (None, 0);
        for swap in swaps(&self.contests([a.1, b.1])) {
            let [for_a, for_b] = swap.1.map(i128::from);
            // both gains with one divisor, the product of the weights
            let least = (for_a * weight_b).min(for_b * weight_a);
            if least > most
                && let Some(trade) = self.trade(rules, (a.0, b.0), swap)
            {
                (best, most) = (Some(trade), least);
            }
        }
        best
    }

    /// Σ w·e of a partner for each option, side by side.
    fn row(&self, partner: usize) -> Vec<i64> {
        self.options.iter().map(|option| option.numerator(partner)).collect()
    }

    /// The contested issues of two partners with these rows.
    fn contests(&self, rows: [&[i64]; 2]) -> Vec<Contest> {
        let mut contests = Vec::with_capacity(self.issues.len());
        for (at, issue) in self.issues.iter().enumerate() {
            let [of_a, of_b] = rows.map(|row| row.get(issue.options.clone()).unwrap_or_default());
            let options = of_a.iter().zip(of_b).enumerate();
            let picks = options
                .map(|(at, (for_a, for_b))| (Some(at), [*for_a, *for_b]))
                .chain((!issue.must_settle).then_some((None, [0; 2])));
            let best = [0, 1].map(|side| picks.clone().reduce(better(side)));
            // who gets the best for them and the best of that for the other contests nothing
            if let [Some(first), Some(second)] = best
                && first.1 != second.1
            {
                let costs = [first.1[0] - second.1[0], second.1[1] - first.1[1]];
                contests.push(Contest { issue: at, best: [first, second], costs });
            }
        }
        contests
    }

    /// What is told of a swap, if it breaks nothing.
    fn trade(
        &self,
        rules: &[Rule],
        (a, b): (usize, usize),
        ([first, second], advantages): Swap<'_>,
    ) -> Option<Trade> {
        let (i, j) = (first.issue, second.issue);
        let picks = [first.best[0], second.best[1]];
        let gain = |side: usize| picks[0].1[side] + picks[1].1[side];
        let told = |side: usize, number: i64| {
            let weight = self.profiles.weight([a, b][side]);
            Gain::new(number.into(), weight.into())
        };
        let option = |issue: usize, pick: Pick| self.options_of(issue).get(pick.0?);
        let chosen = [option(i, picks[0]), option(j, picks[1])];
        let breaks = |option: &&OptionAnswer| !option.red_lines.is_empty();
        let has = |id: &OptionId| chosen.iter().flatten().any(|option| option.place.option == *id);
        let is_here = |id: &OptionId| {
            let mut options = self.options_of(i).iter().chain(self.options_of(j));
            options.any(|option| option.place.option == *id)
        };
        let is_broken = |rule: &Rule| match rule {
            Rule::Requires(first, second) => has(first) && is_here(second) && !has(second),
            Rule::Excludes(first, second) => has(first) && has(second),
        };
        let is_possible = !chosen.iter().flatten().any(breaks) && !rules.iter().any(is_broken);
        is_possible.then(|| Trade {
            partners: [a, b],
            issues: [i, j],
            choices: picks.map(|pick| pick.0),
            advantages: [0, 1].map(|side| told(side, advantages[side])),
            gains: [0, 1].map(|side| told(side, gain(side))),
        })
    }

    /// The best trade of each pair, the best first; among the first 500 partners, for there are many pairs.
    ///
    /// Shape: O(partners² x (options + issues²)); some 0.15 s for 500
    /// partners, 12 issues and 60 options.
    #[must_use]
    pub fn best_trades(&self, rules: &[Rule]) -> Vec<Trade> {
        let known: Vec<(usize, Vec<i64>)> = (0..self.profiles.len().min(MOST_IN_PAIRS))
            .filter(|&partner| self.is_known(partner))
            .map(|partner| (partner, self.row(partner)))
            .collect();
        let told = |at: usize| (known[at].0, &known[at].1[..]);
        let pairs = (0..known.len()).flat_map(|b| (0..b).map(move |a| [told(a), told(b)]));
        let mut trades: Vec<Trade> =
            pairs.filter_map(|pair| self.best_trade(rules, pair)).collect();
        order_by_key(&mut trades, |trade| (Reverse(trade.least()), trade.partners));
        trades
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::example::{criterion, effect, option, partner, text};
    use super::super::laws::plain_gain;
    use super::*;
    use crate::analysis::{Direction, Extent, effect_on, explain};
    use crate::model::samples::any_map;
    use crate::model::{Decimal, Issue, IssueId, Map, PartnerId, Side};

    /// Two campers share three packages each of three things; the weights are what each wants most.
    fn campsite(weights: [[i8; 3]; 2]) -> Map {
        let mut map = Map::default();
        let things = ["food", "water", "wood"];
        for (name, weights) in ["a", "b"].into_iter().zip(weights) {
            let wants = things.into_iter().zip(weights);
            let success: Vec<_> = wants
                .map(|(id, weight)| (id, criterion(id, None, Direction::More, weight)))
                .collect();
            map.partners.insert(PartnerId::new(name).unwrap(), partner(name, &success));
        }
        for id in things {
            let mut options = crate::model::Entries::new();
            for mine in 0..=3 {
                let name = format!("{id}-{mine}");
                let mut split = option(&[], &[("a", id, mine), ("b", id, 3 - mine)]);
                split.name = text(&name);
                options.insert(OptionId::new(&name).unwrap(), split);
            }
            let issue = Issue { name: text(id), must_settle: true, options };
            map.issues.insert(IssueId::new(id).unwrap(), issue);
        }
        map
    }

    #[test]
    fn opposite_priorities_have_trades_and_equal_ones_have_none() {
        let equal = Answers::of(&campsite([[5, 4, 3]; 2]));
        assert_eq!(equal.trades(&[], (0, 1)), []);
        assert_eq!(equal.trade_potential(0, 1).unwrap().extent(), Extent::None);
        let mut map = campsite([[5, 4, 3], [3, 4, 5]]);
        map.partners[1].side = Side::Us;
        let answers = Answers::of(&map);
        let told: Vec<String> =
            answers.trades(&[], (0, 1)).iter().map(|trade| explain::trade(&map, trade)).collect();
        // food for wood is worth 3 x (5 - 3) = 6 of 12 to both, what water is part of 3 of 12
        assert_eq!(
            told,
            [
                "A gives way on \"wood\" (wood-0), you on \"food\" (food-3): +0.5 and +0.5",
                "A gives way on \"water\" (water-0), you on \"food\" (food-3): +0.3 and +0.3",
                "A gives way on \"wood\" (wood-0), you on \"water\" (water-3): +0.3 and +0.3",
            ]
        );
        assert_eq!(answers.best_trades(&[]), answers.trades(&[], (0, 1))[..1]);
    }

    #[test]
    fn a_trade_that_leaves_somebody_worse_than_today_is_told_as_such() {
        let mut map = campsite([[5, 4, 3], [3, 4, 5]]);
        for option in map.issues.values_mut().flat_map(|issue| issue.options.values_mut()) {
            let mine = option.on["a"][0].value.billionths() / Decimal::ONE;
            option.on["b"][0] = effect(-mine);
        }
        let why = explain::trades(&map, &Answers::of(&map));
        assert_eq!(why.heading, "one pair has something to trade");
        assert!(why.lines.iter().skip(1).all(|line| line.contains("; b is left ")), "{why:?}");
    }

    /// The choices that are best for one, and of these for the other; the first of them.
    fn best(gains: &[(Option<usize>, [i128; 2])], side: usize) -> (Option<usize>, [i128; 2]) {
        let rank = |pick: &(Option<usize>, [i128; 2])| (pick.1[side], pick.1[1 - side]);
        let most = gains.iter().map(rank).max().unwrap();
        *gains.iter().find(|pick| rank(pick) == most).unwrap()
    }

    /// Everything that two partners could trade, from the map itself.
    fn plain(map: &Map, pair: [usize; 2]) -> Vec<([usize; 2], [Option<usize>; 2])> {
        let gain = |option, side: usize| {
            let (id, record) = map.partners.get_index(pair[side]).unwrap();
            plain_gain(option, id, record).0
        };
        let issues: Vec<Vec<(Option<usize>, [i128; 2])>> = (map.issues.values())
            .map(|issue| {
                let options = issue.options.values().enumerate();
                let own =
                    options.map(|(at, option)| (Some(at), [gain(option, 0), gain(option, 1)]));
                own.chain((!issue.must_settle).then_some((None, [0, 0]))).collect()
            })
            .collect();
        let is_contested = |gains: &Vec<(Option<usize>, [i128; 2])>| {
            let most = |side: usize| gains.iter().map(|pick| pick.1[side]).max();
            !gains.iter().any(|pick| Some(pick.1[0]) == most(0) && Some(pick.1[1]) == most(1))
        };
        let breaks = |issue: usize, choice: Option<usize>| {
            let Some(choice) = choice else { return false };
            let option = &map.issues[issue].options[choice];
            map.partners.iter().any(|(id, record)| {
                record.success.iter().any(|(name, line)| {
                    let effect = effect_on(option, id, (name, line.inner()));
                    line.inner().red_line && effect.is_some_and(|(by, _)| by < Decimal::default())
                })
            })
        };
        let mut found = Vec::new();
        for i in 0..issues.len() {
            for j in (0..issues.len()).filter(|&j| j != i) {
                if issues[i].is_empty() || issues[j].is_empty() {
                    continue;
                }
                let (x, y) = (best(&issues[i], 0), best(&issues[j], 1));
                let (other_x, other_y) = (best(&issues[i], 1), best(&issues[j], 0));
                let gains = |side: usize| x.1[side] + y.1[side] > other_x.1[side] + other_y.1[side];
                let id = |issue: usize, choice: Option<usize>| {
                    choice.and_then(|at| map.issues[issue].options.get_index(at)).map(|(id, _)| id)
                };
                let chosen = [id(i, x.0), id(j, y.0)];
                let is_allowed = |rule: &Rule| match rule {
                    Rule::Excludes(a, b) => {
                        !(chosen.contains(&Some(a)) && chosen.contains(&Some(b)))
                    }
                    Rule::Requires(a, b) => {
                        let here = [i, j].iter().any(|at| map.issues[*at].options.contains_key(b));
                        !chosen.contains(&Some(a)) || !here || chosen.contains(&Some(b))
                    }
                };
                if is_contested(&issues[i])
                    && is_contested(&issues[j])
                    && (gains(0) && gains(1))
                    && !breaks(i, x.0)
                    && !breaks(j, y.0)
                    && map.rules.iter().all(is_allowed)
                {
                    found.push(([i, j], [x.0, y.0]));
                }
            }
        }
        found
    }

    proptest! {
        #[test]
        fn trades_are_what_looking_at_every_pair_of_issues_finds(map in any_map()) {
            let answers = Answers::of(&map);
            for a in 0..map.partners.len() {
                for b in (0..map.partners.len()).filter(|&b| b != a) {
                    let trades = answers.trades(&map.rules, (a, b));
                    let least: Vec<Gain> = trades.iter().map(Trade::least).collect();
                    prop_assert!(least.iter().rev().is_sorted() && least.iter().all(|gain| *gain > Gain::ZERO));
                    let mut told: Vec<_> = trades.iter().map(|trade| (trade.issues, trade.choices)).collect();
                    told.sort_unstable();
                    let known = answers.is_known(a) && answers.is_known(b);
                    let expected = if known { plain(&map, [a, b]) } else { Vec::new() };
                    prop_assert_eq!(told, expected);
                    let rows = [a, b].map(|partner| (partner, answers.row(partner)));
                    let best = answers.best_trade(&map.rules, [0, 1].map(|side| (rows[side].0, &rows[side].1[..])));
                    prop_assert_eq!(best, trades.first().copied());
                    let mirrored = answers.trades(&map.rules, (b, a)).len();
                    prop_assert_eq!(mirrored, trades.len());
                }
            }
        }
    }
}
