//! The owner without sockets: devices of the core are joined to its queues.

mod damage;
mod erase;
mod rescue;

use super::{peers::Ending, *};
use crate::{
    ask::{EraseAct, Secret, Whose},
    clock::Clock,
    hub::Status,
    random::System,
    settings::Settings,
};
use axum::body::Bytes;
use shared::{
    command::{Command, SessionEdit},
    ids::{Random, SessionId, draw},
    invite::JoinLink,
    limits::PEER_QUEUE_FRAMES_MAX,
    persist::Store as _,
    programme::Programme,
    sync::{Device, DeviceEffect, DeviceInput, DeviceStatus, Line, Setup},
};
use store::SqliteStore;
use tempfile::TempDir;

fn event() -> (TempDir, Settings, Created) {
    let folder = tempfile::tempdir().unwrap();
    let settings = Settings {
        data: folder.path().join("camp"),
        listen: "127.0.0.1:7750".parse().unwrap(),
        ..Settings::default()
    };
    let created = create(&settings, import::sample(), &mut System).unwrap();
    (folder, settings, created)
}

fn invite(owner: &mut Owner, role: &str, words: Option<&Secret>) -> Answer {
    owner.ask(Request::Invite { role: role.into(), root_words: words.cloned() })
}

fn volunteer(owner: &mut Owner) -> JoinLink {
    let Answer::Invited { link } = invite(owner, "volunteer", None) else { panic!("no link") };
    JoinLink::parse(&link.0).unwrap()
}

/// A kiosk that is joined to the owner's queues.
struct Kiosk {
    device: Device,
    store: SqliteStore,
    clock: Clock,
    peer: u64,
    queue: mpsc::Receiver<Bytes>,
    end: oneshot::Receiver<Ending>,
    _folder: TempDir,
}

/// Erases as `campboard-server erase` does.
fn erase(owner: &mut Owner, whose: Whose, is_sure: bool) -> Answer {
    owner.ask(Request::Erase(EraseAct { whose, is_sure }))
}

impl Kiosk {
    fn join(owner: &mut Owner, peer: u64) -> Self {
        let link = volunteer(owner);
        Self::join_by(owner, peer, link)
    }

    fn join_by(owner: &mut Owner, peer: u64, link: JoinLink) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut store = SqliteStore::open(&folder.path().join("kiosk.db")).unwrap();
        let saved = store.load().unwrap();
        let (device, step) = Device::load(saved, Setup::default(), &mut System).unwrap();
        store.commit(&step.commit).unwrap();
        let (outbox, queue, end) = Outbox::new();
        owner.turn(Input::Opened { peer, outbox }, || None);
        let clock = Clock::start();
        let mut kiosk = Self { device, store, clock, peer, queue, end, _folder: folder };
        kiosk.input(owner, DeviceInput::Join(link, "Foyer".into()));
        kiosk.input(owner, DeviceInput::Opened { connection: peer });
        kiosk.settle(owner);
        assert_eq!(kiosk.status().connection, Line::UpToDate);
        kiosk
    }

    fn input(&mut self, owner: &mut Owner, input: DeviceInput) {
        let now = self.clock.now();
        let step = self.device.handle(now, &mut System, &self.store, input).unwrap();
        self.store.commit(&step.commit).unwrap();
        for effect in step.effects {
            match effect {
                DeviceEffect::Send { frame, .. } | DeviceEffect::Ephemeral { frame, .. } => {
                    owner.turn(Input::Frame { peer: self.peer, bytes: frame }, || None);
                }
                DeviceEffect::Done { result, .. } => drop(result.unwrap()),
                DeviceEffect::Close { .. }
                | DeviceEffect::Founded { .. }
                | DeviceEffect::Took { .. }
                | DeviceEffect::Said { .. }
                | DeviceEffect::Changed
                | DeviceEffect::NotAccepted { .. } => {}
            }
        }
    }

    /// Takes frames until none is left.
    fn settle(&mut self, owner: &mut Owner) {
        while let Ok(frame) = self.queue.try_recv() {
            let connection = self.peer;
            self.input(owner, DeviceInput::Frame { connection, bytes: frame.into() });
        }
    }

    fn status(&mut self) -> DeviceStatus {
        self.device.status(self.clock.now())
    }

    fn pitch(&mut self, owner: &mut Owner, title: &str) {
        let session = SessionId(draw(&mut System));
        let edit = SessionEdit { title: Some(title.into()), ..SessionEdit::default() };
        let command = Command::Pitch { session, edit };
        self.input(owner, DeviceInput::Command { ticket: 1, person: None, command });
    }
}

