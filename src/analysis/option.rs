//! What an option is to each partner and to all of them: gains, red lines, verdict, support.

use std::cmp::Ordering;
use std::sync::Arc;

use super::gain::Gain;
use super::profile::{Line, Lines, Profiles};
use super::share::Share;
use super::those_known;
use crate::model::{Direction, Effect, Evidence, IssueOption, Map, OptionPlace, Partner};

/// What an option is to one partner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// Their gain is above 0.
    Wins,
    /// Their gain is exactly 0, and scored.
    Untouched,
    /// Their gain is below 0.
    Loses,
    /// No criterion of theirs has an entry or an effect on its theme: counted as 0, and said.
    NotScored,
    /// We don't know what success means to them.
    NotKnown,
}

/// What an option is to all known partners together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// At least two win, nobody loses.
    WinWin,
    /// Exactly one wins, nobody loses.
    OneSided,
    /// Some win, some lose.
    TradeOff,
    /// Somebody loses, nobody wins.
    Lose,
    /// Nobody wins, nobody loses.
    NoEffect,
}

impl Verdict {
    /// The verdict on so many winners and losers.
    #[must_use]
    pub fn of(wins: usize, loses: usize) -> Self {
        match (wins, loses) {
            (0, 0) => Self::NoEffect,
            (1, 0) => Self::OneSided,
            (_, 0) => Self::WinWin,
            (0, _) => Self::Lose,
            (_, _) => Self::TradeOff,
        }
    }

    /// The words for it on the screen.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::NoEffect => "no effect",
            other => other.key(),
        }
    }

    /// The word for it in machine output.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::WinWin => "win-win",
            Self::OneSided => "one-sided",
            Self::TradeOff => "trade-off",
            Self::Lose => "lose",
            Self::NoEffect => "no-effect",
        }
    }
}

/// A red line that an option breaks: positions of the partner, and of the criterion in its success.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RedLine {
    /// Whose line it is.
    pub partner: usize,
    /// Which of their criteria.
    pub criterion: usize,
}

/// How many partners an option concerns, and how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Partners whose success is known.
    pub known: usize,
    /// All partners.
    pub of: usize,
    /// Known partners for whom it is scored.
    pub scored: usize,
    /// Known partners who win.
    pub wins: usize,
    /// Known partners who lose.
    pub loses: usize,
}

/// The influence of those who win, against that of those who lose.
///
/// A rule of thumb: it treats the steps of the influence scale as equal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Support {
    /// Influence of those who win, in billionths of a scale point.
    pub winning: u64,
    /// Influence of those who lose, in billionths of a scale point.
    pub losing: u64,
    /// Positions of those who win or lose but have no influence given; they count 0.
    pub not_placed: Vec<usize>,
}

impl Support {
    /// Influence of those who win over influence of those who win or lose; `None` when that is 0.
    #[must_use]
    pub fn share(&self) -> Option<Share> {
        let all = self.winning + self.losing;
        (all > 0).then(|| Share::new(self.winning, all))
    }

    /// The share in tens of percent, as it is shown: 0, 10 … 100.
    ///
    /// 100 and 0 are kept for when nobody with influence is on the other side.
    #[must_use]
    pub fn tens_of_percent(&self) -> Option<u8> {
        let share = self.share()?;
        let (part, whole) = (u128::from(share.part()), u128::from(share.whole()));
        let tens = u8::try_from((part * 20 + whole) / (whole * 2)).unwrap_or(10);
        Some(10 * if share.is_zero() || share.is_all() { tens } else { tens.clamp(1, 9) })
    }
}

/// What an option is to each partner and to all of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OptionAnswer {
    /// Which option.
    pub place: OptionPlace,
    /// The verdict over the known partners. One that breaks a red line keeps it, but see
    /// [`is_win_win`](Self::is_win_win).
    pub verdict: Verdict,
    /// How many know, are scored, win and lose.
    pub tally: Tally,
    /// The red lines it breaks, in file order; also of private criteria.
    pub red_lines: Vec<RedLine>,
    /// The influence behind it.
    pub support: Support,
    /// Σ w·|e| over all known partners, and the part of it that is guess or not said.
    pub(super) behind: (u64, u64),
    /// Weight sums, shared by all options; 0 where unknown.
    weights: Arc<[u32]>,
    /// Σ w·e of each partner, in billionths times weight.
    numerators: Vec<i64>,
    outcomes: Vec<Outcome>,
}

