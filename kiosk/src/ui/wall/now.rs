//! What is on now and next: a pure function of the schedule and the time at the venue.

use crate::{
    clock::LocalTime,
    ui::{plan::share, today},
};
use shared::{
    ids::{DayId, FixedId, RoomId, SessionId},
    schedule::{Day, Placement, Schedule, Span},
};
use std::collections::{BTreeMap, BTreeSet};

/// What the wall shows.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Now {
    /// The day it is about; `None` for an event without days.
    pub day: Option<DayId>,
    /// How the present moment stands to the programme.
    pub moment: Moment,
    /// A row for each room with something on or ahead on this day, in the order of rooms.
    pub rows: Vec<Row>,
    /// When what is on now begins and ends in most rooms.
    pub now: Option<(u32, u32)>,
    /// When what comes next begins in most rooms.
    pub next: Option<u32>,
}

/// How the present moment stands to the programme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Moment {
    /// Sessions are on.
    On,
    /// Most are at something that is nobody's session, such as lunch.
    Break {
        /// What it is.
        fixed: FixedId,
        /// Minute at which it ends.
        until: u32,
    },
    /// Between sessions, though one may run on, and others follow on the same day.
    Gap {
        /// Minute at which the next begins.
        until: u32,
    },
    /// Between sessions; what comes next is for everybody and nobody's session.
    Ahead {
        /// What it is.
        fixed: FixedId,
        /// Minute at which it begins.
        at: u32,
    },
    /// The day has not begun.
    Before {
        /// Minute at which its first thing begins.
        start: u32,
        /// Days until then.
        days: u32,
    },
    /// The last day is over.
    Over,
    /// There is nothing in the programme.
    Nothing,
}

/// A room.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Row {
    pub room: RoomId,
    pub now: Option<Part>,
    pub next: Option<Part>,
    /// Minute at which the next thing begins for those who are in it, be it for all rooms.
    pub taken: Option<u32>,
}

/// Something in a room.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Part {
    pub what: What,
    pub span: Span,
    /// Others are in the same room at the same time.
    pub others: usize,
}

impl Part {
    fn is_session(&self) -> bool {
        matches!(self.what, What::Session(_))
    }
}

/// What is in a room.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum What {
    Session(SessionId),
    Fixed(FixedId),
    /// It was planned, and does not take place: whoever wanted to go there is told until its end.
    Cancelled(SessionId),
}

impl Now {
    pub(super) fn of(schedule: &Schedule, now: LocalTime) -> Self {
        let nothing =
            Self { day: None, moment: Moment::Nothing, rows: Vec::new(), now: None, next: None };
        let days = schedule.days_in_order();
        let mut begun = None;
        for (at, (id, day)) in days.iter().enumerate() {
            let Some(minute) = now.minutes_into(&day.date.value) else {
                continue;
            };
            let of_day = OfDay::of(schedule, *id);
            if of_day.is_empty() {
                continue;
            }
            let holds = match minute < 1_440 {
                true => minute < i64::from(of_day.end()),
                false => today::goes_on(schedule, days.get(at..).unwrap_or_default(), now),
            };
            if holds {
                let earlier = days.get(..at).unwrap_or_default();
                let still = still_on(schedule, earlier, now, minute);
                return of_day.at(schedule, *id, minute, &still);
            }
            begun = Some(*id);
        }
        match begun {
            Some(_) => Self { day: begun, moment: Moment::Over, ..nothing },
            None => Self { day: days.first().map(|(id, _)| *id), ..nothing },
        }
    }
}

type Rooms = BTreeMap<RoomId, Vec<(Span, What)>>;

/// Sessions of the days before that run on into a day, of which it is so many minutes: as if they had
/// begun with it.
fn still_on(schedule: &Schedule, earlier: &[(DayId, &Day)], now: LocalTime, minute: i64) -> Rooms {
    let mut still = Rooms::new();
    for (id, day) in earlier {
        let Some(then) = now.minutes_into(&day.date.value) else { continue };
        for (session, of_it, span) in today::taking_place(schedule, *id) {
            let is_on = i64::from(span.start) <= then && then < i64::from(span.end());
            let end = u32::try_from(i64::from(span.end()) - then + minute).unwrap_or(0);
            if is_on && end > 0 {
                let span = Span { start: 0, minutes: end, ..span };
                for room in rooms_of(&of_it.placement.value) {
                    still.entry(*room).or_default().push((span, What::Session(session)));
                }
            }
        }
    }
    still
}

fn rooms_of(placement: &Placement) -> &[RoomId] {
    match placement {
        Placement::At { rooms, .. } => rooms,
        Placement::Shelf => &[],
    }
}

/// Everything of a day, by room.
struct OfDay {
    rooms: Rooms,
    /// What does not take place, by room.
    cancelled: Rooms,
    /// Fixed items in every room.
    everywhere: Vec<(Span, FixedId)>,
}

