//! The zone of possible agreement of a map: its question to the package search, and how to read the
//! answers. Exact on both ways; the search itself knows nothing of maps.

mod judge;
#[cfg(test)]
mod laws;

pub use judge::Judgment;

use std::collections::BTreeMap;
use std::fmt;

use super::gain::walk_away;
use super::packages::{
    self, Answer, Choice, Criterion, Issue, Natural, Nearest, Offer, Package, Place, Problem, Top,
    Wanted, Watch,
};
use super::share::greatest_common_divisor;
use super::{Answers, Gain, RedLine, those_known};
use crate::model::{Decimal, IssueId, Map, OptionId, Private, Rule};

/// What the person has settled for now, to see how the zone shrinks: an option for an issue, or that
/// it is left as it is. Not part of the map.
///
/// What the map doesn't have, or doesn't allow any more, is passed over.
pub type Settled = BTreeMap<IssueId, Option<OptionId>>;

/// What the map asks the search for packages.
///
/// Owns all it needs, so that it can be answered on another thread while the map is changed. Issues
/// and options are told by their positions in the map (a [`Choice`] is the position of an option in
/// its issue, or `None`: left as it is); partners by their place among the known ones, in file order.
#[derive(Clone, Debug)]
pub struct Question {
    problem: Problem,
    partners: Vec<Party>,
    /// How many partners the map has.
    of: usize,
    /// What the numbers in [`Offer::breaks`] stand for.
    red_lines: Vec<RedLine>,
    /// What stands behind each option, see [`OptionAnswer`](super::OptionAnswer): all, and guesses.
    behind: Vec<Vec<(u64, u64)>>,
}

/// A known partner.
#[derive(Clone, Debug)]
struct Party {
    /// Position in the map.
    position: usize,
    /// Σ w.
    weight: u64,
    /// Billionths times weight in one of the partner's whole numbers.
    grain: i64,
    has_walk_away: bool,
}

/// Why a map asks nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoQuestion {
    /// No partner has a criterion.
    NobodyKnown,
    /// No issue has an option.
    NothingToSettle,
    /// Sums of gains could pass what the search counts exactly: hundreds of thousands of criteria
    /// with nine decimal places.
    TooLarge,
}

impl NoQuestion {
    /// What to do about it.
    #[must_use]
    pub fn hint(self) -> &'static str {
        match self {
            Self::NobodyKnown => "Add what success means to at least one partner",
            Self::NothingToSettle => "Add an issue and the options on the table",
            Self::TooLarge => "Round effects and walk-aways to fewer decimal places",
        }
    }
}

impl fmt::Display for NoQuestion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NobodyKnown => "No package can be judged: nobody's success is known",
            Self::NothingToSettle => "There are no packages: no issue has an option",
            Self::TooLarge => "The numbers are too fine and too many to be added up exactly",
        })
    }
}

impl Question {
    /// The question of a map, whose answers these are.
    pub fn of(map: &Map, answers: &Answers, settled: &Settled) -> Result<Self, NoQuestion> {
        let known: Vec<usize> =
            (0..map.partners.len()).filter(|&at| answers.is_known(at)).collect();
        if known.is_empty() {
            return Err(NoQuestion::NobodyKnown);
        }
        if answers.options().is_empty() {
            return Err(NoQuestion::NothingToSettle);
        }
        let mut question = Self {
            problem: Problem::default(),
            partners: Vec::with_capacity(known.len()),
            of: map.partners.len(),
            red_lines: answers
                .options()
                .iter()
                .flat_map(|option| &option.red_lines)
                .copied()
                .collect(),
            behind: Vec::with_capacity(map.issues.len()),
        };
        question.red_lines.sort_unstable();
        question.red_lines.dedup();
        for (at, (id, issue)) in map.issues.iter().enumerate() {
            let options = answers.options_of(at);
            question.behind.push(options.iter().map(|option| option.behind).collect());
            // one without an option can only stay
            let may_stay = !issue.must_settle || issue.options.is_empty();
            let choice = settled.get(id).and_then(|choice| match choice {
                Some(option) => issue.options.get_index_of(option).map(Some),
                None => may_stay.then_some(None),
            });
            let offer = |option: &super::OptionAnswer| Offer {
                gains: Vec::with_capacity(known.len()),
                breaks: option
                    .red_lines
                    .iter()
                    .filter_map(|line| question.red_lines.binary_search(line).ok())
                    .collect(),
            };
            let options = options.iter().map(offer).collect();
            question.problem.issues.push(Issue { options, may_stay, settled: choice });
        }
        question.problem.rules = map.rules.iter().filter_map(|rule| rule_of(map, rule)).collect();
        debug_assert_eq!(
            question.problem.rules.len(),
            map.rules.len(),
            "rules are told by position"
        );
        for position in known {
            question.add(map, answers, position).ok_or(NoQuestion::TooLarge)?;
        }
        if question.problem.is_sound() { Ok(question) } else { Err(NoQuestion::TooLarge) }
    }

