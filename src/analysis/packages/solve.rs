//! The solutions, the best packages by one of them, and each partner's best.

use super::branch::Quest;
use super::budget::{Limits, Meter, Stage};
use super::problem::{Choice, Package, Problem};
use super::rank::{Aim, Criterion, Found, Ranking, product, real};
use super::reduce::{Keep, Space};
use super::start::{Outcome, search};

/// The best package by a criterion.
#[derive(Clone, Debug, PartialEq)]
pub struct Solution {
    /// The package.
    pub package: Package,
    /// What the criterion gives it: product of surpluses, least surplus, least relative surplus, or
    /// sum of surpluses; rounded once, for display.
    pub value: f64,
    /// Whether no package is better.
    pub is_proven: bool,
    /// No package has a value above this; the value itself when it is proven.
    pub bound: f64,
    /// Partners who can't gain in any acceptable package and are left out of the ratios.
    pub left_out: Vec<usize>,
}

impl Solution {
    /// How far above the value the bound is, as a share of the bound; 0 when proven.
    #[must_use]
    pub fn gap(&self) -> f64 {
        let gap = self.bound - self.value;
        if self.is_proven || gap <= 0.0 { 0.0 } else { (gap / self.bound.abs()).min(1.0) }
    }
}

/// The best packages by a criterion, the best first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Top {
    /// The packages with their values.
    pub packages: Vec<(Package, f64)>,
    /// Whether these are the best ones.
    pub is_proven: bool,
}

/// The most that one partner gets in an acceptable package.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Best {
    /// Surplus over the floor, in the partner's whole numbers.
    pub surplus: i64,
    /// Whether more is impossible.
    pub is_proven: bool,
}

/// The searches within the acceptable packages of a problem.
pub(super) struct Zone<'p, 'm, 'w> {
    problem: &'p Problem,
    pub(super) meter: &'m mut Meter<'w>,
    limits: Limits,
    origins: Vec<i64>,
    /// The least sums of gains; at least the floors.
    floors: Vec<i64>,
    /// Surpluses that are not wanted.
    except: Option<Vec<i64>>,
    /// Packages met so far, to begin with.
    known: Vec<Found>,
    /// Each partner's best, once it is known.
    pub(super) best: Vec<Best>,
}

impl<'p, 'm, 'w> Zone<'p, 'm, 'w> {
    pub(super) fn new(problem: &'p Problem, limits: Limits, meter: &'m mut Meter<'w>) -> Self {
        let origins: Vec<i64> = problem.partners.iter().map(|partner| partner.floor).collect();
        let (floors, except, known, best) = (origins.clone(), None, Vec::new(), Vec::new());
        Self { problem, meter, limits, origins, floors, except, known, best }
    }

    /// Only packages that are at least as good for everyone as this one, and better for someone.
    pub(super) fn above(mut self, package: &Package) -> Self {
        self.floors
            .iter_mut()
            .zip(&package.gains)
            .for_each(|(floor, gain)| *floor = (*floor).max(*gain));
        let surplus = package.gains.iter().zip(&self.origins);
        self.except = Some(surplus.map(|(gain, origin)| gain - origin).collect());
        self
    }

    /// Whether there is an acceptable package, if that could be found out.
    pub(super) fn find(&mut self) -> Option<bool> {
        let outcome = self.search(Aim::Sum, 1, Stage::Zone);
        match (outcome.kept.is_empty(), outcome.is_proven) {
            (false, _) => Some(true),
            (true, true) => Some(false),
            (true, false) => None,
        }
    }

    /// The most surplus of one partner in any acceptable package that is found, if one is; and
    /// whether that is certain.
    pub(super) fn most(&mut self, partner: usize) -> (Option<i64>, bool) {
        let outcome = self.search(Aim::One(partner), 1, Stage::Openings);
        (outcome.kept.first().map(|found| found.surplus[partner]), outcome.is_proven)
    }

    /// Finds each partner's best.
    pub(super) fn find_best(&mut self) {
        self.best = (0..self.problem.partners.len())
            .map(|partner| {
                if self.meter.is_stopped() {
                    let known = self.known.iter().map(|found| found.surplus[partner]);
                    return Best { surplus: known.max().unwrap_or(0), is_proven: false };
                }
                let outcome = self.search(Aim::One(partner), 1, Stage::Zone);
                let surplus = outcome.kept.first().map_or(0, |found| found.surplus[partner]);
                Best { surplus, is_proven: outcome.is_proven }
            })
            .collect();
    }

    fn search(&mut self, aim: Aim, wanted: usize, stage: Stage) -> Outcome {
        self.meter.begin(stage, self.limits.search);
        // What is small takes few steps, but there may be many of it.
        self.meter.step(1);
        let ranking = Ranking::new(aim, self.problem);
        let keep = Keep { best: wanted, floors: Some(&self.floors) };
        let Some(space) = Space::new(self.problem, keep) else {
            return Outcome { kept: Vec::new(), is_proven: true, bound: f64::NEG_INFINITY };
        };
        let floors = self.floors.iter().zip(&self.origins).map(|(floor, origin)| floor - origin);
        let quest = Quest {
            space: &space,
            ranking: &ranking,
            origins: &self.origins,
            floors: floors.collect(),
            caps: self.caps(&space),
            except: self.except.clone(),
            lines: 0,
        };
        let outcome = search(&quest, wanted, &self.known, self.meter);
        for found in &outcome.kept {
            if !self.known.contains(found) {
                self.known.push(found.clone());
            }
        }
        outcome
    }

