//! From one drawing to the next in as few bytes as possible: only cells that changed are written.

use std::io::Write as _;

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier, Style};
use unicode_width::UnicodeWidthStr;

use crate::ui::Colors;

/// The longest run of unchanged cells that is written again rather than stepped over, in cells.
const SHORT_STEP: u16 = 3;

/// Fewer blanks than this are written rather than erased.
const SHORT_RUN: usize = 5;

/// Everything is drawn at once by terminals that know this, and by others as it comes.
const BEGIN_TOGETHER: &[u8] = b"\x1b[?2026h";
const END_TOGETHER: &[u8] = b"\x1b[?2026l";

/// What the terminal shows, and the bytes that bring it to what it should show.
#[derive(Debug)]
pub(super) struct Cells {
    shown: Buffer,
    pen: Pen,
    /// Whether what the terminal shows is not known.
    lost: bool,
}

/// Where the terminal's cursor is and how it writes, and the bytes for it.
#[derive(Debug, Default)]
struct Pen {
    bytes: Vec<u8>,
    style: Style,
    at: Option<(u16, u16)>,
}

impl Cells {
    /// The cells of a terminal of which nothing is known.
    pub(super) fn new() -> Self {
        Self { shown: Buffer::default(), pen: Pen::default(), lost: true }
    }

    /// Forgets what the terminal shows: the next drawing writes everything.
    pub(super) fn forget(&mut self) {
        self.lost = true;
    }

    /// The bytes that bring the terminal to what `wanted` holds; `wanted` gets the old cells.
    pub(super) fn update(&mut self, wanted: &mut Buffer) -> &[u8] {
        self.pen.bytes.clear();
        self.pen.bytes.extend_from_slice(BEGIN_TOGETHER);
        if self.lost || self.shown.area != wanted.area {
            self.lost = false;
            self.pen.bytes.extend_from_slice(b"\x1b[m\x1b[H\x1b[2J");
            self.shown = Buffer::empty(wanted.area);
        }
        self.pen.at = None;
        self.pen.style = plain();
        let width = usize::from(wanted.area.width).max(1);
        let rows = wanted.content.chunks_exact(width).zip(self.shown.content.chunks_exact(width));
        for (y, (new, old)) in (0..).zip(rows) {
            self.pen.row(y, new, old);
        }
        self.pen.write_in(plain());
        std::mem::swap(&mut self.shown, wanted);
        if self.pen.bytes.len() == BEGIN_TOGETHER.len() {
            return &[];
        }
        self.pen.bytes.extend_from_slice(END_TOGETHER);
        &self.pen.bytes
    }
}

/// One row as text for a file, a pipe or a terminal, without blanks at its end.
///
/// Styles are written where there are colors, and left out where there are none.
pub fn row_text(row: &[Cell], colors: Colors) -> String {
    let styled = colors != Colors::None;
    let mut pen = Pen { style: plain(), ..Pen::default() };
    let end = row.iter().rposition(|cell| !is_blank(cell, styled)).map_or(0, |last| last + 1);
    let mut covered = 0;
    for cell in row.iter().take(end) {
        if covered > 0 {
            covered -= 1;
            continue;
        }
        if styled && !is_unseen(cell, pen.style) {
            pen.write_in(cell.style());
        }
        pen.bytes.extend_from_slice(shown(cell).as_bytes());
        covered = width(cell).saturating_sub(1);
    }
    pen.write_in(plain());
    String::from_utf8_lossy(&pen.bytes).into_owned()
}

impl Pen {
    /// Writes what changed in a row.
    fn row(&mut self, y: u16, new: &[Cell], old: &[Cell]) {
        let (mut covered, mut spoilt, mut erased) = (0, 0, 0);
        let mut cells = (0..).zip(new.iter().zip(old));
        loop {
            let next = if covered == 0 && spoilt == 0 {
                cells.find(|(_, (cell, before))| !stands(cell, before))
            } else {
                cells.next()
            };
            let Some((x, (cell, before))) = next else { return };
            let (wide, wide_before) = (width(cell), width(before));
            let changed = spoilt > 0 || !looks_like(cell, before);
            if changed && covered == 0 && x >= erased {
                self.go_to(x, y, new);
                let at = usize::from(x);
                erased = x + self
                    .erase(new.get(at..).unwrap_or_default(), old.get(at..).unwrap_or_default());
                if x >= erased {
                    self.write(cell, wide, new.len());
                }
            }
            covered = if covered > 0 { covered - 1 } else { wide.saturating_sub(1) };
            spoilt = wide.max(wide_before).max(spoilt).saturating_sub(1);
        }
    }

