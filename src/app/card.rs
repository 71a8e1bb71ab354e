//! The card of a partner: which rows it has, from top to bottom.

use crate::edit::Edit;
use crate::model::{ConcernId, CriterionId, CultureScale, Curtain, Exchange, OfferId, Partner};

/// One row of the card that the cursor can stand on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CardRow {
    /// Name, side and tags.
    Name,
    /// Interest and influence.
    Placement,
    /// Where they stand and where we want them. Private.
    Stance,
    /// One line of their definition of success.
    Criterion(CriterionId),
    /// Where the next criterion goes.
    NewCriterion,
    /// Something they bring or ask for.
    Exchange(Exchange, OfferId),
    /// Where the first of what they bring or ask for goes.
    NewExchange(Exchange),
    /// Something they fear. Private.
    Concern(ConcernId),
    /// Where the first concern goes. Private.
    NewConcern,
    /// What one has to know before meeting them. Private.
    CultureNotes,
    /// One of the six culture scales. Private.
    Culture(CultureScale),
    /// What they do without an agreement. Private.
    WalkAway,
    /// Notes for our eyes only. Private.
    PrivateNotes,
}

impl CardRow {
    /// The rows of a partner's card. Private ones are left out while the curtain is drawn.
    #[must_use]
    pub fn of(partner: &Partner, curtain: Curtain) -> Vec<Self> {
        let mut rows = vec![Self::Name, Self::Placement];
        if !curtain.is_drawn() {
            rows.push(Self::Stance);
        }
        rows.extend(partner.success.keys().cloned().map(Self::Criterion));
        rows.push(Self::NewCriterion);
        for side in [Exchange::Offer, Exchange::Ask] {
            let entries = partner.exchanged(side);
            rows.extend(entries.keys().map(|id| Self::Exchange(side, id.clone())));
            rows.extend(entries.is_empty().then_some(Self::NewExchange(side)));
        }
        let Some(pass) = curtain.pass() else {
            return rows;
        };
        rows.push(Self::WalkAway);
        rows.push(Self::CultureNotes);
        let culture = partner.culture.reveal(pass);
        let known = |scale: &CultureScale| culture.step(*scale).is_some();
        rows.extend(CultureScale::ALL.into_iter().filter(known).map(Self::Culture));
        let concerns = partner.concerns.reveal(pass);
        rows.extend(concerns.keys().cloned().map(Self::Concern));
        rows.extend(concerns.is_empty().then_some(Self::NewConcern));
        rows.push(Self::PrivateNotes);
        rows
    }

    /// The row that shows what an edit is about, if the card has one.
    #[must_use]
    pub fn of_edit(edit: &Edit) -> Option<Self> {
        match edit {
            Edit::Criterion { id, .. } => Some(Self::Criterion(id.clone())),
            Edit::Offer { side, id, .. } => Some(Self::Exchange(*side, id.clone())),
            Edit::Concern { id, .. } => Some(Self::Concern(id.clone())),
            _ => None,
        }
    }
}
