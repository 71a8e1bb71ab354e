//! Which of two packages is better, exactly; floating point only sorts out clear cases.

use std::cmp::Ordering;

use super::natural::Natural;
use super::problem::Problem;

/// How a package is judged among those that everyone accepts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Criterion {
    /// Largest product of surpluses (Nash 1950).
    Nash,
    /// Leximin of surpluses: the least one as large as can be, then the next (Rawls; Sen 1970).
    Egalitarian,
    /// Leximin of surplus over the partner's best surplus in any acceptable package (Kalai and
    /// Smorodinsky 1975, discrete); who can't gain is left out.
    KalaiSmorodinsky,
    /// Largest sum of surpluses.
    Utilitarian,
}

impl Criterion {
    /// All of them, in the order in which they are told.
    pub const ALL: [Self; 4] =
        [Self::Nash, Self::Egalitarian, Self::KalaiSmorodinsky, Self::Utilitarian];
}

/// What is made as large as can be.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Aim {
    Product,
    Least,
    /// Least surplus over best surplus; 0 leaves a partner out.
    Relative(Vec<i64>),
    Sum,
    /// Leximin of what is short of the floors; beyond a floor nothing counts.
    Shortfall,
    /// What one partner gets; which of several equal packages is found doesn't matter.
    One(usize),
}

/// A package in a search: surplus over the floor for each partner, and the position of each choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) surplus: Vec<i64>,
    pub(super) picks: Vec<usize>,
}

/// How far two floating-point values of one package may be off, relative to 1 and to their size.
pub(super) const MARGIN: f64 = 1e-9;

/// The nearest floating-point number.
#[expect(clippy::cast_precision_loss, reason = "an estimate; what is close is compared exactly")]
pub(super) fn real(value: i64) -> f64 {
    value as f64
}

/// Compares packages by an aim, then by leximin of surpluses, then by file order.
#[derive(Clone, Debug)]
pub(super) struct Ranking {
    pub(super) aim: Aim,
    pub(super) units: Vec<i64>,
    /// For sums: each partner's surplus times this adds up to the sum times one common number.
    shares: Vec<Natural>,
}

impl Ranking {
    pub(super) fn new(aim: Aim, problem: &Problem) -> Self {
        let units: Vec<i64> = problem.partners.iter().map(|partner| partner.unit).collect();
        let shares = if aim == Aim::Sum { shares(&units) } else { Vec::new() };
        Self { aim, units, shares }
    }

    /// What one of a partner's numbers counts in the aim.
    pub(super) fn scale(&self, partner: usize) -> f64 {
        match &self.aim {
            Aim::Relative(best) if best[partner] > 0 => 1.0 / real(best[partner]),
            _ => 1.0 / real(self.units[partner]),
        }
    }

    /// The number that a partner's surplus is divided by in the leximin of the aim; `None` where
    /// the partner is left out of it.
    pub(super) fn divisor(&self, partner: usize) -> Option<i64> {
        match &self.aim {
            Aim::Relative(best) => Some(best[partner]).filter(|&best| best > 0),
            _ => Some(self.units[partner]),
        }
    }

    /// The value of the aim, near enough; for a product its natural logarithm.
    pub(super) fn value(&self, surplus: &[i64]) -> f64 {
        let scaled = surplus.iter().enumerate().map(|(at, &value)| real(value) * self.scale(at));
        match &self.aim {
            Aim::Product => scaled.map(f64::ln).sum(),
            Aim::Sum => scaled.sum(),
            Aim::Least => scaled.fold(f64::INFINITY, f64::min),
            Aim::Shortfall => scaled.fold(0.0, f64::min),
            Aim::Relative(best) => {
                let counted = scaled.zip(best).filter(|(_, best)| **best > 0);
                counted.fold(f64::INFINITY, |least, (value, _)| least.min(value))
            }
            Aim::One(partner) => real(surplus[*partner]) * self.scale(*partner),
        }
    }

    /// Greater is better.
    pub(super) fn compare(&self, a: &Found, b: &Found) -> Ordering {
        let by_aim = match &self.aim {
            Aim::Product => compare_products(&a.surplus, &b.surplus),
            Aim::Sum => self.compare_sums(&a.surplus, &b.surplus),
            Aim::Least => Ordering::Equal,
            Aim::Relative(_) => self.leximin(&a.surplus, &b.surplus),
            Aim::Shortfall => {
                let short = |found: &Found| -> Vec<i64> {
                    found.surplus.iter().map(|&value| value.min(0)).collect()
                };
                return (leximin(&short(a), &short(b), &self.units))
                    .then_with(|| b.picks.cmp(&a.picks));
            }
            Aim::One(partner) => a.surplus[*partner].cmp(&b.surplus[*partner]),
        };
        by_aim
            .then_with(|| leximin(&a.surplus, &b.surplus, &self.units))
            .then_with(|| b.picks.cmp(&a.picks))
    }

