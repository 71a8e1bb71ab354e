//! What each partner is marked with on the grid: by partner, by option or by theme.

use ratatui::text::{Line, Span};

use super::theme::{Look, Mark, Role};
use crate::analysis::{Extent, Overlap};
use crate::app::{App, GridMode};

/// The marks of all partners, by their position in the map.
pub(super) struct Marking {
    marks: Vec<Mark>,
    /// Whether there is tension beside the mark shown.
    tense: Vec<bool>,
    guesses: Vec<bool>,
    kinds: &'static [Mark],
    selected: Option<usize>,
}

const BY_PARTNER: &[Mark] = &[
    Mark::Common(Extent::Much),
    Mark::Common(Extent::Some),
    Mark::Common(Extent::Little),
    Mark::Common(Extent::None),
    Mark::Tension,
    Mark::NotKnown,
    Mark::Guess,
];

const BY_OPTION: &[Mark] = &[
    Mark::Win,
    Mark::Untouched,
    Mark::Lose,
    Mark::RedLine,
    Mark::NotScored,
    Mark::NotKnown,
    Mark::Guess,
];

impl Marking {
    /// The marks for what the grid is marked by.
    pub(super) fn of(app: &App) -> Self {
        let count = app.map().partners.len();
        let selected = app.selected_index();
        let (marks, tense, kinds) = match &app.view.grid {
            GridMode::Partner => {
                let overlaps = selected
                    .map_or(vec![None; count], |index| app.answers().common_ground_with(index));
                let marks = overlaps.iter().enumerate().map(|(index, overlap)| {
                    if Some(index) == selected { Mark::Selected } else { by_overlap(*overlap) }
                });
                let tense = overlaps.iter().enumerate().map(|(index, overlap)| {
                    Some(index) != selected && overlap.is_some_and(|with| !with.tension.is_zero())
                });
                (marks.collect(), tense.collect(), BY_PARTNER)
            }
            GridMode::Option(place) => {
                let answer = app.answers().option(place);
                let mark = |index| {
                    answer.map_or(Mark::NotScored, |answer| {
                        if answer.breaks_red_line_of(index) {
                            Mark::RedLine
                        } else {
                            Mark::of(answer.outcome(index))
                        }
                    })
                };
                ((0..count).map(mark).collect(), vec![false; count], BY_OPTION)
            }
            GridMode::Theme(theme, wants) => {
                let none = |index| {
                    let known = app.answers().is_known(index);
                    if known { Mark::Common(Extent::None) } else { Mark::NotKnown }
                };
                let mut marks: Vec<Mark> = (0..count).map(none).collect();
                let index = app.map().themes.get_index_of(theme).unwrap_or(usize::MAX);
                let mut tense = vec![false; count];
                for holder in app.answers().holders_of(index, app.curtain) {
                    let at = holder.partner;
                    let both = marks.get_mut(at).zip(tense.get_mut(at));
                    let Some((mark, tense)) = both else { continue };
                    // who wants both has common ground, and tension beside it
                    if holder.wants == *wants {
                        *mark = Mark::Common(holder.share.extent());
                    } else {
                        *tense = true;
                        if *mark == Mark::Common(Extent::None) {
                            *mark = Mark::Tension;
                        }
                    }
                }
                (marks, tense, BY_PARTNER)
            }
        };
        let guesses = app.map().partners.values().map(crate::model::Partner::placement_is_guess);
        Self { marks, tense, guesses: guesses.collect(), kinds, selected }
    }

    /// The mark of a partner.
    pub(super) fn mark(&self, index: usize) -> Mark {
        self.marks.get(index).copied().unwrap_or(Mark::NotKnown)
    }

    /// Whether a partner is the selected one.
    pub(super) fn is_selected(&self, index: usize) -> bool {
        self.selected == Some(index)
    }

    /// The sign to draw on the plane: a guessed placement hides the mark, but not its color.
    pub(super) fn sign(&self, index: usize, look: Look) -> &'static str {
        let guess = self.guesses.get(index).copied().unwrap_or(false);
        let mark = self.mark(index);
        look.sign(if guess && mark != Mark::Selected { Mark::Guess } else { mark })
    }

    /// A second mark beside the first: tension where there is common ground too.
    pub(super) fn second(&self, index: usize) -> Option<Mark> {
        let tense = self.tense.get(index).copied().unwrap_or(false);
        (tense && self.mark(index) != Mark::Tension).then_some(Mark::Tension)
    }

    /// What the marks mean and, where there is room, how many partners have each; marks that nobody
    /// has are left out.
    pub(super) fn legend(&self, look: Look, room: u16) -> Line<'static> {
        let counted = |kind: &Mark| match kind {
            Mark::Guess => self.guesses.iter().filter(|guess| **guess).count(),
            Mark::Tension => {
                let tense =
                    |index: &usize| self.mark(*index) == Mark::Tension || self.tense[*index];
                (0..self.marks.len()).filter(tense).count()
            }
            kind => self.marks.iter().filter(|mark| *mark == kind).count(),
        };
        let kinds = self.kinds.iter().map(|kind| (*kind, counted(kind)));
        let there: Vec<(Mark, usize)> = kinds.filter(|(_, count)| *count > 0).collect();
        let full = legend_line(&there, look, |count| format!(" {count}"));
        let mut line = if full.width() <= usize::from(room) + 2 {
            full
        } else {
            legend_line(&there, look, |_| String::new())
        };
        // what has no room is left out as a whole: three spans for each mark
        while line.width() > usize::from(room) + 2 && line.spans.len() > 3 {
            line.spans.truncate(line.spans.len() - 3);
        }
        line
    }
}

fn legend_line(there: &[(Mark, usize)], look: Look, count: fn(usize) -> String) -> Line<'static> {
    let mut spans = Vec::new();
    for (kind, many) in there {
        spans.push(Span::styled(look.sign(*kind), look.mark_style(*kind)));
        spans.push(Span::raw(format!(" {}", kind.word())));
        spans.push(Span::styled(format!("{}  ", count(*many)), look.style(Role::Dim)));
    }
    Line::from(spans)
}

/// Tension where it outweighs what is shared, else how much is shared.
fn by_overlap(overlap: Option<Overlap>) -> Mark {
    match overlap {
        None => Mark::NotKnown,
        Some(Overlap { common, tension }) if tension > common => Mark::Tension,
        Some(Overlap { common, .. }) => Mark::Common(common.extent()),
    }
}
