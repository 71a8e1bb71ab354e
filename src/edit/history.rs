//! What was done to the open map: undo, redo, whether it is saved, and which ids were used.

use std::collections::BTreeSet;

use serde::Deserialize;

use super::{Edit, Misfit, Step};
use crate::model::{Curtain, Map, Place, ThemeId};

/// A moment, in milliseconds since any fixed start. This layer has no clock of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment(pub u64);

/// What a step is called behind the curtain that is about what is private.
pub const PRIVATE_STEP: &str = "a private step";

/// Nudges of one slot that follow each other within this many milliseconds are one step.
const TOGETHER_MILLIS: u64 = 1_000;

/// The name of one state of the map: equal revisions, equal maps.
///
/// Each new step leads to a new one; undo and redo lead back to the one that the map had. So what
/// was computed for a revision holds whenever the map is at it, and there is no order among them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct Revision(u64);

/// Something that was done to a map and its history, as it is written down in a journal.
///
/// The same deeds on the same map give the same map, the same steps to undo and redo, and the same
/// revisions; no clock has a part in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deed {
    /// A step was carried out.
    Edit(Step, Together),
    /// The last step was taken back.
    Undo,
    /// The step undone last was carried out again.
    Redo,
}

/// Whether a step became one with the step before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Together {
    /// It is a step of its own.
    Apart,
    /// Both are nudges of one slot, and are undone as one.
    Joined,
}

/// Ids that an entry had in this session; they are not given to another one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UsedIds(BTreeSet<Place>);

/// The steps that led to the open map, and those that were taken back.
///
/// The same map has to be passed to all methods.
#[derive(Clone, Debug)]
pub struct History {
    done: Vec<Past>,
    undone: Vec<Past>,
    start: Revision,
    saved: Option<Revision>,
    newest: u64,
    used: UsedIds,
    /// Themes of which only private criteria told in a state before or after one of the steps.
    hidden: BTreeSet<ThemeId>,
}

/// A step with what it led to.
#[derive(Clone, Debug)]
struct Past {
    step: Step,
    led_to: Revision,
    at: Option<Moment>,
}

impl Default for History {
    fn default() -> Self {
        Self::new()
    }
}

impl History {
    /// The history of a map that was just opened and is as it is in its file.
    #[must_use]
    pub fn new() -> Self {
        let start = Revision(0);
        Self {
            done: Vec::new(),
            undone: Vec::new(),
            start,
            saved: Some(start),
            newest: 0,
            used: UsedIds::default(),
            hidden: BTreeSet::new(),
        }
    }

    /// The history of a map that is in no file yet.
    #[must_use]
    pub fn unsaved() -> Self {
        Self { saved: None, ..Self::new() }
    }

    /// Carries a step out. What was undone can't be redone after it.
    ///
    /// A nudge that follows another of the same slot and label within a second becomes one step
    /// with it; two that cancel out leave no step behind. Gives what [`repeat`](Self::repeat) needs.
    pub fn edit(&mut self, map: &mut Map, step: Step, at: Moment) -> Result<Deed, Misfit> {
        self.apply(&step, map)?;
        let joined = if self.joins_at(at) { self.joined(&step) } else { None };
        let together = if joined.is_some() { Together::Joined } else { Together::Apart };
        self.push(&step, joined, Some(at));
        Ok(Deed::Edit(step, together))
    }

    /// Does again what a journal says was done; what doesn't fit is refused, and nothing is changed.
    pub fn repeat(&mut self, map: &mut Map, deed: &Deed) -> Result<(), Misfit> {
        let misfit = Misfit { place: Place::map() };
        match deed {
            Deed::Edit(step, together) => {
                let joined = match together {
                    Together::Apart => None,
                    Together::Joined => Some(self.joined(step).ok_or(misfit)?),
                };
                self.apply(step, map)?;
                // no later nudge becomes one with a step from before
                self.push(step, joined, None);
                Ok(())
            }
            Deed::Undo => self.undo(map)?.map(drop).ok_or(misfit),
            Deed::Redo => self.redo(map)?.map(drop).ok_or(misfit),
        }
    }

