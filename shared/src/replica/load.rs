//! A replica read from its store. Rows that are missing leave gaps, and the gaps are entered as
//! such: a log counts up to its first gap, and changes whose causes are gone wait for them.

use super::{Incoming, KINDS, Replica, clock::Clock, fact, own::OwnCommand, put_fact};
use crate::{
    documents::Misfit,
    ids::{DocumentKind, EventId, Random, draw},
    keys::{DeviceKey, Verifier},
    log::SignedHead,
    persist::{Put, RecordKind, Saved, SavedEnvelope, Standing, Transaction},
    sync::Setup,
};

/// Why a node cannot start from what its store holds.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LoadError {
    /// The device's key is gone; what it wrote cannot be signed for any longer.
    #[error("the key of this {node} is missing from its store or damaged")]
    KeyLost {
        /// `device` or `server`.
        node: &'static str,
    },
    /// The store belongs to the other end.
    #[error("this is the store of a {found}, not of a {wanted}")]
    OtherNode {
        /// What it is.
        found: String,
        /// What was asked for.
        wanted: &'static str,
    },
    /// A server's store is empty, or its event is missing from it.
    #[error("the event is missing from this store or damaged")]
    NoEvent,
}

/// Stored records were verified when they came, and their rows have checksums.
struct Stored;

impl Verifier for Stored {
    fn verify(&self, _: &[u8; 32], _: &[u8], _: &[u8; 64]) -> bool {
        true
    }
}

impl Replica {
    /// Reads a replica of the kind `node` and begins a new actor. An empty store gets a key.
    pub(crate) fn load(
        saved: Saved,
        node: &'static str,
        setup: Setup,
        random: &mut dyn Random,
        commit: &mut Transaction,
    ) -> Result<Self, LoadError> {
        let key = load_key(&saved, node, random, commit)?;
        let event = saved.facts.get(fact::EVENT).and_then(|value| value[..].try_into().ok());
        let mut replica = Self::new(key, event.map(EventId), setup);
        let high = saved.facts.get(fact::CLOCK).and_then(|value| value[..].try_into().ok());
        replica.clock = Clock::load(high.map_or(0, i64::from_be_bytes));
        replica.damaged.clone_from(&saved.damaged);
        replica.load_records(&saved);
        replica.load_envelopes(saved.envelopes);
        replica.load_logs(&saved.log, &saved.heads, commit);
        for (set, bytes) in &saved.commands {
            match OwnCommand::decode(bytes) {
                Ok(own) => replica.load_command(*set, own),
                Err(error) => replica.damaged.push(format!("the command of set {set}: {error}")),
            }
        }
        replica.load_erased(saved.facts.get(fact::ERASED), commit);
        replica.new_actor(draw(random));
        Ok(replica)
    }

    fn load_records(&mut self, saved: &Saved) {
        for (kind, bytes) in &saved.records {
            let damage = match kind {
                RecordKind::Statement => {
                    let taken = self.statements.insert_with(bytes, &Stored);
                    taken.err().map(|error| format!("a roster statement: {error}"))
                }
                RecordKind::Name => {
                    let taken = self.names.insert_with(bytes, &Stored);
                    taken.err().map(|error| format!("a name record: {error}"))
                }
            };
            self.damaged.extend(damage);
        }
        self.roster = self.statements.roster();
    }

    fn load_envelopes(&mut self, envelopes: Vec<SavedEnvelope>) {
        let mut admitted: [Vec<Incoming>; 3] = Default::default();
        for saved in envelopes {
            let Some(one) = Incoming::read(&saved.bytes).filter(|one| one.hash() == saved.hash)
            else {
                self.damaged.push(format!("the envelope {}", saved.hash));
                continue;
            };
            match saved.standing {
                Standing::SetAside => self.enter_aside(&one),
                Standing::Admitted => {
                    if let Some(list) = admitted.get_mut(usize::from(saved.document.number())) {
                        list.push(one);
                    }
                }
            }
        }
        for (kind, list) in KINDS.into_iter().zip(admitted) {
            self.load_document(kind, list);
        }
    }

    /// A row that was lost and brought back stands after those that build on it: what waits is
    /// tried again.
    fn load_document(&mut self, kind: DocumentKind, mut list: Vec<Incoming>) {
        loop {
            let raw: Vec<&[u8]> = list.iter().map(|one| one.envelope.change()).collect();
            let answers = self.documents.admit(kind, &raw);
            let count = list.len();
            let mut waiting: Vec<(Incoming, Misfit)> = Vec::new();
            for (one, answer) in list.into_iter().zip(answers) {
                match answer {
                    Ok(hash) => self.enter(hash, &one),
                    Err(misfit) => waiting.push((one, misfit)),
                }
            }
            if waiting.is_empty() {
                return;
            }
            if waiting.len() == count {
                return waiting.into_iter().for_each(|(one, misfit)| self.load_misfit(one, misfit));
            }
            list = waiting.into_iter().map(|(one, _)| one).collect();
        }
    }

    fn load_misfit(&mut self, one: Incoming, misfit: Misfit) {
        if matches!(misfit, Misfit::NotYet(_)) {
            return self.add_orphan(one);
        }
        // Its actor's change before it is missing too: the same gap, told otherwise.
        self.damaged.push(format!("the envelope {}: {misfit}", one.hash()));
        self.enter_aside(&one);
    }

    fn load_logs(
        &mut self,
        entries: &[crate::persist::SavedLogEntry],
        heads: &[Vec<u8>],
        commit: &mut Transaction,
    ) {
        for entry in entries {
            let key = (entry.log, entry.document);
            let arrival = self.held.get(&entry.hash).map(|held| held.arrival);
            let shown = self.log_mut(key);
            let next = shown.len() + 1;
            if entry.position == next {
                shown.push(entry.hash, arrival);
            } else {
                // What follows a gap is asked for again.
                let (log, document) = key;
                let forget = Put::ForgetLogAfter { log, document, position: next - 1 };
                if !commit.puts.contains(&forget) {
                    commit.puts.push(forget);
                }
            }
        }
        for head in heads.iter().filter_map(|bytes| SignedHead::decode(bytes).ok()) {
            let shown = self.log_mut((head.log, head.document));
            if shown.chain_at(head.position) == Some(head.chain) {
                shown.set_head(head);
            }
        }
    }
}

fn load_key(
    saved: &Saved,
    node: &'static str,
    random: &mut dyn Random,
    commit: &mut Transaction,
) -> Result<DeviceKey, LoadError> {
    if let Some(found) = saved.facts.get(fact::NODE).filter(|found| found[..] != *node.as_bytes()) {
        let found = String::from_utf8_lossy(found).into_owned();
        return Err(LoadError::OtherNode { found, wanted: node });
    }
    let seed: Option<[u8; 32]> =
        saved.facts.get(fact::KEY).and_then(|value| value[..].try_into().ok());
    if let Some(seed) = seed {
        return Ok(DeviceKey::from_seed(&seed));
    }
    if !saved.facts.is_empty() || !saved.envelopes.is_empty() {
        return Err(LoadError::KeyLost { node });
    }
    let seed: [u8; 32] = draw(random);
    commit.puts.push(put_fact(fact::NODE, node.as_bytes().to_vec()));
    commit.puts.push(put_fact(fact::KEY, seed.to_vec()));
    Ok(DeviceKey::from_seed(&seed))
}
