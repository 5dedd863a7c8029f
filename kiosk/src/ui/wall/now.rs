//! What is on now and next: a pure function of the schedule and the time at the venue.

use crate::clock::LocalTime;
use shared::{
    ids::{DayId, FixedId, RoomId, SessionId},
    schedule::{Placement, Schedule, Span},
};
use std::collections::BTreeMap;

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
    /// Everybody is at something that is nobody's session, such as lunch.
    Break {
        /// What it is.
        fixed: FixedId,
        /// Minute at which it ends.
        until: u32,
    },
    /// Nothing is on, and something follows on the same day.
    Gap {
        /// Minute at which the next begins.
        until: u32,
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
}

/// Something in a room.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Part {
    pub what: What,
    pub span: Span,
    /// Others are in the same room at the same time.
    pub others: usize,
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
        for (id, day) in &days {
            let Some(minute) = now.minutes_into(&day.date.value) else {
                continue;
            };
            let of_day = OfDay::of(schedule, *id);
            if of_day.is_empty() {
                continue;
            }
            if minute < i64::from(of_day.end()) {
                return of_day.at(schedule, *id, minute);
            }
            begun = Some(*id);
        }
        match begun {
            Some(_) => Self { day: begun, moment: Moment::Over, ..nothing },
            None => Self { day: days.first().map(|(id, _)| *id), ..nothing },
        }
    }
}

/// Everything of a day, by room.
struct OfDay {
    rooms: BTreeMap<RoomId, Vec<(Span, What)>>,
    /// What does not take place, by room.
    cancelled: BTreeMap<RoomId, Vec<(Span, What)>>,
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

    fn at(&self, schedule: &Schedule, day: DayId, minute: i64) -> Now {
        let on = |span: &Span| i64::from(span.start) <= minute && minute < i64::from(span.end());
        let ahead = |span: &Span| minute < i64::from(span.start);
        let mut rows = Vec::new();
        for (room, _) in self.rooms_in_order(schedule) {
            let parts = self.rooms.get(&room).map_or(&[][..], Vec::as_slice);
            let gone = self.cancelled.get(&room).map_or(&[][..], Vec::as_slice);
            let now = part(parts, on).or_else(|| part(gone, on));
            // Of what follows, the first that was planned.
            let next = part(parts, ahead).into_iter().chain(part(gone, ahead));
            let next = next.min_by_key(|part| part.span.start);
            let row = Row { room, now, next };
            if row.now.is_some() || row.next.is_some() {
                rows.push(row);
            }
        }
        let first = self.spans().filter(ahead).map(|span| span.start).min();
        let everywhere = self.everywhere.iter().rev().find(|(span, _)| on(span));
        let takes_place = |part: &&Part| !matches!(part.what, What::Cancelled(_));
        let moment = if rows.iter().any(|row| row.now.as_ref().is_some_and(|p| takes_place(&p))) {
            Moment::On
        } else if let Some((span, fixed)) = everywhere {
            Moment::Break { fixed: *fixed, until: span.end() }
        } else {
            let begun = self.spans().any(|span| i64::from(span.start) <= minute);
            match first {
                Some(start) if !begun => Moment::Before { start, days: days_until(minute) },
                Some(until) => Moment::Gap { until },
                // What is left was cancelled, and each room says so.
                None if !rows.is_empty() => Moment::On,
                None => Moment::Over,
            }
        };
        Now {
            day: Some(day),
            moment,
            now: usual(
                rows.iter()
                    .filter_map(|row| row.now.as_ref().filter(takes_place))
                    .map(|part| (part.span.start, part.span.end())),
            ),
            next: usual(
                rows.iter()
                    .filter_map(|row| row.next.as_ref().filter(takes_place))
                    .map(|part| part.span.start),
            ),
            rows,
        }
    }

    /// Rooms in their order, then those that were removed or are not known and still have something.
    fn rooms_in_order(&self, schedule: &Schedule) -> Vec<(RoomId, ())> {
        let mut rooms: Vec<_> =
            schedule.rooms_in_order().into_iter().map(|(id, _)| (id, ())).collect();
        let known: std::collections::BTreeSet<_> = rooms.iter().map(|(id, ())| *id).collect();
        rooms.extend(self.rooms.keys().filter(|id| !known.contains(id)).map(|id| (*id, ())));
        rooms
    }
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
