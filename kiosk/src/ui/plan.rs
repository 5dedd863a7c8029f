//! What one day looks like, without sizes: which rooms, which rows, which blocks in them. A pure
//! function of the schedule.
//!
//! A day with slots has one row a slot (and one for each other time at which something is). A day
//! without slots has no rows: its blocks lie on a scale of minutes.

mod lanes;
mod scale;

use lanes::spread;
use scale::{minute_height, minutes};
use shared::{
    ids::{DayId, FixedId, RoomId, SessionId, SlotId, StreamId},
    schedule::{Fixed, Placement, Room, Schedule, Session, Slot, Span, When},
};
use std::collections::{BTreeMap, BTreeSet};

/// Least height of a card, in points: it can be tapped, and shows a line of its title.
pub const CARD_HEIGHT_MIN: f32 = 44.0;
/// Between a card and the next below it on a day without slots.
pub const TIMED_GAP: f32 = 4.0;

/// A day as it is drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// The day.
    pub day: DayId,
    /// Its columns.
    pub rooms: Vec<RoomId>,
    /// Its rows, by time; none on a day without slots.
    pub rows: Vec<Row>,
    /// First and last minute of anything on this day, on full half hours.
    pub minutes: (u32, u32),
    /// Height of a minute on a day without slots: chosen so that a usual session shows its title.
    pub minute_height: f32,
    /// What is drawn, row by row.
    pub blocks: Vec<Block>,
}

/// A row of a day with slots.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// First minute.
    pub start: u32,
    /// Length.
    pub minutes: u32,
    /// The slots at this time (streams may each have their own); none for a row that only shows
    /// something with a time of its own.
    pub slots: Vec<SlotId>,
    /// All of its slots were removed: it is there because a session still is in one.
    pub removed: bool,
}

impl Row {
    /// The minute after its last.
    #[must_use]
    pub fn end(&self) -> u32 {
        self.start.saturating_add(self.minutes)
    }

    /// When the last of these that overlap it ends.
    #[must_use]
    pub fn within(&self, spans: &[(u32, u32)]) -> Option<u32> {
        let over = |(from, to): &&(u32, u32)| *from < self.end() && *to > self.start;
        spans.iter().filter(over).map(|(_, to)| *to).max()
    }
}

/// A card or a band.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// What it shows.
    pub item: Item,
    /// When it is.
    pub span: Span,
    /// First and last row; (0, 0) on a day without slots.
    pub rows: (usize, usize),
    /// First and last column.
    pub columns: (usize, usize),
    /// First lane, and the one after its last, of as many as share its cells.
    pub lane: (usize, usize),
    /// How many share its cells.
    pub lanes: usize,
    /// Its time is not that of its rows: the card says it.
    pub own_time: bool,
    /// Its session is in other rooms too, which do not stand beside these.
    pub apart: bool,
    /// Lies behind the cards: a fixed item of the whole venue on a day without slots.
    pub behind: bool,
}

/// What a block shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Item {
    /// A session.
    Session(SessionId),
    /// A break, a lunch, a welcome.
    Fixed(FixedId),
}

impl Plan {
    /// The picture of `day`, for everybody or for one stream.
    #[must_use]
    pub fn of(schedule: &Schedule, day: DayId, stream: Option<StreamId>) -> Self {
        Self::laid_out(schedule, day, stream, (false, 1.0))
    }

    /// The same with every room that is open, for somebody who looks for a place.
    #[must_use]
    pub fn with_free_rooms(schedule: &Schedule, day: DayId, stream: Option<StreamId>) -> Self {
        Self::laid_out(schedule, day, stream, (true, 1.0))
    }

    /// Either of them, with minutes so many times as high on a day without slots.
    #[must_use]
    pub fn scaled(
        schedule: &Schedule,
        day: DayId,
        stream: Option<StreamId>,
        free_rooms: bool,
        scale: f32,
    ) -> Self {
        Self::laid_out(schedule, day, stream, (free_rooms, scale))
    }