    /// Erases the blanks that the rest of a row begins with, where that is shorter than writing
    /// them; gives how many. The cursor stays where it is.
    fn erase(&mut self, new: &[Cell], old: &[Cell]) -> u16 {
        let blanks = new.iter().take_while(|cell| is_blank(cell, true)).count();
        if blanks < SHORT_RUN {
            return 0;
        }
        if blanks == new.len() {
            self.prepare_erasing();
            self.bytes.extend_from_slice(b"\x1b[K");
            return u16::try_from(blanks).unwrap_or(u16::MAX);
        }
        let pairs = new.iter().zip(old).take(blanks);
        let last = pairs.rev().position(|(cell, before)| !looks_like(cell, before));
        let changed = last.map_or(0, |unchanged| blanks - unchanged);
        if changed < SHORT_RUN {
            return 0;
        }
        self.prepare_erasing();
        self.command(format_args!("\x1b[{changed}X"));
        u16::try_from(changed).unwrap_or(u16::MAX)
    }

    /// What is erased takes the color behind the text, and nothing else of the style.
    fn prepare_erasing(&mut self) {
        if self.style.bg != plain().bg || self.style.add_modifier.intersects(SEEN_ON_BLANKS) {
            self.write_in(plain());
        }
    }

    /// Brings the cursor to a cell, by rewriting a few unchanged cells where that is shorter.
    fn go_to(&mut self, x: u16, y: u16, row: &[Cell]) {
        match self.at {
            Some(at) if at == (x, y) => return,
            Some((from, same)) if same == y && from < x => {
                let between = row.get(usize::from(from)..usize::from(x)).unwrap_or_default();
                let fits = |cell: &Cell| {
                    let same_style = cell.style() == self.style || is_unseen(cell, self.style);
                    same_style && cell.symbol().len() == 1
                };
                if x - from <= SHORT_STEP && between.iter().all(fits) {
                    for cell in between {
                        self.bytes.extend_from_slice(cell.symbol().as_bytes());
                    }
                } else if x - from == 1 {
                    self.bytes.extend_from_slice(b"\x1b[C");
                } else {
                    self.command(format_args!("\x1b[{}C", x - from));
                }
            }
            // no line feed: it would have standard output pass the drawing on in pieces
            Some((_, above)) if x == 0 && above + 1 == y => self.bytes.extend_from_slice(b"\x1b[E"),
            _ => self.command(format_args!("\x1b[{};{}H", y + 1, x + 1)),
        }
        self.at = Some((x, y));
    }

    /// Writes a cell where the cursor is.
    fn write(&mut self, cell: &Cell, wide: u16, columns: usize) {
        if !is_unseen(cell, self.style) {
            self.write_in(cell.style());
        }
        let symbol = shown(cell);
        let Some((x, y)) = self.at else { return };
        // terminals don't agree on the width of characters made of several
        let sure = symbol.len() == 1 || symbol.chars().nth(1).is_none();
        if !sure {
            let blanks = usize::from(wide);
            self.command(format_args!("{:blanks$}\x1b[{};{}H", "", y + 1, x + 1));
        }
        self.bytes.extend_from_slice(symbol.as_bytes());
        let next = x + wide;
        self.at = (sure && usize::from(next) < columns).then_some((next, y));
    }

    /// Switches to a style, by what changes or from the start, whichever is shorter.
    fn write_in(&mut self, style: Style) {
        if style == self.style {
            return;
        }
        self.bytes.extend_from_slice(b"\x1b[");
        let start = self.bytes.len();
        self.change(self.style, style);
        let change = self.bytes.len() - start;
        self.change(plain(), style);
        let all = self.bytes.len() - start - change;
        // from the start it takes a 0 before the first semicolon, or nothing where all is plain
        if all == 0 {
            self.bytes.truncate(start);
        } else if all + 1 < change - 1 {
            self.bytes.splice(start..start + change, [b'0']);
        } else {
            self.bytes.truncate(start + change);
            self.bytes.remove(start);
        }
        self.bytes.push(b'm');
        self.style = style;
    }

    /// The numbers that lead from one style to another, a semicolon before each.
    fn change(&mut self, from: Style, to: Style) {
        let (had, has) = (from.add_modifier, to.add_modifier);
        let mut kept = had;
        for (modifier, _, off) in MODIFIERS {
            if kept.contains(modifier) && !has.contains(modifier) {
                self.codes(&[off]);
                // bold and dim are taken away together
                for (other, _, same) in MODIFIERS {
                    if same == off {
                        kept.remove(other);
                    }
                }
            }
        }
        for (modifier, on, _) in MODIFIERS {
            if has.contains(modifier) && !kept.contains(modifier) {
                self.codes(&[on]);
            }
        }
        if to.fg != from.fg {
            self.color(to.fg, 30);
        }
        if to.bg != from.bg {
            self.color(to.bg, 40);
        }
    }

    /// The numbers of a color, after 30 for the text or 40 for what is behind it.
    fn color(&mut self, color: Option<Color>, ground: u8) {
        let named = |number: u8| if number < 8 { ground + number } else { ground + 52 + number };
        match color.unwrap_or(Color::Reset) {
            Color::Rgb(red, green, blue) => self.codes(&[ground + 8, 2, red, green, blue]),
            Color::Indexed(number) if number > 15 => self.codes(&[ground + 8, 5, number]),
            color => self.codes(&[of_sixteen(color).map_or(ground + 9, named)]),
        }
    }

