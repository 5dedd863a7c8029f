//! How a device stands, and what it knows of others at this moment.

use super::{
    Doing, Goodbye, NotAccepted,
    frame::{NotBack, Safety},
};
use crate::{
    command::Command,
    ids::{DeviceId, PersonId, SetId},
    limits,
    roster::{Idle, Role},
};

/// How the connection stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Line {
    /// There is none.
    None,
    /// Both ends are proving who they are.
    Shaking,
    /// Records and documents are being compared and fetched.
    CatchingUp,
    /// Everything that the server has is here.
    UpToDate,
}

/// How a device stands, for the screen.
#[derive(Debug, Clone, PartialEq)]
pub struct DeviceStatus {
    /// A join link was given.
    pub joined: bool,
    /// What this device may do, as far as it has heard.
    pub role: Option<Role>,
    /// The connection.
    pub connection: Line,
    /// Why the last connection ended, if an end said so.
    pub goodbye: Option<Goodbye>,
    /// Changes held here that the present log has not shown: not yet on the server.
    pub outbox: usize,
    /// When the last frame came, on `Now::ms`; `None` since the start of the process.
    pub heard_ms: Option<u64>,
    /// When the last frame came, on the clock on the wall; kept over restarts.
    pub heard_wall_ms: Option<i64>,
    /// This device is not sure of the time.
    pub clock_doubtful: bool,
    /// Another device with this device's key is connected: a copied disk.
    pub cloned: bool,
    /// Edits of this device that do not count, oldest first.
    pub set_aside: Vec<(SetId, Command, NotAccepted)>,
    /// Rows that the store found damaged, in words.
    pub damaged: Vec<String>,
    /// What the last reconnect brought together.
    pub merged: Option<Merged>,
}

/// What was brought together when a connection was there again: edits of others that came, and own
/// ones that reached the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Merged {
    /// Grows with each report of a process.
    pub id: u64,
    /// Edits: acts of people, however many changes they took.
    pub edits: u32,
    /// Devices on which they were made.
    pub devices: u32,
    /// When, milliseconds since 1970 as this device knows the time.
    pub at_ms: i64,
}

/// What the shell of a device knows of it, for organisers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct About {
    /// The version of its program.
    pub version: String,
    /// What it shows while nobody uses it.
    pub idle: Idle,
    /// Bytes that are left on its disk.
    pub free_bytes: Option<u64>,
    /// The person for whom it is unlocked.
    pub person: Option<PersonId>,
    /// It is the server, too.
    pub serves: bool,
    /// The server that it was or can become, where nothing of that is left to be done on its disk.
    pub keeps: Option<DeviceId>,
}

/// How safe the board is on the server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServerSafety {
    /// When its last sound backup was made, milliseconds since 1970 as this device knows the time.
    pub newest_ms: Option<i64>,
    /// What it said. The age in it is that of no moment.
    pub told: Safety,
    /// Why it did not go back to a backup that was asked for here last.
    pub not_back: Option<NotBack>,
}

impl ServerSafety {
    /// The last backup is too old.
    #[must_use]
    pub fn is_old(&self, now_ms: i64) -> bool {
        let age_ms = self.newest_ms.map(|at| now_ms.saturating_sub(at));
        age_ms.is_some_and(|age_ms| age_ms > limits::BACKUP_OLD_MS)
    }

    /// Its disk is filling.
    #[must_use]
    pub fn is_filling(&self) -> bool {
        self.told.free_bytes.is_some_and(|bytes| bytes < limits::DISK_LOW_BYTES)
    }
}

/// What a device rehearses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rehearsing {
    /// It does as if the server were gone.
    pub away: bool,
    /// When it is over, milliseconds since 1970.
    pub until_ms: i64,
    /// How far the clock that it shows is ahead of the real one.
    pub ahead_ms: i64,
}

/// What somebody at another device is doing just now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Seen {
    /// The device, as the server knows it.
    pub device: DeviceId,
    /// The person, where one was named.
    pub person: Option<PersonId>,
    /// What.
    pub doing: Doing,
}
