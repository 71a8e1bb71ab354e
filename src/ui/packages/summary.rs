//! The line on top: how many packages there are and how many are acceptable, and how far the search is.

use ratatui::layout::Rect;

use super::super::draw::{put, put_right, width};
use super::super::frame::Canvas;
use super::super::theme::Role;
use super::Seen;
use crate::analysis::explain;
use crate::analysis::packages::{Natural, Progress, Stage as Part, Top};
use crate::app::{Search, Stage};

/// What is told where nothing is left open.
const PROVEN: &str = "proven";

/// Draws it: what is found at the left, how sure that is at the right.
pub(super) fn draw(seen: Seen<'_>, line: Rect, canvas: &mut Canvas<'_>) {
    let look = canvas.look;
    let (state, style) = match seen.app.search().stage() {
        Stage::Runs(progress) => {
            let told = progress.map_or("packages".to_owned(), told);
            (format!("searching {told}  Esc stops"), look.style(Role::Accent))
        }
        Stage::Stopped => ("stopped".to_owned(), look.style(Role::Lose)),
        Stage::Failed => ("the search failed: please report it".to_owned(), look.style(Role::Lose)),
        Stage::Idle | Stage::Ended => (proof(seen.app.search()), look.style(Role::Dim)),
    };
    let mut parts = found(seen, line.width);
    let room = |state: &str| line.width.saturating_sub(width(state) + 2);
    // where it is tight, that all is well needs no word
    let is_well = state == PROVEN;
    let least = parts.first().map_or(0, |part| width(part));
    let state = if is_well && least > room(&state) { String::new() } else { state };
    put_right(canvas.buffer, line, &state, style);
    let text = loop {
        let text = parts.join(look.either(" · ", ", "));
        if width(&text) <= room(&state) || parts.len() < 2 {
            break text;
        }
        parts.pop();
    };
    let line = Rect { width: room(&state), ..line };
    put(canvas.buffer, line, &text, look.heading());
}

/// What was found, the most important first.
fn found(seen: Seen<'_>, columns: u16) -> Vec<String> {
    let space = grouped(&seen.question.space());
    let those = seen.question.those();
    let Some(answer) = seen.app.search().answer() else {
        return vec![format!("{space} packages")];
    };
    let mut parts = Vec::new();
    let zero = Natural::from(0);
    match answer.is_open {
        _ if answer.is_impossible => parts.push("No package keeps the rules".to_owned()),
        Some(false) => {
            parts.push(format!("None of {space} packages is acceptable to {those}"));
        }
        Some(true) if answer.count.packages > zero => {
            let least = if answer.count.is_exact { "" } else { "At least " };
            let count = grouped(&answer.count.packages);
            let whole = format!("{least}{count} of {space} packages acceptable to {those}");
            let is_tight = width(&whole) > columns;
            parts.push(if is_tight {
                format!("{least}{count} acceptable to {those}")
            } else {
                whole
            });
        }
        Some(true) => parts.push(format!("{space} packages, some acceptable to {those}")),
        None => parts.push(format!("{space} packages")),
    }
    let settled = seen.app.view.packages.settled.len();
    if settled > 0 {
        parts.push(format!("{settled} settled for now"));
    }
    parts.extend(explain::not_said(seen.app.answers(), seen.question, seen.app.curtain));
    if answer.front.count > 0 {
        let least = if answer.front.is_complete { "" } else { "at least " };
        let count = answer.front.count;
        parts.push(format!("{least}{count} can't be bettered without hurting someone"));
    }
    parts
}

/// Whether what is shown is proven.
fn proof(search: &Search) -> String {
    let Some(answer) = search.answer() else { return String::new() };
    let solutions = answer.solutions.iter().flatten().all(|solution| solution.is_proven);
    let is_ranked = |top: &Top| top.is_proven || top.packages.is_empty();
    let better = search.better().and_then(|better| better.found.as_ref());
    let decided = match answer.is_open {
        Some(true) => solutions && is_ranked(&answer.top) && better.is_none_or(is_ranked),
        Some(false) => {
            let nearest = answer.nearest.as_ref().is_none_or(|nearest| nearest.is_proven);
            nearest && answer.are_all_openings
        }
        None => false,
    };
    if decided { PROVEN } else { "not all proven" }.to_owned()
}

/// What a part of the search is about.
fn words(part: Part) -> &'static str {
    match part {
        Part::Zone => "what is acceptable",
        Part::Solutions => "solutions",
        Part::Nearest => "the nearest",
        Part::Openings => "what it would take",
        Part::Count => "how many",
        Part::Front => "the best",
    }
}

/// What is being searched and how far that is: in thousands of steps, for how many it takes nobody knows.
fn told(progress: Progress) -> String {
    let steps = grouped(&Natural::from(progress.steps / 1_000));
    format!("{}: {steps} thousand steps", words(progress.stage))
}

/// A count with its thousands apart; a very large one only by its size.
fn grouped(count: &Natural) -> String {
    let digits = count.to_string();
    if digits.len() > 15 {
        return format!("some 10^{}", digits.len() - 1);
    }
    explain::grouped(&digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_counts_can_be_read() {
        let told = |count: u64| grouped(&Natural::from(count));
        assert_eq!(told(0), "0");
        assert_eq!(told(812), "812");
        assert_eq!(told(3_600), "3,600");
        assert_eq!(told(95_367_431_640_625), "95,367,431,640,625");
        assert_eq!(told(u64::MAX), "some 10^19");
    }
}
