//! Who moves whom, and how far they trust each other.

use serde::Deserialize;

use super::{PartnerId, Private, Text, Whole};

/// How much the one can move the other: 0 nothing, 1 its daily work, 2 its projects, 3 its purpose,
/// 4 its survival.
pub type Moves = Whole<0, 4>;

/// The words for the steps of [`Moves`], from 0 on; plain ones for those of MACTOR (Godet) for direct
/// influence: processes, projects, mission, existence.
pub const MOVES: [&str; 5] = ["nothing", "daily work", "projects", "purpose", "survival"];

/// How far the one trusts the other: -2 to 2.
pub type Trust = Whole<-2, 2>;

/// The words for the steps of [`Trust`], from -2 on.
pub const TRUST: [&str; 5] = ["distrusts", "doubts", "neither", "trusts", "trusts fully"];

/// What one partner is to another. Directed; one for each pair and direction.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Relation {
    /// Who moves and trusts.
    pub from: PartnerId,
    /// Who is moved and trusted.
    pub to: PartnerId,
    /// How much `from` can move `to`.
    #[serde(default)]
    pub moves: Option<Moves>,
    /// How far `from` trusts `to`.
    #[serde(default)]
    pub trust: Private<Option<Trust>>,
    /// What lies behind it.
    #[serde(default)]
    pub note: Private<Text>,
}

impl Relation {
    /// A relation of which only the ends are known.
    #[must_use]
    pub fn between(from: PartnerId, to: PartnerId) -> Self {
        Self { from, to, moves: None, trust: Private::default(), note: Private::default() }
    }
}
