//! `campboard-server`: the program. Everything it does is in the library.

use clap::Parser as _;
use std::process::ExitCode;

fn main() -> anyhow::Result<ExitCode> {
    Ok(sync_server::cli::run(sync_server::cli::Cli::parse())?)
}
