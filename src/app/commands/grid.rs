//! Commands of the grid: what it is marked by, and moving a partner on it.

use super::navigate::selected;
use super::{Command, Context, writing};
use crate::app::error::UserError;
use crate::app::message::Effect;
use crate::app::overlay::{Asks, Choice, Overlay, Picker, Row};
use crate::app::session::App;
use crate::app::table::TableRow;
use crate::app::text::{Lines, TextField};
use crate::app::view::{GridMode, Screen};
use crate::edit::{Placements, partner};
use crate::model::{
    Decimal, Direction, Level, OptionPlace, PartnerId, Placement, ThemeId, order_by_key,
};

const GRID: &[Context] = &[Context::Grid];

pub(super) const COMMANDS: &[Command] = &[
    Command {
        name: "grid.left",
        keys: &["left", "h"],
        contexts: GRID,
        summary: "Choose the nearest partner to the left",
        available: placed,
        run: |app| beside(app, Side::Left),
        ..Command::BASE
    },
    Command {
        name: "grid.right",
        keys: &["right", "l"],
        contexts: GRID,
        summary: "Choose the nearest partner to the right",
        available: placed,
        run: |app| beside(app, Side::Right),
        ..Command::BASE
    },
    Command {
        name: "grid.raise-influence",
        keys: &["shift-up", "K", "+", "="],
        contexts: GRID,
        summary: "Move the selected partner up: more influence",
        hint: "move",
        hint_keys: "⇧arrows",
        available: movable,
        run: |app| nudge(app, 0, 1),
    },
    Command {
        name: "grid.lower-influence",
        keys: &["shift-down", "J", "-"],
        contexts: GRID,
        summary: "Move the selected partner down: less influence",
        available: movable,
        run: |app| nudge(app, 0, -1),
        ..Command::BASE
    },
    Command {
        name: "grid.lower-interest",
        keys: &["shift-left", "H"],
        contexts: GRID,
        summary: "Move the selected partner left: less interest",
        available: movable,
        run: |app| nudge(app, -1, 0),
        ..Command::BASE
    },
    Command {
        name: "grid.raise-interest",
        keys: &["shift-right", "L"],
        contexts: GRID,
        summary: "Move the selected partner right: more interest",
        available: movable,
        run: |app| nudge(app, 1, 0),
        ..Command::BASE
    },
    Command {
        name: "grid.place",
        keys: &["m"],
        contexts: &[Context::Grid, Context::List],
        summary: "Place the selected partner by two numbers, such as 7 9",
        hint: "place",
        available: movable,
        run: ask_place,
        ..Command::BASE
    },
    Command {
        name: "grid.by-option",
        keys: &["o"],
        contexts: GRID,
        summary: "Mark who wins and who loses by an option",
        hint: "by option",
        available: some_option,
        run: choose_option,
        ..Command::BASE
    },
    Command {
        name: "grid.by-theme",
        keys: &["t"],
        contexts: GRID,
        summary: "Mark who wants more or less of a theme",
        hint: "by theme",
        available: some_theme,
        run: choose_theme,
        ..Command::BASE
    },
    Command {
        name: "grid.by-partner",
        keys: &["esc", "p"],
        contexts: GRID,
        summary: "Mark common ground with the selected partner; list everyone again",
        run: by_partner,
        ..Command::BASE
    },
    Command {
        name: "grid.next",
        keys: &["]"],
        contexts: GRID,
        summary: "Mark by the next option, or the next theme",
        run: |app| turn(app, 1),
        ..Command::BASE
    },
    Command {
        name: "grid.previous",
        keys: &["["],
        contexts: GRID,
        summary: "Mark by the previous option, or the previous theme",
        run: |app| turn(app, -1),
        ..Command::BASE
    },
    Command {
        name: "grid.stack",
        keys: &["s"],
        contexts: GRID,
        summary: "Open the stack: list who stands at the same place, then the nearest",
        available: placed,
        run: open_stack,
        ..Command::BASE
    },
    Command {
        name: "grid.zoom",
        keys: &["z"],
        contexts: GRID,
        summary: "Fill the grid with the quadrant of the selected partner, or show all of it again",
        run: zoom,
        ..Command::BASE
    },
];

