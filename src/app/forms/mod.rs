//! Forms: one record of the map, field by field, kept as one step.
//!
//! Each subject says in a file of its own which fields its form has and which step follows from
//! what was changed in them. Opening and drawing, keys and mouse are the same for all.

mod choices;
mod concern;
pub(super) mod criterion;
pub(super) mod culture;
mod effect;
mod heading;
mod identity;
mod issue;
mod offer;
mod option;
mod part;
mod placement;
mod rated;
mod relation;
mod rule;
mod scale;
mod stance;
mod theme;
mod value;
mod walk_away;
mod words;

use std::borrow::Cow;

use super::error::UserError;
use super::session::App;
use super::sheet::On;
use crate::analysis::Gain;
use crate::edit::{Exchanged, Step, UsedIds};
use crate::model::{
    ConcernId, CriterionId, IssueId, Map, OfferId, OptionPlace, PartnerId, ThemeId,
};
pub(super) use choices::As;
pub use choices::{Alternative, Choices};
use part::{Fault, Part};
pub use scale::{Number, Steps};
pub use value::{Switch, Value};

/// A record being written.
#[derive(Clone, Debug)]
pub struct Form {
    /// What it is, and whose.
    pub title: String,
    /// Which record.
    pub of: Subject,
    /// Its fields, from top to bottom; at least one.
    pub fields: Vec<Field>,
    /// The field under the cursor.
    pub at: usize,
    /// The walk-aways that are being lowered, this one among them.
    pub lowers: Option<Lowers>,
}

/// Walk-aways that are gone through to be lowered, one form after the other.
#[derive(Clone, Debug)]
pub struct Lowers {
    /// Whose, and what each may be worth at most so that they say yes.
    pub all: Vec<(PartnerId, Gain)>,
    /// The one whose form is open.
    pub at: usize,
}

/// One field of a form.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its name; one that begins with blanks belongs to the field above.
    pub name: Cow<'static, str>,
    /// What it means, and its scale, in words.
    pub help: Cow<'static, str>,
    /// The field of the map file that it edits, as `partners.success.red_line`.
    pub edits: &'static str,
    /// What stands in it.
    pub value: Value,
}

/// The record that a form is about. One that is not there yet has no id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// Who a partner is.
    Identity(PartnerId),
    /// Where a partner is on the grid.
    Placement(PartnerId),
    /// Where a partner stands, and where we want them.
    Stance(PartnerId),
    /// How a partner works.
    Culture(PartnerId),
    /// What a partner does without an agreement.
    WalkAway(PartnerId),
    /// Something a partner fears.
    Concern(PartnerId, Option<ConcernId>),
    /// Something a partner brings or asks for.
    Offer(Exchanged, Option<OfferId>),
    /// A line of a partner's definition of success.
    Criterion(PartnerId, Option<CriterionId>),
    /// A question to settle.
    Issue(IssueId),
    /// One of its options.
    Option(OptionPlace),
    /// What an option does to a theme or a criterion.
    Effect(OptionPlace, On),
    /// The lines on top of the map.
    Heading,
    /// A theme.
    Theme(Option<ThemeId>),
    /// What the first partner is to the second; to nobody yet, what they may be to whom is chosen.
    Relation(PartnerId, Option<PartnerId>),
    /// The n-th rule.
    Rule(Option<usize>),
}

impl Subject {
    /// The form with what the map holds now. While the curtain is drawn it leaves out private
    /// fields, and what is wholly private is refused.
    pub fn form(self, app: &App) -> Result<Form, UserError> {
        match &self {
            Self::Identity(id) => identity::form(app, id),
            Self::Placement(id) => placement::form(app, id),
            Self::Stance(id) => stance::form(app, id),
            Self::Culture(id) => culture::form(app, id),
            Self::WalkAway(id) => walk_away::form(app, id),
            Self::Concern(partner, id) => concern::form(app, partner, id.as_ref()),
            Self::Offer(of, id) => offer::form(app, of, id.as_ref()),
            Self::Criterion(partner, id) => criterion::form(app, partner, id.as_ref()),
            Self::Issue(id) => issue::form(app, id),
            Self::Option(place) => option::form(app, place),
            Self::Effect(place, on) => effect::form(app, place, on),
            Self::Heading => Ok(heading::form(app)),
            Self::Theme(id) => theme::form(app, id.as_ref()),
            Self::Relation(from, to) => relation::form(app, from, to.as_ref()),
            Self::Rule(at) => rule::form(app, *at),
        }
        .map(|(title, fields)| {
            let mut form = Form { title, of: self, fields, at: 0, lowers: None };
            form.go(0);
            form
        })
    }
}

