//! What only people can judge. One pure function over the schedule, the same list on every
//! replica, each entry with answers that are ordinary, undoable, idempotent commands.

mod find;

pub use find::clashes;

use crate::{
    command::{Command, RegisterPath},
    ids::{PersonId, RoomId, SessionId, SlotId},
    schedule::{Author, Span},
};
use serde::{Deserialize, Serialize};

/// Something that a person should look at. Clashes advise, they never refuse.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clash {
    /// What it is.
    pub kind: ClashKind,
    /// SHA-256 of (kind, subjects, conflicting changes): names this clash on every
    /// replica. A settled clash opens again when any of these changes.
    pub key: [u8; 32],
    /// Answers, the most careful first. [`Command::Settle`] with the key ("it is fine so") is always
    /// possible beside them.
    pub answers: Vec<Answer>,
}

/// A one-touch answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// What it does, for the words on the button.
    pub meaning: Meaning,
    /// The command that does it.
    pub command: Command,
}

/// What an answer means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Meaning {
    /// Keep this version of a value written by several people at once.
    KeepVersion {
        /// The value in plain text; ids stay ids (the screens turn them into names).
        value: String,
        /// Who wrote it.
        by: Author,
    },
    /// Move this session to the shelf.
    ToShelf(SessionId),
    /// Leave it removed.
    StayRemoved,
    /// Bring it back.
    BringBack,
    /// Withdraw this twin.
    WithdrawTwin(SessionId),
    /// Move this session to a room that is free then and holds all who are interested.
    MoveToRoom {
        /// The session.
        session: SessionId,
        /// The room.
        room: RoomId,
    },
    /// Open this room again.
    OpenRoom(RoomId),
    /// Make one a part of the other, which keeps the hosts and the dots of both.
    MergeInto {
        /// The session that becomes a part.
        session: SessionId,
        /// The session that stays.
        into: SessionId,
    },
    /// They are about different things.
    TheyDiffer,
    /// Make this part a session of its own again.
    TakeOut(SessionId),
    /// Leave it a part of the other.
    StayMerged,
    /// Take what the source says.
    TakeSource {
        /// The value there.
        value: String,
    },
}

/// What kind of clash, with its subjects.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "clash", rename_all = "kebab-case")]
pub enum ClashKind {
    /// Sessions share a room at the same time.
    SameRoom {
        /// The room.
        room: RoomId,
        /// First shared stretch of time.
        span: Span,
        /// The two sessions, sorted.
        sessions: [SessionId; 2],
    },
    /// A host is in two places at the same time.
    HostTwice {
        /// The host.
        person: PersonId,
        /// First shared stretch of time.
        span: Span,
        /// The two sessions, sorted.
        sessions: [SessionId; 2],
    },
    /// A session is in a slot that was removed or is not known.
    LostSlot {
        /// The session.
        session: SessionId,
        /// The slot.
        slot: SlotId,
        /// Removed, or not heard of.
        removed: bool,
    },
    /// A session is in a room that was removed or is not known.
    LostRoom {
        /// The session.
        session: SessionId,
        /// The room.
        room: RoomId,
        /// Removed, or not heard of.
        removed: bool,
    },
    /// Two people placed a session at once: both placements are kept.
    Placements {
        /// The session.
        session: SessionId,
        /// Who wrote which, the shown one first; values as in the register.
        versions: Vec<(String, Author)>,
    },
    /// Two people wrote a value at once: both are kept.
    Values {
        /// The register.
        register: RegisterPath,
        /// Who wrote which, the shown one first.
        versions: Vec<(String, Author)>,
    },
    /// A session was edited by somebody who did not know that it was withdrawn or cancelled.
    EditedWhileRemoved {
        /// The session.
        session: SessionId,
        /// It was cancelled (and not withdrawn).
        cancelled: bool,
        /// Who removed it.
        by: Author,
    },
    /// A part of the plan was edited by somebody who did not know that it was removed.
    ThingEditedWhileRemoved {
        /// The thing, in words: `room`, `slot`, `day`, `stream`, `fixed`.
        what: String,
        /// Its id.
        id: String,
        /// Who removed it.
        by: Author,
    },
    /// The same session was imported twice.
    Twins {
        /// Where both came from.
        source: String,
        /// The sessions, sorted.
        sessions: Vec<SessionId>,
    },
    /// A session was edited here and differently at the source it was imported from.
    SourceDiffers {
        /// The session.
        session: SessionId,
        /// The field, as in [`crate::command::SourceNote`].
        field: String,
        /// Its value at the source.
        there: String,
    },
    /// More people are interested than the room holds.
    RoomTooSmall {
        /// The session.
        session: SessionId,
        /// The largest of its rooms.
        room: RoomId,
        /// People the rooms hold together.
        capacity: u32,
        /// Interest shown, in its parts too.
        dots: u32,
    },
    /// A session is in a room that was closed before it ends.
    ClosedRoom {
        /// The session.
        session: SessionId,
        /// The room.
        room: RoomId,
        /// Who closed it.
        by: Author,
    },
    /// Two sessions are about the same, and one was pitched here.
    Alike {
        /// The two sessions, sorted.
        sessions: [SessionId; 2],
    },
    /// Two people made a session a part of different ones at once, or one took it out.
    Merges {
        /// The session.
        session: SessionId,
        /// Who wrote which, the shown one first: the id of the session of which it is a part, or
        /// nothing.
        versions: Vec<(String, Author)>,
    },
    /// A session was placed or cancelled by somebody who did not know that it had become a part of
    /// another.
    ChangedWhileMerged {
        /// The session.
        session: SessionId,
        /// The session as a part of which it is shown.
        into: SessionId,
        /// Who made it a part.
        by: Author,
    },
}
