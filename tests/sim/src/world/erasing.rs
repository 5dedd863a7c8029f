//! Names that are erased: by whom, and how they leave the disks.

use super::{NodeId, World};
use crate::{disk::SimDisk, story::Trouble};
use shared::{
    carry::Carried,
    ids::PersonId,
    keys::DeviceKey,
    names::NameRecord,
    persist::{RecordKind, Saved, Store as _},
    roster::Role,
    sync::{DeviceInput, Erasure, HubInput, Replica},
};
use std::{collections::BTreeSet, sync::Arc};

/// Names that are erased in one run.
const ERASED_MAX: u64 = 4;

impl World {
    /// Whose names are erased at a node, as its disk says.
    pub(super) fn read_erased(&mut self, node: NodeId) {
        match node {
            NodeId::Kiosk(number) => {
                let kiosk = &mut self.kiosks[number];
                kiosk.erased = kiosk.shell.disk.erased();
            }
            NodeId::Server(number) => {
                let server = &mut self.servers[number];
                server.erased = server.shell.disk.erased();
            }
        }
    }

    /// A name that was erased at a node is not there again.
    pub(super) fn check_erased(&mut self, node: NodeId) {
        let (replica, erased) = match node {
            NodeId::Kiosk(number) => {
                let kiosk = &mut self.kiosks[number];
                (kiosk.shell.machine.as_ref().map(|one| one.replica()), &mut kiosk.erased)
            }
            NodeId::Server(number) => {
                let server = &mut self.servers[number];
                (server.shell.machine.as_ref().map(|one| one.replica()), &mut server.erased)
            }
        };
        let Some(replica) = replica else { return };
        let back = erased.iter().find(|person| !replica.names().erased(person)).copied();
        erased.extend(erased_at(replica));
        if let Some(person) = back {
            self.fail(format!("{node} forgot that the name of {person} was erased"));
        }
    }

    /// Somebody erases a name: an organiser at a kiosk, whoever runs a server, or a device that may
    /// do so and whose word comes in a file.
    pub(super) fn erase(&mut self, kiosk: usize, server: usize) {
        let at = match self.dice.chance(250) {
            true => NodeId::Server(server),
            false => NodeId::Kiosk(kiosk),
        };
        let Some(replica) = self.replica(at) else { return };
        let role = replica.role();
        if self.erasures >= ERASED_MAX || (at == NodeId::Kiosk(kiosk) && !edits(role)) {
            return;
        }
        let named = replica.names().records().filter(|record| record.name().is_some());
        let people: Vec<PersonId> = named.map(NameRecord::person).collect();
        let Some(person) = self.dice.pick(&people).copied() else { return };
        let alone = BTreeSet::from([person]);
        match at {
            NodeId::Server(number) => {
                let input = HubInput::Erase { ticket: 0, people: alone };
                self.servers[number].shell.inbox.push_back(input);
            }
            NodeId::Kiosk(number) if role == Some(Role::Organiser) && self.dice.chance(500) => {
                let input = DeviceInput::Erase { ticket: 0, people: alone };
                self.kiosks[number].shell.inbox.push_back(input);
            }
            NodeId::Kiosk(number) => {
                let Some(board) = self.erased_in_a_file(number, person) else { return };
                let input = DeviceInput::Take { ticket: 0, board: Arc::new(board) };
                self.kiosks[number].shell.inbox.push_back(input);
            }
        }
        self.erasures += 1;
        self.tell(format!("a name is erased at {at}"));
        self.wake(at);
        self.story.meet(Trouble::Erased);
    }

    /// A file that holds nothing but the word of a kiosk that a name is erased.
    fn erased_in_a_file(&mut self, number: usize, person: PersonId) -> Option<Carried> {
        let shell = &mut self.kiosks[number].shell;
        let seed = shell.disk.load().ok()?.facts.get("key").cloned()?;
        let seed = <[u8; 32]>::try_from(&seed[..]).ok()?;
        let (key, event) = (DeviceKey::from_seed(&seed), self.root.event());
        let next = shell.machine.as_ref()?.replica().names().next_number(&person);
        let record = NameRecord::sign(&key, event, person, next, None).ok()?;
        let saved = Saved {
            facts: [("event".to_owned(), event.0.to_vec())].into(),
            records: vec![(RecordKind::Name, record.encode())],
            ..Saved::default()
        };
        Carried::of_store(&saved, self.setup.verifier.as_ref())
    }

    /// Whoever runs a node deletes erased names wherever it has left them, and says so; or cannot,
    /// and tries again.
    pub(super) fn erase_disk(&mut self, node: NodeId) {
        let Some(erasure) = self.replica(node).and_then(Replica::erasure_due) else {
            return self.check_disk(node);
        };
        let is_done = !self.dice.chance(300);
        match node {
            NodeId::Kiosk(number) => {
                let input = DeviceInput::DiskErased { erasure, is_done };
                self.kiosks[number].shell.inbox.push_back(input);
            }
            NodeId::Server(number) => {
                let server = &mut self.servers[number];
                let at_ms = server.shell.time(self.now_ms).wall_ms;
                // One that is cut off has done some of them.
                let backups = server.images.iter_mut().rev().skip(usize::from(!is_done));
                backups.for_each(|(backup, _)| backup.erase(&erasure, at_ms));
                let input = HubInput::DiskErased { erasure, is_done };
                server.shell.inbox.push_back(input);
            }
        }
        self.wake(node);
    }

    /// Whoever says that names are gone from its disk and its backups has them nowhere.
    fn check_disk(&mut self, node: NodeId) {
        let Some(replica) = self.replica(node) else { return };
        if replica.erasing().is_none_or(|said| said.left > 0) {
            return;
        }
        let erasure = Erasure::of(replica.erased_people());
        let holds = |disk: &SimDisk| disk.holds_name_of(&erasure);
        let (own, backup) = match node {
            NodeId::Kiosk(number) => (holds(&self.kiosks[number].shell.disk), false),
            NodeId::Server(number) => {
                let server = &self.servers[number];
                (holds(&server.shell.disk), server.images.iter().any(|(backup, _)| holds(backup)))
            }
        };
        if own || backup {
            let place = if own { "disk" } else { "backups" };
            self.fail(format!("{node} says that erased names are gone, and its {place} has one"));
        }
    }

    fn replica(&self, node: NodeId) -> Option<&Replica> {
        match node {
            NodeId::Kiosk(number) => {
                self.kiosks[number].shell.machine.as_ref().map(|one| one.replica())
            }
            NodeId::Server(number) => {
                self.servers[number].shell.machine.as_ref().map(|one| one.replica())
            }
        }
    }
}

fn edits(role: Option<Role>) -> bool {
    role.is_some_and(|role| role != Role::Viewer)
}

/// Whose names are erased in a replica.
pub(super) fn erased_at(replica: &Replica) -> impl Iterator<Item = PersonId> + '_ {
    let erased = replica.names().records().filter(|record| record.name().is_none());
    erased.map(NameRecord::person)
}
