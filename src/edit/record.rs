//! The small records that are edited as one and don't have a type of their own in the model.

use serde::Deserialize;

use crate::model::{
    Issue, IssueId, Level, OptionPlace, Partner, PartnerId, Placement, Private, Rated, Side,
    Stance, Text,
};

/// Who a partner is.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Identity {
    /// The full name.
    pub name: Text,
    /// A name for tight places; empty: made from the name.
    #[serde(default)]
    pub short: Text,
    /// Where they stand relative to us.
    #[serde(default)]
    pub side: Side,
    /// Free labels.
    #[serde(default)]
    pub tags: Vec<Text>,
    /// Whether this is a voice at risk of being left out.
    #[serde(default)]
    pub under_heard: bool,
}

/// A partner's place on the grid, or as much of it as is known.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Placements {
    /// How much the matter matters to them.
    pub interest: Option<Placement>,
    /// How much they can move it.
    pub influence: Option<Placement>,
}

/// Where a partner stands, and where we want them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Stances {
    /// Where they stand.
    pub stance: Private<Option<Stance>>,
    /// Where we want them to stand.
    pub wanted: Private<Option<Stance>>,
}

/// What an issue asks.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// The question.
    pub name: Text,
    /// Whether one option must be chosen.
    #[serde(default)]
    pub must_settle: bool,
}

/// An entry so large that its place in its order is a slot of its own.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub enum Ordered {
    /// A partner among the partners.
    Partner(PartnerId),
    /// An issue among the issues.
    Issue(IssueId),
    /// An option among those of its issue.
    Option(OptionPlace),
}

impl Placements {
    /// The same evidence and sources, at these levels; an axis without a level is not placed.
    #[must_use]
    pub fn at(&self, interest: Option<Level>, influence: Option<Level>) -> Self {
        let on = |placement: &Option<Placement>, level: Option<Level>| {
            let value = level?;
            Some(match placement {
                Some(placement) => Placement { value, ..placement.clone() },
                None => Rated::bare(value),
            })
        };
        Self { interest: on(&self.interest, interest), influence: on(&self.influence, influence) }
    }
}

/// Part of a larger record that is edited on its own.
pub(super) trait Part<Whole>: Clone + PartialEq {
    /// As it is now.
    fn of(whole: &Whole) -> Self;
    /// Writes it back.
    fn put(self, whole: &mut Whole);
}

impl Part<Partner> for Identity {
    fn of(partner: &Partner) -> Self {
        Self {
            name: partner.name.clone(),
            short: partner.short.clone(),
            side: partner.side,
            tags: partner.tags.clone(),
            under_heard: partner.under_heard,
        }
    }

    fn put(self, partner: &mut Partner) {
        let Self { name, short, side, tags, under_heard } = self;
        partner.name = name;
        partner.short = short;
        partner.side = side;
        partner.tags = tags;
        partner.under_heard = under_heard;
    }
}

impl Part<Partner> for Placements {
    fn of(partner: &Partner) -> Self {
        Self { interest: partner.interest.clone(), influence: partner.influence.clone() }
    }

    fn put(self, partner: &mut Partner) {
        partner.interest = self.interest;
        partner.influence = self.influence;
    }
}

impl Part<Partner> for Stances {
    fn of(partner: &Partner) -> Self {
        Self { stance: partner.stance.clone(), wanted: partner.wanted.clone() }
    }

    fn put(self, partner: &mut Partner) {
        partner.stance = self.stance;
        partner.wanted = self.wanted;
    }
}

impl Part<Issue> for Question {
    fn of(issue: &Issue) -> Self {
        Self { name: issue.name.clone(), must_settle: issue.must_settle }
    }

    fn put(self, issue: &mut Issue) {
        issue.name = self.name;
        issue.must_settle = self.must_settle;
    }
}

impl Identity {
    /// Who the partner is now.
    #[must_use]
    pub fn of(partner: &Partner) -> Self {
        Part::of(partner)
    }
}

impl Placements {
    /// Where the partner is placed now.
    #[must_use]
    pub fn of(partner: &Partner) -> Self {
        Part::of(partner)
    }
}

impl Stances {
    /// Where the partner stands now.
    #[must_use]
    pub fn of(partner: &Partner) -> Self {
        Part::of(partner)
    }
}

impl Question {
    /// What the issue asks now.
    #[must_use]
    pub fn of(issue: &Issue) -> Self {
        Part::of(issue)
    }
}
