//! Standings: who has been heard of by a server, and whether they have what it has.

use crate::{ids::DeviceId, limits};
use minicbor::{Decode, Encode};

/// How one device stands with a server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Standing {
    /// The device.
    #[n(0)]
    pub device: DeviceId,
    /// When it was last heard of, milliseconds since 1970 as the server knows the time.
    #[n(1)]
    pub heard_ms: i64,
    /// Edits that it held then and the server's logs had not shown it; absent when it did not say.
    #[n(2)]
    pub waiting: Option<u64>,
    /// It is connected.
    #[n(3)]
    pub connected: bool,
    /// Its logs, its records and its outbox were just then what the server's are.
    #[n(4)]
    pub same: bool,
}

/// How devices stand with the server. It is told to those who look after the board.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Standings {
    /// Each device that was heard of, ascending.
    #[n(0)]
    pub devices: Vec<Standing>,
}

impl Standings {
    pub(super) fn within_limits(&self) -> bool {
        self.devices.len() <= limits::STANDINGS_MAX
    }
}
