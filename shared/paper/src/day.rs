//! What stands where on a day: rooms, rows of time, and what is in them. Nothing that is shown on
//! the board is left out: what fits no slot has a row of its own, or stands in the one that it falls
//! into, with its times.

use crate::Sentences;
use shared::{
    ids::{DayId, RoomId, StreamId},
    schedule::{Placement, Schedule, Span, When},
};
use std::collections::{BTreeMap, BTreeSet};

/// A room of a day.
pub(crate) struct Column {
    pub(crate) room: RoomId,
    pub(crate) name: String,
    /// Streams that it is for, as one text; empty: for all.
    pub(crate) streams: String,
    pub(crate) closed: bool,
    of: Vec<StreamId>,
}

/// Something in a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Item {
    pub(crate) title: String,
    pub(crate) hosts: String,
    pub(crate) cancelled: bool,
    /// Times of its own, where they are not those of its row.
    pub(crate) times: Option<(u32, u32)>,
    /// A break or the like, which a blank grid has too.
    pub(crate) fixed: bool,
}

/// A row of the grid.
pub(crate) struct Row {
    pub(crate) start: u32,
    pub(crate) end: u32,
    /// For every room at once.
    pub(crate) band: Vec<Item>,
    /// By room.
    pub(crate) cells: BTreeMap<RoomId, Vec<Item>>,
    /// Streams that have this slot; `None`: all of them.
    streams: Option<BTreeSet<StreamId>>,
    /// It is a slot, or else only there for what is in it.
    slot: bool,
}

/// A day.
pub(crate) struct Plan {
    pub(crate) columns: Vec<Column>,
    pub(crate) rows: Vec<Row>,
}

impl Row {
    fn new(start: u32, end: u32) -> Self {
        let (band, cells) = (Vec::new(), BTreeMap::new());
        Self { start, end, band, cells, streams: Some(BTreeSet::new()), slot: false }
    }

    pub(crate) fn is_band(&self) -> bool {
        !self.band.is_empty() && self.cells.is_empty() && !self.slot
    }

    /// It is there for whatever is put into it.
    pub(crate) fn is_slot(&self) -> bool {
        self.slot
    }

    pub(crate) fn items(&self, room: RoomId) -> &[Item] {
        self.cells.get(&room).map_or(&[], Vec::as_slice)
    }

    /// Something could be put there.
    pub(crate) fn is_open(&self, column: &Column) -> bool {
        self.slot
            && !column.closed
            && (column.of.is_empty()
                || self
                    .streams
                    .as_ref()
                    .is_none_or(|streams| column.of.iter().any(|stream| streams.contains(stream))))
    }
}

impl Plan {
    pub(crate) fn of(schedule: &Schedule, day: DayId, sentences: &Sentences) -> Self {
        let placed = placed(schedule, day, sentences);
        let mut rows = slots(schedule, day);
        for (span, rooms, item) in &placed {
            put(&mut rows, *span, rooms, item);
        }
        rows.sort_by_key(|row| (row.start, row.end));
        let used: BTreeSet<RoomId> =
            placed.iter().flat_map(|(_, rooms, _)| rooms.iter().copied()).collect();
        Self { columns: columns(schedule, day, sentences, &used), rows }
    }
}

fn slots(schedule: &Schedule, day: DayId) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for (_, slot) in schedule.slots_of(day) {
        let span = slot.span.value;
        let known =
            rows.iter_mut().position(|row| (row.start, row.end) == (span.start, span.end()));
        let at = known.unwrap_or_else(|| {
            rows.push(Row::new(span.start, span.end()));
            rows.len() - 1
        });
        let Some(row) = rows.get_mut(at) else { continue };
        row.slot = true;
        match &mut row.streams {
            Some(streams) if !slot.streams.value.is_empty() => streams.extend(&slot.streams.value),
            streams @ (Some(_) | None) => *streams = None,
        }
    }
    rows
}

type Placed = (Span, Vec<RoomId>, Item);

