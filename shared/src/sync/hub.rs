//! The server's end: a replica, one log per document, and many peers.

mod carry;
mod door;
mod handshake;
mod log;
mod operator;
mod peer;
mod presence;
mod proof;
mod report;
mod safety;
mod standing;

use super::{
    Fault, HubEffect, HubInput, HubStatus, Now, Setup, Step,
    cx::Stop,
    frame::{Farewell, Frame, Goodbye, Violation},
};
use crate::{
    ids::{ChangeHash, DocumentKind, EventId, LogId, Random, RecordId, draw},
    keys::{DeviceKey, RootKey},
    names::{InsertedName, Names},
    persist::{Bodies, Put, RecordKind, Saved, StoreError, Transaction},
    replica::{KINDS, LoadError, Replica, Taking, fact, put_fact},
    roster::Statement,
    schedule::Schedule,
    spare::Spare,
};
use peer::Peer;
use std::{collections::BTreeMap, sync::Arc};

/// What one input is handled with.
type Cx<'a> = super::cx::Cx<'a, HubEffect>;

/// The owner of an event on a server. It is driven by [`handle`](Self::handle); see the
/// [module](super) for what a shell does with a [`Step`]. After an error of `handle` it must be
/// loaded again.
pub struct Hub {
    replica: Replica,
    /// Its logs by document number.
    logs: [LogId; 3],
    peers: BTreeMap<u64, Peer>,
    /// How much of each log was sent to the peers that follow it live.
    told: [u64; 3],
    beat_ms: u64,
    presence: presence::Waiting,
    heards: standing::Heards,
    reports: report::Kept,
    safety: safety::Told,
    violation: Option<(u64, Violation)>,
    taking: Option<(u64, Taking)>,
}

impl Hub {
    /// The first content of a server's store: a new key, which the root certifies as server and
    /// makes an organiser (so that it can import), and new logs.
    #[must_use]
    pub fn create(root: &RootKey, random: &mut dyn Random) -> Transaction {
        Self::begin(&Spare::sign(root, random), random)
    }

    /// The first content of the store of a server with this key: root's word for it, and new logs.
    /// What others hold of the event is brought to it.
    #[must_use]
    pub fn begin(spare: &Spare, random: &mut dyn Random) -> Transaction {
        let logs: Vec<u8> = (0..3).flat_map(|_| draw::<16>(random)).collect();
        let mut puts = vec![
            put_fact(fact::NODE, b"server".to_vec()),
            put_fact(fact::KEY, spare.key().seed().to_vec()),
            put_fact(fact::EVENT, spare.event().0.to_vec()),
            put_fact(fact::LOGS, logs),
        ];
        puts.extend(spare.statements().iter().map(|statement| {
            let (id, bytes) = (statement.id().0, statement.encode());
            Put::Record { kind: RecordKind::Statement, id, bytes }
        }));
        Transaction { puts }
    }

    /// The key of the server whose store this is; none of another node's.
    #[must_use]
    pub fn key_of(saved: &Saved) -> Option<DeviceKey> {
        saved.facts.get(fact::NODE).filter(|node| node[..] == *b"server")?;
        let seed: [u8; 32] = saved.facts.get(fact::KEY)?[..].try_into().ok()?;
        Some(DeviceKey::from_seed(&seed))
    }

