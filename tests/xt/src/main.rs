//! The runner: `cargo xt check`, `demo`, `soak`, `bench`, `gallery` and `deb`.
//!
//! `args` turns the words typed into one [`Task`]; `machine` sees to it that the task can run here;
//! `run` starts other programs; `check` and `demo` know what the two large tasks consist of.
//! The package has no dependencies, so that it starts at once on a machine that has only Rust.
#![expect(clippy::print_stdout, reason = "a command line program talks on standard output")]

mod args;
mod check;
mod demo;
mod machine;
mod run;

use std::ffi::OsString;
use std::fmt::{self, Display};
use std::path::PathBuf;
use std::process::ExitCode;

use args::Task;
use machine::{Screen, Step};
use run::{Line, Workspace};

/// The exit code when a step ran and failed.
const FAILED: u8 = 1;
/// The exit code when nothing could be run: the words typed or the machine stand in the way.
const NOT_STARTED: u8 = 2;

/// Why a task ended before it could give its own exit code.
#[derive(Debug)]
enum Stop {
    Args(args::Refused),
    Machine(machine::Unready),
    Demo(demo::NoDemo),
    Run(run::NotRun),
    Build { command: String },
}

impl Stop {
    fn code(&self) -> u8 {
        match self {
            Self::Args(_) | Self::Machine(_) | Self::Demo(_) | Self::Run(_) => NOT_STARTED,
            Self::Build { .. } => FAILED,
        }
    }
}

impl Display for Stop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Args(refused) => refused.fmt(f),
            Self::Machine(unready) => unready.fmt(f),
            Self::Demo(no_demo) => no_demo.fmt(f),
            Self::Run(not_run) => not_run.fmt(f),
            Self::Build { command } => {
                write!(f, "The build failed. Run it again with:\n  {command}")
            }
        }
    }
}

impl From<machine::Unready> for Stop {
    fn from(unready: machine::Unready) -> Self {
        Self::Machine(unready)
    }
}

impl From<run::NotRun> for Stop {
    fn from(not_run: run::NotRun) -> Self {
        Self::Run(not_run)
    }
}

fn main() -> ExitCode {
    let words: Vec<OsString> = std::env::args_os().skip(1).collect();
    match args::parse(words).map_err(Stop::Args).and_then(perform) {
        Ok(code) => code,
        Err(stop) => {
            eprintln!("{stop}");
            ExitCode::from(stop.code())
        }
    }
}

fn perform(task: Task) -> Result<ExitCode, Stop> {
    match task {
        Task::Help => {
            print!("{}", args::HELP);
            Ok(ExitCode::SUCCESS)
        }
        Task::Check { quick } => {
            let workspace = Workspace::find()?;
            let step = if quick { Step::Quick } else { Step::Check };
            machine::prepare(step, Screen::from_env())?;
            Ok(check::check(&workspace, quick)?)
        }
        Task::Demo(flags) => demo::demo(&Workspace::find()?, flags),
        Task::Soak { seeds, first } => soak(&Workspace::find()?, seeds, first),
        Task::Bench { ids } => bench(&Workspace::find()?, ids),
        Task::Gallery { filter, all } => gallery(&Workspace::find()?, filter, all),
        Task::Deb => packages(&Workspace::find()?),
    }
}

fn soak(workspace: &Workspace, seeds: u64, first: Option<u64>) -> Result<ExitCode, Stop> {
    machine::prepare(Step::Soak, Screen::from_env())?;
    build(workspace, "build --profile soak --locked -p sim --bin campboard-soak")?;
    let mut line = Line::program(workspace.bin("soak", "campboard-soak")).arg(seeds.to_string());
    if let Some(first) = first {
        line = line.arg("--seed").arg(first.to_string());
    }
    Ok(line.run(workspace)?.exit_code())
}

fn bench(workspace: &Workspace, ids: Vec<OsString>) -> Result<ExitCode, Stop> {
    machine::prepare(Step::Bench, Screen::from_env())?;
    build(workspace, "build --release --locked -p kiosk -p sync-server -p tests --bins")?;
    let out: PathBuf = workspace.target().join("bench");
    let mut line = Line::program(workspace.bin("release", "campboard-bench")).arg("--out").arg(out);
    for id in ids {
        line = line.arg(id);
    }
    Ok(line.run(workspace)?.exit_code())
}

fn gallery(workspace: &Workspace, filter: Vec<OsString>, all: bool) -> Result<ExitCode, Stop> {
    machine::prepare(Step::Gallery, Screen::from_env())?;
    build(workspace, "build --locked -p gallery --bins")?;
    let out: PathBuf = workspace.target().join("gallery");
    let mut line = Line::program(workspace.bin("debug", "campboard-gallery")).arg("--out").arg(out);
    if all {
        line = line.arg("--all");
    }
    // A word of the filter is never taken for a flag.
    line = filter.into_iter().fold(line.arg("--"), Line::arg);
    Ok(line.run(workspace)?.exit_code())
}

fn packages(workspace: &Workspace) -> Result<ExitCode, Stop> {
    machine::prepare(Step::Bench, Screen::from_env())?;
    build(workspace, "build --release --locked -p kiosk -p sync-server -p deb --bins")?;
    let programs = workspace.bin("release", "campboard-server").with_file_name("");
    let out = workspace.target().join("deb");
    let line = Line::program(workspace.bin("release", "campboard-deb")).arg(programs).arg(out);
    Ok(line.run(workspace)?.exit_code())
}

/// Runs one `cargo build`; a build that fails ends the task.
fn build(workspace: &Workspace, words: &str) -> Result<(), Stop> {
    let line = Line::cargo(words);
    println!("{line}");
    if line.run(workspace)?.success() {
        return Ok(());
    }
    Err(Stop::Build { command: line.to_string() })
}
