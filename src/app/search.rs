//! The search for packages as the session sees it: what was asked, how far it is, what was found.

use std::sync::Arc;

use super::message::{Done, Effect, Msg};
use super::packages::PackageRow;
use super::session::App;
use super::view::Screen;
use crate::analysis::packages::{
    Answer, Criterion, Package, Progress, Top, Wanted, Watch, patiently,
};
use crate::analysis::zone::{NoQuestion, Question, Settled};
use crate::edit::Revision;

/// What was asked last, and what is known of the answer.
///
/// Every question has a number; what comes back with another one is of an older question and is
/// dropped.
#[derive(Clone, Debug, Default)]
pub struct Search {
    number: u64,
    /// What the question was made of.
    about: Option<About>,
    job: Option<Job>,
    nothing: Option<NoQuestion>,
    stage: Stage,
    answer: Option<Box<Answer>>,
    better: Option<Better>,
}

/// What a question is made of: a state of the map, what is settled for now, and by what packages are
/// ranked.
#[derive(Clone, Debug, PartialEq, Eq)]
struct About {
    revision: Revision,
    settled: Settled,
    by: Criterion,
}

/// How far the search is.
#[derive(Clone, Copy, Debug, Default)]
pub enum Stage {
    /// Nothing was asked yet.
    #[default]
    Idle,
    /// It runs; nothing has been heard of it yet, or so far it is.
    Runs(Option<Progress>),
    /// It was stopped; what was found before is there, or comes in a moment.
    Stopped,
    /// It has ended.
    Ended,
    /// It broke down by a mistake of zopa.
    Failed,
}

/// What a search works on, beside the screen.
#[derive(Clone, Debug)]
pub struct Job {
    /// The question that the map asks.
    pub question: Arc<Question>,
    /// What of it is to be found.
    pub seeks: Seeks,
}

/// What is to be found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Seeks {
    /// Everything, with the next best packages by this criterion.
    Solutions(Criterion),
    /// What is better than this package for someone, without hurting anyone.
    Better(Package),
}

/// What was found.
#[derive(Clone, Debug)]
pub enum Findings {
    /// So far, or in the end.
    Solutions(Box<Answer>, Extent),
    /// What is better than a package.
    Better(Top),
    /// Nothing: the search broke down.
    Failed,
}

/// Whether there is more to come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// There is.
    SoFar,
    /// This is all.
    All,
}

/// Packages that are better than another for someone, without hurting anyone.
#[derive(Clone, Debug)]
pub struct Better {
    /// Than which.
    pub than: Package,
    /// The packages; nothing while they are searched.
    pub found: Option<Top>,
}

impl Job {
    /// Does it; tells what is found before the end, and asks the watch whether to go on.
    pub fn run(&self, watch: &mut Watch<'_>, tell: &mut dyn FnMut(Findings)) -> Findings {
        match &self.seeks {
            Seeks::Solutions(by) => {
                let wanted = Wanted { by: *by, ..Wanted::default() };
                let mut so_far = |answer: &Answer| {
                    tell(Findings::Solutions(Box::new(answer.clone()), Extent::SoFar));
                };
                let answer = self.question.answer_telling(&wanted, watch, &mut so_far);
                Findings::Solutions(Box::new(answer), Extent::All)
            }
            Seeks::Better(than) => {
                Findings::Better(self.question.improve(than, &Wanted::default(), watch))
            }
        }
    }
}

impl Search {
    /// The number of the question asked last.
    #[must_use]
    pub fn number(&self) -> u64 {
        self.number
    }

    /// What was asked last.
    #[must_use]
    pub fn job(&self) -> Option<&Job> {
        self.job.as_ref()
    }

    /// The question of the map; none before it is asked, and where it asks nothing.
    #[must_use]
    pub fn question(&self) -> Option<&Question> {
        self.job.as_ref().map(|job| &*job.question)
    }

    /// Why the map asks nothing, where that is so.
    #[must_use]
    pub fn nothing(&self) -> Option<NoQuestion> {
        self.nothing
    }

    /// How far it is.
    #[must_use]
    pub fn stage(&self) -> Stage {
        self.stage
    }

    /// Whether it runs.
    #[must_use]
    pub fn runs(&self) -> bool {
        matches!(self.stage, Stage::Runs(_))
    }

    /// What was found, so far.
    #[must_use]
    pub fn answer(&self) -> Option<&Answer> {
        self.answer.as_deref()
    }

