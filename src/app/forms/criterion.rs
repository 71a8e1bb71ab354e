//! The form of a criterion: one line of what success means to a partner.

use super::part::{Fault, Part};
use super::rated::{evidence, source};
use super::{Alternative, Choices, Field, Form, Sheet, Steps, Subject, Value};
use crate::analysis::direction;
use crate::app::commands::grid::may_name;
use crate::app::error::UserError;
use crate::app::overlay::Overlay;
use crate::app::session::App;
use crate::edit::{Step, UsedIds, criterion, theme};
use crate::model::{
    Content, Criterion, CriterionId, Direction, Evidence, Map, PartnerId, Text, Theme, ThemeId,
};

const SAYS: &str = "partners.success.says";
const THEME: &str = "partners.success.theme";
const WANTS: &str = "partners.success.wants";
const WEIGHT: &str = "partners.success.weight";
const MEASURE: &str = "partners.success.measure";
const RED_LINE: &str = "partners.success.red_line";
const EVIDENCE: &str = "partners.success.evidence";
const SOURCE: &str = "partners.success.source";
const PRIVATE: &str = "partners.success.private";

/// What the five weights mean.
const WEIGHTS: [&str; 5] = ["a little", "somewhat", "clearly", "much", "decides"];

pub(super) fn form(
    app: &App,
    partner: &PartnerId,
    id: Option<&CriterionId>,
) -> Result<Sheet, UserError> {
    let whose = app.map().partners.get(partner).ok_or(UserError::NothingSelected)?;
    let fresh = Criterion::new(Content::of(Text::default()));
    let criterion = match id {
        None => &fresh,
        Some(id) => whose.success.get(id).ok_or(UserError::NothingSelected)?,
    };
    let more = id.is_none() && whose.is_known();
    let title = format!("What {}success means to {}", if more { "else " } else { "" }, whose.name);
    let content = criterion.shown(app.curtain).ok_or(UserError::CurtainDrawn)?;
    Ok((title, fields(app, content, criterion.is_private())))
}

fn fields(app: &App, content: &Content, private: bool) -> Vec<Field> {
    let wants = usize::from(content.wants == Direction::Less);
    let weights = WEIGHTS.map(Into::into).to_vec();
    let weight = Steps::new(1, weights, Some(content.weight.get())).always();
    let mut fields = vec![
        Field::new(
            SAYS,
            "Success means",
            "in their own words, one line",
            Value::line(&content.says),
        ),
        Field::new(
            THEME,
            "Theme",
            "what it is about; type to find a theme or to make a new one",
            Value::Choice(themes(app, content.theme.as_ref())),
        ),
        Field::new(WANTS, "Wants", "more or less of the theme; without a theme it says nothing", {
            Value::Choice(Choices::words(Direction::BOTH.map(Direction::word), wants))
        }),
        Field::new(WEIGHT, "Weight", "how much it matters to them, 1 to 5", Value::Steps(weight)),
        // what is filled in for nearly every line comes before what few lines have
        evidence(EVIDENCE, "How we know", content.evidence),
    ];
    fields.extend(source(SOURCE, "Source", &content.source, app.curtain));
    fields.extend([
        Field::new(MEASURE, "Measured by", "how one would see that it is met", {
            Value::line(&content.measure)
        }),
        Field::new(RED_LINE, "Red line", "yes: it must not get worse, whatever else is offered", {
            Value::switch(content.red_line)
        }),
    ]);
    let help = "yes: all of it is hidden while the curtain is drawn; it still counts";
    fields.push(Field::new(PRIVATE, "Private", help, Value::switch(private)));
    fields
}

/// "No theme" and all themes that may be named; another can be made up.
fn themes(app: &App, theme: Option<&ThemeId>) -> Choices {
    let row = |(id, theme): (&ThemeId, &Theme)| {
        let label = if theme.name.is_empty() { id.to_string() } else { theme.name.to_string() };
        Alternative::new(label, &*theme.unit).of(id.as_str())
    };
    let named = app.map().themes.iter().filter(|(id, _)| may_name(app, id));
    let rows: Vec<Alternative> = named.map(row).collect();
    let at =
        theme.and_then(|id| rows.iter().position(|row| row.id.as_deref() == Some(id.as_str())));
    Choices::new(rows, 0).or_open("no theme yet", at).or_new("new theme")
}