    /// Leximin over those who count in the aim, each divided by its divisor.
    fn leximin(&self, a: &[i64], b: &[i64]) -> Ordering {
        let counted: Vec<(usize, i64)> =
            (0..a.len()).filter_map(|at| Some((at, self.divisor(at)?))).collect();
        let of = |surplus: &[i64]| counted.iter().map(|&(at, _)| surplus[at]).collect::<Vec<_>>();
        let divisors: Vec<i64> = counted.iter().map(|&(_, divisor)| divisor).collect();
        leximin(&of(a), &of(b), &divisors)
    }

    /// The sum of gains of these surpluses from 0, rounded once.
    pub(super) fn sum(&self, surplus: &[i64]) -> f64 {
        let mut sum = Natural::ZERO;
        for (&value, share) in surplus.iter().zip(&self.shares) {
            sum.add(&share.times(value.max(0).unsigned_abs()));
        }
        let whole = self.units.first().zip(self.shares.first());
        let Some((unit, share)) = whole else { return 0.0 };
        let exact = sum.as_f64() / share.times(unit.unsigned_abs()).as_f64();
        let rough =
            || surplus.iter().enumerate().map(|(at, &value)| real(value) * self.scale(at)).sum();
        if exact.is_finite() { exact } else { rough() }
    }

    fn compare_sums(&self, a: &[i64], b: &[i64]) -> Ordering {
        let differences = || a.iter().zip(b).map(|(a, b)| a - b).enumerate();
        let scaled = |(at, difference)| real(difference) * self.scale(at);
        let (sum, size) = differences()
            .map(scaled)
            .fold((0.0, 0.0), |(sum, size), value: f64| (sum + value, size + value.abs()));
        if sum.abs() > MARGIN * size {
            return sum.total_cmp(&0.0);
        }
        let (mut more, mut less) = (Natural::ZERO, Natural::ZERO);
        for (at, difference) in differences() {
            let part = if difference > 0 { &mut more } else { &mut less };
            part.add(&self.shares[at].times(difference.unsigned_abs()));
        }
        more.cmp(&less)
    }
}

/// For each unit the product of all the different other ones.
fn shares(units: &[i64]) -> Vec<Natural> {
    let mut different = units.to_vec();
    different.sort_unstable();
    different.dedup();
    let product = |unit: &i64| {
        let others = different.iter().filter(|other| *other != unit);
        others.fold(Natural::from(1), |product, other| product.times(other.unsigned_abs()))
    };
    units.iter().map(product).collect()
}

/// The exact product of numbers from 0.
pub(super) fn product(surplus: &[i64]) -> Natural {
    surplus
        .iter()
        .fold(Natural::from(1), |product, &value| product.times(value.max(0).unsigned_abs()))
}

/// Surpluses from 0 compared by their product; common units don't change the order.
fn compare_products(a: &[i64], b: &[i64]) -> Ordering {
    let logarithm = |surplus: &[i64]| surplus.iter().map(|&value| real(value).ln()).sum::<f64>();
    let (mine, theirs) = (logarithm(a), logarithm(b));
    // Each logarithm is below 44 and right to some 1e-14, so a sum over 10,000 partners is to 1e-9.
    if (mine - theirs).abs() > 1e-8 {
        return mine.total_cmp(&theirs);
    }
    product(a).cmp(&product(b))
}

/// Which of two fractions with positive divisors is larger.
pub(super) fn compare_fractions(a: (i64, i64), b: (i64, i64)) -> Ordering {
    (i128::from(a.0) * i128::from(b.1)).cmp(&(i128::from(b.0) * i128::from(a.1)))
}

/// Compares the sorted vectors of value over divisor, the least first; greater is better.
pub(super) fn leximin(a: &[i64], b: &[i64], divisors: &[i64]) -> Ordering {
    let sorted = |values: &[i64]| {
        let mut sorted: Vec<(i64, i64)> =
            values.iter().copied().zip(divisors.iter().copied()).collect();
        sorted.sort_unstable_by(|x, y| compare_fractions(*x, *y));
        sorted
    };
    if a == b {
        return Ordering::Equal;
    }
    let (a, b) = (sorted(a), sorted(b));
    let pairs = a.into_iter().zip(b).map(|(a, b)| compare_fractions(a, b));
    pairs.fold(Ordering::Equal, Ordering::then)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fractions_of_different_units_are_compared_exactly() {
        // 1/3, 1/2 against 333/1000, 9: the least decides, by a third of a thousandth
        assert_eq!(leximin(&[1, 1], &[333, 9], &[3, 2]), Ordering::Less);
        assert_eq!(compare_fractions((1, 3), (333, 1000)), Ordering::Greater);
        assert_eq!(leximin(&[5, 7], &[7, 5], &[1, 1]), Ordering::Equal);
    }

    #[test]
    fn products_that_floats_take_for_equal_are_told_apart() {
        let large = 1 << 60;
        assert_eq!(compare_products(&[large, large], &[large + 1, large - 1]), Ordering::Greater);
        assert_eq!(compare_products(&[2, 6, large], &[3, 4, large]), Ordering::Equal);
        assert_eq!(compare_products(&[0, 6], &[0, 4]), Ordering::Equal);
    }
}
