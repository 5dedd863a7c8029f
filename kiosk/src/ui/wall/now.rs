//! What is on now and next: a pure function of the schedule and the time at the venue.

use crate::{clock::LocalTime, ui::plan::share};
use shared::{
    ids::{DayId, FixedId, RoomId, SessionId},
    schedule::{Placement, Schedule, Span},
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
        for room in self.rooms_in_order(schedule) {
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
        let takes_place = |part: &&Part| !matches!(part.what, What::Cancelled(_));
        let at_break = self.at_break(schedule, &mut rows, on);
        let first = self.spans().filter(ahead).map(|span| span.start).min();
        let moment = match at_break {
            Some((span, fixed)) => Moment::Break { fixed, until: span.end() },
            None if rows.iter().any(|row| row.now.is_some_and(|part| part.is_session())) => {
                Moment::On
            }
            None => {
                let begun = self.spans().any(|span| i64::from(span.start) <= minute);
                match first {
                    Some(start) if !begun => Moment::Before { start, days: days_until(minute) },
                    Some(until) => Moment::Gap { until },
                    // What is left was cancelled or is nobody's session, and each room says so.
                    None if !rows.is_empty() => Moment::On,
                    None => Moment::Over,
                }
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

    /// What most rooms are at that is nobody's session. Where others have sessions meanwhile, each of
    /// these rooms says it, too.
    fn at_break(
        &self,
        schedule: &Schedule,
        rows: &mut [Row],
        on: impl Fn(&Span) -> bool,
    ) -> Option<(Span, FixedId)> {
        let (span, fixed) = *self.everywhere.iter().rev().find(|(span, _)| on(span))?;
        let is_for = |room: RoomId, fixed: &FixedId| {
            let room = schedule.rooms.get(&room).map(|room| &room.streams.value[..]);
            let item = schedule.fixed.get(fixed).map(|item| &item.streams.value[..]);
            share(item.unwrap_or_default(), room.unwrap_or_default())
        };
        let common = |room| {
            let all = self.everywhere.iter().rev();
            all.filter(|(span, _)| on(span)).find(|(_, fixed)| is_for(room, fixed))
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
