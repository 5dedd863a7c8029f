//! What the screens ask of the engine, and what it answers. Screens never wait: an answer comes with
//! the ticket of its question, some frames later.

use shared::{
    command::{Command, NewPerson, Refusal, SessionEdit},
    ids::{PersonId, RoomId, SessionId},
    schedule::When,
    sync,
};

/// Everything that a screen can ask for.
#[derive(Debug, Clone, PartialEq)]
pub enum Request {
    /// An edit. Its outcome shows in the next view, a refusal among the notices.
    Command {
        /// What to do.
        command: Command,
        /// Who asked, where somebody has unlocked this device.
        person: Option<PersonId>,
    },
    /// A question with an answer of its own.
    Ask {
        /// Comes back with the [`Answer`].
        ticket: u64,
        /// The question.
        ask: Ask,
    },
    /// Keeps a value on this device, on its disk; `None` takes it away. It comes back in
    /// [`crate::view::View::kept`].
    Keep {
        /// Its name.
        key: Kept,
        /// The value.
        value: Option<String>,
    },
    /// What the person at this device is doing, for the others: told again every few seconds, and
    /// forgotten soon after it is not.
    Presence(Option<Doing>),
}

/// What a person is doing at a device.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doing {
    /// Reads or edits a session.
    Looking(SessionId),
    /// Looks for a place for a session.
    Moving(SessionId),
    /// Fills a cell.
    Filling {
        /// When.
        when: When,
        /// Where.
        room: RoomId,
    },
}

impl From<sync::Doing> for Doing {
    fn from(doing: sync::Doing) -> Self {
        match doing {
            sync::Doing::Viewing(session) => Self::Looking(session),
            sync::Doing::Moving(session) => Self::Moving(session),
            sync::Doing::Cell { when, room } => Self::Filling { when, room },
        }
    }
}

impl From<Doing> for sync::Doing {
    fn from(doing: Doing) -> Self {
        match doing {
            Doing::Looking(session) => Self::Viewing(session),
            Doing::Moving(session) => Self::Moving(session),
            Doing::Filling { when, room } => Self::Cell { when, room },
        }
    }
}

/// Names of values that this device keeps for itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kept {
    /// The draft of a pitch.
    Draft,
    /// Language, colours and size of text, chosen for this device.
    Looks,
}

impl Kept {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Draft, Self::Looks];

    /// The key under which it is stored.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Draft => "kept/draft",
            Self::Looks => "kept/looks",
        }
    }
}

/// A question with an answer of its own.
#[derive(Debug, Clone, PartialEq)]
pub enum Ask {
    /// Joins an event by its link.
    Join {
        /// The link as typed or scanned.
        link: String,
        /// Name of this device.
        label: String,
    },
    /// Makes an event on this device, with the bundled sample in it.
    TrySample,
    /// Sets or changes the PIN that unlocks editing; `None` takes it away.
    SetPin(Option<String>),
    /// Asks whether this is the PIN.
    CheckPin(String),
    /// Pitches a session and makes its slip code.
    Pitch(Box<NewPitch>),
    /// Finds the pitch of a slip code.
    FindSlip(String),
}

/// A pitch as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPitch {
    /// Its id.
    pub session: SessionId,
    /// Its texts, without the slip code.
    pub edit: SessionEdit,
    /// Its hosts' names.
    pub people: Vec<NewPerson>,
}

/// What the engine answers.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// It is done, and on the disk.
    Done,
    /// An event was made on this device.
    Founded {
        /// The root key as 24 words, shown once and kept nowhere.
        words: Vec<String>,
    },
    /// Whether the PIN was right.
    Pin(PinAnswer),
    /// The pitch is on this device's disk.
    Pitched {
        /// The session.
        session: SessionId,
        /// The code that edits or withdraws it at any kiosk.
        code: String,
        /// Its place among all pitches, from 1.
        number: u32,
    },
    /// The pitch of a slip code.
    Slip(SlipAnswer),
    /// It was not done.
    Failed(Failure),
}

/// Whether a PIN was right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PinAnswer {
    /// It was.
    Right,
    /// It was not.
    Wrong,
    /// Too many were wrong: it was not even looked at.
    Wait {
        /// Seconds until the next try.
        seconds: u32,
    },
}

/// What a slip code led to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SlipAnswer {
    /// Its pitch.
    Found(SessionId),
    /// It is not a code: a letter is wrong, or two are swapped.
    Mistyped,
    /// No pitch that has reached this kiosk has this code.
    Unknown,
    /// Too many were wrong: it was not even looked at.
    Wait {
        /// Seconds until the next try.
        seconds: u32,
    },
}

/// Why something was not done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// The command was refused.
    Refused(Refusal),
    /// It could not be saved here.
    NotSaved,
    /// What was given as a join link is none.
    BadLink,
    /// The link is of another event than this device's.
    OtherEvent,
    /// The engine has ended, or has too much to do.
    Busy,
}

/// An answer and its ticket.
#[derive(Debug, Clone, PartialEq)]
pub struct Reply {
    /// The ticket of the question.
    pub ticket: u64,
    /// The answer.
    pub answer: Answer,
}
