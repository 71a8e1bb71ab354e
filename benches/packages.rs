//! How much work the package search takes on made-up negotiations of every kind, with counters that
//! repeat exactly.
//!
//! `cargo bench --bench packages -- [WORD]...`: only the instances whose names hold all words, as in
//! `front n=4`. With `--once` each runs once and nothing besides, for counting instructions.

#![expect(clippy::print_stdout, reason = "a bench prints its figures")]

use std::ops::ControlFlow;
use std::time::Instant;

use zopa::analysis::packages::{
    Answer, Criterion, Issue, Limits, Offer, Package, Partner, Place, Problem, Progress, Rule,
    Stage, Wanted, answer, patiently,
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

#[derive(Clone, Copy, Debug)]
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

/// A search as often as it takes to see how long it takes when nothing else runs: the least of up to
/// twenty times, half a second altogether.
fn timed(is_once: bool, mut search: impl FnMut() -> Answer) -> (f64, Answer) {
    let (first, mut least) = (Instant::now(), f64::INFINITY);
    loop {
        let start = Instant::now();
        let found = search();
        least = least.min(start.elapsed().as_secs_f64() * 1000.0);
        let all = first.elapsed().as_secs_f64();
        if is_once || all > 0.5 || all * 1000.0 > 20.0 * least {
            return (least, found);
        }
    }
}

const SOLUTIONS: Limits = Limits { search: 1_000_000_000, count: 0, front: 0, front_points: 0 };

fn solved(problem: &Problem, limits: Limits) -> Answer {
    answer(problem, &Wanted { top: 1, limits, ..Wanted::default() }, &mut patiently)
}

/// The solutions of one instance: steps, values, and after how many steps of its own search the
/// egalitarian and the Kalai-Smorodinsky solution, and one that is worse by 2 %, are found.
fn solutions(name: &str, problem: &Problem, is_once: bool) {
    let (milliseconds, found) = timed(is_once, || solved(problem, SOLUTIONS));
    println!("{milliseconds:>9.2} ms {:>10} steps  {name}", found.steps);
    let units: Vec<i64> = problem.partners.iter().map(|partner| partner.unit).collect();
    let best: Vec<i64> = found.best.iter().map(|best| best.surplus).collect();
    for criterion in Criterion::ALL {
        let Some(solution) = found.solution(criterion) else { continue };
        let proof = if solution.is_proven { "proven" } else { "not proven" };
        print!("{:>34} {:.9} {proof}", format!("{criterion:?}"), solution.value);
        let parts = match criterion {
            Criterion::Egalitarian => &units,
            Criterion::KalaiSmorodinsky => &best,
            Criterion::Nash | Criterion::Utilitarian => {
                println!();
                continue;
            }
        };
        let reach = |share: f64| steps_to((problem, criterion), parts, share * solution.value);
        if is_once {
            println!();
        } else {
            println!(", found after {} steps, nearly after {}", reach(1.0), reach(0.98));
        }
    }
}

/// The fewest steps after which a solution is worth so much, within a hundredth.
fn steps_to((problem, criterion): (&Problem, Criterion), parts: &[i64], value: f64) -> u64 {
    #[expect(clippy::cast_precision_loss, reason = "what is compared differs by more")]
    let worth = |package: &Package| {
        let surplus = package.gains.iter().zip(&problem.partners).map(|(a, b)| a - b.floor);
        let each = surplus.zip(parts).map(|(surplus, &part)| surplus as f64 / part as f64);
        each.fold(f64::INFINITY, f64::min)
    };
    let is_enough = |search: u64| {
        let found = solved(problem, Limits { search, ..SOLUTIONS });
        found.solution(criterion).is_some_and(|solution| worth(&solution.package) >= value - 1e-12)
    };
    let (mut less, mut enough) = (0, 64);
    while !is_enough(enough) {
        (less, enough) = (enough, enough * 2);
    }
    while enough - less > 1 + enough / 100 {
        let middle = u64::midpoint(less, enough);
        if is_enough(middle) {
            enough = middle;
        } else {
            less = middle;
        }
    }
    enough
}

/// The whole front of one instance: points, and the steps that they take.
fn front(name: &str, problem: &Problem, is_once: bool) {
    let limits = Limits { front: u64::MAX, front_points: usize::MAX, ..SOLUTIONS };
    let wanted = Wanted { top: 1, limits, ..Wanted::default() };
    let (mut least, mut steps) = (f64::INFINITY, 0);
    let (_, found) = timed(is_once, || {
        let mut start = None;
        let mut watch = |progress: Progress| {
            if progress.stage == Stage::Front {
                start = start.or(Some(Instant::now()));
            }
            ControlFlow::Continue(())
        };
        let found = answer(problem, &wanted, &mut watch);
        let taken = start.map_or(0.0, |start| start.elapsed().as_secs_f64() * 1000.0);
        least = least.min(taken);
        steps = found.steps - solved(problem, SOLUTIONS).steps;
        found
    });
    println!("{least:>9.2} ms {steps:>10} steps  {name}: {} points", found.front.count);
}

/// Everything that is asked of a search by default.
fn everything(name: &str, problem: &Problem, is_once: bool) {
    let (milliseconds, found) =
        timed(is_once, || answer(problem, &Wanted::default(), &mut patiently));
    let (count, front) = (&found.count.packages, found.front.count);
    println!("{milliseconds:>9.2} ms {:>10} steps  {name}: {count}, front {front}", found.steps);
}

/// What is measured of an instance that has a name.
type Run = fn(&str, &Problem, bool);

const RUNS: [(&str, Run, Size); 14] = {
    const fn size(
        kind: Kind,
        issues: usize,
        options: usize,
        partners: usize,
        rules: usize,
    ) -> Size {
        Size { kind, issues, options, partners, rules }
    }
    [
        ("everything", everything, size(Kind::Score, 8, 4, 4, 0)),
        ("solutions", solutions, size(Kind::Score, 8, 4, 4, 0)),
        ("solutions", solutions, size(Kind::Float, 20, 5, 6, 0)),
        ("solutions", solutions, size(Kind::Score, 20, 5, 6, 0)),
        ("solutions", solutions, size(Kind::Whole, 20, 5, 6, 0)),
        ("solutions", solutions, size(Kind::Float, 20, 5, 6, 12)),
        ("solutions", solutions, size(Kind::Score, 20, 5, 6, 12)),
        ("solutions", solutions, size(Kind::Whole, 20, 5, 6, 12)),
        ("solutions", solutions, size(Kind::Conflict, 20, 5, 6, 0)),
        ("front", front, size(Kind::Float, 24, 5, 2, 0)),
        ("front", front, size(Kind::Float, 20, 5, 3, 0)),
        ("front", front, size(Kind::Float, 14, 5, 4, 0)),
        ("front", front, size(Kind::Float, 10, 5, 5, 0)),
        ("front", front, size(Kind::Float, 22, 5, 4, 0)),
    ]
};

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let is_once = words.iter().any(|word| word == "--once");
    let words: Vec<&String> = words.iter().filter(|word| !word.starts_with('-')).collect();
    for (what, run, size) in RUNS {
        let Size { kind, issues, options, partners, rules } = size;
        for seed in 1..=3 {
            let name = format!(
                "{what} {kind:?} m={issues} k={options} n={partners} rules={rules} seed={seed}"
            );
            if words.iter().all(|word| name.split(' ').any(|part| part == word.as_str())) {
                run(&name, &instance(&size, seed), is_once);
            }
        }
    }
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    if let Some(peak) = status.lines().find_map(|line| line.strip_prefix("VmHWM:")) {
        println!("peak memory {}", peak.trim());
    }
}