fn titles(owner: &mut Owner) -> Vec<String> {
    let Answer::Exported { programme } = owner.ask(Request::Export) else { panic!("no export") };
    programme.sessions.into_iter().map(|session| session.title).collect()
}

#[test]
fn an_edit_reaches_the_disk_and_the_other_kiosk() {
    let (_folder, settings, _) = event();
    let mut owner = Owner::open(&settings).unwrap();
    let mut foyer = Kiosk::join(&mut owner, 1);
    let mut stage = Kiosk::join(&mut owner, 2);
    foyer.settle(&mut owner);
    foyer.pitch(&mut owner, "Potholes");
    foyer.settle(&mut owner);
    stage.settle(&mut owner);
    assert_eq!(foyer.status().outbox, 0);
    let shown = stage.device.schedule();
    assert!(shown.sessions.values().any(|session| session.title.value == "Potholes"));
    drop(owner);
    let mut owner = Owner::open(&settings).unwrap();
    assert!(titles(&mut owner).contains(&"Potholes".to_owned()));
}

#[test]
fn a_kiosk_that_takes_no_frames_is_dropped_and_the_other_stays() {
    let (_folder, settings, _) = event();
    let mut owner = Owner::open(&settings).unwrap();
    let mut quick = Kiosk::join(&mut owner, 1);
    let mut slow = Kiosk::join(&mut owner, 2);
    quick.settle(&mut owner);
    for n in 0..=PEER_QUEUE_FRAMES_MAX {
        quick.pitch(&mut owner, &format!("Pitch {n}"));
        quick.settle(&mut owner);
    }
    assert_eq!(slow.end.try_recv(), Ok(Ending::TooSlow));
    assert!(quick.end.try_recv().is_err());
    owner.turn(Input::Tick, || None);
    let health = owner.watch().borrow().clone();
    assert_eq!((health.connections, health.peers), (1, 1));
    assert_eq!(quick.status().outbox, 0);
}

#[test]
fn inputs_that_arrived_meanwhile_share_a_commit() {
    let (_folder, settings, _) = event();
    let mut owner = Owner::open(&settings).unwrap();
    let mut answers = Vec::new();
    let mut inputs = Vec::new();
    for _ in 0..5 {
        let (reply, outcome) = oneshot::channel();
        let request = Request::Invite { role: "viewer".into(), root_words: None };
        inputs.push(Input::Ask { request: Box::new(request), reply });
        answers.push(outcome);
    }
    let mut inputs = inputs.into_iter();
    let first = inputs.next().unwrap();
    assert!(owner.turn(first, || inputs.next()));
    for mut answer in answers {
        assert!(matches!(answer.try_recv(), Ok(Outcome::Answer(Answer::Invited { .. }))));
    }
}

#[test]
fn only_the_right_words_invite_an_organiser() {
    let (_folder, settings, created) = event();
    let mut owner = Owner::open(&settings).unwrap();
    let why = |answer| match answer {
        Answer::Refused { why } => why,
        other => panic!("not refused: {other:?}"),
    };
    assert!(why(invite(&mut owner, "organiser", None)).contains("24 words"));
    let wrong = Secret("one two".into());
    assert!(why(invite(&mut owner, "organiser", Some(&wrong))).contains("24 words"));
    let other = shared::keys::RootKey::from_entropy(&[1; 32]).words();
    let refused = why(invite(&mut owner, "organiser", Some(&Secret(other))));
    assert!(refused.contains("another event"), "{refused}");
    assert!(why(invite(&mut owner, "boss", None)).contains("organiser, volunteer"));
    let invited = invite(&mut owner, "organiser", Some(&created.words));
    assert!(matches!(invited, Answer::Invited { .. }));
}

