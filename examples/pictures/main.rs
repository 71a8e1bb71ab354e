//! Draws the pictures of the README: the real screens of the example maps, reached by keys, as SVG.
//!
//! `cargo run --example pictures` writes them to `docs/pictures`, each on dark and on light. The same
//! code gives the same bytes.

#![expect(clippy::expect_used, reason = "whatever goes wrong ends the run")]

mod svg;

use std::fs;
use std::path::Path;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use zopa::app::{App, Done, Effect, Key, Msg, Opening, Origin, update};
use zopa::edit::Moment;
use zopa::format;
use zopa::model::Curtain;
use zopa::ui::{Background, Colors, Look, Painter, Signs};

const RIVERSIDE: &str = include_str!("../../maps/riverside.ron");
const TRAMLINE: &str = include_str!("../../maps/tramline.ron");
const TEACHERS: &str = include_str!("../../maps/teachers.ron");

/// One picture: a map, the keys that lead to the screen, and whether private values are shown.
struct Picture {
    name: &'static str,
    title: &'static str,
    map: &'static str,
    keys: &'static str,
    curtain: Curtain,
}

/// Columns and rows of the terminal.
const SIZE: (u16, u16) = (118, 34);

const PICTURES: &[Picture] = &[
    Picture {
        name: "grid",
        title: "zopa riverside.ron",
        map: RIVERSIDE,
        keys: "",
        curtain: Curtain::Open,
    },
    Picture {
        name: "grid-by-option",
        title: "zopa riverside.ron",
        map: RIVERSIDE,
        keys: "4 down down o",
        curtain: Curtain::Open,
    },
    Picture {
        name: "partners",
        title: "zopa tramline.ron",
        map: TRAMLINE,
        keys: "1 down",
        curtain: Curtain::Open,
    },
    Picture {
        name: "overlap",
        title: "zopa riverside.ron",
        map: RIVERSIDE,
        keys: "3 right right right right right right",
        curtain: Curtain::Open,
    },
    Picture {
        name: "options",
        title: "zopa riverside.ron",
        map: RIVERSIDE,
        keys: "4 down down",
        curtain: Curtain::Open,
    },
    Picture {
        name: "effects",
        title: "zopa riverside.ron",
        map: RIVERSIDE,
        keys: "4 down down right enter",
        curtain: Curtain::Open,
    },
    Picture {
        name: "packages",
        title: "zopa riverside.ron",
        map: RIVERSIDE,
        keys: "5 down",
        curtain: Curtain::Open,
    },
    Picture {
        name: "form",
        title: "zopa teachers.ron",
        map: TEACHERS,
        keys: "1 down enter down down down down enter down",
        curtain: Curtain::Open,
    },
    Picture {
        name: "curtain",
        title: "zopa riverside.ron --curtain",
        map: RIVERSIDE,
        keys: "",
        curtain: Curtain::Drawn,
    },
];

fn main() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/pictures");
    fs::create_dir_all(&folder).expect("a folder for the pictures");
    for picture in PICTURES {
        for (background, word) in [(Background::Dark, "dark"), (Background::Light, "light")] {
            let text = svg::window(&picture.draw(background), picture.title, background);
            let file = folder.join(format!("{}-{word}.svg", picture.name));
            #[expect(clippy::disallowed_methods, reason = "a picture can be drawn again")]
            fs::write(file, text).expect("a picture that can be written");
        }
    }
}

impl Picture {
    /// The screen after the keys.
    fn draw(&self, background: Background) -> Buffer {
        let map = format::read(self.map.as_bytes()).expect("an example map without mistakes");
        let opening = Opening { curtain: self.curtain, size: SIZE, ..Opening::default() };
        let mut app = App::new(map, Origin::File("map.ron".into()), opening);
        for key in self.keys.split_whitespace() {
            let key: Key = key.parse().expect("a key");
            press(&mut app, key);
        }
        let mut buffer = Buffer::empty(Rect::new(0, 0, SIZE.0, SIZE.1));
        let look = Look { colors: Colors::Any, background, signs: Signs::Shapes };
        Painter::for_print(look).draw(&app, &mut buffer);
        buffer
    }
}

/// Presses a key, and answers where the session asks for an order of the matrix, or for packages.
fn press(app: &mut App, key: Key) {
    for effect in update(app, Msg::Key(key), Moment(0)) {
        if let Effect::Order(revision) = effect {
            let order = app.answers().matrix_order().to_vec();
            update(app, Msg::Done(Done::Ordered(revision, order)), Moment(0));
        }
    }
    if let Some(found) = app.found() {
        update(app, found, Moment(0));
    }
}
