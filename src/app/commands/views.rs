//! Commands that change what is seen: screens, help, explanations, the palette and the curtain.

use std::cmp::Reverse;

use super::{Command, Context, GROUPS, Group};
use crate::app::draft;
use crate::app::error::UserError;
use crate::app::message::Effect;
use crate::app::overlay::{Choice, Overlay, Passage, Picker, Reading, Row};
use crate::app::session::App;
use crate::app::view::{Focus, GridMode, Screen};
use crate::app::why;
use crate::model::{Curtain, order_by_key};

/// On the screens, and over what may be private on them.
const CURTAIN: &[Context] = &[
    Context::List,
    Context::Card,
    Context::Grid,
    Context::Overlap,
    Context::Options,
    Context::Packages,
    Context::Reading,
    Context::Sheet,
    Context::Start,
    Context::Mistakes,
    Context::Collection,
];

/// Wherever there is something to ask about.
const ASKED: &[Context] = &[
    Context::List,
    Context::Card,
    Context::Grid,
    Context::Overlap,
    Context::Options,
    Context::Packages,
    Context::Sheet,
];

pub(super) const COMMANDS: &[Command] = &[
    Command {
        name: "screen.partners",
        keys: &["1"],
        contexts: Context::SCREENS,
        summary: "Go to Partners: the list, and the card of one",
        run: |app| show(app, Screen::Partners),
        ..Command::BASE
    },
    Command {
        name: "screen.grid",
        keys: &["2"],
        contexts: Context::SCREENS,
        summary: "Go to the Grid: influence up, interest across",
        run: |app| show(app, Screen::Grid),
        ..Command::BASE
    },
    Command {
        name: "screen.overlap",
        keys: &["3"],
        contexts: Context::SCREENS,
        summary: "Go to Overlap: who shares what with whom",
        run: |app| show(app, Screen::Overlap),
        ..Command::BASE
    },
    Command {
        name: "screen.options",
        keys: &["4"],
        contexts: Context::SCREENS,
        summary: "Go to Options: what each is worth to each partner",
        run: |app| show(app, Screen::Options),
        ..Command::BASE
    },
    Command {
        name: "screen.packages",
        keys: &["5"],
        contexts: Context::SCREENS,
        summary: "Go to Packages: what everyone can say yes to",
        run: |app| show(app, Screen::Packages),
        ..Command::BASE
    },
    Command {
        name: "view.why",
        keys: &["?"],
        contexts: ASKED,
        summary: "Ask why: the criteria, weights and effects behind what is shown",
        hint: "why",
        run: why,
        ..Command::BASE
    },
    Command {
        name: "view.curtain",
        keys: &["c"],
        contexts: CURTAIN,
        summary: "Draw or open the curtain: hide what is private from a shared screen",
        hint: "curtain",
        run: turn_curtain,
        ..Command::BASE
    },
    Command {
        name: "view.draw-curtain",
        keys: &["f9"],
        contexts: Context::EVERYWHERE,
        summary: "Draw the curtain at once, from anywhere; what is being written is kept",
        run: draw_curtain,
        ..Command::BASE
    },
    Command {
        name: "view.palette",
        keys: &[":"],
        contexts: Context::SCREENS,
        summary: "Find any command by its words",
        hint: "command",
        run: open_palette,
        ..Command::BASE
    },
    Command {
        name: "view.help",
        keys: &["f1"],
        contexts: Context::EVERYWHERE,
        summary: "Show all keys and what the marks mean",
        hint: "help",
        run: open_help,
        ..Command::BASE
    },
];

#[expect(clippy::unnecessary_wraps, reason = "it stands in the table of commands")]
pub(in crate::app) fn show(app: &mut App, screen: Screen) -> Result<Vec<Effect>, UserError> {
    app.view.screen = screen;
    app.view.focus = Focus::Main;
    // on a small screen the card lies over the rest
    app.overlays.retain(|overlay| !matches!(overlay, Overlay::Card | Overlay::Sheet(_)));
    Ok(Vec::new())
}

fn why(app: &mut App) -> Result<Vec<Effect>, UserError> {
    let reading = why::explain(app)?;
    app.overlays.push(Overlay::Why(reading));
    Ok(Vec::new())
}