fn movable(app: &App) -> Result<(), UserError> {
    app.may_edit()?;
    selected(app)
}

fn placed(app: &App) -> Result<(), UserError> {
    let (_, partner) = app.selected().ok_or(UserError::NothingSelected)?;
    let missing = UserError::Missing("This partner is not placed yet", "m places it, as in 7 9");
    partner.place().map(|_| ()).ok_or(missing)
}

fn some_option(app: &App) -> Result<(), UserError> {
    let none = UserError::Missing("There are no options yet", "4 leads to where they are written");
    app.map().options().next().map(|_| ()).ok_or(none)
}

fn some_theme(app: &App) -> Result<(), UserError> {
    let none =
        UserError::Missing("There are no themes yet", "n adds a line of success and its theme");
    app.map().themes.get_index(0).ok_or(none)?;
    let mut themes = app.map().themes.keys();
    themes.any(|theme| may_name(app, theme)).then_some(()).ok_or(UserError::CurtainDrawn)
}

/// Towards which end of the interest scale.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Left,
    Right,
}

/// Chooses the nearest listed partner with less, or more, interest than the selected one.
fn beside(app: &mut App, side: Side) -> Result<Vec<Effect>, UserError> {
    let (_, partner) = app.selected().ok_or(UserError::NothingSelected)?;
    let Some((across, up)) = partner.place() else { return placed(app).map(|()| Vec::new()) };
    let listed = app.listed().iter().filter_map(|index| app.partner_at(*index));
    let nearest = listed
        .filter_map(|(id, partner)| {
            let (other_across, other_up) = partner.place()?;
            let towards = match side {
                Side::Left => other_across < across,
                Side::Right => other_across > across,
            };
            let apart = |a: Level, b: Level| a.billionths().abs_diff(b.billionths());
            // a partner on the same height is felt to be nearer than one above or below
            towards.then(|| (apart(across, other_across) + 2 * apart(up, other_up), id.clone()))
        })
        .min_by_key(|(far, _)| *far);
    let (_, id) = nearest
        .ok_or(UserError::Missing("Nobody is further that way", "↑ ↓ go through the whole list"))?;
    app.select(id);
    Ok(Vec::new())
}

/// Moves the selected partner by whole points; an axis on which it is not placed yet starts in the
/// middle.
fn nudge(app: &mut App, interest: i64, influence: i64) -> Result<Vec<Effect>, UserError> {
    let (id, partner) = app.selected().ok_or(UserError::NothingSelected)?;
    let middle = Level::clamped(Decimal::from_billionths(5 * Decimal::ONE));
    let moved = |placement: &Option<Placement>, points| {
        placement.as_ref().map_or(middle, |placement| stepped(placement.value, points))
    };
    let place = (moved(&partner.interest, interest), moved(&partner.influence, influence));
    if Some(place) == partner.place() {
        let message = format!("{} is already at the end of the scale", partner.name);
        return Err(UserError::Refused(message, "the scale goes from 0 to 10"));
    }
    let id = id.clone();
    set_place(app, &id, (Some(place.0), Some(place.1)))
}

/// The next whole point in a direction: 7.5 goes up to 8 and down to 7.
fn stepped(level: Level, points: i64) -> Level {
    let at = level.billionths();
    let whole = match points {
        0 => return level,
        1.. => at.div_euclid(Decimal::ONE) + 1,
        _ => (at + Decimal::ONE - 1).div_euclid(Decimal::ONE) - 1,
    };
    Level::clamped(Decimal::from_billionths(whole * Decimal::ONE))
}

/// Interest and influence, as far as they are known.
pub(in crate::app) type Levels = (Option<Level>, Option<Level>);

/// Puts a partner at a place, or off the grid; evidence and sources stay.
pub(in crate::app) fn set_place(
    app: &mut App,
    id: &PartnerId,
    (interest, influence): Levels,
) -> Result<Vec<Effect>, UserError> {
    let partner = app.map().partners.get(id).ok_or(UserError::NothingSelected)?;
    let name = partner.name.to_string();
    let step = partner::place(app.map(), id, Placements::of(partner).at(interest, influence));
    let effects = app.edit(step)?;
    if let (Some(interest), Some(influence)) = (interest, influence) {
        app.note(format!("{name}: interest {interest}, influence {influence}"));
    }
    Ok(effects)
}

