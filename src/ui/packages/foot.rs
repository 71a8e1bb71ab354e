//! Below the boxes: what stands for and against the package, and why a number is what it is.

use ratatui::layout::Rect;
use ratatui::text::Line;

use super::super::draw::{put_line, put_right, row, width, wrapped};
use super::super::frame::Canvas;
use super::super::overlap::flow;
use super::super::theme::{Look, Mark, Role};
use super::{Seen, list};
use crate::analysis::explain::{self, Explanation};
use crate::analysis::zone::packages_of_solutions;
use crate::app::{PackageRow, Pane};
use crate::model::OptionPlace;

/// From this many rows on, what is told of all three parts of the screen stands there.
const ALL_NEED_ROWS: u16 = 24;

/// Stands at the end where not all of it has room.
const MORE: &str = "  … ? why";

/// Draws it: what there is room for, and the meaning of the signs where that leaves rows.
pub(super) fn draw(seen: Seen<'_>, area: Rect, canvas: &mut Canvas<'_>) {
    let look = canvas.look;
    let here = seen.app.view.packages.pane;
    let all = [Pane::Packages, Pane::Choices, Pane::Partners];
    let told = if area.height < ALL_NEED_ROWS { &[here][..] } else { &all };
    let each = told.iter().map(|pane| lines(seen, *pane, (look, area.width)));
    let mut lines = each.collect::<Vec<_>>().join(&Line::default());
    if *told == [Pane::Choices] && !seen.question.judge(seen.package).is_acceptable() {
        // while options are chosen by hand, who refuses comes first
        let package = self::lines(seen, Pane::Packages, (look, area.width)).into_iter().next();
        lines.splice(0..0, package);
    }
    let taken = u16::try_from(lines.len()).unwrap_or(u16::MAX);
    if taken > area.height && area.height > 0 {
        let last = usize::from(area.height - 1);
        lines[last] = shortened(&lines[last], area.width.saturating_sub(width(MORE)));
        put_right(canvas.buffer, row(area, area.height - 1), MORE, look.style(Role::Dim));
    }
    for (at, line) in (0..area.height).zip(&lines) {
        put_line(canvas.buffer, row(area, at), line);
    }
    let legend = legend(seen, look, area.width);
    let from = area.height.saturating_sub(u16::try_from(legend.len()).unwrap_or(u16::MAX));
    let from = from.min(taken.saturating_add(1).max(super::FOOT_ROWS - 1));
    if taken <= from {
        for (at, line) in (from..area.height).zip(&legend) {
            put_line(canvas.buffer, row(area, at), line);
        }
    }
}

