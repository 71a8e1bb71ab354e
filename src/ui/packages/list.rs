//! The list of packages: the solutions, the next best, what was put together by hand, what it would take.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::super::draw::{after, below, put, put_right, row, wrapped};
use super::super::frame::Canvas;
use super::super::theme::{Mark, Role};
use super::{Seen, pane, scroll};
use crate::analysis::explain;
use crate::analysis::packages::{Criterion, Package};
use crate::analysis::zone::packages_of_solutions;
use crate::app::{App, PackageRow, Pane, Target};

/// An entry of the list.
pub(super) enum Line {
    /// One that the cursor can stand on; where it is no package with what it asks to be changed, in as
    /// many rows as that takes.
    Row(usize, PackageRow, Vec<String>),
    /// What the entries below it are.
    Heading(&'static str),
}

impl Line {
    /// The rows that it takes.
    pub(super) fn rows(&self) -> u16 {
        match self {
            Self::Row(_, _, told) => u16::try_from(told.len().max(1)).unwrap_or(u16::MAX),
            Self::Heading(_) => 1,
        }
    }
}

/// All entries, from top to bottom, in so many columns.
pub(super) fn lines(seen: Seen<'_>, columns: u16) -> Vec<Line> {
    let rows = seen.app.package_rows();
    let is_opening =
        |row: &PackageRow| matches!(row, PackageRow::Opening(_) | PackageRow::Together);
    let mut lines = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        if is_opening(row) && !rows[..at].last().is_some_and(is_opening) {
            lines.push(Line::Heading("Any one of these opens the zone"));
        }
        let told = opening(seen, *row);
        // all but the first row of it are set in
        let told = told.map_or(Vec::new(), |told| wrapped(&told, columns.saturating_sub(4)));
        lines.push(Line::Row(at, *row, told));
    }
    lines
}

/// Draws it.
pub(super) fn draw(seen: Seen<'_>, lines: &[Line], area: Rect, canvas: &mut Canvas<'_>) {
    let inner = pane(seen, Pane::Packages, ("Packages", area), canvas);
    if lines.is_empty() {
        let text = if seen.app.search().runs() { "Searching" } else { "Nothing was found" };
        put(canvas.buffer, inner, text, canvas.look.style(Role::Dim));
        return;
    }
    let here = |line: &Line| matches!(line, Line::Row(_, row, _) if Some(*row) == seen.row);
    let at = lines.iter().position(here).unwrap_or(0);
    let rows = |at: usize| lines.get(at).map_or(0, Line::rows);
    let before = canvas.memory.packages.0;
    let first = scroll((before, at, lines.len()), &rows, inner, canvas);
    canvas.memory.packages.0 = first;
    let mut rest = inner;
    for line in lines.iter().skip(first) {
        let place = Rect { height: line.rows().min(rest.height), ..rest };
        rest = below(rest, place.height);
        match line {
            Line::Heading(text) => {
                put(canvas.buffer, place, text, canvas.look.style(Role::Dim));
            }
            Line::Row(at, shown, told) => {
                entry(seen, (*shown, told), place, canvas);
                canvas.drawn.note(place, Target::PackageRow(*at));
            }
        }
    }
}

fn entry(
    seen: Seen<'_>,
    (shown, told): (PackageRow, &[String]),
    area: Rect,
    canvas: &mut Canvas<'_>,
) {
    let (look, app) = (canvas.look, seen.app);
    let is_here = seen.row == Some(shown);
    let has_keys = app.view.packages.pane == Pane::Packages && app.overlays.is_empty();
    if is_here {
        put(canvas.buffer, area, look.sign(Mark::Selected), look.mark_style(Mark::Selected));
    }
    let text = after(area, 2);
    let style = if is_here { look.heading() } else { Style::new() };
    // the cursor turns dim letters round to a bar of another gray
    let aside = if is_here && has_keys { Style::new() } else { look.style(Role::Dim) };
    if told.is_empty() {
        package(seen, shown, (text, style, aside), canvas);
    }
    for (n, line) in (0..area.height).zip(told) {
        let set_in = if n > 0 { 2 } else { 0 };
        put(canvas.buffer, after(row(text, n), set_in), line, style);
    }
    if is_here && has_keys {
        canvas.buffer.set_style(area, look.cursor());
    }
}

/// The cells of the letters, and of the names with them.
const LETTER: u16 = 3;
const NAME: u16 = 21;

/// Below this many columns it is not told what a solution is after.
const AIMS_NEED_COLUMNS: u16 = 44;

