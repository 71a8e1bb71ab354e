//! Laws of journals over random maps and sessions, and what is cut, damaged or made up.

use proptest::prelude::*;

use super::*;
use crate::edit::samples::any_step;
use crate::edit::{Draft, History, Moment, Placements, Writing, partner};
use crate::format::agreement::cases;
use crate::format::laws::{any_sprinkles, sprinkled};
use crate::format::{shape::View, sheet};
use crate::model::samples::{Dice, any_map};
use crate::model::{Curtain, Decimal, Level, Map, PartnerId, Rated};

/// A session: the map and its history in the end, and the journal that was kept.
struct Session {
    map: Map,
    history: History,
    journal: Vec<u8>,
    draft: Draft,
    /// The journal's length and the map after each line.
    states: Vec<(usize, Map)>,
}

impl Session {
    fn on(text: &str) -> Self {
        let map = crate::format::read(text.as_bytes()).unwrap();
        let journal = beginning(text.as_bytes());
        let states = vec![(journal.len(), map.clone())];
        Self { map, history: History::new(), journal, draft: Draft::default(), states }
    }

    fn note(&mut self, line: &str) {
        self.journal.extend_from_slice(line.as_bytes());
        self.states.push((self.journal.len(), self.map.clone()));
    }

    /// Steps, undo, redo and saves as they come from the tape, at moments that also go back.
    fn go_on(&mut self, dice: &mut Dice, deeds: usize) {
        for _ in 0..deeds {
            let at = Moment(dice.below(4_000) as u64);
            let deed = match dice.below(9) {
                8 => {
                    self.write(dice);
                    None
                }
                0 => self.history.undo(&mut self.map).unwrap().map(|_| Deed::Undo),
                1 => self.history.redo(&mut self.map).unwrap().map(|_| Deed::Redo),
                2 => {
                    self.save();
                    None
                }
                3 => self.nudge(dice).map(|step| self.edit(step, at)),
                _ => any_step(&self.map, dice).map(|step| self.edit(step, at)),
            };
            if let Some(deed) = deed {
                self.note(&line(&deed));
            }
        }
    }

    /// Somebody writes, or stops.
    fn write(&mut self, dice: &mut Dice) {
        let text =
            |dice: &mut Dice| ["", "a\"b\\", "two\nlines", "\u{202e}é"][dice.below(4)].to_owned();
        let writing = |dice: &mut Dice| Writing {
            of: (0..dice.below(3)).map(|_| text(dice)).collect(),
            texts: (0..dice.below(3)).map(|_| (text(dice), dice.below(9), text(dice))).collect(),
        };
        self.draft = Draft((0..dice.below(3)).map(|_| writing(dice)).collect());
        self.note(&draft_line(&self.draft.clone()));
    }

    fn nudge(&self, dice: &mut Dice) -> Option<crate::edit::Step> {
        let (id, first) = self.map.partners.get_index(0)?;
        let level = Level::clamped(dice.decimal(0, 10));
        partner::place(&self.map, id, Placements::of(first).at(Some(level), Some(level)))
    }

    fn edit(&mut self, step: crate::edit::Step, at: Moment) -> Deed {
        self.history.edit(&mut self.map, step, at).unwrap()
    }

    fn text(&self) -> String {
        sheet::map_text(View::Map(&self.map))
    }

    fn save(&mut self) {
        let file = Fingerprint::of(self.text().as_bytes());
        let revision = self.history.revision();
        self.note(&saving_line(revision, file));
        self.history.mark_saved(revision);
        self.note(&saved_line(revision));
    }
}

/// All states that a history leads through, by undoing and redoing everything, with what is told of them.
fn told(mut map: Map, mut history: History) -> Vec<(String, u64, bool)> {
    let mut states = Vec::new();
    let mut note = |map: &Map, history: &History| {
        let text = sheet::map_text(View::Map(map));
        states.push((text, history.revision().number(), history.is_saved()));
    };
    note(&map, &history);
    while history.undo(&mut map).unwrap().is_some() {
        note(&map, &history);
    }
    while history.redo(&mut map).unwrap().is_some() {
        note(&map, &history);
    }
    states
}

