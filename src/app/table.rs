//! The table of the Options screen: its rows, and the cell under the cursor.

use super::session::App;
use super::view::View;
use crate::model::{IssueId, Map, OptionId, OptionPlace, PartnerId};

/// A row of the table that the cursor can stand on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TableRow {
    /// The heading of an issue.
    Issue(IssueId),
    /// One of its options.
    Option(OptionPlace),
}

/// Which column of the table the cursor is in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Column {
    /// That of the names.
    Name,
    /// That of the selected partner.
    #[default]
    Partner,
}

/// What is under the cursor of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TableCell {
    /// A name, of an issue or an option.
    Name(TableRow),
    /// What an option does for a partner.
    Effects(OptionPlace, PartnerId),
    /// Nothing: an issue itself does nothing for a partner.
    Nothing(IssueId),
}

impl TableRow {
    /// All rows, in file order.
    #[must_use]
    pub fn all(map: &Map) -> Vec<Self> {
        let mut rows = Vec::new();
        for (id, issue) in &map.issues {
            rows.push(Self::Issue(id.clone()));
            let place = |option: &OptionId| {
                Self::Option(OptionPlace { issue: id.clone(), option: option.clone() })
            };
            rows.extend(issue.options.keys().map(place));
        }
        rows
    }

    /// The issue that it is, or belongs to.
    #[must_use]
    pub fn issue(&self) -> &IssueId {
        match self {
            Self::Issue(id) => id,
            Self::Option(place) => &place.issue,
        }
    }

    pub(super) fn is_in(&self, map: &Map) -> bool {
        match self {
            Self::Issue(id) => map.issues.contains_key(id),
            Self::Option(place) => map.option(place).is_some(),
        }
    }
}

impl View {
    /// The option under the cursor of the table, if there is one.
    #[must_use]
    pub fn option(&self) -> Option<&OptionPlace> {
        match self.row.as_ref()? {
            TableRow::Option(place) => Some(place),
            TableRow::Issue(_) => None,
        }
    }

    /// Where the row under the cursor is gone: its issue, else the first option, else the first issue.
    pub(super) fn refresh_row(&mut self, map: &Map) {
        let old = self.row.take();
        self.row = match old {
            Some(row) if row.is_in(map) => Some(row),
            Some(row) if map.issues.contains_key(row.issue()) => {
                Some(TableRow::Issue(row.issue().clone()))
            }
            _ => match map.options().next() {
                Some((place, _)) => Some(TableRow::Option(place)),
                None => map.issues.keys().next().cloned().map(TableRow::Issue),
            },
        };
    }
}

impl App {
    /// The column under the cursor of the table; that of the names where no partner is selected.
    #[must_use]
    pub fn column(&self) -> Column {
        let listed = |index: usize| self.listed().binary_search(&index).is_ok();
        if self.selected_index().is_some_and(listed) { self.view.column } else { Column::Name }
    }

    /// What is under the cursor of the table; nothing where there are no issues.
    #[must_use]
    pub fn cell(&self) -> Option<TableCell> {
        let row = self.view.row.clone()?;
        let partner = self.view.selected.clone().filter(|_| self.column() == Column::Partner);
        Some(match (row, partner) {
            (row, None) => TableCell::Name(row),
            (TableRow::Option(place), Some(partner)) => TableCell::Effects(place, partner),
            (TableRow::Issue(id), Some(_)) => TableCell::Nothing(id),
        })
    }
}
