//! One edit as a line of a journal tells it: `(is:Theme,id:"waits",from:…,to:…)`.
//!
//! All kinds are read as one record, and the sides by themselves after that: a reading made for each
//! kind of edit came to a twentieth of the program.

use ron::extensions::Extensions;
use ron::value::RawValue;
use serde::Deserialize;

use crate::edit::{Change, Edit, Ordered};
use crate::model::{CriterionId, Exchange, Id, OptionPlace, PartnerId};

/// An edit, as far as all kinds are alike.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EditLine<'t> {
    is: Kind,
    #[serde(default)]
    id: Option<String>,
    #[serde(default)]
    partner: Option<String>,
    #[serde(default)]
    issue: Option<String>,
    #[serde(default)]
    theme: Option<String>,
    #[serde(default)]
    criterion: Option<String>,
    #[serde(default)]
    option: Option<OptionPlace>,
    #[serde(default)]
    side: Option<Exchange>,
    #[serde(default)]
    of: Option<Ordered>,
    #[serde(borrow, default)]
    from: Option<&'t RawValue>,
    #[serde(borrow, default)]
    to: Option<&'t RawValue>,
}

/// Which kind of [`Edit`] it is.
#[derive(Clone, Copy, Deserialize)]
enum Kind {
    Heading,
    Theme,
    Partner,
    Identity,
    Placement,
    Stance,
    Criterion,
    Concern,
    Culture,
    Offer,
    WalkAway,
    Notes,
    Issue,
    Question,
    Option,
    OptionName,
    Effect,
    OnPartner,
    OnCriterion,
    Rule,
    Relation,
    Order,
}

impl EditLine<'_> {
    /// The edit, if nothing of it is missing or made up.
    pub(super) fn edit(self) -> Option<Edit> {
        Some(match self.is {
            Kind::Heading => Edit::Heading { change: self.boxed()? },
            Kind::Theme => Edit::Theme { id: id(self.id.as_ref())?, change: self.change()? },
            Kind::Partner => Edit::Partner { id: id(self.id.as_ref())?, change: self.boxed()? },
            Kind::Identity => Edit::Identity { partner: self.partner()?, change: self.boxed()? },
            Kind::Placement => Edit::Placement { partner: self.partner()?, change: self.boxed()? },
            Kind::Stance => Edit::Stance { partner: self.partner()?, change: self.change()? },
            Kind::Criterion => {
                let (partner, id) = (self.partner()?, id(self.id.as_ref())?);
                Edit::Criterion { partner, id, change: self.boxed()? }
            }
            Kind::Concern => {
                let (partner, id) = (self.partner()?, id(self.id.as_ref())?);
                Edit::Concern { partner, id, change: self.change()? }
            }
            Kind::Culture => Edit::Culture { partner: self.partner()?, change: self.change()? },
            Kind::Offer => {
                let (partner, side, id) = (self.partner()?, self.side?, id(self.id.as_ref())?);
                Edit::Offer { partner, side, id, change: self.change()? }
            }
            Kind::WalkAway => Edit::WalkAway { partner: self.partner()?, change: self.change()? },
            Kind::Notes => Edit::Notes { partner: self.partner()?, change: self.change()? },
            Kind::Issue => Edit::Issue { id: id(self.id.as_ref())?, change: self.boxed()? },
            Kind::Question => {
                Edit::Question { issue: id(self.issue.as_ref())?, change: self.change()? }
            }
            Kind::Option => {
                let change = self.boxed()?;
                Edit::Option { place: self.option?, change }
            }
            Kind::OptionName => {
                let change = self.change()?;
                Edit::OptionName { place: self.option?, change }
            }
            Kind::Effect => {
                let (theme, change) = (id(self.theme.as_ref())?, self.change()?);
                Edit::Effect { option: self.option?, theme, change }
            }
            Kind::OnPartner => {
                let (partner, change) = (self.partner()?, self.boxed()?);
                Edit::OnPartner { option: self.option?, partner, change }
            }
            Kind::OnCriterion => {
                let (partner, change) = (self.partner()?, self.change()?);
                let criterion: CriterionId = id(self.criterion.as_ref())?;
                Edit::OnCriterion { option: self.option?, partner, criterion, change }
            }
            Kind::Rule => Edit::Rule { change: self.change()? },
            Kind::Relation => Edit::Relation { change: self.change()? },
            Kind::Order => {
                let change = self.change()?;
                Edit::Order { of: self.of?, change }
            }
        })
    }

    fn partner(&self) -> Option<PartnerId> {
        id(self.partner.as_ref())
    }

    /// Both sides; where one isn't told there is nothing on it.
    fn change<T: for<'t> Deserialize<'t>>(&self) -> Option<Change<T>> {
        let side = |side: Option<&RawValue>| value(side.map_or("None", RawValue::get_ron));
        Some(Change { before: side(self.from)?, after: side(self.to)? })
    }

    fn boxed<T: for<'t> Deserialize<'t>>(&self) -> Option<Box<Change<T>>> {
        self.change().map(Box::new)
    }
}

fn id<K>(text: Option<&String>) -> Option<Id<K>> {
    Id::new(text?).ok()
}

/// Reads a value as in a map file: what is there needs no `Some`.
pub(super) fn value<'t, T: Deserialize<'t>>(text: &'t str) -> Option<T> {
    let options = ron::Options::default().with_default_extension(Extensions::IMPLICIT_SOME);
    options.from_str(text).ok()
}
