//! What the other commands ask of an event, whether a server runs on it or not. Over the admin
//! socket a request and its answer are one line of JSON each.

use crate::check::Findings;
use serde::{Deserialize, Serialize};
use shared::{programme::Programme, schedule::Schedule, sync::Taken};
use std::{fmt, path::PathBuf};

/// A text that must not be shown by accident.
#[derive(Clone, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Secret(pub String);

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret")
    }
}

/// What can be asked.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "ask", rename_all = "kebab-case")]
pub enum Request {
    /// A join link.
    Invite {
        /// Name of the role.
        role: String,
        /// The root key's words, which alone invite organisers.
        root_words: Option<Secret>,
    },
    /// Root's word that a key is a server of the event.
    Certify {
        /// The public key, in digits.
        key: String,
        /// The root key's words.
        root_words: Secret,
    },
    /// A device or a server takes part no longer.
    Revoke {
        /// Its name, or the first digits of its key.
        who: String,
        /// The root key's words, which alone revoke organisers and servers.
        root_words: Secret,
    },
    /// An import of what was read from a file.
    Import {
        /// What was read.
        programme: Box<Programme>,
        /// Only say what would change.
        dry_run: bool,
    },
    /// The whole programme.
    Export,
    /// The board as people see it, for prints.
    Board,
    /// What the server holds, and which devices have just the same.
    Proof,
    /// A link that signs somebody in to the page of devices, once.
    SignIn,
    /// Everybody is signed out, and links that were not used work no longer.
    EndSignIns,
    /// Somebody has such a link.
    Enter {
        /// Its secret.
        link: Secret,
    },
    /// Somebody signs out.
    Leave {
        /// Their cookie.
        cookie: Secret,
    },
    /// The devices of the event, for whoever signed in.
    Page {
        /// Their cookie.
        cookie: Secret,
    },
    /// The devices of the event.
    Wall,
    /// Something is said about a device by whoever signed in.
    Tell {
        /// Their cookie.
        cookie: Secret,
        /// The device, in digits.
        device: String,
        /// What.
        act: DeviceAct,
    },
    /// Whether everything on the disk is as it was written.
    Check,
    /// A backup, made at once.
    BackUp,
    /// Going back to a backup, after one of the present state.
    Restore {
        /// The backup.
        backup: PathBuf,
    },
    /// Taking what a file holds that this server lacks.
    Take {
        /// A carried board, or the store of a kiosk or a server.
        file: PathBuf,
    },
    /// Writing a file that carries the board.
    Carry {
        /// The file.
        file: PathBuf,
    },
    /// Who did what.
    History {
        /// Only what this device did, by its name.
        device: Option<String>,
        /// Only what was done since then, as it was typed.
        since: Option<String>,
        /// How many of the latest.
        last: Option<usize>,
    },
    /// Erasing names, for ever.
    Erase(EraseAct),
    /// Which names are erased, and which devices have done it.
    Erased,
    /// Undoing an import.
    Undo {
        /// The set that the import printed.
        set: String,
        /// Leave what somebody changed since, and undo the rest.
        keep_later_edits: bool,
    },
}

/// What is said about a device.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DeviceAct {
    /// It is called so.
    Name(String),
    /// It stands there.
    Place(String),
    /// While nobody uses it, it shows the screen of this name.
    Idle(String),
    /// It shows a message; an empty one takes the present one down.
    Message {
        /// The words.
        text: String,
        /// For how long.
        minutes: u32,
    },
    /// It has no role: it is shown out.
    Revoke,
}

/// Names that are to be erased.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct EraseAct {
    /// Whose.
    pub whose: Whose,
    /// Somebody is sure; otherwise they are only counted.
    pub is_sure: bool,
}

/// Whose names.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Whose {
    /// Everybody's.
    All,
    /// That of the person who is called so, or has this id.
    Person(String),
}

