//! Laws that hold for every map, and every measure once more by plain fractions.

use std::cmp::Ordering;

use proptest::prelude::*;

use super::*;
use crate::model::samples::{Dice, any_map};
use crate::model::{Criterion, Decimal, Entries, IssueOption, Partner, PartnerId};

/// A plain fraction; wide enough for the small maps of the tests.
#[derive(Clone, Copy, Debug)]
struct Fraction(i128, i128);

impl Fraction {
    fn least(self, other: Self) -> Self {
        if self.0 * other.1 <= other.0 * self.1 { self } else { other }
    }

    fn plus(self, other: Self) -> Self {
        Self(self.0 * other.1 + other.0 * self.1, self.1 * other.1)
    }

    fn is(self, share: Share) -> bool {
        self.0 * i128::from(share.whole()) == i128::from(share.part()) * self.1
    }
}

fn weight_where(partner: &Partner, fits: impl Fn(&Criterion) -> bool) -> i128 {
    let fitting = partner.success.values().filter(|line| fits(line));
    fitting.map(|line| i128::from(line.inner().weight.get())).sum()
}

fn plain_share(map: &Map, partner: usize, theme: usize, wants: Direction) -> Fraction {
    let (partner, theme) = (&map.partners[partner], map.themes.get_index(theme).unwrap().0);
    let held = weight_where(partner, |line| {
        line.inner().theme.as_ref() == Some(theme) && line.inner().wants == wants
    });
    Fraction(held, weight_where(partner, |_| true))
}

/// Sums the lesser share over all themes, of one direction and the same or the opposite one.
fn plain_overlap(map: &Map, a: usize, b: usize, turn: fn(Direction) -> Direction) -> Fraction {
    let mut sum = Fraction(0, 1);
    for theme in 0..map.themes.len() {
        for wants in Direction::BOTH {
            let mine = plain_share(map, a, theme, wants);
            sum = sum.plus(mine.least(plain_share(map, b, theme, turn(wants))));
        }
    }
    sum
}

/// Σ w·e in billionths times weight, whether anything is scored, and whether a red line is broken.
pub(super) fn plain_gain(
    option: &IssueOption,
    id: &PartnerId,
    partner: &Partner,
) -> (i128, bool, bool) {
    let (mut sum, mut is_scored, mut breaks) = (0, false, false);
    for (name, line) in &partner.success {
        let line = line.inner();
        let own =
            option.on.get(id).and_then(|on| on.get(name)).map(|entry| entry.value.billionths());
        let by_theme =
            line.theme.as_ref().and_then(|theme| option.effects.get(theme)).map(|entry| {
                let level = entry.value.billionths();
                if line.wants == Direction::Less { -level } else { level }
            });
        let Some(effect) = own.or(by_theme) else { continue };
        sum += i128::from(line.weight.get()) * i128::from(effect);
        is_scored = true;
        breaks |= line.red_line && effect < 0;
    }
    (sum, is_scored, breaks)
}

/// Trade potential from plain gains: half the sum of the differences of renormalized swings.
fn plain_trade(map: &Map, a: usize, b: usize) -> Fraction {
    let gain = |option: &IssueOption, partner: usize| {
        let (id, record) = map.partners.get_index(partner).unwrap();
        plain_gain(option, id, record).0
    };
    let mut contested: Vec<(i128, i128)> = Vec::new();
    for issue in map.issues.values() {
        let mut gains: Vec<(i128, i128)> =
            issue.options.values().map(|option| (gain(option, a), gain(option, b))).collect();
        if !issue.must_settle {
            gains.push((0, 0));
        }
        let best_for = |side: fn(&(i128, i128)) -> i128| gains.iter().map(side).max();
        let (best_a, best_b) = (best_for(|both| both.0), best_for(|both| both.1));
        if gains.iter().any(|both| Some(both.0) == best_a && Some(both.1) == best_b) {
            continue;
        }
        let swing = |side: fn(&(i128, i128)) -> i128| {
            gains.iter().map(side).max().unwrap_or(0) - gains.iter().map(side).min().unwrap_or(0)
        };
        if !gains.is_empty() {
            contested.push((swing(|both| both.0), swing(|both| both.1)));
        }
    }
    let all_a: i128 = contested.iter().map(|swing| swing.0).sum();
    let all_b: i128 = contested.iter().map(|swing| swing.1).sum();
    let apart: i128 = contested.iter().map(|(a, b)| (a * all_b - b * all_a).abs()).sum();
    if contested.is_empty() { Fraction(0, 1) } else { Fraction(apart, 2 * all_a * all_b) }
}

