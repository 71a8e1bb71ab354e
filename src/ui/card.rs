//! The card of a partner: success, exchange, culture, walk-away and notes, as far as the curtain allows.

use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::draw::{Lit, after, below, boxed, put_line, row, scrolled, width, wrapped};
use super::frame::Canvas;
use super::shared::shared;
use super::theme::{Look, Mark, Role};
use crate::app::{App, CardRow, Focus, Overlay, Target};
use crate::model::{
    Content, Criterion, CultureScale, Curtain, Evidence, Exchange, Partner, Placement, Private,
    Text,
};

/// A line of the card, and which of its rows it belongs to.
pub(super) struct CardLine {
    row: Option<usize>,
    line: Line<'static>,
}

impl CardLine {
    pub(super) fn new(row: Option<usize>, line: Line<'static>) -> Self {
        Self { row, line }
    }

    pub(super) fn text(text: impl Into<String>, style: Style) -> Self {
        Self { row: None, line: Line::styled(text.into(), style) }
    }

    pub(super) fn blank() -> Self {
        Self { row: None, line: Line::default() }
    }
}

/// From this width on, the card has two columns.
const TWO_COLUMNS: u16 = 84;

/// Draws the card of the selected partner in a box.
pub(super) fn draw(app: &App, area: Rect, canvas: &mut Canvas<'_>) {
    let Some((_, partner)) = app.selected() else {
        let inner = boxed(canvas.buffer, area, "", canvas.look, Lit::No);
        let hint = CardLine::text("No partner is selected", canvas.look.style(Role::Dim));
        put_line(canvas.buffer, inner, &hint.line);
        return;
    };
    let lit = app.view.focus == Focus::Card || matches!(app.overlays.last(), Some(Overlay::Card));
    let both = format!("{} ({})", partner.name, partner.short);
    let fits = !partner.short.is_empty() && width(&both) + 6 <= area.width;
    let title = if fits { both } else { partner.name.to_string() };
    let inner = boxed(canvas.buffer, area, &title, canvas.look, lit.into());
    if inner.is_empty() {
        return;
    }
    // below a form the row stays in sight, without a second cursor
    let on_top = matches!(app.overlays.last(), None | Some(Overlay::Card));
    let cursor = (lit.then_some(app.view.card_row), Lit::from(on_top));
    let rows = app.card_rows();
    if inner.width < TWO_COLUMNS {
        let sheet = Sheet { app, partner, rows, look: canvas.look, width: inner.width };
        let mut lines = sheet.who();
        lines.extend(shared(app, canvas.look, inner.width));
        lines.extend(sheet.exchange());
        lines.extend(sheet.private());
        column(&lines, cursor, inner, canvas);
    } else {
        let half = inner.width / 2 - 2;
        let left = Rect { width: half, ..inner };
        let right = Rect { x: inner.right() - half, width: half, ..inner };
        let sheet = Sheet { app, partner, rows, look: canvas.look, width: half };
        let mut lines = sheet.who();
        lines.extend(sheet.exchange());
        column(&lines, cursor, left, canvas);
        let mut lines = shared(app, canvas.look, half);
        lines.extend(sheet.private());
        let lines = trimmed(lines);
        column(&lines, cursor, right, canvas);
    }
}

/// Without blank lines on top.
fn trimmed(lines: Vec<CardLine>) -> Vec<CardLine> {
    lines.into_iter().skip_while(|line| line.line.width() == 0).collect()
}