    /// Adds a known partner with all gains, in the largest whole numbers that are exact; `None` where
    /// they pass the type.
    fn add(&mut self, map: &Map, answers: &Answers, position: usize) -> Option<()> {
        let (_, partner) = map.partners.get_index(position)?;
        let weight = u64::from(answers.profiles().weight(position));
        let worth = *walk_away(partner).inner();
        // its weight sum is 1 or the partner's own, so this is exact
        let floor = worth.map_or(Some(0), |worth| {
            worth.numerator().checked_mul(i128::from(weight / worth.weight()))
        })?;
        let unit = i128::from(weight) * i128::from(Decimal::ONE);
        let gains =
            || answers.options().iter().map(|option| i128::from(option.numerator(position)));
        let grain = gains().chain([floor]).fold(unit.unsigned_abs(), |grain, number| {
            greatest_common_divisor(grain, number.unsigned_abs())
        });
        let grain = i128::try_from(grain).ok()?;
        let whole = |number: i128| i64::try_from(number / grain).ok();
        let mut gains = gains();
        for offer in self.problem.issues.iter_mut().flat_map(|issue| &mut issue.options) {
            offer.gains.push(whole(gains.next()?)?);
        }
        let (unit, floor, grain) = (whole(unit)?, whole(floor)?, i64::try_from(grain).ok()?);
        self.problem.partners.push(packages::Partner { unit, floor });
        self.partners.push(Party { position, weight, grain, has_walk_away: worth.is_some() });
        Some(())
    }

    /// Searches for the answer; the watch is asked every few thousand steps whether to go on.
    pub fn answer(&self, wanted: &Wanted, watch: &mut Watch<'_>) -> Answer {
        packages::answer(&self.problem, wanted, watch)
    }

    /// The same, and tells what is found before the end.
    pub fn answer_telling(
        &self,
        wanted: &Wanted,
        watch: &mut Watch<'_>,
        tell: &mut dyn FnMut(&Answer),
    ) -> Answer {
        packages::answer_telling(&self.problem, wanted, watch, tell)
    }

    /// Searches for acceptable packages that are at least as good for everyone as this one, and better
    /// for someone.
    pub fn improve(&self, package: &Package, wanted: &Wanted, watch: &mut Watch<'_>) -> Top {
        packages::improve(&self.problem, package, wanted, watch)
    }

    /// Positions in the map of the partners who take part.
    pub fn partners(&self) -> impl ExactSizeIterator<Item = usize> {
        self.partners.iter().map(|party| party.position)
    }

    /// Of whom all is said: "the 7 of 9 we know", "all 9".
    #[must_use]
    pub fn those(&self) -> String {
        those_known(self.partners.len(), self.of)
    }

    /// Packages altogether, rules and red lines left aside; a settled issue counts 1.
    #[must_use]
    pub fn space(&self) -> Natural {
        self.problem.space()
    }

    /// The choice that the person has settled on an issue, where the map still allows it.
    #[must_use]
    pub fn settled(&self, issue: usize) -> Option<Choice> {
        self.problem.issues.get(issue)?.settled
    }

    /// A package with what it gains everyone. Issues without a choice, or with one that they don't
    /// have, are left as they are.
    #[must_use]
    pub fn package(&self, choices: &[Choice]) -> Package {
        let choice = |(at, issue): (usize, &Issue)| {
            choices.get(at).copied().flatten().filter(|option| *option < issue.options.len())
        };
        self.problem.package(self.problem.issues.iter().enumerate().map(choice).collect())
    }

