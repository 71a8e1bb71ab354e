//! The map file from outside: what is accepted, what is refused and how, and what stays private.

use zopa::format::{self, Quoter};
use zopa::model::Curtain;

const CONTRACT: &str = include_str!("../data/contract.ron");
const MISTAKES: &str = include_str!("../data/mistakes.ron");

/// What `check` prints for a text.
fn told(text: &str, curtain: Curtain) -> String {
    let Err(problems) = format::read(text.as_bytes()) else { return "no problem".to_owned() };
    let quoter = Quoter::new(text, curtain);
    problems.iter().map(|problem| quoter.render(problem, "maps/x.ron")).collect()
}

#[test]
fn the_map_of_the_contract_is_read() {
    assert_eq!(told(CONTRACT, Curtain::Drawn), "no problem");
    let map = format::read(CONTRACT.as_bytes()).expect("a good map");
    assert_eq!(map.partners.len(), 3);
    assert_eq!(map.heading.title, "Emergency care for Riverside and Hillcrest");
}

#[test]
fn a_file_with_many_mistakes_has_all_of_them_told_at_once() {
    insta::assert_snapshot!(told(MISTAKES, Curtain::Drawn));
}

const EXAMPLES: [&str; 3] = [
    include_str!("../../maps/riverside.ron"),
    include_str!("../../maps/tramline.ron"),
    include_str!("../../maps/teachers.ron"),
];

#[test]
fn the_example_maps_are_read() {
    for text in EXAMPLES {
        assert_eq!(told(text, Curtain::Open), "no problem");
    }
}
