//! Where board and paper disagree: what the board did since the print, and what it had when somebody
//! looked at that. Whoever decided about one board has not decided about another.

use super::{
    cells::{Cell, shown},
    draft::{Draft, Side, Typed},
    meaning::Meaning,
};
use serde::{Deserialize, Serialize};
use shared::{
    bytes::sha256,
    ids::SessionId,
    schedule::{Placement, Schedule},
};
use std::collections::BTreeSet;

/// The board as it is, and as it was when the print was made.
#[derive(Clone, Copy)]
pub(super) struct Boards<'a> {
    pub(super) now: &'a Schedule,
    pub(super) print: Option<&'a Schedule>,
}

/// What people see of a session in a cell: its title, and whether it is cancelled.
pub(super) type Shown<'a> = BTreeSet<(SessionId, &'a str, bool)>;

/// What the board has, as a digest: enough to see that it has something else by now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct Stands(u64);

impl Stands {
    /// In a cell.
    pub(super) fn in_cell(shown: &Shown<'_>) -> Self {
        Self::of(shown)
    }

    /// A session, wherever it is.
    pub(super) fn of_session(schedule: &Schedule, id: SessionId) -> Self {
        Self::placed(&place(schedule, id))
    }

    /// The same of a session that comes there.
    pub(super) fn placed(place: &(Placement, bool)) -> Self {
        Self::of(place)
    }

    fn and(self, other: Self) -> Self {
        Self::of(&(self, other))
    }

    fn of(what: &impl Serialize) -> Self {
        // Maps with text as keys, numbers and lists: nothing of it can fail.
        let text = serde_json::to_vec(what).unwrap_or_default();
        let digest = sha256(&[&text]);
        Self(digest.iter().take(8).fold(0, |all, byte| all << 8 | u64::from(*byte)))
    }
}

/// Where a session is, and whether it is cancelled; one that is not known waits for a place.
fn place(schedule: &Schedule, id: SessionId) -> (Placement, bool) {
    let session = schedule.sessions.get(&id);
    session.map_or((Placement::Shelf, false), |session| {
        (session.placement.value.clone(), session.cancelled.is_removed())
    })
}

/// The board moved on at a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mark {
    /// The paper has this session here, and the board did something with it that no cell shows.
    pub(super) elsewhere: Option<SessionId>,
    /// What the board has.
    pub(super) stands: Stands,
}

impl Mark {
    pub(super) fn of(
        boards: Boards<'_>,
        cells: &[Cell],
        draft: &Draft,
        (cell, meaning): (&Cell, Meaning),
    ) -> Option<Self> {
        let elsewhere = match meaning {
            Meaning::Here(id) => elsewhere(boards, cells, draft, id),
            Meaning::Same | Meaning::Empty | Meaning::CrossedOut | Meaning::New => None,
        };
        let stands = match elsewhere {
            Some(id) => cell.stands.and(Stands::of_session(boards.now, id)),
            None => cell.stands,
        };
        (cell.was.is_some() || elsewhere.is_some()).then_some(Self { elsewhere, stands })
    }
}

/// The session, where the board gave it another place since the print or cancelled it, and no cell of
/// the day shows that: it is on another day, or waits for a place.
fn elsewhere(
    boards: Boards<'_>,
    cells: &[Cell],
    draft: &Draft,
    id: SessionId,
) -> Option<SessionId> {
    let stands = Stands::of_session(boards.now, id);
    let moved = stands != Stands::of_session(boards.print?, id);
    let by_us = draft.earlier().is_some_and(|earlier| earlier.placed.contains(&(id, stands)));
    let is_seen = || cells.iter().any(|cell| cell.here.contains(&id));
    (moved && !by_us && !is_seen()).then_some(id)
}

impl Typed {
    /// What somebody decided about just this board.
    pub(super) fn side_at(&self, mark: Option<&Mark>) -> Option<Side> {
        self.side.filter(|_| mark.is_some_and(|mark| self.decided == Some(mark.stands)))
    }

    /// Somebody looks at this board and goes on: what was decided about another is open again.
    pub(super) fn look_at(&mut self, mark: Option<&Mark>) {
        let stands = mark.map(|mark| mark.stands);
        if stands.is_some() && self.decided != stands {
            (self.decided, self.side) = (stands, None);
        }
    }
}

/// What the board has in a cell, as a digest.
pub(super) fn stands(schedule: &Schedule, here: &[SessionId]) -> Stands {
    Stands::in_cell(&shown(schedule, here))
}
