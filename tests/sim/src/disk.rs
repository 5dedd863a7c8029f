//! A disk that fails: what is written reaches it at the fsync, or not.

use crate::dice::Dice;
use shared::{
    ids::{ChangeHash, PersonId},
    log::SignedHead,
    names::NameRecord,
    persist::{
        Bodies, Put, RecordKind, Saved, SavedEnvelope, SavedLogEntry, Store, StoreError,
        Transaction, memory::MemoryStore,
    },
    roster::{Action, Statement},
    sync::Erasure,
};
use std::collections::BTreeSet;

/// What becomes of a commit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Fate {
    /// It is on the disk, and the caller hears so.
    #[default]
    Good,
    /// The power fails before anything is written.
    CrashBeforeWrite,
    /// The power fails between write and fsync, and nothing is on the disk.
    CrashUnsyncedLost,
    /// The power fails between write and fsync, and all of it is on the disk.
    CrashUnsyncedKept,
    /// The power fails after the fsync, before the caller hears of it.
    CrashAfterSync,
    /// The caller hears of a failure, and nothing is on the disk.
    FailedLost,
    /// The caller hears of a failure, and yet all of it is on the disk.
    FailedKept,
    /// There is no space.
    Full,
}

impl Fate {
    /// The power fails.
    #[must_use]
    pub fn is_crash(self) -> bool {
        match self {
            Self::CrashBeforeWrite
            | Self::CrashUnsyncedLost
            | Self::CrashUnsyncedKept
            | Self::CrashAfterSync => true,
            Self::Good | Self::FailedLost | Self::FailedKept | Self::Full => false,
        }
    }

    /// In words, for a story.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Good => "is written",
            Self::CrashBeforeWrite => "loses power before it writes",
            Self::CrashUnsyncedLost => "loses power before the fsync; what was written is gone",
            Self::CrashUnsyncedKept => "loses power before the fsync; what was written is there",
            Self::CrashAfterSync => "loses power after the fsync, before it tells anybody",
            Self::FailedLost => "is told that its commit failed, and it did",
            Self::FailedKept => "is told that its commit failed, but it is on the disk",
            Self::Full => "finds its disk full",
        }
    }
}

/// The disk of one node.
#[derive(Debug, Clone, Default)]
pub struct SimDisk {
    /// What is there after a power cut.
    durable: MemoryStore,
    /// Written, and not yet safe.
    unsynced: Vec<Transaction>,
    /// What becomes of the next commit.
    pub next: Fate,
    /// No space is left until somebody frees some.
    pub full: bool,
    /// What was found damaged, in words, until it is read.
    pub damaged: Vec<String>,
    /// For a planted bug: as it was before the last commit.
    pub before: Option<Box<MemoryStore>>,
}

impl SimDisk {
    /// A disk that already holds something.
    #[must_use]
    pub fn holding(transaction: &Transaction) -> Self {
        let mut disk = Self::default();
        transaction.puts.iter().for_each(|put| disk.durable.put(put));
        disk
    }

    /// An image of it, as a backup makes it.
    #[must_use]
    pub fn image(&self) -> Self {
        let durable = self.before.as_deref().unwrap_or(&self.durable).clone();
        Self { durable, ..self.clone() }
    }

    /// Rows are lost, and the rest is rescued row by row into a new file. Gives the envelopes that
    /// are gone. `drops_last` is a planted bug.
    pub fn spoil(&mut self, dice: &mut Dice, drops_last: bool) -> BTreeSet<ChangeHash> {
        let Saved { facts, mut envelopes, commands, log, heads, records, .. } =
            self.durable.saved();
        // A page of the file, or its end, or single rows.
        let rate = if dice.chance(300) { 120 } else { 15 };
        let end = if dice.chance(300) { dice.index(30) } else { 0 };
        let mut gone = BTreeSet::new();
        let whole = envelopes.len().saturating_sub(end);
        let mut place = 0;
        envelopes.retain(|row| {
            place += 1;
            let lost = place > whole || dice.chance(rate);
            if lost {
                gone.insert(row.hash);
            }
            !lost
        });
        if drops_last {
            envelopes.pop();
        }
        let log_end = log.len().saturating_sub(end);
        let facts = facts.into_iter().map(|(key, value)| Put::Fact { key, value });
        let commands = commands.into_iter().map(|(set, bytes)| Put::OwnCommand { set, bytes });
        let log = log.into_iter().take(log_end).map(|row| {
            let SavedLogEntry { log, document, position, hash } = row;
            Put::LogEntry { log, document, position, hash }
        });
        let heads = heads.into_iter().filter_map(|bytes| {
            let SignedHead { log, document, .. } = SignedHead::decode(&bytes).ok()?;
            Some(Put::SignedHead { log, document, bytes })
        });
        let records = records.into_iter().filter_map(|(kind, bytes)| {
            let id = match kind {
                RecordKind::Statement => Statement::decode(&bytes).ok()?.id().0,
                RecordKind::Name => NameRecord::decode(&bytes).ok()?.id().0,
            };
            Some(Put::Record { kind, id, bytes })
        });
        let rows = facts.chain(commands).chain(log).chain(heads).chain(records);
        let mut puts: Vec<Put> = rows.filter(|put| is_needed(put) || !dice.chance(rate)).collect();
        puts.extend(envelopes.into_iter().map(|row| {
            let SavedEnvelope { document, hash, bytes, standing } = row;
            Put::Envelope { document, hash, bytes, standing }
        }));
        self.durable = MemoryStore::default();
        puts.iter().for_each(|put| self.durable.put(put));
        self.damaged = vec![format!("{} envelopes and other rows", gone.len())];
        gone
    }

