//! Boards that are carried in files of any age, and servers that begin again from a backup.

use super::{NodeId, World, erasing::erased_at, servers};
use crate::story::Trouble;
use shared::{
    carry::Carried,
    ids::PersonId,
    names::NameRecord,
    persist::Store as _,
    sync::{DeviceInput, Hub, HubInput, NotTaken, Replica, Took},
};
use std::{collections::BTreeSet, sync::Arc};

/// Files that lie about.
const FILES_MAX: usize = 4;

/// A carried board, and what whoever wrote it knew.
#[derive(Clone)]
pub(super) struct File {
    bytes: Vec<u8>,
    noted: Noted,
}

/// People of whom a board says something.
#[derive(Clone)]
pub(super) struct Noted {
    named: BTreeSet<PersonId>,
    erased: BTreeSet<PersonId>,
}

impl Noted {
    fn of(replica: &Replica) -> Self {
        let named = replica.names().records().map(NameRecord::person).collect();
        Self { named, erased: erased_at(replica).collect() }
    }
}

impl World {
    /// Somebody writes the board of a kiosk or of a server into a file, and takes one that lies
    /// about to some node.
    pub(super) fn carry(&mut self, number: usize) {
        let from_server = self.dice.chance(250);
        let server = &self.servers[self.dice.index(self.servers.len())].shell;
        let kiosk = &self.kiosks[number].shell;
        let (replica, carry, disk) = if from_server {
            let hub = server.machine.as_ref();
            let carry = hub.and_then(|hub| hub.carry(server.time(self.now_ms)));
            (hub.map(|hub| hub.replica()), carry, &server.disk)
        } else {
            let device = kiosk.machine.as_ref();
            let carry = device.and_then(|device| device.carry(kiosk.time(self.now_ms)));
            (device.map(|device| device.replica()), carry, &kiosk.disk)
        };
        let written = replica.zip(carry).and_then(|(replica, mut carry)| {
            while carry.fill(disk, 64).ok()? {}
            Some(File { bytes: carry.pack(), noted: Noted::of(replica) })
        });
        self.files.extend(written);
        if self.files.len() > FILES_MAX {
            let oldest = self.dice.index(FILES_MAX);
            self.files.remove(oldest);
        }
        let Some(File { bytes, noted }) = self.dice.pick(&self.files).cloned() else { return };
        let board = match Carried::read(&bytes, self.setup.verifier.as_ref()) {
            Ok(board) => Arc::new(board),
            Err(why) => return self.fail(format!("a carried board was not read: {why}")),
        };
        let edits = board.len();
        self.tickets += 1;
        let ticket = self.tickets + servers::BROUGHT;
        self.taking.insert(ticket, noted);
        let to = if self.dice.chance(250) {
            NodeId::Server(self.dice.index(self.servers.len()))
        } else {
            NodeId::Kiosk(self.dice.index(self.kiosks.len()))
        };
        match to {
            NodeId::Kiosk(number) => {
                let shell = &mut self.kiosks[number].shell;
                if shell.machine.is_none() {
                    return;
                }
                shell.inbox.push_back(DeviceInput::Take { ticket, board });
            }
            NodeId::Server(number) => {
                let shell = &mut self.servers[number].shell;
                if shell.machine.is_none() {
                    return;
                }
                shell.inbox.push_back(HubInput::Take { ticket, board });
            }
        }
        self.tell(format!("a board with {edits} edits is carried to {to}"));
        self.wake(to);
    }

    /// How far a carried board is.
    pub(super) fn took(&mut self, node: NodeId, ticket: u64, took: &Took) {
        match took {
            Took::More { .. } => {
                match node {
                    NodeId::Kiosk(number) => {
                        self.kiosks[number].shell.inbox.push_back(DeviceInput::TakeMore);
                    }
                    NodeId::Server(number) => {
                        self.servers[number].shell.inbox.push_back(HubInput::TakeMore);
                    }
                }
                self.wake(node);
            }
            Took::All(taken) => {
                let (edits, known) = (taken.edits, taken.known);
                self.tell(format!("{node} takes {edits} edits and knew {known}"));
                if taken.wrong > 0 || taken.unread > 0 {
                    self.fail(format!("{node} finds wrong parts in a carried board"));
                }
                let lacks = taken.waiting + taken.refused;
                if lacks > 0 && !self.judged && self.spoiled == 0 {
                    self.fail(format!("{node} could not take {lacks} edits of a whole board"));
                }
                if ticket > servers::BROUGHT && edits > 0 {
                    self.story.meet(Trouble::Carried);
                }
                self.check_taken(node, ticket);
            }
            Took::Not(NotTaken::Busy | NotTaken::NoEvent) => {}
            Took::Not(NotTaken::WrongEvent) => {
                self.fail(format!("{node} takes a board of its own event for another's"));
            }
        }
    }

    /// Whoever has taken a board knows whom it names, and whose names it erases.
    fn check_taken(&mut self, node: NodeId, ticket: u64) {
        let replica = match node {
            NodeId::Kiosk(number) => {
                self.kiosks[number].shell.machine.as_ref().map(|one| one.replica())
            }
            NodeId::Server(number) => {
                let server = &mut self.servers[number];
                if ticket == servers::BROUGHT {
                    server.brought = None;
                }
                server.shell.machine.as_ref().map(|one| one.replica())
            }
        };
        let (Some(noted), Some(replica)) = (self.taking.remove(&ticket), replica) else { return };
        let names = replica.names();
        let unknown = noted.named.iter().find(|person| names.of(person).is_none());
        let named = noted.erased.iter().find(|person| !names.erased(person));
        if let Some(person) = unknown.or(named).copied() {
            self.fail(format!("{node} took a board, but not what that says of {person}"));
        }
    }

    /// A server begins again from a backup, as `restore` does it.
    pub(super) fn begin_from_backup(&mut self, number: usize) {
        let server = &mut self.servers[number];
        if server.shell.machine.is_none() || self.dice.chance(400) {
            return;
        }
        let Some((mut disk, acked)) = self.dice.pick(&server.images).cloned() else { return };
        disk.full = false;
        let loaded = disk.load().and_then(|backup| {
            let present = server.shell.disk.load()?;
            let also = Hub::begin_from(&backup, &present, &self.setup, &mut self.dice);
            disk.commit(&also)
        });
        if let Err(error) = loaded {
            return self.fail(format!("server {number} was not restored: {error}"));
        }
        server.erased.extend(server.shell.disk.erased());
        server.erased.extend(disk.erased());
        server.shell.disk = disk;
        server.acked = acked;
        server.rewound = false;
        server.brought = None;
        self.tell(format!("server {number} is restored from a backup"));
        self.down(NodeId::Server(number), 2_000);
        self.story.meet(Trouble::BackupRestored);
    }
}
