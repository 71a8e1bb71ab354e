//! A partner: who they are, where they stand, what they bring, and what they do without an agreement.

use serde::Deserialize;
use unicode_segmentation::UnicodeSegmentation;

use super::{
    Concern, ConcernId, Criterion, CriterionId, Culture, Curtain, Decimal, Effect, Entries,
    Evidence, Exchange, Level, OfferId, Private, Rated, Text, Worth,
};

/// A partner's place on one axis of the grid, with the evidence for it.
pub type Placement = Rated<Level>;

/// A person, group or organization with a stake.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Partner {
    /// The full name.
    pub name: Text,
    /// A name for tight places; empty: made from the name.
    #[serde(default)]
    pub short: Text,
    /// Where they stand relative to us.
    #[serde(default)]
    pub side: Side,
    /// Free labels, for filtering.
    #[serde(default)]
    pub tags: Vec<Text>,
    /// Whether this is a voice at risk of being left out.
    #[serde(default)]
    pub under_heard: bool,
    /// How much the matter matters to them.
    #[serde(default)]
    pub interest: Option<Placement>,
    /// How much they can move it.
    #[serde(default)]
    pub influence: Option<Placement>,
    /// Where they stand on what we propose.
    #[serde(default)]
    pub stance: Private<Option<Stance>>,
    /// Where we want them to stand.
    #[serde(default)]
    pub wanted: Private<Option<Stance>>,
    /// Their definition of success.
    #[serde(default)]
    pub success: Entries<CriterionId, Criterion>,
    /// What they fear.
    #[serde(default)]
    pub concerns: Private<Entries<ConcernId, Concern>>,
    /// How they work.
    #[serde(default)]
    pub culture: Private<Culture>,
    /// What they bring.
    #[serde(default)]
    pub offers: Entries<OfferId, Offer>,
    /// What they want from others.
    #[serde(default)]
    pub asks: Entries<OfferId, Offer>,
    /// What they do if there is no agreement.
    #[serde(default)]
    pub walk_away: Private<Option<Box<WalkAway>>>,
    /// Notes for our eyes only.
    #[serde(default, rename = "private")]
    pub private_notes: Private<Text>,
}

/// Where a partner stands relative to us.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
pub enum Side {
    /// We ourselves; there may be several.
    Us,
    /// Inside our organization.
    Inside,
    /// Outside of it.
    #[default]
    Outside,
}

impl Side {
    /// All sides, the nearest first.
    pub const ALL: [Self; 3] = [Self::Us, Self::Inside, Self::Outside];

    /// The word for it on the screen.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Us => "us",
            Self::Inside => "inside",
            Self::Outside => "outside",
        }
    }
}

/// How a partner relates to the matter, from not knowing of it to leading it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
pub enum Stance {
    /// Doesn't know of it.
    Unaware,
    /// Against it.
    Resistant,
    /// Neither for nor against.
    Neutral,
    /// For it.
    Supportive,
    /// Carries it.
    Leading,
}

impl Stance {
    /// All of them, in order.
    pub const ALL: [Self; 5] =
        [Self::Unaware, Self::Resistant, Self::Neutral, Self::Supportive, Self::Leading];

    /// The word for it, in the file and on the screen.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Unaware => "Unaware",
            Self::Resistant => "Resistant",
            Self::Neutral => "Neutral",
            Self::Supportive => "Supportive",
            Self::Leading => "Leading",
        }
    }
}

/// Something a partner brings, or asks for.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Offer {
    /// What it is.
    pub says: Text,
    /// What kind of thing it is; what is offered is matched with what is asked by kind.
    #[serde(default)]
    pub kind: OfferKind,
}

/// The kinds of things that partners exchange.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[expect(missing_docs, reason = "the names say it all")]
pub enum OfferKind {
    Money,
    People,
    Knowledge,
    Access,
    Standing,
    Space,
    Technology,
    #[default]
    Other,
}

impl OfferKind {
    /// All kinds, in the order in which they are listed.
    pub const ALL: [Self; 8] = [
        Self::Money,
        Self::People,
        Self::Knowledge,
        Self::Access,
        Self::Standing,
        Self::Space,
        Self::Technology,
        Self::Other,
    ];

    /// The word for it, in the file.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Money => "Money",
            Self::People => "People",
            Self::Knowledge => "Knowledge",
            Self::Access => "Access",
            Self::Standing => "Standing",
            Self::Space => "Space",
            Self::Technology => "Technology",
            Self::Other => "Other",
        }
    }
}

/// What a partner does if there is no agreement (BATNA), and what that is worth to them.
///
/// Invariant: not both `on` and `gain`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(try_from = "WalkAwayRecord")]
pub struct WalkAway {
    /// In words.
    pub says: Text,
    /// Its effects on the partner's own criteria, scored like an option's.
    pub on: Entries<CriterionId, Effect>,
    /// Its worth as one number, from an import.
    pub gain: Option<Worth>,
    /// How we know.
    pub evidence: Option<Evidence>,
    /// From where we know.
    pub source: Text,
}

#[derive(Deserialize)]
#[serde(rename = "WalkAway", deny_unknown_fields)]
struct WalkAwayRecord {
    #[serde(default)]
    says: Text,
    #[serde(default)]
    on: Entries<CriterionId, Effect>,
    #[serde(default)]
    gain: Option<Worth>,
    #[serde(default)]
    evidence: Option<Evidence>,
    #[serde(default)]
    source: Text,
}

impl TryFrom<WalkAwayRecord> for WalkAway {
    type Error = &'static str;

