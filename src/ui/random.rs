//! Random keys, presses, pastes and sizes: nothing panics, nothing is lost, nothing private is drawn.

use std::ops::ControlFlow;

use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{Background, Colors, Drawn, Look, Painter, Signs};
use crate::analysis::packages::{Progress, Stage};
use crate::app::commands;
use crate::app::tests::sample;
use crate::app::{
    App, Before, Clicks, Comments, Comparison, Done, Effect, Existing, Findings, Foreign, Found,
    Key, KeyCode, Kind, Listing, Mistake, Mistakes, Msg, Next, NotSaved, Opened, Opening, Origin,
    Passage, Permission, Recent, Rewritten, Saving, Target, Then, Wanted, update,
};
use crate::edit::Moment;
use crate::model::samples::{Dice, any_map};
use crate::model::{Curtain, Map, Private, Text};

/// What may be pasted: lines, controls, wide and combining characters, something long.
const PASTES: &[&str] = &[
    "",
    "\n",
    "7 9",
    "Port authority\r\nFerries\r\n",
    "\u{1b}[2J\u{202e}abc\u{7}",
    "水资源 👩‍👩‍👧 e\u{301}\u{301}",
    "\t\t\n\n\t",
];

/// How what is private in the sample map begins: cut or wrapped, that much of it would be left.
const PLANTED_BEGINS: &str = "PLANT";

/// A session with its painter, its screen and what lies where on it.
struct Played {
    app: App,
    painter: Painter,
    drawn: Drawn,
    now: u64,
    effects: Vec<Effect>,
}

impl Played {
    fn of(map: Map, dice: &mut Dice) -> Self {
        let opening = Opening {
            curtain: if dice.now_and_then() { Curtain::Drawn } else { Curtain::Open },
            permission: if dice.below(8) == 1 { Permission::ReadOnly } else { Permission::Edit },
            size: (120, 40),
            home: None,
        };
        let origin = match dice.below(3) {
            0 => Origin::Example,
            1 => Origin::Input,
            _ => Origin::File("riverside.ron".into()),
        };
        let look = Look {
            colors: dice.one_of(&[Colors::Any, Colors::None, Colors::Sixteen]),
            background: Background::Unknown,
            signs: dice.one_of(&[Signs::Shapes, Signs::Ascii]),
        };
        Self {
            app: App::new(map, origin, opening),
            painter: Painter::new(look),
            drawn: Drawn::default(),
            now: 0,
            effects: Vec::new(),
        }
    }

    fn send(&mut self, message: Msg, dice: &mut Dice) {
        self.now += u64::try_from(dice.below(1_500)).unwrap();
        self.effects = update(&mut self.app, message, Moment(self.now));
    }

    /// Draws on a screen of the size that the session knows, and gives all its text.
    fn draw(&mut self) -> String {
        let (columns, rows) = self.app.size;
        let mut buffer = Buffer::empty(Rect::new(0, 0, columns, rows));
        self.drawn = self.painter.draw(&self.app, &mut buffer);
        let symbols = buffer.content.chunks(usize::from(columns).max(1));
        symbols
            .map(|row| row.iter().map(ratatui::buffer::Cell::symbol).collect::<String>() + "\n")
            .collect()
    }

    /// Whatever may come in next.
    fn message(&self, dice: &mut Dice) -> Msg {
        let (columns, rows) = self.app.size;
        let mut cell = |of: u16| u16::try_from(dice.below(usize::from(of) + 2)).unwrap();
        let (column, row) = (cell(columns), cell(rows));
        let target = self.drawn.at(column, row);
        match dice.below(16) {
            0 | 1 => {
                let clicks = dice.one_of(&[Clicks::Single, Clicks::Double]);
                Msg::Press(target, clicks)
            }
            2 => {
                let (at, nth) = (dice.below(9), dice.below(12));
                let targets = [Target::OverlayRow(at), Target::FieldValue(at, nth)];
                Msg::Press(dice.pick(&targets).unwrap().clone(), Clicks::Single)
            }
            3 => match (self.app.selected(), self.drawn.levels_at(column, row)) {
                (Some((id, _)), Some((interest, influence))) => {
                    Msg::Drop(id.clone(), interest, influence)
                }
                _ => Msg::Wheel(target, 3),
            },
            4 => Msg::Wheel(target, dice.one_of(&[-3, 1, 3])),
            5 => Msg::Paste((*dice.pick(PASTES).unwrap()).to_owned()),
            6 => {
                let sizes = [(80, 24), (120, 40), (40, 12), (1, 1), (23, 5), (61, 9), (99, 17)];
                let (columns, rows) = dice.one_of(&sizes);
                Msg::Resize(columns, rows)
            }
            7 | 8 => self.done(dice),
            9 => Msg::Focus,
            _ => Msg::Key(any_key(dice)),
        }
    }

