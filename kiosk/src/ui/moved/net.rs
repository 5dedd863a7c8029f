//! What became of each session since a moment: many moves of one session are one change, from where
//! it was to where it is.

use shared::{
    ids::SessionId,
    schedule::{Author, Happened, Moved, Placement, Schedule},
};
use std::collections::BTreeMap;

/// What became of a session.
#[derive(Debug, Clone, PartialEq)]
pub(in super::super) struct Change {
    pub session: SessionId,
    pub kind: Kind,
    /// Who did the last of it, and when.
    pub by: Author,
    /// It came with an import.
    pub imported: bool,
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
}

/// Everything since `since_s`, the latest first. Sessions that nobody may see are left out.
pub(in super::super) fn since(schedule: &Schedule, since_s: i64) -> Vec<Change> {
    let mut sessions: BTreeMap<SessionId, Vec<&Moved>> = BTreeMap::new();
    let mut order: BTreeMap<SessionId, usize> = BTreeMap::new();
    for (at, moved) in schedule.moves.iter().enumerate() {
        // Who pins a session moves nothing.
        let moves = !matches!(moved.what, Happened::Pinned | Happened::Unpinned);
        if moves && moved.by.at_s >= since_s {
            sessions.entry(moved.session).or_default().push(moved);
            order.insert(moved.session, at);
        }
    }
    let mut changes: Vec<_> = sessions
        .into_iter()
        .filter_map(|(id, moves)| Some((order.get(&id).copied()?, change(schedule, id, &moves)?)))
        .collect();
    changes.sort_by(|(x, a), (y, b)| {
        b.by.at_s.cmp(&a.by.at_s).then(y.cmp(x)).then(a.session.cmp(&b.session))
    });
    changes.into_iter().map(|(_, change)| change).collect()
}

fn change(schedule: &Schedule, id: SessionId, moves: &[&Moved]) -> Option<Change> {
    let session = schedule.sessions.get(&id)?;
    if session.hidden || !session.known {
        return None;
    }
    let last = moves.last()?;
    let is = |wanted: &Happened| moves.iter().any(|moved| moved.what == *wanted);
    let here = session.placement.value.clone();
    let pitched = is(&Happened::Pitched);
    let from = moves.iter().find_map(|moved| match &moved.what {
        Happened::Placed { from, .. } => Some(from.clone()),
        Happened::Pitched
        | Happened::Cancelled
        | Happened::Uncancelled
        | Happened::Withdrawn
        | Happened::Unwithdrawn
        | Happened::Pinned
        | Happened::Unpinned
        | Happened::Merged { .. }
        | Happened::Unmerged { .. } => None,
    });
    let parted = moves.iter().any(|moved| matches!(moved.what, Happened::Unmerged { .. }));
    let kind = if let Some(into) = session.part_of {
        let merged = moves.iter().any(|moved| matches!(moved.what, Happened::Merged { .. }));
        // What came and went while nobody looked is no news.
        (merged && !pitched).then_some(Kind::Merged { into })?
    } else if session.withdrawn.is_removed() {
        (!pitched).then_some(Kind::Withdrawn)?
    } else if session.cancelled.is_removed() {
        is(&Happened::Cancelled).then_some(Kind::Cancelled)?
    } else if pitched {
        Kind::New(here)
    } else if let Some(from) = from.filter(|from| *from != here) {
        Kind::Moved { from, to: here }
    } else if is(&Happened::Uncancelled) || is(&Happened::Unwithdrawn) {
        Kind::Back
    } else if parted {
        Kind::Parted
    } else {
        return None;
    };
    let imported = moves.iter().all(|moved| moved.kind == "import");
    Some(Change { session: id, kind, by: last.by.clone(), imported })
}
