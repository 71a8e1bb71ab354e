//! Findings on partners: whom we haven't heard, who isn't placed, what their criteria lack.

use std::cmp::Reverse;

use super::{Case, Cases, Finding, Rule, Severity};
use crate::analysis::Answers;
use crate::analysis::explain::{partner_name, quoted};
use crate::model::{
    Content, Curtain, Decimal, Evidence, Map, Partner, PartnerId, Place, Placement, order_by_key,
};

/// Whether a rule is about a partner.
type Fits = fn(&Partner) -> bool;

/// Who hasn't been heard. The first that fits a partner is told, so that one gap is one finding.
const UNHEARD: [(Rule, Fits); 4] = [
    (
        Rule {
            id: "not-heard",
            severity: Severity::Warning,
            one: "{} can move much, but no criterion was heard from them",
            many: "no criterion was heard from {}, who can move much",
            help: "ask what success means to them, and note it with `evidence: Heard`",
        },
        |partner| is_high(partner.influence.as_ref()),
    ),
    (
        Rule {
            id: "under-heard",
            severity: Severity::Warning,
            one: "{} may be left out, and no criterion was heard from them",
            many: "no criterion was heard from {}, who may be left out",
            help: "find out who can speak for them, and ask",
        },
        |partner| partner.under_heard,
    ),
    (
        Rule {
            id: "little-voice",
            severity: Severity::Advice,
            one: "it matters much to {}, but no criterion was heard from them",
            many: "no criterion was heard from {}, to whom it matters much",
            help: "ask what success means to them, and note it with `evidence: Heard`",
        },
        |partner| is_high(partner.interest.as_ref()),
    ),
    (
        Rule {
            id: "success-unknown",
            severity: Severity::Advice,
            one: "what success means to {} is not known",
            many: "what success means is not known of {}",
            help: "add a criterion in their own words, or as a guess that says so",
        },
        |partner| !partner.is_known(),
    ),
];

const NOT_PLACED: Rule = Rule {
    id: "not-placed",
    severity: Severity::Advice,
    one: "{} has no place on the grid yet",
    many: "no place on the grid yet: {}",
    help: "give `interest` and `influence`, 0 to 10; a guess will do if it says so",
};

const GUESSED_PLACE: Rule = Rule {
    id: "guessed-place",
    severity: Severity::Advice,
    one: "where {} stands on the grid is a guess",
    many: "a guess places these on the grid: {}",
    help: "ask somebody who has seen them decide",
};

const NO_WALK_AWAY: Rule = Rule {
    id: "no-walk-away",
    severity: Severity::Advice,
    one: "what {} does without an agreement is not known",
    many: "it is not known what these do without an agreement: {}",
    help: "note it in `walk_away`, and what it is worth to them",
};

const STANCE_GAP: Rule = Rule {
    id: "stance-gap",
    severity: Severity::Advice,
    one: "{} is two steps or more from where we want them",
    many: "two steps or more from where we want them: {}",
    help: "think of the next conversation that would close the gap by one step",
};

const GUESSED_RED_LINE: Rule = Rule {
    id: "guessed-red-line",
    severity: Severity::Warning,
    one: "the red line {} rests on a guess",
    many: "these red lines rest on guesses: {}",
    help: "find out whether it really is one, and give its `evidence`",
};

const NO_THEME: Rule = Rule {
    id: "no-theme",
    severity: Severity::Advice,
    one: "{} is about no theme, so nobody can share it",
    many: "about no theme, so nobody can share them: {}",
    help: "give it a `theme`; a new one if somebody else could want it, more or less",
};

const NO_MEASURE: Rule = Rule {
    id: "no-measure",
    severity: Severity::Advice,
    one: "{} weighs much, but has no measure",
    many: "these weigh much, but have no measure: {}",
    help: "ask how they would see that it is met: `measure`",
};

/// A criterion of this weight and more weighs much.
const HEAVY: i8 = 4;