#[test]
fn an_import_is_tried_done_and_undone() {
    let (_folder, settings, _) = event();
    let mut owner = Owner::open(&settings).unwrap();
    let before = titles(&mut owner);
    let mut programme = Programme::default();
    programme.event.source = "other".into();
    programme.sessions = vec![shared::programme::Session {
        key: "a".into(),
        title: "Bin days".into(),
        ..Default::default()
    }];
    let programme = Box::new(programme);
    let ask = |dry_run| Request::Import { programme: programme.clone(), dry_run };
    let Answer::Imported { set: None, report } = owner.ask(ask(true)) else { panic!("no dry run") };
    assert_eq!(report, ["1 new session"]);
    assert_eq!(titles(&mut owner), before);
    let Answer::Imported { set: Some(set), .. } = owner.ask(ask(false)) else { panic!("not done") };
    assert_eq!(titles(&mut owner).len(), before.len() + 1);
    assert!(matches!(owner.ask(ask(false)), Answer::Imported { set: None, .. }));
    let undo = Request::Undo { set, keep_later_edits: false };
    assert!(matches!(owner.ask(undo), Answer::Undone { .. }));
    assert_eq!(titles(&mut owner), before);
    let unknown = Request::Undo { set: "zz".into(), keep_later_edits: false };
    assert!(matches!(owner.ask(unknown), Answer::Refused { .. }));
}

#[test]
fn a_folder_holds_one_event_and_one_process() {
    let (_folder, settings, _) = event();
    let again = create(&settings, import::sample(), &mut System);
    assert!(matches!(again, Err(CreateError::Exists { .. })));
    let owner = Owner::open(&settings).unwrap();
    assert!(matches!(Owner::open(&settings), Err(OpenError::Busy { .. })));
    drop(owner);
    let elsewhere = Settings { data: settings.data.join("none"), ..settings };
    assert!(matches!(Owner::open(&elsewhere), Err(OpenError::NoEvent { .. })));
}

#[test]
fn what_a_failed_attempt_left_is_moved_aside() {
    let folder = tempfile::tempdir().unwrap();
    let settings = Settings { data: folder.path().to_owned(), ..Settings::default() };
    let wrong = import::template("Camp", "2026-06-19", "Mars/Olympus");
    let failed = create(&settings, wrong, &mut System);
    assert!(
        matches!(&failed, Err(CreateError::Refused(why)) if why.contains("Mars")),
        "{failed:?}"
    );
    let right = import::template("Camp", "2026-06-19", "Europe/London");
    create(&settings, right, &mut System).unwrap();
}

#[test]
fn a_full_disk_is_said_and_the_board_is_still_served() {
    let (_folder, mut settings, _) = event();
    let pages = {
        let size = std::fs::metadata(crate::folder::store(&settings.data)).unwrap().len();
        let wal = settings.data.join("campboard.db-wal");
        let wal = std::fs::metadata(wal).map_or(0, |file| file.len());
        u32::try_from((size + wal) / 4_096).unwrap()
    };
    settings.store.max_pages = Some(pages + 120);
    let mut owner = Owner::open(&settings).unwrap();
    let mut foyer = Kiosk::join(&mut owner, 1);
    let mut peers = 1;
    while owner.watch().borrow().status == Status::Ok {
        foyer.pitch(&mut owner, &"Long title ".repeat(80));
        foyer.settle(&mut owner);
        peers += 1;
        assert!(peers < 2_000, "the disk never fills");
    }
    assert_eq!(foyer.end.try_recv(), Ok(Ending::Disk));
    assert!(foyer.status().outbox > 0, "the edit waits on its device");
    let health = owner.watch().borrow().clone();
    assert_eq!(health.status, Status::DiskFull);
    assert!(health.disk.unwrap().contains("free some space"));
    let Answer::Refused { why } = invite(&mut owner, "viewer", None) else { panic!("invited") };
    assert!(why.contains("full"), "{why}");
    assert!(!titles(&mut owner).is_empty(), "reading goes on");

    // The kiosk comes back, is served, and its edit waits on without costing it the connection.
    let (outbox, queue, end) = Outbox::new();
    owner.turn(Input::Opened { peer: 2, outbox }, || None);
    (foyer.queue, foyer.end, foyer.peer) = (queue, end, 2);
    foyer.input(&mut owner, DeviceInput::Closed { connection: 1 });
    foyer.input(&mut owner, DeviceInput::Opened { connection: 2 });
    foyer.settle(&mut owner);
    assert!(foyer.end.try_recv().is_err());
    assert!(foyer.status().outbox > 0);
    assert_eq!(owner.watch().borrow().peers, 1);
}

#[test]
fn random_bytes_differ() {
    let (mut a, mut b) = ([0; 16], [0; 16]);
    System.fill(&mut a);
    System.fill(&mut b);
    assert_ne!(a, b);
}
