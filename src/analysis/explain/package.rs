//! What stands for and against a package, and what it is worth to one partner.

use super::Explanation;
use super::option::broken;
use super::words::{self, RESTS_ON_GUESSES};
use crate::analysis::packages::{Choice, Package};
use crate::analysis::zone::Question;
use crate::analysis::{Answers, Gain, OptionAnswer};
use crate::model::{Curtain, Map, OptionId, Rule, order_by_key};

/// The name of a choice on an issue: the option's, or that the issue is left as it is.
#[must_use]
pub fn chosen(map: &Map, issue: usize, choice: Choice) -> String {
    let option = map
        .issues
        .get_index(issue)
        .and_then(|(_, record)| record.options.get_index(choice?))
        .map(|(id, option)| words::named(&option.name, id.as_str()));
    option.unwrap_or_else(|| "left as it is".to_owned())
}

/// Who accepts a package, or who refuses it and what it breaks; with the curtain drawn without
/// walk-aways and what it is short of them.
#[must_use]
pub fn package(map: &Map, question: &Question, package: &Package, curtain: Curtain) -> Explanation {
    let judgment = question.judge(package);
    let refusing = names(map, question, &judgment.refused_by);
    let refusing = match refusing.len() {
        0 => None,
        _ => Some(format!("{} would refuse this", words::list(refusing.into_iter()))),
    };
    let mut why = Explanation::of(match &refusing {
        _ if judgment.is_acceptable() => format!("acceptable to {}", question.those()),
        _ if !judgment.keeps_rules() => "the rules don't allow this".to_owned(),
        Some(refusing) => refusing.clone(),
        None => "a red line is broken".to_owned(),
    });
    for &at in &judgment.refused_by {
        if let Some(surplus) = question.surplus(package, at).shown(curtain) {
            let name = name(map, question, at);
            why.add(format!("{name}: {}", lacks(map, question, (at, *surplus), curtain)));
        }
    }
    if curtain.is_drawn() && !judgment.keeps_rules() {
        why.lines.extend(refusing);
    }
    for line in &judgment.red_lines {
        why.add(broken(map, line.partner, line.criterion, curtain));
    }
    why.lines.extend(
        judgment.rules.iter().map(|&at| format!("against the rule that {}", rule(map, at))),
    );
    for &issue in &judgment.unsettled {
        why.add(format!("{} needs an answer", issue_name(map, issue)));
    }
    if judgment.is_acceptable() {
        add_nearest_to_leaving(&mut why, map, question, (package, curtain));
    }
    if question.rests_on_guesses(&package.choices) {
        why.add(RESTS_ON_GUESSES);
    }
    why
}

/// What counts as 0 in all packages because nobody said it: walk-aways, where they may be told of, and
/// effects.
#[must_use]
pub fn not_said(answers: &Answers, question: &Question, curtain: Curtain) -> Vec<String> {
    let parties = question.partners().len();
    let open = |at: &usize| question.has_walk_away(*at).shown(curtain) == Some(&false);
    let without = (0..parties).filter(open).count();
    let options = answers.options();
    let unscored = options.iter().filter(|option| option.tally.scored == 0).count();
    let known = format!("walk-away known for {} of {parties}", parties - without);
    let scored = format!("{unscored} of {} options scored for nobody", options.len());
    let told = [(without, known), (unscored, scored)];
    told.into_iter().filter(|(lacking, _)| *lacking > 0).map(|(_, told)| told).collect()
}

/// Who would leave first, if the package got worse for everyone.
fn add_nearest_to_leaving(
    why: &mut Explanation,
    map: &Map,
    question: &Question,
    (package, curtain): (&Package, Curtain),
) {
    let surpluses = (0..question.partners().len())
        .filter_map(|at| Some((at, *question.surplus(package, at).shown(curtain)?)));
    let Some((at, surplus)) = surplus_least(surpluses) else { return };
    let name = name(map, question, at);
    why.add(match surplus.sign() {
        std::cmp::Ordering::Equal => format!("no more than by walking away: {name}"),
        _ => format!("nearest to walking away: {name}, {} above it", surplus.size()),
    });
}

fn surplus_least(surpluses: impl Iterator<Item = (usize, Gain)>) -> Option<(usize, Gain)> {
    surpluses.reduce(|least, next| if next.1 < least.1 { next } else { least })
}

