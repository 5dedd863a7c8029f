//! What every store must do, for the tests of any store: a small model of plain maps, seeded
//! transactions, and one suite that compares a store with the model.

#![expect(
    clippy::indexing_slicing,
    reason = "this is a test suite: an index out of range is a failed test"
)]

use shared::ids::{ChangeHash, DeviceId, DocumentKind, LogId, SetId};
use shared::keys::Signature;
use shared::log::{Chain, SignedHead};
use shared::persist::{
    Put, RecordKind, Saved, SavedEnvelope, SavedLogEntry, Standing, Store, Transaction,
};
use std::collections::BTreeMap;

/// What a store must hold after the transactions that it was given.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Model {
    facts: BTreeMap<String, Vec<u8>>,
    envelopes: Vec<SavedEnvelope>,
    commands: BTreeMap<SetId, Vec<u8>>,
    log: BTreeMap<(LogId, DocumentKind, u64), ChangeHash>,
    heads: BTreeMap<(LogId, DocumentKind), Vec<u8>>,
    records: BTreeMap<(RecordKind, [u8; 32]), Vec<u8>>,
}

impl Model {
    /// Applies a transaction.
    pub fn apply(&mut self, transaction: &Transaction) {
        transaction.puts.iter().for_each(|put| self.put(put));
    }

    fn put(&mut self, put: &Put) {
        match put.clone() {
            Put::Envelope { document, hash, bytes, standing } => match self.envelope(hash) {
                Some(known) => known.standing = standing,
                None => self.envelopes.push(SavedEnvelope { document, hash, bytes, standing }),
            },
            Put::Standing { hash, standing } => {
                if let Some(known) = self.envelope(hash) {
                    known.standing = standing;
                }
            }
            Put::OwnCommand { set, bytes } => {
                self.commands.insert(set, bytes);
            }
            Put::ForgetCommand { set } => {
                self.commands.remove(&set);
            }
            Put::LogEntry { log, document, position, hash } => {
                self.log.insert((log, document, position), hash);
            }
            Put::SignedHead { log, document, bytes } => {
                self.heads.insert((log, document), bytes);
            }
            Put::ForgetLogAfter { log, document, position } => {
                self.forget_log_after(log, document, position)
            }
            Put::Record { kind, id, bytes } => {
                self.records.insert((kind, id), bytes);
            }
            Put::DeleteRecord { kind, id } => {
                self.records.remove(&(kind, id));
            }
            Put::Fact { key, value } => {
                self.facts.insert(key, value);
            }
        }
    }

    /// A signed head beyond what stays goes too.
    fn forget_log_after(&mut self, log: LogId, document: DocumentKind, position: u64) {
        let key = (log, document);
        self.log.retain(|at, _| (at.0, at.1) != key || at.2 <= position);
        let head = self.heads.get(&key).and_then(|bytes| SignedHead::decode(bytes).ok());
        if head.is_some_and(|head| head.position > position) {
            self.heads.remove(&key);
        }
    }

    fn envelope(&mut self, hash: ChangeHash) -> Option<&mut SavedEnvelope> {
        self.envelopes.iter_mut().find(|known| known.hash == hash)
    }

    /// What [`Store::load`] must give, brought into [`sorted`] order.
    #[must_use]
    pub fn saved(&self) -> Saved {
        sorted(Saved {
            facts: self.facts.clone(),
            envelopes: self.envelopes.clone(),
            commands: self.commands.clone().into_iter().collect(),
            log: self
                .log
                .iter()
                .map(|(&(log, document, position), &hash)| SavedLogEntry {
                    log,
                    document,
                    position,
                    hash,
                })
                .collect(),
            heads: self.heads.values().cloned().collect(),
            records: self.records.iter().map(|((kind, _), bytes)| (*kind, bytes.clone())).collect(),
            damaged: Vec::new(),
        })
    }
}

/// The contract gives commands, heads and records no order: sorts them, to compare.
#[must_use]
pub fn sorted(mut saved: Saved) -> Saved {
    saved.commands.sort();
    saved.heads.sort();
    saved.records.sort();
    saved
}

/// A small repeatable source of numbers (splitmix64): a seed gives the same tests for ever.
#[derive(Debug, Clone)]
pub struct Numbers(pub u64);

impl Numbers {
    /// The next one.
    pub fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// One below `end`, which is not 0.
    pub fn below(&mut self, end: u64) -> u64 {
        self.draw() % end
    }

