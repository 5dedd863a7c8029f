//! Reports: what a device says of itself that its server cannot know.
//!
//! A device sends one about itself. The server writes the device and the time into it, whatever
//! it said, keeps the last one of each device, and sends them on to organisers.

use crate::{
    ids::{DeviceId, PersonId},
    limits,
    roster::Idle,
};
use minicbor::{Decode, Encode};

/// What came of a rehearsal at one device.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Rehearsed {
    /// The number of the order.
    #[n(0)]
    pub number: u64,
    /// When it began, milliseconds since 1970 as the device knows the time.
    #[n(1)]
    pub from_ms: i64,
    /// When it ended.
    #[n(2)]
    pub to_ms: i64,
    /// Edits made there meanwhile.
    #[n(3)]
    pub edits: u64,
    /// Edits that were merged when the server was back; absent until they are.
    #[n(4)]
    pub merged: Option<u64>,
    /// What then needed a person and had not before.
    #[n(5)]
    pub clashes: u64,
}

/// How far the names that were erased are gone from a disk, as the device of that disk says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Erasing {
    /// SHA-256 over the ids, ascending, of the people whose names are gone from it.
    #[cbor(n(0), with = "minicbor::bytes")]
    pub digest: [u8; 32],
    /// How many they are.
    #[n(1)]
    pub names: u64,
    /// When the last of them was gone, milliseconds since 1970 as the device knows the time.
    #[n(2)]
    pub at_ms: i64,
    /// Names that it knows to be erased, and that may still be on its disk.
    #[n(3)]
    pub left: u64,
    /// The last attempt to delete them did not reach everything.
    #[n(4)]
    pub failed: bool,
}

/// What a device says of itself.
#[derive(Debug, Clone, Default, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Report {
    /// The device, as the server knows it.
    #[n(0)]
    pub device: Option<DeviceId>,
    /// When the server heard it, milliseconds since 1970.
    #[n(1)]
    pub at_ms: i64,
    /// The version of its program.
    #[n(2)]
    pub version: String,
    /// What it shows while nobody uses it, by its number: a later version may know more.
    #[n(3)]
    pub idle: u64,
    /// Bytes that are left on its disk.
    #[n(4)]
    pub free_bytes: Option<u64>,
    /// It is not sure of the time.
    #[n(5)]
    pub doubtful: bool,
    /// The person for whom it is unlocked.
    #[n(6)]
    pub person: Option<PersonId>,
    /// Edits that the server has and the device had not, as the server counted them.
    #[n(7)]
    pub behind: Option<u64>,
    /// It rehearses until then.
    #[n(8)]
    pub rehearses_until_ms: Option<i64>,
    /// What came of the last rehearsal.
    #[n(9)]
    pub rehearsed: Option<Rehearsed>,
    /// It is the server, too.
    #[n(10)]
    pub serves: bool,
    /// How far erased names are gone from its disk; absent where it knows of none.
    #[n(11)]
    pub erasing: Option<Erasing>,
    /// The server that it was or can become, and is not: what that kept is on its disk.
    #[n(12)]
    pub keeps: Option<DeviceId>,
}

impl Report {
    /// What it shows while nobody uses it; `None` for what only a later version knows.
    #[must_use]
    pub fn idle(&self) -> Option<Idle> {
        Idle::from_number(self.idle)
    }
}

/// What devices say of themselves.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Reports {
    /// One entry a device; a device sends its own.
    #[n(0)]
    pub reports: Vec<Report>,
}

impl Reports {
    pub(super) fn within_limits(&self) -> bool {
        let version = |report: &Report| report.version.len() <= limits::VERSION_BYTES_MAX;
        self.reports.len() <= limits::REPORTS_FRAME_MAX && self.reports.iter().all(version)
    }
}