/// What a subject makes a form of: its title and its fields.
type Sheet = (String, Vec<Field>);

impl Form {
    /// What was changed, as one step; nothing where nothing was. Where a value can't be kept, the
    /// cursor goes to it.
    pub fn step(&mut self, map: &Map, used: &UsedIds) -> Result<Option<Step>, UserError> {
        let part = Part::of(&self.fields);
        let step = match &self.of {
            Subject::Identity(id) => identity::step(part, map, id),
            Subject::Placement(id) => placement::step(part, map, id),
            Subject::Stance(id) => Ok(stance::step(part, map, id)),
            Subject::Culture(id) => Ok(culture::step(part, map, id)),
            Subject::WalkAway(id) => walk_away::step(part, map, id),
            Subject::Concern(of, id) => concern::step(part, (map, used), of, id.as_ref()),
            Subject::Offer(of, id) => offer::step(part, (map, used), of, id.as_ref()),
            Subject::Criterion(of, id) => criterion::step(part, (map, used), of, id.as_ref()),
            Subject::Issue(id) => issue::step(part, map, id),
            Subject::Option(place) => option::step(part, map, place),
            Subject::Effect(place, on) => effect::step(part, map, place, on),
            Subject::Heading => heading::step(part, map),
            Subject::Theme(id) => theme::step(part, (map, used), id.as_ref()),
            Subject::Relation(from, to) => relation::step(part, map, from, to.as_ref()),
            Subject::Rule(at) => rule::step(part, map, *at),
        };
        step.map_err(|Fault { at, error }| {
            self.go(at);
            error
        })
    }

    /// What all that stands in it comes to, in words; empty where it is no number, and nothing where
    /// nothing adds up.
    #[must_use]
    pub fn adds_up(&self, app: &App) -> Option<String> {
        let part = Part::of(&self.fields);
        let told = match &self.of {
            Subject::WalkAway(id) => {
                let lowers = self.lowers.as_ref();
                let most = lowers.and_then(|lowers| lowers.all.get(lowers.at));
                walk_away::adds_up(part, app, id, most.map(|(_, most)| *most))
            }
            Subject::Effect(place, on) => effect::adds_up(part, app, place, on),
            _ => return None,
        };
        Some(told.unwrap_or_default())
    }

    /// Whether anything in it differs from what it was opened with.
    #[must_use]
    pub fn is_changed(&self) -> bool {
        self.fields.iter().any(|field| field.value.is_changed())
    }

    /// The field under the cursor.
    #[must_use]
    pub fn field(&self) -> Option<&Field> {
        self.fields.get(self.at)
    }

    /// Moves the cursor to the field that edits this field of the file.
    #[must_use]
    pub fn at(mut self, edits: &str) -> Self {
        let at = self.fields.iter().position(|field| field.edits == edits);
        self.go(at.unwrap_or(0));
        self
    }

    /// What stands in the field under the cursor.
    pub fn value(&mut self) -> Option<&mut Value> {
        self.fields.get_mut(self.at).map(|field| &mut field.value)
    }

    /// Takes pasted text into the field under the cursor.
    pub fn paste(&mut self, text: &str) -> Result<(), UserError> {
        self.value().map_or(Ok(()), |value| value.paste(text))
    }

    /// Moves the cursor by so many fields; it stays within the form.
    pub fn walk(&mut self, fields: isize) {
        self.go(self.at.saturating_add_signed(fields));
    }

    /// Moves the cursor to the n-th field. A number there is selected, so that typing replaces it.
    pub fn go(&mut self, at: usize) {
        if let Some(field) = self.fields.get_mut(self.at) {
            field.value.end_word();
        }
        self.at = at.min(self.fields.len().saturating_sub(1));
        if let Some(Value::Number(number)) = self.value() {
            number.field = number.field.clone().selected();
        }
    }
}

impl Field {
    /// A field with its name, what it means, the field of the file that it edits and what stands there.
    pub fn new(
        edits: &'static str,
        name: impl Into<Cow<'static, str>>,
        help: impl Into<Cow<'static, str>>,
        value: Value,
    ) -> Self {
        Self { name: name.into(), help: help.into(), edits, value }
    }
}