pub(super) fn ask_place(app: &mut App) -> Result<Vec<Effect>, UserError> {
    let (id, partner) = app.selected().ok_or(UserError::NothingSelected)?;
    let level = |placement: &Option<Placement>| {
        placement.as_ref().map_or("-".to_owned(), |placement| placement.value.to_string())
    };
    let now = match (&partner.interest, &partner.influence) {
        (None, None) => String::new(),
        (interest, influence) => format!("{} {}", level(interest), level(influence)),
    };
    let field = TextField::new(&now, Lines::One).selected();
    writing::ask(app, Asks::Place(id.clone()), field)
}

fn choose_option(app: &mut App) -> Result<Vec<Effect>, UserError> {
    some_option(app)?;
    let row = |place: OptionPlace, name: &str, issue: &str| {
        Row::new(name.to_owned(), issue.to_owned(), Choice::ByOption(place))
    };
    let map = app.map();
    let rows = map.options().map(|(place, option)| {
        let issue = map.issues.get(&place.issue).map_or("", |issue| &*issue.name);
        row(place, &option.name, issue)
    });
    let mut picker = Picker::new("Mark the grid by an option", rows.collect());
    let current = app.view.option();
    let at = map.options().position(|(place, _)| Some(&place) == current);
    picker.at = at.unwrap_or(0);
    app.overlays.push(Overlay::Picker(picker));
    Ok(Vec::new())
}

/// The themes in the directions in which somebody wants them, in file order.
fn themes(app: &App) -> Vec<(ThemeId, Direction)> {
    let keys = app.map().themes.keys().filter(|theme| may_name(app, theme));
    keys.flat_map(|theme| {
        let held = Direction::BOTH.into_iter().filter(|wants| holders(app, theme, *wants) > 0);
        let held: Vec<Direction> = held.collect();
        let shown = if held.is_empty() { vec![Direction::More] } else { held };
        shown.into_iter().map(|wants| (theme.clone(), wants))
    })
    .collect()
}

/// Whether a theme may be named: behind the curtain, not one that only private criteria tell.
pub(in crate::app) fn may_name(app: &App, theme: &ThemeId) -> bool {
    let Some(index) = app.map().themes.get_index_of(theme) else { return false };
    let answers = app.answers();
    if !app.curtain.is_drawn() || answers.holders_of(index, app.curtain).next().is_some() {
        return true;
    }
    let profiles = answers.profiles();
    let mut held = (0..profiles.len()).flat_map(|partner| profiles.held(partner));
    !held.any(|held| held.theme == index)
}

/// How many want the theme to go this way.
fn holders(app: &App, theme: &ThemeId, wants: Direction) -> usize {
    let Some(index) = app.map().themes.get_index_of(theme) else { return 0 };
    let holders = app.answers().holders_of(index, app.curtain);
    holders.filter(|holder| holder.wants == wants).count()
}

fn choose_theme(app: &mut App) -> Result<Vec<Effect>, UserError> {
    some_theme(app)?;
    let themes = themes(app);
    let rows = themes.iter().map(|(theme, wants)| {
        let count = holders(app, theme, *wants);
        let name = app.map().themes.get(theme).map_or("", |theme| &*theme.name);
        let choice = Choice::ByTheme(theme.clone(), *wants);
        Row::new(format!("{name}: {}", wants.word()), format!("{count} want it"), choice)
    });
    let mut picker = Picker::new("Mark the grid by a theme", rows.collect());
    if let GridMode::Theme(theme, wants) = &app.view.grid {
        let at = themes.iter().position(|(of, way)| of == theme && way == wants);
        picker.at = at.unwrap_or(0);
    }
    app.overlays.push(Overlay::Picker(picker));
    Ok(Vec::new())
}

#[expect(clippy::unnecessary_wraps, reason = "it stands in the table of commands")]
fn by_partner(app: &mut App) -> Result<Vec<Effect>, UserError> {
    if app.view.grid == GridMode::Partner && !app.view.filter.is_empty() {
        app.view.filter = crate::app::view::Filter::default();
        app.refresh();
    } else if app.view.grid == GridMode::Partner {
        app.view.zoom = None;
    }
    app.view.grid = GridMode::Partner;
    Ok(Vec::new())
}