/// What a package is worth to a partner, told by the place among the known ones: option by option,
/// what weighs most first.
#[must_use]
pub fn package_gain(
    map: &Map,
    answers: &Answers,
    (question, at): (&Question, usize),
    (package, curtain): (&Package, Curtain),
) -> Explanation {
    let Some(partner) = question.partners().nth(at) else { return Explanation::default() };
    let name = words::partner(map, partner);
    let gain = question.gain(package, at);
    let mut why = Explanation::of(format!("this package is worth {} to {name}", gain.words()));
    let option = |(issue, choice): (usize, &Choice)| answers.options_of(issue).get((*choice)?);
    let options = package.choices.iter().enumerate().filter_map(option);
    let (mut counted, nothing): (Vec<&OptionAnswer>, Vec<_>) = options
        .partition(|option| option.numerator(partner) != 0 || option.breaks_red_line_of(partner));
    order_by_key(&mut counted, |option| {
        std::cmp::Reverse(option.numerator(partner).unsigned_abs())
    });
    for option in counted {
        let worth = option.gain(partner).map_or_else(String::new, Gain::words);
        let broken = if option.breaks_red_line_of(partner) { ", breaks a red line" } else { "" };
        why.add(format!("{}: {worth}{broken}", words::option(map, option)));
    }
    let nothing = words::list(nothing.into_iter().map(|option| words::option(map, option)));
    if !nothing.is_empty() {
        why.add(format!("worth nothing to them: {nothing}"));
    }
    if let Some(surplus) = question.surplus(package, at).shown(curtain) {
        let than = walk_away_of(map, question, at, curtain);
        why.add(match surplus.sign() {
            std::cmp::Ordering::Less => {
                let lacks = lacks(map, question, (at, *surplus), curtain);
                format!("{lacks}: they would refuse")
            }
            std::cmp::Ordering::Equal => format!("exactly as much as {than}"),
            std::cmp::Ordering::Greater => format!("{} more than {than}", surplus.size()),
        });
    }
    why
}

/// How much somebody is short of the walk-away; it is a little where both read the same.
fn lacks(map: &Map, question: &Question, (at, surplus): (usize, Gain), curtain: Curtain) -> String {
    let than = walk_away_of(map, question, at, curtain);
    let floor = question.floor(at).shown(curtain).copied().unwrap_or(Gain::ZERO);
    let is_little = (floor + surplus).words() == floor.words();
    let by = if is_little { "a little".to_owned() } else { surplus.size() };
    match walk_away_evidence(map, question, at, curtain) {
        Some(_) => format!("{by} short of {than}"),
        None => format!("{by} worse than {than}"),
    }
}

/// "their walk-away of +0.5 (a guess)", or what holds where none is given. Only where it may be shown.
fn walk_away_of(map: &Map, question: &Question, at: usize, curtain: Curtain) -> String {
    let floor = question.floor(at).shown(curtain).copied().unwrap_or(Gain::ZERO);
    match walk_away_evidence(map, question, at, curtain) {
        Some(known) => format!("their walk-away of {} ({known})", floor.words()),
        None => "leaving things as they are".to_owned(),
    }
}

/// How we know what a walk-away is worth, where it is given and may be shown.
pub(super) fn walk_away_evidence(
    map: &Map,
    question: &Question,
    at: usize,
    curtain: Curtain,
) -> Option<&'static str> {
    let (_, partner) = map.partners.get_index(question.partners().nth(at)?)?;
    let told = partner.walk_away.shown(curtain)?.as_deref()?;
    question.has_walk_away(at).shown(curtain)?.then_some(words::evidence(told.evidence))
}

/// The names of partners told by their places among the known ones.
pub(super) fn names(map: &Map, question: &Question, places: &[usize]) -> Vec<String> {
    places.iter().map(|&at| name(map, question, at)).collect()
}

pub(super) fn name(map: &Map, question: &Question, at: usize) -> String {
    question.partners().nth(at).map_or_else(String::new, |partner| words::partner(map, partner))
}

pub(super) fn issue_name(map: &Map, issue: usize) -> String {
    let found = map.issues.get_index(issue);
    found.map_or_else(String::new, |(id, record)| words::named_issue(&record.name, id))
}

/// "A" requires "B".
pub(super) fn rule(map: &Map, at: usize) -> String {
    let Some(rule) = map.rules.get(at) else { return String::new() };
    let option = |id: &OptionId| {
        let found = map.issues.values().find_map(|issue| issue.options.get(id));
        let name =
            found.map_or_else(|| id.to_string(), |found| words::named(&found.name, id.as_str()));
        format!("\"{name}\"")
    };
    let verb = match rule {
        Rule::Requires(..) => "requires",
        Rule::Excludes(..) => "excludes",
    };
    let [a, b] = rule.options().map(option);
    format!("{a} {verb} {b}")
}
