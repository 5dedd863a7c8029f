//! Boards that are carried to the server and away from it, and what the server holds.

use super::{
    Outcome,
    asked::{Waiting, answer, refused},
    owner::{Desk, Loaded},
};
use crate::ask::{Answer, LatestEdit, Proof};
use shared::{
    carry::{Carried, Carry},
    ids::{DeviceId, DeviceTag},
    limits::TAKE_EDITS,
    proof::{self, Edits, edits_by_device},
    schedule::Schedule,
    sync::{HubInput, Took},
};
use std::{cmp::Reverse, sync::Arc};
use store::SqliteStore;
use tokio::sync::oneshot;

impl Desk {
    pub(super) fn take(
        &mut self,
        board: Arc<Carried>,
        reply: oneshot::Sender<Outcome>,
    ) -> Option<HubInput> {
        if let Loaded::Failed(why) = &self.hub {
            answer(reply, Outcome::Answer(refused(why)));
            return None;
        }
        self.tickets += 1;
        self.waiting.insert(self.tickets, Waiting { report: None, reply });
        Some(HubInput::Take { ticket: self.tickets, board })
    }

    pub(super) fn took(&mut self, ticket: u64, took: Took) {
        let told = match took {
            Took::More { .. } => {
                self.taking = Some(ticket);
                return;
            }
            Took::All(taken) => {
                self.taking = None;
                let edits = taken.edits;
                tracing::info!(edits, "What was carried here is taken");
                match self.proof() {
                    Ok(proof) => Answer::Taken { taken: taken.into(), proof },
                    Err(why) => refused(&why),
                }
            }
            Took::Not(why) => refused(&why.to_string()),
        };
        if let Some(Waiting { reply, .. }) = self.waiting.remove(&ticket) {
            answer(reply, Outcome::Answer(told));
        }
    }

    /// Adds more to a file that is to be carried away, and says whether that is all.
    pub(super) fn carry(
        &mut self,
        store: &SqliteStore,
        carry: Option<Box<Carry>>,
    ) -> Result<(Box<Carry>, bool), String> {
        let mut carry = match (carry, &self.hub) {
            (Some(carry), _) => carry,
            (None, Loaded::Hub(hub)) => {
                let begun = hub.carry(self.clock.now());
                Box::new(begun.ok_or("this server takes part in no event")?)
            }
            (None, Loaded::Failed(why)) => return Err(why.clone()),
        };
        let more = carry.fill(&store, TAKE_EDITS).map_err(|error| error.to_string())?;
        Ok((carry, !more))
    }

    /// What the server holds, and which devices have just the same.
    pub(super) fn proof(&mut self) -> Result<Proof, String> {
        let schedule = self.schedule()?;
        let now_ms = self.clock.now().ms;
        let Loaded::Hub(hub) = &self.hub else { return Err("the disk fails".to_owned()) };
        let replica = hub.replica();
        let held = proof::Proof::of(replica, &schedule, hub.standings(now_ms), (true, 0));
        let mut edits = edits_by_device(replica.documents());
        let mut devices = Vec::new();
        for member in &held.members {
            edits.remove(&member.device.tag());
            devices.push(LatestEdit {
                is_member: true,
                heard_s: member.heard_ms.map(|ms| ms.div_euclid(1_000)),
                waiting: member.waiting,
                connected: member.connected,
                same: member.same,
                ..latest(name(&schedule, member.device.tag(), replica.id()), member.edits)
            });
        }
        let others = edits.into_iter();
        devices.extend(others.map(|(tag, of)| latest(name(&schedule, tag, replica.id()), of)));
        devices.sort_by_key(|latest| Reverse((latest.at_s, latest.edits)));
        let whole = held.is_whole();
        Ok(Proof { sessions: held.sessions, edits: held.edits, devices, whole })
    }
}

fn name(schedule: &Schedule, tag: DeviceTag, server: DeviceId) -> String {
    match schedule.devices.get(&tag) {
        Some(label) => label.to_string(),
        None if tag == server.tag() => "this server".to_owned(),
        None => tag.to_string(),
    }
}

fn latest(device: String, of: Edits) -> LatestEdit {
    let (edits, at_s, doubtful) = (of.count, of.latest_s, of.doubtful);
    LatestEdit { device, edits, at_s, doubtful, ..LatestEdit::default() }
}
