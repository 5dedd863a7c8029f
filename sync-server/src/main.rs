//! `campboard-server`: the program. Everything it does is in the library.

use clap::Parser as _;
use std::process::ExitCode;

fn main() -> ExitCode {
    match sync_server::cli::run(sync_server::cli::Cli::parse()) {
        Ok(code) => code,
        Err(error) => {
            // The whole chain of causes on one line.
            eprintln!("Error: {:#}", anyhow::Error::from(error));
            ExitCode::FAILURE
        }
    }
}