/// Whether more than half of Σ w·|e| comes from a criterion or an effect that is guess or not said.
fn plain_guesses(map: &Map, option: &IssueOption) -> bool {
    let (mut all, mut guessed) = (0, 0);
    for (id, partner) in &map.partners {
        for (name, line) in &partner.success {
            let line = line.inner();
            let by_theme = line.theme.as_ref().and_then(|theme| option.effects.get(theme));
            let own = option.on.get(id).and_then(|on| on.get(name));
            let Some(entry) = own.or(by_theme) else { continue };
            let size = i64::from(line.weight.get()) * entry.value.billionths().abs();
            all += size;
            if [line.evidence, entry.evidence].into_iter().any(Evidence::is_guess) {
                guessed += size;
            }
        }
    }
    guessed * 2 > all
}

/// The same map with its partners turned round.
fn turned(map: &Map) -> Map {
    let mut turned = map.clone();
    let partners: Entries<_, _> =
        map.partners.iter().rev().map(|(id, partner)| (id.clone(), partner.clone())).collect();
    turned.partners = partners;
    turned
}

fn pairs(map: &Map) -> impl Iterator<Item = (usize, usize)> {
    let count = map.partners.len();
    (0..count).flat_map(move |a| (0..count).map(move |b| (a, b)))
}

