//! A venue in memory: devices, servers, their stores, and the wires between them.

mod asks;
mod wires;

pub use asks::{pitch, place, retitle};
pub use wires::{Weather, Wire};

use crate::{
    command::{Command, Refusal},
    ids::{ChangeHash, DayId, DocumentKind, EventId, Random, RoomId, SetId, SlotId, draw},
    invite::JoinLink,
    keys::{RootKey, Strict, Verifier},
    limits,
    persist::{Store as _, memory::MemoryStore},
    roster::Role,
    sync::{
        Device, DeviceInput, Fault, Goodbye, Hub, HubInput, Line, NotAccepted, Now, RecordRefusal,
        RootWords, Setup, Took,
    },
};
use std::{
    collections::{BTreeMap, VecDeque},
    sync::{Arc, Mutex},
};

/// A small generator with a seed.
pub struct Dice(pub u64);

impl Dice {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }

    pub fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }
}

impl Random for Dice {
    fn fill(&mut self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(8) {
            let word = self.next().to_le_bytes();
            chunk.copy_from_slice(&word[..chunk.len()]);
        }
    }
}

/// Remembers answers: the same signatures come by many times.
#[derive(Default)]
struct Remembering(Mutex<BTreeMap<[u8; 32], bool>>);

impl Verifier for Remembering {
    fn verify(&self, key: &[u8; 32], message: &[u8], signature: &[u8; 64]) -> bool {
        let name = crate::bytes::sha256(&[key, message, signature]);
        let mut known = self.0.lock().unwrap();
        *known.entry(name).or_insert_with(|| Strict.verify(key, message, signature))
    }
}

pub struct DeviceNode {
    pub device: Device,
    pub store: MemoryStore,
    pub line: Option<(u64, usize)>,
    pub closed: Vec<Goodbye>,
    pub not_accepted: Vec<(SetId, Command, NotAccepted)>,
    pub founded: Option<Result<RootWords, Refusal>>,
    done: Option<Result<SetId, Refusal>>,
    took: Option<Took>,
    pub said: Option<Result<(), Refusal>>,
}

pub struct HubNode {
    pub hub: Hub,
    pub store: MemoryStore,
    invited: Option<Result<[u8; 16], RecordRefusal>>,
    recorded: Option<Result<(), RecordRefusal>>,
    done: Option<Result<SetId, Refusal>>,
    took: Option<Took>,
    /// Who asked to go back to which backup.
    pub back: Vec<(u64, crate::sync::GoBack)>,
}

pub struct Venue {
    pub ms: u64,
    /// How far the clocks on the walls were set forward, or back.
    pub wall_off_ms: i64,
    pub dice: Dice,
    pub root: RootKey,
    pub hubs: Vec<HubNode>,
    pub devices: Vec<DeviceNode>,
    pub weather: Weather,
    pub setup: Setup,
    /// Frames that devices sent and nobody needs.
    pub ephemeral: usize,
    pub wires: VecDeque<Wire>,
    connections: u64,
}

pub const DAY: DayId = DayId([1; 16]);
pub const ROOM: RoomId = RoomId([2; 16]);
pub const SLOT: SlotId = SlotId([3; 16]);

impl Venue {
    pub fn new() -> Self {
        Self::with(1, None)
    }

    pub fn with(seed: u64, fault: Option<Fault>) -> Self {
        let mut dice = Dice(seed);
        let root = RootKey::from_entropy(&draw(&mut dice));
        let setup = Setup { verifier: Arc::new(Remembering::default()), fault };
        let mut venue = Self {
            ms: 1_000,
            wall_off_ms: 0,
            dice,
            root,
            hubs: Vec::new(),
            devices: Vec::new(),
            weather: Weather::default(),
            setup,
            ephemeral: 0,
            wires: VecDeque::new(),
            connections: 0,
        };
        venue.server();
        venue
    }

    pub fn event(&self) -> EventId {
        self.root.event()
    }

    pub fn now(&self) -> Now {
        let wall_ms = 1_780_000_000_000 + self.ms as i64 + self.wall_off_ms;
        Now { ms: self.ms, wall_ms, wall_sure: true }
    }

    /// Sets up another server of the event, with nothing in it.
    pub fn server(&mut self) -> usize {
        let mut store = MemoryStore::new();
        store.commit(&Hub::create(&self.root, &mut self.dice)).unwrap();
        let hub = self.load_hub(&mut store);
        self.hubs.push(HubNode {
            hub,
            store,
            invited: None,
            recorded: None,
            done: None,
            back: Vec::new(),
            took: None,
        });
        self.hubs.len() - 1
    }

    fn load_hub(&mut self, store: &mut MemoryStore) -> Hub {
        let saved = store.load().unwrap();
        let (hub, step) = Hub::load(saved, self.setup.clone(), &mut self.dice).unwrap();
        store.commit(&step.commit).unwrap();
        hub
    }

