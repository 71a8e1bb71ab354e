//! The form of an option: its name. What it does stands in the sheet of effects.

use super::part::{Fault, Part};
use super::{Field, Sheet, Value};
use crate::app::error::UserError;
use crate::app::session::App;
use crate::edit::{Step, option};
use crate::model::{Map, OptionPlace};

const NAME: &str = "issues.options.name";

pub(super) fn form(app: &App, place: &OptionPlace) -> Result<Sheet, UserError> {
    let option = app.map().option(place).ok_or(UserError::NothingSelected)?;
    let issue = app.map().issues.get(&place.issue).map_or("", |issue| &*issue.name);
    let help = "one answer to the question; t in the table lists its effects on themes";
    let field = Field::new(NAME, "Option", help, Value::line(&option.name));
    Ok((format!("An option for: {issue}"), vec![field]))
}

pub(super) fn step(part: Part<'_>, map: &Map, place: &OptionPlace) -> Result<Option<Step>, Fault> {
    part.filled(NAME, ("An option needs a name", "write the answer, or Esc"))?;
    let Some(option) = map.option(place) else { return Ok(None) };
    let mut name = option.name.clone();
    part.text(NAME, &mut name);
    Ok(option::rename(map, place, name))
}
