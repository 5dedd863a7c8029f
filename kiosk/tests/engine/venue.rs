//! A kiosk's data folder, with or without an event.

use kiosk::{
    clock::Machine,
    engine::{self, EngineHandle},
    random::SystemRandom,
};
use shared::{
    ids::EventId,
    invite::JoinLink,
    keys::RootKey,
    persist::{Put, RecordKind, Store as _, Transaction},
    roster::{Action, Role, Statement},
    sync::{Device, DeviceInput, Setup},
};
use std::{
    fs,
    path::{Path, PathBuf},
    time::Duration,
};
use store::SqliteStore;

/// Longer than anything that is waited for takes.
pub const LONG: Duration = Duration::from_secs(60);

pub struct Kiosk {
    _folder: tempfile::TempDir,
    path: PathBuf,
}

impl Kiosk {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("data").join("kiosk.db");
        Self { _folder: folder, path }
    }

    /// A kiosk that an organiser works on, and that no server was ever named to.
    pub fn joined() -> Self {
        let kiosk = Self::new();
        fs::create_dir_all(kiosk.path.parent().unwrap()).unwrap();
        let mut store = SqliteStore::open(&kiosk.path).unwrap();
        let saved = store.load().unwrap();
        let (mut device, step) = Device::load(saved, Setup::default(), &mut SystemRandom).unwrap();
        store.commit(&step.commit).unwrap();
        let join = DeviceInput::Join(kiosk.link(), "Foyer".into());
        let now = Machine::default().now();
        let step = device.handle(now, &mut SystemRandom, &store, join).unwrap();
        store.commit(&step.commit).unwrap();
        let action = Action::Grant { device: device.replica().id(), role: Role::Organiser };
        let put = kiosk.said_by_root(1, action);
        store.commit(&Transaction { puts: vec![put] }).unwrap();
        kiosk
    }

    /// What root says, as the store of a kiosk keeps it.
    pub fn said_by_root(&self, number: u64, action: Action) -> Put {
        let said = Statement::sign(root().signer(), self.link().event(), number, action);
        Put::Record { kind: RecordKind::Statement, id: said.id().0, bytes: said.encode() }
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    pub fn options(&self) -> engine::Options {
        engine::Options {
            store: self.path.clone(),
            store_settings: store::Settings::default(),
            server: None,
            serve_at: ([127, 0, 0, 1], 0).into(),
            label: "Foyer".to_owned(),
            patient: false,
            join: None,
            wake: Box::new(|| {}),
        }
    }

    /// Options of a disk with room for a few edits.
    pub fn small_disk(&self) -> engine::Options {
        let settings = store::Settings { max_pages: Some(80), ..store::Settings::default() };
        engine::Options { store_settings: settings, ..self.options() }
    }

    pub fn start(&self) -> EngineHandle {
        engine::start(self.options()).unwrap()
    }

    pub fn start_with_server(&self, address: String) -> EngineHandle {
        engine::start(engine::Options { server: Some(address), ..self.options() }).unwrap()
    }

    pub fn link(&self) -> JoinLink {
        JoinLink::new("127.0.0.1:1", root().event(), [3; 16]).unwrap()
    }

    pub fn other_link() -> JoinLink {
        JoinLink::new("127.0.0.1:1", EventId([8; 32]), [3; 16]).unwrap()
    }

    /// Whether these bytes stand anywhere in the files of the data folder.
    pub fn holds(&self, needle: &[u8]) -> bool {
        let files = fs::read_dir(self.path.parent().unwrap()).unwrap();
        files.into_iter().any(|file| {
            let bytes = fs::read(file.unwrap().path()).unwrap();
            bytes.windows(needle.len()).any(|window| window == needle)
        })
    }

    /// Flips one bit wherever these bytes stand in the closed store's files.
    pub fn flip_bit_in(&self, needle: &[u8]) {
        let mut flips = 0;
        for name in ["kiosk.db", "kiosk.db-wal"] {
            let path = self.path.with_file_name(name);
            let Ok(mut bytes) = fs::read(&path) else { continue };
            let places: Vec<_> = bytes
                .windows(needle.len())
                .enumerate()
                .filter(|(_, window)| *window == needle)
                .map(|(at, _)| at)
                .collect();
            for at in &places {
                bytes[*at] ^= 1;
            }
            flips += places.len();
            fs::write(&path, bytes).unwrap();
        }
        assert!(flips > 0, "the bytes are nowhere in the store");
    }
}

/// The words of the event's root key.
pub fn root_words() -> String {
    root().words()
}

fn root() -> RootKey {
    RootKey::from_entropy(&[7; 32])
}