proptest! {
    #[test]
    fn overlap_is_what_plain_fractions_give(map in any_map()) {
        let answers = Answers::of(&map);
        for (a, b) in pairs(&map) {
            let is_known = map.partners[a].is_known() && map.partners[b].is_known();
            let overlap = answers.overlap(a, b);
            prop_assert_eq!(overlap.is_some(), is_known);
            prop_assert_eq!(answers.common_ground_with(a).nth(b), Some(overlap));
            let Some(overlap) = overlap else { continue };
            prop_assert!(plain_overlap(&map, a, b, |wants| wants).is(overlap.common));
            prop_assert!(plain_overlap(&map, a, b, Direction::opposite).is(overlap.tension));
        }
    }

    #[test]
    fn who_holds_a_theme_are_those_with_a_criterion_about_it_as_far_as_the_curtain_tells(map in any_map()) {
        let answers = Answers::of(&map);
        for (theme, id) in map.themes.keys().enumerate() {
            for curtain in [Curtain::Open, Curtain::Drawn] {
                let told: Vec<_> =
                    answers.holders_of(theme, curtain).map(|held| (held.partner, held.wants)).collect();
                let says = |line: &Criterion, wants| {
                    let content = line.inner();
                    content.theme.as_ref() == Some(id) && content.wants == wants
                };
                let tells = |partner: &Partner, wants| {
                    let mut lines = partner.success.values();
                    lines.any(|line| says(line, wants) && (curtain == Curtain::Open || !line.is_private()))
                };
                let all = map.partners.values().enumerate();
                let wanted: Vec<_> = all
                    .flat_map(|(at, partner)| Direction::BOTH.map(|wants| (at, wants, tells(partner, wants))))
                    .filter(|(.., tells)| *tells)
                    .map(|(at, wants, _)| (at, wants))
                    .collect();
                prop_assert_eq!(told, wanted);
            }
        }
    }

    #[test]
    fn overlap_is_symmetric_and_bounded(map in any_map()) {
        let answers = Answers::of(&map);
        let profiles = answers.profiles();
        for (a, b) in pairs(&map) {
            let Some(overlap) = answers.overlap(a, b) else { continue };
            prop_assert_eq!(answers.overlap(b, a), Some(overlap));
            let linked = profiles.linked(a).min(profiles.linked(b));
            prop_assert!(overlap.common <= linked && overlap.tension <= linked && linked <= Share::new(1, 1));
            let one_way = [a, b].iter().all(|&partner| {
                let themes: Vec<usize> = profiles.held(partner).map(|held| held.theme).collect();
                themes.windows(2).all(|two| two[0] != two[1])
            });
            if one_way {
                // who holds no theme both ways can't agree and clash with the same weight
                let sum = overlap.common.as_f64() + overlap.tension.as_f64();
                prop_assert!(sum <= linked.as_f64() + 1e-12);
            }
        }
        for partner in (0..map.partners.len()).filter(|&partner| answers.is_known(partner)) {
            let own = answers.overlap(partner, partner).unwrap();
            prop_assert_eq!(own.common, profiles.linked(partner));
        }
    }

    #[test]
    fn parts_add_up_to_the_pair(map in any_map()) {
        let answers = Answers::of(&map);
        for (a, b) in pairs(&map) {
            let parts = answers.parts(a, b, Curtain::Open);
            let Some(overlap) = answers.overlap(a, b) else {
                prop_assert!(parts.is_empty());
                continue;
            };
            let is_common = |part: &&Part| matches!(part.kind, PartKind::Common { .. });
            let (common, tension): (Vec<&Part>, Vec<&Part>) = parts.iter().partition(is_common);
            prop_assert_eq!(share::sum(common.iter().map(|part| part.share)), overlap.common);
            prop_assert_eq!(share::sum(tension.iter().map(|part| part.share)), overlap.tension);
            prop_assert!(parts.windows(2).all(|two| two[0].theme <= two[1].theme));
            let shown = answers.parts(a, b, Curtain::Drawn);
            prop_assert!(shown.iter().all(|part| parts.contains(part) && part.is_open));
        }
    }

    #[test]
    fn groups_are_what_plain_fractions_give(map in any_map(), chosen in any::<u8>()) {
        let answers = Answers::of(&map);
        let members: Vec<usize> =
            (0..map.partners.len()).filter(|&partner| chosen >> partner & 1 == 1).collect();
        let known: Vec<usize> = members.iter().copied().filter(|&p| answers.is_known(p)).collect();
        let group = answers.group(&members, Curtain::Open);
        prop_assert_eq!((group.of, group.known), (members.len(), known.len()));
        let mut sum = Fraction(0, 1);
        for theme in 0..map.themes.len() {
            for wants in Direction::BOTH {
                let shares: Vec<Fraction> =
                    known.iter().map(|&p| plain_share(&map, p, theme, wants)).collect();
                let holders = shares.iter().filter(|share| share.0 > 0).count();
                let line = group.themes.iter().find(|line| line.theme == theme && line.wants == wants);
                prop_assert_eq!(line.is_some(), holders > 0);
                let Some(line) = line else { continue };
                let all = shares.into_iter().reduce(Fraction::least).unwrap();
                prop_assert!(all.is(line.all));
                prop_assert_eq!(line.breadth, Share::new(holders as u64, known.len() as u64));
                prop_assert!(line.all <= line.breadth);
                sum = sum.plus(all);
            }
        }
        prop_assert_eq!(group.common.is_some(), !known.is_empty());
        prop_assert!(group.common.is_none_or(|common| sum.is(common)));
        prop_assert!(group.themes.windows(2).all(|two| two[0].breadth >= two[1].breadth));
    }

    #[test]
    fn a_group_of_two_shares_their_common_ground_and_more_members_share_less(map in any_map()) {
        let answers = Answers::of(&map);
        for (a, b) in pairs(&map) {
            let Some(overlap) = answers.overlap(a, b) else { continue };
            let two = answers.group(&[a, b], Curtain::Open);
            prop_assert_eq!(two.common, Some(overlap.common));
            for c in 0..map.partners.len() {
                prop_assert!(answers.group(&[a, b, c], Curtain::Open).common <= two.common);
            }
        }
    }

    #[test]
    fn gains_and_red_lines_are_what_plain_sums_give(map in any_map()) {
        let answers = Answers::of(&map);
        for (answer, (place, option)) in answers.options().iter().zip(map.options()) {
            prop_assert_eq!(&answer.place, &place);
            prop_assert_eq!(answer.rests_on_guesses(), plain_guesses(&map, option));
            for (index, (id, partner)) in map.partners.iter().enumerate() {
                let weights = weight_where(partner, |_| true);
                let (sum, is_scored, breaks) = plain_gain(option, id, partner);
                let gain = answer.gain(index);
                prop_assert_eq!(gain.is_some(), partner.is_known());
                prop_assert_eq!(answer.breaks_red_line_of(index), breaks);
                let Some(gain) = gain else { continue };
                prop_assert_eq!(gain.numerator() * weights, sum * i128::from(gain.weight()));
                let three = Gain::new(3 * i128::from(Decimal::ONE), 1);
                prop_assert!(gain <= three && gain >= Gain::ZERO - three);
                let outcome = match (is_scored, gain.sign()) {
                    (false, _) => Outcome::NotScored,
                    (_, Ordering::Greater) => Outcome::Wins,
                    (_, Ordering::Equal) => Outcome::Untouched,
                    (_, Ordering::Less) => Outcome::Loses,
                };
                prop_assert_eq!(answer.outcome(index), outcome);
                let explained: i128 = partner.success.iter().filter_map(|(name, line)| {
                    let (effect, _) = effect_on(option, id, (name, line.inner()))?;
                    Some(i128::from(line.inner().weight.get()) * i128::from(effect.billionths()))
                }).sum();
                prop_assert_eq!(explained, sum);
            }
        }
    }

    #[test]
    fn verdicts_follow_from_who_wins_and_loses(map in any_map()) {
        for answer in Answers::of(&map).options() {
            let count = |outcome| answer.partners_with(outcome).count();
            let (wins, loses) = (count(Outcome::Wins), count(Outcome::Loses));
            prop_assert_eq!((answer.tally.wins, answer.tally.loses), (wins, loses));
            prop_assert_eq!(answer.tally.known, map.known().count());
            prop_assert_eq!(answer.verdict == Verdict::WinWin, wins >= 2 && loses == 0);
            prop_assert_eq!(answer.verdict == Verdict::OneSided, wins == 1 && loses == 0);
            prop_assert_eq!(answer.verdict == Verdict::TradeOff, wins > 0 && loses > 0);
            prop_assert_eq!(answer.verdict == Verdict::Lose, wins == 0 && loses > 0);
            prop_assert!(!answer.is_win_win() || answer.red_lines.is_empty());
            prop_assert!(answer.red_lines.is_empty() || !answer.words().contains("win-win"));
            let influence = |outcome| -> i64 {
                let winners = answer.partners_with(outcome);
                winners.filter_map(|p| map.partners[p].influence.as_ref())
                    .map(|level| level.value.billionths()).sum()
            };
            let (for_it, against) = (influence(Outcome::Wins), influence(Outcome::Loses));
            let share = answer.support.share();
            prop_assert_eq!(share.is_some(), for_it + against > 0);
            prop_assert!(share.is_none_or(|share| Fraction(for_it.into(), (for_it + against).into()).is(share)));
        }
    }

    #[test]
    fn answers_follow_who_is_moved_on_the_grid(
        map in any_map(), tape in proptest::collection::vec(any::<u32>(), 0..100)
    ) {
        let (mut dice, mut answers, mut map) = (Dice::new(tape), Answers::of(&map), map);
        for partner in map.partners.values_mut() {
            partner.interest = dice.maybe(Dice::placement);
            partner.influence = dice.maybe(Dice::placement);
        }
        answers.follow(&map);
        let anew = Answers::of(&map);
        prop_assert_eq!(answers.options(), anew.options());
        prop_assert_eq!(answers.coverage(), anew.coverage());
    }

    #[test]
    fn gains_add_up_over_options(map in any_map()) {
        let answers = Answers::of(&map);
        for partner in 0..map.partners.len() {
            let gains: Vec<Gain> = answers.options().iter().filter_map(|o| o.gain(partner)).collect();
            let sum = gains.iter().fold(Gain::ZERO, |sum, gain| sum + *gain);
            let turned = gains.iter().rev().fold(Gain::ZERO, |sum, gain| sum + *gain);
            let numerators: i128 = gains.iter().map(|gain| gain.numerator()).sum();
            prop_assert_eq!(sum, turned);
            prop_assert_eq!(sum, Gain::new(numerators, answers.profiles().weight(partner).into()));
        }
    }

    #[test]
    fn trade_potential_is_what_plain_fractions_give(map in any_map()) {
        let answers = Answers::of(&map);
        for (a, b) in pairs(&map) {
            let potential = answers.trade_potential(a, b);
            prop_assert_eq!(potential.is_some(), answers.overlap(a, b).is_some());
            prop_assert_eq!(potential, answers.trade_potential(b, a));
            prop_assert!(potential.is_none_or(|share| share <= Share::new(1, 1)));
            prop_assert!(a != b || potential.is_none_or(Share::is_zero));
            // terms that don't fit 64 bits are rounded, by far less than this
            let Fraction(part, whole) = plain_trade(&map, a, b);
            #[expect(clippy::cast_precision_loss, reason = "compared with some room")]
            let plain = part as f64 / whole as f64;
            prop_assert!(potential.is_none_or(|share| (share.as_f64() - plain).abs() < 1e-12));
        }
    }

    #[test]
    fn the_order_of_partners_doesnt_matter(map in any_map()) {
        let (there, back) = (Answers::of(&map), Answers::of(&turned(&map)));
        let count = map.partners.len();
        let at = |partner: usize| count - 1 - partner;
        prop_assert_eq!(there.coverage(), back.coverage());
        for (a, b) in pairs(&map) {
            prop_assert_eq!(there.overlap(a, b), back.overlap(at(a), at(b)));
            prop_assert_eq!(there.trade_potential(a, b), back.trade_potential(at(a), at(b)));
        }
        let all: Vec<usize> = (0..count).collect();
        prop_assert_eq!(there.group(&all, Curtain::Open), back.group(&all, Curtain::Open));
        for (x, y) in there.options().iter().zip(back.options()) {
            prop_assert_eq!((x.verdict, x.tally, x.words()), (y.verdict, y.tally, y.words()));
            prop_assert_eq!((x.support.winning, x.support.losing), (y.support.winning, y.support.losing));
            prop_assert_eq!(x.rests_on_guesses(), y.rests_on_guesses());
            for partner in 0..count {
                prop_assert_eq!(x.gain(partner), y.gain(at(partner)));
                prop_assert_eq!(x.outcome(partner), y.outcome(at(partner)));
            }
        }
    }

    #[test]
    fn the_matrix_order_names_everybody_once(map in any_map()) {
        let mut order = Answers::of(&map).matrix_order().to_vec();
        order.sort_unstable();
        prop_assert_eq!(order, (0..map.partners.len()).collect::<Vec<usize>>());
    }
}
