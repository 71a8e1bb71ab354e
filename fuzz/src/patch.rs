//! Random steps on a map, saved: only the lines of the edit change, and undoing gives the same bytes.

use std::ops::Range;

use zopa::format::{self, Document, Locator};

use crate::edit::samples::any_step;
use crate::edit::{Edit, History, Moment, Ordered, Step};
use crate::model::samples::Dice;
use crate::model::{Map, Place};
use crate::text_and_tape;

/// The most that is done in one session.
const MOST_DEEDS: usize = 12;

/// Opens a map, does what the tape says with saves in between, undoes it all, and saves again.
pub fn patcher(bytes: &[u8]) {
    let Some((text, mut dice)) = text_and_tape(bytes) else { return };
    let Ok((mut document, mut map)) = Document::open(text.clone()) else { return };
    let mut history = History::new();
    let mut unsaved = Vec::new();
    let mut saved = vec![Document::created(&map).bytes()];
    for number in 0..1 + dice.below(MOST_DEEDS) {
        let done = match dice.below(8) {
            0 => history.undo(&mut map).expect("a step back fits"),
            1 => history.redo(&mut map).expect("a step again fits"),
            _ => edited(&mut map, &mut history, &mut dice, number),
        };
        unsaved.extend(done);
        if dice.below(3) != 2 {
            save(&mut document, &map, &unsaved, &mut saved);
            unsaved.clear();
        }
    }
    while let Some(step) = history.undo(&mut map).expect("a step back fits") {
        unsaved.push(step);
    }
    save(&mut document, &map, &unsaved, &mut saved);
    assert_eq!(
        String::from_utf8_lossy(&document.bytes()),
        String::from_utf8_lossy(&text),
        "undoing everything gives other bytes"
    );
}

fn edited(map: &mut Map, history: &mut History, dice: &mut Dice, number: usize) -> Option<Step> {
    let step = any_step(map, dice)?;
    // far enough from each other that none becomes one with the one before
    let at = Moment(10_000 * number as u64);
    history.edit(map, step.clone(), at).expect("a step made for the map fits it");
    Some(step)
}

/// Saves, and compares what is in the file then with the map and with the file before.
///
/// `saved` are the maps that were saved so far, in canonical form: one that comes again gets the same
/// bytes as then, so that other lines than those of the steps may change.
fn save(document: &mut Document, map: &Map, steps: &[Step], saved: &mut Vec<Vec<u8>>) {
    let before = document.text().to_owned();
    let patched = document.patched(map).expect("a text that says what the map says");
    document.accept(patched);
    let after = document.text();
    let read = format::read(&document.bytes()).expect("a map that was saved can be read");
    // texts, since maps are equal whatever the order of their entries
    let canonical = Document::created(map).bytes();
    assert_eq!(Document::created(&read).bytes(), canonical);
    if !saved.contains(&canonical)
        && let Some(entry) = only_entry(steps)
    {
        let Range { start, end } = around(&before, &entry);
        let (first, last) = before.split_at(end);
        assert!(
            after.starts_with(&first[..start]) && after.ends_with(last),
            "more than {entry} changed\n---\n{before}\n---\n{after}"
        );
    }
    saved.push(canonical);
}

/// The partner or issue inside which all edits are, if there is one and it stays where it is.
fn only_entry(steps: &[Step]) -> Option<Place> {
    let mut edits = steps.iter().flat_map(|step| &step.edits);
    let inside = |edit: &Edit| {
        let place = edit.place();
        let moves = matches!(edit, Edit::Order { of: Ordered::Partner(_) | Ordered::Issue(_), .. });
        (place.0.len() > 2 && !moves).then(|| Place(place.0[..2].to_vec()))
    };
    let entry = inside(edits.next()?)?;
    edits.all(|edit| inside(edit).as_ref() == Some(&entry)).then_some(entry)
}

/// The bytes from the id of an entry to the id of the next one, or to the end.
fn around(text: &str, entry: &Place) -> Range<usize> {
    let locator = Locator::new(text);
    let start = locator.span(entry).start;
    let ids = format::read(text.as_bytes()).expect("the text was read before");
    let mut starts: Vec<usize> = ids
        .partners
        .keys()
        .map(|id| Place::map().name("partners").name(id.as_str()))
        .chain(ids.issues.keys().map(|id| Place::map().name("issues").name(id.as_str())))
        .map(|place| locator.span(&place).start)
        .collect();
    starts.sort_unstable();
    let end = starts.into_iter().find(|next| *next > start).unwrap_or(text.len());
    start..end
}
