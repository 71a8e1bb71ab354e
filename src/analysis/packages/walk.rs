//! A whole package that is made better step by step, by exchanging one choice or two.

use super::bound::{Slope, Weights};
use super::branch::{Branch, Quest};
use super::budget::Meter;
use super::rank::{Aim, Found, real};
use super::reduce::Space;

/// A package that keeps the rules, from the highest scores, made better as long as that helps.
pub(super) fn climb(branch: &mut Branch<'_, '_, '_>, weights: &Weights) {
    let Branch { quest, slope, meter, .. } = branch;
    if !meter.may_go_on() {
        return;
    }
    let space = quest.space;
    let Some(mut walk) = Walk::greedy(quest, slope, weights) else { return };
    while walk.exchange_one(meter) || walk.exchange_two(meter) {
        if !meter.step(space.cell_of.len() as u64) {
            break;
        }
    }
    let picks = walk.chosen.iter().map(|&choice| space.pick(choice)).collect();
    let has_floors = walk.surplus.iter().zip(&quest.floors).all(|(have, least)| have >= least);
    if has_floors && broken(space, &walk.chosen) <= quest.lines {
        let found = Found { surplus: walk.surplus, picks };
        branch.offer(found);
    }
}

/// How many red lines the choices break.
fn broken(space: &Space, chosen: &[usize]) -> usize {
    let mut lines: Vec<usize> =
        chosen.iter().flat_map(|choice| &space.breaks[*choice]).copied().collect();
    lines.sort_unstable();
    lines.dedup();
    lines.len()
}

struct Walk<'w> {
    quest: &'w Quest<'w>,
    slope: &'w Slope,
    chosen: Vec<usize>,
    blocked: Vec<u32>,
    surplus: Vec<i64>,
    standing: Standing,
    /// Surpluses after an exchange that is tried.
    tried: Vec<i64>,
    scales: Vec<f64>,
    /// Scaled surpluses, and below what they must not fall.
    values: Vec<f64>,
    bars: Vec<f64>,
    /// What each choice lifts; no exchange that lifts no more than the bar is for the better.
    lifts: Vec<f64>,
    bar: f64,
}

/// Beyond so many pairs of exchanges only single ones are tried.
const MOST_PAIRS: usize = 400_000;

impl<'w> Walk<'w> {
    fn greedy(quest: &'w Quest<'w>, slope: &'w Slope, weights: &Weights) -> Option<Self> {
        let space = quest.space;
        let mut blocked = vec![0_u32; space.cell_of.len()];
        let mut surplus: Vec<i64> = quest.origins.iter().map(|origin| -origin).collect();
        let mut chosen = vec![0; space.cells.len()];
        for (cell, place) in chosen.iter_mut().enumerate() {
            let open = space.choices_of(cell).filter(|choice| blocked[*choice] == 0);
            let scored = open.map(|choice| (slope.score(&weights.total, choice), choice));
            let (_, choice) = scored.reduce(|a, b| if b.0 > a.0 { b } else { a })?;
            *place = choice;
            space.forbids[choice].iter().for_each(|other| blocked[*other] += 1);
            surplus.iter_mut().zip(space.gains_of(choice)).for_each(|(sum, gain)| *sum += gain);
        }
        let scales: Vec<f64> = (0..space.n).map(|at| quest.ranking.scale(at)).collect();
        let standing = standing(quest, &scales, &surplus);
        let (tried, values, bars) = (surplus.clone(), vec![0.0; space.n], vec![0.0; space.n]);
        let (lifts, bar) = (vec![0.0; space.cell_of.len()], 0.0);
        let mut walk = Self {
            quest,
            slope,
            chosen,
            blocked,
            surplus,
            standing,
            tried,
            scales,
            values,
            bars,
            lifts,
            bar,
        };
        walk.look_round();
        Some(walk)
    }

    /// Works out what follows from the surpluses.
    ///
    /// Once the floors are reached nobody is to fall below them nor, where the least counts, below
    /// the least. All aims are concave, so none rises where the plane through it doesn't.
    fn look_round(&mut self) {
        let Self { quest, standing, values, bars, .. } = self;
        let ranking = quest.ranking;
        let n = values.len();
        let is_least = !matches!(ranking.aim, Aim::Product | Aim::Sum | Aim::One(_));
        let is_reached = standing[0] >= 0.0;
        let mut last = (f64::INFINITY, 0);
        for at in 0..n {
            values[at] = real(self.surplus[at]) * self.scales[at];
            let floor = real(quest.floors[at]) * self.scales[at];
            let counts = is_least && ranking.divisor(at).is_some();
            let bar = if counts { floor.max(standing[1]) } else { floor };
            bars[at] = if is_reached { bar - 1e-12 * (1.0 + bar.abs()) } else { f64::NEG_INFINITY };
            if values[at] - bars[at] < last.0 {
                last = (values[at] - bars[at], at);
            }
        }
        let plane: Vec<f64> = (0..n)
            .map(|at| match ranking.aim {
                _ if !is_reached => f64::from(u8::from(self.surplus[at] < quest.floors[at])),
                Aim::Product => 1.0 / values[at].max(1e-12),
                Aim::Sum => 1.0,
                Aim::One(partner) => f64::from(u8::from(at == partner)),
                _ => f64::from(u8::from(at == last.1)),
            })
            .collect();
        self.bar = if !is_reached {
            -1e-12
        } else if is_least {
            -last.0
        } else {
            0.0
        };
        for cell in 0..self.chosen.len() {
            let now = self.slope.score(&plane, self.chosen[cell]);
            for choice in quest.space.choices_of(cell) {
                self.lifts[choice] = self.slope.score(&plane, choice) - now;
            }
        }
    }

