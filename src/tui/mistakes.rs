//! The mistakes of a file as the screen shows them: each with its line, masked and whole.

use std::path::Path;

use crate::app::{Mistake, Mistakes};
use crate::format::{Problem, Quoter};
use crate::model::Curtain;

/// The most mistakes that are shown at once: nobody reads more before the first are mended.
const MOST: usize = 200;

/// What is wrong with a file.
#[must_use]
pub fn mistakes(path: &Path, bytes: &[u8], problems: &[Problem]) -> Mistakes {
    let text = String::from_utf8_lossy(bytes);
    let quoter = Quoter::new(&text, Curtain::Drawn);
    let mistake = |problem: &Problem| Mistake {
        line: problem.line,
        column: problem.column,
        message: problem.message.clone(),
        help: problem.help.clone(),
        masked: quoter.quoted(problem),
        whole: quoter.unmasked(problem),
    };
    let rows = problems.iter().take(MOST).map(mistake).collect();
    Mistakes { path: path.to_owned(), rows, all: problems.len(), at: 0 }
}
