//! What stands in a field of a form, how keys change it, and whether it was changed.

use super::choices::{As, Choices};
use super::scale::{Number, Steps};
use crate::app::error::UserError;
use crate::app::key::Key;
use crate::app::text::{Lines, TextField};
use crate::model::Decimal;

/// What stands in a field.
#[derive(Clone, Debug)]
pub enum Value {
    /// A text of one line, shown on as many rows as it takes.
    Line(TextField),
    /// A text of many lines; the editor opens over the form.
    Page(TextField),
    /// One of several rows.
    Choice(Choices),
    /// A step of a short scale.
    Steps(Steps),
    /// A decimal on a scale.
    Number(Number),
    /// Yes or no.
    Switch(Switch),
}

/// Yes or no.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Switch {
    /// Whether it is on.
    pub on: bool,
    before: bool,
}

impl Value {
    /// A text that mostly takes one line; one with more lines opens in the editor, so that none of
    /// them is lost.
    #[must_use]
    pub fn line(text: &str) -> Self {
        if text.contains(['\n', '\t']) || !TextField::holds(text, Lines::Folded) {
            return Self::page(text);
        }
        Self::Line(TextField::new(text, Lines::Folded))
    }

    /// A text of many lines.
    #[must_use]
    pub fn page(text: &str) -> Self {
        Self::Page(TextField::new(text, Lines::Many))
    }

    /// Yes or no.
    #[must_use]
    pub fn switch(on: bool) -> Self {
        Self::Switch(Switch { on, before: on })
    }

    /// A decimal from the one end to the other, with what the ends mean; none: not known.
    #[must_use]
    pub fn number(
        number: Option<Decimal>,
        range: (i64, i64),
        ends: (&'static str, &'static str),
    ) -> Self {
        Self::Number(Number::new(number, range, ends))
    }

    /// Whether it differs from what the form was opened with.
    #[must_use]
    pub fn is_changed(&self) -> bool {
        match self {
            Self::Line(field) | Self::Page(field) | Self::Number(Number { field, .. }) => {
                field.is_changed()
            }
            Self::Choice(choices) => choices.is_changed(),
            Self::Steps(steps) => steps.is_changed(),
            Self::Switch(switch) => switch.on != switch.before,
        }
    }

    /// Whether arrows and blanks are typed into it.
    #[must_use]
    pub fn is_typed(&self) -> bool {
        match self {
            Self::Line(_) => true,
            Self::Number(number) => !number.has_steps(),
            _ => false,
        }
    }

    /// Goes so many values further, where there are values to go through.
    pub fn turn(&mut self, steps: i8) {
        match self {
            Self::Choice(choices) => choices.turn(steps),
            Self::Steps(scale) => scale.turn(steps),
            Self::Switch(switch) => switch.on = !switch.on,
            Self::Number(number) => number.turn(steps),
            Self::Line(_) | Self::Page(_) => {}
        }
    }

    /// Sets the n-th value, counted from the lowest.
    pub fn set(&mut self, nth: usize) {
        match self {
            Self::Choice(choices) => choices.at = nth.min(choices.rows.len().saturating_sub(1)),
            Self::Steps(steps) => steps.set(nth),
            Self::Number(number) => number.set(nth),
            Self::Switch(switch) => switch.on = nth > 0,
            Self::Line(_) | Self::Page(_) => {}
        }
    }

    /// Chooses a row that is made up.
    pub fn coin(&mut self, label: String) {
        if let Self::Choice(choices) = self {
            choices.coin(label);
        }
    }

    /// What stands in it, in words that [`Self::put`] understands.
    pub(in crate::app) fn told(&self) -> (As, String) {
        let words = match self {
            Self::Line(field) | Self::Page(field) | Self::Number(Number { field, .. }) => {
                field.text().to_string()
            }
            Self::Choice(choices) => return choices.told(),
            Self::Steps(steps) => steps.at.map_or(String::new(), |at| at.to_string()),
            Self::Switch(switch) => if switch.on { "yes" } else { "no" }.to_owned(),
        };
        (As::Words, words)
    }

    /// Puts in what was told of a field like this one.
    pub(in crate::app) fn put(&mut self, told_as: As, told: &str) {
        match self {
            Self::Line(field) | Self::Page(field) | Self::Number(Number { field, .. }) => {
                field.set(told);
            }
            Self::Choice(choices) => choices.put(told_as, told),
            Self::Steps(steps) => {
                let scale = steps.low..=steps.high();
                steps.at = told.parse().ok().filter(|step| scale.contains(step));
            }
            Self::Switch(switch) => switch.on = told == "yes",
        }
    }

    /// Ends a word that was typed to find a row, for the cursor goes elsewhere.
    pub(super) fn end_word(&mut self) {
        if let Self::Choice(choices) = self {
            choices.end_word();
        }
    }

    /// Takes a key that types something.
    pub fn key(&mut self, key: Key) {
        match self {
            Self::Line(field) => field.key(key),
            Self::Number(number) => number.key(key),
            Self::Choice(choices) => choices.jump(key),
            Self::Steps(steps) => steps.key(key),
            Self::Switch(switch) => match key.typed() {
                Some('y' | 'Y') => switch.on = true,
                Some('n' | 'N') => switch.on = false,
                _ => {}
            },
            Self::Page(_) => {}
        }
    }

    /// Takes pasted text, where text can be typed.
    pub fn paste(&mut self, text: &str) -> Result<(), UserError> {
        match self {
            Self::Line(field) | Self::Page(field) | Self::Number(Number { field, .. }) => {
                field.paste(text)
            }
            Self::Choice(_) | Self::Steps(_) | Self::Switch(_) => {
                let message = "Nothing can be pasted into this field".to_owned();
                Err(UserError::Refused(message, "↑ ↓ go to a field with text"))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_of_several_lines_keeps_them() {
        assert!(matches!(Value::line("one line"), Value::Line(_)));
        assert!(matches!(Value::line("two\nlines"), Value::Page(_)));
    }
}
