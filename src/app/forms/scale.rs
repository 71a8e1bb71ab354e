//! Scales in a form: whole steps that have words, and decimals that are typed.

use std::borrow::Cow;

use crate::app::key::{Key, KeyCode};
use crate::app::text::{Lines, TextField};
use crate::model::{Decimal, NumberError};

/// A scale of whole steps.
#[derive(Clone, Debug)]
pub struct Steps {
    /// The lowest step.
    pub low: i8,
    /// A word for each step, the lowest first.
    pub words: Vec<Cow<'static, str>>,
    /// The step; none where it isn't known.
    pub at: Option<i8>,
    may_be_open: bool,
    before: Option<i8>,
    /// Whether `-` was the last key: then the digit is negative.
    is_minus: bool,
}

/// A decimal on a scale.
#[derive(Clone, Debug)]
pub struct Number {
    /// What was typed.
    pub field: TextField,
    /// Both ends of the scale.
    pub range: (i64, i64),
    /// What they mean.
    pub ends: (&'static str, &'static str),
}

impl Steps {
    /// A scale that begins with `low` and has a word for each step.
    #[must_use]
    pub fn new(low: i8, words: Vec<Cow<'static, str>>, at: Option<i8>) -> Self {
        Self { low, words, at, may_be_open: true, before: at, is_minus: false }
    }

    /// The same, where there is always a step.
    #[must_use]
    pub fn always(self) -> Self {
        Self { may_be_open: false, ..self }
    }

    /// The highest step.
    #[must_use]
    pub fn high(&self) -> i8 {
        let above = i8::try_from(self.words.len().saturating_sub(1)).unwrap_or(i8::MAX);
        self.low.saturating_add(above)
    }

    /// The word for the step.
    #[must_use]
    pub fn word(&self) -> Option<&str> {
        let nth = usize::try_from(self.at?.checked_sub(self.low)?).ok()?;
        self.words.get(nth).map(|word| &**word)
    }

    pub(super) fn is_changed(&self) -> bool {
        self.at != self.before
    }

    pub(super) fn set(&mut self, nth: usize) {
        let nth = i8::try_from(nth).unwrap_or(i8::MAX);
        self.at = Some(self.low.saturating_add(nth).min(self.high()));
    }

    /// From what isn't known, up leads to the lowest step and down to the highest.
    pub(super) fn turn(&mut self, steps: i8) {
        let (low, high) = (self.low, self.high());
        let entry = if steps > 0 { low } else { high };
        let next = self.at.map_or(entry, |at| at.saturating_add(steps).clamp(low, high));
        self.at = Some(next);
    }

    pub(super) fn key(&mut self, key: Key) {
        let was_minus = std::mem::replace(&mut self.is_minus, key.typed() == Some('-'));
        match (key.code, key.typed()) {
            (KeyCode::Backspace | KeyCode::Delete, _) if self.may_be_open => self.at = None,
            (_, Some('+')) => self.turn(1),
            (_, Some('-')) => self.turn(-1),
            (_, Some(digit)) => {
                let step = digit.to_digit(10).and_then(|digit| i8::try_from(digit).ok());
                let step = step.map(|step| if was_minus && self.low < 0 { -step } else { step });
                let on_scale = step.filter(|step| (self.low..=self.high()).contains(step));
                self.at = on_scale.or(self.at);
            }
            _ => {}
        }
    }
}

impl Number {
    pub(super) fn new(
        number: Option<Decimal>,
        range: (i64, i64),
        ends: (&'static str, &'static str),
    ) -> Self {
        let text = number.map_or_else(String::new, |number| number.to_string());
        Self { field: TextField::new(&text, Lines::One), range, ends }
    }

    /// Whether the scale is short enough to be drawn, and gone through step by step.
    #[must_use]
    pub fn has_steps(&self) -> bool {
        self.range.1 - self.range.0 <= 10
    }

    /// Goes to the next whole step on this side, from off the scale to its end; from what isn't known
    /// to 0. What is no number stays.
    pub(super) fn turn(&mut self, steps: i8) {
        let (low, high) = self.range;
        let Ok(number) = self.typed() else { return };
        let to = number.map_or(0, |number| {
            let number = number.billionths();
            if steps > 0 {
                number.div_euclid(Decimal::ONE) + 1
            } else {
                -(-number).div_euclid(Decimal::ONE) - 1
            }
        });
        self.field.set(&to.clamp(low, high).to_string());
        self.field = self.field.clone().selected();
    }

