//! Commands of the Packages screen: going through its lists, and asking the search for more.

use super::{Command, Context, choices, form};
use crate::analysis::packages::{Criterion, Opening};
use crate::app::collection::{Collection, Listing};
use crate::app::error::UserError;
use crate::app::forms::{Lowers, Subject};
use crate::app::message::{Clicks, Effect};
use crate::app::overlay::Overlay;
use crate::app::packages::{PackageRow, Pane};
use crate::app::search::Stage;
use crate::app::session::App;
use crate::model::PartnerId;

pub(super) const PACKAGES: &[Context] = &[Context::Packages];

/// How many rows a page is.
const PAGE: isize = 10;

pub(super) const COMMANDS: &[Command] = &[
    Command {
        name: "packages.next",
        keys: &["down", "j"],
        contexts: PACKAGES,
        summary: "Go to the next package, issue or partner",
        hint: "choose",
        hint_keys: "↑↓",
        run: |app| step(app, 1),
        ..Command::BASE
    },
    Command {
        name: "packages.previous",
        keys: &["up", "k"],
        contexts: PACKAGES,
        summary: "Go to the row above",
        run: |app| step(app, -1),
        ..Command::BASE
    },
    Command {
        name: "packages.page-down",
        keys: &["pagedown"],
        contexts: PACKAGES,
        summary: "Go ten rows down",
        run: |app| step(app, PAGE),
        ..Command::BASE
    },
    Command {
        name: "packages.page-up",
        keys: &["pageup"],
        contexts: PACKAGES,
        summary: "Go ten rows up",
        run: |app| step(app, -PAGE),
        ..Command::BASE
    },
    Command {
        name: "packages.first",
        keys: &["home", "g"],
        contexts: PACKAGES,
        summary: "Go to the first row",
        run: |app| step(app, isize::MIN),
        ..Command::BASE
    },
    Command {
        name: "packages.last",
        keys: &["end", "G"],
        contexts: PACKAGES,
        summary: "Go to the last row",
        run: |app| step(app, isize::MAX),
        ..Command::BASE
    },
    Command {
        name: "packages.pane",
        keys: &["tab"],
        contexts: PACKAGES,
        summary: "Go on from the packages to the choices in one, then to who gets what from it",
        hint: "choices, partners",
        run: |app| turn(app, 1),
        ..Command::BASE
    },
    Command {
        name: "packages.pane-back",
        keys: &["shift-tab"],
        contexts: PACKAGES,
        summary: "Go back to the part of the screen before",
        run: |app| turn(app, 2),
        ..Command::BASE
    },
    Command {
        name: "packages.open",
        keys: &["enter"],
        contexts: PACKAGES,
        summary: "Open it: a package's choices, the options of an issue, a card, what to change",
        hint: "open",
        run: open,
        ..Command::BASE
    },
    Command {
        name: "packages.improve",
        keys: &["i"],
        contexts: PACKAGES,
        summary: "Look for packages that are better for someone without hurting anyone",
        hint: "better for someone",
        available: may_better,
        run: improve,
        ..Command::BASE
    },
    Command {
        name: "packages.rank",
        keys: &["b"],
        contexts: PACKAGES,
        summary: "Rank the next best packages by another solution",
        available: has_question,
        run: rank,
        ..Command::BASE
    },
    Command {
        name: "packages.walk-away",
        keys: &["w"],
        contexts: PACKAGES,
        summary: "Write what the selected partner does without an agreement",
        hint: "walk-away",
        available: on_partner,
        run: |app| {
            let id = app.view.selected.clone().ok_or(UserError::NothingSelected)?;
            form::open(app, Subject::WalkAway(id), "")
        },
        ..Command::BASE
    },
    Command {
        name: "packages.stop",
        keys: &["esc"],
        contexts: PACKAGES,
        summary: "Stop the search; else go back to the packages, and list all partners again",
        run: stop,
        ..Command::BASE
    },
    Command {
        name: "packages.again",
        keys: &["f5"],
        contexts: PACKAGES,
        summary: "Search again, where the search was stopped",
        hint: "search again",
        available: was_stopped,
        run: |app| {
            app.search_again();
            Ok(Vec::new())
        },
        ..Command::BASE
    },
];

fn was_stopped(app: &App) -> Result<(), UserError> {
    match app.search().stage() {
        Stage::Stopped | Stage::Failed => Ok(()),
        Stage::Idle | Stage::Runs(_) | Stage::Ended => {
            Err(UserError::Missing("No search was stopped", "Esc stops one that runs"))
        }
    }
}

