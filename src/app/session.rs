//! The state of the session, and the one way in which the open map changes.

use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::card::CardRow;
use super::commands::Context;
use super::draft::Unkept;
use super::error::UserError;
use super::file::{File, Opening, Origin, Permission};
use super::listed::Listed;
use super::message::{Effect, Wanted};
use super::overlay::Overlay;
use super::paths;
use super::recovery::Recovery;
use super::search::Search;
use super::view::{Focus, Screen, View};
use crate::analysis::Answers;
use crate::edit::{Deed, History, Misfit, Moment, Revision, Step};
use crate::model::{Curtain, Map, Partner, PartnerId};

/// One line about what just happened. The next key takes it away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Status {
    /// Something was done.
    Note(String),
    /// Something was refused, or went wrong: what, and what to do next.
    Refused(String, String),
}

/// The session.
#[derive(Debug)]
pub struct App {
    map: Map,
    answers: Arc<Answers>,
    history: History,
    /// Who is listed.
    pub(super) listed: Listed,
    order: Option<(Revision, Vec<usize>)>,
    /// The map that is being opened, and how the open one was when that was asked for.
    pub(super) opening: Option<(Wanted, Revision)>,
    /// What was done by the message that is being handled.
    pub(super) deeds: Vec<Deed>,
    /// Steps that were not saved, as long as nobody has decided about them.
    pub(super) recovery: Option<Box<Recovery>>,
    /// What is being written and is no step yet.
    pub(super) unkept: Unkept,
    /// The search for packages.
    pub(super) search: Search,
    /// What is looked at.
    pub view: View,
    /// What lies over the screen, the topmost last.
    pub overlays: Vec<Overlay>,
    /// What just happened.
    pub status: Option<Status>,
    /// Whether private values are hidden.
    pub curtain: Curtain,
    /// Whether the map may be changed.
    pub permission: Permission,
    /// The file that the map is in.
    pub file: File,
    /// Columns and rows of the terminal.
    pub size: (u16, u16),
    /// The person's home folder.
    home: Option<PathBuf>,
    /// When a key was pressed last.
    pub(super) last_key: Option<Moment>,
    /// When the message that is being handled came.
    pub now: Moment,
}

/// Below this many columns there is no room for the card beside the rest.
const CARD_NEEDS_COLUMNS: u16 = 100;

impl App {
    /// A session on a map that was just read, or is built in.
    #[must_use]
    pub fn new(map: Map, origin: Origin, opening: Opening) -> Self {
        let placed = map.partners.values().any(|partner| partner.place().is_some());
        // what is only looked at can't get lost
        let history = match (&origin, opening.permission) {
            (Origin::Input, Permission::Edit) | (Origin::New(_), _) => History::unsaved(),
            _ => History::new(),
        };
        let mut app = Self {
            answers: Arc::new(Answers::of(&map)),
            history,
            listed: Listed::default(),
            order: None,
            opening: None,
            deeds: Vec::new(),
            recovery: None,
            search: Search::default(),
            view: View {
                screen: if placed { Screen::Grid } else { Screen::Partners },
                selected: map.partners.keys().next().cloned(),
                ..View::default()
            },
            overlays: Vec::new(),
            unkept: Unkept::default(),
            status: None,
            curtain: opening.curtain,
            permission: opening.permission,
            file: File { origin, ..File::default() },
            size: opening.size,
            home: opening.home,
            last_key: None,
            now: Moment(0),
            map,
        };
        app.refresh();
        app
    }

    /// Puts another map in the place of the open one. What was looked at and done goes with it; the
    /// curtain and the terminal stay as they are.
    pub(super) fn replace(&mut self, map: Map, origin: Origin, permission: Permission) {
        let (curtain, size, home) = (self.curtain, self.size, self.home.take());
        let opening = Opening { curtain, permission, size, home };
        *self = Self { now: self.now, ..Self::new(map, origin, opening) };
    }

    /// A session without a map yet, with this in its place.
    #[must_use]
    pub fn without_map(front: Overlay, opening: Opening) -> Self {
        let app = Self::new(Map::default(), Origin::Nothing, opening);
        Self { overlays: vec![front], ..app }
    }

    /// Whether a map is open.
    #[must_use]
    pub fn is_on_map(&self) -> bool {
        self.file.origin != Origin::Nothing
    }

    /// The person's home folder.
    #[must_use]
    pub fn home(&self) -> Option<&Path> {
        self.home.as_deref()
    }

    /// A path as it is shown to this person.
    #[must_use]
    pub fn words_of(&self, path: &Path) -> String {
        paths::shown(path, self.home.as_deref())
    }

    /// The path that this person means by what was typed.
    #[must_use]
    pub fn path_of(&self, typed: &str) -> PathBuf {
        paths::meant(typed, self.home.as_deref())
    }

    /// Goes on from another state of the map, with the steps that led there.
    pub(super) fn put(&mut self, map: Map, history: History) {
        self.answers = Arc::new(Answers::of(&map));
        (self.map, self.history) = (map, history);
        self.refresh();
    }

