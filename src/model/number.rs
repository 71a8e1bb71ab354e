//! Numbers of the map: exact decimals and whole steps, each within its scale.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, de};

/// A decimal of at most 9 places, kept exactly as a whole number of billionths.
///
/// Gains are compared exactly, so a number has to mean what it says: 0.1 is a tenth, not the
/// binary fraction nearest to it. The range is that of `i64` billionths, about ±9.2 thousand million.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Decimal(i64);

/// Why a number can't stand where it stands.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NumberError {
    /// Not a number at all, or infinite.
    #[error("this is not a number")]
    NotANumber,
    /// More than 9 decimal places.
    #[error("a number has at most 9 decimal places")]
    TooFine,
    /// Off its scale; both ends of the scale.
    #[error("the number must be from {0} to {1}")]
    OffScale(i64, i64),
}

impl Decimal {
    /// Billionths in one.
    pub const ONE: i64 = 1_000_000_000;

    /// The decimal of so many billionths.
    #[must_use]
    pub const fn from_billionths(billionths: i64) -> Self {
        Self(billionths)
    }

    /// The number in billionths.
    #[must_use]
    pub const fn billionths(self) -> i64 {
        self.0
    }

    /// The nearest floating-point number; for display and machine output, never for comparing.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "both are below 2^53 on every scale of the map")]
    pub fn as_f64(self) -> f64 {
        self.0 as f64 / Self::ONE as f64
    }

    /// The decimal that a floating-point number was written as, if it has at most 9 places.
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::float_cmp,
        reason = "a decimal below 2^53 billionths survives the way there and back unchanged; what doesn't had more places"
    )]
    pub fn from_f64(number: f64) -> Result<Self, NumberError> {
        if !number.is_finite() {
            return Err(NumberError::NotANumber);
        }
        let billionths = (number * Self::ONE as f64).round();
        if billionths.abs() >= 9.0e15 {
            return Err(NumberError::OffScale(-9_000_000, 9_000_000));
        }
        let decimal = Self(billionths as i64);
        if decimal.as_f64() == number { Ok(decimal) } else { Err(NumberError::TooFine) }
    }
}

impl FromStr for Decimal {
    type Err = NumberError;

    fn from_str(text: &str) -> Result<Self, NumberError> {
        let plain = text.strip_prefix(['-', '+']).unwrap_or(text);
        let (whole, places) = plain.split_once('.').unwrap_or((plain, ""));
        let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        if !digits(whole) || !digits(places) || (whole.is_empty() && places.is_empty()) {
            return Err(NumberError::NotANumber);
        }
        let places = places.trim_end_matches('0');
        if places.len() > 9 {
            return Err(NumberError::TooFine);
        }
        let padded = format!("{whole}{places:0<9}");
        let size =
            padded.parse::<i64>().map_err(|_error| NumberError::OffScale(-9_000_000, 9_000_000))?;
        Ok(Self(if text.starts_with('-') { -size } else { size }))
    }
}

impl fmt::Display for Decimal {
    /// The shortest decimal that means this number: `7`, `-0.5`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0 % Self::ONE == 0 {
            return (self.0 / Self::ONE).fmt(f);
        }
        let size = self.0.unsigned_abs();
        let (whole, rest) = (size / Self::ONE.unsigned_abs(), size % Self::ONE.unsigned_abs());
        let places = format!("{rest:09}");
        let places = places.trim_end_matches('0');
        f.pad_integral(self.0 >= 0, "", &format!("{whole}.{places}"))
    }
}

/// A decimal on a scale from `LOW` to `HIGH`, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Bounded<const LOW: i64, const HIGH: i64>(Decimal);

/// A place on a partner's interest or influence scale.
///
/// Unit: scale points, from 0 (none at all) to 10 (decides alone). The scale is ordinal: 8 is more
/// than 4, not twice as much, so levels are compared and binned but never averaged.
pub type Level = Bounded<0, 10>;

/// What an option does to a theme or a criterion: -3 (much lower, much worse) to +3.
pub type Score = Bounded<-3, 3>;

/// A walk-away's worth given as one number, by an import: -1000 to 1000, in units of gain.
pub type Worth = Bounded<-1000, 1000>;

impl<const LOW: i64, const HIGH: i64> Bounded<LOW, HIGH> {
    /// The number, if it is on the scale.
    pub fn new(number: Decimal) -> Result<Self, NumberError> {
        let (low, high) = (LOW * Decimal::ONE, HIGH * Decimal::ONE);
        if (low..=high).contains(&number.billionths()) {
            Ok(Self(number))
        } else {
            Err(NumberError::OffScale(LOW, HIGH))
        }
    }

