//! Any bytes as a journal, and good journals that are cut, damaged or added to: a prefix counts.

use zopa::format::journal::{self, Replayed};
use zopa::format::{self, Document, Fingerprint};

use crate::edit::samples::any_step;
use crate::edit::{Deed, History, Moment};
use crate::model::Map;
use crate::model::samples::Dice;
use crate::{parted, text_and_tape};

/// The most that is done in one session.
const MOST_DEEDS: usize = 16;

/// Reads a journal. The first byte says what the others are: `J` a journal as it stands; `L` a map
/// up to a zero, and lines that get the length and hash they need; else a session and its damage.
pub fn journal_reader(bytes: &[u8]) {
    match bytes.split_first() {
        Some((b'J', journal)) => drop(replayed(journal)),
        Some((b'L', rest)) => drop(replayed(&with_lines(rest))),
        Some((_, rest)) => damaged(rest),
        None => {}
    }
}

/// The journal of the session that some bytes stand for.
pub fn journal_of(bytes: &[u8]) -> Option<Vec<u8>> {
    let (text, mut dice) = text_and_tape(bytes)?;
    Session::of(&text, &mut dice).map(|session| session.journal)
}

/// Does again what a journal says. What it gives back is a prefix that gives the same once more.
fn replayed(bytes: &[u8]) -> Option<Replayed> {
    let replayed = journal::replay(bytes).ok()?;
    assert!(replayed.good_bytes <= bytes.len());
    assert_eq!(replayed.stopped.is_none(), replayed.good_bytes == bytes.len());
    let again = journal::replay(&bytes[..replayed.good_bytes]).expect("a good prefix");
    assert_eq!((again.stopped, again.lines), (None, replayed.lines));
    assert_eq!(again.map, replayed.map);
    if replayed.is_sound() {
        let text = Document::created(&replayed.map);
        assert_eq!(format::read(text.text().as_bytes()).as_ref(), Ok(&replayed.map));
    }
    undone(again);
    Some(replayed)
}

/// Whatever a journal says was done can be undone, down to the map in its beginning.
fn undone(mut replayed: Replayed) {
    replayed.settle(None);
    let Replayed { text, mut map, mut history, .. } = replayed;
    while history.undo(&mut map).expect("a step back fits").is_some() {}
    assert_eq!(format::read(&text).as_ref(), Ok(&map));
}

/// A journal whose lines say what the bytes say.
fn with_lines(bytes: &[u8]) -> Vec<u8> {
    let (map, lines) = parted(bytes);
    let mut journal = journal::beginning(map);
    for line in lines.split(|byte| *byte == b'\n') {
        // length and hash stand in the first line of a journal that begins with these bytes
        let beginning = journal::beginning(line);
        let end = beginning.iter().position(|byte| *byte == b'\n').unwrap_or(0);
        let words = beginning[..end].split(|byte| *byte == b' ').skip(2);
        journal.extend(words.chain([line]).collect::<Vec<_>>().join(&b' '));
        journal.push(b'\n');
    }
    journal
}

/// A session's journal, damaged at one byte, or cut: what stood before comes back as it was.
fn damaged(bytes: &[u8]) {
    let Some((text, mut dice)) = text_and_tape(bytes) else { return };
    let Some(Session { mut journal, states }) = Session::of(&text, &mut dice) else { return };
    let whole = replayed(&journal).expect("a journal that was just written");
    assert_eq!((whole.stopped, whole.lines + 1), (None, states.len()));
    let at = (dice.below(256) * 256 + dice.below(256)) % journal.len();
    match dice.below(256) {
        0 => journal.truncate(at),
        byte => journal[at] ^= u8::try_from(byte).expect("below 256"),
    }
    let good = states.iter().rposition(|(length, _)| *length <= at);
    match (replayed(&journal), good) {
        (Some(replayed), Some(good)) => {
            assert_eq!(replayed.lines, good);
            // texts, since maps are equal whatever the order of their entries
            let text = |map: &Map| Document::created(map).text().to_owned();
            assert_eq!(text(&replayed.map), text(&states[good].1));
        }
        (replayed, good) => assert!(replayed.is_none() && good.is_none(), "a prefix is lost"),
    }
}

/// A journal, and its length and the map after each of its lines.
struct Session {
    journal: Vec<u8>,
    states: Vec<(usize, Map)>,
}

impl Session {
    /// What the tape says, done to a map and written down.
    fn of(text: &[u8], dice: &mut Dice) -> Option<Self> {
        let mut map = format::read(text).ok()?;
        let (mut history, mut journal) = (History::new(), journal::beginning(text));
        let mut states = vec![(journal.len(), map.clone())];
        for _ in 0..dice.below(MOST_DEEDS) {
            let at = Moment(dice.below(4_000) as u64);
            let lines = match dice.below(8) {
                0 => history.undo(&mut map).expect("fits").map(|_| journal::line(&Deed::Undo)),
                1 => history.redo(&mut map).expect("fits").map(|_| journal::line(&Deed::Redo)),
                2 => {
                    let file = Fingerprint::of(Document::created(&map).text().as_bytes());
                    history.mark_saved(history.revision());
                    Some(journal::saving_line(history.revision(), file))
                }
                3 => Some(journal::saved_line(history.revision())),
                _ => any_step(&map, dice).map(|step| {
                    journal::line(&history.edit(&mut map, step, at).expect("made for the map"))
                }),
            };
            if let Some(line) = lines {
                journal.extend_from_slice(line.as_bytes());
                states.push((journal.len(), map.clone()));
            }
        }
        Some(Self { journal, states })
    }
}
