//! Upper bounds that are sums over issues: a concave aim lies below every plane that supports it.
//!
//! With weights w on who counts, and prices μ on floors, the aim of every acceptable package with
//! scaled surpluses y is bounded by X = max (w·y + μ·(y - r)), and that maximum is found issue by
//! issue (Lagrangian relaxation, Held and Karp 1971). Weights are bettered by subgradient steps of
//! Polyak's length. Least: X over the sum of w. Product: weighted arithmetic and geometric means.

use super::rank::{Aim, MARGIN, Ranking, real};
use super::reduce::Space;

/// What sort of aim is bounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    Least,
    Product,
    Sum,
}

/// The aim with everyone's scale.
#[derive(Clone, Debug)]
pub(super) struct Slope {
    shape: Shape,
    /// Who counts in the aim.
    counted: Vec<bool>,
    /// Whose floor has a price.
    priced: Vec<bool>,
    /// Scaled surplus at the floor, for those with a price.
    least: Vec<f64>,
    /// Scaled surplus when every choice gains nothing.
    origin: Vec<f64>,
    /// Scaled gains of each choice.
    scaled: Vec<f64>,
    /// The most that the size of a scaled surplus can add up to.
    reach: Vec<f64>,
}

/// Weights and prices.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Weights {
    pub(super) aim: Vec<f64>,
    pub(super) price: Vec<f64>,
    /// What each partner's scaled surplus weighs: both together.
    pub(super) total: Vec<f64>,
}

impl Slope {
    /// `origins` are the sums of gains at surplus 0; `floors`, where they hold, the least sums.
    /// `left_out` no longer count, for they can't get more than they have anyway.
    pub(super) fn new(
        (space, ranking): (&Space, &Ranking),
        origins: &[i64],
        floors: Option<&[i64]>,
        left_out: &[bool],
    ) -> Self {
        let n = space.n;
        let shape = match ranking.aim {
            Aim::Product => Shape::Product,
            Aim::Sum | Aim::One(_) => Shape::Sum,
            Aim::Least | Aim::Relative(_) | Aim::Shortfall => Shape::Least,
        };
        let counts = |at: usize| match &ranking.aim {
            Aim::One(partner) => *partner == at,
            _ => ranking.divisor(at).is_some() && !left_out[at],
        };
        let counted: Vec<bool> = (0..n).map(counts).collect();
        let scale: Vec<f64> = (0..n).map(|at| ranking.scale(at)).collect();
        let least =
            |at: usize| floors.map_or(0.0, |floors| real(floors[at] - origins[at]) * scale[at]);
        let priced = |at: usize| {
            floors.is_some_and(|floors| {
                floors[at] > origins[at] || shape == Shape::Sum || !counted[at]
            })
        };
        let scaled = space.gains.chunks(n.max(1));
        let mut reach: Vec<f64> = (0..n).map(|at| real(origins[at].abs()) * scale[at]).collect();
        for cell in 0..space.cells.len() {
            let largest = space.extreme(cell, |a, b| a.abs().max(b.abs()));
            for (at, largest) in largest.into_iter().enumerate() {
                reach[at] += real(largest.abs()) * scale[at];
            }
        }
        Self {
            reach,
            shape,
            priced: (0..n).map(priced).collect(),
            least: (0..n).map(least).collect(),
            origin: (0..n).map(|at| -real(origins[at]) * scale[at]).collect(),
            scaled: scaled
                .flat_map(|gains| gains.iter().zip(&scale).map(|(&gain, scale)| real(gain) * scale))
                .collect(),
            counted,
        }
    }

    /// Weights to begin with: everyone alike.
    pub(super) fn even(&self) -> Weights {
        let share = if self.shape == Shape::Least { 1.0 / self.count() } else { 1.0 };
        let aim = self.counted.iter().map(|&counted| if counted { share } else { 0.0 });
        let aim: Vec<f64> = aim.collect();
        Weights { price: vec![0.0; aim.len()], total: aim.clone(), aim }
    }

    /// The part of X that doesn't depend on choices to come, from the scaled surpluses so far.
    pub(super) fn base(&self, weights: &Weights, surplus: &[f64]) -> f64 {
        let priced = weights.price.iter().zip(&self.least).map(|(price, least)| price * least);
        weights.total.iter().zip(surplus).map(|(weight, value)| weight * value).sum::<f64>()
            - priced.sum::<f64>()
    }

    /// How much X may be off: far more than the rounding of its terms adds up to.
    pub(super) fn margin(&self, weights: &Weights) -> f64 {
        MARGIN * self.size(weights)
    }

    /// The most that the sizes of the terms of X can add up to.
    pub(super) fn size(&self, weights: &Weights) -> f64 {
        let size = |at: usize| {
            let least = if self.priced[at] { self.least[at].abs() } else { 0.0 };
            weights.total[at] * (self.reach[at] + least)
        };
        (0..self.reach.len()).map(size).sum()
    }

