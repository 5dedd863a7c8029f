//! A venue in memory: devices, servers, their stores, and the wires between them.
// tidy: long because one venue has devices, servers, stores and wires, and every story uses all of them.

use crate::{
    carry::Carried,
    command::{Command, DayEdit, Refusal, RoomEdit, SessionEdit, SlotEdit},
    ids::{
        ChangeHash, DayId, DocumentKind, EventId, PersonId, Random, RoomId, SessionId, SetId,
        SlotId, draw,
    },
    invite::JoinLink,
    keys::{RootKey, Strict, Verifier},
    limits,
    persist::{Store as _, memory::MemoryStore},
    roster::{Action, Role},
    schedule::{Placement, When},
    sync::{
        Device, DeviceEffect, DeviceInput, Fault, Goodbye, Hub, HubEffect, HubInput, Line,
        NotAccepted, NotTaken, Now, RecordRefusal, RootWords, Setup, Step, Taken, Took,
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
}

pub struct HubNode {
    pub hub: Hub,
    pub store: MemoryStore,
    invited: Option<Result<[u8; 16], RecordRefusal>>,
    recorded: Option<Result<(), RecordRefusal>>,
    done: Option<Result<SetId, Refusal>>,
    took: Option<Took>,
}

#[derive(Clone)]
pub enum Wire {
    ToHub { hub: usize, peer: u64, bytes: Vec<u8> },
    ToDevice { device: usize, connection: u64, bytes: Vec<u8> },
}

/// How bad the network is: one frame in so many is lost, doubled, or overtaken.
#[derive(Clone, Copy, Default)]
pub struct Weather {
    pub lose: Option<usize>,
    pub double: Option<usize>,
    pub overtake: Option<usize>,
}

pub struct Venue {
    pub ms: u64,
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
        Now { ms: self.ms, wall_ms: 1_780_000_000_000 + self.ms as i64, wall_sure: true }
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

    pub fn device(&mut self, device: usize, input: DeviceInput) {
        let now = self.now();
        let node = &mut self.devices[device];
        let step = node.device.handle(now, &mut self.dice, &node.store, input).unwrap();
        if let Some(violation) = node.device.take_violation() {
            assert!(self.setup.fault.is_some(), "a server broke the protocol: {violation}");
        }
        self.perform_device(device, step);
    }

    fn perform_device(&mut self, device: usize, step: Step<DeviceEffect>) {
        let node = &mut self.devices[device];
        node.store.commit(&step.commit).unwrap();
        for effect in step.effects {
            let node = &mut self.devices[device];
            match effect {
                DeviceEffect::Send { connection, frame } => {
                    assert!(frame.len() <= limits::FRAME_BYTES_MAX);
                    if let Some((_, hub)) = node.line.filter(|line| line.0 == connection) {
                        self.wire(Wire::ToHub { hub, peer: connection, bytes: frame });
                    }
                }
                DeviceEffect::Ephemeral { connection, frame } => {
                    if let Some((_, hub)) = node.line.filter(|line| line.0 == connection) {
                        self.ephemeral += 1;
                        self.wire(Wire::ToHub { hub, peer: connection, bytes: frame });
                    }
                }
                DeviceEffect::Close { connection, why } => {
                    node.closed.push(why);
                    if let Some((_, hub)) = node.line.take_if(|line| line.0 == connection) {
                        self.hub(hub, HubInput::Closed { peer: connection });
                    }
                }
                DeviceEffect::Done { result, .. } => node.done = Some(result),
                DeviceEffect::NotAccepted { set, command, why } => {
                    node.not_accepted.push((set, command, why));
                }
                DeviceEffect::Founded { result, .. } => node.founded = Some(result),
                DeviceEffect::Took { took, .. } => node.took = Some(took),
                DeviceEffect::Changed => {}
            }
        }
    }

    pub fn hub(&mut self, hub: usize, input: HubInput) {
        let now = self.now();
        let node = &mut self.hubs[hub];
        let step = node.hub.handle(now, &mut self.dice, &node.store, input).unwrap();
        if let Some((_, violation)) = node.hub.take_violation() {
            assert!(self.setup.fault.is_some(), "a device broke the protocol: {violation}");
        }
        node.store.commit(&step.commit).unwrap();
        for effect in step.effects {
            match effect {
                HubEffect::Send { peer, frame } | HubEffect::Ephemeral { peer, frame } => {
                    assert!(frame.len() <= limits::FRAME_BYTES_MAX);
                    let device =
                        self.devices.iter().position(|node| node.line == Some((peer, hub)));
                    if let Some(device) = device {
                        let bytes = frame.to_vec();
                        self.wire(Wire::ToDevice { device, connection: peer, bytes });
                    }
                }
                HubEffect::Close { peer, why } => {
                    // What was sent before still arrives.
                    self.pump_to(peer);
                    let device =
                        self.devices.iter().position(|node| node.line == Some((peer, hub)));
                    if let Some(device) = device {
                        self.devices[device].closed.push(why);
                        self.devices[device].line = None;
                        self.device(device, DeviceInput::Closed { connection: peer });
                    }
                }
                HubEffect::Done { result, .. } => self.hubs[hub].done = Some(result),
                HubEffect::Invited { result, .. } => self.hubs[hub].invited = Some(result),
                HubEffect::Recorded { result, .. } => self.hubs[hub].recorded = Some(result),
                HubEffect::Took { took, .. } => self.hubs[hub].took = Some(took),
                HubEffect::Changed => {}
            }
        }
    }

    fn pump_to(&mut self, peer: u64) {
        let waiting = std::mem::take(&mut self.wires);
        for wire in waiting {
            match wire {
                Wire::ToDevice { device, connection, bytes } if connection == peer => {
                    self.device(device, DeviceInput::Frame { connection, bytes });
                }
                other => self.wires.push_back(other),
            }
        }
    }

    fn wire(&mut self, wire: Wire) {
        show(self.ms, &wire);
        let Weather { lose, double, overtake } = self.weather;
        if lose.is_some_and(|n| self.dice.one_in(n)) {
            return;
        }
        if double.is_some_and(|n| self.dice.one_in(n)) {
            self.wires.push_back(wire.clone());
        }
        let at = match overtake {
            Some(n) if self.dice.one_in(n) => self.dice.below(self.wires.len() + 1),
            _ => self.wires.len(),
        };
        self.wires.insert(at, wire);
    }

    /// Delivers one frame; `false` when there is none.
    pub fn deliver(&mut self) -> bool {
        let Some(wire) = self.wires.pop_front() else { return false };
        match wire {
            Wire::ToHub { hub, peer, bytes } => self.hub(hub, HubInput::Frame { peer, bytes }),
            Wire::ToDevice { device, connection, bytes } => {
                self.device(device, DeviceInput::Frame { connection, bytes });
            }
        }
        true
    }

    /// Delivers everything that is on its way, and what follows.
    pub fn pump(&mut self) {
        for _ in 0..200_000 {
            if !self.deliver() {
                return;
            }
        }
        panic!("the ends never stop talking");
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

    pub fn ask(&mut self, device: usize, command: Command) -> Result<SetId, Refusal> {
        self.ask_as(device, None, command)
    }

    pub fn ask_as(
        &mut self,
        device: usize,
        person: Option<PersonId>,
        command: Command,
    ) -> Result<SetId, Refusal> {
        self.device(device, DeviceInput::Command { ticket: 7, person, command });
        self.devices[device].done.take().unwrap()
    }

    pub fn ask_hub(&mut self, hub: usize, command: Command) -> Result<SetId, Refusal> {
        self.hub(hub, HubInput::Command { ticket: 7, command });
        self.hubs[hub].done.take().unwrap()
    }

    pub fn record(&mut self, hub: usize, action: Action) {
        let root = Some(self.root.clone());
        self.hub(hub, HubInput::Record { ticket: 7, action, root });
        self.hubs[hub].recorded.take().unwrap().unwrap();
    }

    pub fn grant(&mut self, hub: usize, device: usize, role: Role) {
        let device = self.devices[device].device.replica().id();
        self.record(hub, Action::Grant { device, role });
    }

    /// The file that a device writes for somebody to carry.
    pub fn carry(&self, device: usize) -> Vec<u8> {
        let node = &self.devices[device];
        let mut carry = node.device.carry(self.now()).unwrap();
        while carry.fill(&node.store, 3).unwrap() {}
        carry.pack()
    }

    /// A device takes a file that was carried to it.
    pub fn take(&mut self, device: usize, file: &[u8]) -> Result<Taken, NotTaken> {
        let board = Arc::new(Carried::read(file, self.setup.verifier.as_ref()).unwrap());
        self.device(device, DeviceInput::Take { ticket: 7, board });
        loop {
            match self.devices[device].took.take().unwrap() {
                Took::More { .. } => self.device(device, DeviceInput::TakeMore),
                Took::All(taken) => return Ok(taken),
                Took::Not(why) => return Err(why),
            }
        }
    }

    /// A server takes a file that was carried to it.
    pub fn take_at_hub(&mut self, hub: usize, board: Carried) -> Result<Taken, NotTaken> {
        let board = Arc::new(board);
        self.hub(hub, HubInput::Take { ticket: 7, board });
        loop {
            match self.hubs[hub].took.take().unwrap() {
                Took::More { .. } => self.hub(hub, HubInput::TakeMore),
                Took::All(taken) => return Ok(taken),
                Took::Not(why) => return Err(why),
            }
        }
    }

    /// A day with one slot and a room.
    pub fn furnish(&mut self) {
        let day = DayEdit { date: Some("2026-06-13".into()), ..DayEdit::default() };
        let room = RoomEdit { name: Some("Hall".into()), ..RoomEdit::default() };
        let slot = SlotEdit { span: Some((DAY, 600, 45)), ..SlotEdit::default() };
        self.ask_hub(0, Command::PutDay { day: DAY, edit: day }).unwrap();
        self.ask_hub(0, Command::PutRoom { room: ROOM, edit: room }).unwrap();
        self.ask_hub(0, Command::PutSlot { slot: SLOT, edit: slot }).unwrap();
        self.settle();
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

/// With `CAMPBOARD_FRAMES` set, a test tells what is on its wires.
#[expect(clippy::print_stdout, reason = "for whoever reads a failing test")]
fn show(ms: u64, wire: &Wire) {
    if std::env::var_os("CAMPBOARD_FRAMES").is_none() {
        return;
    }
    let (way, bytes) = match wire {
        Wire::ToHub { hub, peer, bytes } => (format!("{peer} -> server {hub}"), bytes),
        Wire::ToDevice { device, bytes, .. } => (format!("-> device {device}"), bytes),
    };
    let frame = format!("{:?}", crate::sync::frame::Frame::decode(bytes));
    println!("{ms} {way}: {}", frame.chars().take(300).collect::<String>());
}

pub fn pitch(id: u8, title: &str) -> Command {
    let edit = SessionEdit { title: Some(title.into()), ..SessionEdit::default() };
    Command::Pitch { session: SessionId([id; 16]), edit }
}

pub fn retitle(id: u8, title: &str) -> Command {
    let edit = SessionEdit { title: Some(title.into()), ..SessionEdit::default() };
    Command::EditSession { session: SessionId([id; 16]), edit }
}

pub fn place(id: u8) -> Command {
    let to = Placement::At { when: When::Slot(SLOT), rooms: vec![ROOM] };
    Command::Place { session: SessionId([id; 16]), to }
}
