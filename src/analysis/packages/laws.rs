//! The search against the plain way, on thousands of small problems with everything in them.

use super::*;

/// Throws that repeat (xorshift, Marsaglia 2003).
pub(super) struct Dice(u64);

impl Dice {
    pub(super) fn new(seed: u64) -> Self {
        let mut dice = Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
        (0..8).for_each(|_| _ = dice.below(2));
        dice
    }

    /// A number below this.
    pub(super) fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from((self.0 >> 16) % end as u64).unwrap()
    }

    fn within(&mut self, least: i64, most: i64) -> i64 {
        least + i64::try_from(self.below(usize::try_from(most - least + 1).unwrap())).unwrap()
    }
}

/// 2 to 5 partners, 1 to 6 issues of few options, and now and then everything that can happen.
pub(super) fn any_problem(dice: &mut Dice) -> Problem {
    let m = 1 + dice.below(6);
    problem_of(dice, m, if m > 4 { 2 } else { 4 })
}

fn problem_of(dice: &mut Dice, m: usize, most_options: usize) -> Problem {
    let n = 2 + dice.below(4);
    let reach = [1, 3, 10, 1000][dice.below(4)];
    let has_lines = dice.below(4) == 0;
    let still: Vec<bool> = (0..n).map(|_| dice.below(9) == 0).collect();
    let mut problem = Problem::default();
    for _ in 0..n {
        let unit = [1, 1, 2, 3, 10, 7][dice.below(6)];
        let generous = dice.below(3) > 0;
        let floor = if generous { dice.within(-2 * reach, 0) } else { dice.within(-reach, reach) };
        problem.partners.push(Partner { unit, floor });
    }
    for _ in 0..m {
        let mut issue = Issue { may_stay: dice.below(3) == 0, ..Issue::default() };
        for _ in 0..=dice.below(most_options) {
            let mut offer = Offer::default();
            for is_still in &still {
                offer.gains.push(if *is_still { 0 } else { dice.within(-reach, reach) });
            }
            if has_lines && dice.below(3) == 0 {
                offer.breaks = vec![dice.below(3)];
                if dice.below(3) == 0 {
                    offer.breaks = vec![0, 1 + dice.below(2)];
                }
            }
            issue.options.push(offer);
        }
        if dice.below(8) == 0 {
            let last = issue.options.len() + usize::from(issue.may_stay);
            issue.settled = Some(Some(dice.below(last)).filter(|at| *at < issue.options.len()));
        }
        problem.issues.push(issue);
    }
    if m > 1 && dice.below(2) == 0 {
        for _ in 0..=dice.below(5) {
            let a = dice.below(m);
            let b = (a + 1 + dice.below(m - 1)) % m;
            let place = |issue: usize, dice: &mut Dice| Place {
                issue,
                option: dice.below(problem.issues[issue].options.len()),
            };
            let (a, b) = (place(a, dice), place(b, dice));
            let is_requires = dice.below(2) == 0;
            problem.rules.push(if is_requires {
                Rule::Requires(a, b)
            } else {
                Rule::Excludes(a, b)
            });
        }
    }
    problem
}

/// Problems looked at, by what was found, so that no kind is missing.
#[derive(Debug, Default)]
struct Seen {
    open: usize,
    empty: usize,
    impossible: usize,
    degenerate: usize,
}

fn check_zone(problem: &Problem, zone: &[Package], answer: &Answer, wanted: &Wanted) {
    assert_eq!(answer.is_open, Some(true));
    let best: Vec<i64> = answer.best.iter().map(|best| best.surplus).collect();
    assert_eq!(best, brute::best(problem, zone));
    assert_eq!(answer.count.packages.to_string(), zone.len().to_string());
    assert!(answer.count.is_exact && answer.front.is_complete);
    let front: Vec<_> = answer.front.packages().map(|package| package.gains).collect();
    assert_eq!(front, brute::front(zone));
    assert!(answer.front.packages().all(|package| zone.contains(&package)));
    assert_eq!(answer.front.count, front.len());
    for criterion in Criterion::ALL {
        let ranked = brute::ranked(problem, zone, criterion);
        let solution = answer.solution(criterion);
        if criterion == Criterion::KalaiSmorodinsky && best.iter().all(|&best| best == 0) {
            assert_eq!(solution, None);
            continue;
        }
        let solution = solution.unwrap();
        assert_eq!(solution.package, ranked[0], "{criterion:?}");
        assert!(solution.is_proven && solution.gap() == 0.0);
        if criterion == wanted.by {
            let top: Vec<_> = answer.top.packages.iter().map(|(package, _)| package).collect();
            let expected: Vec<_> = ranked.iter().take(wanted.top).collect();
            assert_eq!(top, expected, "{criterion:?}");
            assert!(answer.top.is_proven);
        }
    }
}

