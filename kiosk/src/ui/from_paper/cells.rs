//! The cells of a day in the order in which paper is read: time by time, room by room. Each with what
//! the board has there, and what it had when the print was made.

use super::{
    draft::Draft,
    mark::{Boards, Shown, Stands},
};
use crate::ui::plan::{Item, Plan};
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
    /// What the board has here, as a digest.
    pub(super) stands: Stands,
    /// There is no such cell any more; something is typed for it.
    pub(super) gone: bool,
    /// Nothing is there, on a day without slots: somebody added it, or the print has it.
    pub(super) added: bool,
}

impl Cell {
    /// Its time, which orders it.
    pub(super) fn time(&self) -> (u32, u32) {
        self.span.map_or((u32::MAX, 0), |span| (span.start, span.minutes))
    }
}

/// What is where, cell by cell.
type Filled = BTreeMap<Key, Vec<SessionId>>;

/// The cells of a day.
#[derive(Default)]
pub(super) struct OfDay {
    pub(super) cells: Vec<Cell>,
    /// What can be added to it, where it has no slots.
    pub(super) timed: Option<Timed>,
}

/// A day without slots: whatever is not on it is typed in with its time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Timed {
    /// Rooms that are open.
    pub(super) rooms: Vec<RoomId>,
    /// As long as most of its sessions are.
    pub(super) minutes: u32,
    /// First and last minute of it.
    pub(super) within: (u32, u32),
}

/// The cells of the day, those for which something is typed among them; somebody works `at` one.
pub(super) fn of_day(boards: Boards<'_>, day: DayId, draft: &Draft, at: Option<Key>) -> OfDay {
    let schedule = boards.now;
    let plan = Plan::with_free_rooms(schedule, day, None);
    let timed = timed(schedule, &plan);
    let open = open(schedule, &plan);
    let filled = filled(schedule, &plan, day, &open);
    let print = boards.print;
    let before = print.map(|print| self::filled(print, &Plan::of(print, day, None), day, &open));
    let mut keys: BTreeSet<Key> = open.iter().chain(filled.keys()).copied().collect();
    let typed = draft.keys().chain(at);
    let mut other: BTreeSet<Key> = typed.filter(|key| !keys.contains(key)).collect();
    // What the print has where the board has no cell by now.
    let printed = before.iter().flat_map(BTreeMap::keys).copied();
    let only_printed: BTreeSet<Key> =
        printed.filter(|key| !keys.contains(key) && !other.contains(key)).collect();
    other.extend(&only_printed);
    keys.extend(&other);
    let put: BTreeMap<Key, Stands> =
        draft.earlier().into_iter().flat_map(|earlier| earlier.put.iter().copied()).collect();
    let cells = keys.into_iter().map(|key| {
        let at = Placement::At { when: key.when, rooms: vec![key.room] };
        let here = filled.get(&key).cloned().unwrap_or_default();
        let stands = super::mark::stands(schedule, &here);
        let was = print.zip(before.as_ref()).and_then(|(print, before)| {
            let was = before.get(&key).cloned().unwrap_or_default();
            let by_us = put.get(&key) == Some(&stands);
            (!by_us && shown(print, &was) != shown(schedule, &here)).then_some(was)
        });
        let added = other.contains(&key) && timed.as_ref().is_some_and(|it| it.has(day, key));
        let gone = other.contains(&key) && !added;
        Cell { key, span: schedule.span(&at), here, was, stands, gone, added }
    });
    let told = |cell: &Cell| cell.was.is_some() || !only_printed.contains(&cell.key);
    let mut cells: Vec<Cell> = cells.filter(told).collect();
    let column = |room: RoomId| plan.rooms.iter().position(|known| *known == room);
    let rank = |cell: &Cell| {
        let column = column(cell.key.room).unwrap_or(usize::MAX);
        (cell.time(), column, cell.key)
    };
    cells.sort_by_cached_key(rank);
    OfDay { cells, timed }
}

/// A session is so long where nobody says it, and the day has none.
const MINUTES: u32 = 45;

/// What can be added to a day without slots.
fn timed(schedule: &Schedule, plan: &Plan) -> Option<Timed> {
    let is_open = |room: &&RoomId| {
        let room = schedule.rooms.get(*room);
        room.is_some_and(|room| !room.removal.is_removed() && !room.closed)
    };
    let rooms: Vec<RoomId> = plan.rooms.iter().filter(is_open).copied().collect();
    if !plan.is_timed() || rooms.is_empty() {
        return None;
    }
    let mut lengths = BTreeMap::<u32, usize>::new();
    for block in &plan.blocks {
        if let Item::Session(_) = block.item {
            *lengths.entry(block.span.minutes).or_default() += 1;
        }
    }
    let most = lengths.into_iter().max_by_key(|(minutes, n)| (*n, *minutes));
    let minutes = most.map_or(MINUTES, |(minutes, _)| minutes);
    Some(Timed { rooms, minutes, within: plan.minutes })
}

impl Timed {
    /// Something can be put there.
    fn has(&self, day: DayId, key: Key) -> bool {
        let on_day = matches!(key.when, When::Timed { day: on, .. } if on == day);
        on_day && self.rooms.contains(&key.room)
    }
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
pub(super) fn shown<'a>(schedule: &'a Schedule, sessions: &[SessionId]) -> Shown<'a> {
    let of = |id: &SessionId| {
        let session = schedule.sessions.get(id)?;
        Some((*id, session.title.value.as_str(), session.cancelled.is_removed()))
    };
    sessions.iter().filter_map(of).collect()
}
