//! The work at the top: good weights, good packages to begin with, then the search.

use super::bound::{Slope, Weights};
use super::branch::{Branch, Quest};
use super::budget::Meter;
use super::pool::{Pool, demand, peel};
use super::rank::{Aim, Found, real};
use super::reduce::Space;

/// What came of a search.
#[derive(Clone, Debug)]
pub(super) struct Outcome {
    /// The best packages, the best first.
    pub(super) kept: Vec<Found>,
    /// Whether nothing better exists.
    pub(super) is_proven: bool,
    /// No package has a value above this; for a product its logarithm.
    pub(super) bound: f64,
}

/// Subgradient steps at the top, for each issue and at most, and after how many of them the package
/// that they visit is bettered.
const STEPS_EACH: usize = 6;
const MOST_STEPS: usize = 120;
const BETWEEN_STARTS: usize = 20;

/// Finds the best packages; `known` ones are tried first.
pub(super) fn search(
    quest: &Quest<'_>,
    wanted: usize,
    known: &[Found],
    meter: &mut Meter<'_>,
) -> Outcome {
    let floors: Vec<i64> = quest
        .floors
        .iter()
        .zip(quest.origins)
        .map(|(least, origin)| least.saturating_add(*origin))
        .collect();
    let held = (quest.ranking.aim != Aim::Shortfall).then_some(&floors[..]);
    let make =
        |left_out: &[bool]| Slope::new((quest.space, quest.ranking), quest.origins, held, left_out);
    let nobody = vec![false; quest.space.n];
    let mut branch = Branch::new(quest, make(&nobody), meter, Pool::new(wanted));
    for found in known {
        if found.surplus.iter().zip(&quest.floors).all(|(have, least)| have >= least) {
            branch.offer(found.clone());
        }
    }
    leave_out(&mut branch, &make);
    let even = branch.slope.even();
    let Some((bound, weights)) = descend_bound(&mut branch, even) else {
        return Outcome { kept: branch.pool.kept, is_proven: true, bound: f64::NEG_INFINITY };
    };
    let weights = if leave_out(&mut branch, &make) { branch.slope.even() } else { weights };
    let is_proven = branch.run(&weights);
    Outcome { kept: branch.pool.kept, is_proven, bound }
}

/// Leaves those out of the bounds who are at their cap anyway; false when that changes nothing.
fn leave_out(branch: &mut Branch<'_, '_, '_>, make: &impl Fn(&[bool]) -> Slope) -> bool {
    let Quest { ranking, caps, floors, .. } = branch.quest;
    let Some(last) = branch.pool.last() else { return false };
    if !matches!(ranking.aim, Aim::Least | Aim::Relative(_) | Aim::Shortfall) {
        return false;
    }
    let peeled = peel(ranking, &last.surplus, caps);
    let is_more = peeled.count > branch.peeled;
    if is_more {
        branch.slope = make(&peeled.capped);
        branch.peeled = peeled.count;
        branch.demand = demand((ranking, &branch.pool), floors, caps, peeled.count);
    }
    is_more
}

/// Lowers the bound at the top, bettering some of the packages on the way; `None` when it shows that
/// nothing can be found.
fn descend_bound(branch: &mut Branch<'_, '_, '_>, mut weights: Weights) -> Option<(f64, Weights)> {
    let origin = branch.slope.origin().to_vec();
    let mut surplus = origin.clone();
    let mut best = (f64::INFINITY, weights.clone());
    for round in 0..(STEPS_EACH * branch.order.len()).min(MOST_STEPS) {
        if !branch.meter.step(8) {
            break;
        }
        let x = branch.relaxed((0, &origin), &weights, &mut surplus)?;
        let value = branch.slope.value(&weights, x);
        if value < best.0 {
            best = (value, weights.clone());
        }
        if round.is_multiple_of(BETWEEN_STARTS) {
            climb(branch, &weights);
        }
        let threshold = branch.slope.threshold(&weights, branch.demand.value);
        if x < threshold - branch.slope.margin(&weights) {
            break;
        }
        let pace = 1.0 / (1.0 + 0.02 * real(i64::try_from(round).unwrap_or(0)));
        branch.slope.step(&mut weights, x, &surplus, (branch.demand.value, pace));
    }
    climb(branch, &best.1);
    Some(best)
}