    /// What is better than a package, where that was asked.
    #[must_use]
    pub fn better(&self) -> Option<&Better> {
        self.better.as_ref()
    }

    fn ask(&mut self, question: Arc<Question>, seeks: Seeks) -> Effect {
        self.number += 1;
        self.stage = Stage::Runs(None);
        self.job = Some(Job { question, seeks });
        Effect::Search(self.number)
    }
}

impl App {
    /// The search for packages.
    #[must_use]
    pub fn search(&self) -> &Search {
        &self.search
    }

    /// Asks for packages where they are shown and the answer is not of the map as it is. What nobody
    /// looks at is not asked again; what is searched for an older map is stopped.
    pub(super) fn wish_for_search(&mut self) -> Option<Effect> {
        let about = About {
            revision: self.history().revision(),
            settled: self.view.packages.settled.clone(),
            by: self.view.packages.by,
        };
        if self.search.about.as_ref() == Some(&about) {
            return None;
        }
        if self.view.screen != Screen::Packages || !self.is_on_map() {
            let stop = self.stop_search()?;
            // an undo may lead back to this map: then it is asked again, and nothing of this is taken
            self.search = Search { number: self.search.number + 1, ..Search::default() };
            return Some(stop);
        }
        let question = Question::of(self.map(), self.answers(), &about.settled);
        let stop = self.stop_search();
        let search = &mut self.search;
        (search.answer, search.better, search.job) = (None, None, None);
        search.nothing = question.as_ref().err().copied();
        search.about = Some(about.clone());
        match question {
            Ok(question) => Some(search.ask(Arc::new(question), Seeks::Solutions(about.by))),
            Err(_) => stop,
        }
    }

    /// What the search finds that runs, worked out here and now: where there is no screen that goes on
    /// beside it.
    #[must_use]
    pub fn found(&self) -> Option<Msg> {
        let job = self.search.job.as_ref().filter(|_| self.search.runs())?;
        let found = job.run(&mut patiently, &mut |_| {});
        Some(Msg::Done(Done::Searched(self.search.number, found)))
    }

    /// Asks what is better than a package for someone, without hurting anyone.
    pub(super) fn seek_better(&mut self, than: Package) -> Option<Effect> {
        let question = Arc::clone(&self.search.job.as_ref()?.question);
        self.search.better = Some(Better { than: than.clone(), found: None });
        Some(self.search.ask(question, Seeks::Better(than)))
    }

    /// Lets the search begin again.
    pub(super) fn search_again(&mut self) {
        self.search.about = None;
    }

    /// Stops the search that runs. It tells what it has found within a moment.
    pub(super) fn stop_search(&mut self) -> Option<Effect> {
        let runs = self.search.runs();
        if runs {
            self.search.stage = Stage::Stopped;
        }
        runs.then_some(Effect::StopSearch)
    }

    /// Takes how far the search is, unless it is of an older question, or stopped.
    pub(super) fn take_progress(&mut self, number: u64, progress: Progress) {
        if number == self.search.number && self.search.runs() {
            self.search.stage = Stage::Runs(Some(progress));
        }
    }

    /// Takes what the search found, unless it is of an older question.
    pub(super) fn take_findings(&mut self, number: u64, findings: Findings) {
        let search = &mut self.search;
        if number != search.number {
            return;
        }
        let is_stopped = matches!(search.stage, Stage::Stopped);
        match findings {
            Findings::Solutions(answer, Extent::SoFar) => search.answer = Some(answer),
            Findings::Solutions(answer, Extent::All) => {
                search.answer = Some(answer);
                search.stage = if is_stopped { Stage::Stopped } else { Stage::Ended };
            }
            Findings::Better(found) => {
                search.stage = if is_stopped { Stage::Stopped } else { Stage::Ended };
                self.found_better(found);
            }
            Findings::Failed => search.stage = Stage::Failed,
        }
    }

    /// Goes to the first package that is better, or says that there is none.
    fn found_better(&mut self, found: Top) {
        let (count, is_proven) = (found.packages.len(), found.is_proven);
        if let Some(better) = &mut self.search.better {
            better.found = Some(found);
        }
        if count > 0 {
            self.view.packages.row = PackageRow::Better(0);
            return;
        }
        self.note(if is_proven {
            "No other package is better for someone and worse for nobody"
        } else {
            "Nothing better was found; the search was not finished"
        });
    }
}
