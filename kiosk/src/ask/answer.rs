//! What the engine answers, and what of it is for whom: a screen takes only the answer to what it
//! asked, so that only this file knows all of them.

use super::{Failure, FileFound, PastAnswer, Preview, Stage};
use printing::Printer;
use shared::{erased::Certificate, ids::SessionId, proof::Proof, sync::Taken, wall::OnWall};
use std::path::PathBuf;

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
    /// Files that can be imported, by place.
    Files(Vec<FileFound>),
    /// What importing a file would do.
    Preview(Box<Preview>),
    /// An import goes on; the answer itself follows.
    Importing(Stage),
    /// The file is a table that cannot be read without answers.
    TableAsks(Box<import::table::Ask>),
    /// How far a board is carried or taken, or a table is made.
    Carrying {
        /// Edits that are done.
        done: u64,
        /// Edits in all.
        of: u64,
    },
    /// The board is written, to be carried away.
    CarriedAway {
        /// The file.
        path: PathBuf,
        /// Edits that this disk has lost: the file lacks them.
        lost: u64,
    },
    /// What a carried board held is on this device's disk.
    Taken(Box<Taken>),
    /// What is here, and which devices have just the same.
    Proof(Box<Proof>),
    /// The devices of the event.
    Wall(Box<Vec<OnWall>>),
    /// Which names are erased, and which devices have done it.
    Certificate(Box<Certificate>),
    /// About the past.
    Past(PastAnswer),
    /// An export is written.
    Exported {
        /// The file.
        path: PathBuf,
    },
    /// Printers of this machine, the usual one first.
    Printers(Vec<Printer>),
    /// A printer has a print.
    Sent {
        /// Its name.
        printer: String,
    },
    /// It was not done.
    Failed(Failure),
}

/// Whether a PIN was right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PinAnswer {
    /// It was.
    Right,
    /// It was not.
    Wrong {
        /// Tries that are left before a pause.
        tries_left: u32,
        /// Seconds until the next try.
        wait_s: u32,
    },
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

/// An answer and its ticket.
#[derive(Debug, Clone, PartialEq)]
pub struct Reply {
    /// The ticket of the question.
    pub ticket: u64,
    /// The answer.
    pub answer: Answer,
}

/// What an import hears, and what writes a file that can be imported.
#[derive(Debug, Clone, PartialEq)]
pub enum ImportAnswer {
    /// Files that can be imported.
    Files(Vec<FileFound>),
    /// It goes on.
    Stage(Stage),
    /// The file is a table that cannot be read without answers.
    Asks(Box<import::table::Ask>),
    /// What it would do.
    Preview(Box<Preview>),
    /// It is done; with the words of the event's root key where it made an event.
    Done(Option<Vec<String>>),
    /// An export is written.
    Exported(PathBuf),
}

/// What comes of a board that is carried away or taken.
#[derive(Debug, Clone, PartialEq)]
pub enum CarryAnswer {
    /// It goes on.
    Going {
        /// Edits that are done.
        done: u64,
        /// Edits in all.
        of: u64,
    },
    /// It is written.
    Written {
        /// The file.
        path: PathBuf,
        /// Edits that this disk has lost: the file lacks them.
        lost: u64,
    },
    /// What it held is on this device's disk.
    Taken(Box<Taken>),
}

/// What comes of a print, and what is asked before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PrintAnswer {
    /// Printers of this machine.
    Printers(Vec<Printer>),
    /// A printer has it.
    Sent(String),
    /// It is a file.
    Saved(PathBuf),
}

/// A pitch that is on this device's disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pitched {
    /// The session.
    pub session: SessionId,
    /// The code that edits or withdraws it at any kiosk.
    pub code: String,
    /// Its place among all pitches, from 1.
    pub number: u32,
}

