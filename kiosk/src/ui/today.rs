//! When one day gives way to the next. What runs over midnight is still of the day on which it began,
//! until the next day has begun: one long night in one room holds nobody up.

use crate::clock::LocalTime;
use shared::{
    ids::{DayId, SessionId},
    schedule::{Day, Schedule, Session, Span},
};

/// Minute of a day on which nobody speaks of the night before any more.
const MORNING: i64 = 5 * 60;

/// Sessions of a day that take place, and when.
pub(super) fn taking_place(
    schedule: &Schedule,
    day: DayId,
) -> impl Iterator<Item = (SessionId, &Session, Span)> {
    schedule.shown_sessions().filter_map(move |(id, session)| {
        let span = schedule.span(&session.placement.value)?;
        (span.day == day && !session.cancelled.is_removed()).then_some((id, session, span))
    })
}

/// After midnight the first of these days is still the present one.
pub(super) fn goes_on(schedule: &Schedule, days: &[(DayId, &Day)], now: LocalTime) -> bool {
    let Some(((day, of_day), later)) = days.split_first() else { return false };
    let runs =
        |minute| taking_place(schedule, *day).any(|(.., span)| minute < i64::from(span.end()));
    let minute = now.minutes_into(&of_day.date.value);
    minute.is_some_and(runs) && !later.iter().any(|(id, day)| has_begun(schedule, *id, day, now))
}

/// Something of the day has begun, or its morning has come.
fn has_begun(schedule: &Schedule, id: DayId, day: &Day, now: LocalTime) -> bool {
    let fixed = schedule.fixed.values().filter(|item| !item.removal.is_removed());
    let fixed = fixed.filter_map(|item| schedule.span(&item.placement.value));
    let fixed = fixed.filter(|span| span.day == id).map(|span| span.start);
    let sessions = taking_place(schedule, id).map(|(.., span)| span.start);
    let first = sessions.chain(fixed).min().map(i64::from);
    let minute = now.minutes_into(&day.date.value);
    minute.zip(first).is_some_and(|(now, first)| now >= first.min(MORNING) && now >= 0)
}
