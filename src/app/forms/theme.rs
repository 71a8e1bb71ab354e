//! The form of a theme: its name, and in what it is measured.

use super::part::{Fault, Part};
use super::{Field, Sheet, Value};
use crate::app::error::UserError;
use crate::app::session::App;
use crate::edit::{Step, UsedIds, theme};
use crate::model::{Map, Text, Theme, ThemeId};

const NAME: &str = "themes.name";
const UNIT: &str = "themes.unit";

fn fresh() -> Theme {
    Theme { name: Text::default(), unit: Text::default() }
}

pub(super) fn form(app: &App, id: Option<&ThemeId>) -> Result<Sheet, UserError> {
    let fresh = fresh();
    let (theme, title) = match id {
        None => (&fresh, "A new theme".to_owned()),
        Some(id) => {
            let theme = app.map().themes.get(id).ok_or(GONE)?;
            (theme, format!("The theme {}", theme.name))
        }
    };
    let name = "a shared quantity, of which partners want more or less, as in Waiting time";
    let unit = "in what it is measured, as in minutes; may be left empty";
    let fields = vec![
        Field::new(NAME, "Name", name, Value::line(&theme.name)),
        Field::new(UNIT, "Unit", unit, Value::line(&theme.unit)),
    ];
    Ok((title, fields))
}

const GONE: UserError = UserError::Missing("This theme is gone", "u undoes the last edit");

pub(super) fn step(
    part: Part<'_>,
    (map, used): (&Map, &UsedIds),
    id: Option<&ThemeId>,
) -> Result<Option<Step>, Fault> {
    part.filled(NAME, ("A theme needs a name", "type one, or Esc"))?;
    let mut theme = id.and_then(|id| map.themes.get(id)).cloned().unwrap_or_else(fresh);
    part.text(NAME, &mut theme.name);
    part.text(UNIT, &mut theme.unit);
    Ok(match id {
        Some(id) => theme::change(map, id, theme),
        None => theme::add(map, used, theme).map(|(_, step)| step),
    })
}
