//! The search for packages: whole numbers, floors and rules in, proven answers out. Knows nothing of
//! maps, names or text, and uses nothing outside this folder.
mod ahead;
mod bound;
mod branch;
mod budget;
mod count;
mod endings;
mod front;
mod merge;
mod natural;
mod nearest;
mod opening;
mod pool;
mod problem;
mod rank;
mod reduce;
mod solve;
mod start;
mod tree;
mod walk;

#[cfg(test)]
mod brute;
#[cfg(test)]
mod laws;

use std::ops::ControlFlow;

pub use budget::{Limits, Progress, Stage, Watch};
pub use count::Count;
pub use front::Front;
pub use natural::Natural;
pub use nearest::Nearest;
pub use opening::Opening;
pub use problem::{Choice, Issue, Offer, Package, Partner, Place, Problem, Rule};
pub use rank::Criterion;
pub use solve::{Best, Solution, Top};

use budget::Meter;
use solve::Zone;

/// What is wanted besides the solutions.
#[derive(Clone, Copy, Debug)]
pub struct Wanted {
    /// By which criterion the best packages are told.
    pub by: Criterion,
    /// How many of them.
    pub top: usize,
    /// How far to go; 0 steps leave the count or the front out.
    pub limits: Limits,
}

impl Default for Wanted {
    fn default() -> Self {
        Self { by: Criterion::Nash, top: 5, limits: Limits::default() }
    }
}

/// What a search found.
#[derive(Clone, Debug, Default)]
pub struct Answer {
    /// Whether there are acceptable packages; `None` when that could not be found out.
    pub is_open: Option<bool>,
    /// Each partner's best within the acceptable packages.
    pub best: Vec<Best>,
    /// The solutions, in the order of [`Criterion::ALL`].
    pub solutions: [Option<Solution>; 4],
    /// The best packages by the wanted criterion.
    pub top: Top,
    /// How many packages are acceptable.
    pub count: Count,
    /// The front.
    pub front: Front,
    /// The nearest package, where none is acceptable.
    pub nearest: Option<Nearest>,
    /// What would open the zone, each alone, where nothing is acceptable.
    pub openings: Vec<Opening>,
    /// Whether nothing else would, and no less of it.
    pub are_all_openings: bool,
    /// Whether no package at all keeps the rules.
    pub is_impossible: bool,
    /// The rules and settled issues that collide then; one less of them, and they don't.
    pub collision: Vec<Opening>,
    /// Whether the search was broken off.
    pub is_partial: bool,
    /// Steps taken; repeats exactly.
    pub steps: u64,
}

impl Answer {
    /// The solution by a criterion, where there is one.
    #[must_use]
    pub fn solution(&self, criterion: Criterion) -> Option<&Solution> {
        let at = Criterion::ALL.iter().position(|each| *each == criterion)?;
        self.solutions[at].as_ref()
    }
}

/// Answers a sound problem. The watch is asked every few thousand steps whether to go on.
pub fn answer(problem: &Problem, wanted: &Wanted, watch: &mut Watch<'_>) -> Answer {
    answer_telling(problem, wanted, watch, &mut |_| {})
}

/// The same, and tells what is found before the end: that there are acceptable packages, each
/// solution, then the best packages and the count; where there are none, the nearest package.
pub fn answer_telling(
    problem: &Problem,
    wanted: &Wanted,
    watch: &mut Watch<'_>,
    tell: &mut dyn FnMut(&Answer),
) -> Answer {
    let mut meter = Meter::new(watch, problem.partners.len());
    let mut answer = Answer::default();
    let mut zone = Zone::new(problem, wanted.limits, &mut meter);
    answer.is_open = zone.find();
    if answer.is_open == Some(true) {
        tell(&answer);
        zone.find_best();
        // The quick ones first, for the case that time runs out.
        for at in [3, 0, 1, 2] {
            answer.solutions[at] = zone.solution(Criterion::ALL[at]);
            tell(&answer);
        }
        answer.top = zone.top(wanted.by, wanted.top);
        answer.best = zone.best;
        tell(&answer);
        meter.begin(Stage::Count, wanted.limits.count);
        answer.count = count::count(problem, &mut meter);
        if answer.count.packages == Natural::ZERO {
            answer.count.packages = Natural::from(1); // the one that was found
        }
        tell(&answer);
        meter.begin(Stage::Front, wanted.limits.front);
        answer.front = front::front(problem, wanted.limits.front_points, &mut meter);
        if !answer.front.is_complete {
            let proven = answer.solutions.iter().flatten().filter(|solution| solution.is_proven);
            let first: Vec<Package> = proven.map(|solution| solution.package.clone()).collect();
            answer.front.lead(&first, wanted.limits.front_points);
        }
    } else {
        let (nearest, is_certain) = nearest::nearest(problem, &wanted.limits, &mut meter);
        answer.is_impossible = nearest.is_none() && is_certain;
        answer.nearest = nearest;
        tell(&answer);
        if answer.is_open == Some(false) {
            answer.count.is_exact = true;
            answer.front.is_complete = true;
            if answer.is_impossible {
                answer.collision = opening::collision(problem, &wanted.limits, &mut meter);
            }
            (answer.openings, answer.are_all_openings) =
                opening::openings(problem, &wanted.limits, &mut meter);
        }
    }
    answer.is_partial = meter.is_stopped();
    answer.steps = meter.total();
    answer
}

/// The best packages that are acceptable, at least as good for everyone as this one, and better for
/// someone.
pub fn improve(
    problem: &Problem,
    package: &Package,
    wanted: &Wanted,
    watch: &mut Watch<'_>,
) -> Top {
    let mut meter = Meter::new(watch, problem.partners.len());
    let mut whole = Zone::new(problem, wanted.limits, &mut meter);
    if whole.find() != Some(true) {
        return Top { packages: Vec::new(), is_proven: whole.meter.may_go_on() };
    }
    whole.find_best();
    let best = whole.best;
    let mut zone = Zone::new(problem, wanted.limits, &mut meter).above(package);
    zone.best = best;
    zone.top(wanted.by, wanted.top)
}

/// A watch that never breaks off.
pub fn patiently(_: Progress) -> ControlFlow<()> {
    ControlFlow::Continue(())
}
