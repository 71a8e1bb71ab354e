//! What success means to a partner: criteria, the evidence for them, and concerns.

use serde::Deserialize;

use super::{Curtain, Private, Text, ThemeId, Weight};

/// How we know something. Left out, it is not said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
pub enum Evidence {
    /// They told us.
    Heard,
    /// It is written somewhere.
    Read,
    /// We concluded it.
    Inferred,
    /// We suppose it.
    Guess,
}

impl Evidence {
    /// All kinds, the surest first.
    pub const ALL: [Self; 4] = [Self::Heard, Self::Read, Self::Inferred, Self::Guess];

    /// The word for it on the screen.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Heard => "heard",
            Self::Read => "read",
            Self::Inferred => "inferred",
            Self::Guess => "a guess",
        }
    }

    /// Whether something with this evidence rests on a guess: guessed, or not said how we know.
    #[must_use]
    pub fn is_guess(evidence: Option<Self>) -> bool {
        matches!(evidence, None | Some(Self::Guess))
    }
}

/// Which way a criterion wants its theme to go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
pub enum Direction {
    /// The more, the better.
    #[default]
    More,
    /// The less, the better.
    Less,
}

impl Direction {
    /// Both, in the order in which they are listed.
    pub const BOTH: [Self; 2] = [Self::More, Self::Less];

    /// The other one.
    #[must_use]
    pub fn opposite(self) -> Self {
        match self {
            Self::More => Self::Less,
            Self::Less => Self::More,
        }
    }

    /// The word for it, on the screen and in machine output.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::More => "more",
            Self::Less => "less",
        }
    }
}

/// One line of a partner's definition of success.
///
/// Everything on a criterion that is marked private is private, so its content can be shown only
/// through [`shown`](Self::shown); it still counts in every measure.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(from = "Record")]
pub struct Criterion {
    content: Private<Content>,
    private: bool,
}

/// What a criterion says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content {
    /// In the partner's own words.
    pub says: Text,
    /// The shared quantity it is about.
    pub theme: Option<ThemeId>,
    /// Which way the theme should go.
    pub wants: Direction,
    /// How much it matters.
    pub weight: Weight,
    /// How one would see that it is met.
    pub measure: Text,
    /// Whether it must not be made worse, whatever else is offered.
    pub red_line: bool,
    /// How we know.
    pub evidence: Option<Evidence>,
    /// From where we know.
    pub source: Private<Text>,
}

impl Content {
    /// A criterion of which only the words are known.
    #[must_use]
    pub fn of(says: Text) -> Self {
        Self {
            says,
            theme: None,
            wants: Direction::More,
            weight: Weight::default(),
            measure: Text::default(),
            red_line: false,
            evidence: None,
            source: Private::default(),
        }
    }
}

impl Criterion {
    /// An open criterion.
    #[must_use]
    pub fn new(content: Content) -> Self {
        Self { content: Private::new(content), private: false }
    }

    /// The same criterion, marked private.
    #[must_use]
    pub fn private(self) -> Self {
        Self { private: true, ..self }
    }

    /// The same criterion, no longer marked private.
    #[must_use]
    pub fn open(self) -> Self {
        Self { private: false, ..self }
    }

    /// Whether it is marked private.
    #[must_use]
    pub fn is_private(&self) -> bool {
        self.private
    }

    /// The content, unless it is private and the curtain is drawn: say "a private criterion" then.
    #[must_use]
    pub fn shown(&self, curtain: Curtain) -> Option<&Content> {
        if self.private { self.content.shown(curtain) } else { Some(self.content.inner()) }
    }

    /// The content, for computing with it and for writing the map file: never for showing it.
    #[must_use]
    pub fn inner(&self) -> &Content {
        self.content.inner()
    }

    /// The same criterion with its content revised; it stays as private as it is.
    #[must_use]
    pub fn revised(mut self, revision: impl FnOnce(&mut Content)) -> Self {
        revision(self.content.inner_mut());
        self
    }

    /// The content, for an edit that clears a reference.
    pub fn inner_mut(&mut self) -> &mut Content {
        self.content.inner_mut()
    }
}

#[derive(Deserialize)]
#[serde(rename = "Criterion", deny_unknown_fields)]
struct Record {
    says: Text,
    #[serde(default)]
    theme: Option<ThemeId>,
    #[serde(default)]
    wants: Direction,
    #[serde(default)]
    weight: Weight,
    #[serde(default)]
    measure: Text,
    #[serde(default)]
    red_line: bool,
    #[serde(default)]
    private: bool,
    #[serde(default)]
    evidence: Option<Evidence>,
    #[serde(default)]
    source: Private<Text>,
}

impl From<Record> for Criterion {
    fn from(record: Record) -> Self {
        let Record { says, theme, wants, weight, measure, red_line, private, evidence, source } =
            record;
        let content = Content { says, theme, wants, weight, measure, red_line, evidence, source };
        Self { content: Private::new(content), private }
    }
}

/// Something a partner fears.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Concern {
    /// In their words, or ours.
    pub says: Text,
}
