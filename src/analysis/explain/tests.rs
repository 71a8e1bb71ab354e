//! Explanations of the hand-worked map, read aloud.

use super::*;
use crate::analysis::Answers;
use crate::analysis::example::{MAYOR, MINISTRY, PRESS, UNION, level, map, text};
use crate::model::{Curtain, Evidence, Map, Private};

fn read_aloud(why: &Explanation) -> String {
    format!("{}\n{}", why.heading, why.lines.join("\n"))
}

fn gain_of(map: &Map, option: usize, partner: usize, curtain: Curtain) -> String {
    read_aloud(&gain(map, &Answers::of(map).options()[option], partner, curtain))
}

/// The example with the union's red line marked private, and sources.
fn private_map() -> Map {
    let mut map = map();
    let red_line = map.partners[UNION].success[0].clone().private();
    map.partners[UNION].success[0] = red_line;
    let mut content = map.partners[MINISTRY].success[0].inner().clone();
    content.source = Private::new(text("call with the deputy"));
    map.partners[MINISTRY].success[0] = crate::model::Criterion::new(content);
    map
}

#[test]
fn a_pair_is_explained_theme_by_theme() {
    let map = map();
    let why = |a, b| read_aloud(&pair(&map, &Answers::of(&map), (a, b), Curtain::Drawn));
    assert_eq!(
        why(MINISTRY, UNION),
        "Ministry of Health and Nurses' union: little common ground (0.1), some tension (0.3)\n\
         both want less waiting time: 0.1 (Ministry of Health 5 of 8, Nurses' union 1 of 8)\n\
         Ministry of Health wants less running cost (3 of 8), Nurses' union wants more (3 of 8): 0.3"
    );
    assert_eq!(
        why(MAYOR, MINISTRY),
        "Mayor of Hillcrest and Ministry of Health: much common ground (0.5), no tension\n\
         both want less waiting time: 0.5 (Mayor of Hillcrest 2 of 4, Ministry of Health 5 of 8)\n\
         2 of 4 of what success means to Mayor of Hillcrest is about no theme and can't be compared"
    );
    assert_eq!(
        why(MINISTRY, PRESS),
        "nothing to compare: Local press not known\n\
         a partner without a criterion has no common ground and no tension with anyone"
    );
}

#[test]
fn a_group_is_explained_theme_by_theme() {
    let map = map();
    let all = [MINISTRY, UNION, MAYOR, PRESS];
    assert_eq!(
        read_aloud(&group(&map, &Answers::of(&map), &all, Curtain::Drawn)),
        "the 3 of 4 we know: little common ground (0.1)\n\
         less waiting time: all hold it, with 0.1 at least\n\
         more running cost: 1 of 3 hold it, 1 against\n\
         less running cost: 1 of 3 hold it, 1 against\n\
         more jobs: 1 of 3 hold it\n\
         not known: Local press"
    );
}

#[test]
fn a_gain_is_explained_criterion_by_criterion() {
    let map = map();
    assert_eq!(
        gain_of(&map, 0, UNION, Curtain::Drawn),
        "\"At Riverside\" is worth -1.1 to Nurses' union\n\
         \"No job is lost\": -2 × 4 of 8 = -1.0 (heard; effect: evidence not said), breaks a red line\n\
         more running cost: -1 × 3 of 8 ≈ -0.4 (a guess; effect: evidence not said)\n\
         less waiting time: 2 × 1 of 8 ≈ +0.3 (inferred; effect: evidence not said)\n\
         rests on guesses: more than half of it is guessed, or it is not said how we know"
    );
    assert_eq!(
        gain_of(&map, 2, MAYOR, Curtain::Drawn),
        "\"Job guarantee\" is not scored for Mayor of Hillcrest\n\
         no criterion of theirs has an entry or an effect on its theme: it counts as 0"
    );
    assert!(gain_of(&map, 0, PRESS, Curtain::Drawn).contains("Local press is not known"));
}

#[test]
fn a_gain_fits_one_line() {
    let map = private_map();
    let answers = Answers::of(&map);
    let line = |partner, curtain| gain_line(&map, &answers.options()[0], partner, curtain);
    assert_eq!(
        line(MINISTRY, Curtain::Drawn),
        "Ministry of Health wants less waiting time: 2 × 5 of 8 ≈ +1.3; \
         less running cost: 1 × 3 of 8 ≈ +0.4. Heard, read; effects: evidence not said."
    );
    assert_eq!(
        line(UNION, Curtain::Drawn),
        "Nurses' union wants more running cost: -1 × 3 of 8 ≈ -0.4; \
         less waiting time: 2 × 1 of 8 ≈ +0.3; a private criterion: counted. A guess, inferred; \
         effects: evidence not said."
    );
    assert!(line(UNION, Curtain::Open).contains("\"No job is lost\": -2 × 4 of 8 = -1.0;"));
    let mut known = map.clone();
    for effect in known.issues[0].options[0].effects.values_mut() {
        effect.evidence = Some(Evidence::Read);
    }
    let answers = Answers::of(&known);
    let line = gain_line(&known, &answers.options()[0], MINISTRY, Curtain::Drawn);
    assert!(line.ends_with("Heard, read; effects: read."), "{line}");
}

