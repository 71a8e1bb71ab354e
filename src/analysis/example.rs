//! A map of three known partners and an unknown one, worked out by hand for the tests.

use super::*;
use crate::model::{
    Content, Criterion, CriterionId, Decimal, Effect, Entries, Issue, IssueId, IssueOption, Level,
    OptionId, Partner, PartnerId, Rated, Score, Text, Theme, ThemeId, WalkAway, Weight,
};

pub(crate) const MINISTRY: usize = 0;
pub(crate) const UNION: usize = 1;
pub(crate) const MAYOR: usize = 2;
pub(crate) const PRESS: usize = 3;

pub(crate) fn text(text: &str) -> Text {
    Text::new(text).unwrap()
}

pub(crate) fn criterion(says: &str, theme: Option<&str>, wants: Direction, weight: i8) -> Content {
    Content {
        theme: theme.map(|theme| ThemeId::new(theme).unwrap()),
        wants,
        weight: Weight::new(weight).unwrap(),
        ..Content::of(text(says))
    }
}

pub(crate) fn partner(name: &str, success: &[(&str, Content)]) -> Partner {
    let mut partner = Partner::named(text(name));
    for (id, content) in success {
        partner.success.insert(CriterionId::new(id).unwrap(), Criterion::new(content.clone()));
    }
    partner
}

pub(crate) fn level(number: i64) -> Rated<Level> {
    Rated::bare(Level::new(Decimal::from_billionths(number * Decimal::ONE)).unwrap())
}

pub(crate) fn effect(by: i64) -> Effect {
    Rated::bare(Score::new(Decimal::from_billionths(by * Decimal::ONE)).unwrap())
}

pub(crate) fn option(themes: &[(&str, i64)], on: &[(&str, &str, i64)]) -> IssueOption {
    let mut option = IssueOption::named(text("an option"));
    for (theme, by) in themes {
        option.effects.insert(ThemeId::new(theme).unwrap(), effect(*by));
    }
    for (partner, criterion, by) in on {
        let entries = option.on.or_default(PartnerId::new(partner).unwrap());
        entries.insert(CriterionId::new(criterion).unwrap(), effect(*by));
    }
    option
}

fn issue(name: &str, options: Vec<(&str, &str, IssueOption)>) -> Issue {
    let named = |(id, name, option)| {
        (OptionId::new(id).unwrap(), IssueOption { name: text(name), ..option })
    };
    let options: Entries<_, _> = options.into_iter().map(named).collect();
    Issue { name: text(name), must_settle: false, options }
}

/// Ministry (8): less waits 5 (heard), less cost 3 (read).
/// Union (8): more jobs 4 (heard, red line), more cost 3 (guess), less waits 1 (inferred).
/// Mayor (4): less waits 2 (read), the helipad 2 (no theme). Press: unknown.
pub(crate) fn map() -> Map {
    use Direction::{Less, More};
    let mut map = Map::default();
    for (id, name) in [("waits", "Waiting time"), ("cost", "Running cost"), ("jobs", "Jobs")] {
        let theme = Theme { name: text(name), unit: Text::default() };
        map.themes.insert(ThemeId::new(id).unwrap(), theme);
    }
    let with = |content: Content, evidence| Content { evidence: Some(evidence), ..content };
    let (heard, read) = (Evidence::Heard, Evidence::Read);
    let (inferred, guess) = (Evidence::Inferred, Evidence::Guess);
    let red_line = Content { red_line: true, ..criterion("No job is lost", Some("jobs"), More, 4) };
    let ministry = [
        ("waits", with(criterion("Nobody waits four hours", Some("waits"), Less, 5), heard)),
        ("budget", with(criterion("Stay within the budget", Some("cost"), Less, 3), read)),
    ];
    let union = [
        ("jobs", with(red_line, heard)),
        ("pay", with(criterion("Money for the wards", Some("cost"), More, 3), guess)),
        ("rest", with(criterion("Shorter queues", Some("waits"), Less, 1), inferred)),
    ];
    let mayor = [
        ("waits", with(criterion("Quick help for voters", Some("waits"), Less, 2), read)),
        ("helipad", criterion("The helipad stays", None, More, 2)),
    ];
    let partners = [
        ("ministry", partner("Ministry of Health", &ministry), Some(9)),
        ("union", partner("Nurses' union", &union), Some(4)),
        ("mayor", partner("Mayor of Hillcrest", &mayor), Some(6)),
        ("press", partner("Local press", &[]), None),
    ];
    for (id, mut partner, influence) in partners {
        partner.influence = influence.map(level);
        map.partners.insert(PartnerId::new(id).unwrap(), partner);
    }
    let riverside = option(&[("waits", -2), ("cost", -1)], &[("union", "jobs", -2)]);
    let hillcrest = option(&[("waits", -1)], &[]);
    let guarantee = option(&[("cost", 1)], &[("union", "jobs", 3)]);
    let helipad = option(&[], &[("mayor", "helipad", 0)]);
    let mut site = issue(
        "Where it stands",
        vec![("riverside", "At Riverside", riverside), ("hillcrest", "At Hillcrest", hillcrest)],
    );
    site.must_settle = true;
    map.issues.insert(IssueId::new("site").unwrap(), site);
    let staff = vec![("guarantee", "Job guarantee", guarantee), ("wait", "See later", helipad)];
    map.issues.insert(IssueId::new("staff").unwrap(), issue("Today's staff", staff));
    map
}

