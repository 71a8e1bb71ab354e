//! What a subject reads from its form: the fields that were changed, checked one by one.

use super::{Field, Value};
use crate::app::error::UserError;
use crate::model::{Decimal, NumberError, Private, Text, Whole};

/// A value that can't be kept: in which field, and why.
#[derive(Debug)]
pub(super) struct Fault {
    /// The field, counted from the top of the form.
    pub(super) at: usize,
    /// What is wrong, and what is allowed.
    pub(super) error: UserError,
}

/// Some fields of a form that follow each other: all of them, or those of one entry.
///
/// A field that was not changed, or is not shown, reads as nothing: so a step touches only what the
/// form shows, and what it shows only where a person changed it.
#[derive(Clone, Copy)]
pub(super) struct Part<'f> {
    fields: &'f [Field],
    first: usize,
}

impl<'f> Part<'f> {
    pub(super) fn of(fields: &'f [Field]) -> Self {
        Self { fields, first: 0 }
    }

    /// The parts that begin with a field of this name, each up to the next such field.
    pub(super) fn each(self, edits: &'static str) -> Vec<Self> {
        let starts = (0..self.fields.len())
            .filter(|at| self.fields.get(*at).is_some_and(|field| field.edits == edits));
        let starts: Vec<usize> = starts.collect();
        let ends = starts.iter().copied().skip(1).chain([self.fields.len()]);
        let parts = starts.iter().copied().zip(ends);
        parts
            .filter_map(|(from, to)| {
                Some(Self { fields: self.fields.get(from..to)?, first: self.first + from })
            })
            .collect()
    }

    fn field(self, edits: &str) -> Option<(usize, &'f Field)> {
        let at = self.fields.iter().position(|field| field.edits == edits)?;
        Some((self.first + at, self.fields.get(at)?))
    }

    fn changed(self, edits: &str) -> Option<(usize, &'f Field)> {
        self.field(edits).filter(|(_, field)| field.value.is_changed())
    }

    /// The text that was written; blanks around one line are left away.
    pub(super) fn written(self, edits: &str) -> Option<Text> {
        match &self.changed(edits)?.1.value {
            Value::Line(field) => Some(Text::cleaned(field.text().trim())),
            Value::Page(field) => Some(field.text()),
            _ => None,
        }
    }

    pub(super) fn text(self, edits: &str, text: &mut Text) {
        if let Some(written) = self.written(edits) {
            *text = written;
        }
    }

    pub(super) fn private_text(self, edits: &str, text: &mut Private<Text>) {
        if let Some(written) = self.written(edits) {
            *text = Private::new(written);
        }
    }

    /// Refuses where nothing is written in a field that must say something.
    pub(super) fn filled(self, edits: &str, refusal: (&str, &'static str)) -> Result<(), Fault> {
        let Some((at, field)) = self.field(edits) else { return Ok(()) };
        match &field.value {
            Value::Line(text) | Value::Page(text) if text.is_blank() => {
                Err(Fault { at, error: UserError::Refused(refusal.0.to_owned(), refusal.1) })
            }
            _ => Ok(()),
        }
    }

    /// The id of the row that was chosen; empty where none of the entries is.
    pub(super) fn chosen_id(self, edits: &str) -> Option<&'f str> {
        match &self.changed(edits)?.1.value {
            Value::Choice(choices) => choices.chosen()?.id.as_deref(),
            _ => None,
        }
    }

    /// The number of the row that was chosen.
    pub(super) fn chosen(self, edits: &str) -> Option<usize> {
        match &self.changed(edits)?.1.value {
            Value::Choice(choices) => Some(choices.at),
            _ => None,
        }
    }

    /// The row that was made up.
    pub(super) fn coined(self, edits: &str) -> Option<Text> {
        match &self.changed(edits)?.1.value {
            Value::Choice(choices) => choices.coined().map(Text::cleaned),
            _ => None,
        }
    }

    /// The value that was chosen, of all that there are.
    pub(super) fn word<T: Copy>(self, edits: &str, all: &[T], word: &mut T) {
        if let Some(chosen) = self.chosen(edits).and_then(|at| all.get(at)) {
            *word = *chosen;
        }
    }

    /// The value that was chosen, of all that stand behind the row for "not known".
    pub(super) fn known<T: Copy>(self, edits: &str, all: &[T], word: &mut Option<T>) {
        if let Some(at) = self.chosen(edits) {
            *word = at.checked_sub(1).and_then(|at| all.get(at).copied());
        }
    }

    /// The same for a value that is private.
    pub(super) fn private_known<T: Copy>(
        self,
        edits: &str,
        all: &[T],
        word: &mut Private<Option<T>>,
    ) {
        let mut chosen = None;
        self.known(edits, all, &mut chosen);
        if self.changed(edits).is_some() {
            *word = Private::new(chosen);
        }
    }

    /// The step that was chosen, or none.
    pub(super) fn step<const LOW: i8, const HIGH: i8>(
        self,
        edits: &str,
        step: &mut Option<Whole<LOW, HIGH>>,
    ) {
        if let Some((_, Field { value: Value::Steps(steps), .. })) = self.changed(edits) {
            *step = steps.at.map(Whole::clamped);
        }
    }

    /// The same for a step that is private.
    pub(super) fn private_step<const LOW: i8, const HIGH: i8>(
        self,
        edits: &str,
        step: &mut Private<Option<Whole<LOW, HIGH>>>,
    ) {
        let mut chosen = None;
        self.step(edits, &mut chosen);
        if self.changed(edits).is_some() {
            *step = Private::new(chosen);
        }
    }

    pub(super) fn switch(self, edits: &str, on: &mut bool) {
        if let Some((_, Field { value: Value::Switch(switch), .. })) = self.changed(edits) {
            *on = switch.on;
        }
    }

    /// The number as it is typed, or none; refused off its scale. One that wasn't changed is as it was.
    pub(super) fn number(
        self,
        edits: &str,
        before: Option<Decimal>,
    ) -> Result<Option<Decimal>, Fault> {
        match self.changed(edits) {
            Some((at, Field { value: Value::Number(number), .. })) => {
                number.read().map_err(|error| Fault { at, error: refused(&error) })
            }
            _ => Ok(before),
        }
    }

    /// A refusal with the cursor in this field.
    pub(super) fn fault(self, edits: &str, message: String, hint: &'static str) -> Fault {
        let at = self.field(edits).map_or(self.first, |(at, _)| at);
        Fault { at, error: UserError::Refused(message, hint) }
    }
}

fn refused(error: &NumberError) -> UserError {
    let message = match error {
        NumberError::NotANumber => "This is not a number".to_owned(),
        NumberError::TooFine => "A number has at most 9 decimal places".to_owned(),
        NumberError::OffScale(low, high) => format!("The number must be from {low} to {high}"),
    };
    UserError::Refused(message, "type another, or delete it where it isn't known")
}