    /// As many bytes.
    pub fn bytes(&mut self, count: u64) -> Vec<u8> {
        (0..count).map(|_| self.draw() as u8).collect()
    }
}

/// Seeded transactions over few keys, so that later ones meet earlier ones. Each has a fact
/// `step` with its number from 1: no two are alike.
#[must_use]
pub fn transactions(seed: u64, count: u64) -> Vec<Transaction> {
    let mut numbers = Numbers(seed);
    (1..=count)
        .map(|step| {
            let puts = numbers.below(7);
            let mut puts: Vec<_> = (0..puts).map(|_| any_put(&mut numbers)).collect();
            puts.push(Put::Fact { key: "step".into(), value: step.to_le_bytes().to_vec() });
            Transaction { puts }
        })
        .collect()
}

fn any_put(numbers: &mut Numbers) -> Put {
    let log = LogId([numbers.below(2) as u8; 16]);
    let document = DocumentKind::ALL[numbers.below(3) as usize];
    let hash = hash(numbers.below(60));
    let set = SetId([numbers.below(6) as u8; 16]);
    let position = numbers.below(20) + 1;
    let kind = [RecordKind::Statement, RecordKind::Name][numbers.below(2) as usize];
    let id = [numbers.below(8) as u8; 32];
    let standing = [Standing::Admitted, Standing::SetAside][numbers.below(2) as usize];
    // Mostly small; some span several pages.
    let length = match numbers.below(12) {
        0 => numbers.below(12_000),
        1 => 0,
        _ => numbers.below(300),
    };
    let bytes = numbers.bytes(length);
    match numbers.below(16) {
        0..=5 => Put::Envelope { document, hash, bytes, standing },
        6 => Put::Standing { hash, standing },
        7 => Put::OwnCommand { set, bytes },
        8 => Put::ForgetCommand { set },
        9..=10 => Put::LogEntry { log, document, position, hash },
        11 => Put::SignedHead { log, document, bytes },
        12 => Put::ForgetLogAfter { log, document, position: position - 1 },
        13 => Put::Record { kind, id, bytes },
        14 => Put::DeleteRecord { kind, id },
        _ => Put::Fact { key: format!("fact {}", numbers.below(5)), value: bytes },
    }
}

/// The `n`th made-up hash.
#[must_use]
pub fn hash(n: u64) -> ChangeHash {
    let mut hash = [0; 32];
    hash[..8].copy_from_slice(&Numbers(n).draw().to_le_bytes());
    ChangeHash(hash)
}

/// Makes the transactions of a named case.
type Steps = fn() -> Vec<Transaction>;

/// Runs the suite: `empty` makes a store that holds nothing, `reopen` closes one and opens it
/// again.
///
/// # Panics
/// When the store breaks the contract.
pub fn check<S: Store>(mut empty: impl FnMut() -> S, mut reopen: impl FnMut(S) -> S) {
    check_empty(&mut empty());
    let named: [(&str, Steps); 5] = [
        ("order and standing of envelopes", envelopes_keep_their_order),
        ("positions of a log", positions_are_forgotten_by_range),
        ("records", records_are_replaced_and_deleted),
        ("one transaction over everything", one_of_each),
        ("no effect without a row", writes_without_a_row),
    ];
    for (name, transactions) in named {
        check_steps(name, &transactions(), empty(), &mut reopen);
    }
    for seed in 0..10 {
        let transactions = transactions(seed, 40);
        check_steps(&format!("seed {seed}"), &transactions, empty(), &mut reopen);
    }
}

fn check_empty<S: Store>(store: &mut S) {
    assert_eq!(loaded(store), Saved::default(), "a new store is empty");
    let nothing = store.commit(&Transaction::default());
    assert!(nothing.is_ok(), "an empty transaction: {nothing:?}");
    assert_eq!(loaded(store), Saved::default(), "nothing was written");
    assert_eq!(store.body(&hash(0)).ok(), Some(None), "no body");
}

/// After every step the store holds what the model holds, also after it was opened again.
fn check_steps<S: Store>(
    name: &str,
    transactions: &[Transaction],
    mut store: S,
    reopen: &mut impl FnMut(S) -> S,
) {
    let mut model = Model::default();
    for (step, transaction) in transactions.iter().enumerate() {
        let committed = store.commit(transaction);
        assert!(committed.is_ok(), "{name}, step {step}: {committed:?}");
        model.apply(transaction);
        if step % 8 == 7 || step + 1 == transactions.len() {
            store = reopen(store);
        }
        assert_eq!(loaded(&mut store), model.saved(), "{name}, step {step}");
    }
    for envelope in &model.envelopes {
        let body = store.body(&envelope.hash).ok().flatten();
        assert_eq!(body.as_ref(), Some(&envelope.bytes), "{name}: a body");
    }
    assert_eq!(store.body(&hash(9_999)).ok(), Some(None), "{name}: no body");
}

