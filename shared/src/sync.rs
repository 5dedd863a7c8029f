//! Sync as state machines without IO, for both ends: [`Device`] and [`Hub`].
//!
//! `handle(now, random, bodies, input)` takes one input and gives a [`Step`]: a transaction and
//! what follows it. The shell around it
//! 1. commits the transaction (an empty one may be skipped), then
//! 2. performs the effects in their order.
//!
//! If the commit fails, none of the effects happens, and the shell drops the node and loads it
//! again from the store: memory never runs ahead of the disk, and what the failed commit may have
//! left there is found again. Steps of several inputs may be merged into one commit
//! ([`Step::merge`]), at most [`limits::GROUP_COMMIT_INPUTS_MAX`] of them: bodies of envelopes
//! stay in memory for so many inputs, because the store does not have them yet.
//!
//! Frames are in [`frame`]. Nothing here depends on their order or on each one arriving: every
//! question is asked again, every answer may come twice.

pub mod backoff;
mod cx;
mod device;
mod effect;
pub mod frame;
mod hub;
mod status;

pub use crate::replica::{Erasure, LoadError, NotTaken, OwnAct, OwnActs, Replica, Taken, Took};
pub use device::{Device, Saying};
pub use effect::HubEffect;
pub use hub::Hub;
pub use status::{About, DeviceStatus, Line, Merged, Rehearsing, Seen, ServerSafety};

use crate::{
    carry::Carried,
    command::{Command, Refusal},
    ids::{DeviceId, LogId, PersonId, SetId},
    invite::JoinLink,
    keys::{RootKey, Strict, Verifier},
    limits,
    persist::Transaction,
    roster::{Action, Role},
};
use std::{collections::BTreeSet, fmt, sync::Arc};

pub use frame::{Doing, GoBack, Goodbye, NotBack, RefusalCode, Safety};

/// What time it is, by the clocks of this machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Now {
    /// Milliseconds of a clock that only runs forward, from any start.
    pub ms: u64,
    /// Milliseconds since 1970, by the clock on the wall.
    pub wall_ms: i64,
    /// Whether the clock on the wall was ever set (a Raspberry Pi starts without the time).
    pub wall_sure: bool,
}

/// A commit and what follows it.
#[derive(Debug)]
#[must_use]
pub struct Step<E> {
    /// To be committed first.
    pub commit: Transaction,
    /// To be performed in order after the commit.
    pub effects: Vec<E>,
}

impl<E> Default for Step<E> {
    fn default() -> Self {
        Self { commit: Transaction::default(), effects: Vec::new() }
    }
}

impl<E> Step<E> {
    /// Appends the step of a later input, to commit both together. At most
    /// [`limits::GROUP_COMMIT_INPUTS_MAX`] inputs may go into one commit.
    pub fn merge(&mut self, later: Self) {
        self.commit.append(later.commit);
        self.effects.extend(later.effects);
    }

    /// Nothing to commit and nothing to do.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.commit.is_empty() && self.effects.is_empty()
    }
}

/// Planted bugs: only the simulator sets one, to prove that it finds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// Every start of a process continues the actor of the one before.
    ActorReused,
    /// An ack, and not being shown by the log, empties the outbox.
    OutboxClearedOnAck,
    /// The outbox holds changes of this device only.
    OutboxOfOwnOnly,
    /// What was offered once to some log is never offered or pushed again.
    OfferOnce,
    /// Positions are believed without comparing chains.
    NoChainCheck,
    /// A server judges history by today's roster: no proof and no dependent vouches for a change.
    TodaysRoster,
    /// A device does nothing about a refusal.
    RefusalWedges,
    /// A device believes that it holds whatever lies before its cursor.
    CursorBelieved,
    /// The names of hosts do not go along with the changes that name them.
    NamesApart,
    /// What came in a carried file counts as being on the server.
    CarriedCounts,
    /// A server that begins from a backup goes on with the logs of before.
    LogsKept,
    /// Of a carried file only the edits are taken: no roster, no names, no erasures.
    CarriedBare,
    /// A server that begins from a backup forgets which names were erased since.
    ErasuresForgotten,
    /// What a new server lacks is issued again, as if it had been refused, and not offered.
    IssuedAgain,
    /// Who had the same when last heard of counts as having the same.
    GoneIsSame,
    /// The proof leaves out who is away.
    AwayLeftOut,
    /// A server is followed whose certificate root took back.
    RevokedFollowed,
}