impl OptionAnswer {
    /// What it is worth to a partner; `None` when their success is unknown, 0 when not scored.
    #[must_use]
    pub fn gain(&self, partner: usize) -> Option<Gain> {
        let weight = self.weights.get(partner).copied().filter(|&weight| weight > 0)?;
        Some(Gain::new(i128::from(*self.numerators.get(partner)?), weight.into()))
    }

    /// Σ w·e of a partner, in billionths times weight; 0 for an unknown one.
    pub(super) fn numerator(&self, partner: usize) -> i64 {
        self.numerators.get(partner).copied().unwrap_or(0)
    }

    /// What it is to a partner.
    #[must_use]
    pub fn outcome(&self, partner: usize) -> Outcome {
        self.outcomes.get(partner).copied().unwrap_or(Outcome::NotKnown)
    }

    /// The positions of the partners with this outcome, in file order.
    pub fn partners_with(&self, outcome: Outcome) -> impl Iterator<Item = usize> {
        (0..self.outcomes.len()).filter(move |&partner| self.outcome(partner) == outcome)
    }

    /// Whether it breaks a red line of this partner.
    #[must_use]
    pub fn breaks_red_line_of(&self, partner: usize) -> bool {
        self.red_lines.iter().any(|line| line.partner == partner)
    }

    /// Whether it may be called win-win and be starred: by its verdict, and no red line broken.
    #[must_use]
    pub fn is_win_win(&self) -> bool {
        self.verdict == Verdict::WinWin && self.red_lines.is_empty()
    }

    /// Whether every known partner wins.
    #[must_use]
    pub fn is_for_all(&self) -> bool {
        self.tally.wins > 0 && self.tally.wins == self.tally.known
    }

    /// Whether more than half of Σ w·|e| behind it is guess or not said.
    ///
    /// A figure is as sure as the weaker of the two it is made of: the criterion (what they want)
    /// and the effect (what the option does).
    #[must_use]
    pub fn rests_on_guesses(&self) -> bool {
        self.behind.1 * 2 > self.behind.0
    }

    /// The verdict with what it is said of: `trade-off`, `win-win for all`, or `win-win for the 7 of 9
    /// we know`, and with counts where not everyone known is scored: `win-win, 3 of 8 scored`. An option that breaks a red line is never
    /// called win-win: then it reads `breaks a red line`.
    #[must_use]
    pub fn words(&self) -> String {
        let mut words = match (self.verdict, self.red_lines.is_empty()) {
            (Verdict::WinWin, false) => "breaks a red line".to_owned(),
            (verdict, _) => verdict.words().to_owned(),
        };
        let Tally { known, of, .. } = self.tally;
        if self.is_win_win() && self.is_for_all() {
            words.push_str(" for ");
            words.push_str(&if known < of { those_known(known, of) } else { "all".into() });
        }
        if self.tally.scored < self.tally.known {
            words = format!("{words}, {} of {} scored", self.tally.scored, self.tally.known);
        }
        words
    }
}

/// An effect on a theme: billionths, and whether it is a guess.
type ThemeEffect = Option<(i64, bool)>;

/// An effect on one criterion: positions of partner and criterion, billionths, whether it is a guess.
type OwnEffect = (usize, usize, i64, bool);

fn read(effect: &Effect) -> (i64, bool) {
    (effect.value.billionths(), Evidence::is_guess(effect.evidence))
}

/// Everything that an option does, by position instead of by id.
struct Effects {
    themes: Vec<ThemeEffect>,
    /// In file order of partners and criteria.
    own: Vec<OwnEffect>,
}

impl Effects {
    fn of(map: &Map, option: &IssueOption) -> Self {
        let mut themes = vec![None; map.themes.len()];
        for (theme, effect) in &option.effects {
            if let Some(slot) = map.themes.get_index_of(theme).and_then(|at| themes.get_mut(at)) {
                *slot = Some(read(effect));
            }
        }
        let mut own = Vec::new();
        for (partner, entries) in &option.on {
            let Some((at, _, record)) = map.partners.get_full(partner) else { continue };
            for (criterion, effect) in entries {
                if let Some(line) = record.success.get_index_of(criterion) {
                    let (by, is_guess) = read(effect);
                    own.push((at, line, by, is_guess));
                }
            }
        }
        own.sort_unstable();
        Self { themes, own }
    }

    /// The own entries of one partner.
    fn own_of(&self, partner: usize) -> &[OwnEffect] {
        let start = self.own.partition_point(|entry| entry.0 < partner);
        let end = self.own.partition_point(|entry| entry.0 <= partner);
        self.own.get(start..end).unwrap_or_default()
    }

