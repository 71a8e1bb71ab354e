//! The Partners screen: the list, and the card of the selected partner.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::card;
use super::draw::{Lit, after, below, boxed, paged, put, put_right, row, width};
use super::frame::Canvas;
use super::theme::{Mark, Role};
use crate::app::{App, Asks, Focus, Overlay, Target};
use crate::model::{Curtain, Evidence, Partner};

/// Draws the list and, where there is room, the card.
pub(super) fn draw(app: &App, area: Rect, canvas: &mut Canvas<'_>) {
    let (main, beside) = card::beside(app, area, 60);
    list(app, main, canvas);
    if let Some(area) = beside {
        card::draw(app, area, canvas);
    }
}

fn list(app: &App, area: Rect, canvas: &mut Canvas<'_>) {
    let lit = app.view.focus == Focus::Main && app.overlays.is_empty();
    let inner = boxed(canvas.buffer, area, &title(app), canvas.look, lit.into());
    if inner.height < 2 {
        return;
    }
    let foot = coverage(app, inner, canvas);
    let rows = Rect { height: inner.height.saturating_sub(foot + 1), ..inner };
    if app.listed().is_empty() {
        empty(app, rows, canvas);
        return;
    }
    let has_heading = inner.width >= WITH_DETAILS && rows.height > 4;
    if has_heading {
        put_right(canvas.buffer, rows, HEADING, canvas.look.style(Role::Dim));
    }
    let rows = below(rows, u16::from(has_heading));
    let selected = app.selected_index();
    let at = selected.and_then(|index| app.listed().binary_search(&index).ok()).unwrap_or(0);
    let first = paged(canvas.memory.list, at, rows.height.into(), app.listed().len());
    canvas.memory.list = first;
    for (n, index) in (0..rows.height).zip(app.listed().iter().skip(first)) {
        entry(app, *index, row(rows, n), canvas);
    }
}

/// How much is known, and the key that leads on to what isn't, at the foot of the list; gives the
/// rows taken.
fn coverage(app: &App, inner: Rect, canvas: &mut Canvas<'_>) -> u16 {
    let words = format!("{}{}", app.answers().coverage().words(), next_gap(app));
    let mut lines = vec![String::new()];
    // broken only between what is known of whom
    for part in words.split_inclusive(", ") {
        match lines.last_mut() {
            Some(line) if width(line) + width(part.trim_end()) <= inner.width => {
                line.push_str(part);
            }
            _ => lines.push(part.to_owned()),
        }
    }
    let rows = u16::try_from(lines.len()).unwrap_or(1).min(if inner.height >= 8 { 2 } else { 1 });
    let foot = below(inner, inner.height - rows);
    for (n, line) in (0..rows).zip(lines) {
        put(canvas.buffer, row(foot, n), &line, canvas.look.style(Role::Dim));
    }
    rows
}

/// The key of the next gap, where there is somebody to ask about and the map may be changed.
pub(super) fn next_gap(app: &App) -> &'static str {
    let open = app.may_edit().is_ok() && !app.map().partners.is_empty();
    if open { "  . next gap" } else { "" }
}

/// The title of a list of partners: how many, of how many, and which.
pub(super) fn title(app: &App) -> String {
    let (shown, all) = (app.listed().len(), app.map().partners.len());
    let filter = &app.view.filter;
    let words = filter.words.trim();
    let which = filter.only.iter().map(|only| only.words(app.curtain));
    let which: Vec<String> = which.chain((!words.is_empty()).then(|| words.to_owned())).collect();
    if which.is_empty() {
        return format!("Partners {all}");
    }
    format!("Partners {shown} of {all}: {}", which.join(", "))
}

/// What to do where nobody is listed.
pub(super) fn empty(app: &App, area: Rect, canvas: &mut Canvas<'_>) {
    let lines: [&str; 2] = if app.map().partners.is_empty() {
        ["No partners yet.", "a adds the first one."]
    } else {
        ["Nobody matches.", "Esc lists everyone."]
    };
    for (n, line) in (0..).zip(lines) {
        put(canvas.buffer, row(area, n), line, canvas.look.style(Role::Dim));
    }
}

/// From this width on, a row tells the place too, and how well success is known.
const WITH_DETAILS: u16 = 40;

/// What the columns of a row tell: interest, influence, and how well success is known.
const HEADING: &str = "  int. infl.  success ";

/// The cells that the columns of a row take: the side; interest or influence, each with a blank
/// before it; both of these with how well success is known.
const SIDE: u16 = 12;
const LEVEL: u16 = 6;
const FACTS: u16 = 2 * LEVEL + 10;

/// From this width on, a row tells the side too.
const WITH_SIDE: u16 = 60;

