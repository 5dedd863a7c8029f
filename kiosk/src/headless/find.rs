//! Finds what a typed word speaks of.

use crate::view::{UndoableSet, View};
use jiff::civil::Date;
use shared::{
    clash::Clash,
    ids::{ChangeHash, DayId, DeviceTag, PersonId, RoomId, SessionId, SlotId, StreamId, hex},
    schedule::{Day, Schedule, Session, Slot},
};
use std::sync::Arc;

/// Digits of an id that are needed at the least.
const DIGITS_MIN: usize = 4;

/// The name of a weekday, or the name that the day was given.
pub(super) fn day_name(day: &Day) -> String {
    if !day.name.value.is_empty() {
        return day.name.value.clone();
    }
    weekday(day).unwrap_or_else(|| day.date.value.clone())
}

fn weekday(day: &Day) -> Option<String> {
    let date: Date = day.date.value.parse().ok()?;
    Some(date.strftime("%A").to_string())
}

/// Minutes from midnight as a clock shows them; past midnight they run on beyond 24:00.
pub(super) fn clock(minutes: u32) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

/// Minutes from midnight of `10:30`.
pub(super) fn minutes(text: &str) -> Result<u32, String> {
    let parse =
        |text: &str| text.parse::<u32>().ok().filter(|_| text.bytes().all(|b| b.is_ascii_digit()));
    text.split_once(':')
        .and_then(|(hours, minutes)| Some((parse(hours)?, parse(minutes).filter(|m| *m < 60)?)))
        .and_then(|(hours, minutes)| hours.checked_mul(60)?.checked_add(minutes))
        .ok_or_else(|| format!("{text:?} is not a time: it looks like 10:30"))
}

/// The one thing that is meant, of all that fit.
fn only<T>(kind: &str, word: &str, found: Vec<T>) -> Result<T, String> {
    let count = found.len();
    let mut found = found.into_iter();
    match (found.next(), count) {
        (Some(one), 1) => Ok(one),
        (None, _) => Err(format!("no {kind} {word:?} is known on this device")),
        (Some(_), count) => {
            Err(format!("{count} {kind}s are called {word:?}: give the first digits of an id"))
        }
    }
}

fn is_id(word: &str, id: &str) -> bool {
    word.len() >= DIGITS_MIN && id.starts_with(&word.to_ascii_lowercase())
}

fn is_name(word: &str, name: &str) -> bool {
    name == word || name.to_lowercase() == word.to_lowercase()
}