fn loaded<S: Store>(store: &mut S) -> Saved {
    match store.load() {
        Ok(saved) => sorted(saved),
        Err(error) => panic!("load: {error}"),
    }
}

fn envelope(n: u64, bytes: &[u8], standing: Standing) -> Put {
    Put::Envelope { document: DocumentKind::Board, hash: hash(n), bytes: bytes.to_vec(), standing }
}

fn steps<const N: usize>(steps: [Vec<Put>; N]) -> Vec<Transaction> {
    steps.map(|puts| Transaction { puts }).into()
}

fn envelopes_keep_their_order() -> Vec<Transaction> {
    steps([
        vec![envelope(3, b"three", Standing::Admitted), envelope(1, b"one", Standing::SetAside)],
        vec![envelope(2, b"two", Standing::Admitted)],
        // Known ones keep their place and their bytes.
        vec![envelope(3, b"other bytes", Standing::SetAside)],
        vec![Put::Standing { hash: hash(1), standing: Standing::Admitted }],
    ])
}

fn positions_are_forgotten_by_range() -> Vec<Transaction> {
    let entry = |log: u8, document, position| Put::LogEntry {
        log: LogId([log; 16]),
        document,
        position,
        hash: hash(position),
    };
    let forget = |position| Put::ForgetLogAfter {
        log: LogId([1; 16]),
        document: DocumentKind::Plan,
        position,
    };
    let head = |document, position| Put::SignedHead {
        log: LogId([1; 16]),
        document,
        bytes: SignedHead {
            log: LogId([1; 16]),
            document,
            position,
            chain: Chain([2; 32]),
            server: DeviceId([3; 32]),
            signature: Signature([4; 64]),
        }
        .encode(),
    };
    let mut all: Vec<_> =
        (1..=300).map(|position| entry(1, DocumentKind::Plan, position)).collect();
    all.push(head(DocumentKind::Plan, 255));
    all.push(head(DocumentKind::Floor, 300));
    all.push(entry(1, DocumentKind::Floor, 7));
    all.push(entry(2, DocumentKind::Plan, 7));
    steps([
        all,
        vec![forget(u64::MAX)],
        vec![forget(255)],
        vec![forget(3), entry(1, DocumentKind::Plan, 4)],
        vec![forget(0)],
    ])
}

fn records_are_replaced_and_deleted() -> Vec<Transaction> {
    let record = |kind, bytes: &[u8]| Put::Record { kind, id: [7; 32], bytes: bytes.to_vec() };
    steps([
        vec![record(RecordKind::Name, b"Gwen"), record(RecordKind::Statement, b"may write")],
        vec![record(RecordKind::Name, b"Gwenllian")],
        vec![Put::DeleteRecord { kind: RecordKind::Name, id: [7; 32] }],
        vec![record(RecordKind::Name, b"again")],
    ])
}

fn one_of_each() -> Vec<Transaction> {
    let (log, document, set) = (LogId([9; 16]), DocumentKind::Plan, SetId([8; 16]));
    let fact = |value: &[u8]| Put::Fact { key: "clock ŵ".into(), value: value.to_vec() };
    let puts = vec![
        envelope(1, &[0; 300_000], Standing::Admitted),
        Put::OwnCommand { set, bytes: b"move".to_vec() },
        Put::LogEntry { log, document, position: 1, hash: hash(1) },
        Put::SignedHead { log, document, bytes: b"head".to_vec() },
        Put::Record { kind: RecordKind::Name, id: [1; 32], bytes: b"name".to_vec() },
        fact(b"1"),
        fact(b""),
    ];
    steps([puts, vec![Put::ForgetCommand { set }, fact(b"2")]])
}

fn writes_without_a_row() -> Vec<Transaction> {
    steps([vec![
        Put::Standing { hash: hash(1), standing: Standing::SetAside },
        Put::ForgetCommand { set: SetId([1; 16]) },
        Put::ForgetLogAfter { log: LogId([1; 16]), document: DocumentKind::Plan, position: 0 },
        Put::DeleteRecord { kind: RecordKind::Name, id: [1; 32] },
    ]])
}
