//! How two texts differ, line by line: the fewest lines that go and come, as far as that is found fast.

use std::ops::Range;

/// Lines of one text that stand in the place of lines of another, counted from 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The lines that go.
    pub before: Range<usize>,
    /// The lines that come in their place.
    pub after: Range<usize>,
}

/// The most lines gone and come that are looked for; beyond that, everything between the first and
/// the last difference counts as one.
const MOST: usize = 1_000;

/// The differences between two texts, in their order: the shortest way by Myers' greedy search
/// (An O(ND) difference algorithm and its variations, 1986).
#[must_use]
pub fn differences(before: &str, after: &str) -> Vec<Difference> {
    let (old, new): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
    let start = old.iter().zip(&new).take_while(|(one, other)| one == other).count();
    let ends = old.iter().skip(start).rev().zip(new.iter().skip(start).rev());
    let end = ends.take_while(|(one, other)| one == other).count();
    let middle = |lines: &[&str]| start..lines.len() - end;
    let (from, to) = (middle(&old), middle(&new));
    let inner = (old.get(from.clone()).unwrap_or(&[]), new.get(to.clone()).unwrap_or(&[]));
    let Some(steps) = steps(inner.0, inner.1) else {
        return vec![Difference { before: from, after: to }];
    };
    joined(&steps, start)
}

/// A line that goes or comes, with the place in both texts where that is.
#[derive(Clone, Copy, Debug)]
enum Step {
    Goes(usize, usize),
    Comes(usize, usize),
}

/// The lines that go and come on the shortest way, in order; nothing where that is too long.
fn steps(old: &[&str], new: &[&str]) -> Option<Vec<Step>> {
    // furthest[k]: how far in `old` a way gets on diagonal k, shifted so that k is never below 0
    let middle = MOST + 1;
    let mut furthest = vec![0_usize; 2 * middle + 1];
    let mut rounds: Vec<Vec<usize>> = Vec::new();
    for distance in 0..=MOST {
        rounds.push(furthest.get(middle - distance..=middle + distance)?.to_vec());
        for k in (middle - distance..=middle + distance).step_by(2) {
            let (left, right) = (*furthest.get(k - 1)?, *furthest.get(k + 1)?);
            let down = k == middle - distance || (k != middle + distance && left < right);
            let mut at = if down { right } else { left + 1 };
            if distance == 0 {
                at = 0;
            }
            // a way may lead beyond the end of `new`; then nothing of it is alike
            while at + middle >= k
                && old.get(at).is_some_and(|line| new.get(at + middle - k) == Some(line))
            {
                at += 1;
            }
            *furthest.get_mut(k)? = at;
            if at >= old.len() && at + middle >= new.len() + k {
                return way_back(&rounds, (old.len(), new.len()));
            }
        }
    }
    None
}

/// The steps to the ends of both texts, found backwards through the rounds of the search.
fn way_back(rounds: &[Vec<usize>], (mut at, mut to): (usize, usize)) -> Option<Vec<Step>> {
    let mut steps = Vec::new();
    for (distance, round) in rounds.iter().enumerate().skip(1).rev() {
        // in this round, diagonal 0 of both texts stands in the middle
        let seen = |k: isize| {
            let place = usize::try_from(k + distance.cast_signed()).ok()?;
            round.get(place).copied()
        };
        let k = at.cast_signed() - to.cast_signed();
        let bound = distance.cast_signed();
        let down = k == -bound || (k != bound && seen(k - 1)? < seen(k + 1)?);
        let before = if down { k + 1 } else { k - 1 };
        let from = seen(before)?;
        let from_new = usize::try_from(from.cast_signed() - before).ok()?;
        steps.push(if down { Step::Comes(from, from_new) } else { Step::Goes(from, from_new) });
        (at, to) = (from, from_new);
    }
    steps.reverse();
    Some(steps)
}

/// Steps that follow each other without a line between them that stays, as one difference.
fn joined(steps: &[Step], start: usize) -> Vec<Difference> {
    let mut found: Vec<Difference> = Vec::new();
    for step in steps {
        let (old, new, goes) = match *step {
            Step::Goes(old, new) => (old + start, new + start, 1),
            Step::Comes(old, new) => (old + start, new + start, 0),
        };
        let next = (old + goes, new + 1 - goes);
        match found.last_mut() {
            Some(last) if last.before.end == old && last.after.end == new => {
                (last.before.end, last.after.end) = next;
            }
            _ => found.push(Difference { before: old..next.0, after: new..next.1 }),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The second text, made of the first and the differences.
    fn applied(before: &str, after: &str, found: &[Difference]) -> Vec<String> {
        let (old, new): (Vec<&str>, Vec<&str>) =
            (before.lines().collect(), after.lines().collect());
        let (mut lines, mut at) = (Vec::new(), 0);
        for difference in found {
            lines.extend_from_slice(&old[at..difference.before.start]);
            lines.extend_from_slice(&new[difference.after.clone()]);
            at = difference.before.end;
        }
        lines.extend_from_slice(&old[at..]);
        lines.into_iter().map(str::to_owned).collect()
    }

    /// The most lines that both texts have in the same order, by trying everything.
    fn shared(old: &[&str], new: &[&str]) -> usize {
        match (old.split_first(), new.split_first()) {
            (Some((one, olds)), Some((other, news))) if one == other => 1 + shared(olds, news),
            (Some((_, olds)), Some((_, news))) => shared(olds, new).max(shared(old, news)),
            _ => 0,
        }
    }

    fn texts() -> impl Strategy<Value = String> {
        let line = proptest::sample::select(vec!["a\n", "b\n", "c\n", "d\n"]);
        proptest::collection::vec(line, 0..9).prop_map(|lines| lines.concat())
    }

    proptest! {
        #[test]
        fn the_differences_lead_from_one_text_to_the_other_and_are_the_fewest(
            before in texts(), after in texts(),
        ) {
            let found = differences(&before, &after);
            let lines: Vec<&str> = after.lines().collect();
            prop_assert_eq!(applied(&before, &after, &found), lines.clone());
            let counted: usize =
                found.iter().map(|one| one.before.len() + one.after.len()).sum();
            let old: Vec<&str> = before.lines().collect();
            prop_assert_eq!(counted, old.len() + lines.len() - 2 * shared(&old, &lines));
        }
    }

    #[test]
    fn texts_that_have_nothing_in_common_are_one_difference() {
        let text = |word: &str| format!("{word}\n").repeat(3_000);
        let whole = Difference { before: 0..3_000, after: 0..3_000 };
        assert_eq!(differences(&text("a"), &text("b")), [whole]);
        assert_eq!(differences(&text("a"), &text("a")), []);
        assert_eq!(differences("", "a"), [Difference { before: 0..0, after: 0..1 }]);
    }
}
