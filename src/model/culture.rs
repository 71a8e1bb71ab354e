//! How a partner works: free notes and six practical scales.

use serde::Deserialize;

use super::{Step, Text};

/// How a partner works. About what was observed, never about nationality.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Culture {
    /// What one has to know before meeting them.
    pub notes: Text,
    /// How plainly they speak.
    pub explicitness: Option<Step>,
    /// How much rank counts.
    pub hierarchy: Option<Step>,
    /// Who decides.
    pub deciding: Option<Step>,
    /// What trust grows from.
    pub trusting: Option<Step>,
    /// How they disagree.
    pub disagreeing: Option<Step>,
    /// How they take time.
    pub timing: Option<Step>,
}

/// One of the six culture scales.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CultureScale {
    /// Says it straight, or between the lines.
    Explicitness,
    /// Equals, or by rank.
    Hierarchy,
    /// One person decides, or by consensus.
    Deciding,
    /// Through the work, or through the relationship.
    Trusting,
    /// Openly, or avoids it.
    Disagreeing,
    /// By the clock, or flexible.
    Timing,
}

impl CultureScale {
    /// All six, in the order of the file.
    pub const ALL: [Self; 6] = [
        Self::Explicitness,
        Self::Hierarchy,
        Self::Deciding,
        Self::Trusting,
        Self::Disagreeing,
        Self::Timing,
    ];

    /// The scale's name, which is also its field in the file.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Explicitness => "explicitness",
            Self::Hierarchy => "hierarchy",
            Self::Deciding => "deciding",
            Self::Trusting => "trusting",
            Self::Disagreeing => "disagreeing",
            Self::Timing => "timing",
        }
    }

    /// What 1 and what 5 mean.
    #[must_use]
    pub fn ends(self) -> (&'static str, &'static str) {
        match self {
            Self::Explicitness => ("says it straight", "between the lines"),
            Self::Hierarchy => ("equals", "by rank"),
            Self::Deciding => ("one person decides", "by consensus"),
            Self::Trusting => ("through the work", "through the relationship"),
            Self::Disagreeing => ("openly", "avoids it"),
            Self::Timing => ("by the clock", "flexible"),
        }
    }
}

impl CultureScale {
    /// A word for each step, the lowest first.
    #[must_use]
    pub fn words(self) -> [String; 5] {
        let (low, high) = self.ends();
        [
            low.to_owned(),
            format!("rather {low}"),
            "in between".to_owned(),
            format!("rather {high}"),
            high.to_owned(),
        ]
    }

    /// What the scale is about.
    #[must_use]
    pub fn question(self) -> &'static str {
        match self {
            Self::Explicitness => "how plainly they speak",
            Self::Hierarchy => "how much rank counts",
            Self::Deciding => "who decides",
            Self::Trusting => "what trust grows from",
            Self::Disagreeing => "how they disagree",
            Self::Timing => "how they take time",
        }
    }
}

impl Culture {
    /// Where the partner stands on a scale, to change it.
    pub fn step_mut(&mut self, scale: CultureScale) -> &mut Option<Step> {
        match scale {
            CultureScale::Explicitness => &mut self.explicitness,
            CultureScale::Hierarchy => &mut self.hierarchy,
            CultureScale::Deciding => &mut self.deciding,
            CultureScale::Trusting => &mut self.trusting,
            CultureScale::Disagreeing => &mut self.disagreeing,
            CultureScale::Timing => &mut self.timing,
        }
    }

    /// Where the partner stands on a scale, if known.
    #[must_use]
    pub fn step(&self, scale: CultureScale) -> Option<Step> {
        match scale {
            CultureScale::Explicitness => self.explicitness,
            CultureScale::Hierarchy => self.hierarchy,
            CultureScale::Deciding => self.deciding,
            CultureScale::Trusting => self.trusting,
            CultureScale::Disagreeing => self.disagreeing,
            CultureScale::Timing => self.timing,
        }
    }
}
