//! What the screens ask of the engine, and what it answers. Screens never wait: an answer comes with
//! the ticket of its question, some frames later.

mod answer;
mod past;

pub use answer::{
    Answer, CarryAnswer, ImportAnswer, PinAnswer, Pitched, PrintAnswer, Reply, SlipAnswer,
};
pub use past::{
    BackPreview, BackTo, BackWhat, LogFilter, OfPrint, PastAnswer, PastAsk, PastBoard, PrintFound,
    Printed,
};

use crate::serving::NotServing;
use shared::{
    carry::BadCarry,
    command::{Command, NewPerson, Refusal, SessionEdit},
    ids::{DayId, DeviceId, PersonId, RoomId, SessionId},
    schedule::When,
    sync::{self, GoBack, NotTaken, Saying},
};
use std::{collections::BTreeSet, path::PathBuf};

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
    /// What is typed in from paper, and not yet put in.
    Paper,
    /// Language, colours and size of text, chosen for this device.
    Looks,
}

impl Kept {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Draft, Self::Paper, Self::Looks];

    /// The key under which it is stored.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Draft => "kept/draft",
            Self::Paper => "kept/paper",
            Self::Looks => "kept/looks",
        }
    }
}

/// A question with an answer of its own.
#[derive(Debug, Clone, PartialEq)]
#[expect(clippy::large_enum_variant, reason = "few of them live at a time, and none for long")]
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
    /// An edit that a form waits for: done, or refused with a reason that belongs beside a field.
    Edit {
        /// What to do.
        command: Command,
        /// Who asked, where somebody has unlocked this device.
        person: Option<PersonId>,
    },
    /// Says something about a device of the event, as an organiser.
    Say {
        /// Which.
        about: DeviceId,
        /// What.
        saying: Saying,
    },
    /// Has the server go back to one of its backups, as an organiser.
    GoBack(GoBack),
    /// Erases names for ever, as an organiser.
    Erase {
        /// Whose.
        people: BTreeSet<PersonId>,
    },
    /// Pitches a session and makes its slip code.
    Pitch(Box<NewPitch>),
    /// Finds the pitch of a slip code.
    FindSlip(String),
    /// Lists files that can be imported: in the data folder, in the person's folders, on sticks.
    ListFiles,
    /// Lists carried boards in the same places.
    ListBoards,
    /// Reads a file and says what importing it would do.
    ReadImport {
        /// The file.
        path: PathBuf,
        /// What was answered to the questions that a table asks.
        options: import::table::Options,
    },
    /// Reads a file and says what beginning another event like the one in it would do: its days
    /// from a date on, its rooms and slots, and nobody's sessions.
    ReadLike {
        /// The file.
        path: PathBuf,
        /// What was answered to the questions that a table asks.
        options: import::table::Options,
        /// The first day.
        first: jiff::civil::Date,
    },
    /// Imports what was read last, as one act; on a device without an event it makes one of it.
    DoImport {
        /// Who does it.
        person: Option<PersonId>,
    },
    /// Forgets what was read, or is being read.
    DropImport,
    /// Makes this device the server of its event.
    Serve {
        /// The words of the root key or of a spare; not needed where this device has a spare.
        words: Option<String>,
    },
    /// This device is to be the server no longer.
    StopServing,
    /// Makes a spare of this device, so that it needs no words to become the server.
    GetReady {
        /// The words of the root key.
        words: String,
    },
    /// What is here, and which devices have just the same.
    Proof,
    /// The devices of the event, and all that is known of each.
    Wall,
    /// Which names are erased, and which devices have done it.
    Certificate,
    /// Ends what this device rehearses.
    EndRehearsal,
    /// What came of the last rehearsal was read.
    RehearsalSeen,
    /// Writes the whole board into one file that merges where it is read. The answers are
    /// [`Answer::Carrying`] some times, then [`Answer::CarriedAway`].
    Carry {
        /// Where to.
        to: CarryTo,
    },
    /// Takes what a carried board holds and this device lacks. The answers are
    /// [`Answer::Carrying`] some times, then [`Answer::Taken`].
    Take {
        /// The file.
        path: PathBuf,
    },
    /// Something about the past.
    Past(PastAsk),
    /// Writes who did what as a table. The answers are [`Answer::Carrying`] some times, then
    /// [`Answer::Exported`].
    ExportLog {
        /// Which acts.
        filter: LogFilter,
        /// Where to.
        place: FilePlace,
    },
    /// The table that is being made is not wanted any more.
    StopLog,
    /// Which printers this machine has.
    Printers,
    /// Prints the board: on a printer, or as PDF where a person can take it along.
    Print {
        /// What is printed.
        form: paper::Form,
        /// Its days; none means all.
        days: Vec<DayId>,
        /// Where to.
        to: PrintTo,
        /// Its words; `{board}` in them stands for the digest of the board.
        sentences: Box<paper::Sentences>,
    },
    /// Writes the programme where a person can take it along.
    Export {
        /// In which form.
        format: ExportFormat,
        /// Where to; of several sticks the one that was put in last.
        place: FilePlace,
    },
}

