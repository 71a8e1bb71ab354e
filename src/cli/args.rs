//! What can be asked for on the command line, as one table.

use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use clap::{Args as Group, Parser, Subcommand, ValueEnum};

use crate::analysis::packages::Criterion;
use crate::app::Screen;

const EXAMPLES: &str = "\
Examples:
  zopa                      list the maps opened recently; at first, open the example
  zopa new valley.ron       start a map of your own
  zopa valley.ron           open it
  zopa valley.ron --curtain open it on a shared screen: nothing private is shown
  zopa show valley.ron      print the grid
  zopa check valley.ron     name every mistake, and what is still missing
  zopa packages valley.ron  find what everyone can say yes to

Keys: F1 shows all of them, q quits, and no map is written before you save.";

/// Map the partners of a negotiation: what success means to each, where it overlaps or pulls apart,
/// and what everyone can say yes to.
///
/// Without a MAP the maps opened recently are listed; the first time, the built-in example opens. When the output is no terminal, `zopa show` is printed.
#[derive(Parser, Debug)]
#[command(name = "zopa", version, after_help = EXAMPLES)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
#[command(disable_help_subcommand = true)]
pub(super) struct Args {
    #[command(flatten)]
    pub(super) opened: Opened,
    #[command(subcommand)]
    pub(super) command: Option<Command>,
}

/// What the screen opens with.
#[derive(Group, Debug)]
pub(super) struct Opened {
    /// The map file; `-` is standard input
    pub(super) map: Option<PathBuf>,
    /// Start with the curtain drawn: nothing private is shown until you press c
    #[arg(long)]
    pub(super) curtain: bool,
    /// Look only: nothing can be changed
    #[arg(long)]
    pub(super) read_only: bool,
    /// Draw with letters instead of shapes and lines
    #[arg(long)]
    pub(super) ascii: bool,
}

#[derive(Subcommand, Debug)]
pub(super) enum Command {
    /// Write a small map with comments, to start from
    #[command(after_help = "Example:\n  zopa new valley.ron")]
    New(New),
    /// Print a screen as text, or the analysis as JSON
    #[command(after_help = "\
Examples:
  zopa show valley.ron
  zopa show valley.ron --screen overlap --size 160x50
  zopa show valley.ron --screen partners --partner union
  zopa show valley.ron --format json | jq '.partners[].name'

Nothing private is printed unless you ask for it with --private.")]
    Show(Show),
    /// Name every mistake in a map, and what would make it a better one
    #[command(after_help = "\
Examples:
  zopa check valley.ron
  zopa check *.ron --format json

Exit code: 0 when there is no error, 1 when there is one, 3 when a file can't be read.")]
    Check(Check),
    /// Find the packages that everyone can say yes to, and the best of them
    #[command(after_help = "\
Examples:
  zopa packages valley.ron
  zopa packages valley.ron --by egalitarian --top 10
  zopa packages valley.ron --settle site=riverside --settle shuttle=-
  zopa packages valley.ron --format json | jq .acceptable.count

Walk-aways count, but nothing of them is printed unless you ask for it with --private.
Exit code: 0 also when nothing is acceptable.")]
    Packages(Packages),
    /// Rewrite maps in the usual form; comments stay
    #[command(after_help = "\
Examples:
  zopa fmt valley.ron
  zopa fmt --check *.ron
  zopa fmt - < valley.ron")]
    Fmt(Fmt),
}

#[derive(Group, Debug)]
pub(super) struct New {
    /// The file to write; there must be none of this name
    pub(super) file: PathBuf,
}

#[derive(Group, Debug)]
pub(super) struct Show {
    /// The map file; `-` is standard input, none is the example
    pub(super) map: Option<PathBuf>,
    /// Which screen
    #[arg(long, value_enum, default_value_t)]
    pub(super) screen: Printed,
    /// Columns and rows, such as 118x34; else the terminal's
    #[arg(long, value_name = "SIZE")]
    pub(super) size: Option<Size>,
    /// Text for people, JSON for scripts
    #[arg(long, value_enum, default_value_t)]
    pub(super) format: Form,
    /// The id of the partner to select
    #[arg(long, value_name = "ID")]
    pub(super) partner: Option<String>,
    /// Show what is private as well
    #[arg(long)]
    pub(super) private: bool,
    /// Draw with letters instead of shapes and lines
    #[arg(long)]
    pub(super) ascii: bool,
}

#[derive(Group, Debug)]
pub(super) struct Check {
    /// The map files; `-` is standard input
    #[arg(required = true, value_name = "MAP")]
    pub(super) maps: Vec<PathBuf>,
    /// Text for people, JSON for scripts
    #[arg(long, value_enum, default_value_t)]
    pub(super) format: Form,
    /// Quote and judge what is private as well
    #[arg(long)]
    pub(super) private: bool,
}