    pub fn new_device(&mut self) -> usize {
        let mut store = MemoryStore::new();
        let device = self.load_device(&mut store);
        self.devices.push(DeviceNode {
            device,
            store,
            line: None,
            closed: Vec::new(),
            not_accepted: Vec::new(),
            founded: None,
            done: None,
            took: None,
            said: None,
        });
        self.devices.len() - 1
    }

    fn load_device(&mut self, store: &mut MemoryStore) -> Device {
        let saved = store.load().unwrap();
        let (device, step) = Device::load(saved, self.setup.clone(), &mut self.dice).unwrap();
        store.commit(&step.commit).unwrap();
        device
    }

    pub fn link(&mut self, hub: usize, role: Role) -> JoinLink {
        let root = (role == Role::Organiser).then(|| self.root.clone());
        self.hub(hub, HubInput::Invite { ticket: 1, role, root });
        let secret = self.hubs[hub].invited.take().unwrap().unwrap();
        JoinLink::new("hall.example:4040", self.event(), secret).unwrap()
    }

    /// A device that has joined and is up to date.
    pub fn kiosk(&mut self, role: Role) -> usize {
        let link = self.link(0, role);
        let device = self.new_device();
        self.device(device, DeviceInput::Join(link, format!("Kiosk {device}")));
        self.connect(device, 0);
        self.settle();
        self.assert_up_to_date(device);
        assert_eq!(self.devices[device].device.status(self.now()).role, Some(role));
        device
    }

    #[track_caller]
    pub fn assert_up_to_date(&self, device: usize) {
        let node = &self.devices[device];
        let status = node.device.status(self.now());
        assert_eq!(status.connection, Line::UpToDate, "{status:?} {:?}", node.closed);
        assert_eq!(status.outbox, 0, "{status:?}");
    }

    pub fn connect(&mut self, device: usize, hub: usize) {
        self.cut(device);
        self.connections += 1;
        let connection = self.connections;
        self.devices[device].line = Some((connection, hub));
        self.hub(hub, HubInput::Opened { peer: connection });
        self.device(device, DeviceInput::Opened { connection });
    }

    pub fn cut(&mut self, device: usize) {
        if let Some((connection, hub)) = self.devices[device].line.take() {
            self.hub(hub, HubInput::Closed { peer: connection });
            self.device(device, DeviceInput::Closed { connection });
        }
    }

    pub fn tick(&mut self, ms: u64) {
        self.ms += ms;
        for hub in 0..self.hubs.len() {
            self.hub(hub, HubInput::Tick);
        }
        for device in 0..self.devices.len() {
            self.device(device, DeviceInput::Tick);
        }
    }

    /// Lets everything come to rest.
    pub fn settle(&mut self) {
        for _ in 0..8 {
            self.pump();
            self.tick(limits::RETRY_MS + 1_000);
        }
        self.pump();
    }

    pub fn restart_device(&mut self, device: usize) {
        if let Some((connection, hub)) = self.devices[device].line.take() {
            self.hub(hub, HubInput::Closed { peer: connection });
        }
        let mut store = std::mem::take(&mut self.devices[device].store);
        self.devices[device].device = self.load_device(&mut store);
        self.devices[device].store = store;
    }

    /// Restarts a server from a store; all connections to it are gone.
    pub fn restart_hub(&mut self, hub: usize, mut store: MemoryStore) {
        for device in 0..self.devices.len() {
            if self.devices[device].line.is_some_and(|line| line.1 == hub)
                && let Some((connection, _)) = self.devices[device].line.take()
            {
                self.device(device, DeviceInput::Closed { connection });
            }
        }
        self.hubs[hub].hub = self.load_hub(&mut store);
        self.hubs[hub].store = store;
    }

    pub fn titles(&mut self, device: usize) -> Vec<String> {
        let schedule = self.devices[device].device.schedule();
        schedule.sessions.values().map(|session| session.title.value.clone()).collect()
    }

    pub fn heads(&self, device: usize) -> Vec<Vec<ChangeHash>> {
        let documents = self.devices[device].device.replica().documents();
        DocumentKind::ALL.map(|kind| documents.heads(kind)).to_vec()
    }

    pub fn hub_heads(&self, hub: usize) -> Vec<Vec<ChangeHash>> {
        let documents = self.hubs[hub].hub.replica().documents();
        DocumentKind::ALL.map(|kind| documents.heads(kind)).to_vec()
    }

    /// Everybody who is connected to the server has what it has, and it has everything of theirs.
    #[track_caller]
    pub fn assert_same(&mut self, hub: usize) {
        let schedule = self.hubs[hub].hub.schedule();
        let digests = self.hubs[hub].hub.replica().digests();
        for device in 0..self.devices.len() {
            if self.devices[device].line.is_some_and(|line| line.1 == hub) {
                self.assert_up_to_date(device);
                assert_eq!(self.heads(device), self.hub_heads(hub), "device {device}");
                assert_eq!(self.devices[device].device.replica().digests(), digests);
                assert_eq!(self.devices[device].device.schedule(), schedule);
            }
        }
    }
}
