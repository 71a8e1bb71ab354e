//! Findings on issues and options: too few answers, answers for nobody, scores that are missing.

use super::{Case, Cases, Finding, Rule, Severity};
use crate::analysis::explain::{flat, option_name, partner_name};
use crate::analysis::{Answers, OptionAnswer, Outcome};
use crate::model::{Curtain, Issue, Map, Partner, PartnerId, Place};

const ALL_BREAK_RED_LINES: Rule = Rule {
    id: "no-way-out",
    severity: Severity::Warning,
    one: "every answer to {} breaks a red line, and it can't be left as it is",
    many: "every answer breaks a red line, and they can't be left as they are: {}",
    help: "look for another answer, or ask again whether the line is a red one",
};

const NOT_SCORED: Rule = Rule {
    id: "not-scored",
    severity: Severity::Warning,
    one: "{} is scored for nobody",
    many: "scored for nobody: {}",
    help: "say what it does: to themes in `effects`, to single criteria in `on`",
};

const MISSING_SCORE: Rule = Rule {
    id: "missing-score",
    severity: Severity::Advice,
    one: "{} is not scored, though another answer to the same question is",
    many: "not scored, though another answer to the same question is: {}",
    help: "say what it does to them in `on`; 0 if nothing",
};

const NOBODY_GAINS: Rule = Rule {
    id: "nobody-gains",
    severity: Severity::Advice,
    one: "nobody gains from {}",
    many: "nobody gains from these: {}",
    help: "is something it would do missing? Else it may go",
};

const GUESSED_WIN_WIN: Rule = Rule {
    id: "guessed-win-win",
    severity: Severity::Advice,
    one: "{} is win-win, but that rests on guesses",
    many: "win-win, but that rests on guesses: {}",
    help: "ask those who win whether they see it that way, and note the `evidence` of its effects",
};

const NO_OPTIONS: Rule = Rule {
    id: "no-options",
    severity: Severity::Advice,
    one: "{} has no option yet",
    many: "no option yet: {}",
    help: "add at least two answers",
};

const LONE_OPTION: Rule = Rule {
    id: "lone-option",
    severity: Severity::Advice,
    one: "{} has only one option",
    many: "only one option: {}",
    help: "with one answer there is nothing to agree on: ask each side for another",
};

pub(super) fn findings(map: &Map, answers: &Answers, curtain: Curtain) -> Vec<Finding> {
    let is_known = answers.coverage().known > 0;
    let mut findings = on_issues(map, &ALL_BREAK_RED_LINES, |index, issue| {
        let options = answers.options_of(index);
        let all_break = options.iter().all(|option| !option.red_lines.is_empty());
        issue.must_settle && !options.is_empty() && all_break
    });
    findings.extend(on_options(map, answers, &NOT_SCORED, |option| {
        is_known && option.tally.scored == 0
    }));
    findings.extend(missing_scores(map, answers, curtain));
    findings.extend(on_options(map, answers, &NOBODY_GAINS, |option| {
        option.tally.scored > 0 && option.tally.wins == 0
    }));
    findings.extend(on_options(map, answers, &GUESSED_WIN_WIN, |option| {
        option.is_win_win() && option.rests_on_guesses()
    }));
    findings.extend(on_issues(map, &NO_OPTIONS, |_, issue| issue.options.is_empty()));
    findings.extend(on_issues(map, &LONE_OPTION, |_, issue| issue.options.len() == 1));
    findings
}

fn on_issues(map: &Map, rule: &Rule, applies: impl Fn(usize, &Issue) -> bool) -> Vec<Finding> {
    let shared = Place::map().name("issues");
    let mut cases = Cases::default();
    for (index, (id, issue)) in map.issues.iter().enumerate() {
        if applies(index, issue) {
            cases.add(|| Case {
                subject: format!("\"{}\"", flat(&issue.name)),
                place: shared.clone().name(id.as_str()),
            });
        }
    }
    rule.findings(&cases, &shared)
}

fn on_options(
    map: &Map,
    answers: &Answers,
    rule: &Rule,
    applies: impl Fn(&OptionAnswer) -> bool,
) -> Vec<Finding> {
    let mut cases = Cases::default();
    for option in answers.options().iter().filter(|option| applies(option)) {
        cases.add(|| Case { subject: option_name(map, option), place: place_of(option) });
    }
    rule.findings(&cases, &Place::map().name("issues"))
}

fn place_of(option: &OptionAnswer) -> Place {
    let issue = Place::map().name("issues").name(option.place.issue.as_str());
    issue.name("options").name(option.place.option.as_str())
}

fn missing_scores(map: &Map, answers: &Answers, curtain: Curtain) -> Vec<Finding> {
    let mut cases = Cases::default();
    for (option, partner) in unscored(map, answers, curtain) {
        cases.add(|| Case {
            subject: format!("{} for {}", option_name(map, option), partner_name(map, partner)),
            place: place_of(option),
        });
    }
    MISSING_SCORE.findings(&cases, &Place::map().name("issues"))
}

/// Options that say nothing about a partner of whom another answer to the same question does, each
/// with that partner's position.
pub(in crate::analysis) fn unscored<'a>(
    map: &'a Map,
    answers: &'a Answers,
    curtain: Curtain,
) -> impl Iterator<Item = (&'a OptionAnswer, usize)> {
    map.issues.values().enumerate().flat_map(move |(index, issue)| {
        let touched = touched(map, issue, curtain);
        let options = answers.options_of(index).iter().filter(|option| option.tally.scored > 0);
        options.flat_map(move |option| {
            let is_open = move |partner: &usize| option.outcome(*partner) == Outcome::NotScored;
            touched.clone().into_iter().filter(is_open).map(move |partner| (option, partner))
        })
    })
}

/// The partners with an own entry in one of the options; with the curtain drawn an entry on a private
/// criterion doesn't count.
fn touched(map: &Map, issue: &Issue, curtain: Curtain) -> Vec<usize> {
    let on = issue.options.values().flat_map(|option| &option.on);
    let mut touched: Vec<usize> = on
        .filter_map(|(id, entries)| {
            let (index, _, partner): (usize, &PartnerId, &Partner) = map.partners.get_full(id)?;
            let shown = |line| partner.success.get(line).and_then(|line| line.shown(curtain));
            entries.keys().any(|line| shown(line).is_some()).then_some(index)
        })
        .collect();
    touched.sort_unstable();
    touched.dedup();
    touched
}
