//! What must hold whenever a process starts and whenever two ends part.

use super::{World, nodes::short};
use shared::{
    ids::DocumentKind,
    sync::{Goodbye, Hub},
};

impl World {
    /// A goodbye that no honest end should say or hear.
    pub(super) fn check_goodbye(&mut self, number: usize, why: Goodbye) {
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
