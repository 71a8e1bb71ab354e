//! The command line: what is asked for, printing, and exit codes.

mod args;
mod check;
mod open;
mod out;
mod packages;
mod show;
mod write;

use std::io::{self, IsTerminal as _};
use std::process::ExitCode;

use clap::{CommandFactory as _, Parser as _};

use args::{Args, Command, Form, Opened, Printed, Show};
use open::Source;
use out::Failure;

use crate::app::{App, Opening, Origin, Overlay, Permission, Start, Wanted};
use crate::model::Curtain;
use crate::tui::{self, Launch, NotOpened, Output, Paper, Places, Surroundings};
use crate::ui::Signs;

/// Runs the program with the arguments that it was started with.
#[must_use]
pub fn main() -> ExitCode {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(told) => return out::told(&told),
    };
    let ended = match args.command {
        None => open(&args.opened),
        Some(Command::Show(asked)) => show::show(&asked),
        Some(Command::Check(asked)) => check::check(&asked),
        Some(Command::Packages(asked)) => packages::packages(&asked),
        Some(Command::New(asked)) => write::new(&asked),
        Some(Command::Fmt(asked)) => Ok(write::fmt(&asked)),
    };
    ExitCode::from(ended.unwrap_or_else(|failure| failure.complain()))
}

/// Opens the screen; prints it where there is no terminal to draw it on.
fn open(opened: &Opened) -> Result<u8, Failure> {
    let screen = io::stdout().is_terminal() && tui::can_place_cursor(&tui::environment);
    let ended = if screen {
        run(opened)
    } else {
        show::show(&Show {
            map: opened.map.clone(),
            screen: Printed::Grid,
            size: None,
            format: Form::Text,
            partner: None,
            private: false,
            ascii: opened.ascii,
        })
    };
    ended.map_err(|failure| failure.or_hint(command_meant(opened)))
}

fn run(opened: &Opened) -> Result<u8, Failure> {
    let mut look = tui::look(&tui::environment, Output::Terminal);
    if opened.ascii {
        look.signs = Signs::Ascii;
    }
    let curtain = if opened.curtain { Curtain::Drawn } else { Curtain::Open };
    let permission = if opened.read_only { Permission::ReadOnly } else { Permission::Edit };
    let places = Places::of(&tui::environment);
    let around = Surroundings::of(&tui::environment, &places);
    let launch = Launch { permission, look, places, around };
    let size = tui::size().unwrap_or((80, 24));
    let home = launch.places.home.clone();
    let opening = Opening { curtain, permission, size, home };
    let source = Source::of(opened.map.as_deref());
    let starts = matches!(source, Source::Example) && !launch.places.is_first_time();
    let (app, paper) = if starts {
        let start = Overlay::Start(Start::of(launch.places.visited()));
        (App::without_map(start, opening), Paper::blank())
    } else {
        first(&source, opening, &launch.around)?
    };
    tui::run(app, paper, launch).map_err(|error| Failure::terminal(&error))
}

/// The session that the program begins with: on the map, or on what is wrong with its file.
fn first(
    source: &Source,
    opening: Opening,
    around: &Surroundings,
) -> Result<(App, Paper), Failure> {
    let permission = opening.permission;
    let good = match source {
        Source::Example => tui::open(&Wanted::Example, permission, around),
        Source::File(path) => tui::open(&Wanted::File(path.clone()), permission, around),
        Source::Input => tui::Opened::of(source.read()?, Origin::Input)
            .map(|good| good.taken_up(permission, around)),
    };
    match (good, source) {
        (Ok(good), _) => {
            let opening = Opening { permission: good.permission, ..opening };
            let mut app = App::new(good.map, good.origin, opening);
            app.begin(good.before);
            Ok((app, good.paper))
        }
        (Err(NotOpened::Mistakes(bytes, found)), Source::File(path)) => {
            let mistakes = Overlay::Mistakes(tui::mistakes(path, &bytes, &found));
            Ok((App::without_map(mistakes, opening), Paper::blank()))
        }
        // the shell's screen is one where others may look on
        (Err(NotOpened::Mistakes(bytes, found)), _) => {
            Err(Failure::bad_map(&bytes, &found, &source.name(), Curtain::Drawn))
        }
        (Err(NotOpened::NoFile(error)), _) => Err(error.into()),
        (Err(error @ NotOpened::ByMistake), _) => {
            Err(Failure::wrong_use(error.message(), error.hint()))
        }
    }
}

/// What to say about a missing file whose name is nearly that of a command.
fn command_meant(opened: &Opened) -> Option<String> {
    let name = opened.map.as_ref()?.to_str()?;
    let table = Args::command();
    let names = table.get_subcommands().map(clap::Command::get_name);
    out::nearest(name, names).map(|name| format!("Did you mean `zopa {name}`?"))
}
