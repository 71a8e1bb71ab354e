//! How far a search may go: steps that repeat exactly, and the caller's word to stop.

use std::ops::ControlFlow;

/// Which part of the work is under way, in the order in which it is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Finding packages that everyone accepts, and the best for each partner alone.
    Zone,
    /// The solutions, and the best packages by one of them.
    Solutions,
    /// The package that comes nearest, where nothing is acceptable.
    Nearest,
    /// What would open the zone.
    Openings,
    /// Counting the acceptable packages.
    Count,
    /// The front.
    Front,
}

/// How far a search has come.
#[derive(Clone, Copy, Debug)]
pub struct Progress {
    /// What is being done.
    pub stage: Stage,
    /// Steps taken in this part.
    pub steps: u64,
    /// Steps after which this part gives up, so that the share done is at least steps / limit.
    pub limit: u64,
}

/// Asked every few thousand steps, some milliseconds apart: shows progress, and breaks off on
/// cancel or when the time is over. Nothing else ends a search early, so answers repeat.
pub type Watch<'w> = dyn FnMut(Progress) -> ControlFlow<()> + 'w;

/// Effort in steps; a step is some ten nanoseconds to a microsecond of work.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// For each single search of a best package.
    pub search: u64,
    /// For the count of acceptable packages.
    pub count: u64,
    /// For the front, in candidates looked at.
    pub front: u64,
    /// How many points of the front are wanted; beyond this it is not finished.
    pub front_points: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { search: 100_000_000, count: 2_000_000, front: 10_000_000, front_points: 1_000 }
    }
}

/// Steps between two looks where there are few partners; each step is longer with more of them.
const BETWEEN_LOOKS: u64 = 4_096;
const FEW_PARTNERS: usize = 16;

/// Counts the steps of the parts of a search, and asks now and then whether to go on.
pub(super) struct Meter<'w> {
    watch: &'w mut Watch<'w>,
    stage: Stage,
    steps: u64,
    limit: u64,
    next_look: u64,
    between_looks: u64,
    is_stopped: bool,
    total: u64,
}

impl<'w> Meter<'w> {
    pub(super) fn new(watch: &'w mut Watch<'w>, partners: usize) -> Self {
        let (stage, limit) = (Stage::Zone, u64::MAX);
        let between_looks = BETWEEN_LOOKS / (1 + partners / FEW_PARTNERS) as u64;
        Self {
            watch,
            stage,
            steps: 0,
            limit,
            next_look: 0,
            between_looks,
            is_stopped: false,
            total: 0,
        }
    }

    /// Begins a part with steps of its own.
    pub(super) fn begin(&mut self, stage: Stage, limit: u64) {
        self.total += self.steps;
        (self.stage, self.steps, self.limit, self.next_look) = (stage, 0, limit, 0);
    }

    /// Takes so many steps; false when the part is over.
    pub(super) fn step(&mut self, count: u64) -> bool {
        self.steps += count;
        if self.steps >= self.next_look && !self.is_stopped {
            self.next_look = self.steps + self.between_looks;
            let progress = Progress { stage: self.stage, steps: self.steps, limit: self.limit };
            self.is_stopped = (self.watch)(progress).is_break();
        }
        self.may_go_on()
    }

    pub(super) fn may_go_on(&self) -> bool {
        !self.is_stopped && self.steps <= self.limit
    }

    /// Whether the caller has broken off.
    pub(super) fn is_stopped(&self) -> bool {
        self.is_stopped
    }

    /// All steps so far; a figure that repeats exactly.
    pub(super) fn total(&self) -> u64 {
        self.total + self.steps
    }
}
