//! What came together when a connection was there again: counted from its opening until everything
//! is here, then told once. What comes later, while the connection lives, is everyday.

use super::{Cx, Device, Line};
use crate::{
    ids::{ChangeHash, DeviceId, DocumentKind, SetId},
    limits,
    sync::{DeviceEffect, Merged},
};
use std::collections::BTreeSet;

/// One act of a person: its set, or its change where it is of no set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Edit {
    Set(SetId),
    Change(ChangeHash),
}

/// The count, and the last report.
#[derive(Default)]
pub(super) struct Merging {
    counting: Option<Counting>,
    last: Option<Merged>,
}

#[derive(Default)]
struct Counting {
    /// Changes of others that came.
    taken: Vec<ChangeHash>,
    /// Own changes that had not reached the server when the connection was opened.
    own: BTreeSet<ChangeHash>,
    /// Since when everything of the server is here.
    complete_ms: Option<u64>,
}

impl Merging {
    pub(super) fn report(&self) -> Option<Merged> {
        self.last
    }

    /// Something is still being brought together.
    pub(super) fn is_counting(&self) -> bool {
        self.counting.is_some()
    }
}

impl Device {
    /// A connection was opened. One that broke before everything was here is part of the same
    /// story; where no server was ever met there is nothing to bring together.
    pub(super) fn begin_merging(&mut self) {
        if self.present.is_none() {
            return;
        }
        let me = self.replica.id();
        let mut own = BTreeSet::new();
        for kind in DocumentKind::ALL {
            if let Some(log) = self.present_log(kind) {
                own.extend(self.replica.outbox(log, kind));
            }
        }
        own.retain(|hash| self.replica.held(hash).is_some_and(|held| held.device == me));
        let counting = self.merging.counting.get_or_insert_default();
        counting.own.extend(own);
        counting.complete_ms = None;
    }

    /// Changes were taken from the server.
    pub(super) fn taken<'a>(&mut self, hashes: impl IntoIterator<Item = &'a ChangeHash>) {
        let me = self.replica.id();
        let Some(counting) = &mut self.merging.counting else { return };
        let of_others =
            |hash: &&ChangeHash| self.replica.held(hash).is_some_and(|held| held.device != me);
        counting.taken.extend(hashes.into_iter().filter(of_others));
    }

    /// Tells what came together as soon as everything is here and own edits are at the server; one
    /// that the server does not take is not waited for.
    pub(super) fn look_for_merged(&mut self, cx: &mut Cx<'_>) {
        if self.merging.counting.is_none() || self.line() != Line::UpToDate {
            return;
        }
        let waits = self.own_unshown();
        let Some(counting) = &mut self.merging.counting else { return };
        let complete_ms = *counting.complete_ms.get_or_insert(cx.now.ms);
        if waits && cx.now.ms.saturating_sub(complete_ms) < limits::MERGE_WAIT_MS {
            return;
        }
        let Some(counting) = self.merging.counting.take() else { return };
        let own = counting.own.iter().filter(|hash| self.has_reached(hash));
        let mut edits = BTreeSet::new();
        let mut devices: BTreeSet<DeviceId> = BTreeSet::new();
        for hash in counting.taken.iter().chain(own) {
            let Some(held) = self.replica.held(hash) else { continue };
            devices.insert(held.device);
            let set = self.replica.documents.info(hash).and_then(|info| info.meta.set);
            edits.insert(set.map_or(Edit::Change(*hash), |(set, ..)| Edit::Set(set)));
        }
        if edits.is_empty() {
            return;
        }
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        self.merging.last = Some(Merged {
            id: self.merging.last.map_or(1, |last| last.id + 1),
            edits: count(edits.len()),
            devices: count(devices.len()),
            at_ms: self.replica.clock.read(cx.now).0,
        });
        cx.step.effects.push(DeviceEffect::Changed);
    }

    /// Some own edit that waited is still on its way.
    fn own_unshown(&self) -> bool {
        let counting = self.merging.counting.as_ref();
        counting.is_some_and(|counting| {
            let mut own = counting.own.iter();
            own.any(|hash| self.replica.admitted(hash) && !self.has_reached(hash))
        })
    }

    fn has_reached(&self, hash: &ChangeHash) -> bool {
        let kind = self.replica.held(hash).map(|held| held.document);
        let log = kind.and_then(|kind| self.replica.log(self.present_log(kind)?, kind));
        self.replica.admitted(hash) && log.is_some_and(|log| log.has(hash))
    }
}