    fn apply(&mut self, step: &Step, map: &mut Map) -> Result<(), Misfit> {
        if !step.decides_themes() {
            return step.apply(map);
        }
        let hidden = map.hidden_themes();
        step.apply(map)?;
        self.hidden.extend(hidden);
        self.hidden.extend(map.hidden_themes());
        Ok(())
    }

    /// Notes a step that was carried out, or what it became together with the one before.
    fn push(&mut self, step: &Step, joined: Option<Step>, at: Option<Moment>) {
        self.used.note(step);
        self.undone.clear();
        if joined.is_some() {
            self.done.pop();
        }
        let step = joined.unwrap_or_else(|| step.clone());
        if !step.edits.iter().all(Edit::is_nothing) {
            self.newest += 1;
            self.done.push(Past { step, led_to: Revision(self.newest), at });
        }
    }

    /// Takes the last step back, and gives the inverse step that was carried out; nothing if there is none.
    pub fn undo(&mut self, map: &mut Map) -> Result<Option<Step>, Misfit> {
        let Some(past) = self.done.last() else { return Ok(None) };
        let inverse = past.step.inverse();
        inverse.apply(map)?;
        self.used.note(&inverse);
        self.undone.extend(self.done.pop());
        Ok(Some(inverse))
    }

    /// Carries the step out again that was undone last, and gives it; nothing if there is none.
    pub fn redo(&mut self, map: &mut Map) -> Result<Option<Step>, Misfit> {
        let Some(past) = self.undone.last() else { return Ok(None) };
        let step = past.step.clone();
        step.apply(map)?;
        self.used.note(&step);
        // no later nudge becomes one with a step that was redone
        self.done.extend(self.undone.pop().map(|past| Past { at: None, ..past }));
        Ok(Some(step))
    }

    /// Whether there is a step to take back.
    #[must_use]
    pub fn can_undo(&self) -> bool {
        !self.done.is_empty()
    }

    /// Whether there is a step to carry out again.
    #[must_use]
    pub fn can_redo(&self) -> bool {
        !self.undone.is_empty()
    }