impl OfDay {
    fn of(schedule: &Schedule, day: DayId) -> Self {
        let mut of_day =
            Self { rooms: BTreeMap::new(), cancelled: BTreeMap::new(), everywhere: Vec::new() };
        for (id, session) in schedule.shown_sessions() {
            let what = match session.cancelled.is_removed() {
                true => What::Cancelled(id),
                false => What::Session(id),
            };
            of_day.add(schedule, day, &session.placement.value, what);
        }
        for (id, item) in &schedule.fixed {
            if !item.removal.is_removed() {
                of_day.add(schedule, day, &item.placement.value, What::Fixed(*id));
            }
        }
        for parts in of_day.rooms.values_mut().chain(of_day.cancelled.values_mut()) {
            parts.sort_by_key(|(span, what)| (span.start, span.end(), *what));
        }
        of_day.everywhere.sort_by_key(|(span, id)| (span.start, span.end(), *id));
        of_day
    }

    fn add(&mut self, schedule: &Schedule, day: DayId, placement: &Placement, what: What) {
        let Some(span) = schedule.span(placement).filter(|span| span.day == day) else {
            return;
        };
        let Placement::At { rooms, .. } = placement else {
            return;
        };
        match what {
            What::Fixed(fixed) if rooms.is_empty() => self.everywhere.push((span, fixed)),
            What::Fixed(_) | What::Session(_) | What::Cancelled(_) => {
                let is_on = !matches!(what, What::Cancelled(_));
                let of_rooms = if is_on { &mut self.rooms } else { &mut self.cancelled };
                for room in rooms {
                    of_rooms.entry(*room).or_default().push((span, what));
                }
            }
        }
    }

    fn is_empty(&self) -> bool {
        self.rooms.is_empty() && self.cancelled.is_empty() && self.everywhere.is_empty()
    }

    /// What takes place.
    fn spans(&self) -> impl Iterator<Item = Span> {
        let in_rooms = self.rooms.values().flatten().map(|(span, _)| *span);
        in_rooms.chain(self.everywhere.iter().map(|(span, _)| *span))
    }

    fn end(&self) -> u32 {
        let cancelled = self.cancelled.values().flatten().map(|(span, _)| *span);
        self.spans().chain(cancelled).map(|span| span.end()).max().unwrap_or(0)
    }

    fn at(&self, schedule: &Schedule, day: DayId, minute: i64, still: &Rooms) -> Now {
        let on = |span: &Span| i64::from(span.start) <= minute && minute < i64::from(span.end());
        let ahead = |span: &Span| minute < i64::from(span.start);
        let of = |all: &Rooms, room, holds: &dyn Fn(&Span) -> bool| {
            part(all.get(&room).map_or(&[][..], Vec::as_slice), holds)
        };
        let mut rows = Vec::new();
        for room in self.rooms_in_order(schedule) {
            let now = of(&self.rooms, room, &on).or_else(|| of(still, room, &on));
            let now = now.or_else(|| of(&self.cancelled, room, &on));
            // Of what follows, the first that was planned.
            let follows = of(&self.rooms, room, &ahead);
            let next = follows.into_iter().chain(of(&self.cancelled, room, &ahead));
            let next = next.min_by_key(|part| part.span.start);
            let common = self.everywhere.iter().filter(|(span, _)| ahead(span));
            let common = common.filter(|(_, fixed)| is_for(schedule, room, *fixed));
            let taken = follows.map(|part| part.span.start);
            let taken = taken.into_iter().chain(common.map(|(span, _)| span.start)).min();
            if now.is_some() || next.is_some() {
                rows.push(Row { room, now, next, taken });
            }
        }
        // What began on another day has no beginning on this one that could be told.
        let is_of_day =
            |part: &&Part| part.span.day == day && !matches!(part.what, What::Cancelled(_));
        let at_break = self.at_break(schedule, &mut rows, on);
        let slots = schedule.slots_of(day);
        let moment = match at_break {
            Some((span, fixed)) => Moment::Break { fixed, until: span.end() },
            None if in_session(&rows, day, slots.iter().any(|(_, slot)| on(&slot.span.value))) => {
                Moment::On
            }
            None => self.between(minute, rows.is_empty()),
        };
        let now = rows.iter().filter_map(|row| row.now.as_ref().filter(is_of_day));
        let next = rows.iter().filter_map(|row| row.next.as_ref().filter(is_of_day));
        Now {
            day: Some(day),
            moment,
            now: usual(now.map(|part| (part.span.start, part.span.end()))),
            next: usual(next.map(|part| part.span.start)),
            rows,
        }
    }

