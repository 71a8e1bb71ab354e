//! The zone of possible agreement as JSON: what `zopa packages --format json` puts out.

use indexmap::IndexMap;
use serde::Serialize;

use super::{BlockShown, block_shown};
use crate::analysis::packages::{
    Answer, Choice, Criterion, Front, Natural, Nearest, Package, Solution, Wanted,
};
use crate::analysis::zone::{Question, Settled};
use crate::analysis::{Gain, RedLine, walk_away};
use crate::model::{Curtain, Issue, IssueId, Map, Partner, PartnerId, Private};

#[derive(Serialize)]
struct Shown<'a> {
    format: u32,
    partners: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    walk_away: Option<Figures<'a>>,
    space: String,
    acceptable: CountShown,
    /// By the words of the solutions, in their order.
    solutions: IndexMap<&'static str, Option<PackageShown<'a>>>,
    front: FrontShown,
    top: Vec<PackageShown<'a>>,
    nearest: Option<PackageShown<'a>>,
    impossible: bool,
    partial: bool,
}

/// The words for the solutions, in the order of [`Criterion::ALL`].
const SOLUTIONS: [&str; 4] = ["nash", "egalitarian", "kalai_smorodinsky", "utilitarian"];

/// A figure for each of some partners.
type Figures<'a> = IndexMap<&'a str, f64>;

#[derive(Serialize)]
struct CountShown {
    count: String,
    exact: bool,
}

#[derive(Serialize)]
struct FrontShown {
    count: usize,
    complete: bool,
    gains: Vec<Vec<f64>>,
}

/// A package, with what is told of it where it stands.
#[derive(Serialize, Default)]
struct PackageShown<'a> {
    choice: IndexMap<&'a str, Option<&'a str>>,
    gains: Figures<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    proven: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    bound: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    left_out: Option<Vec<&'a str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    blocked_by: Option<Vec<&'a str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    red_lines: Option<Vec<BlockShown<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    shortfall: Option<Figures<'a>>,
}

/// A map with its question and the ids of the partners who take part.
struct Teller<'a> {
    map: &'a Map,
    question: &'a Question,
    ids: Vec<&'a str>,
    curtain: Curtain,
}

/// The answer to a question as one JSON object with a final line feed; walk-aways and shortfalls only
/// where the curtain is open.
#[must_use]
pub fn packages(
    map: &Map,
    (question, answer): (&Question, &Answer),
    wanted: &Wanted,
    curtain: Curtain,
) -> String {
    let ids = question.partners().map(|partner| super::id_of(map, partner)).collect();
    let teller = Teller { map, question, ids, curtain };
    let top = answer.top.packages.iter().take(wanted.top);
    let shown = Shown {
        format: 1,
        walk_away: teller.private((0..teller.ids.len()).map(|at| (at, question.floor(at)))),
        space: question.space().to_string(),
        acceptable: CountShown {
            count: answer.count.packages.to_string(),
            exact: answer.count.is_exact,
        },
        solutions: SOLUTIONS
            .into_iter()
            .zip(Criterion::ALL)
            .map(|(word, by)| (word, answer.solution(by).map(|found| teller.solution(by, found))))
            .collect(),
        front: teller.front(&answer.front),
        top: top
            .map(|(found, value)| PackageShown { value: Some(*value), ..teller.package(found) })
            .collect(),
        nearest: answer.nearest.as_ref().map(|nearest| teller.nearest(nearest)),
        impossible: answer.is_impossible,
        partial: answer.is_partial,
        partners: teller.ids,
    };
    super::written(&shown)
}

impl<'a> Teller<'a> {
    fn package(&self, package: &Package) -> PackageShown<'a> {
        let name = |((id, issue), choice): ((&'a IssueId, &'a Issue), &Choice)| {
            let option = choice.and_then(|option| issue.options.get_index(option));
            (id.as_str(), option.map(|(id, _)| id.as_str()))
        };
        let gain = |(at, id): (usize, &&'a str)| (*id, self.question.gain(package, at).as_f64());
        PackageShown {
            choice: self.map.issues.iter().zip(&package.choices).map(name).collect(),
            gains: self.ids.iter().enumerate().map(gain).collect(),
            ..PackageShown::default()
        }
    }

    fn solution(&self, by: Criterion, found: &Solution) -> PackageShown<'a> {
        let left_out = found.left_out.iter().map(|at| self.ids[*at]).collect();
        PackageShown {
            value: Some(found.value),
            proven: Some(found.is_proven),
            bound: Some(found.bound),
            left_out: (by == Criterion::KalaiSmorodinsky).then_some(left_out),
            ..self.package(&found.package)
        }
    }

    fn front(&self, front: &Front) -> FrontShown {
        let gains = |package: Package| {
            (0..self.ids.len()).map(|at| self.question.gain(&package, at).as_f64()).collect()
        };
        FrontShown {
            count: front.count,
            complete: front.is_complete,
            gains: front.packages().map(gains).collect(),
        }
    }

    fn nearest(&self, nearest: &Nearest) -> PackageShown<'a> {
        let short = nearest.shortfalls.iter().enumerate().filter(|(_, by)| **by > 0);
        let short: Vec<usize> = short.map(|(at, _)| at).collect();
        let lines = nearest.red_lines.iter().filter_map(|line| self.question.red_line(*line));
        let block = |line: RedLine| block_shown(self.map, line, self.curtain);
        PackageShown {
            // said only where it isn't, like all that is not proven
            proven: (!nearest.is_proven).then_some(false),
            blocked_by: Some(short.iter().map(|at| self.ids[*at]).collect()),
            red_lines: Some(lines.map(block).collect()),
            shortfall: self
                .private(short.iter().map(|&at| (at, self.question.shortfall(nearest, at)))),
            ..self.package(&nearest.package)
        }
    }

    /// Private figures of some partners; none with the curtain drawn.
    fn private(
        &self,
        figures: impl Iterator<Item = (usize, Private<Gain>)>,
    ) -> Option<Figures<'a>> {
        let told = |(at, gain): (usize, Private<Gain>)| {
            Some((self.ids[at], gain.shown(self.curtain)?.as_f64()))
        };
        (!self.curtain.is_drawn()).then(|| figures.filter_map(told).collect())
    }
}

/// The same object for a map that asks nothing: nothing was searched, so nothing is certain.
#[must_use]
pub fn no_packages<'a>(map: &'a Map, settled: &Settled, curtain: Curtain) -> String {
    let is_free =
        |(id, issue): &(&IssueId, &Issue)| !issue.options.is_empty() && !settled.contains_key(*id);
    let choices =
        |(_, issue): (&IssueId, &Issue)| issue.options.len() + usize::from(!issue.must_settle);
    let space = map.issues.iter().filter(is_free).map(choices);
    let floor = |(id, partner): (&'a PartnerId, &Partner)| {
        let worth = walk_away(partner).shown(curtain).copied()?;
        Some((id.as_str(), worth.unwrap_or(Gain::ZERO).as_f64()))
    };
    super::written(&Shown {
        format: 1,
        partners: map.known().map(|(id, _)| id.as_str()).collect(),
        walk_away: (!curtain.is_drawn()).then(|| map.known().filter_map(floor).collect()),
        space: space.fold(Natural::from(1), |all, own| all.times(own as u64)).to_string(),
        acceptable: CountShown { count: "0".to_owned(), exact: false },
        solutions: SOLUTIONS.into_iter().map(|word| (word, None)).collect(),
        front: FrontShown { count: 0, complete: false, gains: Vec::new() },
        top: Vec::new(),
        nearest: None,
        impossible: false,
        partial: false,
    })
}
