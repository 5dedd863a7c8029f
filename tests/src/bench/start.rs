//! How soon a kiosk shows its board, and how long an edit takes to its disk.

use super::{BenchError, Figure, Scale, core::move_of, made, ms, pair, step, timed_ms};
use kiosk::{
    app::Engine as _,
    engine::{self, EngineHandle},
    settings,
    view::{Here, View},
};
use std::{
    path::Path,
    time::{Duration, Instant},
};

/// Longer than any start: what takes as long has failed.
const PATIENCE: Duration = Duration::from_secs(120);

/// Sessions, rooms and edits of the kiosk that is started.
const FULL: (u32, u32, usize) = (1_079, 37, 10_000);
const QUICK: (u32, u32, usize) = (30, 4, 20);

/// Makes a kiosk's store in `folder`.
pub(super) fn prepare(folder: &Path, scale: Scale) -> Result<(u32, usize), BenchError> {
    let (sessions, rooms, edits) = scale.of(FULL, QUICK);
    let programme = made::conference(sessions, rooms);
    pair::kiosk_store(&settings::store_path(folder), &programme, edits)?;
    Ok((sessions, edits))
}

/// Starts a kiosk that connects to nobody.
pub(super) fn open(folder: &Path, wake: Box<dyn Fn() + Send>) -> Result<EngineHandle, BenchError> {
    let options = engine::Options {
        store: settings::store_path(folder),
        store_settings: store::Settings::default(),
        server: None,
        serve_at: ([127, 0, 0, 1], 0).into(),
        label: "Foyer".to_owned(),
        patient: false,
        join: None,
        wake,
    };
    engine::start(options).map_err(step("start a kiosk"))
}

fn ready(view: &View) -> bool {
    view.data.here == Here::Saved && !view.schedule.sessions.is_empty()
}

/// Waits until all that is on the disk is shown.
pub(super) fn loaded(engine: &EngineHandle) -> Result<(), BenchError> {
    let end = engine.remote().wait(PATIENCE, ready);
    end.map(|_| ()).map_err(|_| BenchError::Missing("the kiosk never showed its board".to_owned()))
}

pub(super) fn kiosk(folder: &Path, scale: Scale) -> Result<Vec<Figure>, BenchError> {
    let (sessions, edits) = prepare(folder, scale)?;
    // The first start leaves the picture for the next ones.
    let engine = open(folder, Box::new(|| ()))?;
    loaded(&engine)?;
    let on_disk = commands(&engine, scale.of(300, 3))?;
    engine.stop();
    let (mut boards, mut checked, mut without) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..scale.of(10, 2) {
        let start = Instant::now();
        let mut engine = open(folder, Box::new(|| ()))?;
        let board = engine.news().is_some_and(|view| !view.schedule.sessions.is_empty());
        boards.push(ms(start.elapsed()));
        if !board {
            return Err(BenchError::Missing("the kiosk kept no picture of its board".to_owned()));
        }
        loaded(&engine)?;
        checked.push(ms(start.elapsed()));
        engine.stop();
    }
    for _ in 0..scale.of(10, 2) {
        forget_picture(folder)?;
        let start = Instant::now();
        let engine = open(folder, Box::new(|| ()))?;
        loaded(&engine)?;
        without.push(ms(start.elapsed()));
        engine.abandon();
    }
    let figure = |until: &str, picture: bool, runs| {
        let params = [
            ("sessions", sessions.into()),
            ("edits", edits.into()),
            ("kept picture", picture.into()),
            ("until", until.into()),
        ];
        Figure::new("kiosk_start_ms", params, runs)
    };
    let params = [
        ("sessions", sessions.into()),
        ("edits", edits.into()),
        ("until", "on the disk of the kiosk".into()),
    ];
    Ok(vec![
        Figure::new("command_ms", params, on_disk),
        figure("first board", true, boards),
        figure("checked and open for edits", true, checked),
        figure("first board, checked", false, without),
    ])
}

/// Removes all files beside the store that can be thrown away.
fn forget_picture(folder: &Path) -> Result<(), BenchError> {
    for entry in std::fs::read_dir(folder).map_err(step("look into the data folder"))? {
        let path = entry.map_err(step("look into the data folder"))?.path();
        if path.extension().is_some_and(|extension| extension == "cache") {
            std::fs::remove_file(path).map_err(step("throw the kept picture away"))?;
        }
    }
    Ok(())
}

fn commands(engine: &EngineHandle, count: usize) -> Result<Vec<f64>, BenchError> {
    let remote = engine.remote();
    let view = remote.inspect().map_err(step("ask the kiosk"))?.view;
    let commands =
        view.schedule.sessions.keys().filter_map(|session| move_of(&view.schedule, *session));
    let mut runs = Vec::new();
    for command in commands.take(count) {
        let (ms, done) = timed_ms(|| remote.command(command, None));
        done.map_err(step("edit on a kiosk"))?;
        runs.push(ms);
    }
    Ok(runs)
}