    /// Goes on with the steps of earlier sessions, which led to this very map.
    pub(super) fn go_on_with(&mut self, history: History) {
        self.history = history;
    }

    /// The open map.
    #[must_use]
    pub fn map(&self) -> &Map {
        &self.map
    }

    /// What follows from the map as it is; shared, so that a worker can go on with it.
    #[must_use]
    pub fn answers(&self) -> &Arc<Answers> {
        &self.answers
    }

    /// What was done so far.
    #[must_use]
    pub fn history(&self) -> &History {
        &self.history
    }

    /// The positions of the partners listed, in the order of the matrix; in file order until it is
    /// known, and after an edit in the order from before, with those who came since at the end.
    #[must_use]
    pub fn in_matrix_order(&self) -> Cow<'_, [usize]> {
        let listed = self.listed();
        let all = self.map.partners.len();
        let Some((_, order)) = &self.order else { return Cow::Borrowed(listed) };
        if order.len() == all && listed.len() == all {
            return Cow::Borrowed(order);
        }
        let is_listed = |index: &usize| listed.binary_search(index).is_ok();
        Cow::Owned(order.iter().copied().chain(order.len()..all).filter(is_listed).collect())
    }

    /// Takes the order of the matrix, if it still fits the map.
    pub(super) fn take_order(&mut self, revision: Revision, order: Vec<usize>) {
        if revision == self.history.revision() {
            self.order = Some((revision, order));
        }
    }

    /// Asks for the order of the matrix, where it is shown and not known.
    pub(super) fn wish_for_order(&self) -> Option<Effect> {
        let revision = self.history.revision();
        let known = self.order.as_ref().is_some_and(|(of, _)| *of == revision);
        (self.view.screen == Screen::Overlap && !known).then_some(Effect::Order(revision))
    }

    /// The selected partner.
    #[must_use]
    pub fn selected(&self) -> Option<(&PartnerId, &Partner)> {
        self.map.partners.get_key_value(self.view.selected.as_ref()?)
    }

    /// The position of the selected partner in the map.
    #[must_use]
    pub fn selected_index(&self) -> Option<usize> {
        self.map.partners.get_index_of(self.view.selected.as_ref()?)
    }

    /// The partner at a position in the map.
    #[must_use]
    pub fn partner_at(&self, index: usize) -> Option<(&PartnerId, &Partner)> {
        self.map.partners.get_index(index)
    }

    /// The rows of the selected partner's card.
    #[must_use]
    pub fn card_rows(&self) -> Vec<CardRow> {
        self.selected().map_or_else(Vec::new, |(_, partner)| CardRow::of(partner, self.curtain))
    }

    /// The row of the card under the cursor.
    #[must_use]
    pub fn card_row(&self) -> Option<CardRow> {
        self.card_rows().into_iter().nth(self.view.card_row)
    }

    /// Whether there is room for the card beside the rest.
    #[must_use]
    pub fn has_room_for_card(&self) -> bool {
        self.size.0 >= CARD_NEEDS_COLUMNS
    }

    /// In which context keys are looked up: the overlay on top, else what has the keys on the screen.
    #[must_use]
    pub fn context(&self) -> Context {
        if let Some(overlay) = self.overlays.last() {
            return overlay.context();
        }
        match (self.view.focus, self.view.screen) {
            (Focus::Card, _) => Context::Card,
            (Focus::Main, Screen::Partners) => Context::List,
            (Focus::Main, Screen::Grid) => Context::Grid,
            (Focus::Main, Screen::Overlap) => Context::Overlap,
            (Focus::Main, Screen::Options) => Context::Options,
            (Focus::Main, Screen::Packages) => Context::Packages,
        }
    }

    /// Whether leaving now would lose nothing.
    #[must_use]
    pub fn is_all_saved(&self) -> bool {
        let decided = self.file.saving == 0 && self.file.in_the_way.is_none();
        decided && self.history.is_saved()
    }

    /// Whether there are steps that get lost by leaving. What was left is none of them: nobody has
    /// given it up.
    pub(super) fn has_steps_to_give_up(&self) -> bool {
        self.permission == Permission::Edit && self.recovery.is_none() && !self.history.is_saved()
    }

    /// Refuses where the map may only be looked at, be it until something is decided.
    pub fn may_edit(&self) -> Result<(), UserError> {
        match (self.permission, &self.file.held) {
            (Permission::Edit, _) => self.decided(),
            (Permission::ReadOnly, Some(holder)) => Err(UserError::Held(holder.clone())),
            (Permission::ReadOnly, None) => Err(UserError::ReadOnly),
        }
    }

    /// Changes the map, the only way in which it changes, and says what was done.
    pub fn edit(&mut self, step: Option<Step>) -> Result<Vec<Effect>, UserError> {
        self.may_edit()?;
        let Some(step) = step else { return Ok(Vec::new()) };
        let only_moves = step.only_moves();
        let deed = self
            .history
            .edit(&mut self.map, step.clone(), self.now)
            .map_err(|misfit| self.unexpected(&misfit))?;
        self.answer(only_moves);
        self.refresh();
        self.deeds.push(deed);
        self.note(format!("Done: {}. u undoes it", self.label(&step)));
        Ok(Vec::new())
    }

    /// Takes the last step back, says which, and selects the partner that it is about.
    pub fn undo(&mut self) -> Result<Vec<Effect>, UserError> {
        self.may_edit()?;
        let nothing = UserError::Missing("There is nothing to undo", "nothing was changed yet");
        let undone = self.history.undo(&mut self.map).map_err(|misfit| self.unexpected(&misfit))?;
        self.after(&undone.ok_or(nothing)?, Deed::Undo, "Undid");
        Ok(Vec::new())
    }

    /// Does the step again that was taken back last, says which, and selects the partner that it is about.
    pub fn redo(&mut self) -> Result<Vec<Effect>, UserError> {
        self.may_edit()?;
        let nothing = UserError::Missing("There is nothing to redo", "u undoes the last edit");
        let redone = self.history.redo(&mut self.map).map_err(|misfit| self.unexpected(&misfit))?;
        self.after(&redone.ok_or(nothing)?, Deed::Redo, "Did again");
        Ok(Vec::new())
    }

    /// What a step is called on the screen.
    fn label<'s>(&self, step: &'s Step) -> &'s str {
        self.history.label(step, &self.map, self.curtain)
    }

    fn unexpected(&self, misfit: &Misfit) -> UserError {
        // a place names ids, and that of a private criterion may be made from its words
        let at = self.curtain.pass().map(|_| format!(" at {}", misfit.place));
        let message = format!("The map is not as expected{}", at.unwrap_or_default());
        UserError::Refused(message, "nothing was changed")
    }

    /// Goes to what a step is about that was taken back or done again, and says which one it is.
    fn after(&mut self, step: &Step, deed: Deed, did: &str) {
        self.answer(step.only_moves());
        if let Some(row) = self.concerned_row(step) {
            self.view.row = Some(row);
        }
        if let Some(id) = self.concerned(step) {
            self.select(id);
        }
        self.refresh();
        self.deeds.push(deed);
        self.note(format!("{did}: {}", self.label(step)));
    }

    /// Works out what follows from the map after a step.
    fn answer(&mut self, only_moves: bool) {
        if only_moves {
            Arc::make_mut(&mut self.answers).follow(&self.map);
        } else {
            self.answers = Arc::new(Answers::of(&self.map));
        }
    }

    /// The map is in no file any more.
    pub(super) fn mark_unsaved(&mut self) {
        self.history.mark_unsaved();
    }

    /// The map as it was at this revision is in this file now.
    pub(super) fn saved(&mut self, revision: Revision, path: PathBuf) {
        self.history.mark_saved(revision);
        self.file.held = None;
        self.file.unsafe_now = false;
        self.file.origin = Origin::File(path);
        self.file.foreign = None;
        self.permission = Permission::Edit;
    }

    /// Brings what is looked at in line with the map, after either changed.
    pub fn refresh(&mut self) {
        self.listed = Listed::of(&self.view.filter, &self.map);
        let partners = &self.map.partners;
        let there =
            |id: &Option<PartnerId>| id.as_ref().is_some_and(|id| partners.contains_key(id));
        if self.listed().is_empty() {
            // what can't be seen can't be changed by a key
            self.view.selected = None;
        } else if !there(&self.view.selected) {
            let first = self.listed().first().copied().unwrap_or(0);
            self.view.selected = partners.get_index(first).map(|(id, _)| id.clone());
        }
        if !there(&self.view.other) || self.view.other == self.view.selected {
            let mut others = partners.keys();
            self.view.other = others.find(|id| Some(*id) != self.view.selected.as_ref()).cloned();
        }
        self.view.group.retain(|id| partners.contains_key(id));
        self.view.refresh_row(&self.map);
        self.view.packages.refresh(&self.map);
        self.view.card_row = self.view.card_row.min(self.card_rows().len().saturating_sub(1));
        self.view.refresh_grid(&self.map);
        self.refresh_sheet();
    }

    /// Selects a partner on all screens.
    pub fn select(&mut self, id: PartnerId) {
        if self.view.selected.as_ref() != Some(&id) {
            self.view.selected = Some(id);
            self.view.card_row = 0;
            self.refresh_pair();
        }
    }

    fn refresh_pair(&mut self) {
        if self.view.other == self.view.selected {
            self.view.other = None;
            self.refresh();
        }
    }

    /// Says what was done.
    pub fn note(&mut self, text: impl Into<String>) {
        self.status = Some(Status::Note(text.into()));
    }

    /// Says what was refused, and what to do next; asks what has to be decided first.
    pub fn refuse(&mut self, error: &UserError) {
        if *error == UserError::Undecided {
            self.ask_about_what_was_left();
        }
        self.status = Some(Status::Refused(error.to_string(), error.hint().to_owned()));
    }
}