#[test]
fn private_criteria_and_sources_need_an_open_curtain() {
    let map = private_map();
    let drawn = gain_of(&map, 0, UNION, Curtain::Drawn);
    assert!(drawn.contains("\na private criterion: -1\n") && !drawn.contains("job"), "{drawn}");
    assert!(gain_of(&map, 0, UNION, Curtain::Open).contains("\"No job is lost\""));
    assert!(!gain_of(&map, 0, MINISTRY, Curtain::Drawn).contains("deputy"));
    let open = gain_of(&map, 0, MINISTRY, Curtain::Open);
    assert!(open.contains("(heard: call with the deputy; effect: evidence not said)"), "{open}");
    let answers = Answers::of(&map);
    let why = read_aloud(&verdict(&map, &answers.options()[0], Curtain::Drawn));
    assert!(why.contains("breaks a red line of Nurses' union: a private criterion"), "{why}");
}

#[test]
fn a_verdict_says_who_wins_and_who_loses() {
    let map = map();
    let answers = Answers::of(&map);
    assert_eq!(
        read_aloud(&verdict(&map, &answers.options()[0], Curtain::Drawn)),
        "\"At Riverside\": trade-off\n\
         of the 3 of 4 we know, 2 win and 1 loses\n\
         breaks a red line of Nurses' union: \"No job is lost\"\n\
         wins: Ministry of Health +1.6 and Mayor of Hillcrest +1\n\
         loses: Nurses' union -1.1\n\
         not known, not counted: Local press\n\
         rests on guesses: more than half of it is guessed, or it is not said how we know"
    );
}

#[test]
fn support_says_whose_influence_it_is() {
    let mut map = map();
    let why = |map: &Map| read_aloud(&support(map, &Answers::of(map).options()[0]));
    assert_eq!(
        why(&map),
        "support for \"At Riverside\": about 80 % of the influence\n\
         for it, influence 15: Ministry of Health 9 and Mayor of Hillcrest 6\n\
         against it, influence 4: Nurses' union 4\n\
         a rule of thumb: it treats the steps of the influence scale as equal"
    );
    map.partners[UNION].influence = None;
    assert!(why(&map).contains("influence not given, counted as 0: Nurses' union"));
}

#[test]
fn a_placement_is_told_in_neutral_words_behind_the_curtain() {
    let mut map = map();
    map.partners[MINISTRY].interest = Some(level(7));
    let influence = map.partners[MINISTRY].influence.as_mut().unwrap();
    influence.evidence = Some(Evidence::Heard);
    influence.source = Private::new(text("budget hearing"));
    assert_eq!(
        read_aloud(&placement(&map, MINISTRY, Curtain::Drawn)),
        "Ministry of Health: Decide together\n\
         influence 9, high (heard)\n\
         interest 7, high (evidence not said)\n\
         from 0 to 10; high is above 5"
    );
    let open = read_aloud(&placement(&map, MINISTRY, Curtain::Open));
    assert!(open.starts_with("Ministry of Health: Manage closely"));
    assert!(open.contains("influence 9, high (heard: budget hearing)"), "{open}");
    assert!(
        read_aloud(&placement(&map, PRESS, Curtain::Drawn))
            .starts_with("Local press is not placed yet")
    );
}

mod packages {
    use super::*;
    use std::ops::ControlFlow;

    use crate::analysis::packages::{Package, Progress, Stage, Wanted, patiently};
    use crate::analysis::zone::{Question, Settled};
    use crate::model::{IssueId, OptionId, Rule, WalkAway, Worth};

    fn question(map: &Map, settled: &Settled) -> Question {
        Question::of(map, &Answers::of(map), settled).unwrap()
    }

    fn option(text: &str) -> OptionId {
        OptionId::new(text).unwrap()
    }

    fn with_walk_away(map: &mut Map, partner: usize, worth: &str) {
        let gain = Some(Worth::clamped(worth.parse().unwrap()));
        let told = WalkAway {
            says: text("a strike"),
            gain,
            evidence: Some(Evidence::Guess),
            ..WalkAway::default()
        };
        map.partners[partner].walk_away = Private::new(Some(Box::new(told)));
    }

