//! Why solutions differ, whom each favors, and what it would take where nothing is acceptable.

use std::cmp::Reverse;

use super::Explanation;
use super::package::{chosen, issue_name, name, names, rule, walk_away_evidence};
use super::words::{self, PRIVATE_CRITERION, RESTS_ON_GUESSES};
use crate::analysis::Gain;
use crate::analysis::packages::{Answer, Criterion, Nearest, Opening, Package};
use crate::analysis::zone::{Question, packages_of_solutions};
use crate::model::{Curtain, Map, order_by_key};

/// The word for a solution, as in "by Nash".
#[must_use]
pub fn solution_name(criterion: Criterion) -> &'static str {
    match criterion {
        Criterion::Nash => "Nash",
        Criterion::Egalitarian => "egalitarian",
        Criterion::KalaiSmorodinsky => "Kalai-Smorodinsky",
        Criterion::Utilitarian => "largest sum",
    }
}

/// What a solution makes as large as can be.
fn aim(criterion: Criterion) -> &'static str {
    match criterion {
        Criterion::Nash => "the largest product of what each gets beyond the walk-away",
        Criterion::Egalitarian => "who gets least beyond the walk-away gets as much as can be",
        Criterion::KalaiSmorodinsky => {
            "who gets least, in shares of the most they could get, gets as much as can be"
        }
        Criterion::Utilitarian => "the largest total, whoever gets it",
    }
}

/// The letter of a package among those of the solutions.
#[must_use]
pub fn package_letter(at: usize) -> char {
    ['A', 'B', 'C', 'D'].get(at).copied().unwrap_or('?')
}

/// Which solutions choose the same package; where they differ, whom each favors and what it costs
/// whom, against the first.
#[must_use]
pub fn solutions(map: &Map, question: &Question, answer: &Answer, curtain: Curtain) -> Explanation {
    let packages = packages_of_solutions(answer);
    let Some((_, first)) = packages.first() else {
        return Explanation::of("there are no solutions");
    };
    let told = packages.iter().enumerate().map(|(at, (criteria, _))| {
        let names = criteria.iter().map(|&criterion| solution_name(criterion).to_owned());
        format!("{} by {}", package_letter(at), words::list(names))
    });
    let mut why = Explanation::of(if packages.len() == 1 {
        "all solutions choose the same package".to_owned()
    } else {
        format!("the solutions disagree: {}", told.collect::<Vec<_>>().join("; "))
    });
    for (at, (criteria, package)) in packages.iter().enumerate() {
        let letter = package_letter(at);
        if packages.len() > 1 {
            let told = |by: &Criterion| {
                format!("{}: {}", words::capitalized(solution_name(*by)), aim(*by))
            };
            why.lines.extend(criteria.iter().map(told));
        }
        if at > 0 {
            why.add(format!("against A, {letter} {}", difference(map, question, first, package)));
        }
        if question.rests_on_guesses(&package.choices) {
            why.add(format!("{letter} {RESTS_ON_GUESSES}"));
        }
    }
    add_limits(&mut why, map, question, (answer, curtain));
    why
}

/// What a solution can't say, and why. Who can't gain is private: it tells what a walk-away is worth.
fn add_limits(
    why: &mut Explanation,
    map: &Map,
    question: &Question,
    (answer, curtain): (&Answer, Curtain),
) {
    let stuck: Vec<usize> = (0..answer.best.len())
        .filter(|&at| answer.best[at].is_proven && answer.best[at].surplus == 0)
        .collect();
    if !stuck.is_empty() {
        let names = if curtain.is_drawn() {
            "somebody".to_owned()
        } else {
            words::list(names(map, question, &stuck).into_iter())
        };
        why.add(format!(
            "for {names} no acceptable package is better than the walk-away: all products are 0, so Nash \
             is the egalitarian package, and Kalai-Smorodinsky leaves them out"
        ));
    }
    for criterion in Criterion::ALL {
        let Some(found) = answer.solution(criterion).filter(|found| !found.is_proven) else {
            continue;
        };
        let name = words::capitalized(solution_name(criterion));
        let missing = match percent(found.gap()) {
            100 => String::new(),
            percent => format!("; at most {percent} % is missing"),
        };
        why.add(format!("{name}: the best so far, not proven{missing}"));
    }
}

/// A gap in whole percent, rounded up; 100 where nothing is known.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to 100")]
fn percent(gap: f64) -> u32 {
    (gap * 100.0).ceil() as u32
}

/// "gives A 0.6 more and B 0.2 more, but C 0.9 less".
#[must_use]
pub fn difference(map: &Map, question: &Question, from: &Package, to: &Package) -> String {
    let mut changes: Vec<(Gain, usize)> = (0..question.partners().len())
        .map(|at| (question.gain(to, at) - question.gain(from, at), at))
        .filter(|(change, _)| change.sign().is_ne())
        .collect();
    order_by_key(&mut changes, |&(change, at)| (Reverse(change), at));
    let more = changes.iter().take_while(|(change, _)| change.sign().is_gt());
    let less = changes.iter().rev().take_while(|(change, _)| change.sign().is_lt());
    let told = |word| {
        move |&(change, at): &(Gain, usize)| {
            format!("{} {} {word}", name(map, question, at), change.size())
        }
    };
    let (more, less) = (largest(more.map(told("more"))), largest(less.map(told("less"))));
    match (more.is_empty(), less.is_empty()) {
        (true, true) => "gives everyone the same".to_owned(),
        (false, true) => format!("gives {more}"),
        (true, false) => format!("gives {less}"),
        (false, false) => format!("gives {more}, but {less}"),
    }
}