    pub(super) fn set(&mut self, nth: usize) {
        let nth = i64::try_from(nth).unwrap_or(i64::MAX);
        let typed = self.range.0.saturating_add(nth).min(self.range.1);
        self.field.set(&typed.to_string());
    }

    /// The number typed, which has to be on the scale; none where nothing was.
    pub fn read(&self) -> Result<Option<Decimal>, NumberError> {
        let (low, high) = (self.range.0 * Decimal::ONE, self.range.1 * Decimal::ONE);
        match self.typed()? {
            Some(number) if !(low..=high).contains(&number.billionths()) => {
                Err(NumberError::OffScale(self.range.0, self.range.1))
            }
            number => Ok(number),
        }
    }

    fn typed(&self) -> Result<Option<Decimal>, NumberError> {
        let text = self.field.text();
        let text = text.trim();
        if text.is_empty() {
            return Ok(None);
        }
        text.replace(',', ".").replace('−', "-").parse().map(Some)
    }

    /// Takes what may stand in a number, and what moves or deletes; other letters do nothing.
    pub(super) fn key(&mut self, key: Key) {
        let fits =
            |sign: char| sign.is_ascii_digit() || matches!(sign, '+' | '-' | '−' | '.' | ',');
        if key.typed().is_none_or(fits) {
            self.field.key(key);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(mut take: impl FnMut(Key), keys: &str) {
        for key in keys.split_whitespace() {
            take(key.parse().unwrap());
        }
    }

    #[test]
    fn steps_take_digits_signs_and_nothing_off_their_scale() {
        let words = |count: usize| vec![Cow::Borrowed("word"); count];
        let mut value = Steps::new(-2, words(5), None);
        typed(|key| value.key(key), "2");
        assert_eq!(value.at, Some(2));
        typed(|key| value.key(key), "3 9 x");
        assert_eq!(value.at, Some(2));
        typed(|key| value.key(key), "- - - - - -");
        assert_eq!(value.at, Some(-2));
        typed(|key| value.key(key), "backspace");
        assert_eq!((value.at, value.is_changed()), (None, false));
        typed(|key| value.key(key), "- 1");
        assert_eq!(value.at, Some(-1), "as it is written");
        typed(|key| value.key(key), "1 backspace");
        assert_eq!(value.at, None);
        value.turn(-1);
        assert_eq!(value.at, Some(2));
        let mut weight = Steps::new(1, words(5), Some(3)).always();
        typed(|key| weight.key(key), "delete 0");
        assert_eq!((weight.at, weight.is_changed()), (Some(3), false));
    }

    #[test]
    fn arrows_go_to_the_next_whole_step() {
        let mut value = Number::new(None, (-3, 3), ("much worse", "much better"));
        let mut turned = |typed: &str, steps| {
            value.field.set(typed);
            value.turn(steps);
            value.field.text().to_string()
        };
        assert_eq!(turned("", 1), "0");
        assert_eq!((turned("1.5", 1), turned("1.5", -1)), ("2".into(), "1".into()));
        assert_eq!((turned("-1.5", 1), turned("-1.5", -1)), ("-1".into(), "-2".into()));
        assert_eq!((turned("2", 1), turned("2", -1)), ("3".into(), "1".into()));
        assert_eq!((turned("3", 1), turned("-3", -1)), ("3".into(), "-3".into()));
        assert_eq!((turned("12", 1), turned("12", -1)), ("3".into(), "3".into()));
        assert_eq!((turned("-", 1), turned("1.2.3", -1)), ("-".into(), "1.2.3".into()));
    }

    #[test]
    fn numbers_are_read_as_people_write_them() {
        let read = |keys: &str| {
            let mut value = Number::new(None, (-3, 3), ("much worse", "much better"));
            typed(|key| value.key(key), keys);
            value.read().map(|number| number.map(|number| number.to_string()))
        };
        assert_eq!(read("- 1 , 5"), Ok(Some("-1.5".into())));
        assert_eq!(read("+ 2 x"), Ok(Some("2".into())));
        assert_eq!(read("x"), Ok(None));
        assert_eq!(read("4"), Err(NumberError::OffScale(-3, 3)));
        assert_eq!(read("-"), Err(NumberError::NotANumber));
    }
}
