//! One run: simulated time, events, nodes, links, and the people at the kiosks.
#![expect(
    clippy::indexing_slicing,
    reason = "kiosks and servers are numbered once and for all; another number is a failed test"
)]

mod broken;
mod checks;
mod enrol;
mod erasing;
mod healing;
mod network;
mod nodes;
mod observe;
mod plan;
mod rescue;
mod servers;
mod trouble;

use crate::{
    Broken, Outcome, Planted, back,
    dice::Dice,
    disk::SimDisk,
    memo::Memo,
    model::Model,
    people::{self, People},
    shell::Shell,
    story::{Story, Trouble},
};
use network::{Connection, End};
use nodes::{Kiosk, Server};
use plan::Plan;
use rescue::{File, Noted};
use shared::{
    keys::RootKey,
    roster::Role,
    spare::Spare,
    sync::{DeviceInput, Fault, Hub, OwnActs, Setup},
};
use std::{collections::BTreeMap, sync::Arc};

/// Commands that people must have seen saved before things heal.
pub const COMMANDS_MIN: u64 = 200;
/// Simulated time after which a run that still has too few commands is broken.
const CHAOS_MS_MAX: u64 = 600_000;
/// Simulated time in which everything must have healed.
const HEALING_MS_MAX: u64 = 300_000;
/// Events of a run: ten times what the longest run needs.
const EVENTS_MAX: u64 = 3_000_000;

/// A node of the venue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NodeId {
    /// A kiosk, by its number.
    Kiosk(usize),
    /// A server, by its number.
    Server(usize),
}

impl std::fmt::Display for NodeId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Kiosk(number) => write!(f, "kiosk {number}"),
            Self::Server(number) => write!(f, "server {number}"),
        }
    }
}

/// Something that will happen.
#[derive(Debug, Clone)]
enum Event {
    /// A process starts.
    Start(NodeId),
    /// A process looks at its inbox.
    Work(NodeId, u64),
    /// A second has passed for a process.
    Tick(NodeId, u64),
    /// A kiosk tries to connect.
    Dial(usize, u64),
    /// One end of a connection hears that it is open.
    Opened(u64),
    /// A frame arrives.
    Frame(u64, End, Arc<[u8]>),
    /// One end of a connection hears that it is gone.
    Hangup(u64, End),
    /// A kiosk without a role asks for an invite.
    Enrol(usize),
    /// Somebody does something.
    Person,
    /// Something goes wrong.
    Mischief,
    /// A link is mended.
    Mend(usize, usize),
    /// A disk has space again.
    Space(NodeId),
    /// The roster is changed at a server.
    Decide(usize, usize),
    /// An image of a server's disk is made.
    Image(usize),
    /// A kiosk is switched off until all others are back.
    SwitchOff(usize),
    /// Another server takes the place of one that was revoked.
    Replace(usize),
    /// Everything is repaired.
    Heal,
    /// Is everything the same everywhere?
    Look,
}

/// One run.
pub struct World {
    seed: u64,
    planted: Option<Planted>,
    now_ms: u64,
    queue: BTreeMap<(u64, u64), Event>,
    scheduled: u64,
    dice: Dice,
    setup: Setup,
    root: RootKey,
    plan: Plan,
    kiosks: Vec<Kiosk>,
    servers: Vec<Server>,
    /// Carried boards, of any age.
    files: Vec<File>,
    /// What the boards that are being taken hold, by ticket.
    taking: BTreeMap<u64, Noted>,
    /// Somebody's rights were made less: edits may be set aside.
    judged: bool,
    /// A kiosk was taken away after all was the same.
    walked: bool,
    /// How many files were damaged, and names erased.
    spoiled: u64,
    erasures: u64,
    /// Links that are cut, until when.
    cut: BTreeMap<(usize, usize), u64>,
    connections: BTreeMap<u64, Connection>,
    connected: u64,
    tickets: u64,
    model: Model,
    story: Story,
    commands: u64,
    healing_since: Option<u64>,
    done: bool,
    broken: Option<String>,
}

impl World {
    /// The venue of a seed, before anything happens.
    #[must_use]
    pub fn new(seed: u64, planted: Option<Planted>) -> Self {
        let mut dice = Dice::new(seed, 0);
        let plan = Plan::draw(&mut dice, planted);
        let root = RootKey::from_entropy(&dice.bytes());
        let fault = match planted {
            Some(Planted::Sync(fault)) => Some(fault),
            // Alone it would be healed: a device looks for what its cursor says it holds.
            Some(Planted::CursorBeforeChanges) => Some(Fault::CursorBelieved),
            Some(Planted::AckBeforeFsync | Planted::SalvageDropsLast | Planted::BackupLate)
            | None => None,
        };
        let setup = Setup { verifier: Arc::new(Memo::default()), fault };
        let mut world = Self {
            seed,
            planted,
            now_ms: 0,
            queue: BTreeMap::new(),
            scheduled: 0,
            dice,
            setup,
            root,
            plan,
            kiosks: Vec::new(),
            servers: Vec::new(),
            files: Vec::new(),
            taking: BTreeMap::new(),
            judged: false,
            walked: false,
            spoiled: 0,
            erasures: 0,
            cut: BTreeMap::new(),
            connections: BTreeMap::new(),
            connected: 0,
            tickets: 0,
            model: Model::default(),
            story: Story::default(),
            commands: 0,
            healing_since: None,
            done: false,
            broken: None,
        };
        world.furnish();
        world
    }