/// What a node is made with.
#[derive(Clone)]
pub struct Setup {
    /// Who checks signatures.
    pub verifier: Arc<dyn Verifier + Send + Sync>,
    /// A planted bug; `None` but in the simulator.
    pub fault: Option<Fault>,
}

impl Default for Setup {
    fn default() -> Self {
        Self { verifier: Arc::new(Strict), fault: None }
    }
}

impl fmt::Debug for Setup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Setup").field("fault", &self.fault).finish_non_exhaustive()
    }
}

/// Everything that can happen to a device.
#[derive(Debug, Clone)]
pub enum DeviceInput {
    /// A person gave a join link and a label for this device. The shell keeps the address.
    Join(JoinLink, String),
    /// A person makes an event of their own on this device, which takes part in none yet: with a
    /// new root key, this device as its organiser, and a first edit such as an import.
    Found {
        /// Comes back in [`DeviceEffect::Founded`].
        ticket: u64,
        /// Name of this device.
        label: String,
        /// The first edit.
        command: Option<Command>,
    },
    /// A person asked for something.
    Command {
        /// Comes back in [`DeviceEffect::Done`].
        ticket: u64,
        /// Who asked, where that is known.
        person: Option<PersonId>,
        /// What was asked for.
        command: Command,
    },
    /// An organiser says something about a device.
    Say {
        /// Comes back in [`DeviceEffect::Said`].
        ticket: u64,
        /// About which device.
        about: DeviceId,
        /// What.
        saying: Saying,
    },
    /// An organiser erases names, for ever and everywhere.
    Erase {
        /// Comes back in [`DeviceEffect::Said`].
        ticket: u64,
        /// Whose.
        people: BTreeSet<PersonId>,
    },
    /// Names were deleted on the disk of this device, or not everywhere.
    DiskErased {
        /// Which: what [`Replica::erasure_due`] gave.
        erasure: Erasure,
        /// They are gone from every file.
        is_done: bool,
    },
    /// A person brought a carried board.
    Take {
        /// Comes back in [`DeviceEffect::Took`].
        ticket: u64,
        /// What was read of it.
        board: Arc<Carried>,
    },
    /// The next piece of the board that is being taken: asked for after each [`Took::More`].
    TakeMore,
    /// What a person at this device is doing from here on, for others to see. It is never stored.
    Presence {
        /// Who, where that is known.
        person: Option<PersonId>,
        /// What; `None`: nothing that concerns others.
        doing: Option<Doing>,
    },
    /// What its shell knows of this device, for organisers.
    About(About),
    /// An organiser at this device asks the server to go back to a backup.
    GoBack(GoBack),
    /// A person at this device ends its rehearsal.
    EndRehearsal,
    /// What came of the last rehearsal was read here.
    RehearsalSeen,
    /// A connection to a server was opened. It takes the place of one before.
    Opened {
        /// A number of the shell's choice, never used twice in a process.
        connection: u64,
    },
    /// A frame arrived.
    Frame {
        /// Its connection.
        connection: u64,
        /// Its bytes.
        bytes: Vec<u8>,
    },
    /// The connection is gone.
    Closed {
        /// Which one.
        connection: u64,
    },
    /// Time has passed; about once a second.
    Tick,
}

/// What a device wants done.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::large_enum_variant, reason = "few of them live at a time, and none for long")]
pub enum DeviceEffect {
    /// Send a frame.
    Send {
        /// On this connection.
        connection: u64,
        /// Its bytes.
        frame: Vec<u8>,
    },
    /// Send a frame if little else waits to be sent; otherwise forget it.
    Ephemeral {
        /// On this connection.
        connection: u64,
        /// Its bytes.
        frame: Vec<u8>,
    },
    /// Close a connection; it is forgotten already, and no `Closed` is needed.
    Close {
        /// Which one.
        connection: u64,
        /// Why.
        why: Goodbye,
    },
    /// A command is saved here, or refused.
    Done {
        /// The command's ticket.
        ticket: u64,
        /// Its set; or why nothing was changed.
        result: Result<SetId, Refusal>,
    },
    /// An event is made and saved here, or was not made.
    Founded {
        /// The ticket.
        ticket: u64,
        /// The root key, to be shown once: nothing keeps it. Or why nothing was made.
        result: Result<RootWords, Refusal>,
    },
    /// What was said about a device, or that names are erased, is saved here; or was not said.
    Said {
        /// The ticket.
        ticket: u64,
        /// Why it was not.
        result: Result<(), Refusal>,
    },
    /// A piece of a carried board is saved here.
    Took {
        /// The ticket.
        ticket: u64,
        /// How far it is.
        took: Took,
    },
    /// The schedule or the status may have changed.
    Changed,
    /// A server did not accept an edit of this device: its owner must be told. It also stays in
    /// [`DeviceStatus::set_aside`].
    NotAccepted {
        /// The set.
        set: SetId,
        /// What had been asked for.
        command: Command,
        /// Why it was not accepted.
        why: NotAccepted,
    },
}