#[derive(Group, Debug)]
pub(super) struct Packages {
    /// The map file; `-` is standard input
    pub(super) map: PathBuf,
    /// What makes a package the best
    #[arg(long, value_enum, default_value_t)]
    pub(super) by: By,
    /// How many of the best packages to name
    #[arg(long, value_name = "COUNT", default_value_t = 5)]
    pub(super) top: usize,
    /// Settle an issue first; `ISSUE=-` leaves it as it is
    #[arg(long, value_name = "ISSUE=OPTION")]
    pub(super) settle: Vec<String>,
    /// How many points of the front to find: packages that can't be bettered without hurting someone
    #[arg(long, value_name = "COUNT", default_value_t = 1_000)]
    pub(super) front_limit: usize,
    /// Count the acceptable packages to the end, however long that takes
    #[arg(long)]
    pub(super) count: bool,
    /// When to stop searching, such as 10s, 500ms or 2m
    #[arg(long, value_name = "TIME", default_value = "10s", value_parser = time)]
    pub(super) time_limit: Duration,
    /// Text for people, JSON for scripts
    #[arg(long, value_enum, default_value_t)]
    pub(super) format: Form,
    /// Show walk-aways, and what packages are short of them
    #[arg(long)]
    pub(super) private: bool,
}

#[derive(Group, Debug)]
pub(super) struct Fmt {
    /// The map files; `-` reads standard input and prints
    #[arg(required = true, value_name = "MAP")]
    pub(super) maps: Vec<PathBuf>,
    /// Write nothing; exit with 1 where something would be rewritten
    #[arg(long)]
    pub(super) check: bool,
}

/// A screen that can be printed.
#[derive(ValueEnum, Clone, Copy, Debug, Default)]
pub(super) enum Printed {
    /// The list of partners and the card of one
    Partners,
    /// Influence up, interest across
    #[default]
    Grid,
    /// Common ground and tension, partner by partner
    Overlap,
    /// Options by partners: gain and verdict
    Options,
    /// Packages of options: who gets what, and what everyone accepts
    Packages,
}

impl From<Printed> for Screen {
    fn from(printed: Printed) -> Self {
        match printed {
            Printed::Partners => Self::Partners,
            Printed::Grid => Self::Grid,
            Printed::Overlap => Self::Overlap,
            Printed::Options => Self::Options,
            Printed::Packages => Self::Packages,
        }
    }
}

/// By what packages are ranked.
#[derive(ValueEnum, Clone, Copy, Debug, Default)]
pub(super) enum By {
    /// The largest product of what each gets beyond the walk-away
    #[default]
    Nash,
    /// Whoever gets least gets as much as can be
    Egalitarian,
    /// The same, in shares of the most that each could get
    KalaiSmorodinsky,
    /// The largest sum
    Utilitarian,
}

impl From<By> for Criterion {
    fn from(by: By) -> Self {
        match by {
            By::Nash => Self::Nash,
            By::Egalitarian => Self::Egalitarian,
            By::KalaiSmorodinsky => Self::KalaiSmorodinsky,
            By::Utilitarian => Self::Utilitarian,
        }
    }
}

/// For whom the output is.
#[derive(ValueEnum, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Form {
    /// For people
    #[default]
    Text,
    /// For scripts
    Json,
}

/// Columns and rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Size(pub(super) u16, pub(super) u16);

impl FromStr for Size {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let told = "a size is columns x rows from 1x1 to 1000x1000, such as 118x34";
        let side = |text: &str| text.parse().ok().filter(|side| (1..=1000).contains(side));
        let (columns, rows) = text.split_once(['x', 'X', '×']).ok_or(told)?;
        Ok(Self(side(columns).ok_or(told)?, side(rows).ok_or(told)?))
    }
}

/// A time as it is written: a number with ms, s (also left out) or m.
fn time(text: &str) -> Result<Duration, &'static str> {
    let units = [("ms", 0.001), ("s", 1.0), ("m", 60.0), ("", 1.0)];
    let read = |(unit, seconds): (&str, f64)| {
        Some(text.strip_suffix(unit)?.parse::<f64>().ok()? * seconds)
    };
    let seconds = units.into_iter().find_map(read);
    let time = seconds.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
    time.ok_or("a time is a number with ms, s or m, such as 10s")
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_table_of_arguments_is_sound() {
        Args::command().debug_assert();
    }

    #[test]
    fn times_are_read() {
        assert_eq!(time("10s"), Ok(Duration::from_secs(10)));
        assert_eq!(time("500ms"), Ok(Duration::from_millis(500)));
        assert_eq!(time("1.5m"), Ok(Duration::from_secs(90)));
        assert_eq!(time("2"), Ok(Duration::from_secs(2)));
        for wrong in ["", "s", "-1s", "1h", "1e30m", "NaN", "inf s"] {
            assert!(time(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn sizes_are_read() {
        assert_eq!("118x34".parse(), Ok(Size(118, 34)));
        assert_eq!("1×1".parse(), Ok(Size(1, 1)));
        for wrong in ["", "118", "0x5", "5x0", "1001x5", "-1x5", "axb", "70000x2"] {
            assert!(wrong.parse::<Size>().is_err(), "{wrong}");
        }
    }
}