/// The first three of a list, and how many more there are.
fn largest(mut words: impl Iterator<Item = String>) -> String {
    let mut shown: Vec<String> = words.by_ref().take(3).collect();
    match words.count() {
        0 => {}
        1 => shown.push("one other".to_owned()),
        more => shown.push(format!("{more} others")),
    }
    words::joined(&shown)
}

/// Who blocks the nearest package, and each single thing that would open the zone; or which rules
/// collide. With the curtain drawn without figures.
#[must_use]
pub fn what_it_takes(
    map: &Map,
    question: &Question,
    answer: &Answer,
    curtain: Curtain,
) -> Explanation {
    if answer.is_impossible {
        let mut why = Explanation::of(if answer.collision.is_empty() {
            "no package keeps the rules" // which of them collide is not known, or not yet
        } else {
            "no package keeps the rules: these can't all hold"
        });
        why.lines.extend(
            answer.collision.iter().map(|one| words::capitalized(&colliding(map, question, *one))),
        );
        return why;
    }
    let mut why = Explanation::of(match answer.is_open {
        Some(true) => "there is nothing in the way".to_owned(),
        Some(false) => format!("no package is acceptable to {}", question.those()),
        None => "no acceptable package was found in time".to_owned(),
    });
    if let Some(nearest) = &answer.nearest {
        add_blocks(&mut why, map, question, (nearest, curtain));
    }
    if answer.is_open == Some(false) {
        for &one in &answer.openings {
            why.add(format!("enough alone: {}", opening(map, question, one, curtain)));
        }
        match (answer.are_all_openings, answer.openings.is_empty()) {
            (true, true) => why.add("no single thing would open the zone"),
            (true, false) => {}
            (false, true) => why.add("whether a single thing would open the zone is not known"),
            (false, false) => why.add("whether anything else would be enough is not known"),
        }
    }
    why
}

/// What stands against the nearest package.
fn add_blocks(
    why: &mut Explanation,
    map: &Map,
    question: &Question,
    (nearest, curtain): (&Nearest, Curtain),
) {
    if !nearest.is_proven {
        why.add("whether another package is nearer than this one is not known");
    }
    let short: Vec<usize> =
        (0..nearest.shortfalls.len()).filter(|&at| nearest.shortfalls[at] > 0).collect();
    let told = |words: fn(Gain) -> String, with: &'static str| {
        words::list(short.iter().map(|&at| {
            let by = question.shortfall(nearest, at).shown(curtain).copied();
            let by = by.map_or(String::new(), |by| format!(" ({}{with})", words(by)));
            format!("{}{by}", name(map, question, at))
        }))
    };
    if !short.is_empty() {
        why.add(format!("the nearest package is refused by {}", told(Gain::size, " short")));
    }
    for line in nearest.red_lines.iter().filter_map(|line| question.red_line(*line)) {
        let told = super::option::broken(map, line.partner, line.criterion, curtain);
        why.add(format!("the nearest package {told}"));
    }
    if nearest.red_lines.is_empty() && short.len() > 1 {
        why.add(if curtain.is_drawn() {
            "enough together: a lower walk-away of each of them".to_owned()
        } else {
            format!("enough together: lower walk-aways of {}", told(Gain::enough, " lower"))
        });
    }
}

/// One of the things that can't all hold.
fn colliding(map: &Map, question: &Question, one: Opening) -> String {
    match one {
        Opening::Rule(at) => rule(map, at),
        Opening::Settled(issue) => settled(map, question, issue),
        Opening::RedLine(_) | Opening::Floor { .. } => String::new(), // never among these
    }
}

fn settled(map: &Map, question: &Question, issue: usize) -> String {
    let choice = question.settled(issue).flatten();
    let name = chosen(map, issue, choice);
    let name = if choice.is_some() { format!("on \"{name}\"") } else { format!("as {name}") };
    format!("{} settled for now {name}", issue_name(map, issue))
}

/// One thing that would open the zone.
#[must_use]
pub fn opening(map: &Map, question: &Question, one: Opening, curtain: Curtain) -> String {
    match one {
        Opening::Rule(at) => format!("without the rule that {}", rule(map, at)),
        Opening::Settled(issue) => format!("{} no longer settled for now", issue_name(map, issue)),
        Opening::RedLine(number) => {
            let line = question.red_line(number);
            line.map_or_else(String::new, |line| {
                let record = map.partners.get_index(line.partner);
                let said =
                    record.and_then(|(_, partner)| partner.success.get_index(line.criterion));
                let said = said.and_then(|(_, criterion)| criterion.shown(curtain));
                let said = said.map_or_else(|| PRIVATE_CRITERION.to_owned(), words::quoted);
                format!("without the red line of {}: {said}", words::partner(map, line.partner))
            })
        }
        Opening::Floor { partner, by } => {
            let by = question.amount(partner, by).shown(curtain).map(|by| by.enough());
            let name = name(map, question, partner);
            match (by, walk_away_evidence(map, question, partner, curtain)) {
                (None, _) => format!("{name}: a lower walk-away"),
                (Some(by), None) => format!("{name}: {by} less than leaving things as they are"),
                (Some(by), Some(known)) => format!("{name}: walk-away lower by {by} ({known})"),
            }
        }
    }
}