    /// Scaled surpluses before anything is chosen.
    pub(super) fn origin(&self) -> &[f64] {
        &self.origin
    }

    pub(super) fn scaled(&self, choice: usize) -> &[f64] {
        let n = self.origin.len();
        &self.scaled[choice * n..(choice + 1) * n]
    }

    /// What a choice adds to X.
    pub(super) fn score(&self, weights: &[f64], choice: usize) -> f64 {
        self.scaled(choice).iter().zip(weights).map(|(gain, weight)| gain * weight).sum()
    }

    /// The least X with which a package can still reach the value.
    pub(super) fn threshold(&self, weights: &Weights, value: f64) -> f64 {
        let least = match self.shape {
            Shape::Sum => value,
            Shape::Least => {
                let sum: f64 = weights.aim.iter().sum();
                if sum > 0.0 { value * sum } else { 0.0 }
            }
            Shape::Product if value > f64::NEG_INFINITY => {
                let n = self.count();
                let logarithms: f64 = self.weighted(weights).map(f64::ln).sum();
                n * ((value + logarithms) / n).exp()
            }
            Shape::Product => 0.0,
        };
        least - MARGIN * least.abs().min(f64::MAX)
    }

    /// The bound on the value that X gives.
    pub(super) fn value(&self, weights: &Weights, x: f64) -> f64 {
        match self.shape {
            Shape::Sum => x,
            Shape::Least => {
                let sum: f64 = weights.aim.iter().sum();
                if sum > 0.0 { x / sum } else { f64::INFINITY }
            }
            Shape::Product => {
                let n = self.count();
                let logarithms: f64 = self.weighted(weights).map(f64::ln).sum();
                n * (x.max(0.0) / n).ln() - logarithms
            }
        }
    }

    fn weighted<'s>(&'s self, weights: &'s Weights) -> impl Iterator<Item = f64> + 's {
        weights.aim.iter().zip(&self.counted).filter(|(_, counted)| **counted).map(|(w, _)| *w)
    }

    fn count(&self) -> f64 {
        self.counted.iter().map(|&counted| if counted { 1.0 } else { 0.0 }).sum::<f64>().max(1.0)
    }

    /// One subgradient step from weights with their maximum X at the scaled surpluses, towards the
    /// value that is to be undercut.
    pub(super) fn step(
        &self,
        weights: &mut Weights,
        x: f64,
        surplus: &[f64],
        (value, pace): (f64, f64),
    ) {
        let Weights { aim, price, .. } = weights;
        let n = aim.len();
        let count = self.count();
        let mean = (0..n).filter(|&at| self.counted[at]).map(|at| surplus[at]).sum::<f64>() / count;
        let toward = |at: usize, aim: &[f64]| match self.shape {
            _ if !self.counted[at] => 0.0,
            Shape::Sum => 0.0,
            Shape::Least => surplus[at] - mean,
            Shape::Product => count * aim[at] * surplus[at] / x.max(f64::MIN_POSITIVE) - 1.0,
        };
        let up = |at: usize| if self.priced[at] { surplus[at] - self.least[at] } else { 0.0 };
        let slack = |at: usize| if price[at] > 0.0 || up(at) < 0.0 { up(at) } else { 0.0 };
        let length: f64 = (0..n).map(|at| toward(at, aim).powi(2) + slack(at).powi(2)).sum();
        let bound = match self.shape {
            Shape::Product => {
                count * (x.max(f64::MIN_POSITIVE) / count).ln()
                    - (0..n).filter(|&at| self.counted[at]).map(|at| aim[at].ln()).sum::<f64>()
            }
            Shape::Least | Shape::Sum => x,
        };
        let gap = if value > f64::NEG_INFINITY { bound - value } else { 0.1 * bound.abs() };
        if length <= 0.0 || !length.is_finite() || !gap.is_finite() {
            return;
        }
        let stride = pace * gap.max(1e-12) / length;
        for (at, price) in price.iter_mut().enumerate() {
            let move_by = stride * toward(at, aim);
            *price = (*price - stride * up(at)).max(0.0);
            aim[at] = match self.shape {
                Shape::Least if self.counted[at] => (aim[at] - move_by).max(0.0),
                Shape::Product => aim[at] * (-move_by.clamp(-1.0, 1.0)).exp(),
                Shape::Least | Shape::Sum => aim[at],
            };
        }
        self.level(weights);
    }

    /// Brings the weights of a least value back to a sum of 1, and adds them up.
    fn level(&self, weights: &mut Weights) {
        let sum: f64 = weights.aim.iter().sum();
        if self.shape == Shape::Least && self.counted.contains(&true) {
            if sum > 1e-12 {
                weights.aim.iter_mut().for_each(|weight| *weight /= sum);
            } else {
                weights.aim = self.even().aim;
            }
        }
        let both = weights.aim.iter().zip(&weights.price).map(|(aim, price)| aim + price);
        weights.total.iter_mut().zip(both).for_each(|(total, both)| *total = both);
    }
}
