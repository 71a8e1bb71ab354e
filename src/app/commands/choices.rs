//! Commands on the choices in a package: choose by hand, and settle an issue for now.

use super::Command;
use super::packages::{PACKAGES, has_question};
use crate::app::error::UserError;
use crate::app::message::Effect;
use crate::app::overlay::{Choice, Overlay, Picker, Row};
use crate::app::packages::{PackageRow, Pane, by_name};
use crate::app::session::App;
use crate::model::{Issue, IssueId, OptionId};

pub(super) const COMMANDS: &[Command] = &[
    Command {
        name: "choices.next",
        keys: &["right", "l"],
        contexts: PACKAGES,
        summary: "Choose the issue's next option by hand",
        hint: "by hand",
        hint_keys: "←→",
        available: on_issue,
        run: |app| turn(app, 1),
    },
    Command {
        name: "choices.previous",
        keys: &["left", "h"],
        contexts: PACKAGES,
        summary: "Choose the issue's option before by hand",
        available: on_issue,
        run: |app| turn(app, -1),
        ..Command::BASE
    },
    Command {
        name: "choices.settle",
        keys: &["s", "space"],
        contexts: PACKAGES,
        summary: "Settle the issue for now as the package chooses, or free it again",
        hint: "settle",
        available: on_issue,
        run: settle,
        ..Command::BASE
    },
    Command {
        name: "choices.free-all",
        keys: &["x"],
        contexts: PACKAGES,
        summary: "Free every issue that is settled for now",
        hint: "free all",
        available: something_settled,
        run: free_all,
        ..Command::BASE
    },
];

const NO_ISSUE: UserError =
    UserError::Missing("Choices belong to issues", "Tab goes to the choices in the package");

fn on_issue(app: &App) -> Result<(), UserError> {
    issue_here(app).map(|_| ())
}

fn issue_here(app: &App) -> Result<(usize, &IssueId, &Issue), UserError> {
    has_question(app)?;
    let here = app.view.packages.issue.as_ref();
    let here = here.filter(|_| app.view.packages.pane == Pane::Choices).ok_or(NO_ISSUE)?;
    app.map().issues.get_full(here).ok_or(NO_ISSUE)
}

fn something_settled(app: &App) -> Result<(), UserError> {
    if app.view.packages.settled.is_empty() {
        let message = "Nothing is settled for now";
        return Err(UserError::Missing(message, "s settles an issue as the package chooses"));
    }
    Ok(())
}

/// What may be chosen on an issue, by position: its options, then to leave it as it is. That stands
/// also where an answer is needed if it is the only choice.
fn answers(issue: &Issue) -> Vec<Option<usize>> {
    let left = !issue.must_settle || issue.options.is_empty();
    (0..issue.options.len()).map(Some).chain(left.then_some(None)).collect()
}

/// Chooses another option of the issue under the cursor, round and round.
fn turn(app: &mut App, by: isize) -> Result<Vec<Effect>, UserError> {
    let (at, id, issue) = issue_here(app)?;
    let (id, answers) = (id.clone(), answers(issue));
    let package = app.package().ok_or(NO_ISSUE)?;
    let now = package.choices.get(at).copied().flatten();
    let here = answers.iter().position(|answer| *answer == now);
    let count = answers.len();
    let to = here.map_or(0, |here| (here + count).saturating_add_signed(by) % count);
    let option = answers[to].and_then(|to| issue.options.get_index(to));
    let option = option.map(|(option, _)| option.clone());
    Ok(choose(app, &id, option))
}

/// Puts a package together by hand: the one looked at, but for this choice.
pub(in crate::app) fn choose(
    app: &mut App,
    issue: &IssueId,
    option: Option<OptionId>,
) -> Vec<Effect> {
    let Some(package) = app.package() else { return Vec::new() };
    let mut hand = by_name(app.map(), &package.choices);
    hand.insert(issue.clone(), option);
    app.view.packages.hand = Some(hand);
    app.view.packages.row = PackageRow::Hand;
    Vec::new()
}

/// Lists the options of the issue under the cursor, with who would refuse each.
pub(super) fn list(app: &mut App) -> Result<Vec<Effect>, UserError> {
    let (at, id, issue) = issue_here(app)?;
    let package = app.package().ok_or(NO_ISSUE)?;
    let question = app.search().question().ok_or(NO_ISSUE)?;
    let now = package.choices.get(at).copied().flatten();
    let row = |answer: Option<usize>| {
        let mut choices = package.choices.clone();
        if let Some(choice) = choices.get_mut(at) {
            *choice = answer;
        }
        let detail = question.judge(&question.package(&choices)).words();
        let option = answer.and_then(|answer| issue.options.get_index(answer));
        let label = option.map_or("Leave it as it is", |(_, option)| &*option.name);
        let option = option.map(|(option, _)| option.clone());
        Row::new(label, detail, Choice::Take(id.clone(), option))
    };
    let answers = answers(issue);
    let rows = answers.iter().map(|answer| row(*answer)).collect();
    let mut picker = Picker::new(issue.name.to_string(), rows);
    picker.at = answers.iter().position(|answer| *answer == now).unwrap_or(0);
    app.overlays.push(Overlay::Picker(picker));
    Ok(Vec::new())
}

/// Settles the issue under the cursor as the package that is looked at chooses, or frees it.
fn settle(app: &mut App) -> Result<Vec<Effect>, UserError> {
    let (at, id, issue) = issue_here(app)?;
    let (id, name) = (id.clone(), issue.name.clone());
    if app.view.packages.settled.contains_key(&id) {
        free(app, &id);
        return Ok(Vec::new());
    }
    let package = app.package().ok_or(NO_ISSUE)?;
    let choice = package.choices.get(at).copied().flatten();
    if choice.is_none() && !answers(issue).contains(&None) {
        let message = format!("{name} needs an answer: it can't be left as it is");
        return Err(UserError::Refused(message, "→ chooses one"));
    }
    let option = choice.and_then(|choice| issue.options.get_index(choice));
    let option = option.map(|(option, _)| option.clone());
    app.view.packages.settled.insert(id, option);
    app.note(format!("Settled for now: {name}. s frees it again; the map stays as it is"));
    Ok(Vec::new())
}

/// Frees an issue that is settled for now.
pub(super) fn free(app: &mut App, id: &IssueId) {
    app.view.packages.settled.remove(id);
    let name = app.map().issues.get(id).map_or("", |issue| &*issue.name).to_owned();
    app.note(format!("Free again: {name}"));
}

fn free_all(app: &mut App) -> Result<Vec<Effect>, UserError> {
    something_settled(app)?;
    app.view.packages.settled.clear();
    app.note("Every issue is free again");
    Ok(Vec::new())
}
