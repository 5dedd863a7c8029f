//! What came together when a connection was there again: counted from its opening until everything
//! is here, then told. Where several were cut off they come back one after the other: what was made
//! before this connection was there, and comes a little later, is added to what was told. All else
//! that comes while the connection lives is everyday.

use super::{Cx, Device, Line};
use crate::{
    ids::{ChangeHash, DeviceId, DocumentKind, SetId},
    limits,
    sync::{DeviceEffect, Merged, Now},
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
    gathering: Option<Gathering>,
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
    /// When the connection was opened, in seconds since 1970.
    opened_s: i64,
}

/// What was told, and what may be added to it.
struct Gathering {
    edits: BTreeSet<Edit>,
    devices: BTreeSet<DeviceId>,
    /// Changes of others that came since.
    late: Vec<ChangeHash>,
    opened_s: i64,
    until_ms: u64,
    is_told: bool,
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
    pub(super) fn begin_merging(&mut self, now: Now) {
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
        let opened_s = self.replica.clock.read(now).0.div_euclid(1_000);
        self.merging.gathering = None;
        let counting = self.merging.counting.get_or_insert_default();
        counting.own.extend(own);
        counting.complete_ms = None;
        counting.opened_s = opened_s;
    }

    /// Changes were taken from the server.
    pub(super) fn taken<'a>(&mut self, hashes: impl IntoIterator<Item = &'a ChangeHash>) {
        let me = self.replica.id();
        let Merging { counting, gathering, .. } = &mut self.merging;
        let taken = match (counting, gathering) {
            (Some(counting), _) => &mut counting.taken,
            (None, Some(gathering)) => &mut gathering.late,
            (None, None) => return,
        };
        let of_others =
            |hash: &&ChangeHash| self.replica.held(hash).is_some_and(|held| held.device != me);
        taken.extend(hashes.into_iter().filter(of_others));
    }

    /// Tells what came together as soon as everything is here and own edits are at the server; one
    /// that the server does not take is not waited for.
    pub(super) fn look_for_merged(&mut self, cx: &mut Cx<'_>) {
        if self.merging.counting.is_none() {
            return self.gather(cx);
        }
        if self.line() != Line::UpToDate {
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
        let mut gathering = Gathering {
            edits: BTreeSet::new(),
            devices: BTreeSet::new(),
            late: Vec::new(),
            opened_s: counting.opened_s,
            until_ms: cx.now.ms.saturating_add(limits::MERGE_GATHER_MS),
            is_told: false,
        };
        for hash in counting.taken.iter().chain(own) {
            self.count(hash, &mut gathering);
        }
        self.tell_merged(cx, gathering);
    }

    /// What others made before this connection was there is added, for a while.
    fn gather(&mut self, cx: &mut Cx<'_>) {
        let Some(mut gathering) = self.merging.gathering.take() else { return };
        if cx.now.ms >= gathering.until_ms {
            return;
        }
        let before = gathering.edits.len();
        for hash in std::mem::take(&mut gathering.late) {
            let info = self.replica.documents.info(&hash);
            if info.is_some_and(|info| info.at_s < gathering.opened_s) {
                self.count(&hash, &mut gathering);
            }
        }
        if gathering.edits.len() > before {
            self.tell_merged(cx, gathering);
        } else {
            self.merging.gathering = Some(gathering);
        }
    }

    fn count(&self, hash: &ChangeHash, gathering: &mut Gathering) {
        let Some(held) = self.replica.held(hash) else { return };
        gathering.devices.insert(held.device);
        let set = self.replica.documents.info(hash).and_then(|info| info.meta.set);
        gathering.edits.insert(set.map_or(Edit::Change(*hash), |(set, ..)| Edit::Set(set)));
    }

    /// A report of its own, or more of the one that was told.
    fn tell_merged(&mut self, cx: &mut Cx<'_>, mut gathering: Gathering) {
        if !gathering.edits.is_empty() {
            let last = self.merging.last.map_or(0, |last| last.id);
            let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
            self.merging.last = Some(Merged {
                id: if gathering.is_told { last } else { last + 1 },
                edits: count(gathering.edits.len()),
                devices: count(gathering.devices.len()),
                at_ms: self.replica.clock.read(cx.now).0,
            });
            gathering.is_told = true;
            cx.step.effects.push(DeviceEffect::Changed);
        }
        self.merging.gathering = Some(gathering);
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
