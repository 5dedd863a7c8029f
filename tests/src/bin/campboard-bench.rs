//! `campboard-bench`: takes the figures, prints a table and writes `bench.json`.

use clap::Parser;
use std::{
    io::{self, Write as _},
    path::PathBuf,
    process::ExitCode,
};
use venue::bench::{self, BenchError, Options};

/// Takes Campboard's figures: prints a table and writes bench.json. They are reported, never judged.
#[derive(Debug, Parser)]
#[command(name = "campboard-bench", version, after_help = examples())]
struct Cli {
    /// Figures to take; none means all
    ids: Vec<String>,
    /// Folder for bench.json and, while it runs, for the stores; it must be on a disk
    #[arg(long, value_name = "DIR", default_value = "target/bench")]
    out: PathBuf,
    /// Few runs on little data: shows that it works, and says nothing about speed
    #[arg(long)]
    quick: bool,
    /// Opens a window on this data folder, leaves it alone and prints what it cost
    #[arg(long, value_name = "DIR", hide = true)]
    idle_window: Option<PathBuf>,
    /// For how long
    #[arg(long, value_name = "N", default_value_t = 20, hide = true)]
    seconds: u64,
    /// With what on it: wall or board
    #[arg(long, value_name = "PAGE", default_value = "board", hide = true)]
    page: String,
}

fn examples() -> String {
    format!(
        "Figures: {}\n\nExamples:\n  campboard-bench\n  campboard-bench frame_us kiosk_start_ms",
        bench::IDS.join(", ")
    )
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    match run(cli) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Nobody is left to tell if this fails.
            let _ = writeln!(io::stderr(), "{error}");
            ExitCode::FAILURE
        }
    }
}

fn run(cli: Cli) -> Result<(), BenchError> {
    let print = |source: io::Error| BenchError::Step { step: "print", source: source.into() };
    let mut out = io::stdout();
    if let Some(folder) = cli.idle_window {
        let counted = bench::window(&folder, cli.seconds, &cli.page)?;
        return writeln!(out, "{counted}").map_err(print);
    }
    let options = Options { ids: cli.ids, out: cli.out, quick: cli.quick };
    bench::print_head(&mut out).map_err(print)?;
    let mut failed = Ok(());
    let figures = bench::run(&options, &mut |figure| {
        if let Err(error) = bench::print(figure, &mut io::stdout()) {
            failed = Err(error);
        }
    })?;
    failed.map_err(print)?;
    let path = bench::write(&figures, &options.out)?;
    writeln!(out, "{}", path.display()).map_err(print)
}