    /// What a step of this history is called where it is shown.
    ///
    /// Behind the curtain that is nothing but [`PRIVATE_STEP`] if the step is about a theme of which
    /// only private criteria tell or told, now or in any state since the history began: a label names
    /// its theme as it was called then.
    #[must_use]
    pub fn label<'s>(&self, step: &'s Step, map: &Map, curtain: Curtain) -> &'s str {
        let hidden = if curtain.is_drawn() { map.hidden_themes() } else { BTreeSet::new() };
        self.label_without(&hidden, step, curtain)
    }

    fn label_without<'s>(
        &self,
        hidden: &BTreeSet<ThemeId>,
        step: &'s Step,
        curtain: Curtain,
    ) -> &'s str {
        let is_hidden = |theme: &ThemeId| self.hidden.contains(theme) || hidden.contains(theme);
        let is_private = curtain.is_drawn() && step.themes().any(is_hidden);
        if is_private { PRIVATE_STEP } else { &step.label }
    }

    /// The steps that led to the map, the oldest first.
    pub fn steps(&self) -> impl ExactSizeIterator<Item = &Step> {
        self.done.iter().map(|past| &past.step)
    }

    /// The state that the map is in.
    #[must_use]
    pub fn revision(&self) -> Revision {
        self.done.last().map_or(self.start, |past| past.led_to)
    }

    /// Notes that the map as it was at a revision is now in the file.
    pub fn mark_saved(&mut self, revision: Revision) {
        self.saved = Some(revision);
    }

    /// The state that is in the file, if it is a state that the map had.
    #[must_use]
    pub fn saved(&self) -> Option<Revision> {
        self.saved
    }

    /// Notes that the map is in no file in any state that it had.
    pub fn mark_unsaved(&mut self) {
        self.saved = None;
    }

    /// The steps that lead from what is in the file to the map, as they are called where they are
    /// shown, the newest first; all steps, where what is in the file is not a state on the way.
    #[must_use]
    pub fn unsaved_labels(&self, map: &Map, curtain: Curtain) -> Vec<String> {
        let hidden = map.hidden_themes();
        let label = |past: &'_ Past| self.label_without(&hidden, &past.step, curtain).to_owned();
        let (undone, done) = self.since_saved();
        let undone = undone.iter().rev().map(|past| format!("undo: {}", label(past)));
        undone.chain(done.iter().rev().map(label)).collect()
    }

    /// How many steps lead from what is in the file to the map.
    #[must_use]
    pub fn unsaved_steps(&self) -> usize {
        let (undone, done) = self.since_saved();
        undone.len() + done.len()
    }

    /// The steps that were taken back, or else those that were done, since the map was saved; the
    /// oldest first.
    fn since_saved(&self) -> (&[Past], &[Past]) {
        let is_saved = |past: &Past| self.saved == Some(past.led_to);
        if let Some(at) = self.undone.iter().position(is_saved) {
            return (self.undone.get(at..).unwrap_or_default(), &[]);
        }
        let saved = self.done.iter().rposition(is_saved).map_or(0, |at| at + 1);
        (&[], self.done.get(saved..).unwrap_or_default())
    }

    /// Whether the map is as it is in the file; also after an undo back to that state.
    #[must_use]
    pub fn is_saved(&self) -> bool {
        self.saved == Some(self.revision())
    }

    /// The ids that can't be given to new entries, beside those in the map.
    #[must_use]
    pub fn used(&self) -> &UsedIds {
        &self.used
    }

    /// Whether a nudge at this moment may become one with the last step.
    fn joins_at(&self, at: Moment) -> bool {
        let Some(last) = self.done.last() else { return false };
        let soon = last.at.is_some_and(|last| at.0.abs_diff(last.0) <= TOGETHER_MILLIS);
        soon && self.saved != Some(last.led_to)
    }

    /// The last step and this one as one, where both are nudges of one slot.
    fn joined(&self, step: &Step) -> Option<Step> {
        let last = self.done.last()?;
        let ([old], [new]) = (last.step.edits.as_slice(), step.edits.as_slice()) else {
            return None;
        };
        if last.step.label != step.label || !old.is_nudge() || !new.is_nudge() {
            return None;
        }
        old.joined(new).map(|edit| Step::of(step.label.as_str(), edit))
    }
}

impl Revision {
    /// The number that stands for it in a journal; there is no order in these numbers.
    #[must_use]
    pub fn number(self) -> u64 {
        self.0
    }
}

impl UsedIds {
    /// Whether an entry at this place was removed in this session.
    pub(super) fn contains(&self, place: &Place) -> bool {
        self.0.contains(place)
    }

    /// Whether an option of this id, which is unique in the whole map, was removed in this session.
    pub(super) fn contains_option(&self, id: &str) -> bool {
        self.0.contains(&option_anywhere(id))
    }

    fn note(&mut self, step: &Step) {
        for edit in step.edits.iter().filter(|edit| edit.is_removal()) {
            if let Edit::Issue { change, .. } = edit
                && let Some(entry) = &change.before
            {
                self.0.extend(entry.value.options.keys().map(|id| option_anywhere(id.as_str())));
            }
            if let Edit::Option { place, .. } = edit {
                self.0.insert(option_anywhere(place.option.as_str()));
            }
            self.0.insert(edit.place());
        }
    }
}

/// Stands for an option wherever in the map it is.
fn option_anywhere(id: &str) -> Place {
    Place::map().name("options").name(id)
}
