//! Links and connections: what is sent, what arrives, and what does not.

use super::{Event, NodeId, World};
use crate::story::Trouble;
use shared::sync::{DeviceInput, HubInput, backoff};
use std::sync::Arc;

/// One end of a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// The kiosk's.
    Kiosk,
    /// The server's.
    Server,
}

impl End {
    /// The other end.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Kiosk => Self::Server,
            Self::Server => Self::Kiosk,
        }
    }

    fn index(self) -> usize {
        match self {
            Self::Kiosk => 0,
            Self::Server => 1,
        }
    }
}

/// A connection between a kiosk and a server.
#[derive(Debug, Clone)]
pub struct Connection {
    /// The kiosk.
    pub kiosk: usize,
    /// The server.
    pub server: usize,
    /// Whether each end still thinks it is open.
    pub open: [bool; 2],
    /// When the last frame towards each end arrives.
    last_ms: [u64; 2],
    /// What would arrive later is lost.
    until_ms: u64,
    opened_ms: u64,
}

impl Connection {
    fn node(&self, end: End) -> NodeId {
        match end {
            End::Kiosk => NodeId::Kiosk(self.kiosk),
            End::Server => NodeId::Server(self.server),
        }
    }
}

/// Longest time that a connection refused takes to be noticed.
const NOTICE_MS_MAX: u64 = 2_000;
/// A connection that lived so long counts as a good one: the next attempt comes soon.
const GOOD_MS: u64 = 3_000;

impl World {
    /// A kiosk tries to connect to its server.
    pub(super) fn dial(&mut self, number: usize, process: u64) {
        let kiosk = &mut self.kiosks[number];
        if kiosk.shell.process != process || kiosk.connection.is_some() {
            return;
        }
        let Some(device) = &kiosk.shell.machine else { return };
        let joined = kiosk.shell.status(device, self.now_ms).joined;
        let server = kiosk.home;
        let reachable = !self.cut.contains_key(&(number, server))
            && self.servers[server].shell.machine.is_some();
        if !joined || !reachable {
            self.dial_later(number);
            return;
        }
        self.connected += 1;
        let id = self.connected;
        let connection = Connection {
            kiosk: number,
            server,
            open: [true, true],
            last_ms: [self.now_ms, self.now_ms],
            until_ms: u64::MAX,
            opened_ms: self.now_ms,
        };
        self.connections.insert(id, connection);
        self.kiosks[number].connection = Some(id);
        self.servers[server].shell.inbox.push_back(HubInput::Opened { peer: id });
        self.wake(NodeId::Server(server));
        let latency = self.latency();
        self.connections.entry(id).and_modify(|c| c.last_ms[0] = self.now_ms + latency);
        self.after(latency, Event::Opened(id));
    }

    /// A kiosk tries again after a pause.
    pub(super) fn dial_later(&mut self, number: usize) {
        let kiosk = &mut self.kiosks[number];
        let pause = backoff::pause_ms(kiosk.attempt, &mut self.dice).max(20);
        kiosk.attempt = (kiosk.attempt + 1).min(4);
        let process = kiosk.shell.process;
        self.after(pause, Event::Dial(number, process));
    }

    pub(super) fn opened(&mut self, id: u64) {
        let Some(connection) = self.connections.get(&id).filter(|c| c.open[0]) else { return };
        let number = connection.kiosk;
        self.kiosks[number].shell.inbox.push_back(DeviceInput::Opened { connection: id });
        self.wake(NodeId::Kiosk(number));
    }

    fn latency(&mut self) -> u64 {
        self.dice.between(2, 40)
    }

    /// Sends a frame towards `to`.
    pub(super) fn send(&mut self, id: u64, to: End, frame: Arc<[u8]>) {
        let calm = self.calm();
        let Some(connection) = self.connections.get(&id) else { return };
        if !connection.open[to.other().index()] {
            return;
        }
        // What an older version never sends, and what it skips.
        let (kiosk, server) = (connection.kiosk, connection.server);
        let below = self.plan.kiosks[kiosk].knows_below;
        let below = below.min(self.plan.servers_know_below[server]);
        if frame.get(2) == Some(&0x18) && frame.get(3).is_some_and(|kind| *kind >= below) {
            return self.story.meet(Trouble::OldVersion);
        }
        let latency = self.dice.between(2, 40);
        let floor = connection.last_ms[to.index()];
        let mut at = (self.now_ms + latency).max(floor);
        let mut copies = 1;
        let mut ordered = true;
        if !calm && self.dice.chance(120) {
            match self.dice.below(4) {
                0 if self.plan.has(Trouble::Loss) => {
                    copies = 0;
                    self.story.meet(Trouble::Loss);
                }
                1 if self.plan.has(Trouble::Duplicate) => {
                    copies = 2;
                    self.story.meet(Trouble::Duplicate);
                }
                2 if self.plan.has(Trouble::Reorder) && floor > self.now_ms + 2 => {
                    at = self.now_ms + 2;
                    ordered = false;
                    self.story.meet(Trouble::Reorder);
                }
                3 if self.plan.has(Trouble::Delay) => {
                    at += self.dice.between(500, 6_000);
                    self.story.meet(Trouble::Delay);
                }
                _ => {}
            }
        }
        if ordered {
            self.connections.entry(id).and_modify(|c| c.last_ms[to.index()] = at);
        }
        for copy in 0..copies {
            let later = copy * self.dice.between(0, 300);
            self.after(at - self.now_ms + later, Event::Frame(id, to, Arc::clone(&frame)));
        }
    }