/// A package that keeps the rules, from the highest scores, made better by exchanging one choice or
/// two as long as that helps.
fn climb(branch: &mut Branch<'_, '_, '_>, weights: &Weights) {
    let quest = branch.quest;
    let space = quest.space;
    let score = |choice: usize| branch.slope.score(&weights.total, choice);
    let Some(mut walk) = Walk::greedy(quest, score) else { return };
    while walk.exchange_one(quest) || walk.exchange_two(quest) {
        if !branch.meter.step(space.cell_of.len() as u64) {
            break;
        }
    }
    let picks = walk.chosen.iter().map(|&choice| space.pick(choice)).collect();
    let has_floors = walk.surplus.iter().zip(&quest.floors).all(|(have, least)| have >= least);
    if has_floors && broken(space, &walk.chosen) <= quest.lines {
        branch.offer(Found { surplus: walk.surplus, picks });
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

/// A whole package that is made better step by step.
struct Walk {
    chosen: Vec<usize>,
    blocked: Vec<u32>,
    surplus: Vec<i64>,
    standing: Standing,
    /// Surpluses after an exchange that is tried.
    tried: Vec<i64>,
    scales: Vec<f64>,
}

/// Beyond so many pairs of exchanges only single ones are tried.
const MOST_PAIRS: usize = 400_000;

impl Walk {
    fn greedy(quest: &Quest<'_>, score: impl Fn(usize) -> f64) -> Option<Self> {
        let space = quest.space;
        let mut blocked = vec![0_u32; space.cell_of.len()];
        let mut surplus: Vec<i64> = quest.origins.iter().map(|origin| -origin).collect();
        let mut chosen = vec![0; space.cells.len()];
        for (cell, place) in chosen.iter_mut().enumerate() {
            let open = space.choices_of(cell).filter(|choice| blocked[*choice] == 0);
            let scored = open.map(|choice| (score(choice), choice));
            let (_, choice) = scored.reduce(|a, b| if b.0 > a.0 { b } else { a })?;
            *place = choice;
            space.forbids[choice].iter().for_each(|other| blocked[*other] += 1);
            surplus.iter_mut().zip(space.gains_of(choice)).for_each(|(sum, gain)| *sum += gain);
        }
        let scales: Vec<f64> = (0..space.n).map(|at| quest.ranking.scale(at)).collect();
        let standing = standing(quest, &scales, &surplus);
        Some(Self { chosen, blocked, tried: surplus.clone(), surplus, standing, scales })
    }

    fn exchange_one(&mut self, quest: &Quest<'_>) -> bool {
        let space = quest.space;
        let mut is_better = false;
        for cell in 0..self.chosen.len() {
            for choice in space.choices_of(cell) {
                if choice == self.chosen[cell] || self.blocked[choice] > 0 {
                    continue;
                }
                is_better |= self.try_out(quest, &[choice]);
            }
        }
        is_better
    }

    fn exchange_two(&mut self, quest: &Quest<'_>) -> bool {
        let space = quest.space;
        if space.cell_of.len().pow(2) / 2 > MOST_PAIRS {
            return false;
        }
        let mut is_better = false;
        for first in 0..space.cell_of.len() {
            let cell = space.cell_of[first];
            for second in space.choices_of(cell).end..space.cell_of.len() {
                let (mine, theirs) = (self.chosen[cell], self.chosen[space.cell_of[second]]);
                if first == mine || second == theirs {
                    continue;
                }
                let is_open = |choice: usize, other: usize| {
                    let lifted =
                        space.cells[cell].is_bound && space.forbids[other].contains(&choice);
                    self.blocked[choice] == u32::from(lifted)
                };
                let collide = || space.forbids[first].contains(&second);
                if is_open(first, theirs) && is_open(second, mine) && !collide() {
                    is_better |= self.try_out(quest, &[first, second]);
                }
            }
        }
        is_better
    }

    /// Makes the exchange if it is for the better.
    fn try_out(&mut self, quest: &Quest<'_>, choices: &[usize]) -> bool {
        let space = quest.space;
        self.tried.copy_from_slice(&self.surplus);
        for &choice in choices {
            let old = space.gains_of(self.chosen[space.cell_of[choice]]);
            let change = space.gains_of(choice).iter().zip(old);
            self.tried.iter_mut().zip(change).for_each(|(sum, (new, old))| *sum += new - old);
        }
        let standing = standing(quest, &self.scales, &self.tried);
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
