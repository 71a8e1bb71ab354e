//! `zopa packages`: the zone of possible agreement of a map, for people or for scripts.

mod text;

use std::io::{self, IsTerminal as _, Write as _};
use std::ops::ControlFlow;
use std::time::{Duration, Instant};

use super::args::{Form, Packages};
use super::open::Source;
use super::out::{self, Failure};
use crate::analysis::Answers;
use crate::analysis::packages::{Limits, Progress, Stage, Wanted};
use crate::analysis::zone::{Question, Settled};
use crate::format::machine;
use crate::model::{Curtain, IssueId, Map, OptionId};
use text::Teller;

/// Progress is told when a search takes longer, and so often.
const PATIENCE: Duration = Duration::from_secs(1);
const BETWEEN_WORDS: Duration = Duration::from_millis(200);

/// For one more point of the front so many more candidates are looked at.
const CANDIDATES_A_POINT: u64 = 10_000;

/// Searches, and prints what was found.
pub(super) fn packages(asked: &Packages) -> Result<u8, Failure> {
    let curtain = if asked.private { Curtain::Open } else { Curtain::Drawn };
    let map = Source::of(Some(&asked.map)).open(curtain)?.map;
    let settled = settled(&map, &asked.settle)?;
    let answers = Answers::of(&map);
    let question = match Question::of(&map, &answers, &settled) {
        Ok(question) => question,
        Err(why) => {
            if asked.format == Form::Json {
                out::print(&machine::no_packages(&map, &settled, curtain))?;
            } else {
                out::print(&format!("{why}.\n{}.\n", why.hint()))?;
            }
            return Ok(out::GOOD);
        }
    };
    let wanted = wanted(asked);
    let mut clock = Clock::start(asked.time_limit);
    let answer = question.answer(&wanted, &mut |progress| clock.look(progress));
    clock.clear();
    out::print(&match asked.format {
        Form::Json => machine::packages(&map, (&question, &answer), &wanted, curtain),
        Form::Text => {
            let (map, question, answer, wanted) = (&map, &question, &answer, &wanted);
            out::harmless(
                &Teller { map, question, answer, wanted, curtain, told: String::new() }.text(),
            )
        }
    })?;
    Ok(out::GOOD)
}

/// What to search for, and how far.
fn wanted(asked: &Packages) -> Wanted {
    let usual = Limits::default();
    let points = u64::try_from(asked.front_limit).unwrap_or(u64::MAX);
    let limits = Limits {
        count: if asked.count { u64::MAX } else { usual.count },
        front: usual.front.max(points.saturating_mul(CANDIDATES_A_POINT)),
        front_points: asked.front_limit,
        ..usual
    };
    Wanted { by: asked.by.into(), top: asked.top, limits }
}

/// What is to be settled first; the sign `-` leaves an issue as it is.
fn settled(map: &Map, asked: &[String]) -> Result<Settled, Failure> {
    let mut settled = Settled::new();
    for text in asked {
        let (issue, option) = text.split_once('=').ok_or_else(|| {
            Failure::wrong_use(format!("`{text}` settles nothing"), "Write --settle ISSUE=OPTION")
        })?;
        let known = map.issues.iter().find(|(id, _)| id.as_str() == issue);
        let (id, record) =
            known.ok_or_else(|| unknown("issue", issue, map.issues.keys().map(IssueId::as_str)))?;
        let choice = if option == "-" {
            if record.must_settle && !record.options.is_empty() {
                let told = format!("The issue `{issue}` can't be left as it is");
                return Err(Failure::wrong_use(told, "The map says that it needs an answer"));
            }
            None
        } else {
            let mut ids = record.options.keys();
            let known = ids.find(|known| known.as_str() == option).cloned();
            Some(known.ok_or_else(|| {
                unknown("option", option, record.options.keys().map(OptionId::as_str))
            })?)
        };
        if settled.insert(id.clone(), choice).is_some() {
            let told = format!("The issue `{issue}` is settled twice");
            return Err(Failure::wrong_use(told, "Settle each issue once"));
        }
    }
    Ok(settled)
}

/// That there is no issue or option of this id, and which there are.
fn unknown<'a>(noun: &str, id: &str, known: impl Iterator<Item = &'a str> + Clone) -> Failure {
    let hint = match out::nearest(id, known.clone()) {
        Some(near) => format!("Did you mean `{near}`?"),
        None => format!("There are: {}", known.collect::<Vec<_>>().join(", ")),
    };
    Failure::wrong_use(format!("There is no {noun} `{id}` here"), hint)
}

/// Ends the search in time, and tells how far it is where somebody waits for it.
struct Clock {
    start: Instant,
    limit: Duration,
    is_watched: bool,
    told: Option<Duration>,
}

impl Clock {
    fn start(limit: Duration) -> Self {
        let is_watched = io::stderr().is_terminal();
        Self { start: Instant::now(), limit, is_watched, told: None }
    }

    fn look(&mut self, progress: Progress) -> ControlFlow<()> {
        let passed = self.start.elapsed();
        if passed >= self.limit {
            return ControlFlow::Break(());
        }
        let due = self.told.map_or(PATIENCE, |told| told + BETWEEN_WORDS);
        if self.is_watched && passed >= due {
            self.told = Some(passed);
            let doing = match progress.stage {
                Stage::Zone => "looking for acceptable packages",
                Stage::Solutions => "proving the solutions",
                Stage::Nearest => "looking for the nearest package",
                Stage::Openings => "looking for what would open the zone",
                Stage::Count => "counting",
                Stage::Front => "looking for the front",
            };
            Self::tell(&format!("{doing}, {} s", passed.as_secs()));
        }
        ControlFlow::Continue(())
    }

    /// Wipes the last word away.
    fn clear(&self) {
        if self.told.is_some() {
            Self::tell("");
        }
    }

    fn tell(words: &str) {
        // no search fails because nobody can be told
        write!(io::stderr(), "\r{words:<60}\r").unwrap_or_default();
    }
}
