//! The cells of a day in the order in which paper is read: time by time, room by room. Each with what
//! the board has there, and what it had when the print was made.

use crate::ui::plan::Plan;
use serde::{Deserialize, Serialize};
use shared::{
    ids::{DayId, RoomId, SessionId},
    schedule::{Placement, Schedule, Span, When},
};
use std::collections::{BTreeMap, BTreeSet};

/// A cell: a time in a room.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub(super) struct Key {
    pub(super) when: When,
    pub(super) room: RoomId,
}

/// A cell as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cell {
    pub(super) key: Key,
    /// When it is; `None`: in a slot that this kiosk has not heard of.
    pub(super) span: Option<Span>,
    /// Sessions that begin here.
    pub(super) here: Vec<SessionId>,
    /// What the print has here, where that is something else.
    pub(super) was: Option<Vec<SessionId>>,
    /// There is no such cell any more; something is typed for it.
    pub(super) gone: bool,
}

impl Cell {
    /// Its time, which orders it.
    pub(super) fn time(&self) -> (u32, u32) {
        self.span.map_or((u32::MAX, 0), |span| (span.start, span.minutes))
    }
}

/// What is where, cell by cell.
type Filled = BTreeMap<Key, Vec<SessionId>>;

/// The cells of a day, those for which something is `typed` among them. `print` is the board of the
/// print.
pub(super) fn of_day(
    schedule: &Schedule,
    print: Option<&Schedule>,
    day: DayId,
    typed: impl Iterator<Item = Key>,
) -> Vec<Cell> {
    let plan = Plan::with_free_rooms(schedule, day, None);
    let open = open(schedule, &plan);
    let filled = filled(schedule, &plan, day, &open);
    let before = print.map(|print| self::filled(print, &Plan::of(print, day, None), day, &open));
    let mut keys: BTreeSet<Key> = open.iter().chain(filled.keys()).copied().collect();
    let gone: BTreeSet<Key> = typed.filter(|key| !keys.contains(key)).collect();
    keys.extend(&gone);
    let mut cells: Vec<Cell> = keys
        .into_iter()
        .map(|key| {
            let at = Placement::At { when: key.when, rooms: vec![key.room] };
            let here = filled.get(&key).cloned().unwrap_or_default();
            let was = print.zip(before.as_ref()).and_then(|(print, before)| {
                let was = before.get(&key).cloned().unwrap_or_default();
                (shown(print, &was) != shown(schedule, &here)).then_some(was)
            });
            Cell { key, span: schedule.span(&at), here, was, gone: gone.contains(&key) }
        })
        .collect();
    let column = |room: RoomId| plan.rooms.iter().position(|known| *known == room);
    let rank = |cell: &Cell| {
        let column = column(cell.key.room).unwrap_or(usize::MAX);
        (cell.time(), column, cell.key)
    };
    cells.sort_by_cached_key(rank);
    cells
}

/// Cells into which something can be put.
fn open(schedule: &Schedule, plan: &Plan) -> BTreeSet<Key> {
    let mut open = BTreeSet::new();
    for row in 0..plan.rows.len() {
        for (column, room) in plan.rooms.iter().enumerate() {
            if let Some(slot) = plan.slot_at(schedule, row, column) {
                open.insert(Key { when: When::Slot(slot), room: *room });
            }
        }
    }
    open
}

/// Sessions by the cell in which they begin. One with a time of its own stands in the slot in which
/// that falls, as on paper.
fn filled(schedule: &Schedule, plan: &Plan, day: DayId, open: &BTreeSet<Key>) -> Filled {
    let mut filled = Filled::new();
    for (id, session) in schedule.shown_sessions() {
        let placement = &session.placement.value;
        let Placement::At { when, rooms } = placement else { continue };
        let Some(span) = schedule.span(placement).filter(|span| span.day == day) else { continue };
        for room in rooms {
            let own = Key { when: *when, room: *room };
            let slot = || {
                let row = plan.rows.iter().find(|row| {
                    !row.slots.is_empty() && row.start <= span.start && span.start < row.end()
                })?;
                let keys =
                    row.slots.iter().map(|slot| Key { when: When::Slot(*slot), room: *room });
                keys.into_iter().find(|key| open.contains(key))
            };
            let key = if open.contains(&own) { own } else { slot().unwrap_or(own) };
            filled.entry(key).or_default().push(id);
        }
    }
    filled
}

/// What somebody sees of sessions.
fn shown<'a>(
    schedule: &'a Schedule,
    sessions: &[SessionId],
) -> BTreeSet<(SessionId, &'a str, bool)> {
    let of = |id: &SessionId| {
        let session = schedule.sessions.get(id)?;
        Some((*id, session.title.value.as_str(), session.cancelled.is_removed()))
    };
    sessions.iter().filter_map(of).collect()
}