    /// The most surplus that each partner can have.
    fn caps(&self, space: &Space) -> Vec<i64> {
        let mut caps: Vec<i64> = self.origins.iter().map(|origin| -origin).collect();
        for cell in 0..space.cells.len() {
            let most = space.extreme(cell, i64::max);
            caps.iter_mut().zip(most).for_each(|(cap, most)| *cap += most);
        }
        for (cap, best) in caps.iter_mut().zip(&self.best) {
            if best.is_proven {
                *cap = (*cap).min(best.surplus);
            }
        }
        caps
    }

    /// What is to be made large; `None` when nobody can gain and the ratios say nothing.
    fn aim(&self, criterion: Criterion) -> Option<Aim> {
        let can_gain = |best: &Best| best.surplus > 0 || !best.is_proven;
        match criterion {
            // With somebody who can't gain all products are 0, and the tie rule decides.
            Criterion::Nash if self.best.iter().all(can_gain) => Some(Aim::Product),
            Criterion::Nash | Criterion::Egalitarian => Some(Aim::Least),
            Criterion::Utilitarian => Some(Aim::Sum),
            Criterion::KalaiSmorodinsky => {
                let best: Vec<i64> = self.best.iter().map(|best| best.surplus).collect();
                best.iter().any(|&best| best > 0).then_some(Aim::Relative(best))
            }
        }
    }

    /// The best packages by a criterion, and whether they are proven, and the bound.
    fn ranked(&mut self, criterion: Criterion, wanted: usize) -> Option<Outcome> {
        let aim = self.aim(criterion)?;
        let is_product = aim == Aim::Product;
        let mut outcome = self.search(aim, wanted, Stage::Solutions);
        if criterion == Criterion::KalaiSmorodinsky {
            outcome.is_proven &= self.best.iter().all(|best| best.is_proven);
        }
        if is_product {
            outcome.bound = outcome.bound.exp();
        } else if criterion == Criterion::Nash {
            outcome.bound = 0.0;
        }
        Some(outcome)
    }

    /// The solution by a criterion, once each partner's best is known.
    pub(super) fn solution(&mut self, criterion: Criterion) -> Option<Solution> {
        let outcome = self.ranked(criterion, 1)?;
        let found = outcome.kept.first()?;
        let value = self.value(criterion, &found.surplus);
        let left_out = match criterion {
            Criterion::KalaiSmorodinsky => {
                (0..self.best.len()).filter(|&partner| self.best[partner].surplus == 0).collect()
            }
            _ => Vec::new(),
        };
        let bound = if outcome.is_proven {
            value
        } else {
            // where time ended the search before it had a bound, the plain one is left
            outcome.bound.min(self.most_of(criterion)).max(value)
        };
        Some(Solution {
            package: package(self.problem, found),
            value,
            is_proven: outcome.is_proven,
            bound,
            left_out,
        })
    }

    /// The best packages by a criterion, once each partner's best is known.
    pub(super) fn top(&mut self, criterion: Criterion, wanted: usize) -> Top {
        let Some(outcome) = self.ranked(criterion, wanted) else { return Top::default() };
        let told =
            |found: &Found| (package(self.problem, found), self.value(criterion, &found.surplus));
        Top { packages: outcome.kept.iter().map(told).collect(), is_proven: outcome.is_proven }
    }

    /// What a criterion gives if everyone gets their best on each issue, which nothing betters.
    fn most_of(&self, criterion: Criterion) -> f64 {
        let problem = self.problem;
        let most = |issue: usize, partner: usize| {
            let choices = problem.choices(issue).into_iter();
            choices.map(|choice| problem.gain(issue, choice, partner)).max().unwrap_or(0)
        };
        let surplus = |(partner, origin): (usize, &i64)| {
            (0..problem.issues.len()).map(|issue| most(issue, partner)).sum::<i64>() - origin
        };
        let surplus: Vec<i64> = self.origins.iter().enumerate().map(surplus).collect();
        self.value(criterion, &surplus)
    }

    /// What a criterion gives these surpluses.
    fn value(&self, criterion: Criterion, surplus: &[i64]) -> f64 {
        let units: Vec<i64> = self.problem.partners.iter().map(|partner| partner.unit).collect();
        let ratios = || surplus.iter().zip(&units).map(|(&value, &unit)| real(value) / real(unit));
        match criterion {
            Criterion::Nash => {
                let exact = product(surplus).as_f64() / product(&units).as_f64();
                if exact.is_finite() { exact } else { ratios().product() }
            }
            Criterion::Egalitarian => ratios().fold(f64::INFINITY, f64::min),
            Criterion::KalaiSmorodinsky => {
                let relative = surplus.iter().zip(&self.best).filter(|(_, best)| best.surplus > 0);
                let each = relative.map(|(&value, best)| real(value) / real(best.surplus));
                each.fold(f64::INFINITY, f64::min)
            }
            Criterion::Utilitarian => Ranking::new(Aim::Sum, self.problem).sum(surplus),
        }
    }
}

/// A package as it is told.
pub(super) fn package(problem: &Problem, found: &Found) -> Package {
    let choice = |(issue, &pick): (usize, &usize)| -> Choice { problem.choices(issue)[pick] };
    problem.package(found.picks.iter().enumerate().map(choice).collect())
}