    /// What happens to a criterion: its own entry, else its theme's effect, turned for less.
    fn on(&self, own: &[OwnEffect], at: usize, line: Line) -> ThemeEffect {
        if let Some(entry) = own.iter().find(|entry| entry.1 == at) {
            return Some((entry.2, entry.3));
        }
        let (by, is_guess) = self.themes.get(line.theme? as usize).copied().flatten()?;
        Some((if line.wants == Direction::Less { -by } else { by }, is_guess))
    }
}

/// The answers for all options of a map, in file order.
///
/// Shape: O(options x criteria), some 2 ms for 12 options and 10,000 partners.
pub(super) fn answers(map: &Map, lines: &Lines, profiles: &Profiles) -> Vec<OptionAnswer> {
    let weights: Arc<[u32]> = (0..profiles.len()).map(|at| profiles.weight(at)).collect();
    let answer = |option| answer(map, lines, &weights, option);
    let mut answers: Vec<OptionAnswer> = map.options().map(answer).collect();
    weigh(map, &mut answers);
    answers
}

/// Works out the influence behind all options: all that follows from where partners are placed.
pub(super) fn weigh(map: &Map, options: &mut [OptionAnswer]) {
    let of = |partner: &Partner| partner.influence.as_ref().map(|level| level.value.billionths());
    let influences: Vec<Option<i64>> = map.partners.values().map(of).collect();
    for option in options {
        option.support = Support::default();
        for ((at, outcome), influence) in option.outcomes.iter().enumerate().zip(&influences) {
            let side = match outcome {
                Outcome::Wins => &mut option.support.winning,
                Outcome::Loses => &mut option.support.losing,
                _ => continue,
            };
            match influence {
                Some(influence) => *side += influence.unsigned_abs(),
                None => option.support.not_placed.push(at),
            }
        }
    }
}

impl super::Answers {
    /// What an option would be with these effects; the influence behind it is left out.
    #[must_use]
    pub fn supposed(&self, map: &Map, place: &OptionPlace, option: &IssueOption) -> OptionAnswer {
        let weights = (0..self.profiles.len()).map(|at| self.profiles.weight(at)).collect();
        answer(map, &Lines::of(map), &weights, (place.clone(), option))
    }
}

fn answer(
    map: &Map,
    lines: &Lines,
    weights: &Arc<[u32]>,
    (place, option): (OptionPlace, &IssueOption),
) -> OptionAnswer {
    let effects = Effects::of(map, option);
    let mut answer = OptionAnswer {
        place,
        verdict: Verdict::NoEffect,
        tally: Tally::default(),
        red_lines: Vec::new(),
        support: Support::default(),
        behind: (0, 0),
        weights: Arc::clone(weights),
        numerators: Vec::with_capacity(weights.len()),
        outcomes: Vec::with_capacity(weights.len()),
    };
    answer.tally.of = map.partners.len();
    for partner in 0..map.partners.len() {
        let outcome = answer.score(partner, lines.of_partner(partner), &effects);
        answer.outcomes.push(outcome);
        answer.tally.known += usize::from(outcome != Outcome::NotKnown);
        answer.tally.scored += usize::from(outcome < Outcome::NotScored);
        answer.tally.wins += usize::from(outcome == Outcome::Wins);
        answer.tally.loses += usize::from(outcome == Outcome::Loses);
    }
    answer.verdict = Verdict::of(answer.tally.wins, answer.tally.loses);
    answer
}

impl OptionAnswer {
    /// Scores the option for one partner and notes what it breaks.
    fn score(&mut self, partner: usize, lines: &[Line], effects: &Effects) -> Outcome {
        let own = effects.own_of(partner);
        let (mut numerator, mut is_scored) = (0_i64, false);
        for (criterion, line) in lines.iter().enumerate() {
            let Some((by, is_guess)) = effects.on(own, criterion, *line) else { continue };
            is_scored = true;
            let term = i64::from(line.weight) * by;
            numerator += term;
            self.behind.0 += term.unsigned_abs();
            if is_guess || line.is_guess {
                self.behind.1 += term.unsigned_abs();
            }
            if line.is_red && by < 0 {
                self.red_lines.push(RedLine { partner, criterion });
            }
        }
        self.numerators.push(numerator);
        if lines.is_empty() {
            return Outcome::NotKnown;
        }
        match (is_scored, numerator.cmp(&0)) {
            (false, _) => Outcome::NotScored,
            (true, Ordering::Greater) => Outcome::Wins,
            (true, Ordering::Equal) => Outcome::Untouched,
            (true, Ordering::Less) => Outcome::Loses,
        }
    }
}
