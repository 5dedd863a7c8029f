//! A whole server on real sockets of this machine. Nothing here waits for a time: only for answers.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says so and stops")]

#[path = "server/page.rs"]
mod page;

use futures_util::{SinkExt as _, StreamExt as _};
use shared::{
    command::{Command, SessionEdit},
    ids::{SessionId, draw},
    invite::JoinLink,
    persist::Store as _,
    sync::{
        Device, DeviceEffect, DeviceInput, Goodbye, Line, Now, Setup,
        frame::{Farewell, Frame},
    },
};
use std::net::SocketAddr;
use store::SqliteStore;
use sync_server::{
    Answer, OpenError, Request, ServeError, Settings, System, admin,
    hub::{Created, create},
    serve,
};
use tempfile::TempDir;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
    sync::oneshot,
    task::JoinHandle,
};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async, tungstenite::Message};

struct Server {
    address: SocketAddr,
    settings: Settings,
    created: Created,
    stop: oneshot::Sender<()>,
    task: JoinHandle<Result<(), ServeError>>,
    _folder: TempDir,
}

impl Server {
    async fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("camp");
        let settings = Settings { data, ..Settings::default() };
        let created = create(&settings, import::sample(), &mut System).unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel();
        let task = tokio::spawn(serve(settings.clone(), listener, async {
            let _ = stopped.await;
        }));
        let server = Self { address, settings, created, stop, task, _folder: folder };
        // The first answer says that it serves.
        server.get("/health").await;
        server
    }

    async fn get(&self, path: &str) -> String {
        self.http(&format!("GET {path} HTTP/1.1\r\nHost: hall\r\nConnection: close\r\n\r\n")).await
    }

    async fn http(&self, request: &str) -> String {
        let mut stream = TcpStream::connect(self.address).await.unwrap();
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();
        answer
    }

    /// Asks through the admin socket, as the other commands do.
    async fn ask(&self, request: Request) -> Option<Answer> {
        let data = self.settings.data.clone();
        tokio::task::spawn_blocking(move || admin::ask(&data, &request).unwrap()).await.unwrap()
    }

    async fn invite(&self) -> JoinLink {
        let request = Request::Invite { role: "volunteer".into(), root_words: None };
        let Some(Answer::Invited { link }) = self.ask(request).await else { panic!("no link") };
        JoinLink::parse(&link.0).unwrap()
    }

    async fn titles(&self) -> Vec<String> {
        let Some(Answer::Exported { programme }) = self.ask(Request::Export).await else {
            panic!("no export")
        };
        programme.sessions.into_iter().map(|session| session.title).collect()
    }

    async fn socket(&self) -> Socket {
        connect_async(format!("ws://{}/v1/sync", self.address)).await.unwrap().0
    }
}

type Socket = WebSocketStream<MaybeTlsStream<TcpStream>>;

/// The core's device on a real socket.
struct Kiosk {
    device: Device,
    store: SqliteStore,
    socket: Socket,
    _folder: TempDir,
}

const NOW: Now = Now { ms: 0, wall_ms: 1_782_000_000_000, wall_sure: true };

