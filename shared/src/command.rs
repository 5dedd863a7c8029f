//! What a person asks for. A command becomes changes or a [`Refusal`]; whatever it touches, in
//! however many documents, is one set. Ids of new things are in the command, so that a command
//! issued again after a refusal still speaks of the same things.

mod edit;
mod refusal;

pub use edit::{
    AnnouncementEdit, DayEdit, EventEdit, FixedEdit, RoomEdit, SessionEdit, SlotEdit, SourceNote,
    StreamEdit,
};
pub use refusal::{NotYours, Problem, Refusal, Subject};

use crate::{
    ids::{
        AnnouncementId, ChangeHash, DayId, FixedId, PersonId, RoomId, SessionId, SetId, SlotId,
        StreamId,
    },
    schedule::Placement,
};
use minicbor::{Decode, Encode};

/// One act of a person. Fields that are `None` stay as they are.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub enum Command {
    /// Sets facts about the event.
    #[n(0)]
    SetEvent(#[n(0)] EventEdit),
    /// Creates a day or edits it.
    #[n(1)]
    PutDay {
        /// The day.
        #[n(0)]
        day: DayId,
        /// What to set.
        #[n(1)]
        edit: DayEdit,
    },
    /// Creates a stream or edits it.
    #[n(2)]
    PutStream {
        /// The stream.
        #[n(0)]
        stream: StreamId,
        /// What to set.
        #[n(1)]
        edit: StreamEdit,
    },
    /// Creates a room or edits it.
    #[n(3)]
    PutRoom {
        /// The room.
        #[n(0)]
        room: RoomId,
        /// What to set.
        #[n(1)]
        edit: RoomEdit,
    },
    /// Creates a slot or edits it.
    #[n(4)]
    PutSlot {
        /// The slot.
        #[n(0)]
        slot: SlotId,
        /// What to set.
        #[n(1)]
        edit: SlotEdit,
    },
    /// Creates a fixed item or edits it.
    #[n(5)]
    PutFixed {
        /// The item.
        #[n(0)]
        fixed: FixedId,
        /// What to set.
        #[n(1)]
        edit: FixedEdit,
    },
    /// Removes a day, stream, room, slot or fixed item (a flag: it can come back).
    #[n(6)]
    Remove(#[n(0)] Thing),
    /// Brings a removed thing back.
    #[n(7)]
    Restore(#[n(0)] Thing),
    /// Pitches a session.
    #[n(8)]
    Pitch {
        /// Its id.
        #[n(0)]
        session: SessionId,
        /// Its texts; a title is needed.
        #[n(1)]
        edit: SessionEdit,
    },
    /// Edits the texts of a session.
    #[n(9)]
    EditSession {
        /// The session.
        #[n(0)]
        session: SessionId,
        /// What to set.
        #[n(1)]
        edit: SessionEdit,
    },
    /// Places a session, moves it, or puts it on the shelf.
    #[n(10)]
    Place {
        /// The session.
        #[n(0)]
        session: SessionId,
        /// Where.
        #[n(1)]
        to: Placement,
    },
    /// Swaps the places of two sessions as one act.
    #[n(11)]
    Swap {
        /// One session.
        #[n(0)]
        a: SessionId,
        /// The other session.
        #[n(1)]
        b: SessionId,
    },
    /// Cancels a session; it stays on the board to say so.
    #[n(12)]
    Cancel(#[n(0)] SessionId),
    /// Takes a cancellation back.
    #[n(13)]
    Uncancel(#[n(0)] SessionId),
    /// Withdraws a pitch.
    #[n(14)]
    Withdraw(#[n(0)] SessionId),
    /// Takes a withdrawal back.
    #[n(15)]
    Unwithdraw(#[n(0)] SessionId),
    /// Adds one dot of interest.
    #[n(16)]
    Dot(#[n(0)] SessionId),
    /// Takes one dot back.
    #[n(17)]
    Undot(#[n(0)] SessionId),
    /// Records that a clash is as it should be. Clashes whose answer is an edit need no record.
    #[n(18)]
    Settle {
        /// Hash of (kind, subjects, conflicting changes), see [`crate::clash::Clash::key`].
        #[cbor(n(0), with = "minicbor::bytes")]
        clash: [u8; 32],
    },
    /// Chooses one of several values written at once, whatever the register.
    #[n(19)]
    Choose {
        /// The change whose value wins.
        #[n(0)]
        change: ChangeHash,
        /// The register.
        #[n(1)]
        register: RegisterPath,
    },
    /// Undoes a set of one's own.
    #[n(20)]
    Undo {
        /// The set.
        #[n(0)]
        set: SetId,
        /// Leave what somebody changed since, and undo the rest. Otherwise the command is refused
        /// with [`Refusal::ChangedSince`], so that a person can be asked.
        #[n(1)]
        keep_later_edits: bool,
    },
    /// Several commands as one undoable set, never half: an import.
    #[n(21)]
    Import {
        /// What to do, in order.
        #[n(0)]
        commands: Vec<Command>,
        /// Names of people who come with it.
        #[n(1)]
        people: Vec<NewPerson>,
    },
    /// Notes what the source of an imported session says, beside what is shown here.
    #[n(22)]
    NoteSource {
        /// The session.
        #[n(0)]
        session: SessionId,
        /// What the source says.
        #[n(1)]
        notes: Vec<SourceNote>,
    },
    /// Hides an abusive pitch from every screen, or shows it again; organisers keep it.
    #[n(23)]
    Hide {
        /// The session.
        #[n(0)]
        session: SessionId,
        /// Hidden or shown.
        #[n(1)]
        hidden: bool,
    },
    /// Creates an announcement or edits it.
    #[n(24)]
    Announce {
        /// The announcement.
        #[n(0)]
        announcement: AnnouncementId,
        /// What to set.
        #[n(1)]
        edit: AnnouncementEdit,
    },
    /// Pins a session to its place, so that nobody moves it without a question, or lets it go.
    #[n(25)]
    Pin {
        /// The session.
        #[n(0)]
        session: SessionId,
        /// Pinned or not.
        #[n(1)]
        pinned: bool,
    },
    /// Makes a pitch part of another, which keeps the hosts and the dots of both.
    #[n(26)]
    Merge {
        /// The pitch that becomes a part.
        #[n(0)]
        session: SessionId,
        /// The pitch that stays.
        #[n(1)]
        into: SessionId,
    },
    /// Makes a part a pitch of its own again.
    #[n(27)]
    Unmerge(#[n(0)] SessionId),
    /// Several commands as one undoable act, never half: what was chosen together, a pitch and its
    /// host's name.
    #[n(28)]
    Together {
        /// What to do, in order.
        #[n(0)]
        commands: Vec<Command>,
        /// Names of people who come with it.
        #[n(1)]
        people: Vec<NewPerson>,
    },
    /// Closes a room for everybody, or opens it again.
    #[n(29)]
    CloseRoom {
        /// The room.
        #[n(0)]
        room: RoomId,
        /// Closed or open.
        #[n(1)]
        closed: bool,
    },
    /// Says at the door that no more people fit into a session, or that they do again.
    #[n(30)]
    MarkFull {
        /// The session.
        #[n(0)]
        session: SessionId,
        /// Full or not.
        #[n(1)]
        full: bool,
    },
    /// Gives registers values that they had before: a board of the past, or one without what
    /// somebody did. Made by [`crate::documents::Documents::back_to`] and
    /// [`crate::documents::Documents::without_sets`].
    #[n(31)]
    BringBack {
        /// The registers with their values.
        #[n(0)]
        values: Vec<Back>,
    },
    /// Puts the name of a person right, wherever it stands. The names go into name records; the
    /// documents only hear that it was done.
    #[n(32)]
    Rename {
        /// The person.
        #[n(0)]
        person: PersonId,
        /// The name as it is to be.
        #[n(1)]
        name: String,
        /// The name as whoever asks saw it: undoing gives it back.
        #[n(2)]
        was: String,
    },
}

impl Command {
    /// The commands that it holds as one act, or itself.
    pub(crate) fn parts(&self) -> &[Self] {
        match self {
            Self::Import { commands, .. } | Self::Together { commands, .. } => commands,
            one => std::slice::from_ref(one),
        }
    }

    /// As [`Self::parts`], to be changed.
    pub(crate) fn parts_mut(&mut self) -> &mut [Self] {
        match self {
            Self::Import { commands, .. } | Self::Together { commands, .. } => commands,
            one => std::slice::from_mut(one),
        }
    }

    /// Whose name it puts right, the name, and the one before.
    pub(crate) fn renames(&self) -> Option<(PersonId, &str, &str)> {
        let Self::Rename { person, name, was } = self else { return None };
        Some((*person, name, was))
    }

    /// Its kind in a word: in the message of its changes (a format) and in lists.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::SetEvent(_) => "event",
            Self::PutDay { .. } => "day",
            Self::PutStream { .. } => "stream",
            Self::PutRoom { .. } => "room",
            Self::PutSlot { .. } => "slot",
            Self::PutFixed { .. } => "fixed",
            Self::Remove(_) => "remove",
            Self::Restore(_) => "restore",
            Self::Pitch { .. } => "pitch",
            Self::EditSession { .. } => "edit",
            Self::Place { .. } => "place",
            Self::Swap { .. } => "swap",
            Self::Cancel(_) => "cancel",
            Self::Uncancel(_) => "uncancel",
            Self::Withdraw(_) => "withdraw",
            Self::Unwithdraw(_) => "unwithdraw",
            Self::Dot(_) => "dot",
            Self::Undot(_) => "undot",
            Self::Settle { .. } => "settle",
            Self::Choose { .. } => "choose",
            Self::Undo { .. } => "undo",
            Self::Import { .. } => "import",
            Self::NoteSource { .. } => "source",
            Self::Hide { .. } => "hide",
            Self::Announce { .. } => "announce",
            Self::Pin { .. } => "pin",
            Self::Merge { .. } => "merge",
            Self::Unmerge(_) => "unmerge",
            Self::Together { .. } => "together",
            Self::CloseRoom { .. } => "close",
            Self::MarkFull { .. } => "full",
            Self::BringBack { .. } => "back",
            Self::Rename { .. } => "rename",
        }
    }
}

/// A register and the value that it had.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Back {
    /// The register.
    #[n(0)]
    pub register: RegisterPath,
    /// Its value; nothing when it had none.
    #[n(1)]
    pub value: Option<Plain>,
}

/// A plain value of a register.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Encode, Decode)]
pub enum Plain {
    /// A text.
    #[n(0)]
    Text(#[n(0)] String),
    /// A number.
    #[n(1)]
    Number(#[n(0)] i64),
    /// Yes or no.
    #[n(2)]
    Yes(#[n(0)] bool),
}

/// A person who comes with a command; the name goes into a name record, never into a document.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct NewPerson {
    /// Random id.
    #[n(0)]
    pub person: PersonId,
    /// Display name.
    #[n(1)]
    pub name: String,
}

/// Something of the plan or the board that can be removed and brought back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Encode, Decode)]
pub enum Thing {
    /// A day.
    #[n(0)]
    Day(#[n(0)] DayId),
    /// A stream.
    #[n(1)]
    Stream(#[n(0)] StreamId),
    /// A room.
    #[n(2)]
    Room(#[n(0)] RoomId),
    /// A slot.
    #[n(3)]
    Slot(#[n(0)] SlotId),
    /// A fixed item.
    #[n(4)]
    Fixed(#[n(0)] FixedId),
    /// An announcement.
    #[n(5)]
    Announcement(#[n(0)] AnnouncementId),
}

/// Names one register of a document: a key of a root map, or a field of an entity in it.
#[derive(
    Debug,
    Clone,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Encode,
    Decode,
    serde::Serialize,
    serde::Deserialize,
)]
pub struct RegisterPath {
    /// Number of the document kind.
    #[n(0)]
    pub document: u8,
    /// Root map.
    #[n(1)]
    pub map: String,
    /// Key in the root map.
    #[n(2)]
    pub key: String,
    /// Field of the entity; `None` when the key itself is the register.
    #[n(3)]
    pub field: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kept_command_still_takes_a_session_out_of_its_stream() {
        for stream in [None, Some(None), Some(Some(StreamId([7; 16])))] {
            let edit = SessionEdit { stream, ..SessionEdit::default() };
            let command = Command::EditSession { session: SessionId([1; 16]), edit };
            let bytes = minicbor::to_vec(&command).unwrap();
            assert_eq!(minicbor::decode::<Command>(&bytes).unwrap(), command);
        }
    }
}
