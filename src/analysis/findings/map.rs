//! Findings on the map as a whole: its purpose, whom it serves, who is on it.

use std::collections::BTreeMap;

use unicode_segmentation::UnicodeSegmentation;

use super::{Finding, Severity};
use crate::analysis::Answers;
use crate::analysis::explain::flat;
use crate::model::{Map, Place, Side};

/// A purpose of one sentence rarely has more characters than this.
const LONG_SENTENCE: usize = 200;

/// Two sentences that are shorter than this together may be one with an abbreviation in it.
const SHORT_SENTENCES: usize = 80;

/// So many partners at one place look as if they had been put there without a thought.
const A_STACK: usize = 4;

pub(super) fn findings(map: &Map, answers: &Answers) -> Vec<Finding> {
    let mut findings = heading(map);
    let coverage = answers.coverage();
    if coverage.of > 0 && coverage.known == 0 {
        findings.push(Finding {
            id: "nobody-known",
            severity: Severity::Warning,
            place: Place::map().name("partners"),
            message: "nobody's success is known yet, so nothing can be compared".into(),
            help: "begin with the partner you know best: what would they call a success?",
        });
    }
    let is_outside = |side: Side| side == Side::Outside;
    if map.partners.len() > 2 && map.partners.values().all(|partner| is_outside(partner.side)) {
        findings.push(advice(
            "no-ally-inside",
            Place::map().name("partners"),
            "all partners are outside",
            "add yourselves with `side: Us`, and whoever could help inside your organization",
        ));
    }
    findings.extend(stack(map));
    findings
}

fn advice(
    id: &'static str,
    place: Place,
    message: impl Into<String>,
    help: &'static str,
) -> Finding {
    Finding { id, severity: Severity::Advice, place, message: message.into(), help }
}

fn heading(map: &Map) -> Vec<Finding> {
    let mut findings = Vec::new();
    let purpose = flat(&map.heading.purpose);
    let length = purpose.chars().count();
    let is_long = length > LONG_SENTENCE
        || (length > SHORT_SENTENCES && purpose.unicode_sentences().count() > 1);
    if purpose.is_empty() {
        findings.push(advice(
            "no-purpose",
            Place::map(),
            "the purpose is missing",
            "say in one sentence what all of them could want: `purpose`",
        ));
    } else if is_long {
        findings.push(advice(
            "long-purpose",
            Place::map().name("purpose"),
            "the purpose is longer than a sentence",
            "keep the one sentence that everybody would sign; the rest belongs to `situation`",
        ));
    }
    if flat(&map.heading.serves).is_empty() {
        findings.push(advice(
            "no-serves",
            Place::map(),
            "it is not said whom all of this is for",
            "name them in `serves`, so that every option can be held against it",
        ));
    }
    findings
}

/// Many partners at exactly the same place, more than a quarter of all that are placed.
fn stack(map: &Map) -> Option<Finding> {
    let mut stacks: BTreeMap<_, usize> = BTreeMap::new();
    for place in map.partners.values().filter_map(crate::model::Partner::place) {
        *stacks.entry(place).or_default() += 1;
    }
    let placed: usize = stacks.values().sum();
    let high = stacks.iter().map(|(place, count)| (*count, *place));
    let (count, (interest, influence)) = high.max_by_key(|(count, _)| *count)?;
    (count >= A_STACK && count * 4 > placed).then(|| {
        advice(
            "same-place",
            Place::map().name("partners"),
            format!("{count} partners stand at the same place: interest {interest}, influence {influence}"),
            "ask of each two of them: who of these can move more, to whom does it matter more?",
        )
    })
}