const ONE: i128 = Decimal::ONE as i128;

/// The gains of the three known partners.
fn gains(answer: &OptionAnswer) -> [Gain; 3] {
    assert_eq!(answer.gain(PRESS), None);
    [MINISTRY, UNION, MAYOR].map(|partner| answer.gain(partner).unwrap())
}

fn eighths(number: i128) -> Gain {
    Gain::new(number * ONE, 8)
}

#[test]
fn common_ground_and_tension_of_three_partners() {
    let answers = Answers::of(&map());
    let figures = |a, b| answers.overlap(a, b).map(|overlap| (overlap.common, overlap.tension));
    // less waits: min(5/8, 1/8) = 1/8; cost: less 3/8 against more 3/8 = 3/8
    assert_eq!(figures(MINISTRY, UNION), Some((Share::new(1, 8), Share::new(3, 8))));
    // less waits: min(5/8, 2/4) = 1/2
    assert_eq!(figures(MINISTRY, MAYOR), Some((Share::new(1, 2), Share::ZERO)));
    // less waits: min(1/8, 2/4) = 1/8
    assert_eq!(figures(UNION, MAYOR), Some((Share::new(1, 8), Share::ZERO)));
    // 2 of the mayor's 4 are about no theme: with itself it shares 1/2
    assert_eq!(figures(MAYOR, MAYOR), Some((Share::new(1, 2), Share::ZERO)));
    assert_eq!(figures(MINISTRY, PRESS), None);
    assert_eq!(figures(MINISTRY, 99), None);
    assert_eq!(
        answers.common_ground_with(UNION).nth(MINISTRY),
        Some(answers.overlap(UNION, MINISTRY))
    );
}

#[test]
fn a_pair_is_told_theme_by_theme() {
    let parts = Answers::of(&map()).parts(MINISTRY, UNION, Curtain::Drawn);
    let common = PartKind::Common { wants: Direction::Less };
    let tension = PartKind::Tension { a_wants: Direction::Less };
    assert_eq!(
        parts,
        [
            Part { theme: 0, kind: common, share: Share::new(1, 8), is_open: true },
            Part { theme: 1, kind: tension, share: Share::new(3, 8), is_open: true },
        ]
    );
}

#[test]
fn a_group_shares_what_all_hold() {
    let group = Answers::of(&map()).group(&[PRESS, MAYOR, UNION, MINISTRY, MAYOR], Curtain::Drawn);
    // less waits: all three hold it, the union least: min(5/8, 1/8, 2/4) = 1/8
    assert_eq!((group.known, group.of, group.common), (3, 4, Some(Share::new(1, 8))));
    let third = Share::new(1, 3);
    let line = |theme, wants, all, breadth, against| GroupTheme {
        theme,
        wants,
        all,
        breadth,
        against,
        is_open: true,
    };
    assert_eq!(
        group.themes,
        [
            line(0, Direction::Less, Share::new(1, 8), Share::new(3, 3), Share::ZERO),
            line(1, Direction::More, Share::ZERO, third, third),
            line(1, Direction::Less, Share::ZERO, third, third),
            line(2, Direction::More, Share::ZERO, third, Share::ZERO),
        ]
    );
}

#[test]
fn gains_of_three_partners() {
    let answers = Answers::of(&map());
    let [riverside, hillcrest, guarantee, later] = answers.options() else {
        panic!("four options")
    };
    // Riverside: waits -2, cost -1, the union's jobs -2.
    // Ministry: 5 x 2 + 3 x 1 = 13 of 8. Union: 4 x -2 + 3 x -1 + 1 x 2 = -9 of 8. Mayor: 2 x 2 = 4 of 4.
    assert_eq!(gains(riverside), [eighths(13), eighths(-9), eighths(8)]);
    // Hillcrest: waits -1. Ministry 5 of 8, union 1 of 8, mayor 2 of 4.
    assert_eq!(gains(hillcrest), [eighths(5), eighths(1), eighths(4)]);
    // Job guarantee: cost +1, the union's jobs +3. Ministry -3 of 8, union 4 x 3 + 3 x 1 = 15 of 8.
    assert_eq!(gains(guarantee), [eighths(-3), eighths(15), eighths(0)]);
    // See later: an entry of 0 on the mayor's helipad, and nothing else.
    assert_eq!(gains(later), [eighths(0), eighths(0), eighths(0)]);
    assert_eq!(guarantee.outcome(MAYOR), Outcome::NotScored);
    assert_eq!(later.outcome(MAYOR), Outcome::Untouched);
    assert_eq!(later.outcome(PRESS), Outcome::NotKnown);
}

