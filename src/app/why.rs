//! What is asked by "why?": the explanation that fits what is looked at.

use super::card::CardRow;
use super::commands::Context;
use super::error::UserError;
use super::overlay::{Passage, Reading};
use super::packages::Pane;
use super::session::App;
use super::table::{TableCell, TableRow};
use super::view::GridMode;
use crate::analysis::explain::{self, Explanation};
use crate::model::{Curtain, IssueId, OptionPlace};

/// The explanation of what the cursor is on, with nothing private behind a drawn curtain.
pub(super) fn explain(app: &App) -> Result<Reading, UserError> {
    let partner = app.selected_index().ok_or(UserError::NothingSelected);
    let told = match app.context() {
        Context::Card => of_row(app)?,
        Context::Grid => on_grid(app, partner?)?,
        Context::Overlap => on_overlap(app, partner?)?,
        Context::Options | Context::Sheet => in_table(app)?,
        Context::Packages => in_packages(app)?,
        _ => of_partner(app, partner?),
    };
    let passages = told.into_iter().flat_map(|told| {
        let heading = std::iter::once(Passage::Heading(told.heading));
        heading.chain(told.lines.into_iter().map(Passage::Says))
    });
    Ok(Reading { title: "Why".into(), passages: passages.collect(), scroll: 0 })
}

/// The package that is looked at and what else there is; what it chooses; or what it gives someone.
fn in_packages(app: &App) -> Result<Vec<Explanation>, UserError> {
    let none = UserError::Missing("There are no packages", "4 goes to the issues and options");
    let (Some(question), Some(package)) = (app.search().question(), app.package()) else {
        return Err(none);
    };
    let (map, curtain) = (app.map(), app.curtain);
    match app.view.packages.pane {
        Pane::Packages => {
            let mut why = explain::package(map, question, &package, curtain);
            let gaps = explain::not_said(app.answers(), question, curtain);
            if !gaps.is_empty() {
                let gaps = gaps.join("; ");
                why.lines.push(format!("{gaps}: what nobody said counts as no worse than today"));
            }
            let mut told = vec![why];
            told.extend(app.search().answer().map(|answer| match answer.is_open {
                Some(true) => explain::solutions(map, question, answer, curtain),
                _ => explain::what_it_takes(map, question, answer, curtain),
            }));
            Ok(told)
        }
        Pane::Choices => {
            let issues = &map.issues;
            let at = app.view.packages.issue.as_ref().and_then(|id| issues.get_full(id));
            let (at, id, issue) = at.ok_or(none)?;
            let chosen = package.choices.get(at).copied().flatten();
            let option = chosen.and_then(|chosen| issue.options.get_index(chosen));
            match option.map(|(option, _)| option.clone()) {
                Some(option) => {
                    let place = OptionPlace { issue: id.clone(), option };
                    of_option(app, &place, app.selected_index())
                }
                None => Ok(vec![explain::issue(map, app.answers(), (at, app.selected_index()))]),
            }
        }
        Pane::Partners => {
            let partner = app.selected_index().ok_or(UserError::NothingSelected)?;
            let party = app.party(partner).map(|party| {
                let (party, package) = ((question, party), (&package, curtain));
                explain::package_gain(map, app.answers(), party, package)
            });
            Ok(party.into_iter().chain(of_partner(app, partner)).collect())
        }
    }
}

const NO_OPTION: UserError = UserError::Missing("There is no such option", "4 lists the options");

/// The cell under the cursor of the table: what it is worth to the partner, and to all.
fn in_table(app: &App) -> Result<Vec<Explanation>, UserError> {
    let none = UserError::Missing("There are no issues yet", "A adds the first one");
    let issue = |id: &IssueId, partner: Option<usize>| {
        let at = app.map().issues.get_index_of(id).unwrap_or(0);
        vec![explain::issue(app.map(), app.answers(), (at, partner))]
    };
    match app.cell().ok_or(none)? {
        TableCell::Effects(place, _) => of_option(app, &place, app.selected_index()),
        TableCell::Name(TableRow::Option(place)) => of_option(app, &place, None),
        TableCell::Name(TableRow::Issue(id)) => Ok(issue(&id, None)),
        TableCell::Nothing(id) => Ok(issue(&id, app.selected_index())),
    }
}

