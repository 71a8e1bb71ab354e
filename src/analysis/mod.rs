//! Answers of a map: what partners share, where they clash, what options are worth; pure functions, exact numbers, no text but explanations.

pub mod explain;
mod findings;
mod gain;
mod gaps;
mod group;
mod option;
mod order;
mod overlap;
pub mod packages;
mod profile;
mod share;
mod suggest;
mod trade;
pub mod zone;

#[cfg(test)]
pub(crate) mod example;
#[cfg(test)]
mod laws;

pub use findings::{Finding, Severity, findings};
pub use gain::{Gain, effect_on, walk_away};
pub use gaps::{Gap, gaps};
pub use group::{Group, GroupTheme};
pub use option::{OptionAnswer, Outcome, RedLine, Support, Tally, Verdict};
pub use overlap::{Overlap, Part, PartKind};
pub use profile::{Held, Profiles};
pub use share::{Extent, Share};
pub use suggest::{Suggestion, direction};
pub use trade::Trade;

use std::sync::OnceLock;

use crate::model::{Curtain, Direction, Evidence, Map, OptionPlace, Partner};
use profile::Lines;
use suggest::Lexicon;
use trade::IssueAnswer;

/// Everything that is computed of a map, once for each state of it, so that drawing only looks up.
///
/// Partners, themes and options are told by their position in the map; a position that doesn't
/// exist is treated like a partner of whom nothing is known.
#[derive(Clone, Debug)]
pub struct Answers {
    profiles: Profiles,
    options: Vec<OptionAnswer>,
    issues: Vec<IssueAnswer>,
    coverage: Coverage,
    order: OnceLock<Vec<usize>>,
    /// Who holds each theme.
    holders: OnceLock<Vec<Vec<Holder>>>,
    /// The words of statements and themes, with the curtain drawn and open.
    lexicons: [OnceLock<Lexicon>; 2],
}

/// How much we know of what success means, and from how many we heard it themselves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Partners with at least one criterion.
    pub known: usize,
    /// All partners.
    pub of: usize,
    /// Partners with at least one criterion that was heard from them. Computed like every figure, so
    /// private criteria count, whatever the curtain.
    pub heard: usize,
    /// Partners with a place on the grid.
    pub placed: usize,
    /// Partners whose place is called a guess.
    pub guessed: usize,
}

impl Coverage {
    /// As it is said on the screen: "success known for 7 of 9, heard from 5, placed 8".
    #[must_use]
    pub fn words(self) -> String {
        let Self { known, of, heard, placed, .. } = self;
        format!("success known for {known} of {of}, heard from {heard}, placed {placed}")
    }

    fn of(map: &Map) -> Self {
        let heard = |partner: &&Partner| partner.best_evidence() == Some(Evidence::Heard);
        Self {
            known: map.known().count(),
            of: map.partners.len(),
            heard: map.partners.values().filter(heard).count(),
            ..Self::default()
        }
        .placed(map)
    }

    /// The same with the places as they are in the map.
    fn placed(self, map: &Map) -> Self {
        let count = |is: fn(&Partner) -> bool| map.partners.values().filter(|one| is(one)).count();
        let placed = count(|partner| partner.place().is_some());
        Self { placed, guessed: count(Partner::placement_is_guess), ..self }
    }
}

/// Of whom something is said that is said of all: "the 7 of 9 we know"; "all 9" where we know all.
#[must_use]
pub fn those_known(known: usize, of: usize) -> String {
    if known < of { format!("the {known} of {of} we know") } else { format!("all {of}") }
}

/// A partner who holds a theme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Holder {
    /// Position of the partner.
    pub partner: usize,
    /// Which way they want it to go.
    pub wants: Direction,
    /// Which share of their success that is.
    pub share: Share,
    /// Whether a criterion that isn't private says so; else it must not be shown without a pass.
    pub is_open: bool,
}

impl Answers {
    /// The answers of a map.
    #[must_use]
    pub fn of(map: &Map) -> Self {
        let lines = Lines::of(map);
        let profiles = Profiles::from_lines(&lines, map.themes.len());
        let options = option::answers(map, &lines, &profiles);
        let mut issues = Vec::with_capacity(map.issues.len());
        let mut start = 0;
        for issue in map.issues.values() {
            let end = start + issue.options.len();
            issues.push(IssueAnswer { options: start..end, must_settle: issue.must_settle });
            start = end;
        }
        Self {
            profiles,
            options,
            issues,
            coverage: Coverage::of(map),
            order: OnceLock::new(),
            holders: OnceLock::new(),
            lexicons: [OnceLock::new(), OnceLock::new()],
        }
    }

