//! Below the table: the option under the cursor, and why it is worth so much to the selected partner.

use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};

use super::super::draw::{width, wrapped};
use super::super::overlap::flow;
use super::super::theme::{Look, Mark, Role};
use crate::analysis::explain;
use crate::analysis::{OptionAnswer, Outcome, RedLine, those_known};
use crate::app::{App, TableCell, TableRow};
use crate::model::IssueId;

/// The columns in which one red line is told.
const COLUMNS_OF_A_RED_LINE: u16 = 50;

/// The marks with their words.
pub(super) fn legend(look: Look, columns: u16) -> Vec<Line<'static>> {
    let marks = [
        (Mark::Win, "wins"),
        (Mark::Lose, "loses"),
        (Mark::NotScored, "not scored"),
        (Mark::NotKnown, "not known"),
        (Mark::RedLine, "breaks a red line"),
        (Mark::WinWin, "win-win"),
        (Mark::Guess, "rests on guesses"),
    ];
    let part = |(mark, word)| (look.sign(mark).to_owned(), look.mark_style(mark), word);
    flow(look, columns, &marks.map(part))
}

/// The lines of the foot.
pub(super) fn lines(app: &App, look: Look, columns: u16) -> Vec<Line<'static>> {
    let mut foot = Foot { look, columns, lines: Vec::new() };
    let (place, partner) = match app.cell() {
        None => return Vec::new(),
        Some(TableCell::Effects(place, _)) => (place, app.selected_index()),
        Some(TableCell::Name(TableRow::Option(place))) => (place, None),
        Some(TableCell::Name(TableRow::Issue(id))) => {
            foot.issue(app, &id, None);
            return foot.lines;
        }
        Some(TableCell::Nothing(id)) => {
            foot.issue(app, &id, app.selected_index());
            return foot.lines;
        }
    };
    let Some(answer) = app.answers().option(&place) else { return Vec::new() };
    foot.verdict(app, answer);
    foot.red_lines(app, &answer.red_lines);
    if let Some(partner) = partner {
        foot.why(app, answer, partner);
    }
    if answer.rests_on_guesses() {
        let mark = Mark::Guess;
        let sign = (look.sign(mark).to_owned(), look.mark_style(mark));
        foot.marked(sign, explain::RESTS_ON_GUESSES);
    }
    foot.lines
}

struct Foot {
    look: Look,
    columns: u16,
    lines: Vec<Line<'static>>,
}

impl Foot {
    /// What its options are to all, or to one partner, summed up.
    fn issue(&mut self, app: &App, id: &IssueId, partner: Option<usize>) {
        let Some(at) = app.map().issues.get_index_of(id) else { return };
        let told = explain::issue(app.map(), app.answers(), (at, partner));
        let bold = self.look.heading();
        let heading = wrapped(&told.heading, self.columns);
        self.lines.extend(heading.into_iter().map(|line| Line::styled(line, bold)));
        let lines = told.lines.iter().flat_map(|line| wrapped(line, self.columns));
        self.lines.extend(lines.map(Line::raw));
    }

    /// The option's name in full, its verdict, and what that counts.
    fn verdict(&mut self, app: &App, answer: &OptionAnswer) {
        let name = app.map().option(&answer.place).map_or("", |option| &*option.name);
        let bold = self.look.heading();
        let lines = wrapped(&format!("{name}: {}", answer.words()), self.columns);
        self.lines.extend(lines.into_iter().map(|line| Line::styled(line, bold)));
        let tally = answer.tally;
        let not_placed = match answer.support.not_placed.len() {
            0 => String::new(),
            count => format!("; influence of {count} not given"),
        };
        let (wins, loses) = (tally.wins, tally.loses);
        let known = those_known(tally.known, tally.of);
        let counted = format!("  good for {wins}, bad for {loses}, of {known}{not_placed}");
        if let Some(line) = self.lines.last_mut()
            && line.width() + usize::from(width(&counted)) <= usize::from(self.columns)
        {
            line.push_span(Span::styled(
                counted,
                self.look.style(Role::Dim).remove_modifier(Modifier::BOLD),
            ));
        }
    }

    /// Why the cell under the cursor says what it says.
    fn why(&mut self, app: &App, answer: &OptionAnswer, partner: usize) {
        let asked = match (answer.outcome(partner), answer.gain(partner)) {
            (Outcome::NotKnown, _) | (_, None) => "why ?".to_owned(),
            (Outcome::NotScored, _) => format!("why {}", self.look.sign(Mark::NotScored)),
            (_, Some(gain)) => format!("why {}?", gain.words()),
        };
        let accent = self.look.style(Role::Accent).add_modifier(Modifier::BOLD);
        let told = explain::gain_line(app.map(), answer, partner, app.curtain);
        self.marked((asked, accent), &told);
    }

    /// Whose red lines are broken, in their words as far as these may be shown.
    fn red_lines(&mut self, app: &App, lines: &[RedLine]) {
        if lines.is_empty() {
            return;
        }
        let told = lines.iter().filter_map(|line| {
            let (_, record) = app.partner_at(line.partner)?;
            let criterion = record.success.get_index(line.criterion);
            let said = criterion.and_then(|(_, criterion)| criterion.shown(app.curtain));
            let said = said.map_or_else(
                || "a private criterion".to_owned(),
                |content| format!("\"{}\"", explain::flat(&content.says)),
            );
            Some(format!("{}, {said}", record.name))
        });
        let told: Vec<String> =
            told.take(usize::from(self.columns / COLUMNS_OF_A_RED_LINE).max(1)).collect();
        let more = match lines.len() - told.len() {
            0 => String::new(),
            more => format!("; and {more} more"),
        };
        let mark = (self.look.sign(Mark::RedLine).to_owned(), self.look.mark_style(Mark::RedLine));
        let noun = if lines.len() == 1 { "a red line" } else { "red lines" };
        self.marked(mark, &format!("breaks {noun} of {}{more}", told.join("; ")));
    }

    /// A sign or a word, and a text beside it that stays clear of it in all its lines.
    fn marked(&mut self, (sign, style): (String, Style), text: &str) {
        let indent = width(&sign) + 2;
        let indent = if indent * 2 > self.columns { 2 } else { indent };
        for (at, line) in
            wrapped(text, self.columns.saturating_sub(indent).max(1)).iter().enumerate()
        {
            let before = if at == 0 {
                Span::styled(format!("{sign}  "), style)
            } else {
                Span::raw(" ".repeat(indent.into()))
            };
            self.lines.push(Line::from(vec![before, Span::raw(line.clone())]));
        }
    }
}