/// Sessions and fixed items of a day, in the order of time and title.
fn placed(schedule: &Schedule, day: DayId, sentences: &Sentences) -> Vec<Placed> {
    let mut all: Vec<Placed> = Vec::new();
    let mut add = |placement: &Placement, item: Item| {
        let Placement::At { when, rooms } = placement else { return };
        let Some(span) = schedule.span(placement).filter(|span| span.day == day) else { return };
        let is_timed = matches!(when, When::Timed { .. });
        let times = is_timed.then(|| (span.start, span.end()));
        all.push((span, rooms.clone(), Item { times, ..item }));
    };
    for (_, session) in schedule.shown_sessions() {
        let item = Item {
            title: sentences.title(session),
            hosts: sentences.hosts(schedule, session),
            cancelled: session.cancelled.is_removed(),
            times: None,
            fixed: false,
        };
        add(&session.placement.value, item);
    }
    for fixed in schedule.fixed.values().filter(|fixed| !fixed.removal.is_removed()) {
        let title = sentences.either(&fixed.title.value, &fixed.title_cy.value).to_owned();
        let item = Item { title, hosts: String::new(), cancelled: false, times: None, fixed: true };
        add(&fixed.placement.value, item);
    }
    all.sort_by(|(a, _, x), (b, _, y)| {
        (a.start, a.minutes, &x.title).cmp(&(b.start, b.minutes, &y.title))
    });
    all
}

fn put(rows: &mut Vec<Row>, span: Span, rooms: &[RoomId], item: &Item) {
    let (start, end) = (span.start, span.end());
    let exact = rows.iter().position(|row| (row.start, row.end) == (start, end));
    let within = rows.iter().position(|row| row.slot && row.start <= start && start < row.end);
    let found = if rooms.is_empty() { exact } else { exact.or(within) };
    let at = found.unwrap_or_else(|| {
        rows.push(Row::new(start, end));
        rows.len() - 1
    });
    let Some(row) = rows.get_mut(at) else { return };
    // The times of its row need not be said again.
    let times = item.times.filter(|times| *times != (row.start, row.end));
    let item = Item { times, ..item.clone() };
    if rooms.is_empty() {
        row.band.push(item);
        return;
    }
    for room in rooms {
        row.cells.entry(*room).or_default().push(item.clone());
    }
}

/// Rooms that are open on a day, or in which something is; those of a stream stand together.
fn columns(
    schedule: &Schedule,
    day: DayId,
    sentences: &Sentences,
    used: &BTreeSet<RoomId>,
) -> Vec<Column> {
    let order: Vec<StreamId> = schedule.streams_of(day).into_iter().map(|(id, _)| id).collect();
    let rank = |streams: &[StreamId]| {
        let places = streams.iter().filter_map(|id| order.iter().position(|known| known == id));
        places.min().unwrap_or(order.len())
    };
    let mut columns = Vec::new();
    for (id, room) in schedule.rooms_in_order() {
        let open = room.days.value.is_empty() || room.days.value.contains(&day);
        let runs = room.streams.value.is_empty() || rank(&room.streams.value) < order.len();
        if (open && runs) || used.contains(&id) {
            let streams = &room.streams.value;
            let own = order.iter().filter(|stream| streams.contains(stream));
            let names: Vec<_> = own.map(|stream| sentences.stream(schedule, *stream)).collect();
            columns.push((
                rank(streams),
                Column {
                    room: id,
                    name: sentences.room(schedule, id),
                    streams: names.join(" · "),
                    closed: room.closed,
                    of: streams.clone(),
                },
            ));
        }
    }
    let known: BTreeSet<RoomId> = columns.iter().map(|(_, column)| column.room).collect();
    // Rooms that were removed with something left in them.
    for room in used.difference(&known) {
        let (name, of) = (sentences.room(schedule, *room), Vec::new());
        let column = Column { room: *room, name, streams: String::new(), closed: true, of };
        columns.push((usize::MAX, column));
    }
    columns.sort_by_key(|(rank, _)| *rank);
    columns.into_iter().map(|(_, column)| column).collect()
}

/// `10:30`.
pub(crate) fn time(minute: u32) -> String {
    format!("{:02}:{:02}", minute / 60 % 24, minute % 60)
}
