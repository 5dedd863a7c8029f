//! What a kiosk costs while nobody touches it. A real window where there is a display; it runs in
//! a process of its own, because a window wants the main thread. Elsewhere the engine alone.

use super::{BenchError, Figure, Scale, start, step};
use eframe::egui;
use kiosk::{
    app::{App, Engine as _, Options},
    engine::EngineHandle,
    ui::Page,
};
use serde::{Deserialize, Serialize};
use std::{
    path::Path,
    process::Command,
    sync::{
        Arc, Mutex, OnceLock, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

/// Before the count begins: the window opens, fonts are rasterised, sizes settle.
const SETTLE: Duration = Duration::from_secs(3);
/// The kernel counts processor time in these, on every system that Linux runs on.
const TICKS_A_SECOND: f64 = 100.0;

/// What was counted.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
struct Idle {
    frames: u64,
    cpu_ms: f64,
}

pub(super) fn idle(folder: &Path, scale: Scale) -> Result<Vec<Figure>, BenchError> {
    let (sessions, _) = start::prepare(folder, scale)?;
    let seconds = scale.of(20, 0);
    let has_display = ["DISPLAY", "WAYLAND_DISPLAY"]
        .iter()
        .any(|name| std::env::var_os(name).is_some_and(|display| !display.is_empty()));
    let mut counted = Vec::new();
    if has_display && !scale.quick {
        for page in [Page::Board, Page::Wall] {
            let screen = format!("a window with the {}", word(page));
            counted.push((in_window(folder, seconds, page)?, screen));
        }
    } else {
        let screen = "none: the engine alone, frames are its wakes".to_owned();
        counted.push((alone(folder, seconds)?, screen));
    }
    let figure = |id, value, screen: &str| {
        let params =
            [("seconds", seconds.into()), ("sessions", sessions.into()), ("screen", screen.into())];
        Figure::new(id, params, vec![value])
    };
    let mut figures = Vec::new();
    for (Idle { frames, cpu_ms }, screen) in counted {
        let frames = u32::try_from(frames).unwrap_or(u32::MAX);
        figures.push(figure("idle_frames", frames.into(), &screen));
        figures.push(figure("idle_cpu_ms", cpu_ms, &screen));
    }
    Ok(figures)
}

/// How a page is named to the process that shows it.
fn word(page: Page) -> &'static str {
    match page {
        Page::Wall => "wall",
        Page::Board
        | Page::Search
        | Page::Moved
        | Page::Info
        | Page::Pitch
        | Page::Import
        | Page::History
        | Page::Server
        | Page::Upkeep
        | Page::FromPaper => "board",
    }
}

/// Milliseconds of processor time that this process has used.
fn cpu_ms() -> Option<f64> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    // The name of the program, in brackets, may hold anything.
    let (_, rest) = stat.rsplit_once(')')?;
    let mut ticks = rest.split_whitespace().skip(11).map(str::parse::<u64>);
    let (user, system) = (ticks.next()?.ok()?, ticks.next()?.ok()?);
    u32::try_from(user + system).ok().map(|ticks| f64::from(ticks) * 1_000.0 / TICKS_A_SECOND)
}

fn cpu() -> Result<f64, BenchError> {
    cpu_ms().ok_or_else(|| BenchError::Missing("this system does not count processor time".into()))
}

/// The engine without a window.
fn alone(folder: &Path, seconds: u64) -> Result<Idle, BenchError> {
    let wakes = Arc::new(AtomicU64::new(0));
    let counted = Arc::clone(&wakes);
    let wake = Box::new(move || {
        counted.fetch_add(1, Ordering::Relaxed);
    });
    let engine = start::open(folder, wake)?;
    start::loaded(&engine)?;
    if seconds > 0 {
        std::thread::sleep(SETTLE);
    }
    let (before, cpu_before) = (wakes.load(Ordering::Relaxed), cpu()?);
    std::thread::sleep(Duration::from_secs(seconds));
    let idle = Idle { frames: wakes.load(Ordering::Relaxed) - before, cpu_ms: cpu()? - cpu_before };
    engine.stop();
    Ok(idle)
}

