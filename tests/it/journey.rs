//! One journey through the screens on the real thing: the real app without a window, the real engine
//! and its store, a real server in this process, and a wire that is cut.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on says so and stops"
)]

use eframe::egui::vec2;
use egui_kittest::{
    Harness,
    kittest::{NodeT as _, Queryable as _},
};
use kiosk::{
    app::{App, Options},
    clock::Clock,
    engine::{self, EngineHandle, Remote},
    view::{Here, Pin, ServerState, View},
};
use shared::invite::JoinLink;
use std::{net::SocketAddr, path::Path, thread::JoinHandle};
use sync_server::{Answer, Request, Settings, System, admin, hub::create, serve};
use tokio::{net::TcpListener, sync::oneshot};
use venue::{PATIENCE, Wire, until};

/// A server of the sample event, on a thread of its own.
struct Server {
    address: SocketAddr,
    settings: Settings,
    end: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    fn start(folder: &Path) -> Self {
        let settings = Settings { data: folder.join("server"), ..Settings::default() };
        create(&settings, import::sample(), &mut System).unwrap();
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let address = listener.local_addr().unwrap();
        let (end, ended) = oneshot::channel();
        let served = settings.clone();
        let run = move || {
            let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
            runtime.block_on(async {
                let listener = TcpListener::from_std(listener).unwrap();
                let ended = async {
                    let _ = ended.await;
                };
                serve(served, listener, ended).await.unwrap();
            });
        };
        let thread = std::thread::Builder::new().name("server".to_owned()).spawn(run).unwrap();
        Self { address, settings, end: Some(end), thread: Some(thread) }
    }

    /// A link for a volunteer, once the server answers.
    fn invite(&self) -> JoinLink {
        let request = Request::Invite { role: "volunteer".to_owned(), root_words: None };
        let ask = || Ok(admin::ask(&self.settings.data, &request).unwrap());
        let answer = until("the server answers", PATIENCE, ask).unwrap();
        let Answer::Invited { link } = answer else { panic!("no link: {answer:?}") };
        JoinLink::parse(&link.0).unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.end.take().unwrap().send(());
        let outcome = self.thread.take().unwrap().join();
        assert!(outcome.is_ok() || std::thread::panicking(), "the server failed");
    }
}

/// A kiosk: its screen, which owns its engine, and a second way to ask that engine.
struct Kiosk {
    screen: Harness<'static, App<EngineHandle>>,
    remote: Remote,
}

impl Kiosk {
    fn start(folder: &Path, wire: &Wire) -> Self {
        std::fs::create_dir_all(folder).unwrap();
        let engine = engine::start(engine::Options {
            store: folder.join("kiosk.db"),
            store_settings: store::Settings::default(),
            server: Some(wire.address().to_string()),
            serve_at: ([127, 0, 0, 1], 0).into(),
            label: "Kiosk".to_owned(),
            patient: false,
            join: None,
            wake: Box::new(|| {}),
        })
        .unwrap();
        let remote = engine.remote();
        // The main day of the sample, between two slots.
        let clock = Clock::Fixed("2026-06-20T10:20:00Z".parse().unwrap());
        let options = Options { clock, ..Options::default() };
        let mut screen = Harness::builder()
            .with_size(vec2(1920.0, 1080.0))
            .with_max_steps(12)
            .build_eframe(|cc| App::new(&cc.egui_ctx, engine, options));
        screen.run();
        Self { screen, remote }
    }

    /// Waits until what the engine publishes is as wanted, and draws it.
    fn sees(&mut self, wanted: impl Fn(&View) -> bool) {
        self.remote.wait(PATIENCE, wanted).unwrap();
        self.screen.run();
    }

    fn spoken(&self) -> Vec<String> {
        let name = |node: egui_kittest::Node<'_>| {
            let node = node.accesskit_node();
            node.label().or_else(|| node.value())
        };
        self.screen.query_all_by(|_| true).filter_map(name).collect()
    }

    #[track_caller]
    fn says(&self, words: &str) {
        let spoken = self.spoken();
        let said = spoken.iter().any(|name| name.contains(words));
        assert!(said, "nothing says {words:?} on\n{}", spoken.join("\n"));
    }

    #[track_caller]
    fn tap(&mut self, name: &str) {
        self.says(name);
        let exact = self.screen.query_all_by_label(name).next();
        exact.or_else(|| self.screen.query_all_by_label_contains(name).next()).unwrap().click();
        self.screen.run();
    }

    fn close_sheet(&mut self) {
        self.screen.key_press(eframe::egui::Key::Escape);
        self.screen.run();
    }
}

