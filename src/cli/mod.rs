//! The command line: what is asked for, printing, and exit codes.

mod args;
mod check;
mod open;
mod out;
mod show;
mod write;

use std::io::{self, IsTerminal as _};
use std::process::ExitCode;

use clap::{CommandFactory as _, Parser as _};

use args::{Args, Command, Form, Opened, Printed, Show};
use open::Source;
use out::Failure;

use crate::app::{App, Opening, Origin, Permission, Wanted};
use crate::model::Curtain;
use crate::tui::{self, NotOpened, Output};
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
    let source = Source::of(opened.map.as_deref());
    let good = match &source {
        Source::Example => tui::open(&Wanted::Example),
        Source::File(path) => tui::open(&Wanted::File(path.clone())),
        Source::Input => tui::Opened::of(source.read()?, Origin::Input),
    };
    let good = good.map_err(|error| not_opened(error, &source))?;
    let mut look = tui::look(&tui::environment, Output::Terminal);
    if opened.ascii {
        look.signs = Signs::Ascii;
    }
    let curtain = if opened.curtain { Curtain::Drawn } else { Curtain::Open };
    let permission = if opened.read_only { Permission::ReadOnly } else { Permission::Edit };
    let opening = Opening { curtain, permission, size: tui::size().unwrap_or((80, 24)) };
    let app = App::new(good.map, good.origin, opening);
    tui::run(app, good.paper, look).map_err(|error| Failure::terminal(&error))
}

/// What stands wrong in a file is told on the shell's screen, where others may look on.
fn not_opened(error: NotOpened, source: &Source) -> Failure {
    match error {
        NotOpened::Mistakes(bytes, mistakes) => {
            Failure::bad_map(&bytes, &mistakes, &source.name(), Curtain::Drawn)
        }
        NotOpened::NoFile(error) => error.into(),
        NotOpened::ByMistake => Failure::wrong_use(error.message(), error.hint()),
    }
}

/// What to say about a missing file whose name is nearly that of a command.
fn command_meant(opened: &Opened) -> Option<String> {
    let name = opened.map.as_ref()?.to_str()?;
    let table = Args::command();
    let names = table.get_subcommands().map(clap::Command::get_name);
    out::nearest(name, names).map(|name| format!("Did you mean `zopa {name}`?"))
}
