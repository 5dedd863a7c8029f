//! The proof after an outage, by what this device holds and what its server says of the others.

use super::run::Engine;
use crate::ask::{Answer, Failure};
use shared::{proof::Proof, sync::Line};

impl Engine {
    pub(super) fn proof(&mut self) -> Answer {
        let now = self.clock.now();
        let Some(device) = self.ground.device() else {
            return Answer::Failed(Failure::NotSaved);
        };
        let schedule = device.schedule();
        let status = device.status(now);
        let is_fresh = status.connection == Line::UpToDate;
        let stands = (is_fresh, status.outbox as u64);
        let standings: Vec<_> = device.standings().collect();
        let proof = Proof::of(device.replica(), &schedule, standings, stands);
        Answer::Proof(Box::new(proof))
    }
}
