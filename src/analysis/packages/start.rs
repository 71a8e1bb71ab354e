//! The work at the top: good weights, good packages to begin with, then the search.

use super::bound::{Slope, Weights};
use super::branch::{Branch, Quest};
use super::budget::Meter;
use super::pool::{Pool, demand, peel};
use super::rank::{Aim, Found, real};
use super::walk::climb;

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
    let choices = branch.quest.space.cell_of.len() as u64;
    let mut surplus = origin.clone();
    let mut best = (f64::INFINITY, weights.clone());
    for round in 0..(STEPS_EACH * branch.order.len()).min(MOST_STEPS) {
        if !branch.meter.step(8 + choices / 32) {
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
        // Below, nothing is left to be found; at it, the bound can't be lowered any more.
        if x < threshold + branch.slope.margin(&weights) {
            break;
        }
        let pace = 1.0 / (1.0 + 0.02 * real(i64::try_from(round).unwrap_or(0)));
        branch.slope.step(&mut weights, x, &surplus, (branch.demand.value, pace));
    }
    climb(branch, &best.1);
    Some(best)
}
