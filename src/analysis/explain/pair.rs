//! Why partners have so much in common, or pull apart.

use super::Explanation;
use super::words;
use crate::analysis::{Answers, Extent, Part, PartKind, Share, those_known};
use crate::model::{Curtain, Map, order_by_key};

/// Where the common ground and the tension of a pair come from, the largest part first.
#[must_use]
pub fn pair(map: &Map, answers: &Answers, (a, b): (usize, usize), curtain: Curtain) -> Explanation {
    let names = [a, b].map(|partner| words::partner(map, partner));
    let Some(overlap) = answers.overlap(a, b) else {
        return unknown(map, answers, &[a, b]);
    };
    let mut why = Explanation::of(format!(
        "{} and {}: {}, {}",
        names[0],
        names[1],
        amount(overlap.common, "common ground"),
        amount(overlap.tension, "tension"),
    ));
    let mut parts = answers.parts(a, b, Curtain::Open);
    order_by_key(&mut parts, |part| (is_tension(part), std::cmp::Reverse(part.share))); // stable
    let all = parts.len();
    parts.retain(|part| part.is_open || !curtain.is_drawn());
    for part in &parts {
        why.add(told(map, answers, (a, b), part));
    }
    if parts.len() < all {
        why.add("private criteria count as well; what they are about is not shown");
    } else if parts.is_empty() {
        why.add("no theme is wanted by both, in the same direction or the opposite");
    }
    for partner in [a, b] {
        let linked = answers.profiles().linked(partner);
        let loose = Share::new(linked.whole() - linked.part(), linked.whole());
        let would_tell = curtain.is_drawn() && has_private(map, partner);
        if !loose.is_zero() && !would_tell {
            why.add(format!(
                "{} of what success means to {} is about no theme and can't be compared",
                words::of(loose),
                words::partner(map, partner)
            ));
        }
    }
    why
}

fn is_tension(part: &Part) -> bool {
    matches!(part.kind, PartKind::Tension { .. })
}

fn has_private(map: &Map, partner: usize) -> bool {
    let record = map.partners.get_index(partner);
    record
        .is_some_and(|(_, record)| record.success.values().any(crate::model::Criterion::is_private))
}

/// "some common ground (0.2)", "no tension".
pub(super) fn amount(share: Share, noun: &str) -> String {
    match share.extent() {
        Extent::None => format!("no {noun}"),
        extent => format!("{} {noun} ({})", extent.word(), words::share(share)),
    }
}

fn told(map: &Map, answers: &Answers, (a, b): (usize, usize), part: &Part) -> String {
    let held = |partner, wants| answers.profiles().share(partner, part.theme, wants);
    let name = |partner| words::partner(map, partner);
    match part.kind {
        PartKind::Common { wants } => format!(
            "both want {}: {} ({} {}, {} {})",
            words::wanted(map, part.theme, wants),
            words::share(part.share),
            name(a),
            words::of(held(a, wants)),
            name(b),
            words::of(held(b, wants)),
        ),
        PartKind::Tension { a_wants } => format!(
            "{} wants {} ({}), {} wants {} ({}): {}",
            name(a),
            words::wanted(map, part.theme, a_wants),
            words::of(held(a, a_wants)),
            name(b),
            a_wants.opposite().word(),
            words::of(held(b, a_wants.opposite())),
            words::share(part.share),
        ),
    }
}

fn unknown(map: &Map, answers: &Answers, members: &[usize]) -> Explanation {
    let unknown = members.iter().filter(|&&partner| !answers.is_known(partner));
    let names = words::list(unknown.map(|&partner| words::partner(map, partner)));
    let mut why = Explanation::of(format!("nothing to compare: {names} not known"));
    why.add("a partner without a criterion has no common ground and no tension with anyone");
    why
}

/// What a set of partners shares, the broadest theme first.
#[must_use]
pub fn group(map: &Map, answers: &Answers, members: &[usize], curtain: Curtain) -> Explanation {
    let group = answers.group(members, curtain);
    let Some(common) = group.common else {
        return unknown(map, answers, members);
    };
    let counted = those_known(group.known, group.of);
    let mut why = Explanation::of(format!("{counted}: {}", amount(common, "common ground")));
    for line in &group.themes {
        let wanted = words::wanted(map, line.theme, line.wants);
        let held = if line.breadth.is_all() {
            format!("all hold it, with {} at least", words::share(line.all))
        } else {
            format!("{} hold it", words::of(line.breadth))
        };
        let against = match line.against.part() {
            0 => String::new(),
            count => format!(", {count} against"),
        };
        why.add(format!("{wanted}: {held}{against}"));
    }
    let unknown = members.iter().filter(|&&partner| !answers.is_known(partner));
    let unknown = words::list(unknown.map(|&partner| words::partner(map, partner)));
    if !unknown.is_empty() {
        why.add(format!("not known: {unknown}"));
    }
    why
}