impl fmt::Debug for Whose {
    /// Without the name: names stay out of logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::All => "All",
            Self::Person(_) => "Person",
        })
    }
}

/// Which names are erased, and which devices have done it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ErasedPage {
    /// Names that are erased.
    pub names: u64,
    /// At which device, when (milliseconds since 1970) and how many, the latest first.
    pub acts: Vec<(String, Option<i64>, u64)>,
    /// Who may hold names.
    pub holders: Vec<Holder>,
    /// All of them say that the names are gone.
    pub whole: bool,
}

/// A device or server that may hold names.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holder {
    /// Its name, or the first digits of its key.
    pub device: String,
    /// Name of its role, or `server`; empty: it was shown out.
    pub role: String,
    /// Since when they are gone from its disk, milliseconds since 1970.
    pub gone_ms: Option<i64>,
    /// It could not delete all of them, and tries again.
    pub failed: bool,
    /// When it was last heard of.
    pub heard_ms: Option<i64>,
}

/// The devices of the event, and how safe the board is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WallPage {
    /// Name of the event.
    pub name: String,
    /// Its time zone.
    pub zone: String,
    /// When it was so, milliseconds since 1970.
    pub at_ms: i64,
    /// The servers, this one first.
    #[serde(default)]
    pub servers: Vec<ServerOnPage>,
    /// The devices, those first of which something may be missing.
    pub devices: Vec<OnPage>,
    /// Seconds since the last sound backup.
    pub backup_age_s: Option<u64>,
    /// Bytes that are left on the disk.
    pub free_bytes: Option<u64>,
}

/// A server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServerOnPage {
    /// Its name, or the first digits of its key.
    pub name: String,
    /// What is known of it.
    pub state: ServerState,
}

/// What is known of a server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "kebab-case")]
pub enum ServerState {
    /// It is the one that says so.
    Here,
    /// It is another one.
    Elsewhere,
    /// It was one, or can become one: a device keeps its key, and what it had.
    Kept {
        /// The name of the device.
        device: String,
    },
    /// It was shut out.
    Revoked,
}

/// A device.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OnPage {
    /// Its key, in digits.
    pub device: String,
    /// Its name, or the first digits of its key.
    pub name: String,
    /// Name of its role.
    pub role: String,
    /// Where it stands.
    pub place: String,
    /// Name of what it is to show while nobody uses it.
    pub idle: String,
    /// It is connected.
    pub connected: bool,
    /// It has just what the server has.
    pub same: bool,
    /// When it was last heard of, milliseconds since 1970.
    pub heard_ms: Option<i64>,
    /// Edits that it held then and the server had not.
    pub waiting: Option<u64>,
    /// The version of its program.
    pub version: String,
    /// Edits that it lacks.
    pub behind: Option<u64>,
    /// Bytes that are left on its disk.
    pub free_bytes: Option<u64>,
    /// It is not sure of the time.
    pub doubtful: bool,
    /// Who edits there.
    pub person: Option<String>,
    /// It is a server, too.
    pub serves: bool,
    /// The message on its screen, and its end.
    pub message: Option<(String, i64)>,
    /// Until when it rehearses.
    pub rehearses_until_ms: Option<i64>,
}

