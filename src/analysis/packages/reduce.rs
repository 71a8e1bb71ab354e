//! A problem made small: choices that can't matter are dropped, and the rules become forbidden pairs.

use std::collections::BTreeMap;

use super::problem::{Choice, Problem, Rule};

/// What may be dropped.
#[derive(Clone, Copy, Debug)]
pub(super) struct Keep<'f> {
    /// How many best packages are wanted; `usize::MAX` keeps every package.
    pub(super) best: usize,
    /// The least sums of gains, where they must be reached; then red lines hold too.
    pub(super) floors: Option<&'f [i64]>,
}

/// An issue with the choices that are left.
#[derive(Clone, Debug, Default)]
pub(super) struct Cell {
    /// The number of its first choice among all choices.
    pub(super) first: usize,
    /// Its choices: their positions among all choices of the issue, in file order.
    pub(super) picks: Vec<usize>,
    /// Whether one of them is in a forbidden pair.
    pub(super) is_bound: bool,
}

/// The choices of all issues in one row.
#[derive(Clone, Debug, Default)]
pub(super) struct Space {
    /// The number of partners.
    pub(super) n: usize,
    pub(super) cells: Vec<Cell>,
    /// The gains of each choice for each partner.
    pub(super) gains: Vec<i64>,
    /// The choices that each one forbids.
    pub(super) forbids: Vec<Vec<usize>>,
    /// The cell of each choice.
    pub(super) cell_of: Vec<usize>,
    /// The red lines that each choice breaks.
    pub(super) breaks: Vec<Vec<usize>>,
    /// The number of red lines.
    pub(super) lines: usize,
}

/// The choices of the issues while some are dropped: position and choice.
type Rows = Vec<Vec<(usize, Choice)>>;

impl Space {
    /// `None` when an issue has no choice left, so that there is no package.
    pub(super) fn new(problem: &Problem, keep: Keep<'_>) -> Option<Self> {
        let all = |issue| problem.choices(issue).into_iter().enumerate().collect();
        let mut rows: Rows = (0..problem.issues.len()).map(all).collect();
        if keep.floors.is_some() {
            for (issue, row) in rows.iter_mut().enumerate() {
                row.retain(|&(_, choice)| problem.breaks(issue, choice).is_empty());
            }
        }
        let joined = joined(problem);
        loop {
            let before: usize = rows.iter().map(Vec::len).sum();
            drop_dead_ends(&joined, &mut rows);
            if let Some(floors) = keep.floors {
                drop_hopeless(problem, &mut rows, floors);
            }
            if rows.iter().any(Vec::is_empty) {
                return None;
            }
            if rows.iter().map(Vec::len).sum::<usize>() == before {
                break;
            }
        }
        if keep.best < usize::MAX {
            drop_dominated(problem, &joined, &mut rows, keep);
        }
        Some(Self::of(problem, &joined, &rows))
    }

    fn of(problem: &Problem, joined: &Joined, rows: &Rows) -> Self {
        let mut space = Self { n: problem.partners.len(), ..Self::default() };
        for (issue, row) in rows.iter().enumerate() {
            let picks = row.iter().map(|&(pick, _)| pick).collect();
            let is_bound = row.iter().any(|&(_, choice)| is_bound(joined, rows, (issue, choice)));
            space.cells.push(Cell { first: space.cell_of.len(), picks, is_bound });
            for &(_, choice) in row {
                space.cell_of.push(issue);
                space.gains.extend((0..space.n).map(|at| problem.gain(issue, choice, at)));
                space.breaks.push(problem.breaks(issue, choice).to_vec());
            }
        }
        space.lines = space.breaks.iter().flatten().max().map_or(0, |last| last + 1);
        space.forbids = vec![Vec::new(); space.cell_of.len()];
        for (a, row) in rows.iter().enumerate().filter(|(a, _)| space.cells[*a].is_bound) {
            for (at, &(_, mine)) in row.iter().enumerate() {
                let from = space.cells[a].first + at;
                for (&b, rules) in &joined[a] {
                    let hit = |choice| is_forbidden(rules, (a, mine), (b, choice));
                    let hits = rows[b].iter().enumerate().filter(|(_, (_, choice))| hit(*choice));
                    let first = space.cells[b].first;
                    space.forbids[from].extend(hits.map(|(at, _)| first + at));
                }
            }
        }
        space
    }

    /// What a choice gains each partner.
    pub(super) fn gains_of(&self, choice: usize) -> &[i64] {
        &self.gains[choice * self.n..(choice + 1) * self.n]
    }

    /// The numbers of the choices of a cell.
    pub(super) fn choices_of(&self, cell: usize) -> std::ops::Range<usize> {
        let Cell { first, ref picks, .. } = self.cells[cell];
        first..first + picks.len()
    }

    /// The position of a choice among all choices of its issue.
    pub(super) fn pick(&self, choice: usize) -> usize {
        let cell = &self.cells[self.cell_of[choice]];
        cell.picks[choice - cell.first]
    }

    /// The red lines that every package breaks: those of all choices of a cell.
    pub(super) fn forced(&self) -> Vec<usize> {
        let is_forced = |line: &usize| {
            let breaks = |choice: usize| self.breaks[choice].contains(line);
            (0..self.cells.len()).any(|cell| self.choices_of(cell).all(breaks))
        };
        (0..self.lines).filter(is_forced).collect()
    }