    fn laid_out(
        schedule: &Schedule,
        day: DayId,
        stream: Option<StreamId>,
        (free_rooms, scale): (bool, f32),
    ) -> Self {
        let mut placed = placed_on(schedule, day);
        let slots = slots(schedule, day, stream, &placed);
        let in_the_way = |session: &Session, span: &Span| {
            is_in_the_way(schedule, session, span, (stream, &slots))
        };
        placed.retain(|(_, session, span)| {
            concerns(schedule, session, stream) || in_the_way(session, span)
        });
        let fixed = fixed_on(schedule, day, stream);
        let rooms = columns(schedule, day, stream, &placed, free_rooms);
        let timed = slots.is_empty();
        let mut rows = slot_rows(schedule, slots);
        if !timed {
            own_rows(&mut rows, placed.iter().map(|(_, _, span)| *span));
            own_rows(&mut rows, fixed.iter().map(|(_, _, span)| *span));
        }
        let mut blocks = Vec::new();
        for (id, session, span) in &placed {
            let runs = runs(&rooms, rooms_of(&session.placement.value));
            for run in &runs {
                let part = block(&rows, Item::Session(*id), *span, *run, timed);
                blocks.push(Block { apart: runs.len() > 1, ..part });
            }
        }
        for (id, item, span) in &fixed {
            for run in runs(&rooms, &rooms_at(schedule, item, &rooms)) {
                let mut band = block(&rows, Item::Fixed(*id), *span, run, timed);
                band.behind = timed && run == (0, rooms.len().saturating_sub(1));
                blocks.push(band);
            }
        }
        let minute_height = minute_height(&blocks) * scale;
        // A card is drawn at a readable height however short it is.
        let least = (CARD_HEIGHT_MIN / minute_height).ceil() as u32;
        let reach = |block: &Block| {
            if timed {
                let minutes = block.span.minutes.max(least);
                (block.span.start as usize, (block.span.start + minutes) as usize - 1)
            } else {
                block.rows
            }
        };
        spread(&mut blocks, reach);
        blocks.sort_by_key(|block| {
            (!block.behind, block.rows, block.span.start, block.columns, block.lane, block.item)
        });
        let minutes = minutes(&blocks);
        Self { day, rooms, rows, minutes, minute_height, blocks }
    }

    /// A day without slots, drawn on a scale of minutes.
    #[must_use]
    pub fn is_timed(&self) -> bool {
        self.rows.is_empty()
    }

    /// The slot of a cell: of the slots of its row the first that the room's streams share. Nothing
    /// goes into a closed room.
    #[must_use]
    pub fn slot_at(&self, schedule: &Schedule, row: usize, column: usize) -> Option<SlotId> {
        let row = self.rows.get(row).filter(|row| !row.removed)?;
        let room = schedule.rooms.get(self.rooms.get(column)?)?;
        if room.removal.is_removed() || room.closed {
            return None;
        }
        row.slots.iter().copied().find(|slot| {
            schedule
                .slots
                .get(slot)
                .is_some_and(|slot| share(&slot.streams.value, &room.streams.value))
        })
    }
}

/// Sessions on the board that no day can show: in a slot or on a day not known here or removed, or
/// without a room.
#[must_use]
pub fn lost(schedule: &Schedule) -> Vec<SessionId> {
    schedule
        .shown_sessions()
        .filter(|(_, session)| {
            let placement = &session.placement.value;
            let day = schedule.span(placement).and_then(|span| schedule.days.get(&span.day));
            let shown = day.is_some_and(|day| !day.removal.is_removed());
            *placement != Placement::Shelf && (!shown || rooms_of(placement).is_empty())
        })
        .map(|(id, _)| id)
        .collect()
}

fn rooms_of(placement: &Placement) -> &[RoomId] {
    match placement {
        Placement::Shelf => &[],
        Placement::At { rooms, .. } => rooms,
    }
}

/// Neither side names any, or both name one in common.
pub(super) fn share(a: &[StreamId], b: &[StreamId]) -> bool {
    a.is_empty() || b.is_empty() || a.iter().any(|stream| b.contains(stream))
}

