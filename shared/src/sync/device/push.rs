//! Pushing: what the log lacks, causes before effects, plan before floor before board, within a
//! window. An ack frees the window; only being shown by the log empties the outbox.

use super::{Cx, Device, Stop, pull::Stage, refused::RefusedHere};
use crate::{
    ids::{ChangeHash, DocumentKind},
    limits,
    persist::RecordKind,
    sync::{
        DeviceEffect, Fault,
        frame::{Ack, Frame, NotYet, Push},
    },
};
use std::collections::{BTreeMap, BTreeSet};

/// Place in the queue: the document's rank, then arrival.
pub(super) type Place = (u8, u64, ChangeHash);

/// What is pushed on one connection.
#[derive(Default)]
pub(super) struct Pusher {
    pub queue: BTreeSet<Place>,
    pub in_flight: BTreeMap<ChangeHash, u64>,
    /// Changes that the server cannot take before others that it asked for.
    pub waiting: BTreeMap<ChangeHash, Waiting>,
    pub refused: BTreeMap<ChangeHash, RefusedHere>,
    pub proofs: super::proof::Proofs,
}

/// What a change waits for.
pub(super) struct Waiting {
    /// What the server asked for and has not acked.
    missing: BTreeSet<ChangeHash>,
    at_ms: u64,
}

impl Pusher {
    /// The change is on its way to the server, or will be without being queued again.
    pub(super) fn is_under_way(&self, place: &Place) -> bool {
        let hash = &place.2;
        self.queue.contains(place)
            || self.in_flight.contains_key(hash)
            || self.waiting.contains_key(hash)
    }
}

fn rank(kind: DocumentKind) -> u8 {
    match kind {
        DocumentKind::Plan => 0,
        DocumentKind::Floor => 1,
        DocumentKind::Board => 2,
    }
}

fn of_rank(rank: u8) -> DocumentKind {
    match rank {
        0 => DocumentKind::Plan,
        1 => DocumentKind::Floor,
        _ => DocumentKind::Board,
    }
}

impl Device {
    /// Whether a change may be pushed at all: always, without a planted bug.
    pub(super) fn may_push(&self, hash: &ChangeHash) -> bool {
        let own = |hash| self.replica.held(hash).is_some_and(|h| h.device == self.replica.id());
        (!self.has_fault(Fault::OutboxOfOwnOnly) || own(hash)) && !self.given.contains(hash)
    }

    pub(super) fn place(&self, hash: &ChangeHash) -> Option<Place> {
        let held = self.replica.held(hash).filter(|_| self.replica.admitted(hash))?;
        Some((rank(held.document), held.arrival, *hash))
    }

