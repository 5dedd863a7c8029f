//! What happened to sessions.

use super::{Author, Placement, Span};
use crate::ids::{SessionId, SlotId};
use serde::{Deserialize, Serialize};

/// Something that happened to a session, for "what moved" and for the history on its sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moved {
    /// The session.
    pub session: SessionId,
    /// Who did it, and when by the author's own clock.
    pub by: Author,
    /// What was done.
    pub what: Happened,
    /// Kind of the command that did it, such as `place`, `swap`, `import` or `undo`.
    pub kind: String,
}

/// What happened to a session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Happened {
    /// It was pitched.
    Pitched,
    /// It was placed, moved or put on the shelf.
    Placed {
        /// Where it was, as its author saw it.
        from: Placement,
        /// Where it is from then on.
        to: Placement,
    },
    /// It was cancelled.
    Cancelled,
    /// The cancellation was taken back.
    Uncancelled,
    /// Its host withdrew it.
    Withdrawn,
    /// The withdrawal was taken back.
    Unwithdrawn,
    /// It was pinned to its place.
    Pinned,
    /// It was let go from its place.
    Unpinned,
    /// It became a part of another.
    Merged {
        /// The session that stands for both.
        into: SessionId,
    },
    /// It is a session of its own again.
    Unmerged {
        /// The session of which it was a part.
        from: SessionId,
    },
}

/// A slot that went to another time, and all that is in it with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SlotMoved {
    /// The slot.
    pub slot: SlotId,
    /// Who did it, and when by the author's own clock.
    pub by: Author,
    /// When it was, as its author saw it.
    pub from: Span,
    /// When it is from then on.
    pub to: Span,
    /// Kind of the command that did it, such as `together`, `import` or `undo`.
    pub kind: String,
}
