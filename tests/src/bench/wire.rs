//! An edit from one kiosk to the other, over a real server on loopback: from the touch until the
//! other kiosk shows it and has it on its disk, the commits of both and of the server included.

use super::{BenchError, Figure, Scale, disk, made, ms, step};
use kiosk::{
    engine::{self, EngineHandle, Remote},
    random::SystemRandom,
    settings,
    view::{ServerState, View},
};
use shared::{
    command::{Command, SessionEdit},
    invite::JoinLink,
};
use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
    thread::JoinHandle,
    time::{Duration, Instant},
};
use sync_server::{
    Answer, Request, ServeError, Settings,
    hub::{Owner, create},
};
use tokio::{net::TcpListener, runtime::Runtime, sync::oneshot};

/// Longer than any edit takes: what takes as long is lost.
const PATIENCE: Duration = Duration::from_secs(60);

/// Between two edits: a kiosk draws at most so often, and one that comes sooner would wait for that.
const PAUSE: Duration = Duration::from_millis(100);

/// A server on a thread of its own; it stops when this is dropped.
struct Served {
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<Result<(), ServeError>>>,
}

impl Drop for Served {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            // What it failed with shows in the kiosks that wait for it.
            let _ = thread.join();
        }
    }
}

fn invite(owner: &mut Owner) -> Result<JoinLink, BenchError> {
    match owner.ask(Request::Invite { role: "volunteer".to_owned(), root_words: None }) {
        Answer::Invited { link } => JoinLink::parse(&link.0).map_err(step("read a join link")),
        other => Err(BenchError::Missing(format!("the server gave no invite: {other:?}"))),
    }
}

/// Makes an event with a programme, serves it, and gives two invites.
fn serve(folder: PathBuf, scale: Scale) -> Result<(Served, [JoinLink; 2]), BenchError> {
    let runtime = Runtime::new().map_err(step("start the server's threads"))?;
    let anywhere = SocketAddr::from(([127, 0, 0, 1], 0));
    let listener = runtime.block_on(TcpListener::bind(anywhere)).map_err(step("listen"))?;
    let address = listener.local_addr().map_err(step("find the server's address"))?;
    let settings =
        Settings { data: folder, public: Some(address.to_string()), ..Settings::default() };
    let (rooms, slots) = scale.of((10, 20), (2, 2));
    create(&settings, made::grid(rooms, slots), &mut SystemRandom)
        .map_err(step("make an event"))?;
    let mut owner = Owner::open(&settings).map_err(step("open the event"))?;
    let links = [invite(&mut owner)?, invite(&mut owner)?];
    drop(owner);
    let (stop, stopped) = oneshot::channel::<()>();
    let shutdown = async {
        // The sender is dropped to stop it.
        let _ = stopped.await;
    };
    let run = move || runtime.block_on(sync_server::serve(settings, listener, shutdown));
    let thread = std::thread::Builder::new()
        .name("server".to_owned())
        .spawn(run)
        .map_err(step("start the server"))?;
    Ok((Served { stop: Some(stop), thread: Some(thread) }, links))
}

fn kiosk(folder: &Path, link: JoinLink) -> Result<EngineHandle, BenchError> {
    let options = engine::Options {
        store: settings::store_path(folder),
        store_settings: store::Settings::default(),
        server: None,
        serve_at: ([127, 0, 0, 1], 0).into(),
        label: "Foyer".to_owned(),
        patient: false,
        join: None,
        wake: Box::new(|| ()),
    };
    let kiosk = engine::start(options).map_err(step("start a kiosk"))?;
    let remote = kiosk.remote();
    remote.join(link, "A kiosk".to_owned()).map_err(step("join the event"))?;
    wait(&remote, "never had everything", |view| {
        view.data.server == ServerState::UpToDate && !view.schedule.sessions.is_empty()
    })?;
    Ok(kiosk)
}

fn wait(remote: &Remote, what: &str, wanted: impl Fn(&View) -> bool) -> Result<(), BenchError> {
    let waited = remote.wait(PATIENCE, wanted);
    waited.map(|_| ()).map_err(|_| BenchError::Missing(format!("a kiosk {what}")))
}

pub(super) fn edit_to_other(folder: &Path, scale: Scale) -> Result<Vec<Figure>, BenchError> {
    let (server, [hall, foyer]) = serve(folder.join("server"), scale)?;
    let hall = kiosk(&folder.join("hall"), hall)?;
    let foyer = kiosk(&folder.join("foyer"), foyer)?;
    let (here, there) = (hall.remote(), foyer.remote());
    let view = here.inspect().map_err(step("ask the kiosk"))?.view;
    let sessions: Vec<_> = view.schedule.sessions.keys().copied().collect();
    let mut figures = Vec::new();
    for (until, seen) in [
        ("on the disk and in the engine of the other", in_engine as Seen),
        ("published to the screen of the other", on_screen),
    ] {
        let mut runs = Vec::new();
        for (n, session) in sessions.iter().cycle().take(scale.of(200, 3)).enumerate() {
            std::thread::sleep(scale.of(PAUSE, Duration::ZERO));
            let title = format!("Edited for the {n}th time, seen {until}");
            let edit = SessionEdit { title: Some(title.clone()), ..SessionEdit::default() };
            let start = Instant::now();
            here.command(Command::EditSession { session: *session, edit }, None)
                .map_err(step("edit on a kiosk"))?;
            seen(&there, &|view| {
                let session = view.schedule.sessions.get(session);
                session.is_some_and(|session| session.title.value == title)
            })?;
            runs.push(ms(start.elapsed()));
        }
        let params = [
            ("sessions", sessions.len().into()),
            ("kiosks", 2.into()),
            ("until", until.into()),
            ("file system", disk::kind(folder).into()),
        ];
        figures.push(Figure::new("edit_to_other_ms", params, runs));
    }
    hall.stop();
    foyer.stop();
    drop(server);
    Ok(figures)
}

/// Waits until a kiosk shows what is wanted.
type Seen = fn(&Remote, &dyn Fn(&View) -> bool) -> Result<(), BenchError>;

const NEVER_SEEN: &str = "never showed an edit of the other";

fn on_screen(remote: &Remote, wanted: &dyn Fn(&View) -> bool) -> Result<(), BenchError> {
    wait(remote, NEVER_SEEN, wanted)
}

/// Asks the engine again and again: it publishes to screens only so many times a second.
fn in_engine(remote: &Remote, wanted: &dyn Fn(&View) -> bool) -> Result<(), BenchError> {
    let start = Instant::now();
    while start.elapsed() < PATIENCE {
        let view = remote.inspect().map_err(step("ask the kiosk"))?.view;
        if wanted(&view) {
            return Ok(());
        }
    }
    Err(BenchError::Missing(format!("a kiosk {NEVER_SEEN}")))
}