#[test]
fn verdicts_of_options() {
    let answers = Answers::of(&map());
    let words: Vec<String> = answers.options().iter().map(OptionAnswer::words).collect();
    assert_eq!(
        words,
        [
            "trade-off",
            "win-win for the 3 of 4 we know",
            "trade-off, 2 of 3 scored",
            "no effect, 1 of 3 scored"
        ]
    );
    let riverside = &answers.options()[0];
    assert_eq!(riverside.red_lines, [RedLine { partner: UNION, criterion: 0 }]);
    assert!(riverside.breaks_red_line_of(UNION) && !riverside.breaks_red_line_of(MAYOR));
    assert!(answers.options()[1].is_win_win() && !riverside.is_win_win());
}

#[test]
fn an_option_that_breaks_a_red_line_is_never_called_win_win() {
    let mut map = map();
    // The union's jobs -1 by the option's own entry, but waits -3 outweighs nothing: raise it by pay.
    let broken = option(&[("waits", -3), ("jobs", -1)], &[("union", "pay", 3)]);
    map.issues[0].options[0] = broken;
    let answers = Answers::of(&map);
    let option = &answers.options()[0];
    // Union: 4 x -1 + 3 x 3 + 1 x 3 = 8 of 8
    assert_eq!(option.gain(UNION), Some(eighths(8)));
    assert_eq!(option.verdict, Verdict::WinWin);
    assert!(!option.is_win_win());
    assert_eq!(option.words(), "breaks a red line");
}

#[test]
fn support_is_influence_over_influence() {
    let mut map = map();
    let answers = Answers::of(&map);
    let support = &answers.options()[0].support;
    // Riverside: ministry 9 and mayor 6 win, the union with 4 loses: 15 of 19, about 80 percent
    assert_eq!(support.share(), Some(Share::new(15, 19)));
    assert_eq!(support.tens_of_percent(), Some(80));
    assert_eq!(answers.options()[3].support.share(), None);
    map.partners[MAYOR].influence = None;
    let answers = Answers::of(&map);
    let support = &answers.options()[0].support;
    assert_eq!((support.share(), &*support.not_placed), (Some(Share::new(9, 13)), &[MAYOR][..]));
}

#[test]
fn support_says_all_only_when_it_is_all() {
    let support = |winning, losing| Support { winning, losing, not_placed: Vec::new() };
    assert_eq!(support(99, 1).tens_of_percent(), Some(90));
    assert_eq!(support(1, 99).tens_of_percent(), Some(10));
    assert_eq!(support(9, 0).tens_of_percent(), Some(100));
    assert_eq!(support(0, 9).tens_of_percent(), Some(0));
    assert_eq!(support(0, 0).tens_of_percent(), None);
    assert_eq!(support(1, 3).tens_of_percent(), Some(30));
}

#[test]
fn trade_potential_of_two_partners() {
    let answers = Answers::of(&map());
    // Site (needs an answer): ministry 13 or 5, union -9 or 1: contested, swings 8 and 10.
    // Staff (or leave it): ministry -3, 0, 0, union 15, 0, 0: contested, swings 3 and 15.
    // Shares of the swings: ministry 8/11 and 3/11, union 2/5 and 3/5.
    // Half of |40 - 22|/55 + |15 - 33|/55 = 18/55
    assert_eq!(answers.trade_potential(MINISTRY, UNION), Some(Share::new(18, 55)));
    // Ministry and mayor both prefer Riverside; staff: both like to leave it: nothing is contested.
    assert_eq!(answers.trade_potential(MINISTRY, MAYOR), Some(Share::ZERO));
    assert_eq!(answers.trade_potential(MINISTRY, PRESS), None);
}

#[test]
fn walk_aways_are_scored_like_options() {
    let mut map = map();
    let open = Curtain::Open.pass().unwrap();
    let mut scored = WalkAway { says: text("Keeps both sites"), ..WalkAway::default() };
    map.partners[MINISTRY].walk_away = crate::model::Private::new(Some(Box::new(scored.clone())));
    assert_eq!(*walk_away(&map.partners[MINISTRY]).reveal(open), None, "words only");
    scored.on.insert(CriterionId::new("waits").unwrap(), effect(-1));
    scored.on.insert(CriterionId::new("budget").unwrap(), effect(-1));
    map.partners[MINISTRY].walk_away = crate::model::Private::new(Some(Box::new(scored)));
    // 5 x -1 + 3 x -1 = -8 of 8
    assert_eq!(*walk_away(&map.partners[MINISTRY]).reveal(open), Some(Gain::new(-ONE, 1)));
    assert_eq!(*walk_away(&map.partners[UNION]).reveal(open), None);
}

