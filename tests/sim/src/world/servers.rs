//! Servers that are made of what a kiosk held, and one that goes on although root took back its
//! certificate.

use super::{Event, NodeId, World};
use crate::{disk::SimDisk, story::Trouble};
use shared::{
    carry::Carried,
    ids::{DeviceId, DocumentKind},
    persist::Store as _,
    roster::{Action, LastGood, Role},
    spare::Spare,
    sync::{Hub, HubInput, Line},
};
use std::sync::Arc;

/// Edits that a server takes from what it begins with have this ticket.
pub(super) const BROUGHT: u64 = 1;
/// So many seconds a device needs to hear whom it may not follow any longer.
const FOLLOWS_MAX: u32 = 15;

impl World {
    /// A server is gone, and a kiosk becomes one in its place: any kiosk, however far it is behind,
    /// by root's words or by a spare that root has signed before the day.
    pub(super) fn be_reborn(&mut self, kiosk: usize, server: usize) {
        if self.servers[server].shell.machine.is_none() || self.dice.chance(500) {
            return;
        }
        let Ok(saved) = self.kiosks[kiosk].shell.disk.image().load() else { return };
        let Some(board) = Carried::of_store(&saved, self.setup.verifier.as_ref()) else { return };
        if board.wrong() > 0 || board.unread() > 0 {
            return self.fail(format!("kiosk {kiosk} holds what nobody reads"));
        }
        let by_spare = self.dice.chance(500);
        let own = self.kiosks[kiosk].spare.take_if(|_| by_spare);
        let by = if own.is_some() { "a spare" } else { "root's words" };
        let spare = own.unwrap_or_else(|| Spare::sign(&self.root, &mut self.dice));
        let edits = board.len();
        self.tell(format!(
            "server {server} is gone; kiosk {kiosk} takes its place, by {by}, with {edits} edits"
        ));
        let begun = Hub::begin(&spare, &mut self.dice);
        let new = &mut self.servers[server];
        new.shell.disk = SimDisk::holding(&begun);
        new.brought = Some(Arc::new(board));
        self.forget_server(server);
        self.down(NodeId::Server(server), 2_000);
        self.story.meet(Trouble::Reborn);
    }

    /// What was known of a server whose place another has taken.
    pub(super) fn forget_server(&mut self, number: usize) {
        let server = &mut self.servers[number];
        server.acked.clear();
        server.rewound = false;
        server.images.clear();
        server.revoked = false;
        self.read_erased(NodeId::Server(number));
    }

    /// What a reborn server begins with, as long as it has not taken all of it.
    pub(super) fn give_brought(&mut self, number: usize) {
        let server = &mut self.servers[number];
        if let Some(board) = &server.brought {
            let board = Arc::clone(board);
            server.shell.inbox.push_back(HubInput::Take { ticket: BROUGHT, board });
            self.wake(NodeId::Server(number));
        }
    }

    /// Root takes back the certificate of a server, at the other one. It goes on for a while, and
    /// who has not heard of it follows.
    pub(super) fn revoke_server(&mut self, number: usize) {
        if self.servers.len() < 2 || self.servers.iter().any(|server| server.revoked) {
            return;
        }
        let (Some(hub), true) =
            (&self.servers[number].shell.machine, self.servers[1 - number].shell.machine.is_some())
        else {
            return;
        };
        let key = hub.replica().id();
        let good = |kind: DocumentKind| {
            let log = hub.log_id(kind);
            let shown = hub.replica().log(log, kind)?;
            Some(LastGood { document: kind, log, position: shown.len(), chain: shown.chain() })
        };
        let last_good = DocumentKind::ALL.into_iter().filter_map(good).collect();
        let (action, root) = (Action::RevokeServer { key, last_good }, Some(self.root.clone()));
        let other = &mut self.servers[1 - number].shell;
        other.inbox.push_back(HubInput::Record { ticket: 0, action, root });
        self.tell(format!("root takes back the certificate of server {number}, which goes on"));
        self.servers[number].revoked = true;
        self.judged = true;
        self.wake(NodeId::Server(1 - number));
        let ms = self.dice.between(8_000, 20_000);
        self.after(ms, Event::Replace(number));
        self.story.meet(Trouble::ServerRevoked);
    }

    /// Another server takes the place of one that was revoked.
    pub(super) fn replace_revoked(&mut self, number: usize) {
        if !self.servers[number].revoked {
            return;
        }
        if self.servers[number].shell.machine.is_none() {
            return self.after(500, Event::Replace(number));
        }
        self.put_empty(number);
    }

    /// An empty server takes the place of one.
    pub(super) fn put_empty(&mut self, number: usize) {
        self.tell(format!("server {number} is replaced by an empty one"));
        let made = Hub::create(&self.root, &mut self.dice);
        self.servers[number].shell.disk = SimDisk::holding(&made);
        self.servers[number].brought = None;
        self.forget_server(number);
        self.down(NodeId::Server(number), 2_000);
    }

    /// No kiosk goes on with a server of which it has heard that root took back its certificate.
    pub(super) fn check_followed(&mut self, number: usize) {
        let kiosk = &self.kiosks[number];
        let server = self.servers.get(kiosk.home).and_then(|one| one.shell.machine.as_ref());
        let (Some(device), Some(hub)) = (&kiosk.shell.machine, server) else { return };
        let line = kiosk.shell.status(device, self.now_ms).connection;
        let linked = match line {
            Line::CatchingUp | Line::UpToDate => true,
            Line::None | Line::Shaking => false,
        };
        let revoked = device.replica().roster().last_good(&hub.replica().id()).is_some();
        let follows = if linked && revoked { kiosk.follows + 1 } else { 0 };
        self.kiosks[number].follows = follows;
        if follows > FOLLOWS_MAX {
            let home = self.kiosks[number].home;
            self.fail(format!("kiosk {number} follows server {home}, which root has revoked"));
        }
    }

    /// Nothing is called whole that is not: who looks after the board is not told so while somebody
    /// holds something else.
    pub(super) fn check_proofs(&mut self) {
        for number in 0..self.kiosks.len() {
            let kiosk = &mut self.kiosks[number];
            let Some(device) = &mut kiosk.shell.machine else { continue };
            let schedule = device.schedule();
            let kiosk = &self.kiosks[number];
            let time = kiosk.shell.time(self.now_ms);
            let Some(device) = &kiosk.shell.machine else { continue };
            let status = device.status(time);
            if !matches!(status.role, Some(Role::Organiser | Role::Volunteer)) {
                continue;
            }
            let fresh = (status.connection == Line::UpToDate, status.outbox as u64);
            let replica = device.replica();
            let proof = shared::proof::Proof::of(replica, &schedule, device.standings(), fresh);
            if !proof.is_whole() {
                continue;
            }
            let mine = super::healing::copy_of(replica);
            let of_event =
                |id: Option<DeviceId>| id.is_some_and(|id| replica.roster().role(&id).is_some());
            let differs = self.kiosks.iter().position(|other| {
                !other.revoked
                    && of_event(other.known_as)
                    && other.holds.0 != mine
                    && self.now_ms - other.holds.1 > super::checks::STANDING_DOUBT_MS
            });
            if let Some(other) = differs {
                return self.fail(format!(
                    "kiosk {number} says that the board is whole, but kiosk {other} holds something else"
                ));
            }
        }
    }
}
