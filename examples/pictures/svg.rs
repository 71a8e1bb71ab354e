//! A screen as an SVG picture: words as text, lines and marks as shapes, so that no font moves them.

use std::fmt::Write as _;

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};
use zopa::ui::Background;

/// A cell in pixels.
const CELL: (usize, usize) = (9, 20);
/// The space around the cells, and the bar on top of them.
const MARGIN: usize = 14;
const BAR: usize = 34;

const FONTS: &str = "ui-monospace, 'SF Mono', 'Cascadia Mono', 'DejaVu Sans Mono', Menlo, \
                     Consolas, 'Liberation Mono', monospace";

/// The colors that a terminal brings along.
struct Paper {
    back: &'static str,
    text: &'static str,
    bar: &'static str,
    edge: &'static str,
    title: &'static str,
}

const DARK: Paper =
    Paper { back: "#14171c", text: "#d6d9de", bar: "#1b1f25", edge: "#333943", title: "#8b93a0" };
const LIGHT: Paper =
    Paper { back: "#fdfdfb", text: "#23272e", bar: "#f2f2ee", edge: "#d5d5cf", title: "#7b7f86" };

/// The picture: a quiet window with a title, and the screen in it.
pub(crate) fn window(buffer: &Buffer, title: &str, background: Background) -> String {
    let paper = if background == Background::Light { LIGHT } else { DARK };
    let (columns, rows) = (usize::from(buffer.area.width), usize::from(buffer.area.height));
    let (width, height) = (columns * CELL.0 + 2 * MARGIN, rows * CELL.1 + BAR + 2 * MARGIN);
    let Paper { back, text, bar, edge, title: quiet } = paper;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" \
         width=\"{width}\" height=\"{height}\" role=\"img\" aria-label=\"{label}\">\n\
         <rect x=\"0.5\" y=\"0.5\" width=\"{}\" height=\"{}\" rx=\"10\" fill=\"{back}\"/>\n\
         <path d=\"M0.5 {BAR}V10.5a10 10 0 0 1 10-10H{}a10 10 0 0 1 10 10V{BAR}z\" fill=\"{bar}\"/>\n\
         <rect x=\"0.5\" y=\"0.5\" width=\"{}\" height=\"{}\" rx=\"10\" fill=\"none\" stroke=\"{edge}\"/>\n\
         <path d=\"M1 {BAR}.5H{}\" stroke=\"{edge}\"/>\n\
         <g font-family=\"{FONTS}\" font-size=\"15\" fill=\"{text}\">\n\
         <text x=\"{}\" y=\"22\" text-anchor=\"middle\" font-size=\"13\" fill=\"{quiet}\">{label}</text>\n",
        width - 1,
        height - 1,
        width - 11,
        width - 1,
        height - 1,
        width - 1,
        width / 2,
        label = escaped(title),
    );
    for row in 0..buffer.area.height {
        let cells: Vec<&Cell> =
            (0..buffer.area.width).map(|column| &buffer[(column, row)]).collect();
        let top = BAR + MARGIN + usize::from(row) * CELL.1;
        draw_row(&mut svg, &cells, top, &paper);
    }
    svg.push_str("</g>\n</svg>\n");
    svg
}

/// What of a cell's style is drawn.
#[derive(Clone, PartialEq)]
struct Ink {
    text: String,
    back: Option<String>,
    attributes: &'static str,
}

impl Ink {
    fn of(cell: &Cell, paper: &Paper) -> Self {
        let color = |color: Color| match color {
            Color::Rgb(red, green, blue) => Some(format!("#{red:02x}{green:02x}{blue:02x}")),
            _ => None,
        };
        let mut text = color(cell.fg).unwrap_or_else(|| paper.text.to_owned());
        let mut back = color(cell.bg);
        if cell.modifier.contains(Modifier::REVERSED) {
            let old = back.unwrap_or_else(|| paper.back.to_owned());
            (text, back) = (old, Some(text));
        }
        let attributes = match cell.modifier {
            with if with.contains(Modifier::BOLD) => " font-weight=\"700\"",
            with if with.contains(Modifier::UNDERLINED) => " text-decoration=\"underline\"",
            with if with.contains(Modifier::ITALIC) => " font-style=\"italic\"",
            with if with.contains(Modifier::DIM) => " opacity=\"0.6\"",
            _ => "",
        };
        Self { text, back, attributes }
    }
}

