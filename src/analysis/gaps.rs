//! What is not filled in yet, in the order in which it is worth asking for.

use std::cmp::Reverse;

use super::Answers;
use super::explain::{flat, option_name, partner_name, quoted};
use super::findings::{is_heard, lacks_walk_away, unscored};
use crate::model::{
    CriterionId, Curtain, IssueId, Map, OptionPlace, Partner, PartnerId, order_by_key,
};

/// Something that a map could hold and doesn't.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Gap {
    /// What all of it is for.
    Purpose,
    /// What success means to this partner.
    Success(PartnerId),
    /// Where this partner is on the grid.
    Place(PartnerId),
    /// What success means to this partner in their own words: what there is was not heard from them.
    Heard(PartnerId),
    /// What this criterion is about.
    Theme(PartnerId, CriterionId),
    /// What this partner does without an agreement.
    WalkAway(PartnerId),
    /// How this partner works.
    Culture(PartnerId),
    /// A question to settle.
    Issue,
    /// Two answers at least to this question.
    Options(IssueId),
    /// What this option does, to anybody.
    Effects(OptionPlace),
    /// What this option does to this partner, to whom another answer to the same question does something.
    Effect(OptionPlace, PartnerId),
}

/// All gaps of a map: its purpose; partner by partner, the most influential first, what is not known
/// of them; then questions and options.
///
/// With the curtain drawn nothing private is missed, nor private criteria without a theme.
#[must_use]
pub fn gaps(map: &Map, answers: &Answers, curtain: Curtain) -> Vec<Gap> {
    let mut gaps = Vec::new();
    if flat(&map.heading.purpose).is_empty() {
        gaps.push(Gap::Purpose);
    }
    let mut partners: Vec<(&PartnerId, &Partner)> = map.partners.iter().collect();
    let influence = |partner: &Partner| partner.influence.as_ref().map(|level| level.value);
    order_by_key(&mut partners, |(_, partner)| Reverse(influence(partner))); // stable
    for (id, partner) in partners {
        of_partner(id, partner, curtain, &mut gaps);
    }
    of_issues(map, answers, curtain, &mut gaps);
    gaps
}

fn of_partner(id: &PartnerId, partner: &Partner, curtain: Curtain, gaps: &mut Vec<Gap>) {
    if !partner.is_known() {
        gaps.push(Gap::Success(id.clone()));
    }
    if partner.place().is_none() {
        gaps.push(Gap::Place(id.clone()));
    }
    if partner.is_known() && !is_heard(partner, curtain) {
        gaps.push(Gap::Heard(id.clone()));
    }
    for (line, criterion) in &partner.success {
        if criterion.shown(curtain).is_some_and(|content| content.theme.is_none()) {
            gaps.push(Gap::Theme(id.clone(), line.clone()));
        }
    }
    if partner.is_known() && lacks_walk_away(partner, curtain) {
        gaps.push(Gap::WalkAway(id.clone()));
    }
    if partner.culture.shown(curtain).is_some_and(|culture| flat(&culture.notes).is_empty()) {
        gaps.push(Gap::Culture(id.clone()));
    }
}

fn of_issues(map: &Map, answers: &Answers, curtain: Curtain, gaps: &mut Vec<Gap>) {
    let is_known = answers.coverage().known > 0;
    if map.issues.is_empty() && is_known {
        gaps.push(Gap::Issue);
    }
    for (id, issue) in &map.issues {
        if issue.options.len() < 2 {
            gaps.push(Gap::Options(id.clone()));
        }
    }
    for option in answers.options() {
        if is_known && option.tally.scored == 0 {
            gaps.push(Gap::Effects(option.place.clone()));
        }
    }
    for (option, partner) in unscored(map, answers, curtain) {
        if let Some((id, _)) = map.partners.get_index(partner) {
            gaps.push(Gap::Effect(option.place.clone(), id.clone()));
        }
    }
}

impl Gap {
    /// What is asked for, as a question. What a private criterion says stands in it only while the
    /// curtain is open.
    #[must_use]
    pub fn asks(&self, map: &Map, answers: &Answers, curtain: Curtain) -> String {
        let name = |id: &PartnerId| {
            map.partners.get_index_of(id).map_or_else(String::new, |at| partner_name(map, at))
        };
        let option = |place: &OptionPlace| {
            answers.option(place).map_or_else(String::new, |option| option_name(map, option))
        };
        match self {
            Self::Purpose => "What could all of them want, in one sentence?".into(),
            Self::Success(id) => format!("What would {} call a success?", name(id)),
            Self::Place(id) => format!("Where is {} on the grid?", name(id)),
            Self::Heard(id) => format!("Did {} say themselves what success means?", name(id)),
            Self::Theme(id, line) => {
                let criterion = map.partners.get(id).and_then(|whose| whose.success.get(line));
                let says = criterion.and_then(|criterion| criterion.shown(curtain)).map(quoted);
                format!("What is {} of {} about?", says.unwrap_or_default(), name(id))
            }
            Self::WalkAway(id) => format!("What does {} do without an agreement?", name(id)),
            Self::Culture(id) => format!("How does {} work?", name(id)),
            Self::Issue => "Which question is to be settled?".into(),
            Self::Options(id) => {
                let issue = map.issues.get(id).map_or_else(String::new, |issue| flat(&issue.name));
                format!("How else could \"{issue}\" be settled?")
            }
            Self::Effects(place) => format!("What does {} do?", option(place)),
            Self::Effect(place, id) => format!("What does {} do to {}?", option(place), name(id)),
        }
    }
}