    /// What a server's store gets beside everything of a backup, when it begins from that: new
    /// logs, so that devices offer again what the backup lacks, and the records of both, so that
    /// nobody who was revoked and no name that was erased comes back.
    #[must_use]
    pub fn begin_from(
        backup: &Saved,
        present: &Saved,
        setup: &Setup,
        random: &mut dyn Random,
    ) -> Transaction {
        let mut puts = Vec::new();
        let event = backup.facts.get(fact::EVENT).and_then(|value| value[..].try_into().ok());
        let mut names = Names::new(EventId(event.unwrap_or([0; 32])));
        let forgets = setup.fault == Some(Fault::ErasuresForgotten);
        let known =
            present.records.iter().filter(|(kind, _)| !forgets || *kind != RecordKind::Name);
        for (kind, bytes) in backup.records.iter().chain(known) {
            match kind {
                RecordKind::Statement => {
                    if let Ok(statement) = Statement::decode(bytes) {
                        let (kind, id) = (RecordKind::Statement, statement.id().0);
                        puts.push(Put::Record { kind, id, bytes: bytes.clone() });
                    }
                }
                RecordKind::Name => {
                    let inserted = names.insert_with(bytes, setup.verifier.as_ref());
                    if let Ok(InsertedName::New { replaces: Some(RecordId(id)) }) = inserted {
                        puts.push(Put::DeleteRecord { kind: RecordKind::Name, id });
                    }
                }
            }
        }
        for record in names.records() {
            let (kind, id) = (RecordKind::Name, record.id().0);
            puts.push(Put::Record { kind, id, bytes: record.encode() });
        }
        // What a copy says of erased names is of its own file, not of this disk and the other backups.
        puts.push(put_fact(fact::ERASED, Vec::new()));
        if let Some(key) = present.facts.get(fact::KEY) {
            puts.push(put_fact(fact::KEY, key.clone()));
        }
        if setup.fault != Some(Fault::LogsKept) {
            let logs = (0..3).flat_map(|_| draw::<16>(random)).collect();
            puts.push(put_fact(fact::LOGS, logs));
        }
        Transaction { puts }
    }

    /// Reads a server from its store and begins a new actor. A log of which something is lost is
    /// replaced by a new one: devices bring back what is missing.
    ///
    /// # Errors
    /// When the store holds something else, or the key is lost.
    pub fn load(
        saved: Saved,
        setup: Setup,
        random: &mut dyn Random,
    ) -> Result<(Self, Step<HubEffect>), LoadError> {
        if saved.facts.is_empty() && saved.envelopes.is_empty() {
            return Err(LoadError::NoEvent);
        }
        let mut step = Step::default();
        let logs = saved.facts.get(fact::LOGS).and_then(|bytes| super::device::read_logs(bytes));
        let heards = standing::Heards::of_fact(saved.facts.get(fact::STANDINGS));
        let reports = report::Kept::of_fact(saved.facts.get(fact::REPORTS));
        let replica = Replica::load(saved, "server", setup, random, &mut step.commit)?;
        if replica.event().is_none() {
            return Err(LoadError::NoEvent);
        }
        let found = logs.unwrap_or_else(|| [(); 3].map(|()| LogId(draw(random))));
        let mut hub = Self {
            replica,
            logs: found,
            peers: BTreeMap::new(),
            told: [0; 3],
            beat_ms: 0,
            presence: presence::Waiting::default(),
            heards,
            reports,
            safety: safety::Told::default(),
            violation: None,
            taking: None,
        };
        hub.replace_broken_logs(random);
        if Some(hub.logs) != logs {
            let bytes = hub.logs.iter().flat_map(|log| log.0).collect();
            step.commit.puts.push(put_fact(fact::LOGS, bytes));
        }
        for kind in DocumentKind::ALL {
            hub.append(kind, &mut step.commit);
            let length = hub.shown(kind).len();
            if let Some(told) = hub.told.get_mut(usize::from(kind.number())) {
                *told = length;
            }
        }
        step.effects.push(HubEffect::Changed);
        Ok((hub, step))
    }

    fn replace_broken_logs(&mut self, random: &mut dyn Random) {
        for kind in DocumentKind::ALL {
            let hashes = self.shown(kind).hashes(1, usize::MAX);
            if hashes.iter().any(|hash| !self.replica.admitted(hash))
                && let Some(log) = self.logs.get_mut(usize::from(kind.number()))
            {
                *log = LogId(draw(random));
            }
        }
    }