    /// Sets up servers and kiosks.
    fn furnish(&mut self) {
        for number in 0..self.plan.servers {
            let mut dice = Dice::new(self.seed, 100 + number as u64);
            let mut disk = SimDisk::holding(&Hub::create(&self.root, &mut dice));
            disk.before = (self.planted == Some(Planted::BackupLate)).then(Box::default);
            self.servers.push(Server::new(Shell::new(disk, dice)));
            self.after(0, Event::Start(NodeId::Server(number)));
            self.after(4_000 + 1_500 * number as u64, Event::Image(number));
        }
        for number in 0..self.plan.kiosks.len() {
            let role = self.plan.kiosks[number].role;
            let dice = Dice::new(self.seed, 200 + number as u64);
            let mut shell = Shell::new(SimDisk::default(), dice);
            (shell.skew_ms, shell.sure) = self.plan.kiosks[number].clock;
            if shell.skew_ms != 0 || !shell.sure {
                self.story.meet(Trouble::ClockWrong);
            }
            let home = number % self.plan.servers;
            self.kiosks.push(Kiosk::new(shell, home, role));
            if self.dice.chance(500) {
                self.kiosks[number].spare = Some(Spare::sign(&self.root, &mut self.dice));
            }
            let start_ms = self.plan.kiosks[number].start_ms;
            if start_ms > plan::CHAOS_FROM_MS {
                self.story.meet(Trouble::EnrolledLate);
            }
            self.after(start_ms, Event::Start(NodeId::Kiosk(number)));
            self.after(start_ms + 100, Event::Enrol(number));
        }
        self.after(1_000, Event::Person);
        self.after(plan::CHAOS_FROM_MS, Event::Mischief);
        self.after(self.plan.chaos_ms, Event::Heal);
    }

    /// Plays the run to its end.
    #[must_use]
    pub fn run(mut self) -> Outcome {
        let mut events = 0;
        while !self.done && self.broken.is_none() {
            let Some(((at, _), event)) = self.queue.pop_first() else {
                self.fail("nothing happens any longer".to_owned());
                break;
            };
            self.now_ms = at;
            self.happen(event);
            events += 1;
            if events > EVENTS_MAX {
                self.fail("the run does not end".to_owned());
            }
        }
        let lines = std::mem::take(&mut self.story.lines);
        let seed = self.seed;
        Outcome {
            seed,
            digest: self.story.digest(),
            met: self.story.met.clone(),
            commands: self.commands,
            ended_ms: self.now_ms,
            broken: self.broken.map(|what| Broken { seed, what, story: lines }),
        }
    }

    fn happen(&mut self, event: Event) {
        match event {
            Event::Start(node) => self.start(node),
            Event::Work(node, process) => self.work(node, process),
            Event::Tick(node, process) => self.tick(node, process),
            Event::Dial(kiosk, process) => self.dial(kiosk, process),
            Event::Opened(connection) => self.opened(connection),
            Event::Frame(connection, end, bytes) => self.arrive(connection, end, &bytes),
            Event::Hangup(connection, end) => self.hear_hangup(connection, end),
            Event::Enrol(kiosk) => self.enrol(kiosk),
            Event::Person => self.person(),
            Event::Mischief => self.mischief(),
            Event::Mend(kiosk, server) => self.mend(kiosk, server),
            Event::Space(node) => self.space(node),
            Event::Decide(kiosk, server) => self.decide(kiosk, server),
            Event::Image(server) => self.image(server),
            Event::SwitchOff(kiosk) => self.switch_off(kiosk),
            Event::Replace(server) => self.replace_revoked(server),
            Event::Heal => self.heal(),
            Event::Look => self.look(),
        }
    }

    /// Something will happen in so many milliseconds.
    fn after(&mut self, ms: u64, event: Event) {
        self.scheduled += 1;
        self.queue.insert((self.now_ms + ms, self.scheduled), event);
    }

    fn healing(&self) -> bool {
        self.healing_since.is_some()
    }

    /// Before troubles begin and after they end.
    fn calm(&self) -> bool {
        self.healing() || self.now_ms < plan::CHAOS_FROM_MS
    }

    fn tell(&mut self, what: impl std::fmt::Display) {
        self.story.tell(self.now_ms, what);
    }

    /// A promise is broken: the run ends.
    fn fail(&mut self, what: String) {
        self.tell(format!("BROKEN: {what}"));
        self.broken.get_or_insert(what);
    }

    /// Somebody at some kiosk does something.
    fn person(&mut self) {
        if self.healing() {
            return;
        }
        let pause = self.plan.person_ms;
        let pause = self.dice.between(pause / 4, pause * 7 / 4);
        self.after(pause, Event::Person);
        let number = self.dice.index(self.kiosks.len());
        self.person_at(number);
    }

    /// Somebody at this kiosk does something.
    fn person_at(&mut self, number: usize) {
        let Some(kiosk) = self.kiosks.get_mut(number) else { return };
        let Some(device) = &mut kiosk.shell.machine else { return };
        let Some(role) = device.replica().role() else { return };
        let undoable = if self.dice.chance(200) { device.undoable() } else { OwnActs::default() };
        let schedule = device.schedule();
        let mut people = People {
            dice: &mut self.dice,
            schedule: &schedule,
            role,
            undoable: undoable.iter().map(|act| act.set).collect(),
        };
        let command = people.command();
        let brings_back = role == Role::Organiser && self.dice.chance(30);
        let command = match command {
            Some(_) if brings_back => {
                back::command(&mut self.dice, device.replica().documents(), &schedule)
            }
            command => command,
        };
        let Some(command) = command else { return };
        self.tickets += 1;
        let ticket = self.tickets;
        kiosk.asked.insert(ticket, people::words(&command));
        kiosk.shell.inbox.push_back(DeviceInput::Command { ticket, person: None, command });
        self.wake(NodeId::Kiosk(number));
    }
}