/// The line with as many of its words as so many cells have room for.
fn shortened(line: &Line<'static>, columns: u16) -> Line<'static> {
    let first = wrapped(&line.to_string(), columns).into_iter().next();
    Line::styled(first.unwrap_or_default(), line.style)
}

/// What is told of a part of the screen, in lines of at most so many cells.
fn lines(seen: Seen<'_>, of: Pane, (look, columns): (Look, u16)) -> Vec<Line<'static>> {
    let told = told(seen, of);
    let heading = wrapped(&raised(&told.heading), columns);
    let heading = heading.into_iter().map(|line| Line::styled(line, look.heading()));
    let lines = told.lines.iter().flat_map(|line| wrapped(&raised(line), columns));
    heading.chain(lines.map(Line::raw)).collect()
}

/// The text with a large first letter.
fn raised(text: &str) -> String {
    let mut signs = text.chars();
    signs.next().map_or_else(String::new, |first| first.to_uppercase().chain(signs).collect())
}

/// What is told of a part of the screen.
fn told(seen: Seen<'_>, of: Pane) -> Explanation {
    let (app, question, package) = (seen.app, seen.question, seen.package);
    let (map, curtain) = (app.map(), app.curtain);
    match of {
        Pane::Packages => of_package(seen),
        Pane::Choices => of_choice(seen),
        Pane::Partners => match app.selected_index().and_then(|index| app.party(index)) {
            Some(party) => {
                let (party, package) = ((question, party), (package, curtain));
                explain::package_gain(map, app.answers(), party, package)
            }
            None => Explanation::default(),
        },
    }
}

/// Who accepts the package or refuses it, and what it gives whom against the one that it betters or the
/// first solution, or the other solutions against it.
fn of_package(seen: Seen<'_>) -> Explanation {
    let (app, question, package) = (seen.app, seen.question, seen.package);
    let (map, curtain) = (app.map(), app.curtain);
    let answer = app.search().answer();
    if let Some(answer) = answer.filter(|answer| answer.is_impossible) {
        return explain::what_it_takes(map, question, answer, curtain);
    }
    let mut told = explain::package(map, question, package, curtain);
    if seen.row.is_some_and(|row| app.package_of(row).is_none()) {
        told.lines = vec![format!("this is shown while packages are searched: {}", told.heading)];
        told.heading = seen.name();
    }
    if let (Some(PackageRow::Better(_)), Some(better)) = (seen.row, app.search().better()) {
        let difference = explain::difference(map, question, &better.than, package);
        told.lines.push(format!("against the package that it betters, this {difference}"));
        return told;
    }
    let packages = answer.map(packages_of_solutions).unwrap_or_default();
    let Some((_, first)) = packages.first() else { return told };
    if first.choices != package.choices {
        let difference = explain::difference(map, question, first, package);
        told.lines.push(format!("against A, this {difference}"));
    } else if packages.len() > 1 {
        for (_, other) in packages.iter().skip(1) {
            let letter = list::letter(seen, other).unwrap_or(' ');
            let difference = explain::difference(map, question, first, other);
            told.lines.push(format!("against A, {letter} {difference}"));
        }
    }
    told
}

/// The issue under the cursor, and what its option is to all.
fn of_choice(seen: Seen<'_>) -> Explanation {
    let app = seen.app;
    let issues = &app.map().issues;
    let here = app.view.packages.issue.as_ref().and_then(|id| issues.get_full(id));
    let Some((at, id, issue)) = here else { return Explanation::default() };
    let chosen = seen.package.choices.get(at).copied().flatten();
    let name = explain::chosen(app.map(), at, chosen);
    let settled = match (app.view.packages.settled.contains_key(id), issue.must_settle) {
        (true, _) => "  settled for now: s frees it",
        (false, true) => "  needs an answer",
        (false, false) => "",
    };
    let issue_name = explain::named(&issue.name, id.as_str());
    let heading = format!("{issue_name}: {name}{settled}");
    let mut told = Explanation { heading, lines: Vec::new() };
    let option = chosen.and_then(|chosen| issue.options.get_index(chosen));
    let place = option.map(|(option, _)| OptionPlace { issue: id.clone(), option: option.clone() });
    if let Some(answer) = place.and_then(|place| app.answers().option(&place)) {
        told.lines.extend(explain::verdict(app.map(), answer, app.curtain).lines);
    }
    told
}

/// What the signs mean.
fn legend(seen: Seen<'_>, look: Look, columns: u16) -> Vec<Line<'static>> {
    let plain = |sign: &str, word| (sign.to_owned(), look.style(Role::Win), word);
    let dim = |sign: &str, word| (sign.to_owned(), look.style(Role::Dim), word);
    let mut parts = vec![plain(look.either("●", "o"), "gets")];
    if !seen.app.curtain.is_drawn() {
        parts.push(plain(look.either("┼", "|"), "needs: the walk-away"));
    }
    let lose = look.style(Role::Lose);
    parts.push((look.either("○", "x").to_owned(), lose, "gets, and refuses"));
    parts.push(dim(look.either("┊", ":"), "0: as things are"));
    let mark = |mark: Mark, word| (look.sign(mark).to_owned(), look.mark_style(mark), word);
    parts.push(mark(Mark::Marked, "settled for now"));
    parts.push(mark(Mark::Guess, "rests on guesses"));
    if !seen.app.curtain.is_drawn() {
        parts.push(mark(Mark::NotKnown, "not known, counts as 0"));
    }
    flow(look, columns, &parts)
}
