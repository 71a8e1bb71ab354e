//! Every field of the map file can be written in the screen: by keys, alone, and it reads back.

use std::collections::BTreeSet;

use crate::app::tests::Session;
use crate::app::{Field, Form, Opening, Overlay, Value};
use crate::format::{Document, fields, read};
use crate::model::{Curtain, Map};

/// A map with something in every field.
pub(super) fn rich() -> String {
    let contract = include_str!("../../tests/data/contract.ron");
    let poor = r#""union": (name: "Nurses' union", "#;
    assert!(contract.contains(poor));
    contract.replace(poor, &format!("{poor}walk_away: (says: \"Strikes\", gain: 0.5), "))
}

pub(super) fn open(text: &str) -> Session {
    let opening = Opening { curtain: Curtain::Open, size: (120, 40), ..Opening::default() };
    Session::of(read(text.as_bytes()).unwrap(), opening)
}

/// Keys that open forms, beside those that the rows of the cards open.
const ELSEWHERE: &[&str] = &[
    "4 home g enter",
    "4 home g down enter",
    "4 home g down t enter",
    "4 home g down right right enter enter",
    "f2",
    "T enter",
    "R tab enter",
    "4 X enter",
];

/// What is written in another way than in a form: the number of the format by the program itself,
/// the notes in the editor, which N opens.
const OTHERWISE: &[&str] = &["format", "partners.private"];

/// The keys that open each form on a map: the rows of all cards, and what else there is.
fn openings(text: &str) -> Vec<String> {
    let mut found: Vec<String> = ELSEWHERE.iter().map(ToString::to_string).collect();
    for partner in 0..open(text).app.map().partners.len() {
        let card = format!("1 home {}enter home ", "down ".repeat(partner));
        let mut session = open(text);
        session.keys(&card);
        let rows = session.app.card_rows().len();
        found.extend((0..rows).map(|row| format!("{card}{}enter", "down ".repeat(row))));
    }
    found.retain(|keys| form(open(text).keys(keys)).is_some());
    found
}

fn form(session: &Session) -> Option<&Form> {
    match session.app.overlays.last() {
        Some(Overlay::Form(form)) => Some(form),
        _ => None,
    }
}

/// The keys that change a field under the cursor and keep the form.
fn changing(field: &Field) -> &'static str {
    match &field.value {
        Value::Line(_) => "x enter",
        Value::Page(_) => "x esc ctrl-s",
        Value::Steps(steps) if steps.at == Some(steps.high()) => "left enter",
        Value::Choice(_) | Value::Steps(_) => "right enter",
        Value::Number(number) if number.field.text() == "1" => "2 enter",
        Value::Number(_) => "1 enter",
        Value::Switch(_) => "space enter",
    }
}

fn is_blank(field: &Field) -> bool {
    matches!(&field.value, Value::Line(text) if text.is_blank())
}

/// The text that is saved for a map reads back as this map.
fn saved(document: &Document, map: &Map) {
    let patched = document.patched(map).unwrap();
    assert_eq!(read(patched.bytes()).as_ref(), Ok(map));
}

#[test]
fn each_field_of_each_form_is_changed_alone_undone_done_again_saved_and_read_back() {
    let text = rich();
    let (document, before) = Document::open(text.clone().into_bytes()).unwrap();
    let mut count = 0;
    for keys in openings(&text) {
        let fields = form(open(&text).keys(&keys)).unwrap().fields.clone();
        for (at, field) in fields.iter().enumerate() {
            let mut session = open(&text);
            session.keys(&keys);
            while form(&session).unwrap().at > 0 {
                session.keys("up");
            }
            let mut expected = BTreeSet::from([field.edits.to_owned()]);
            if at > 0 && is_blank(&fields[0]) {
                // something that comes needs words first
                session.keys("x");
                expected.insert(fields[0].edits.to_owned());
            }
            session.keys(&"down ".repeat(at)).keys(changing(field));
            if form(&session).is_some_and(|form| form.at == at) {
                // the next one can't be chosen, such as a partner's relation to themselves
                session.keys(changing(field));
            }
            let what = format!("{keys}, {}: {}", field.edits, field.name);
            if form(&session).is_some() {
                // there is no number that it could be the evidence for
                assert!(field.name.starts_with("  "), "{what}: {:?}", session.app.status);
                continue;
            }
            let after = session.app.map().clone();
            assert_eq!(fields::differing(&before, &after), expected, "{what}");
            saved(&document, &after);
            session.keys("u");
            assert_eq!(*session.app.map(), before, "{what}");
            session.keys("ctrl-r");
            assert_eq!(*session.app.map(), after, "{what}");
            count += 1;
        }
    }
    assert!(count > 50, "{count} fields");
}

#[test]
fn every_field_of_the_map_file_can_be_written() {
    let text = rich();
    let mut written: BTreeSet<String> = OTHERWISE.iter().map(ToString::to_string).collect();
    for keys in openings(&text) {
        let mut session = open(&text);
        session.keys(&keys);
        written.extend(form(&session).unwrap().fields.iter().map(|field| field.edits.to_owned()));
    }
    let all = fields::all();
    let unknown: Vec<&String> = written.difference(&all).collect();
    assert!(unknown.is_empty(), "fields that the map file doesn't have: {unknown:?}");
    let missing: Vec<&String> = all.difference(&written).collect();
    assert!(missing.is_empty(), "nothing edits these fields of the map file: {missing:?}");
}