fn check_openings(problem: &Problem, openings: &[Opening]) {
    let all = (0..problem.issues.len()).map(Opening::Settled);
    let all = all.chain((0..problem.rules.len()).map(Opening::Rule));
    for opening in all.chain((0..3).map(Opening::RedLine)) {
        let opens = !brute::acceptable(&opening::without(problem, opening)).is_empty();
        assert_eq!(openings.contains(&opening), opens, "{opening:?}");
    }
    for partner in 0..problem.partners.len() {
        let others = |at: usize, gain: i64| at == partner || gain >= problem.partners[at].floor;
        let accepted = |package: &Package| {
            let mut gains = package.gains.iter().enumerate();
            gains.all(|(at, &gain)| others(at, gain)) && brute::broken(problem, package).is_empty()
        };
        let gains =
            brute::all(problem).into_iter().filter(accepted).map(|found| found.gains[partner]);
        let by = gains.max().map(|most| problem.partners[partner].floor - most);
        let expected = by.map(|by| Opening::Floor { partner, by });
        let found = openings
            .iter()
            .find(|each| matches!(each, Opening::Floor { partner: at, .. } if *at == partner));
        assert_eq!(found.copied(), expected);
    }
}

/// What collides, collides; and doesn't with any one less.
fn check_collision(problem: &Problem, collision: &[Opening]) {
    let only = |kept: &[Opening]| {
        let mut changed = problem.clone();
        for (at, issue) in changed.issues.iter_mut().enumerate() {
            issue.settled = issue.settled.filter(|_| kept.contains(&Opening::Settled(at)));
        }
        let rules = problem.rules.iter().enumerate();
        changed.rules = rules
            .filter(|(at, _)| kept.contains(&Opening::Rule(*at)))
            .map(|(_, rule)| *rule)
            .collect();
        brute::all(&changed).is_empty()
    };
    assert!(only(collision));
    for at in 0..collision.len() {
        let less = [&collision[..at], &collision[at + 1..]].concat();
        assert!(!only(&less), "{collision:?} without {at}");
    }
}

/// Whether what was told before the end is part of the answer.
fn is_part(told: &Answer, answer: &Answer) -> bool {
    let mut solutions = told.solutions.iter().zip(&answer.solutions);
    told.is_open == answer.is_open
        && solutions.all(|(told, found)| told.is_none() || told == found)
        && (told.top.packages.is_empty() || told.top == answer.top)
        && told.nearest == answer.nearest
}

fn check(problem: &Problem, wanted: &Wanted, seen: &mut Seen) {
    assert!(problem.is_sound());
    let mut told = Vec::new();
    let mut tell = |answer: &Answer| told.push(answer.clone());
    let answer = answer_telling(problem, wanted, &mut patiently, &mut tell);
    assert!(!told.is_empty() && told.iter().all(|told| is_part(told, &answer)));
    let zone = brute::acceptable(problem);
    if !zone.is_empty() {
        seen.open += 1;
        seen.degenerate += usize::from(brute::best(problem, &zone).contains(&0));
        check_zone(problem, &zone, &answer, wanted);
        return;
    }
    assert_eq!(answer.is_open, Some(false));
    let expected = brute::nearest(problem);
    assert_eq!(answer.is_impossible, expected.is_none());
    check_openings(problem, &answer.openings);
    assert!(answer.are_all_openings);
    if answer.is_impossible {
        check_collision(problem, &answer.collision);
    }
    let nearest = answer.nearest;
    assert_eq!(nearest.as_ref().map(|nearest| &nearest.package), expected.as_ref());
    if let Some(nearest) = nearest {
        seen.empty += 1;
        assert!(nearest.is_proven);
        assert_eq!(nearest.red_lines, brute::broken(problem, &nearest.package));
        let short = brute::surplus(problem, &nearest.package).into_iter().map(|at| (-at).max(0));
        assert_eq!(nearest.shortfalls, short.collect::<Vec<_>>());
    } else {
        seen.impossible += 1;
    }
}