/// Marks by the next option or theme in a round; by partner, it begins with the first option.
fn turn(app: &mut App, steps: isize) -> Result<Vec<Effect>, UserError> {
    match app.view.grid.clone() {
        GridMode::Theme(theme, wants) => {
            let themes = themes(app);
            let next = around(&themes, &(theme, wants), steps);
            if let Some((theme, wants)) = next {
                app.view.grid = GridMode::Theme(theme, wants);
            }
        }
        GridMode::Option(place) => {
            let options: Vec<OptionPlace> = app.map().options().map(|(place, _)| place).collect();
            if let Some(place) = around(&options, &place, steps) {
                mark_by_option(app, place);
            }
        }
        GridMode::Partner => {
            some_option(app)?;
            let first = || app.map().options().next().map(|(place, _)| place);
            if let Some(place) = app.view.option().cloned().or_else(first) {
                mark_by_option(app, place);
            }
        }
    }
    Ok(Vec::new())
}

fn around<T: PartialEq + Clone>(all: &[T], current: &T, steps: isize) -> Option<T> {
    let count = isize::try_from(all.len()).ok().filter(|count| *count > 0)?;
    let at = all.iter().position(|one| one == current).unwrap_or(0);
    let next = (isize::try_from(at).ok()? + steps).rem_euclid(count);
    usize::try_from(next).ok().and_then(|next| all.get(next).cloned())
}

/// Shows on the grid who wins and who loses by an option.
pub(in crate::app) fn mark_by_option(app: &mut App, place: OptionPlace) {
    app.view.row = Some(TableRow::Option(place.clone()));
    app.view.grid = GridMode::Option(place);
    app.view.screen = Screen::Grid;
}

/// The most partners that the list of a stack goes on to.
const AROUND: usize = 200;

/// Lists who stands at the place of the selected partner, and then the others, the nearest first.
fn open_stack(app: &mut App) -> Result<Vec<Effect>, UserError> {
    placed(app)?;
    let (_, partner) = app.selected().ok_or(UserError::NothingSelected)?;
    let Some((across, up)) = partner.place() else { return Err(UserError::NothingSelected) };
    let far = |(other_across, other_up): (Level, Level)| {
        let apart = |a: Level, b: Level| a.billionths().abs_diff(b.billionths());
        apart(across, other_across).max(apart(up, other_up))
    };
    let listed = app.listed().iter().filter_map(|index| app.partner_at(*index));
    let mut near: Vec<_> =
        listed.filter_map(|(id, partner)| Some((far(partner.place()?), id, partner))).collect();
    order_by_key(&mut near, |(far, ..)| *far);
    let rows = near.into_iter().take(AROUND).map(|(far, id, partner)| {
        let detail = if far == 0 { "here".to_owned() } else { place_words(partner.place()) };
        Row::new(partner.name.to_string(), detail, Choice::Partner(id.clone()))
    });
    let picker = Picker::new(format!("Around {}", place_words(partner.place())), rows.collect());
    app.overlays.push(Overlay::Picker(picker));
    Ok(Vec::new())
}

fn place_words(place: Option<(Level, Level)>) -> String {
    place.map_or_else(String::new, |(across, up)| format!("interest {across}, influence {up}"))
}

fn zoom(app: &mut App) -> Result<Vec<Effect>, UserError> {
    if app.view.zoom.take().is_none() {
        placed(app)?;
        app.view.zoom = app.selected().and_then(|(_, partner)| partner.quadrant());
    }
    Ok(Vec::new())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn level(tenths: i64) -> Level {
        Level::clamped(Decimal::from_billionths(tenths * Decimal::ONE / 10))
    }

    #[test]
    fn a_nudge_goes_to_the_next_whole_point_and_stops_at_the_ends() {
        assert_eq!(stepped(level(70), 1), level(80));
        assert_eq!(stepped(level(75), 1), level(80));
        assert_eq!(stepped(level(75), -1), level(70));
        assert_eq!(stepped(level(70), -1), level(60));
        assert_eq!(stepped(level(100), 1), level(100));
        assert_eq!(stepped(level(0), -1), level(0));
    }
}
