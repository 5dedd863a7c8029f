//! What both ends keep on disk, and the contract of the store that keeps it.
//!
//! A [`Transaction`] is all or nothing, over all documents: changes, cursors and records of one
//! step are on the disk together or not at all. [`Store::commit`] returns after the fsync.

pub mod memory;

use crate::ids::{ChangeHash, DocumentKind, LogId, SetId};

/// Whether an envelope counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// It is part of the documents.
    Admitted,
    /// A log refused it, or it depends on a refused one: kept, but not part of the documents.
    SetAside,
}

/// Two kinds of signed records that are not automerge.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RecordKind {
    /// A roster statement.
    Statement,
    /// A name record.
    Name,
}

/// One write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Put {
    /// Keeps an envelope; a known one gets the new standing.
    Envelope {
        /// Its document.
        document: DocumentKind,
        /// Its name.
        hash: ChangeHash,
        /// Encoded envelope.
        bytes: Vec<u8>,
        /// Whether it counts.
        standing: Standing,
    },
    /// Changes whether a kept envelope counts.
    Standing {
        /// Its name.
        hash: ChangeHash,
        /// Whether it counts.
        standing: Standing,
    },
    /// Keeps the command of this device beside the set that it became, to issue it again.
    OwnCommand {
        /// The set.
        set: SetId,
        /// Encoded command with its context.
        bytes: Vec<u8>,
    },
    /// Forgets a command (its set was issued again under another id).
    ForgetCommand {
        /// The set.
        set: SetId,
    },
    /// Notes what a log has at a position. Positions count from 1.
    LogEntry {
        /// The log.
        log: LogId,
        /// Its document.
        document: DocumentKind,
        /// Position.
        position: u64,
        /// The envelope there.
        hash: ChangeHash,
    },
    /// Keeps the latest signed head of a log.
    SignedHead {
        /// The log.
        log: LogId,
        /// Its document.
        document: DocumentKind,
        /// Encoded signed head.
        bytes: Vec<u8>,
    },
    /// Forgets what a log showed after `position` (the server was rolled back), and its signed
    /// head where that is beyond.
    ForgetLogAfter {
        /// The log.
        log: LogId,
        /// Its document.
        document: DocumentKind,
        /// Last position that stays; 0 forgets all.
        position: u64,
    },
    /// Keeps a signed record.
    Record {
        /// Its kind.
        kind: RecordKind,
        /// Its id.
        id: [u8; 32],
        /// Encoded record.
        bytes: Vec<u8>,
    },
    /// Deletes the body of a record (an erasure).
    DeleteRecord {
        /// Its kind.
        kind: RecordKind,
        /// Its id.
        id: [u8; 32],
    },
    /// Sets a fact about this device or server: its key, its event, its clock's high-water mark.
    Fact {
        /// Its name.
        key: String,
        /// Its value.
        value: Vec<u8>,
    },
}

/// Writes that are on the disk together or not at all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Transaction {
    /// The writes, in order.
    pub puts: Vec<Put>,
}

impl Transaction {
    /// Holds no write.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.puts.is_empty()
    }

    /// Adds the writes of `other` after its own.
    pub fn append(&mut self, other: Self) {
        self.puts.extend(other.puts);
    }
}

/// A kept envelope.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedEnvelope {
    /// Its document.
    pub document: DocumentKind,
    /// Its name.
    pub hash: ChangeHash,
    /// Encoded envelope.
    pub bytes: Vec<u8>,
    /// Whether it counts.
    pub standing: Standing,
}

/// What a log has at a position.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct SavedLogEntry {
    /// The log.
    pub log: LogId,
    /// Its document.
    pub document: DocumentKind,
    /// Position from 1.
    pub position: u64,
    /// The envelope there.
    pub hash: ChangeHash,
}

/// Everything that is on the disk.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Saved {
    /// Facts by name.
    pub facts: std::collections::BTreeMap<String, Vec<u8>>,
    /// Envelopes in the order in which they were first kept: causes before effects.
    pub envelopes: Vec<SavedEnvelope>,
    /// Own commands by set.
    pub commands: Vec<(SetId, Vec<u8>)>,
    /// Log entries, sorted.
    pub log: Vec<SavedLogEntry>,
    /// Signed heads, encoded.
    pub heads: Vec<Vec<u8>>,
    /// Records.
    pub records: Vec<(RecordKind, Vec<u8>)>,
    /// Rows whose checksum did not match, in words; they are left out above.
    pub damaged: Vec<String>,
}

/// Why the disk did not do what was asked. Each has its own answer.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// No space is left. Nothing was written.
    #[error("the disk is full: nothing was written; free some space")]
    Full,
    /// The file or its folder cannot be written.
    #[error("{path} cannot be written: check who owns the folder and how the disk is mounted")]
    ReadOnly {
        /// The file.
        path: String,
    },
    /// Another process holds the file.
    #[error("{path} is in use by another process: only one may have it")]
    Busy {
        /// The file.
        path: String,
    },
    /// A newer version of Campboard wrote the file.
    #[error(
        "{path} was written by a newer version (format {found}, this one knows {known}): update this program"
    )]
    TooNew {
        /// The file.
        path: String,
        /// Version of the file.
        found: u32,
        /// Newest version known.
        known: u32,
    },
    /// The file is no Campboard store.
    #[error("{path} is not a Campboard store: {what}")]
    Foreign {
        /// The file.
        path: String,
        /// What it is.
        what: String,
    },
    /// The file is damaged.
    #[error("{path} is damaged: {what}")]
    Corrupt {
        /// The file.
        path: String,
        /// What is damaged.
        what: String,
    },
    /// Another failure of the disk or of SQLite.
    #[error("{step}")]
    Failed {
        /// Our step.
        step: String,
        /// The cause.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
}

/// Reads envelopes that are kept but not in memory.
pub trait Bodies {
    /// The encoded envelope with this name.
    ///
    /// # Errors
    /// When the disk fails.
    fn body(&self, hash: &ChangeHash) -> Result<Option<Vec<u8>>, StoreError>;
}

/// The change store that both ends use.
pub trait Store: Bodies {
    /// Reads everything; rows with a wrong checksum are left out and named in [`Saved::damaged`].
    ///
    /// # Errors
    /// When the disk fails.
    fn load(&mut self) -> Result<Saved, StoreError>;

    /// Writes a transaction and returns when it is safe on the disk. After an error it may be on
    /// the disk or not: the caller loads again.
    ///
    /// # Errors
    /// When the disk fails.
    fn commit(&mut self, transaction: &Transaction) -> Result<(), StoreError>;
}