/// Why an edit that was saved here does not count.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotAccepted {
    /// A server refused it.
    #[error("the server did not accept it: {0}")]
    Refused(RefusalCode),
    /// It was built on an edit that does not count, and cannot be made without it.
    #[error("it was built on an edit that does not count: {0}")]
    NotAgain(String),
}

/// The 24 words of a root key. `Debug` does not show them.
#[derive(Clone, PartialEq, Eq)]
pub struct RootWords(String);

impl RootWords {
    pub(crate) fn of(root: &RootKey) -> Self {
        Self(root.words())
    }

    /// The words, with one space between them.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for RootWords {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RootWords(…)")
    }
}

/// Everything that can happen to a server.
#[derive(Debug, Clone)]
pub enum HubInput {
    /// A device opened a connection.
    Opened {
        /// A number of the shell's choice, never used twice in a process.
        peer: u64,
    },
    /// A frame arrived.
    Frame {
        /// From this peer.
        peer: u64,
        /// Its bytes.
        bytes: Vec<u8>,
    },
    /// A connection is gone.
    Closed {
        /// Which one.
        peer: u64,
    },
    /// The server's operator asked for an edit: an import, a template.
    Command {
        /// Comes back in [`HubEffect::Done`].
        ticket: u64,
        /// What was asked for.
        command: Command,
    },
    /// Somebody is to be invited.
    Invite {
        /// Comes back in [`HubEffect::Invited`].
        ticket: u64,
        /// The role of the invited device.
        role: Role,
        /// The root key, which alone invites organisers.
        root: Option<RootKey>,
    },
    /// A statement is to be made, such as a grant or a revocation.
    Record {
        /// Comes back in [`HubEffect::Recorded`].
        ticket: u64,
        /// What it says.
        action: Action,
        /// The root key, which alone decides about organisers and servers.
        root: Option<RootKey>,
    },
    /// Names are to be erased, for ever and everywhere.
    Erase {
        /// Comes back in [`HubEffect::Erased`].
        ticket: u64,
        /// Whose.
        people: BTreeSet<PersonId>,
    },
    /// Names were deleted on the disk of this server and in its backups, or not everywhere.
    DiskErased {
        /// Which: what [`Replica::erasure_due`] gave.
        erasure: Erasure,
        /// They are gone from every file.
        is_done: bool,
    },
    /// Somebody brought a carried board.
    Take {
        /// Comes back in [`HubEffect::Took`].
        ticket: u64,
        /// What was read of it.
        board: Arc<Carried>,
    },
    /// The next piece of the board that is being taken: asked for after each [`Took::More`].
    TakeMore,
    /// How safe the board is here, as the shell knows it.
    Safety(Safety),
    /// The shell did not go back to a backup that this connection asked for.
    NotBack {
        /// The connection.
        peer: u64,
        /// Why not.
        not: NotBack,
    },
    /// Time has passed; about once a second.
    Tick,
}

/// Why a statement or an invite was not made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RecordRefusal {
    /// The root key is needed.
    #[error("only the root key can do this: give its 24 words")]
    RootNeeded,
    /// The root key given is that of another event.
    #[error("these words are the root key of another event")]
    WrongRoot,
    /// The event has as many statements as it may have.
    #[error("the event has {} statements already, and no more are taken", limits::STATEMENTS_MAX)]
    TooMany,
}

/// How a server stands, for its operator and for tests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HubStatus {
    /// Its logs in the order plan, board, floor, with their lengths.
    pub logs: Vec<(LogId, u64)>,
    /// Peers that passed the handshake.
    pub peers: usize,
    /// Rows that the store found damaged, in words.
    pub damaged: Vec<String>,
}

#[cfg(test)]
mod tests;