/// Draws the lines of one column, scrolled so that the row under the cursor is seen.
fn column(
    lines: &[CardLine],
    (cursor, lit): (Option<usize>, Lit),
    area: Rect,
    canvas: &mut Canvas<'_>,
) {
    let under = |line: &CardLine| line.row.is_some() && line.row == cursor;
    let first_of_row = lines.iter().position(under);
    let last_of_row = lines.iter().rposition(under);
    let height = usize::from(area.height);
    let mut offset = 0;
    if let (Some(first), Some(last)) = (first_of_row, last_of_row) {
        offset = scrolled(canvas.memory.card, last, height, lines.len()).min(first);
        canvas.memory.card = offset;
    }
    for (n, line) in (0..area.height).zip(lines.iter().skip(offset)) {
        let place = row(area, n);
        put_line(canvas.buffer, place, &line.line);
        if let Some(at) = line.row {
            canvas.drawn.note(place, Target::CardRow(at));
            if Some(at) == cursor && lit == Lit::Yes {
                // evenly, whatever colors its pieces have
                canvas.buffer.set_style(place, Style::reset().patch(canvas.look.cursor()));
            }
        }
    }
    let hidden = lines.len().saturating_sub(offset + height);
    if hidden > 0 && area.height > 1 {
        let more = Line::styled(format!("… {hidden} more lines"), canvas.look.style(Role::Dim));
        let last = below(area, area.height - 1);
        canvas.buffer.set_stringn(
            last.x,
            last.y,
            " ".repeat(last.width.into()),
            last.width.into(),
            Style::reset(),
        );
        put_line(canvas.buffer, last, &more);
    }
}

/// What the lines of a card are made from.
struct Sheet<'a> {
    app: &'a App,
    partner: &'a Partner,
    rows: Vec<CardRow>,
    look: Look,
    width: u16,
}

