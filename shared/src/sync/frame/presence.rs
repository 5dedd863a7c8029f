//! Presence: what somebody is doing just now. It is passed on and forgotten, never stored.
//!
//! A device sends one entry about itself. The server writes the device into it, whatever the
//! entry said, and sends entries of many devices on in one frame, to whoever is connected.

use crate::{
    ids::{DeviceId, PersonId, RoomId, SessionId},
    limits,
    schedule::When,
};
use minicbor::{Decode, Encode};

/// What somebody is doing just now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Doing {
    /// Looks at a session.
    Viewing(SessionId),
    /// Has lifted a session, to move it.
    Moving(SessionId),
    /// Is about to put something there.
    Cell {
        /// When.
        when: When,
        /// In which room.
        room: RoomId,
    },
}

/// One device's presence. Fields 2 to 4 belong to what it is doing.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Present {
    /// The device, as the server knows it. What a device says here is not looked at.
    #[n(0)]
    pub device: Option<DeviceId>,
    /// 0 nothing any more, 1 views a session, 2 moves a session, 3 is at a cell. Others are those
    /// of a later version, and are passed on.
    #[n(1)]
    pub doing: u64,
    /// The session.
    #[n(2)]
    pub session: Option<SessionId>,
    /// The time of the cell.
    #[n(3)]
    pub when: Option<When>,
    /// The room of the cell.
    #[n(4)]
    pub room: Option<RoomId>,
    /// The person, whose name is in the name records or nowhere.
    #[n(5)]
    pub person: Option<PersonId>,
    /// For how long the server has known it.
    #[n(6)]
    pub age_ms: u64,
}

impl Present {
    /// What a device says of itself; nothing any more: `None`.
    #[must_use]
    pub fn of(doing: Option<Doing>, person: Option<PersonId>) -> Self {
        let number = match doing {
            None => 0,
            Some(Doing::Viewing(_)) => 1,
            Some(Doing::Moving(_)) => 2,
            Some(Doing::Cell { .. }) => 3,
        };
        let (session, when, room) = match doing {
            None => (None, None, None),
            Some(Doing::Viewing(session) | Doing::Moving(session)) => (Some(session), None, None),
            Some(Doing::Cell { when, room }) => (None, Some(when), Some(room)),
        };
        Self { device: None, doing: number, session, when, room, person, age_ms: 0 }
    }

    /// What is being done; `None` for nothing, and for what only a later version understands.
    #[must_use]
    pub fn doing(&self) -> Option<Doing> {
        match self.doing {
            1 => self.session.map(Doing::Viewing),
            2 => self.session.map(Doing::Moving),
            3 => Some(Doing::Cell { when: self.when?, room: self.room? }),
            _ => None,
        }
    }

    /// Looking is for everybody; whatever else there is belongs to those who move sessions.
    pub(in crate::sync) fn only_looks(&self) -> bool {
        self.doing <= 1
    }
}

/// Who does what just now.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Presence {
    /// One entry a device; a device sends its own.
    #[n(0)]
    pub present: Vec<Present>,
}

impl Presence {
    pub(super) fn within_limits(&self) -> bool {
        self.present.len() <= limits::PRESENCE_FRAME_MAX
    }
}