    /// A whole number on the scale, moved to its nearer end where it lies off it.
    #[must_use]
    pub fn clamped(number: Decimal) -> Self {
        let (low, high) = (LOW * Decimal::ONE, HIGH * Decimal::ONE);
        Self(Decimal::from_billionths(number.billionths().clamp(low, high)))
    }

    /// The exact number.
    #[must_use]
    pub fn decimal(self) -> Decimal {
        self.0
    }

    /// The number in billionths.
    #[must_use]
    pub fn billionths(self) -> i64 {
        self.0.billionths()
    }

    /// For display and machine output.
    #[must_use]
    pub fn as_f64(self) -> f64 {
        self.0.as_f64()
    }
}

impl<const LOW: i64, const HIGH: i64> fmt::Display for Bounded<LOW, HIGH> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<'de, const LOW: i64, const HIGH: i64> Deserialize<'de> for Bounded<LOW, HIGH> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let number =
            Decimal::from_f64(f64::deserialize(deserializer)?).map_err(de::Error::custom)?;
        Self::new(number).map_err(de::Error::custom)
    }
}

/// A whole number on a scale from `LOW` to `HIGH`, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Whole<const LOW: i8, const HIGH: i8>(i8);

/// How much a criterion matters to its partner: 1 (a little) to 5 (decisive).
pub type Weight = Whole<1, 5>;

/// A place on a culture scale, 1 to 5; the words at both ends are in [`CultureScale`](super::CultureScale).
pub type Step = Whole<1, 5>;

impl<const LOW: i8, const HIGH: i8> Whole<LOW, HIGH> {
    /// The number, if it is on the scale.
    pub fn new(number: i8) -> Result<Self, NumberError> {
        if (LOW..=HIGH).contains(&number) {
            Ok(Self(number))
        } else {
            Err(NumberError::OffScale(LOW.into(), HIGH.into()))
        }
    }

    /// The number, moved to the nearer end of the scale where it lies off it.
    #[must_use]
    pub fn clamped(number: i8) -> Self {
        Self(number.clamp(LOW, HIGH))
    }

    /// The number.
    #[must_use]
    pub const fn get(self) -> i8 {
        self.0
    }
}

impl Default for Weight {
    /// 3, the weight of a criterion that gives none.
    fn default() -> Self {
        Self(3)
    }
}

impl<const LOW: i8, const HIGH: i8> fmt::Display for Whole<LOW, HIGH> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<'de, const LOW: i8, const HIGH: i8> Deserialize<'de> for Whole<LOW, HIGH> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::new(i8::deserialize(deserializer)?).map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn decimals_mean_what_they_say() {
        let shown = |text: &str| text.parse::<Decimal>().map(|decimal| decimal.to_string());
        assert_eq!(shown("7"), Ok("7".into()));
        assert_eq!(shown("-0.50"), Ok("-0.5".into()));
        assert_eq!(shown("0.000000001"), Ok("0.000000001".into()));
        assert_eq!(shown("0.0000000001"), Err(NumberError::TooFine));
        assert_eq!(shown("1.5.2"), Err(NumberError::NotANumber));
        assert_eq!(shown("."), Err(NumberError::NotANumber));
        assert_eq!(Decimal::from_f64(f64::NAN), Err(NumberError::NotANumber));
        assert_eq!(Decimal::from_f64(0.1 + 0.2), Err(NumberError::TooFine));
        assert_eq!(Decimal::from_f64(-0.0), Ok(Decimal::from_billionths(0)));
    }

    #[test]
    fn scales_include_their_ends() {
        let level = |number: i64| Level::new(Decimal::from_billionths(number));
        assert!(level(0).is_ok() && level(10 * Decimal::ONE).is_ok());
        assert_eq!(level(-1), Err(NumberError::OffScale(0, 10)));
        assert_eq!(level(10 * Decimal::ONE + 1), Err(NumberError::OffScale(0, 10)));
        assert_eq!(Weight::new(0), Err(NumberError::OffScale(1, 5)));
        assert_eq!(Weight::default().get(), 3);
    }

    proptest! {
        #[test]
        fn a_decimal_survives_the_way_through_text_and_floats(number in -9_000_000_000_000_i64..9_000_000_000_000) {
            let decimal = Decimal::from_billionths(number);
            prop_assert_eq!(decimal.to_string().parse(), Ok(decimal));
            prop_assert_eq!(Decimal::from_f64(decimal.as_f64()), Ok(decimal));
        }
    }
}