    /// A frame arrives.
    pub(super) fn arrive(&mut self, id: u64, end: End, bytes: &[u8]) {
        let Some(connection) = self.connections.get(&id) else { return };
        if !connection.open[end.index()] || self.now_ms > connection.until_ms {
            return;
        }
        let node = connection.node(end);
        self.story.note(&id.to_le_bytes());
        self.story.note(bytes);
        match node {
            NodeId::Kiosk(number) => {
                let input = DeviceInput::Frame { connection: id, bytes: bytes.to_vec() };
                self.kiosks[number].shell.inbox.push_back(input);
            }
            NodeId::Server(number) => {
                let input = HubInput::Frame { peer: id, bytes: bytes.to_vec() };
                self.servers[number].shell.inbox.push_back(input);
            }
        }
        self.wake(node);
    }

    /// One end closes: the other one hears of it after the frames that are under way.
    pub(super) fn close(&mut self, id: u64, end: End) {
        let latency = self.latency();
        let Some(connection) = self.connections.get_mut(&id) else { return };
        let other = end.other();
        connection.open[end.index()] = false;
        let at = (self.now_ms + latency).max(connection.last_ms[other.index()] + 1);
        let (number, opened_ms) = (connection.kiosk, connection.opened_ms);
        if connection.open[other.index()] {
            self.after(at - self.now_ms, Event::Hangup(id, other));
        } else {
            self.connections.remove(&id);
        }
        if end == End::Kiosk && self.kiosks[number].connection == Some(id) {
            self.kiosks[number].connection = None;
            if self.now_ms - opened_ms > GOOD_MS {
                self.kiosks[number].attempt = 0;
            }
            self.dial_later(number);
        }
    }

    /// One end hears that the connection is gone.
    pub(super) fn hear_hangup(&mut self, id: u64, end: End) {
        let Some(connection) = self.connections.get(&id) else { return };
        if !connection.open[end.index()] {
            return;
        }
        let node = connection.node(end);
        match node {
            NodeId::Kiosk(number) => {
                let input = DeviceInput::Closed { connection: id };
                self.kiosks[number].shell.inbox.push_back(input);
            }
            NodeId::Server(number) => {
                let input = HubInput::Closed { peer: id };
                self.servers[number].shell.inbox.push_back(input);
            }
        }
        self.wake(node);
        self.close(id, end);
    }

    /// A connection breaks: what is under way arrives in part, and each end hears of it in its own
    /// time.
    pub(super) fn break_off(&mut self, id: u64, slack_ms: u64) {
        let lost_from = self.now_ms + self.dice.between(0, slack_ms);
        let Some(connection) = self.connections.get_mut(&id) else { return };
        connection.until_ms = connection.until_ms.min(lost_from);
        for end in [End::Kiosk, End::Server] {
            let noticed = self.dice.between(slack_ms, slack_ms + NOTICE_MS_MAX);
            self.after(noticed, Event::Hangup(id, end));
        }
    }

    /// The link between a kiosk and a server is cut for a while.
    pub(super) fn cut(&mut self, kiosk: usize, server: usize, for_ms: u64) {
        let until = self.now_ms + for_ms;
        let cut = self.cut.entry((kiosk, server)).or_insert(until);
        *cut = (*cut).max(until);
        self.after(for_ms, Event::Mend(kiosk, server));
        let here = |c: &Connection| (c.kiosk, c.server) == (kiosk, server);
        let broken: Vec<u64> =
            self.connections.iter().filter(|(_, c)| here(c)).map(|(id, _)| *id).collect();
        for id in broken {
            self.break_off(id, 0);
        }
    }

    pub(super) fn mend(&mut self, kiosk: usize, server: usize) {
        if self.cut.get(&(kiosk, server)).is_some_and(|until| *until <= self.now_ms) {
            self.cut.remove(&(kiosk, server));
            self.tell(format!("the link of kiosk {kiosk} to server {server} is back"));
        }
    }

    /// A process is gone: its ends of all connections are, too.
    pub(super) fn drop_connections(&mut self, node: NodeId) {
        let end = match node {
            NodeId::Kiosk(_) => End::Kiosk,
            NodeId::Server(_) => End::Server,
        };
        let of_node = |c: &Connection| c.node(end) == node && c.open[end.index()];
        let gone: Vec<u64> =
            self.connections.iter().filter(|(_, c)| of_node(c)).map(|(id, _)| *id).collect();
        for id in gone {
            if let Some(connection) = self.connections.get_mut(&id) {
                connection.open[end.index()] = false;
            }
            let noticed = self.dice.between(5, NOTICE_MS_MAX);
            self.after(noticed, Event::Hangup(id, end.other()));
        }
        if let NodeId::Kiosk(number) = node {
            self.kiosks[number].connection = None;
        }
    }
}
