//! `zopa packages`: what it tells of the example maps, in words and as JSON, and what it refuses.

#![expect(clippy::unwrap_used, reason = "a program that can't be run ends the test")]

use std::process::Command;

use serde_json::Value;

/// What the command prints, and its exit code, in the folder of the example maps.
fn ran(args: &[&str]) -> (String, Option<i32>) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_zopa"));
    command.arg("packages").args(args).env_clear();
    let ran = command.current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/maps")).output().unwrap();
    let text = [ran.stdout, ran.stderr].concat();
    (String::from_utf8(text).unwrap(), ran.status.code())
}

fn told(args: &[&str]) -> String {
    let (text, code) = ran(args);
    assert_eq!(code, Some(0), "{text}");
    text
}

fn json(args: &[&str]) -> Value {
    serde_json::from_str(&told(&[args, &["--format", "json"]].concat())).unwrap()
}

fn keys(object: &Value) -> String {
    object.as_object().unwrap().keys().cloned().collect::<Vec<_>>().join(" ")
}

#[test]
fn solutions_that_disagree_are_told_with_whom_each_favors() {
    insta::assert_snapshot!(told(&["teachers.ron"]));
}

#[test]
fn an_empty_zone_is_told_with_who_blocks_it_and_what_opens_it() {
    insta::assert_snapshot!(told(&["tramline.ron", "--private"]));
    let drawn = told(&["tramline.ron"]);
    assert!(drawn.contains("enough alone: Mill Street merchants: a lower walk-away\n"), "{drawn}");
    for figure in [" short", "lower by", "needs", "guess)", "inferred"] {
        assert!(!drawn.contains(figure), "{figure}: {drawn}");
    }
}

#[test]
fn settled_issues_shrink_the_zone() {
    let count = |settle: &[&str]| {
        let found = json(&[&["teachers.ron"], settle].concat());
        (found["space"].clone(), found["acceptable"]["count"].clone())
    };
    let choices = [
        "-",
        "never-more-than-twenty-four",
        "a-second-adult-in-the-lower-grades",
        "two-more-children-in-each",
    ];
    let settled: Vec<_> = choices
        .iter()
        .map(|choice| count(&["--settle", &format!("how-many-in-a-class={choice}")]))
        .collect();
    assert!(settled.iter().all(|(space, _)| space == "81"));
    let sum: u32 =
        settled.iter().map(|(_, count)| count.as_str().unwrap().parse::<u32>().unwrap()).sum();
    assert_eq!((sum.to_string().into(), "324".into()), (count(&[]).1, count(&[]).0));
}

#[test]
fn what_cannot_be_settled_is_told_with_what_can() {
    let wrong = |settle: &[&str]| {
        let (text, code) = ran(&[&["riverside.ron"], settle].concat());
        assert_eq!(code, Some(2), "{text}");
        text
    };
    insta::assert_snapshot!(
        [
            wrong(&["--settle", "site"]),
            wrong(&["--settle", "sites=at-riverside"]),
            wrong(&["--settle", "site=at-riversid"]),
            wrong(&["--settle", "site=zebra"]),
            wrong(&["--settle", "site=-"]),
            wrong(&["--settle", "site=ring-road", "--settle", "site=ring-road"]),
        ]
        .concat()
    );
}

#[test]
fn an_answer_has_the_keys_of_the_contract_in_their_order() {
    let found = json(&["teachers.ron"]);
    let all = "format partners space acceptable solutions front top nearest impossible partial";
    assert_eq!(keys(&found), all);
    let solutions = &found["solutions"];
    assert_eq!(keys(solutions), "nash egalitarian kalai_smorodinsky utilitarian");
    assert_eq!(keys(&solutions["nash"]), "choice gains value proven bound");
    assert_eq!(keys(&solutions["kalai_smorodinsky"]), "choice gains value proven bound left_out");
    assert_eq!(keys(&found["front"]), "count complete gains");
    assert_eq!(keys(&found["top"][0]), "choice gains value");
    let empty = json(&["tramline.ron"]);
    assert_eq!(keys(&empty["nearest"]), "choice gains blocked_by red_lines");
    assert!(empty["solutions"]["nash"].is_null() && empty["impossible"] == false);
    let private = json(&["tramline.ron", "--private"]);
    assert_eq!(keys(&private["nearest"]), "choice gains blocked_by red_lines shortfall");
    let partners = private["partners"].as_array().unwrap();
    assert_eq!(partners.len(), private["walk_away"].as_object().unwrap().len());
}

#[test]
fn what_time_ended_is_partial_and_claims_no_proof() {
    let found = json(&["teachers.ron", "--time-limit", "0"]);
    assert_eq!((&found["partial"], &found["acceptable"]["exact"]), (&true.into(), &false.into()));
    let solutions = found["solutions"].as_object().unwrap();
    assert!(solutions.values().all(|one| one.is_null() || one["proven"] == false));
    let text = told(&["teachers.ron", "--time-limit", "0"]);
    assert!(text.contains("No acceptable package was found in time"), "{text}");
    assert!(text.ends_with("--time-limit gives more of it.\n"), "{text}");
}

#[test]
fn a_map_that_asks_nothing_is_no_failure() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("map.ron");
    zopa::storage::create_new(&path, br#"(format: 1, title: "")"#).unwrap();
    let map = path.to_str().unwrap();
    insta::assert_snapshot!([told(&[map]), told(&[map, "--format", "json"])].concat());
}

#[test]
fn where_nobody_is_known_a_settled_issue_still_counts_as_one_choice() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("map.ron");
    let text = br#"(format: 1, title: "", partners: {"a": (name: "A")}, issues: {
        "i": (name: "I", options: {"x": (name: "X"), "y": (name: "Y")}),
        "j": (name: "J", must_settle: true, options: {"z": (name: "Z"), "v": (name: "V")}),
    })"#;
    zopa::storage::create_new(&path, text).unwrap();
    let map = path.to_str().unwrap();
    assert_eq!(json(&[map])["space"], "6");
    let settled = json(&[map, "--settle", "i=x", "--private"]);
    assert_eq!(settled["space"], "2");
    assert_eq!(settled["acceptable"]["exact"], false, "nothing was searched");
    assert_eq!(keys(&settled["walk_away"]), "");
}

#[test]
fn the_example_maps_have_the_zones_that_they_are_made_for() {
    let count = |map: &str| json(&[map])["acceptable"]["count"].clone();
    assert_eq!(count("riverside.ron"), "511");
    assert_eq!(count("tramline.ron"), "0");
}
