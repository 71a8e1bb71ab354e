//! What is drawn against an emulator that reads it.

use proptest::prelude::*;
use ratatui::layout::Rect;

use super::*;

const COLUMNS: u16 = 12;
const ROWS: u16 = 4;

fn blank() -> Buffer {
    Buffer::empty(Rect::new(0, 0, COLUMNS, ROWS))
}

fn terminal() -> vt100::Parser {
    vt100::Parser::new(ROWS.try_into().unwrap(), COLUMNS.try_into().unwrap(), 0)
}

/// Text, whether it is bold, underlined and reversed, and its color.
type Looks = (String, [bool; 3], vt100::Color);

/// What a terminal shows in a cell.
fn seen(terminal: &vt100::Parser, x: u16, y: u16) -> Looks {
    let cell = terminal.screen().cell(y, x).unwrap();
    let text = if cell.has_contents() { cell.contents() } else { " " };
    let modifiers = [cell.bold(), cell.underline(), cell.inverse()];
    as_looks(text, modifiers, cell.fgcolor())
}

/// What it should show there.
fn wanted(buffer: &Buffer, x: u16, y: u16) -> Looks {
    let cell = &buffer[(x, y)];
    let has = |modifier| cell.modifier.contains(modifier);
    let color = match cell.fg {
        Color::Indexed(number) => vt100::Color::Idx(number),
        Color::Rgb(red, green, blue) => vt100::Color::Rgb(red, green, blue),
        color => of_sixteen(color).map_or(vt100::Color::Default, vt100::Color::Idx),
    };
    let modifiers = [Modifier::BOLD, Modifier::UNDERLINED, Modifier::REVERSED].map(has);
    as_looks(cell.symbol(), modifiers, color)
}

/// On a blank neither bold nor a color is seen, but for the color of a line or when reversed.
fn as_looks(text: &str, modifiers: [bool; 3], color: vt100::Color) -> Looks {
    let [bold, underlined, reversed] = modifiers;
    if text == " " && !underlined && !reversed {
        return (text.to_owned(), [false; 3], vt100::Color::Default);
    }
    (text.to_owned(), [bold && text != " ", underlined, reversed], color)
}

fn any_style() -> impl Strategy<Value = Style> {
    let color = prop_oneof![
        Just(Color::Reset),
        Just(Color::Indexed(14)),
        Just(Color::Indexed(3)),
        Just(Color::Indexed(166)),
        Just(Color::Rgb(1, 2, 3)),
    ];
    let modifier = prop_oneof![
        Just(Modifier::empty()),
        Just(Modifier::BOLD),
        Just(Modifier::REVERSED),
        Just(Modifier::BOLD | Modifier::UNDERLINED),
    ];
    (color, modifier).prop_map(|(color, modifier)| Style::new().fg(color).add_modifier(modifier))
}

/// A few texts on an empty screen: narrow, wide, combined, and blank.
fn any_drawing() -> impl Strategy<Value = Vec<(u16, u16, String, Style)>> {
    let text = prop_oneof![
        "[a-c ]{0,12}",
        "[水a]{0,6}",
        Just("e\u{301}e\u{301}".to_owned()),
        Just("a".repeat(usize::from(COLUMNS))),
    ];
    prop::collection::vec((0..COLUMNS, 0..ROWS, text, any_style()), 0..6)
}

fn draw(texts: &[(u16, u16, String, Style)]) -> Buffer {
    let mut buffer = blank();
    for (x, y, text, style) in texts {
        buffer.set_stringn(*x, *y, text, usize::from(COLUMNS - x), *style);
    }
    // half of a wide character that was written over is no character
    for y in 0..ROWS {
        for x in 0..COLUMNS {
            let wide = width(&buffer[(x, y)]);
            if wide == 2 && (x + 1 == COLUMNS || buffer[(x + 1, y)].symbol() != " ") {
                buffer[(x, y)].set_symbol("#");
            }
            if wide == 2 && x + 1 < COLUMNS {
                let style = buffer[(x, y)].style();
                buffer[(x + 1, y)].set_style(style);
            }
        }
    }
    buffer
}

proptest! {
    #[test]
    fn the_terminal_always_shows_the_last_drawing(
        drawings in prop::collection::vec(any_drawing(), 1..6),
    ) {
        let (mut cells, mut terminal) = (Cells::new(), terminal());
        for drawing in &drawings {
            let wanted_cells = draw(drawing);
            let mut buffer = wanted_cells.clone();
            terminal.process(cells.update(&mut buffer));
            for y in 0..ROWS {
                let mut x = 0;
                while x < COLUMNS {
                    prop_assert_eq!(seen(&terminal, x, y), wanted(&wanted_cells, x, y), "{} {}", x, y);
                    x += width(&wanted_cells[(x, y)]);
                }
            }
        }
    }
}

fn update(cells: &mut Cells, texts: &[(u16, u16, &str)]) -> String {
    let mut buffer = blank();
    for (x, y, text) in texts {
        buffer.set_string(*x, *y, text, Style::new());
    }
    String::from_utf8(cells.update(&mut buffer).to_vec()).unwrap()
}

#[test]
fn nothing_is_written_where_nothing_changed() {
    let mut cells = Cells::new();
    update(&mut cells, &[(0, 0, "Ministry")]);
    assert_eq!(update(&mut cells, &[(0, 0, "Ministry")]), "");
    cells.forget();
    let all = update(&mut cells, &[(0, 0, "Ministry")]);
    assert_eq!(all, "\x1b[?2026h\x1b[m\x1b[H\x1b[2J\x1b[1;1HMinistry\x1b[?2026l");
}

#[test]
fn only_what_changed_is_written_and_ends_are_erased() {
    let mut cells = Cells::new();
    update(&mut cells, &[(0, 0, "a Ministry"), (0, 1, "b")]);
    let changed = update(&mut cells, &[(0, 0, "c Ministry"), (0, 1, "b")]);
    assert_eq!(changed, "\x1b[?2026h\x1b[1;1Hc\x1b[?2026l");
    let erased = update(&mut cells, &[(0, 0, "c"), (0, 1, "d")]);
    assert_eq!(erased, "\x1b[?2026h\x1b[1;3H\x1b[K\x1b[Ed\x1b[?2026l");
}

#[test]
fn printed_rows_end_with_their_last_sign_and_have_styles_only_when_wanted() {
    let mut buffer = blank();
    buffer.set_string(1, 0, "水 ok", Style::new().fg(Color::Indexed(166)).bold());
    let row = &buffer.content[..usize::from(COLUMNS)];
    assert_eq!(row_text(row, Colors::None), " 水 ok");
    assert_eq!(row_text(row, Colors::Any), " \x1b[1;38;5;166m水 ok\x1b[m");
}