/// By id first, of which there can be no doubt; then by name.
fn find<'a, K: Copy + ToString + 'a>(
    kind: &str,
    word: &str,
    all: impl Iterator<Item = (K, &'a str)> + Clone,
) -> Result<K, String> {
    let by_id: Vec<K> =
        all.clone().filter(|(id, _)| is_id(word, &id.to_string())).map(|(id, _)| id).collect();
    let by_name: Vec<K> = all.filter(|(_, name)| is_name(word, name)).map(|(id, _)| id).collect();
    match by_id[..] {
        [id] if by_name.is_empty() => Ok(id),
        _ if by_name.is_empty() => only(kind, word, by_id),
        _ => only(kind, word, by_name),
    }
}

/// A person whose name is known.
pub(super) fn person(word: &str, schedule: &Schedule) -> Result<PersonId, String> {
    find("person", word, schedule.people.iter().map(|(id, name)| (*id, &**name)))
}

/// A device that has a label.
pub(super) fn device(word: &str, schedule: &Schedule) -> Result<DeviceTag, String> {
    find("device", word, schedule.devices.iter().map(|(id, label)| (*id, &**label)))
}

/// An edit by its first digits.
pub(super) fn edit(
    word: &str,
    edits: impl Iterator<Item = ChangeHash>,
) -> Result<ChangeHash, String> {
    let found: Vec<_> = edits.filter(|edit| is_id(word, &edit.to_string())).collect();
    match found[..] {
        [edit] => Ok(edit),
        [] => Err(format!("no time and no edit {word:?} is known on this device")),
        _ => Err(format!("{} edits begin with {word:?}: give more digits", found.len())),
    }
}

/// Also one that was withdrawn or hidden, to bring it back, if no other is called so.
pub(super) fn session(word: &str, schedule: &Schedule) -> Result<SessionId, String> {
    let (shown, others): (Vec<_>, Vec<_>) = schedule
        .sessions
        .iter()
        .map(|(id, session)| (*id, session))
        .partition(|(_, session)| session.is_shown());
    let titled = |all: &[(SessionId, &Arc<Session>)]| {
        find("session", word, all.iter().map(|(id, session)| (*id, session.title.value.as_str())))
    };
    titled(&shown).or_else(|sentence| match titled(&others) {
        Ok(other) if !shown.iter().any(|(_, one)| is_name(word, &one.title.value)) => Ok(other),
        Ok(_) | Err(_) => Err(sentence),
    })
}

pub(super) fn room(word: &str, schedule: &Schedule) -> Result<RoomId, String> {
    let present = schedule.rooms_in_order().into_iter();
    let present = present.map(|(id, room)| (id, room.name.value.as_str()));
    find("room", word, present)
}

/// Also a room that was removed, to bring it back.
pub(super) fn any_room(word: &str, schedule: &Schedule) -> Result<RoomId, String> {
    room(word, schedule).or_else(|_| {
        find("room", word, schedule.rooms.iter().map(|(id, room)| (*id, room.name.value.as_str())))
    })
}

/// One room, or several with commas between.
pub(super) fn rooms(word: &str, schedule: &Schedule) -> Result<Vec<RoomId>, String> {
    // The name of a room may have a comma.
    if let Ok(one) = room(word, schedule) {
        return Ok(vec![one]);
    }
    word.split(',').map(|one| room(one.trim(), schedule)).collect()
}

pub(super) fn stream(word: &str, schedule: &Schedule) -> Result<StreamId, String> {
    let all = schedule.streams.iter().filter(|(_, stream)| !stream.removal.is_removed());
    find("stream", word, all.map(|(id, stream)| (*id, stream.name.value.as_str())))
}

pub(super) fn day(word: &str, schedule: &Schedule) -> Result<DayId, String> {
    let found = schedule.days_in_order().into_iter().filter(|(id, day)| {
        is_id(word, &id.to_string())
            || is_name(word, &day.name.value)
            || day.date.value == word
            || weekday(day).is_some_and(|name| is_name(word, &name))
    });
    only("day", word, found.map(|(id, _)| id).collect())
}

/// What a slot is called: the day and the time.
pub(super) fn slot_name(slot: &Slot, schedule: &Schedule) -> String {
    let span = slot.span.value;
    let day = schedule.days.get(&span.day).map_or_else(|| "?".to_owned(), |day| day_name(day));
    format!("{day} {}", clock(span.start))
}

pub(super) fn slot(word: &str, schedule: &Schedule) -> Result<SlotId, String> {
    find_slot(word, schedule, false)
}

/// Also a slot that was removed, to bring it back.
pub(super) fn any_slot(word: &str, schedule: &Schedule) -> Result<SlotId, String> {
    find_slot(word, schedule, true)
}

fn find_slot(word: &str, schedule: &Schedule, removed_too: bool) -> Result<SlotId, String> {
    let usable = |slot: &Slot| removed_too || !slot.removal.is_removed();
    let slots = schedule.slots.iter().filter(|(_, slot)| usable(slot));
    let by_id = slots.clone().filter(|(id, _)| is_id(word, &id.to_string()));
    let by_id: Vec<_> = by_id.map(|(id, _)| *id).collect();
    if !by_id.is_empty() {
        return only("slot", word, by_id);
    }
    let Some((day_word, time)) = word.rsplit_once(' ') else {
        return Err(format!("{word:?} is not a slot: it looks like \"Saturday 10:30\""));
    };
    let (day, start) = (day(day_word.trim(), schedule)?, minutes(time)?);
    let found =
        slots.filter(|(_, slot)| (slot.span.value.day, slot.span.value.start) == (day, start));
    only("slot", word, found.map(|(id, _)| *id).collect())
}

pub(super) fn clash<'a>(word: &str, view: &'a View) -> Result<&'a Clash, String> {
    let found = view.clashes.iter().filter(|clash| is_id(word, &hex(&clash.key)));
    only("clash", word, found.collect())
}

pub(super) fn set<'a>(word: &str, view: &'a View) -> Result<&'a UndoableSet, String> {
    let found = view.undoable.iter().filter(|one| is_id(word, &one.set.to_string()));
    only("own edit", word, found.collect())
}