    /// What the runner may answer.
    fn done(&self, dice: &mut Dice) -> Msg {
        let saving = Saving { to: None, existing: Existing::Ask, then: Then::Quit };
        let count = self.app.map().partners.len();
        let revision = self.app.history().revision();
        let wanted = self.effects.iter().find_map(|effect| match effect {
            Effect::Open(wanted) => Some(wanted.clone()),
            _ => None,
        });
        if let Some(wanted) = wanted.filter(|_| dice.now_and_then()) {
            return Msg::Done(opened(wanted, dice));
        }
        if let Some(job) = self.app.search().job().filter(|_| dice.below(3) == 1) {
            let mut steps = dice.below(3);
            let mut watch = |_: Progress| {
                steps += 1;
                if steps > 40 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            };
            let number = self.app.search().number() - u64::from(dice.below(4) == 1);
            let mut so_far = None;
            let found = job.run(&mut watch, &mut |found| so_far = Some(found));
            let found = so_far.filter(|_| dice.now_and_then()).unwrap_or(found);
            return Msg::Done(Done::Searched(number, found));
        }
        Msg::Done(match dice.below(11) {
            8 => {
                let progress = Progress { stage: Stage::Count, steps: 70, limit: 50 };
                Done::Searching(self.app.search().number(), progress)
            }
            9 => Done::Searched(self.app.search().number(), Findings::Failed),
            0 => Done::Saved {
                revision,
                path: "valley.ron".into(),
                comments: Comments::Kept,
                aside: Vec::new(),
                then: Then::Stay,
            },
            1 => Done::Ordered(revision, (0..count).rev().collect()),
            2 => Done::Recalled((0..dice.below(30)).map(recent).collect()),
            3 => Done::Listed(String::new(), listing(dice)),
            4 => Done::Rewritten(Ok(
                Rewritten::of(&"from outside\n".repeat(dice.below(40))).unwrap()
            )),
            5 => Done::Edited(Ok(())),
            6 => Done::Looked(dice.one_of(&[None, Some(Foreign::Changed), Some(Foreign::Gone)])),
            7 => Done::Compared(Comparison {
                masked: vec![Passage::Pair("ours".into(), "····".into())],
                whole: Private::new(vec![Passage::Says("PLANTED".into())]),
            }),
            _ => Done::NotSaved(NotSaved {
                message: "There is a file".into(),
                hint: "look".into(),
                next: match dice.below(3) {
                    0 => Next::Hint,
                    1 => Next::Replace(saving.into()),
                    _ => Next::Name(saving.into()),
                },
            }),
        })
    }
}

/// What comes of opening a map.
fn opened(wanted: Wanted, dice: &mut Dice) -> Done {
    let mistake = |line: usize| Mistake {
        line,
        column: 3,
        message: "unknown field `titel`".into(),
        help: line.is_multiple_of(2).then(|| "did you mean `title`?".into()),
        masked: ("····".repeat(line), format!("{}^^", " ".repeat(line * 3))),
        whole: Private::new(("PLANTED".repeat(line), "^".into())),
    };
    let rows: Vec<Mistake> = (1..dice.below(20) + 2).map(mistake).collect();
    match dice.below(3) {
        0 => Done::Unreadable(
            wanted,
            Mistakes { path: "bad.ron".into(), all: rows.len(), rows, at: 0 },
        ),
        1 => Done::NotOpened(wanted, "There is no file".into(), "look".into()),
        _ => {
            let (origin, permission) = (Origin::File("other.ron".into()), Permission::Edit);
            Done::Opened(Box::new(Opened {
                wanted,
                map: sample(),
                origin,
                permission,
                before: Before::default(),
            }))
        }
    }
}

fn recent(number: usize) -> Recent {
    Recent {
        path: format!("/maps/map-{number}.ron").into(),
        title: Text::cleaned(&"a long title ".repeat(number)),
        when: "just now".into(),
        refused: (number % 3 == 1).then(|| "not there any more".into()),
    }
}

fn listing(dice: &mut Dice) -> Listing {
    let kinds = [Kind::Folder, Kind::Map];
    let found = |number: usize| Found {
        name: format!("map-{number}.ron"),
        path: format!("map-{number}.ron").into(),
        kind: kinds[number % 2],
    };
    Listing::Found((0..dice.below(30)).map(found).collect())
}

/// A key of the table, or any other.
fn any_key(dice: &mut Dice) -> Key {
    let keys: Vec<&str> = commands::all().flat_map(|command| command.keys).copied().collect();
    let others =
        ["x", "ä", "水", "\u{301}", "ctrl-m", "alt-b", "insert", "f5", "backspace", "ctrl-w"];
    let odd = dice.below(4) == 1;
    let name = if odd { dice.one_of(&others) } else { dice.one_of(&keys) };
    name.parse().unwrap_or(Key::plain(KeyCode::Char('z')))
}

/// Plays messages read from the tape and draws after each few of them.
fn play(map: Map, tape: Vec<u32>) -> Result<(), TestCaseError> {
    let mut dice = Dice::new(tape);
    let mut before = map.clone();
    let mut played = Played::of(map, &mut dice);
    played.draw();
    for _ in 0..60 {
        let message = played.message(&mut dice);
        played.send(message, &mut dice);
        if played.effects.contains(&Effect::Adopt) {
            before = played.app.map().clone();
        }
        let seldom = dice.below(3) > 0;
        if played.app.curtain.is_drawn() || !seldom {
            let text = played.draw();
            let told = played.app.curtain.is_drawn() && text.contains(PLANTED_BEGINS);
            prop_assert!(!told, "{text}");
        }
    }
    let after = played.app.map().clone();
    let mut undone = 0;
    while played.app.undo().is_ok() {
        undone += 1;
    }
    prop_assert_eq!(played.app.map(), &before);
    played.draw();
    for _ in 0..undone {
        prop_assert!(played.app.redo().is_ok());
    }
    prop_assert_eq!(played.app.map(), &after);
    Ok(())
}

fn tapes() -> impl Strategy<Value = Vec<u32>> {
    proptest::collection::vec(any::<u32>(), 100..500)
}

/// An eighth of the usual cases, as each one draws dozens of screens.
pub(super) fn config() -> ProptestConfig {
    let usual = ProptestConfig::default();
    ProptestConfig { cases: usual.cases / 8, ..usual }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn whatever_comes_in_nothing_private_is_drawn_behind_the_curtain(tape in tapes()) {
        play(sample(), tape)?;
    }

    #[test]
    fn whatever_comes_in_no_map_makes_it_panic_and_all_can_be_undone(map in any_map(), tape in tapes()) {
        play(map, tape)?;
    }
}