pub(super) fn findings(map: &Map, answers: &Answers, curtain: Curtain) -> Vec<Finding> {
    let mut partners: Vec<(usize, &PartnerId, &Partner)> = map
        .partners
        .iter()
        .enumerate()
        .map(|(index, (id, partner))| (index, id, partner))
        .collect();
    let influence = |partner: &Partner| partner.influence.as_ref().map(|level| level.value);
    order_by_key(&mut partners, |(_, _, partner)| Reverse(influence(partner))); // stable
    let everyone = Place::map().name("partners");
    let on = |rule: &Rule, applies: &dyn Fn(&Partner) -> bool| {
        let mut cases = Cases::default();
        for (index, id, _) in partners.iter().filter(|(_, _, partner)| applies(partner)) {
            cases.add(|| Case {
                subject: partner_name(map, *index),
                place: everyone.clone().name(id.as_str()),
            });
        }
        rule.findings(&cases, &everyone)
    };
    let mut findings = Vec::new();
    for (at, (rule, _)) in UNHEARD.iter().enumerate() {
        let nobody_is_known = answers.coverage().known == 0;
        if rule.id != "success-unknown" || !nobody_is_known {
            findings.extend(on(rule, &|partner| unheard(partner, curtain) == Some(at)));
        }
    }
    findings.extend(criteria(map, &partners, curtain));
    findings.extend(on(&NOT_PLACED, &|partner| partner.place().is_none()));
    findings.extend(on(&GUESSED_PLACE, &|partner| {
        let levels = [partner.interest.as_ref(), partner.influence.as_ref()];
        partner.placement_is_guess() && levels.into_iter().any(is_high)
    }));
    if !curtain.is_drawn() {
        findings.extend(on(&NO_WALK_AWAY, &|partner| {
            let is_high = is_high(partner.influence.as_ref());
            lacks_walk_away(partner, curtain) && partner.is_known() && is_high
        }));
        findings.extend(on(&STANCE_GAP, &|partner| {
            let steps = |stance: Option<&Option<crate::model::Stance>>| {
                stance.copied().flatten().map(|stance| stance as u8)
            };
            let ways =
                steps(partner.stance.shown(curtain)).zip(steps(partner.wanted.shown(curtain)));
            ways.is_some_and(|(now, wanted)| wanted >= now + 2)
        }));
    }
    findings
}

fn is_high(placement: Option<&Placement>) -> bool {
    placement.is_some_and(|placement| placement.value.billionths() > 5 * Decimal::ONE)
}

/// Which of [`UNHEARD`] fits a partner.
fn unheard(partner: &Partner, curtain: Curtain) -> Option<usize> {
    if is_heard(partner, curtain) {
        return None;
    }
    UNHEARD.iter().position(|(_, fits)| fits(partner))
}

/// Whether a criterion was heard from a partner.
///
/// How we know a private criterion is private too: whoever has one that may not be shown counts as
/// heard.
pub(in crate::analysis) fn is_heard(partner: &Partner, curtain: Curtain) -> bool {
    let is_heard = |content: &Content| content.evidence == Some(Evidence::Heard);
    partner.success.values().any(|line| line.shown(curtain).is_none_or(is_heard))
}

/// Whether it is not known what a partner does without an agreement; with the curtain drawn nothing is
/// said of it.
pub(in crate::analysis) fn lacks_walk_away(partner: &Partner, curtain: Curtain) -> bool {
    partner.walk_away.shown(curtain).is_some_and(Option::is_none)
}

/// Findings on single criteria; with the curtain drawn only on those that aren't private.
fn criteria(
    map: &Map,
    partners: &[(usize, &PartnerId, &Partner)],
    curtain: Curtain,
) -> Vec<Finding> {
    let everyone = Place::map().name("partners");
    let on = |rule: &Rule, applies: fn(&Content) -> bool| {
        let mut cases = Cases::default();
        for (index, id, partner) in partners {
            for (line, criterion) in &partner.success {
                let Some(content) = criterion.shown(curtain).filter(|content| applies(content))
                else {
                    continue;
                };
                let place = everyone.clone().name(id.as_str()).name("success").name(line.as_str());
                cases.add(|| Case {
                    subject: format!("{} of {}", quoted(content), partner_name(map, *index)),
                    place,
                });
            }
        }
        rule.findings(&cases, &everyone)
    };
    let mut findings =
        on(&GUESSED_RED_LINE, |content| content.red_line && Evidence::is_guess(content.evidence));
    findings.extend(on(&NO_THEME, |content| content.theme.is_none()));
    findings.extend(on(&NO_MEASURE, |content| {
        content.weight.get() >= HEAVY && content.measure.trim().is_empty()
    }));
    findings
}