    /// While no sessions are on, or only some that run on over what is a gap for the others.
    fn between(&self, minute: i64, no_rows: bool) -> Moment {
        let ahead = |span: &Span| minute < i64::from(span.start);
        let begun = self.spans().any(|span| i64::from(span.start) <= minute);
        let first = self.spans().filter(ahead).map(|span| span.start).min();
        if let Some(start) = first.filter(|_| !begun) {
            return Moment::Before { start, days: days_until(minute) };
        }
        let in_rooms = self.rooms.values().flatten();
        let sessions = in_rooms.filter(|(_, what)| matches!(what, What::Session(_)));
        let session = sessions.map(|(span, _)| *span).filter(ahead).map(|span| span.start).min();
        let common = self.everywhere.iter().find(|(span, _)| ahead(span));
        match (session, common) {
            (_, Some((span, fixed))) if session.is_none_or(|start| span.start < start) => {
                Moment::Ahead { fixed: *fixed, at: span.start }
            }
            (Some(until), _) => Moment::Gap { until },
            (None, _) if no_rows => Moment::Over,
            // What is left was cancelled or is nobody's session, and each room says so.
            (None, _) => Moment::On,
        }
    }

    /// What most rooms are at that is nobody's session. Where others have sessions meanwhile, each of
    /// these rooms says it, too.
    fn at_break(
        &self,
        schedule: &Schedule,
        rows: &mut [Row],
        on: impl Fn(&Span) -> bool,
    ) -> Option<(Span, FixedId)> {
        let (span, fixed) = *self.everywhere.iter().rev().find(|(span, _)| on(span))?;
        let common = |room| {
            let all = self.everywhere.iter().rev();
            all.filter(|(span, _)| on(span)).find(|(_, fixed)| is_for(schedule, room, *fixed))
        };
        let busy = rows.iter().filter(|row| row.now.is_some_and(|part| part.is_session())).count();
        let free = rows.iter().filter(|row| row.now.is_none() && common(row.room).is_none());
        if busy == 0 && free.count() == 0 {
            return Some((span, fixed));
        }
        for row in rows.iter_mut().filter(|row| row.now.is_none()) {
            row.now = common(row.room).map(|(span, fixed)| Part {
                what: What::Fixed(*fixed),
                span: *span,
                others: 0,
            });
        }
        let at = |row: &&Row| row.now.is_some_and(|part| part.what == What::Fixed(fixed));
        (rows.iter().filter(at).count() * 2 > rows.len()).then_some((span, fixed))
    }

    /// Rooms in their order, then those that were removed or are not known and still have something.
    fn rooms_in_order(&self, schedule: &Schedule) -> Vec<RoomId> {
        let mut rooms: Vec<_> = schedule.rooms_in_order().into_iter().map(|(id, _)| id).collect();
        let known: BTreeSet<_> = rooms.iter().copied().collect();
        rooms.extend(self.rooms.keys().filter(|id| !known.contains(id)));
        rooms
    }
}

/// Sessions of the day are on: a slot is, or in at least half of the rooms in which something follows.
fn in_session(rows: &[Row], day: DayId, in_slot: bool) -> bool {
    let is_of_day = |part: Part| part.is_session() && part.span.day == day;
    let busy = rows.iter().filter(|row| row.now.is_some_and(is_of_day)).count();
    let idle = rows.iter().filter(|row| row.now.is_none() && row.taken.is_some()).count();
    busy > 0 && (in_slot || busy >= idle)
}

/// Something that is in every room is for those who are in this one.
fn is_for(schedule: &Schedule, room: RoomId, fixed: FixedId) -> bool {
    let room = schedule.rooms.get(&room).map(|room| &room.streams.value[..]);
    let item = schedule.fixed.get(&fixed).map(|item| &item.streams.value[..]);
    share(item.unwrap_or_default(), room.unwrap_or_default())
}

/// Midnights between now and the day, for a minute that lies before it.
fn days_until(minute: i64) -> u32 {
    u32::try_from(-minute.div_euclid(1_440)).unwrap_or(0)
}

/// The first of `parts` for which `holds`; a session rather than a fixed item.
fn part(parts: &[(Span, What)], holds: impl Fn(&Span) -> bool) -> Option<Part> {
    let first = parts.iter().find(|(span, _)| holds(span))?;
    let together = |span: &Span| holds(span) && span.start < first.0.end().max(first.0.start + 1);
    let beside: Vec<_> = parts.iter().filter(|(span, _)| together(span)).collect();
    let is_session = |what: &What| matches!(what, What::Session(_));
    let (span, what) = beside.iter().find(|(_, what)| is_session(what)).copied().unwrap_or(first);
    // Only what overlaps the shown one counts: a room's later sessions follow it.
    let others = beside.iter().filter(|(other, _)| other.overlaps(span)).count().saturating_sub(1);
    Some(Part { what: *what, span: *span, others })
}

/// The value that more than half of them have.
fn usual<T: Ord + Copy>(values: impl Iterator<Item = T>) -> Option<T> {
    let mut times: BTreeMap<T, usize> = BTreeMap::new();
    for value in values {
        *times.entry(value).or_default() += 1;
    }
    let all: usize = times.values().sum();
    times.into_iter().find(|(_, n)| n * 2 > all).map(|(value, _)| value)
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