const NO_QUESTION: UserError =
    UserError::Missing("There are no packages", "4 goes to the issues and options");

pub(super) fn has_question(app: &App) -> Result<(), UserError> {
    app.search().question().map(|_| ()).ok_or(NO_QUESTION)
}

/// Nothing is being searched.
fn at_rest(app: &App) -> Result<(), UserError> {
    has_question(app)?;
    if app.search().runs() {
        let message = "The search is still going on";
        return Err(UserError::Missing(message, "wait for it, or stop it with Esc"));
    }
    Ok(())
}

/// Something better than nothing acceptable can't be looked for.
fn may_better(app: &App) -> Result<(), UserError> {
    at_rest(app)?;
    if app.search().answer().is_some_and(|answer| answer.is_open == Some(false)) {
        let message = "Nothing is acceptable, so nothing can be better";
        return Err(UserError::Missing(message, "the list says what it would take"));
    }
    Ok(())
}

fn on_partner(app: &App) -> Result<(), UserError> {
    app.may_edit()?;
    app.curtain.pass().ok_or(UserError::CurtainDrawn)?;
    if app.view.packages.pane != Pane::Partners {
        let message = "Walk-aways belong to partners";
        return Err(UserError::Missing(message, "Tab goes there"));
    }
    app.selected().map(|_| ()).ok_or(UserError::NothingSelected)
}

/// Goes through the rows of the part that has the keys.
#[expect(clippy::unnecessary_wraps, reason = "it stands in the table of commands")]
pub(in crate::app) fn step(app: &mut App, by: isize) -> Result<Vec<Effect>, UserError> {
    let moved = |at: Option<usize>, count: usize| {
        at.map_or(0, |at| at.saturating_add_signed(by)).min(count.saturating_sub(1))
    };
    match app.view.packages.pane {
        Pane::Packages => {
            let rows = app.package_rows();
            let here = app.package_row();
            let at = rows.iter().position(|row| Some(*row) == here);
            if let Some(row) = rows.get(moved(at, rows.len())) {
                app.view.packages.row = *row;
            }
        }
        Pane::Choices => {
            let issues = &app.map().issues;
            let at = app.view.packages.issue.as_ref().and_then(|id| issues.get_index_of(id));
            let to = issues.get_index(moved(at, issues.len()));
            app.view.packages.issue = to.map(|(id, _)| id.clone());
        }
        Pane::Partners => {
            let order = app.in_profile_order();
            let selected = app.selected_index();
            let at = order.iter().position(|index| Some(*index) == selected);
            let to = order.get(moved(at, order.len())).and_then(|index| app.partner_at(*index));
            if let Some(id) = to.map(|(id, _)| id.clone()) {
                app.select(id);
            }
        }
    }
    Ok(Vec::new())
}

#[expect(clippy::unnecessary_wraps, reason = "it stands in the table of commands")]
fn turn(app: &mut App, by: usize) -> Result<Vec<Effect>, UserError> {
    let panes = [Pane::Packages, Pane::Choices, Pane::Partners];
    let at = panes.iter().position(|pane| *pane == app.view.packages.pane).unwrap_or(0);
    app.view.packages.pane = panes[(at + by) % panes.len()];
    Ok(Vec::new())
}

/// Opens what the row under the cursor is made of, or what it asks to be changed.
fn open(app: &mut App) -> Result<Vec<Effect>, UserError> {
    match app.view.packages.pane {
        Pane::Packages => open_row(app),
        Pane::Choices => choices::list(app),
        Pane::Partners => {
            app.selected().ok_or(UserError::NothingSelected)?;
            app.overlays.push(Overlay::Card);
            Ok(Vec::new())
        }
    }
}

fn open_row(app: &mut App) -> Result<Vec<Effect>, UserError> {
    has_question(app)?;
    let row = app.package_row();
    match (row, row.and_then(|row| app.opening(row))) {
        (_, Some(opening)) => open_opening(app, opening),
        (Some(PackageRow::Together), _) => {
            let nearest = app.search().answer().and_then(|answer| answer.nearest.as_ref());
            let shortfalls = nearest.map_or(&[][..], |nearest| &nearest.shortfalls);
            let all = (0..).zip(shortfalls.iter().copied()).filter(|(_, by)| *by > 0).collect();
            lower(app, all)
        }
        _ => {
            app.view.packages.pane = Pane::Choices;
            Ok(Vec::new())
        }
    }
}