    fn try_from(record: WalkAwayRecord) -> Result<Self, Self::Error> {
        let WalkAwayRecord { says, on, gain, evidence, source } = record;
        if gain.is_some() && !on.is_empty() {
            return Err("a walk-away has either `on` or `gain`, not both");
        }
        Ok(Self { says, on, gain, evidence, source })
    }
}

/// One quarter of the grid. High is above 5.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Quadrant {
    /// Interest and influence high.
    ManageClosely,
    /// Influence high.
    KeepSatisfied,
    /// Interest high.
    KeepInformed,
    /// Both low.
    Monitor,
}

impl Quadrant {
    /// All four.
    pub const ALL: [Self; 4] =
        [Self::ManageClosely, Self::KeepSatisfied, Self::KeepInformed, Self::Monitor];

    /// The quadrant of a place.
    #[must_use]
    pub fn of(interest: Level, influence: Level) -> Self {
        let high = |level: Level| level.billionths() > 5 * Decimal::ONE;
        match (high(interest), high(influence)) {
            (true, true) => Self::ManageClosely,
            (false, true) => Self::KeepSatisfied,
            (true, false) => Self::KeepInformed,
            (false, false) => Self::Monitor,
        }
    }

    /// Its name: among ourselves, or, on a shared screen, in words that hurt nobody who reads them.
    #[must_use]
    pub fn called(self, curtain: Curtain) -> &'static str {
        match (self, curtain) {
            (Self::ManageClosely, Curtain::Open) => "Manage closely",
            (Self::ManageClosely, Curtain::Drawn) => "Decide together",
            (Self::KeepSatisfied, _) => "Keep satisfied",
            (Self::KeepInformed, Curtain::Open) => "Keep informed",
            (Self::KeepInformed, Curtain::Drawn) => "Keep involved",
            (Self::Monitor, Curtain::Open) => "Monitor",
            (Self::Monitor, Curtain::Drawn) => "Keep in view",
        }
    }
}

impl Partner {
    /// A partner of whom only the name is known.
    #[must_use]
    pub fn named(name: Text) -> Self {
        Self {
            name,
            short: Text::default(),
            side: Side::default(),
            tags: Vec::new(),
            under_heard: false,
            interest: None,
            influence: None,
            stance: Private::default(),
            wanted: Private::default(),
            success: Entries::new(),
            concerns: Private::default(),
            culture: Private::default(),
            offers: Entries::new(),
            asks: Entries::new(),
            walk_away: Private::default(),
            private_notes: Private::default(),
        }
    }

    /// What they bring, or what they ask for.
    #[must_use]
    pub fn exchanged(&self, side: Exchange) -> &Entries<OfferId, Offer> {
        match side {
            Exchange::Offer => &self.offers,
            Exchange::Ask => &self.asks,
        }
    }

    /// Whether anything is known of what success means to them.
    #[must_use]
    pub fn is_known(&self) -> bool {
        !self.success.is_empty()
    }

    /// The best evidence for what success means to them. Private criteria count: for computing with
    /// it, and for showing it where an open one gives the same.
    #[must_use]
    pub fn best_evidence(&self) -> Option<Evidence> {
        self.success.values().filter_map(|criterion| criterion.inner().evidence).min()
    }

    /// Interest and influence, when both are placed.
    #[must_use]
    pub fn place(&self) -> Option<(Level, Level)> {
        Some((self.interest.as_ref()?.value, self.influence.as_ref()?.value))
    }

    /// The quadrant, when both are placed.
    #[must_use]
    pub fn quadrant(&self) -> Option<Quadrant> {
        self.place().map(|(interest, influence)| Quadrant::of(interest, influence))
    }

    /// Whether one of the two placements is a guess, or it is not said how we know.
    ///
    /// A bare number counts as said by nobody, but marking all of them would mark nothing: on the
    /// grid only what is called a guess is drawn as one.
    #[must_use]
    pub fn placement_is_guess(&self) -> bool {
        [&self.interest, &self.influence]
            .into_iter()
            .flatten()
            .any(|placement| placement.evidence == Some(Evidence::Guess))
    }

    /// The name for tight places: the given one, or the initials of a name of several words, or its start.
    #[must_use]
    pub fn short_name(&self) -> String {
        const LONGEST: usize = 8;
        if !self.short.is_empty() {
            return self.short.to_string();
        }
        let words: Vec<&str> = self.name.unicode_words().collect();
        if words.len() < 2 {
            return self.name.graphemes(true).filter(|g| *g != "\n").take(LONGEST).collect();
        }
        words.iter().filter_map(|word| word.graphemes(true).next()).take(LONGEST).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn level(number: i64) -> Level {
        Level::clamped(Decimal::from_billionths(number))
    }

    #[test]
    fn high_is_above_five() {
        let five = level(5 * Decimal::ONE);
        let above = level(5 * Decimal::ONE + 1);
        assert_eq!(Quadrant::of(five, five), Quadrant::Monitor);
        assert_eq!(Quadrant::of(above, five), Quadrant::KeepInformed);
        assert_eq!(Quadrant::of(five, above), Quadrant::KeepSatisfied);
        assert_eq!(Quadrant::of(above, above), Quadrant::ManageClosely);
    }

    #[test]
    fn short_names_are_made_from_names() {
        let short = |name: &str| Partner::named(Text::cleaned(name)).short_name();
        assert_eq!(short("Ministry of Health"), "MoH");
        assert_eq!(short("Insurers"), "Insurers");
        assert_eq!(short("Patients' council"), "Pc");
        assert_eq!(short(""), "");
    }
}
