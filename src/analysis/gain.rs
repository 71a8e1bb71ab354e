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

    /// With a sign and one decimal, for a table: `+1.6`, `-0.4`, `0.0`; halves go away from 0. What
    /// would round to nothing but is something reads `+<0.1`, `-<0.1`.
    #[must_use]
    pub fn short(self) -> String {
        let tenths = self.rounded(10);
        if tenths == 0 && self.sign().is_ne() {
            return format!("{}<0.1", self.mark());
        }
        format!("{}{}.{}", self.mark(), tenths / 10, tenths % 10)
    }

    /// With a sign and at most two decimals, for a sentence: `+1.25`, `-0.4`, `0`.
    #[must_use]
    pub fn words(self) -> String {
        let hundredths = self.rounded(100);
        if hundredths == 0 {
            return match self.sign() {
                Ordering::Equal => "0".into(),
                Ordering::Greater => "a trace above 0".into(),
                Ordering::Less => "a trace below 0".into(),
            };
        }
        format!("{}{}", self.mark(), told(hundredths))
    }

    /// The size with at most two decimals, rounded up: by so much more is certainly enough.
    #[must_use]
    pub fn enough(self) -> String {
        let (hundredths, rest) = self.parts(100);
        told(hundredths + u128::from(rest > 0))
    }

    fn mark(self) -> &'static str {
        match self.sign() {
            Ordering::Greater => "+",
            Ordering::Equal => "",
            Ordering::Less => "-",
        }
    }

    /// The size in so many parts of one, rounded, halves up.
    fn rounded(self, parts: u128) -> u128 {
        self.parts(parts * 2).0.div_ceil(2)
    }

    /// The size in whole parts, so many to one, and what is left over.
    fn parts(self, parts: u128) -> (u128, u128) {
        let whole = u128::from(self.weight.get()) * u128::from(Decimal::ONE.unsigned_abs());
        let size = self.numerator.unsigned_abs().saturating_mul(parts);
        (size / whole, size % whole)
    }
}

/// Hundredths as a decimal: `1.25`, `0.4`, `2`.
fn told(hundredths: u128) -> String {
    let places = format!("{:02}", hundredths % 100);
    let places = places.trim_end_matches('0');
    let point = if places.is_empty() { "" } else { "." };
    format!("{}{point}{places}", hundredths / 100)
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
        assert_eq!(gain(125).words(), "+1.25");
        assert_eq!(gain(-40).words(), "-0.4");
        assert_eq!(gain(200).words(), "+2");
        assert_eq!(Gain::ZERO.words(), "0");
        assert_eq!(Gain::new(1, 1).words(), "a trace above 0");
        assert_eq!(Gain::new(-1, 1).words(), "a trace below 0");
        assert_eq!(Gain::new(3 * ONE, 8).words(), "+0.38");
        assert_eq!((gain(-40).enough(), gain(300).enough()), ("0.4".into(), "3".into()));
        assert_eq!(Gain::new(2 * ONE, 11).enough(), "0.19");
        assert_eq!(Gain::new(1, 1).enough(), "0.01");
        assert_eq!(gain(125).short(), "+1.3");
        assert_eq!(gain(-125).short(), "-1.3");
        assert_eq!(Gain::ZERO.short(), "0.0");
        assert_eq!(gain(-4).short(), "-<0.1");
        assert!((Gain::new(13 * ONE, 8).as_f64() - 1.625).abs() < f64::EPSILON);
    }
}
