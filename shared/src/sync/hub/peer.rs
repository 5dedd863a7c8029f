//! What a server knows of one connection, and what passes over it that is neither handshake nor
//! log: heartbeats and records.

use super::{Cx, Hub, Stop};
use crate::{
    ids::{ChangeHash, DeviceId, DocumentKind, RecordId},
    limits,
    persist::RecordKind,
    replica::{KINDS, Source, fact, put_fact},
    sync::{
        HubEffect,
        device::record_frames,
        frame::{
            Frame, Goodbye, Have, Heartbeat, LogState, Need, Notice, NoticeCode, Records,
            Violation, WallTime,
        },
    },
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// How far the handshake is.
#[derive(Debug, Clone, Copy)]
pub(super) enum Stage {
    /// Waiting for the device's hello.
    New,
    /// Waiting for its proof.
    Proving { device: DeviceId, device_nonce: [u8; 32], nonce: [u8; 32], process: [u8; 16] },
    /// Let in.
    Open { device: DeviceId, process: [u8; 16] },
}

/// One connection.
pub(super) struct Peer {
    pub opened_ms: u64,
    pub heard_ms: u64,
    pub stage: Stage,
    /// Gets each new batch of a document as it commits.
    pub live: [bool; 3],
    /// Changes that are admitted to a document whatever their author may do today.
    pub vouched: BTreeSet<(DocumentKind, ChangeHash)>,
    pub proof: Option<super::proof::Run>,
    /// A later connection with the same key from another process.
    pub rival: Option<u64>,
    pages: BTreeMap<u64, Vec<RecordId>>,
    pages_of: u64,
}

impl Peer {
    pub(super) fn new(now_ms: u64) -> Self {
        Self {
            opened_ms: now_ms,
            heard_ms: now_ms,
            stage: Stage::New,
            live: [false; 3],
            vouched: BTreeSet::new(),
            proof: None,
            rival: None,
            pages: BTreeMap::new(),
            pages_of: 0,
        }
    }

    /// The device, once it is let in.
    pub(super) fn device(&self) -> Option<DeviceId> {
        match self.stage {
            Stage::New | Stage::Proving { .. } => None,
            Stage::Open { device, .. } => Some(device),
        }
    }
}

impl Hub {
    pub(super) fn opened(&mut self, cx: &mut Cx<'_>, peer: u64) {
        if self.peers.len() >= limits::PEERS_MAX {
            self.close(cx, peer, Goodbye::Full);
            return;
        }
        self.peers.insert(peer, Peer::new(cx.now.ms));
    }

    pub(super) fn frame(&mut self, cx: &mut Cx<'_>, peer: u64, bytes: &[u8]) -> Result<(), Stop> {
        let Some(known) = self.peers.get_mut(&peer) else {
            return Ok(());
        };
        known.heard_ms = cx.now.ms;
        let (open, rival) = (known.device().is_some(), known.rival.take());
        if let Some(rival) = rival.filter(|rival| self.peers.contains_key(rival)) {
            // Both are alive: a copied disk. Both are told.
            for peer in [peer, rival] {
                self.send(cx, peer, &Frame::Notice(Notice { code: NoticeCode::Cloned }));
            }
        }
        if open {
            self.hear(cx, peer, None);
        }
        let Some(frame) = Frame::decode(bytes)? else {
            return Ok(());
        };
        match frame {
            Frame::ClientHello(hello) => self.client_hello(cx, peer, &hello),
            Frame::Prove(prove) => self.prove(cx, peer, &prove),
            Frame::Farewell(_) => {
                self.peers.remove(&peer);
            }
            other if open => return self.open_frame(cx, peer, other),
            _ => return Err(Violation::OutOfPlace("a frame before the handshake").into()),
        }
        Ok(())
    }

    fn open_frame(&mut self, cx: &mut Cx<'_>, peer: u64, frame: Frame) -> Result<(), Stop> {
        match frame {
            Frame::Heartbeat(beat) => self.hear(cx, peer, Some(&beat)),
            Frame::Have(have) => self.have(cx, peer, have),
            Frame::Records(records) => self.records(cx, peer, &records),
            Frame::Follow(follow) => self.follow(cx, peer, &follow)?,
            Frame::Walk(walk) => self.walk(cx, peer, &walk),
            Frame::Fetch(fetch) => self.fetch(cx, peer, &fetch)?,
            Frame::Offer(offer) => self.offer(cx, peer, offer),
            Frame::Hashes(hashes) => self.hashes(cx, peer, hashes),
            Frame::Push(push) => self.push(cx, peer, &push)?,
            Frame::Proof(proof) => self.proof(cx, peer, &proof)?,
            Frame::Presence(presence) => self.present(cx, peer, presence),
            Frame::Reports(reports) => self.reported(cx, peer, reports),
            Frame::GoBack(to) => self.go_back(cx, peer, to),
            Frame::ClientHello(_)
            | Frame::ServerHello(_)
            | Frame::Prove(_)
            | Frame::Welcome(_)
            | Frame::Farewell(_)
            | Frame::Notice(_)
            | Frame::Need(_)
            | Frame::Batch(_)
            | Frame::Mismatch(_)
            | Frame::HashBatch(_)
            | Frame::Bodies(_)
            | Frame::Ack(_)
            | Frame::NotYet(_)
            | Frame::Refused(_)
            | Frame::Known(_)
            | Frame::Want(_)
            | Frame::Proven(_)
            | Frame::Standings(_)
            | Frame::Safety(_)
            | Frame::NotBack(_) => {
                return Err(Violation::OutOfPlace("a server's frame came from a device").into());
            }
        }
        Ok(())
    }

    /// Numbers of the peers that were let in.
    pub(super) fn open_peers(&self) -> Vec<u64> {
        let open = self.peers.iter().filter(|(_, peer)| peer.device().is_some());
        open.map(|(number, _)| *number).collect()
    }

    /// Sends the same bytes to peers.
    pub(super) fn send_all(&self, cx: &mut Cx<'_>, peers: &[u64], frame: &Frame) {
        if peers.is_empty() {
            return;
        }
        let frame: Arc<[u8]> = frame.encode().into();
        let send = |peer: &u64| HubEffect::Send { peer: *peer, frame: Arc::clone(&frame) };
        cx.step.effects.extend(peers.iter().map(send));
    }

    pub(super) fn wall_time(&self, cx: &Cx<'_>) -> WallTime {
        let (ms, doubtful) = self.replica.clock.read(cx.now);
        WallTime { ms, sure: !doubtful }
    }

    pub(super) fn log_states(&self) -> Vec<LogState> {
        KINDS
            .into_iter()
            .map(|document| {
                let log = self.shown(document);
                let (position, chain) = (log.len(), log.chain());
                LogState { document, log: self.log_id(document), position, chain }
            })
            .collect()
    }

    pub(super) fn tick(&mut self, cx: &mut Cx<'_>) {
        if let Some(high) = self.replica.clock.raise(cx.now) {
            cx.step.commit.puts.push(put_fact(fact::CLOCK, high.to_be_bytes().to_vec()));
        }
        let silent: Vec<u64> = self
            .peers
            .iter()
            .filter(|(_, peer)| {
                let (since, limit) = match peer.device() {
                    Some(_) => (peer.heard_ms, limits::SILENCE_MS_MAX),
                    None => (peer.opened_ms, limits::HANDSHAKE_MS_MAX),
                };
                cx.now.ms.saturating_sub(since) > limit
            })
            .map(|(number, _)| *number)
            .collect();
        for peer in silent {
            self.close(cx, peer, Goodbye::Silence);
        }
        if cx.now.ms.saturating_sub(self.beat_ms) >= limits::HEARTBEAT_MS {
            self.beat_ms = cx.now.ms;
            let (time, logs) = (self.wall_time(cx), self.log_states());
            let records = self.replica.digests();
            let beat = Frame::Heartbeat(Heartbeat { time, logs, records, waiting: None });
            let peers = self.open_peers();
            self.send_all(cx, &peers, &beat);
        }
        self.tell_standings(cx);
        self.tell_safety(cx);
        self.tell_reports(cx);
        self.keep_heard(cx);
    }

    /// A page of ids; after the last one the device gets what it lacks and hears what is needed.
    fn have(&mut self, cx: &mut Cx<'_>, peer: u64, have: Have) {
        let Some(known) = self.peers.get_mut(&peer) else {
            return;
        };
        let pages_max = limits::NAMES_MAX.div_ceil(limits::FRAME_HASHES_MAX) as u64;
        if have.pages > pages_max || have.page >= have.pages {
            return;
        }
        if known.pages_of != have.ask {
            known.pages_of = have.ask;
            known.pages.clear();
        }
        known.pages.insert(have.page, have.ids);
        if (known.pages.len() as u64) < have.pages {
            return;
        }
        let theirs: Vec<RecordId> =
            std::mem::take(&mut known.pages).into_values().flatten().collect();
        let kind = have.kind;
        let (mut ids, missing) = self.replica.compare_records(kind, &theirs);
        ids.truncate(limits::FRAME_HASHES_MAX);
        let records: Vec<Vec<u8>> =
            missing.iter().filter_map(|id| self.replica.record(kind, id)).collect();
        let sent = records.len() as u64;
        for frame in record_frames(kind, records) {
            self.send(cx, peer, &frame);
        }
        self.send(cx, peer, &Frame::Need(Need { ask: have.ask, kind, ids, sent }));
    }

    fn records(&mut self, cx: &mut Cx<'_>, peer: u64, frame: &Records) {
        let records: Vec<&[u8]> = frame.records.iter().map(|bytes| &bytes[..]).collect();
        self.take_records(cx, frame.kind, &records, Some(peer));
    }

    /// Takes records in and passes the new ones on; peers whose role is gone are shown out.
    pub(super) fn take_records(
        &mut self,
        cx: &mut Cx<'_>,
        kind: RecordKind,
        records: &[&[u8]],
        from: Option<u64>,
    ) {
        let commit = &mut cx.step.commit;
        let new = self.replica.take_records(kind, records, Source::Device, commit);
        self.pass_on(cx, kind, new, from);
    }

    /// Sends new records to every peer but the one they came from.
    pub(super) fn pass_on(
        &mut self,
        cx: &mut Cx<'_>,
        kind: RecordKind,
        new: Vec<Vec<u8>>,
        from: Option<u64>,
    ) {
        if new.is_empty() {
            return;
        }
        let peers: Vec<u64> =
            self.open_peers().into_iter().filter(|peer| Some(*peer) != from).collect();
        for frame in record_frames(kind, new) {
            self.send_all(cx, &peers, &frame);
        }
        cx.step.effects.push(HubEffect::Changed);
        for peer in self.open_peers() {
            let device = self.peers.get(&peer).and_then(Peer::device);
            if device.is_some_and(|device| self.replica.role_of(&device).is_none()) {
                self.close(cx, peer, Goodbye::Revoked);
            }
        }
    }
}
