//! What one partner, one criterion or one theme shares with everyone.

use super::Explanation;
use super::pair::amount;
use super::words::{self, PRIVATE_CRITERION};
use crate::analysis::{Answers, Holder, Share, those_known};
use crate::model::{CriterionId, Curtain, Direction, Map, PartnerId, order_by_key};

/// Common ground and tension of a partner with every other, the most common ground first.
#[must_use]
pub fn common_ground(map: &Map, answers: &Answers, partner: usize) -> Explanation {
    let name = words::partner(map, partner);
    if !answers.is_known(partner) {
        let mut why = Explanation::of(format!("what success means to {name} is not known"));
        why.add("without a criterion there is no common ground and no tension with anyone");
        return why;
    }
    let mut why = Explanation::of(format!("what {name} shares with the others"));
    let all = answers.common_ground_with(partner).enumerate();
    let others = all.filter(|&(other, _)| other != partner);
    let (known, unknown): (Vec<_>, Vec<_>) = others.partition(|(_, overlap)| overlap.is_some());
    let mut known: Vec<_> =
        known.into_iter().filter_map(|(other, overlap)| Some((other, overlap?))).collect();
    order_by_key(&mut known, |(_, overlap)| std::cmp::Reverse(overlap.common)); // stable: ties in file order
    for (other, overlap) in known {
        why.add(format!(
            "{}: {}, {}",
            words::partner(map, other),
            amount(overlap.common, "common ground"),
            amount(overlap.tension, "tension"),
        ));
    }
    let unknown = words::list(unknown.iter().map(|&(other, _)| words::partner(map, other)));
    if !unknown.is_empty() {
        why.add(format!("not known: {unknown}"));
    }
    why
}

/// Who wants more, or less, of a theme, and who the opposite; the largest shares first.
#[must_use]
pub fn theme(
    map: &Map,
    answers: &Answers,
    (theme, wants): (usize, Direction),
    curtain: Curtain,
) -> Explanation {
    let holders: Vec<Holder> = answers.holders_of(theme, curtain).collect();
    let count = holders.iter().filter(|holder| holder.wants == wants).count();
    let coverage = answers.coverage();
    let known = those_known(coverage.known, coverage.of);
    let wanted = words::wanted(map, theme, wants);
    let mut why = Explanation::of(format!("{count} of {known} want {wanted}"));
    for direction in [wants, wants.opposite()] {
        for holder in sorted(&holders, direction) {
            why.add(format!(
                "{} wants {}: {} = {} of what success means to them",
                words::partner(map, holder.partner),
                direction.word(),
                words::of(holder.share),
                words::percent(holder.share),
            ));
        }
    }
    if holders.is_empty() {
        why.add("no criterion that may be shown is about it");
    }
    why
}

/// The holders who want this direction, the largest share first.
fn sorted(holders: &[Holder], wants: Direction) -> Vec<Holder> {
    let mut held: Vec<Holder> =
        holders.iter().copied().filter(|holder| holder.wants == wants).collect();
    order_by_key(&mut held, |holder| std::cmp::Reverse(holder.share));
    held
}

/// What a criterion counts for, how we know it, and who wants the same or the opposite.
#[must_use]
pub fn criterion(
    map: &Map,
    answers: &Answers,
    (partner, id): (&PartnerId, &CriterionId),
    curtain: Curtain,
) -> Explanation {
    let found = map.partners.get_full(partner);
    let Some((index, _, record)) = found else { return Explanation::default() };
    let Some(criterion) = record.success.get(id) else { return Explanation::default() };
    let name = words::partner(map, index);
    let Some(content) = criterion.shown(curtain) else {
        let mut why = Explanation::of(words::capitalized(PRIVATE_CRITERION));
        why.add(format!("it counts in what success means to {name}, but nothing of it is shown"));
        return why;
    };
    let mut why = Explanation::of(words::quoted(content));
    let weight = u64::try_from(content.weight.get()).unwrap_or(0);
    let share = Share::new(weight, answers.profiles().weight(index).into());
    why.add(format!(
        "weight {} = {} of what success means to {name}",
        words::of(share),
        words::percent(share)
    ));
    why.add(words::known_from(content.evidence, &content.source, curtain));
    if content.red_line {
        why.add("a red line: it must not be made worse, whatever else is offered");
    }
    if criterion.is_private() {
        why.add("private: hidden while the curtain is drawn");
    }
    let theme = content.theme.as_ref().and_then(|theme| map.themes.get_index_of(theme));
    let Some(theme) = theme else {
        why.add("about no theme: it can't be compared with what others want");
        return why;
    };
    let holders: Vec<Holder> = answers.holders_of(theme, curtain).collect();
    for (wants, word) in [(content.wants, "also wanted"), (content.wants.opposite(), "wanted")] {
        let others = sorted(&holders, wants).into_iter().filter(|holder| holder.partner != index);
        let names = words::list(others.map(|holder| {
            format!("{} ({})", words::partner(map, holder.partner), words::of(holder.share))
        }));
        let names = if names.is_empty() { "nobody else".to_owned() } else { names };
        why.add(format!("{}, {word} by {names}", words::wanted(map, theme, wants)));
    }
    why
}