/// Each takes the answer to one kind of question. Otherwise the failure is given back; an answer to
/// something else counts as a busy engine.
#[expect(clippy::missing_errors_doc, reason = "said once, above")]
impl Answer {
    /// Why it was not done.
    #[must_use]
    pub fn failure(self) -> Failure {
        match self {
            Self::Failed(failure) => failure,
            Self::Done
            | Self::Founded { .. }
            | Self::Pin(_)
            | Self::Pitched { .. }
            | Self::Slip(_)
            | Self::Files(_)
            | Self::Preview(_)
            | Self::Importing(_)
            | Self::TableAsks(_)
            | Self::Carrying { .. }
            | Self::CarriedAway { .. }
            | Self::Taken(_)
            | Self::Proof(_)
            | Self::Wall(_)
            | Self::Certificate(_)
            | Self::Past(_)
            | Self::Printers(_)
            | Self::Sent { .. }
            | Self::Exported { .. } => Failure::Busy,
        }
    }

    /// It is done, and on the disk: the event was joined, the sample is there.
    pub fn done(self) -> Result<(), Failure> {
        match self {
            // The words of a sample are nobody's to keep.
            Self::Done | Self::Founded { .. } => Ok(()),
            other => Err(other.failure()),
        }
    }

    /// Whether a PIN was right; `None` where one was set or taken away.
    pub fn pin(self) -> Result<Option<PinAnswer>, Failure> {
        match self {
            Self::Pin(said) => Ok(Some(said)),
            other => other.done().map(|()| None),
        }
    }

    /// What a slip code led to.
    pub fn slip(self) -> Result<SlipAnswer, Failure> {
        match self {
            Self::Slip(said) => Ok(said),
            other => Err(other.failure()),
        }
    }

    /// The pitch that was made.
    pub fn pitched(self) -> Result<Pitched, Failure> {
        match self {
            Self::Pitched { session, code, number } => Ok(Pitched { session, code, number }),
            other => Err(other.failure()),
        }
    }

    /// About the past.
    pub fn past(self) -> Result<PastAnswer, Failure> {
        match self {
            Self::Past(said) => Ok(said),
            other => Err(other.failure()),
        }
    }

    /// What is here, and which devices have just the same.
    pub fn proof(self) -> Result<Box<Proof>, Failure> {
        match self {
            Self::Proof(proof) => Ok(proof),
            other => Err(other.failure()),
        }
    }

    /// The devices of the event.
    pub fn wall(self) -> Result<Box<Vec<OnWall>>, Failure> {
        match self {
            Self::Wall(devices) => Ok(devices),
            other => Err(other.failure()),
        }
    }

    /// Which names are erased, and which devices have done it.
    pub fn certificate(self) -> Result<Box<Certificate>, Failure> {
        match self {
            Self::Certificate(certificate) => Ok(certificate),
            other => Err(other.failure()),
        }
    }

    /// The file that was written.
    pub fn exported(self) -> Result<PathBuf, Failure> {
        match self {
            Self::Exported { path } => Ok(path),
            other => Err(other.failure()),
        }
    }

    /// What came of a print.
    pub fn printed(self) -> Result<PrintAnswer, Failure> {
        match self {
            Self::Printers(printers) => Ok(PrintAnswer::Printers(printers)),
            Self::Sent { printer } => Ok(PrintAnswer::Sent(printer)),
            other => other.exported().map(PrintAnswer::Saved),
        }
    }

    /// How a board is carried away or taken.
    pub fn carried(self) -> Result<CarryAnswer, Failure> {
        match self {
            Self::Carrying { done, of } => Ok(CarryAnswer::Going { done, of }),
            Self::CarriedAway { path, lost } => Ok(CarryAnswer::Written { path, lost }),
            Self::Taken(taken) => Ok(CarryAnswer::Taken(taken)),
            other => Err(other.failure()),
        }
    }

    /// How an import goes.
    pub fn import(self) -> Result<ImportAnswer, Failure> {
        match self {
            Self::Files(files) => Ok(ImportAnswer::Files(files)),
            Self::Importing(stage) => Ok(ImportAnswer::Stage(stage)),
            Self::TableAsks(asks) => Ok(ImportAnswer::Asks(asks)),
            Self::Preview(preview) => Ok(ImportAnswer::Preview(preview)),
            Self::Founded { words } => Ok(ImportAnswer::Done(Some(words))),
            Self::Done => Ok(ImportAnswer::Done(None)),
            other => other.exported().map(ImportAnswer::Exported),
        }
    }
}