fn any_tape() -> impl Strategy<Value = Vec<u32>> {
    prop::collection::vec(any::<u32>(), 0..400)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(40), ..ProptestConfig::default() })]

    #[test]
    fn a_journal_gives_back_the_same_map_and_the_same_history(
        map in any_map(), sprinkles in any_sprinkles(), tape in any_tape()
    ) {
        let text = sprinkled(&sheet::map_text(View::Map(&map)), &sprinkles);
        let mut session = Session::on(&text);
        session.go_on(&mut Dice::new(tape), 30);
        let mut replayed = replay(&session.journal).unwrap();
        prop_assert_eq!(replayed.stopped, None);
        prop_assert_eq!(replayed.good_bytes, session.journal.len());
        prop_assert_eq!(replayed.lines + 1, session.states.len());
        prop_assert!(replayed.is_sound());
        prop_assert_eq!(String::from_utf8(replayed.text.clone()).unwrap(), text);
        prop_assert_eq!(&replayed.draft, &session.draft);
        let settled = session.history.is_saved() && session.draft.is_empty();
        prop_assert_eq!(replayed.is_all_saved(), settled);
        let file = session.history.saved().and_then(|saved| {
            let mut saves = replayed.saves.iter().rev();
            saves.find(|(_, revision)| *revision == saved).map(|(file, _)| *file)
        });
        prop_assert!(replayed.settle(file));
        // another state with the same text may count as the saved one, so that only its map is compared
        let is_saved = replayed.history.is_saved();
        prop_assert!(is_saved || !session.history.is_saved());
        replayed.history.mark_saved(session.history.saved().unwrap());
        prop_assert_eq!(replayed.history.used(), session.history.used());
        let labels = |of: &History, map| of.unsaved_labels(map, Curtain::Open);
        prop_assert_eq!(labels(&replayed.history, &replayed.map), labels(&session.history, &session.map));
        prop_assert_eq!(told(replayed.map, replayed.history), told(session.map, session.history));
    }

    #[test]
    fn a_journal_cut_at_any_byte_gives_back_what_stood_before(
        map in any_map(), tape in any_tape(), at in any::<prop::sample::Index>()
    ) {
        let mut session = Session::on(&sheet::map_text(View::Map(&map)));
        session.go_on(&mut Dice::new(tape), 12);
        let cut = at.index(session.journal.len() + 1);
        let replayed = replay(&session.journal[..cut]);
        let before = session.states.iter().rposition(|(length, _)| *length <= cut);
        match (replayed, before) {
            (Ok(replayed), Some(before)) => {
                let (length, map) = &session.states[before];
                prop_assert_eq!(replayed.lines, before);
                prop_assert_eq!(replayed.good_bytes, *length);
                prop_assert_eq!(&replayed.map, map);
                let stopped = (cut > *length).then_some(Stopped::Cut);
                prop_assert_eq!(replayed.stopped, stopped);
            }
            (replayed, before) => {
                prop_assert!(before.is_none() && replayed.is_err(), "{replayed:?}");
            }
        }
    }

    #[test]
    fn damage_is_noticed_and_what_stands_before_it_counts(
        map in any_map(), tape in any_tape(), at in any::<prop::sample::Index>(), byte in 1_u8..
    ) {
        let mut session = Session::on(&sheet::map_text(View::Map(&map)));
        session.go_on(&mut Dice::new(tape), 12);
        let at = at.index(session.journal.len());
        session.journal[at] ^= byte;
        let whole = session.states.iter().rposition(|(length, _)| *length <= at);
        match (replay(&session.journal), whole) {
            (Ok(replayed), Some(whole)) => {
                prop_assert_eq!(replayed.lines, whole);
                prop_assert_eq!(&replayed.map, &session.states[whole].1);
                prop_assert!(matches!(replayed.stopped, Some(Stopped::Cut | Stopped::Damaged)));
            }
            (replayed, whole) => prop_assert!(whole.is_none() && replayed.is_err(), "{replayed:?}"),
        }
    }

    #[test]
    fn lines_of_anything_are_read_without_panic(lines in prop::collection::vec(
        prop_oneof![
            "[A-Za-z(){}\\[\\]:,\" 0-9-]{0,60}",
            "(Edit|Joined)\\(\"[a-z]{0,5}\",\\[(Order|Rule|Placement|Effect)\\([a-z:(){},\"0-9]{0,60}\\)\\]\\)",
            "(Saving|Saved)\\([0-9]{0,30}(,[0-9]{0,30},\"[0-9a-g]{0,20}\")?\\)",
        ], 0..6))
    {
        let mut journal = beginning(b"(format: 1, title: \"x\")");
        for line in &lines {
            journal.extend_from_slice(lines::checked(line).as_bytes());
        }
        let replayed = replay(&journal).unwrap();
        prop_assert!(replayed.lines <= lines.len());
    }
}

