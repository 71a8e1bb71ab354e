//! The whole situation: heading, themes, partners, issues, rules and relations.

use std::collections::BTreeSet;

use serde::Deserialize;

use super::{
    Entries, Issue, IssueId, IssueOption, OptionId, OptionPlace, Partner, PartnerId, Relation,
    Rule, Text, ThemeId,
};

/// One map: one file, one situation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Map {
    /// What it is about, and for whom.
    pub heading: Heading,
    /// The shared quantities that criteria are about.
    pub themes: Entries<ThemeId, Theme>,
    /// Everyone with a stake.
    pub partners: Entries<PartnerId, Partner>,
    /// The questions to settle.
    pub issues: Entries<IssueId, Issue>,
    /// Which options need or exclude each other.
    pub rules: Vec<Rule>,
    /// Who moves and trusts whom.
    pub relations: Vec<Relation>,
}

/// The lines that stand on top of the map.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Heading {
    /// The map's name.
    pub title: Text,
    /// The shared vision, one sentence.
    pub purpose: Text,
    /// Whom all of this is for.
    pub serves: Text,
    /// How things stand.
    pub situation: Text,
    /// How closely the partners have to work together for the aim.
    pub form: Option<Form>,
    /// How far the coalition has come.
    pub stage: Option<Stage>,
}

/// How closely partners work together; the lightest form that serves the aim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
pub enum Form {
    /// They exchange information.
    Networking,
    /// They also change what they do.
    Coordinating,
    /// They also share resources.
    Cooperating,
    /// They also strengthen each other.
    Collaborating,
}

impl Form {
    /// All forms, the lightest first.
    pub const ALL: [Self; 4] =
        [Self::Networking, Self::Coordinating, Self::Cooperating, Self::Collaborating];

    /// The word for it, in the file and on the screen.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Networking => "Networking",
            Self::Coordinating => "Coordinating",
            Self::Cooperating => "Cooperating",
            Self::Collaborating => "Collaborating",
        }
    }
}

/// How far a coalition has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
pub enum Stage {
    /// Finding each other.
    GetReady,
    /// Agreeing on what to do.
    Plan,
    /// Doing it.
    Implement,
    /// Keeping it going.
    Sustain,
}

impl Stage {
    /// All stages, in order.
    pub const ALL: [Self; 4] = [Self::GetReady, Self::Plan, Self::Implement, Self::Sustain];

    /// The word for it in the file.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::GetReady => "GetReady",
            Self::Plan => "Plan",
            Self::Implement => "Implement",
            Self::Sustain => "Sustain",
        }
    }

    /// The words for it on the screen.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::GetReady => "Get ready",
            other => other.word(),
        }
    }
}

/// A shared quantity that criteria of several partners are about.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Theme {
    /// Its name, as in "Waiting time".
    pub name: Text,
    /// In what it is measured.
    #[serde(default)]
    pub unit: Text,
}

impl Map {
    /// The themes of which only private criteria tell: behind the curtain they are not named.
    #[must_use]
    pub fn hidden_themes(&self) -> BTreeSet<ThemeId> {
        let (mut open, mut hidden) = (BTreeSet::new(), BTreeSet::new());
        for criterion in self.partners.values().flat_map(|partner| partner.success.values()) {
            let told = if criterion.is_private() { &mut hidden } else { &mut open };
            told.extend(criterion.inner().theme.as_ref());
        }
        hidden.difference(&open).map(|theme| (*theme).clone()).collect()
    }

    /// The partners of whom it is known what success means to them, in file order.
    pub fn known(&self) -> impl Iterator<Item = (&PartnerId, &Partner)> {
        self.partners.iter().filter(|(_, partner)| partner.is_known())
    }

    /// Every option with its place, in file order.
    pub fn options(&self) -> impl Iterator<Item = (OptionPlace, &IssueOption)> {
        self.issues.iter().flat_map(|(issue, questions)| {
            questions.options.iter().map(move |(option, answer)| {
                (OptionPlace { issue: issue.clone(), option: option.clone() }, answer)
            })
        })
    }

    /// The option at a place.
    #[must_use]
    pub fn option(&self, place: &OptionPlace) -> Option<&IssueOption> {
        self.issues.get(&place.issue)?.options.get(&place.option)
    }

    /// The issue that an option belongs to.
    #[must_use]
    pub fn issue_of(&self, option: &OptionId) -> Option<&IssueId> {
        self.issues.iter().find_map(|(id, issue)| issue.options.contains_key(option).then_some(id))
    }
}
