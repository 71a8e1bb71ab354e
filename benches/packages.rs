//! How much work the package search takes on made-up negotiations of every kind, with counters that
//! repeat exactly.
//!
//! `cargo bench --bench packages -- [WORD]`: only the instances whose name holds the word.

#![expect(clippy::print_stdout, reason = "a bench prints its figures")]

use std::ops::ControlFlow;
use std::time::Instant;

use zopa::analysis::packages::{
    Criterion, Issue, Limits, Offer, Partner, Place, Problem, Progress, Rule, Stage, Wanted,
    answer, patiently,
};

/// Throws that repeat (`SplitMix64`, Steele 2014).
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() >> 33).unwrap_or(0) % end
    }

    /// From 0 up to 1.
    #[expect(clippy::cast_precision_loss, reason = "chance")]
    fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / 9_007_199_254_740_992.0
    }
}

/// What gains are like; see `instance`.
#[derive(Clone, Copy, Debug)]
enum Kind {
    /// Random weights times uniform scores: few ties.
    Float,
    /// What a person types, steps of steps: many ties.
    Score,
    /// 0 to 100.
    Whole,
    /// The options of an issue share a pie: the hardest.
    Conflict,
}

struct Size {
    kind: Kind,
    issues: usize,
    options: usize,
    partners: usize,
    rules: usize,
}

#[expect(clippy::cast_possible_truncation, reason = "six decimals of numbers up to 1")]
fn millionths(value: f64) -> i64 {
    (value * 1e6).round() as i64
}

/// The floors are three tenths of the way from the least possible gain to the most.
fn instance(size: &Size, seed: u64) -> Problem {
    let mut dice = Dice(seed);
    let Size { kind, issues, options, partners, rules } = *size;
    let mut weights: Vec<Vec<f64>> =
        (0..partners).map(|_| (0..issues).map(|_| dice.share() + 0.05).collect()).collect();
    for row in &mut weights {
        let sum: f64 = row.iter().sum();
        for weight in row {
            *weight /= sum;
        }
    }
    let count = f64::from(u32::try_from(issues).unwrap_or(1));
    let mut problem = Problem::default();
    for at in 0..issues {
        let weight = |partner: usize| weights.get(partner).map_or(0.0, |row| row[at]);
        let steps: Vec<usize> = (0..partners).map(|_| 1 + dice.below(9)).collect();
        let offer = |_| {
            let pie: Vec<f64> = (0..partners).map(|_| -(1.0 - dice.share()).ln()).collect();
            let sum: f64 = pie.iter().sum();
            let gain = |partner: usize| match kind {
                Kind::Float => millionths(dice.share() * weight(partner)),
                Kind::Score => 10_000 * i64::try_from(steps[partner] * dice.below(11)).unwrap_or(0),
                Kind::Whole => 10_000 * i64::try_from(dice.below(101)).unwrap_or(0),
                Kind::Conflict => {
                    millionths(pie[partner] / sum / count * (0.9 + 0.2 * dice.share()))
                }
            };
            Offer { gains: (0..partners).map(gain).collect(), breaks: Vec::new() }
        };
        let options = (0..options).map(offer).collect();
        problem.issues.push(Issue { options, ..Issue::default() });
    }
    for partner in 0..partners {
        let gains = |issue: &Issue| -> Vec<i64> {
            issue.options.iter().map(|option| option.gains[partner]).collect()
        };
        let least: i64 =
            problem.issues.iter().filter_map(|issue| gains(issue).into_iter().min()).sum();
        let most: i64 =
            problem.issues.iter().filter_map(|issue| gains(issue).into_iter().max()).sum();
        problem.partners.push(Partner { unit: 1_000_000, floor: least + (most - least) * 3 / 10 });
    }
    for rule in 0..rules {
        let a = dice.below(issues);
        let b = (a + 1 + dice.below(issues - 1)) % issues;
        let a = Place { issue: a, option: dice.below(options) };
        let b = Place { issue: b, option: dice.below(options) };
        problem.rules.push(if rule % 2 == 0 { Rule::Excludes(a, b) } else { Rule::Requires(a, b) });
    }
    problem
}

/// The solutions of one instance: steps, values, and whether they are proven.
fn solutions(name: &str, problem: &Problem) {
    let limits = Limits { count: 0, front: 0, ..Limits::default() };
    let start = Instant::now();
    let found = answer(problem, &Wanted { top: 1, limits, ..Wanted::default() }, &mut patiently);
    let milliseconds = start.elapsed().as_secs_f64() * 1000.0;
    println!("{milliseconds:>9.2} ms {:>10} steps  {name}", found.steps);
    for criterion in Criterion::ALL {
        if let Some(solution) = found.solution(criterion) {
            let proof = if solution.is_proven { "proven" } else { "not proven" };
            let (value, gap) = (solution.value, solution.gap());
            println!("{:>34} {value:.9} {proof}, gap {gap:.4}", format!("{criterion:?}"));
        }
    }
}

/// The whole front of one instance: points, and the candidates and parts of trees looked at.
fn front(name: &str, problem: &Problem) {
    let limits =
        Limits { count: 0, front: u64::MAX, front_points: usize::MAX, ..Limits::default() };
    let (mut start, mut steps) = (Instant::now(), 0);
    let mut watch = |progress: Progress| {
        if progress.stage == Stage::Front {
            if steps == 0 {
                start = Instant::now();
            }
            steps = progress.steps;
        }
        ControlFlow::Continue(())
    };
    let found = answer(problem, &Wanted { top: 1, limits, ..Wanted::default() }, &mut watch);
    let milliseconds = start.elapsed().as_secs_f64() * 1000.0;
    println!(
        "{milliseconds:>9.2} ms {steps:>10} steps  front {name}: {} points",
        found.front.count
    );
}

/// What is measured of an instance that has a name.
type Run = fn(&str, &Problem);

fn main() {
    let word = std::env::args().skip(1).find(|word| !word.starts_with('-')).unwrap_or_default();
    let size =
        |kind, issues, options, partners, rules| Size { kind, issues, options, partners, rules };
    let all: [(Run, Size); 12] = [
        (solutions, size(Kind::Score, 8, 4, 4, 0)),
        (solutions, size(Kind::Float, 20, 5, 6, 0)),
        (solutions, size(Kind::Score, 20, 5, 6, 0)),
        (solutions, size(Kind::Whole, 20, 5, 6, 0)),
        (solutions, size(Kind::Float, 20, 5, 6, 12)),
        (solutions, size(Kind::Score, 20, 5, 6, 12)),
        (solutions, size(Kind::Whole, 20, 5, 6, 12)),
        (solutions, size(Kind::Conflict, 20, 5, 6, 0)),
        (front, size(Kind::Float, 24, 5, 2, 0)),
        (front, size(Kind::Float, 20, 5, 3, 0)),
        (front, size(Kind::Float, 14, 5, 4, 0)),
        (front, size(Kind::Float, 10, 5, 5, 0)),
    ];
    for (run, size) in all {
        let Size { kind, issues, options, partners, rules } = size;
        for seed in 1..=3 {
            let name =
                format!("{kind:?} m={issues} k={options} n={partners} rules={rules} seed={seed}");
            if name.contains(&word) {
                run(&name, &instance(&size, seed));
            }
        }
    }
}
