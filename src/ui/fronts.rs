//! The two that fill the screen, the start screen and a list of mistakes, drawn at all sizes.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{Look, Painter, Signs};
use crate::app::{App, Mistake, Mistakes, Opening, Overlay, Recent, Start};
use crate::model::{Curtain, Private, Text};

fn recent(path: &str, title: &str, refused: Option<&str>) -> Recent {
    let refused = refused.map(str::to_owned);
    Recent { path: path.into(), title: Text::cleaned(title), when: "2 hours ago".into(), refused }
}

fn start() -> Overlay {
    Overlay::Start(Start::of(vec![
        recent("/home/ada/maps/riverside.ron", "Emergency care for Riverside and Hillcrest", None),
        recent("/home/ada/teachers.ron", "A contract", Some("not there any more")),
        recent("/srv/shared/a very long folder name/and another one/tram.ron", "", None),
    ]))
}

fn mistake(line: usize, column: usize, message: &str, help: Option<&str>) -> Mistake {
    let carets = format!("{}^^^^^", " ".repeat(column - 1));
    let text = format!("{}titel: \"Waits 水\", private_notes: \"PLANTED\"", " ".repeat(column - 1));
    Mistake {
        line,
        column,
        message: message.into(),
        help: help.map(str::to_owned),
        masked: (text.replace("PLANTED", "·······"), carets.clone()),
        whole: Private::new((text, carets)),
    }
}

fn mistakes() -> Overlay {
    let rows = vec![
        mistake(3, 5, "unknown field `titel`", Some("did you mean `title`?")),
        mistake(1_204, 90, "this number must be from 0 to 10", None),
        mistake(1_300, 9, "there is no theme", Some("add it under themes, or choose another")),
    ];
    Overlay::Mistakes(Mistakes { path: "/home/ada/bad.ron".into(), all: 3, rows, at: 0 })
}

fn drawn(front: Overlay, size: (u16, u16), curtain: Curtain, signs: Signs) -> String {
    let home = Some("/home/ada".into());
    let app = App::without_map(front, Opening { curtain, size, home, ..Opening::default() });
    let mut buffer = Buffer::empty(Rect::new(0, 0, size.0, size.1));
    Painter::new(Look { signs, ..Look::default() }).draw(&app, &mut buffer);
    let rows = buffer.content.chunks(usize::from(size.0));
    let line = |row: &[ratatui::buffer::Cell]| {
        let text: String = row.iter().map(ratatui::buffer::Cell::symbol).collect();
        format!("{}\n", text.trim_end())
    };
    rows.map(line).collect()
}

#[test]
fn the_start_screen_at_three_sizes() {
    for (columns, rows) in [(40, 12), (80, 24), (118, 34)] {
        let text = drawn(start(), (columns, rows), Curtain::Open, Signs::Shapes);
        insta::assert_snapshot!(format!("start_{columns}x{rows}"), text);
    }
    let text = drawn(start(), (80, 24), Curtain::Drawn, Signs::Ascii);
    insta::assert_snapshot!("start_curtain_ascii", text);
}

#[test]
fn a_list_of_mistakes_at_three_sizes() {
    for (columns, rows) in [(40, 12), (80, 24), (118, 34)] {
        let text = drawn(mistakes(), (columns, rows), Curtain::Open, Signs::Shapes);
        insta::assert_snapshot!(format!("mistakes_{columns}x{rows}"), text);
    }
    let text = drawn(mistakes(), (118, 34), Curtain::Drawn, Signs::Ascii);
    assert!(!text.contains("PLANT"), "{text}");
}

#[test]
fn they_are_drawn_at_any_size() {
    let sizes = [1, 2, 7, 12, 23, 40, 59, 80, 99, 118, 200, 300];
    for columns in sizes {
        for rows in [1, 2, 11, 12, 13, 15, 16, 24, 60, 100] {
            for at in 0..6 {
                let (mut one, mut other) = (start(), mistakes());
                if let (Overlay::Start(start), Overlay::Mistakes(mistakes)) = (&mut one, &mut other)
                {
                    start.at = at;
                    mistakes.at = at.min(2);
                }
                for front in [one, other] {
                    drawn(front, (columns, rows), Curtain::Open, Signs::Shapes);
                }
            }
        }
    }
}
