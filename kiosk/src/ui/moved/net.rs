//! What became of each session since a moment: many moves of one session are one change, from where
//! it was to where it is.

use super::shifts::{self, Shift};
use shared::{
    ids::{DayId, SessionId},
    schedule::{Author, Happened, Moved, Placement, Schedule},
};
use std::collections::BTreeMap;

/// A clock that is further ahead than this many seconds is wrong.
const AHEAD_S: i64 = 60;

/// What became of something.
#[derive(Debug, Clone, PartialEq)]
pub(in super::super) struct Change {
    pub about: About,
    pub kind: Kind,
    /// Who did the last of it, and when.
    pub by: Author,
    /// It came with an import.
    pub imported: bool,
}

/// Of what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in super::super) enum About {
    Session(SessionId),
    /// All that begins on a day from some time on.
    Day(DayId),
}

/// In what way.
#[derive(Debug, Clone, PartialEq)]
pub(in super::super) enum Kind {
    /// It was pitched; where it is by now.
    New(Placement),
    /// It is elsewhere than it was.
    Moved { from: Placement, to: Placement },
    /// It does not take place.
    Cancelled,
    /// It takes place after all.
    Back,
    /// Its host withdrew it.
    Withdrawn,
    /// It became a part of another, under whose name it is found.
    Merged { into: SessionId },
    /// It is a session of its own again.
    Parted,
    /// It is later or earlier, all at once.
    Shifted(Shift),
}

/// From when on, and until when; in seconds since 1970.
#[derive(Debug, Clone, Copy)]
pub(in super::super) struct Since {
    pub since_s: i64,
    pub now_s: i64,
    /// The last time that a clock was sure of.
    sure_s: i64,
}

impl Since {
    pub(in super::super) fn new(since_s: i64, now_s: i64) -> Self {
        Self { since_s, now_s, sure_s: i64::MIN }
    }

    /// When something was done, of things in their order. A clock that is in doubt, or ahead of all
    /// others, says it no better than what was done before.
    pub(super) fn judge(&mut self, by: &Author) -> i64 {
        let can_be = by.at_s <= self.now_s.saturating_add(AHEAD_S);
        match (can_be, by.doubtful) {
            (true, false) => {
                self.sure_s = by.at_s;
                by.at_s
            }
            (true, true) => by.at_s.max(self.sure_s),
            (false, _) => self.sure_s,
        }
    }
}

/// Everything since a moment, the latest first. Sessions that nobody may see are left out.
pub(in super::super) fn changes(schedule: &Schedule, since: Since) -> Vec<Change> {
    let mut sessions: BTreeMap<SessionId, (i64, usize, Vec<&Moved>)> = BTreeMap::new();
    let mut clock = since;
    for (at, moved) in schedule.moves.iter().enumerate() {
        let at_s = clock.judge(&moved.by);
        // Who pins a session moves nothing.
        let moves = !matches!(moved.what, Happened::Pinned | Happened::Unpinned);
        if moves && at_s >= since.since_s {
            let of_it = sessions.entry(moved.session).or_default();
            (of_it.0, of_it.1) = (at_s, at);
            of_it.2.push(moved);
        }
    }
    let mut sessions: Vec<_> = sessions.into_iter().collect();
    sessions.sort_by_key(|(_, (_, at, _))| std::cmp::Reverse(*at));
    let mut changes: Vec<(i64, Change)> = sessions
        .into_iter()
        .filter_map(|(id, (at_s, _, moves))| {
            Some((at_s, change(schedule, id, &moves, since.since_s)?))
        })
        .collect();
    let mut all = shifts::shifts(schedule, since, &mut changes);
    all.append(&mut changes);
    all.sort_by_key(|(at_s, _)| std::cmp::Reverse(*at_s));
    all.into_iter().map(|(_, change)| change).collect()
}

/// The first place that a session left (the shelf, where it left nothing else), and since when it had
/// been there: a slot had another time then.
fn left(moves: &[&Moved], since_s: i64) -> Option<(Placement, i64)> {
    let (mut then_s, mut shelf) = (since_s, None);
    for moved in moves {
        if let Happened::Placed { from, .. } = &moved.what {
            if *from != Placement::Shelf {
                return Some((from.clone(), then_s));
            }
            shelf.get_or_insert((Placement::Shelf, then_s));
            then_s = moved.by.at_s;
        }
    }
    shelf
}

fn change(schedule: &Schedule, id: SessionId, moves: &[&Moved], since_s: i64) -> Option<Change> {
    let session = schedule.sessions.get(&id)?;
    if session.hidden || !session.known {
        return None;
    }
    let last = moves.last()?;
    let is = |wanted: &Happened| moves.iter().any(|moved| moved.what == *wanted);
    let here = session.placement.value.clone();
    let pitched = is(&Happened::Pitched);
    let from = left(moves, since_s).filter(|(from, _)| *from != here);
    let moved = from.filter(|(from, _)| !(pitched && *from == Placement::Shelf));
    let parted = moves.iter().any(|moved| matches!(moved.what, Happened::Unmerged { .. }));
    let kind = if let Some(into) = session.part_of {
        let merged = moves.iter().any(|moved| matches!(moved.what, Happened::Merged { .. }));
        // What came and went while nobody looked is no news.
        (merged && !pitched).then_some(Kind::Merged { into })?
    } else if session.withdrawn.is_removed() {
        (!pitched).then_some(Kind::Withdrawn)?
    } else if session.cancelled.is_removed() {
        is(&Happened::Cancelled).then_some(Kind::Cancelled)?
    } else if let Some((from, then_s)) = moved {
        // Also of what is new: whoever saw where it was goes to the wrong place.
        Kind::Moved { from: schedule.as_then(&from, then_s), to: here }
    } else if pitched {
        Kind::New(here)
    } else if is(&Happened::Uncancelled) || is(&Happened::Unwithdrawn) {
        Kind::Back
    } else if parted {
        Kind::Parted
    } else {
        return None;
    };
    let imported = moves.iter().all(|moved| moved.kind == "import");
    Some(Change { about: About::Session(id), kind, by: last.by.clone(), imported })
}