/// Where a partner stands, and how much is known.
fn of_partner(app: &App, partner: usize) -> Vec<Explanation> {
    let known = known(app, partner);
    vec![explain::placement(app.map(), partner, app.curtain), known]
}

/// How much is known of what success means to a partner, and to all.
fn known(app: &App, partner: usize) -> Explanation {
    let all = app.answers().coverage().words();
    let Some((_, record)) = app.partner_at(partner) else { return Explanation::default() };
    let count = record.success.len();
    let shown = record.success.values().filter_map(|line| line.shown(app.curtain));
    let (mut heard, mut open) = (0, 0);
    for content in shown {
        open += 1;
        heard += usize::from(content.evidence == Some(crate::model::Evidence::Heard));
    }
    let name = &record.name;
    let heading = match count {
        0 => format!("what success means to {name} is not known"),
        1 => format!("one criterion says what success means to {name}"),
        _ => format!("{count} criteria say what success means to {name}"),
    };
    let mut lines = Vec::new();
    if count > 0 {
        lines.push(format!("heard from them: {heard}"));
    }
    if open < count && app.curtain == Curtain::Drawn {
        lines.push(format!("private, not looked at here: {}", count - open));
    }
    lines.push(format!("of all partners: {all}"));
    Explanation { heading, lines }
}

fn of_row(app: &App) -> Result<Vec<Explanation>, UserError> {
    let (id, _) = app.selected().ok_or(UserError::NothingSelected)?;
    let partner = app.selected_index().ok_or(UserError::NothingSelected)?;
    Ok(match app.card_row() {
        Some(CardRow::Criterion(line)) => {
            vec![explain::criterion(app.map(), app.answers(), (id, &line), app.curtain)]
        }
        Some(CardRow::Placement) => vec![explain::placement(app.map(), partner, app.curtain)],
        _ => of_partner(app, partner),
    })
}

fn on_grid(app: &App, partner: usize) -> Result<Vec<Explanation>, UserError> {
    let (map, answers) = (app.map(), app.answers());
    match &app.view.grid {
        GridMode::Partner => Ok(vec![
            explain::placement(map, partner, app.curtain),
            explain::common_ground(map, answers, partner),
        ]),
        GridMode::Option(place) => of_option(app, place, Some(partner)),
        GridMode::Theme(theme, wants) => {
            let theme = map.themes.get_index_of(theme).ok_or(UserError::NothingSelected)?;
            Ok(vec![explain::theme(map, answers, (theme, *wants), app.curtain)])
        }
    }
}

/// The pair under the cursor, or the group where at least two are marked.
fn on_overlap(app: &App, partner: usize) -> Result<Vec<Explanation>, UserError> {
    let (map, answers) = (app.map(), app.answers());
    let index = |id| map.partners.get_index_of(id);
    let group: Vec<usize> = app.view.group.iter().filter_map(index).collect();
    if group.len() > 1 {
        return Ok(vec![explain::group(map, answers, &group, app.curtain)]);
    }
    let alone = UserError::Missing("There is nobody to compare with", "a adds a partner");
    let other = app.view.other.as_ref().and_then(index).ok_or(alone)?;
    let mut why = vec![explain::pair(map, answers, (partner, other), app.curtain)];
    if answers.overlap(partner, other).is_some() {
        why.push(explain::trades_of(map, answers, (partner, other)));
    }
    why.push(explain::trades(map, answers));
    Ok(why)
}

/// What an option is worth to a partner, then to all, then who stands behind it.
fn of_option(
    app: &App,
    place: &OptionPlace,
    partner: Option<usize>,
) -> Result<Vec<Explanation>, UserError> {
    let map = app.map();
    let answer = app.answers().option(place).ok_or(NO_OPTION)?;
    let gain = partner.map(|partner| explain::gain(map, answer, partner, app.curtain));
    let all = [explain::verdict(map, answer, app.curtain), explain::support(map, answer)];
    Ok(gain.into_iter().chain(all).collect())
}
