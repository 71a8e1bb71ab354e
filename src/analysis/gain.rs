//! What an option or a walk-away is worth to a partner, as an exact number.

use std::cmp::Ordering;
use std::num::NonZeroU64;
use std::ops::{Add, Sub};

use super::share::greatest_common_divisor;
use crate::model::{
    Content, CriterionId, Decimal, Direction, Effect, IssueOption, Partner, PartnerId, Private,
};

/// What something is worth to a partner, against leaving things as they are (0).
///
/// u(x) = Σ w·e(x) / Σ w over the partner's criteria: an additive value function (Keeney and Raiffa
/// 1976). From -3 to +3 for one option; the gains of several options add up. Exact: a fraction of
/// billionths times weight over weight, compared by cross-multiplication, so that a tie is a tie.
#[derive(Clone, Copy, Debug)]
pub struct Gain {
    numerator: i128,
    weight: NonZeroU64,
}

impl Gain {
    /// No better and no worse than leaving things as they are.
    pub const ZERO: Self = Self { numerator: 0, weight: NonZeroU64::MIN };

    /// So many billionths times weight, over a weight sum; over no weight at all it is 0.
    #[must_use]
    pub fn new(numerator: i128, weight: u64) -> Self {
        NonZeroU64::new(weight).map_or(Self::ZERO, |weight| Self { numerator, weight })
    }

    /// Σ w·e in billionths times weight.
    #[must_use]
    pub fn numerator(self) -> i128 {
        self.numerator
    }

    /// Σ w.
    #[must_use]
    pub fn weight(self) -> u64 {
        self.weight.get()
    }

    /// Above, at or below 0.
    #[must_use]
    pub fn sign(self) -> Ordering {
        self.numerator.cmp(&0)
    }

    /// The nearest floating-point number, by one division; for display, never for comparing.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "what is drawn or put out is rounded anyway")]
    pub fn as_f64(self) -> f64 {
        self.numerator as f64 / (self.weight.get() as f64 * Decimal::ONE as f64)
    }

    /// With a sign and one decimal, for a column: `+1.6`, `-0.4`, `0.0`; halves go away from 0. What
    /// would round to nothing but is something reads `0+`, `0-`.
    #[must_use]
    pub fn short(self) -> String {
        let tenths = self.rounded();
        if tenths == 0 && self.sign().is_ne() {
            return format!("0{}", self.mark());
        }
        format!("{}{}.{}", self.mark(), tenths / 10, tenths % 10)
    }

    /// The size with one decimal, for a column where a mark tells the sign: `1.6`, `0.0`, `<0.1`.
    #[must_use]
    pub fn bare(self) -> String {
        match self.rounded() {
            0 if self.sign().is_ne() => "<0.1".into(),
            tenths => format!("{}.{}", tenths / 10, tenths % 10),
        }
    }

    /// With a sign and at most one decimal, for a sentence: `+1.3`, `-2`, `0`, `a little below 0`.
    #[must_use]
    pub fn words(self) -> String {
        match (self.rounded(), self.sign()) {
            (0, Ordering::Greater) => "a little above 0".into(),
            (0, Ordering::Less) => "a little below 0".into(),
            (tenths, _) => format!("{}{}", self.mark(), told(tenths)),
        }
    }

    /// The size with at most one decimal, for a sentence: `1.3`, `2`; `a little` where it is less than
    /// a tenth and rounds to nothing.
    #[must_use]
    pub fn size(self) -> String {
        match self.rounded() {
            0 if self.sign().is_ne() => "a little".into(),
            tenths => told(tenths),
        }
    }

    /// The size with at most one decimal, rounded up: by so much more is certainly enough.
    #[must_use]
    pub fn enough(self) -> String {
        let (tenths, rest) = self.parts(10);
        told(tenths + u128::from(rest > 0))
    }

    /// Whether one decimal tells all of it.
    #[must_use]
    pub fn is_round(self) -> bool {
        self.parts(10).1 == 0
    }

    fn mark(self) -> &'static str {
        match self.sign() {
            Ordering::Greater => "+",
            Ordering::Equal => "",
            Ordering::Less => "-",
        }
    }

    /// The size in tenths, halves up.
    fn rounded(self) -> u128 {
        self.parts(20).0.div_ceil(2)
    }

    /// The size in whole parts, so many to one, and what is left over.
    fn parts(self, parts: u128) -> (u128, u128) {
        let whole = u128::from(self.weight.get()) * u128::from(Decimal::ONE.unsigned_abs());
        let size = self.numerator.unsigned_abs().saturating_mul(parts);
        (size / whole, size % whole)
    }
}

/// Tenths as a decimal: `1.3`, `2`.
fn told(tenths: u128) -> String {
    match tenths % 10 {
        0 => (tenths / 10).to_string(),
        tenth => format!("{}.{tenth}", tenths / 10),
    }
}

impl PartialEq for Gain {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Gain {}

impl PartialOrd for Gain {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Gain {
    fn cmp(&self, other: &Self) -> Ordering {
        let mine = self.numerator.saturating_mul(i128::from(other.weight.get()));
        mine.cmp(&other.numerator.saturating_mul(i128::from(self.weight.get())))
    }
}

impl Add for Gain {
    type Output = Self;

