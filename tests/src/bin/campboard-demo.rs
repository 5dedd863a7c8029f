//! Plays an outage on real programs and says whether anything was lost. `cargo xt demo` builds all
//! that it needs, finds a screen and runs it.

use clap::Parser;
use std::{
    io::{self, Write as _},
    path::PathBuf,
    process::ExitCode,
};
use venue::demo::{self, Options};

/// Plays an outage at a venue: a server, two kiosks, and wires that are cut.
///
/// Ends with 0 if no edit was lost, and with 1 otherwise.
#[derive(Debug, Parser)]
#[command(name = "campboard-demo", version)]
struct Cli {
    /// Folder of campboard-server and campboard-kiosk [default: that of this program]
    #[arg(long, value_name = "DIR")]
    bin_dir: Option<PathBuf>,
    /// Folder for data and pictures
    #[arg(long, value_name = "DIR", default_value = "target/demo")]
    out: PathBuf,
    /// A published schedule to play with, instead of the sample
    #[arg(long, value_name = "FILE")]
    import: Option<PathBuf>,
    /// Throws one edit away on purpose: the verdict must notice
    #[arg(long)]
    lose_one: bool,
    /// No play: starts everything and lets you try
    #[arg(long)]
    interactive: bool,
}

fn main() -> ExitCode {
    let Cli { bin_dir, out, import, lose_one, interactive } = Cli::parse();
    let options = Options { bin_dir, out, import, lose_one, interactive };
    match demo::run(&options) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(trouble) => {
            // Without stderr nobody can be told.
            let _ = writeln!(io::stderr(), "\nThe demo could not go on: {trouble}");
            ExitCode::FAILURE
        }
    }
}