/// Marks the themes and the direction that the words of the criterion look like, in the form on top.
/// Nothing is chosen by it.
pub(in crate::app) fn propose(app: &mut App) {
    let Some(Overlay::Form(Form { of: Subject::Criterion(..), fields, .. })) = app.overlays.last()
    else {
        return;
    };
    let value = |edits| fields.iter().find(|field| field.edits == edits).map(|field| &field.value);
    let says = match value(SAYS) {
        Some(Value::Line(field) | Value::Page(field)) => field.text(),
        _ => return,
    };
    let Some(Value::Choice(chosen)) = value(THEME) else { return };
    let row = |theme: usize| {
        let (id, _) = app.map().themes.get_index(theme)?;
        chosen.rows.iter().position(|row| row.id.as_deref() == Some(id.as_str()))
    };
    let found = app.answers().suggest(app.map(), &says, app.curtain);
    let of_chosen = found.iter().find(|suggestion| row(suggestion.theme) == Some(chosen.at));
    let wants = of_chosen.map_or_else(|| direction(&says), |suggestion| suggestion.wants);
    let wants = wants.filter(|_| chosen.at > 0);
    let likely = found.iter().filter(|suggestion| suggestion.is_likely());
    let themes: Vec<usize> = likely.filter_map(|suggestion| row(suggestion.theme)).collect();
    let wants = wants.iter().filter_map(|way| Direction::BOTH.iter().position(|of| of == way));
    let wants: Vec<usize> = wants.collect();
    let Some(Overlay::Form(form)) = app.overlays.last_mut() else { return };
    for field in &mut form.fields {
        match (field.edits, &mut field.value) {
            (THEME, Value::Choice(choices)) => choices.likely.clone_from(&themes),
            (WANTS, Value::Choice(choices)) => choices.likely.clone_from(&wants),
            _ => {}
        }
    }
}

pub(super) fn step(
    part: Part<'_>,
    (map, used): (&Map, &UsedIds),
    partner: &PartnerId,
    id: Option<&CriterionId>,
) -> Result<Option<Step>, Fault> {
    part.filled(SAYS, ("A criterion needs words", "write what success means, or Esc"))?;
    let Some(whose) = map.partners.get(partner) else { return Ok(None) };
    let old = id.and_then(|id| whose.success.get(id)).cloned();
    let old = old.unwrap_or_else(|| Criterion::new(Content::of(Text::default())));
    let made = part.coined(THEME).and_then(|name| {
        let theme = Theme { name: name.clone(), unit: Text::default() };
        Some((name, theme::add(map, used, theme)?))
    });
    let written = old.revised(|content| {
        write(part, content);
        if let Some((_, (theme, _))) = &made {
            content.theme = Some(theme.clone());
        } else if let Some(id) = part.chosen_id(THEME) {
            content.theme = map.themes.get_key_value(id).map(|(id, _)| id.clone());
        }
    });
    let mut private = written.is_private();
    part.switch(PRIVATE, &mut private);
    let written = if private { written.private() } else { written.open() };
    let step = match id {
        Some(id) => criterion::change(map, partner, id, written),
        None => criterion::add(map, used, partner, written).map(|(_, step)| step),
    };
    Ok(match (step, made) {
        (Some(step), Some((name, (_, theme)))) => {
            Some(step.after(theme, &format!("with the new theme {name}")))
        }
        (step, _) => step,
    })
}

/// Takes over what was changed, but for theme and privacy.
fn write(part: Part<'_>, content: &mut Content) {
    part.text(SAYS, &mut content.says);
    part.word(WANTS, &Direction::BOTH, &mut content.wants);
    let mut weight = Some(content.weight);
    part.step(WEIGHT, &mut weight);
    content.weight = weight.unwrap_or(content.weight);
    part.text(MEASURE, &mut content.measure);
    part.switch(RED_LINE, &mut content.red_line);
    part.known(EVIDENCE, &Evidence::ALL, &mut content.evidence);
    part.private_text(SOURCE, &mut content.source);
}
