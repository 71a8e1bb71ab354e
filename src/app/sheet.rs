//! The sheet of effects: what the option under the cursor does to each criterion of the selected
//! partner, or to each theme. Its rows are made from the map whenever they are asked for.

use super::commands::grid::may_name;
use super::overlay::Overlay;
use super::session::App;
use crate::analysis::effect_on;
use crate::model::{
    Content, CriterionId, Decimal, Effect, OptionPlace, Partner, PartnerId, Theme, ThemeId,
};

/// A sheet of effects, of the cell under the cursor of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// On what the effects are.
    pub by: By,
    /// The row under the cursor.
    pub at: usize,
    /// Whether `-` was the last key: then the next digit is negative.
    pub is_minus: bool,
}

/// On what the effects of a sheet are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// On the criteria of the selected partner.
    Criteria,
    /// On the themes, for everyone.
    Themes,
}

/// One row of a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SheetRow<'a> {
    /// A criterion of the partner.
    Criterion {
        /// Which one.
        id: &'a CriterionId,
        /// What it says.
        content: &'a Content,
        /// What counts: how much, and the entry that says so.
        counts: Option<(Decimal, &'a Effect)>,
        /// Where that comes from.
        through: Through,
    },
    /// A criterion, or a theme that only private criteria are about, of which nothing may be
    /// shown; it is counted.
    Hidden(By),
    /// A theme.
    Theme {
        /// Which one.
        id: &'a ThemeId,
        /// Its name and unit.
        theme: &'a Theme,
        /// What the option does to it.
        effect: Option<&'a Effect>,
    },
}

/// Where the effect on a criterion comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Through {
    /// From an entry for this criterion.
    Own,
    /// From the effect on its theme, the sign turned where they want less.
    Theme,
    /// From nowhere: nothing is scored.
    Nothing,
}

/// What one effect is on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum On {
    /// One criterion of a partner.
    Criterion(PartnerId, CriterionId),
    /// A theme.
    Theme(ThemeId),
}

impl Sheet {
    /// A sheet with the cursor in its first row.
    #[must_use]
    pub fn new(by: By) -> Self {
        Self { by, at: 0, is_minus: false }
    }

    /// Its rows as the map is now.
    #[must_use]
    pub fn rows<'a>(&self, app: &'a App) -> Vec<SheetRow<'a>> {
        let Some(option) = app.view.option().and_then(|place| app.map().option(place)) else {
            return Vec::new();
        };
        match self.by {
            By::Criteria => app.selected().map_or_else(Vec::new, |of| {
                app.view.option().map_or_else(Vec::new, |place| criteria(app, place, of))
            }),
            By::Themes => {
                let row = |(id, theme): (&'a ThemeId, &'a Theme)| {
                    if may_name(app, id) {
                        SheetRow::Theme { id, theme, effect: option.effects.get(id) }
                    } else {
                        SheetRow::Hidden(By::Themes)
                    }
                };
                app.map().themes.iter().map(row).collect()
            }
        }
    }

    /// Moves the cursor to the n-th row, or to the last one.
    pub fn go(&mut self, at: usize, rows: usize) {
        self.at = at.min(rows.saturating_sub(1));
        self.is_minus = false;
    }
}

/// What an option does to each criterion of a partner.
#[must_use]
pub(super) fn criteria<'a>(
    app: &'a App,
    option: &OptionPlace,
    (partner, record): (&PartnerId, &'a Partner),
) -> Vec<SheetRow<'a>> {
    let Some(option) = app.map().option(option) else { return Vec::new() };
    let own = option.on.get(partner);
    let row = |(id, criterion): (&'a CriterionId, &'a crate::model::Criterion)| {
        let Some(content) = criterion.shown(app.curtain) else {
            return SheetRow::Hidden(By::Criteria);
        };
        let counts = effect_on(option, partner, (id, content));
        let through = match counts {
            Some(_) if own.is_some_and(|own| own.contains_key(id)) => Through::Own,
            Some(_) => Through::Theme,
            None => Through::Nothing,
        };
        SheetRow::Criterion { id, content, counts, through }
    };
    record.success.iter().map(row).collect()
}

impl SheetRow<'_> {
    /// How much counts; nothing where it isn't scored, or may not be shown.
    #[must_use]
    pub fn by(&self) -> Option<Decimal> {
        match self {
            Self::Criterion { counts, .. } => counts.map(|(by, _)| by),
            Self::Theme { effect, .. } => effect.map(|effect| effect.value.decimal()),
            Self::Hidden(_) => None,
        }
    }

    /// The entry that belongs to this very row.
    #[must_use]
    pub fn own(&self) -> Option<&Effect> {
        match self {
            Self::Criterion { counts, through: Through::Own, .. } => counts.map(|(_, entry)| entry),
            Self::Theme { effect, .. } => *effect,
            Self::Criterion { .. } | Self::Hidden(_) => None,
        }
    }

    /// What an entry in this row is on, for the partner of the sheet; nothing where it can't be edited.
    #[must_use]
    pub fn on(&self, partner: Option<&PartnerId>) -> Option<On> {
        match self {
            Self::Criterion { id, .. } => Some(On::Criterion(partner?.clone(), (*id).clone())),
            Self::Theme { id, .. } => Some(On::Theme((*id).clone())),
            Self::Hidden(_) => None,
        }
    }
}

impl App {
    /// Closes the sheet where its cell is gone, and keeps its cursor among its rows.
    pub(super) fn refresh_sheet(&mut self) {
        let at = self.overlays.iter().position(|overlay| matches!(overlay, Overlay::Sheet(_)));
        let Some((at, Overlay::Sheet(sheet))) =
            at.and_then(|at| Some((at, self.overlays.get(at)?)))
        else {
            return;
        };
        let is_gone = match sheet.by {
            By::Criteria => self.view.option().is_none() || self.selected().is_none(),
            By::Themes => self.view.option().is_none(),
        };
        let rows = sheet.rows(self).len();
        if is_gone {
            self.overlays.remove(at);
        } else if let Some(Overlay::Sheet(sheet)) = self.overlays.get_mut(at) {
            sheet.at = sheet.at.min(rows.saturating_sub(1));
        }
    }
}