    /// Whose names are erased on it.
    #[must_use]
    pub fn erased(&self) -> BTreeSet<PersonId> {
        let records = self.durable.saved().records;
        let names = records.iter().filter(|(kind, _)| *kind == RecordKind::Name);
        let names = names.filter_map(|(_, bytes)| NameRecord::decode(bytes).ok());
        names.filter(|record| record.name().is_none()).map(|record| record.person()).collect()
    }

    /// Takes names out, as they are taken out of a backup.
    pub fn erase(&mut self, erasure: &Erasure, at_ms: i64) {
        let Saved { records, commands, .. } = self.durable.saved();
        for (kind, bytes) in records {
            if kind == RecordKind::Name
                && erasure.is_name(&bytes)
                && let Ok(record) = NameRecord::decode(&bytes)
            {
                self.durable.put(&Put::DeleteRecord { kind, id: record.id().0 });
            }
        }
        for (set, bytes) in commands {
            if let Some(bytes) = erasure.command_without(&bytes) {
                self.durable.put(&Put::OwnCommand { set, bytes });
            }
        }
        self.durable.put(&erasure.mark(at_ms));
    }

    /// One of these names is on it.
    #[must_use]
    pub fn holds_name_of(&self, erasure: &Erasure) -> bool {
        let Saved { records, commands, .. } = self.durable.saved();
        let is_name = |(kind, bytes): &(RecordKind, Vec<u8>)| {
            *kind == RecordKind::Name && erasure.is_name(bytes)
        };
        records.iter().any(is_name)
            || commands.iter().any(|(_, bytes)| erasure.command_without(bytes).is_some())
    }

    fn sync(&mut self) {
        if let Some(before) = &mut self.before {
            **before = self.durable.clone();
        }
        for transaction in self.unsynced.drain(..) {
            transaction.puts.iter().for_each(|put| self.durable.put(put));
        }
    }
}

impl Bodies for SimDisk {
    fn body(&self, hash: &ChangeHash) -> Result<Option<Vec<u8>>, StoreError> {
        self.durable.body(hash)
    }
}

impl Store for SimDisk {
    fn load(&mut self) -> Result<Saved, StoreError> {
        Ok(Saved { damaged: std::mem::take(&mut self.damaged), ..self.durable.saved() })
    }

    fn commit(&mut self, transaction: &Transaction) -> Result<(), StoreError> {
        let fate = std::mem::take(&mut self.next);
        if self.full || fate == Fate::Full {
            return Err(StoreError::Full);
        }
        if fate != Fate::CrashBeforeWrite {
            self.unsynced.push(transaction.clone());
        }
        let failed =
            || StoreError::Failed { step: "commit".to_owned(), source: fate.words().into() };
        match fate {
            Fate::Good | Fate::Full => {
                self.sync();
                Ok(())
            }
            Fate::CrashBeforeWrite | Fate::CrashUnsyncedLost | Fate::FailedLost => {
                self.unsynced.clear();
                Err(failed())
            }
            Fate::CrashUnsyncedKept | Fate::CrashAfterSync | Fate::FailedKept => {
                self.sync();
                Err(failed())
            }
        }
    }
}

/// Without these a node is none of the event any longer, and has to begin again.
fn is_needed(put: &Put) -> bool {
    match put {
        Put::Fact { key, .. } => ["key", "node", "event"].contains(&&key[..]),
        Put::Record { kind: RecordKind::Statement, bytes, .. } => {
            let statement = Statement::decode(bytes);
            statement.is_ok_and(|one| {
                matches!(one.action(), Action::CertifyServer { .. } | Action::Invite { .. })
            })
        }
        Put::Record { kind: RecordKind::Name, .. }
        | Put::Envelope { .. }
        | Put::Standing { .. }
        | Put::OwnCommand { .. }
        | Put::ForgetCommand { .. }
        | Put::LogEntry { .. }
        | Put::SignedHead { .. }
        | Put::ForgetLogAfter { .. }
        | Put::DeleteRecord { .. } => false,
    }
}