const MAP: &str = "(format: 1, title: \"x\", // so\npartners: {\"mayor\": (name: \"Mayor\", \
                   interest: 7, influence: (level: 9, evidence: Heard))})";

/// A nudge of the mayor, and undoing it.
fn nudged() -> Session {
    let mut session = Session::on(MAP);
    let level = |billionths| Level::clamped(Decimal::from_billionths(billionths));
    let mayor = PartnerId::new("mayor").unwrap();
    let now = Placements::of(&session.map.partners[&mayor]);
    let to = Placements { interest: Some(Rated::bare(level(8_000_000_000))), ..now };
    let step = partner::place(&session.map, &mayor, to).unwrap();
    let deed = session.edit(step, Moment(0));
    session.note(&line(&deed));
    session.history.undo(&mut session.map).unwrap();
    session.note(&line(&Deed::Undo));
    session
}

#[test]
fn a_journal_is_text_that_can_be_read() {
    insta::assert_snapshot!(String::from_utf8(nudged().journal).unwrap());
}

#[test]
fn what_is_made_up_is_left_out() {
    let stopped = |line: &str| {
        let session = nudged();
        let made_up = [session.journal, lines::checked(line).into_bytes()].concat();
        let replayed = replay(&made_up).unwrap();
        assert_eq!(replayed.lines, 2, "{line}");
        assert_eq!(replayed.map, session.map, "{line}");
        replayed.stopped
    };
    let misfits = [
        "Undo",
        "Edit(\"x\",[(is:Placement,partner:\"mayor\",from:(interest:8),to:())])",
        "Edit(\"x\",[(is:Placement,partner:\"gone\",from:(interest:7),to:())])",
        "Joined(\"move Mayor\",[(is:Order,of:Partner(\"mayor\"),from:0,to:0)])",
        "Edit(\"two\\nlines\",[(is:Order,of:Partner(\"mayor\"),from:0,to:0)])",
        "Edit(\"x\",[])",
        "Edit(\"x\",[(is:Placement,from:(interest:7),to:())])",
        "Edit(\"x\",[(is:Placement,partner:\"mayor\",to:())])",
        "Edit(\"x\",[(is:Placement,partner:\"mayor\",from:(interest:11),to:())])",
        "Moved(\"x\",\"mayor\",(8,9),(7,9))",
        "Moved(\"x\",\"gone\",(7,9),(8,9))",
        "MovedOn(\"x\",\"mayor\",(7,9),(8,9))",
    ];
    for line in misfits {
        assert_eq!(stopped(line), Some(Stopped::Misfit), "{line}");
    }
    let damaged = [
        "",
        "undo",
        "Edit(\"x\")",
        "Edit(\"x\",[(is:Place,partner:\"mayor\",from:(),to:())])",
        "Saved(-1)",
        "Moved(\"x\",\"mayor\",(7,9),(8,11))",
    ];
    for line in damaged {
        assert_eq!(stopped(line), Some(Stopped::Damaged), "{line}");
    }
}

