//! Commands of quick entry: add a partner by one line, or several on a page, one a line.

use super::session;
use super::{Command, Context};
use crate::app::error::UserError;
use crate::app::message::Effect;
use crate::app::overlay::{Choice, Overlay, Picker, Row};
use crate::app::quick::{MOST, QuickPage, Sketch, Tally};
use crate::app::session::App;
use crate::app::text::TextField;
use crate::app::view::Filter;
use crate::edit::{Edit, partner};
use crate::model::{Partner, PartnerId, Text};

const PAGE: &[Context] = &[Context::Adding];

pub(super) const COMMANDS: &[Command] = &[
    Command {
        name: "partner.add-several",
        keys: &["A"],
        contexts: &[Context::List, Context::Grid],
        summary: "Add several partners on a page, one a line; pasting lines opens it too",
        available: App::may_edit,
        run: |app| open(app, None),
        ..Command::BASE
    },
    Command {
        name: "page.close",
        keys: &["esc"],
        contexts: PAGE,
        summary: "Add the partners of the page; asks first",
        hint: "done",
        run: ask,
        ..Command::BASE
    },
    Command {
        name: "page.save",
        keys: &["ctrl-s"],
        contexts: PAGE,
        summary: "Add the partners of the page without asking and save the map",
        hint: "add and save",
        run: take_and_save,
        ..Command::BASE
    },
];

/// Opens the page, with a text where there is one.
pub(in crate::app) fn open(
    app: &mut App,
    text: Option<TextField>,
) -> Result<Vec<Effect>, UserError> {
    app.may_edit()?;
    let field = text.unwrap_or_else(|| QuickPage::text(""));
    app.overlays.push(Overlay::Quick(QuickPage::new(app.map(), field)));
    Ok(Vec::new())
}

fn page(app: &mut App) -> Option<&mut QuickPage> {
    match app.overlays.last_mut() {
        Some(Overlay::Quick(page)) => Some(page),
        _ => None,
    }
}

/// Asks whether the partners are to be added. A line that has to be mended gets the cursor.
fn ask(app: &mut App) -> Result<Vec<Effect>, UserError> {
    let Some(page) = page(app) else { return Ok(Vec::new()) };
    if page.field().is_blank() {
        return super::overlays::close(app);
    }
    let discard = Row::new("Throw the lines away", "nobody is added", Choice::Discard);
    let (title, mut rows) = if let Some((at, error)) = page.fault() {
        page.go(at);
        let stay = Row::new("Mend it", error.hint(), Choice::Stay);
        (error.to_string(), vec![stay])
    } else {
        let Tally { new, left_out, .. } = page.tally();
        let others = match left_out {
            0 => "u takes it back".to_owned(),
            1 => "one is there already and left out".to_owned(),
            _ => format!("{left_out} are there already and left out"),
        };
        let stay = Row::new("Go on writing", "", Choice::Stay);
        match new {
            0 => ("None of these partners is new".to_owned(), vec![stay]),
            1 => ("Add 1 partner?".to_owned(), vec![Row::new("Add it", others, Choice::Add), stay]),
            _ => {
                let title = format!("Add {new} partners?");
                (title, vec![Row::new("Add them", others, Choice::Add), stay])
            }
        }
    };
    rows.push(discard);
    app.overlays.push(Overlay::Picker(Picker::question(title, rows)));
    Ok(Vec::new())
}

/// Adds the partners of the page in one step. Where a line has to be mended, nobody is added and the
/// page stays.
pub(in crate::app) fn take(app: &mut App) -> Result<Vec<Effect>, UserError> {
    let Some(page) = page(app) else { return Ok(Vec::new()) };
    if let Some((at, error)) = page.fault() {
        page.go(at);
        return Err(error);
    }
    let partners: Vec<Partner> = page.sketches().map(Sketch::partner).collect();
    if partners.len() > MOST {
        let message = format!("{} partners are too many at once", partners.len());
        return Err(UserError::Refused(message, "add at most 1,000 and then the others"));
    }
    let effects = add(app, partners)?;
    app.overlays.pop();
    Ok(effects)
}

fn take_and_save(app: &mut App) -> Result<Vec<Effect>, UserError> {
    let mut effects = take(app)?;
    effects.extend(session::save(app)?);
    Ok(effects)
}

/// Adds partners at the end in one step, lists everyone and selects the first of them.
fn add(app: &mut App, partners: Vec<Partner>) -> Result<Vec<Effect>, UserError> {
    let step = partner::add_all(app.map(), app.history().used(), partners);
    let first = step.as_ref().and_then(|step| step.edits.iter().find_map(added)).cloned();
    let effects = app.edit(step)?;
    if let Some(id) = first {
        app.view.filter = Filter::default();
        app.refresh();
        app.select(id);
    }
    Ok(effects)
}

fn added(edit: &Edit) -> Option<&PartnerId> {
    match edit {
        Edit::Partner { id, .. } => Some(id),
        _ => None,
    }
}

/// Adds the partner of one line and selects it. Who adds one alone knows whether there is another of
/// the name, so that is only said.
pub(in crate::app) fn add_one(app: &mut App, line: &Text) -> Result<Vec<Effect>, UserError> {
    let sketch = Sketch::read(line)
        .map_err(|fault| UserError::Refused(fault.message, fault.hint))?
        .ok_or_else(|| UserError::Refused("A partner needs a name".into(), "type one, or Esc"))?;
    let twice = app.map().partners.values().any(|partner| partner.name == sketch.name);
    let placed = sketch.interest.is_some() && sketch.influence.is_some();
    let effects = add(app, vec![sketch.partner()])?;
    app.note(match (twice, placed) {
        (true, _) => "Added; another partner has this name too. u takes it back",
        (false, true) => "Added. Enter opens the card, . goes to what is not known yet",
        (false, false) => "Added. Enter opens the card, m places the partner on the grid",
    });
    Ok(effects)
}

/// Opens the page with lines that were pasted where there is no field, or into the prompt that asks
/// for one partner; nothing for less than two lines.
pub(in crate::app) fn paste_lines(app: &mut App, text: &str) -> Option<Result<(), UserError>> {
    use crate::app::overlay::{Asks, Prompt};
    let lines = text.split(['\n', '\r']).filter(|line| !line.trim().is_empty()).count();
    let typed = match app.overlays.last() {
        None => String::new(),
        Some(Overlay::Prompt(Prompt { asks: Asks::NewPartner, field })) => field.text().to_string(),
        _ => return None,
    };
    if lines < 2 {
        return None;
    }
    Some(app.may_edit().and_then(|()| {
        let mut field = QuickPage::text(&typed);
        field.paste(text)?;
        app.overlays.pop();
        open(app, Some(field)).map(|_| ())
    }))
}
