//! The form of one criterion: its words, theme, direction and weight.

use super::error::UserError;
use super::key::{Key, KeyCode};
use super::text::{Lines, TextField};
use crate::model::{
    Content, Criterion, CriterionId, Curtain, Direction, PartnerId, Text, ThemeId, Weight,
};

/// The fields of the form, from top to bottom.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum FormField {
    /// What success means, in their words.
    #[default]
    Says,
    /// The shared quantity it is about.
    Theme,
    /// Which way the theme should go.
    Wants,
    /// How much it matters.
    Weight,
}

impl FormField {
    /// All fields, from top to bottom.
    pub const ALL: [Self; 4] = [Self::Says, Self::Theme, Self::Wants, Self::Weight];

    /// The name of the field.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Says => "Success means",
            Self::Theme => "Theme",
            Self::Wants => "Wants",
            Self::Weight => "Weight",
        }
    }

    /// What it means, and how it is filled in.
    #[must_use]
    pub fn help(self) -> &'static str {
        match self {
            Self::Says => "in their own words, one line",
            Self::Theme => "what it is about: ← → choose, Space lists all",
            Self::Wants => "← → turn it round",
            Self::Weight => "1 matters a little … 5 decides: type the digit",
        }
    }
}

/// A criterion being written.
#[derive(Clone, Debug)]
pub struct CriterionForm {
    /// Whose it is.
    pub partner: PartnerId,
    /// Which one; none for a new one.
    pub id: Option<CriterionId>,
    /// The field under the cursor.
    pub at: FormField,
    /// Its words.
    pub says: TextField,
    /// Its theme.
    pub theme: Option<ThemeId>,
    /// Which way the theme should go.
    pub wants: Direction,
    /// Its weight.
    pub weight: Weight,
    /// What the form was opened with, fields that it doesn't show included.
    content: Content,
    before: Option<Criterion>,
}

impl CriterionForm {
    /// An empty form for a new criterion.
    #[must_use]
    pub fn for_new(partner: PartnerId) -> Self {
        Self::of(partner, Content::of(Text::default()), None)
    }

    /// The form for a criterion that is there.
    #[must_use]
    pub fn for_criterion(
        partner: PartnerId,
        id: CriterionId,
        criterion: &Criterion,
        pass: Curtain,
    ) -> Option<Self> {
        let content = criterion.shown(pass)?.clone();
        Some(Self { id: Some(id), ..Self::of(partner, content, Some(criterion.clone())) })
    }

    fn of(partner: PartnerId, content: Content, before: Option<Criterion>) -> Self {
        Self {
            partner,
            id: None,
            at: FormField::Says,
            says: TextField::new(&content.says, Lines::Folded),
            theme: content.theme.clone(),
            wants: content.wants,
            weight: content.weight,
            content,
            before,
        }
    }

    /// The criterion as the form has it now; fields that the form doesn't show stay as they were.
    #[must_use]
    pub fn criterion(&self) -> Criterion {
        let mut content = self.content.clone();
        if self.says.is_changed() {
            content.says = self.says.text();
        }
        content.theme.clone_from(&self.theme);
        content.wants = self.wants;
        content.weight = self.weight;
        match &self.before {
            Some(before) => before.with(content),
            None => Criterion::new(content),
        }
    }

    /// Whether it must not be made worse; the form doesn't change that.
    #[must_use]
    pub fn is_red_line(&self) -> bool {
        self.content.red_line
    }

    /// Whether it is marked private; the form doesn't change that.
    #[must_use]
    pub fn is_private(&self) -> bool {
        self.before.as_ref().is_some_and(Criterion::is_private)
    }

    /// Whether anything in it differs from what it was opened with.
    #[must_use]
    pub fn is_changed(&self) -> bool {
        match &self.before {
            Some(before) => self.criterion() != *before,
            None => !self.says.is_blank(),
        }
    }

    /// Moves the cursor to the next or the previous field; it stays within the form.
    pub fn step(&mut self, fields: isize) {
        let at = FormField::ALL.iter().position(|field| *field == self.at).unwrap_or(0);
        let last = FormField::ALL.len() - 1;
        self.at = FormField::ALL[at.saturating_add_signed(fields).min(last)];
    }

    /// Goes through the values of the field under the cursor.
    pub fn turn(&mut self, steps: i8, themes: &[ThemeId]) {
        match self.at {
            FormField::Says => {}
            FormField::Theme => self.theme = turned(self.theme.as_ref(), steps, themes),
            FormField::Wants => self.wants = self.wants.opposite(),
            FormField::Weight => self.weight = Weight::clamped(self.weight.get() + steps),
        }
    }

    /// Takes pasted text: it goes into the words.
    pub fn paste(&mut self, text: &str) -> Result<(), UserError> {
        self.at = FormField::Says;
        self.says.paste(text)
    }

    /// Takes a key that types something: words, or the digit of the weight.
    pub fn key(&mut self, key: Key) {
        match (self.at, key.code) {
            (FormField::Says, _) => self.says.key(key),
            (FormField::Weight, KeyCode::Char(digit @ '1'..='5')) => {
                let weight = i8::try_from(u32::from(digit) - u32::from('0')).unwrap_or(3);
                self.weight = Weight::clamped(weight);
            }
            _ => {}
        }
    }
}

/// The theme so many steps further in a round of "none" and all themes.
fn turned(theme: Option<&ThemeId>, steps: i8, themes: &[ThemeId]) -> Option<ThemeId> {
    let round = isize::try_from(themes.len()).unwrap_or(isize::MAX - 1) + 1;
    let at = theme.and_then(|theme| themes.iter().position(|other| other == theme));
    let at = at.map_or(0, |at| isize::try_from(at).unwrap_or(0) + 1);
    let next = (at + isize::from(steps)).rem_euclid(round);
    usize::try_from(next - 1).ok().and_then(|at| themes.get(at).cloned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn themes_go_round_through_none() {
        let themes = ["a", "b"].map(|id| ThemeId::new(id).unwrap());
        let turn = |from: Option<&str>, steps| {
            let from = from.map(|id| ThemeId::new(id).unwrap());
            turned(from.as_ref(), steps, &themes).map(|id| id.to_string())
        };
        assert_eq!(turn(None, 1).as_deref(), Some("a"));
        assert_eq!(turn(Some("b"), 1), None);
        assert_eq!(turn(None, -1).as_deref(), Some("b"));
        assert_eq!(turned(None, 1, &[]), None);
    }
}