/// What is answered.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "answer", rename_all = "kebab-case")]
pub enum Answer {
    /// The join link.
    Invited {
        /// As text.
        link: Secret,
    },
    /// A key is certified.
    Certified,
    /// An import was done, or would be.
    Imported {
        /// Its set; `None` when there was nothing to do or it was only tried.
        set: Option<String>,
        /// What was or would be created, changed and left.
        report: Vec<String>,
    },
    /// The link that signs somebody in.
    SignIn {
        /// As text.
        link: Secret,
    },
    /// Somebody has signed in.
    Entered {
        /// Their cookie.
        cookie: Secret,
    },
    /// The devices of the event.
    Wall {
        /// All of them.
        page: Box<WallPage>,
    },
    /// The programme.
    Exported {
        /// All of it.
        programme: Box<Programme>,
    },
    /// The board.
    Board {
        /// What people see.
        schedule: Box<Schedule>,
        /// Its short digest.
        board: String,
    },
    /// What the server holds, and which devices have just the same.
    Proven {
        /// All of it.
        proof: Proof,
    },
    /// What a check found.
    Checked(Findings),
    /// A backup was made, and every row of it read again.
    BackedUp {
        /// The backup.
        file: PathBuf,
    },
    /// The server went back to a backup.
    Restored {
        /// The backup of the state before; of a state that cannot be read, the damaged file.
        before: PathBuf,
        /// What is wrong with it, in words.
        #[serde(default)]
        trouble: Option<String>,
        /// What was damaged in the backup and left out.
        damaged: Vec<String>,
        /// What the server holds.
        proof: Proof,
    },
    /// What a file held was taken.
    Taken {
        /// How much.
        taken: Counts,
        /// What the server holds.
        proof: Proof,
    },
    /// The board is in a file.
    Carried {
        /// How many edits it holds.
        edits: u64,
        /// Edits that are lost here.
        lost: u64,
    },
    /// Who did what.
    History {
        /// A line each, the oldest first, under their headings.
        lines: Vec<Vec<String>>,
    },
    /// So many names are erased, or would be.
    ToErase {
        /// How many.
        names: u64,
        /// Damaged files of this server, of which only what can be read stays.
        damaged: u64,
    },
    /// Which names are erased, and which devices have done it.
    Erased {
        /// All of it.
        page: Box<ErasedPage>,
    },
    /// An import was undone.
    Undone {
        /// The set that undoes it.
        set: String,
    },
    /// It was not done, and why in a sentence.
    Refused {
        /// The sentence.
        why: String,
    },
}

/// What a server holds, to be compared with what people remember.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proof {
    /// Sessions on the board and on the shelf.
    pub sessions: usize,
    /// Edits of all documents.
    pub edits: usize,
    /// Who made them, the latest first.
    pub devices: Vec<LatestEdit>,
    /// Every device of the event has just what the server has.
    #[serde(default)]
    pub whole: bool,
}

/// The latest edit of a device.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LatestEdit {
    /// Its name, or the first digits of its key.
    pub device: String,
    /// How many edits it made.
    pub edits: usize,
    /// When it made the latest, seconds since 1970 by its clock.
    pub at_s: i64,
    /// Whether its clock was sure.
    pub doubtful: bool,
    /// It has a role in the event; the others were servers, or were revoked.
    #[serde(default)]
    pub is_member: bool,
    /// When it was last heard of since the server started, seconds since 1970.
    #[serde(default)]
    pub heard_s: Option<i64>,
    /// Edits that it held then and the server had not.
    #[serde(default)]
    pub waiting: Option<u64>,
    /// It is connected.
    #[serde(default)]
    pub connected: bool,
    /// It has just what the server has.
    #[serde(default)]
    pub same: bool,
}

/// What came of a file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Edits that are new here.
    pub edits: u64,
    /// Edits that were here.
    pub known: u64,
    /// Names and erasures that are new here.
    pub names: u64,
    /// Roster statements that are new here.
    pub statements: u64,
    /// Edits of devices that may not make them.
    pub refused: u64,
    /// Edits that build on some that nobody has brought yet.
    pub waiting: u64,
    /// Parts with a wrong signature.
    pub wrong: u64,
    /// Parts that only a later version reads.
    pub unread: u64,
}

impl From<Taken> for Counts {
    fn from(taken: Taken) -> Self {
        Self {
            edits: taken.edits,
            known: taken.known,
            names: taken.names,
            statements: taken.statements,
            refused: taken.refused,
            waiting: taken.waiting,
            wrong: taken.wrong,
            unread: taken.unread,
        }
    }
}
