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
    /// The board of a print.
    Print(OfPrint),
}

/// What stands on a print.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OfPrint {
    /// Its four digits; empty where nobody can read them.
    pub board: String,
    /// When it was made, in seconds since 1970; its day is only supposed.
    pub at_s: Option<i64>,
}

/// How the board of a print was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PrintFound {
    /// It is the board as it is.
    Same,
    /// It has these digits.
    Board {
        /// Since when it was so, in seconds since 1970.
        since_s: i64,
    },
    /// No board with these digits is known here: it is that of the time.
    Time {
        /// The time, in seconds since 1970.
        at_s: i64,
    },
    /// It was not, and nothing is known of it.
    Nothing,
    /// It is not the board as it is, and without a time its digits may be those of another by chance.
    NeedsTime,
}

/// The board of a print.
#[derive(Debug, Clone, PartialEq)]
pub struct Printed {
    /// What stands on it.
    pub of: OfPrint,
    /// How it was found.
    pub found: PrintFound,
    /// The board; as it is now where it was not found.
    pub then: Arc<Schedule>,
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
    /// The board of a print.
    Printed(Box<Printed>),
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
