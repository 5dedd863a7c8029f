//! The figures: how long an edit takes to another kiosk, how soon a board is there, what a screen
//! frame costs. They are reported and never asserted: a slow machine is no fault.

mod core;
mod disk;
mod idle;
mod made;
mod memory;
mod motion;
mod outage;
mod pair;
mod past;
mod screen;
mod search;
mod start;
mod wire;

pub use disk::refuse_memory;
pub use idle::window;
pub use pair::made_kiosk;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::{
    error::Error,
    io::{self, Write},
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

/// All figures, in the order in which they are taken.
pub const IDS: [&str; 21] = [
    "fdatasync_ms",
    "read_schedule_ms",
    "command_ms",
    "admit_us",
    "json_cache_ms",
    "import_ms",
    "frame_us",
    "search_index_ms",
    "search_key_ms",
    "burst_frame_ms",
    "touch_frame",
    "view_to_frame_ms",
    "kiosk_start_ms",
    "edit_to_other_ms",
    "restore_ms",
    "past_ms",
    "backup_ms",
    "edit_wait_ms",
    "salvage_ms",
    "idle_frames",
    "idle_cpu_ms",
];

/// What is to be measured.
#[derive(Debug, Clone)]
pub struct Options {
    /// Figures by their names; none means all.
    pub ids: Vec<String>,
    /// Where stores are put, and `bench.json` is written.
    pub out: PathBuf,
    /// Few runs on little data: shows that it works, and says nothing about speed.
    pub quick: bool,
}

/// One figure.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    /// Its name, which ends with its unit.
    pub id: String,
    /// Under what circumstances it was taken.
    pub params: Map<String, Value>,
    /// Its unit.
    pub unit: String,
    /// Half of the runs were not above this.
    pub p50: f64,
    /// 99 of 100 runs were not above this.
    pub p99: f64,
    /// How many runs there were.
    pub runs: usize,
}

/// Why there is no figure.
#[derive(Debug, thiserror::Error)]
pub enum BenchError {
    /// No such figure.
    #[error("there is no figure `{0}`; there are {list}", list = IDS.join(", "))]
    Unknown(String),
    /// The folder is in memory.
    #[error(
        "{} is in memory ({kind}): figures of a disk need a folder on a disk, choose one with --out",
        .folder.display()
    )]
    InMemory {
        /// The folder.
        folder: PathBuf,
        /// What is mounted there.
        kind: String,
    },
    /// A step failed.
    #[error("{step}: {source}")]
    Step {
        /// Our step.
        step: &'static str,
        /// The cause.
        #[source]
        source: Box<dyn Error + Send + Sync>,
    },
    /// What was waited for did not happen.
    #[error("{0}")]
    Missing(String),
}

/// Names the step that failed.
fn step<E: Into<Box<dyn Error + Send + Sync>>>(step: &'static str) -> impl Fn(E) -> BenchError {
    move |source| BenchError::Step { step, source: source.into() }
}

/// How much is done.
#[derive(Debug, Clone, Copy)]
struct Scale {
    quick: bool,
}

impl Scale {
    fn of<T>(self, full: T, quick: T) -> T {
        if self.quick { quick } else { full }
    }
}

impl Figure {
    fn new<const N: usize>(id: &str, params: [(&str, Value); N], mut runs: Vec<f64>) -> Self {
        runs.sort_by(f64::total_cmp);
        let params = params.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        Self {
            id: id.to_owned(),
            params,
            unit: id.rsplit_once('_').map_or(id, |(_, unit)| unit).to_owned(),
            p50: percentile(&runs, 50),
            p99: percentile(&runs, 99),
            runs: runs.len(),
        }
    }
}

/// The smallest value that so many of a hundred are not above; 0 of nothing.
fn percentile(sorted: &[f64], percent: usize) -> f64 {
    let rank = (sorted.len() * percent).div_ceil(100).max(1);
    sorted.get(rank - 1).copied().unwrap_or(0.0)
}

/// Milliseconds that `work` takes, and what it gives.
fn timed_ms<T>(work: impl FnOnce() -> T) -> (f64, T) {
    let start = Instant::now();
    let done = work();
    (ms(start.elapsed()), done)
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}