impl Sheet<'_> {
    fn at(&self, row: &CardRow) -> Option<usize> {
        self.rows.iter().position(|other| other == row)
    }

    fn curtain(&self) -> Curtain {
        self.app.curtain
    }

    fn dim(&self) -> Style {
        self.look.style(Role::Dim)
    }

    /// Who they are, where they stand and what success means to them.
    fn who(&self) -> Vec<CardLine> {
        let partner = self.partner;
        let mut about = vec![partner.side.word().to_owned()];
        if partner.under_heard {
            about.push("under-heard".into());
        }
        about.extend(partner.tags.iter().map(ToString::to_string));
        let mut lines = self.text(&CardRow::Name, &about.join(", "), self.dim());
        let level = |placement: &Option<Placement>| {
            placement.as_ref().map_or("?".to_owned(), |placement| placement.value.to_string())
        };
        let place = match (&partner.interest, &partner.influence) {
            (None, None) => "not placed yet".to_owned(),
            (across, up) => format!("interest {}  influence {}", level(across), level(up)),
        };
        lines.extend(self.text(&CardRow::Placement, &place, self.look.heading()));
        let known = [("interest", &partner.interest), ("influence", &partner.influence)];
        for (axis, placement) in known {
            if let Some(placement) = placement
                && let Some(words) =
                    known_from(placement.evidence, &placement.source, self.curtain())
            {
                lines.extend(self.indented(&CardRow::Placement, 1, &format!("{axis}: {words}")));
            }
        }
        lines.extend(self.stance());
        lines.push(CardLine::blank());
        lines.push(CardLine::text("Success means", self.look.heading()));
        for (id, criterion) in &partner.success {
            lines.extend(self.criterion(&CardRow::Criterion(id.clone()), criterion));
        }
        let new = if partner.success.is_empty() {
            "not known yet: n adds a line"
        } else {
            "n adds a line"
        };
        lines.push(CardLine::new(
            self.at(&CardRow::NewCriterion),
            Line::styled(format!("      {new}"), self.dim()),
        ));
        lines
    }

    fn stance(&self) -> Vec<CardLine> {
        let Some(pass) = self.curtain().pass() else { return Vec::new() };
        let stance = self.partner.stance.reveal(pass).map(crate::model::Stance::word);
        let wanted = self.partner.wanted.reveal(pass).map(crate::model::Stance::word);
        let text = match (stance, wanted) {
            (None, None) => return self.text(&CardRow::Stance, "stance not known", self.dim()),
            (Some(stance), Some(wanted)) if stance != wanted => format!("{stance} → {wanted}"),
            (Some(stance), _) => stance.to_owned(),
            (None, Some(wanted)) => format!("? → {wanted}"),
        };
        self.text(&CardRow::Stance, &text, Style::new())
    }

    /// A criterion: its weight as a bar, its words, and below what it is about and how we know.
    fn criterion(&self, card_row: &CardRow, criterion: &Criterion) -> Vec<CardLine> {
        let at = self.at(card_row);
        let Some(content) = criterion.shown(self.curtain()) else {
            let line = Line::styled("      a private criterion", self.dim());
            return vec![CardLine::new(at, line)];
        };
        let weight = usize::try_from(content.weight.get()).unwrap_or(0);
        let bar = self.look.either("▄", "#").repeat(weight);
        let mut lines = Vec::new();
        for (n, words) in
            wrapped(&content.says, self.width.saturating_sub(6)).into_iter().enumerate()
        {
            let bar = if n == 0 { format!("{bar:<6}") } else { " ".repeat(6) };
            let bar = Span::styled(bar, self.look.style(Role::Accent));
            lines.push(CardLine::new(at, Line::from(vec![bar, Span::raw(words)])));
        }
        let about = self.about(content, criterion.is_private());
        for words in wrapped(&about, self.width.saturating_sub(6))
            .into_iter()
            .filter(|words| !words.is_empty())
        {
            lines.push(CardLine::new(at, Line::styled(format!("      {words}"), self.dim())));
        }
        if content.red_line {
            let mark = Span::styled(
                format!("    {} ", self.look.sign(Mark::RedLine)),
                self.look.mark_style(Mark::RedLine),
            );
            let words = Span::styled("red line: must not get worse", self.look.style(Role::Lose));
            lines.push(CardLine::new(at, Line::from(vec![mark, words])));
        }
        lines
    }

    fn about(&self, content: &Content, private: bool) -> String {
        let mut about = Vec::new();
        let theme = content.theme.as_ref().and_then(|id| self.app.map().themes.get(id));
        match theme {
            Some(theme) => about.push(format!("{} {}", content.wants.word(), theme.name)),
            None => about.push(self.no_theme(&content.says)),
        }
        about.extend(known_from(content.evidence, &content.source, self.curtain()));
        if !content.measure.is_empty() {
            about.push(format!("measured by {}", content.measure));
        }
        if private {
            about.push("private".into());
        }
        about.join(" · ")
    }

    /// That there is no theme, and which one the words plainly look like.
    fn no_theme(&self, says: &str) -> String {
        let (app, curtain) = (self.app, self.curtain());
        let found = app.answers().suggest(app.map(), says, curtain).into_iter().next();
        let theme = found.filter(|likely| likely.is_plain()).and_then(|likely| {
            app.map().themes.get_index(likely.theme).map(|(_, theme)| &theme.name)
        });
        match theme {
            Some(name) => format!("no theme yet, looks like {name}"),
            None => "no theme yet".to_owned(),
        }
    }

    /// What they bring and ask for.
    fn exchange(&self) -> Vec<CardLine> {
        let mut lines = Vec::new();
        for (heading, side) in [("Brings", Exchange::Offer), ("Asks for", Exchange::Ask)] {
            let entries = self.partner.exchanged(side);
            lines.push(CardLine::blank());
            lines.push(CardLine::text(heading, self.look.heading()));
            for (id, offer) in entries {
                let card_row = CardRow::Exchange(side, id.clone());
                let text = format!("{} ({})", offer.says, offer.kind.word().to_lowercase());
                lines.extend(self.indented(&card_row, 1, &text));
            }
            if entries.is_empty() {
                lines.push(self.nothing(&CardRow::NewExchange(side)));
            }
        }
        lines
    }

    /// The row of a section without entries.
    fn nothing(&self, card_row: &CardRow) -> CardLine {
        let line = Line::styled(" nothing yet: n adds one", self.dim());
        CardLine::new(self.at(card_row), line)
    }

    /// What only an open curtain shows.
    fn private(&self) -> Vec<CardLine> {
        let Some(pass) = self.curtain().pass() else { return Vec::new() };
        let partner = self.partner;
        let mut lines = vec![CardLine::blank()];
        let heading = |text: &str| CardLine::text(text, self.look.heading());
        lines.push(heading("Without an agreement"));
        let walk_away = partner.walk_away.reveal(pass);
        let says = match walk_away {
            None => "not known yet".to_owned(),
            Some(walk_away) => {
                let worth = crate::analysis::walk_away(partner);
                let worth =
                    worth.reveal(pass).map(|gain| format!(" (worth {} to them)", gain.words()));
                format!("{}{}", walk_away.says, worth.unwrap_or_default())
            }
        };
        lines.extend(self.indented(&CardRow::WalkAway, 1, &says));
        lines.push(CardLine::blank());
        lines.push(heading("How they work"));
        let culture = partner.culture.reveal(pass);
        let notes =
            if culture.notes.is_empty() { "C writes how they work" } else { &*culture.notes };
        lines.extend(self.indented(&CardRow::CultureNotes, 1, notes));
        for scale in CultureScale::ALL {
            if let Some(step) = culture.step(scale) {
                lines.push(self.scale(scale, step.get()));
            }
        }
        let concerns = partner.concerns.reveal(pass);
        lines.push(CardLine::blank());
        lines.push(heading("Concerns"));
        if concerns.is_empty() {
            lines.push(self.nothing(&CardRow::NewConcern));
        }
        for (id, concern) in concerns {
            lines.extend(self.indented(&CardRow::Concern(id.clone()), 1, &concern.says));
        }
        lines.push(CardLine::blank());
        lines.push(heading("Private notes"));
        let notes = partner.private_notes.reveal(pass);
        let notes = if notes.is_empty() { "N writes notes for your eyes only" } else { &**notes };
        lines.extend(self.indented(&CardRow::PrivateNotes, 1, notes));
        lines
    }

    /// A culture scale: its name, the five steps, and the word for the nearer end.
    fn scale(&self, scale: CultureScale, step: i8) -> CardLine {
        let words = scale.words();
        let word = usize::try_from(step - 1).ok().and_then(|at| words.get(at));
        let word = word.map_or("", String::as_str);
        let dots: String = (1..=5)
            .map(|at| {
                if at == step {
                    self.look.sign(Mark::Untouched)
                } else {
                    self.look.either("·", ".")
                }
            })
            .collect();
        let line = Line::from(vec![
            Span::styled(format!(" {:<13}", scale.name()), self.dim()),
            Span::styled(dots, self.look.style(Role::Accent)),
            Span::raw(format!(" {word}")),
        ]);
        CardLine::new(self.at(&CardRow::Culture(scale)), line)
    }

    fn text(&self, card_row: &CardRow, text: &str, style: Style) -> Vec<CardLine> {
        let at = self.at(card_row);
        let lines = wrapped(text, self.width).into_iter();
        lines.map(|line| CardLine::new(at, Line::styled(line, style))).collect()
    }

    fn indented(&self, card_row: &CardRow, by: u16, text: &str) -> Vec<CardLine> {
        let at = self.at(card_row);
        let blank = " ".repeat(by.into());
        let lines = wrapped(text, self.width.saturating_sub(by)).into_iter();
        lines.map(|line| CardLine::new(at, Line::raw(format!("{blank}{line}")))).collect()
    }
}

/// How we know, and from where, if it is said and may be shown.
fn known_from(
    evidence: Option<Evidence>,
    source: &Private<Text>,
    curtain: Curtain,
) -> Option<String> {
    let source = source.shown(curtain).filter(|source| !source.is_empty());
    match (evidence, source) {
        (None, None) => None,
        (Some(evidence), None) => Some(evidence.word().to_owned()),
        (None, Some(source)) => Some(format!("from {source}")),
        (Some(evidence), Some(source)) => Some(format!("{}: {source}", evidence.word())),
    }
}

/// The room for the card beside something else, and the rest.
pub(super) fn beside(app: &App, area: Rect, share: u16) -> (Rect, Option<Rect>) {
    if !app.has_room_for_card() {
        return (area, None);
    }
    let wide = (u32::from(area.width) * u32::from(share) / 100).clamp(30, 150);
    let wide = u16::try_from(wide).unwrap_or(30);
    let main = Rect { width: area.width - wide, ..area };
    (main, Some(after(area, main.width)))
}
