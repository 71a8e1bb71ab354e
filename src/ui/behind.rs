//! Steps of every kind are done, undone, redone and recovered behind the curtain, and all screens are
//! read: nothing private is on them, nor the name of a theme of which only private criteria tell.

use proptest::prelude::*;
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;

use super::random::config;
use super::{Background, Colors, Look, Painter, Signs};
use crate::app::{App, Before, Key, Meanwhile, Msg, Opening, Origin, Recovery, update};
use crate::edit::planted::{PLANTED, any_private_step, planted};
use crate::edit::{Draft, History, Moment, Step};
use crate::model::samples::{Dice, any_map};
use crate::model::{Curtain, Map};

/// Wide enough for whole labels.
const SIZE: (u16, u16) = (200, 40);

/// How the planted word begins: cut or wrapped, that much of it would be left.
const BEGINS: &str = "PLANT";

struct Wall {
    app: App,
    painter: Painter,
    now: u64,
}

impl Wall {
    fn of(map: Map) -> Self {
        assert!(PLANTED.starts_with(BEGINS));
        let look =
            Look { colors: Colors::None, background: Background::Unknown, signs: Signs::Ascii };
        let opening = Opening { curtain: Curtain::Drawn, size: SIZE, ..Opening::default() };
        let app = App::new(map, Origin::File("planted.ron".into()), opening);
        Self { app, painter: Painter::new(look), now: 0 }
    }

    fn keys(&mut self, keys: &str) {
        for key in keys.split_whitespace() {
            let key: Key = key.parse().unwrap();
            self.now += 2_000;
            update(&mut self.app, Msg::Key(key), Moment(self.now));
        }
    }

    fn shows_nothing(&mut self, after: &str) -> Result<(), TestCaseError> {
        let mut buffer = Buffer::empty(Rect::new(0, 0, SIZE.0, SIZE.1));
        self.painter.draw(&self.app, &mut buffer);
        let rows = buffer.content.chunks(usize::from(SIZE.0));
        let text: String =
            rows.map(|row| row.iter().map(Cell::symbol).collect::<String>() + "\n").collect();
        prop_assert!(!text.contains(BEGINS), "after {after}\n{text}");
        Ok(())
    }

    /// Reads all screens and lists, and comes back.
    fn all_show_nothing(&mut self, after: &str) -> Result<(), TestCaseError> {
        for keys in ["1", "2", "3", "4", "5", "T", "esc", "R", "esc", "t", "esc"] {
            self.keys(keys);
            self.shows_nothing(&format!("{after}, {keys}"))?;
        }
        Ok(())
    }

    fn edit(&mut self, step: &Step) -> Result<(), TestCaseError> {
        self.now += 2_000;
        self.app.now = Moment(self.now);
        prop_assert!(self.app.edit(Some(step.clone())).is_ok());
        self.shows_nothing(&step.label)
    }
}

fn tapes() -> impl Strategy<Value = Vec<u32>> {
    proptest::collection::vec(any::<u32>(), 0..300)
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn steps_of_every_kind_show_nothing_private_behind_the_curtain(map in any_map(), tape in tapes()) {
        let mut dice = Dice::new(tape);
        let mut wall = Wall::of(planted(map));
        wall.all_show_nothing("the start")?;
        for _ in 0..12 {
            let Some(step) = any_private_step(wall.app.map(), &mut dice) else { continue };
            wall.edit(&step)?;
        }
        wall.all_show_nothing("all steps")?;
        while wall.app.history().can_undo() {
            wall.keys("u");
            wall.shows_nothing("undo")?;
        }
        wall.all_show_nothing("all undone")?;
        while wall.app.history().can_redo() {
            wall.keys("ctrl-r");
            wall.shows_nothing("redo")?;
        }
    }

    #[test]
    fn what_was_not_saved_is_told_without_what_is_private(map in any_map(), tape in tapes()) {
        let mut dice = Dice::new(tape);
        let start = planted(map);
        let (mut map, mut history) = (start.clone(), History::new());
        for _ in 0..6 {
            let Some(step) = any_private_step(&map, &mut dice) else { continue };
            history.edit(&mut map, step, Moment(0)).unwrap();
        }
        if dice.now_and_then() {
            history.mark_saved(history.revision());
            while history.undo(&mut map).unwrap().is_some() {}
        }
        let (when, file, lost) = ("2 hours ago".to_owned(), Meanwhile::Same, None);
        let recovery = Recovery { map, history, draft: Draft::default(), when, file, lost };
        let mut wall = Wall::of(start);
        wall.app.begin(Before { recovery: Some(Box::new(recovery)), ..Before::default() });
        wall.shows_nothing("the question")?;
        wall.keys("down enter");
        wall.shows_nothing("a look at the steps")?;
        wall.keys("esc home enter");
        wall.shows_nothing("recovering")?;
        wall.all_show_nothing("recovering")?;
        wall.keys("u");
        wall.shows_nothing("undo")?;
    }
}
