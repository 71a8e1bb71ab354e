//! What is asked: whole-number gains, floors and rules. Nothing here knows who or what they are of.

use super::natural::Natural;

/// One option of an issue by its position, or `None`: the issue is left as it is.
pub type Choice = Option<usize>;

/// A question to the search.
///
/// Partners, issues and options are told by position. A partner's gains and floor are whole numbers
/// of that partner's own unit: gain = number / [`unit`](Partner::unit).
#[derive(Clone, Debug, Default)]
pub struct Problem {
    /// Whoever has to accept.
    pub partners: Vec<Partner>,
    /// What is to be settled, in file order: the last tie rule.
    pub issues: Vec<Issue>,
    /// What goes together and what doesn't.
    pub rules: Vec<Rule>,
}

/// Someone who has to accept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Partner {
    /// How many of the partner's whole numbers make a gain of 1; at least 1.
    pub unit: i64,
    /// The least gain that the partner accepts, in those numbers.
    pub floor: i64,
}

/// A question to be settled.
#[derive(Clone, Debug, Default)]
pub struct Issue {
    /// The answers, in file order.
    pub options: Vec<Offer>,
    /// Whether it may be left as it is, which gains nobody anything and comes last in order.
    pub may_stay: bool,
    /// The choice that is made already, if one is.
    pub settled: Option<Choice>,
}

/// An option of an issue.
#[derive(Clone, Debug, Default)]
pub struct Offer {
    /// What it is worth to each partner, in the partner's whole numbers.
    pub gains: Vec<i64>,
    /// The red lines it breaks, by any numbers that tell them apart; each once.
    pub breaks: Vec<usize>,
}

/// An option: issue and position.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The issue.
    pub issue: usize,
    /// The option.
    pub option: usize,
}

/// What must hold between two options of different issues.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// Who takes the first takes the second.
    Requires(Place, Place),
    /// Not both.
    Excludes(Place, Place),
}

impl Rule {
    /// Whether a choice on every issue breaks it.
    #[must_use]
    pub fn is_broken_by(self, choices: &[Choice]) -> bool {
        let has = |place: Place| choices.get(place.issue) == Some(&Some(place.option));
        match self {
            Self::Requires(first, second) => has(first) && !has(second),
            Self::Excludes(first, second) => has(first) && has(second),
        }
    }

    /// Whether two choices on two issues break it; the other way round is asked apart.
    pub(super) fn forbids(self, a: (usize, Choice), b: (usize, Choice)) -> bool {
        let is = |place: Place, choice: (usize, Choice)| {
            place.issue == choice.0 && Some(place.option) == choice.1
        };
        match self {
            Self::Excludes(first, second) => is(first, a) && is(second, b),
            Self::Requires(first, second) => {
                is(first, a) && second.issue == b.0 && b.1 != Some(second.option)
            }
        }
    }
}

impl Problem {
    /// The largest sum of sizes of a partner's numbers that is searched: differences of sums, and
    /// their products with a unit, stay within the types.
    pub const LARGEST: i64 = 1 << 60;

    /// Whether all numbers are in range and every position exists.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        let n = self.partners.len();
        let exists = |place: &Place| {
            self.issues.get(place.issue).is_some_and(|issue| place.option < issue.options.len())
        };
        let places = |rule: &Rule| match *rule {
            Rule::Requires(a, b) | Rule::Excludes(a, b) => {
                exists(&a) && exists(&b) && a.issue != b.issue
            }
        };
        let settled = |issue: &Issue| match issue.settled {
            Some(Some(option)) => option < issue.options.len(),
            Some(None) | None => true,
        };
        let lengths = |issue: &Issue| issue.options.iter().all(|option| option.gains.len() == n);
        self.issues.iter().all(|issue| settled(issue) && lengths(issue))
            && self.rules.iter().all(places)
            && (0..n).all(|partner| self.is_in_range(partner))
    }

    fn is_in_range(&self, partner: usize) -> bool {
        let Partner { unit, floor } = self.partners[partner];
        let most = |issue: &Issue| {
            issue.options.iter().map(|option| option.gains[partner].unsigned_abs()).max()
        };
        let sum =
            self.issues.iter().filter_map(most).fold(floor.unsigned_abs(), u64::saturating_add);
        unit > 0 && unit <= Self::LARGEST && sum <= Self::LARGEST.unsigned_abs()
    }

    /// The choices on an issue, in file order; left as it is, where allowed, is last. An issue that
    /// is settled has one.
    pub(super) fn choices(&self, issue: usize) -> Vec<Choice> {
        let issue = &self.issues[issue];
        if let Some(settled) = issue.settled {
            return vec![settled];
        }
        let left = issue.may_stay.then_some(None);
        (0..issue.options.len()).map(Some).chain(left).collect()
    }

    /// Packages altogether, rules and red lines left aside; a settled issue counts 1.
    #[must_use]
    pub fn space(&self) -> Natural {
        let counts = (0..self.issues.len()).map(|issue| self.choices(issue).len() as u64);
        counts.fold(Natural::from(1), |product, count| product.times(count))
    }

    /// What a choice gains a partner.
    pub(super) fn gain(&self, issue: usize, choice: Choice, partner: usize) -> i64 {
        choice.map_or(0, |option| self.issues[issue].options[option].gains[partner])
    }

    /// The red lines that a choice breaks.
    pub(super) fn breaks(&self, issue: usize, choice: Choice) -> &[usize] {
        choice.map_or(&[], |option| &self.issues[issue].options[option].breaks)
    }

    /// A package with what it gains everyone.
    #[must_use]
    pub fn package(&self, choices: Vec<Choice>) -> Package {
        let gain = |partner| {
            choices
                .iter()
                .enumerate()
                .map(|(issue, &choice)| self.gain(issue, choice, partner))
                .sum()
        };
        let gains = (0..self.partners.len()).map(gain).collect();
        Package { choices, gains }
    }

    /// Whether a package keeps all rules and answers what needs an answer.
    #[must_use]
    pub fn keeps_rules(&self, choices: &[Choice]) -> bool {
        let placed = || choices.iter().copied().enumerate();
        let is_allowed = |(issue, choice)| self.choices(issue).contains(&choice);
        choices.len() == self.issues.len()
            && placed().all(is_allowed)
            && !self.rules.iter().any(|rule| rule.is_broken_by(choices))
    }

    /// The red lines that a package breaks, each once, in order.
    #[must_use]
    pub fn broken(&self, choices: &[Choice]) -> Vec<usize> {
        let each = choices.iter().enumerate();
        let mut broken: Vec<usize> =
            each.flat_map(|(issue, &choice)| self.breaks(issue, choice)).copied().collect();
        broken.sort_unstable();
        broken.dedup();
        broken
    }
}

/// One choice on every issue, and what that gains everyone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Package {
    /// The choice on each issue.
    pub choices: Vec<Choice>,
    /// The sum of gains of each partner, in the partner's whole numbers.
    pub gains: Vec<i64>,
}