fn entry(app: &App, index: usize, area: Rect, canvas: &mut Canvas<'_>) {
    let Some((id, partner)) = app.partner_at(index) else { return };
    let look = canvas.look;
    let selected = app.view.selected.as_ref() == Some(id);
    let sign = if selected { look.sign(Mark::Selected) } else { " " };
    put(canvas.buffer, area, sign, look.mark_style(Mark::Selected));
    let told = match area.width {
        WITH_SIDE.. => SIDE + FACTS,
        WITH_DETAILS.. => FACTS,
        _ => 0,
    };
    let name = Rect { width: area.width.saturating_sub(3 + told), ..after(area, 2) };
    let style = if selected { look.heading() } else { Style::new() };
    let called = if partner.name.trim().is_empty() { "(no name)" } else { &*partner.name };
    put(canvas.buffer, name, called, style);
    let details = Rect { x: area.right() - told, width: told, ..area };
    if selected {
        // the cursor turns the blanks between the columns round as well
        canvas.buffer.set_style(details, look.style(Role::Dim));
    }
    if told > FACTS {
        let side = if partner.under_heard { "under-heard" } else { partner.side.word() };
        put_right(canvas.buffer, Rect { width: SIDE, ..details }, side, look.style(Role::Dim));
    }
    if told > 0 {
        facts(partner, after(details, told - FACTS), app.curtain, canvas);
    }
    if area.width < WITH_DETAILS && !partner.is_known() {
        put_right(canvas.buffer, area, look.sign(Mark::NotKnown), Style::new());
    }
    if selected && app.view.focus == Focus::Main && has_cursor(app) {
        canvas.buffer.set_style(area, look.cursor());
    }
    canvas.drawn.note(area, Target::Partner(id.clone()));
}

/// Whether a list of partners shows its cursor: not below what has one of its own, but below a search.
pub(super) fn has_cursor(app: &App) -> bool {
    match app.overlays.last() {
        None => true,
        Some(Overlay::Prompt(prompt)) => matches!(prompt.asks, Asks::Search { .. }),
        Some(_) => false,
    }
}

/// Place and how well success is known, in columns.
fn facts(partner: &Partner, area: Rect, curtain: Curtain, canvas: &mut Canvas<'_>) {
    let style = canvas.look.style(Role::Dim);
    for (n, placement) in (0..).zip([&partner.interest, &partner.influence]) {
        let column = Rect { x: area.x + n * LEVEL + 1, width: LEVEL - 1, ..area };
        match placement {
            Some(placement) => {
                put_right(canvas.buffer, column, &placement.value.to_string(), style)
            }
            None => put_right(canvas.buffer, column, "-", style),
        };
    }
    put(canvas.buffer, after(area, 2 * LEVEL + 2), known_by(partner, curtain), style);
}

/// The best evidence for what success means to a partner, or that it is private: as the counts of
/// those heard have it in them, a lesser one would be false.
fn known_by(partner: &Partner, curtain: Curtain) -> &'static str {
    if !partner.is_known() {
        return "?";
    }
    let shown = || partner.success.values().filter_map(|criterion| criterion.shown(curtain));
    match shown().filter_map(|content| content.evidence).min() {
        best if best != partner.best_evidence() => "private",
        Some(Evidence::Heard) => "heard",
        Some(Evidence::Read) => "read",
        Some(Evidence::Inferred) => "inferred",
        Some(Evidence::Guess) => "guessed",
        None if shown().next().is_none() => "private",
        None => "not said",
    }
}

/// A list beside something else: marks and names only.
pub(super) fn lit(app: &App) -> Lit {
    (app.view.focus == Focus::Main && app.overlays.is_empty()).into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Content, Criterion, CriterionId, Text};

    fn known_by_one(evidence: Option<Evidence>) -> Partner {
        let content = Content { evidence, ..Content::of(Text::cleaned("No waiting")) };
        let mut partner = Partner::named(Text::cleaned("Patients"));
        partner.success.insert(CriterionId::new("waits").unwrap(), Criterion::new(content));
        partner
    }

    #[test]
    fn what_is_not_said_is_no_guess() {
        assert_eq!(known_by(&known_by_one(None), Curtain::Drawn), "not said");
        assert_eq!(known_by(&known_by_one(Some(Evidence::Guess)), Curtain::Drawn), "guessed");
    }

    #[test]
    fn how_a_private_criterion_is_known_is_told_only_with_the_curtain_open() {
        let mut partner = known_by_one(Some(Evidence::Heard));
        let private = partner.success[0].clone().private();
        partner.success[0] = private;
        assert_eq!(known_by(&partner, Curtain::Open), "heard");
        assert_eq!(known_by(&partner, Curtain::Drawn), "private");
        for (evidence, told) in [(None, "private"), (Some(Evidence::Heard), "heard")] {
            let open = known_by_one(evidence).success[0].clone();
            partner.success.insert(CriterionId::new("open").unwrap(), open);
            assert_eq!(known_by(&partner, Curtain::Drawn), told, "beside an open one");
        }
    }

    #[test]
    fn how_much_is_known_is_told_in_full_however_narrow_the_list_is() {
        use crate::app::{App, Msg, Opening, Origin, update};
        let map = crate::ui::samples::example(crate::ui::samples::RIVERSIDE);
        let mut app = App::new(map, Origin::Example, Opening::default());
        app.view.screen = crate::app::Screen::Partners;
        let mut painter = crate::ui::Painter::for_print(crate::ui::Look::default());
        for size in [(80, 24), (118, 34), (60, 20), (40, 12)] {
            update(&mut app, Msg::Resize(size.0, size.1), crate::edit::Moment(0));
            let mut buffer = ratatui::buffer::Buffer::empty(Rect::new(0, 0, size.0, size.1));
            painter.draw(&app, &mut buffer);
            let cells = buffer.content.iter().map(ratatui::buffer::Cell::symbol);
            let text: String = cells.collect();
            for part in ["success known for 11 of 12,", "heard from 10,", "placed 11"] {
                assert!(text.contains(part), "{part} in {size:?}");
            }
        }
    }
}
