//! What a server wants done.

use super::{
    RecordRefusal, Took,
    frame::{GoBack, Goodbye},
};
use crate::{command::Refusal, ids::SetId};
use std::sync::Arc;

/// What a server wants done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HubEffect {
    /// Send a frame. A batch is the same bytes for every peer.
    Send {
        /// To this peer.
        peer: u64,
        /// Its bytes.
        frame: Arc<[u8]>,
    },
    /// Send a frame if little else waits to be sent to this peer; otherwise forget it.
    Ephemeral {
        /// To this peer.
        peer: u64,
        /// Its bytes.
        frame: Arc<[u8]>,
    },
    /// Close a connection; it is forgotten already, and no `Closed` is needed.
    Close {
        /// Which one.
        peer: u64,
        /// Why.
        why: Goodbye,
    },
    /// A command is saved, or refused.
    Done {
        /// The command's ticket.
        ticket: u64,
        /// Its set; or why nothing was changed.
        result: Result<SetId, Refusal>,
    },
    /// An invite is saved, or was not made.
    Invited {
        /// The ticket.
        ticket: u64,
        /// The secret for the join link.
        result: Result<[u8; 16], RecordRefusal>,
    },
    /// A statement is saved, or was not made.
    Recorded {
        /// The ticket.
        ticket: u64,
        /// Why it was not made.
        result: Result<(), RecordRefusal>,
    },
    /// Names are erased, or were not.
    Erased {
        /// The ticket.
        ticket: u64,
        /// How many.
        result: Result<u64, Refusal>,
    },
    /// A piece of a carried board is saved.
    Took {
        /// The ticket.
        ticket: u64,
        /// How far it is.
        took: Took,
    },
    /// An organiser's device asks to go back to a backup.
    GoBack {
        /// The connection of the device: it hears why not.
        peer: u64,
        /// To which.
        to: GoBack,
    },
    /// The schedule or the records may have changed.
    Changed,
}