/// Takes the figures and says each to `said` as soon as it is there.
///
/// # Errors
/// When a figure is unknown, the folder is in memory, or a step fails.
pub fn run(options: &Options, said: &mut dyn FnMut(&Figure)) -> Result<Vec<Figure>, BenchError> {
    for id in &options.ids {
        if !IDS.contains(&id.as_str()) {
            return Err(BenchError::Unknown(id.clone()));
        }
    }
    std::fs::create_dir_all(&options.out).map_err(step("make the folder for the figures"))?;
    let folder = options.out.canonicalize().map_err(step("find the folder for the figures"))?;
    let wanted = |id: &str| options.ids.is_empty() || options.ids.iter().any(|one| one == id);
    if IDS.iter().any(|id| disk::needs_disk(id) && wanted(id)) {
        refuse_memory(&folder)?;
    }
    let scale = Scale { quick: options.quick };
    let mut taken = Vec::new();
    for (ids, take) in groups() {
        if !ids.iter().any(|id| wanted(id)) {
            continue;
        }
        let scratch = tempfile::tempdir_in(&folder).map_err(step("make a folder for stores"))?;
        for figure in take(scratch.path(), scale)? {
            if wanted(&figure.id) {
                said(&figure);
                taken.push(figure);
            }
        }
    }
    Ok(taken)
}

type Take = fn(&Path, Scale) -> Result<Vec<Figure>, BenchError>;

/// Figures that are taken together.
fn groups() -> [(&'static [&'static str], Take); 15] {
    [
        (&["fdatasync_ms"], disk::fdatasync),
        (&["read_schedule_ms"], core::read_schedule),
        (&["command_ms"], core::command),
        (&["admit_us"], core::admit),
        (&["json_cache_ms", "import_ms"], core::formats),
        (&["frame_us"], screen::frames),
        (&["search_index_ms", "search_key_ms"], search::keys),
        (&["burst_frame_ms"], motion::burst),
        (&["touch_frame"], motion::touch),
        (&["view_to_frame_ms"], motion::view_to_frame),
        (&["kiosk_start_ms", "command_ms"], start::kiosk),
        (&["edit_to_other_ms"], wire::edit_to_other),
        (&["restore_ms"], outage::restore),
        (&["past_ms", "backup_ms", "edit_wait_ms", "salvage_ms"], outage::history),
        (&["idle_frames", "idle_cpu_ms"], idle::idle),
    ]
}

/// Writes the figures to `bench.json` in the folder; gives the path.
///
/// # Errors
/// When it cannot be written.
pub fn write(figures: &[Figure], folder: &Path) -> Result<PathBuf, BenchError> {
    let path = folder.join("bench.json");
    let mut json = serde_json::to_vec_pretty(figures).map_err(step("write the figures as JSON"))?;
    json.push(b'\n');
    std::fs::write(&path, json).map_err(step("write bench.json"))?;
    Ok(path)
}

/// The head of the table.
///
/// # Errors
/// When nothing can be written.
pub fn print_head(out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{:<18} {:>12} {:>12} {:>6}  circumstances", "figure", "p50", "p99", "runs")
}

/// One line of the table.
///
/// # Errors
/// When nothing can be written.
pub fn print(figure: &Figure, out: &mut dyn Write) -> io::Result<()> {
    let params: Vec<String> = figure
        .params
        .iter()
        .map(|(name, value)| match value {
            Value::String(text) => format!("{name}: {text}"),
            other => format!("{name}: {other}"),
        })
        .collect();
    let Figure { id, p50, p99, runs, .. } = figure;
    writeln!(out, "{id:<18} {p50:>12.3} {p99:>12.3} {runs:>6}  {}", params.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_values_that_occurred() {
        let runs: Vec<f64> = (1..=200).map(f64::from).collect();
        assert_eq!((percentile(&runs, 50), percentile(&runs, 99)), (100.0, 198.0));
        assert_eq!((percentile(&[7.0], 50), percentile(&[7.0], 99)), (7.0, 7.0));
        assert_eq!(percentile(&[], 99), 0.0);
        let figure = Figure::new("import_ms", [("sessions", 3.into())], vec![3.0, 1.0, 2.0]);
        assert_eq!((figure.unit.as_str(), figure.p50, figure.p99), ("ms", 2.0, 3.0));
    }
}
