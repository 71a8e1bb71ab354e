//! The best packages so far, each once, and what a better one must reach.

use super::rank::{Aim, Found, Ranking, compare_fractions, real};

/// As many best packages as are wanted, the best first.
#[derive(Clone, Debug)]
pub(super) struct Pool {
    wanted: usize,
    pub(super) kept: Vec<Found>,
}

impl Pool {
    pub(super) fn new(wanted: usize) -> Self {
        Self { wanted: wanted.max(1), kept: Vec::new() }
    }

    /// Puts a package in its place; false where it is no better than what is kept, or kept already.
    pub(super) fn offer(&mut self, ranking: &Ranking, found: Found) -> bool {
        let at = self.kept.partition_point(|kept| ranking.compare(kept, &found).is_gt());
        if at >= self.wanted || self.kept.get(at).is_some_and(|kept| kept.picks == found.picks) {
            return false;
        }
        // Packages that are equal in all but the file order differ in it, so the place is exact,
        // except for one partner's best, where the first of equal ones stays.
        self.kept.insert(at, found);
        self.kept.truncate(self.wanted);
        true
    }

    /// The package that a new one must beat; none while there is room.
    pub(super) fn last(&self) -> Option<&Found> {
        self.kept.get(self.wanted - 1)
    }
}

/// What a package must reach to be kept: the aim's value, and each partner's surplus.
#[derive(Clone, Debug)]
pub(super) struct Demand {
    pub(super) value: f64,
    pub(super) surplus: Vec<i64>,
}

/// For leximin: partners whose cap is what the package to beat gives at the lower end anyway. All
/// of them must get their cap, and all others at least the value after them.
pub(super) struct Peeled {
    /// Who is at the cap.
    pub(super) capped: Vec<bool>,
    pub(super) count: usize,
    /// What the package to beat gives, as sorted fractions.
    values: Vec<(i64, i64)>,
}

/// Takes partners off the lower end of a sorted vector, as long as their caps bind.
pub(super) fn peel(ranking: &Ranking, surplus: &[i64], caps: &[i64]) -> Peeled {
    let clip = |value: i64| if ranking.aim == Aim::Shortfall { value.min(0) } else { value };
    let counted = || (0..surplus.len()).filter_map(|at| Some((at, ranking.divisor(at)?)));
    let mut values: Vec<(i64, i64)> =
        counted().map(|(at, divisor)| (clip(surplus[at]), divisor)).collect();
    let mut tops: Vec<(usize, (i64, i64))> =
        counted().map(|(at, divisor)| (at, (clip(caps[at]), divisor))).collect();
    values.sort_unstable_by(|a, b| compare_fractions(*a, *b));
    tops.sort_by(|a, b| compare_fractions(a.1, b.1));
    let mut capped = vec![false; surplus.len()];
    let binding = tops
        .iter()
        .zip(&values)
        .take_while(|((_, cap), value)| compare_fractions(*cap, **value).is_le());
    let count = binding.map(|((at, _), _)| capped[*at] = true).count();
    Peeled { capped, count, values }
}

/// What a package must reach to get into the pool, where `floors` are the least surpluses anyway.
///
/// `peeled` is how many partners the bounds leave out: the value is the one after so many.
pub(super) fn demand(
    (ranking, pool): (&Ranking, &Pool),
    floors: &[i64],
    caps: &[i64],
    peeled: usize,
) -> Demand {
    let mut surplus = floors.to_vec();
    let Some(last) = pool.last() else {
        let value = match ranking.aim {
            Aim::Product | Aim::Shortfall => f64::NEG_INFINITY,
            _ => 0.0,
        };
        return Demand { value, surplus };
    };
    if let Aim::One(partner) = ranking.aim {
        surplus[partner] = surplus[partner].max(last.surplus[partner] + 1);
        let value = (real(last.surplus[partner]) + 0.5) * ranking.scale(partner);
        return Demand { value, surplus };
    }
    if matches!(ranking.aim, Aim::Product | Aim::Sum) {
        return Demand { value: ranking.value(&last.surplus), surplus };
    }
    let at_end = peel(ranking, &last.surplus, caps);
    for (at, least) in surplus.iter_mut().enumerate() {
        let Some(divisor) = ranking.divisor(at) else { continue };
        let cap = if ranking.aim == Aim::Shortfall { caps[at].min(0) } else { caps[at] };
        let reach = match at_end.values.get(at_end.count) {
            Some(&next) if !at_end.capped[at] => round_up(next, divisor),
            _ => cap,
        };
        *least = (*least).max(reach);
    }
    let value = at_end.values.get(peeled);
    let value = value.map_or(f64::NEG_INFINITY, |&(part, whole)| real(part) / real(whole));
    Demand { value, surplus }
}

/// The least whole number that, over the divisor, is at least the fraction.
fn round_up((part, whole): (i64, i64), divisor: i64) -> i64 {
    let product = i128::from(part) * i128::from(divisor);
    let whole = i128::from(whole);
    let up = product.div_euclid(whole) + i128::from(product.rem_euclid(whole) > 0);
    i64::try_from(up).unwrap_or(i64::MAX / 4)
}