/// Letter, name, what is told of a package, and whether it rests on guesses.
fn package(
    seen: Seen<'_>,
    shown: PackageRow,
    (area, style, aside): (Rect, Style, Style),
    canvas: &mut Canvas<'_>,
) {
    let look = canvas.look;
    let package = seen.app.package_of(shown);
    let letter = package.as_ref().and_then(|package| letter(seen, package));
    if let Some(letter) = letter {
        put(canvas.buffer, area, &letter.to_string(), style);
    }
    let name_place = after(area, LETTER);
    let named = put(canvas.buffer, name_place, &name(shown, seen.app), style);
    let is_narrow = area.width < AIMS_NEED_COLUMNS;
    let mut note = package.as_ref().map_or("…".to_owned(), |package| note(seen, shown, package));
    if let (true, PackageRow::Solution(by)) = (is_narrow, shown) {
        note = note.trim_end_matches(aim(by)).trim_end_matches(": ").to_owned();
    }
    let rests = |package: &Package| seen.question.rests_on_guesses(&package.choices);
    let column = if is_narrow { 0 } else { NAME };
    let mut rest = after(area, column.max(LETTER + named + 1));
    if package.as_ref().is_some_and(rests) {
        let (sign, style) = (look.sign(Mark::Guess), look.mark_style(Mark::Guess));
        let taken = put_right(canvas.buffer, rest, sign, style);
        rest.width = rest.width.saturating_sub(taken + 1);
    }
    put(canvas.buffer, rest, &note, aside);
}

/// The letter of a package among those of the solutions.
pub(super) fn letter(seen: Seen<'_>, package: &Package) -> Option<char> {
    let answer = seen.app.search().answer()?;
    let packages = packages_of_solutions(answer);
    let at = packages.iter().position(|(_, other)| other.choices == package.choices)?;
    Some(explain::package_letter(at))
}

/// What a row is called.
pub(super) fn name(row: PackageRow, app: &App) -> String {
    match row {
        PackageRow::Solution(by) => solution(by).to_owned(),
        PackageRow::Ranked(at) => {
            let by = solution(app.view.packages.by);
            format!("{} by {by}", ["1st", "2nd", "3rd", "4th", "5th"].get(at).unwrap_or(&"next"))
        }
        PackageRow::Hand => "By hand".to_owned(),
        PackageRow::Better(at) => format!("Better {}", at + 1),
        PackageRow::Nearest | PackageRow::Together | PackageRow::Opening(_) => "Nearest".to_owned(),
    }
}

/// The name of a solution.
fn solution(by: Criterion) -> &'static str {
    match by {
        Criterion::Nash => "Nash",
        Criterion::Egalitarian => "Egalitarian",
        Criterion::KalaiSmorodinsky => "Kalai-Smorodinsky",
        Criterion::Utilitarian => "Largest sum",
    }
}

/// What a solution is after, in plain words.
fn aim(by: Criterion) -> &'static str {
    match by {
        Criterion::Nash => "balances everyone's gains",
        Criterion::Egalitarian => "lifts whoever gets least",
        Criterion::KalaiSmorodinsky => "like shares of one's best",
        Criterion::Utilitarian => "most for all together",
    }
}

/// What is told of a package in its row.
fn note(seen: Seen<'_>, row: PackageRow, package: &Package) -> String {
    match row {
        PackageRow::Solution(by) => {
            let found = seen.app.search().answer().and_then(|answer| answer.solution(by));
            let proven = if found.is_none_or(|it| it.is_proven) { "" } else { "not proven: " };
            format!("{proven}{}", aim(by))
        }
        PackageRow::Ranked(_) => {
            let top = seen.app.search().answer().and_then(|answer| answer.top.packages.first());
            differences(seen, package, top.map(|(best, _)| best))
        }
        PackageRow::Better(_) => {
            differences(seen, package, seen.app.search().better().map(|better| &better.than))
        }
        _ => seen.question.judge(package).words(),
    }
}

/// The options in which a package differs from another one.
fn differences(seen: Seen<'_>, package: &Package, from: Option<&Package>) -> String {
    let Some(from) = from else { return String::new() };
    let pairs = package.choices.iter().zip(&from.choices).enumerate();
    let changed = pairs.filter(|(_, (mine, other))| mine != other);
    let changed = changed.map(|(issue, (mine, _))| {
        let name = explain::chosen(seen.app.map(), issue, *mine);
        match (mine, seen.app.map().issues.get_index(issue)) {
            (None, Some((id, issue))) => {
                format!("{} {name}", explain::named(&issue.name, id.as_str()))
            }
            _ => name,
        }
    });
    format!("but {}", changed.collect::<Vec<_>>().join("; "))
}

/// What a row asks to be changed, where it is no package.
fn opening(seen: Seen<'_>, row: PackageRow) -> Option<String> {
    let (app, question) = (seen.app, seen.question);
    if row == PackageRow::Together {
        let nearest = app.search().answer()?.nearest.as_ref()?;
        let short = (0..nearest.shortfalls.len()).filter(|at| nearest.shortfalls[*at] > 0);
        let told = short.filter_map(|party| {
            let (_, partner) = app.partner_at(question.partners().nth(party)?)?;
            let by = question.shortfall(nearest, party).shown(app.curtain).map(|by| by.enough());
            let by = by.map_or(String::new(), |by| format!(" by {by}"));
            Some(format!("{}{by}", partner.short_name()))
        });
        let told: Vec<String> = told.collect();
        return Some(format!("lower walk-aways together: {}", told.join(", ")));
    }
    Some(explain::opening(app.map(), question, app.opening(row)?, app.curtain))
}