/// Runs this program again, to open the window.
fn in_window(folder: &Path, seconds: u64, page: Page) -> Result<Idle, BenchError> {
    let program = std::env::current_exe().map_err(step("find this program"))?;
    let ran = Command::new(program)
        .arg("--idle-window")
        .arg(folder)
        .arg("--seconds")
        .arg(seconds.to_string())
        .arg("--page")
        .arg(word(page))
        .output()
        .map_err(step("open a window in another process"))?;
    if !ran.status.success() {
        let why = String::from_utf8_lossy(&ran.stderr).into_owned();
        return Err(BenchError::Missing(format!("the window could not be opened: {why}")));
    }
    serde_json::from_slice(&ran.stdout).map_err(step("read what the window counted"))
}

/// Counts the frames that are drawn.
struct Counted {
    app: App<EngineHandle>,
    frames: Arc<AtomicU64>,
}

impl eframe::App for Counted {
    fn logic(&mut self, ctx: &egui::Context, frame: &mut eframe::Frame) {
        self.app.logic(ctx, frame);
    }

    fn ui(&mut self, ui: &mut egui::Ui, frame: &mut eframe::Frame) {
        self.frames.fetch_add(1, Ordering::Relaxed);
        self.app.ui(ui, frame);
    }
}

/// Opens the window on the store in `folder`, with the wall or the board, leaves it alone for some
/// seconds, closes it, and gives what was counted as JSON.
///
/// # Errors
/// When the window cannot be opened.
pub fn window(folder: &Path, seconds: u64, page: &str) -> Result<String, BenchError> {
    let page = if page == word(Page::Wall) { Page::Wall } else { Page::Board };
    let frames = Arc::new(AtomicU64::new(0));
    let counted = Arc::new(Mutex::new(None));
    let (drawn, result) = (Arc::clone(&frames), Arc::clone(&counted));
    let shown: Arc<OnceLock<egui::Context>> = Arc::default();
    let woken = Arc::clone(&shown);
    let mut engine = start::open(
        folder,
        Box::new(move || {
            if let Some(ctx) = woken.get() {
                ctx.request_repaint();
            }
        }),
    )?;
    start::loaded(&engine)?;
    let start_view = engine.news().unwrap_or_default();
    let created: eframe::AppCreator<'_> = Box::new(move |cc| {
        let ctx = cc.egui_ctx.clone();
        // Set once: this runs once.
        let _ = shown.set(ctx.clone());
        let frames = Arc::clone(&drawn);
        std::thread::Builder::new().name("count".to_owned()).spawn(move || {
            let idle = count(&frames, seconds);
            *result.lock().unwrap_or_else(PoisonError::into_inner) = idle;
            ctx.send_viewport_cmd(egui::ViewportCommand::Close);
        })?;
        let options = Options { start_view, page, ..Options::default() };
        let app = App::new(&cc.egui_ctx, engine, options);
        Ok(Box::new(Counted { app, frames: drawn }))
    });
    let native = eframe::NativeOptions {
        viewport: egui::ViewportBuilder::default().with_inner_size([1_920.0, 1_080.0]),
        ..eframe::NativeOptions::default()
    };
    eframe::run_native("Campboard figures", native, created)
        .map_err(|error| BenchError::Missing(format!("the window could not be opened: {error}")))?;
    let counted = counted.lock().unwrap_or_else(PoisonError::into_inner).take();
    let counted = counted
        .ok_or_else(|| BenchError::Missing("the window was closed before its time".to_owned()))?;
    serde_json::to_string(&counted).map_err(step("write what was counted"))
}

fn count(frames: &AtomicU64, seconds: u64) -> Option<Idle> {
    std::thread::sleep(SETTLE);
    let (before, cpu_before) = (frames.load(Ordering::Relaxed), cpu_ms()?);
    std::thread::sleep(Duration::from_secs(seconds));
    Some(Idle { frames: frames.load(Ordering::Relaxed) - before, cpu_ms: cpu_ms()? - cpu_before })
}
