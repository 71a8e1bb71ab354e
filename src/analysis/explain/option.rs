//! Why an option is worth so much to a partner, what all make of it, and who stands behind it.

use super::Explanation;
use super::words::{self, PRIVATE_CRITERION, RESTS_ON_GUESSES};
use crate::analysis::{Gain, OptionAnswer, Outcome, Verdict, effect_on, those_known};
use crate::model::{
    Content, Criterion, Curtain, Decimal, Effect, Evidence, Map, order_by, order_by_key,
};

/// One criterion that an option touches.
struct Term<'a> {
    criterion: &'a Criterion,
    by: Decimal,
    entry: &'a Effect,
    /// Whether the option has an own entry for the criterion.
    is_own: bool,
    /// w·e / Σ w
    gain: Gain,
}

impl Term<'_> {
    fn content(&self) -> &Content {
        self.criterion.inner()
    }

    /// "less waiting time", or the partner's words where the theme doesn't say it.
    fn subject(&self, map: &Map) -> String {
        let content = self.content();
        let theme = content.theme.as_ref().and_then(|theme| map.themes.get_index_of(theme));
        match theme {
            Some(theme) if !self.is_own => words::wanted(map, theme, content.wants),
            _ => words::quoted(content),
        }
    }

    /// "2 × 5 of 10 = +1", "2 × 5 of 8 ≈ +1.3".
    fn arithmetic(&self) -> String {
        let weight = self.content().weight;
        let sign = if self.gain.is_round() { "=" } else { "≈" };
        format!("{} × {weight} of {} {sign} {}", self.by, self.gain.weight(), self.gain.short())
    }
}

/// What an option does to the criteria of one partner.
fn terms<'a>(map: &'a Map, answer: &OptionAnswer, partner: usize) -> Vec<Term<'a>> {
    let record = map.partners.get_index(partner);
    let Some(((id, record), option)) = record.zip(map.option(&answer.place)) else {
        return Vec::new();
    };
    let own = option.on.get(id);
    let weight = answer.gain(partner).map_or(0, Gain::weight);
    let term = |(name, criterion): (&_, &'a Criterion)| {
        let (by, entry) = effect_on(option, id, (name, criterion.inner()))?;
        let numerator = i128::from(criterion.inner().weight.get()) * i128::from(by.billionths());
        let is_own = own.is_some_and(|own| own.contains_key(name));
        Some(Term { criterion, by, entry, is_own, gain: Gain::new(numerator, weight) })
    };
    record.success.iter().filter_map(term).collect()
}

/// What an option is worth to a partner: criterion by criterion, with weight, effect and evidence.
#[must_use]
pub fn gain(map: &Map, answer: &OptionAnswer, partner: usize, curtain: Curtain) -> Explanation {
    let (name, option) = (words::partner(map, partner), words::option(map, answer));
    let Some(gain) = answer.gain(partner) else {
        return Explanation::of(format!("what success means to {name} is not known"));
    };
    if answer.outcome(partner) == Outcome::NotScored {
        let mut why = Explanation::of(format!("{option} is not scored for {name}"));
        why.add("no criterion of theirs has an entry or an effect on its theme: it counts as 0");
        return why;
    }
    let mut why = Explanation::of(format!("{option} is worth {} to {name}", gain.words()));
    let terms = terms(map, answer, partner);
    let (shown, hidden): (Vec<&Term<'_>>, Vec<&Term<'_>>) =
        terms.iter().partition(|term| term.criterion.shown(curtain).is_some());
    for term in shown {
        why.add(told(map, term, curtain));
    }
    if !hidden.is_empty() {
        let sum = hidden.iter().fold(Gain::ZERO, |sum, term| sum + term.gain);
        let noun = if hidden.len() == 1 { PRIVATE_CRITERION } else { "private criteria" };
        why.add(format!("{noun}: {}", sum.words()));
    }
    if most_is_guessed(&terms) {
        why.add(RESTS_ON_GUESSES);
    }
    why
}

fn told(map: &Map, term: &Term<'_>, curtain: Curtain) -> String {
    let content = term.content();
    let mut line = format!(
        "{}: {} ({}; effect: {})",
        term.subject(map),
        term.arithmetic(),
        words::known_from(content.evidence, &content.source, curtain),
        words::known_from(term.entry.evidence, &term.entry.source, curtain),
    );
    if content.red_line && term.by < Decimal::default() {
        line.push_str(", breaks a red line");
    }
    line
}

fn most_is_guessed(terms: &[Term<'_>]) -> bool {
    let sum = |only_guesses: bool| -> u128 {
        let guessed = |term: &&Term<'_>| {
            Evidence::is_guess(term.content().evidence) || Evidence::is_guess(term.entry.evidence)
        };
        let counted = terms.iter().filter(|term| !only_guesses || guessed(term));
        counted.map(|term| term.gain.numerator().unsigned_abs()).sum()
    };
    sum(true) * 2 > sum(false)
}

