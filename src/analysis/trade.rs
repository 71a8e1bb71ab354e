//! How far the priorities of two partners differ, so that each can give where it costs them less.

use std::ops::Range;

use super::option::OptionAnswer;
use super::share::Share;

/// Trade potential of two known partners: `½ Σ |ŝ_a(i) - ŝ_b(i)|`, from 0 to 1.
///
/// Swings (best minus worst gain of an issue) are renormalized over the contested issues: those in
/// which no choice is best for both. Total variation distance of the two: with equal priorities
/// there is nothing to trade. 0 when nothing is contested. The partners' weight sums cancel out.
pub(super) fn potential(
    issues: &[IssueAnswer],
    options: &[OptionAnswer],
    a: usize,
    b: usize,
) -> Share {
    let mut swings: Vec<[u128; 2]> = Vec::new();
    for issue in issues {
        let choices = options.get(issue.options.clone()).unwrap_or_default();
        let gains = |partner| {
            let own = choices.iter().map(move |option| option.numerator(partner));
            own.chain((!issue.must_settle).then_some(0))
        };
        let (Some(best_a), Some(best_b)) = (gains(a).max(), gains(b).max()) else { continue };
        if gains(a).zip(gains(b)).any(|both| both == (best_a, best_b)) {
            continue;
        }
        let swing = |partner, best: i64| {
            let worst = gains(partner).min().unwrap_or(best);
            u128::from(best.abs_diff(worst))
        };
        swings.push([swing(a, best_a), swing(b, best_b)]);
    }
    let sum = |side: usize| swings.iter().map(|swing| swing[side]).sum::<u128>();
    let (all_a, all_b) = (sum(0), sum(1));
    let apart: u128 = swings.iter().map(|[a, b]| (a * all_b).abs_diff(b * all_a)).sum();
    Share::fitted(apart, 2 * all_a * all_b)
}

/// An issue, as far as the measures need it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct IssueAnswer {
    /// Positions of its options among all options.
    pub(super) options: Range<usize>,
    /// Whether it can't be left as it is.
    pub(super) must_settle: bool,
}