fn wanted(streams: &[StreamId], stream: Option<StreamId>) -> bool {
    stream.is_none_or(|stream| streams.is_empty() || streams.contains(&stream))
}

/// For everybody, or of the stream, or in a slot that the stream has too.
fn concerns(schedule: &Schedule, session: &Session, stream: Option<StreamId>) -> bool {
    let slot = match &session.placement.value {
        Placement::At { when: When::Slot(slot), .. } => schedule.slots.get(slot),
        Placement::At { when: When::Timed { .. }, .. } | Placement::Shelf => None,
    };
    session.stream.value.is_none()
        || session.stream.value == stream
        || slot.is_none_or(|slot| wanted(&slot.streams.value, stream))
}

/// Of another stream, but in a room and at a time at which this one would find an empty place.
fn is_in_the_way(
    schedule: &Schedule,
    session: &Session,
    span: &Span,
    (stream, slots): (Option<StreamId>, &[(SlotId, &Slot)]),
) -> bool {
    let serves = |room: &RoomId| {
        schedule.rooms.get(room).is_some_and(|room| wanted(&room.streams.value, stream))
    };
    let meets = slots.is_empty() || slots.iter().any(|(_, slot)| slot.span.value.overlaps(span));
    meets && rooms_of(&session.placement.value).iter().any(serves)
}

type Placed<'a> = (SessionId, &'a Session, Span);

fn placed_on(schedule: &Schedule, day: DayId) -> Vec<Placed<'_>> {
    schedule
        .shown_sessions()
        .filter_map(|(id, session)| {
            let span = schedule.span(&session.placement.value)?;
            (span.day == day).then_some((id, session, span))
        })
        .collect()
}

fn fixed_on(
    schedule: &Schedule,
    day: DayId,
    stream: Option<StreamId>,
) -> Vec<(FixedId, &Fixed, Span)> {
    schedule
        .fixed
        .iter()
        .filter(|(_, item)| !item.removal.is_removed() && wanted(&item.streams.value, stream))
        .filter_map(|(id, item)| {
            let span = schedule.span(&item.placement.value)?;
            (span.day == day).then_some((*id, &**item, span))
        })
        .collect()
}