/// The same in one line, as for the foot of a table: "Ministry of Health wants less waiting time:
/// 2 × 5 of 8 ≈ +1.3; less running cost: 1 × 3 of 8 ≈ +0.4. Heard; effects: read."
#[must_use]
pub fn gain_line(map: &Map, answer: &OptionAnswer, partner: usize, curtain: Curtain) -> String {
    let terms = terms(map, answer, partner);
    let mut told = Vec::new();
    let (mut wishes, mut effects) = (Vec::new(), Vec::new());
    for term in terms.iter().filter(|term| term.criterion.shown(curtain).is_some()) {
        told.push(format!("{}: {}", term.subject(map), term.arithmetic()));
        for (known, how) in
            [(&mut wishes, term.content().evidence), (&mut effects, term.entry.evidence)]
        {
            let word = words::evidence(how);
            if !known.contains(&word) {
                known.push(word);
            }
        }
    }
    if told.len() < terms.len() {
        told.push(format!("{PRIVATE_CRITERION}: counted"));
    }
    if told.is_empty() {
        return gain(map, answer, partner, curtain).heading;
    }
    let (wishes, effects) = (words::capitalized(&wishes.join(", ")), effects.join(", "));
    let known = match (wishes.as_str(), effects.as_str()) {
        ("", _) => String::new(),
        (wishes, effects) if wishes.eq_ignore_ascii_case(effects) => format!(" {wishes}."),
        (wishes, effects) => format!(" {wishes}; effects: {effects}."),
    };
    format!("{} wants {}.{known}", words::partner(map, partner), told.join("; "))
}

/// What an option is to all known partners: who wins, who loses, whose red line it breaks.
#[must_use]
pub fn verdict(map: &Map, answer: &OptionAnswer, curtain: Curtain) -> Explanation {
    let mut why = Explanation::of(format!("{}: {}", words::option(map, answer), answer.words()));
    why.add(meaning(answer));
    for line in &answer.red_lines {
        why.add(broken(map, line.partner, line.criterion, curtain));
    }
    for (outcome, word) in [(Outcome::Wins, "wins"), (Outcome::Loses, "loses")] {
        let mut gains: Vec<(usize, Gain)> = answer
            .partners_with(outcome)
            .filter_map(|partner| Some((partner, answer.gain(partner)?)))
            .collect();
        order_by(&mut gains, |a, b| match outcome {
            Outcome::Wins => b.1.cmp(&a.1),
            _ => a.1.cmp(&b.1),
        });
        let named = |&(partner, gain): &(usize, Gain)| {
            format!("{} {}", words::partner(map, partner), gain.words())
        };
        add_list(&mut why, word, gains.iter().map(named));
    }
    let others = [
        (Outcome::Untouched, "neither wins nor loses"),
        (Outcome::NotScored, "not scored, counted as 0"),
        (Outcome::NotKnown, "not known, not counted"),
    ];
    for (outcome, word) in others {
        let names = answer.partners_with(outcome).map(|partner| words::partner(map, partner));
        add_list(&mut why, word, names);
    }
    if answer.rests_on_guesses() {
        why.add(RESTS_ON_GUESSES);
    }
    why
}

fn add_list(why: &mut Explanation, word: &str, names: impl Iterator<Item = String>) {
    let names = words::list(names);
    if !names.is_empty() {
        why.add(format!("{word}: {names}"));
    }
}

/// The rule behind the verdict, with the counts.
fn meaning(answer: &OptionAnswer) -> String {
    let counted =
        |count: usize, verb: &str| format!("{count} {verb}{}", if count == 1 { "s" } else { "" });
    let wins = counted(answer.tally.wins, "win");
    let loses = counted(answer.tally.loses, "lose");
    let known = format!("of {}", those_known(answer.tally.known, answer.tally.of));
    match answer.verdict {
        Verdict::WinWin | Verdict::OneSided => format!("{known}, {wins} and nobody loses"),
        Verdict::TradeOff => format!("{known}, {wins} and {loses}"),
        Verdict::Lose => format!("{known}, {loses} and nobody wins"),
        Verdict::NoEffect => "nobody wins, nobody loses".into(),
    }
}

pub(super) fn broken(map: &Map, partner: usize, criterion: usize, curtain: Curtain) -> String {
    let record = map.partners.get_index(partner).map(|(_, record)| record);
    let line = record.and_then(|record| record.success.get_index(criterion));
    let said = line.and_then(|(_, line)| line.shown(curtain));
    let said = said.map_or_else(|| PRIVATE_CRITERION.to_owned(), words::quoted);
    format!("breaks a red line of {}: {said}", words::partner(map, partner))
}

/// Whose influence is behind an option, and whose against it.
#[must_use]
pub fn support(map: &Map, answer: &OptionAnswer) -> Explanation {
    let option = words::option(map, answer);
    let support = &answer.support;
    let mut why = Explanation::of(match support.tens_of_percent() {
        Some(100) => format!("support for {option}: all of the influence"),
        Some(0) => format!("support for {option}: none of the influence"),
        Some(percent) => format!("support for {option}: about {percent} % of the influence"),
        None => format!("support for {option}: nobody with influence wins or loses"),
    });
    let sides = [
        (Outcome::Wins, support.winning, "for it"),
        (Outcome::Loses, support.losing, "against it"),
    ];
    for (outcome, sum, word) in sides {
        let mut placed: Vec<(usize, Decimal)> = answer
            .partners_with(outcome)
            .filter_map(|partner| Some((partner, influence(map, partner)?)))
            .collect();
        order_by_key(&mut placed, |&(_, influence)| std::cmp::Reverse(influence));
        let named = |&(partner, influence): &(usize, Decimal)| {
            format!("{} {influence}", words::partner(map, partner))
        };
        let sum = Decimal::from_billionths(i64::try_from(sum).unwrap_or(i64::MAX));
        add_list(&mut why, &format!("{word}, influence {sum}"), placed.iter().map(named));
    }
    let missing = support.not_placed.iter().map(|&partner| words::partner(map, partner));
    add_list(&mut why, "influence not given, counted as 0", missing);
    if support.share().is_some() {
        why.add("a rule of thumb: it treats the steps of the influence scale as equal");
    }
    why
}

fn influence(map: &Map, partner: usize) -> Option<Decimal> {
    let (_, record) = map.partners.get_index(partner)?;
    Some(record.influence.as_ref()?.value.decimal())
}
