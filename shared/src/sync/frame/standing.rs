//! Standings: who has been heard of by a server, and whether they have what it has.

use super::{Digests, Frame, LogState};
use crate::{
    ids::{DeviceId, DocumentKind},
    limits,
};
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

impl Standing {
    /// As it is when nobody vouches for it any longer.
    #[must_use]
    pub(crate) fn gone(self) -> Self {
        Self { connected: false, same: false, ..self }
    }
}

/// How devices stand with the server. It is told to those who look after the board.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Standings {
    /// Each device that was heard of, ascending.
    #[n(0)]
    pub devices: Vec<Standing>,
    /// What the server had when it judged them. Without it nobody is called the same: the device
    /// that reads this may hold something else by now.
    #[n(1)]
    pub held: Option<Holding>,
}

/// What a server has.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Holding {
    /// Its logs, in the order of their documents' numbers.
    #[n(0)]
    pub logs: Vec<LogState>,
    /// Its records.
    #[n(1)]
    pub records: Digests,
}

impl Holding {
    /// What somebody has, with its logs in their order.
    #[must_use]
    pub fn of(mut logs: Vec<LogState>, records: Digests) -> Self {
        logs.sort_by_key(|state| state.document.number());
        Self { logs, records }
    }
}

impl Standings {
    /// Those of the devices in a fact of a store, where they are stored as a frame.
    pub(crate) fn kept(fact: Option<&Vec<u8>>) -> Vec<Standing> {
        match fact.and_then(|bytes| Frame::decode(bytes).ok().flatten()) {
            Some(Frame::Standings(standings)) => standings.devices,
            Some(_) | None => Vec::new(),
        }
    }

    pub(super) fn within_limits(&self) -> bool {
        let logs = self.held.as_ref().map_or(0, |held| held.logs.len());
        self.devices.len() <= limits::STANDINGS_MAX && logs <= DocumentKind::ALL.len()
    }
}
