//! With whom a partner shares what, and with whom it clashes: the part of the card that is computed.

use ratatui::text::{Line, Span};

use super::card::CardLine;
use super::draw::{cut, width, wrapped};
use super::theme::{Look, Mark, Role};
use crate::analysis::{Extent, those_known};
use crate::app::App;

/// How many names stand below a clash.
const NAMES: usize = 3;

/// The cells that a theme's name takes at least, and at most.
const LEAST_LABEL: u16 = 20;
const LONGEST_LABEL: u16 = 34;

/// The lines about the selected partner; none while nothing is known.
pub(super) fn shared(app: &App, look: Look, wide: u16) -> Vec<CardLine> {
    let Some(index) = app.selected_index() else { return Vec::new() };
    let answers = app.answers();
    let coverage = answers.coverage();
    let others = coverage.known.saturating_sub(usize::from(answers.is_known(index)));
    let held: Vec<_> = answers
        .profiles()
        .held(index)
        .filter(|held| held.is_open || !app.curtain.is_drawn())
        .collect();
    if held.is_empty() || others == 0 {
        return Vec::new();
    }
    let themes = &app.map().themes;
    let mut lines = vec![CardLine::blank()];
    let among = those_known(others, coverage.of.saturating_sub(1));
    lines.push(CardLine::text(format!("Shared with, of {among}"), look.heading()));
    let mut clashes = Vec::new();
    for held in held {
        let name = themes.get_index(held.theme).map_or("", |(_, theme)| &*theme.name);
        let holders = answers.holders_of(held.theme, app.curtain);
        let elsewhere = || holders.clone().filter(|holder| holder.partner != index);
        let same = elsewhere().filter(|holder| holder.wants == held.wants).count();
        let label = format!(" {} {name}", held.wants.word());
        lines.push(count_line(&label, (same, others), look, wide));
        let against: Vec<usize> = elsewhere()
            .filter(|holder| holder.wants == held.wants.opposite())
            .map(|holder| holder.partner)
            .collect();
        if !against.is_empty() {
            clashes.push((format!(" {} {name}", held.wants.word()), against));
        }
    }
    if !clashes.is_empty() {
        lines.push(CardLine::blank());
        lines.push(CardLine::text("Clashes over", look.heading()));
    }
    for (label, against) in clashes {
        lines.extend(clash_lines(app, &label, &against, (look, wide)));
    }
    lines
}

/// A theme with a dot for each other partner, full where they want the same; where the dots would
/// leave too little room for the name, the numbers.
fn count_line(label: &str, (same, others): (usize, usize), look: Look, wide: u16) -> CardLine {
    let dots = u16::try_from(others).unwrap_or(u16::MAX);
    let told = format!("{same} of {others}");
    let has_room = dots.saturating_add(LEAST_LABEL) < wide;
    let room = wide.saturating_sub(if has_room { dots } else { width(&told) } + 1);
    let label = cut(label, room.min(LONGEST_LABEL));
    let pad = room.min(LONGEST_LABEL).saturating_sub(width(&label)) + 1;
    let mut spans = vec![Span::raw(label), Span::raw(" ".repeat(pad.into()))];
    if has_room {
        let full = look.sign(Mark::Common(Extent::Much)).repeat(same);
        let empty = look.sign(Mark::Common(Extent::Little)).repeat(others.saturating_sub(same));
        spans.push(Span::styled(full, look.style(Role::Win)));
        spans.push(Span::styled(empty, look.style(Role::Dim)));
    } else {
        spans.push(Span::styled(told, look.style(Role::Win)));
    }
    CardLine::new(None, Line::from(spans))
}

/// Who wants the opposite, below the theme.
fn clash_lines(app: &App, label: &str, against: &[usize], paper: (Look, u16)) -> Vec<CardLine> {
    let (look, wide) = paper;
    let name = |index: &usize| app.partner_at(*index).map(|(_, partner)| partner.name.to_string());
    let mut names: Vec<String> = against.iter().take(NAMES).filter_map(name).collect();
    if against.len() > NAMES {
        names.push(format!("{} more", against.len() - NAMES));
    }
    let mark = Span::styled(look.sign(Mark::Tension), look.mark_style(Mark::Tension));
    let theme = Span::raw(cut(label, wide.saturating_sub(1)));
    let mut lines = vec![CardLine::new(None, Line::from(vec![mark, theme]))];
    for words in wrapped(&names.join(", "), wide.saturating_sub(3)) {
        lines.push(CardLine::text(format!("   {words}"), look.style(Role::Dim)));
    }
    lines
}
