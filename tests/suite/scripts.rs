//! A map written in the screen from nothing, by the keys of a script; its beginning is the README's.

#![expect(clippy::unwrap_used, reason = "a file that can't be read ends the test")]

use super::hand::{press, strokes};
use zopa::analysis::{Answers, Verdict};
use zopa::app::{App, Key, Opening, Origin};
use zopa::format::{Document, canonical, machine, read};
use zopa::model::{Curtain, Map};

const SCRIPT: &str = include_str!("../data/teachers.keys");
const TEACHERS: &str = include_str!("../../maps/teachers.ron");
const README: &str = include_str!("../../README.md");

/// What somebody writes with these keys who had the example open.
fn written(keys: &[Key]) -> Map {
    let opening = Opening { curtain: Curtain::Open, size: (118, 34), ..Opening::default() };
    let example = read(zopa::format::EXAMPLE.as_bytes()).unwrap();
    let mut app = App::new(example, Origin::Example, opening);
    press(&mut app, keys);
    assert!(app.overlays.is_empty(), "something is still open: {:?}", app.overlays.last());
    app.map().clone()
}

/// The text that a map has in a new file.
fn text(map: &Map) -> String {
    Document::created(map).text().to_owned()
}

/// A map file as it would be without anybody's comments.
fn uncommented(bytes: &[u8]) -> String {
    text(&read(bytes).unwrap())
}

/// The keys between the markers of the README: what stands in its blocks.
fn readme_keys() -> Vec<Key> {
    let (_, rest) = README.split_once("<!-- five minutes -->").unwrap();
    let (steps, _) = rest.split_once("<!-- /five minutes -->").unwrap();
    let blocks: Vec<&str> = steps.split("```").skip(1).step_by(2).collect();
    strokes(&blocks.join("\n"))
}

#[test]
fn a_script_of_keys_writes_the_teachers_map_from_nothing() {
    let (map, file) = (written(&strokes(SCRIPT)), read(TEACHERS.as_bytes()).unwrap());
    assert!(text(&map) == uncommented(TEACHERS.as_bytes()), "written:\n{}", text(&map));
    assert_eq!(map, file);
    let shown = |map: &Map| machine::show(map, &Answers::of(map), None, Curtain::Open);
    assert!(shown(&map) == shown(&file));
    assert_eq!(canonical(TEACHERS.as_bytes()).as_deref(), Ok(TEACHERS));
}

#[test]
fn the_first_five_minutes_of_the_readme_are_the_beginning_of_the_script() {
    let (readme, script) = (readme_keys(), strokes(SCRIPT));
    let same = readme.iter().zip(&script).take_while(|(one, other)| one == other).count();
    let rest = readme.get(same..).unwrap();
    assert!(rest.is_empty(), "from here on the README is different: {rest:?}");
}

#[test]
fn the_first_five_minutes_end_with_an_option_that_is_good_for_both() {
    let map = written(&readme_keys());
    assert_eq!((map.partners.len(), map.themes.len(), map.issues.len()), (2, 1, 1));
    assert!(map.partners.values().all(|partner| partner.place().is_some()));
    let answers = Answers::of(&map);
    let verdicts: Vec<Verdict> = answers.options().iter().map(|option| option.verdict).collect();
    assert_eq!(verdicts, [Verdict::WinWin]);
}
