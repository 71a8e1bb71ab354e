//! "Why?": what the numbers came from, in words, with nothing private behind a drawn curtain.

mod issue;
mod option;
mod package;
mod pair;
mod place;
mod shared;
#[cfg(test)]
mod tests;
mod trade;
mod words;
mod zone;

pub use issue::issue;
pub use option::{gain, gain_line, support, verdict};
pub use package::{chosen, not_said, package, package_gain};
pub use pair::{group, pair};
pub use place::placement;
pub use shared::{common_ground, criterion, theme};
pub use trade::{trade, trades, trades_of};
pub use words::{RESTS_ON_GUESSES, flat, grouped, known_from, list, named, wanted};
pub(super) use words::{joined, option as option_name, partner as partner_name, quoted};
pub use zone::{difference, opening, package_letter, solution_name, solutions, what_it_takes};

/// An answer to "why?": a heading and what it rests on, line by line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Explanation {
    /// The result, in one line.
    pub heading: String,
    /// What it came from, the most important first.
    pub lines: Vec<String>,
}

impl Explanation {
    fn of(heading: impl Into<String>) -> Self {
        Self { heading: heading.into(), lines: Vec::new() }
    }

    fn add(&mut self, line: impl Into<String>) {
        self.lines.push(line.into());
    }
}