/// Rooms that are open on the day (and serve the stream), and every other room in which something
/// of it is: nothing disappears because a room was removed. A day without slots has rooms that are
/// for it by name or in use; the others come when somebody looks for a place.
fn columns(
    schedule: &Schedule,
    day: DayId,
    stream: Option<StreamId>,
    placed: &[Placed<'_>],
    free_rooms: bool,
) -> Vec<RoomId> {
    let used: BTreeSet<_> = placed
        .iter()
        .filter(|(_, session, _)| stream.is_none() || session.stream.value == stream)
        .flat_map(|(_, session, _)| rooms_of(&session.placement.value))
        .copied()
        .collect();
    let all = free_rooms || used.is_empty() || !schedule.slots_of(day).is_empty();
    let running: BTreeSet<_> = schedule.streams_of(day).into_iter().map(|(id, _)| id).collect();
    let open = |room: &Room| {
        let (streams, days) = (&room.streams.value, &room.days.value);
        let by_name = match stream {
            Some(_) => !streams.is_empty(),
            None => days.contains(&day) || streams.iter().any(|id| running.contains(id)),
        };
        (days.is_empty() || days.contains(&day)) && wanted(streams, stream) && (all || by_name)
    };
    let mut rooms: Vec<_> = schedule
        .rooms_in_order()
        .into_iter()
        .filter(|(id, room)| used.contains(id) || open(room))
        .map(|(id, _)| id)
        .collect();
    let lost: Vec<_> = used.into_iter().filter(|id| !rooms.contains(id)).collect();
    rooms.extend(lost);
    rooms
}

/// Slots of the day and stream, and removed ones in which a session still is.
fn slots<'a>(
    schedule: &'a Schedule,
    day: DayId,
    stream: Option<StreamId>,
    placed: &[Placed<'_>],
) -> Vec<(SlotId, &'a Slot)> {
    let used: BTreeSet<_> = placed
        .iter()
        .filter(|(_, session, _)| concerns(schedule, session, stream))
        .filter_map(|(_, session, _)| match session.placement.value {
            Placement::At { when: When::Slot(slot), .. } => Some(slot),
            Placement::At { when: When::Timed { .. }, .. } | Placement::Shelf => None,
        })
        .collect();
    schedule
        .slots
        .iter()
        .filter(|(id, slot)| {
            let open = !slot.removal.is_removed() && wanted(&slot.streams.value, stream);
            slot.span.value.day == day && (open || used.contains(id))
        })
        .map(|(id, slot)| (*id, &**slot))
        .collect()
}

fn slot_rows(schedule: &Schedule, slots: Vec<(SlotId, &Slot)>) -> Vec<Row> {
    let mut rows = BTreeMap::<(u32, u32), Vec<SlotId>>::new();
    for (id, slot) in slots {
        let span = slot.span.value;
        rows.entry((span.start, span.minutes)).or_default().push(id);
    }
    let removed = |id: &SlotId| schedule.slots.get(id).is_none_or(|s| s.removal.is_removed());
    rows.into_iter()
        .map(|((start, minutes), mut slots)| {
            let all_removed = slots.iter().all(removed);
            slots.retain(|id| all_removed || !removed(id));
            Row { start, minutes, removed: all_removed, slots }
        })
        .collect()
}

/// Adds a row for each time that no slot overlaps.
fn own_rows(rows: &mut Vec<Row>, spans: impl Iterator<Item = Span>) {
    let own: BTreeSet<_> = spans
        .filter(|span| {
            !rows.iter().any(|row| {
                (row.start < span.end() && span.start < row.end())
                    || (row.start, row.minutes) == (span.start, span.minutes)
            })
        })
        .map(|span| (span.start, span.minutes))
        .collect();
    rows.extend(own.into_iter().map(|(start, minutes)| Row {
        start,
        minutes,
        slots: Vec::new(),
        removed: false,
    }));
    rows.sort_by_key(|row| (row.start, row.minutes));
}

/// The columns of a fixed item: its rooms, or where it names none all that share a stream with it.
fn rooms_at(schedule: &Schedule, item: &Fixed, columns: &[RoomId]) -> Vec<RoomId> {
    let named = rooms_of(&item.placement.value);
    if !named.is_empty() {
        return named.to_vec();
    }
    let is_for = |id: &&RoomId| {
        let room = schedule.rooms.get(*id);
        room.is_none_or(|room| share(&item.streams.value, &room.streams.value))
    };
    let shared: Vec<_> = columns.iter().filter(is_for).copied().collect();
    // Nothing disappears because no room is of its stream.
    if shared.is_empty() { columns.to_vec() } else { shared }
}

/// Runs of neighbouring columns.
fn runs(columns: &[RoomId], rooms: &[RoomId]) -> Vec<(usize, usize)> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for (index, _) in columns.iter().enumerate().filter(|(_, id)| rooms.contains(id)) {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == index => *last = index,
            Some(_) | None => runs.push((index, index)),
        }
    }
    runs
}

fn block(rows: &[Row], item: Item, span: Span, columns: (usize, usize), timed: bool) -> Block {
    let exact = rows.iter().position(|row| (row.start, row.minutes) == (span.start, span.minutes));
    let overlaps = |row: &Row| row.start < span.end() && span.start < row.end();
    let covered = exact.map(|row| (row, row)).or_else(|| {
        let first = rows.iter().position(overlaps)?;
        Some((first, rows.iter().rposition(overlaps)?))
    });
    Block {
        item,
        span,
        rows: covered.unwrap_or_default(),
        columns,
        lane: (0, 1),
        lanes: 1,
        own_time: !timed && exact.is_none(),
        apart: false,
        behind: false,
    }
}
