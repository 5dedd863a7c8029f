//! How safe the board is on its server: the backups that it made, and what is left of its disk.

use super::{
    code::{BackupTrouble, BackupWhy},
    report::Erasing,
};
use crate::limits;
use minicbor::{Decode, Encode};

/// A backup that the server has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct BackedUp {
    /// When it was made, milliseconds since 1970 by the server's clock.
    #[n(0)]
    pub at_ms: i64,
    /// Why.
    #[n(1)]
    pub why: BackupWhy,
    /// Its size.
    #[n(2)]
    pub bytes: u64,
    /// Yes, where what it was made of was damaged: nobody goes back to it. Absent in all others.
    #[n(3)]
    pub damaged: Option<bool>,
}

impl BackedUp {
    /// What it was made of was damaged.
    #[must_use]
    pub fn is_damaged(&self) -> bool {
        self.damaged == Some(true)
    }
}

/// How safe the board is on the server. It is told to those who look after the board.
#[derive(Debug, Clone, Default, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Safety {
    /// Seconds since the last backup of which every row was read again; absent when there is none.
    #[n(0)]
    pub age_s: Option<u64>,
    /// Why the last attempt at a backup failed, if it did.
    #[n(1)]
    pub trouble: Option<BackupTrouble>,
    /// Bytes that are left on the server's disk.
    #[n(2)]
    pub free_bytes: Option<u64>,
    /// Its disk is full: edits wait on the devices.
    #[n(3)]
    pub is_full: bool,
    /// The backups, the latest first.
    #[n(4)]
    pub backups: Vec<BackedUp>,
    /// How far erased names are gone from its disk and its backups; absent where it knows of none.
    #[n(5)]
    pub erasing: Option<Erasing>,
}

impl Safety {
    pub(super) fn within_limits(&self) -> bool {
        self.backups.len() <= limits::BACKUPS_TOLD_MAX
    }

    /// Without what is different each second.
    pub(in crate::sync) fn quiet(&self) -> Self {
        Self { age_s: self.age_s.map(|_| 0), ..self.clone() }
    }
}