    /// Exact; gains of one partner have the same weight sum, so their terms just add up.
    fn add(self, other: Self) -> Self {
        if self.weight == other.weight {
            return Self { numerator: self.numerator.saturating_add(other.numerator), ..self };
        }
        let (mine, theirs) = (u128::from(self.weight()), u128::from(other.weight()));
        let divisor = greatest_common_divisor(mine, theirs);
        let scaled = |gain: Self, by: u128| {
            gain.numerator.saturating_mul(i128::try_from(by / divisor).unwrap_or(i128::MAX))
        };
        let numerator = scaled(self, theirs).saturating_add(scaled(other, mine));
        Self::new(numerator, u64::try_from(mine / divisor * theirs).unwrap_or(u64::MAX))
    }
}

impl Sub for Gain {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        let opposite = Self { numerator: other.numerator.saturating_neg(), ..other };
        opposite.add(self)
    }
}

/// What an option does to one criterion, with the entry that says so; `None` where nothing does.
///
/// The option's own entry for the criterion goes before the effect on its theme, also when it is 0.
/// A theme's effect says that its level rises; where the partner wants less of it the sign is turned.
#[must_use]
pub fn effect_on<'a>(
    option: &'a IssueOption,
    partner: &PartnerId,
    criterion: (&CriterionId, &Content),
) -> Option<(Decimal, &'a Effect)> {
    let (id, content) = criterion;
    if let Some(entry) = option.on.get(partner).and_then(|entries| entries.get(id)) {
        return Some((entry.value.decimal(), entry));
    }
    let entry = option.effects.get(content.theme.as_ref()?)?;
    let level = entry.value.billionths();
    let better = match content.wants {
        Direction::More => level,
        Direction::Less => -level,
    };
    Some((Decimal::from_billionths(better), entry))
}

/// What a partner's walk-away is worth to them, where that has been scored; as private as it.
///
/// Σ w·e / Σ w of its entries, like an option's, or the one number that an import gave.
#[must_use]
pub fn walk_away(partner: &Partner) -> Private<Option<Gain>> {
    let Some(walk_away) = partner.walk_away.inner() else { return Private::new(None) };
    if let Some(worth) = walk_away.gain {
        return Private::new(Some(Gain::new(worth.billionths().into(), 1)));
    }
    if walk_away.on.is_empty() {
        return Private::new(None);
    }
    let (mut numerator, mut weights) = (0_i128, 0_u64);
    for (id, criterion) in &partner.success {
        let weight = criterion.inner().weight.get().unsigned_abs();
        let effect = walk_away.on.get(id).map_or(0, |entry| entry.value.billionths());
        numerator += i128::from(weight) * i128::from(effect);
        weights += u64::from(weight);
    }
    Private::new(Some(Gain::new(numerator, weights)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: i128 = Decimal::ONE as i128;

    #[test]
    fn gains_are_compared_exactly() {
        // a third is more than 0.333333333, by a third of a billionth
        assert!(Gain::new(ONE, 3) > Gain::new(333_333_333, 1));
        assert_eq!(Gain::new(2 * ONE, 6), Gain::new(ONE, 3));
        assert_eq!(Gain::new(-ONE, 8).sign(), Ordering::Less);
    }

    #[test]
    fn gains_add_up_over_different_weights() {
        // 1/6 + 3/4 = 2/12 + 9/12 = 11/12
        let sum = Gain::new(ONE, 6) + Gain::new(3 * ONE, 4);
        assert_eq!(sum, Gain::new(11 * ONE, 12));
        assert_eq!(sum - Gain::new(3 * ONE, 4), Gain::new(ONE, 6));
    }

    #[test]
    fn gains_are_rounded_for_people() {
        let gain = |hundredths: i128| Gain::new(hundredths * ONE / 100, 1);
        let tiny = [Gain::new(1, 1), gain(4), Gain::new(-1, 1), gain(-4)];
        assert_eq!(gain(125).words(), "+1.3");
        assert_eq!(gain(-40).words(), "-0.4");
        assert_eq!(gain(200).words(), "+2");
        assert_eq!(Gain::ZERO.words(), "0");
        assert_eq!(Gain::new(3 * ONE, 8).words(), "+0.4");
        assert_eq!(
            tiny.map(Gain::words),
            ["a little above 0", "a little above 0", "a little below 0", "a little below 0"]
        );
        assert_eq!([gain(125), gain(-5), Gain::ZERO].map(Gain::size), ["1.3", "0.1", "0"]);
        assert_eq!(tiny.map(Gain::size), ["a little"; 4]);
        assert_eq!(gain(125).short(), "+1.3");
        assert_eq!(gain(-125).short(), "-1.3");
        assert_eq!(Gain::ZERO.short(), "0.0");
        assert_eq!(tiny.map(Gain::short), ["0+", "0+", "0-", "0-"]);
        assert_eq!([gain(-125), Gain::ZERO, gain(-4)].map(Gain::bare), ["1.3", "0.0", "<0.1"]);
        assert_eq!([gain(-40), gain(300), gain(41)].map(Gain::enough), ["0.4", "3", "0.5"]);
        assert_eq!(Gain::new(2 * ONE, 11).enough(), "0.2");
        assert_eq!(Gain::new(1, 1).enough(), "0.1");
        assert_eq!([gain(-40), gain(41)].map(Gain::is_round), [true, false]);
        assert!((Gain::new(13 * ONE, 8).as_f64() - 1.625).abs() < f64::EPSILON);
    }
}
