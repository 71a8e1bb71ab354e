//! The slow and plain way: every package, looked at one by one. Only for comparing with.

use std::cmp::Ordering;

use super::*;

/// A plain fraction of small numbers.
type Fraction = (i128, i128);

fn order(a: &Fraction, b: &Fraction) -> Ordering {
    (a.0 * b.1).cmp(&(b.0 * a.1))
}

fn sorted(mut fractions: Vec<Fraction>) -> Vec<Fraction> {
    fractions.sort_by(order);
    fractions
}

fn leximin(a: &[Fraction], b: &[Fraction]) -> Ordering {
    let (a, b) = (sorted(a.to_vec()), sorted(b.to_vec()));
    a.iter()
        .zip(&b)
        .map(|(a, b)| order(a, b))
        .find(|order| order.is_ne())
        .unwrap_or(Ordering::Equal)
}

/// Every package, in file order.
pub(super) fn all(problem: &Problem) -> Vec<Package> {
    let mut all = vec![Vec::new()];
    for issue in &problem.issues {
        let mut choices: Vec<Choice> = (0..issue.options.len()).map(Some).collect();
        if issue.may_stay {
            choices.push(None);
        }
        if let Some(settled) = issue.settled {
            choices = vec![settled];
        }
        all = all
            .into_iter()
            .flat_map(|package: Vec<Choice>| {
                choices.iter().map(move |&choice| [package.clone(), vec![choice]].concat())
            })
            .collect();
    }
    let keeps = |choices: &Vec<Choice>| {
        let has = |place: Place| choices[place.issue] == Some(place.option);
        problem.rules.iter().all(|rule| match *rule {
            Rule::Requires(a, b) => !has(a) || has(b),
            Rule::Excludes(a, b) => !(has(a) && has(b)),
        })
    };
    all.into_iter().filter(keeps).map(|choices| told(problem, choices)).collect()
}

fn told(problem: &Problem, choices: Vec<Choice>) -> Package {
    let mut gains = vec![0; problem.partners.len()];
    for (issue, choice) in choices.iter().enumerate() {
        if let Some(option) = choice {
            for (sum, gain) in gains.iter_mut().zip(&problem.issues[issue].options[*option].gains) {
                *sum += gain;
            }
        }
    }
    Package { choices, gains }
}

/// The red lines that a package breaks.
pub(super) fn broken(problem: &Problem, package: &Package) -> Vec<usize> {
    let mut lines = Vec::new();
    for (issue, choice) in package.choices.iter().enumerate() {
        if let Some(option) = choice {
            lines.extend(&problem.issues[issue].options[*option].breaks);
        }
    }
    lines.sort_unstable();
    lines.dedup();
    lines
}

pub(super) fn surplus(problem: &Problem, package: &Package) -> Vec<i64> {
    let floors = problem.partners.iter().map(|partner| partner.floor);
    package.gains.iter().zip(floors).map(|(gain, floor)| gain - floor).collect()
}

fn fractions(problem: &Problem, package: &Package) -> Vec<Fraction> {
    let units = problem.partners.iter().map(|partner| i128::from(partner.unit));
    surplus(problem, package).into_iter().map(i128::from).zip(units).collect()
}

/// The packages that everyone accepts, in file order.
pub(super) fn acceptable(problem: &Problem) -> Vec<Package> {
    let accepts = |package: &Package| {
        surplus(problem, package).iter().all(|surplus| *surplus >= 0)
            && broken(problem, package).is_empty()
    };
    all(problem).into_iter().filter(accepts).collect()
}

/// Each partner's best surplus.
pub(super) fn best(problem: &Problem, zone: &[Package]) -> Vec<i64> {
    let of = |at: usize| zone.iter().map(|package| surplus(problem, package)[at]).max().unwrap();
    (0..problem.partners.len()).map(of).collect()
}

/// The acceptable packages from the best to the worst; a stable sort keeps the file order of ties.
pub(super) fn ranked(problem: &Problem, zone: &[Package], criterion: Criterion) -> Vec<Package> {
    let best = best(problem, zone);
    let ratios = |package: &Package| -> Vec<Fraction> {
        let each = surplus(problem, package).into_iter().zip(&best);
        each.filter(|(_, best)| **best > 0).map(|(a, best)| (a.into(), (*best).into())).collect()
    };
    let sum = |package: &Package| {
        fractions(problem, package)
            .iter()
            .fold((0, 1), |sum: Fraction, each| (sum.0 * each.1 + each.0 * sum.1, sum.1 * each.1))
    };
    let product =
        |package: &Package| surplus(problem, package).into_iter().map(i128::from).product::<i128>();
    let mut ranked = zone.to_vec();
    ranked.sort_by(|a, b| {
        let by_criterion = match criterion {
            Criterion::Nash => product(a).cmp(&product(b)),
            Criterion::Egalitarian => Ordering::Equal,
            Criterion::KalaiSmorodinsky => leximin(&ratios(a), &ratios(b)),
            Criterion::Utilitarian => order(&sum(a), &sum(b)),
        };
        let tie = || leximin(&fractions(problem, a), &fractions(problem, b));
        by_criterion.then_with(tie).reverse()
    });
    ranked
}

/// The package that comes nearest.
pub(super) fn nearest(problem: &Problem) -> Option<Package> {
    let short = |package: &Package| -> Vec<Fraction> {
        fractions(problem, package).into_iter().map(|(part, whole)| (part.min(0), whole)).collect()
    };
    let mut ranked = all(problem);
    ranked.sort_by(|a, b| {
        (broken(problem, a).len().cmp(&broken(problem, b).len()))
            .then_with(|| leximin(&short(b), &short(a)))
    });
    ranked.into_iter().next()
}

/// The distinct gains that no other acceptable package betters, the largest first.
pub(super) fn front(zone: &[Package]) -> Vec<Vec<i64>> {
    let betters = |a: &[i64], b: &[i64]| a != b && a.iter().zip(b).all(|(a, b)| a >= b);
    let mut front: Vec<Vec<i64>> = zone.iter().map(|package| package.gains.clone()).collect();
    front.sort_unstable();
    front.dedup();
    let all = front.clone();
    front.retain(|gains| !all.iter().any(|other| betters(other, gains)));
    front.reverse();
    front
}
