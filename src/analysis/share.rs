//! Exact fractions from 0 to 1, and the four words that a screen has for their size.

use std::cmp::Ordering;
use std::num::NonZeroU64;

/// An exact fraction from 0 to 1: a share of weights, common ground, tension, breadth, support.
///
/// Shares are compared by cross-multiplication, so that 1/2 and 4/8 are equal and a tie is a tie.
#[derive(Clone, Copy, Debug)]
pub struct Share {
    part: u64,
    whole: NonZeroU64,
}

/// How much common ground or tension there is, in the four steps that the screens show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Extent {
    /// Exactly 0.
    None,
    /// Above 0, under 0.2.
    Little,
    /// From 0.2, under 0.5.
    Some,
    /// From 0.5.
    Much,
}

impl Extent {
    /// All four, the smallest first.
    pub const ALL: [Self; 4] = [Self::None, Self::Little, Self::Some, Self::Much];

    /// The word for it, as in "some common ground"; for `None` "no" reads better in a sentence.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Little => "little",
            Self::Some => "some",
            Self::Much => "much",
        }
    }
}

impl Share {
    /// Nothing.
    pub const ZERO: Self = Self { part: 0, whole: NonZeroU64::MIN };

    /// So much of so much; a share of nothing is nothing, and no share is more than all.
    #[must_use]
    pub fn new(part: u64, whole: u64) -> Self {
        NonZeroU64::new(whole)
            .map_or(Self::ZERO, |nonzero| Self { part: part.min(whole), whole: nonzero })
    }

    /// A share whose terms may need more than 64 bits: reduced, and where that is not enough,
    /// rounded by less than 2^-62 of the whole.
    pub(super) fn fitted(part: u128, whole: u128) -> Self {
        let divisor = greatest_common_divisor(part, whole).max(1);
        let (mut part, mut whole) = (part / divisor, whole / divisor);
        while u64::try_from(whole).is_err() {
            part >>= 1;
            whole >>= 1;
        }
        Self::new(u64::try_from(part).unwrap_or(u64::MAX), u64::try_from(whole).unwrap_or(u64::MAX))
    }

    /// The upper term: weight, count or influence that is held.
    #[must_use]
    pub fn part(self) -> u64 {
        self.part
    }

    /// The lower term: all the weight, all the partners, all the influence.
    #[must_use]
    pub fn whole(self) -> u64 {
        self.whole.get()
    }

    /// Whether it is exactly 0.
    #[must_use]
    pub fn is_zero(self) -> bool {
        self.part == 0
    }

    /// Whether it is exactly 1.
    #[must_use]
    pub fn is_all(self) -> bool {
        self.part == self.whole.get()
    }

    /// The nearest floating-point number, by one division; for display, never for comparing.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "what is drawn or put out is rounded anyway")]
    pub fn as_f64(self) -> f64 {
        self.part as f64 / self.whole.get() as f64
    }

    /// Its step: none (0), little (under 0.2), some (under 0.5), much; compared exactly.
    #[must_use]
    pub fn extent(self) -> Extent {
        if self.is_zero() {
            Extent::None
        } else if self < Self::new(1, 5) {
            Extent::Little
        } else if self < Self::new(1, 2) {
            Extent::Some
        } else {
            Extent::Much
        }
    }
}

impl PartialEq for Share {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Share {}

impl PartialOrd for Share {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Share {
    fn cmp(&self, other: &Self) -> Ordering {
        if self.whole == other.whole {
            return self.part.cmp(&other.part);
        }
        let mine = u128::from(self.part) * u128::from(other.whole());
        mine.cmp(&(u128::from(other.part) * u128::from(self.whole())))
    }
}

/// Adds shares exactly, as long as their common denominator fits 128 bits.
pub(super) fn sum(shares: impl Iterator<Item = Share>) -> Share {
    let mut total = Share::ZERO;
    for share in shares.filter(|share| !share.is_zero()) {
        let (whole, other) = (u128::from(total.whole()), u128::from(share.whole()));
        let part = (u128::from(total.part) * other).saturating_add(u128::from(share.part) * whole);
        total = Share::fitted(part, whole * other);
    }
    total
}

pub(super) fn greatest_common_divisor(mut a: u128, mut b: u128) -> u128 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_steps_begin_exactly_at_a_fifth_and_a_half() {
        assert_eq!(Share::new(0, 9).extent(), Extent::None);
        assert_eq!(Share::new(1, u64::MAX).extent(), Extent::Little);
        assert_eq!(Share::new(199_999_999, 1_000_000_000).extent(), Extent::Little);
        assert_eq!(Share::new(3, 15).extent(), Extent::Some);
        assert_eq!(Share::new(49, 99).extent(), Extent::Some);
        assert_eq!(Share::new(4, 8).extent(), Extent::Much);
    }

    #[test]
    fn shares_are_equal_when_their_values_are() {
        assert_eq!(Share::new(1, 2), Share::new(4, 8));
        assert!(Share::new(1, 3) < Share::new(34, 100));
        assert_eq!(Share::new(5, 0), Share::ZERO);
        assert!(Share::new(7, 5).is_all());
    }

    #[test]
    fn sums_are_exact() {
        // 1/8 + 1/3 + 1/24 = 3/24 + 8/24 + 1/24 = 1/2
        let shares = [Share::new(1, 8), Share::new(1, 3), Share::new(1, 24)];
        assert_eq!(sum(shares.into_iter()), Share::new(1, 2));
        assert_eq!(sum(std::iter::empty()), Share::ZERO);
    }

    #[test]
    fn what_doesnt_fit_is_rounded_very_little() {
        let third = Share::fitted(u128::MAX / 3, u128::MAX - 1);
        assert!((third.as_f64() - 1.0 / 3.0).abs() < 1e-15);
    }
}