/// Goes where the change can be made that would open the zone.
fn open_opening(app: &mut App, opening: Opening) -> Result<Vec<Effect>, UserError> {
    let question = app.search().question().ok_or(NO_QUESTION)?;
    match opening {
        Opening::Rule(at) => {
            let list = Collection { at, ..Collection::new(Listing::Rules) };
            app.overlays.push(Overlay::Collection(list));
            Ok(Vec::new())
        }
        Opening::RedLine(number) => {
            let line = question.red_line(number).ok_or(NO_QUESTION)?;
            let whose = app.partner_at(line.partner).map(|(id, partner)| {
                let criterion = partner.success.get_index(line.criterion);
                (id.clone(), criterion.map(|(criterion, _)| criterion.clone()))
            });
            let (id, criterion) = whose.ok_or(NO_QUESTION)?;
            app.select(id.clone());
            form::open(app, Subject::Criterion(id, criterion), "")
        }
        Opening::Settled(issue) => {
            let id = app.map().issues.get_index(issue).map(|(id, _)| id.clone());
            choices::free(app, &id.ok_or(NO_QUESTION)?);
            Ok(Vec::new())
        }
        Opening::Floor { partner, by } => lower(app, vec![(partner, by)]),
    }
}

/// Goes through the walk-aways of some of those who take part, each to be lowered by so many of their
/// whole numbers.
fn lower(app: &mut App, parties: Vec<(usize, i64)>) -> Result<Vec<Effect>, UserError> {
    let question = app.search().question().ok_or(NO_QUESTION)?;
    let pass = app.curtain.pass().ok_or(UserError::CurtainDrawn)?;
    let most = |(party, by)| {
        let (floor, by) = (question.floor(party), question.amount(party, by));
        Some((partner_of(app, party)?, *floor.reveal(pass) - *by.reveal(pass)))
    };
    let all = parties.into_iter().filter_map(most).collect();
    form::lower(app, Lowers { all, at: 0 })
}

/// The partner at a place among those who take part.
fn partner_of(app: &App, party: usize) -> Option<PartnerId> {
    let index = app.search().question()?.partners().nth(party)?;
    app.partner_at(index).map(|(id, _)| id.clone())
}

fn improve(app: &mut App) -> Result<Vec<Effect>, UserError> {
    may_better(app)?;
    let package = app.package().ok_or(NO_QUESTION)?;
    Ok(app.seek_better(package).into_iter().collect())
}

fn rank(app: &mut App) -> Result<Vec<Effect>, UserError> {
    has_question(app)?;
    let at = Criterion::ALL.iter().position(|by| *by == app.view.packages.by).unwrap_or(0);
    app.view.packages.by = Criterion::ALL[(at + 1) % Criterion::ALL.len()];
    Ok(Vec::new())
}

#[expect(clippy::unnecessary_wraps, reason = "it stands in the table of commands")]
fn stop(app: &mut App) -> Result<Vec<Effect>, UserError> {
    if app.search().runs() {
        app.note("The search is stopped; what was found so far is shown. F5 searches again");
        return Ok(app.stop_search().into_iter().collect());
    }
    if app.view.packages.pane != Pane::Packages {
        app.view.packages.pane = Pane::Packages;
    } else if !app.view.filter.is_empty() {
        app.view.filter = crate::app::view::Filter::default();
        app.refresh();
    }
    Ok(Vec::new())
}

/// Chooses a row of the list; opens it where it was chosen already, or pressed twice.
pub(in crate::app) fn press_row(
    app: &mut App,
    row: usize,
    clicks: Clicks,
) -> Result<Vec<Effect>, UserError> {
    let Some(row) = app.package_rows().get(row).copied() else { return Ok(Vec::new()) };
    app.view.packages.pane = Pane::Packages;
    app.view.packages.row = row;
    if clicks == Clicks::Double { open_row(app) } else { Ok(Vec::new()) }
}

/// Chooses an issue; lists its options where it was chosen already, or pressed twice.
pub(in crate::app) fn press_choice(
    app: &mut App,
    issue: usize,
    clicks: Clicks,
) -> Result<Vec<Effect>, UserError> {
    app.view.packages.pane = Pane::Choices;
    app.view.packages.issue = app.map().issues.get_index(issue).map(|(id, _)| id.clone());
    if clicks == Clicks::Double { choices::list(app) } else { Ok(Vec::new()) }
}