    /// What a package is worth to a partner.
    #[must_use]
    pub fn gain(&self, package: &Package, partner: usize) -> Gain {
        self.told(partner, package.gains.get(partner).copied().unwrap_or(0))
    }

    /// The least gain that a partner accepts: the walk-away, or 0 where none is given.
    #[must_use]
    pub fn floor(&self, partner: usize) -> Private<Gain> {
        Private::new(self.told(partner, self.floor_of(partner)))
    }

    /// Whether a partner's walk-away is worth what the map says, and not 0 because it says nothing.
    #[must_use]
    pub fn has_walk_away(&self, partner: usize) -> Private<bool> {
        Private::new(self.partners.get(partner).is_some_and(|party| party.has_walk_away))
    }

    /// Gain less walk-away; below 0 the partner refuses.
    #[must_use]
    pub fn surplus(&self, package: &Package, partner: usize) -> Private<Gain> {
        Private::new(self.gain(package, partner) - self.told(partner, self.floor_of(partner)))
    }

    /// How much the nearest package is short of a partner's walk-away; 0 for who accepts it.
    #[must_use]
    pub fn shortfall(&self, nearest: &Nearest, partner: usize) -> Private<Gain> {
        self.amount(partner, nearest.shortfalls.get(partner).copied().unwrap_or(0))
    }

    /// A difference of walk-aways or surpluses that the search tells in a partner's whole numbers.
    #[must_use]
    pub fn amount(&self, partner: usize, number: i64) -> Private<Gain> {
        Private::new(self.told(partner, number))
    }

    /// The red line that the search tells by this number.
    #[must_use]
    pub fn red_line(&self, number: usize) -> Option<RedLine> {
        self.red_lines.get(number).copied()
    }

    /// Whether more than half of Σ w·|e| behind a package is guess or not said.
    #[must_use]
    pub fn rests_on_guesses(&self, choices: &[Choice]) -> bool {
        let (mut all, mut guessed) = (0, 0);
        for (options, choice) in self.behind.iter().zip(choices) {
            if let Some(behind) = choice.and_then(|option| options.get(option)) {
                all += behind.0;
                guessed += behind.1;
            }
        }
        guessed * 2 > all
    }

    fn floor_of(&self, partner: usize) -> i64 {
        self.problem.partners.get(partner).map_or(0, |partner| partner.floor)
    }

    /// So many of a partner's whole numbers as a gain.
    fn told(&self, partner: usize, number: i64) -> Gain {
        self.partners.get(partner).map_or(Gain::ZERO, |party| {
            Gain::new(i128::from(number) * i128::from(party.grain), party.weight)
        })
    }
}

/// The packages of the solutions, each once, in the order of [`Criterion::ALL`], with the criteria that
/// choose it.
#[must_use]
pub fn packages_of_solutions(answer: &Answer) -> Vec<(Vec<Criterion>, &Package)> {
    let mut packages: Vec<(Vec<Criterion>, &Package)> = Vec::new();
    for criterion in Criterion::ALL {
        let Some(solution) = answer.solution(criterion) else { continue };
        match packages.iter_mut().find(|(_, package)| **package == solution.package) {
            Some((criteria, _)) => criteria.push(criterion),
            None => packages.push((vec![criterion], &solution.package)),
        }
    }
    packages
}

/// A rule by positions; `None` where the map doesn't have one of its options.
fn rule_of(map: &Map, rule: &Rule) -> Option<packages::Rule> {
    let place = |option: &OptionId| {
        let find = |(issue, record): (usize, &crate::model::Issue)| {
            Some(Place { issue, option: record.options.get_index_of(option)? })
        };
        map.issues.values().enumerate().find_map(find)
    };
    let [a, b] = rule.options().map(place);
    let (a, b) = a.zip(b).filter(|(a, b)| a.issue != b.issue)?;
    Some(match rule {
        Rule::Requires(..) => packages::Rule::Requires(a, b),
        Rule::Excludes(..) => packages::Rule::Excludes(a, b),
    })
}