/// Draws a row: backgrounds first, then runs of one kind and style.
fn draw_row(svg: &mut String, cells: &[&Cell], top: usize, paper: &Paper) {
    let inks: Vec<Ink> = cells.iter().map(|cell| Ink::of(cell, paper)).collect();
    for (start, end) in runs(cells.len(), |a, b| inks[a].back == inks[b].back) {
        if let Some(back) = &inks[start].back {
            let (x, width) = (left(start), (end - start) * CELL.0);
            let height = CELL.1;
            let _ = writeln!(
                svg,
                "<rect x=\"{x}\" y=\"{top}\" width=\"{width}\" height=\"{height}\" fill=\"{back}\"/>"
            );
        }
    }
    let same = |a: usize, b: usize| {
        let (one, two) = (cells[a].symbol(), cells[b].symbol());
        let together = match (shape(one), shape(two)) {
            (None, None) => is_plain(one) && is_plain(two) && (one, two) != (" ", " "),
            (Some(shape), Some(_)) => one == two && shape.joins(),
            _ => false,
        };
        together && inks[a] == inks[b]
    };
    for (start, end) in runs(cells.len(), same) {
        let text: String = cells[start..end].iter().map(|cell| cell.symbol()).collect();
        match shape(cells[start].symbol()) {
            Some(shape) => shape.draw(svg, (start, end), top, &inks[start].text),
            None => draw_text(svg, &text, (start, top), &inks[start]),
        }
    }
}

/// Draws words; where a font is wider or narrower than a cell, they are fitted to their cells.
fn draw_text(svg: &mut String, text: &str, (start, top): (usize, usize), ink: &Ink) {
    let words = text.trim_start();
    let start = start + text.chars().count() - words.chars().count();
    let words = words.trim_end();
    let cells = words.chars().count();
    if cells == 0 {
        return;
    }
    let y = top + 15;
    let (fill, attributes) = (&ink.text, ink.attributes);
    let place = if cells > 1 {
        format!("x=\"{}\" textLength=\"{}\"", left(start), cells * CELL.0)
    } else {
        format!("x=\"{}.5\" text-anchor=\"middle\"", left(start) + CELL.0 / 2)
    };
    let words = escaped(words);
    let _ = writeln!(svg, "<text {place} y=\"{y}\" fill=\"{fill}\"{attributes}>{words}</text>");
}

