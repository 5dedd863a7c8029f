//! A disk that fails: what is written reaches it at the fsync, or not.

use shared::{
    ids::ChangeHash,
    persist::{Bodies, Saved, Store, StoreError, Transaction, memory::MemoryStore},
};

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
}

impl SimDisk {
    /// A disk that already holds something.
    #[must_use]
    pub fn holding(transaction: &Transaction) -> Self {
        let mut disk = Self::default();
        transaction.puts.iter().for_each(|put| disk.durable.put(put));
        disk
    }

    fn sync(&mut self) {
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
        Ok(self.durable.saved())
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
