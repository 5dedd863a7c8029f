//! What must hold whenever a process starts and whenever two ends part.

use super::{
    World,
    healing::{copy_of, heads},
    network::Connection,
    nodes::short,
};
use shared::{
    ids::DocumentKind,
    sync::{Goodbye, Hub},
};

/// An edit and its answer are under way for so long at the most: lost, sent again, and delayed.
pub(super) const STANDING_DOUBT_MS: u64 = 12_000;

impl World {
    /// A goodbye that no honest end should say or hear.
    pub(super) fn check_goodbye(&mut self, number: usize, why: Goodbye) {
        let kiosk = &self.kiosks[number];
        let fair = match why {
            Goodbye::Silence | Goodbye::Replaced => true,
            Goodbye::Revoked => kiosk.revoked,
            // A server may have lost its invites with its disk.
            Goodbye::InviteUsed | Goodbye::InviteUnknown | Goodbye::UnknownDevice => true,
            // What root has signed may be lost with a part of a file, at both ends.
            Goodbye::Uncertified => self.judged || self.spoiled > 0,
            Goodbye::Version
            | Goodbye::WrongEvent
            | Goodbye::Unproven
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

    /// What a kiosk holds is noted, with the time since when.
    pub(super) fn note_holding(&mut self, number: usize) {
        let kiosk = &mut self.kiosks[number];
        let Some(device) = &kiosk.shell.machine else { return };
        let holds = heads(device.replica());
        if kiosk.holds.0.0 != holds {
            kiosk.holds = ((holds, kiosk.holds.0.1), self.now_ms);
        }
    }

    /// Likewise with its records.
    pub(super) fn note_records(&mut self, number: usize) {
        let kiosk = &mut self.kiosks[number];
        let Some(device) = &kiosk.shell.machine else { return };
        kiosk.known_as = Some(device.replica().id());
        // Who it is may be lost with a part of a file, here and at its server.
        if device.replica().role().is_none() && !kiosk.revoked && !kiosk.asks {
            (kiosk.asks, kiosk.joined_ms) = (true, None);
            self.after(2_500, super::Event::Enrol(number));
        }
        let kiosk = &mut self.kiosks[number];
        let Some(device) = &kiosk.shell.machine else { return };
        let holds = copy_of(device.replica());
        if kiosk.holds.0 != holds {
            kiosk.holds = (holds, self.now_ms);
        }
    }

    /// No server says of a device that it has just the same, when it holds something else for longer
    /// than frames take, and nothing is between the two.
    pub(super) fn check_standings(&mut self, number: usize) {
        let server = &self.servers[number];
        let Some(hub) = &server.shell.machine else { return };
        if hub.standings(self.now_ms).iter().all(|one| !one.same) {
            return;
        }
        let held = copy_of(hub.replica());
        for standing in hub.standings(self.now_ms).into_iter().filter(|one| one.same) {
            let found =
                self.kiosks.iter().position(|kiosk| kiosk.known_as == Some(standing.device));
            let Some(other) = found else { continue };
            let (holds, since_ms) = &self.kiosks[other].holds;
            let here = |one: &&Connection| (one.kiosk, one.server) == (other, number);
            let lines = || self.connections.values().filter(here);
            let is_linked = lines().any(|one| one.open == [true, true])
                && !self.cut.contains_key(&(other, number));
            // The server knows that it is gone.
            let is_gone = !lines().any(|one| one.open[1]);
            if (is_linked || is_gone)
                && *holds != held
                && self.now_ms - since_ms > STANDING_DOUBT_MS
            {
                return self.fail(format!(
                    "server {number} says that kiosk {other} has the same, but it holds other edits"
                ));
            }
        }
    }

    /// Nothing that was saved here is lost by a crash.
    pub(super) fn check_kiosk(&mut self, number: usize) {
        let kiosk = &self.kiosks[number];
        let Some(device) = &kiosk.shell.machine else { return };
        let status = kiosk.shell.status(device, self.now_ms);
        if let Some(damage) = status.damaged.first().filter(|_| self.spoiled == 0) {
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
        if let Some(damage) = status.damaged.first().filter(|_| self.spoiled == 0) {
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
                    return Some(format!(
                        "position {} of the {kind}, shown to kiosk {number}",
                        shown.len()
                    ));
                }
            }
        }
        None
    }
}
