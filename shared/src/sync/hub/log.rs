//! The logs: what was admitted is appended, signed, and sent to whoever follows.

use super::{Cx, Hub, Stop};
use crate::{
    ids::{ChangeHash, DocumentKind, LogId},
    limits,
    log::{Chain, SignedHead},
    persist::{RecordKind, StoreError, Transaction},
    replica::ShownLog,
    sync::{
        Fault, HubEffect,
        device::record_frames,
        frame::{
            Batch, Bodies, Fetch, Follow, Frame, HashBatch, Hashes, Known, Mismatch, Offer, Walk,
            Want,
        },
    },
};

/// A stretch of a log, and what is sent before it.
struct Page {
    names_before: Vec<Frame>,
    batch: Batch,
    /// Its last position.
    last: u64,
}

impl Page {
    fn frames(self) -> impl Iterator<Item = Frame> {
        self.names_before.into_iter().chain([Frame::Batch(self.batch)])
    }
}

impl Hub {
    pub(super) fn shown(&self, kind: DocumentKind) -> std::borrow::Cow<'_, ShownLog> {
        use std::borrow::Cow;
        match self.replica.log(self.log_id(kind), kind) {
            Some(log) => Cow::Borrowed(log),
            None => Cow::Owned(self.replica.empty_log(self.log_id(kind), kind)),
        }
    }

    /// Appends every admitted change that the log lacks.
    pub(super) fn append(&mut self, kind: DocumentKind, commit: &mut Transaction) {
        let key = (self.log_id(kind), kind);
        let lacking: Vec<ChangeHash> =
            self.replica.log_mut(key).lacking().map(|(_, hash)| hash).collect();
        self.replica.show(key, &lacking, None, commit);
    }

    /// The signed head at a position.
    pub(super) fn sign_head(&self, kind: DocumentKind, position: u64) -> Option<SignedHead> {
        let chain = self.shown(kind).chain_at(position)?;
        let log = self.log_id(kind);
        Some(SignedHead::sign(&self.replica.key, log, kind, position, chain))
    }

    /// The stretch of the log after a position, as much as fits a frame.
    fn page(&self, cx: &Cx<'_>, kind: DocumentKind, position: u64) -> Result<Option<Page>, Stop> {
        let shown = self.shown(kind);
        let Some(chain) = shown.chain_at(position) else {
            return Ok(None);
        };
        let (mut envelopes, mut changes) = (Vec::new(), Vec::new());
        let mut bytes = 0;
        for hash in shown.hashes(position + 1, limits::BATCH_ENVELOPES_MAX) {
            if bytes > limits::BATCH_BYTES_SPLIT {
                break;
            }
            let Some(body) = self.replica.body(&hash, cx.bodies)? else {
                break;
            };
            bytes += body.len();
            envelopes.push(body.into());
            changes.push(hash);
        }
        let last = position + envelopes.len() as u64;
        let Some(head) = self.sign_head(kind, last) else {
            return Ok(None);
        };
        let (names, before) = self.replica.names_beside(&changes);
        let names_before = record_frames(RecordKind::Name, before);
        let batch = Batch {
            document: kind,
            log: self.log_id(kind),
            first: position + 1,
            before: chain,
            envelopes,
            head: head.encode().into(),
            length: shown.len(),
            names,
        };
        Ok(Some(Page { names_before, batch, last }))
    }

    /// Sends what was appended to every peer that follows: each frame is encoded once.
    pub(super) fn fan_out(&mut self, cx: &mut Cx<'_>) -> Result<(), StoreError> {
        for kind in DocumentKind::ALL {
            let index = usize::from(kind.number());
            let length = self.shown(kind).len();
            let mut told = self.told.get(index).copied().unwrap_or(length);
            if told >= length {
                continue;
            }
            cx.step.effects.push(HubEffect::Changed);
            let live = |peer: &super::Peer| peer.live.get(index).copied().unwrap_or(false);
            let peers: Vec<u64> =
                self.peers.iter().filter(|(_, peer)| live(peer)).map(|(n, _)| *n).collect();
            while told < length && !peers.is_empty() {
                let page = match self.page(cx, kind, told) {
                    Ok(page) => page,
                    Err(Stop::Store(error)) => return Err(error),
                    Err(Stop::Violation(_)) => None,
                };
                let Some(page) = page.filter(|page| page.last > told) else {
                    break;
                };
                told = page.last;
                for frame in page.frames() {
                    self.send_all(cx, &peers, &frame);
                }
            }
            if let Some(told) = self.told.get_mut(index) {
                *told = length;
            }
        }
        Ok(())
    }

    /// Whether a device's cursor is in this log; otherwise it is told how the log stands.
    fn is_cursor(
        &self,
        cx: &mut Cx<'_>,
        peer: u64,
        kind: DocumentKind,
        (log, position, chain): (LogId, u64, Chain),
    ) -> bool {
        let shown = self.shown(kind);
        let blind = self.replica.has_fault(Fault::NoChainCheck);
        let same = log == self.log_id(kind);
        if same && (blind || shown.chain_at(position) == Some(chain)) {
            return true;
        }
        let mismatch = Mismatch {
            document: kind,
            log: self.log_id(kind),
            position: shown.len(),
            chain: shown.chain(),
        };
        self.send(cx, peer, &Frame::Mismatch(mismatch));
        false
    }

    fn set_live(&mut self, peer: u64, kind: DocumentKind, now_live: bool) {
        let live = self.peers.get_mut(&peer).map(|peer| &mut peer.live);
        if let Some(live) = live.and_then(|live| live.get_mut(usize::from(kind.number()))) {
            *live = now_live;
        }
    }

    pub(super) fn follow(
        &mut self,
        cx: &mut Cx<'_>,
        peer: u64,
        follow: &Follow,
    ) -> Result<(), Stop> {
        let kind = follow.document;
        let cursor = (follow.log, follow.position, follow.chain);
        if !self.is_cursor(cx, peer, kind, cursor) {
            self.set_live(peer, kind, false);
            return Ok(());
        }
        let length = self.shown(kind).len();
        let position = follow.position.min(length);
        let Some(page) = self.page(cx, kind, position)? else {
            return Ok(());
        };
        self.set_live(peer, kind, page.last == length);
        for frame in page.frames() {
            self.send(cx, peer, &frame);
        }
        Ok(())
    }

    pub(super) fn walk(&mut self, cx: &mut Cx<'_>, peer: u64, walk: &Walk) {
        let kind = walk.document;
        if !self.is_cursor(cx, peer, kind, (walk.log, walk.position, walk.chain)) {
            return;
        }
        let shown = self.shown(kind);
        let hashes = shown.hashes(walk.position + 1, limits::WALK_HASHES_MAX);
        let Some(before) = shown.chain_at(walk.position) else {
            return;
        };
        let Some(head) = self.sign_head(kind, walk.position + hashes.len() as u64) else {
            return;
        };
        let batch = HashBatch {
            ask: walk.ask,
            document: kind,
            log: walk.log,
            first: walk.position + 1,
            before,
            hashes,
            head: head.encode().into(),
        };
        self.send(cx, peer, &Frame::HashBatch(batch));
    }

    pub(super) fn fetch(&mut self, cx: &mut Cx<'_>, peer: u64, fetch: &Fetch) -> Result<(), Stop> {
        let (mut envelopes, mut changes) = (Vec::new(), Vec::new());
        let mut lacking = Vec::new();
        let mut bytes = 0;
        for hash in &fetch.hashes {
            if bytes > limits::BATCH_BYTES_SPLIT {
                break;
            }
            let held = self.has(fetch.document, hash);
            let body = if held { self.replica.body(hash, cx.bodies)? } else { None };
            match body {
                Some(body) => {
                    bytes += body.len();
                    envelopes.push(body.into());
                    changes.push(*hash);
                }
                None => lacking.push(*hash),
            }
        }
        let (ask, document, log) = (fetch.ask, fetch.document, fetch.log);
        let (names, before) = self.replica.names_beside(&changes);
        for frame in record_frames(RecordKind::Name, before) {
            self.send(cx, peer, &frame);
        }
        let answer = Bodies { ask, document, log, envelopes, lacking, names };
        self.send(cx, peer, &Frame::Bodies(answer));
        Ok(())
    }

    pub(super) fn offer(&mut self, cx: &mut Cx<'_>, peer: u64, offer: Offer) {
        let Offer { ask, document, log, mut hashes } = offer;
        hashes.retain(|hash| self.has(document, hash));
        self.send(cx, peer, &Frame::Known(Known { ask, document, log, hashes }));
    }

    pub(super) fn hashes(&mut self, cx: &mut Cx<'_>, peer: u64, page: Hashes) {
        let Hashes { ask, document, log, mut hashes } = page;
        hashes.retain(|hash| !self.has(document, hash));
        self.send(cx, peer, &Frame::Want(Want { ask, document, log, hashes }));
    }
}
