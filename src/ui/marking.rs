//! What each partner is marked with on the grid: by partner, by option or by theme.

use ratatui::text::{Line, Span};

use super::theme::{Look, Mark, Role};
use crate::analysis::{Extent, Overlap};
use crate::app::{App, GridMode};
use crate::model::{Direction, OptionPlace, ThemeId};

/// The marks of all partners, by their position in the map.
pub(super) struct Marking<'a> {
    marks: Vec<Mark>,
    /// Whether there is tension beside the mark shown.
    tense: Vec<bool>,
    kinds: &'static [Mark],
    selected: Option<usize>,
    app: &'a App,
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

impl<'a> Marking<'a> {
    /// The marks for what the grid is marked by.
    pub(super) fn of(app: &'a App) -> Self {
        let count = app.map().partners.len();
        let (marks, tense, kinds) = match &app.view.grid {
            GridMode::Partner => by_partner(app, count),
            GridMode::Option(place) => (by_option(app, place, count), Vec::new(), BY_OPTION),
            GridMode::Theme(theme, wants) => by_theme(app, (theme, *wants), count),
        };
        Self { marks, tense, kinds, selected: app.selected_index(), app }
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
        let guess = self.app.partner_at(index).is_some_and(|(_, one)| one.placement_is_guess());
        let mark = self.mark(index);
        look.sign(if guess && mark != Mark::Selected { Mark::Guess } else { mark })
    }

    /// A second mark beside the first: tension where there is common ground too.
    pub(super) fn second(&self, index: usize) -> Option<Mark> {
        let tense = self.tense.get(index).copied().unwrap_or(false);
        (tense && self.mark(index) != Mark::Tension).then_some(Mark::Tension)
    }

    /// How many partners have each mark, by its rank; tension counts beside another mark too.
    fn counts(&self) -> [usize; Mark::ALL.len()] {
        let mut counts = [0; Mark::ALL.len()];
        for mark in &self.marks {
            counts[mark.rank()] += 1;
        }
        let tense = self.tense.iter().zip(&self.marks);
        let beside = tense.filter(|(tense, mark)| **tense && **mark != Mark::Tension).count();
        counts[Mark::Tension.rank()] += beside;
        counts
    }

    /// What the marks mean and, where there is room, how many partners have each; marks that nobody
    /// has are left out.
    pub(super) fn legend(&self, look: Look, room: u16) -> Line<'static> {
        let counts = self.counts();
        let counted = |kind: &Mark| match kind {
            Mark::Guess => self.app.answers().coverage().guessed,
            kind => counts[kind.rank()],
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

/// The marks of all, whether there is tension beside them, and the kinds of marks that there are.
type Marks = (Vec<Mark>, Vec<bool>, &'static [Mark]);

/// How much of their success the others share with the selected one.
fn by_partner(app: &App, count: usize) -> Marks {
    let Some(selected) = app.selected_index() else {
        return (vec![Mark::NotKnown; count], Vec::new(), BY_PARTNER);
    };
    let (mut marks, mut tense) = (Vec::with_capacity(count), Vec::with_capacity(count));
    for overlap in app.answers().common_ground_with(selected) {
        marks.push(by_overlap(overlap));
        tense.push(overlap.is_some_and(|with| !with.tension.is_zero()));
    }
    if let Some((mark, tense)) = marks.get_mut(selected).zip(tense.get_mut(selected)) {
        (*mark, *tense) = (Mark::Selected, false);
    }
    (marks, tense, BY_PARTNER)
}

/// What an option is to each.
fn by_option(app: &App, place: &OptionPlace, count: usize) -> Vec<Mark> {
    let Some(answer) = app.answers().option(place) else { return vec![Mark::NotScored; count] };
    let mut marks: Vec<Mark> = (0..count).map(|index| Mark::of(answer.outcome(index))).collect();
    for line in &answer.red_lines {
        if let Some(mark) = marks.get_mut(line.partner) {
            *mark = Mark::RedLine;
        }
    }
    marks
}

/// Who wants a theme to go one way, and who the other.
fn by_theme(app: &App, (theme, wants): (&ThemeId, Direction), count: usize) -> Marks {
    let none = |index| {
        let known = app.answers().is_known(index);
        if known { Mark::Common(Extent::None) } else { Mark::NotKnown }
    };
    let mut marks: Vec<Mark> = (0..count).map(none).collect();
    let index = app.map().themes.get_index_of(theme).unwrap_or(usize::MAX);
    let mut tense = vec![false; count];
    for holder in app.answers().holders_of(index, app.curtain) {
        let at = holder.partner;
        let Some((mark, tense)) = marks.get_mut(at).zip(tense.get_mut(at)) else { continue };
        // who wants both has common ground, and tension beside it
        if holder.wants == wants {
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::app::Screen;
    use crate::ui::samples::any_session;

    /// The mark of one partner and whether there is tension, found without looking at the others.
    fn alone(app: &App, index: usize) -> (Mark, bool) {
        let selected = app.selected_index();
        match &app.view.grid {
            _ if selected == Some(index) && app.view.grid == GridMode::Partner => {
                (Mark::Selected, false)
            }
            GridMode::Option(place) => {
                let answer = app.answers().option(place).unwrap();
                let breaks = answer.breaks_red_line_of(index);
                (if breaks { Mark::RedLine } else { Mark::of(answer.outcome(index)) }, false)
            }
            _ => {
                let overlap = selected.and_then(|selected| app.answers().overlap(selected, index));
                (by_overlap(overlap), overlap.is_some_and(|with| !with.tension.is_zero()))
            }
        }
    }

    proptest! {
        #[test]
        fn all_are_marked_as_each_is_alone_and_the_legend_counts_them(
            mut app in any_session(Screen::Grid),
            by_option in any::<bool>(),
        ) {
            let place = app.map().options().next().map(|(place, _)| place);
            if let Some(place) = place.filter(|_| by_option) {
                app.view.grid = GridMode::Option(place);
            }
            let all: Vec<(Mark, bool)> =
                (0..app.map().partners.len()).map(|index| alone(&app, index)).collect();
            let marking = Marking::of(&app);
            for (index, (mark, tense)) in all.iter().copied().enumerate() {
                prop_assert_eq!(marking.mark(index), mark);
                let second = (tense && mark != Mark::Tension).then_some(Mark::Tension);
                prop_assert_eq!(marking.second(index), second);
            }
            let counts = marking.counts();
            for kind in Mark::ALL {
                let has = |(mark, tense): &&(Mark, bool)| {
                    *mark == kind || (kind == Mark::Tension && *tense)
                };
                prop_assert_eq!(counts[kind.rank()], all.iter().filter(has).count());
            }
            let guessed = app.map().partners.values().filter(|one| one.placement_is_guess());
            prop_assert_eq!(app.answers().coverage().guessed, guessed.count());
        }
    }
}