/// A sign that is drawn as a shape, in the units of a cell.
enum Shape {
    /// A part of the cell: left, top, width, height, and how dense it is.
    Block(f32, f32, f32, f32, f32),
    /// A line across the cell, dotted or not, which goes on in the next one.
    Across(&'static str),
    /// A path that is filled.
    Filled(&'static str),
    /// A path that is drawn.
    Drawn(&'static str),
    /// A path that is drawn, and one that is filled.
    Half(&'static str, &'static str),
}

/// A circle around the middle of a cell.
const CIRCLE: &str = "M0.4 10.5a4.1 4.1 0 1 0 8.2 0a4.1 4.1 0 1 0 -8.2 0z";

fn shape(symbol: &str) -> Option<Shape> {
    let sign = symbol.chars().next()?;
    Some(match sign {
        '█' => Shape::Block(0.0, 0.0, 9.0, 20.0, 1.0),
        '▓' => Shape::Block(0.0, 0.0, 9.0, 20.0, 0.85),
        '▒' => Shape::Block(0.0, 0.0, 9.0, 20.0, 0.65),
        '░' => Shape::Block(0.0, 0.0, 9.0, 20.0, 0.45),
        '▀' => Shape::Block(0.0, 0.0, 9.0, 10.0, 1.0),
        '▄' => Shape::Block(0.0, 10.0, 9.0, 10.0, 1.0),
        '▌' => Shape::Block(0.0, 0.0, 4.5, 20.0, 1.0),
        '▐' => Shape::Block(4.5, 0.0, 4.5, 20.0, 1.0),
        '▁' => Shape::Block(0.0, 17.5, 9.0, 2.5, 1.0),
        '▂' => Shape::Block(0.0, 15.0, 9.0, 5.0, 1.0),
        '■' => Shape::Block(0.5, 6.0, 8.0, 8.0, 1.0),
        '▪' => Shape::Block(2.0, 8.0, 5.0, 5.0, 1.0),
        '─' => Shape::Across(""),
        '━' => Shape::Across(" stroke-width=\"2.5\""),
        '┈' | '╌' => Shape::Across(" stroke-dasharray=\"2 2.5\""),
        '│' => Shape::Drawn("M4.5 0V20"),
        '┊' | '╎' => Shape::Drawn("M4.5 1V3M4.5 6V8M4.5 11V13M4.5 16V18"),
        '╭' => Shape::Drawn("M4.5 20V14Q4.5 10.5 9 10.5"),
        '╮' => Shape::Drawn("M4.5 20V14Q4.5 10.5 0 10.5"),
        '╰' => Shape::Drawn("M4.5 0V7Q4.5 10.5 9 10.5"),
        '╯' => Shape::Drawn("M4.5 0V7Q4.5 10.5 0 10.5"),
        '┌' => Shape::Drawn("M4.5 20V10.5H9"),
        '┐' => Shape::Drawn("M4.5 20V10.5H0"),
        '└' => Shape::Drawn("M4.5 0V10.5H9"),
        '┘' => Shape::Drawn("M4.5 0V10.5H0"),
        '├' => Shape::Drawn("M4.5 0V20M4.5 10.5H9"),
        '┤' => Shape::Drawn("M4.5 0V20M4.5 10.5H0"),
        '┬' => Shape::Drawn("M0 10.5H9M4.5 10.5V20"),
        '┴' => Shape::Drawn("M0 10.5H9M4.5 10.5V0"),
        '┼' => Shape::Drawn("M0 10.5H9M4.5 0V20"),
        '●' => Shape::Filled(CIRCLE),
        '○' => Shape::Drawn(CIRCLE),
        '◐' => Shape::Half(CIRCLE, "M4.5 6.4a4.1 4.1 0 0 0 0 8.2z"),
        '◆' => Shape::Filled("M4.5 5.2L9 10.5L4.5 15.8L0 10.5z"),
        '◇' => Shape::Drawn("M4.5 5.8L8.5 10.5L4.5 15.2L0.5 10.5z"),
        '▲' => Shape::Filled("M4.5 5.6L9.1 14.4H-0.1z"),
        '▼' => Shape::Filled("M4.5 15.4L9.1 6.6H-0.1z"),
        '▸' => Shape::Filled("M2 6L7.6 10.5L2 15z"),
        '·' => Shape::Filled("M3.2 10.5a1.3 1.3 0 1 0 2.6 0a1.3 1.3 0 1 0 -2.6 0z"),
        '✗' => Shape::Drawn("M1.2 6.6L7.8 14.4M7.8 6.6L1.2 14.4"),
        '✓' => Shape::Drawn("M0.8 10.8L3.6 14.2L8.2 6.4"),
        '★' => Shape::Filled(
            "M4.5 5L5.7 8.7H9.5L6.4 11L7.6 14.8L4.5 12.5L1.4 14.8L2.6 11L-0.5 8.7H3.3z",
        ),
        _ => return None,
    })
}

impl Shape {
    /// Whether a run of them is one shape.
    fn joins(&self) -> bool {
        matches!(self, Self::Block(_, _, width, ..) if *width > 8.5)
            || matches!(self, Self::Across(_))
    }

    fn draw(&self, svg: &mut String, (start, end): (usize, usize), top: usize, color: &str) {
        let (x, run) = (left(start), (end - start) * CELL.0);
        let at = format!("transform=\"translate({x} {top})\"");
        let _ = match self {
            Self::Block(left, down, width, height, dense) => {
                let width = if self.joins() { run.to_string() } else { width.to_string() };
                let dense =
                    if *dense < 1.0 { format!(" opacity=\"{dense}\"") } else { String::new() };
                writeln!(
                    svg,
                    "<rect {at} x=\"{left}\" y=\"{down}\" width=\"{width}\" height=\"{height}\" fill=\"{color}\"{dense}/>"
                )
            }
            Self::Across(how) => {
                writeln!(svg, "<path {at} d=\"M0 10.5h{run}\" stroke=\"{color}\"{how}/>")
            }
            Self::Filled(path) => writeln!(svg, "<path {at} d=\"{path}\" fill=\"{color}\"/>"),
            Self::Drawn(path) => {
                writeln!(svg, "<path {at} d=\"{path}\" fill=\"none\" stroke=\"{color}\"/>")
            }
            Self::Half(outline, half) => writeln!(
                svg,
                "<path {at} d=\"{outline}\" fill=\"none\" stroke=\"{color}\"/>\n\
                 <path {at} d=\"{half}\" fill=\"{color}\"/>"
            ),
        };
    }
}

/// The left edge of a column, in pixels.
fn left(column: usize) -> usize {
    MARGIN + column * CELL.0
}

/// Whether a sign is as wide as a cell in every font of one width.
fn is_plain(symbol: &str) -> bool {
    let mut signs = symbol.chars();
    let sign = signs.next();
    let is_latin = |sign: char| sign.is_ascii() || sign.is_alphabetic() && sign < '\u{250}';
    signs.next().is_none() && sign.is_some_and(|sign| is_latin(sign) || "’‘“”–…".contains(sign))
}

/// Neighbors that belong together, as half-open ranges.
fn runs(length: usize, together: impl Fn(usize, usize) -> bool) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut start = 0;
    for at in 1..=length {
        if at == length || !together(at - 1, at) {
            found.push((start, at));
            start = at;
        }
    }
    found
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
