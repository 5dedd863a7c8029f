//! Reading a carried board, and as much of a store: every signature is verified before a replica
//! hears of anything. Who may write what is the replica's to judge.

use super::{BadCarry, ENVELOPE, Header, LOG, NAME, STATEMENT, WireLog, item, open};
use crate::{
    bytes::{from_cbor, sha256},
    documents::Documents,
    envelope::BadEnvelope,
    ids::{ChangeHash, DeviceId, DocumentKind, EventId, LogId},
    keys::Verifier,
    limits::{CARRY_EDITS_MAX, CARRY_LOGS_MAX, NAMES_MAX, STATEMENTS_MAX},
    log::SignedHead,
    persist::{RecordKind, Saved, Standing},
    replica::Incoming,
    roster::{Roster, Statements},
};
use minicbor::Decoder;
use std::{collections::BTreeMap, fmt};

/// Name of the fact that holds the event's id in a store.
const EVENT: &str = "event";

/// How many items of each kind were read: each takes more memory than it takes in the file.
#[derive(Default)]
struct Room {
    counts: BTreeMap<u64, usize>,
}

impl Room {
    fn take(&mut self, kind: u64) -> Result<(), BadCarry> {
        let most = match kind {
            STATEMENT => STATEMENTS_MAX,
            NAME => NAMES_MAX,
            LOG => CARRY_LOGS_MAX,
            ENVELOPE => CARRY_EDITS_MAX,
            // They are skipped, and take none.
            _ => return Ok(()),
        };
        let count = self.counts.entry(kind).or_default();
        *count += 1;
        if *count > most { Err(BadCarry::TooLarge) } else { Ok(()) }
    }
}

/// What a log held, as its server signed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CarriedLog {
    /// The signed head; its signature is verified.
    pub head: SignedHead,
    /// What the log has from its first position on.
    pub hashes: Vec<ChangeHash>,
}

/// An edit with a true signature, and what it builds on.
#[derive(Debug, Clone)]
pub(crate) struct CarriedEdit {
    pub incoming: Incoming,
    pub deps: Vec<ChangeHash>,
}

/// A board that was carried here, with true signatures throughout.
#[derive(Clone)]
pub struct Carried {
    event: EventId,
    carrier: Option<DeviceId>,
    at_ms: Option<i64>,
    pub(crate) statements: Vec<Vec<u8>>,
    pub(crate) names: Vec<Vec<u8>>,
    pub(crate) logs: Vec<CarriedLog>,
    pub(crate) edits: Vec<CarriedEdit>,
    wrong: u64,
    unread: u64,
}

impl Carried {
    fn empty(event: EventId) -> Self {
        Self {
            event,
            carrier: None,
            at_ms: None,
            statements: Vec::new(),
            names: Vec::new(),
            logs: Vec::new(),
            edits: Vec::new(),
            wrong: 0,
            unread: 0,
        }
    }

    /// Reads a file.
    ///
    /// # Errors
    /// When it is none, cut short, altered, larger than any event, or from a later version: then
    /// nothing of it counts.
    pub fn read(bytes: &[u8], verifier: &dyn Verifier) -> Result<Self, BadCarry> {
        let (header, body) = open(bytes)?;
        let signed = verifier.verify(&header.carrier.0, &header.message(), &header.signature.0);
        if !signed || sha256(&[&body]) != header.digest {
            return Err(BadCarry::Altered);
        }
        let Header { event, carrier, at_ms, .. } = header;
        let mut carried = Self::empty(event);
        (carried.carrier, carried.at_ms) = (Some(carrier), Some(at_ms));
        let mut room = Room::default();
        let mut decoder = Decoder::new(&body);
        while decoder.position() < body.len() {
            let (kind, bytes) = item(&mut decoder).map_err(|_| BadCarry::Altered)?;
            room.take(kind)?;
            carried.add(kind, bytes, verifier);
        }
        Ok(carried)
    }

    /// Takes what a store holds of its event; `None` when it takes part in none.
    #[must_use]
    pub fn of_store(saved: &Saved, verifier: &dyn Verifier) -> Option<Self> {
        let event = saved.facts.get(EVENT)?;
        let mut carried = Self::empty(EventId(event[..].try_into().ok()?));
        for (kind, bytes) in &saved.records {
            match kind {
                RecordKind::Statement => carried.statements.push(bytes.clone()),
                RecordKind::Name => carried.names.push(bytes.clone()),
            }
        }
        let mut shown: BTreeMap<(LogId, DocumentKind), Vec<ChangeHash>> = BTreeMap::new();
        for entry in &saved.log {
            let hashes = shown.entry((entry.log, entry.document)).or_default();
            // What follows a gap has another place.
            if entry.position == hashes.len() as u64 + 1 {
                hashes.push(entry.hash);
            }
        }
        for head in saved.heads.iter().filter_map(|bytes| SignedHead::decode(bytes).ok()) {
            let hashes = shown.get(&(head.log, head.document)).cloned().unwrap_or_default();
            carried.log(head, hashes, verifier);
        }
        for row in saved.envelopes.iter().filter(|row| row.standing == Standing::Admitted) {
            carried.edit(&row.bytes, verifier);
        }
        Some(carried)
    }

