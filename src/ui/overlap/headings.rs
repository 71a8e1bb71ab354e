//! What stands above the columns of the matrix: short names, their first letters, or numbers.

use ratatui::layout::Rect;
use ratatui::style::Style;
use unicode_segmentation::UnicodeSegmentation;

use super::super::draw::{put, width};
use super::super::frame::Canvas;
use super::matrix::NAME_COLUMNS;
use crate::app::App;

/// With more partners than this nobody measures all of their names before drawing.
const MOST_MEASURED: usize = 200;

/// The most cells that a short name gets above a column.
const LONGEST_SHORT: u16 = 9;

/// The least rows in which short names are written downward, where they don't all need less.
const LEAST_DOWN: u16 = 6;

/// The rows kept for the legend.
const LEGEND_ROWS: u16 = 2;

/// What stands above the columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Headings {
    /// Short names, written across.
    Across,
    /// Short names, written downward in so many rows.
    Down(u16),
    /// The first letters of the short names, which tell them apart.
    Starts,
    /// The numbers that stand at the rows.
    Numbers,
}

/// The widest name and the widest short name; of many partners what they get at most.
pub(super) fn longest(app: &App, order: &[usize]) -> (u16, u16) {
    if order.len() > MOST_MEASURED {
        return (NAME_COLUMNS.0, LONGEST_SHORT);
    }
    let records = order.iter().filter_map(|&index| app.partner_at(index));
    let widest = |(name, short): (u16, u16), (_, record): (_, &crate::model::Partner)| {
        let letters = record.short_name().graphemes(true).count();
        (name.max(width(&record.name)), short.max(u16::try_from(letters).unwrap_or(u16::MAX)))
    };
    let (name, short) = records.fold((0, 1), widest);
    (name, short.min(LONGEST_SHORT))
}

/// What to write above columns of this pitch, with short names of at most so many signs, where there
/// are so many rows in all.
pub(super) fn headings(
    app: &App,
    order: &[usize],
    (pitch, short, rows): ((u16, u16), u16, u16),
) -> Headings {
    if pitch.0 > short {
        return Headings::Across;
    }
    let partners = u16::try_from(order.len()).unwrap_or(u16::MAX);
    let spare = rows.saturating_sub(partners.saturating_add(1 + LEGEND_ROWS));
    if spare >= short.min(LEAST_DOWN) {
        return Headings::Down(short.min(spare));
    }
    if rows >= short * 3 {
        return Headings::Down(short);
    }
    if pitch.0 > 3 && order.len() <= MOST_MEASURED {
        let starts = order.iter().filter_map(|&index| app.partner_at(index));
        let mut starts: Vec<String> =
            starts.map(|(_, record)| start(&record.short_name(), pitch.0 - 1)).collect();
        starts.sort_unstable();
        if starts.windows(2).all(|two| two.first() != two.last()) {
            return Headings::Starts;
        }
    }
    Headings::Numbers
}

/// The first signs of a name that fit so many cells, without an ellipsis.
pub(super) fn start(name: &str, cells: u16) -> String {
    let mut taken = 0;
    let fits = |sign: &&str| {
        taken += width(sign);
        taken <= cells
    };
    name.graphemes(true).filter(|sign| *sign != "\n" && *sign != "\t").take_while(fits).collect()
}

/// A name of at most so many signs.
pub(super) fn cut_down(name: &str, signs: u16) -> String {
    let signs = usize::from(signs);
    if name.graphemes(true).count() <= signs {
        return name.to_owned();
    }
    let kept: String = name.graphemes(true).take(signs.saturating_sub(1)).collect();
    format!("{kept}…")
}

/// Writes a text sign below sign, so that it ends in the last of so many rows.
pub(super) fn downward(
    text: &str,
    (top, rows): (Rect, u16),
    style: Style,
    canvas: &mut Canvas<'_>,
) {
    let signs: Vec<&str> = text.graphemes(true).collect();
    let blank = rows.saturating_sub(u16::try_from(signs.len()).unwrap_or(rows));
    for (down, sign) in (blank..rows).zip(signs) {
        put(canvas.buffer, Rect { y: top.y + down, ..top }, sign, style);
    }
}
