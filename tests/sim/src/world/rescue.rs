//! Boards that are carried in files of any age, and servers that begin again from a backup.

use super::{NodeId, World};
use crate::story::Trouble;
use shared::{
    carry::Carried,
    persist::Store as _,
    sync::{DeviceInput, Hub, HubInput, NotTaken, Took},
};
use std::sync::Arc;

/// Files that lie about.
const FILES_MAX: usize = 4;

impl World {
    /// Somebody writes the board of a kiosk into a file, and takes one that lies about to some node.
    pub(super) fn carry(&mut self, number: usize) {
        let shell = &self.kiosks[number].shell;
        let written = shell.machine.as_ref().and_then(|device| {
            let mut carry = device.carry(shell.time(self.now_ms))?;
            while carry.fill(&shell.disk, 64).ok()? {}
            Some(carry.pack())
        });
        self.files.extend(written);
        if self.files.len() > FILES_MAX {
            let oldest = self.dice.index(FILES_MAX);
            self.files.remove(oldest);
        }
        let Some(file) = self.dice.pick(&self.files).cloned() else { return };
        let board = match Carried::read(&file, self.setup.verifier.as_ref()) {
            Ok(board) => Arc::new(board),
            Err(why) => return self.fail(format!("a carried board was not read: {why}")),
        };
        let edits = board.len();
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
                shell.inbox.push_back(DeviceInput::Take { ticket: 0, board });
            }
            NodeId::Server(number) => {
                let shell = &mut self.servers[number].shell;
                if shell.machine.is_none() {
                    return;
                }
                shell.inbox.push_back(HubInput::Take { ticket: 0, board });
            }
        }
        self.tell(format!("a board with {edits} edits is carried to {to}"));
        self.wake(to);
    }

    /// How far a carried board is.
    pub(super) fn took(&mut self, node: NodeId, took: &Took) {
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
                if edits > 0 {
                    self.story.meet(Trouble::Carried);
                }
            }
            Took::Not(NotTaken::Busy | NotTaken::NoEvent) => {}
            Took::Not(NotTaken::WrongEvent) => {
                self.fail(format!("{node} takes a board of its own event for another's"));
            }
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
        server.shell.disk = disk;
        server.acked = acked;
        server.rewound = false;
        self.tell(format!("server {number} is restored from a backup"));
        self.down(NodeId::Server(number), 2_000);
        self.story.meet(Trouble::BackupRestored);
    }
}