    /// Queues changes again or for the first time.
    pub(super) fn queue<'a>(&mut self, hashes: impl IntoIterator<Item = &'a ChangeHash>) {
        let places: Vec<Place> = hashes.into_iter().filter_map(|hash| self.place(hash)).collect();
        let Some(link) = &mut self.link else { return };
        for place in places {
            link.pusher.in_flight.remove(&place.2);
            link.pusher.waiting.remove(&place.2);
            link.pusher.queue.insert(place);
        }
    }

    /// Queues the outbox of the present log.
    pub(super) fn queue_outbox(&mut self, kind: DocumentKind) {
        let Some(log) = self.document(kind).map(|document| document.log) else {
            return;
        };
        let Some(link) = &self.link else { return };
        let hashes: Vec<ChangeHash> = self
            .replica
            .outbox(log, kind)
            .into_iter()
            .filter(|hash| self.may_push(hash))
            .filter(|hash| !link.pusher.in_flight.contains_key(hash))
            .filter(|hash| !link.pusher.waiting.contains_key(hash))
            .filter(|hash| !link.pusher.refused.contains_key(hash))
            .collect();
        self.queue(&hashes);
    }

    /// Changes and names were made here.
    pub(super) fn made(&mut self, cx: &mut Cx<'_>, changes: &[ChangeHash], names: &[Vec<u8>]) {
        let stage = self.link.as_ref().map(|link| &link.stage);
        if let Some(super::Stage::Records { .. } | super::Stage::Open { .. }) = stage
            && !self.rehearsing.is_away()
        {
            self.send_records(cx, RecordKind::Name, names.to_vec());
        }
        let following: Vec<ChangeHash> = changes
            .iter()
            .filter(|hash| {
                let kind = self.replica.held(hash).map(|held| held.document);
                let document = kind
                    .and_then(|kind| self.link.as_ref()?.documents.get(usize::from(kind.number())));
                document.is_some_and(|document| matches!(document.stage, Stage::Following))
            })
            .copied()
            .collect();
        self.queue(&following);
    }

    /// Sends as much of the queue as the window holds.
    pub(super) fn flush(&mut self, cx: &mut Cx<'_>) -> Result<(), Stop> {
        loop {
            let Some(link) = &self.link else {
                return Ok(());
            };
            let room = limits::IN_FLIGHT_ENVELOPES_MAX.saturating_sub(link.pusher.in_flight.len());
            let takes = |place: &&Place| {
                let kind = usize::from(of_rank(place.0).number());
                link.documents.get(kind).is_some_and(super::pull::Document::takes_pushes)
            };
            let Some(first) = link.pusher.queue.iter().find(takes).copied() else {
                return Ok(());
            };
            if room == 0 {
                return Ok(());
            }
            let count = room.min(limits::BATCH_ENVELOPES_MAX);
            let end = (first.0, u64::MAX, ChangeHash([0xff; 32]));
            let page: Vec<Place> =
                link.pusher.queue.range(first..=end).take(count).copied().collect();
            self.push(cx, of_rank(first.0), &page)?;
        }
    }

    fn push(&mut self, cx: &mut Cx<'_>, kind: DocumentKind, page: &[Place]) -> Result<(), Stop> {
        let (mut envelopes, mut changes) = (Vec::new(), Vec::new());
        let mut bytes = 0;
        for place in page {
            if bytes > limits::BATCH_BYTES_SPLIT {
                break;
            }
            let body = self.replica.body(&place.2, cx.bodies)?;
            let Some(link) = &mut self.link else {
                return Ok(());
            };
            link.pusher.queue.remove(place);
            if let Some(body) = body {
                link.pusher.in_flight.insert(place.2, cx.now.ms);
                bytes += body.len();
                envelopes.push(body.into());
                changes.push(place.2);
            }
        }
        let Some(log) = self.document(kind).map(|document| document.log) else {
            return Ok(());
        };
        if !envelopes.is_empty() {
            let (names, before) = self.replica.names_beside(&changes);
            self.send_records(cx, RecordKind::Name, before);
            self.send(cx, &Frame::Push(Push { document: kind, log, envelopes, names }));
        }
        Ok(())
    }

    pub(super) fn retry_pushes(&mut self, cx: &mut Cx<'_>) {
        let Some(link) = &self.link else { return };
        let is_late = |at_ms: u64| cx.now.ms.saturating_sub(at_ms) >= limits::RETRY_MS;
        let Pusher { in_flight, waiting, .. } = &link.pusher;
        let late = in_flight.iter().filter(|(_, at_ms)| is_late(**at_ms)).map(|(hash, _)| *hash);
        // The answer about what these wait for may have been lost.
        let forgotten = waiting.iter().filter(|(_, waiting)| is_late(waiting.at_ms));
        let late: Vec<ChangeHash> = late.chain(forgotten.map(|(hash, _)| *hash)).collect();
        self.queue(&late);
        self.retry_proofs(cx);
    }

    /// The log has shown these: they are done with.
    pub(super) fn shown(&mut self, hashes: &[ChangeHash]) {
        let places: Vec<Place> = hashes.iter().filter_map(|hash| self.place(hash)).collect();
        let Some(link) = &mut self.link else { return };
        for place in places {
            link.pusher.queue.remove(&place);
            link.pusher.in_flight.remove(&place.2);
            link.pusher.refused.remove(&place.2);
            link.pusher.waiting.remove(&place.2);
        }
        let mut ready = Vec::new();
        for (hash, waiting) in &mut link.pusher.waiting {
            let before = waiting.missing.len();
            waiting.missing.retain(|missing| !hashes.contains(missing));
            if waiting.missing.is_empty() && before > 0 {
                ready.push(*hash);
            }
        }
        self.queue(&ready);
    }

    pub(super) fn ack(&mut self, cx: &mut Cx<'_>, ack: &Ack) -> Result<(), Stop> {
        let kind = ack.document;
        if self.document_of(kind, ack.log).is_none() {
            return Ok(());
        }
        let hashes: Vec<ChangeHash> = ack.accepted.iter().map(|accepted| accepted.hash).collect();
        self.shown(&hashes);
        if self.has_fault(Fault::OutboxClearedOnAck) {
            for hash in &hashes {
                self.given.insert(*hash);
                self.replica.drop_lacking((ack.log, kind), hash);
            }
        }
        self.ask_for_nudgers(&hashes);
        if let Some(Stage::Pushing { wanted, .. }) = self.document(kind).map(|d| &mut d.stage) {
            for hash in &hashes {
                wanted.remove(hash);
            }
        }
        cx.step.effects.push(DeviceEffect::Changed);
        self.check_pushed(cx, kind)
    }

    /// Dependents of refused changes are in the log, so these are there too. Their own ack may have
    /// been lost while they counted as refused: they are sent again, to be acked as known.
    fn ask_for_nudgers(&mut self, acked: &[ChangeHash]) {
        let Some(link) = &self.link else { return };
        let refused = link.pusher.refused.iter();
        let there: Vec<ChangeHash> = refused
            .filter(|(_, refused)| acked.iter().any(|hash| refused.nudged.contains(hash)))
            .map(|(hash, _)| *hash)
            .collect();
        self.queue(&there);
    }

    /// The server lacks something that this depends on: that goes first, and this when the server
    /// has it. What is under way already is not sent again: each of many answers would ask for more.
    pub(super) fn not_yet(&mut self, cx: &Cx<'_>, not_yet: &NotYet) {
        let hash = not_yet.hash;
        if self.document_of(not_yet.document, not_yet.log).is_none()
            || self.is_wedged(&hash)
            || self.is_shown(not_yet.document, &hash)
        {
            return;
        }
        let Some(link) = &mut self.link else { return };
        if link.pusher.in_flight.remove(&hash).is_none() {
            // The same answer again.
            return;
        }
        let missing = not_yet.missing.iter().copied().collect();
        link.pusher.waiting.insert(hash, Waiting { missing, at_ms: cx.now.ms });
        self.queue_if_idle(&not_yet.missing);
    }

    /// Queues what is not under way.
    pub(super) fn queue_if_idle(&mut self, hashes: &[ChangeHash]) {
        let Some(link) = &self.link else { return };
        let idle = |hash: &&ChangeHash| {
            self.place(hash).is_some_and(|place| !link.pusher.is_under_way(&place))
        };
        let idle: Vec<ChangeHash> = hashes.iter().filter(idle).copied().collect();
        self.queue(&idle);
    }
}
