//! The rows of the table: issues as headings, their options, and leaving things as they are.

use crate::analysis::OptionAnswer;
use crate::app::App;
use crate::model::Issue;

/// A row of the table.
#[derive(Clone, Copy)]
pub(super) enum Row<'a> {
    /// An issue.
    Heading(&'a Issue),
    /// One of its options.
    Option(&'a OptionAnswer),
    /// Not to settle it.
    LeftAsItIs,
    /// Nothing, between two issues.
    Blank,
}

/// Whether there are blank rows between issues.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Spacing {
    /// There are.
    Airy,
    /// There are none.
    Tight,
}

/// All rows, in file order.
pub(super) fn rows(app: &App, spacing: Spacing) -> Vec<Row<'_>> {
    let mut rows = Vec::new();
    for (at, issue) in app.map().issues.values().enumerate() {
        if at > 0 && spacing == Spacing::Airy {
            rows.push(Row::Blank);
        }
        rows.push(Row::Heading(issue));
        rows.extend(app.answers().options_of(at).iter().map(Row::Option));
        if !issue.must_settle {
            rows.push(Row::LeftAsItIs);
        }
    }
    rows
}

/// The position of the row under the cursor.
pub(super) fn cursor(app: &App, rows: &[Row<'_>]) -> Option<usize> {
    let chosen = app.view.option.as_ref()?;
    rows.iter().position(|row| matches!(row, Row::Option(answer) if answer.place == *chosen))
}