impl Kiosk {
    async fn join(server: &Server, link: JoinLink) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut store = SqliteStore::open(&folder.path().join("kiosk.db")).unwrap();
        let saved = store.load().unwrap();
        let (device, step) = Device::load(saved, Setup::default(), &mut System).unwrap();
        store.commit(&step.commit).unwrap();
        let mut kiosk = Self { device, store, socket: server.socket().await, _folder: folder };
        kiosk.input(DeviceInput::Join(link, "Foyer".into())).await;
        kiosk.input(DeviceInput::Opened { connection: 1 }).await;
        kiosk
    }

    async fn input(&mut self, input: DeviceInput) {
        let step = self.device.handle(NOW, &mut System, &self.store, input).unwrap();
        self.store.commit(&step.commit).unwrap();
        for effect in step.effects {
            match effect {
                DeviceEffect::Send { frame, .. } | DeviceEffect::Ephemeral { frame, .. } => {
                    self.socket.send(Message::Binary(frame.into())).await.unwrap();
                }
                DeviceEffect::Done { result, .. } => drop(result.unwrap()),
                DeviceEffect::Close { .. }
                | DeviceEffect::Changed
                | DeviceEffect::Founded { .. }
                | DeviceEffect::Took { .. }
                | DeviceEffect::Said { .. }
                | DeviceEffect::NotAccepted { .. } => {}
            }
        }
    }

    /// Takes frames until something holds.
    async fn until(&mut self, holds: impl Fn(&mut Device) -> bool) {
        while !holds(&mut self.device) {
            match self.socket.next().await.unwrap().unwrap() {
                Message::Binary(bytes) => {
                    let bytes = bytes.into();
                    self.input(DeviceInput::Frame { connection: 1, bytes }).await;
                }
                other => panic!("not a frame: {other:?}"),
            }
        }
    }

    async fn up_to_date(&mut self) {
        self.until(|device| device.status(NOW).connection == Line::UpToDate).await;
    }

    async fn pitch(&mut self, title: &str) {
        let session = SessionId(draw(&mut System));
        let edit = SessionEdit { title: Some(title.into()), ..SessionEdit::default() };
        let command = Command::Pitch { session, edit };
        self.input(DeviceInput::Command { ticket: 1, person: None, command }).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn people_and_programs_are_told_what_it_is() {
    let server = Server::start().await;
    let health = server.get("/health").await;
    assert!(health.starts_with("HTTP/1.1 200"), "{health}");
    let health: serde_json::Value =
        serde_json::from_str(health.split("\r\n\r\n").nth(1).unwrap()).unwrap();
    assert_eq!(health["status"], "ok");
    assert_eq!(health["event"], server.created.event.short());
    assert_eq!(health["logs"].as_array().unwrap().len(), 3);
    let front = server.get("/").await;
    assert!(front.contains("Campboard server") && front.contains("LocalGovCamp"), "{front}");
    let lost = server.get("/wp-admin").await;
    assert!(lost.starts_with("HTTP/1.1 404") && lost.contains("/health"), "{lost}");
    let browser = server.get("/v1/sync").await;
    assert!(browser.starts_with("HTTP/1.1 426") && browser.contains("kiosks"), "{browser}");
    let post = server.http("POST / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n").await;
    assert!(post.starts_with("HTTP/1.1 405"), "{post}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_edit_goes_from_kiosk_to_kiosk_and_a_link_works_once() {
    let server = Server::start().await;
    let link = server.invite().await;
    assert_eq!(link.address(), server.address.to_string());
    let mut foyer = Kiosk::join(&server, link.clone()).await;
    foyer.up_to_date().await;
    let mut stage = Kiosk::join(&server, server.invite().await).await;
    stage.up_to_date().await;
    foyer.pitch("Potholes").await;
    foyer.until(|device| device.status(NOW).outbox == 0).await;
    let shown = |device: &mut Device| {
        let schedule = device.schedule();
        schedule.sessions.values().any(|session| session.title.value == "Potholes")
    };
    stage.until(shown).await;
    assert!(server.titles().await.contains(&"Potholes".to_owned()));

    let mut thief = Kiosk::join(&server, link).await;
    thief.until(|device| device.status(NOW).goodbye == Some(Goodbye::InviteUsed)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_breaks_the_protocol_is_closed_and_the_others_stay() {
    let server = Server::start().await;
    let mut good = Kiosk::join(&server, server.invite().await).await;
    good.up_to_date().await;
    let mut bad = server.socket().await;
    bad.send(Message::Binary(vec![0xff; 40].into())).await.unwrap();
    let Message::Binary(frame) = bad.next().await.unwrap().unwrap() else { panic!("no frame") };
    let farewell = Frame::Farewell(Farewell { code: Goodbye::Violation });
    assert_eq!(Frame::decode(&frame), Ok(Some(farewell)));
    let mut chatty = server.socket().await;
    chatty.send(Message::Text("hello".into())).await.unwrap();
    while let Some(Ok(_)) = chatty.next().await {}
    let mut huge = server.socket().await;
    let frame = vec![0; shared::limits::FRAME_BYTES_MAX + 1];
    // The server may close before all of it was sent.
    let _ = huge.send(Message::Binary(frame.into())).await;
    while let Some(Ok(_)) = huge.next().await {}
    good.pitch("Bin days").await;
    good.until(|device| device.status(NOW).outbox == 0).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn commands_work_beside_the_server() {
    let server = Server::start().await;
    let Some(Answer::Checked(findings)) = server.ask(Request::Check).await else {
        panic!("not checked")
    };
    assert_eq!(findings.damage, Vec::<String>::new());
    let before = server.titles().await.len();
    let mut kiosk = Kiosk::join(&server, server.invite().await).await;
    kiosk.up_to_date().await;
    let mut programme = import::template("Camp", "2026-06-19", "Europe/London");
    programme.event.source = "other".into();
    programme.sessions = vec![shared::programme::Session {
        key: "a".into(),
        title: "Imported beside".into(),
        ..Default::default()
    }];
    let programme = Box::new(programme);
    let request = Request::Import { programme, dry_run: false };
    let Some(Answer::Imported { set: Some(set), .. }) = server.ask(request).await else {
        panic!("not imported")
    };
    let shown = |device: &mut Device| {
        let schedule = device.schedule();
        schedule.sessions.values().any(|session| session.title.value == "Imported beside")
    };
    kiosk.until(shown).await;
    let request = Request::Undo { set, keep_later_edits: false };
    assert!(matches!(server.ask(request).await, Some(Answer::Undone { .. })));
    assert_eq!(server.titles().await.len(), before);
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn only_the_owner_of_the_folder_can_ask() {
    use std::os::unix::fs::PermissionsExt as _;
    let server = Server::start().await;
    server.invite().await;
    let mode = |path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(server.settings.data.clone()), 0o700);
    assert_eq!(mode(server.settings.data.join("admin.sock")), 0o600);
    let mut stream =
        tokio::net::UnixStream::connect(server.settings.data.join("admin.sock")).await.unwrap();
    stream.write_all(b"what?\n").await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    assert!(answer.contains("does not understand"), "{answer}");
}

#[tokio::test(flavor = "multi_thread")]
async fn stopping_says_goodbye_and_leaves_everything_on_the_disk() {
    let server = Server::start().await;
    let mut kiosk = Kiosk::join(&server, server.invite().await).await;
    kiosk.up_to_date().await;
    kiosk.pitch("The last one").await;
    kiosk.until(|device| device.status(NOW).outbox == 0).await;
    let data = server.settings.data.clone();
    let second = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let busy = serve(server.settings.clone(), second, std::future::pending()).await;
    assert!(matches!(busy, Err(ServeError::Open(OpenError::Busy { .. }))), "{busy:?}");

    server.stop.send(()).unwrap();
    kiosk.until(|device| device.status(NOW).goodbye == Some(Goodbye::Stopping)).await;
    while let Some(Ok(_)) = kiosk.socket.next().await {}
    server.task.await.unwrap().unwrap();
    assert!(!data.join("admin.sock").exists());
    assert!(admin::ask(&data, &Request::Export).unwrap().is_none());

    // A server that was killed leaves its socket: the next one takes its place.
    std::os::unix::net::UnixListener::bind(data.join("admin.sock")).unwrap();
    assert!(admin::ask(&data, &Request::Export).unwrap().is_none());
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel();
    let task = tokio::spawn(serve(server.settings.clone(), listener, async {
        let _ = stopped.await;
    }));
    let again = Server { address, stop, task, ..server };
    again.get("/health").await;
    assert!(again.titles().await.contains(&"The last one".to_owned()));
    again.stop.send(()).unwrap();
    again.task.await.unwrap().unwrap();
}