    /// Follows partners who were moved on the grid, or taken off it, while nothing else of the map
    /// was changed: only the influence behind the options and who is placed depend on that.
    pub fn follow(&mut self, map: &Map) {
        option::weigh(map, &mut self.options);
        self.coverage = self.coverage.placed(map);
    }

    /// How much is known.
    #[must_use]
    pub fn coverage(&self) -> Coverage {
        self.coverage
    }

    /// The profiles of all partners.
    #[must_use]
    pub fn profiles(&self) -> &Profiles {
        &self.profiles
    }

    /// Whether it is known what success means to this partner.
    #[must_use]
    pub fn is_known(&self, partner: usize) -> bool {
        self.profiles.is_known(partner)
    }

    /// Common ground and tension of a pair; `None` with an unknown partner.
    #[must_use]
    pub fn overlap(&self, a: usize, b: usize) -> Option<Overlap> {
        self.profiles.overlap(a, b)
    }

    /// Common ground and tension of one partner with each partner, in file order.
    pub fn common_ground_with(&self, partner: usize) -> impl Iterator<Item = Option<Overlap>> {
        self.profiles.overlap_with_all(partner, self.holders())
    }

    /// The themes on which a pair meets, in theme order; with the curtain drawn without those that
    /// only a private criterion tells.
    #[must_use]
    pub fn parts(&self, a: usize, b: usize, curtain: Curtain) -> Vec<Part> {
        let mut parts = self.profiles.parts(a, b);
        parts.retain(|part| part.is_open || !curtain.is_drawn());
        parts
    }

    /// Trade potential of a pair, 0 to 1; `None` with an unknown partner.
    #[must_use]
    pub fn trade_potential(&self, a: usize, b: usize) -> Option<Share> {
        (self.is_known(a) && self.is_known(b))
            .then(|| trade::potential(&self.issues, &self.options, a, b))
    }

    /// What a set of partners shares; with the curtain drawn without the themes that only private
    /// criteria tell.
    #[must_use]
    pub fn group(&self, members: &[usize], curtain: Curtain) -> Group {
        let mut group = self.profiles.group(members);
        group.themes.retain(|theme| theme.is_open || !curtain.is_drawn());
        group
    }

    /// Who holds a theme, in file order, more before less; with the curtain drawn without those who
    /// tell it only by a private criterion.
    pub fn holders_of(
        &self,
        theme: usize,
        curtain: Curtain,
    ) -> impl Iterator<Item = Holder> + Clone {
        let holders = self.holders().get(theme).map_or(&[][..], Vec::as_slice).iter().copied();
        holders.filter(move |holder| holder.is_open || !curtain.is_drawn())
    }

    fn holders(&self) -> &[Vec<Holder>] {
        self.holders.get_or_init(|| self.profiles.holders())
    }

    /// All options, in file order.
    #[must_use]
    pub fn options(&self) -> &[OptionAnswer] {
        &self.options
    }

    /// The options of the issue at this position, in file order.
    #[must_use]
    pub fn options_of(&self, issue: usize) -> &[OptionAnswer] {
        let range = self.issues.get(issue).map(|issue| issue.options.clone());
        range.and_then(|range| self.options.get(range)).unwrap_or_default()
    }

    /// The answer for the option at a place.
    #[must_use]
    pub fn option(&self, place: &OptionPlace) -> Option<&OptionAnswer> {
        self.options.iter().find(|option| option.place == *place)
    }

    /// Themes that a statement may be about, at most three, the likeliest first: proposed, never
    /// assigned. The map must be the one that these answers are of. Its words are gathered when they
    /// are first asked for; with the curtain drawn without those of private criteria.
    #[must_use]
    pub fn suggest(&self, map: &Map, says: &str, curtain: Curtain) -> Vec<Suggestion> {
        let [drawn, open] = &self.lexicons;
        let lexicon = if curtain.is_drawn() { drawn } else { open };
        lexicon.get_or_init(|| Lexicon::of(map, curtain)).suggest(says)
    }

    /// All partners in an order that puts alike ones together, for the matrix; computed when it is
    /// first asked for.
    #[must_use]
    pub fn matrix_order(&self) -> &[usize] {
        self.order.get_or_init(|| order::alike_together(&self.profiles, self.holders()))
    }
}