    /// How much the surplus of someone changes with a choice.
    fn change(&self, choice: usize, partner: usize) -> f64 {
        let old = self.chosen[self.quest.space.cell_of[choice]];
        self.slope.scaled(choice)[partner] - self.slope.scaled(old)[partner]
    }

    fn exchange_one(&mut self, meter: &mut Meter<'_>) -> bool {
        let space = self.quest.space;
        let mut is_better = false;
        for choice in 0..space.cell_of.len() {
            let is_new = choice != self.chosen[space.cell_of[choice]];
            let is_open = is_new && self.lifts[choice] > self.bar && self.blocked[choice] == 0;
            if is_open && self.try_out(&[choice]) {
                is_better = true;
                meter.step(self.lifts.len() as u64 / 64);
            }
        }
        is_better
    }

    fn exchange_two(&mut self, meter: &mut Meter<'_>) -> bool {
        let space = self.quest.space;
        let all = space.cell_of.len();
        let mut is_better = false;
        if all.pow(2) / 2 > MOST_PAIRS {
            return false;
        }
        for first in 0..all {
            let cell = space.cell_of[first];
            if first == self.chosen[cell] || !meter.step(all as u64 / 64 + 1) {
                continue;
            }
            for second in space.choices_of(cell).end..all {
                let lift = self.lifts[first] + self.lifts[second];
                if lift > self.bar && self.is_open(first, second) && self.try_out(&[first, second])
                {
                    is_better = true;
                    break;
                }
            }
        }
        is_better
    }

    /// Whether two choices on different cells can be made together.
    fn is_open(&self, first: usize, second: usize) -> bool {
        let space = self.quest.space;
        let old = |choice: usize| self.chosen[space.cell_of[choice]];
        let is_free = |choice: usize, other: usize| {
            // What the choice that makes way has blocked is open.
            let is_lifted = space.cells[space.cell_of[choice]].is_bound
                && space.forbids[old(other)].contains(&choice);
            self.blocked[choice] == u32::from(is_lifted)
        };
        second != old(second)
            && is_free(first, second)
            && is_free(second, first)
            && !space.forbids[first].contains(&second)
    }

    /// Makes the exchange if it is for the better.
    fn try_out(&mut self, choices: &[usize]) -> bool {
        let falls = |at: usize| {
            let changes = choices.iter().map(|choice| self.change(*choice, at)).sum::<f64>();
            self.values[at] + changes < self.bars[at]
        };
        if (0..self.bars.len()).any(falls) {
            return false;
        }
        let space = self.quest.space;
        self.tried.copy_from_slice(&self.surplus);
        for &choice in choices {
            let old = space.gains_of(self.chosen[space.cell_of[choice]]);
            let change = space.gains_of(choice).iter().zip(old);
            self.tried.iter_mut().zip(change).for_each(|(sum, (new, old))| *sum += new - old);
        }
        let standing = standing(self.quest, &self.scales, &self.tried);
        let better =
            standing.iter().zip(&self.standing).find(|(new, old)| (*new - *old).abs() > 1e-12);
        if !better.is_some_and(|(new, old)| new > old) {
            return false;
        }
        for &choice in choices {
            let old = std::mem::replace(&mut self.chosen[space.cell_of[choice]], choice);
            space.forbids[old].iter().for_each(|other| self.blocked[*other] -= 1);
            space.forbids[choice].iter().for_each(|other| self.blocked[*other] += 1);
        }
        std::mem::swap(&mut self.surplus, &mut self.tried);
        self.standing = standing;
        self.look_round();
        true
    }
}

/// How good a package is on the way, the first figure first: what is short of the floors, then the
/// aim; for leximin the four least.
type Standing = [f64; 5];

fn standing(quest: &Quest<'_>, scales: &[f64], surplus: &[i64]) -> Standing {
    let mut short = 0.0;
    for ((&value, &floor), scale) in surplus.iter().zip(&quest.floors).zip(scales) {
        if value < floor {
            short += real(value.saturating_sub(floor)) * scale;
        }
    }
    let each = surplus.iter().zip(scales).map(|(&value, scale)| real(value) * scale);
    let value = match quest.ranking.aim {
        Aim::Product if short >= 0.0 => each.product(),
        Aim::Sum if short >= 0.0 => each.sum(),
        Aim::One(partner) if short >= 0.0 => real(surplus[partner]),
        _ => {
            let top = if quest.ranking.aim == Aim::Shortfall { 0.0 } else { f64::INFINITY };
            let mut least = [top; 4];
            for (at, mut value) in each.enumerate() {
                if value < least[3] && quest.ranking.divisor(at).is_some() {
                    for place in &mut least {
                        if value < *place {
                            std::mem::swap(place, &mut value);
                        }
                    }
                }
            }
            return [short, least[0], least[1], least[2], least[3]];
        }
    };
    [short, value, 0.0, 0.0, 0.0]
}
