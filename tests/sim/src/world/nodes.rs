//! Kiosks and servers: starting them, letting them work, and doing what they want done. What
//! people and peers are told on the way is written down, to be held against the node later.

use super::{Event, NodeId, World, network::End, observe::observe};
use crate::{
    disk::Fate,
    shell::{self, Shell},
    story::Trouble,
};
use shared::{
    carry::Carried,
    ids::{ChangeHash, DeviceId, PersonId, SetId},
    roster::Role,
    spare::Spare,
    sync::{
        Device, DeviceEffect, DeviceInput, Goodbye, Hub, HubEffect, HubInput,
        frame::{Digests, Frame},
    },
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// A kiosk: a node, and what its people were told.
pub struct Kiosk {
    /// The node.
    pub shell: Shell<Device>,
    /// The server that it connects to.
    pub home: usize,
    /// Its connection.
    pub connection: Option<u64>,
    /// Attempts to connect since the last good connection.
    pub attempt: u32,
    /// The role of its invite.
    pub role: Role,
    /// Its role was made less: its edits may be refused.
    pub demoted: bool,
    /// Something was decided about its role already.
    pub decided: bool,
    /// It was revoked.
    pub revoked: bool,
    /// Edits that wait for an answer, in words.
    pub asked: BTreeMap<u64, String>,
    /// All sets that it ever made, with their changes.
    pub made: BTreeMap<SetId, Vec<ChangeHash>>,
    /// Sets that its people saw saved.
    pub promised: BTreeSet<SetId>,
    /// Sets whose people were told that they do not count.
    pub told_off: BTreeSet<SetId>,
    /// Sets that were issued again under another id.
    pub renamed: BTreeSet<SetId>,
    /// When it was given a join link.
    pub joined_ms: Option<u64>,
    /// An invite for it is under way, since when.
    pub invited_ms: Option<u64>,
    /// A backup of its disk, with what its people had seen saved.
    pub backup: Option<(crate::disk::SimDisk, BTreeSet<SetId>)>,
    /// Disks that it has lost.
    pub lives: u64,
    /// What it holds, and since when.
    pub holds: (Copy, u64),
    /// The device that it was when it ran last.
    pub known_as: Option<DeviceId>,
    /// Whether it has a role is looked at again and again.
    pub asks: bool,
    /// A part of its file was lost: what was built on that is told not to count, or made again.
    pub spoiled: bool,
    /// Sets whose commands were lost with a part of its file.
    pub wordless: BTreeSet<SetId>,
    /// Whose names it knows to be erased.
    pub erased: BTreeSet<PersonId>,
    /// A server's key that root has signed for it.
    pub spare: Option<Spare>,
    /// It is to be away, or was.
    pub away: bool,
    /// It is away.
    pub switched_off: bool,
    /// For how many seconds it has followed a server that it knows to be revoked.
    pub follows: u32,
}

/// The heads of each document.
pub type Heads = Vec<Vec<ChangeHash>>;
/// What two copies must agree on.
pub type Copy = (Heads, Option<Digests>);

impl Kiosk {
    /// A kiosk that is not switched on.
    #[must_use]
    pub fn new(shell: Shell<Device>, home: usize, role: Role) -> Self {
        Self {
            shell,
            home,
            connection: None,
            attempt: 0,
            role,
            demoted: false,
            decided: false,
            revoked: false,
            asked: BTreeMap::new(),
            made: BTreeMap::new(),
            promised: BTreeSet::new(),
            told_off: BTreeSet::new(),
            renamed: BTreeSet::new(),
            joined_ms: None,
            invited_ms: None,
            backup: None,
            lives: 0,
            holds: (Copy::default(), 0),
            known_as: None,
            asks: true,
            spoiled: false,
            wordless: BTreeSet::new(),
            erased: BTreeSet::new(),
            spare: None,
            away: false,
            switched_off: false,
            follows: 0,
        }
    }

    /// Its people may hear that edits do not count.
    #[must_use]
    pub fn may_lose(&self) -> bool {
        self.demoted || self.spoiled
    }

    /// The device, when its process runs.
    #[must_use]
    pub fn id(&self) -> Option<DeviceId> {
        self.shell.machine.as_ref().map(|device| device.replica().id())
    }
}

/// A server: a node, and what it told its peers.
pub struct Server {
    /// The node.
    pub shell: Shell<Hub>,
    /// Changes that it acked.
    pub acked: BTreeSet<ChangeHash>,
    /// It was rolled back: devices know more of its logs than it does.
    pub rewound: bool,
    /// Images of its disk, with what it had acked.
    pub images: Vec<(crate::disk::SimDisk, BTreeSet<ChangeHash>)>,
    /// What it begins with, until it has taken all of it.
    pub brought: Option<Arc<Carried>>,
    /// Whose names it knows to be erased.
    pub erased: BTreeSet<PersonId>,
    /// Root has taken back its certificate.
    pub revoked: bool,
}

impl Server {
    /// A server that is not switched on.
    #[must_use]
    pub fn new(shell: Shell<Hub>) -> Self {
        let (acked, images, erased) = (BTreeSet::new(), Vec::new(), BTreeSet::new());
        Self { shell, acked, rewound: false, images, brought: None, erased, revoked: false }
    }
}

/// Inputs that one commit gathers at the most, here.
const GATHER_MAX: u64 = 6;

impl World {
    /// Lets a node look at its inbox soon.
    pub(super) fn wake(&mut self, node: NodeId) {
        let (awake, process) = match node {
            NodeId::Kiosk(number) => {
                let shell = &mut self.kiosks[number].shell;
                (std::mem::replace(&mut shell.awake, true), shell.process)
            }
            NodeId::Server(number) => {
                let shell = &mut self.servers[number].shell;
                (std::mem::replace(&mut shell.awake, true), shell.process)
            }
        };
        if !awake {
            let pause = self.dice.between(1, 6);
            self.after(pause, Event::Work(node, process));
        }
    }

    fn fates(&mut self) -> [Fate; 2] {
        if self.calm() {
            return [Fate::Good; 2];
        }
        let planted = self.planted == Some(crate::Planted::CursorBeforeChanges);
        let weight = if planted { 4 } else { 1 };
        let first = self.plan.fates.draw(&mut self.dice, 1);
        [first, self.plan.fates.draw(&mut self.dice, weight)]
    }

    /// A process starts from its disk.
    pub(super) fn start(&mut self, node: NodeId) {
        let [fate, _] = self.fates();
        let setup = self.setup.clone();
        self.tell(format!("{node} starts"));
        match node {
            NodeId::Kiosk(number) => {
                let Kiosk { shell, made, renamed, .. } = &mut self.kiosks[number];
                let model = &mut self.model;
                let worked = shell.start(&setup, fate, &mut |device, commit| {
                    observe(model, made, renamed, device.replica(), commit)
                });
                shell.awake = false;
                self.kiosk_effects(number, worked.effects);
                if self.settle(node, worked.end) {
                    self.check_kiosk(number);
                    self.dial_later(number);
                }
            }
            NodeId::Server(number) => {
                let shell = &mut self.servers[number].shell;
                let model = &mut self.model;
                let (mut made, mut renamed) = (BTreeMap::new(), BTreeSet::new());
                let worked = shell.start(&setup, fate, &mut |hub, commit| {
                    observe(model, &mut made, &mut renamed, hub.replica(), commit)
                });
                shell.awake = false;
                self.server_effects(number, worked.effects);
                if self.settle(node, worked.end) {
                    self.check_server(number);
                    self.give_brought(number);
                }
            }
        }
        let process = self.process(node);
        let phase = self.dice.between(1, 1_000);
        self.after(phase, Event::Tick(node, process));
    }

    fn process(&self, node: NodeId) -> u64 {
        match node {
            NodeId::Kiosk(number) => self.kiosks[number].shell.process,
            NodeId::Server(number) => self.servers[number].shell.process,
        }
    }

    /// A second has passed for a process.
    pub(super) fn tick(&mut self, node: NodeId, process: u64) {
        let alive = match node {
            NodeId::Kiosk(number) => {
                let shell = &mut self.kiosks[number].shell;
                let alive = shell.process == process && shell.machine.is_some();
                if alive {
                    shell.inbox.push_back(DeviceInput::Tick);
                }
                alive
            }
            NodeId::Server(number) => {
                let shell = &mut self.servers[number].shell;
                let alive = shell.process == process && shell.machine.is_some();
                if alive {
                    shell.inbox.push_back(HubInput::Tick);
                }
                alive
            }
        };
        if alive {
            self.check_erased(node);
            self.erase_disk(node);
            if let NodeId::Kiosk(number) = node {
                self.check_followed(number);
                self.note_records(number);
            }
            self.wake(node);
            self.after(1_000, Event::Tick(node, process));
        }
    }

    /// A process handles what waits.
    pub(super) fn work(&mut self, node: NodeId, process: u64) {
        if self.process(node) != process {
            return;
        }
        let fates = self.fates();
        let count = usize::try_from(self.dice.between(1, GATHER_MAX)).unwrap_or(1);
        let (now_ms, planted) = (self.now_ms, self.planted);
        let more = match node {
            NodeId::Kiosk(number) => {
                let Kiosk { shell, made, renamed, .. } = &mut self.kiosks[number];
                shell.awake = false;
                let model = &mut self.model;
                let worked = shell.work(now_ms, count, fates, planted, &mut |device, commit| {
                    observe(model, made, renamed, device.replica(), commit)
                });
                let more = !shell.inbox.is_empty();
                self.kiosk_effects(number, worked.effects);
                self.note_holding(number);
                self.settle(node, worked.end) && more
            }
            NodeId::Server(number) => {
                let shell = &mut self.servers[number].shell;
                shell.awake = false;
                let model = &mut self.model;
                let (mut made, mut renamed) = (BTreeMap::new(), BTreeSet::new());
                let worked = shell.work(now_ms, count, fates, planted, &mut |hub, commit| {
                    observe(model, &mut made, &mut renamed, hub.replica(), commit)
                });
                let more = !shell.inbox.is_empty();
                self.server_effects(number, worked.effects);
                self.check_standings(number);
                self.settle(node, worked.end) && more
            }
        };
        if more {
            self.wake(node);
        }
    }

    /// After a piece of work: whether the process lives on. A process that is gone is started again
    /// later.
    fn settle(&mut self, node: NodeId, end: shell::End) -> bool {
        let fate = match end {
            shell::End::Fine => return true,
            shell::End::Broken(why) => {
                self.fail(format!("{node}: {why}"));
                return false;
            }
            shell::End::Gone(fate) => fate,
        };
        self.tell(format!("{node} {}", fate.words()));
        let (trouble, pause) = match fate {
            Fate::Good => {
                self.fail(format!("{node}: a good commit failed"));
                return false;
            }
            Fate::CrashBeforeWrite => (Trouble::CrashBeforeWrite, 4_000),
            Fate::CrashUnsyncedLost => (Trouble::CrashUnsyncedLost, 4_000),
            Fate::CrashUnsyncedKept => (Trouble::CrashUnsyncedKept, 4_000),
            Fate::CrashAfterSync => (Trouble::CrashAfterSync, 4_000),
            Fate::FailedLost => (Trouble::FailedLost, 20),
            Fate::FailedKept => (Trouble::FailedKept, 20),
            Fate::Full => (Trouble::DiskFull, 1_000),
        };
        self.story.meet(trouble);
        self.down(node, pause);
        false
    }

    /// A process is gone; another one starts after a pause.
    pub(super) fn down(&mut self, node: NodeId, pause_ms: u64) {
        match node {
            NodeId::Kiosk(number) => {
                self.kiosks[number].shell.stop();
                self.kiosks[number].asked.clear();
            }
            NodeId::Server(number) => self.servers[number].shell.stop(),
        }
        self.drop_connections(node);
        let pause = self.dice.between(pause_ms / 4, pause_ms);
        self.after(pause, Event::Start(node));
    }

    fn kiosk_effects(&mut self, number: usize, effects: Vec<DeviceEffect>) {
        for effect in effects {
            match effect {
                DeviceEffect::Send { connection, frame }
                | DeviceEffect::Ephemeral { connection, frame } => {
                    self.send(connection, End::Server, Arc::from(frame));
                }
                DeviceEffect::Close { connection, why } => {
                    if why != Goodbye::Revoked {
                        self.tell(format!("kiosk {number} hangs up: {why}"));
                    }
                    self.check_goodbye(number, why);
                    self.close(connection, End::Kiosk);
                    if why == Goodbye::Uncertified && self.servers.len() > 1 {
                        self.rehome(number, 1 - self.kiosks[number].home);
                    }
                }
                DeviceEffect::Done { ticket, result } => {
                    let Some(words) = self.kiosks[number].asked.remove(&ticket) else { continue };
                    match result {
                        Ok(set) => {
                            self.tell(format!("kiosk {number} {words}: saved as {}", short(set)));
                            self.kiosks[number].promised.insert(set);
                            self.commands += 1;
                        }
                        Err(refusal) => self.tell(format!("kiosk {number} {words}: {refusal}")),
                    }
                }
                // Events of the simulator are made by its servers.
                DeviceEffect::Founded { .. }
                | DeviceEffect::Said { .. }
                | DeviceEffect::Changed => {}
                DeviceEffect::Took { ticket, took } => {
                    self.took(NodeId::Kiosk(number), ticket, &took);
                }
                DeviceEffect::NotAccepted { set, why, .. } => {
                    self.tell(format!("kiosk {number}: set {} does not count: {why}", short(set)));
                    self.kiosks[number].told_off.insert(set);
                    if !self.kiosks[number].may_lose() && !self.kiosks[number].revoked {
                        self.fail(format!(
                            "an edit of kiosk {number} was not accepted, whose role held: {why}"
                        ));
                    }
                }
            }
        }
    }

    fn server_effects(&mut self, number: usize, effects: Vec<HubEffect>) {
        for effect in effects {
            match effect {
                HubEffect::Send { peer, frame } | HubEffect::Ephemeral { peer, frame } => {
                    if frame.get(2..4) == Some(&[0x18, 0x1f])
                        && let Ok(Some(Frame::Ack(ack))) = Frame::decode(&frame)
                    {
                        let hashes = ack.accepted.iter().map(|accepted| accepted.hash);
                        self.servers[number].acked.extend(hashes);
                    }
                    self.send(peer, End::Kiosk, frame);
                }
                HubEffect::Close { peer, why } => {
                    let kiosk = self.connections.get(&peer).map(|c| c.kiosk);
                    if let Some(kiosk) = kiosk {
                        if why != Goodbye::Revoked {
                            self.tell(format!("server {number} hangs up on kiosk {kiosk}: {why}"));
                        }
                        self.check_goodbye(kiosk, why);
                    }
                    self.close(peer, End::Server);
                }
                HubEffect::Done { .. }
                | HubEffect::Erased { .. }
                | HubEffect::GoBack { .. }
                | HubEffect::Changed => {}
                HubEffect::Took { ticket, took } => {
                    self.took(NodeId::Server(number), ticket, &took);
                }
                HubEffect::Invited { ticket, result } => {
                    let kiosk = usize::try_from(ticket).unwrap_or(0);
                    match result {
                        Ok(secret) => self.give_link(kiosk, secret),
                        Err(why) => self.fail(format!("kiosk {kiosk} was not invited: {why}")),
                    }
                }
                HubEffect::Recorded { ticket, result } => match result {
                    Ok(()) => self.tell(format!(
                        "server {number} records what was decided about kiosk {ticket}"
                    )),
                    Err(why) => self.fail(format!("a statement was not made: {why}")),
                },
            }
        }
    }
}

/// The first digits of a set.
pub fn short(set: SetId) -> String {
    set.to_string().get(..6).unwrap_or_default().to_owned()
}