    /// Takes one input.
    ///
    /// # Errors
    /// When a body could not be read from the disk: drop the hub and load it again.
    pub fn handle(
        &mut self,
        now: Now,
        random: &mut dyn Random,
        bodies: &dyn Bodies,
        input: HubInput,
    ) -> Result<Step<HubEffect>, StoreError> {
        self.replica.fresh.begin_input();
        let mut cx = Cx { now, random, bodies, step: Step::default() };
        match input {
            HubInput::Opened { peer } => self.opened(&mut cx, peer),
            HubInput::Frame { peer, bytes } => match self.frame(&mut cx, peer, &bytes) {
                Ok(()) => {}
                Err(Stop::Violation(violation)) => {
                    self.violation = Some((peer, violation));
                    self.close(&mut cx, peer, Goodbye::Violation);
                }
                Err(Stop::Store(error)) => return Err(error),
            },
            HubInput::Closed { peer } => {
                self.peers.remove(&peer);
            }
            HubInput::Command { ticket, command } => self.command(&mut cx, ticket, &command),
            HubInput::Invite { ticket, role, root } => {
                self.invite(&mut cx, ticket, role, root.as_ref());
            }
            HubInput::Record { ticket, action, root } => {
                self.record(&mut cx, ticket, action, root.as_ref());
            }
            HubInput::Erase { ticket, people } => self.erase(&mut cx, ticket, &people),
            HubInput::DiskErased { erasure, is_done } => {
                let at_ms = self.replica.clock.read(cx.now).0;
                self.replica.disk_erased(&erasure, is_done, at_ms, &mut cx.step.commit);
            }
            HubInput::Take { ticket, board } => self.take_board(&mut cx, ticket, board),
            HubInput::TakeMore => self.take_more(&mut cx),
            HubInput::Safety(safety) => self.safety.now = Some(safety),
            HubInput::NotBack { peer, not } => self.not_back(&mut cx, peer, not),
            HubInput::Tick => self.tick(&mut cx),
        }
        self.fan_out(&mut cx)?;
        self.pass_presence(&mut cx);
        Ok(cx.step)
    }

    /// The replica.
    #[must_use]
    pub fn replica(&self) -> &Replica {
        &self.replica
    }

    /// The schedule, with people and devices.
    pub fn schedule(&mut self) -> Arc<Schedule> {
        self.replica.schedule()
    }

    /// Which peer last broke the protocol, and how, once: for the log.
    pub fn take_violation(&mut self) -> Option<(u64, Violation)> {
        self.violation.take()
    }

    /// How it stands.
    #[must_use]
    pub fn status(&self) -> HubStatus {
        let length = |kind: DocumentKind, log: &LogId| {
            self.replica.log(*log, kind).map_or(0, |shown| shown.len())
        };
        HubStatus {
            logs: KINDS
                .into_iter()
                .zip(&self.logs)
                .map(|(kind, log)| (*log, length(kind, log)))
                .collect(),
            peers: self.peers.values().filter(|peer| peer.device().is_some()).count(),
            damaged: self.replica.damaged.clone(),
        }
    }

    /// A document's log.
    #[must_use]
    pub fn log_id(&self, kind: DocumentKind) -> LogId {
        let [plan, board, floor] = self.logs;
        match kind {
            DocumentKind::Plan => plan,
            DocumentKind::Board => board,
            DocumentKind::Floor => floor,
        }
    }

    /// The server has the change in its log, on its disk or in the step that was given last.
    #[must_use]
    pub fn has(&self, kind: DocumentKind, hash: &ChangeHash) -> bool {
        self.replica.log(self.log_id(kind), kind).is_some_and(|log| log.has(hash))
    }

    /// Says goodbye to every peer: the server is stopping.
    pub fn stop(&mut self) -> Step<HubEffect> {
        let frame: Arc<[u8]> =
            Frame::Farewell(Farewell { code: Goodbye::Stopping }).encode().into();
        let mut step = Step::default();
        for peer in std::mem::take(&mut self.peers).into_keys() {
            step.effects.push(HubEffect::Send { peer, frame: Arc::clone(&frame) });
            step.effects.push(HubEffect::Close { peer, why: Goodbye::Stopping });
        }
        step
    }

    fn send(&self, cx: &mut Cx<'_>, peer: u64, frame: &Frame) {
        cx.step.effects.push(HubEffect::Send { peer, frame: frame.encode().into() });
    }

    fn close(&mut self, cx: &mut Cx<'_>, peer: u64, why: Goodbye) {
        self.send(cx, peer, &Frame::Farewell(Farewell { code: why }));
        cx.step.effects.push(HubEffect::Close { peer, why });
        self.peers.remove(&peer);
    }
}
