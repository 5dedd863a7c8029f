//! Campboard at the venue: the board on a screen, on its own disk.

use anyhow::Context as _;
use clap::Parser as _;
use eframe::egui;
use kiosk::{
    app::{App, Engine as _, Options as AppOptions},
    ask::{Ask, CarryAnswer, CarryTo, Failure, Request},
    clock::Clock,
    engine::{self, EngineHandle, Remote},
    headless::{self, Ending},
    settings::{self, Cli, Settings, Start},
    ui::{self, Home, Page, theme},
    view::View,
};
use shared::{invite::JoinLink, schedule::Schedule};
use std::{
    io::{self, IsTerminal as _, Write as _},
    path::{Path, PathBuf},
    process::ExitCode,
    sync::{Arc, OnceLock, mpsc::RecvTimeoutError},
    time::Duration,
};

/// Another process has the data.
const EXIT_BUSY: u8 = 3;
/// An answer is looked for so often.
const ANSWER: Duration = Duration::from_secs(1);

fn main() -> ExitCode {
    let cli = Cli::parse();
    log_to_stderr();
    let outcome = match &cli.start {
        Some(Start::Carry { file }) => {
            carried(&cli, |file| Ask::Carry { to: CarryTo::File(file) }, file)
        }
        Some(Start::Take { file }) => carried(&cli, |path| Ask::Take { path }, file),
        Some(Start::Print(typed)) => printed(&cli, typed),
        Some(Start::Headless) => without_window(&cli),
        Some(Start::Join { .. }) | None => in_window(&cli),
    };
    match outcome {
        Ok(code) => code,
        Err(error) => {
            tracing::error!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

fn log_to_stderr() {
    let filter = tracing_subscriber::EnvFilter::try_from_env("CAMPBOARD_KIOSK_LOG")
        .unwrap_or_else(|_| "warn,kiosk=info,egui_system_font_provider=error".into());
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(io::stderr)
        .with_ansi(io::stderr().is_terminal())
        .init();
}

/// The folder of this kiosk's data.
fn folder(settings: &Settings) -> anyhow::Result<PathBuf> {
    settings
        .data
        .clone()
        .or_else(|| settings::default_data_folder(|name| std::env::var(name).ok()))
        .context("this system does not say where your data belongs: choose a folder with --data")
}

fn printed(cli: &Cli, typed: &printing::Print) -> anyhow::Result<ExitCode> {
    let store = settings::store_path(&folder(&cli.settings)?);
    let damaged = kiosk::printed::print(&store, typed).context("print the board")?;
    if damaged > 0 {
        tracing::warn!(
            "The data of this kiosk is damaged: {damaged} rows are not on this print, which may lack \
             edits. Start the kiosk where it reaches others, and print again"
        );
    }
    Ok(ExitCode::SUCCESS)
}

/// The engine, or the exit code of a person who was told why there is none.
fn start(
    settings: &Settings,
    patient: bool,
    join: Option<JoinLink>,
    wake: Box<dyn Fn() + Send>,
) -> anyhow::Result<Result<EngineHandle, ExitCode>> {
    let folder = folder(settings)?;
    let options = engine::Options {
        store: settings::store_path(&folder),
        store_settings: store::Settings::default(),
        server: settings.server.clone(),
        serve_at: settings.serve_at,
        label: settings.label.clone(),
        patient,
        join: join.map(|link| (link, settings.label.clone())),
        wake,
    };
    match engine::start(options) {
        Ok(engine) => Ok(Ok(engine)),
        Err(error) if error.is_busy() => {
            writeln!(io::stderr(), "{}", headless::english().not_saved(&error.why()))?;
            Ok(Err(EXIT_BUSY.into()))
        }
        Err(error) => {
            let sentence = headless::english().not_saved(&error.why());
            Err(error).context(sentence)
        }
    }
}

fn parse_link(cli: &Cli) -> anyhow::Result<Option<JoinLink>> {
    cli.link().map(JoinLink::parse).transpose().context("the link given to join with")
}

fn join(remote: &Remote, link: JoinLink, label: &str) -> anyhow::Result<()> {
    let said = |why| headless::not_done(&Schedule::default(), &why);
    remote.join(link, label.to_owned()).map_err(|why| anyhow::anyhow!(said(why)))
}

fn without_window(cli: &Cli) -> anyhow::Result<ExitCode> {
    let link = parse_link(cli)?;
    let engine = match start(&cli.settings, false, None, Box::new(|| {}))? {
        Ok(engine) => engine,
        Err(code) => return Ok(code),
    };
    let remote = engine.remote();
    if let Some(link) = link {
        join(&remote, link, &cli.settings.label)?;
    }
    headless::run(&remote, io::stdin().lock(), io::stdout().lock())
        .context("read a command or write its answer")?;
    engine.stop();
    Ok(ExitCode::SUCCESS)
}

/// Carries the board away, or takes one, and says what came of it.
fn carried(cli: &Cli, ask: impl Fn(PathBuf) -> Ask, file: &Path) -> anyhow::Result<ExitCode> {
    let mut engine = match start(&cli.settings, false, None, Box::new(|| {}))? {
        Ok(engine) => engine,
        Err(code) => return Ok(code),
    };
    // The store is read behind its back: what is asked before is asked too early.
    let remote = engine.remote();
    remote
        .inspect()
        .map_err(|why| anyhow::anyhow!("{}", headless::not_done(&Schedule::default(), &why)))?;
    let file = std::path::absolute(file).context("find the file")?;
    engine.send(Request::Ask { ticket: 1, ask: ask(file) });
    let said = loop {
        let reply = match engine.reply_within(ANSWER) {
            Ok(reply) => reply,
            Err(RecvTimeoutError::Timeout) => continue,
            Err(RecvTimeoutError::Disconnected) => break Err(headless::failed(&Failure::NotSaved)),
        };
        match reply.answer.carried() {
            Ok(CarryAnswer::Going { .. }) => {}
            Ok(CarryAnswer::Written { path, lost }) => break Ok(headless::carried(&path, lost)),
            Ok(CarryAnswer::Taken(taken)) => break Ok(headless::taken(&taken)),
            Err(failure) => break Err(headless::failed(&failure)),
        }
    };
    let (sentence, code) = match said {
        Ok(sentence) => (sentence, ExitCode::SUCCESS),
        Err(sentence) => (sentence, ExitCode::FAILURE),
    };
    engine.stop();
    writeln!(io::stdout(), "{sentence}")?;
    Ok(code)
}

fn in_window(cli: &Cli) -> anyhow::Result<ExitCode> {
    let link = parse_link(cli)?;
    let settings = &cli.settings;
    let window: Arc<OnceLock<egui::Context>> = Arc::default();
    let woken = Arc::clone(&window);
    let wake = Box::new(move || {
        if let Some(window) = woken.get() {
            window.request_repaint();
        }
    });
    // The window opens always: what stands in the way is told there, and tried again.
    let mut engine = match start(settings, true, link, wake)? {
        Ok(engine) => engine,
        Err(code) => return Ok(code),
    };
    let remote = engine.remote();
    let start_view = engine.news().unwrap_or_default();
    let options = options(settings, start_view);
    let is_remote = settings.remote;
    let created: eframe::AppCreator<'_> = Box::new(move |cc| {
        let _ = window.set(cc.egui_ctx.clone());
        if is_remote {
            listen(remote, cc.egui_ctx.clone())?;
        }
        Ok(Box::new(App::new(&cc.egui_ctx, engine, options)))
    });
    eframe::run_native("Campboard", native(settings), created)
        .map_err(|error| anyhow::anyhow!("{error}"))
        .context("open the window: is there a display? `headless` needs none")?;
    Ok(ExitCode::SUCCESS)
}

/// A window begins where an idle one returns to.
fn options(settings: &Settings, start_view: Arc<View>) -> AppOptions {
    let home = home(settings);
    AppOptions {
        look: look(settings.look),
        text_size: text_size(settings.text_size),
        keyboard: keyboard(settings.keyboard),
        clock: settings.clock.map_or(Clock::System, Clock::Fixed),
        start_view,
        page: home.page,
        home,
        open: settings.open,
        ..AppOptions::default()
    }
}

fn native(settings: &Settings) -> eframe::NativeOptions {
    let size = [f32::from(settings.window.width), f32::from(settings.window.height)];
    eframe::NativeOptions {
        viewport: egui::ViewportBuilder::default()
            .with_title("Campboard")
            .with_app_id("campboard")
            .with_inner_size(size)
            .with_fullscreen(settings.fullscreen),
        ..eframe::NativeOptions::default()
    }
}

/// Takes commands on stdin while the window is open. The thread ends with its input or with the
/// process.
fn listen(remote: Remote, window: egui::Context) -> io::Result<()> {
    let run = move || match headless::run(&remote, io::stdin().lock(), io::stdout()) {
        Ok(Ending::Quit) => window.send_viewport_cmd(egui::ViewportCommand::Close),
        Ok(Ending::NoMore) => {}
        Err(error) => tracing::warn!(%error, "No further commands are read"),
    };
    std::thread::Builder::new().name("remote".to_owned()).spawn(run).map(|_| ())
}

fn home(settings: &Settings) -> Home {
    let page = match settings.home {
        settings::HomePage::Wall => Page::Wall,
        settings::HomePage::Board => Page::Board,
    };
    Home { page, after_s: (settings.idle > 0).then(|| f64::from(settings.idle)) }
}

fn look(look: settings::Look) -> theme::Look {
    match look {
        settings::Look::Light => theme::Look::Light,
        settings::Look::Dark => theme::Look::Dark,
        settings::Look::HighContrast => theme::Look::HighContrast,
    }
}

fn keyboard(comes: settings::Keyboard) -> ui::Keyboard {
    match comes {
        settings::Keyboard::Touch => ui::Keyboard::Touch,
        settings::Keyboard::Always => ui::Keyboard::Always,
        settings::Keyboard::Never => ui::Keyboard::Never,
    }
}

fn text_size(size: settings::TextSize) -> theme::TextSize {
    match size {
        settings::TextSize::P100 => theme::TextSize::Usual,
        settings::TextSize::P130 => theme::TextSize::Large,
        settings::TextSize::P160 => theme::TextSize::Larger,
        settings::TextSize::P200 => theme::TextSize::Largest,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn begins_at(arguments: &[&str]) -> (Page, Page) {
        let cli = Cli::parse_from([&["campboard-kiosk"], arguments].concat());
        let options = options(&cli.settings, Arc::default());
        (options.page, options.home.page)
    }

    #[test]
    fn a_window_begins_where_an_idle_one_returns_to() {
        assert_eq!(begins_at(&["--home", "wall"]), (Page::Wall, Page::Wall));
        assert_eq!(begins_at(&["--home", "board"]), (Page::Board, Page::Board));
    }
}
