//! The rows of the table: issues as headings, their options, and leaving things as they are.

use crate::analysis::OptionAnswer;
use crate::app::{App, TableRow};
use crate::model::Issue;

/// A row of the table; those that the cursor can stand on are numbered.
#[derive(Clone, Copy)]
pub(super) enum Row<'a> {
    /// An issue.
    Heading(usize, &'a Issue),
    /// One of its options.
    Option(usize, &'a OptionAnswer),
    /// It has none yet.
    NoOptions,
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
    let (mut rows, mut count) = (Vec::new(), 0);
    for (at, issue) in app.map().issues.values().enumerate() {
        if at > 0 && spacing == Spacing::Airy {
            rows.push(Row::Blank);
        }
        rows.push(Row::Heading(count, issue));
        count += 1;
        let options = app.answers().options_of(at);
        rows.extend((count..).zip(options).map(|(at, answer)| Row::Option(at, answer)));
        count += options.len();
        match (options.is_empty(), issue.must_settle) {
            (true, _) => rows.push(Row::NoOptions),
            (false, false) => rows.push(Row::LeftAsItIs),
            (false, true) => {}
        }
    }
    rows
}

/// The position of the row under the cursor.
pub(super) fn cursor(app: &App, rows: &[Row<'_>]) -> Option<usize> {
    let chosen = app.view.row.as_ref()?;
    rows.iter().position(|row| match (row, chosen) {
        (Row::Option(_, answer), TableRow::Option(place)) => answer.place == *place,
        (Row::Heading(_, issue), TableRow::Issue(id)) => {
            app.map().issues.get(id).is_some_and(|other| std::ptr::eq(other, *issue))
        }
        _ => false,
    })
}
