//! Kiosks and servers: starting them, letting them work, and doing what they want done. What
//! people and peers are told on the way is written down, to be held against the node later.

use super::{Event, NodeId, World, network::End};
use crate::{
    disk::Fate,
    model::Model,
    shell::{self, Shell},
    story::Trouble,
};
use minicbor::Decode;
use shared::{
    command::Command,
    ids::{ChangeHash, DeviceId, DocumentKind, SetId},
    invite::JoinLink,
    persist::{Put, Transaction},
    replica::Replica,
    roster::Role,
    sync::{
        Device, DeviceEffect, DeviceInput, Goodbye, Hub, HubEffect, HubInput,
        frame::Frame,
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
}

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
        }
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
}

impl Server {
    /// A server that is not switched on.
    #[must_use]
    pub fn new(shell: Shell<Hub>) -> Self {
        Self { shell, acked: BTreeSet::new(), rewound: false, images: Vec::new() }
    }
}

/// The part of a kept command that the simulator reads.
#[derive(Decode)]
#[cbor(map)]
struct OwnCommand {
    #[n(2)]
    command: Command,
    #[n(6)]
    changes: Vec<ChangeHash>,
}

/// Shows the model what a node has just decided.
fn observe(
    model: &mut Model,
    made: &mut BTreeMap<SetId, Vec<ChangeHash>>,
    renamed: &mut BTreeSet<SetId>,
    replica: &Replica,
    commit: &Transaction,
) -> Result<(), String> {
    let mut fresh = Vec::new();
    for put in &commit.puts {
        match put {
            Put::OwnCommand { set, bytes } => {
                let own: OwnCommand = minicbor::decode(bytes).map_err(|e| e.to_string())?;
                if !own.changes.iter().all(|change| model.has(change)) {
                    fresh.push((*set, own));
                }
            }
            Put::ForgetCommand { set } => {
                renamed.insert(*set);
            }
            Put::Envelope { .. }
            | Put::Standing { .. }
            | Put::LogEntry { .. }
            | Put::SignedHead { .. }
            | Put::ForgetLogAfter { .. }
            | Put::Record { .. }
            | Put::DeleteRecord { .. }
            | Put::Fact { .. } => {}
        }
    }
    let mut later: BTreeSet<ChangeHash> =
        fresh.iter().flat_map(|(_, own)| own.changes.iter().copied()).collect();
    for (set, own) in fresh {
        model.record(&own.command, &own.changes, replica.documents(), &later)?;
        for change in &own.changes {
            later.remove(change);
        }
        made.insert(set, own.changes);
    }
    Ok(())
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
                DeviceEffect::Send { connection, frame } => {
                    self.send(connection, End::Server, Arc::from(frame));
                }
                DeviceEffect::Close { connection, why } => {
                    if why != Goodbye::Revoked {
                        self.tell(format!("kiosk {number} hangs up: {why}"));
                    }
                    self.check_goodbye(number, why);
                    self.close(connection, End::Kiosk);
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
                DeviceEffect::Changed => {}
                DeviceEffect::NotAccepted { set, why, .. } => {
                    self.tell(format!("kiosk {number}: set {} does not count: {why}", short(set)));
                    self.kiosks[number].told_off.insert(set);
                    if !self.kiosks[number].demoted && !self.kiosks[number].revoked {
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
                HubEffect::Send { peer, frame } => {
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
                HubEffect::Done { .. } | HubEffect::Changed => {}
                HubEffect::Invited { ticket, result } => {
                    let kiosk = usize::try_from(ticket).unwrap_or(0);
                    match result {
                        Ok(secret) => self.give_link(kiosk, secret),
                        Err(why) => self.fail(format!("kiosk {kiosk} was not invited: {why}")),
                    }
                }
                HubEffect::Recorded { ticket, result } => match result {
                    Ok(()) => self.tell(format!("server {number} records what was decided about kiosk {ticket}")),
                    Err(why) => self.fail(format!("a statement was not made: {why}")),
                },
            }
        }
    }

    /// A goodbye that no honest end should say or hear.
    fn check_goodbye(&mut self, number: usize, why: Goodbye) {
        let kiosk = &self.kiosks[number];
        let fair = match why {
            Goodbye::Silence | Goodbye::Replaced => true,
            Goodbye::Revoked => kiosk.revoked,
            // A server may have lost its invites with its disk.
            Goodbye::InviteUsed | Goodbye::InviteUnknown | Goodbye::UnknownDevice => true,
            Goodbye::Version
            | Goodbye::WrongEvent
            | Goodbye::Unproven
            | Goodbye::Uncertified
            | Goodbye::Violation
            | Goodbye::Full
            | Goodbye::Stopping
            | Goodbye::NotJoined
            | Goodbye::Unknown(_) => false,
        };
        if !fair {
            self.fail(format!("kiosk {number} and its server parted: {why}"));
        }
    }

    /// A kiosk without a role gets an invite, or starts anew if its invite was of no use.
    pub(super) fn enrol(&mut self, number: usize) {
        let home = self.kiosks[number].home;
        let kiosk = &mut self.kiosks[number];
        let running = kiosk.shell.machine.as_ref();
        let role = running.and_then(|device| device.replica().role());
        if role.is_some() || kiosk.revoked {
            return;
        }
        self.after(2_500, Event::Enrol(number));
        let kiosk = &mut self.kiosks[number];
        let Some(device) = &kiosk.shell.machine else { return };
        if kiosk.shell.status(device, self.now_ms).joined {
            let since = *kiosk.joined_ms.get_or_insert(self.now_ms);
            if self.now_ms - since > 25_000 {
                self.tell(format!("kiosk {number} was not let in; it starts anew"));
                self.wipe(number);
            }
            return;
        }
        if kiosk.invited_ms.is_some_and(|at| self.now_ms - at < 5_000) {
            return;
        }
        let server = &mut self.servers[home];
        if server.shell.machine.is_none() {
            return;
        }
        kiosk.invited_ms = Some(self.now_ms);
        let root = (kiosk.role == Role::Organiser).then(|| self.root.clone());
        let input = HubInput::Invite { ticket: number as u64, role: kiosk.role, root };
        server.shell.inbox.push_back(input);
        self.wake(NodeId::Server(home));
    }

    fn give_link(&mut self, number: usize, secret: [u8; 16]) {
        let link = match JoinLink::new("hall.example:4040", self.root.event(), secret) {
            Ok(link) => link,
            Err(why) => return self.fail(why.to_string()),
        };
        let role = self.kiosks[number].role;
        let kiosk = &mut self.kiosks[number];
        let Some(device) = &kiosk.shell.machine else { return };
        if kiosk.shell.status(device, self.now_ms).joined {
            return;
        }
        kiosk.joined_ms = Some(self.now_ms);
        kiosk.shell.inbox.push_back(DeviceInput::Join(link, format!("Kiosk {number}")));
        self.tell(format!("kiosk {number} is given a join link as {role}"));
        self.wake(NodeId::Kiosk(number));
    }

    /// A kiosk gets an empty disk, and with it another key.
    pub(super) fn wipe(&mut self, number: usize) {
        let kiosk = &mut self.kiosks[number];
        kiosk.shell.disk = crate::disk::SimDisk::default();
        kiosk.promised.clear();
        kiosk.made.clear();
        kiosk.backup = None;
        kiosk.told_off.clear();
        kiosk.renamed.clear();
        (kiosk.demoted, kiosk.decided) = (false, false);
        (kiosk.joined_ms, kiosk.invited_ms) = (None, None);
        kiosk.lives += 1;
        self.down(NodeId::Kiosk(number), 2_000);
    }

    /// Nothing that was saved here is lost by a crash.
    pub(super) fn check_kiosk(&mut self, number: usize) {
        let kiosk = &self.kiosks[number];
        let Some(device) = &kiosk.shell.machine else { return };
        let status = kiosk.shell.status(device, self.now_ms);
        if let Some(damage) = status.damaged.first() {
            let damage = damage.clone();
            return self.fail(format!("kiosk {number} finds damage: {damage}"));
        }
        let lost = kiosk.promised.iter().find(|set| {
            let changes = kiosk.made.get(set).into_iter().flatten();
            changes.into_iter().any(|change| device.replica().standing(change).is_none())
        });
        if let Some(set) = lost {
            let set = short(*set);
            self.fail(format!("kiosk {number} lost set {set}, which it had shown as saved"));
        }
    }

    /// Nothing that a server acked or showed is lost by it.
    pub(super) fn check_server(&mut self, number: usize) {
        let server = &self.servers[number];
        let Some(hub) = &server.shell.machine else { return };
        let status = hub.status();
        if let Some(damage) = status.damaged.first() {
            let damage = damage.clone();
            return self.fail(format!("server {number} finds damage: {damage}"));
        }
        let lost = server.acked.iter().find(|hash| hub.replica().documents().info(hash).is_none());
        if let Some(hash) = lost {
            let hash = *hash;
            return self.fail(format!("server {number} lost change {hash}, which it had acked"));
        }
        let gone = if server.rewound { None } else { self.log_gone(hub) };
        if let Some(gone) = gone {
            self.fail(format!("server {number} lost {gone}"));
        }
    }

    /// What a server's log showed to a kiosk is still there. `None` when it is, else what is gone.
    fn log_gone(&self, hub: &Hub) -> Option<String> {
        let logs = hub.status().logs;
        let kinds = [DocumentKind::Plan, DocumentKind::Board, DocumentKind::Floor];
        for (number, kiosk) in self.kiosks.iter().enumerate() {
            let Some(device) = &kiosk.shell.machine else { continue };
            for ((log, _), kind) in logs.iter().zip(kinds) {
                let Some(shown) = device.replica().log(*log, kind) else { continue };
                let own = hub.replica().log(*log, kind).and_then(|own| own.chain_at(shown.len()));
                if own != Some(shown.chain()) {
                    return Some(format!("position {} of the {kind}, shown to kiosk {number}", shown.len()));
                }
            }
        }
        None
    }
}

/// The first digits of a set.
pub fn short(set: SetId) -> String {
    set.to_string().get(..6).unwrap_or_default().to_owned()
}