    /// The numbers of a style, a semicolon before each; digit by digit, for there are several
    /// wherever the color changes.
    fn codes(&mut self, numbers: &[u8]) {
        for number in numbers {
            self.bytes.push(b';');
            for unit in [100, 10] {
                if *number >= unit {
                    self.bytes.push(b'0' + number / unit % 10);
                }
            }
            self.bytes.push(b'0' + number % 10);
        }
    }

    fn command(&mut self, command: std::fmt::Arguments<'_>) {
        // writing into memory can't fail
        self.bytes.write_fmt(command).unwrap_or_default();
    }
}

/// Each with the number that switches it on, and the one that switches it off.
const MODIFIERS: [(Modifier, u8, u8); 7] = [
    (Modifier::BOLD, 1, 22),
    (Modifier::DIM, 2, 22),
    (Modifier::ITALIC, 3, 23),
    (Modifier::UNDERLINED, 4, 24),
    (Modifier::REVERSED, 7, 27),
    (Modifier::HIDDEN, 8, 28),
    (Modifier::CROSSED_OUT, 9, 29),
];

/// What of a style is seen on a blank.
const SEEN_ON_BLANKS: Modifier =
    Modifier::UNDERLINED.union(Modifier::REVERSED).union(Modifier::CROSSED_OUT);

/// The number of one of the sixteen colors that people choose themselves.
fn of_sixteen(color: Color) -> Option<u8> {
    Some(match color {
        Color::Black => 0,
        Color::Red => 1,
        Color::Green => 2,
        Color::Yellow => 3,
        Color::Blue => 4,
        Color::Magenta => 5,
        Color::Cyan => 6,
        Color::Gray => 7,
        Color::DarkGray => 8,
        Color::LightRed => 9,
        Color::LightGreen => 10,
        Color::LightYellow => 11,
        Color::LightBlue => 12,
        Color::LightMagenta => 13,
        Color::LightCyan => 14,
        Color::White => 15,
        Color::Indexed(number) if number < 16 => number,
        Color::Indexed(_) | Color::Rgb(..) | Color::Reset => return None,
    })
}

/// The style of a cell that nobody wrote to.
fn plain() -> Style {
    Cell::EMPTY.style()
}

/// Whether a cell looks like one that nobody wrote to.
fn is_blank(cell: &Cell, styled: bool) -> bool {
    shown(cell) == " " && (!styled || is_unseen(cell, plain()))
}

/// Whether a cell is a blank that looks the same written in another style.
fn is_unseen(cell: &Cell, style: Style) -> bool {
    shown(cell) == " "
        && !cell.modifier.intersects(SEEN_ON_BLANKS)
        && !style.add_modifier.intersects(SEEN_ON_BLANKS)
        && style.bg == Some(cell.bg)
}

/// Whether two cells are the same; told by the first byte for nearly all that aren't.
fn is_same(cell: &Cell, other: &Cell) -> bool {
    let (symbol, others) = (cell.symbol().as_bytes(), other.symbol().as_bytes());
    symbol.len() == others.len()
        && symbol.first() == others.first()
        && cell.modifier == other.modifier
        && cell.fg == other.fg
        && cell.bg == other.bg
        && (symbol.len() < 2 || symbol == others)
}

/// Whether a cell is the same as before and takes one column: so it is with most of them.
fn stands(cell: &Cell, before: &Cell) -> bool {
    let (symbol, was) = (cell.symbol().as_bytes(), before.symbol().as_bytes());
    let same = match (symbol, was) {
        ([sign], [old]) => sign == old,
        _ => symbol == was && is_narrow(symbol),
    };
    same && cell.modifier == before.modifier && cell.fg == before.fg && cell.bg == before.bg
}

/// Whether nobody sees a difference between two cells.
fn looks_like(cell: &Cell, before: &Cell) -> bool {
    is_same(cell, before) || (shown(before) == " " && is_unseen(cell, before.style()))
}

/// The symbol of a cell, which always takes some room.
fn shown(cell: &Cell) -> &str {
    let symbol = cell.symbol();
    if symbol.is_empty() { " " } else { symbol }
}

/// How many cells a symbol takes.
fn width(cell: &Cell) -> u16 {
    let symbol = cell.symbol();
    if is_narrow(symbol.as_bytes()) {
        return 1;
    }
    u16::try_from(symbol.width()).unwrap_or(1).max(1)
}

/// Whether a symbol is seen by its bytes to take one cell: all of one or two bytes, and lines, shades
/// and shapes (U+2500 to U+25FC).
fn is_narrow(symbol: &[u8]) -> bool {
    matches!(symbol, [] | [_] | [_, _] | [0xe2, 0x94..=0x96, _] | [0xe2, 0x97, ..=0xbc])
}

#[cfg(test)]
mod tests;
