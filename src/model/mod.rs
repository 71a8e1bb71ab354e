//! The values of a map: partners, success, culture, issues and what they may be; no input, output, clock or chance.

mod culture;
mod entries;
mod id;
mod issue;
mod map;
mod number;
mod order;
mod partner;
mod place;
mod private;
mod rated;
mod relation;
#[cfg(test)]
pub(crate) mod samples;
mod success;
mod text;

pub use culture::{Culture, CultureScale};
pub use entries::{Each, Entries};
pub use id::{
    ConcernId, CriterionId, Exchange, Id, IdError, IssueId, Kind, OfferId, OptionId, PartnerId,
    ThemeId,
};
pub use issue::{Effect, Issue, IssueOption, OptionPlace, Rule};
pub use map::{Form, Heading, Map, Stage, Theme};
pub use number::{Bounded, Decimal, Level, NumberError, Score, Step, Weight, Whole, Worth};
pub use order::{order_by, order_by_key};
pub use partner::{Offer, OfferKind, Partner, Placement, Quadrant, Side, Stance, WalkAway};
pub use place::{Place, Segment};
pub use private::{Curtain, Pass, Private};
pub use rated::{Rated, RatedValue};
pub use relation::{MOVES, Moves, Relation, TRUST, Trust};
pub use success::{Concern, Content, Criterion, Direction, Evidence};
pub use text::{Text, TextError};
