//! The command line: what is asked for, printing, and exit codes.

mod args;
mod open;
mod out;

use std::process::ExitCode;

use clap::Parser;

use args::{Args, Opened};
use open::Source;
use out::Failure;

use crate::app::{App, Opening, Permission};
use crate::model::Curtain;
use crate::tui::{self, Output};
use crate::ui::Signs;

/// Runs the program with the arguments that it was started with.
#[must_use]
pub fn main() -> ExitCode {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(told) => return out::told(&told),
    };
    let ended = match args.command {
        None => screen(&args.opened),
        Some(_) => Ok(0),
    };
    match ended {
        Ok(code) => ExitCode::from(code),
        Err(failure) => failure.tell(),
    }
}

fn screen(opened: &Opened) -> Result<u8, Failure> {
    let source = Source::of(opened.map.as_deref());
    let curtain = if opened.curtain { Curtain::Drawn } else { Curtain::Open };
    let good = source.open(curtain)?;
    let mut look = tui::look(&tui::environment, Output::Terminal);
    if opened.ascii {
        look.signs = Signs::Ascii;
    }
    let permission = if opened.read_only { Permission::ReadOnly } else { Permission::Edit };
    let opening = Opening { curtain, permission, size: tui::size().unwrap_or((80, 24)) };
    let app = App::new(good.map, good.path, opening);
    tui::run(app, good.paper, look).map_err(|error| Failure::terminal(&error))
}