/// Draws the curtain at once, or opens it. What lies open over the screen is closed, for it may hold
/// what is private now, but for the card, effects and lists of records, which are drawn anew.
#[expect(clippy::unnecessary_wraps, reason = "it stands in the table of commands")]
fn turn_curtain(app: &mut App) -> Result<Vec<Effect>, UserError> {
    app.curtain = match app.curtain {
        Curtain::Open => Curtain::Drawn,
        Curtain::Drawn => Curtain::Open,
    };
    draft::set_aside(app);
    let undecided = app.asks_about_what_was_left();
    app.overlays.retain(Overlay::follows_curtain);
    if matches!(&app.view.grid, GridMode::Theme(theme, _) if !super::grid::may_name(app, theme)) {
        app.view.grid = GridMode::Partner;
    }
    if app.curtain.is_drawn() {
        // what was searched for may be private too
        app.view.filter.words.clear();
    }
    app.refresh();
    if undecided {
        app.ask_about_what_was_left();
    }
    let waited = draft::waits(app);
    let all = draft::reopen(app);
    app.note(match (app.curtain, waited) {
        (Curtain::Open, false) => "The curtain is open: private notes are shown",
        (Curtain::Open, true) if all => "The curtain is open, and what you were writing is too",
        (Curtain::Open, true) => "What you were writing has no place in the map now; it is kept",
        (Curtain::Drawn, false) => "The curtain is drawn: nothing private is shown",
        (Curtain::Drawn, true) => {
            "The curtain is drawn: what you were writing is kept and opens with the curtain"
        }
    });
    Ok(Vec::new())
}

/// Draws the curtain from anywhere. What is being written is set aside and never kept as an edit: a
/// line of success may be about to be marked private, and a kept one would stand on the wall.
fn draw_curtain(app: &mut App) -> Result<Vec<Effect>, UserError> {
    app.curtain = Curtain::Open;
    turn_curtain(app)
}

/// Lists what can be done here; below it, what could be done elsewhere, so that it can be found.
#[expect(clippy::unnecessary_wraps, reason = "it stands in the table of commands")]
fn open_palette(app: &mut App) -> Result<Vec<Effect>, UserError> {
    let here = app.context();
    let on_screens =
        |command: &&Command| command.contexts.iter().any(|at| Context::SCREENS.contains(at));
    let mut all: Vec<&Command> = super::all().filter(on_screens).collect();
    // moving about is what the keys are for: who looks here wants something done
    order_by_key(&mut all, |command| command.moves());
    let (near, far): (Vec<_>, Vec<_>) =
        all.into_iter().partition(|command| command.contexts.contains(&here));
    let row = |command: &'static Command, refused: Option<String>| {
        let key = command.keys.first().and_then(|key| key.parse().ok());
        let detail = key.map_or(String::new(), |key: crate::app::Key| key.to_string());
        Row { refused, ..Row::new(command.summary, detail, Choice::Run(command)) }
    };
    let near = near.into_iter().map(|command| {
        let refused = (command.available)(app).err().map(|error| error.to_string());
        row(command, refused)
    });
    let far = far.into_iter().map(|command| {
        let places = super::places(command.contexts);
        row(command, Some(format!("works on {places}")))
    });
    let picker = Picker::new("What do you want to do?", near.chain(far).collect());
    app.overlays.push(Overlay::Picker(picker));
    Ok(Vec::new())
}

#[expect(clippy::unnecessary_wraps, reason = "it stands in the table of commands")]
fn open_help(app: &mut App) -> Result<Vec<Effect>, UserError> {
    if !matches!(app.overlays.last(), Some(Overlay::Help(_))) {
        app.overlays.push(Overlay::Help(help(app.context())));
    }
    Ok(Vec::new())
}

/// All commands by group, with their keys; first the groups that are most about what has the keys: a
/// command counts the more, the fewer other places it works in.
fn help(here: Context) -> Reading {
    let weight = |group: &Group| -> usize {
        let works = group.commands.iter().filter(|command| command.contexts.contains(&here));
        works.map(|command| 1_000 / command.contexts.len()).sum()
    };
    let mut groups: Vec<&Group> = GROUPS.iter().collect();
    order_by_key(&mut groups, |group| Reverse(weight(group)));
    let mut passages = Vec::new();
    for group in groups {
        passages.push(Passage::Heading(group.name.to_owned()));
        let keyed = group.commands.iter().filter(|command| !command.keys.is_empty());
        passages.extend(
            keyed.map(|command| Passage::Pair(command.keys_shown(), command.summary.to_owned())),
        );
    }
    Reading { title: "Keys".into(), passages, scroll: 0 }
}
