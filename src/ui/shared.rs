//! With whom a partner shares what, and with whom it clashes: the part of the card that is computed.

use ratatui::text::{Line, Span};

use super::card::CardLine;
use super::draw::{cut, width};
use super::theme::{Look, Mark, Role};
use crate::analysis::Extent;
use crate::app::App;

/// How many names stand behind a clash.
const NAMES: usize = 3;

/// The lines about the selected partner; none while nothing is known.
pub(super) fn shared(app: &App, look: Look, wide: u16) -> Vec<CardLine> {
    let Some(index) = app.selected_index() else { return Vec::new() };
    let answers = app.answers();
    let others = answers.coverage().known.saturating_sub(usize::from(answers.is_known(index)));
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
    lines.push(CardLine::text(format!("Shared with, of {others} known"), look.heading()));
    let mut clashes = Vec::new();
    for held in held {
        let name = themes.get_index(held.theme).map_or("", |(_, theme)| &*theme.name);
        let holders = answers.holders_of(held.theme, app.curtain);
        let elsewhere = || holders.iter().filter(|holder| holder.partner != index);
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
        lines.push(clash_line(app, &label, &against, look));
    }
    lines
}

/// A theme with a dot for each other partner, full where they want the same.
fn count_line(label: &str, (same, others): (usize, usize), look: Look, wide: u16) -> CardLine {
    let room = usize::from(wide / 2);
    let label = cut(label, wide - wide / 2);
    let pad = usize::from((wide - wide / 2).saturating_sub(width(&label)));
    let dots = if others <= room {
        let full = look.sign(Mark::Common(Extent::Much)).repeat(same);
        let empty = look.sign(Mark::Common(Extent::Little)).repeat(others - same);
        vec![Span::styled(full, look.style(Role::Win)), Span::styled(empty, look.style(Role::Dim))]
    } else {
        vec![Span::styled(format!("{same} of {others}"), look.style(Role::Win))]
    };
    let mut spans = vec![Span::raw(label), Span::raw(" ".repeat(pad))];
    spans.extend(dots);
    CardLine::new(None, Line::from(spans))
}

fn clash_line(app: &App, label: &str, against: &[usize], look: Look) -> CardLine {
    let name = |index: &usize| app.partner_at(*index).map(|(_, partner)| partner.short_name());
    let mut names: Vec<String> = against.iter().take(NAMES).filter_map(name).collect();
    if against.len() > NAMES {
        names.push(format!("{} more", against.len() - NAMES));
    }
    let mark = Span::styled(look.sign(Mark::Tension), look.mark_style(Mark::Tension));
    let line =
        vec![mark, Span::raw(label.to_owned()), Span::raw(format!(": {}", names.join(", ")))];
    CardLine::new(None, Line::from(line))
}