    /// The most (or least) that a cell gives each partner.
    pub(super) fn extreme(&self, cell: usize, pick: fn(i64, i64) -> i64) -> Vec<i64> {
        let mut row = self.choices_of(cell).map(|choice| self.gains_of(choice));
        let mut extreme = row.next().map_or_else(|| vec![0; self.n], <[i64]>::to_vec);
        for gains in row {
            extreme.iter_mut().zip(gains).for_each(|(sum, &gain)| *sum = pick(*sum, gain));
        }
        extreme
    }

    /// How much each cell weighs: the most less the least that it gives, in millionths of all that
    /// a partner can get or lose, added up over the partners.
    pub(super) fn widths(&self) -> Vec<i128> {
        let width = |cell| {
            let ends = self.extreme(cell, i64::max).into_iter().zip(self.extreme(cell, i64::min));
            ends.map(|(most, least)| i128::from(most) - i128::from(least)).collect()
        };
        let widths: Vec<Vec<i128>> = (0..self.cells.len()).map(width).collect();
        let total = |at: usize| widths.iter().map(|width| width[at]).sum::<i128>().max(1);
        let totals: Vec<i128> = (0..self.n).map(total).collect();
        let share = |(width, total): (&i128, &i128)| width * 1_000_000 / total;
        widths.iter().map(|width| width.iter().zip(&totals).map(share).sum()).collect()
    }
}

fn is_forbidden(rules: &[Rule], a: (usize, Choice), b: (usize, Choice)) -> bool {
    rules.iter().any(|rule| rule.forbids(a, b) || rule.forbids(b, a))
}

/// The issues that each issue shares rules with, and those rules.
type Joined = Vec<BTreeMap<usize, Vec<Rule>>>;

fn joined(problem: &Problem) -> Joined {
    let mut joined: Joined = vec![BTreeMap::new(); problem.issues.len()];
    for &rule in &problem.rules {
        let (Rule::Requires(a, b) | Rule::Excludes(a, b)) = rule;
        joined[a.issue].entry(b.issue).or_default().push(rule);
        joined[b.issue].entry(a.issue).or_default().push(rule);
    }
    joined
}

/// Whether a choice forbids one that is left on another issue.
fn is_bound(joined: &Joined, rows: &Rows, mine: (usize, Choice)) -> bool {
    joined[mine.0].iter().any(|(&other, rules)| {
        rows[other].iter().any(|&(_, theirs)| is_forbidden(rules, mine, (other, theirs)))
    })
}

/// Drops choices that leave another issue without any (arc consistency, Mackworth 1977).
fn drop_dead_ends(joined: &Joined, rows: &mut Rows) {
    for issue in 0..rows.len() {
        let is_dead = |&(_, choice): &(usize, Choice)| {
            joined[issue].iter().any(|(&other, rules)| {
                let hit = |theirs| is_forbidden(rules, (issue, choice), (other, theirs));
                rows[other].iter().all(|&(_, theirs)| hit(theirs))
            })
        };
        let kept = rows[issue].iter().filter(|choice| !is_dead(choice)).copied().collect();
        rows[issue] = kept;
    }
}

/// Drops choices with which somebody can't reach the floor, whatever else is chosen.
fn drop_hopeless(problem: &Problem, rows: &mut Rows, floors: &[i64]) {
    for (partner, &floor) in floors.iter().enumerate() {
        let most = |issue: usize, row: &[(usize, Choice)]| {
            row.iter().map(|&(_, choice)| problem.gain(issue, choice, partner)).max().unwrap_or(0)
        };
        let tops: Vec<i64> = rows.iter().enumerate().map(|(at, row)| most(at, row)).collect();
        let total: i64 = tops.iter().sum();
        for (issue, row) in rows.iter_mut().enumerate() {
            let rest = total - tops[issue];
            row.retain(|&(_, choice)| rest + problem.gain(issue, choice, partner) >= floor);
        }
    }
}

/// Drops choices of issues without rules that as many others as are wanted replace for the better:
/// at least as good for everyone, and better for someone or earlier in the file.
///
/// Short of the floors better may be no better, so there only earlier ones replace.
fn drop_dominated(problem: &Problem, joined: &Joined, rows: &mut Rows, keep: Keep<'_>) {
    for issue in 0..rows.len() {
        let binds = |choice| is_bound(joined, rows, (issue, choice));
        if rows[issue].iter().any(|&(_, choice)| binds(choice)) {
            continue;
        }
        let gain = |choice: Choice, partner| problem.gain(issue, choice, partner);
        let replaces = |a: &(usize, Choice), b: &(usize, Choice)| {
            let partners = || 0..problem.partners.len();
            let lines = problem.breaks(issue, b.1);
            a.0 != b.0
                && partners().all(|at| gain(a.1, at) >= gain(b.1, at))
                && problem.breaks(issue, a.1).iter().all(|line| lines.contains(line))
                && (a.0 < b.0
                    || keep.floors.is_some() && partners().any(|at| gain(a.1, at) > gain(b.1, at)))
        };
        let row = &rows[issue];
        let count =
            |b: &(usize, Choice)| row.iter().filter(|a| replaces(a, b)).take(keep.best).count();
        let kept = row.iter().filter(|choice| count(choice) < keep.best).copied().collect();
        rows[issue] = kept;
    }
}
