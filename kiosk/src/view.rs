//! What is drawn: an immutable picture of the schedule and of the state of the data. The engine
//! publishes one after each step; screens and the headless mode read nothing else.

use crate::{
    ask::{Doing, Kept},
    serving::Serving,
    why::{Away, NotSaved},
};
use shared::{
    clash::Clash,
    command::{Command, Refusal},
    ids::{DeviceId, DeviceTag, EventId, PersonId, SetId},
    roster::{Idle, Message, Role},
    schedule::Schedule,
    sync::{NotAccepted, Rehearsing, ServerSafety, frame::Rehearsed},
};
use std::{collections::BTreeMap, sync::Arc};

/// Everything the screens know.
#[derive(Debug, Clone, Default)]
pub struct View {
    /// The schedule.
    pub schedule: Arc<Schedule>,
    /// What needs a human, sorted as [`shared::clash::clashes`] sorts.
    pub clashes: Arc<Vec<Clash>>,
    /// How safe the data is.
    pub data: DataState,
    /// What this device may do; `None` before it joined and after it was revoked.
    pub role: Option<Role>,
    /// The event; `None` before this device joined one.
    pub event: Option<EventId>,
    /// Own sets that can be undone, the latest first.
    pub undoable: Arc<Vec<UndoableSet>>,
    /// Own undone sets that can be done again, the latest first: undoing `set` does it.
    pub redoable: Arc<Vec<UndoableSet>>,
    /// The devices and servers of the event, by id.
    pub members: Arc<Vec<Member>>,
    /// What people at other devices are doing at this moment.
    pub presence: Vec<Presence>,
    /// What the last reconnect brought together.
    pub merged: Option<MergeReport>,
    /// What this device keeps for itself.
    pub kept: Arc<BTreeMap<Kept, String>>,
    /// How often what was being typed was taken off the disk, because names were erased.
    pub drafts_erased: u32,
    /// The event is the sample: joining another leaves it, and sets it aside.
    pub is_sample: bool,
    /// What locks editing on this device.
    pub pin: Pin,
    /// This device has a key with which it can become the server.
    pub has_spare: bool,
    /// Whether this device is the server.
    pub serving: Serving,
    /// How safe the board is on the server, while one is connected and tells it.
    pub safety: Option<Arc<ServerSafety>>,
    /// What an organiser told this device to show while nobody uses it.
    pub idle: Idle,
    /// What an organiser told this device to show to everybody; its time may be over.
    pub message: Option<Message>,
    /// What this device rehearses.
    pub rehearsal: Option<Rehearsing>,
    /// What came of the last rehearsal here, until somebody has read it.
    pub rehearsed: Option<Rehearsed>,
    /// How far the true time is ahead of this machine's clock, as far as is known here.
    pub clock_ahead_ms: i64,
    /// What a person at this device should be told, the latest first.
    pub notices: Vec<Notice>,
    /// Grows by one with each published view.
    pub revision: u64,
}

impl View {
    /// How far ahead a rehearsal pretends the time to be at a moment, in milliseconds.
    #[must_use]
    pub fn pretended_ahead_ms(&self, at_ms: i64) -> i64 {
        self.rehearsal.filter(|one| one.until_ms > at_ms).map_or(0, |one| one.ahead_ms)
    }
}

/// What locks editing on this device.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Pin {
    /// Nobody has chosen a PIN, or said that none is wanted.
    #[default]
    NotChosen,
    /// A PIN.
    Set,
    /// Nothing: somebody said that everybody who stands here may edit.
    NotWanted,
}

/// One own act that can be undone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UndoableSet {
    /// Its set.
    pub set: SetId,
    /// The command; of a set to be done again, the one that was undone.
    pub command: Command,
    /// Who asked for it, where somebody had unlocked this device.
    pub person: Option<PersonId>,
}

/// A device or a server of the event, as the roster has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Member {
    /// Its key.
    pub device: DeviceId,
    /// What it may do; `None`: nothing any longer.
    pub role: Option<Role>,
    /// It is a server.
    pub is_server: bool,
    /// It is this device.
    pub is_me: bool,
}

/// Somebody at another device. Never a lock: it only shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Presence {
    /// The device.
    pub device: DeviceTag,
    /// The person's name, or the label of the device.
    pub who: String,
    /// What they do.
    pub doing: Doing,
}

/// What a reconnect brought together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MergeReport {
    /// Grows with each report.
    pub id: u64,
    /// Edits that went one way or the other.
    pub edits: u32,
    /// Devices on which they were made.
    pub devices: u32,
}

/// How safe the data is: saved here? on the server? when last heard of the others?
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DataState {
    /// Whether everything is on this device's disk.
    pub here: Here,
    /// The line to the server.
    pub server: ServerState,
    /// Edits held here that the present server has not shown to be in its log.
    pub outbox: u32,
    /// When the server was last heard of, in milliseconds since 1970 by this device's clock.
    pub heard_ms: Option<i64>,
    /// This device, or the server, is not sure of its clock.
    pub clock_doubtful: bool,
}

/// Whether everything is on this device's disk.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Here {
    /// The last picture is shown while the store is read and checked: nothing can be edited yet.
    #[default]
    Opening,
    /// Every edit is on this device's disk.
    Saved,
    /// The disk refuses: the board stays, editing stops.
    NotSaved {
        /// Why.
        why: NotSaved,
    },
}

/// The line to the server.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum ServerState {
    /// This device has not joined an event.
    #[default]
    NotJoined,
    /// The event is the sample, on this device only: no server is looked for.
    Sample,
    /// No connection; it tries again by itself.
    Away {
        /// Why.
        why: Away,
    },
    /// Connected, and still receiving or sending what the other lacks.
    CatchingUp,
    /// Connected, and both have everything.
    UpToDate,
}

/// Something to tell the person at this device.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::large_enum_variant, reason = "few of them live at a time, and none for long")]
pub enum Notice {
    /// A command was not carried out.
    Refused {
        /// Why.
        refusal: Refusal,
    },
    /// An edit that was saved here was not accepted by the server, and is not on the board.
    NotAccepted {
        /// The edit.
        command: Command,
        /// Why.
        why: NotAccepted,
    },
    /// The event that this kiosk was started for was not joined.
    NotJoined {
        /// Why.
        why: NotSaved,
    },
    /// The store had damaged rows; they were set aside.
    Repaired {
        /// How many.
        rows: u32,
    },
}
