//! What can be asked for on the command line, as one table.

use std::path::PathBuf;

use clap::{Parser, Subcommand};

#[derive(Parser, Debug)]
#[command(version, about)]
pub(super) struct Args {
    #[command(flatten)]
    pub(super) opened: Opened,
    #[command(subcommand)]
    pub(super) command: Option<Command>,
}

#[derive(clap::Args, Debug)]
pub(super) struct Opened {
    pub(super) map: Option<PathBuf>,
    #[arg(long)]
    pub(super) curtain: bool,
    #[arg(long)]
    pub(super) read_only: bool,
    #[arg(long)]
    pub(super) ascii: bool,
}

#[derive(Subcommand, Debug)]
pub(super) enum Command {
    /// x
    New { file: PathBuf },
}