#[test]
fn a_result_rests_on_guesses_when_most_of_it_does() {
    let mut map = map();
    let option = |map: &Map| Answers::of(map).options()[1].rests_on_guesses();
    // Hillcrest: less waits by 1: ministry 5 (heard), union 1 (inferred), mayor 2 (read); the effect
    // itself is a bare number: all of it rests on a guess.
    assert!(option(&map));
    map.issues[0].options[1].effects[0].evidence = Some(Evidence::Read);
    assert!(!option(&map));
    // The ministry's 5 of 8 becomes a guess: more than half.
    let guess = Content { evidence: None, ..map.partners[0].success[0].inner().clone() };
    map.partners[0].success[0] = Criterion::new(guess);
    assert!(option(&map));
}

#[test]
fn what_only_private_criteria_tell_is_not_named_behind_the_curtain() {
    let mut map = map();
    let hidden = map.partners[UNION].success[1].clone().private();
    map.partners[UNION].success[1] = hidden;
    let answers = Answers::of(&map);
    assert_eq!(answers.overlap(MINISTRY, UNION).unwrap().tension, Share::new(3, 8));
    assert_eq!(answers.parts(MINISTRY, UNION, Curtain::Drawn).len(), 1);
    assert_eq!(answers.parts(MINISTRY, UNION, Curtain::Open).len(), 2);
    let holders = |curtain| answers.holders_of(1, curtain).count();
    assert_eq!((holders(Curtain::Drawn), holders(Curtain::Open)), (1, 2));
    let themes = |curtain| answers.group(&[UNION, MAYOR], curtain).themes.len();
    assert_eq!((themes(Curtain::Drawn), themes(Curtain::Open)), (2, 3));
}

#[test]
fn coverage_counts_who_is_known_and_heard() {
    let words = Answers::of(&map()).coverage().words();
    assert_eq!(words, "success known for 3 of 4, heard from 2, placed 0");
}

#[test]
fn the_matrix_puts_alike_partners_together() {
    // Two camps, mixed in the file: those who want less waits, and those who want less cost.
    let weights = [[5, 1, 0], [1, 5, 0], [4, 1, 0], [1, 4, 0], [0, 0, 0], [3, 1, 0]];
    let weights: Vec<(usize, [i8; 3])> = weights.into_iter().enumerate().collect();
    let map = weighing(&weights);
    let answers = Answers::of(&map);
    let order = answers.matrix_order();
    let place = |partner| order.iter().position(|&at| at == partner).unwrap();
    let waits = [0, 2, 5].map(place);
    let cost = [1, 3].map(place);
    assert!(
        waits.iter().max() < cost.iter().min() || cost.iter().max() < waits.iter().min(),
        "{order:?}"
    );
    assert_eq!(order.last(), Some(&4), "the unknown one is last");
}

/// Partners who want less waits, less cost and more jobs with these weights, under their position.
fn weighing(weights: &[(usize, [i8; 3])]) -> Map {
    let mut map = Map::default();
    let themes = ["waits", "cost", "jobs"];
    for id in themes {
        let theme = Theme { name: text(id), unit: Text::default() };
        map.themes.insert(ThemeId::new(id).unwrap(), theme);
    }
    for (at, weights) in weights {
        let lines: Vec<(&str, Content)> = themes
            .into_iter()
            .zip(weights)
            .filter(|(_, weight)| **weight > 0)
            .map(|(id, weight)| (id, criterion(id, Some(id), Direction::Less, *weight)))
            .collect();
        map.partners.insert(PartnerId::new(&format!("p{at}")).unwrap(), partner("p", &lines));
    }
    map
}

#[test]
fn the_order_of_the_matrix_doesnt_come_from_the_file() {
    // no two of them are equally alike to a third
    let weights = [
        (0, [5, 1, 0]),
        (1, [0, 5, 2]),
        (2, [4, 2, 1]),
        (3, [1, 0, 4]),
        (4, [3, 5, 0]),
        (5, [0, 1, 5]),
        (6, [2, 0, 3]),
    ];
    let named = |map: &Map| -> Vec<String> {
        let answers = Answers::of(map);
        let order = answers.matrix_order().iter();
        order.map(|&at| map.partners.get_index(at).unwrap().0.to_string()).collect()
    };
    let order = named(&weighing(&weights));
    let mut mixed = weights;
    mixed.reverse();
    assert_eq!(named(&weighing(&mixed)), order);
    mixed.swap(0, 3);
    mixed.swap(5, 2);
    assert_eq!(named(&weighing(&mixed)), order);
}