/// Small problems that are compared with the plain way in each test.
const PROBLEMS: u64 = 20_000;

#[test]
fn the_search_finds_what_looking_at_every_package_finds() {
    let mut seen = Seen::default();
    for seed in 0..PROBLEMS {
        let mut dice = Dice::new(seed);
        let problem = any_problem(&mut dice);
        let by = Criterion::ALL[dice.below(4)];
        let wanted = Wanted { by, top: 1 + dice.below(7), ..Wanted::default() };
        check(&problem, &wanted, &mut seen);
    }
    let Seen { open, empty, impossible, degenerate } = seen;
    assert!(open > 5_000 && empty > 1_000 && impossible > 100 && degenerate > 500, "{seen:?}");
}

#[test]
fn so_it_does_where_the_first_guess_is_seldom_the_best() {
    let mut seen = Seen::default();
    for seed in 0..150 {
        let mut dice = Dice::new(seed);
        let m = 5 + dice.below(2);
        let problem = problem_of(&mut dice, m, 5);
        if problem.space() > Natural::from(1_500) {
            continue;
        }
        let by = Criterion::ALL[dice.below(4)];
        let wanted = Wanted { by, top: 1 + dice.below(20), ..Wanted::default() };
        check(&problem, &wanted, &mut seen);
    }
    assert!(seen.open > 40 && seen.empty > 10, "{seen:?}");
}

#[test]
fn what_is_better_without_hurting_anyone_is_what_looking_at_every_package_finds() {
    let mut improved = 0;
    for seed in 0..1_500 {
        let mut dice = Dice::new(seed);
        let problem = any_problem(&mut dice);
        let all = brute::all(&problem);
        if all.is_empty() {
            continue;
        }
        let chosen = &all[dice.below(all.len())];
        let by = Criterion::ALL[dice.below(4)];
        let wanted = Wanted { by, top: 1 + dice.below(4), ..Wanted::default() };
        let top = improve(&problem, chosen, &wanted, &mut patiently);
        let zone = brute::acceptable(&problem);
        if zone.is_empty() {
            assert!(top.packages.is_empty() && top.is_proven);
            continue;
        }
        let is_nobody_in_the_ratios = brute::best(&problem, &zone).iter().all(|&best| best == 0);
        if by == Criterion::KalaiSmorodinsky && is_nobody_in_the_ratios {
            continue;
        }
        let mut ranked = brute::ranked(&problem, &zone, by);
        ranked.retain(|package| {
            package.gains != chosen.gains
                && package.gains.iter().zip(&chosen.gains).all(|(a, b)| a >= b)
        });
        improved += usize::from(!ranked.is_empty());
        ranked.truncate(wanted.top);
        let found: Vec<Package> = top.packages.into_iter().map(|(package, _)| package).collect();
        assert_eq!(found, ranked, "seed {seed}, {by:?}: {problem:?}");
        assert!(top.is_proven);
    }
    assert!(improved > 150, "{improved}");
}