#[test]
fn a_map_that_no_file_could_hold_is_not_sound() {
    let mut session = nudged();
    assert!(replay(&session.journal).unwrap().is_sound());
    let line = "Edit(\"x\",[(is:Relation,to:(at:0,value:(from:\"a\",to:\"b\")))])";
    session.journal.extend_from_slice(lines::checked(line).as_bytes());
    let replayed = replay(&session.journal).unwrap();
    assert_eq!((replayed.stopped, replayed.is_sound()), (None, false));
}

#[test]
fn a_journal_of_a_newer_program_or_of_no_map_is_not_read() {
    let journal = nudged().journal;
    let newer = String::from_utf8(journal).unwrap().replacen("journal 1", "journal 2", 1);
    for bytes in [newer.as_bytes(), b"", b"zopa-journal 1 0 0\n\n", &beginning(b"no map")] {
        assert_eq!(replay(bytes).map(|_| ()), Err(Unreadable));
    }
    let huge = format!("{VERSION} {} 0123456789abcdef\n", u64::MAX);
    assert_eq!(replay(huge.as_bytes()).map(|_| ()), Err(Unreadable));
}

#[test]
fn which_state_is_in_the_file_is_told_by_the_file() {
    let mut session = Session::on(MAP);
    let mut dice = Dice::new((0..200).collect());
    session.go_on(&mut dice, 4);
    let before = session.text();
    session.save();
    let saved = session.history.saved();
    let step = session.nudge(&mut Dice::new(vec![3, 0])).unwrap();
    let deed = session.edit(step, Moment(90_000));
    session.note(&line(&deed));
    let after = Fingerprint::of(session.text().as_bytes());
    // the program was killed in the middle of a save
    session.note(&saving_line(session.history.revision(), after));
    let mut replayed = replay(&session.journal).unwrap();
    assert!(!replayed.is_all_saved());
    assert!(replayed.settle(Some(Fingerprint::of(before.as_bytes()))));
    assert_eq!(replayed.history.saved(), saved);
    assert_eq!(replayed.history.unsaved_steps(), 1);
    assert!(replayed.settle(Some(after)) && replayed.history.is_saved());
    assert!(replayed.settle(Some(Fingerprint::of(MAP.as_bytes()))));
    for other in [None, Some(Fingerprint::of(b"someone else's"))] {
        assert!(!replayed.settle(other) && !replayed.history.is_saved());
    }
}

#[test]
fn a_nudge_is_a_short_line_whatever_else_is_known() {
    let source = "words of the deputy minister at the budget hearing, 3 March, ".repeat(9);
    let known = format!("(level: 9, evidence: Heard, source: \"{source}\")");
    let mut session = Session::on(&MAP.replace("(level: 9, evidence: Heard)", &known));
    let mut lines = Vec::new();
    for to in [2, 3] {
        let level =
            |points: i64| Some(Level::clamped(Decimal::from_billionths(points * Decimal::ONE)));
        let mayor = PartnerId::new("mayor").unwrap();
        let now = Placements::of(&session.map.partners[&mayor]);
        let step = partner::place(&session.map, &mayor, now.at(level(to), level(to))).unwrap();
        let deed = session.edit(step, Moment(0));
        lines.push(line(&deed));
        session.note(lines.last().unwrap());
    }
    let [first, second] = lines.as_slice() else { panic!("two lines") };
    assert!(first.ends_with(" Moved(\"move Mayor\",\"mayor\",(7,9),(2,2))\n"), "{first}");
    assert!(second.ends_with(" MovedOn(\"move Mayor\",\"mayor\",(2,2),(3,3))\n"), "{second}");
    assert!(second.len() < 100, "{} bytes", second.len());
    assert_eq!(replay(&session.journal).unwrap().map, session.map);
}
