//! The answers to "why?", read aloud.

use super::*;

#[test]
fn why_on_a_partner_tells_its_place_and_what_is_known() {
    let mut session = Session::new();
    session.keys("1 down ?");
    assert_eq!(
        session.read(),
        "# Nurses' union: Keep informed\n\
         influence 4, low (a guess: PLANTED place)\n\
         interest 6, high (a guess: PLANTED place)\n\
         from 0 to 10; high is above 5\n\
         # 3 criteria say what success means to Nurses' union\n\
         heard from them: 3\n\
         of all partners: success known for 3 of 4, heard from 3, placed 3"
    );
}

#[test]
fn why_on_a_criterion_tells_its_share() {
    let mut session = Session::new();
    session.keys("1 enter down down down ?");
    assert_eq!(
        session.read(),
        "# \"Nobody waits four hours\"\n\
         weight 5 of 8 = 63 % of what success means to Ministry of Health\n\
         heard: PLANTED source\n\
         less waiting time, also wanted by Mayor of Hillcrest (2 of 4) and Nurses' union (1 of 8)\n\
         more waiting time, wanted by nobody else"
    );
}

#[test]
fn why_on_the_grid_tells_what_the_selected_partner_shares() {
    let mut session = Session::new();
    session.keys("c 2 ?");
    assert_eq!(
        session.read(),
        "# Ministry of Health: Decide together\n\
         influence 9, high (a guess)\n\
         interest 7, high (a guess)\n\
         from 0 to 10; high is above 5\n\
         # what Ministry of Health shares with the others\n\
         Mayor of Hillcrest: much common ground (0.5), no tension\n\
         Nurses' union: little common ground (0.1), some tension (0.3)\n\
         not known: Local press"
    );
}

#[test]
fn why_by_theme_tells_who_wants_what() {
    let mut session = Session::new();
    session.keys("2 c t").types("cost more").keys("enter ?");
    assert_eq!(
        session.read(),
        "# 1 of the 3 of 4 we know want more running cost\n\
         Nurses' union wants more: 3 of 8 = 38 % of what success means to them\n\
         Ministry of Health wants less: 3 of 8 = 38 % of what success means to them"
    );
}

#[test]
fn why_by_option_tells_the_gain_then_the_verdict_then_the_support() {
    let mut session = Session::new();
    session.keys("2 o enter ?");
    let headings: Vec<String> =
        session.read().lines().filter(|line| line.starts_with('#')).map(str::to_owned).collect();
    assert_eq!(headings.len(), 3, "{headings:?}");
    assert_eq!(headings[0], "# \"At Riverside\" is worth +1.6 to Ministry of Health");
    session.keys("esc 4 ?");
    assert!(session.read().starts_with(&headings[0]));
}

#[test]
fn why_on_overlap_tells_the_pair_or_the_group_that_is_marked() {
    let mut session = Session::new();
    session.keys("3 ?");
    let told = session.read();
    assert!(told.starts_with("# Ministry of Health and Nurses' union: little common"), "{told}");
    // what is best for the ministry breaks a red line of the union
    assert!(
        told.contains("# Ministry of Health and Nurses' union have nothing to trade"),
        "{told}"
    );
    assert!(told.contains("# nothing to trade among the 3 of 4 we know"), "{told}");
    session.keys("esc space down space ?");
    assert!(session.read().starts_with("# all 2: "), "{}", session.read());
}
