//! What the screens ask about the past, and what is answered.

use shared::{
    command::Command,
    compare::{Difference, Scope},
    documents::{Moment, Parts, Turn},
    ids::{ChangeHash, DeviceTag, PersonId},
    schedule::Schedule,
};
use std::sync::Arc;

/// A question about the past.
#[derive(Debug, Clone, PartialEq)]
pub enum PastAsk {
    /// Every act, the oldest first.
    Turns,
    /// The board at a moment, and what differs from there to another.
    Board {
        /// The moment.
        at: Moment,
        /// The other.
        against: Moment,
    },
    /// What these acts were about, by their last changes.
    Parts(Vec<ChangeHash>),
    /// Acts that fit.
    Find(LogFilter),
    /// What bringing back would do, and the command that does just that.
    Preview(BackTo),
}

/// Which acts are wanted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LogFilter {
    /// Only those of this device.
    pub device: Option<DeviceTag>,
    /// Only those of this person.
    pub person: Option<PersonId>,
    /// Only those of this kind.
    pub kind: Option<String>,
    /// Only those about something in whose name these words are.
    pub words: String,
}

impl LogFilter {
    /// An act is of the wanted device, person and kind.
    #[must_use]
    pub fn admits(&self, turn: &Turn) -> bool {
        self.device.is_none_or(|device| turn.by.device == device)
            && self.person.is_none_or(|person| turn.by.person == Some(person))
            && self.kind.as_ref().is_none_or(|kind| turn.kind == *kind)
    }
}

/// What is to be brought back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BackTo {
    /// As it was at this moment, or what was done since.
    pub moment: Moment,
    /// How much of it.
    pub what: BackWhat,
}

/// How much is brought back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BackWhat {
    /// A part of the board as it was.
    Scope(Scope),
    /// What a person did since is taken back.
    Person(PersonId),
    /// What a device did since is taken back.
    Device(DeviceTag),
}

/// An answer about the past.
#[derive(Debug, Clone, PartialEq)]
pub enum PastAnswer {
    /// Every act.
    Turns(Arc<Vec<Turn>>),
    /// The board at a moment.
    Board(Box<PastBoard>),
    /// What acts were about.
    Parts(Vec<(ChangeHash, Parts)>),
    /// Acts that fit, by their places among all.
    Found {
        /// The filter.
        filter: LogFilter,
        /// The places, the latest first.
        acts: Arc<Vec<u32>>,
        /// Acts that were not looked into yet: ask again.
        unread: usize,
    },
    /// What bringing back would do.
    Preview(Box<BackPreview>),
    /// The moment is not known here any more.
    Unknown,
}

/// A board of the past.
#[derive(Debug, Clone, PartialEq)]
pub struct PastBoard {
    /// The moment.
    pub at: Moment,
    /// What it is compared with.
    pub against: Moment,
    /// The board at the moment.
    pub then: Arc<Schedule>,
    /// The board with which it is compared.
    pub other: Arc<Schedule>,
    /// What differs from the one to the other.
    pub differences: Arc<Vec<Difference>>,
}

/// What bringing back would do.
#[derive(Debug, Clone, PartialEq)]
pub struct BackPreview {
    /// What was asked.
    pub back: BackTo,
    /// The command that does it.
    pub command: Command,
    /// The board as it is.
    pub now: Arc<Schedule>,
    /// The board as it would be.
    pub then: Arc<Schedule>,
    /// What differs from the one to the other.
    pub differences: Vec<Difference>,
}