    fn of_package(map: &Map, choices: [Option<usize>; 2], curtain: Curtain) -> String {
        let question = question(map, &Settled::new());
        let package = question.package(&choices);
        read_aloud(&package_of(map, &question, &package, curtain))
    }

    fn package_of(
        map: &Map,
        question: &Question,
        found: &Package,
        curtain: Curtain,
    ) -> Explanation {
        super::super::package(map, question, found, curtain)
    }

    fn takes(map: &Map, settled: &Settled, curtain: Curtain) -> String {
        let question = question(map, settled);
        let answer = question.answer(&Wanted::default(), &mut patiently);
        read_aloud(&what_it_takes(map, &question, &answer, curtain))
    }

    fn solved(map: &Map, curtain: Curtain) -> String {
        let question = question(map, &Settled::new());
        let answer = question.answer(&Wanted::default(), &mut patiently);
        read_aloud(&solutions(map, &question, &answer, curtain))
    }

    const SETTLE: &str = "\"Where it stands\" needs an answer";

    #[test]
    fn a_package_is_told_by_who_refuses_it_and_what_it_breaks() {
        let mut map = map();
        let told = |map: &Map, choices, curtain| {
            let (text, guesses) =
                (of_package(map, choices, curtain), format!("\n{RESTS_ON_GUESSES}"));
            text.replace(&guesses, "")
        };
        // Hillcrest and the guarantee: ministry 5 - 3 of 8, union 1 + 15 of 8, mayor 2 of 4
        assert_eq!(
            told(&map, [Some(1), Some(0)], Curtain::Open),
            "acceptable to the 3 of 4 we know\n\
             nearest to walking away: Ministry of Health, 0.3 above it"
        );
        assert_eq!(
            told(&map, [Some(1), Some(0)], Curtain::Drawn),
            "acceptable to the 3 of 4 we know"
        );
        assert_eq!(
            told(&map, [Some(0), Some(0)], Curtain::Drawn),
            "a red line is broken\nbreaks a red line of Nurses' union: \"No job is lost\""
        );
        with_walk_away(&mut map, MINISTRY, "0.3");
        assert_eq!(
            told(&map, [Some(1), Some(0)], Curtain::Open),
            "Ministry of Health would refuse this\n\
             Ministry of Health: a little short of their walk-away of +0.3 (a guess)"
        );
        assert_eq!(
            told(&map, [Some(1), Some(0)], Curtain::Drawn),
            "Ministry of Health would refuse this"
        );
        assert_eq!(
            told(&map, [None, Some(1)], Curtain::Drawn),
            format!("the rules don't allow this\nMinistry of Health would refuse this\n{SETTLE}")
        );
        map.rules.push(Rule::Requires(option("hillcrest"), option("wait")));
        assert_eq!(
            told(&map, [Some(1), Some(0)], Curtain::Open),
            "the rules don't allow this\n\
             Ministry of Health: a little short of their walk-away of +0.3 (a guess)\n\
             against the rule that \"At Hillcrest\" requires \"See later\""
        );
    }

    #[test]
    fn what_nobody_said_is_counted() {
        let mut map = map();
        let told = |map: &Map, curtain| {
            let question = question(map, &Settled::new());
            super::super::not_said(&Answers::of(map), &question, curtain).join(", ")
        };
        assert_eq!(told(&map, Curtain::Open), "walk-away known for 0 of 3");
        with_walk_away(&mut map, UNION, "0.2");
        assert_eq!(told(&map, Curtain::Open), "walk-away known for 1 of 3");
        for option in map.issues[1].options.values_mut() {
            option.effects = crate::model::Entries::default();
            option.on = crate::model::Entries::default();
        }
        let gap = "2 of 4 options scored for nobody";
        assert_eq!(told(&map, Curtain::Open), format!("walk-away known for 1 of 3, {gap}"));
        assert_eq!(told(&map, Curtain::Drawn), gap);
    }