    /// Adds what another one of the same event holds; `false`, and nothing is added, when it is of
    /// another event.
    pub fn join(&mut self, other: Self) -> bool {
        if other.event != self.event {
            return false;
        }
        self.statements.extend(other.statements);
        self.names.extend(other.names);
        self.logs.extend(other.logs);
        self.edits.extend(other.edits);
        self.wrong += other.wrong;
        self.unread += other.unread;
        true
    }

    fn add(&mut self, kind: u64, bytes: &[u8], verifier: &dyn Verifier) {
        match kind {
            // Statements and names are verified when they are taken in.
            STATEMENT => self.statements.push(bytes.to_vec()),
            NAME => self.names.push(bytes.to_vec()),
            LOG => {
                let wire = from_cbor::<WireLog<'_>>(bytes).ok();
                let head = wire.as_ref().and_then(|wire| SignedHead::decode(wire.head).ok());
                let (Some(wire), Some(head)) = (wire, head) else {
                    self.unread += 1;
                    return;
                };
                let (hashes, _) = wire.hashes.as_chunks::<32>();
                self.log(head, hashes.iter().copied().map(ChangeHash).collect(), verifier);
            }
            ENVELOPE => self.edit(bytes, verifier),
            _ => self.unread += 1,
        }
    }

    fn log(&mut self, head: SignedHead, hashes: Vec<ChangeHash>, verifier: &dyn Verifier) {
        if head.verify(verifier) {
            self.logs.push(CarriedLog { head, hashes });
        } else {
            self.wrong += 1;
        }
    }

    fn edit(&mut self, bytes: &[u8], verifier: &dyn Verifier) {
        let incoming = match Incoming::decode(bytes) {
            Ok(incoming) => incoming,
            Err(BadEnvelope::Format { .. } | BadEnvelope::Document(_)) => {
                self.unread += 1;
                return;
            }
            Err(BadEnvelope::TooLarge { .. } | BadEnvelope::Cbor(_) | BadEnvelope::Chunk(_)) => {
                self.wrong += 1;
                return;
            }
        };
        let envelope = &incoming.envelope;
        let facts = Documents::precheck(envelope.document(), envelope.change());
        match facts {
            Ok(facts)
                if envelope.event() == self.event
                    && facts.info.actor.0.first_chunk::<8>()
                        == envelope.device().0.first_chunk::<8>()
                    && envelope.verify(verifier) =>
            {
                self.edits.push(CarriedEdit { incoming, deps: facts.info.deps });
            }
            Ok(_) | Err(_) => self.wrong += 1,
        }
    }

    /// The roster that its statements make.
    #[must_use]
    pub fn roster(&self) -> Roster {
        let mut statements = Statements::new(self.event);
        for bytes in &self.statements {
            // One that is none, or of another event, gives no right.
            let _ = statements.insert(bytes);
        }
        statements.roster()
    }

    /// The event.
    #[must_use]
    pub fn event(&self) -> EventId {
        self.event
    }

    /// Names of the edits in it.
    pub fn hashes(&self) -> impl Iterator<Item = ChangeHash> + '_ {
        self.edits.iter().map(|edit| edit.incoming.hash())
    }

    /// The device that wrote the file; none of a store.
    #[must_use]
    pub fn carrier(&self) -> Option<DeviceId> {
        self.carrier
    }

    /// When it was written, milliseconds since 1970 by the clock of that device.
    #[must_use]
    pub fn at_ms(&self) -> Option<i64> {
        self.at_ms
    }

    /// How many edits it holds.
    #[must_use]
    pub fn len(&self) -> usize {
        self.edits.len()
    }

    /// Holds no edit.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.edits.is_empty()
    }

    /// Parts whose signature is wrong: left out.
    #[must_use]
    pub fn wrong(&self) -> u64 {
        self.wrong
    }

    /// Parts that only a later version reads: left out.
    #[must_use]
    pub fn unread(&self) -> u64 {
        self.unread
    }
}

impl fmt::Debug for Carried {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Carried")
            .field("event", &self.event)
            .field("edits", &self.edits.len())
            .field("statements", &self.statements.len())
            .finish_non_exhaustive()
    }
}