/// A file that may be imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileFound {
    /// Its name.
    pub name: String,
    /// Where it is.
    pub path: PathBuf,
    /// What kind of place that is.
    pub place: FilePlace,
    /// Its size.
    pub bytes: u64,
    /// When it was last changed, seconds since 1970.
    pub modified_s: u64,
}

/// Where a print goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PrintTo {
    /// Into a PDF in such a place.
    Place(FilePlace),
    /// To the printer of this name.
    Printer(String),
}

/// Why a printer took nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PrinterTrouble {
    /// This machine has no print system.
    Absent,
    /// It did not answer.
    Slow,
    /// It refused the print.
    Refused,
}

/// Where a carried board goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CarryTo {
    /// Under a free name in such a place; of several sticks the one that was put in last.
    Place(FilePlace),
    /// Into a file of this name.
    File(PathBuf),
}

/// Why a board was not carried, or not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BadBoard {
    /// The file is no carried board.
    Foreign,
    /// A newer version wrote it.
    TooNew,
    /// It ends too early.
    CutShort,
    /// It was altered, or is damaged.
    Altered,
    /// It is larger than any event.
    TooLarge,
    /// It is of another event.
    OtherEvent,
    /// This device takes part in no event.
    NoEvent,
    /// Another one is being taken.
    Busy,
}

impl From<BadCarry> for BadBoard {
    fn from(why: BadCarry) -> Self {
        match why {
            BadCarry::Foreign => Self::Foreign,
            BadCarry::TooNew { .. } => Self::TooNew,
            BadCarry::CutShort => Self::CutShort,
            BadCarry::Altered => Self::Altered,
            BadCarry::TooLarge => Self::TooLarge,
        }
    }
}

impl From<NotTaken> for BadBoard {
    fn from(why: NotTaken) -> Self {
        match why {
            NotTaken::WrongEvent => Self::OtherEvent,
            NotTaken::NoEvent => Self::NoEvent,
            NotTaken::Busy => Self::Busy,
        }
    }
}

/// Where files are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FilePlace {
    /// The data folder of this kiosk.
    Data,
    /// What the person downloaded.
    Downloads,
    /// The person's desktop.
    Desktop,
    /// A stick, or another disk.
    Stick,
}

/// What an import would do, for a person to look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview {
    /// Name of the file.
    pub name: String,
    /// The event that it holds.
    pub event: String,
    /// All of it but the command, which stays with the engine.
    pub import: import::Preview,
    /// There is something to do.
    pub is_something: bool,
    /// The first day in the file.
    pub first_day: Option<jiff::civil::Date>,
    /// Only the days, rooms and slots of it, for another event.
    pub is_like: bool,
    /// How a table was understood; `None`: the file is no table.
    pub table: Option<import::table::Table>,
}

/// How far an import is. Nothing is changed before the last stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// The file is taken from its disk.
    Reading {
        /// Bytes that are here.
        bytes: u64,
        /// Bytes of the file.
        of: u64,
    },
    /// Its format is made out.
    Understanding,
    /// It is compared with the board.
    Comparing {
        /// Sessions in the file.
        sessions: usize,
    },
    /// It is written into the event, as one act.
    Saving,
}

/// In which form the programme is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ExportFormat {
    /// All of it, to be read back.
    Json,
    /// A table with one row a session.
    #[default]
    Rows,
    /// A grid of times and rooms for each day.
    Grid,
}

/// A pitch as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPitch {
    /// Its id.
    pub session: SessionId,
    /// Its texts, without the slip code.
    pub edit: SessionEdit,
    /// Names of its hosts, and of whoever writes it down.
    pub people: Vec<NewPerson>,
    /// Who pitches it, or writes it down for somebody.
    pub person: Option<PersonId>,
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
    /// This device takes part in an event already, and that is another one.
    OtherEvent,
    /// The file is gone, too large, or not for us.
    NoFile {
        /// Its name.
        name: String,
    },
    /// The file is no schedule that can be read.
    Unreadable(Box<import::Unreadable>),
    /// The folder takes no file: it is gone, full or write-protected.
    NotWritten,
    /// It is no board that can be taken here.
    Board(BadBoard),
    /// The printer took nothing.
    Printer(PrinterTrouble),
    /// This device is not the server.
    Serve(NotServing),
    /// It would take back more than can be taken back at once.
    TooMany {
        /// Edits of which it would.
        n: usize,
        /// So many are possible.
        most: usize,
    },
    /// The engine has ended, or has too much to do.
    Busy,
}
