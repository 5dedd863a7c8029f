//! The store of tests and of the simulator: the contract in memory.

use super::{
    Bodies, Put, RecordKind, Saved, SavedEnvelope, SavedLogEntry, Standing, Store, StoreError,
    Transaction,
};
use crate::{
    ids::{ChangeHash, DocumentKind, LogId, SetId},
    log::SignedHead,
};
use std::collections::BTreeMap;

#[derive(Debug, Clone, PartialEq, Eq)]
struct Kept {
    order: u64,
    document: DocumentKind,
    bytes: Vec<u8>,
    standing: Standing,
}

/// Keeps what a store keeps, for as long as it lives. A clone is a copied disk.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MemoryStore {
    facts: BTreeMap<String, Vec<u8>>,
    envelopes: BTreeMap<ChangeHash, Kept>,
    kept: u64,
    commands: BTreeMap<SetId, Vec<u8>>,
    log: BTreeMap<(LogId, DocumentKind, u64), ChangeHash>,
    heads: BTreeMap<(LogId, DocumentKind), Vec<u8>>,
    records: BTreeMap<(RecordKind, [u8; 32]), Vec<u8>>,
}

impl MemoryStore {
    /// An empty store.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Writes one put.
    pub fn put(&mut self, put: &Put) {
        match put {
            Put::Envelope { document, hash, bytes, standing } => {
                self.put_envelope(*document, *hash, bytes, *standing);
            }
            Put::Standing { hash, standing } => {
                if let Some(kept) = self.envelopes.get_mut(hash) {
                    kept.standing = *standing;
                }
            }
            Put::OwnCommand { set, bytes } => {
                self.commands.insert(*set, bytes.clone());
            }
            Put::ForgetCommand { set } => {
                self.commands.remove(set);
            }
            Put::LogEntry { log, document, position, hash } => {
                self.log.insert((*log, *document, *position), *hash);
            }
            Put::SignedHead { log, document, bytes } => {
                self.heads.insert((*log, *document), bytes.clone());
            }
            Put::ForgetLogAfter { log, document, position } => {
                self.forget_log_after(*log, *document, *position);
            }
            Put::Record { kind, id, bytes } => {
                self.records.insert((*kind, *id), bytes.clone());
            }
            Put::DeleteRecord { kind, id } => {
                self.records.remove(&(*kind, *id));
            }
            Put::Fact { key, value } => {
                self.facts.insert(key.clone(), value.clone());
            }
        }
    }

    fn put_envelope(
        &mut self,
        document: DocumentKind,
        hash: ChangeHash,
        bytes: &[u8],
        standing: Standing,
    ) {
        if let Some(kept) = self.envelopes.get_mut(&hash) {
            kept.standing = standing;
            return;
        }
        self.kept += 1;
        let kept = Kept { order: self.kept, document, bytes: bytes.to_vec(), standing };
        self.envelopes.insert(hash, kept);
    }

    /// A head beyond the last position that stays goes too: nothing here shows what it signs.
    fn forget_log_after(&mut self, log: LogId, document: DocumentKind, position: u64) {
        self.log.retain(|(l, d, at), _| (*l, *d) != (log, document) || *at <= position);
        let beyond = self
            .heads
            .get(&(log, document))
            .and_then(|bytes| SignedHead::decode(bytes).ok())
            .is_some_and(|head| head.position > position);
        if beyond {
            self.heads.remove(&(log, document));
        }
    }

    /// Everything in it, as `load` reads it.
    #[must_use]
    pub fn saved(&self) -> Saved {
        let mut envelopes: Vec<_> = self.envelopes.iter().collect();
        envelopes.sort_unstable_by_key(|(_, kept)| kept.order);
        Saved {
            facts: self.facts.clone(),
            envelopes: envelopes
                .into_iter()
                .map(|(hash, kept)| SavedEnvelope {
                    document: kept.document,
                    hash: *hash,
                    bytes: kept.bytes.clone(),
                    standing: kept.standing,
                })
                .collect(),
            commands: self.commands.iter().map(|(set, bytes)| (*set, bytes.clone())).collect(),
            log: self
                .log
                .iter()
                .map(|((log, document, position), hash)| SavedLogEntry {
                    log: *log,
                    document: *document,
                    position: *position,
                    hash: *hash,
                })
                .collect(),
            heads: self.heads.values().cloned().collect(),
            records: self.records.iter().map(|((kind, _), bytes)| (*kind, bytes.clone())).collect(),
            damaged: Vec::new(),
        }
    }
}

impl Bodies for MemoryStore {
    fn body(&self, hash: &ChangeHash) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(self.envelopes.get(hash).map(|kept| kept.bytes.clone()))
    }
}

impl Store for MemoryStore {
    fn load(&mut self) -> Result<Saved, StoreError> {
        Ok(self.saved())
    }

    fn commit(&mut self, transaction: &Transaction) -> Result<(), StoreError> {
        for put in &transaction.puts {
            self.put(put);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ids::EventId, keys::DeviceKey, log::Chain};

    fn envelope(byte: u8, standing: Standing) -> Put {
        let hash = ChangeHash([byte; 32]);
        Put::Envelope { document: DocumentKind::Floor, hash, bytes: vec![byte], standing }
    }

    #[test]
    fn envelopes_keep_the_order_in_which_they_were_first_kept() {
        let mut store = MemoryStore::new();
        let puts = vec![
            envelope(9, Standing::Admitted),
            envelope(1, Standing::SetAside),
            envelope(9, Standing::SetAside),
            Put::Standing { hash: ChangeHash([1; 32]), standing: Standing::Admitted },
        ];
        store.commit(&Transaction { puts }).unwrap();
        let saved = store.load().unwrap();
        let kept: Vec<_> =
            saved.envelopes.iter().map(|one| (one.hash.0[0], one.standing)).collect();
        assert_eq!(kept, [(9, Standing::SetAside), (1, Standing::Admitted)]);
        assert_eq!(store.body(&ChangeHash([9; 32])).unwrap(), Some(vec![9]));
        assert_eq!(store.body(&ChangeHash([8; 32])).unwrap(), None);
    }

    #[test]
    fn forgetting_a_log_after_a_position_forgets_what_was_signed_beyond_it() {
        let (log, document) = (LogId([1; 16]), DocumentKind::Plan);
        let key = DeviceKey::from_seed(&[1; 32]);
        let genesis = ChangeHash([0; 32]);
        let chain = Chain::start(EventId([2; 32]), document, log, genesis);
        let head = SignedHead::sign(&key, log, document, 2, chain).encode();
        let mut store = MemoryStore::new();
        let hash = ChangeHash([5; 32]);
        let mut puts: Vec<Put> =
            (1..=2).map(|position| Put::LogEntry { log, document, position, hash }).collect();
        puts.push(Put::SignedHead { log, document, bytes: head });
        store.commit(&Transaction { puts }).unwrap();
        let whole = store.saved();
        for (position, same) in [(2, true), (1, false)] {
            let puts = vec![Put::ForgetLogAfter { log, document, position }];
            store.commit(&Transaction { puts }).unwrap();
            assert_eq!(store.saved() == whole, same);
        }
        assert_eq!((store.saved().log.len(), store.saved().heads.len()), (1, 0));
    }
}
