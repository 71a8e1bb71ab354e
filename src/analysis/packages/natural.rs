//! Whole numbers from 0 without an upper end: counts of packages and products of surpluses.

use std::cmp::Ordering;
use std::fmt;

/// A whole number from 0, of any size; exact. Only what the search needs: sum, product, order, text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Natural {
    /// The lowest 64 bits first; the last one is never 0.
    words: Vec<u64>,
}

impl Natural {
    /// Nothing at all.
    pub const ZERO: Self = Self { words: Vec::new() };

    /// Adds another number.
    pub fn add(&mut self, other: &Self) {
        if self.words.len() < other.words.len() {
            self.words.resize(other.words.len(), 0);
        }
        let mut carry = false;
        for (at, word) in self.words.iter_mut().enumerate() {
            let more = other.words.get(at).copied().unwrap_or(0);
            let (sum, first) = word.overflowing_add(more);
            let (sum, second) = sum.overflowing_add(u64::from(carry));
            (*word, carry) = (sum, first || second);
        }
        if carry {
            self.words.push(1);
        }
    }

    /// The product with a small number.
    #[must_use]
    pub fn times(&self, factor: u64) -> Self {
        if factor == 0 {
            return Self::ZERO;
        }
        let mut words = Vec::with_capacity(self.words.len() + 1);
        let mut carry = 0;
        for &word in &self.words {
            let (low, high) = word.carrying_mul(factor, carry);
            words.push(low);
            carry = high;
        }
        if carry > 0 {
            words.push(carry);
        }
        Self { words }
    }

    /// The product of two numbers of any size.
    #[must_use]
    pub fn product(&self, other: &Self) -> Self {
        let mut sum = Self::ZERO;
        for (at, &word) in other.words.iter().enumerate() {
            let mut part = self.times(word);
            if part.words.is_empty() {
                continue;
            }
            part.words.splice(0..0, std::iter::repeat_n(0, at));
            sum.add(&part);
        }
        sum
    }

    /// The nearest floating-point number, for display; infinite beyond its range.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "for display, never for comparing")]
    pub fn as_f64(&self) -> f64 {
        self.words.iter().rev().fold(0.0, |sum, &word| sum * 2.0_f64.powi(64) + word as f64)
    }

    /// Divides by a small number in place and gives the remainder.
    fn divide(&mut self, by: u64) -> u64 {
        let mut rest = 0_u128;
        for word in self.words.iter_mut().rev() {
            let whole = (rest << 64) | u128::from(*word);
            *word = u64::try_from(whole / u128::from(by)).unwrap_or(u64::MAX);
            rest = whole % u128::from(by);
        }
        while self.words.last() == Some(&0) {
            self.words.pop();
        }
        u64::try_from(rest).unwrap_or(u64::MAX)
    }
}

impl From<u64> for Natural {
    fn from(value: u64) -> Self {
        Self { words: if value == 0 { Vec::new() } else { vec![value] } }
    }
}

impl PartialOrd for Natural {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Natural {
    fn cmp(&self, other: &Self) -> Ordering {
        let mine = self.words.iter().rev();
        self.words.len().cmp(&other.words.len()).then_with(|| mine.cmp(other.words.iter().rev()))
    }
}

impl fmt::Display for Natural {
    /// In decimal, without separators.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const GROUP: u64 = 1_000_000_000_000_000_000;
        let (mut rest, mut groups) = (self.clone(), Vec::new());
        while !rest.words.is_empty() {
            groups.push(rest.divide(GROUP));
        }
        write!(f, "{}", groups.pop().unwrap_or(0))?;
        groups.iter().rev().try_for_each(|group| write!(f, "{group:018}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn power(base: u64, exponent: u32) -> Natural {
        (0..exponent).fold(Natural::from(1), |product, _| product.times(base))
    }

    #[test]
    fn numbers_beyond_128_bits_are_exact() {
        assert_eq!(power(10, 40).to_string(), format!("1{}", "0".repeat(40)));
        assert_eq!(
            power(2, 200).to_string(),
            concat!("16069380442589902755419620923411", "62602522202993782792835301376")
        );
        assert_eq!(power(7, 30).product(&power(7, 45)), power(7, 75));
        assert_eq!(Natural::ZERO.to_string(), "0");
        assert_eq!(Natural::from(5).times(0), Natural::ZERO);
    }

    #[test]
    fn sums_carry_and_order_is_by_size() {
        let mut sum = Natural::from(u64::MAX);
        sum.add(&Natural::from(1));
        assert_eq!(sum, power(2, 64));
        assert!(power(2, 64) > Natural::from(u64::MAX) && power(3, 90) < power(3, 91));
        assert!((power(2, 70).as_f64() - 2.0_f64.powi(70)).abs() < 1.0);
    }
}
