//! The proof after an outage, and the wall of devices: by what this device holds, and what its
//! server says of the others.

use super::run::Engine;
use crate::ask::{Answer, Failure};
use shared::{
    proof::Proof,
    sync::{Device, Line, Now},
    wall,
};

impl Engine {
    pub(super) fn proof(&mut self) -> Answer {
        let now = self.clock.now();
        let Some(device) = self.ground.device() else {
            return Answer::Failed(Failure::NotSaved);
        };
        let schedule = device.schedule();
        let standings: Vec<_> = device.standings().collect();
        let proof = Proof::of(device.replica(), &schedule, standings, stands(device, now));
        Answer::Proof(Box::new(proof))
    }

    /// The devices of the event, and all that is known of each.
    pub(super) fn wall(&mut self) -> Answer {
        let now = self.clock.now();
        let Some(device) = self.ground.device() else {
            return Answer::Failed(Failure::NotSaved);
        };
        let (schedule, stands) = (device.schedule(), stands(device, now));
        let standings: Vec<_> = device.standings().collect();
        let reports: Vec<_> = device.reports().cloned().collect();
        let now_ms = device.time(now).0;
        let on = wall::devices(device.replica(), &schedule, standings, reports, stands, now_ms);
        Answer::Wall(Box::new(on))
    }
}

/// Whether a server is connected and up to date, and how many edits it lacks.
fn stands(device: &Device, now: Now) -> (bool, u64) {
    let status = device.status(now);
    (status.connection == Line::UpToDate, status.outbox as u64)
}
