//! Questions to settle, the options on the table, what each does, and the rules between them.

use serde::Deserialize;

use super::{CriterionId, Entries, IssueId, OptionId, PartnerId, Rated, Score, Text, ThemeId};

/// What an option does to a theme (its level falls, rises) or to a criterion (worse, better).
pub type Effect = Rated<Score>;

/// A question to settle.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Issue {
    /// The question.
    pub name: Text,
    /// Whether one option must be chosen; else it can be left as it is, with no effect.
    #[serde(default)]
    pub must_settle: bool,
    /// The mutually exclusive answers.
    #[serde(default)]
    pub options: Entries<OptionId, IssueOption>,
}

/// One answer to an issue.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename = "Option", deny_unknown_fields)]
pub struct IssueOption {
    /// The answer.
    pub name: Text,
    /// Effects on themes.
    #[serde(default)]
    pub effects: Entries<ThemeId, Effect>,
    /// Effects on single criteria of a partner; they go before the theme's, and 0 is an entry.
    #[serde(default)]
    pub on: Entries<PartnerId, Entries<CriterionId, Effect>>,
}

impl IssueOption {
    /// An option of which only the name is known.
    #[must_use]
    pub fn named(name: Text) -> Self {
        Self { name, effects: Entries::new(), on: Entries::new() }
    }
}

/// A rule between two options of different issues.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize)]
pub enum Rule {
    /// The first can only be chosen together with the second.
    Requires(OptionId, OptionId),
    /// The two can't be chosen together.
    Excludes(OptionId, OptionId),
}

impl Rule {
    /// The two options it is about.
    #[must_use]
    pub fn options(&self) -> [&OptionId; 2] {
        match self {
            Self::Requires(a, b) | Self::Excludes(a, b) => [a, b],
        }
    }
}

/// Where an option stands: its issue and its own id.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OptionPlace {
    /// The issue.
    pub issue: IssueId,
    /// The option.
    pub option: OptionId,
}