    #[test]
    fn a_gain_by_a_package_is_told_option_by_option() {
        let mut map = map();
        with_walk_away(&mut map, MINISTRY, "0.3");
        let (question, answers) = (question(&map, &Settled::new()), Answers::of(&map));
        let package = question.package(&[Some(1), Some(0)]);
        let told = |at, curtain| {
            read_aloud(&package_gain(&map, &answers, (&question, at), (&package, curtain)))
        };
        let ministry = "this package is worth +0.3 to Ministry of Health\n\
                        \"At Hillcrest\": +0.6\n\"Job guarantee\": -0.4";
        assert_eq!(told(0, Curtain::Drawn), ministry);
        let refuse = "a little short of their walk-away of +0.3 (a guess): they would refuse";
        assert_eq!(told(0, Curtain::Open), format!("{ministry}\n{refuse}"));
        assert_eq!(
            told(2, Curtain::Open),
            "this package is worth +0.5 to Mayor of Hillcrest\n\
             \"At Hillcrest\": +0.5\nworth nothing to them: \"Job guarantee\"\n\
             0.5 more than leaving things as they are"
        );
        let package = question.package(&[Some(0), None]);
        let told =
            read_aloud(&package_gain(&map, &answers, (&question, 1), (&package, Curtain::Open)));
        assert!(
            told.ends_with("\n1.1 worse than leaving things as they are: they would refuse"),
            "{told}"
        );
    }

    #[test]
    fn an_empty_zone_is_told_with_each_thing_that_opens_it() {
        let mut map = map();
        with_walk_away(&mut map, MINISTRY, "0.3");
        with_walk_away(&mut map, UNION, "0.2");
        // Hillcrest alone: ministry 5/8, union 1/8 = 0.2 - 0.075; with the guarantee the ministry has 2/8
        assert_eq!(
            takes(&map, &Settled::new(), Curtain::Open),
            "no package is acceptable to the 3 of 4 we know\n\
             the nearest package is refused by Ministry of Health (0.1 short)\n\
             enough alone: without the red line of Nurses' union: \"No job is lost\"\n\
             enough alone: Ministry of Health: walk-away lower by 0.1 (a guess)\n\
             enough alone: Nurses' union: walk-away lower by 0.1 (a guess)"
        );
        assert_eq!(
            takes(&map, &Settled::new(), Curtain::Drawn),
            "no package is acceptable to the 3 of 4 we know\n\
             the nearest package is refused by Ministry of Health\n\
             enough alone: without the red line of Nurses' union: \"No job is lost\"\n\
             enough alone: Ministry of Health: a lower walk-away\n\
             enough alone: Nurses' union: a lower walk-away"
        );
    }

    #[test]
    fn what_was_broken_off_is_not_told_as_if_it_were_known() {
        let mut map = map();
        with_walk_away(&mut map, MINISTRY, "0.3");
        with_walk_away(&mut map, UNION, "0.2");
        let told = |map: &Map, until: Stage| {
            let question = question(map, &Settled::new());
            let mut watch = |progress: Progress| {
                if progress.stage == until {
                    ControlFlow::Break(())
                } else {
                    ControlFlow::Continue(())
                }
            };
            let answer = question.answer(&Wanted::default(), &mut watch);
            read_aloud(&what_it_takes(map, &question, &answer, Curtain::Drawn))
        };
        let nothing = "no package is acceptable to the 3 of 4 we know\n";
        // that there is none follows without a search
        assert_eq!(
            told(&map, Stage::Zone),
            format!("{nothing}whether a single thing would open the zone is not known")
        );
        let nearest = told(&map, Stage::Openings);
        assert_eq!(
            nearest,
            format!(
                "{nothing}the nearest package is refused by Ministry of Health\n\
                 enough alone: without the red line of Nurses' union: \"No job is lost\"\n\
                 whether anything else would be enough is not known"
            )
        );
    }

    #[test]
    fn rules_that_collide_are_told_and_no_others() {
        let mut map = map();
        map.issues[1].must_settle = true;
        for staff in ["guarantee", "wait"] {
            map.rules.push(Rule::Excludes(option("riverside"), option(staff)));
        }
        map.rules.push(Rule::Requires(option("hillcrest"), option("wait")));
        let site = IssueId::new("site").unwrap();
        let settled = [(site, Some(option("riverside")))].into_iter().collect();
        assert_eq!(
            takes(&map, &settled, Curtain::Drawn),
            "no package keeps the rules: these can't all hold\n\
             \"At Riverside\" excludes \"Job guarantee\"\n\
             \"At Riverside\" excludes \"See later\"\n\
             \"Where it stands\" settled for now on \"At Riverside\""
        );
    }

    #[test]
    fn who_cannot_gain_is_named_and_solutions_that_agree_say_so() {
        let mut map = map();
        with_walk_away(&mut map, MAYOR, "0.5");
        let (told, drawn) = (solved(&map, Curtain::Open), solved(&map, Curtain::Drawn));
        assert!(told.starts_with("all solutions choose the same package\n"), "{told}");
        assert!(told.contains("for Mayor of Hillcrest no acceptable package is better"), "{told}");
        assert!(drawn.contains("for somebody no acceptable package is better"), "{drawn}");
    }
}