fn synced(view: &View) -> bool {
    let data = &view.data;
    data.here == Here::Saved && data.server == ServerState::UpToDate && data.outbox == 0
}

const TITLE: &str = "Data poverty on our own estates";

/// Where the session of this journey is, in words.
fn place(view: &View) -> String {
    let words = kiosk::ui::words::Words::of(kiosk::ui::words::Locale::English);
    let session = view.schedule.sessions.values().find(|s| s.title.value == TITLE);
    session.map_or_else(String::new, |s| words.place(&view.schedule, &s.placement.value))
}

#[test]
fn a_volunteer_joins_moves_a_session_is_cut_off_and_loses_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path());
    let (foyer_wire, stage_wire) =
        (Wire::to(server.address).unwrap(), Wire::to(server.address).unwrap());
    let foyer_folder = folder.path().join("foyer");
    let mut foyer = Kiosk::start(&foyer_folder, &foyer_wire);
    let mut stage = Kiosk::start(&folder.path().join("stage"), &stage_wire);

    // It has no event and says what to do; then the sample appears.
    foyer.sees(|view| view.data.here == Here::Saved);
    foyer.says("This kiosk has not joined an event yet");
    for (kiosk, name) in [(&mut foyer, "Foyer"), (&mut stage, "Stage")] {
        kiosk.sees(|view| view.data.here == Here::Saved);
        kiosk.remote.join(server.invite(), name.to_owned()).unwrap();
        kiosk.sees(|view| synced(view) && !place(view).is_empty());
        // Nobody edits before whoever joined has said who may.
        kiosk.says("Until somebody chooses a PIN here nobody can edit at it");
        kiosk.tap("No PIN: everybody here may edit");
        kiosk.sees(|view| view.pin == Pin::NotWanted);
        kiosk.says("Data poverty on our own estates, Saturday 11:30 · Studio");
    }

    // Find it, tap it, move it to a free cell.
    foyer.tap("Data poverty on our own estates, Saturday 11:30 · Studio");
    foyer.says("Hosted by");
    foyer.tap("Move");
    foyer.says("Choose a place for “Data poverty on our own estates”");
    foyer.tap("Place in Quiet room at 11:30");
    foyer.sees(|view| synced(view) && place(view) == "Saturday 11:30 · Quiet room");
    foyer.says("Data poverty on our own estates, Saturday 11:30 · Quiet room");

    // It is saved, and it arrives on the other kiosk.
    foyer.tap("State of the data: Up to date");
    foyer.says("Saved on this device");
    foyer.says("Everything from this device is on the server");
    foyer.close_sheet();
    stage.sees(|view| place(view) == "Saturday 11:30 · Quiet room");
    stage.says("Data poverty on our own estates, Saturday 11:30 · Quiet room");

    // Cut off, it works on, and says so.
    foyer_wire.cut();
    foyer.sees(|view| matches!(view.data.server, ServerState::Away { .. }));
    foyer.tap("Data poverty on our own estates, Saturday 11:30 · Quiet room");
    foyer.tap("Move");
    foyer.tap("Place in Attic at 13:15");
    foyer.sees(|view| place(view) == "Saturday 13:15 · Attic" && view.data.outbox == 1);
    foyer.says("State of the data: On its own · 1 edit saved here");

    // Started again from its disk alone, it has everything.
    drop(foyer);
    let mut foyer = Kiosk::start(&foyer_folder, &foyer_wire);
    foyer.sees(|view| view.data.here == Here::Saved && view.data.outbox == 1);
    foyer.says("Data poverty on our own estates, Saturday 13:15 · Attic");
    assert_eq!(place(&stage.remote.inspect().unwrap().view), "Saturday 11:30 · Quiet room");

    // The wire is mended: everybody sees the same.
    foyer_wire.heal();
    foyer.sees(synced);
    foyer.says("State of the data: Up to date");
    stage.sees(|view| place(view) == "Saturday 13:15 · Attic");
    stage.says("Data poverty on our own estates, Saturday 13:15 · Attic");
}