#[test]
fn what_is_broken_off_or_limited_claims_nothing_that_is_not_so() {
    let (mut early, mut short) = (0, 0);
    for seed in 0..2_000 {
        let mut dice = Dice::new(seed);
        let problem = any_problem(&mut dice);
        let zone = brute::acceptable(&problem);
        let looks = dice.below(30);
        let limits = Limits {
            search: 1 + dice.below(400) as u64,
            count: dice.below(60) as u64,
            front: dice.below(200) as u64,
            front_points: 1 + dice.below(5),
        };
        let mut seen = 0;
        let mut watch = |_: Progress| {
            seen += 1;
            if seen > looks { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        let found = answer(&problem, &Wanted { limits, ..Wanted::default() }, &mut watch);
        early += usize::from(found.is_partial);
        assert!(found.is_open.is_none_or(|is_open| is_open != zone.is_empty()));
        assert!(!found.is_impossible || brute::all(&problem).is_empty());
        if found.nearest.as_ref().is_some_and(|nearest| nearest.is_proven) && zone.is_empty() {
            let package = found.nearest.clone().map(|nearest| nearest.package);
            assert_eq!(package, brute::nearest(&problem));
        }
        if zone.is_empty() {
            if found.are_all_openings {
                check_openings(&problem, &found.openings);
            }
            continue;
        }
        let front = brute::front(&zone);
        short += usize::from(!found.front.is_complete && found.front.count > 0);
        assert!(found.front.packages().all(|package| front.contains(&package.gains)));
        assert!(found.front.told() <= limits.front_points);
        assert!(found.front.count <= front.len());
        assert!(!found.front.is_complete || found.front.count == front.len());
        let all = zone.len().to_string();
        assert!(found.count.packages <= Natural::from(zone.len() as u64));
        assert!(!found.count.is_exact || found.count.packages.to_string() == all);
        for criterion in Criterion::ALL {
            let Some(solution) = found.solution(criterion) else {
                continue;
            };
            let ranked = brute::ranked(&problem, &zone, criterion);
            assert!(zone.contains(&solution.package));
            assert!(!solution.is_proven || solution.package == ranked[0], "seed {seed}");
            assert!(solution.bound >= solution.value && solution.bound.is_finite());
            if !solution.is_proven {
                let whole = answer(&problem, &Wanted::default(), &mut patiently);
                let value = whole.solution(criterion).map_or(0.0, |best| best.value);
                assert!(solution.bound >= value - 1e-9 * (1.0 + value), "seed {seed}");
            }
        }
    }
    assert!(early > 250 && short > 100, "{early} broken off, {short} fronts cut short");
}

#[test]
fn nobody_to_ask_and_nothing_to_settle_are_answered_too() {
    let partner = Partner { unit: 1, floor: 0 };
    let offer = |gains: Vec<i64>| Offer { gains, breaks: Vec::new() };
    let issue = |options| Issue { options, ..Issue::default() };
    let nothing = Problem { partners: vec![partner; 2], ..Problem::default() };
    let nobody = Problem {
        issues: vec![issue(vec![offer(Vec::new()), offer(Vec::new())])],
        ..Problem::default()
    };
    for (problem, first) in [(nothing, Vec::new()), (nobody, vec![Some(0)])] {
        let found = answer(&problem, &Wanted::default(), &mut patiently);
        let solution = found.solution(Criterion::Egalitarian).unwrap();
        assert_eq!((found.is_open, &solution.package.choices), (Some(true), &first));
    }
    let stuck = Problem { issues: vec![issue(Vec::new())], ..Problem::default() };
    assert!(answer(&stuck, &Wanted::default(), &mut patiently).is_impossible);
}

#[test]
fn numbers_out_of_range_and_positions_that_do_not_exist_are_not_sound() {
    let option = |gain| Offer { gains: vec![gain], breaks: Vec::new() };
    let with = |gain, unit, rule: Option<Rule>, settled| Problem {
        partners: vec![Partner { unit, floor: 0 }],
        issues: vec![
            Issue { options: vec![option(gain)], settled, ..Issue::default() },
            Issue { options: vec![option(1)], ..Issue::default() },
        ],
        rules: rule.into_iter().collect(),
    };
    let place = |issue, option| Place { issue, option };
    let rule = |a, b| Some(Rule::Excludes(a, b));
    assert!(
        with(Problem::LARGEST - 1, 1, rule(place(0, 0), place(1, 0)), Some(Some(0))).is_sound()
    );
    assert!(!with(Problem::LARGEST, 1, None, None).is_sound());
    assert!(!with(1, 0, None, None).is_sound());
    assert!(!with(1, 1, rule(place(0, 0), place(0, 0)), None).is_sound());
    assert!(!with(1, 1, rule(place(0, 0), place(1, 1)), None).is_sound());
    assert!(!with(1, 1, None, Some(Some(1))).is_sound());
}
