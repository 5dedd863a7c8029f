//! Boards that are carried to the server and away from it, and what the server holds.

use super::{
    Outcome,
    asked::{Waiting, answer, refused},
    owner::{Desk, Loaded},
};
use crate::ask::{Answer, LatestEdit, Proof};
use shared::{
    carry::{Carried, Carry},
    documents::Documents,
    ids::{DeviceTag, DocumentKind},
    limits::TAKE_EDITS,
    sync::{HubInput, Took},
};
use std::{cmp::Reverse, collections::BTreeMap, sync::Arc};
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

    /// What the server holds, for people to compare.
    pub(super) fn proof(&mut self) -> Result<Proof, String> {
        let schedule = self.schedule()?;
        let Loaded::Hub(hub) = &self.hub else { return Err("the disk fails".to_owned()) };
        let mut devices: BTreeMap<DeviceTag, LatestEdit> = BTreeMap::new();
        let mut edits = 0;
        for info in infos(hub.replica().documents()) {
            edits += 1;
            let Some(tag) = info.actor.0.first_chunk::<8>() else { continue };
            let of = devices.entry(DeviceTag(*tag)).or_default();
            of.edits += 1;
            if info.at_s >= of.at_s {
                (of.at_s, of.doubtful) = (info.at_s, info.meta.doubtful);
            }
        }
        let server = hub.replica().id().tag();
        let mut devices: Vec<LatestEdit> = devices
            .into_iter()
            .map(|(tag, mut latest)| {
                latest.device = match schedule.devices.get(&tag) {
                    Some(label) => label.to_string(),
                    None if tag == server => "this server".to_owned(),
                    None => tag.to_string(),
                };
                latest
            })
            .collect();
        devices.sort_by_key(|latest| Reverse((latest.at_s, latest.edits)));
        Ok(Proof { sessions: schedule.sessions.len(), edits, devices })
    }
}

fn infos(documents: &Documents) -> impl Iterator<Item = &shared::documents::ChangeInfo> {
    let hashes = DocumentKind::ALL.into_iter().flat_map(|kind| documents.hashes(kind));
    hashes.filter_map(|hash| documents.info(hash))
}
