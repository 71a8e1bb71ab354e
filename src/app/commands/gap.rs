//! The command that goes to the next thing that is not filled in yet, and opens it.

use super::{Command, Context, form, grid, views};
use crate::analysis::{Gap, gaps};
use crate::app::error::UserError;
use crate::app::forms::Subject;
use crate::app::message::Effect;
use crate::app::session::App;
use crate::app::table::{Column, TableRow};
use crate::app::view::{Filter, Screen};
use crate::model::PartnerId;

pub(super) const COMMANDS: &[Command] = &[Command {
    name: "gap.next",
    keys: &["."],
    contexts: Context::SCREENS,
    summary: "Go to the next thing that is not filled in yet, and open it",
    hint: "next gap",
    available: App::may_edit,
    run: next,
    ..Command::BASE
}];

/// Opens the first gap that was not passed over; once all were, it begins anew.
fn next(app: &mut App) -> Result<Vec<Effect>, UserError> {
    app.may_edit()?;
    let gaps = gaps(app.map(), app.answers(), app.curtain);
    app.view.passed.retain(|passed| gaps.contains(passed));
    if app.view.passed.len() >= gaps.len() {
        app.view.passed.clear();
    }
    let Some(gap) = gaps.iter().find(|gap| !app.view.passed.contains(*gap)) else {
        app.note("Nothing is missing: everything that is asked for is filled in");
        return Ok(Vec::new());
    };
    app.view.passed.insert(gap.clone());
    let effects = open(app, gap)?;
    let asks = gap.asks(app.map(), app.answers(), app.curtain);
    app.note(match gaps.len() {
        1 => format!("The last gap: {asks}"),
        left => format!("{left} gaps left: {asks}"),
    });
    Ok(effects)
}

/// Selects what the gap is about and opens the field that fills it.
fn open(app: &mut App, gap: &Gap) -> Result<Vec<Effect>, UserError> {
    match gap {
        Gap::Purpose => form::open(app, Subject::Heading, "purpose"),
        Gap::Success(id) => open_form(app, id, Subject::Criterion(id.clone(), None), ""),
        Gap::Place(id) => {
            go_to(app, id);
            grid::ask_place(app)
        }
        Gap::Heard(id) => {
            let partner = app.map().partners.get(id).ok_or(UserError::NothingSelected)?;
            let first = partner.success.iter().find(|(_, line)| line.shown(app.curtain).is_some());
            let line = first.map(|(line, _)| line.clone());
            open_form(app, id, Subject::Criterion(id.clone(), line), "partners.success.evidence")
        }
        Gap::Theme(id, line) => {
            let subject = Subject::Criterion(id.clone(), Some(line.clone()));
            open_form(app, id, subject, "partners.success.theme")
        }
        Gap::WalkAway(id) => open_form(app, id, Subject::WalkAway(id.clone()), ""),
        Gap::Culture(id) => open_form(app, id, Subject::Culture(id.clone()), ""),
        Gap::Issue => {
            views::show(app, Screen::Options)?;
            super::run(app, "issue.add")
        }
        Gap::Options(issue) => {
            views::show(app, Screen::Options)?;
            app.view.row = Some(TableRow::Issue(issue.clone()));
            super::run(app, "option.add")
        }
        Gap::Effects(place) => {
            views::show(app, Screen::Options)?;
            app.view.row = Some(TableRow::Option(place.clone()));
            super::run(app, "options.themes")
        }
        Gap::Effect(place, partner) => {
            views::show(app, Screen::Options)?;
            go_to(app, partner);
            app.view.row = Some(TableRow::Option(place.clone()));
            app.view.column = Column::Partner;
            super::run(app, "options.open")
        }
    }
}

/// Opens the form of a record of a partner, the cursor in a field.
fn open_form(
    app: &mut App,
    id: &PartnerId,
    subject: Subject,
    field: &str,
) -> Result<Vec<Effect>, UserError> {
    go_to(app, id);
    form::open(app, subject, field)
}

/// Selects a partner; where the list leaves them out, everyone is listed again.
fn go_to(app: &mut App, id: &PartnerId) {
    let index = app.map().partners.get_index_of(id);
    if index.is_some_and(|index| app.listed().binary_search(&index).is_err()) {
        app.view.filter = Filter::default();
        app.refresh();
    }
    app.select(id.clone());
}
